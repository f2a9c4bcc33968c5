"""The letters of each language that names and notes may need."""

from __future__ import annotations

_PLAIN = "".join(map(chr, range(0x20, 0x7F)))
_MARKS = "\u2018\u2019\u201c\u201d\u2013\u2014\u2022\u2026\u00b0\u00b7\u00bd"
_LATIN = "".join(chr(code) for code in range(0xC0, 0x100) if code not in (0xD7, 0xF7))

_CYRILLIC = "".join(map(chr, range(0x410, 0x450)))
_GREEK = "".join(chr(code) for code in range(0x386, 0x3CF) if chr(code).isalpha())
_HEBREW = "".join(map(chr, range(0x5D0, 0x5EB)))

_BY_LANGUAGE = {
    "el": _GREEK,
    "he": _HEBREW,
    **dict.fromkeys(("be", "bg", "mk", "ru", "sr", "uk"), _CYRILLIC),
}


def letters_for(language: str) -> str:
    """The letters for a BCP 47 language tag, with digits and common punctuation.

    A language not listed here gets the Latin letters of Western Europe. So does Arabic: its
    letters join, so no fixed set of them would be enough.
    """
    letters = _BY_LANGUAGE.get(language.split("-")[0].lower(), _LATIN)
    return _PLAIN + _MARKS + letters
