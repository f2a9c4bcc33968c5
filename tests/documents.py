"""Documents in tests: texts written in short, and values without their addresses."""

from __future__ import annotations

from typing import TypeVar

from msgspec.structs import replace

from handouts.data import Data
from handouts.document.text import Inline, Run, Text

_Value = TypeVar("_Value")


def text(*inlines: Inline | str) -> Text:
    """A text of inlines, with a bare string for a run without a look, and without an address."""
    return Text(tuple(Run(each) if isinstance(each, str) else each for each in inlines))


def without_addresses(value: _Value) -> _Value:
    """A value in which nothing says where in a file it came from."""
    return _strip(value)  # type: ignore[return-value]  # the type of what is inside is kept


def _strip(value: object) -> object:
    if isinstance(value, tuple):
        return tuple(_strip(item) for item in value)
    if isinstance(value, Data):
        fields = {name: _strip(getattr(value, name)) for name in value.__struct_fields__}
        return replace(value, **fields | ({"address": ()} if "address" in fields else {}))
    return value
