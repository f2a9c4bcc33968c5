"""Make PDFs, and report whatever is wrong with the user's files as a SpecError.

A character that no font has gets its file and line here, or the place of a person's field.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, TypeVar

from msgspec.structs import replace

from handouts.document.choices import Paper
from handouts.document.handout import Handout, Spec
from handouts.document.person import Person
from handouts.document.texts import find_picture, list_brand_texts, list_handout_texts
from handouts.sources.findings import Finding, Place, SpecError, quote_text
from handouts.sources.source import display_path

if TYPE_CHECKING:
    from handouts.document.choices import Ink
    from handouts.layout.overflow import TooLong
    from handouts.pdf.drawing.pictures import BadPicture
    from handouts.pdf.volumes.volume import BinaryOutput, Volume

REPLACE_HINT = "Use another letter, or write it as a word."
_MISSING_MESSAGE = "No font here has all of its letters and signs."
_LATIN_HINT = "Write names in Latin letters, as in a passport, and leave out emoji."

_T = TypeVar("_T")
# The fields of a person that are printed exactly as they were entered.
_PRINTED_FIELDS = ("first_name", "last_name", "therapist", "notes")


def render_handout(
    spec: Spec,
    *,
    format: str,
    paper: Paper | None,
    person: Person | None = None,
    places: Mapping[str, Place] | None = None,
    ink: Ink = "colour",
    press: bool = False,
) -> bytes:
    """The PDF of a spec, personalized if there is a person.

    Raises SpecError if the files or the person's values do not allow it. A problem with a
    value is at the place of its field, from ``places``, and does not repeat the value.
    """
    from handouts import layout

    def render_pdf() -> bytes:
        return layout.render_spec(
            spec, format=format, paper=paper, person=person, ink=ink, press=press
        )

    return _report_errors(render_pdf, spec, person, places, _bind_layout(spec, format, paper, ink))


def start_volume(out: BinaryOutput, spec: Spec, *, format: str) -> Volume:
    """Start one PDF for the leaflets of many people, written to ``out`` as they are added.

    All leaflets in it flip on the same edge in the printer, the edge for ``format``.
    """
    from handouts import layout

    return layout.open_volume(out, spec, format=format)


def add_person(
    volume: Volume,
    title: str,
    spec: Spec,
    *,
    format: str,
    paper: Paper | None,
    person: Person,
    places: Mapping[str, Place] | None = None,
    ink: Ink = "colour",
) -> None:
    """Add a person's leaflet to a volume, with a bookmark of this title.

    Raises SpecError as ``render_handout`` does.
    """
    from handouts import layout

    def add_pages() -> None:
        layout.add_to_volume(
            volume, title, spec, format=format, paper=paper, person=person, ink=ink
        )

    _report_errors(add_pages, spec, person, places, _bind_layout(spec, format, paper, ink))


def check_handout(
    spec: Spec,
    *,
    format: str,
    paper: Paper | None,
    person: Person | None = None,
    places: Mapping[str, Place] | None = None,
    ink: Ink = "colour",
) -> None:
    """Raise SpecError as ``render_handout`` would, except for pictures, which are not drawn."""
    lay_out = _bind_layout(spec, format, paper, ink)

    def lay_out_person() -> object:
        return lay_out(person)

    _report_errors(lay_out_person, spec, person, places, lay_out)


_LayoutFunction = Callable[["Person | None"], object]


def _bind_layout(spec: Spec, format: str, paper: Paper | None, ink: Ink) -> _LayoutFunction:
    """A function that lays the spec out for any person. It raises SpecError."""
    from handouts import layout

    def lay_out(person: Person | None) -> object:
        return layout.lay_out_spec(spec, format=format, paper=paper, person=person, ink=ink)

    return lay_out


def _report_errors(
    make: Callable[[], _T],
    spec: Spec,
    person: Person | None,
    places: Mapping[str, Place] | None,
    lay_out: _LayoutFunction,
) -> _T:
    """Call ``make`` and return its result; raise its layout and text errors as SpecError."""
    from handouts.layout.overflow import TooLong
    from handouts.pdf.drawing.pictures import BadPicture
    from handouts.text.errors import MissingGlyphs

    language_place = (places or {}).get("language") if person and person.language else None
    _check_language(spec.handout, language_place)
    try:
        return make()
    except TooLong as error:
        raise _locate_overflow(error, person, places or {}, lay_out) from None
    except MissingGlyphs as error:
        missing = error.characters
    except BadPicture as error:
        raise SpecError([_report_picture(error, spec)]) from error
    # Raised outside ``except``, so that no traceback shows the characters: they may spell a name.
    raise SpecError(_report_unprintable(missing, spec, person, places or {}))


def _locate_overflow(
    error: TooLong, person: Person | None, places: Mapping[str, Place], lay_out: _LayoutFunction
) -> SpecError:
    """The problem of too long a text, at the place that can be shortened or changed."""
    from handouts.layout.shortening import SHORTEN_HINTS, find_field_to_shorten

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
        replace(
            each,
            place=at or each.place,
            hint=f"{hint} {error.alternative}".strip() if hint else each.hint,
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
        yield Finding(
            "missing-letter", places.get(field, Place(field)), _MISSING_MESSAGE, _LATIN_HINT
        )
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
    from handouts.document.text import Run
    from handouts.text.clean import clean_runs
    from handouts.text.coverage import split_by_font
    from handouts.text.errors import MissingGlyphs

    try:
        for strong in (False, True):
            split_by_font(clean_runs((Run(text),)), font, strong)
    except MissingGlyphs:
        return False
    return True


def fits_format(spec: Spec, *, format: str, paper: Paper) -> bool:
    """Whether a spec fits a format on a paper. Nothing is drawn."""
    try:
        check_handout(spec, format=format, paper=paper)
    except SpecError:
        return False
    return True


def fits_personal_panel(spec: Spec, *, format: str, paper: Paper) -> bool:
    """Whether a spec with its personal panel fits a format; see ``check_personal_panel``."""
    try:
        check_personal_panel(spec, format=format, paper=paper)
    except SpecError:
        return False
    return True


def check_personal_panel(spec: Spec, *, format: str, paper: Paper | None) -> None:
    """Raise SpecError with notes if the personal panel does not fit, blank or for a person.

    The person is a typical one, with the usual values and the longest advice.
    """
    from handouts.layout.shortening import make_sample_person

    problems: list[Finding] = []
    for person, whose in (
        (Person(), "To be filled in by hand"),
        (make_sample_person(spec.handout), "For a person with the longest advice"),
    ):
        try:
            check_handout(spec, person=person, format=format, paper=paper)
        except SpecError as error:
            place = Place(display_path(spec.handout.path))
            problems += (
                replace(
                    each,
                    place=place,
                    message=f"{whose}: {each.message}",
                    source_line="",
                    severity="note",
                )
                for each in error.problems
            )
    if problems:
        raise SpecError(problems)


def list_spoken_lines(spec: Spec, person: Person | None = None) -> list[str]:
    """What a screen reader reads from a spec's PDF: a line per element, indented by nesting.

    With a person, it is that person's PDF. Raises SpecError if the program has no words in
    the spec's language.
    """
    from handouts import layout

    _check_language(spec.handout)
    return layout.read_accessible_lines(spec, person)


def _check_language(handout: Handout, place: Place | None = None) -> None:
    """Raise SpecError for an unsupported language, at ``place`` if a person's row chose it."""
    from handouts.language.words import list_languages

    if handout.language.split("-")[0].lower() not in list_languages():
        which = "this language" if place else f"'{handout.language}'"
        message = f"The program has no words in {which} yet."
        known = ", ".join(list_languages())
        hint = f"It adds a few words of its own to each sheet, and has them in: {known}."
        at = place or Place(display_path(handout.path))
        raise SpecError([Finding("unsupported-language", at, message, hint)])


def _report_picture(error: BadPicture, spec: Spec) -> Finding:
    """A problem at the line of a picture that cannot be drawn, which names its file."""
    address = find_picture(spec.handout, spec.brand, error.name)
    message = f"The picture {quote_text(error.name)} cannot be drawn: {error}."
    return spec.make_finding("bad-picture", address, message, "Save it again.")


def _locate_missing(spec: Spec, characters: Iterable[str]) -> Iterator[Finding]:
    """A problem at the first place of each character, in the handout or else in the brand."""
    texts = [*list_handout_texts(spec.handout), *list_brand_texts(spec.brand)]
    for character in characters:
        address = next((address for address, words in texts if character in words), ())
        message = f"No font here has {_name_character(character)}."
        yield spec.make_finding("missing-letter", address, message, REPLACE_HINT, character)


def _name_character(character: str) -> str:
    return f"U+{ord(character):04X} {unicodedata.name(character, '')}".strip()
