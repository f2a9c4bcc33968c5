"""XLSX workbooks (ECMA-376, part 1): the list of sheets, shared texts and number formats."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property

from handouts.tables.workbooks.cell_text import (
    NumberFormat,
    builtin_format,
    parse_number_format,
)
from handouts.tables.workbooks.links import find_linked_part, read_links
from handouts.tables.workbooks.packed_xml import PackedParts, XmlHandler
from handouts.tables.workbooks.sheets import (
    SharedTexts,
    SheetContents,
    SheetEntry,
    broken_workbook,
    oversized_workbook,
    require_listable,
)
from handouts.tables.workbooks.xlsx_sheet import XlsxValues, is_on, open_xlsx_sheet
from handouts.tables.workbooks.xlsx_text import TextCollector, tag_names, unescape_text

_MAX_SHEETS = 1_000
_BOOK_TAGS = tag_names("workbookPr workbookView sheet sheets bookViews")
_TEXT_TAGS = tag_names("si t rPh")
_STYLE_TAGS = tag_names("numFmt cellXfs xf")


class XlsxWorkbook:
    """An XLSX workbook, by the path of its main part. Raises WorkbookError where it is broken."""

    def __init__(self, parts: PackedParts, path: str) -> None:
        self._parts = parts
        self._links = read_links(parts, path)
        book = _BookHandler()
        parts.parse(path, book)
        self._is_1904 = book.is_1904
        self._paths: dict[str, str] = {}
        self.sheets: list[SheetEntry] = []
        for at, (name, link_id, is_visible) in enumerate(book.sheets):
            link = self._links.get(link_id)
            if link is None or name in self._paths:
                raise broken_workbook()
            if link.kind == "worksheet":
                self._paths[name] = link.path
                self.sheets.append(SheetEntry(name, is_visible, at == book.active))

    def open_sheet(self, name: str) -> SheetContents:
        """What a sheet holds."""
        return open_xlsx_sheet(self._parts, self._paths[name], self._values)

    @cached_property
    def _values(self) -> XlsxValues:
        texts, styles = _TextsHandler(), _StylesHandler()
        self._parse_linked("sharedStrings", texts)
        self._parse_linked("styles", styles)
        return XlsxValues(texts.list.texts, styles.list_formats(), self._is_1904)

    def _parse_linked(self, kind: str, handler: _TextsHandler | _StylesHandler) -> None:
        """Parse the part of a kind, if the workbook has it."""
        path = find_linked_part(self._links, kind, f"xl/{kind}.xml")
        if path in self._parts:
            self._parts.parse(path, handler)


class _BookHandler(XmlHandler):
    """The list of sheets: name, link and whether each is visible; which of them is in front."""

    def __init__(self) -> None:
        self.sheets: list[tuple[str, str, bool]] = []
        self.active: int | None = None
        self.is_1904 = False

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        """Take the beginning of an element."""
        tag = _BOOK_TAGS.get(name)
        if tag == "sheet":
            if len(self.sheets) >= _MAX_SHEETS:
                raise oversized_workbook()
            link = next((attributes[key] for key in attributes if key.endswith(" id")), "")
            state = attributes.get("state", "visible").strip().lower()
            self.sheets.append((attributes.get("name", ""), link, state == "visible"))
        elif tag == "workbookView" and self.active is None:
            active = attributes.get("activeTab", "0").strip()
            self.active = int(active) if active.isascii() and active.isdigit() else 0
        elif tag == "workbookPr":
            self.is_1904 = is_on(attributes.get("date1904"))

    def end(self, name: str) -> None:
        """Take the end of an element."""
        if _BOOK_TAGS.get(name) == "sheets" and self.active is None:
            self.active = 0


class _TextsHandler(XmlHandler):
    """The texts that many cells share. How a text is pronounced is not a part of it."""

    def __init__(self) -> None:
        self.list = SharedTexts()
        self.text = TextCollector()
        self.pieces: list[str] = []

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        """Take the beginning of an element."""
        tag = _TEXT_TAGS.get(name)
        if tag == "t":
            self.text.start()
        elif tag == "rPh":
            self.text.skip_depth += 1
        elif tag == "si":
            self.pieces = []

    def end(self, name: str) -> None:
        """Take the end of an element."""
        tag = _TEXT_TAGS.get(name)
        if tag == "t":
            if self.text.is_collecting:
                self.pieces.append(self.text.take())
                require_listable(len(self.pieces))
        elif tag == "rPh":
            self.text.skip_depth -= 1
        elif tag == "si":
            self.list.add(unescape_text("".join(self.pieces)))
            self.pieces = []

    def add_text(self, text: str) -> None:
        """Take text inside an element."""
        self.text.add(text)


class _StylesHandler(XmlHandler):
    """The number formats: each style of a cell names one."""

    def __init__(self) -> None:
        self.codes: dict[str, str] = {}
        self.styles: list[str] = []
        self.in_cell_styles = False

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        """Take the beginning of an element."""
        tag = _STYLE_TAGS.get(name)
        if tag == "numFmt":
            self.codes[attributes.get("numFmtId", "").strip()] = attributes.get("formatCode", "")
            require_listable(len(self.codes))
        elif tag == "cellXfs":
            self.in_cell_styles = True
        elif tag == "xf" and self.in_cell_styles:
            self.styles.append(attributes.get("numFmtId", "0").strip())
            require_listable(len(self.styles))

    def end(self, name: str) -> None:
        """Take the end of an element."""
        if _STYLE_TAGS.get(name) == "cellXfs":
            self.in_cell_styles = False

    def list_formats(self) -> list[NumberFormat]:
        """The number format of each style, in order."""
        return [self._find_format(number) for number in self.styles]

    def _find_format(self, number: str) -> NumberFormat:
        if number in self.codes:
            return parse_number_format(self.codes[number])
        return builtin_format(int(number) if number.isascii() and number.isdigit() else 0)
