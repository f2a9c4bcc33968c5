"""What was typed for a batch becomes a job: of which handout, for whom, locked by what."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from handouts.cli import options
from handouts.spec.problems import Place, Problem

if TYPE_CHECKING:
    from handouts.batch.columns import Columns
    from handouts.batch.job import Entry, Job, Shelf
    from handouts.batch.table import Table
    from handouts.cli.batch import Asked


def job_of(asked: Asked, table: Table, columns: Columns, password: str) -> Job:
    """What was typed, as a job."""
    from handouts.batch.job import Job, Shelf
    from handouts.batch.rows import mended, places

    shelf = Shelf(asked.handout, library=asked.library, brand=asked.brand, language=asked.language)
    shelf.spec()
    return Job(
        shelf,
        lambda: entries(table, columns, shelf, password, asked.password_column),
        asked.folder,
        format=asked.format,
        paper=asked.paper,
        ink=asked.ink,
        pattern=asked.pattern,
        force=asked.force,
        count=table.count,
        counted=not mended(table),
        table=table.name,
        columns=places(columns),
        called={at: columns.called(at - 1) for at in places(columns).values()},
    )


def entries(
    table: Table, columns: Columns, shelf: Shelf, password: str, column: str | None
) -> Iterator[Entry]:
    """The people of a table, each with the password for the file."""
    from handouts.batch.job import Entry
    from handouts.batch.password import wrong
    from handouts.batch.rows import people

    at = 0 if column is None else columns.extra[column] + 1
    for row in people(table, columns, shelf.spec, options.FORMATS):
        problems = row.problems
        own = password if column is None else row.extra.get(column, "")
        fault = "" if column is None or problems else wrong(own)
        if fault:
            place = Place(table.name, row.row, at)
            problems = (*problems, Problem(place, f"Column {columns.called(at - 1)}: {fault}"))
        yield Entry(row.row, row.origin, row.person, own, problems)
