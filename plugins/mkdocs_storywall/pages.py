"""Ordinary pages: which files MkDocs may see, and what stands round their content."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping
from html import unescape
from typing import Any
from urllib.parse import quote

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.pages import Page

from storywall.address import Address
from storywall.pages.chrome import PageFacts
from storywall.pages.theme import minify_css, theme_folder
from storywall.plan import Plan
from storywall.text.sanitise import clean
from storywall.text.typesetting import page_address

STYLE = Address("assets/ordinary.css")
"""The style sheet that only ordinary pages load."""

# Material's theme: its scripts and pictures belong to a page template that is not used.
# Our own style for ordinary pages is published with the host's in front of it.
_NOT_NEEDED = re.compile(
    r"assets/(javascripts|images)/|assets/stylesheets/(palette\.|.*\.map$)|ordinary\.css$"
)
_HOST_STYLE = re.compile(r"assets/stylesheets/main\.[0-9a-f]+\.min\.css")
# What an author may say of a page; `template` above all is not among it.
_META = ("title", "description")


def keep_ordinary(files: Files, plan: Plan, docs_dir: str) -> None:
    """Take every file of the stories folder out of *files* that is no ordinary page.

    ``index.md`` is the wall's own, and the compiler brings pictures and documents over.
    """
    for file in list(files):
        if file.generated_by or file.src_dir != docs_dir:
            continue
        if file.src_uri in plan.texts.pages and page_address(file.src_uri):
            _place(file, page_address(file.src_uri), plan)
        else:
            files.remove(file)


def _place(file: File, address: Address, plan: Plan) -> None:
    """Let *file* answer at *address*; in a folder of its own however links are written."""
    file.dest_uri = address.path
    file.url = quote(address if plan.project.site.directory_urls else address.path)


def drop_unused(files: Files) -> None:
    """Take the host's scripts out of *files*, which no page runs."""
    for file in list(files):
        if _NOT_NEEDED.match(file.src_uri):
            files.remove(file)


def host_style(files: Files) -> str:
    """The host theme's style sheet below the site, for the markup of its Markdown extensions."""
    found = (file.src_uri for file in files if _HOST_STYLE.fullmatch(file.src_uri))
    return next(found, "")


def style_sheet(host: str) -> str:
    """The style sheet of ordinary pages, which loads the *host* theme's below the wall's rules."""
    load = f'@import url("{posixpath.relpath(host, "assets")}") layer(host);' if host else ""
    source = (theme_folder() / "host/ordinary.css").read_text("utf-8")
    # An @import must come first of all.
    return f"{load}\n{minify_css(source)}"


def lent(plan: Plan, config: MkDocsConfig) -> list[File]:
    """Files that stand for what the compiler publishes, so that MkDocs resolves links to them."""
    places = {path: place for path, place in plan.places.items() if path not in plan.texts.pages}
    places |= {path: Address(path) for path in plan.reading.folder.media}
    files = []
    for path, address in places.items():
        file = File(path, config.docs_dir, config.site_dir, config.use_directory_urls)
        _place(file, address, plan)
        file.inclusion = InclusionLevel.NOT_IN_NAV
        files.append(file)
    return files


def without_wall(nav: Any, plan: Plan) -> Any:
    """MkDocs's *nav* without what is the wall's own: MkDocs has no such page."""
    ours = ({"index.md"} | plan.places.keys()) - plan.texts.pages.keys()
    if isinstance(nav, list):
        kept = [without_wall(entry, plan) for entry in nav]
        return [entry for entry in kept if entry not in ("", {}, [])]
    if isinstance(nav, dict):
        named = {name: without_wall(entry, plan) for name, entry in nav.items()}
        return {name: entry for name, entry in named.items() if entry not in ("", {}, [])}
    return "" if nav in ours else nav


def tame(page: Page, plan: Plan) -> None:
    """Leave an ordinary page only such front matter as the wall prints, unless it is trusted.

    A host lets it choose a template, and templates print it as it is.
    """
    if not plan.project.settings.trusted_pages and page.file.src_uri in plan.texts.pages:
        kept = {name: page.meta[name] for name in _META if page.meta.get(name) is not None}
        page.meta = {name: str(value) for name, value in kept.items()}


def safe(html: str, page: Page, plan: Plan) -> str:
    """The content of an ordinary page, made safe unless the wall trusts its pages.

    Its problems are known: the compiler has set the same text, with lines.
    """
    if plan.project.settings.trusted_pages:
        return html
    return str(clean(html, path=page.file.src_uri)[0])


def _title(page: Page) -> str:
    """The title as text: MkDocs escapes one that it takes from a heading, and no other."""
    title = str(page.title or "")
    return title if "title" in vars(page) or "title" in page.meta else unescape(title)


def surroundings(page: Page, plan: Plan) -> Mapping[str, str]:
    """What the page's template prints round its content."""
    description = page.meta.get("description")
    facts = PageFacts(
        address=page_address(page.file.src_uri),
        title=_title(page),
        description=str(description) if description else "",
        path=page.file.src_uri,
        hidden=plan.preview,
        styles=(STYLE,),
    )
    slots = plan.chrome.slots(facts, str(page.content or ""))
    return {**slots, "lang": plan.words.language, "dir": plan.words.direction}
