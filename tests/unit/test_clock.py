from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from storywall.clock import now
from storywall.errors import SettingsError

TOKYO = ZoneInfo("Asia/Tokyo")


def test_the_variable_is_the_instant_of_the_build() -> None:
    at = now(TOKYO, {"SOURCE_DATE_EPOCH": "1795305600"})
    assert at == datetime(2026, 11, 22, tzinfo=UTC)
    assert at.isoformat() == "2026-11-22T09:00:00+09:00"


def test_the_day_is_the_zones_own() -> None:
    late = {"SOURCE_DATE_EPOCH": "1795359600"}  # 15:00 in London, midnight in Tokyo
    assert now(TOKYO, late).date().isoformat() == "2026-11-23"
    assert now(ZoneInfo("Europe/London"), late).date().isoformat() == "2026-11-22"


@pytest.mark.parametrize("environ", [{}, {"SOURCE_DATE_EPOCH": ""}])
def test_without_the_variable_the_clock_is_read(environ: dict[str, str]) -> None:
    before = datetime.now(UTC)
    assert before <= now(TOKYO, environ) <= datetime.now(UTC)


@pytest.mark.parametrize("wrong", ["yesterday", "1e9", "99999999999999999999", "nan", "2026-11-22"])
def test_a_wrong_variable_is_told_in_words(wrong: str) -> None:
    with pytest.raises(SettingsError, match=f"SOURCE_DATE_EPOCH is `{wrong}`"):
        now(TOKYO, {"SOURCE_DATE_EPOCH": wrong})
