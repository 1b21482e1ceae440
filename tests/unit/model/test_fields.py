"""Each type of field: what is read, what is refused, where the bounds lie."""

import contextlib
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from storywall.model import fields
from storywall.model.fields import Bounds, is_id

IDS: Any = TypeAdapter(fields.Id)
LINE: Any = TypeAdapter(fields.Line)
DAY: Any = TypeAdapter(fields.Day)
MOMENT: Any = TypeAdapter(fields.Moment)
DAY_OR_MOMENT: Any = TypeAdapter(fields.DayOrMoment)
DAY_OR_MONTH: Any = TypeAdapter(fields.DayOrMonth)
PERIOD: Any = TypeAdapter(fields.Period)
FOCUS: Any = TypeAdapter(fields.Focus)


def code(adapter: Any, value: object) -> str:
    with pytest.raises(ValidationError) as raised:
        adapter.validate_python(value)
    return str(raised.value.errors()[0]["type"])


@pytest.mark.parametrize("text", ["a", "0", "a-b", "2026-11-03-jim-k3f9", "x" * 80])
def test_ids(text: str) -> None:
    assert is_id(text)
    assert IDS.validate_python(f" {text} ") == text


@pytest.mark.parametrize(
    "text", ["", "-", "a-", "-a", "a--b", "A", "a_b", "é", "a b", "a\n", "x" * 81, "١"]
)
def test_no_ids(text: str) -> None:
    assert not is_id(text)
    assert text.strip() == "a" or code(IDS, text) == "bad-id"


def test_a_line_is_one_line() -> None:
    assert LINE.validate_python("  a \n b\t c ") == "a b c"
    assert code(LINE, "  \n ") == "empty"


@pytest.mark.parametrize(
    "text", ["2026-02-30", "2026-2-3", "26-01-01", "0026-01-01", "x", "", "٢٠٢٦-01-01"]
)
def test_no_days(text: str) -> None:
    for adapter in (DAY, DAY_OR_MOMENT, DAY_OR_MONTH):
        assert code(adapter, text) == "bad-date"


def test_days() -> None:
    assert DAY.validate_python(" 2024-02-29 ") == date(2024, 2, 29)
    assert DAY.validate_python("9999-12-31") == date(9999, 12, 31)
    assert code(DAY, "2026-11-12T09:30") == "bad-date"
    assert DAY_OR_MONTH.validate_python("2026-11") == "2026-11"
    assert DAY_OR_MONTH.validate_python("2026-11-05") == "2026-11-05"
    assert code(DAY_OR_MONTH, "2026-13") == "bad-date"


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2026-11-12T09:30", datetime(2026, 11, 12, 9, 30)),  # noqa: DTZ001 (it has no zone)
        ("2026-11-12 09:30:05", datetime(2026, 11, 12, 9, 30, 5)),  # noqa: DTZ001
        ("2026-11-12t09:30z", datetime(2026, 11, 12, 9, 30, tzinfo=UTC)),
        (
            "2026-11-12T09:30:00+01:30",
            datetime(2026, 11, 12, 9, 30, tzinfo=timezone(timedelta(minutes=90))),
        ),
    ],
)
def test_moments(text: str, moment: datetime) -> None:
    assert MOMENT.validate_python(text) == moment
    assert DAY_OR_MOMENT.validate_python(text) == moment


@pytest.mark.parametrize(
    "text", ["2026-11-12", "2026-11-12T25:00", "2026-11-12T09:30+99:00", "9999-12-31T23:59-05:00"]
)
def test_no_moments(text: str) -> None:
    assert code(MOMENT, text) == "bad-date"


def test_a_day_stays_a_day() -> None:
    assert type(DAY_OR_MOMENT.validate_python("2026-11-12")) is date


@pytest.mark.parametrize("text", ["2026", "2026-q1", "2026-q4", "2026-01", "2026-12"])
def test_periods(text: str) -> None:
    assert PERIOD.validate_python(text) == text


@pytest.mark.parametrize("text", ["26", "2026-q5", "2026-Q1", "2026-13", "2026-1", "0000-q1", ""])
def test_no_periods(text: str) -> None:
    assert code(PERIOD, text) == "bad-period"


def test_focus() -> None:
    assert FOCUS.validate_python("0% 100%") == (0, 100)
    for text in ("101% 0%", "60 30", "60%, 30%", "left"):
        assert code(FOCUS, text) == "bad-focus"
    assert code(FOCUS, ["60", "30"]) == "string_type"


@pytest.mark.parametrize("adapter", [IDS, LINE, DAY, MOMENT, DAY_OR_MOMENT, PERIOD, FOCUS])
@pytest.mark.parametrize("value", [[], ["2026-11-12"], {"a": "b"}])
def test_a_list_or_mapping_is_no_text_and_is_told_once(adapter: Any, value: object) -> None:
    with pytest.raises(ValidationError) as raised:
        adapter.validate_python(value)
    assert [error["loc"] for error in raised.value.errors()] == [()]


def test_bounds() -> None:
    assert Bounds(unit="words").size("one two-three 漢字") == 3
    assert Bounds().size("äöü") == 3


@given(st.text())
def test_any_text_is_read_or_refused(text: str) -> None:
    for adapter in (IDS, LINE, DAY, MOMENT, DAY_OR_MOMENT, DAY_OR_MONTH, PERIOD, FOCUS):
        with contextlib.suppress(ValidationError):
            adapter.validate_python(text)
