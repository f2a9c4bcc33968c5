"""XLS workbooks, the binary format of Excel until 2003; much practice software still exports it."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator

import msgspec

from handouts.tables.workbooks.sheets import (
    SheetContents,
    SheetRow,
    WorkbookError,
    locked_workbook,
    oversized_workbook,
)
from handouts.tables.workbooks.xls_messages import (
    HEAD,
    XlsEnd,
    XlsFailure,
    XlsMessage,
    XlsRow,
    XlsSheet,
)

_MAX_BYTES = 32 * 1024 * 1024
_MAX_SECONDS = 60
_MODULE = "handouts.tables.workbooks.xls_process"
# Names of streams that only another kind of Office file has.
_FOREIGN = (
    ("WordDocument", "a word processor document"),
    ("PowerPoint Document", "a presentation"),
)
_LOCKED = "EncryptedPackage"


class XlsWorkbook:
    """An XLS workbook, or whatever old Office file the bytes are. Raises WorkbookError."""

    def __init__(self, data: bytes) -> None:
        _refuse_foreign(data)
        self._answer = _ask_process(data)
        self._sheets: dict[str, tuple[XlsSheet, int]] = {}
        message: XlsMessage | None = None
        for message, end in _decode_messages(self._answer):
            if isinstance(message, XlsFailure):
                raise WorkbookError(*message.finding)
            if isinstance(message, XlsSheet):
                self._sheets[message.entry.name] = message, end
        if not isinstance(message, XlsEnd):
            raise oversized_workbook()  # the system has ended the process
        self.sheets = [sheet.entry for sheet, _ in self._sheets.values()]

    def open_sheet(self, name: str) -> SheetContents:
        """What a sheet holds."""
        sheet, start = self._sheets[name]
        rows = _decode_rows(self._answer, start)
        return SheetContents(rows, set(sheet.hidden_columns), sheet.merges)


def _decode_rows(answer: bytes, start: int) -> Iterator[SheetRow]:
    for message, _ in _decode_messages(answer, start):
        if not isinstance(message, XlsRow):
            return
        yield message.row


def _decode_messages(answer: bytes, start: int = 0) -> Iterator[tuple[XlsMessage, int]]:
    """Each whole message from a place on, and where it ends."""
    decoder = msgspec.msgpack.Decoder(XlsMessage)
    view = memoryview(answer)
    while start + HEAD.size <= len(view):
        begin = start + HEAD.size
        start = begin + HEAD.unpack_from(view, start)[0]
        if start > len(view):
            return
        yield decoder.decode(view[begin:start]), start


def _ask_process(data: bytes) -> bytes:
    """What the process that reads a workbook says of it. Raises WorkbookError."""
    # It looks for no module in the current folder. Its errors are not shown: a cell may be in them.
    process = subprocess.Popen(
        [sys.executable, "-P", "-c", f"import {_MODULE} as reader; reader.main()"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
    )
    try:
        return process.communicate(data, _MAX_SECONDS)[0]
    except subprocess.TimeoutExpired:
        raise oversized_workbook() from None
    finally:
        process.kill()
        process.wait()


def _refuse_foreign(data: bytes) -> None:
    """Refuse what is no XLS; an XLSX with a password is packed into such a file too."""
    if _LOCKED.encode("utf-16-le") in data:
        raise locked_workbook()
    for stream, kind in _FOREIGN:
        if stream.encode("utf-16-le") in data:
            hint = "Export the table again as CSV (UTF-8) or XLSX."
            raise WorkbookError("not-a-table", f"This is {kind}, not a table.", hint)
    if len(data) > _MAX_BYTES:
        raise oversized_workbook()
