"""A page before it is rendered, and the texts that pages print."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from markupsafe import Markup

from storywall.address import Address
from storywall.shown import Photo
from storywall.views.pages import Section


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page before it is rendered. *nav* is the section that the header marks as current.

    *path* is the source file to edit, ``""`` for a page made of many. A sheet with *hidden* set is
    kept out of search engines, search and the sitemap.
    """

    address: Address
    title: str
    page: Any
    nav: str
    description: str = ""
    path: str = ""
    lang: str = ""
    photo: Photo | None = None
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class Texts:
    """Authors' texts as safe HTML: a story's sections by its path, other bodies by address.

    *masthead* and *words* are the title and text of ``index.md``; *pages* are the other ordinary
    pages by path, for a build without a host.
    """

    sections: Mapping[str, tuple[Section, ...]]
    bodies: Mapping[str, Markup]
    masthead: str
    words: Markup
    pages: Mapping[str, Markup] = field(default_factory=dict)
