"""``handouts list``: list the handouts of the library."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from handouts.cli import options
from handouts.cli.report import format_command, print_note
from handouts.document.choices import DEFAULT_KIND
from handouts.sources.findings import escape_hidden

if TYPE_CHECKING:
    from handouts.building.catalogue import CatalogueEntry


@click.command(
    "list",
    short_help="List the handouts of the library.",
    help="""\b
    Examples:
      handouts list
      handouts list --json
      handouts list --library clinic

    List the handouts of the library: name, language and title, and the kind of those that
    are not about a treatment.
    """,
)
@options.library_option
@click.option("--json", "as_json", is_flag=True, help="Print all details as JSON, for a script.")
def command(library: Path | None, as_json: bool) -> None:
    """List the handouts of the library on stdout."""
    from handouts.building.catalogue import read_catalogue

    catalogue = read_catalogue(library)
    entries = catalogue.entries
    if as_json:
        click.echo(json.dumps([_json_entry(each) for each in entries], indent=2))
    elif entries:
        click.echo(_format_table(entries))
    else:
        print_note(
            f"No handouts in {_visible_text(catalogue.folder)}. Make one with: handouts new NAME"
        )
    for finding in catalogue.not_read:
        print_note(f"{finding}")


def _json_entry(entry: CatalogueEntry) -> dict[str, str | None]:
    known = {"name": entry.name, "language": entry.language, "path": str(entry.path)}
    handout = entry.handout
    if handout is None:
        return {**known, "title": None}
    return {
        **known,
        "title": handout.title,
        "kind": handout.kind,
        "id": handout.id,
        "version": handout.version,
        "reviewed": handout.reviewed.isoformat(),
        "review_by": handout.review_by.isoformat(),
        "status": handout.status,
    }


def _format_table(entries: Sequence[CatalogueEntry]) -> str:
    cells = [
        (_visible_text(each.name), _visible_text(each.language), _display_title(each))
        for each in entries
    ]
    width = max(len(name) for name, _, _ in cells)
    language_width = max(len(language) for _, language, _ in cells)
    return "\n".join(
        f"{name:{width}}  {language:{language_width}}  {title}" for name, language, title in cells
    )


def _display_title(entry: CatalogueEntry) -> str:
    handout = entry.handout
    if handout is None:
        name = ".".join(filter(None, [entry.name, entry.language]))
        return f"(not right yet: {format_command('handouts', 'check', name)})"
    kind = "" if handout.kind == DEFAULT_KIND else handout.kind
    marks = ", ".join(filter(None, (kind, "draft" if handout.status == "draft" else "")))
    return _visible_text(handout.title) + (f" ({marks})" if marks else "")


def _visible_text(text: object) -> str:

    return escape_hidden(str(text or ""))
