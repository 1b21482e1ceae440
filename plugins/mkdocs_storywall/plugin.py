"""The plugin: hands MkDocs's settings to the compiler, and the compiler's files to MkDocs."""

from __future__ import annotations

import logging
import os
import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Literal

from jinja2 import Environment
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin, event_priority, get_plugin_logger
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page

from mkdocs_storywall import frames, pages
from mkdocs_storywall.config import StoryWallConfig
from mkdocs_storywall.report import Counter, report
from storywall import build, clock, settings
from storywall.errors import StoryWallError
from storywall.pages.frame import Frame
from storywall.pages.theme import theme_folder
from storywall.release.publish import publish
from storywall.settings import Project, Site

log = get_plugin_logger("storywall")

PREVIEW = "STORYWALL_PREVIEW"
_OURS = ("404.html", "sitemap.xml")


class StoryWallPlugin(BasePlugin[StoryWallConfig]):  # type: ignore[valid-type, no-untyped-call]
    """Builds the wall round MkDocs's ordinary pages. State is made anew in ``on_config``."""

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
        """Remember the command; a method of this name keeps the plugin for a whole ``serve``."""
        self._serving = command == "serve"

    @event_priority(-100)
    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Read and check everything, before any file is touched."""
        self._counter = Counter()
        logging.getLogger("mkdocs").addHandler(self._counter)
        self._site = Path(config.site_dir)
        self._frames: dict[int, Frame] = {}
        self._media: set[str] = set()
        self._lent: list[Any] = []
        preview = self._serving or bool(os.environ.get(PREVIEW))
        try:
            project = _project(config, dict(self.config))
            now = clock.now(project.settings.zone)
            self._plan = build.prepare(project, now, preview=preview, progress=log.debug)
            self._staged = _staging(project)
        except (StoryWallError, OSError) as error:
            raise PluginError(str(error)) from None
        report(self._plan.problems, log)
        config.site_dir = str(self._staged)
        # A company's own changes come first.
        config.theme.dirs.insert(1 if config.theme.custom_dir else 0, str(theme_folder() / "host"))
        return config

    @event_priority(-100)
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
    def on_page_markdown(
        self, markdown: str, *, page: Page, config: MkDocsConfig, files: Files
    ) -> str:
        """Lend MkDocs the stories' files while it renders a page, so that links resolve."""
        for file in self._lent:
            files.append(file)
        return markdown

    @event_priority(100)
    def on_page_content(self, html: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
        """Take back what was lent; make ordinary pages safe, and note which pictures they show."""
        for file in self._lent:
            files.remove(file)
        if frames.depth_of(page.file) is not None:
            return html
        safe = pages.sanitised(html, page, self._plan, files)
        self._media.update(pages.shown_in(safe, page))
        return safe

    def on_env(self, env: Environment, *, config: MkDocsConfig, files: Files) -> Environment:
        """Drop files that no page shows."""
        pages.drop_unused(files, self._media, self._plan)
        self._style = pages.style_sheet(pages.host_style(files))
        return env

    def on_page_context(
        self, context: Any, *, page: Page, config: MkDocsConfig, nav: Navigation
    ) -> Any:
        """Give the page's template what stands round its content."""
        depth = frames.depth_of(page.file)
        is_frame = depth is not None
        context["wall"] = frames.slots() if is_frame else pages.surroundings(page, self._plan)
        return context

    @event_priority(-100)
    def on_post_page(self, output: str, *, page: Page, config: MkDocsConfig) -> str:
        """Catch the frames; they leave no page of their own."""
        depth = frames.depth_of(page.file)
        if depth is None:
            return output
        try:
            self._frames[depth] = Frame.cut(output, "MkDocs")
        except StoryWallError as error:
            raise PluginError(str(error)) from None
        return ""

    @event_priority(-100)
    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Hang every page, and bring the finished folder over to the site."""
        logging.getLogger("mkdocs").removeHandler(self._counter)
        try:
            artifacts = build.compose(self._plan, self._frames)
            artifacts.add(pages.STYLE, self._style, "the plugin")
            artifacts.write(self._staged)
            if config.strict and self._counter.count:
                log.info("The old site stays: there are %d warnings.", self._counter.count)
                return
            changed = publish(self._staged, self._site)
        except (StoryWallError, OSError) as error:
            raise PluginError(str(error)) from None
        finally:
            config.site_dir = str(self._site)
            shutil.rmtree(self._staged, ignore_errors=True)
        log.info(
            "Hung %d stories on %d pages; %d files changed.",
            len(self._plan.wall.stories),
            len(self._plan.sheets),
            changed,
        )

    def on_build_error(self, *, error: Exception) -> None:
        """Leave nothing behind; the old site stays."""
        logging.getLogger("mkdocs").removeHandler(self._counter)
        if hasattr(self, "_staged"):
            shutil.rmtree(self._staged, ignore_errors=True)


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
        edit_uri=config.edit_uri or "",
    )
    return Project(config=path, settings=settings.parse_settings(given), site=site)


def _staging(project: Project) -> Path:
    """An empty folder beside the cache, on the disk of the site."""
    project.cache.mkdir(parents=True, exist_ok=True)
    return Path(tempfile.mkdtemp(prefix="staged-", dir=project.cache))


__all__ = ["StoryWallPlugin"]
