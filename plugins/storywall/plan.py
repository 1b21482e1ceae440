"""The plan of a build: everything that is decided before a page is rendered."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from urllib.parse import urlsplit

from jinja2 import Environment
from markupsafe import Markup

from storywall.address import Address, depth
from storywall.model import Wall
from storywall.pages import brand
from storywall.pages.catalogue import Words
from storywall.pages.chrome import Chrome
from storywall.pages.render import Links, NavItem, SiteView, environment
from storywall.pages.repository import Repository, repository
from storywall.pages.theme import Theme
from storywall.pictures.images import Gallery
from storywall.problems import Problem
from storywall.reading.gather import Reading
from storywall.screens import compile as screens
from storywall.screens.deck import Deck
from storywall.screens.qr import qr
from storywall.settings import Project
from storywall.shown import ShownWall
from storywall.syndication import entries as syndication
from storywall.views.sheet import Sheet, Texts
from storywall.views.sheets import Sheets

HELP = ("help/how-to-submit.md", "help/index.md")
"""Where an ordinary page says how to tell a story, best first."""


@dataclass(frozen=True)
class Plan:
    """Everything that is decided before a page is rendered."""

    project: Project
    now: datetime
    preview: bool
    reading: Reading
    accepted: Wall
    wall: ShownWall
    problems: tuple[Problem, ...]
    words: Words
    texts: Texts
    gallery: Gallery
    places: Mapping[str, Address]
    theme: Theme

    @property
    def today(self) -> date:
        """The day of the build in the site's time zone."""
        return self.now.date()

    @cached_property
    def sheets(self) -> tuple[Sheet, ...]:
        """Every page, not yet rendered."""
        maker = Sheets(
            wall=self.wall,
            texts=self.texts,
            words=self.words,
            today=self.today,
            page_size=self.project.settings.page_size,
            site_url=self.project.site.url,
            rotations=screens.rotations(self.decks),
        )
        return tuple(maker.all())

    @cached_property
    def decks(self) -> list[Deck]:
        """Every screen's slides; a preview has none."""
        return [] if self.preview else screens.decks(self.wall, self.words, self.project)

    @property
    def depths(self) -> tuple[int, ...]:
        """The depths at which pages hang, and for which a frame is needed."""
        return tuple(sorted({depth(sheet.address) for sheet in self.sheets}))

    @cached_property
    def chrome(self) -> Chrome:
        """The surroundings of pages."""
        project = self.project
        return Chrome(
            env=self.env,
            theme=self.theme,
            repository=self.repository,
            site_title=self.texts.masthead,
            site_url=project.site.url,
            site_root=f"{urlsplit(project.site.url).path.rstrip('/')}/",
            style="directory" if project.site.directory_urls else "file",
            language=self.words.language,
        )

    @cached_property
    def repository(self) -> Repository:
        """Where the stories live."""
        return repository(self.project)

    @cached_property
    def env(self) -> Environment:
        """The Jinja environment of the site's language."""
        return environment(
            self.theme.folder,
            self.words,
            pictures=self.gallery,
            site=_site_view(self),
            links=_links(self),
            asset=self.theme.asset,
            qr=_draw_qr,
        )

    @property
    def feed_ready(self) -> bool:
        """Whether feeds are written: they need the site's address and an identity."""
        return not self.preview and not syndication.problems(self.project)

    @cached_property
    def brand_pictures(self) -> tuple[tuple[Address, bytes] | None, ...]:
        """The company's mark and icon, each with its address and bytes; None for the theme's."""
        chosen = self.project.settings.brand
        return tuple(brand.picture(path, self.reading) for path in (chosen.logo, chosen.favicon))


def _draw_qr(url: str) -> Markup:
    code = qr(url)
    return Markup(
        '<svg class="qr" viewBox="0 0 {0} {0}" shape-rendering="crispEdges" aria-hidden="true">'
        '<path d="{1}"/></svg>'
    ).format(code.box, code.path)


def _site_view(plan: Plan) -> SiteView:
    project, gettext = plan.project, plan.words.gettext
    sections = (
        ("wall", gettext("Wall"), ""),
        ("heroes", gettext("Heroes"), "heroes/"),
        ("departments", gettext("Departments"), "departments/"),
        ("practices", gettext("Practices"), "practices/"),
        ("awards", gettext("Awards"), "awards/"),
        ("postcards", gettext("Postcards"), "postcards/"),
        ("archive", gettext("Archive"), "archive/"),
    )
    logo, favicon = plan.brand_pictures
    return SiteView(
        name=project.settings.brand.name or project.site.name,
        title=plan.texts.masthead,
        nav=tuple(NavItem(key, label, Address(place)) for key, label, place in sections),
        has_feed=plan.feed_ready,
        tell_url=plan.repository.new_story_url(plan.today),
        logo=logo[0] if logo else None,
        favicon=favicon[0] if favicon else None,
        help=next((plan.places[path] for path in HELP if path in plan.places), None),
        about=plan.places.get("about.md"),
    )


def _links(plan: Plan) -> Links:
    place = plan.repository
    return Links(postcard_to=lambda hero_id: place.new_postcard_url(hero_id, plan.today))
