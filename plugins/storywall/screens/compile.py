"""Every screen of the wall: its page, the deck's data, and the style and script they share."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping

from jinja2 import Environment

from storywall.address import Address, LinkStyle
from storywall.model import Screen
from storywall.pages.catalogue import Words
from storywall.pages.theme import Theme
from storywall.problems import Problem
from storywall.reading.textfile import Source
from storywall.screens import page
from storywall.screens.deck import Deck, deck
from storywall.screens.style import screen_css
from storywall.settings import Project
from storywall.shown import ShownWall

DEFAULT_SCREEN = "lobby"


def decks(wall: ShownWall, words: Words, project: Project) -> list[Deck]:
    """The deck of every screen; a wall that configures none has one, the lobby's."""
    screens = wall.screens or (Screen(id=DEFAULT_SCREEN, title=words.gettext("Lobby")),)
    return [
        deck(screen, wall.screen_stories, words=words, site_url=project.site.url)
        for screen in screens
    ]


def problems(decks_: list[Deck], sources: Mapping[str, Source]) -> list[Problem]:
    """Slides whose words cannot be read from four metres, over all screens."""
    return [problem for one in decks_ for problem in one.problems(sources)]


def rotations(decks_: list[Deck]) -> tuple[tuple[str, Address, int, int], ...]:
    """Each screen's title, address, number of slides and seconds of a rotation."""
    return tuple(
        (one.title, page.location(one.id), len(one.slides), round(one.rotation)) for one in decks_
    )


def files(
    decks_: list[Deck], env: Environment, project: Project, theme: Theme
) -> Iterator[tuple[str, str | bytes]]:
    """Path and content of every file that the screens need beside pictures and fonts."""
    source = (theme.folder / "screens/screen.css").read_text("utf-8")
    style = screen_css(source, theme.tokens, theme.brand).encode()
    script = (theme.folder / "screens/player.js").read_bytes()
    assets = page.ScreenAssets(
        fonts=theme.asset("fonts-screen.css"),
        fonts_cjk=theme.asset("fonts-cjk.css"),
        style=_named("screen", style, "css"),
        script=_named("player", script, "js"),
    )
    yield assets.style, style
    yield assets.script, script
    link_style: LinkStyle = "directory" if project.site.directory_urls else "file"
    for one in decks_:
        made = page.files(env, one, assets, style=link_style)
        yield page.location(one.id).path, made.page
        yield f"{page.location(one.id)}deck.json", made.data


def _named(stem: str, content: bytes, suffix: str) -> Address:
    return Address(f"assets/{stem}.{hashlib.sha256(content).hexdigest()[:10]}.{suffix}")
