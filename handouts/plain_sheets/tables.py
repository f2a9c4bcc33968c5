"""Draw a sheet of tables, such as the index of a stack: tagged, on as many pages as it takes.

Rows are never divided between pages; a table's heading and its headers are repeated on each page.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property

from msgspec.structs import replace

from handouts.data import Data
from handouts.document.fonts import Typeface
from handouts.document.identity import FileIdentity
from handouts.document.papers import PAPERS, Paper
from handouts.document.text import plain
from handouts.document.units import mm
from handouts.pdf.canvas import Canvas
from handouts.pdf.drawing import shapes
from handouts.pdf.files.metadata import DocumentInfo
from handouts.pdf.tags.structure import Element, Structure
from handouts.plain_sheets.drawing import INK, LINE, QUIET, PlainSheet
from handouts.text.setting import Setting, measure_text, typeset_text
from handouts.text.style import TextStyle

MARGIN = mm(16)
_FOOT = 24.0
_GAP, _PADDING = 14.0, 3.5
_BOX = 11.0

_BODY = TextStyle(size=11.0, leading=14.0, colour=INK)


class DeskTable(Data, frozen=True):
    """A table with a heading: the names of its columns, and a text for each in each row.

    One that ``has_boxes`` begins with a column of boxes to tick, which ``columns`` names too, and
    in which rows have no text.
    """

    heading: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    has_boxes: bool = False

    def __repr__(self) -> str:
        """The number of rows only: they may hold names."""
        return f"DeskTable({len(self.rows)} rows)"


class DeskSheet(Data, frozen=True):
    """A sheet of tables: a title, paragraphs, and what is printed at the foot of each page.

    ``title`` becomes the file's metadata, so it contains nothing about a person.
    """

    title: str
    paragraphs: tuple[str, ...]
    tables: tuple[DeskTable, ...]
    foot: str = ""

    def __repr__(self) -> str:
        """The title only."""
        return f"DeskSheet({self.title!r})"


def draw_desk_sheet(sheet: DeskSheet, paper: Paper, family: Typeface, identity: str) -> bytes:
    """The PDF of a sheet of tables, tagged; the same arguments give the same bytes.

    ``identity`` is what the file calls itself, for the program that prints it. Raises
    ``MissingGlyphs``.
    """
    return _DeskSheetDrawing(sheet, paper, family, identity).draw_pdf()


class _Block(Data, frozen=True):
    """A row that is not divided: its cells as typeset; of a heading or a paragraph just one.

    ``keep`` is the height of what must follow on the same page.
    """

    kind: str
    cells: tuple[Setting, ...]
    height: float
    keep: float = 0.0
    table: int = 0


class _DeskSheetDrawing:
    """A sheet of tables while it is drawn."""

    def __init__(self, sheet: DeskSheet, paper: Paper, family: Typeface, identity: str) -> None:
        self.sheet = sheet
        self.size = PAPERS[paper].size
        self.width = self.size[0] - 2 * MARGIN
        self.body = replace(_BODY, family=family)
        self.head = replace(self.body, size=10.0, leading=13.0, strong=True)
        self.heading = replace(self.body, size=13.0, leading=17.0, strong=True)
        self.title = replace(self.body, size=20.0, leading=25.0, strong=True)
        self.small = replace(self.body, size=9.5, leading=12.0, colour=QUIET)
        entries = FileIdentity(identity).list_entries()
        about = DocumentInfo(sheet.title, "handouts", "en", "DuplexFlipLongEdge", entries)
        self.root = Element("Document")
        self.page = PlainSheet(Canvas(self.size, about, Structure(self.root)), self.root)
        self.tables: dict[int, Element] = {}

    @cached_property
    def widths(self) -> list[list[float]]:
        """The width of each column of each table, without its padding."""
        return [self._fit_columns(table) for table in self.sheet.tables]

    def draw_pdf(self) -> bytes:
        """Draw all pages, and return the PDF."""
        pages = list(self._divide_blocks())
        for number, blocks in enumerate(pages, 1):
            self._draw_page(blocks)
            self._draw_foot(f"Page {number} of {len(pages)}")
            self.page.canvas.showPage()
        return self.page.canvas.pdf()

    # --- measuring ------------------------------------------------------------------------

    def _list_blocks(self) -> Iterator[_Block]:
        yield self._block("H1", [(self.sheet.title, self.title, self.width)], 6.0)
        for text in self.sheet.paragraphs:
            yield self._block("P", [(text, self.body, self.width)], 2.0)
        for number, table in enumerate(self.sheet.tables):
            rows = [self._row("TD", number, cells) for cells in table.rows]
            head = self._row("TH", number, table.columns)
            first = rows[0].height if rows else 0.0
            heading = self._block("H2", [(table.heading, self.heading, self.width)], 4.0 + _GAP)
            yield replace(heading, keep=head.height + first)
            yield replace(head, keep=first)
            yield from rows

    def _block(
        self, kind: str, cells: Sequence[tuple[str, TextStyle, float]], space: float
    ) -> _Block:
        settings = tuple(typeset_text(plain(text).runs, *rest) for text, *rest in cells)
        height = max((each.height for each in settings), default=0.0)
        return _Block(kind, settings, height + space)

    def _row(self, kind: str, number: int, texts: Sequence[str]) -> _Block:
        style = self.head if kind == "TH" else self.body
        widths = self.widths[number]
        cells = [(text, style, width) for text, width in zip(texts, widths, strict=True)]
        return replace(self._block(kind, cells, 2 * _PADDING), table=number)

    def _fit_columns(self, table: DeskTable) -> list[float]:
        """The width of each column: as wide as its widest text, but together not too wide."""
        wanted = [
            max(
                measure_text(plain(table.columns[at]).runs, self.head)[0],
                *(measure_text(plain(text).runs, self.body)[0] for text in texts),
                1.0,
            )
            for at, texts in enumerate(map(set, zip(*table.rows, strict=True)))
        ] or [1.0] * len(table.columns)
        room = self.width - _GAP * (len(wanted) - 1)
        limit, narrow = room, sorted(wanted)
        for count, width in enumerate(narrow):
            limit = (room - sum(narrow[:count])) / (len(narrow) - count)
            if width > limit:
                break
        return [min(width, max(limit, 1.0)) + 0.5 for width in wanted]

    def _repeat_top(self, head: _Block) -> Iterator[_Block]:
        """The heading and the headers of a table that goes on: whose rows follow is said again."""
        heading = self.sheet.tables[head.table].heading
        if heading:
            text = f"{heading} (continued)"
            block = self._block("H2", [(text, self.heading, self.width)], 4.0)
            yield replace(block, kind="continued")
        yield replace(head, kind="again")

    def _divide_blocks(self) -> Iterator[list[_Block]]:
        """The blocks of each page; the top of a table that goes on is repeated."""
        most = self.size[1] - 2 * MARGIN - _FOOT
        page: list[_Block] = []
        left, head = most, None
        for block in self._list_blocks():
            if page and block.height + block.keep > left:
                yield page
                goes_on = block.kind == "TD" and head is not None
                page = list(self._repeat_top(head)) if goes_on and head else []
                left = most - sum(each.height for each in page)
            page.append(block)
            left -= block.height
            head = block if block.kind == "TH" else head
        yield page

    # --- drawing --------------------------------------------------------------------------

    def _draw_page(self, blocks: Sequence[_Block]) -> None:
        top = self.size[1] - MARGIN
        for at, block in enumerate(blocks):
            if block.kind in ("TH", "TD", "again"):
                self._draw_row(block, top)
            elif block.kind == "continued":
                with self.page.canvas.artifact("Pagination"):
                    block.cells[0].draw(self.page.canvas, MARGIN, top)
            else:
                element = self.root.add(Element(block.kind))
                gap = _GAP if block.kind == "H2" else 0.0
                top += 0.0 if at else gap  # no gap at the top of a page
                block.cells[0].draw(self.page.canvas, MARGIN, top - gap, element=element)
            top -= block.height

    def _draw_row(self, block: _Block, top: float) -> None:
        left, bottom = MARGIN, top - block.height
        row = self._add_row(block)
        has_box = block.kind == "TD" and self.sheet.tables[block.table].has_boxes
        for cell, width in zip(block.cells, self.widths[block.table], strict=True):
            element = self._draw_cell(block.kind, row, cell, (left, top - _PADDING))
            if has_box and element:
                what = self.sheet.tables[block.table].columns[0]
                self._draw_box(left, top - _PADDING, element, what)
                has_box = False
            left += width + _GAP
        colour, weight = (LINE, 0.5) if block.kind == "TD" else (INK, 1.0)
        self.page.draw_line((MARGIN, bottom), (MARGIN + self.width, bottom), weight, colour)

    def _draw_cell(
        self, kind: str, row: Element | None, cell: Setting, place: tuple[float, float]
    ) -> Element | None:
        """Draw a cell of a row in the structure tree, or of repeated heads; return its element."""
        if row is None:
            with self.page.canvas.artifact("Pagination"):
                cell.draw(self.page.canvas, *place)
            return None
        element = row.add(Element(kind))
        if kind == "TH":
            element.set_attribute("Table", "Scope", "Column")
        cell.draw(self.page.canvas, *place, element=element)
        return element

    def _add_row(self, block: _Block) -> Element | None:
        """A row in the structure tree; None for repeated headers, which are furniture."""
        if block.kind == "again":
            return None
        if block.table not in self.tables:
            self.tables[block.table] = self.root.add(Element("Table"))
        return self.tables[block.table].add(Element("TR"))

    def _draw_box(self, left: float, top: float, cell: Element, what: str) -> None:
        """Draw a box to tick, which is one for those who listen, too (ISO 14289-1, 7.14)."""
        top -= (self.body.leading - _BOX) / 2
        form = cell.add(Element("Form", alt="Box to tick"))
        form.attributes["PrintField"] = {"Role": "cb", "Desc": what, "checked": "off"}
        with self.page.canvas.tagged(form):
            box = (left + 1, top - _BOX, left + 1 + _BOX, top)
            shapes.draw_panel(self.page.canvas, box, 1.5, line=INK, weight=0.9)

    def _draw_foot(self, number: str) -> None:
        top = MARGIN + self.small.leading
        for text, style in (
            (self.sheet.foot, self.small),
            (number, replace(self.small, align="end")),
        ):
            if text:
                with self.page.canvas.artifact("Footer"):
                    setting = typeset_text(plain(text).runs, style, self.width)
                    setting.draw(self.page.canvas, MARGIN, top)
