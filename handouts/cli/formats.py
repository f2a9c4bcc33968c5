"""``handouts formats``: list the formats in which a handout can be laid out."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from handouts.layout.formats import Format


@click.command(
    "formats",
    short_help="List the formats and what each is for.",
    help="""\b
    Examples:
      handouts formats
      handouts formats --json

    List the formats: name, size of body type, and purpose. Each is available
    on every paper; --json lists the papers.
    """,
)
@click.option("--json", "as_json", is_flag=True, help="Print all details as JSON, for a script.")
def command(as_json: bool) -> None:
    """List the formats on stdout."""
    from handouts.layout.formats import FORMATS

    rows = [_format_row(kind) for kind in FORMATS.values()]
    if as_json:
        click.echo(json.dumps(rows, indent=2))
        return
    cells = [
        (str(row["name"]), f"{row['smallest']:g} to {row['largest']:g} pt", str(row["purpose"]))
        for row in rows
    ]
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
    for cell in cells:
        line = "  ".join(text.ljust(width) for text, width in zip(cell, widths, strict=True))
        click.echo(line.rstrip())


def _format_row(kind: Format) -> dict[str, object]:
    from handouts.document.papers import PAPERS

    plans = list(kind.iter_plans(next(iter(PAPERS))))
    return {
        "name": kind.name,
        "purpose": kind.purpose,
        "papers": list(PAPERS),
        "printed": kind.printing.summary,
        "smallest": min(plan.smallest for plan in plans),
        "largest": max(plan.largest for plan in plans),
        "small_print": kind.scale.small,
        "pages": [plans[0].sheet.page_count, plans[-1].sheet.page_count],
    }
