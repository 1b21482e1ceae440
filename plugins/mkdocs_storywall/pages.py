"""Ordinary pages: which files MkDocs may see, and what stands round their content."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping
from html import unescape
from urllib.parse import unquote

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
# MkDocs leaves a link as it was typed when it finds no file for it.
_FILE = r'"(?![A-Za-z][A-Za-z0-9+.-]*:|//|[#/])([^"#?]*\.(?:md|jpe?g|png|webp|pdf))(?:[#?][^"]*)?"'
_LINK_TO_FILE = re.compile(rf"<a [^>]*?href={_FILE}[^>]*>")
_PICTURE = re.compile(r'<img [^>]*?src="(?![A-Za-z][A-Za-z0-9+.-]*:|//|/)([^"#?]*)[^>]*>')
_SHOWN = re.compile(r'\s(?:src|href)="([^"#?:]+)"')


def keep_ordinary(files: Files, plan: Plan, docs_dir: str) -> None:
    """Take every file of the stories folder out of *files* that is no ordinary page or its media.

    ``index.md`` is the wall's own. A picture stays only for as long as a page may show it.
    """
    ordinary = set(plan.texts.pages)
    folders = {posixpath.dirname(path) for path in ordinary}
    beside_pages = {p for p in plan.reading.folder.media if posixpath.dirname(p) in folders}
    for file in list(files):
        if file.generated_by or file.src_dir != docs_dir:
            continue
        if file.src_uri in ordinary:
            _settle(file, plan)
        elif file.src_uri not in beside_pages:
            files.remove(file)


def _settle(file: File, plan: Plan) -> None:
    """Let *file*, an ordinary page, lie in a folder of its own however links are written."""
    if not plan.project.site.directory_urls:
        file.dest_uri = page_address(file.src_uri).path
        file.url = file.dest_uri


def drop_unused(files: Files, shown: set[str], plan: Plan) -> None:
    """Take out of *files* what no ordinary page shows, and the host's scripts, which none runs."""
    for file in list(files):
        unused = file.src_uri in plan.reading.folder.media and file.src_uri not in shown
        if unused or _NOT_NEEDED.match(file.src_uri):
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


def shown_in(html: str, page: Page) -> Iterator[str]:
    """Source paths of the files that *html*, the content of *page*, links to or shows."""
    folder = posixpath.dirname(page.file.dest_uri)
    for target in _SHOWN.findall(html):
        yield posixpath.normpath(posixpath.join(folder, unquote(unescape(target))))


def lent(plan: Plan, config: MkDocsConfig) -> list[File]:
    """Files that stand for what the compiler publishes, so that MkDocs resolves links to them."""
    ordinary = set(plan.texts.pages)
    files = []
    for path, address in plan.places.items():
        if path in ordinary:
            continue
        file = File(path, config.docs_dir, config.site_dir, config.use_directory_urls)
        file.dest_uri = address.path
        file.url = address if config.use_directory_urls else address.path
        file.inclusion = InclusionLevel.NOT_IN_NAV
        files.append(file)
    return files


def sanitised(html: str, page: Page, plan: Plan, files: Files) -> str:
    """The content of an ordinary page, made safe unless the wall trusts its pages.

    A link to a file that is not there keeps its text alone, and such a picture is left out. Their
    problems are known: the compiler has set the same text, with lines.
    """
    folder = posixpath.dirname(page.file.dest_uri)
    known = {file.dest_uri for file in files}

    def kept(match: re.Match[str], otherwise: str) -> str:
        target = posixpath.normpath(posixpath.join(folder, unquote(unescape(match[1]))))
        return match[0] if target in known else otherwise

    if not plan.project.settings.trusted_pages:
        html = str(clean(html, path=page.file.src_uri)[0])
    html = _LINK_TO_FILE.sub(lambda match: kept(match, "<a>"), html)
    return _PICTURE.sub(lambda match: kept(match, ""), html)


def surroundings(page: Page, plan: Plan) -> Mapping[str, str]:
    """What the page's template prints round its content."""
    description = page.meta.get("description")
    facts = PageFacts(
        address=page_address(page.file.src_uri),
        title=str(page.title or ""),
        description=str(description) if description else "",
        path=page.file.src_uri,
        hidden=plan.preview,
        styles=(STYLE,),
    )
    slots = plan.chrome.slots(facts, str(page.content or ""))
    return {**slots, "lang": plan.words.language, "dir": plan.words.direction}
