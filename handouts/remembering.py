"""Remembering: what a function of frozen values gave, found again by those very values.

On the ground of the house. A batch is quick because what does not change from one person to
the next is the same object, and is known by that, without a look at all that is in it.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache, wraps
from typing import Any, ParamSpec, TypeVar

Given = ParamSpec("Given")
Made = TypeVar("Made")

_BY_VALUE = (str, int, float, type(None))


class _Same:
    """A value that equals itself alone, and stays alive as long as it is remembered."""

    __slots__ = ("value",)

    def __init__(self, value: Any) -> None:
        self.value = value

    def __hash__(self) -> int:
        return id(self.value)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and self.value is other.value


def remembered(size: int) -> Callable[[Callable[Given, Made]], Callable[Given, Made]]:
    """For a function of values that never change: the last ``size`` results are kept.

    Texts and numbers are compared by value; all else counts as the same only where it is the
    same object, so that a result may be made again for an equal one. Arguments go by position.
    """

    def decorate(make: Callable[Given, Made]) -> Callable[Given, Made]:
        @lru_cache(maxsize=size)
        def known(*given: Any) -> Made:
            bare = [one.value if type(one) is _Same else one for one in given]
            return make(*bare)  # type: ignore[call-arg]

        @wraps(make)
        def get(*given: Any) -> Made:
            return known(*[one if isinstance(one, _BY_VALUE) else _Same(one) for one in given])

        get.forget = known.cache_clear  # type: ignore[attr-defined]
        return get  # type: ignore[return-value]

    return decorate
