"""Where the links and pictures of ordinary pages lead: one walk over the HTML that MkDocs made.

MkDocs resolves what Markdown says; raw HTML is as its author typed it. Here both are compared with
what is published: what leads nowhere keeps its text alone, a picture becomes its derivative.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterable
from html import unescape
from pathlib import Path
from urllib.parse import unquote, urlsplit

from mkdocs.structure.files import File
from mkdocs.structure.pages import Page

from storywall.address import Address, depth, link, up
from storywall.pages.render import Picture
from storywall.pictures import images
from storywall.plan import Plan
from storywall.shown import Photo
from storywall.text.anchors import slug
from storywall.text.sanitise import OURS, Tag, scheme
from storywall.text.typesetting import BODY_CROP, DOCUMENT, Typesetter, target_path
from storywall.text.weave import PICTURE_SIZES

_VALUE = r"""(?:"([^"]*)"|'([^']*)'|([^\s"'<>=`]+))"""
_ATTRIBUTE = re.compile(rf"""\s+([^\s"'<>/=]+)(?:\s*=\s*{_VALUE})?""")
# A comment and a script are passed over: what stands in them is no tag.
_TAG = re.compile(
    r"<!--.*?-->|<(?:script|style)\b.*?</(?:script|style)\s*>"
    r"""|<(?P<name>a|img)(?P<rest>(?:\s+[^\s"'<>/=]+"""
    r"""(?:\s*=\s*(?:"[^"]*"|'[^']*'|[^\s"'<>=`]+))?)*)\s*/?>""",
    re.DOTALL | re.IGNORECASE,
)
_ID = re.compile(r"""\sid=(?:"([^"]*)"|'([^']*)')""")


class Links:
    """Resolves the links of ordinary pages; gathers the *files* that they need on the site."""

    def __init__(self, plan: Plan, files: Iterable[File]) -> None:
        """*files* are MkDocs's own and those that were lent to it."""
        self.files: dict[str, Path] = {}
        self._plan = plan
        self._typesetter = Typesetter(plan.reading, plan.places, plan.gallery)
        self._sources = {file.dest_uri: file.src_uri for file in files}
        self._addresses = {source: _address(place) for place, source in self._sources.items()}
        self._ids: dict[str, dict[str, str]] = {}

    def resolved(self, html: str, page: Page) -> str:
        """*html*, the content of *page*, with every link and picture leading where it should."""
        return _each_tag(html, lambda tag: self._resolved(tag, page))

    def note(self, page: Page) -> None:
        """Remember the ids on *page*, whose content is finished."""
        found = [unescape(one or other) for one, other in _ID.findall(page.content or "")]
        ids = {slug(id_): id_ for id_ in reversed(found)}
        ids |= {id_.removeprefix("text-"): id_ for id_ in found if id_.startswith(f"text-{OURS}")}
        self._ids[page.file.src_uri] = ids | {id_: id_ for id_ in found}

    def without_dead_ends(self, page: Page) -> str:
        """The content of *page*; a link to a heading that is on no noted page keeps its text."""
        return _each_tag(page.content or "", lambda tag: self._held(tag, page))

    def _resolved(self, tag: Tag, page: Page) -> Tag | None:
        key = "href" if tag.name == "a" else "src"
        target = tag.attributes.get(key, "")
        if scheme(target) or (tag.name == "a" and (not target or target.startswith("#"))):
            return tag
        source = self._source(target, page)
        if source in self._plan.reading.folder.media:
            found = self._media(source)
            if isinstance(found, Picture) and tag.name == "img":
                return _image(tag, found, lambda address: self._link(address, page))
            address = found.src if isinstance(found, Picture) else found
        else:
            address = self._address(source, target)
        if address is not None:
            tag.attributes[key] = self._link(address, page)
        elif tag.name == "img":
            return None
        else:
            del tag.attributes[key]
        return tag

    def _source(self, target: str, page: Page) -> str:
        """The source of the file that *target* on *page* leads to; ``""`` when there is none."""
        folder = posixpath.dirname(page.file.dest_uri)
        path = posixpath.normpath(posixpath.join(folder, unquote(urlsplit(target).path)))
        for place in (path, posixpath.normpath(f"{path}/index.html")):
            if place in self._sources:
                return self._sources[place]
        source, _ = target_path(page.file.src_uri, target)
        return source if source in self._addresses else ""

    def _media(self, path: str) -> Address | Picture | None:
        """The derivative of the picture at *path*, or where the document *path* will be."""
        if path in self._plan.wall.withheld_media:
            return None
        stories = self._plan.project.site.stories
        if path.lower().endswith(DOCUMENT):
            self.files[path] = stories / path
            return Address(path)
        photo = Photo(path, "")
        try:
            return self._plan.gallery(photo, BODY_CROP)
        except LookupError:
            # Shown by an extension of MkDocs's, of which the compiler knows nothing.
            wanted = [(photo, (BODY_CROP,))]
            gallery, _ = images.develop(wanted, stories, self._plan.project.cache, 1)
            self.files |= {str(address): file for address, file in gallery.files().items()}
            return gallery(photo, BODY_CROP)

    def _address(self, source: str, target: str) -> Address | None:
        """Where *target* leads, whose file is *source*; None when it leads nowhere."""
        if not source or target.startswith("/"):
            return None
        fragment = unquote(urlsplit(target).fragment)
        lent = source in self._plan.places and source not in self._plan.texts.pages
        if lent and fragment and fragment not in self._typesetter.ids_of(source):
            return None
        address = self._addresses[source]
        return Address(f"{address}#{fragment}") if fragment else address

    def _link(self, address: Address, page: Page) -> str:
        style = "directory" if self._plan.project.site.directory_urls else "file"
        return link(address, up(depth(page.file.dest_uri)), style)  # type: ignore[arg-type]

    def _held(self, tag: Tag, page: Page) -> Tag | None:
        target = tag.attributes.get("href", "")
        if tag.name == "img" or "#" not in target or scheme(target):
            return tag
        place, _, fragment = target.partition("#")
        ids = self._ids.get(self._source(place, page) if place else page.file.src_uri)
        typed = unquote(fragment)
        if ids is None or not typed:
            return tag
        found = ids.get(typed) or ids.get(slug(typed))
        if found is None:
            del tag.attributes["href"]
        elif found != typed:
            tag.attributes["href"] = f"{place}#{found}"
        return tag


def _address(place: str) -> Address:
    folder, _, name = place.rpartition("/")
    return Address((f"{folder}/" if folder else "") if name == "index.html" else place)


def _each_tag(html: str, change: Callable[[Tag], Tag | None]) -> str:
    """*html* with each link and picture as *change* gives it; None takes it away."""

    def changed(match: re.Match[str]) -> str:
        if match["name"] is None:
            return match[0]
        values = _ATTRIBUTE.findall(match["rest"])
        attributes = {key.lower(): unescape(a or b or c) for key, a, b, c in values}
        tag = change(Tag(match["name"].lower(), False, dict(attributes)))
        if tag is not None and tag.attributes == attributes:
            return match[0]
        return "" if tag is None else str(tag)

    return _TAG.sub(changed, html)


def _image(tag: Tag, picture: Picture, to: Callable[[Address], str]) -> Tag:
    """*tag* as bodies print a *picture*; a size that its author gave holds."""
    sized = tag.attributes.keys() & {"width", "height"}
    size = {} if sized else {"width": str(picture.width), "height": str(picture.height)}
    printed = {
        "src": to(picture.src),
        "srcset": ", ".join(f"{to(address)} {width}w" for address, width in picture.srcset),
        "sizes": PICTURE_SIZES,
        "loading": "lazy",
        "decoding": "async",
    }
    return Tag("img", False, {"alt": ""} | tag.attributes | printed | size)
