"""Walking through a document: everything inside a value, and a value with its texts changed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TypeVar

from msgspec.structs import astuple, replace

from handouts.data import Data
from handouts.document.text import Text

_Value = TypeVar("_Value")


def walk(value: object) -> Iterator[Data]:
    """A frozen value and all those inside it, in reading order, inner ones before outer ones."""
    if isinstance(value, tuple):
        for item in value:
            if isinstance(item, tuple | Data):  # not each letter or number of an address
                yield from walk(item)
    elif isinstance(value, Data):
        yield from walk(astuple(value))
        yield value


def map_texts(value: _Value, change: Callable[[Text], Text]) -> _Value:
    """A value in which each text is changed; all that has no text in it stays the same object."""
    return _map(value, change)  # type: ignore[return-value]  # the type of what is inside is kept


def _map(value: object, change: Callable[[Text], Text]) -> object:
    if isinstance(value, Text):
        return change(value) if value else value
    if isinstance(value, tuple):
        items = tuple([_map(item, change) for item in value])
        return value if all(map(_is_same, items, value)) else items
    if isinstance(value, Data):
        fields = {name: getattr(value, name) for name in value.__struct_fields__}
        changed = {name: _map(field, change) for name, field in fields.items()}
        return value if all(changed[n] is fields[n] for n in fields) else replace(value, **changed)
    return value


def _is_same(one: object, other: object) -> bool:
    return one is other
