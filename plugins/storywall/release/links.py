"""Every link of a finished site that leads nowhere: in pages, feeds, the sitemap and decks."""

from __future__ import annotations

import html
import json
import os
import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import unquote, urlsplit

from storywall import parallel

_LINKS = frozenset({"href", "src", "poster", "action", "url", "xmlurl", "htmlurl"})
_TOLD = re.compile(
    r"\s(?:href|src|poster|action|srcset|id|content|url|xmlurl|htmlurl)\b", re.IGNORECASE
)
# Each with its whole value, so that nothing inside a value looks like an attribute.
_ATTRIBUTE = re.compile(r"""\s([^\s"'<>/=]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+)))?""")
# A quoted value may hold a ">"; where the quotes do not match, the tag ends at the first one.
_TAG = re.compile(r"""<[a-zA-Z](?:(?:[^>"']|"[^"]*"|'[^']*')*+>|[^>]*>)""")
_COMMENT = re.compile(r"<!--.*?-->|<script\b[^>]*>.*?</script>", re.DOTALL | re.IGNORECASE)
_SCRIPT = re.compile(r"<script\b[^>]*>", re.IGNORECASE)
_DATA = re.compile(r"<script\b[^>]*application/json[^>]*>(.*?)</script>", re.DOTALL | re.IGNORECASE)
_REDIRECT = re.compile(r"0; ?url=(.*)", re.IGNORECASE)
_ELEMENT = re.compile(r"<(?:loc|link|comments|docs|image)\b[^<>]*>\s*([^<\s][^<]*?)\s*</")
# Elsewhere in a feed a "<" that is escaped is text.
_HTML = re.compile(
    r"<(?:content:encoded|description|content|summary)\b[^<>]*>(?!\s*<!\[CDATA\[)(.*?)"
    r"</(?:content:encoded|description|content|summary)>",
    re.DOTALL,
)
_SELF = re.compile(r"""<atom:link\b[^<>]*?href="([^"]+)"[^<>]*?rel="self\"""")
_LOC = re.compile(r"<loc>\s*([^<\s]+)")


@dataclass(slots=True)
class Page:
    """What a file links to, and the ids that others may link to."""

    links: set[str] = field(default_factory=set)
    ids: set[str] = field(default_factory=set)


def _scan(text: str) -> Page:
    page = Page()
    # A script's own text is no markup, but its tag's src counts.
    for tag in (*_SCRIPT.findall(text), *_TAG.findall(_COMMENT.sub("", text))):
        if not _TOLD.search(tag):
            continue
        for name, value in _attributes(tag):
            if name in _LINKS:
                page.links.add(value)
            elif name == "srcset":
                page.links.update(part.split()[0] for part in value.split(",") if part.strip())
            elif name == "id":
                page.ids.add(value)
            elif name == "content" and (redirect := _REDIRECT.fullmatch(value)):
                page.links.add(redirect[1])
    if "application/json" in text:
        for data in _DATA.findall(text):
            page.links |= _of_json(data)
    return page


def _attributes(tag: str) -> Iterator[tuple[str, str]]:
    for name, double, single, bare in _ATTRIBUTE.findall(tag):
        yield name.lower(), html.unescape(double or single or bare)


def leaves(data: object) -> Iterator[str]:
    """Every text in *data*, as JSON or YAML gives it; names of entries too."""
    if isinstance(data, dict):
        for key, value in data.items():
            yield str(key)
            yield from leaves(value)
    elif isinstance(data, list):
        for value in data:
            yield from leaves(value)
    elif isinstance(data, str):
        yield data


def _of_json(text: str) -> set[str]:
    """Links of the HTML in JSON, and texts that are addresses themselves."""
    found: set[str] = set()
    with suppress(ValueError, RecursionError):
        for leaf in leaves(json.loads(text)):
            if "<" in leaf:
                found |= _scan(leaf).links
            elif leaf.startswith(("http://", "https://")) and not leaf.split()[1:]:
                found.add(leaf)
    return found


def _of_xml(text: str) -> set[str]:
    """Links of elements, and of the HTML that stands in them escaped or as it is."""
    found = {html.unescape(link) for link in _ELEMENT.findall(text)} | _scan(text).links
    for escaped in _HTML.findall(text):
        found |= _scan(html.unescape(escaped)).links
    return found


def read(site: Path, name: str) -> Page:
    """The links of one file below *site*."""
    text = (site / name).read_text(encoding="utf-8", errors="replace")
    if name.endswith(".html"):
        return _scan(text)
    found = _of_json(text) if name.endswith(".json") else _of_xml(text)
    if name.endswith(".json") and not name.startswith("screens/"):
        # Elsewhere a short address is relative to what only the file's reader knows.
        found = {link for link in found if urlsplit(link).scheme}
    return Page(found)


def own_address(site: Path, root: str) -> str:
    """The site's address as its feed or sitemap says it; ``""`` when there is neither."""
    for name, pattern in (("feed.xml", _SELF), ("sitemap.xml", _LOC)):
        with suppress(OSError, ValueError):
            found = pattern.search((site / name).read_text(encoding="utf-8", errors="replace"))
            parts = urlsplit(html.unescape(found[1])) if found else urlsplit("")
            if parts.netloc and parts.path.startswith(root):
                return f"{parts.scheme}://{parts.netloc}{root}"
    return ""


def _target(page: str, link: str, root: str, url: str) -> tuple[str, str] | None:
    """The file below the site that *link* on *page* leads to, and its fragment; None if outside."""
    if url and f"{link}/".startswith(url):
        link = root + link[len(url) :]
    try:
        parts = urlsplit(link)
    except ValueError:
        return None
    if parts.scheme or parts.netloc:
        return None
    path = unquote(parts.path)
    if path.startswith("/"):
        if not path.startswith(root):
            return None
        joined = path[len(root) :]
    elif path:
        joined = os.path.normpath(os.path.join(os.path.dirname(page), path)).replace(os.sep, "/")
        joined = "" if joined == "." else joined + ("/" if path.endswith(("/", ".")) else "")
    else:
        joined = page
    if joined == "" or joined.endswith("/"):
        joined += "index.html"
    return joined, unquote(parts.fragment)


def dead_links(site: Path, files: list[str], root: str = "/", url: str = "") -> list[str]:
    """Every internal link that leads nowhere, in words.

    *root* is the path of the site's address, and *url* the address; what begins with it is checked
    like a link without it.
    """
    names = [name for name in files if name.endswith((".html", ".xml", ".json", ".opml"))]
    read_all = parallel.each(lambda name: read(site, name), names, os.cpu_count() or 1)
    pages = dict(zip(names, read_all, strict=True))
    known = set(files)
    faults = []
    for name, page in pages.items():
        for link in sorted(page.links):
            target = _target(name, link, root, url)
            if target is None:
                continue
            path, fragment = target
            if path not in known:
                faults.append(f"{name} links to {link}, and there is no {path}")
            elif fragment and path.endswith(".html") and fragment not in pages[path].ids:
                faults.append(f"{name} links to {link}, and {path} has no #{fragment}")
    return faults
