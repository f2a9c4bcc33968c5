"""Patient handouts, written once in YAML, as branded PDFs that a clinic can hand to anyone.

    import handouts

    spec = handouts.load("dry-needling")
    pdf = handouts.render(spec, paper="letter")

    sam = handouts.person({"first_name": "Sam", "areas": "left trapezius"}, spec)
    pdf = handouts.render(spec, person=sam)

`load` reads a handout and a brand, `person` reads a person's values, and `render` makes the
PDF. None of them writes files, and the same input always gives the same bytes.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, get_args

from handouts.document.choices import Format, Ink, PressColours, Standard
from handouts.document.papers import Paper

if TYPE_CHECKING:
    from handouts.document.handout import Spec
    from handouts.document.person import Person
    from handouts.sources.findings import SpecError

__all__ = [
    "Format",
    "Ink",
    "Paper",
    "PressColours",
    "SpecError",
    "Standard",
    "__version__",
    "load",
    "person",
    "render",
]

__version__ = "0.1.0"


def load(
    name_or_path: str | Path,
    *,
    library: Path | None = None,
    brand: Path | None = None,
    language: str | None = None,
) -> Spec:
    """Read a handout and the brand it is printed with.

    ``name_or_path`` is a name from the library ("dry-needling", "dry-needling.en") or
    the path of a spec's file. The library is the folder ``library``, else the one that
    HANDOUTS_LIBRARY names, else the current folder if it holds a brand.yaml, else the
    built-in one. The brand is the file ``brand``, else the brand.yaml beside the handout,
    else the library's. ``language`` chooses among a name's files; a handout given by its path
    must be in that language.

    Raises SpecError, whose ``problems`` list all that is wrong in all files read.
    """
    from handouts.reading.library import load_spec

    return load_spec(name_or_path, library=library, brand=brand, language=language)


def person(values: Mapping[str, object], spec: Spec) -> Person:
    """Read a person's values, by the names of their fields, for use with `render`.

    The fields are those of ``handouts.document.person.PERSON_FIELDS``, such as first_name and
    areas; each may be left out, None or blank. A value is a string; ``date``, ``appointment`` and
    ``next_visit`` may also be a date or a datetime, and ``areas``, ``advice``, ``exercises`` and
    ``notes`` a list of strings.
    A person without values gives a handout whose personal panel is filled in by hand. `render`
    ignores a person's language, format and paper: choose the language in `load`, and pass the
    other two as arguments.

    Raises SpecError, whose ``problems`` have the field's name as their place and never repeat
    a value.
    """
    from handouts.people.values import read_values

    return read_values(values, spec, formats=get_args(Format))


def render(
    spec: Spec,
    *,
    person: Person | None = None,
    format: Format | None = None,
    paper: Paper | None = None,
    ink: Ink = "colour",
    press: PressColours | None = None,
    imposition: bool = True,
    standard: Standard = "ua-1",
) -> bytes:
    """The PDF of a handout, as bytes; personalized for ``person`` if that is given.

    Without a ``format`` it is the first of the handout's formats that holds it, as in
    ``handouts build``.
    ``paper`` is the brand's by default. The ink "mono" prints in black and greys, with the same
    layout, and saves toner. With ``press`` the PDF is for a print shop: with bleed, trim and
    bleed boxes, and crop and fold marks, in the colours "rgb" of a screen or in the inks "cmyk" of
    a press (PDF/X-4). Without ``imposition`` a booklet for a print shop has single pages in
    reading order. The PDF conforms to the ``standard``: "ua-1" is PDF/UA-1 and PDF/A-2a, "ua-2" is
    PDF/UA-2 and PDF/A-4f, with the text of the handout's file inside.

    Raises SpecError if the text is too long for the format, or if no font has one of its
    characters. Raises ValueError for an unknown format, paper, ink, press or standard, for the
    format "screen" with ``press``, for "ua-2" with "cmyk", and without ``imposition`` for anything
    but a booklet for a print shop; `Format`, `Paper`, `Ink`, `PressColours` and `Standard` list the
    choices. Raises TypeError if ``person`` does not come from `person`.
    """
    from handouts.building.format_choice import list_formats, make_first_fit
    from handouts.document.edition import Edition
    from handouts.document.person import Person
    from handouts.editions import render_handout

    if not isinstance(person, Person | None):
        raise TypeError(f"person must come from handouts.person, not be a {type(person).__name__}")
    _check_choice("format", format or "trifold", get_args(Format))
    _check_choice("paper", paper or spec.brand.paper, get_args(Paper))
    _check_choice("ink", ink, get_args(Ink))
    _check_choice("press", press or "rgb", get_args(PressColours))
    _check_choice("standard", standard, get_args(Standard))
    if press == "cmyk" and standard == "ua-2":
        raise ValueError("press 'cmyk' is PDF/X-4, of PDF 1.6, so standard cannot be 'ua-2'")
    formats = (format,) if format else list_formats(spec.handout)
    if press:
        formats = _choose_printable(formats, imposition)
    elif not imposition:
        raise ValueError("only a print shop wants pages without imposition, so press must be set")

    def render_format(name: str) -> bytes:
        edition = Edition(name, paper, ink, press, person, imposition, standard)
        return render_handout(spec, edition)

    return make_first_fit(formats, render_format).made


def _choose_printable(formats: tuple[str, ...], imposition: bool) -> tuple[str, ...]:
    """The formats that a print shop can print. Raises ValueError if there are none."""
    from handouts.layout.press import is_imposed_format, is_print_shop_format

    printable = tuple(filter(is_print_shop_format, formats))
    if not printable:
        raise ValueError(f"the format {formats[0]!r} is not for paper, so press cannot be set")
    if not imposition and not all(map(is_imposed_format, printable)):
        raise ValueError("only a booklet has imposition to leave out, so format must be 'booklet'")
    return printable


def _check_choice(what: str, name: str, known: tuple[str, ...]) -> None:
    if name not in known:
        choices = ", ".join(map(repr, known))
        raise ValueError(f"unknown {what} {name!r}: choose {choices}")


def __getattr__(name: str) -> object:
    # Imported late, so that `import handouts` does not load a YAML library.
    if name == "SpecError":
        from handouts.sources.findings import SpecError

        return SpecError
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
