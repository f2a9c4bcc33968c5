"""The texts of separator sheets: those of a column that several people share, such as a therapist.

What is in the column is the clinic's data: it is drawn as it is, and never is in a message.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator

from msgspec.structs import replace

from handouts.batch.sorting import SortKey, bind_column
from handouts.document.fonts import Typeface
from handouts.people.missing import is_missing
from handouts.render_errors import is_printable, report_missing_letter
from handouts.sources.findings import Finding, Place, SpecError
from handouts.tables.checked_row import CheckedRow
from handouts.tables.columns import NAME_PARTS, Columns
from handouts.tables.headers import (
    FULL_NAME,
    LAST_NAME_PREFIX,
    PREFERRED_NAME,
    SECOND_LAST_NAME,
)
from handouts.tables.table import Table

MAX_LENGTH = 100
"""How many characters a separator may have; more are usually from a wrong column."""

_NAMES = frozenset({*NAME_PARTS, FULL_NAME, PREFERRED_NAME, LAST_NAME_PREFIX, SECOND_LAST_NAME})
_OPTION = Place("--separate-by")


def group_rows(rows: Iterable[CheckedRow], header: str, columns: Columns) -> list[CheckedRow]:
    """The rows sorted by a requested column, so that those behind one separator are together.

    Otherwise they stay in their order; those without a value come last.
    """
    rows, find_key = list(rows), bind_column(header, columns)
    first: dict[str, SortKey] = {}
    for row in rows:
        key, sort_key = fold_separator(read_separator(row, header)), find_key(row)
        first[key] = min(first.get(key, sort_key), sort_key)

    def find_group(row: CheckedRow) -> tuple[bool, SortKey, str]:
        key = fold_separator(read_separator(row, header))
        return not key, first[key], key

    return sorted(rows, key=find_group)


def fold_separator(text: str | None) -> str:
    """A text without what people and programs write differently: capitals, spaces and codes."""
    return " ".join(unicodedata.normalize("NFKC", text or "").split()).casefold()


def check_separator_column(header: str, columns: Columns) -> None:
    """Raise SpecError if the column of separators holds people's names: nobody shares those."""
    if not header:
        return
    names = {at for field, at in columns.fields.items() if field in _NAMES}
    if columns.extra[header] in names | {columns.compared_name}:
        message = f"Column {columns.describe_column(columns.extra[header])} holds people's names."
        hint = "Name a column that several people share, such as the therapist."
        raise SpecError([Finding("unknown-choice", _OPTION, message, hint)])


def find_separator_header(header: str, columns: Columns) -> str:
    """The header of the column as it is in the table; empty where none is asked for."""
    return columns.headers[columns.extra[header]] if header else ""


def read_separator(row: CheckedRow, header: str) -> str | None:
    """What the separator before a row says, empty for no value; None if there are none."""
    if not header:
        return None
    text = " ".join(row.extra.get(header, "").split())
    return "" if is_missing(text) else text


def find_separator_problems(
    header: str, table: Table, columns: Columns, row: CheckedRow, font: Typeface
) -> Iterator[Finding]:
    """The problems of a separator's text: too long, or with a letter that no font has."""
    text = read_separator(row, header)
    if not text:
        return
    at = columns.extra[header]
    place = Place(table.name, row.row, at + 1)
    name = columns.describe_column(at)
    if len(text) > MAX_LENGTH:
        message = f"Column {name}: {len(text):,} characters are too many for a separator sheet"
        hint = "Make it shorter, or name another column with --separate-by."
        yield Finding("text-too-long", place, f"{message}; the limit is {MAX_LENGTH}.", hint)
    if not is_printable(text, font):
        problem = report_missing_letter(place)
        yield replace(problem, message=f"Column {name}: {problem.message}")
