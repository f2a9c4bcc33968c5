"""A sheet of an XLSX workbook becomes CSV in memory, as if it had been exported well.

So that there is one table, and a large sheet stays compact: calamine's own cells take
twenty times the room and are let go.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta
from typing import Any

from handouts.batch.decode import wrong
from handouts.spec.problems import SpecError, meant, quoted

_MOST_BYTES = 512 * 1024 * 1024
_MOST_CELLS = 20_000_000
_EXCEL = "Open it in Excel and save it again as XLSX, or as CSV (UTF-8)."
_ROWS = re.compile(rb'<(?:\w+:)?row\s[^>]*?\br="([0-9]{1,7})"')
_COLUMNS = re.compile(rb'\sr="([A-Z]{1,3})[0-9]')
_FAILED = re.compile(rb'<(?:\w+:)?c(?=\s[^>]*\bt="e")[^>]*\br="([A-Z]{1,3})([0-9]{1,7})"')
_FAULT = "#N/A"


def as_csv(file: str, data: bytes, sheet: str = "") -> bytes:
    """One sheet as CSV in UTF-8, with commas; the first that can be seen, or the one named.

    A row of the sheet is a row of the CSV, from the sheet's first row and column on, blank
    or not. A date is written 2026-12-01, with a time 2026-12-01 14:30; a number as
    short as it can be; a formula as its value, and ``#N/A`` where it failed.
    Raises SpecError where the file is no workbook, is locked, broken or far too large.
    """
    members = _members(file, data)
    name, cells, start = _open(file, data, sheet, members)
    failed = set(_failed(members, name))
    return _written(cells, start, failed)


def _members(file: str, data: bytes) -> dict[str, bytes]:
    """The workbook's own list of sheets, and the sheets, as XML; none may reach too far."""
    import zipfile

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            if sum(info.file_size for info in packed.infolist()) > _MOST_BYTES:
                raise wrong(file, "The workbook is far too large.", "Split it into several.")
            names = packed.namelist()
            if "xl/workbook.xml" not in names:
                raise wrong(file, "This is not a table.", _EXCEL)
            members = {name: packed.read(name) for name in names if _told(name)}
    except SpecError:
        raise
    except Exception:  # zipfile has many words for a broken file
        raise wrong(file, "The workbook is broken.", _EXCEL) from None
    for xml in members.values():
        _check_reach(file, xml)
    return members


def _told(name: str) -> bool:
    return bool(re.match(r"xl/(workbook\.xml|_rels/workbook\.xml\.rels|worksheets/[^/]+)$", name))


def _check_reach(file: str, xml: bytes) -> None:
    """Refuse a sheet with one stray cell far out: all that lies between would fill the memory."""
    rows = max(map(int, _ROWS.findall(xml)), default=0)
    columns = max(map(_column, set(_COLUMNS.findall(xml))), default=0)
    if rows * columns > _MOST_CELLS:
        message = f"A sheet reaches out to row {rows:,} and column {columns:,}."
        raise wrong(file, message, "Delete what stands far away from the table.")


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def _open(
    file: str, data: bytes, sheet: str, members: dict[str, bytes]
) -> tuple[str, Iterator[list[Any]], int]:
    """The sheet's name, its rows, and how many blank columns are left out before them."""
    try:
        from python_calamine import CalamineError, CalamineWorkbook, PasswordError
    except ImportError:
        raise wrong(file, "XLSX cannot be read on this computer.", "Save it as CSV.") from None
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        name = _chosen(file, book.sheets_metadata, sheet)
        found = book.get_sheet_by_name(name)
        return name, found.iter_rows(), (found.start or (0, 0))[1]
    except PasswordError:
        mend = "Open it in Excel, take the password off, and save it again."
        raise wrong(file, "The workbook is locked with a password.", mend) from None
    except (CalamineError, OSError, ValueError, OverflowError):
        raise wrong(file, "The workbook is broken.", _EXCEL) from None
    except BaseException as error:
        # What Rust calls a panic is no Exception, and comes by no class that can be imported.
        if type(error).__name__ != "PanicException":
            raise
        raise wrong(file, "The workbook is broken.", _EXCEL) from None


def _chosen(file: str, sheets: Iterable[Any], wanted: str) -> str:
    """The name of the sheet that is meant."""
    from python_calamine import SheetTypeEnum, SheetVisibleEnum

    tables = [sheet for sheet in sheets if sheet.typ == SheetTypeEnum.WorkSheet]
    names: list[str] = [sheet.name for sheet in tables]
    if wanted in names:
        return wanted
    if wanted:
        there = f"There are {', '.join(map(quoted, names[:10]))}." if names else ""
        mend = meant(wanted, names, there)
        raise wrong(file, f"The workbook has no sheet {quoted(wanted)}.", mend)
    seen = [sheet.name for sheet in tables if sheet.visible == SheetVisibleEnum.Visible]
    if not names:
        raise wrong(file, "The workbook has no sheet.", _EXCEL)
    return str((seen or names)[0])


def other_sheets(file: str, data: bytes, sheet: str) -> list[str]:
    """The sheets of a workbook that can be seen, but for the one that was read."""
    from python_calamine import CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

    sheets = CalamineWorkbook.from_filelike(io.BytesIO(data)).sheets_metadata
    read = _chosen(file, sheets, sheet)
    return [
        each.name
        for each in sheets
        if (each.typ, each.visible) == (SheetTypeEnum.WorkSheet, SheetVisibleEnum.Visible)
        and each.name != read
    ]


def _failed(members: dict[str, bytes], name: str) -> Iterator[tuple[int, int]]:
    """Row and column, from 0, of each formula that failed: calamine gives them as blank."""
    xml = members.get(_member(members, name), b"")
    if b't="e"' in xml:
        for match in _FAILED.finditer(xml):
            yield int(match[2]) - 1, _column(match[1]) - 1


def _member(members: dict[str, bytes], name: str) -> str:
    """The part of the workbook that a sheet's cells are in."""
    from xml.etree.ElementTree import ParseError, fromstring

    try:
        sheets = fromstring(members["xl/workbook.xml"]).iter()
        links = fromstring(members.get("xl/_rels/workbook.xml.rels", b"<none/>")).iter()
    except (ParseError, ValueError, LookupError):  # the latter two for a strange encoding
        return ""
    ids = [_ending(each.attrib, "}id") for each in sheets if each.get("name") == name]
    targets = {each.get("Id", ""): each.get("Target", "") for each in links}
    target = targets.get(next(filter(None, ids), ""), "")
    return target[1:] if target.startswith("/") else f"xl/{target}"


def _ending(attributes: dict[str, str], end: str) -> str:
    return next((value for key, value in attributes.items() if key.endswith(end)), "")


def _written(rows: Iterable[list[Any]], start: int, failed: set[tuple[int, int]]) -> bytes:
    import csv

    made = io.BytesIO()
    file = io.TextIOWrapper(made, "utf-8", newline="")
    writer = csv.writer(file, lineterminator="\n")
    before = [""] * start
    faults: dict[int, list[int]] = {}
    for row, column in failed:
        faults.setdefault(row, []).append(column)
    for number, cells in enumerate(rows):
        texts = before + [_text(cell) for cell in cells]
        for column in faults.get(number, ()):
            if column < len(texts):
                texts[column] = _FAULT
        writer.writerow(texts)
    file.flush()
    return made.getvalue()


def _text(cell: Any) -> str:
    """A cell as people would type it; U+0000, which no spreadsheet shows, is left out."""
    if isinstance(cell, str):
        return cell.replace("\0", "")
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e15:
        return str(int(cell))
    if isinstance(cell, datetime):
        return _moment(cell)
    if isinstance(cell, timedelta):
        return _span(cell)
    if isinstance(cell, time):
        return _moment(datetime.combine(date.min, cell))[11:]
    return cell.isoformat() if isinstance(cell, date) else str(cell)


def _moment(cell: datetime) -> str:
    """Day and time; a day's fraction in a sheet is seldom exact, so it is rounded to seconds."""
    try:
        near = (cell + timedelta(milliseconds=500)).replace(microsecond=0)
    except OverflowError:
        near = cell.replace(microsecond=0)
    return near.strftime(f"{near.year:04}-%m-%d %H:%M:%S").removesuffix(":00")


def _span(cell: timedelta) -> str:
    minutes = round(cell.total_seconds() / 60)
    return f"{minutes // 60}:{minutes % 60:02}"
