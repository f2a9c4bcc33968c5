"""Where a cell of a table is, and its column's letter and header in front of a message."""

from __future__ import annotations

from msgspec.structs import replace

from handouts.sources.findings import Finding, Place, quote_text
from handouts.tables.columns import Columns
from handouts.tables.csv_rows import TableRow
from handouts.tables.headers import column_letter
from handouts.tables.table import Table

# Problems of a value that is none of those there are: the column may hold something else.
_CHOICE_RULES = frozenset(
    {"unknown-area", "unknown-advice", "unknown-choice", "invalid-language", "no-advice"}
    | {"language-not-available", "unknown-exercise", "unclear-dose", "no-exercises"}
)


class CellPlaces:
    """The places of one table's cells."""

    def __init__(self, table: Table, columns: Columns) -> None:
        self.table = table
        self.columns = columns

    def place_cell(self, row: TableRow, at: int) -> Place:
        """The position of a cell, by the index of its column from 0."""
        return Place(self.table.name, row.number, at + 1)

    def add_column_name(self, problem: Finding) -> Finding:
        """The finding for a cell, with the column's letter and header in front of the message."""
        place = problem.place
        at = place.column - 1
        if place.file != self.table.name or not 0 <= at < len(self.table.headers):
            return problem
        if problem.rule in _CHOICE_RULES:
            field = next((each for each, of in self.columns.fields.items() if of == at), "")
            hint = f"{problem.hint} If the column is something else: --columns {field}=-."
            problem = replace(problem, hint=hint)
        if problem.message.startswith(quote_text(self.table.headers[at])):
            message = f"Column {column_letter(at)} {problem.message}"
        else:
            message = f"Column {self.columns.describe_column(at)}: {problem.message}"
        return replace(problem, message=message)
