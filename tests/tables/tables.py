"""How the tests read tables: into rows, people and messages."""

from __future__ import annotations

import pytest

import handouts
from handouts.document.handout import Spec
from handouts.sources.findings import Finding, Place, SpecError
from handouts.tables.checked_row import CheckedRow
from handouts.tables.column_finder import find_columns
from handouts.tables.csv_rows import TableRow
from handouts.tables.rows import read_people
from handouts.tables.table import Table, parse_table

ENCODINGS = {
    "utf-8": "UTF-8",
    "utf-8-sig": "UTF-8",
    "utf-16": "UTF-16",
    "utf-16-le": "UTF-16",
    "utf-16-be": "UTF-16",
    "cp1252": "Windows-1252",
}

AGAIN = "Export the table again as CSV (UTF-8) or XLSX."


def read_rows(data: bytes, sheet: str = "") -> list[TableRow]:
    """The rows of a file's bytes."""
    return list(parse_table("week.csv", data, sheet).rows)


def read_error(data: bytes, sheet: str = "") -> str:
    """The message about a file that is not a table."""
    with pytest.raises(SpecError) as error:
        parse_table("week.csv", data, sheet)
    return str(error.value)


FORMATS = ("trifold", "plain")
SPEC = handouts.load("dry-needling")


def spec_for(language: str) -> Spec:
    """The only handout; its errors name the language, as those of a library do."""
    if language not in ("", "en"):
        raise SpecError(
            [
                Finding(
                    "language-not-available",
                    Place("library"),
                    f"There is no handout in '{language}'.",
                )
            ]
        )
    return SPEC


def read_table(data: str | Table, *extra: str) -> list[CheckedRow]:
    """The rows of a table's text."""
    table = data if isinstance(data, Table) else parse_table("week.csv", data.encode())
    return list(read_people(table, find_columns(table, extra=extra), spec_for, FORMATS))


def row_messages(data: str) -> list[str]:
    """The messages about a table's rows."""
    return [str(problem) for row in read_table(data) for problem in row.problems]


def check_readable(data: bytes) -> None:
    """Check that a table that was accepted can be read to its end."""
    try:
        table = parse_table("week.csv", data)
    except SpecError as error:
        assert error.problems
    else:
        assert isinstance(table, Table)
        assert sum(1 for _ in table.rows) == table.count > 0
