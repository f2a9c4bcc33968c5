"""Patient handouts, written once in YAML, as branded PDFs that a clinic can hand to anyone.

    import handouts

    spec = handouts.load("dry-needling")
    pdf = handouts.render(spec, paper="letter")

    sam = handouts.person({"first_name": "Sam", "areas": "left trapezius"}, spec)
    pdf = handouts.render(spec, person=sam)

`load` reads a handout and a brand, `person` what is known of a person, and `render` makes
the PDF. All are pure: the same input gives the same bytes, and nothing is written.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, get_args

if TYPE_CHECKING:
    from handouts.spec.models import Paper, Person, Spec
    from handouts.spec.problems import SpecError

Format = Literal["trifold", "booklet", "sheet", "large-print", "screen"]
Ink = Literal["colour", "mono"]

__all__ = ["SpecError", "__version__", "load", "person", "render"]

__version__ = "0.1.0"


def load(
    name_or_path: str | Path,
    *,
    library: Path | None = None,
    brand: Path | None = None,
    language: str | None = None,
) -> Spec:
    """Read a handout with the brand it is printed under.

    ``name_or_path`` is a name from the library ("dry-needling", "dry-needling.en") or a
    spec's file. The library is the folder given, else the one named in HANDOUTS_LIBRARY,
    else the current folder where it holds a brand.yaml, else the built-in one. The brand
    is the file given, else the brand.yaml beside the handout, else the library's. ``language``
    chooses among a name's files; a path's handout must be in it.

    Raises SpecError, whose ``problems`` are all that is wrong in all files read.
    """
    from handouts.spec.library import load

    return load(name_or_path, library=library, brand=brand, language=language)


def person(values: Mapping[str, object], spec: Spec) -> Person:
    """What is known of a person, to be handed to `render`: each field's value by its name.

    The fields are first_name, last_name, therapist, date, areas, advice, next_visit, notes,
    language, format and paper; each may be left out, None or blank. A value is a text;
    ``date`` and ``next_visit`` may be a date or a datetime too, and ``areas``, ``advice`` and
    ``notes`` a list of texts. A person of no values makes a handout whose personal panel is
    filled in by hand. `render` takes language, format and paper as arguments of its own, and
    looks at those of a person no more.

    Raises SpecError, whose ``problems`` have the field's name for a place and repeat no value.
    """
    from handouts.spec.values import read_values

    return read_values(values, spec, formats=get_args(Format))


def render(
    spec: Spec,
    *,
    person: Person | None = None,
    format: Format = "trifold",
    paper: Paper | None = None,
    ink: Ink = "colour",
    press: bool = False,
) -> bytes:
    """The PDF of a handout, as bytes; for one person where ``person`` is given.

    ``paper`` is the brand's where it is not given. With the ink "mono" it is all in black and
    greys, and spares toner; nothing stands elsewhere than in colour. With ``press`` it is for
    a print shop: with bleed, trim and bleed boxes, and marks where to cut and fold.

    Raises SpecError where the text is too long for the format, or where no font has one
    of its letters, and ValueError for a format, a paper or an ink that there is not, and for
    a screen at the press: the formats are those of `Format`, the inks those of `Ink`, the
    papers "a4" and "letter". A person that `person` did not make is a TypeError.
    """
    from handouts.making import render
    from handouts.spec.models import Paper, Person

    if not isinstance(person, Person | None):
        raise TypeError(f"a person is made by handouts.person, not a {type(person).__name__}")
    _check("format", format, get_args(Format))
    _check("paper", paper or "a4", get_args(Paper))
    _check("ink", ink, get_args(Ink))
    if press:
        from handouts.layout.press import pressed

        if not pressed(format):
            raise ValueError(f"the format {format!r} is for no paper, and so for no press")
    return render(spec, format=format, paper=paper, person=person, ink=ink, press=press)


def _check(what: str, name: str, known: tuple[str, ...]) -> None:
    if name not in known:
        there = ", ".join(map(repr, known))
        raise ValueError(f"there is no {what} {name!r}: there is {there}")


def __getattr__(name: str) -> Any:
    # Late, so that `import handouts` reads no YAML library.
    if name == "SpecError":
        from handouts.spec.problems import SpecError

        return SpecError
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
