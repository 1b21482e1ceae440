"""The instant of the build, the only place that reads the clock."""

from __future__ import annotations

import os
from collections.abc import Mapping
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from storywall.errors import SettingsError


def now(zone: ZoneInfo, environ: Mapping[str, str] = os.environ) -> datetime:
    """The instant of the build in *zone*: ``SOURCE_DATE_EPOCH`` when it is set, else the clock.

    Source: https://reproducible-builds.org/specs/source-date-epoch/. Raises SettingsError when the
    variable is no number of seconds.
    """
    epoch = environ.get("SOURCE_DATE_EPOCH")
    if not epoch:
        return datetime.now(zone)
    try:
        return datetime.fromtimestamp(int(epoch), UTC).astimezone(zone)
    except (ValueError, OverflowError, OSError):
        raise SettingsError(
            f"SOURCE_DATE_EPOCH is `{epoch}`; it is a number of seconds since 1970"
        ) from None
