"""``handouts check``: list every problem at once."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from handouts.cli import options
from handouts.cli.report import (
    format_count,
    print_findings,
    print_json,
    print_note,
    report_findings,
)

if TYPE_CHECKING:
    from handouts import Format
    from handouts.document.papers import Paper


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
    in the brand. Each handout is checked in the format in which `handouts build` makes it, or
    in that of --format; one that no format holds is a problem too. If only the section
    'personal' does not fit, filled in by hand or with the longest advice, that is reported as
    a note: the leaflet for everyone is fine.

    A warning is about something that could be better; it stops nothing. The exit code is 1
    if there is any problem, and 0 if there are only warnings or notes.
    """,
)
@click.argument("handouts", metavar="[NAME_OR_PATH]...", nargs=-1, type=options.HandoutParam())
@options.layout_options
@options.library_option
@options.brand_option
@options.language_option
@click.option("--json", "as_json", is_flag=True, help="Print what is found as JSON, for a script.")
@click.pass_context
def command(
    context: click.Context,
    handouts: tuple[str, ...],
    format: Format | None,
    paper: Paper | None,
    library: Path | None,
    brand: Path | None,
    language: str | None,
    as_json: bool,
) -> None:
    """Check each handout, list what is found, and exit with 1 if there are problems."""
    from handouts.building.check import CheckRequest, check_handouts

    result = check_handouts(CheckRequest(handouts, format, paper, library, brand, language))
    problems, warnings = result.problems, result.warnings
    if as_json:
        lists = {"problems": problems, "warnings": warnings, "notes": result.notes}
        found = {name: [each.as_dict() for each in some] for name, some in lists.items()}
        print_json({"checked": list(result.checked), **found})
        context.exit(1 if problems else 0)
    print_findings((*result.notes, *warnings))
    warned = f"{format_count(len(warnings), 'warning')}." if warnings else ""
    if problems:
        report_findings(problems, warned)
    else:
        checked = format_count(len(result.checked), "handout")
        where = "" if handouts else _name_built_in(library)
        print_note(f"No problems in {checked}{where}. {warned}".rstrip())
    context.exit(1 if problems else 0)


def _name_built_in(library: Path | None) -> str:
    """Return that the built-in library was checked, if it was; else nothing."""
    from handouts.reading.library import find_library
    from handouts.resources import library_folder

    is_built_in = find_library(library) == library_folder()
    return " of the built-in library, since this folder has no brand.yaml" if is_built_in else ""
