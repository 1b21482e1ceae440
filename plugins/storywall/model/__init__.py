"""What goes in: every kind of record, each field declared once.

A declaration gives the parser its rule, the JSON Schema its entry and the help its text. Records
are frozen; they know nothing of folders, clocks or pages.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Annotated, Literal

from pydantic import Field

from storywall.model.declared import Channel, Declared, Photo, Record, RecordKind
from storywall.model.fields import Bounds, Day, Id, Line, Name, Period
from storywall.model.programme import BarStep, Metric, Notice, Reading, Screen, Term
from storywall.model.story import (
    Allowance,
    Consent,
    Evidence,
    Postcard,
    Relay,
    SlideText,
    Story,
    Thanks,
    Voice,
    Withdrawn,
)

__all__ = [
    "RECORDS",
    "Allowance",
    "AwardRound",
    "BarStep",
    "Channel",
    "Consent",
    "Declared",
    "Department",
    "Erased",
    "Evidence",
    "Metric",
    "Nominee",
    "Notice",
    "Person",
    "Photo",
    "Postcard",
    "Practice",
    "Reading",
    "Record",
    "RecordKind",
    "Relay",
    "Screen",
    "SlideText",
    "Story",
    "Team",
    "Term",
    "Thanks",
    "Voice",
    "Wall",
    "Winner",
    "Withdrawn",
    "day_of",
]


class Person(Record):
    """Somebody who works here."""

    name: Line = Field(description="The full name.", examples=["Rita Alvarez"])
    role: Line = Field(description="What they do.", examples=["Heating engineer"])
    department: Id | None = Field(None, description="Where they work.")
    short_name: Line | None = Field(None, description="What colleagues call them.")
    sort_as: Line | None = Field(None, description="How to file the name.", examples=["Alvarez"])
    also_known_as: tuple[Line, ...] = Field((), description="Other spellings and former names.")
    photo: Photo | None = Field(None, description="A portrait beside the file.")
    pronouns: Line | None = Field(None, description="As they wish.", examples=["she, her"])
    visibility: Literal["named", "first-name", "hidden"] = Field(
        "named", description="How much of the person may be shown."
    )
    status: Literal["active", "left", "erased"] = Field(
        "active", description="An erased person's file keeps this field alone."
    )
    board: bool = Field(True, description="Whether they may be on the leader board.")


class Erased(Record):
    """A former colleague of whom nothing is kept."""

    status: Literal["erased"] = "erased"


class Team(Record):
    """People who win together."""

    name: Line = Field(description="The team's name.", examples=["Night shift"])
    members: tuple[Id, ...] = Field((), description="Ids of its people.")
    department: Id | None = Field(None, description="Where it belongs.")
    photo: Photo | None = Field(None, description="A picture beside the file.")
    also_known_as: tuple[Line, ...] = Field((), description="Other names.")
    board: bool = Field(True, description="Whether it may be on the leader board.")


class Department(Record):
    """A part of the company."""

    name: Line = Field(description="Its name.", examples=["Field Service"])
    does: Annotated[Line, Bounds(upper=280)] = Field(description="What it does for customers.")
    headcount: int | None = Field(None, ge=1, description="How many people work there.")
    head: Id | None = Field(None, description="The id of the person who leads it.")


class Practice(Record):
    """Something that anyone can repeat."""

    name: Line = Field(description="Its name, an instruction.", examples=["Carry the spare"])
    summary: Annotated[Line, Bounds(upper=200)] = Field(description="What it is, in a sentence.")
    tip: Annotated[Line, Bounds(upper=140)] | None = Field(None, description="One quick tip.")
    started_by: Name | None = Field(None, description="Who began it.")


class Nominee(Declared):
    """A hero put forward, with the story that shows why."""

    hero: Name = Field(description="A person or team.")
    story: Id | None = Field(None, description="The id of the story.")


class Winner(Nominee):
    """A hero who won, with the words of the judges."""

    citation: Annotated[Line, Bounds(upper=400)] = Field(description="The judges' words.")


class AwardRound(Record):
    """One round of awards."""

    title: Line = Field(description="Its title.", examples=["Customer champion, third quarter"])
    period: Period = Field(description="The period it judges.")
    opens: Day = Field(description="The first day for nominations.")
    closes: Day = Field(description="The last day for nominations.")
    criteria: tuple[Line, ...] = Field((), description="What the judges look for.")
    eligible: Line | None = Field(None, description="Who may win.")
    places: int = Field(1, ge=1, description="How many winners there are.")
    judges: tuple[Name, ...] = Field((), description="Who judges.")
    nominees: tuple[Nominee, ...] = Field((), description="Who was put forward.")
    winners: tuple[Winner, ...] = Field((), description="Who won.")


RECORDS: Mapping[RecordKind, type[Record]] = {
    RecordKind.STORY: Story,
    RecordKind.POSTCARD: Postcard,
    RecordKind.PERSON: Person,
    RecordKind.TEAM: Team,
    RecordKind.DEPARTMENT: Department,
    RecordKind.PRACTICE: Practice,
    RecordKind.AWARD: AwardRound,
}
"""The declaration behind each kind of file."""


@dataclass(frozen=True, slots=True)
class Wall:
    """Everything that was read and is sound, by id, in no particular order.

    *private* holds ids of people whose file is broken and may ask for privacy: never named.
    *pictures* are by the path of a file, broken ones too: what it declares, what lies beside it.
    """

    stories: Mapping[str, Story | Withdrawn] = field(default_factory=dict)
    postcards: Mapping[str, Postcard | Withdrawn] = field(default_factory=dict)
    people: Mapping[str, Person | Erased] = field(default_factory=dict)
    teams: Mapping[str, Team] = field(default_factory=dict)
    departments: Mapping[str, Department] = field(default_factory=dict)
    practices: Mapping[str, Practice] = field(default_factory=dict)
    awards: Mapping[str, AwardRound] = field(default_factory=dict)
    kinds: Mapping[str, Term] = field(default_factory=dict)
    values: Mapping[str, Term] = field(default_factory=dict)
    bar: tuple[BarStep, ...] = ()
    metrics: Mapping[str, Metric] = field(default_factory=dict)
    readings: tuple[Reading, ...] = ()
    screens: tuple[Screen, ...] = ()
    notice: Notice | None = None
    private: frozenset[str] = frozenset()
    pictures: Mapping[str, frozenset[str]] = field(default_factory=dict)


def day_of(moment: date | datetime) -> date:
    """The calendar day of a day or a moment."""
    return moment.date() if isinstance(moment, datetime) else moment
