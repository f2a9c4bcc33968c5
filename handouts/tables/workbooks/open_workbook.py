"""What kind of workbook a file is, by its content: its name may say anything."""

from __future__ import annotations

from handouts.tables.file_kinds import OLD_OFFICE
from handouts.tables.workbooks.links import find_linked_part, read_links
from handouts.tables.workbooks.ods import OdsWorkbook
from handouts.tables.workbooks.packed_xml import PackedParts
from handouts.tables.workbooks.sheets import SAVE_AGAIN, Workbook, WorkbookError
from handouts.tables.workbooks.xls import XlsWorkbook
from handouts.tables.workbooks.xlsb import XlsbWorkbook
from handouts.tables.workbooks.xlsx import XlsxWorkbook

_USUAL_PATHS = ("xl/workbook.xml", "xl/workbook.bin")
_FOREIGN_FOLDERS = ("word/", "ppt/")
_ODS_KINDS = (
    b"application/vnd.oasis.opendocument.spreadsheet",
    b"application/vnd.oasis.opendocument.spreadsheet-template",
)
# For the path of a part: what file has it, and what to do with the file.
_FOREIGN = (
    ("index/document.iwa", "an Apple Numbers file", "numbers"),
    ("index.zip", "an Apple Numbers file", "numbers"),
    ("word/document.xml", "a word processor document", "export"),
    ("ppt/presentation.xml", "a presentation", "export"),
)
_HINTS = {
    "numbers": "Open it in Numbers and export it: File, Export To, Excel or CSV.",
    "export": "Export the table again as CSV (UTF-8) or XLSX.",
}


def open_workbook(data: bytes) -> Workbook:
    """The workbook in a file's bytes. Raises WorkbookError if it is not one that can be read."""
    if data.startswith(OLD_OFFICE):
        return XlsWorkbook(data)
    parts = PackedParts(data)
    usual = next((path for path in _USUAL_PATHS if path in parts), "")
    path = find_linked_part(read_links(parts, ""), "officeDocument", usual)
    if path in parts and path.endswith(".bin"):
        return XlsbWorkbook(parts, path)
    if path in parts and not path.startswith(_FOREIGN_FOLDERS):
        return XlsxWorkbook(parts, path)
    if parts.read_start("mimetype", 100).strip() in _ODS_KINDS:
        return OdsWorkbook(parts)
    for path, kind, hint in _FOREIGN:
        if path in parts:
            raise WorkbookError("not-a-table", f"This is {kind}, not a table.", _HINTS[hint])
    raise WorkbookError("not-a-table", "This is not a table.", SAVE_AGAIN)
