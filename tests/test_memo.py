"""Memoized functions: values are compared as such, anything else by its identity."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from handouts.memo import memoized


def _count_calls(count: int) -> tuple[Callable[..., int], list[int]]:
    """A memoized function of so many arguments, or of any number, and a list of its calls."""
    calls: list[int] = []

    def add_call(*arguments: object) -> int:
        """Note a call, and return its number."""
        calls.append(len(calls))
        return calls[-1]

    def take_one(one: object) -> int:
        """A call with one argument."""
        return add_call(one)

    def take_two(one: object, two: object) -> int:
        """A call with two arguments."""
        return add_call(one, two)

    takers: dict[int, Callable[..., int]] = {1: take_one, 2: take_two}
    return memoized(2)(takers.get(count, add_call)), calls


@pytest.mark.parametrize("count", [1, 2, 3, 4])
def test_equal_values_are_found_again(count: int) -> None:
    """Strings and numbers are found by what they are, wherever they come from."""
    function, calls = _count_calls(count)
    first = [f"a{number}" for number in range(count - 1)]
    again = ["".join(("a", str(number))) for number in range(count - 1)]
    assert function(*first, 2.5) == function(*again, 5 / 2)
    assert calls == [0]


@pytest.mark.parametrize("count", [1, 2, 3, 4])
def test_other_objects_are_found_by_identity(count: int) -> None:
    """An equal copy is another object."""
    function, calls = _count_calls(count)
    same, equal = [0], [0]
    rest = [1] * (count - 1)
    assert function(same, *rest) == function(same, *rest)
    assert function(same, *rest) != function(equal, *rest)
    assert calls == [0, 1]


@pytest.mark.parametrize("count", [1, 2, 3, 4])
def test_the_oldest_result_is_given_up(count: int) -> None:
    """No more results are kept than were asked for; all can be forgotten."""
    function, calls = _count_calls(count)
    rest = ["x"] * (count - 1)
    for number in (1, 2, 3, 2, 1):
        function(number, *rest)
    assert calls == [0, 1, 2, 3]
    function.forget()  # type: ignore[attr-defined]
    function(1, *rest)
    assert calls == [0, 1, 2, 3, 4]


def test_a_function_with_a_default_takes_either_number() -> None:
    """What may be left out is not counted on."""

    @memoized(4)
    def join(one: str, two: str = "b") -> str:
        """Both, one after the other."""
        return one + two

    assert (join("a"), join("a", "c"), join("a")) == ("ab", "ac", "ab")
