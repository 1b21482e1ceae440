"""What may be shown: the gate's result, and all that views and templates ever see.

Nothing here holds a name, a word or a picture that may not be printed; ``gate.py`` sees to that.
Lists are in the order in which they are shown.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal

from storywall.address import Address
from storywall.model import AwardRound, BarStep, Channel, Department, Practice, Screen, Term


@dataclass(frozen=True, slots=True)
class Photo:
    """A picture that may be shown. *src* is its path below the stories folder."""

    src: str
    alt: str
    credit: str = ""
    focus: tuple[int, int] = (50, 50)


@dataclass(frozen=True, slots=True)
class Topic:
    """A department, kind, value or practice as a link: its name and address.

    *address* is None when there is no such thing; the name is then its id in words. *tint* is a
    department's colour, 1 to 8, and 0 for everything else.
    """

    id: str
    name: str
    address: Address | None
    tint: int = 0


@dataclass(frozen=True, slots=True)
class Hero:
    """A person, team or plain name, as it may be shown.

    *id* and *address* are set only for those who have a page. *name* is what may be printed:
    ``short_name`` for first-name visibility, a catalogue phrase for hidden and erased people
    (then *anonymous* is true and no photo, role or department is given).
    """

    name: str
    short: str
    sort_as: str
    kind: Literal["person", "team", "name"]
    id: str = ""
    address: Address | None = None
    photo: Photo | None = None
    role: str = ""
    department: Topic | None = None
    pronouns: str = ""
    anonymous: bool = False
    active: bool = True

    @property
    def initials(self) -> str:
        """Up to two letters for the plate of somebody without a picture."""
        words = [word for word in self.name.split() if word[0].isalnum()]
        picked = words[:1] + words[-1:] if len(words) > 1 else words
        return "".join(word[0] for word in picked).upper()


@dataclass(frozen=True, slots=True)
class Helper:
    """Somebody who helped, and what they did (``""`` when it is not said)."""

    hero: Hero
    did: str = ""


@dataclass(frozen=True, slots=True)
class Quote:
    """The customer's words and who said them."""

    text: str
    by: str
    words: int


@dataclass(frozen=True, slots=True)
class Evidence:
    """How we know; empty strings where nothing is given."""

    grade: Literal["told", "confirmed", "measured"]
    source: str = ""
    ref: str = ""
    metric: str = ""
    before: str = ""
    after: str = ""
    unit: str = ""
    period: str = ""

    @property
    def has_figure(self) -> bool:
        """Whether there is a before and an after to print."""
        return bool(self.grade == "measured" and self.before and self.after)


@dataclass(frozen=True, slots=True)
class ThankYou:
    """Thanks, shown with name and role."""

    by: Hero
    role: str
    text: str
    on: date | None = None


@dataclass(frozen=True, slots=True)
class Ribbon:
    """An award on a card: the round's page, its title and period (``2026-q3``)."""

    address: Address
    title: str
    period: str


@dataclass(frozen=True, slots=True)
class Story:
    """A story that may be shown on at least one channel.

    *mark* is ``""`` except in a preview, where it says why the story is not public
    (``draft``, ``waiting``, ``no-consent``, ``ended``). *published* is the instant in feeds.
    """

    id: str
    path: str
    address: Address
    title: str
    summary: str
    date: date
    published: datetime
    lang: str
    kind: Topic
    department: Topic | None
    heroes: tuple[Hero, ...]
    told_by: Hero | None
    told_by_customer: bool
    evidence: Evidence
    body: str
    channels: frozenset[Channel]
    level: str = ""
    happened: str = ""
    helpers: tuple[Helper, ...] = ()
    practices: tuple[Topic, ...] = ()
    values: tuple[Topic, ...] = ()
    voice: Quote | None = None
    connects: str = ""
    next_time: str = ""
    thanks: tuple[ThankYou, ...] = ()
    photo: Photo | None = None
    headline: str = ""
    line: str = ""
    ribbon: Ribbon | None = None
    translation_of: str = ""
    aliases: tuple[str, ...] = ()
    mark: str = ""


@dataclass(frozen=True, slots=True)
class Postcard:
    """A postcard that may be shown. *path* is ``""`` where the file's name would say too much."""

    id: str
    path: str
    address: Address
    to: tuple[Hero, ...]
    sender: Hero
    text: str
    date: date
    published: datetime
    lang: str
    department: Topic | None
    value: Topic | None
    grew_into: Story | None
    on_screens: bool
    mark: str = ""


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """An address that only says that something was withdrawn."""

    address: Address
    aliases: tuple[str, ...] = ()
    path: str = field(default="", compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Nominee:
    """A hero put forward or winning, with the story and the judges' words."""

    hero: Hero
    story: Story | None
    citation: str = ""


@dataclass(frozen=True, slots=True)
class Award:
    """An award round; *declared* is what its file says, the people left out."""

    id: str
    address: Address
    declared: AwardRound
    judges: tuple[Hero, ...]
    nominees: tuple[Nominee, ...]
    winners: tuple[Nominee, ...]


@dataclass(frozen=True, slots=True)
class Unit:
    """A department with its link, its head, and what its file says besides."""

    topic: Topic
    declared: Department
    head: Hero | None


@dataclass(frozen=True, slots=True)
class Habit:
    """A practice with its link, who began it, and what its file says besides."""

    topic: Topic
    declared: Practice
    started_by: Hero | None


@dataclass(frozen=True, slots=True)
class Label:
    """A kind or a value with its link and what its file declares."""

    topic: Topic
    declared: Term


@dataclass(frozen=True, slots=True)
class ShownWall:
    """All that may be seen, on every channel.

    *stories* are those of the wall, newest first, without translations; *translations* maps a
    story's id to its translations. *people* and *teams* are those with a page, by name.
    *withheld_media* are pictures that no text may show or link to.
    """

    stories: tuple[Story, ...] = ()
    translations: Mapping[str, tuple[Story, ...]] = field(default_factory=dict)
    feed_stories: tuple[Story, ...] = ()
    screen_stories: tuple[Story, ...] = ()
    postcards: tuple[Postcard, ...] = ()
    withdrawn: tuple[Withdrawn, ...] = ()
    people: tuple[Hero, ...] = ()
    teams: tuple[Hero, ...] = ()
    members: Mapping[str, tuple[Hero, ...]] = field(default_factory=dict)
    bodies: Mapping[str, str] = field(default_factory=dict)
    paths: Mapping[str, str] = field(default_factory=dict)
    departments: tuple[Unit, ...] = ()
    practices: tuple[Habit, ...] = ()
    kinds: tuple[Label, ...] = ()
    values: tuple[Label, ...] = ()
    awards: tuple[Award, ...] = ()
    bar: tuple[BarStep, ...] = ()
    screens: tuple[Screen, ...] = ()
    withheld_media: frozenset[str] = frozenset()
