"""Addresses on the wall, and how they become links.

An :class:`Address` names a place on the site from its root (``stories/rita/``, ``assets/wall.css``,
``#top`` may follow). Templates print it as a marker; :func:`resolve` turns markers into relative
links once the page that carries them is known. A fragment can so hang at any depth.
"""

from __future__ import annotations

import re
from typing import Literal
from urllib.parse import quote

# U+0002 and U+0003 are refused in every source file, so no author can forge a marker.
_MARKER = re.compile("\x02([^\x02\x03]*)\x03")
_LONE_PERCENT = re.compile("%(?![0-9A-Fa-f]{2})")

LinkStyle = Literal["directory", "file"]


class Address(str):
    """A place on the site, from its root without a leading slash; ``""`` is the wall itself."""

    __slots__ = ()

    def __html__(self) -> str:
        """Print as a marker, which :func:`resolve` turns into a link."""
        return f"\x02{self}\x03"

    @property
    def path(self) -> str:
        """The file below the site folder that answers at this address."""
        place = self.partition("#")[0]
        return f"{place}index.html" if place == "" or place.endswith("/") else place


def depth(address: str) -> int:
    """Folders between the site's root and the page at *address* (``stories/rita/`` is 2)."""
    return address.partition("#")[0].count("/")


def up(from_depth: int) -> str:
    """The way to the site's root from a page *from_depth* folders below it: ``../../``."""
    return "../" * from_depth


def link(address: str, root: str, style: LinkStyle = "directory") -> str:
    """The link to *address* where *root* leads to the site's root (``../``, or ``/wall/``).

    ``style="file"`` names ``index.html``, so that the site works from a disk without a server.
    """
    place, hash_, fragment = address.partition("#")
    if style == "file" and (place == "" or place.endswith("/")):
        place += "index.html"
    return (root + _quoted(place) or "./") + hash_ + _quoted(fragment)


def absolute(address: str, site_url: str) -> str:
    """The full address of *address* on the site at *site_url* (with or without a last slash)."""
    place, hash_, fragment = address.partition("#")
    return f"{site_url.rstrip('/')}/{_quoted(place)}{hash_}{_quoted(fragment)}"


def _quoted(text: str) -> str:
    """*text* as a part of a link: an ordinary page's name may hold any character.

    What is encoded already stays.
    """
    return _LONE_PERCENT.sub("%25", quote(text, safe="/~@!$()*+,;=%"))


def resolve(html: str, root: str, style: LinkStyle = "directory") -> str:
    """Turn every marker in *html* into a link by way of *root*; see :func:`link`."""
    return _MARKER.sub(lambda match: link(match[1], root, style), html)


def resolve_absolute(html: str, site_url: str) -> str:
    """Turn every marker in *html* into an absolute address, as feeds need."""
    return _MARKER.sub(lambda match: absolute(match[1], site_url), html)


def markers(html: str) -> list[str]:
    """Every address that *html* still holds as a marker."""
    return _MARKER.findall(html)
