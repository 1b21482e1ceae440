"""The types of front-matter fields: what an author types, as text, becomes a value here.

The reader hands over text exactly as typed (``no`` and ``12:30`` are text), so each type below says
how its text is read, what is wrong with a bad one, and what a good one looks like. Errors are
pydantic's; ``schema.py`` turns them into problems with lines.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Annotated, Any, LiteralString

from pydantic import (
    BeforeValidator,
    GetCoreSchemaHandler,
    GetJsonSchemaHandler,
    WithJsonSchema,
)
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

from storywall import words

ID_PATTERN = r"[a-z0-9]+(-[a-z0-9]+)*"
ID_LENGTH = 80
RESERVED_IDS = frozenset({"customer", "anonymous", "index", "page", "training"})

_ID = re.compile(ID_PATTERN)
_DAY = re.compile(r"[1-9][0-9]{3}-[0-9]{2}-[0-9]{2}")
_MOMENT = re.compile(
    _DAY.pattern + r"[Tt ][0-9]{2}:[0-9]{2}(:[0-9]{2}(\.[0-9]+)?)?([Zz]|[+-][0-9]{2}:?[0-9]{2})?"
)
_PERIOD = re.compile(r"[1-9][0-9]{3}(-(q[1-4]|0[1-9]|1[0-2]))?")
_MONTH = re.compile(r"[1-9][0-9]{3}-(0[1-9]|1[0-2])")
_FOCUS = re.compile(r"([0-9]{1,3})% ([0-9]{1,3})%")


def is_id(text: str) -> bool:
    """Whether *text* has the form of an id (it may still name nothing)."""
    return len(text) <= ID_LENGTH and _ID.fullmatch(text) is not None


def id_from(text: str) -> str:
    """The id nearest to *text*: ``Rita Alvarez`` gives ``rita-alvarez``; maybe ``""``."""
    return re.sub(r"[^a-z0-9]+", "-", words.plain(text)).strip("-")[:ID_LENGTH].strip("-")


def is_period(text: str) -> bool:
    """Whether *text* names a year, quarter or month: ``2026``, ``2026-q3``, ``2026-10``."""
    return _PERIOD.fullmatch(text) is not None


@dataclass(frozen=True, slots=True)
class Bounds:
    """How long a text may be: over *upper* is an error, under *lower* a suggestion."""

    lower: int = 0
    upper: int | None = None
    unit: str = "characters"

    def size(self, text: str) -> int:
        """The length of *text* in this bound's unit."""
        return words.count(text) if self.unit == "words" else len(text)

    def __get_pydantic_core_schema__(
        self, source: Any, handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        return core_schema.no_info_after_validator_function(self._check, handler(source))

    def __get_pydantic_json_schema__(
        self, core: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        schema = handler(core)
        if self.unit == "characters" and self.upper:
            schema["maxLength"] = self.upper
        return schema

    def _check(self, text: str) -> str:
        if self.upper is not None and self.size(text) > self.upper:
            raise PydanticCustomError(
                "text-long",
                "has {size} {unit}; at most {upper} fit",
                {"size": self.size(text), "unit": self.unit, "upper": self.upper},
            )
        return text


def _reader(convert: Callable[[str], Any], code: LiteralString, message: LiteralString) -> Any:
    """A validator that reads text with *convert* and reports *message* when it cannot.

    A date that Python hands over stays as it is; a list or mapping is no text.
    """

    def read(value: Any) -> Any:
        if isinstance(value, (list, dict)):
            raise PydanticCustomError("string_type", "is not one text")
        if not isinstance(value, str):
            return value
        try:
            return convert(value.strip())
        except (ValueError, OverflowError):
            raise PydanticCustomError(code, message) from None

    return BeforeValidator(read)


def _match(pattern: re.Pattern[str], text: str) -> str:
    if pattern.fullmatch(text) is None:
        raise ValueError(text)
    return text


def _id(text: str) -> str:
    if not is_id(text):
        raise ValueError(text)
    return text


def _day(text: str) -> date:
    return date.fromisoformat(_match(_DAY, text))


def _moment(text: str) -> datetime:
    moment = datetime.fromisoformat(_match(_MOMENT, text).upper())
    # The last day of the calendar has no successor in another time zone: refused by overflow.
    _ = moment.replace(tzinfo=None) + timedelta(days=2)
    return moment


def _day_or_moment(text: str) -> date | datetime:
    return _day(text) if _DAY.fullmatch(text) else _moment(text)


def _day_or_month(text: str) -> str:
    return text if _MONTH.fullmatch(text) else _day(text).isoformat()


def _focus(text: str) -> tuple[int, int]:
    match = _FOCUS.fullmatch(text)
    if match is None or not all(0 <= int(part) <= 100 for part in match.groups()):
        raise ValueError(text)
    return int(match[1]), int(match[2])


def _line(text: str) -> str:
    if not text:
        raise ValueError(text)
    return " ".join(text.split())


@dataclass(frozen=True, eq=False)
class _Hint:
    """What a type adds to its JSON Schema; what a field says of its own stays."""

    schema: Mapping[str, Any]

    def __get_pydantic_json_schema__(
        self, core: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        return {**self.schema, **handler(core)}


def _json(**schema: Any) -> _Hint:
    return _Hint(schema)


Id = Annotated[
    str,
    _reader(
        _id,
        "bad-id",
        "is not an id: lower-case letters a to z, digits and single hyphens, at most 80",
    ),
    _json(pattern=f"^{ID_PATTERN}$", maxLength=ID_LENGTH, examples=["field-service"]),
]
"""The id of one thing: its file's stem."""

Line = Annotated[str, _reader(_line, "empty", "is empty"), _json(minLength=1)]
"""Text on one line; runs of white space count as one blank."""

Name = Annotated[Line, _json(examples=["rita-alvarez"])]
"""The id of a person or team, or a plain name of somebody who has no file."""

Day = Annotated[
    date,
    _reader(_day, "bad-date", "is not a day of the calendar"),
    _json(format="date", examples=["2026-11-12"]),
]
"""A day, ``2026-11-12``."""

Moment = Annotated[
    datetime,
    _reader(_moment, "bad-date", "is not a date and time"),
    _json(format="date-time", examples=["2026-11-12T09:30:00+00:00"]),
]
"""A date and time; in the site's time zone unless it names an offset."""

DayOrMoment = Annotated[
    datetime | date,
    _reader(_day_or_moment, "bad-date", "is not a day of the calendar"),
    _json(examples=["2026-11-12"]),
]
"""A day, or a date and time."""

DayOrMonth = Annotated[
    str,
    _reader(_day_or_month, "bad-date", "is neither a day nor a month"),
    _json(pattern=r"^[0-9]{4}-[0-9]{2}(-[0-9]{2})?$", examples=["2026-11"]),
]
"""A day or a month, as text."""

Period = Annotated[
    str,
    _reader(
        lambda text: _match(_PERIOD, text),
        "bad-period",
        "is not a period: a year (2026), a quarter (2026-q3) or a month (2026-10)",
    ),
    _json(pattern=f"^{_PERIOD.pattern}$", examples=["2026-q3"]),
]
"""A year, quarter or month: ``2026``, ``2026-q3``, ``2026-10``."""

Focus = Annotated[
    tuple[int, int],
    _reader(
        _focus, "bad-focus", "is not a point in the picture (percent from the left, from the top)"
    ),
    WithJsonSchema(
        {"type": "string", "pattern": f"^{_FOCUS.pattern}$", "examples": ["60% 30%"]},
        mode="validation",
    ),
]
"""The point of a picture to keep in every crop: percent from the left, percent from the top."""
