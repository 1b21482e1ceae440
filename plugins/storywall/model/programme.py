"""What the programme's files declare: kinds, values, the bar, metrics, screens, the notice."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Literal

from pydantic import Field

from storywall.model.declared import Declared
from storywall.model.fields import Bounds, Day, DayOrMoment, Id, Line, Period


class Term(Declared):
    """A kind of story, or one of the company's values."""

    id: Id = Field(description="Its id.")
    name: Line = Field(description="Its name.")
    description: Line = Field(description="What it means, in a sentence.")


class BarStep(Declared):
    """What it took to be notable or extraordinary from a day on."""

    since: Day = Field(alias="from", description="The first day it is in force.")
    notable: tuple[Line, ...] = Field(description="Criteria for a notable story.")
    extraordinary: tuple[Line, ...] = Field(description="Criteria for an extraordinary one.")


class Metric(Declared):
    """Something that the company measures about its customers."""

    id: Id = Field(description="Its id.")
    name: Line = Field(description="Its name.")
    unit: Line = Field(description="Its unit.")
    formula: Line = Field(description="How it is computed.")
    better: Literal["higher", "lower"] = Field(description="Which way is better.")


class Reading(Declared):
    """One line of metrics.csv: a metric's value in a period."""

    metric: Id = Field(description="The metric's id.")
    period: Period = Field(description="The period measured.")
    value: Decimal = Field(description="The value.")
    n: int | None = Field(None, ge=0, description="How many answers stand behind it.")
    source: Line = Field(description="Where it comes from.")


class Screen(Declared):
    """One TV in a lobby."""

    id: Id = Field(description="Its id; part of its address.")
    title: Line = Field(description="What it is called.")
    dwell_factor: float = Field(1.0, ge=0.5, le=3, description="Stretches every slide's time.")
    qr: bool = Field(True, description="Whether slides carry a QR code.")


class Notice(Declared):
    """A few words that every screen shows until they expire."""

    title: Annotated[Line, Bounds(upper=60)] = Field(description="The headline.")
    line: Annotated[Line, Bounds(upper=140)] | None = Field(None, description="One line below it.")
    starts: DayOrMoment | None = Field(None, description="When it begins.")
    expires: DayOrMoment = Field(description="When it ends.")
