"""Remembering: what a function of frozen values gave, found again by those very values.

On the ground of the house. A batch is quick because what does not change from one person to
the next is the same object, and is known by that, without a look at all that is in it.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from functools import wraps
from typing import Any, ParamSpec, TypeVar

Given = ParamSpec("Given")
Made = TypeVar("Made")

_BY_VALUE = frozenset((str, int, float, type(None)))


def remembered(size: int) -> Callable[[Callable[Given, Made]], Callable[Given, Made]]:
    """For a function of values that never change: the last ``size`` results are kept.

    Texts and numbers are compared by value; all else counts as the same only where it is the
    same object, so that a result may be made again for an equal one. Arguments go by position.
    """

    def decorate(make: Callable[Given, Made]) -> Callable[Given, Made]:
        # What was given is kept too: an object's identity is its own only while it lives.
        known: dict[tuple[Any, ...], tuple[Made, tuple[Any, ...]]] = {}
        changing = threading.Lock()  # an executor may be one of threads

        @wraps(make)
        def get(*given: Any) -> Made:
            # Identities count downward from nought, where no size and no count is.
            key = tuple([one if type(one) in _BY_VALUE else -id(one) for one in given])
            found = known.get(key)
            if found:
                return found[0]
            made = make(*given)  # type: ignore[call-arg]
            with changing:
                if len(known) >= size and key not in known:
                    del known[next(iter(known))]
                known[key] = made, given
            return made

        get.forget = known.clear  # type: ignore[attr-defined]
        return get  # type: ignore[return-value]

    return decorate
