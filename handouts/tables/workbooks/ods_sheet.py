"""The XML of sheets in an ODS workbook, read row by row.

Rows and cells that are alike are written once, with how often they are repeated.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from handouts.tables.cell_marks import FAILED, NO_VALUE
from handouts.tables.table_limits import MAX_COLUMNS, MAX_ROWS
from handouts.tables.workbooks.cell_text import format_number, text_cell
from handouts.tables.workbooks.packed_xml import XmlHandler
from handouts.tables.workbooks.sheets import (
    MAX_TEXT,
    Extent,
    Merge,
    SheetCell,
    SheetContents,
    SheetRow,
    broken_workbook,
    oversized_workbook,
    require_listable,
)

_NAMES = "urn:oasis:names:tc:opendocument:xmlns:"
_TABLE, _OFFICE, _TEXT, _STYLE = (
    f"{_NAMES}{each}:1.0 " for each in ("table", "office", "text", "style")
)
_DISPLAY = f"{_TABLE}display"
_CALC_TYPE = "urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0 value-type"
# Inside of a sheet, what is neither row nor cell nor text: comments, pictures, sheets in cells.
_ROW_GROUPS = {f"{_TABLE}{each}" for each in ("table-row-group", "table-rows", "table-header-rows")}
_COLUMN_GROUPS = {
    f"{_TABLE}{each}" for each in ("table-column-group", "table-columns", "table-header-columns")
}
_CELLS = (f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell")
_PARAGRAPHS = (f"{_TEXT}p", f"{_TEXT}h")
# What is not a part of the text: notes, and how it is pronounced.
_ASIDE = (f"{_TEXT}note", f"{_TEXT}ruby-text")
_ERROR_TEXT = re.compile(r"Err:[0-9]+|#[A-Z/0-9!?]+[!?A]?")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_MOMENT = re.compile(
    r"([0-9]{4}-[0-9]{2}-[0-9]{2})T([0-9]{2}:[0-9]{2})(?::([0-9]{2})(?:\.[0-9]+)?)?"
)
_TIME = re.compile(r"PT([0-9]{1,6})H([0-9]{1,2})M([0-9]{1,2})(?:[.,][0-9]+)?S")
_SPACES = re.compile("[ \t\r\n]+")
_MAX_SHEETS = 1_000
_MAX_REPEATED = 100_000


class OdsSheetList(XmlHandler):
    """Collects the names of the sheets, and whether each is visible."""

    def __init__(self) -> None:
        self.sheets: list[tuple[str, bool]] = []
        self._path: list[str] = []
        self._style = ""
        self._hidden_styles: set[str] = set()

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        """Take the beginning of an element."""
        if name == f"{_TABLE}table" and self._path[-1:] == [f"{_OFFICE}spreadsheet"]:
            if len(self.sheets) >= _MAX_SHEETS:
                raise oversized_workbook()
            style = attributes.get(f"{_TABLE}style-name", "")
            self.sheets.append(
                (attributes.get(f"{_TABLE}name", ""), style not in self._hidden_styles)
            )
        elif name == f"{_STYLE}style":
            self._style = attributes.get(f"{_STYLE}name", "")
        elif name == f"{_STYLE}table-properties" and attributes.get(_DISPLAY) == "false":
            self._hidden_styles.add(self._style)
            require_listable(len(self._hidden_styles))
        self._path.append(name)

    def end(self, name: str) -> None:
        """Take the end of an element."""
        self._path.pop()


class RepeatedRow(NamedTuple):
    """A row, from 1, and how many rows in all are like it."""

    row: SheetRow
    times: int

    def repeat(self) -> Iterator[SheetRow]:
        """Each of the rows."""
        for number in range(self.row.number, self.row.number + self.times):
            yield self.row._replace(number=number)


class OdsSheetHandler(XmlHandler):
    """Collects the rows of one sheet as the XML of all is parsed."""

    def __init__(self, name: str, contents: SheetContents) -> None:
        self.rows: list[RepeatedRow] = []
        self.name = name
        self.contents = contents
        self.extent = Extent()
        self.path: list[str] = []
        self.skip_depth = 0
        self.in_sheet = self.in_paragraph = False
        self.next_row, self.next_column, self.columns = 1, 0, 0
        self.row: Mapping[str, str] = {}
        self.cell: Mapping[str, str] = {}
        self.cells: dict[int, SheetCell] = {}
        self.lines: list[str] | None = None
        self.letters = self.repeated = 0

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        """Take the beginning of an element."""
        parent = self.path[-1] if self.path else ""
        self.path.append(name)
        if self.skip_depth or not self.in_sheet:
            if name == f"{_TABLE}table" and parent == f"{_OFFICE}spreadsheet":
                self.in_sheet = attributes.get(f"{_TABLE}name", "") == self.name
            elif self.in_sheet:
                self.skip_depth += 1
        elif name == f"{_TABLE}table-row":
            self.row, self.cells, self.next_column = attributes, {}, 0
        elif name in _CELLS:
            self.cell, self.lines, self.letters = attributes, [], 0
        elif name == f"{_TABLE}table-column":
            self.read_column(attributes)
        elif name.startswith(_TEXT):
            self.start_text(name, attributes)
        elif name not in _ROW_GROUPS and name not in _COLUMN_GROUPS:
            self.skip_depth += 1

    def start_text(self, name: str, attributes: Mapping[str, str]) -> None:
        """A paragraph of a cell begins, or what stands for white space in it."""
        if self.lines is None or name in _ASIDE:
            self.skip_depth += 1
        elif name in _PARAGRAPHS:
            if self.lines:
                self.add_piece("\n")
            self.lines.append("")
            self.in_paragraph = True
        elif not self.in_paragraph:
            return
        elif name == f"{_TEXT}s":
            self.add_piece(" " * parse_repeat(attributes.get(f"{_TEXT}c"), 32_767))
        elif name == f"{_TEXT}tab":
            self.add_piece("\t")
        elif name == f"{_TEXT}line-break":
            self.add_piece("\n")

    def end(self, name: str) -> None:
        """Take the end of an element."""
        self.path.pop()
        if self.skip_depth:
            self.skip_depth -= 1
        elif not self.in_sheet:
            return
        elif name in _PARAGRAPHS:
            self.in_paragraph = False
        elif name == f"{_TABLE}table":
            self.in_sheet = False
        elif name in _CELLS:
            self.end_cell(is_covered=name == _CELLS[1])
        elif name == f"{_TABLE}table-row":
            self.end_row()

    def add_text(self, text: str) -> None:
        """Text of a paragraph."""
        if self.lines and self.in_paragraph and not self.skip_depth:
            self.add_piece(_SPACES.sub(" ", text))

    def add_piece(self, text: str) -> None:
        """Add a piece of a cell's text. Raises WorkbookError where it is far too long."""
        if self.lines is not None:
            self.letters += len(text)
            if self.letters > MAX_TEXT:
                raise oversized_workbook()
            self.lines.append(text)

    def read_column(self, attributes: Mapping[str, str]) -> None:
        """Note columns that are hidden."""
        count = parse_repeat(attributes.get(f"{_TABLE}number-columns-repeated"), MAX_ROWS)
        if attributes.get(f"{_TABLE}visibility", "visible") != "visible":
            self.contents.hide_columns(self.columns, self.columns + count - 1)
        self.columns += count

    def end_cell(self, is_covered: bool) -> None:
        """Keep the cell, as often as it is repeated, unless it is empty."""
        count = parse_repeat(self.cell.get(f"{_TABLE}number-columns-repeated"), MAX_ROWS)
        first, self.next_column = self.next_column, self.next_column + count
        lines, self.lines = self.lines or [], None
        if is_covered:  # a merged cell hides what it may still hold
            return
        rows = parse_repeat(self.cell.get(f"{_TABLE}number-rows-spanned"), MAX_ROWS)
        if rows > 1:
            columns = parse_repeat(self.cell.get(f"{_TABLE}number-columns-spanned"), MAX_ROWS)
            last_column = min(first + columns, MAX_COLUMNS) - 1
            self.contents.add_merge(
                Merge(self.next_row, self.next_row + rows - 1, first, last_column)
            )
        cell = read_ods_cell(self.cell, "".join(lines))
        if cell is not None:
            self.extent.include(self.next_row, self.next_column)
            self.cells.update(dict.fromkeys(range(first, self.next_column), cell))

    def end_row(self) -> None:
        """Keep the row, as often as it is repeated, unless it is empty."""
        count = parse_repeat(self.row.get(f"{_TABLE}number-rows-repeated"), MAX_ROWS)
        if self.cells:
            self.repeated += count - 1
            if self.repeated > _MAX_REPEATED:
                raise oversized_workbook()
            is_hidden = self.row.get(f"{_TABLE}visibility", "visible") != "visible"
            self.rows.append(RepeatedRow(SheetRow(self.next_row, self.cells, is_hidden), count))
            self.extent.include(self.next_row + count - 1, max(self.cells) + 1)
        self.next_row += count


def parse_repeat(text: str | None, most: int) -> int:
    """How often something is repeated: once where it is not said. Raises WorkbookError."""
    if text is None:
        return 1
    text = text.strip()
    if not (text.isascii() and text.isdigit() and len(text) < 10 and 0 < int(text)):
        raise broken_workbook()
    return min(int(text), most)


def read_ods_cell(attributes: Mapping[str, str], shown: str) -> SheetCell | None:
    """The cell of a value and the text that it is shown as; None for an empty one."""
    kind = attributes.get(f"{_OFFICE}value-type", "")
    formula = f"{_TABLE}formula" in attributes
    failed = attributes.get(_CALC_TYPE) == "error"
    if failed or (formula and _ERROR_TEXT.fullmatch(shown.strip())):
        return SheetCell(FAILED, FAILED)
    if not kind:
        if formula:
            return SheetCell(NO_VALUE, None)
        return text_cell(shown) if shown else None
    if kind == "string":
        text = text_cell(shown or attributes.get(f"{_OFFICE}string-value", ""))
        return text if text.text else None
    try:
        return SheetCell(_read_value(kind, attributes, shown.strip()), shown or None)
    except (KeyError, ValueError, OverflowError):
        raise broken_workbook() from None


def _read_value(kind: str, attributes: Mapping[str, str], shown: str) -> str:
    """The text of a value that is not a text."""
    if kind == "boolean":
        return "TRUE" if attributes[f"{_OFFICE}boolean-value"] == "true" else "FALSE"
    if kind == "date":
        return _read_date(attributes[f"{_OFFICE}date-value"])
    if kind == "time":
        return _read_time(attributes[f"{_OFFICE}time-value"])
    number = float(attributes[f"{_OFFICE}value"])
    is_padded = kind == "float" and re.fullmatch("0[0-9]+", shown) and int(shown) == number
    return shown if is_padded else format_number(number)


def _read_date(text: str) -> str:
    match = _MOMENT.fullmatch(text)
    if match:
        seconds = f":{match[3]}" if match[3] not in (None, "00") else ""
        return f"{match[1]} {match[2]}{seconds}"
    if not _DAY.fullmatch(text):
        raise ValueError("not a date")
    return text


def _read_time(text: str) -> str:
    match = _TIME.fullmatch(text)
    if match is None:
        raise ValueError("not a time")
    hours, minutes, seconds = map(int, match.groups())
    return f"{hours:02}:{minutes:02}{f':{seconds:02}' if seconds else ''}"
