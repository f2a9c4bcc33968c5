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
    from handouts.pdf.volume import Out, Volume
    from handouts.spec.colours import Ink

MEND = "Use another letter, or write it as a word."

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
    person: then at the place of the field, by ``places``, with nothing of its value but a
    character that no font has.
    """
    from handouts import layout

    def make() -> bytes:
        return layout.render(spec, format=format, paper=paper, person=person, ink=ink, press=press)

    return _made(make, spec, person, places)


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

    _made(make, spec, person, places)


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
    from handouts import layout

    def make() -> object:
        return layout.laid_out(spec, format=format, paper=paper, person=person, ink=ink)

    _made(make, spec, person, places)


def _made(
    make: Callable[[], _T],
    spec: Spec,
    person: Person | None,
    places: Mapping[str, Place] | None,
) -> _T:
    """What ``make`` makes; what goes wrong in it as a SpecError."""
    from handouts.pdf.pictures import BadPicture
    from handouts.text.errors import MissingGlyphs

    _check_language(spec.handout)
    try:
        return make()
    except MissingGlyphs as error:
        own = list(unprintable(person, spec.brand.font)) if person else []
        strange = set(error.characters) - {character for _, character in own}
        missing = _missing(spec, (each for each in error.characters if each in strange))
        raise SpecError([*_unprinted(own, places or {}), *missing]) from error
    except BadPicture as error:
        place = Place(error.name or shown(spec.handout.path))
        message = f"The picture cannot be drawn: {error}."
        raise SpecError([Problem(place, message, "Save it anew.")]) from error


def unprintable(person: Person, font: str) -> Iterator[tuple[str, str]]:
    """Each character of a person's values that no font has, with the field, once a field.

    ``font`` is the brand's family, which is asked first. No page is made.
    """
    from handouts.compose.runs import Run
    from handouts.text.clean import clean
    from handouts.text.coverage import spans
    from handouts.text.errors import MissingGlyphs

    for field in _WRITTEN:
        runs = clean((Run(getattr(person, field)),))
        missing: dict[str, None] = {}
        for strong in (False, True):
            try:
                spans(runs, font, strong)
            except MissingGlyphs as error:
                missing |= dict.fromkeys(error.characters)
        yield from ((field, character) for character in missing)


def _unprinted(own: Iterable[tuple[str, str]], places: Mapping[str, Place]) -> Iterator[Problem]:
    for field, character in own:
        place = places.get(field, Place(field))
        yield Problem(place, f"No font here has {_named(character)}.", MEND)


def fits(spec: Spec, *, format: str, paper: Paper) -> bool:
    """Whether a format holds a spec on a paper. Nothing is drawn."""
    try:
        check(spec, format=format, paper=paper)
    except SpecError:
        return False
    return True


def told(spec: Spec) -> list[str]:
    """What a screen reader says of a spec's PDF, an element a line, indented as they nest.

    Raises SpecError where the program has no words in the spec's language.
    """
    from handouts import layout

    _check_language(spec.handout)
    return layout.told(spec)


def _check_language(handout: Handout) -> None:
    from handouts.compose.words import LANGUAGES

    if handout.language.split("-")[0].lower() not in LANGUAGES:
        raise _whole(handout.path, *_speechless(handout.language, LANGUAGES))


def _whole(path: Path, message: str, mend: str) -> SpecError:
    """The error for a file as a whole."""
    return SpecError([Problem(Place(shown(path)), message, mend)])


def _speechless(language: str, known: Iterable[str]) -> tuple[str, str]:
    return (
        f"The program has no words in '{language}' yet.",
        f"It puts some of its own on each sheet; it has them in: {', '.join(sorted(known))}.",
    )


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
