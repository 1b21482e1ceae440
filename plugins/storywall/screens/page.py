"""A screen's page: the first slide in the HTML, all of them in a block of data beside it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import ClassVar

from jinja2 import Environment
from markupsafe import Markup

from storywall import address
from storywall.address import Address, LinkStyle
from storywall.pages import render
from storywall.screens.deck import Deck, Slide, deck_json, needs_cjk


@dataclass(frozen=True, slots=True)
class ScreenAssets:
    """The files that a screen loads: the large fonts are linked only where they are needed."""

    fonts: Address
    fonts_cjk: Address
    style: Address
    script: Address


@dataclass(frozen=True, slots=True)
class ScreenPage:
    """What ``theme/screens/screen.html`` prints. *data* is the deck as JSON."""

    title: str
    first: Slide
    data: Markup
    fonts: tuple[Address, ...]
    style: Address
    script: Address
    template: ClassVar[str] = "screens/screen.html"


@dataclass(frozen=True, slots=True)
class ScreenFiles:
    """A screen as it is written: its page and its deck's JSON, links made relative."""

    page: str
    data: str


def location(screen_id: str) -> Address:
    """Where a screen's page is."""
    return Address(f"screens/{screen_id}/")


def files(
    env: Environment, deck: Deck, assets: ScreenAssets, *, style: LinkStyle = "directory"
) -> ScreenFiles:
    """The page of *deck* and its data, rendered in *env* (``render.environment``)."""
    root = address.up(address.depth(location(deck.id)))
    here = partial(address.resolve, root=root, style=style)
    slide_template = env.get_template("screens/slide.html")
    # The player draws the QR codes itself: their paths would be most of the page.
    fragments = [
        here(slide_template.render(slide=slide, drawn=False).strip()) for slide in deck.slides
    ]
    data = deck_json(deck, fragments)
    page = ScreenPage(
        title=deck.title,
        first=deck.slides[0],
        data=Markup(data),  # noqa: S704
        fonts=(assets.fonts, assets.fonts_cjk) if needs_cjk(deck) else (assets.fonts,),
        style=assets.style,
        script=assets.script,
    )
    return ScreenFiles(here(render.render(env, page)), data)
