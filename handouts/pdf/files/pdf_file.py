"""The PDF file while it is written: object streams and the cross-reference stream.

Objects that are not streams go into object streams (ISO 32000-1, 7.5.7), so that many small
objects, such as tags, take little space; a cross-reference stream (7.5.8) locates them.
"""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import accumulate

from handouts.pdf import objects

_HEADER = b"%%PDF-%b\n%%\xe2\xe3\xcf\xd3\n"
# How many objects go into one stream; a reader unpacks all of them to read one.
_OBJECTS_PER_STREAM = 200
# An entry has one byte for its type, some for the object's offset or the number of the stream
# that contains it, and one for its index in that stream.
_OFFSET_BYTES = 4
_ENTRY_BYTES = 1 + _OFFSET_BYTES + 1
_FREE = bytes(_ENTRY_BYTES - 1) + b"\xff"
_PLACES = tuple(bytes((place,)) for place in range(_OBJECTS_PER_STREAM))
# How many rows of the table are compressed at once, so that a long table needs no more memory.
_ROWS_AT_ONCE = 20_000
_MOST_OBJECTS = 8_388_607  # ISO 19005-2, 6.1.13
_MOST_BYTES = 256**_OFFSET_BYTES - 1


class FileTooLarge(Exception):
    """One file cannot have so many objects or bytes."""


class PdfFile:
    """The bytes written so far, and a cross-reference entry for each object in them.

    ``version`` is the version of PDF that the file states.
    """

    def __init__(self, version: str = "1.7") -> None:
        self.content = _HEADER % version.encode("ascii")
        self.parts: list[bytes] = []
        self.length = len(self.content)
        self.table = bytearray(_FREE)
        self.digest = hashlib.sha256(self.content)

    def copy(self) -> PdfFile:
        """A copy of the file, to which other objects can be added."""
        other = PdfFile()
        other.content, other.length = b"".join((self.content, *self.parts)), self.length
        other.table, other.digest = self.table[:], self.digest.copy()
        return other

    def get_object(self, number: int) -> bytes:
        """The bytes of an object that was added before the file was copied."""
        kind, offset, place = self._get_entry(number)
        if kind == 2:
            return self._unpack_stream(offset)[place]
        starts = (
            start for kind, start, _ in map(self._get_entry, self._list_numbers()) if kind == 1
        )
        end = min((start for start in starts if start > offset), default=len(self.content))
        return self.content[offset:end].partition(b" obj\n")[2].removesuffix(b"\nendobj\n")

    def take_bytes(self) -> bytes:
        """Return the bytes that are not taken yet, and forget them.

        For a caller that writes them out while the file is built.
        """
        taken = b"".join((self.content, *self.parts))
        self.content, self.parts = b"", []
        return taken

    def add_objects(
        self, objects: Iterable[tuple[int, bytes]], packing: int, *, quick: bool = False
    ) -> int:
        """Add objects with their numbers; return the number after the last object stream's.

        Objects that are not streams go into object streams, numbered from ``packing``.
        Those are compressed ``quick`` or thoroughly. Raises FileTooLarge.
        """
        packed = []
        for number, content in objects:
            if content.endswith(b"endstream"):
                self._add_object(number, content)
            else:
                packed.append((number, content))
        for start in range(0, len(packed), _OBJECTS_PER_STREAM):
            self._pack_objects(packing, packed[start : start + _OBJECTS_PER_STREAM], quick)
            packing += 1
        return packing

    def finish_file(self, number: int, trailer: str) -> bytes:
        """Add the cross-reference stream as object ``number`` and return the remaining bytes.

        ``trailer`` has the entries of the trailer dictionary. Raises FileTooLarge.
        """
        start = self.length
        if number > _MOST_OBJECTS:
            raise FileTooLarge(f"{number} objects")
        self._set_entry(number, 1, start, 0)
        identity = self.digest.hexdigest()[:32]
        entries = (
            f"/Type/XRef/Size {number + 1}/W[1 {_OFFSET_BYTES} 1]{trailer}/ID[<{identity}><"
            f"{identity}>]"
            f"/DecodeParms<</Predictor 12/Columns {_ENTRY_BYTES}>>"
        )
        table = objects.format_stream(_pack_table(self.table), f"{entries}/Filter/FlateDecode")
        end = b"%d 0 obj\n%b\nendobj\nstartxref\n%d\n%%%%EOF\n" % (number, table, start)
        self.parts.append(end)
        return self.take_bytes()

    def _add_object(self, number: int, content: bytes) -> None:
        self._set_entry(number, 1, self.length, 0)
        part = b"%d 0 obj\n%b\nendobj\n" % (number, content)
        self.parts.append(part)
        self.length += len(part)
        self.digest.update(part)

    def _pack_objects(
        self, number: int, together: Sequence[tuple[int, bytes]], quick: bool
    ) -> None:
        """Add one object stream."""
        numbers = [packed for packed, _ in together]
        bodies = [content for _, content in together]
        self._enter_packed(number, numbers)
        starts = accumulate([len(content) + 1 for content in bodies[:-1]], initial=0)
        pairs = [f"{packed} {start}" for packed, start in zip(numbers, starts, strict=True)]
        head = " ".join(pairs).encode("ascii") + b"\n"
        entries = f"/Type/ObjStm/N {len(together)}/First {len(head)}"
        content = head + b"\n".join(bodies)
        self._add_object(number, objects.format_flate_stream(content, entries, quick=quick))

    def _enter_packed(self, stream: int, numbers: Sequence[int]) -> None:
        """Set the entries of objects in a stream, in their order; ``numbers`` are sorted."""
        self._extend_table(numbers[-1] + 1)
        table, kind = self.table, b"\x02" + stream.to_bytes(_OFFSET_BYTES, "big")
        for packed, place in zip(numbers, _PLACES):
            offset = packed * _ENTRY_BYTES
            table[offset : offset + _ENTRY_BYTES] = kind + place

    def _set_entry(self, number: int, kind: int, offset: int, place: int) -> None:
        """Set the entry of an object: its offset, or the stream it is in and its index there."""
        if offset > _MOST_BYTES:
            raise FileTooLarge(f"{offset} bytes")
        self._extend_table(number)
        start = number * _ENTRY_BYTES
        entry = b"%c%b%c" % (kind, offset.to_bytes(_OFFSET_BYTES, "big"), place)
        self.table[start : start + _ENTRY_BYTES] = entry

    def _extend_table(self, count: int) -> None:
        """Extend the table to at least this many entries."""
        self.table += _FREE * (count - len(self.table) // _ENTRY_BYTES)

    def _get_entry(self, number: int) -> tuple[int, int, int]:
        row = self.table[number * _ENTRY_BYTES : (number + 1) * _ENTRY_BYTES]
        return row[0], int.from_bytes(row[1:-1], "big"), row[-1]

    def _list_numbers(self) -> range:
        return range(len(self.table) // _ENTRY_BYTES)

    def _unpack_stream(self, number: int) -> list[bytes]:
        """Unpack the objects of an object stream."""
        head, _, packed = self.get_object(number).partition(b"stream\n")
        body = zlib.decompressobj().decompress(packed)
        first = int(head.partition(b"/First ")[2].partition(b"/")[0])
        starts = [first + int(start) for start in body[:first].split()[1::2]]
        return [body[a:b].strip() for a, b in zip(starts, [*starts[1:], len(body)])]


def _pack_table(table: bytearray) -> bytes:
    """The differences between the table's rows, compressed."""
    return objects.compress_quickly(_list_differences(table))


def _list_differences(table: bytearray) -> Iterator[bytes]:
    """The differences between the table's rows, some thousand rows at a time."""
    above = bytes(_ENTRY_BYTES)
    for rows in _split_rows(table):
        yield _subtract_rows(rows, above)
        above = bytes(rows[-_ENTRY_BYTES:])


def _split_rows(table: bytearray) -> Iterator[bytearray]:
    size = _ROWS_AT_ONCE * _ENTRY_BYTES
    return (table[start : start + size] for start in range(0, len(table), size))


def _subtract_rows(table: bytes | bytearray, above: bytes) -> bytes:
    """Each row as its difference from the row above (PNG's Up), which compresses far better.

    All bytes are subtracted at once, as the digits of two large numbers with a spare digit
    between them for the borrow.
    """
    rows = len(table) // _ENTRY_BYTES
    wide, length = _widen_bytes(table), len(table) - _ENTRY_BYTES
    before = (_widen_bytes(above) << 16 * length) + (wide >> 16 * _ENTRY_BYTES)
    differences = (wide + _make_guard(len(table)) - before).to_bytes(2 * len(table), "big")[1::2]
    predicted = bytearray(b"\x02" * (rows * (_ENTRY_BYTES + 1)))
    for column in range(_ENTRY_BYTES):
        predicted[column + 1 :: _ENTRY_BYTES + 1] = differences[column::_ENTRY_BYTES]
    return bytes(predicted)


@lru_cache(maxsize=16)
def _make_guard(count: int) -> int:
    """A number with a one in each spare digit; its other digits are zero."""
    return int.from_bytes(b"\x01\x00" * count, "big")


def _widen_bytes(table: bytes | bytearray) -> int:
    """The bytes as one number, with a zero byte before each."""
    wide = bytearray(2 * len(table))
    wide[1::2] = table
    return int.from_bytes(wide, "big")
