"""``handouts check``: list every problem at once."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import click

from handouts.cli import options
from handouts.cli.report import format_count, print_json, print_note, report_findings

if TYPE_CHECKING:
    from handouts import Format
    from handouts.document.choices import Paper
    from handouts.document.handout import Spec
    from handouts.sources.findings import Finding

_T = TypeVar("_T")


@click.command(
    "check",
    short_help="List every problem in handouts and brand.",
    help="""\b
    Examples:
      handouts check
      handouts check dry-needling
      handouts check clinic/back-pain.en.yaml --paper a4
      handouts check --json

    List every problem in the named handouts, or else in every handout of the library, and
    in the brand. A handout that is too long for the paper is a problem too. If only the
    section 'personal' does not fit, filled in by hand or with the longest advice, that is
    reported as a note: the leaflet for everyone is fine.

    The exit code is 1 if there is any problem.
    """,
)
@click.argument("handouts", metavar="[NAME_OR_PATH]...", nargs=-1, type=options.HandoutParam())
@options.layout_options
@options.library_option
@options.brand_option
@options.language_option
@click.option("--json", "as_json", is_flag=True, help="Print the problems as JSON, for a script.")
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
    """Check each handout, list the problems, and exit with 1 if there are any."""
    findings: set[Finding] = set()
    personal_findings: set[Finding] = set()
    subjects = (
        handouts or _collect_findings(lambda: _all_handouts(library, language), findings) or ()
    )
    if not handouts:
        _collect_findings(lambda: _read_brand(library, brand), findings)
    for subject in subjects:
        make = partial(_render_handout, subject, format, paper, library, brand, language)
        spec = _collect_findings(make, findings)
        if spec and any(section.key == "personal" for section in spec.handout.sections):
            _collect_findings(partial(_check_people, spec, format, paper), personal_findings)
    problems, notes = sorted(findings), sorted(personal_findings)
    if as_json:
        result: dict[str, object] = {"checked": [str(each) for each in subjects]}
        lists = {"problems": problems, "notes": notes}
        result |= {name: [each.as_dict() for each in some] for name, some in lists.items()}
        print_json(result)
        context.exit(1 if problems else 0)
    for each in notes:
        print_note(f"{each}\n")
    if problems:
        report_findings(problems)
    else:
        print_note(f"No problems in {format_count(len(subjects), 'handout')}.")
    context.exit(1 if problems else 0)


def _all_handouts(library: Path | None, language: str | None) -> tuple[str, ...]:
    from handouts.reading.library import find_library, list_handouts, list_handouts_in_language

    folder = find_library(library)
    entries = list_handouts_in_language(language, folder) if language else list_handouts(folder)
    return tuple(str(entry.path) for entry in entries)


def _read_brand(library: Path | None, brand: Path | None) -> None:
    """Check the brand on its own too: a library may have a brand and no handouts yet."""
    from handouts.reading.brand import read_brand
    from handouts.reading.library import brand_path_in, find_library

    read_brand(brand or brand_path_in(find_library(library)))


def _render_handout(
    subject: str,
    format: Format,
    paper: Paper | None,
    library: Path | None,
    brand: Path | None,
    language: str | None,
) -> Spec:
    """Render a handout's leaflet and return its spec. Raises SpecError."""
    from handouts import load, render

    spec = load(subject, library=library, brand=brand, language=language)
    render(spec, format=format, paper=paper)
    return spec


def _check_people(spec: Spec, format: Format, paper: Paper | None) -> None:
    from handouts.editions import check_personal_panel

    check_personal_panel(spec, format=format, paper=paper)


def _collect_findings(call: Callable[[], _T], findings: set[Finding]) -> _T | None:
    """Return the result of a call, or None if it raises SpecError; collect its findings."""
    from handouts.sources.findings import SpecError

    try:
        return call()
    except SpecError as error:
        findings.update(error.problems)
        return None
