"""What each page prints: frozen values that a template loops over.

One class per template in ``theme/pages/``; the template's name is the class attribute *template*.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from markupsafe import Markup

from storywall.address import Address
from storywall.shown import (
    Award,
    Habit,
    Hero,
    Label,
    Postcard,
    Story,
    ThankYou,
    Topic,
    Unit,
)
from storywall.views.tiles import Count, Pager, Tile, Year


@dataclass(frozen=True, slots=True)
class WallPage:
    """``/`` and ``/page/N/``. *lead* is the sanitised text of index.md, on page 1 only."""

    template: ClassVar[str] = "wall.html"
    title: str
    words: Markup
    tiles: tuple[Tile, ...]
    total: int
    departments: tuple[Count, ...]
    kinds: tuple[Count, ...]
    values: tuple[Count, ...]
    years: tuple[Year, ...]
    pager: Pager


@dataclass(frozen=True, slots=True)
class Section:
    """One part of a story's body: heading (may be empty), the heading's id, sanitised HTML.

    *role* is ``situation``, ``did``, ``changed``, ``repeat`` or ``""`` for any other heading.
    """

    heading: str
    id: str
    html: Markup
    role: str = ""


@dataclass(frozen=True, slots=True)
class Related:
    """A story to read next; *why* is what *topic* is: practice, value or department."""

    story: Story
    why: str
    topic: Topic | None


@dataclass(frozen=True, slots=True)
class PracticeLine:
    """A practice: its link, how many stories show it, where it was first seen."""

    topic: Topic
    count: int
    first: Story | None


@dataclass(frozen=True, slots=True)
class StoryPage:
    """``/stories/ID/``. *full_address* is ``""`` when the site has no address."""

    template: ClassVar[str] = "story.html"
    story: Story
    sections: tuple[Section, ...]
    practices: tuple[PracticeLine, ...]
    related: tuple[Related, ...]
    newer: Story | None
    older: Story | None
    translations: tuple[Story, ...]
    full_address: str


@dataclass(frozen=True, slots=True)
class HeroesPage:
    """``/heroes/``: teams with number of stories and members, people with number of stories."""

    template: ClassVar[str] = "heroes.html"
    teams: tuple[tuple[Hero, int, tuple[Hero, ...]], ...]
    people: tuple[tuple[Hero, int], ...]


@dataclass(frozen=True, slots=True)
class Deed:
    """A line on a hero's page: a story, whether they only helped, and the other heroes."""

    story: Story
    helped: bool
    others: tuple[Hero, ...]


@dataclass(frozen=True, slots=True)
class HeroPage:
    """``/heroes/ID/``. *since*: the day of the first story or postcard.

    *postcards* are the newest few, *more_postcards* the rest; *cards* counts both.
    """

    template: ClassVar[str] = "hero.html"
    hero: Hero
    html: Markup
    since: date | None
    led: int
    helped: int
    cards: int
    deeds: tuple[Deed, ...]
    postcards: tuple[Postcard, ...]
    more_postcards: tuple[Postcard, ...]
    practices: tuple[Count, ...]
    values: tuple[Count, ...]
    helpers: tuple[Hero, ...]
    thanks: tuple[ThankYou, ...]
    awards: tuple[Award, ...]
    members: tuple[Hero, ...]
    teams: tuple[Hero, ...]


@dataclass(frozen=True, slots=True)
class DepartmentsPage:
    """``/departments/``: each with its number of stories and the day of the last."""

    template: ClassVar[str] = "departments.html"
    departments: tuple[tuple[Unit, int, date | None], ...]


@dataclass(frozen=True, slots=True)
class DepartmentPage:
    """``/departments/ID/``. *helped*: stories of others in which its people helped.

    *postcards* are the newest few, *more_postcards* the rest.
    """

    template: ClassVar[str] = "department.html"
    unit: Unit
    html: Markup
    tiles: tuple[Tile, ...]
    helped: tuple[Story, ...]
    people: tuple[Hero, ...]
    postcards: tuple[Postcard, ...]
    more_postcards: tuple[Postcard, ...]


@dataclass(frozen=True, slots=True)
class PracticesPage:
    """``/practices/``: each with its number of stories."""

    template: ClassVar[str] = "practices.html"
    practices: tuple[tuple[Habit, int], ...]


@dataclass(frozen=True, slots=True)
class PracticePage:
    """``/practices/ID/``: what it is, and every story that shows it, newest first."""

    template: ClassVar[str] = "practice.html"
    habit: Habit
    html: Markup
    tiles: tuple[Tile, ...]
    first: Story | None
    departments: tuple[Topic, ...]


@dataclass(frozen=True, slots=True)
class LabelsPage:
    """``/values/`` and ``/kinds/``; *what* is ``values`` or ``kinds``."""

    template: ClassVar[str] = "labels.html"
    what: str
    labels: tuple[tuple[Label, int], ...]


@dataclass(frozen=True, slots=True)
class LabelPage:
    """``/values/ID/`` and ``/kinds/ID/``."""

    template: ClassVar[str] = "label.html"
    what: str
    label: Label
    tiles: tuple[Tile, ...]


@dataclass(frozen=True, slots=True)
class PostcardsPage:
    """``/postcards/``, newest first."""

    template: ClassVar[str] = "postcards.html"
    postcards: tuple[Postcard, ...]
    pager: Pager


@dataclass(frozen=True, slots=True)
class PostcardPage:
    """``/postcards/ID/``."""

    template: ClassVar[str] = "postcard.html"
    postcard: Postcard


@dataclass(frozen=True, slots=True)
class ArchivePage:
    """``/archive/``: years, each with its months (first day, address, count), January first."""

    template: ClassVar[str] = "archive.html"
    years: tuple[tuple[Year, tuple[tuple[date, Address, int], ...]], ...]


@dataclass(frozen=True, slots=True)
class PeriodPage:
    """``/archive/2026/`` and ``/archive/2026/11/`` (*month* set); stories newest first.

    *year_address* is set on a month's page.
    """

    template: ClassVar[str] = "period.html"
    year: int
    month: date | None
    stories: tuple[Story, ...]
    months: tuple[tuple[date, Address, int], ...]
    earlier: Address | None
    later: Address | None
    year_address: Address | None


@dataclass(frozen=True, slots=True)
class AwardsPage:
    """``/awards/``: each round with its state (see AwardPage), newest first."""

    template: ClassVar[str] = "awards.html"
    awards: tuple[tuple[Award, str], ...]


@dataclass(frozen=True, slots=True)
class AwardPage:
    """``/awards/ID/``. *state*: ``upcoming``, ``open``, ``judging`` or ``decided``."""

    template: ClassVar[str] = "award.html"
    award: Award
    html: Markup
    state: str


@dataclass(frozen=True, slots=True)
class SubscribePage:
    """``/subscribe/``: the feed, its full address (``""`` if there is none), its newest story."""

    template: ClassVar[str] = "subscribe.html"
    feed: Address
    full_address: str
    newest: Story | None


@dataclass(frozen=True, slots=True)
class ScreensPage:
    """``/screens/``: each screen's title, address, number of slides and seconds of a rotation."""

    template: ClassVar[str] = "screens.html"
    screens: tuple[tuple[str, Address, int, int], ...]


@dataclass(frozen=True, slots=True)
class WithdrawnPage:
    """The address of something withdrawn."""

    template: ClassVar[str] = "withdrawn.html"


@dataclass(frozen=True, slots=True)
class NotFoundPage:
    """``/404.html``."""

    template: ClassVar[str] = "404.html"
