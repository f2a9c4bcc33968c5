"""The making of a PDF as users meet it: whatever is wrong with their files is a SpecError.

Layout and text know no files; here a letter that no font has gets its file and line, or the
place of a person's field.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from handouts.spec.models import Handout, Paper, Person, Spec
from handouts.spec.problems import Place, Problem, SpecError
from handouts.spec.source import shown

if TYPE_CHECKING:
    from handouts.layout.toolong import TooLong
    from handouts.pdf.volume import Out, Volume
    from handouts.spec.colours import Ink

MEND = "Use another letter, or write it as a word."
_UNPRINTED = "No font here has all of its letters and signs."
_IN_LATIN = "Write names in Latin letters, as in a passport, and leave out emoji."

_T = TypeVar("_T")
# The fields of a person whose own letters are printed.
_WRITTEN = ("first_name", "last_name", "therapist", "notes")


def render(
    spec: Spec,
    *,
    format: str,
    paper: Paper | None,
    person: Person | None = None,
    places: Mapping[str, Place] | None = None,
    ink: Ink = "colour",
    press: bool = False,
) -> bytes:
    """The PDF of a spec, for a person if there is one.

    Raises SpecError where it cannot be made of these files, or of what is known of the
    person: then at the place of the field, by ``places``, with nothing of its value.
    """
    from handouts import layout

    def make() -> bytes:
        return layout.render(spec, format=format, paper=paper, person=person, ink=ink, press=press)

    return _made(make, spec, person, places, _laying(spec, format, paper, ink))


def volume(out: Out, spec: Spec, *, format: str) -> Volume:
    """One file for the leaflets of many people, written to ``out`` while it grows.

    All of it is printed as ``format`` is: leaflets in it flip on the same edge.
    """
    from handouts import layout

    return layout.volume(out, spec, format=format)


def add(
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
    """Add a person's leaflet to a volume, with a bookmark of the title.

    Raises SpecError as ``render`` does.
    """
    from handouts import layout

    def make() -> None:
        layout.add(volume, title, spec, format=format, paper=paper, person=person, ink=ink)

    _made(make, spec, person, places, _laying(spec, format, paper, ink))


def check(
    spec: Spec,
    *,
    format: str,
    paper: Paper | None,
    person: Person | None = None,
    places: Mapping[str, Place] | None = None,
    ink: Ink = "colour",
) -> None:
    """Raise SpecError as ``render`` would, but for pictures, which are not drawn here."""
    lay_out = _laying(spec, format, paper, ink)

    def make() -> object:
        return lay_out(person)

    _made(make, spec, person, places, lay_out)


_LayOut = Callable[["Person | None"], object]


def _laying(spec: Spec, format: str, paper: Paper | None, ink: Ink) -> _LayOut:
    """What lays a spec out for one person or another. It raises SpecError."""
    from handouts import layout

    def lay_out(person: Person | None) -> object:
        return layout.laid_out(spec, format=format, paper=paper, person=person, ink=ink)

    return lay_out


def _made(
    make: Callable[[], _T],
    spec: Spec,
    person: Person | None,
    places: Mapping[str, Place] | None,
    lay_out: _LayOut,
) -> _T:
    """What ``make`` makes; what goes wrong in it as a SpecError."""
    from handouts.layout.toolong import TooLong
    from handouts.pdf.pictures import BadPicture
    from handouts.text.errors import MissingGlyphs

    own = (places or {}).get("language") if person and person.language else None
    _check_language(spec.handout, own)
    try:
        return make()
    except TooLong as error:
        raise _too_long(error, person, places or {}, lay_out) from None
    except MissingGlyphs as error:
        missing = error.characters
    except BadPicture as error:
        place = Place(error.name or shown(spec.handout.path))
        message = f"The picture cannot be drawn: {error}."
        raise SpecError([Problem(place, message, "Save it anew.")]) from error
    # Behind the handling, so that no traceback ends in the characters: they may spell a name.
    raise SpecError(_unprinted(missing, spec, person, places or {}))


def _too_long(
    error: TooLong, person: Person | None, places: Mapping[str, Place], lay_out: _LayOut
) -> SpecError:
    """What is too long, at the place of what can be made shorter, or be made otherwise."""
    from handouts.compose.personal import by_hand
    from handouts.layout.shorten import MENDS, to_shorten

    if person is None:
        return SpecError(error.problems)
    field = to_shorten(person, lay_out)
    mend = MENDS.get(field, "")
    if not field and by_hand(person):
        mend = "Shorten the handout's advice, or leave out some of it."
    if not field:
        own = (name for name in ("format", "paper") if getattr(person, name) and name in places)
        field = next(own, "")
    at = places.get(field, Place(field)) if field else None
    return SpecError(
        Problem(
            at or each.place, each.message, f"{mend} {error.held}".strip() if mend else each.mend
        )
        for each in error.problems
    )


def _unprinted(
    missing: tuple[str, ...], spec: Spec, person: Person | None, places: Mapping[str, Place]
) -> Iterator[Problem]:
    """A problem for each field of the person's, and for each other character that is missing."""
    texts = {field: getattr(person, field) for field in _WRITTEN} if person else {}
    holding = [field for field, text in texts.items() if not set(missing).isdisjoint(text)]
    for field in (person and unprintable(person, spec.brand.font)) or holding:
        yield Problem(places.get(field, Place(field)), _UNPRINTED, _IN_LATIN)
    theirs = set("".join(texts.values()))
    yield from _missing(spec, (each for each in missing if each not in theirs))


def unprintable(person: Person, font: str) -> tuple[str, ...]:
    """The fields of a person that hold a character which no font has.

    ``font`` is the brand's family, which is asked first. No page is made.
    """
    return tuple(field for field in _WRITTEN if not _printable(getattr(person, field), font))


def _printable(text: str, font: str) -> bool:
    from handouts.compose.runs import Run
    from handouts.text.clean import clean
    from handouts.text.coverage import spans
    from handouts.text.errors import MissingGlyphs

    try:
        for strong in (False, True):
            spans(clean((Run(text),)), font, strong)
    except MissingGlyphs:
        return False
    return True


def fits(spec: Spec, *, format: str, paper: Paper) -> bool:
    """Whether a format holds a spec on a paper. Nothing is drawn."""
    try:
        check(spec, format=format, paper=paper)
    except SpecError:
        return False
    return True


def fits_people(spec: Spec, *, format: str, paper: Paper) -> bool:
    """Whether a format holds a spec with its personal panel; see ``check_people``."""
    try:
        check_people(spec, format=format, paper=paper)
    except SpecError:
        return False
    return True


def check_people(spec: Spec, *, format: str, paper: Paper | None) -> None:
    """Raise SpecError where the personal panel does not fit: by hand, or for a person.

    The person is one of whom as much is known as of many, with the longest advice.
    """
    from handouts.layout.shorten import someone

    problems: list[Problem] = []
    for person, whose in (
        (Person(), "To be filled in by hand"),
        (someone(spec.handout), "For a person with the longest advice"),
    ):
        try:
            check(spec, person=person, format=format, paper=paper)
        except SpecError as error:
            place = Place(shown(spec.handout.path))
            problems += (
                Problem(place, f"{whose}: {each.message}", each.mend) for each in error.problems
            )
    if problems:
        raise SpecError(problems)


def told(spec: Spec, person: Person | None = None) -> list[str]:
    """What a screen reader says of a spec's PDF, an element a line, indented as they nest.

    Of the PDF for a person, if there is one.
    Raises SpecError where the program has no words in the spec's language.
    """
    from handouts import layout

    _check_language(spec.handout)
    return layout.told(spec, person)


def _check_language(handout: Handout, place: Place | None = None) -> None:
    """Refuse a handout in a language that is not spoken here; at ``place`` if a person asked."""
    from handouts.compose.words import LANGUAGES

    if handout.language.split("-")[0].lower() not in LANGUAGES:
        which = "this language" if place else f"'{handout.language}'"
        message = f"The program has no words in {which} yet."
        known = ", ".join(sorted(LANGUAGES))
        mend = f"It puts some of its own on each sheet; it has them in: {known}."
        raise SpecError([Problem(place or Place(shown(handout.path)), message, mend)])


def _missing(spec: Spec, characters: Iterable[str]) -> Iterator[Problem]:
    """A problem at the first place of each character: in the handout, else in the brand.

    Without a line if it stands in neither, being written by its number.
    """
    paths = [path for path in (spec.handout.path, spec.brand.path) if path]
    lines = [(path, *line) for path in paths for line in enumerate(_lines(path), 1)]
    for character in characters:
        path, number, line = next(
            (found for found in lines if character in found[2]), (spec.handout.path, 0, "")
        )
        place = Place(shown(path), number, line.find(character) + 1)
        yield Problem(place, f"No font here has {_named(character)}.", MEND, line)


def _lines(path: Path) -> list[str]:
    try:
        text = path.read_text(encoding="utf-8-sig", errors="replace")
    except OSError:
        return []
    return text.splitlines()


def _named(character: str) -> str:
    return f"U+{ord(character):04X} {unicodedata.name(character, '')}".strip()
