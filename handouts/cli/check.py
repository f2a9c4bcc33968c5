"""``handouts check``: all that is wrong, all at once."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import click

from handouts.cli import options
from handouts.cli.report import many, note, tell_all

if TYPE_CHECKING:
    from handouts import Format
    from handouts.spec.models import Paper, Spec
    from handouts.spec.problems import Problem

_T = TypeVar("_T")


@click.command(
    "check",
    short_help="Tell all that is wrong with handouts and brand.",
    help="""\b
    Examples:
      handouts check
      handouts check dry-needling
      handouts check clinic/back-pain.en.yaml --paper a4
      handouts check --json

    Tell all that is wrong: in the named handouts, else in every handout of the library,
    and in the brand. A handout too long for the paper is a problem too. Where only the section
    'personal' does not fit, filled in by hand or with the longest advice, that is said too,
    but nothing is wrong with the leaflet for everyone.

    Exit code 1 where anything is wrong.
    """,
)
@click.argument("handouts", metavar="[NAME_OR_PATH]...", nargs=-1, type=options.Handout())
@options.paper
@options.library
@options.brand
@options.language
@click.option("--json", "as_json", is_flag=True, help="The problems on stdout, for a script.")
@click.pass_context
def command(
    context: click.Context,
    handouts: tuple[str, ...],
    format: Format,
    paper: Paper | None,
    library: Path | None,
    brand: Path | None,
    language: str | None,
    as_json: bool,
) -> None:
    """Check each handout; tell the problems; exit 1 if there are any."""
    found: set[Problem] = set()
    said: set[Problem] = set()
    subjects = handouts or _tried(lambda: _all(library, language), found) or ()
    if not handouts:
        _tried(lambda: _read_brand(library, brand), found)
    for subject in subjects:
        make = partial(_make, subject, format, paper, library, brand, language)
        spec = _tried(make, found)
        if spec and any(section.key == "personal" for section in spec.handout.sections):
            _tried(partial(_check_people, spec, format, paper), said)
    problems, notes = sorted(found), sorted(said)
    if as_json:
        told: dict[str, object] = {"checked": [str(each) for each in subjects]}
        lists = {"problems": problems, "notes": notes}
        told |= {name: [each.as_dict() for each in some] for name, some in lists.items()}
        click.echo(json.dumps(told, indent=2))
        context.exit(1 if problems else 0)
    for each in notes:
        note(f"{each}\n")
    if problems:
        tell_all(problems)
    else:
        note(f"No problems in {many(len(subjects), 'handout')}.")
    context.exit(1 if problems else 0)


def _all(library: Path | None, language: str | None) -> tuple[str, ...]:
    from handouts.spec.library import find_library, handouts_in, handouts_speaking

    folder = find_library(library)
    entries = handouts_speaking(language, folder) if language else handouts_in(folder)
    return tuple(str(entry.path) for entry in entries)


def _read_brand(library: Path | None, brand: Path | None) -> None:
    """Asked for by itself too, since a library may hold a brand and no handout yet."""
    from handouts.spec.brand import read_brand
    from handouts.spec.library import brand_in, find_library

    read_brand(brand or brand_in(find_library(library)))


def _make(
    subject: str,
    format: Format,
    paper: Paper | None,
    library: Path | None,
    brand: Path | None,
    language: str | None,
) -> Spec:
    """The spec, once its leaflet was made."""
    from handouts import load, render

    spec = load(subject, library=library, brand=brand, language=language)
    render(spec, format=format, paper=paper)
    return spec


def _check_people(spec: Spec, format: Format, paper: Paper | None) -> None:
    from handouts.making import check_people

    check_people(spec, format=format, paper=paper)


def _tried(what: Callable[[], _T], found: set[Problem]) -> _T | None:
    """What a call gives; its problems, if it has any, are added to those found."""
    from handouts.spec.problems import SpecError

    try:
        return what()
    except SpecError as error:
        found.update(error.problems)
        return None
