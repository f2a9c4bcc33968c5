"""Memoize functions of frozen values, with objects as keys by their identity.

This module imports no other module of the package. A batch is quick because what does not
change from one person to the next is the same object, so that a look at its identity replaces
a comparison of all its content. So is an edit, because what a file says again becomes the same
object again: ``intern_value`` finds it by its content.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from functools import update_wrapper
from typing import ParamSpec, TypeVar, cast

Arguments = ParamSpec("Arguments")
Result = TypeVar("Result")

_BY_VALUE = frozenset((str, int, float, type(None)))
_TAKES_MORE = 0x04 | 0x08
"""The flags of a function's code if it takes any number of arguments (see `inspect`)."""


def memoized(size: int) -> Callable[[Callable[Arguments, Result]], Callable[Arguments, Result]]:
    """Memoize a function of immutable values: keep the last ``size`` results.

    Strings and numbers are compared by value. Anything else counts as equal only if it is the
    same object, so that an equal copy computes the result again. Pass arguments by position.
    """

    def decorate(make: Callable[Arguments, Result]) -> Callable[Arguments, Result]:
        """Memoize one function."""
        cache = _Cache(make, size)
        call = _CALLS.get(_count_parameters(make), _call_with_any)(cache)
        update_wrapper(call, make)
        call.forget = cache.entries.clear  # type: ignore[attr-defined]
        return cast("Callable[Arguments, Result]", call)

    return decorate


class _Cache:
    """The results of a function that are kept, by a key made of its arguments.

    The arguments are kept too: an object's identity is unique only while the object lives.
    """

    def __init__(self, make: Callable[..., object], size: int) -> None:
        self.make, self.size = make, size
        self.entries: dict[object, tuple[object, tuple[object, ...]]] = {}
        self.lock = threading.Lock()  # an executor may use threads

    def add(self, key: object, *arguments: object) -> object:
        """Compute a result and keep it, in place of the oldest if there are too many."""
        result = self.make(*arguments)
        entries = self.entries
        with self.lock:
            if len(entries) >= self.size and key not in entries:
                del entries[next(iter(entries))]
            entries[key] = result, arguments
        return result


# Each call below looks a key up, in which identities are negated, so that they never equal a size
# or a count. Hundreds of them are made for each leaflet, nearly all with one or two arguments and
# with a result that is kept: so these two are written out.


def _call_with_one(cache: _Cache) -> Callable[[object], object]:
    """A call of a memoized function of one argument."""
    find, add = cache.entries.get, cache.add

    def call_cached(one: object) -> object:
        """Return the kept result, or compute and keep it."""
        key = one if type(one) in _BY_VALUE else -id(one)
        cached = find(key)
        return cached[0] if cached else add(key, one)

    return call_cached


def _call_with_two(cache: _Cache) -> Callable[[object, object], object]:
    """A call of a memoized function of two arguments."""
    find, add = cache.entries.get, cache.add

    def call_cached(one: object, two: object) -> object:
        """Return the kept result, or compute and keep it."""
        key = (
            one if type(one) in _BY_VALUE else -id(one),
            two if type(two) in _BY_VALUE else -id(two),
        )
        cached = find(key)
        return cached[0] if cached else add(key, one, two)

    return call_cached


def _call_with_any(cache: _Cache) -> Callable[..., object]:
    """A call of a memoized function of any number of arguments."""
    find, add = cache.entries.get, cache.add

    def call_cached(*arguments: object) -> object:
        """Return the kept result, or compute and keep it."""
        values: list[object] = []
        for one in arguments:  # a loop, which is twice as fast here as a comprehension
            values.append(one if type(one) in _BY_VALUE else -id(one))
        key = tuple(values)
        cached = find(key)
        return cached[0] if cached else add(key, *arguments)

    return call_cached


_CALLS: dict[int, Callable[[_Cache], Callable[..., object]]] = {
    1: _call_with_one,
    2: _call_with_two,
}


def _count_parameters(make: Callable[..., object]) -> int:
    """How many arguments a function is always called with; 0 if their number may differ."""
    code = getattr(make, "__code__", None)
    if code is None or make.__defaults__ or code.co_flags & _TAKES_MORE:
        return 0
    return int(code.co_argcount)


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
