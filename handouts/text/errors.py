"""Errors of a text that only show when it is typeset."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable


class MissingGlyphs(Exception):
    """No font has these ``characters``: each once, in the order of the text."""

    def __init__(self, characters: Iterable[str]) -> None:
        self.characters = tuple(dict.fromkeys(characters))
        super().__init__(f"no font has {', '.join(map(_name_character, self.characters))}")


def _name_character(character: str) -> str:
    name = unicodedata.name(character, "")
    return f"U+{ord(character):04X} {name}".strip()
