"""Objects that are written into one file many times, each time under other numbers."""

from __future__ import annotations

import re
from collections.abc import Iterable

PREFIX = "00000000."
"""What the names of elements begin with where objects are made for a stencil."""

# Texts, names of elements, references, and keys of the parent tree.
_NAME = PREFIX.encode().hex().encode()
_PARTS = re.compile(
    rb"\((?:\\.|[^\\()])*\)|<(%b)?[0-9A-Fa-f]*>|(\d+) 0 R|/StructParent (\d+)" % _NAME, re.DOTALL
)


class Stencil:
    """Objects that refer to each other by numbers from 1, with keys from 0, a line each."""

    def __init__(self, contents: Iterable[bytes]) -> None:
        self._values: list[int] = []
        self._keys: list[tuple[int, int]] = []
        self._names: list[int] = []
        plain = b"\n".join(contents).replace(b"%", b"%%")
        self._text = _PARTS.sub(self._cut, plain)

    def _cut(self, found: re.Match[bytes]) -> bytes:
        """A part as what is put into its place."""
        name, number, key = found.groups()
        place = len(self._values)
        if name:
            self._names.append(place)
            self._values.append(0)
            return b"<%b" + found[0][1 + len(name) :]
        if number:
            self._values.append(int(number))
            return b"%d 0 R"
        if key:
            self._keys.append((place, int(key)))
            self._values.append(0)
            return b"/StructParent %d"
        return found[0]

    def at(self, start: int, key: int, prefix: str) -> list[bytes]:
        """The objects where the numbers follow ``start``, the keys begin with one.

        Names of elements begin with the prefix, which is as long as the stencil's own.
        """
        values: list[int | bytes] = [start + value for value in self._values]
        for place, own in self._keys:
            values[place] = key + own
        for place in self._names:
            values[place] = prefix.encode().hex().encode()
        return (self._text % tuple(values)).split(b"\n")
