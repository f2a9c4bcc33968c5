"""Findings about a table's headers. None quotes a cell below them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import islice

from handouts.sources.findings import Finding, Place, quote_text, suggest_name
from handouts.sources.rules import Rule
from handouts.tables.csv_rows import TableRow
from handouts.tables.headers import column_letter, load_headers, normalize_header
from handouts.tables.table import Table

_ROWS_SEARCHED = 20


class HeaderFindings:
    """Collects the findings about one table's headers, in ``problems``."""

    def __init__(self, table: Table) -> None:
        self._table = table
        self.problems: list[Finding] = []

    def add_missing(self, header: str, columns: Sequence[int]) -> None:
        """Add a finding: a header that the user named is in no column, or in several."""
        named = f"The header {quote_text(header)}"
        if self._table.sheet and self._table.sheet.has_hidden_header(header):
            message = f"The column {quote_text(header)} is hidden. Hidden columns are not read."
            hint = "Unhide it in the spreadsheet, and save again."
            self._add("hidden-data", message, hint)
        elif columns:
            message = f"{named} is used for two columns."
            self._add("duplicate-column", message, "Use two headers.", columns[1])
        else:
            known = filter(None, self._table.headers)
            hint = suggest_name(header, known, "Look at the table's first row.")
            self._add("unknown-column", f"{named} is not in the table.", hint)

    def add_duplicate(self, field: str, columns: Sequence[int]) -> None:
        """Add a finding: two columns for one field."""
        one, two = columns[:2]
        message = (
            f"Two columns hold the field {quote_text(field)}: {self._describe(one)} and "
            f"{self._describe(two)}."
        )
        hint, headers = "Rename one of the two.", self._table.headers
        if normalize_header(headers[one]) != normalize_header(headers[two]):
            hint = f'Choose one of them: --columns {field}="{headers[one]}"'
        self._add("duplicate-column", message, hint, two)

    def add_rival(self, field: str, index: int, rival: int) -> None:
        """Add a finding: a saved header, and a known one for the same field."""
        self._add(
            "duplicate-column",
            f"columns.yaml reads the column {self._describe(index)} as {quote_text(field)}, but "
            f"the header of {self._describe(rival)} says that too.",
            f'Choose one of them: --columns {field}="{collapse_spaces(self._table.headers[rival])}"'
            ". If columns.yaml is wrong, take the line out of it.",
            index,
        )

    def add_nameless(self, near: Sequence[str]) -> None:
        """Add a finding: no column holds names. ``near`` has a known header close to each."""
        close = [index for index, each in enumerate(near) if each]
        meant = f" Is it {self._table.headers[close[0]]!r}?" if close else ""
        self._add(
            "nameless-person",
            "No column is read as a name, so no leaflet would show whose it is.",
            f'Say which column holds names: --columns name="its header".{meant} '
            "For leaflets without names: --nameless.",
        )

    def add_no_headers(self, fields: Iterable[str], near: Sequence[str]) -> None:
        """Add a finding: no known header. It quotes no cell, since the row may be a patient."""
        many = len(self._table.headers)
        message = (
            f"None of the {many} columns has a known header."
            if many > 1
            else "Its only column does not have a known header."
        )
        hint = (
            "The first row must name the columns, for example: First name, Last name, "
            f"Treatment date. The fields are {', '.join(fields)}; "
            'name other headers with --columns first_name="Given name".'
        )
        rows = islice(self._table.rows, _ROWS_SEARCHED)
        lower = next((row.number for row in rows if _looks_like_header(row)), 0)
        if lower:
            hint = f"Row {lower} looks like the headers: delete the rows above it. {hint}"
        close = ", ".join(
            f"{column_letter(index)}: {quote_text(each)}" for index, each in enumerate(near) if each
        )
        self._add("unknown-column", message, f"Close matches: {close}. {hint}" if close else hint)

    def _describe(self, index: int) -> str:
        return f"{column_letter(index)} {quote_text(self._table.headers[index])}"

    def _add(self, rule: Rule, message: str, hint: str, column: int = 0) -> None:
        """Add a finding at a column of the header row; ``column`` is its index from 0."""
        place = Place(self._table.name, self._table.header_row, column + 1)
        self.problems.append(Finding(rule, place, message, hint))


def _looks_like_header(row: TableRow) -> bool:
    """Whether a row may be the header row: one known word is a sign, but not proof."""
    return any(normalize_header(cell) in load_headers().fields for cell in row.cells)


def collapse_spaces(header: str) -> str:
    """A header on one line, with single spaces."""
    return " ".join(header.split())
