"""``handouts list``: what is in the library."""

from __future__ import annotations

import json
from pathlib import Path

import click

from handouts.cli import options
from handouts.cli.report import note


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
@options.library
@click.option("--json", "as_json", is_flag=True, help="All that is known of each, for a script.")
def command(library: Path | None, as_json: bool) -> None:
    """List the handouts of the library on stdout."""
    from handouts.spec.library import find_library, handouts_in

    folder = find_library(library)
    rows = [_row(*found) for found in handouts_in(folder)]
    if as_json:
        click.echo(json.dumps(rows, indent=2))
    elif rows:
        click.echo(_table(rows))
    else:
        note(f"No handouts in {folder}. Make one with: handouts new NAME")


def _row(name: str, language: str, path: Path) -> dict[str, str | None]:
    from handouts.places import library_folder
    from handouts.spec.handout import read_handout
    from handouts.spec.problems import SpecError

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


def _table(rows: list[dict[str, str | None]]) -> str:
    width = max(len(row["name"] or "") for row in rows)
    tongue = max(len(row["language"] or "") for row in rows)
    return "\n".join(
        f"{row['name']:{width}}  {row['language']:{tongue}}  {_title(row)}" for row in rows
    )


def _title(row: dict[str, str | None]) -> str:
    if row["title"] is None:
        name = ".".join(filter(None, [row["name"], row["language"]]))
        return f"(not right yet: handouts check {name})"
    return row["title"] + (" (draft)" if row["status"] == "draft" else "")
