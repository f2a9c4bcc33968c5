"""The shape of a date: a day, or a month that stands for one of its days."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date
from typing import Literal

from handouts.data import Data
from handouts.reading.context import Reading
from handouts.reading.scalar_shapes import require_text
from handouts.reading.shapes import Json
from handouts.sources.findings import quote_text
from handouts.sources.nodes import Node


class Day(Data, frozen=True):
    """A date, such as 2026-11-23; a month too, 2026-11, if ``month`` says which of its days."""

    month: Literal["", "first day", "last day"] = ""

    def read(self, node: Node, name: str, reading: Reading) -> date | None:
        """The date, or None if it is not one."""
        text = require_text(node, name, reading, "a date such as 2026-11-23")
        if text is None:
            return None
        or_month = ", or as year-month: 2026-11" if self.month else ""
        hint = f"Write it as year-month-day: 2026-11-23{or_month}."
        if not re.fullmatch(_MONTH if self.month else _DAY, text.text):
            message = f"{quote_text(name)} must be a date, not {quote_text(text.text)}."
            reading.report("invalid-date", node, message, hint)
            return None
        try:
            return self._find_day(text.text)
        except ValueError:
            message = f"There is no date {quote_text(text.text)} in the calendar."
            reading.report("invalid-date", node, message, hint)
            return None

    def _find_day(self, written: str) -> date:
        """The day, for one of a month the first or the last; raises ValueError if there is none."""
        year, month, *day = map(int, written.split("-"))
        last = monthrange(year, month)[1] if 1 <= month <= 12 and self.month == "last day" else 1
        return date(year, month, *(day or [last]))

    def schema(self, shared: dict[str, Json]) -> Json:
        """A string in the format of a date, or of a month."""
        whole: Json = {"type": "string", "format": "date"}
        month: Json = {"type": "string", "pattern": "^[0-9]{4}-(0[1-9]|1[0-2])$"}
        return {"anyOf": [whole, month]} if self.month else whole


_DAY = "[0-9]{4}-[0-9]{2}-[0-9]{2}"
_MONTH = f"[0-9]{{4}}-[0-9]{{2}}|{_DAY}"
