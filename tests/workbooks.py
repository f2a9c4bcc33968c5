"""A small writer of XLSX workbooks, as Excel saves them, for tests that read them."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence
from datetime import date, datetime, time
from functools import partial
from itertools import starmap
from typing import NamedTuple
from xml.sax.saxutils import escape, quoteattr

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_STYLES = "".join(f'<xf numFmtId="{number}"/>' for number in (0, 14, 22, 20))


class Formula(NamedTuple):
    """A formula with the text that it came to; an error's name, such as #N/A, if it failed."""

    value: str


Value = str | float | bool | date | time | Formula | None
Rows = Mapping[int, Sequence[Value]]


def write_workbook(*sheets: tuple[str, Rows], hidden: Sequence[str] = (), active: int = 0) -> bytes:
    """A workbook of sheets: each a name, and its rows by number from 1, each from column A on.

    The sheet in front is the one with the index ``active``.
    """
    return pack_parts(_make_parts([(n, _make_sheet(rows)) for n, rows in sheets], hidden, active))


def write_raw_workbook(
    *sheets: str, shared: str = "", formats: Sequence[str] = (), parts: Mapping[str, str] = {}
) -> bytes:
    """A workbook of sheets A, B, C... with this XML, of texts in ``shared``, of number formats.

    Style 4 of a cell has the first of ``formats``, style 5 the second. ``parts`` are further
    parts, or those to be replaced.
    """
    named = [(chr(65 + at), xml) for at, xml in enumerate(sheets)]
    made = _make_parts(named, (), 0, formats)
    if shared:
        made["xl/sharedStrings.xml"] = f'<sst xmlns="{_MAIN}">{shared}</sst>'
    return pack_parts({**made, **parts})


def sheet_xml(rows: str, before: str = "", after: str = "") -> str:
    """The XML of a sheet with these rows, and with what stands before and after all rows."""
    return f'<worksheet xmlns="{_MAIN}">{before}<sheetData>{rows}</sheetData>{after}</worksheet>'


def pack_parts(parts: Mapping[str, str | bytes]) -> bytes:
    """A packed file of parts by their paths."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, text in parts.items():
            stored = name == "mimetype"  # which other programs read without unpacking
            packed.writestr(name, text, zipfile.ZIP_STORED if stored else None)
    return buffer.getvalue()


def _make_parts(
    sheets: Sequence[tuple[str, str]],
    hidden: Sequence[str],
    active: int,
    formats: Sequence[str] = (),
) -> dict[str, str]:
    numbers = range(1, len(sheets) + 1)
    listed = "".join(
        f"<sheet name={quoteattr(name)} sheetId='{number}' r:id='rId{number}' "
        f"state='{'hidden' if name in hidden else 'visible'}'/>"
        for number, (name, _) in zip(numbers, sheets, strict=True)
    )
    links = "".join(
        _relationship(f"rId{n}", "worksheet", f"worksheets/sheet{n}.xml") for n in numbers
    )
    parts = {
        "[Content_Types].xml": _content_types(),
        "_rels/.rels": _relationships(_relationship("rId1", "officeDocument", "xl/workbook.xml")),
        "xl/workbook.xml": f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}">'
        f'<bookViews><workbookView activeTab="{active}"/></bookViews>'
        f"<sheets>{listed}</sheets></workbook>",
        "xl/_rels/workbook.xml.rels": _relationships(
            links + _relationship("styles", "styles", "styles.xml")
        ),
        "xl/styles.xml": _make_styles(formats),
    }
    for number, (_, xml) in zip(numbers, sheets, strict=True):
        parts[f"xl/worksheets/sheet{number}.xml"] = xml
    return parts


def _make_styles(formats: Sequence[str]) -> str:
    numbered = list(enumerate(formats, 164))
    codes = "".join(
        f"<numFmt numFmtId='{n}' formatCode={quoteattr(code)}/>" for n, code in numbered
    )
    more = "".join(f'<xf numFmtId="{n}"/>' for n, _ in numbered)
    return (
        f'<styleSheet xmlns="{_MAIN}"><numFmts>{codes}</numFmts>'
        f"<cellXfs>{_STYLES}{more}</cellXfs></styleSheet>"
    )


def _content_types() -> str:
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
    return (
        f'<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{kind}"/></Types>'
    )


def _relationships(links: str) -> str:
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{links}</Relationships>'


def _relationship(name: str, kind: str, target: str) -> str:
    return f'<Relationship Id="{name}" Type="{_OFFICE}/{kind}" Target="{target}"/>'


def _make_sheet(rows: Rows) -> str:
    lines = (
        f'<row r="{number}">{"".join(starmap(partial(_make_cell, number), enumerate(cells)))}</row>'
        for number, cells in rows.items()
    )
    return sheet_xml("".join(lines))


def _make_cell(row: int, at: int, cell: Value) -> str:
    if cell is None:
        return ""
    place = f'r="{column_letters(at)}{row}"'
    if isinstance(cell, str):
        text = f'<is><t xml:space="preserve">{escape(cell)}</t></is>'
        return f'<c {place} t="inlineStr">{text}</c>'
    if isinstance(cell, Formula):
        kind = "e" if cell.value.startswith("#") else "str"
        return f'<c {place} t="{kind}"><f>X1</f><v>{escape(cell.value)}</v></c>'
    if isinstance(cell, bool):
        return f'<c {place} t="b"><v>{int(cell)}</v></c>'
    style, number = _style_and_number(cell)
    return f'<c {place} s="{style}"><v>{number!r}</v></c>'


def _style_and_number(cell: float | date | time) -> tuple[int, float]:
    """A cell's style and number: days are counted from the end of 1899."""
    start = datetime(1899, 12, 30)
    if isinstance(cell, datetime):
        return 2, (cell - start).total_seconds() / 86_400
    if isinstance(cell, date):
        return 1, (datetime.combine(cell, time()) - start).days
    if isinstance(cell, time):
        return 3, (cell.hour * 60 + cell.minute) / 1_440
    return 0, cell


def column_letters(at: int) -> str:
    """A column's letters, by its index from 0."""
    before, letter = divmod(at, 26)
    return (column_letters(before - 1) if before else "") + chr(65 + letter)
