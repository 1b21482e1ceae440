"""Pages and components to HTML: one Jinja environment per language, autoescape on.

Templates see frozen values only. Addresses print as markers (``address.py``).
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, Protocol

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from jinja2.runtime import Macro
from markupsafe import Markup, escape

from storywall.address import Address
from storywall.pages.catalogue import Words, direction
from storywall.shown import Hero, Photo

LONG_NAME = 24
"""Characters up to which a name stays on one line."""

LONG_WORD = 20
"""Characters from which a word may be broken at its hyphen."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A photo ready to print: addresses by width, the size of the largest, what it shows."""

    src: Address
    srcset: tuple[tuple[Address, int], ...]
    width: int
    height: int
    alt: str
    credit: str = ""


class Pictures(Protocol):
    """Finds the derivatives of a photo; None when the picture could not be read."""

    def __call__(self, photo: Photo | None, crop: str) -> Picture | None:
        """The picture of *photo* in *crop*."""


@dataclass(frozen=True, slots=True)
class NavItem:
    """One entry of the header: *key* names the section, *label* is already in the language."""

    key: str
    label: str
    address: Address


@dataclass(frozen=True, slots=True)
class Places:
    """Addresses that every wall has."""

    home: Address = Address("")
    heroes: Address = Address("heroes/")
    departments: Address = Address("departments/")
    practices: Address = Address("practices/")
    values: Address = Address("values/")
    kinds: Address = Address("kinds/")
    archive: Address = Address("archive/")
    awards: Address = Address("awards/")
    postcards: Address = Address("postcards/")
    subscribe: Address = Address("subscribe/")
    screens: Address = Address("screens/")
    feed: Address = Address("feed.xml")


@dataclass(frozen=True, slots=True)
class SiteView:
    """What every page shows of the site. Links are ``""`` where no repository is set."""

    name: str
    title: str
    nav: tuple[NavItem, ...]
    has_feed: bool
    places: Places = Places()
    tell_url: str = ""
    logo: Address | None = None
    favicon: Address | None = None
    help: Address | None = None
    about: Address | None = None


@dataclass(frozen=True, slots=True)
class Links:
    """Links out of a page into the repository; each gives ``""`` where none is set."""

    postcard_to: Callable[[str], str] = lambda hero_id: ""


class Once:
    """Renders a macro once for each key: cards hang on many pages and look the same on each.

    *key* names what the first argument is; the others must be plain values.
    """

    def __init__(self) -> None:
        """Nothing is rendered yet."""
        self._made: dict[tuple[Hashable, ...], Markup] = {}

    def __call__(self, macro: Macro, key: str, value: object, *args: Hashable) -> Markup:
        """``macro(value, *args)``."""
        whole = (macro.name, key, *args)
        if whole not in self._made:
            self._made[whole] = Markup(macro(value, *args))  # noqa: S704  a macro's output
        return self._made[whole]


def _names(words: Words, heroes: tuple[Hero, ...], *, link: bool = False) -> Markup:
    """``Rita Alvarez and Jim Okafor``: each name in its own direction, unbroken if short."""

    def one(hero: Hero) -> Markup:
        long = " name-long" if len(hero.name) > LONG_NAME else ""
        name = Markup('<bdi class="name{}">{}</bdi>').format(long, hero.name)
        if link and hero.address is not None:
            return Markup('<a href="{}">{}</a>').format(hero.address, name)
        return name

    return words.and_list([one(hero) for hero in heroes])


def _unbroken(text: str) -> Markup:
    """A headline in which no short word with a hyphen (nine-pence) is torn apart."""
    if "-" not in text:
        return escape(text)
    whole = Markup('<span class="unbroken">{}</span>')
    words = text.split(" ")
    return Markup(" ").join(
        whole.format(word) if "-" in word and len(word) < LONG_WORD else word for word in words
    )


def _srcset(picture: Picture) -> Markup:
    """The value of a ``srcset`` attribute."""
    return Markup(", ").join(
        Markup("{} {}w").format(address, width) for address, width in picture.srcset
    )


def environment(
    theme: Path,
    words: Words,
    *,
    pictures: Pictures,
    site: SiteView,
    links: Links,
    asset: Callable[[str], Address],
    qr: Callable[[str], Markup],
) -> Environment:
    """The environment for one language, over the templates in *theme*.

    Filters: ``day weekday month month_name number direction period names linked_names srcset
    unbroken``.
    Globals: ``site links words picture(photo, crop) asset(name) qr(address)
    once(macro, key, …)`` and gettext's functions.
    """
    env = Environment(
        loader=FileSystemLoader([theme / "pages", theme / "components", theme]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n"],
    )
    env.install_gettext_callables(  # type: ignore[attr-defined]
        words.gettext,
        words.ngettext,
        newstyle=True,
        pgettext=words.pgettext,
        npgettext=words.npgettext,
    )
    env.filters.update(_filters(words))
    env.globals.update(
        site=site, links=links, words=words, picture=pictures, asset=asset, qr=qr, once=Once()
    )
    return env


def _filters(words: Words) -> dict[str, Callable[..., object]]:
    return {
        "day": words.day,
        "weekday": words.weekday,
        "month": words.month,
        "month_name": words.month_name,
        "number": words.number,
        "direction": direction,
        "period": words.period,
        "names": partial(_names, words),
        "linked_names": partial(_names, words, link=True),
        "srcset": _srcset,
        "unbroken": _unbroken,
    }


def render(env: Environment, page: Any) -> str:
    """The content of *page*: its template, given the page's values as ``page``."""
    return env.get_template(page.template).render(page=page)
