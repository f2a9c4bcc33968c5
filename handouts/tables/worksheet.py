"""Chooses the sheet of a workbook that lists the people, and converts it to CSV.

It never guesses: where several sheets may list people, or another sheet is in front, the user
is asked. Hidden sheets are not read.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from itertools import islice

from handouts.data import Data
from handouts.sources.findings import SpecError, quote_text, suggest_name
from handouts.tables.decode import table_error
from handouts.tables.headers import lists_people
from handouts.tables.sheet_names import list_names
from handouts.tables.workbooks.open_workbook import open_workbook
from handouts.tables.workbooks.sheet_csv import SheetCsv, write_csv
from handouts.tables.workbooks.sheets import SheetEntry, Workbook, WorkbookError

_SAMPLE_ROWS = 20
_MAX_SAMPLES = 50


class Worksheet(Data, frozen=True):
    """The sheet that was read, as CSV, and the names of the other sheets, ``hidden`` or not."""

    name: str
    others: tuple[str, ...]
    hidden: tuple[str, ...]
    content: SheetCsv


def convert_worksheet(
    file: str,
    data: bytes,
    sheet: str = "",
    known: Collection[str] = (),
    shown_header: str = "",
) -> Worksheet:
    """The sheet that is named, or the one that lists people.

    ``known`` are headers of people besides those that are always known. The column with the
    header ``shown_header`` is written as the sheet shows it.

    Raises SpecError where the file is not a workbook, is locked, broken or far too large, where
    the sheet is missing or hidden, and where it is unclear which sheet to read.
    """
    try:
        book = open_workbook(data)
        entry = _find_sheet(file, book, sheet) if sheet else _choose_sheet(file, book, known)
        content = write_csv(book.open_sheet(entry.name), shown_header)
    except WorkbookError as error:
        finding = error.finding
        raise table_error(finding.rule, file, finding.message, finding.hint) from None
    others = [each for each in book.sheets if each.name != entry.name]
    visible = tuple(each.name for each in others if each.is_visible)
    hidden = tuple(each.name for each in others if not each.is_visible)
    return Worksheet(entry.name, visible, hidden, content)


def _find_sheet(file: str, book: Workbook, wanted: str) -> SheetEntry:
    """The sheet with a name, if it can be seen."""
    visible = [each.name for each in book.sheets if each.is_visible]
    for entry in book.sheets:
        if entry.name == wanted and entry.is_visible:
            return entry
        if entry.name == wanted:
            message = f"The sheet {quote_text(wanted)} is hidden. Hidden sheets are not read."
            raise table_error("hidden-data", file, message, "Unhide it in Excel, and save again.")
    available = f"Its sheets: {list_names(visible)}." if visible else ""
    hint = suggest_name(wanted, visible, available)
    raise table_error(
        "unknown-sheet", file, f"The workbook has no sheet {quote_text(wanted)}.", hint
    )


def _choose_sheet(file: str, book: Workbook, known: Collection[str]) -> SheetEntry:
    """The only visible sheet, or the first if it is in front and no other lists people."""
    visible = [each for each in book.sheets if each.is_visible]
    if not visible:
        message = "The workbook has no sheet that can be seen."
        raise table_error("unknown-sheet", file, message, "Unhide the sheet, and save again.")
    first = visible[0]
    if len(visible) == 1:
        return first
    names = [each.name for each in visible]
    in_front = next((each for each in visible if each.is_active), first)
    if in_front is not first:
        message = (
            f"The sheet {quote_text(in_front.name)} is in front, but the first sheet is "
            f"{quote_text(first.name)}."
        )
        raise _unclear_sheet(file, message, names)
    others = visible[1 : _MAX_SAMPLES + 1]
    people = [each.name for each in others if _may_list_people(book, each.name, known)]
    if people:
        message = "More than one sheet may list the people."
        if not _may_list_people(book, first.name, known):
            message = "The first sheet does not list people, but another one may."
        raise _unclear_sheet(file, message, names)
    return first


def _unclear_sheet(file: str, message: str, names: Sequence[str]) -> SpecError:
    hint = f"Name the sheet to read with --sheet. The sheets: {list_names(names)}."
    return table_error("unclear-sheet", file, message, hint)


def _may_list_people(book: Workbook, name: str, known: Collection[str]) -> bool:
    """Whether a sheet has a header of names, and rows below it."""
    rows = islice(book.open_sheet(name).rows, _SAMPLE_ROWS)
    texts = [[cell.text for cell in row.cells.values()] for row in rows if not row.is_hidden]
    return lists_people(texts, known)
