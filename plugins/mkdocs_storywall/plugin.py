"""The plugin: hands MkDocs's settings to the compiler, and the compiler's files to MkDocs."""

from __future__ import annotations

import os
import shutil
import tempfile
import time
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any, Literal

from jinja2 import Environment
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import BasePlugin, CombinedEvent, event_priority
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page

from mkdocs_storywall import frames, pages
from mkdocs_storywall.config import StoryWallConfig
from mkdocs_storywall.faults import log, readable
from mkdocs_storywall.links import Links
from mkdocs_storywall.report import Counter, report
from storywall import build, clock, settings
from storywall.pages.frame import Frame
from storywall.pages.repository import NO_EDITING
from storywall.pages.theme import theme_folder
from storywall.release.publish import publish
from storywall.settings import Project, Site

PREVIEW = "STORYWALL_PREVIEW"
_OURS = ("404.html", "sitemap.xml")
_FIRST, _LAST = 1_000_000, -1_000_000
_DAY = 24 * 60 * 60


class StoryWallPlugin(BasePlugin[StoryWallConfig]):  # type: ignore[valid-type, no-untyped-call]
    """Builds the wall round MkDocs's ordinary pages. State is made anew in ``on_config``."""

    _serving = False
    _staged: Path | None = None

    def __init__(self) -> None:
        """Nothing is counted yet; another plugin may fail before the first event."""
        self._counter = Counter(log)

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
        """Remember the command; a method of this name keeps the plugin for a whole ``serve``."""
        self._serving = command == "serve"

    @event_priority(_FIRST)
    def _on_config_first(self, config: MkDocsConfig) -> MkDocsConfig:
        """Count warnings from the first that MkDocs's strict mode counts."""
        self._counter.start()
        return config

    @event_priority(-100)
    @readable
    def _on_config_last(self, config: MkDocsConfig) -> MkDocsConfig:
        """Read and check everything, before any file is touched."""
        self._site = Path(config.site_dir)
        self._frames: dict[int, Frame] = {}
        self._links: Links | None = None
        self._lent: list[Any] = []
        preview = self._serving or os.environ.get(PREVIEW) == "1"
        project = _project(config, dict(self.config))
        now = clock.now(project.settings.zone)
        self._plan = build.prepare(project, now, preview=preview, progress=log.debug)
        self._staged = _staging(project)
        report(self._plan.problems, project, log)
        config.site_dir = str(self._staged)
        config.nav = pages.without_wall(config.nav, self._plan)
        # A company's own changes come first.
        config.theme.dirs.insert(1 if config.theme.custom_dir else 0, str(theme_folder() / "host"))
        return config

    on_config = CombinedEvent(_on_config_first, _on_config_last)

    @event_priority(-100)
    @readable
    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Leave MkDocs the ordinary pages, and add the frames."""
        pages.keep_ordinary(files, self._plan, config.docs_dir)
        # Not earlier: what is no static template when MkDocs lists the theme, it copies as it is.
        config.theme.static_templates -= set(_OURS)
        for file in frames.frame_files(self._plan.depths, config):
            files.append(file)
        self._lent = pages.lent(self._plan, config)
        return files

    @event_priority(-100)
    @readable
    def on_page_markdown(
        self, markdown: str, *, page: Page, config: MkDocsConfig, files: Files
    ) -> str:
        """Lend MkDocs the stories' files while it renders a page, so that links resolve."""
        pages.tame(page, self._plan)
        for file in self._lent:
            files.append(file)
        return markdown

    @event_priority(100)
    @readable
    def on_page_content(self, html: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
        """Take back what was lent; make ordinary pages safe, and their links lead somewhere."""
        self._links = self._links or Links(self._plan, files)
        for file in self._lent:
            files.remove(file)
        if frames.depth_of(page.file) is not None:
            return html
        return self._links.resolved(pages.safe(html, page, self._plan), page)

    @event_priority(100)
    @readable
    def on_env(self, env: Environment, *, config: MkDocsConfig, files: Files) -> Environment:
        """Now that every page's headings are known, take away links to those that are not there."""
        written = [file.page for file in files.documentation_pages() if file.page is not None]
        ordinary = [page for page in written if frames.depth_of(page.file) is None]
        if self._links is not None:
            for page in ordinary:
                self._links.note(page)
            for page in ordinary:
                page.content = self._links.without_dead_ends(page)
        pages.drop_unused(files)
        self._style = pages.style_sheet(pages.host_style(files))
        return env

    @readable
    def on_page_context(
        self, context: Any, *, page: Page, config: MkDocsConfig, nav: Navigation
    ) -> Any:
        """Give the page's template what stands round its content."""
        depth = frames.depth_of(page.file)
        is_frame = depth is not None
        context["wall"] = frames.slots() if is_frame else pages.surroundings(page, self._plan)
        return context

    @event_priority(-100)
    @readable
    def on_post_page(self, output: str, *, page: Page, config: MkDocsConfig) -> str:
        """Catch the frames; they leave no page of their own."""
        depth = frames.depth_of(page.file)
        if depth is None:
            return output
        self._frames[depth] = Frame.cut(output, "MkDocs")
        return ""

    @event_priority(_LAST)
    @readable
    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Hang every page, and bring the finished folder over to the site."""
        assert self._staged is not None
        try:
            artifacts = build.compose(self._plan, self._frames)
            artifacts.add(pages.STYLE, self._style, "the plugin")
            there = set(artifacts)
            for path, file in (self._links.files if self._links else {}).items():
                if path not in there:
                    artifacts.add(path, file, "an ordinary page")
            artifacts.write(self._staged)
            if config.strict and self._counter.count:
                log.info("The old site stays: there are %d warnings.", self._counter.count)
                return
            changed = publish(self._staged, self._site)
        finally:
            config.site_dir = str(self._site)
            self._tidy()
        stories, sheets = len(self._plan.wall.stories), len(self._plan.sheets)
        log.info("Hung %d stories on %d pages; %d files changed.", stories, sheets, changed)

    def on_build_error(self, *, error: Exception) -> None:
        """Leave nothing behind; the old site stays."""
        self._tidy()

    def _tidy(self) -> None:
        self._counter.stop()
        if self._staged is not None:
            shutil.rmtree(self._staged, ignore_errors=True)
            self._staged = None


def _project(config: MkDocsConfig, options: Mapping[str, Any]) -> Project:
    """The compiler's view of MkDocs's configuration."""
    given = {name: value for name, value in options.items() if value is not None}
    path = Path(config.config_file_path)
    site = Site(
        root=path.parent,
        name=config.site_name,
        url=config.site_url or "",
        description=config.site_description or "",
        stories=Path(config.docs_dir),
        output=Path(config.site_dir),
        directory_urls=config.use_directory_urls,
        repo_url=config.repo_url or "",
        edit_uri=_edit_uri(config),
    )
    return Project(config=path, settings=settings.parse_settings(given), site=site)


def _edit_uri(config: MkDocsConfig) -> str:
    """``edit_uri`` as the wall gives it; MkDocs's own guess holds for a folder named docs alone."""
    given = [each["edit_uri"] for each in config.user_configs if each.get("edit_uri") is not None]
    if given and not given[-1]:
        return NO_EDITING
    guessed = not given and Path(config.docs_dir).name != "docs"
    return "" if guessed else config.edit_uri or ""


def _staging(project: Project) -> Path:
    """An empty folder beside the cache, on the disk of the site.

    What builds left that were ended by force is swept away once it is a day old.
    """
    project.cache.mkdir(parents=True, exist_ok=True)
    for pattern in ("staged-*", "release-*"):
        for left in project.cache.glob(pattern):
            with suppress(OSError):  # another build may take away its own just now
                if left.stat().st_mtime < time.time() - _DAY:
                    shutil.rmtree(left)
    return Path(tempfile.mkdtemp(prefix="staged-", dir=project.cache))


__all__ = ["StoryWallPlugin"]
