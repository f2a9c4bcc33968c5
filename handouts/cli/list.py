"""``handouts list``: list the handouts of the library."""

from __future__ import annotations

import json
from pathlib import Path

import click

from handouts.cli import options
from handouts.cli.report import format_command, print_note


@click.command(
    "list",
    short_help="List the handouts of the library.",
    help="""\b
    Examples:
      handouts list
      handouts list --json
      handouts list --library clinic

    List the handouts of the library: name, language and title.
    """,
)
@options.library_option
@click.option("--json", "as_json", is_flag=True, help="Print all details as JSON, for a script.")
def command(library: Path | None, as_json: bool) -> None:
    """List the handouts of the library on stdout."""
    from handouts.reading.library import find_library, list_handouts

    folder = find_library(library)
    rows = [_handout_row(*entry) for entry in list_handouts(folder)]
    if as_json:
        click.echo(json.dumps(rows, indent=2))
    elif rows:
        click.echo(_format_table(rows))
    else:
        print_note(f"No handouts in {_visible_text(folder)}. Make one with: handouts new NAME")


def _handout_row(name: str, language: str, path: Path) -> dict[str, str | None]:
    from handouts.reading.handout import read_handout
    from handouts.resources import library_folder
    from handouts.sources.findings import SpecError

    row: dict[str, str | None] = {"name": name, "language": language, "path": str(path)}
    try:
        handout = read_handout(path, (library_folder() / "pictures",))
    except SpecError:
        return row | {"title": None}
    return row | {
        "title": handout.title,
        "id": handout.id,
        "version": handout.version,
        "reviewed": handout.reviewed.isoformat(),
        "review_by": handout.review_by.isoformat(),
        "status": handout.status,
    }


def _format_table(rows: list[dict[str, str | None]]) -> str:
    cells = [
        (_visible_text(row["name"]), _visible_text(row["language"]), _display_title(row))
        for row in rows
    ]
    width = max(len(name) for name, _, _ in cells)
    language_width = max(len(language) for _, language, _ in cells)
    return "\n".join(
        f"{name:{width}}  {language:{language_width}}  {title}" for name, language, title in cells
    )


def _display_title(row: dict[str, str | None]) -> str:
    if row["title"] is None:
        name = ".".join(filter(None, [row["name"], row["language"]]))
        return f"(not right yet: {format_command('handouts', 'check', name)})"
    return _visible_text(row["title"]) + (" (draft)" if row["status"] == "draft" else "")


def _visible_text(text: object) -> str:
    from handouts.sources.findings import escape_hidden

    return escape_hidden(str(text or ""))
