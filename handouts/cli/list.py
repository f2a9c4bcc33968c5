"""``handouts list``: what is in the library."""

from __future__ import annotations

import json
from pathlib import Path

import click

from handouts.cli import options
from handouts.cli.report import note, typed


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
        note(f"No handouts in {_shown(folder)}. Make one with: handouts new NAME")


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
    cells = [(_shown(row["name"]), _shown(row["language"]), _title(row)) for row in rows]
    width = max(len(name) for name, _, _ in cells)
    tongue = max(len(language) for _, language, _ in cells)
    return "\n".join(f"{name:{width}}  {said:{tongue}}  {title}" for name, said, title in cells)


def _title(row: dict[str, str | None]) -> str:
    if row["title"] is None:
        name = ".".join(filter(None, [row["name"], row["language"]]))
        return f"(not right yet: {typed('handouts', 'check', name)})"
    return _shown(row["title"]) + (" (draft)" if row["status"] == "draft" else "")


def _shown(text: object) -> str:
    from handouts.spec.problems import visible

    return visible(str(text or ""))
