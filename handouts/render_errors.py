"""What cannot be rendered, as findings at the places that the user can change.

Too long a text, a letter that no font has, a picture that cannot be drawn: each gets the file
and line that it comes from, or the place of a person's field.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import TypeVar

from handouts.document.models import Person, Spec
from handouts.document.runs import Run
from handouts.language.support import require_language
from handouts.layout.overflow import TooLong
from handouts.layout.shortening import SHORTEN_HINTS, find_field_to_shorten
from handouts.pdf.pictures import BadPicture
from handouts.sources.findings import Finding, Place, SpecError
from handouts.sources.source import display_path
from handouts.text.clean import clean_runs
from handouts.text.coverage import split_by_font
from handouts.text.errors import MissingGlyphs

REPLACE_HINT = "Use another letter, or write it as a word."
_MISSING_MESSAGE = "No font here has all of its letters and signs."
_LATIN_HINT = "Write names in Latin letters, as in a passport, and leave out emoji."

_T = TypeVar("_T")
# The fields of a person that are printed exactly as they were entered.
_PRINTED_FIELDS = ("first_name", "last_name", "therapist", "notes")

LayoutFunction = Callable[["Person | None"], object]
"""Lays one spec out for any person. Raises its errors as ``report_errors`` expects them."""


def report_errors(
    make: Callable[[], _T],
    spec: Spec,
    person: Person | None,
    places: Mapping[str, Place] | None,
    lay_out: LayoutFunction,
) -> _T:
    """Call ``make`` and return its result; raise its layout and text errors as SpecError.

    A problem with a person's value is at the place of its field, from ``places``.
    """
    language_place = (places or {}).get("language") if person and person.language else None
    require_language(spec.handout, language_place)
    try:
        return make()
    except TooLong as error:
        raise _locate_overflow(error, person, places or {}, lay_out) from None
    except MissingGlyphs as error:
        missing = error.characters
    except BadPicture as error:
        place = Place(error.name or display_path(spec.handout.path))
        message = f"The picture cannot be drawn: {error}."
        raise SpecError([Finding(place, message, "Save it again.")]) from error
    # Raised outside ``except``, so that no traceback shows the characters: they may spell a name.
    raise SpecError(_report_unprintable(missing, spec, person, places or {}))


def _locate_overflow(
    error: TooLong, person: Person | None, places: Mapping[str, Place], lay_out: LayoutFunction
) -> SpecError:
    """The problem of too long a text, at the place that can be shortened or changed."""
    if person is None:
        return SpecError(error.problems)
    field = find_field_to_shorten(person, lay_out)
    hint = SHORTEN_HINTS.get(field, "")
    if not field and person.is_blank:
        hint = "Shorten the handout's advice, or leave out some of it."
    if not field:
        chosen = (name for name in ("format", "paper") if getattr(person, name) and name in places)
        field = next(chosen, "")
    at = places.get(field, Place(field)) if field else None
    return SpecError(
        Finding(
            at or each.place,
            each.message,
            f"{hint} {error.alternative}".strip() if hint else each.hint,
        )
        for each in error.problems
    )


def _report_unprintable(
    missing: tuple[str, ...], spec: Spec, person: Person | None, places: Mapping[str, Place]
) -> Iterator[Finding]:
    """A problem for each of the person's fields, and for each other missing character."""
    texts = {field: getattr(person, field) for field in _PRINTED_FIELDS} if person else {}
    affected = [field for field, text in texts.items() if not set(missing).isdisjoint(text)]
    for field in (person and unprintable_fields(person, spec.brand.font)) or affected:
        yield Finding(places.get(field, Place(field)), _MISSING_MESSAGE, _LATIN_HINT)
    personal = set("".join(texts.values()))
    yield from _locate_missing(spec, (each for each in missing if each not in personal))


def unprintable_fields(person: Person, font: str) -> tuple[str, ...]:
    """The fields of a person that contain a character that no font has.

    ``font`` is the brand's family, which is searched first. No page is made.
    """
    return tuple(
        field for field in _PRINTED_FIELDS if not _is_printable(getattr(person, field), font)
    )


def _is_printable(text: str, font: str) -> bool:

    try:
        for strong in (False, True):
            split_by_font(clean_runs((Run(text),)), font, strong)
    except MissingGlyphs:
        return False
    return True


def _locate_missing(spec: Spec, characters: Iterable[str]) -> Iterator[Finding]:
    """A problem at the first place of each character, in the handout or else in the brand.

    It has no line if neither file contains the character itself, but an escape for it.
    """
    paths = [path for path in (spec.handout.path, spec.brand.path) if path]
    lines = [(path, *line) for path in paths for line in enumerate(_read_lines(path), 1)]
    for character in characters:
        path, number, line = next(
            (candidate for candidate in lines if character in candidate[2]),
            (spec.handout.path, 0, ""),
        )
        place = Place(display_path(path), number, line.find(character) + 1)
        yield Finding(place, f"No font here has {_name_character(character)}.", REPLACE_HINT, line)


def _read_lines(path: Path) -> list[str]:
    try:
        text = path.read_text(encoding="utf-8-sig", errors="replace")
    except OSError:
        return []
    return text.splitlines()


def _name_character(character: str) -> str:
    return f"U+{ord(character):04X} {unicodedata.name(character, '')}".strip()
