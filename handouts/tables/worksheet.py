"""Converts a worksheet of an XLSX workbook to CSV in memory, as a good export would write it.

All tables are then read in one way, and a large sheet stays compact: the cells that calamine
returns take twenty times the memory and are discarded.
"""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING
from xml.etree.ElementTree import ParseError, fromstring

from handouts.sources.findings import SpecError, quote_text, suggest_name
from handouts.tables.decode import table_error

if TYPE_CHECKING:
    from python_calamine import SheetMetadata

_CellValue = int | float | str | bool | time | date | datetime | timedelta

_MAX_BYTES = 512 * 1024 * 1024
_MAX_CELLS = 20_000_000
_SAVE_AGAIN = "Open it in Excel and save it again as XLSX, or as CSV (UTF-8)."
_ROWS = re.compile(rb'<(?:\w+:)?row\s[^>]*?\br="([0-9]{1,7})"')
_COLUMNS = re.compile(rb'\sr="([A-Z]{1,3})[0-9]')
_FAILED_CELL = re.compile(rb'<(?:\w+:)?c(?=\s[^>]*\bt="e")[^>]*\br="([A-Z]{1,3})([0-9]{1,7})"')
_ERROR_VALUE = "#N/A"


def convert_worksheet(file: str, data: bytes, sheet: str = "") -> bytes:
    """One sheet as CSV in UTF-8, with commas: the one named, or the first visible one.

    Each row of the sheet is a row of the CSV, from the sheet's first row and column on, even if
    blank. A date is written 2026-12-01, or with a time 2026-12-01 14:30; a number as short as
    possible; a formula as its value, or ``#N/A`` where it failed.
    Raises SpecError where the file is not a workbook, or is locked, broken or far too large.
    """
    members = _read_members(file, data)
    name, cells, start = _open_sheet(file, data, sheet, members)
    failed = set(_find_failed_cells(members, name))
    return _write_csv(cells, start, failed)


def _read_members(file: str, data: bytes) -> dict[str, bytes]:
    """The XML of the workbook's list of sheets and of each sheet. Raises SpecError."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            if sum(info.file_size for info in packed.infolist()) > _MAX_BYTES:
                raise table_error(
                    "file-too-large",
                    file,
                    "The workbook is far too large.",
                    "Split it into several.",
                )
            names = packed.namelist()
            if "xl/workbook.xml" not in names:
                raise table_error("not-a-table", file, "This is not a table.", _SAVE_AGAIN)
            members = {name: packed.read(name) for name in names if _is_needed(name)}
    except SpecError:
        raise
    except Exception:  # zipfile raises many kinds for a broken file
        raise table_error(
            "unreadable-table", file, "The workbook is broken.", _SAVE_AGAIN
        ) from None
    for xml in members.values():
        _check_extent(file, xml)
    return members


def _is_needed(name: str) -> bool:
    return bool(re.match(r"xl/(workbook\.xml|_rels/workbook\.xml\.rels|worksheets/[^/]+)$", name))


def _check_extent(file: str, xml: bytes) -> None:
    """Refuse a sheet with a stray cell far away: the blank cells before it would fill memory."""
    rows = max(map(int, _ROWS.findall(xml)), default=0)
    columns = max(map(_parse_column, set(_COLUMNS.findall(xml))), default=0)
    if rows * columns > _MAX_CELLS:
        message = f"A sheet extends to row {rows:,} and column {columns:,}."
        raise table_error(
            "file-too-large", file, message, "Delete the cells that are far away from the table."
        )


def _parse_column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def _open_sheet(
    file: str, data: bytes, sheet: str, members: dict[str, bytes]
) -> tuple[str, Iterator[list[_CellValue]], int]:
    """The sheet's name, its rows, and how many blank columns before them are left out."""
    try:  # it may be missing: it is compiled, and not for every system
        from python_calamine import CalamineError, CalamineWorkbook, PasswordError
    except ImportError:
        raise table_error(
            "unreadable-table", file, "XLSX cannot be read on this computer.", "Save it as CSV."
        ) from None
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        name = _choose_sheet(file, book.sheets_metadata, sheet)
        worksheet = book.get_sheet_by_name(name)
        return name, worksheet.iter_rows(), (worksheet.start or (0, 0))[1]
    except PasswordError:
        hint = "Open it in Excel, remove the password, and save it again."
        raise table_error(
            "locked-table", file, "The workbook is locked with a password.", hint
        ) from None
    except (CalamineError, OSError, ValueError, OverflowError):
        raise table_error(
            "unreadable-table", file, "The workbook is broken.", _SAVE_AGAIN
        ) from None
    except BaseException as error:
        # A panic in Rust is not an Exception, and its class cannot be imported.
        if type(error).__name__ != "PanicException":
            raise
        raise table_error(
            "unreadable-table", file, "The workbook is broken.", _SAVE_AGAIN
        ) from None


def _choose_sheet(file: str, sheets: Iterable[SheetMetadata], wanted: str) -> str:
    """The name of the sheet to read: the one named, or the first visible one."""
    from python_calamine import SheetTypeEnum, SheetVisibleEnum  # may be missing, as above

    tables = [sheet for sheet in sheets if sheet.typ == SheetTypeEnum.WorkSheet]
    names = [sheet.name for sheet in tables]
    if wanted in names:
        return wanted
    if wanted:
        available = f"Its sheets: {', '.join(map(quote_text, names[:10]))}." if names else ""
        hint = suggest_name(wanted, names, available)
        raise table_error(
            "unknown-sheet", file, f"The workbook has no sheet {quote_text(wanted)}.", hint
        )
    visible = [sheet.name for sheet in tables if sheet.visible == SheetVisibleEnum.Visible]
    if not names:
        raise table_error("unknown-sheet", file, "The workbook has no sheet.", _SAVE_AGAIN)
    return (visible or names)[0]


def list_other_sheets(file: str, data: bytes, sheet: str) -> list[str]:
    """The names of a workbook's visible sheets, except the one that was read."""
    from python_calamine import CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum  # as above

    sheets = CalamineWorkbook.from_filelike(io.BytesIO(data)).sheets_metadata
    read = _choose_sheet(file, sheets, sheet)
    return [
        each.name
        for each in sheets
        if (each.typ, each.visible) == (SheetTypeEnum.WorkSheet, SheetVisibleEnum.Visible)
        and each.name != read
    ]


def _find_failed_cells(members: dict[str, bytes], name: str) -> Iterator[tuple[int, int]]:
    """Row and column, from 0, of each formula that failed; calamine returns these as blank."""
    xml = members.get(_find_sheet_member(members, name), b"")
    if b't="e"' in xml:
        for match in _FAILED_CELL.finditer(xml):
            yield int(match[2]) - 1, _parse_column(match[1]) - 1


def _find_sheet_member(members: dict[str, bytes], name: str) -> str:
    """The path inside the workbook of the file that holds a sheet's cells; empty if unknown."""
    try:
        sheets = fromstring(members["xl/workbook.xml"]).iter()
        links = fromstring(members.get("xl/_rels/workbook.xml.rels", b"<none/>")).iter()
    except (ParseError, ValueError, LookupError):  # the latter two for an unknown encoding
        return ""
    ids = [_find_by_suffix(each.attrib, "}id") for each in sheets if each.get("name") == name]
    targets = {each.get("Id", ""): each.get("Target", "") for each in links}
    target = targets.get(next(filter(None, ids), ""), "")
    return target[1:] if target.startswith("/") else f"xl/{target}"


def _find_by_suffix(attributes: dict[str, str], end: str) -> str:
    return next((value for key, value in attributes.items() if key.endswith(end)), "")


def _write_csv(rows: Iterable[list[_CellValue]], start: int, failed: set[tuple[int, int]]) -> bytes:
    buffer = io.BytesIO()
    file = io.TextIOWrapper(buffer, "utf-8", newline="")
    writer = csv.writer(file, lineterminator="\n")
    before = [""] * start
    errors: dict[int, list[int]] = {}
    for row, column in failed:
        errors.setdefault(row, []).append(column)
    for number, cells in enumerate(rows):
        texts = before + [_format_cell(cell) for cell in cells]
        for column in errors.get(number, ()):
            if column < len(texts):
                texts[column] = _ERROR_VALUE
        writer.writerow(texts)
    file.flush()
    return buffer.getvalue()


def _format_cell(cell: _CellValue) -> str:
    """A cell as people would type it, without U+0000, which no spreadsheet shows."""
    if isinstance(cell, str):
        return cell.replace("\0", "")
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e15:
        return str(int(cell))
    if isinstance(cell, datetime):
        return _format_datetime(cell)
    if isinstance(cell, timedelta):
        return _format_duration(cell)
    if isinstance(cell, time):
        return _format_datetime(datetime.combine(date.min, cell))[11:]
    return cell.isoformat() if isinstance(cell, date) else str(cell)


def _format_datetime(cell: datetime) -> str:
    """Day and time, rounded to seconds: a sheet's fraction of a day is seldom exact."""
    try:
        near = (cell + timedelta(milliseconds=500)).replace(microsecond=0)
    except OverflowError:
        near = cell.replace(microsecond=0)
    return near.strftime(f"{near.year:04}-%m-%d %H:%M:%S").removesuffix(":00")


def _format_duration(cell: timedelta) -> str:
    minutes = round(cell.total_seconds() / 60)
    return f"{minutes // 60}:{minutes % 60:02}"
