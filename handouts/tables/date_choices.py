"""How the user says that dates in numbers alone are read: for all columns, or for one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Literal, get_args

from handouts.data import Data

DateOrder = Literal["day-first", "month-first"]
"""How dates in numbers alone are read, as the user chooses it."""


class DateChoices(Data, frozen=True):
    """The order for all columns of dates, and the order for some by their headers."""

    default: DateOrder | None = None
    columns: Mapping[str, DateOrder] = {}


def parse_date_choices(texts: Iterable[str]) -> DateChoices:
    """The choices in texts such as ``day-first`` and ``Next visit=month-first``.

    Raises ValueError, with a message for the user, for another order, or two for one column.
    """
    chosen: dict[str, DateOrder] = {}
    for text in texts:
        header, _, name = text.rpartition("=")
        header = header.strip()
        order = next((each for each in get_args(DateOrder) if each == name.strip()), None)
        if order is None or ("=" in text and not header):
            raise ValueError(
                'Write day-first, month-first, or for one column "Next visit=day-first".'
            )
        if chosen.setdefault(header, order) != order:
            raise ValueError(
                f"Two orders are given for {'one column' if header else 'all columns'}."
            )
    return DateChoices(
        chosen.get(""), {header: order for header, order in chosen.items() if header}
    )
