"""Memoize functions of frozen values, with objects as keys by their identity.

This module imports no other module of the package. A batch is quick because what does not
change from one person to the next is the same object, so that a look at its identity replaces
a comparison of all its content. So is an edit, because what a file says again becomes the same
object again: ``intern_value`` finds it by its content.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

Arguments = ParamSpec("Arguments")
Result = TypeVar("Result")

_BY_VALUE = frozenset((str, int, float, type(None)))


def memoized(size: int) -> Callable[[Callable[Arguments, Result]], Callable[Arguments, Result]]:
    """Memoize a function of immutable values: keep the last ``size`` results.

    Strings and numbers are compared by value. Anything else counts as equal only if it is the
    same object, so that an equal copy computes the result again. Pass arguments by position.
    """

    def decorate(make: Callable[Arguments, Result]) -> Callable[Arguments, Result]:
        """Memoize one function."""
        # Keep the arguments too: an object's identity is unique only while the object lives.
        cache: dict[tuple[object, ...], tuple[Result, tuple[object, ...]]] = {}
        lock = threading.Lock()  # an executor may use threads

        @wraps(make)
        def call_cached(*arguments: object) -> Result:
            """Return the kept result, or compute and keep it."""
            # Identities are negated, so that they never equal a size or a count.
            values: list[object] = []
            for one in arguments:  # a loop, which is twice as fast here as a comprehension
                values.append(one if type(one) in _BY_VALUE else -id(one))
            key = tuple(values)
            cached = cache.get(key)
            if cached:
                return cached[0]
            result = make(*arguments)  # type: ignore[call-arg,arg-type]
            with lock:
                if len(cache) >= size and key not in cache:
                    del cache[next(iter(cache))]
                cache[key] = result, arguments
            return result

        call_cached.forget = cache.clear  # type: ignore[attr-defined]
        return call_cached  # type: ignore[return-value]

    return decorate


_INTERNED = 4_096
_interned: dict[object, object] = {}
_interning = threading.Lock()  # an executor may run threads


def intern_value(value: Result) -> Result:
    """The first of all equal values, of the last few thousand, in place of this one.

    Only for frozen values, which can be hashed by their content.
    """
    with _interning:
        found = _interned.get(value)
        if found is None:
            if len(_interned) >= _INTERNED:
                del _interned[next(iter(_interned))]
            found = _interned[value] = value
    return found  # type: ignore[return-value]  # equal to the value, so of its type
