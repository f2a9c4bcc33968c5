"""Data: the frozen values that rooms hand to each other. On the ground of the house."""

from __future__ import annotations

import msgspec


class Data(msgspec.Struct, frozen=True):
    """A value with named parts that never changes; equal to another of its kind by its parts.

    A subclass costs a twentieth of a dataclass to define, and there are some eighty in the
    house: a build that starts cold would spend a tenth of its time on defining them.
    """
