"""XLSB workbooks, Excel's binary format ([MS-XLSB]): sheets, shared texts and number formats."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property

from handouts.tables.workbooks.cell_text import (
    NumberFormat,
    builtin_format,
    parse_number_format,
)
from handouts.tables.workbooks.links import find_linked_part, read_links
from handouts.tables.workbooks.packed_xml import PackedParts
from handouts.tables.workbooks.sheets import (
    SharedTexts,
    SheetContents,
    SheetEntry,
    broken_workbook,
    require_listable,
)
from handouts.tables.workbooks.xlsb_records import BinaryRecord, read_records
from handouts.tables.workbooks.xlsb_sheet import XlsbValues, open_xlsb_sheet

_WORKBOOK, _SHEET, _VIEW = 153, 156, 158  # BrtWbProp, BrtBundleSh, BrtBookView
_TEXT = 19  # BrtSSTItem
_FORMAT, _STYLE, _BEGIN_STYLES, _END_STYLES = 44, 47, 617, 618  # BrtFmt, BrtXF, Brt...CellXFs


class XlsbWorkbook:
    """An XLSB workbook, by the path of its main part. Raises WorkbookError where it is broken."""

    def __init__(self, parts: PackedParts, path: str) -> None:
        self._parts = parts
        self._links = read_links(parts, path)
        self._paths: dict[str, str] = {}
        self._is_1904 = False
        active = 0
        listed: list[tuple[str, str, bool]] = []
        for record in read_records(parts, path):
            if record.kind == _WORKBOOK:
                self._is_1904 = bool(record.number(0) & 1)
            elif record.kind == _VIEW:
                active = record.number(24)
            elif record.kind == _SHEET:
                link, end = record.text(8)
                listed.append((record.text(end)[0], link, record.number(0) == 0))
                require_listable(len(listed))
        self.sheets: list[SheetEntry] = []
        for at, (name, link, is_visible) in enumerate(listed):
            if link not in self._links or name in self._paths:
                raise broken_workbook()
            if self._links[link].kind == "worksheet":
                self._paths[name] = self._links[link].path
                self.sheets.append(SheetEntry(name, is_visible, at == active))

    def open_sheet(self, name: str) -> SheetContents:
        """What a sheet holds."""
        return open_xlsb_sheet(self._parts, self._paths[name], self._values)

    @cached_property
    def _values(self) -> XlsbValues:
        return XlsbValues(self._read_texts(), self._read_formats(), self._is_1904)

    def _read_texts(self) -> list[str]:
        shared = SharedTexts()
        for record in self._read_linked("sharedStrings"):
            if record.kind == _TEXT:
                shared.add(record.text(1)[0])
        return shared.texts

    def _read_formats(self) -> list[NumberFormat]:
        """The number format of each style of cells, in order."""
        codes: dict[int, str] = {}
        numbers: list[int] = []
        in_styles = False
        for record in self._read_linked("styles"):
            if record.kind == _FORMAT:
                codes[record.short(0)] = record.text(2)[0]  # 65,536 at most
            elif record.kind in (_BEGIN_STYLES, _END_STYLES):
                in_styles = record.kind == _BEGIN_STYLES
            elif record.kind == _STYLE and in_styles:
                numbers.append(record.short(2))
                require_listable(len(numbers))
        return [
            parse_number_format(codes[number]) if number in codes else builtin_format(number)
            for number in numbers
        ]

    def _read_linked(self, kind: str) -> Iterable[BinaryRecord]:
        path = find_linked_part(self._links, kind, f"xl/{kind}.bin")
        return read_records(self._parts, path) if path in self._parts else []
