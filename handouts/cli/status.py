"""``handouts status``: show which handouts are due for review, and which formats they fit."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from handouts.cli import options
from handouts.cli.report import format_command, format_count, print_note
from handouts.sources.findings import escape_hidden

if TYPE_CHECKING:
    from handouts.document.papers import Paper
    from handouts.printing.inventory import HandoutStatus

HEAD = ("NAME", "LANGUAGE", "ID", "VERSION", "REVIEWED", "REVIEW BY", "FITS", "STATE")


@click.command(
    "status",
    short_help="Show what is due for review, and what fits.",
    help="""\b
    Examples:
      handouts status
      handouts status --paper a4
      handouts status --library clinic --json
      handouts status --strict

    Show each handout of the library, one line per language: id, version, when it was
    reviewed, when its next review is due, the formats it fits on the paper, the usual one
    first, and whether it is ready, a draft, overdue or not right yet. Below, list the formats
    that do not have room for its personal panel, filled in by hand or with the longest advice.

    A handout is overdue from the day after its review_by, by this computer's clock. The exit
    code is still 0; with --strict it is 1 if any handout is overdue or not right.
    """,
)
@options.paper_option
@options.library_option
@options.brand_option
@click.option("--strict", is_flag=True, help="Exit with 1 if any is overdue or not right.")
@click.option("--json", "as_json", is_flag=True, help="Print all details as JSON, for a script.")
@click.pass_context
def command(
    context: click.Context,
    paper: Paper | None,
    library: Path | None,
    brand: Path | None,
    strict: bool,
    as_json: bool,
) -> None:
    """Print a table, or JSON, on stdout and the count on stderr."""
    from handouts.printing.inventory import StatusRequest, read_status
    from handouts.printing.review import today

    status = read_status(StatusRequest(library, brand, paper), today())
    rows = status.handouts
    if as_json:
        click.echo(json.dumps([_json_row(row) for row in rows], indent=2))
    elif rows:
        click.echo(format_status(rows))
    if not as_json:
        print_note(
            _format_summary(rows) if rows else f"No handouts in {_visible_text(status.folder)}."
        )
        for row in rows:
            tight = ", ".join(name for name in row.formats if name not in row.personal_formats)
            if tight:
                print_note(
                    f"{_visible_text(_full_name(row))}: its personal panel does not fit {tight}."
                )
            if row.state == "not right":
                print_note(f"What is wrong: {format_command('handouts', 'check', _full_name(row))}")
    context.exit(1 if strict and any(map(_is_late, rows)) else 0)


def _is_late(row: HandoutStatus) -> bool:
    return row.is_overdue or row.state == "not right"


def _format_summary(rows: Iterable[HandoutStatus]) -> str:
    """Return ``3 handouts: 1 overdue, 1 draft.``"""
    states = [row.state for row in rows]
    counts = {
        word: sum(word in state.split(", ") for state in states)
        for word in ("overdue", "draft", "not right")
    }
    text = ", ".join(f"{number} {word}" for word, number in counts.items() if number)
    return f"{format_count(len(states), 'handout')}: {text or 'all ready'}."


def _json_row(row: HandoutStatus) -> dict[str, object]:
    known: dict[str, object] = {
        "name": row.name,
        "language": row.language,
        "languages": list(row.languages),
        "path": str(row.path),
        "state": row.state,
    }
    if row.handout is None:
        return known
    handout = row.handout
    return known | {
        "title": handout.title,
        "id": handout.id,
        "version": handout.version,
        "status": handout.status,
        "reviewed": handout.reviewed.isoformat(),
        "review_by": handout.review_by.isoformat(),
        "overdue": row.is_overdue,
        "paper": row.paper,
        "formats": list(row.formats),
        "personal_formats": list(row.personal_formats),
    }


def format_status(rows: Iterable[HandoutStatus]) -> str:
    """Return the rows as a table, with aligned columns below their headers."""
    cells = [HEAD, *(tuple(map(_visible_text, _row_cells(row))) for row in rows)]
    widths = [max(map(len, column)) for column in zip(*cells)]
    lines = ("  ".join(f"{cell:{width}}" for cell, width in zip(line, widths)) for line in cells)
    return "\n".join(line.rstrip() for line in lines)


def _row_cells(row: HandoutStatus) -> tuple[str, ...]:
    if row.handout is None:
        return (row.name, row.language, "", "", "", "", "", row.state)
    handout = row.handout
    days = (handout.reviewed.isoformat(), handout.review_by.isoformat())
    fits = ", ".join(row.formats) or "none"
    return (row.name, row.language, handout.id, handout.version, *days, fits, row.state)


def _full_name(row: HandoutStatus) -> str:
    return ".".join(filter(None, (row.name, row.language)))


def _visible_text(text: object) -> str:

    return escape_hidden(str(text))
