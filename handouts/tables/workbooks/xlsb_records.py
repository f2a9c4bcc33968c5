"""The records of a part of an XLSB workbook ([MS-XLSB] 2.1.4): a kind, a size, and data."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from typing import NamedTuple

from handouts.tables.workbooks.packed_xml import PackedParts
from handouts.tables.workbooks.sheets import broken_workbook, oversized_workbook

_MAX_SIZE = 4 * 1024 * 1024
_MAX_RECORDS = 8_000_000
_MAX_HEAD = 6
# Between these, a newer Excel keeps what older ones skip (BrtFRTBegin, BrtFRTEnd).
_BEGIN_FUTURE, _END_FUTURE = 35, 36


class BinaryRecord(NamedTuple):
    """A record. All methods raise WorkbookError where its data is too short."""

    kind: int
    data: bytes

    def number(self, at: int) -> int:
        """The number of 32 bits at a place."""
        return int(self._unpack("<I", at))

    def short(self, at: int) -> int:
        """The number of 16 bits at a place."""
        return int(self._unpack("<H", at))

    def byte(self, at: int) -> int:
        """The number of 8 bits at a place."""
        return int(self._unpack("<B", at))

    def real(self, at: int) -> float:
        """The floating-point number at a place."""
        return float(self._unpack("<d", at))

    def text(self, at: int) -> tuple[str, int]:
        """The text at a place, and where it ends."""
        count = self.number(at)
        if count == 0xFFFFFFFF:  # a text that is missing
            return "", at + 4
        end = at + 4 + 2 * count
        if end > len(self.data):
            raise broken_workbook()
        return self.data[at + 4 : end].decode("utf-16-le", "replace"), end

    def _unpack(self, form: str, at: int) -> float:
        try:
            value: float = struct.unpack_from(form, self.data, at)[0]
        except struct.error:
            raise broken_workbook() from None
        return value


def read_records(parts: PackedParts, path: str) -> Iterator[BinaryRecord]:
    """Each record of a part, in order. Raises WorkbookError."""
    depth = 0
    for record in _split_records(parts, path):
        if record.kind == _BEGIN_FUTURE:
            depth += 1
        elif record.kind == _END_FUTURE:
            depth -= 1
        elif depth <= 0:
            yield record


def _split_records(parts: PackedParts, path: str) -> Iterator[BinaryRecord]:
    buffer = b""
    count = 0
    for piece in parts.read_pieces(path):
        buffer += piece
        at = 0
        while len(buffer) - at >= _MAX_HEAD:
            kind, size, start = _read_head(buffer, at)
            if start + size > len(buffer):
                break
            yield BinaryRecord(kind, buffer[start : start + size])
            at = start + size
            count += 1
            if count > _MAX_RECORDS:
                raise oversized_workbook()
        buffer = buffer[at:]
    while buffer:
        kind, size, start = _read_head(buffer + bytes(_MAX_HEAD), 0)
        if start + size > len(buffer):
            raise broken_workbook()
        yield BinaryRecord(kind, buffer[start : start + size])
        buffer = buffer[start + size :]


def _read_head(buffer: bytes, at: int) -> tuple[int, int, int]:
    """Kind and size of the record at a place, and where its data starts: seven bits a byte."""
    kind, at = buffer[at], at + 1
    if kind & 0x80:
        kind, at = kind & 0x7F | (buffer[at] & 0x7F) << 7, at + 1
    size = 0
    for shift in range(0, 28, 7):
        byte, at = buffer[at], at + 1
        size |= (byte & 0x7F) << shift
        if not byte & 0x80:
            break
    if size > _MAX_SIZE:
        raise broken_workbook()
    return kind, size, at
