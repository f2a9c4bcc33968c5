"""Templates of objects that are written into a file many times, each time with new numbers."""

from __future__ import annotations

import re
from collections.abc import Iterable

from handouts.patterns import compile_late

NAME_PREFIX = "00000000."
"""How the names of elements start in objects that become a template."""

# Strings, names of elements, references but for those of namespaces, which are shared, and keys of
# the parent tree.
_NAME = NAME_PREFIX.encode().hex().encode()
_PARTS = compile_late(
    rb"\((?:\\.|[^\\()])*\)|<(%b)?[0-9A-Fa-f]*>|/NS \d+ 0 R|(\d+) 0 R|/StructParent (\d+)" % _NAME,
    re.DOTALL,
)


class ObjectTemplate:
    """Objects, a line each, that refer to one another by numbers from 1 and use keys from 0."""

    def __init__(self, contents: Iterable[bytes]) -> None:
        self._values: list[int] = []
        self._keys: list[tuple[int, int]] = []
        self._names: list[int] = []
        plain = b"\n".join(contents).replace(b"%", b"%%")
        self._text = _PARTS.sub(self._replace_part, plain)

    def _replace_part(self, match: re.Match[bytes]) -> bytes:
        """Record a part that varies, and return the placeholder for it."""
        name, number, key = match.groups()
        place = len(self._values)
        if name:
            self._names.append(place)
            self._values.append(0)
            return b"<%b" + match[0][1 + len(name) :]
        if number:
            self._values.append(int(number))
            return b"%d 0 R"
        if key:
            self._keys.append((place, int(key)))
            self._values.append(0)
            return b"/StructParent %d"
        return match[0]

    def fill_in(self, start: int, key: int, prefix: str) -> list[bytes]:
        """The objects, with numbers from ``start`` + 1 and keys from ``key``.

        Names of elements start with the prefix, which must be as long as NAME_PREFIX.
        """
        values: list[int | bytes] = [start + value for value in self._values]
        for place, template_key in self._keys:
            values[place] = key + template_key
        for place in self._names:
            values[place] = prefix.encode().hex().encode()
        return (self._text % tuple(values)).split(b"\n")
