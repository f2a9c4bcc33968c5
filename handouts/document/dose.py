"""The dose of an exercise: how often, for how long, on which side."""

from __future__ import annotations

from typing import Literal

from msgspec.structs import replace

from handouts.data import Data

Period = Literal["day", "week"]
"""What times are counted in."""

DoseSide = Literal["", "left", "right", "both", "each"]
"""The side on which an exercise is done; empty where that is not said."""

MAX_SETS, MAX_REPEATS, MAX_SECONDS, MAX_TIMES = 20, 200, 600, 24
"""The greatest numbers that a dose may have: sets, repeats, seconds of a hold, times a day."""


class Range(Data, frozen=True):
    """From ``least`` to ``most``, such as 8 to 12 times."""

    least: int
    most: int

    def __str__(self) -> str:
        """As it is written in a dose: "8-12"."""
        return f"{self.least}-{self.most}"


Amount = int | Range
"""A number, or a range of numbers."""


class Dose(Data, frozen=True):
    """How much of an exercise to do; a number of 0 is not said.

    ``repeats`` are those of each set, ``hold`` is in seconds, and ``times`` is how many times a
    ``period``.
    """

    sets: Amount = 0
    repeats: Amount = 0
    hold: Amount = 0
    times: Amount = 0
    period: Period = "day"
    side: DoseSide = ""

    def __bool__(self) -> bool:
        """Whether it says anything."""
        return bool(self.sets or self.repeats or self.hold or self.times or self.side)

    def override(self, other: Dose) -> Dose:
        """This dose, with whatever another one says in its place."""
        names = [name for name in ("sets", "repeats", "hold", "side") if getattr(other, name)]
        changed = {name: getattr(other, name) for name in names}
        if other.times:
            changed.update(times=other.times, period=other.period)
        return replace(self, **changed)

    def overlaps(self, other: Dose) -> bool:
        """Whether both say the same kind of thing."""
        names = ("sets", "repeats", "hold", "times", "side")
        return any(getattr(self, name) and getattr(other, name) for name in names)


def read_largest(amount: Amount) -> int:
    """A number itself, or the upper end of a range."""
    return amount.most if isinstance(amount, Range) else amount
