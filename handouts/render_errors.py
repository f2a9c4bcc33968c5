"""What cannot be rendered, as findings at the places that the user can change.

Too long a text, a letter that no font has, a picture that cannot be drawn: each gets the file
and line that it comes from, or the place of a person's field.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import islice
from pathlib import Path
from typing import TypeVar

from msgspec.structs import replace

from handouts.document.fonts import Typeface
from handouts.document.handout import Spec
from handouts.document.person import PERSON_FIELDS, PRINTED_FIELDS, Person
from handouts.document.text import Address, Run
from handouts.document.texts import find_picture, list_brand_texts, list_handout_texts
from handouts.language.support import require_language
from handouts.layout.overflow import TooLong
from handouts.layout.shortening import find_field_to_shorten
from handouts.pdf.drawing.pictures import BadPicture
from handouts.people.exercises import find_missing_exercises
from handouts.sources.findings import Finding, Place, SpecError, quote_text
from handouts.text.clean import clean_runs
from handouts.text.coverage import split_by_font
from handouts.text.errors import MissingGlyphs

REPLACE_HINT = "Use another letter, or write it as a word."
_OTHER_SCRIPT_HINT = (
    "Show these words as a picture with its 'alt', or link to a page that has them."
)
_MISSING_MESSAGE = "No font here has all of its letters and signs."
_LATIN_HINT = "Write names in Latin letters, as in a passport, and leave out emoji."

# As many as a reader may take in; a handout in a script without a font has thousands.
_MOST_LOCATED = 200

_T = TypeVar("_T")

LayoutFunction = Callable[["Person | None"], object]
"""Lays one spec out for any person. Raises its errors as ``report_errors`` expects them."""


def report_errors(
    make: Callable[[], _T],
    spec: Spec,
    person: Person | None,
    places: Mapping[str, Place],
    lay_out: LayoutFunction,
) -> _T:
    """Call ``make`` and return its result; raise its layout and text errors as SpecError.

    A problem with a person's value is at the place of its field, from ``places``.
    """
    language_place = places.get("language") if person and person.language else None
    require_language(spec.handout, language_place)
    _require_exercises(spec, person, places)
    try:
        return make()
    except TooLong as error:
        raise _locate_overflow(error, person, places, lay_out) from None
    except MissingGlyphs as error:
        missing = error.characters
    except BadPicture as error:
        raise SpecError([_report_picture(error, spec)]) from error
    # Raised outside ``except``, so that no traceback shows the characters: they may spell a name.
    raise SpecError(_report_unprintable(missing, spec, person, places))


def _require_exercises(spec: Spec, person: Person | None, places: Mapping[str, Place]) -> None:
    """Raise SpecError if a person's exercises are all from other handouts."""
    message = find_missing_exercises(person.exercises if person else (), spec.handout)
    if message:
        place = places.get("exercises", Place("exercises"))
        hint = "Add one of its exercises, or leave this handout out for this person."
        raise SpecError([Finding("unknown-exercise", place, message, hint)])


def _locate_overflow(
    error: TooLong, person: Person | None, places: Mapping[str, Place], lay_out: LayoutFunction
) -> SpecError:
    """The problem of too long a text, at the place that can be shortened or changed."""
    if person is None:
        return SpecError(error.problems)
    field = find_field_to_shorten(person, lay_out)
    hint = PERSON_FIELDS[field].shorten_hint if field else ""
    if not field and person.is_form:
        hint = "Shorten the handout's advice, or leave out some of it."
    if not field:
        chosen = (name for name in ("format", "paper") if getattr(person, name) and name in places)
        field = next(chosen, "")
    at = places.get(field, Place(field)) if field else None
    return SpecError(
        replace(
            each,
            place=at or each.place,
            hint=f"{hint} {error.alternative}".strip() if hint else each.hint,
            source_line="" if at else each.source_line,
        )
        for each in error.problems
    )


def _report_unprintable(
    missing: tuple[str, ...], spec: Spec, person: Person | None, places: Mapping[str, Place]
) -> Iterator[Finding]:
    """A problem for each of the person's fields, and for each other missing character."""
    texts = {field: getattr(person, field) for field in PRINTED_FIELDS} if person else {}
    affected = [field for field, text in texts.items() if not set(missing).isdisjoint(text)]
    for field in (person and unprintable_fields(person, spec.brand.font)) or affected:
        place = places.get(field, Place(field))
        yield report_missing_letter(place)
    personal = set("".join(texts.values()))
    yield from _locate_missing(spec, (each for each in missing if each not in personal))


def report_missing_letter(place: Place) -> Finding:
    """The problem of a person's value with a letter that no font has; it is not repeated."""
    return Finding("missing-letter", place, _MISSING_MESSAGE, _LATIN_HINT)


def unprintable_fields(person: Person, font: Typeface) -> tuple[str, ...]:
    """The fields of a person that contain a character that no font has.

    ``font`` is the brand's family, which is searched first. No page is made.
    """
    return tuple(
        field for field in PRINTED_FIELDS if not is_printable(getattr(person, field), font)
    )


def is_printable(text: str, font: Typeface) -> bool:
    """Whether some font has each of a text's letters; ``font`` is the brand's family."""
    return not any(_find_missing(text, font, strong) for strong in (False, True))


def _find_missing(text: str, font: Typeface, strong: bool) -> tuple[str, ...]:
    """The characters of a text that no font has, each once."""
    try:
        split_by_font(clean_runs((Run(text),)), font, strong)
    except MissingGlyphs as error:
        return error.characters
    return ()


def _report_picture(error: BadPicture, spec: Spec) -> Finding:
    """A problem at the line of a picture that cannot be drawn, which names its file."""
    address = find_picture(spec.handout, spec.brand, error.name)
    message = f"The picture {quote_text(Path(error.name).name)} cannot be drawn: {error}."
    return spec.make_finding("bad-picture", address, message, "Save it again.")


def _locate_missing(spec: Spec, characters: Iterable[str]) -> Iterator[Finding]:
    """A problem for each missing character in each text of the handout and the brand.

    ``characters`` are those of the text that stopped the page; in all other texts, a character
    counts as missing only if no weight of a font has it.
    """
    stopped = tuple(characters)
    texts = [*list_handout_texts(spec.handout), *list_brand_texts(spec.brand)]
    found = dict.fromkeys(
        (address, character)
        for address, words in texts
        if address[-1:] != ("alt",)  # never drawn
        for character in _find_missing(words, spec.brand.font, strong=False)
        if character in _find_missing(words, spec.brand.font, strong=True)
    )
    located = {character for _, character in found}
    for character in stopped:
        if character not in located:
            address = next((address for address, words in texts if character in words), ())
            found[address, character] = None
    by_text: dict[Address, list[str]] = {}
    for address, character in found:
        by_text.setdefault(address, []).append(character)
    groups = (
        (address, script, letters)
        for address, characters in by_text.items()
        for script, letters in _group_by_script(characters).items()
    )
    for address, script, letters in islice(groups, _MOST_LOCATED):
        yield _report_letters(spec, address, script, letters)


def _group_by_script(characters: list[str]) -> dict[str, list[str]]:
    """Characters of one text by script; signs beside letters count as theirs."""
    groups: dict[str, list[str]] = {}
    signs = []
    for each in characters:
        script = _name_script(each)
        if script:
            groups.setdefault(script, []).append(each)
        else:
            signs.append(each)
    if not groups:
        return {_name_character(sign): [sign] for sign in signs}
    next(iter(groups.values())).extend(signs)
    return groups


def _report_letters(spec: Spec, address: Address, script: str, letters: list[str]) -> Finding:
    """A problem at the first of a text's letters of one script that no font has."""
    first = _name_character(letters[0])
    message, hint = f"No font here has {first}.", REPLACE_HINT
    if len(letters) > 1:
        message = f"No font here has {script} letters: {len(letters)} of this text, first {first}."
        hint = _OTHER_SCRIPT_HINT
    return spec.make_finding("missing-letter", address, message, hint, letters[0])


def _name_script(character: str) -> str:
    """The script of a letter, by its name in Unicode; empty for a sign."""
    name = unicodedata.name(character, "")
    if unicodedata.category(character)[0] not in "LM" or not name or name.startswith("COMBINING"):
        return ""
    word = name.partition(" ")[0]
    return "Chinese or Japanese" if word == "CJK" else word.capitalize()


def _name_character(character: str) -> str:
    return f"U+{ord(character):04X} {unicodedata.name(character, '')}".strip()
