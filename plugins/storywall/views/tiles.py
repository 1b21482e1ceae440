"""What hangs on the wall and in listings: tiles, counts, and where one is in a listing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import ClassVar

from storywall.address import Address
from storywall.shown import Postcard, Story, Topic


class CardKind(StrEnum):
    """How a story hangs; see ``views/cards.py`` for the rules."""

    LEAD = "lead"
    FIGURE = "figure"
    VOICE = "voice"
    PHOTO = "photo"
    PLATE = "plate"


@dataclass(frozen=True, slots=True)
class Card:
    """A story's tile. *wide* spans two columns."""

    kind: CardKind
    story: Story
    wide: bool = False

    @property
    def key(self) -> str:
        """What the card looks like, as a name."""
        return f"{self.kind}/{self.story.id}"


@dataclass(frozen=True, slots=True)
class PostcardCard:
    """A postcard among the stories."""

    postcard: Postcard
    kind: ClassVar[str] = "postcard"

    @property
    def key(self) -> str:
        """What the card looks like, as a name."""
        return f"{self.kind}/{self.postcard.id}"


@dataclass(frozen=True, slots=True)
class Hook:
    """An empty place for a department not seen for six months; *since* is its last story's day."""

    department: Topic
    since: date | None
    kind: ClassVar[str] = "hook"

    @property
    def key(self) -> str:
        """What the hook looks like, as a name."""
        return f"{self.kind}/{self.department.id}"


Tile = Card | PostcardCard | Hook


@dataclass(frozen=True, slots=True)
class Count:
    """A topic with how many stories it has."""

    topic: Topic
    count: int


@dataclass(frozen=True, slots=True)
class Year:
    """A year, a link to its archive, and how many stories it has."""

    year: int
    address: Address
    count: int


@dataclass(frozen=True, slots=True)
class Pager:
    """Where one is in a listing of several pages; None where there is no such page."""

    page: int
    pages: int
    newer: Address | None
    older: Address | None
