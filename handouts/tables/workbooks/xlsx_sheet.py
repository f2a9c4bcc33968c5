"""The XML of a sheet in an XLSX workbook (ECMA-376, part 1, 18.3), read row by row.

Each cell has a place: the one that it names, or the next one where it names none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import datetime
from functools import lru_cache

from handouts.tables.cell_marks import FAILED, NO_VALUE
from handouts.tables.table_limits import MAX_COLUMNS
from handouts.tables.workbooks.cell_text import (
    GENERAL,
    SharedValues,
    number_cell,
    text_cell,
)
from handouts.tables.workbooks.packed_xml import PackedParts, XmlHandler
from handouts.tables.workbooks.sheets import (
    Extent,
    Merge,
    SheetCell,
    SheetContents,
    SheetRow,
    broken_workbook,
)
from handouts.tables.workbooks.xlsx_text import TextCollector, tag_names, unescape_text

_TAGS = tag_names("sheetData row c v f is t rPh col mergeCell")
_REFERENCE = re.compile(r"\$?([A-Za-z]{1,3})\$?([0-9]{1,7})")
_ON = ("1", "true", "on")


class XlsxValues(SharedValues):
    """Reads the values of cells in XML."""

    def read_cell(self, kind: str, style: str, text: str) -> SheetCell:
        """The cell of a kind and style with a value. Raises WorkbookError for a broken one."""
        try:
            if kind == "s":
                return text_cell(self.texts[_parse_index(text)])
            if kind in ("str", "inlineStr"):
                return text_cell(unescape_text(text))
            if kind == "n":
                number = self.formats[_parse_index(style)] if style else GENERAL
                return number_cell(_parse_number(text), number, self.is_1904)
            if kind == "b":
                return SheetCell("TRUE" if _parse_index(text) else "FALSE", None)
            if kind == "d":
                return SheetCell(_format_date(text), None)
        except (IndexError, ValueError, OverflowError):
            pass
        if kind == "e":
            return SheetCell(FAILED, FAILED)
        raise broken_workbook()


def open_xlsx_sheet(parts: PackedParts, path: str, values: XlsxValues) -> SheetContents:
    """What a sheet holds, by the path of its part."""
    contents = SheetContents(iter(()))
    handler = _SheetHandler(contents, values)
    contents.rows = _read_rows(parts, path, handler)
    return contents


def _read_rows(parts: PackedParts, path: str, handler: _SheetHandler) -> Iterator[SheetRow]:
    for _ in parts.parse_in_pieces(path, handler):
        yield from handler.rows
        handler.rows.clear()


class _SheetHandler(XmlHandler):
    """Collects the rows of one sheet as its XML is parsed."""

    def __init__(self, contents: SheetContents, values: XlsxValues) -> None:
        self.rows: list[SheetRow] = []
        self.contents = contents
        self.values = values
        self.extent = Extent()
        self.text = TextCollector()
        self.in_data = self.in_row = self.in_cell = False
        self.last_row = self.number = 0
        self.is_numbered = self.is_hidden = False
        self.cells: dict[int, SheetCell] = {}
        self.column = -1
        self.kind = self.style = ""
        self.has_formula = False
        self.value: str | None = None

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        """Take the beginning of an element."""
        tag = _TAGS.get(name)
        if tag == "c":
            self.start_cell(attributes)
        elif tag in ("v", "t"):
            if self.in_cell:
                self.text.start()
        elif tag == "f":
            self.has_formula = True
        elif tag == "row":
            self.start_row(attributes)
        elif tag == "rPh":
            self.text.skip_depth += 1
        elif tag == "sheetData":
            self.in_data = True
        elif tag == "col":
            self.read_column(attributes)
        elif tag == "mergeCell":
            self.read_merge(attributes.get("ref", ""))

    def end(self, name: str) -> None:
        """Take the end of an element."""
        tag = _TAGS.get(name)
        if tag == "c":
            self.end_cell()
        elif tag in ("v", "t"):
            if self.in_cell and self.text.is_collecting:
                self.value = (self.value or "") + self.text.take()
        elif tag == "row":
            self.end_row()
        elif tag == "rPh":
            self.text.skip_depth -= 1
        elif tag == "sheetData":
            self.in_data = False

    def add_text(self, text: str) -> None:
        """Text of a value."""
        self.text.add(text)

    def start_row(self, attributes: Mapping[str, str]) -> None:
        """A row begins, at the number that it names or below the last one."""
        if self.in_row or not self.in_data:
            raise broken_workbook()
        self.in_row = True
        self.is_numbered = "r" in attributes
        self.number = parse_count(attributes["r"], 7) if self.is_numbered else self.last_row + 1
        self.is_hidden = is_on(attributes.get("hidden")) or is_zero(attributes.get("ht"))
        self.cells = {}
        self.column = -1

    def start_cell(self, attributes: Mapping[str, str]) -> None:
        """A cell begins, at the place that it names or behind the last one."""
        if self.in_cell or not self.in_row:
            raise broken_workbook()
        self.in_cell = True
        self.column += 1
        if "r" in attributes:
            row, self.column = parse_reference(attributes["r"])
            if not self.is_numbered:
                self.is_numbered, self.number = True, row
            if row != self.number:
                raise broken_workbook()
        self.kind = attributes.get("t", "n").strip()
        self.style = attributes.get("s", "")
        self.has_formula = False
        self.value = None

    def end_cell(self) -> None:
        """Keep the cell, unless it is empty."""
        self.in_cell = False
        if self.column in self.cells or self.column >= MAX_COLUMNS:
            if self.column >= MAX_COLUMNS:
                self.extent.include(self.number, self.column + 1)
            raise broken_workbook()
        value = self.value
        has_text = self.kind in ("str", "inlineStr")
        if self.kind == "e":
            self.cells[self.column] = SheetCell(FAILED, FAILED)
        elif value is None or (value.strip() == "" and not has_text):
            if self.has_formula:
                self.cells[self.column] = SheetCell(NO_VALUE, None)
        elif value:
            self.cells[self.column] = self.values.read_cell(self.kind, self.style, value)

    def end_row(self) -> None:
        """Keep the row, unless it is empty. It must be below the last one."""
        self.in_row = False
        if self.number <= self.last_row:
            raise broken_workbook()
        self.last_row = self.number
        if self.cells:
            self.extent.include(self.number, max(self.cells) + 1)
            self.rows.append(SheetRow(self.number, self.cells, self.is_hidden))

    def read_column(self, attributes: Mapping[str, str]) -> None:
        """Note columns that are hidden."""
        if is_on(attributes.get("hidden")) or is_zero(attributes.get("width")):
            first, last = (parse_count(attributes.get(name, ""), 7) for name in ("min", "max"))
            self.contents.hide_columns(first - 1, last - 1)

    def read_merge(self, reference: str) -> None:
        """Note cells that are merged."""
        start, _, end = reference.partition(":")
        first_row, first_column = parse_reference(start)
        last_row, last_column = parse_reference(end or start)
        self.contents.add_merge(Merge(first_row, last_row, first_column, last_column))


def is_on(text: str | None) -> bool:
    """Whether an attribute is set."""
    return text is not None and text.strip().lower() in _ON


def is_zero(text: str | None) -> bool:
    """Whether a height or width is nothing, which hides a row or column as well."""
    return bool(text) and re.fullmatch(r"\s*0*\.?0*\s*", text or "") is not None


def parse_count(text: str, digits: int) -> int:
    """A number from 1 on. Raises WorkbookError for anything else."""
    text = text.strip()
    if not (text.isascii() and text.isdigit() and len(text) <= digits and int(text)):
        raise broken_workbook()
    return int(text)


def parse_reference(text: str) -> tuple[int, int]:
    """Row, from 1, and column, from 0, of a reference such as ``B7``. Raises WorkbookError."""
    match = _REFERENCE.fullmatch(text.strip())
    if match is None or not int(match[2]):
        raise broken_workbook()
    return int(match[2]), _parse_letters(match[1])


@lru_cache(MAX_COLUMNS)
def _parse_letters(letters: str) -> int:
    """A column, from 0, by its letters."""
    column = 0
    for letter in letters.upper():
        column = column * 26 + ord(letter) - 64
    return column - 1


def _parse_index(text: str) -> int:
    index = int(text)
    if index < 0:
        raise ValueError("negative")
    return index


def _parse_number(text: str) -> float:
    if "_" in text:  # Python accepts it, no spreadsheet does
        raise ValueError("not a number")
    return float(text)


def _format_date(text: str) -> str:
    """A cell that holds a date as ISO 8601: 2026-12-01, or with a time 2026-12-01T14:30:00."""
    moment = datetime.fromisoformat(text.strip().removesuffix("Z"))
    day = f"{moment.year:04}-{moment:%m-%d}"
    if "T" not in text:
        return day
    return f"{day} {f'{moment:%H:%M:%S}'.removesuffix(':00')}"
