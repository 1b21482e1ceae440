"""What a story and a postcard declare."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from storywall.model.declared import Channel, Declared, Photo, Record
from storywall.model.fields import Bounds, Day, DayOrMoment, DayOrMonth, Id, Line, Moment, Name


class Consent(Declared):
    """Who agreed to what."""

    heroes: bool = Field(description="Every hero agreed to be shown.", examples=[True])
    customer: Literal["named", "anonymous", "not-involved"] = Field(
        description="What the customer agreed to."
    )
    channels: tuple[Channel, ...] = Field(
        (Channel.WALL, Channel.FEEDS, Channel.DIGEST),
        description="Where it may be seen. Screens must be named: visitors see them.",
    )
    until: Day | None = Field(None, description="The last day on which the consent holds.")
    ref: Line | None = Field(None, description="Where the consent is kept.")


class Voice(Declared):
    """The customer's own words."""

    quote: Annotated[Line, Bounds(upper=40, unit="words")] = Field(description="Their words.")
    by: Line = Field(description="Who said it.", examples=["A customer in Upper Fenn"])


class Evidence(Declared):
    """How we know."""

    grade: Literal["told", "confirmed", "measured"] = Field(
        description="Told by somebody, confirmed by a record, or measured before and after."
    )
    source: Line | None = Field(None, description="Where it can be looked up.")
    ref: Line | None = Field(None, description="The record's own number or address.")
    metric: Line | None = Field(None, description="What was measured.")
    before: Line | None = Field(None, description="The value before.")
    after: Line | None = Field(None, description="The value after.")
    unit: Line | None = Field(None, description="The unit of both values.", examples=["days"])
    period: Line | None = Field(None, description="When it was measured.", examples=["2026-q3"])

    @model_validator(mode="after")
    def _complete(self) -> Evidence:
        needed = {
            "told": (),
            "confirmed": ("source",),
            "measured": ("source", "metric", "before", "after", "period"),
        }[self.grade]
        missing = [name for name in needed if getattr(self, name) is None]
        if missing:
            raise PydanticCustomError(
                "evidence-incomplete",
                "is graded {grade} and lacks {missing}",
                {"grade": self.grade, "missing": ", ".join(missing)},
            )
        return self


class Relay(Declared):
    """One hand in a chain."""

    who: Name = Field(description="A person or team.")
    did: Annotated[Line, Bounds(upper=140)] = Field(description="What they did, in a few words.")


class Thanks(Declared):
    """Thanks from a leader or a colleague."""

    by: Name = Field(description="Who thanks.")
    role: Line | None = Field(None, description="Their role, when they have no page.")
    text: Annotated[Line, Bounds(upper=280)] = Field(description="Their words.")
    on: Day | None = Field(None, description="The day of the thanks.")


class SlideText(Declared):
    """The words for a lobby screen."""

    headline: Annotated[Line, Bounds(upper=10, unit="words")] | None = Field(
        None, description="The headline; the title when absent."
    )
    line: Annotated[Line, Bounds(upper=25, unit="words")] | None = Field(
        None, description="One line; the summary when absent."
    )


class Allowance(Declared):
    """One problem that a reviewer lets pass, with the reason."""

    code: Line = Field(description="The rule's code.")
    reason: Line = Field(description="Why it is right here.")


class Story(Record):
    """What somebody did for a customer."""

    title: Annotated[Line, Bounds(10, 70)] = Field(
        description="The headline.", examples=["Rita crosses town for a nine-pence fuse"]
    )
    date: DayOrMoment = Field(description="The day it goes on the wall; a future date waits.")
    heroes: tuple[Name, ...] = Field(
        min_length=1, description="Ids of the people or teams who did it, or plain names."
    )
    summary: Annotated[Line, Bounds(60, 200)] = Field(
        description="One or two sentences of plain text, for cards, feeds and search.",
        examples=[
            "A family sat in the cold for want of a fuse. Rita drove across town to fetch it."
        ],
    )
    kind: Id = Field(description="An id from programme/kinds.yml.", examples=["recovery"])
    told_by: Line = Field(
        description="A person's id, `customer` or `anonymous`.", examples=["customer"]
    )
    consent: Consent | None = Field(None, description="Who agreed to what; needed to publish.")
    channels: tuple[Channel, ...] | None = Field(
        None, description="Narrows the consent's channels; feeds and digest need the wall."
    )
    department: Id | None = Field(None, description="Default: the first hero's.")
    practices: tuple[Id, ...] = Field(
        (), max_length=3, description="The practices that it shows, at most three."
    )
    values: tuple[Id, ...] = Field(
        (), max_length=3, description="The values that it shows, at most three."
    )
    voice: Voice | None = Field(None, description="The customer's own words.")
    evidence: Evidence = Field(description="How we know.")
    level: Literal["everyday", "notable", "extraordinary"] | None = Field(
        None, description="Judged by the bar in force on the story's date."
    )
    happened: DayOrMonth | None = Field(None, description="When it took place.")
    published: Moment | None = Field(None, description="Fixes the time at which feeds date it.")
    helped_by: tuple[Name, ...] = Field((), description="Everyone who helped.")
    relay: tuple[Relay, ...] = Field((), description="Who did what, hand to hand.")
    connects: Annotated[Line, Bounds(upper=140)] | None = Field(
        None, description="How this department's work reached the customer."
    )
    next_time: Annotated[Line, Bounds(upper=140)] | None = Field(
        None, description="What would make this rescue unnecessary."
    )
    recommends: bool = Field(
        False, description="The customer recommends the company; for the owner's report only."
    )
    thanks: tuple[Thanks, ...] = Field((), description="Thanks from leaders and colleagues.")
    photo: Photo | None = Field(None, description="A picture beside the file.")
    slide: SlideText | None = Field(None, description="The words for a lobby screen.")
    lang: Line | None = Field(None, description="Its language, as BCP 47.", examples=["de"])
    translation_of: Id | None = Field(None, description="The id of the story it translates.")
    status: Literal["draft", "published", "withdrawn"] = Field(
        "published",
        description="A withdrawn story needs this field alone; let `date` and `published` stay.",
    )
    aliases: tuple[Line, ...] = Field((), description="Old addresses that redirect here.")
    allow: tuple[Allowance, ...] = Field((), description="Problems that a reviewer lets pass.")
    review_by: Day | None = Field(None, description="Reported when past.")


class Postcard(Record):
    """A few words of praise, from anybody to anybody."""

    to: tuple[Name, ...] = Field(min_length=1, description="Ids of the people or teams thanked.")
    sender: Name = Field(
        alias="from", description="A person's id, or a name.", examples=["jim-okafor"]
    )
    text: Annotated[Line, Bounds(20, 280)] = Field(
        description="The words on the card.", examples=["You stayed until the last call was done."]
    )
    date: DayOrMoment = Field(description="The day on the card.")
    value: Id | None = Field(None, description="The value that it shows.")
    grew_into: Id | None = Field(None, description="The story that it grew into.")
    status: Literal["draft", "published", "withdrawn"] = Field(
        "published",
        description="A withdrawn postcard needs this field alone; let `date` stay.",
    )
    lang: Line | None = Field(None, description="Its language, as BCP 47.")


class Withdrawn(Record):
    """A story or postcard whose address only says that it was withdrawn."""

    status: Literal["withdrawn"] = "withdrawn"
    date: DayOrMoment | None = Field(
        None, description="Leave it in the file, so that feeds date no other story anew."
    )
    published: Moment | None = Field(None, description="Leave it in the file, as the date.")
    lang: Line | None = None
    aliases: tuple[Line, ...] = ()
