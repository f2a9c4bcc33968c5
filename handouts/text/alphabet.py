"""The letters that a language is written with, as far as names and notes may need them."""

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


def letters(language: str) -> str:
    """The letters of a language by its BCP 47 tag, with digits and the usual marks.

    Languages that are not known here are taken to be written in Latin letters: those of
    Western Europe. Arabic joins its letters, so that no fixed set would do: it has none.
    """
    own = _BY_LANGUAGE.get(language.split("-")[0].lower(), _LATIN)
    return _PLAIN + _MARKS + own
