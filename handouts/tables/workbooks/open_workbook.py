"""What kind of workbook a file is, by its content: its name may say anything."""

from __future__ import annotations

from handouts.tables.workbooks.packed_xml import PackedParts
from handouts.tables.workbooks.sheets import SAVE_AGAIN, Workbook, WorkbookError
from handouts.tables.workbooks.xlsx import WORKBOOK_PATH, XlsxWorkbook

# For the path of a part: what file has it, and what to do with the file.
_FOREIGN = (
    ("index/document.iwa", "an Apple Numbers file", "numbers"),
    ("index.zip", "an Apple Numbers file", "numbers"),
    ("xl/workbook.bin", "a binary Excel workbook (XLSB)", "excel"),
    ("word/document.xml", "a word processor document", "export"),
    ("ppt/presentation.xml", "a presentation", "export"),
)
_HINTS = {
    "numbers": "Open it in Numbers and export it: File, Export To, Excel or CSV.",
    "excel": "Open it in Excel and save it as XLSX.",
    "export": "Export the table again as CSV (UTF-8) or XLSX.",
}


def open_workbook(data: bytes) -> Workbook:
    """The workbook in a file's bytes. Raises WorkbookError if it is not one that can be read."""
    parts = PackedParts(data)
    if WORKBOOK_PATH in parts:
        return XlsxWorkbook(parts)
    for path, kind, hint in _FOREIGN:
        if path in parts:
            raise WorkbookError("not-a-table", f"This is {kind}, not a table.", _HINTS[hint])
    raise WorkbookError("not-a-table", "This is not a table.", SAVE_AGAIN)
