"""The making of a PDF as users meet it: whatever is wrong with their files is a SpecError.

Layout and text know no files; here a letter that no font has gets its file and line.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from pathlib import Path

from handouts.spec.models import Handout, Paper, Spec
from handouts.spec.problems import Place, Problem, SpecError
from handouts.spec.source import shown

MEND = "Use another letter, or write it as a word."


def render(spec: Spec, *, format: str, paper: Paper | None) -> bytes:
    """The PDF of a spec. Raises SpecError where it cannot be made of these files."""
    from handouts import layout
    from handouts.pdf.pictures import BadPicture
    from handouts.text.errors import MissingGlyphs

    handout = spec.handout
    _check_language(handout)
    try:
        return layout.render(spec, format=format, paper=paper)
    except MissingGlyphs as error:
        raise SpecError(_missing(spec, error.characters)) from error
    except BadPicture as error:
        place = Place(error.name or shown(handout.path))
        message = f"The picture cannot be drawn: {error}."
        raise SpecError([Problem(place, message, "Save it anew.")]) from error


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
