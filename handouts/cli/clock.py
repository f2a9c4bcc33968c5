"""The day on this computer's clock, which says only what is still to come."""

from __future__ import annotations

import os
from datetime import UTC, date, datetime

_VARIABLE = "SOURCE_DATE_EPOCH"


def read_today() -> date:
    """Return the day on this computer's clock, or the one in SOURCE_DATE_EPOCH.

    That variable fixes the day for builds that can be repeated; it holds seconds since 1970
    (https://reproducible-builds.org/specs/source-date-epoch).
    """
    seconds = os.environ.get(_VARIABLE, "")
    if not _is_number(seconds):
        return date.today()
    return datetime.fromtimestamp(int(seconds), UTC).date()


def drop_invalid_epoch() -> None:
    """Take SOURCE_DATE_EPOCH out of the environment if it is no number: ReportLab needs one."""
    if not _is_number(os.environ.get(_VARIABLE, "0")):
        del os.environ[_VARIABLE]


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) < 12
