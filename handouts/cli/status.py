"""``handouts status``: what lies in the drawer, and what is due for review."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from handouts.cli import options
from handouts.cli.report import many, note, typed

if TYPE_CHECKING:
    from handouts.printing.drawer import Row
    from handouts.spec.models import Paper

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

    Show each handout of the library, a line a language: id, version, when it was reviewed,
    by when it is to be reviewed again, the formats that hold it on the paper, and whether
    it is ready, a draft, overdue or not right yet. Below it stands which of the formats do
    not hold its personal panel, filled in by hand or for a person with the longest advice.

    A handout is overdue on the day after its review_by, by this computer's clock. The exit
    code is 0 all the same, unless --strict asks for 1 where any is overdue or not right.
    """,
)
@options.paper_alone
@options.library
@options.brand
@click.option("--strict", is_flag=True, help="Exit code 1 where any is overdue or not right.")
@click.option("--json", "as_json", is_flag=True, help="All that is known of each, for a script.")
@click.pass_context
def command(
    context: click.Context,
    paper: Paper | None,
    library: Path | None,
    brand: Path | None,
    strict: bool,
    as_json: bool,
) -> None:
    """A table, or JSON, on stdout; the count on stderr."""
    from handouts.printing.drawer import drawer
    from handouts.printing.due import today
    from handouts.spec.library import find_library

    folder = find_library(library)
    rows = list(drawer(folder, today(), brand=brand, paper=paper))
    if as_json:
        click.echo(json.dumps([_known(row) for row in rows], indent=2))
    elif rows:
        click.echo(table(rows))
    if not as_json:
        note(_summary(rows) if rows else f"No handouts in {_shown(folder)}.")
        for row in rows:
            tight = ", ".join(name for name in row.formats if name not in row.personal)
            if tight:
                note(f"{_shown(_full_name(row))}: its personal panel does not fit {tight}.")
            if row.state == "not right":
                note(f"What is wrong: {typed('handouts', 'check', _full_name(row))}")
    context.exit(1 if strict and any(map(_late, rows)) else 0)


def _late(row: Row) -> bool:
    return row.overdue or row.state == "not right"


def _summary(rows: Iterable[Row]) -> str:
    """``3 handouts: 1 overdue, 1 draft.``"""
    states = [row.state for row in rows]
    counts = {
        word: sum(word in state.split(", ") for state in states)
        for word in ("overdue", "draft", "not right")
    }
    told = ", ".join(f"{number} {word}" for word, number in counts.items() if number)
    return f"{many(len(states), 'handout')}: {told or 'all ready'}."


def _known(row: Row) -> dict[str, object]:
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
        "overdue": row.overdue,
        "paper": row.paper,
        "formats": list(row.formats),
        "personal_formats": list(row.personal),
    }


def table(rows: Iterable[Row]) -> str:
    """The rows below their heads, in columns."""
    cells = [HEAD, *(tuple(map(_shown, _cells(row))) for row in rows)]
    widths = [max(map(len, column)) for column in zip(*cells)]
    lines = ("  ".join(f"{cell:{width}}" for cell, width in zip(line, widths)) for line in cells)
    return "\n".join(line.rstrip() for line in lines)


def _cells(row: Row) -> tuple[str, ...]:
    if row.handout is None:
        return (row.name, row.language, "", "", "", "", "", row.state)
    handout = row.handout
    days = (handout.reviewed.isoformat(), handout.review_by.isoformat())
    fits = ", ".join(row.formats) or "none"
    return (row.name, row.language, handout.id, handout.version, *days, fits, row.state)


def _full_name(row: Row) -> str:
    return ".".join(filter(None, (row.name, row.language)))


def _shown(text: object) -> str:
    from handouts.spec.problems import visible

    return visible(str(text))
