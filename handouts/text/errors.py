"""What can be wrong with a text that no one notices until it is set."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable


class MissingGlyphs(Exception):
    """No font at hand has these characters: ``characters``, each once, in order of the text."""

    def __init__(self, characters: Iterable[str]) -> None:
        self.characters = tuple(dict.fromkeys(characters))
        super().__init__(f"no font has {', '.join(map(_named, self.characters))}")


def _named(character: str) -> str:
    name = unicodedata.name(character, "")
    return f"U+{ord(character):04X} {name}".strip()
