"""The file as it grows: objects packed together, and the table that finds them.

What is not a stream goes into an object stream (ISO 32000-1, 7.5.7), so that many small
objects, such as tags, cost little; a cross-reference stream (7.5.8) finds them.
"""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Iterable, Iterator, Sequence

from handouts.pdf import objects
from handouts.pdf.objects import QUICK, WELL

_HEADER = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"
# How many objects a stream holds; a reader unpacks all of them to see one.
_TOGETHER = 200
# Bytes of an entry: its kind, where the object begins or which stream holds it, its place there.
_WHERE = 4
_COLUMNS = 1 + _WHERE + 1
_FREE = bytes(_COLUMNS - 1) + b"\xff"
# Rows of the table that are packed at a time, so that a long one takes no more memory.
_ROWS = 20_000
_MOST_OBJECTS = 8_388_607  # ISO 19005-2, 6.1.13
_MOST_BYTES = 256**_WHERE - 1


class TooLarge(Exception):
    """More objects or bytes than one file may have."""


class File:
    """Bytes so far, and an entry for each object in them."""

    def __init__(self) -> None:
        self.content = _HEADER
        self.parts: list[bytes] = []
        self.length = len(_HEADER)
        self.table = bytearray(_FREE)
        self.digest = hashlib.sha256(_HEADER)

    def copy(self) -> File:
        """Another file that begins with the same bytes."""
        other = File()
        other.content, other.length = b"".join((self.content, *self.parts)), self.length
        other.table, other.digest = self.table[:], self.digest.copy()
        return other

    def get(self, number: int) -> bytes:
        """An object that was added before the file was copied."""
        kind, where, place = self._entry(number)
        if kind == 2:
            return self._unpacked(where)[place]
        starts = (start for kind, start, _ in map(self._entry, self._numbers()) if kind == 1)
        end = min((start for start in starts if start > where), default=len(self.content))
        return self.content[where:end].partition(b" obj\n")[2].removesuffix(b"\nendobj\n")

    def taken(self) -> bytes:
        """The bytes so far, which are not kept: for who writes them while the file grows."""
        taken = b"".join((self.content, *self.parts))
        self.content, self.parts = b"", []
        return taken

    def add(self, objects: Iterable[tuple[int, bytes]], packing: int, level: int = WELL) -> int:
        """Add objects by their numbers; returns the number after that of the last packing.

        Those which are no streams are packed into objects of their own, from ``packing``.
        """
        packed = []
        for number, content in objects:
            if content.endswith(b"endstream"):
                self._add(number, content)
            else:
                packed.append((number, content))
        for start in range(0, len(packed), _TOGETHER):
            self._pack(packing, packed[start : start + _TOGETHER], level)
            packing += 1
        return packing

    def whole(self, number: int, trailer: str) -> bytes:
        """The file, its table being its last object, with the entries given in its trailer.

        Raises TooLarge.
        """
        start = self.length
        if number > _MOST_OBJECTS:
            raise TooLarge(f"{number} objects")
        self._enter(number, 1, start, 0)
        identity = self.digest.hexdigest()[:32]
        entries = (
            f"/Type/XRef/Size {number + 1}/W[1 {_WHERE} 1]{trailer}/ID[<{identity}><{identity}>]"
            f"/DecodeParms<</Predictor 12/Columns {_COLUMNS}>>"
        )
        table = objects.stream(_packed(self.table), f"{entries}/Filter/FlateDecode")
        end = b"%d 0 obj\n%b\nendobj\nstartxref\n%d\n%%%%EOF\n" % (number, table, start)
        self.parts.append(end)
        return self.taken()

    def _add(self, number: int, content: bytes) -> None:
        self._enter(number, 1, self.length, 0)
        part = b"%d 0 obj\n%b\nendobj\n" % (number, content)
        self.parts.append(part)
        self.length += len(part)
        self.digest.update(part)

    def _pack(self, number: int, together: Sequence[tuple[int, bytes]], level: int) -> None:
        """Add one object stream."""
        pairs, start = [], 0
        self._lengthen(max(own for own, _ in together) + 1)
        entry = b"\x02" + number.to_bytes(_WHERE, "big")
        for place, (own, content) in enumerate(together):
            at = own * _COLUMNS
            self.table[at : at + _COLUMNS] = entry + bytes((place,))
            pairs.append(f"{own} {start}")
            start += len(content) + 1
        head = " ".join(pairs).encode("ascii") + b"\n"
        body = b"\n".join([content for _, content in together])
        entries = f"/Type/ObjStm/N {len(together)}/First {len(head)}"
        self._add(number, objects.flated(head + body, entries, level))

    def _enter(self, number: int, kind: int, where: int, place: int) -> None:
        """Set the entry of an object: where it begins, or which stream holds it at which place."""
        if where > _MOST_BYTES:
            raise TooLarge(f"{where} bytes")
        self._lengthen(number)
        start = number * _COLUMNS
        entry = b"%c%b%c" % (kind, where.to_bytes(_WHERE, "big"), place)
        self.table[start : start + _COLUMNS] = entry

    def _lengthen(self, count: int) -> None:
        """Have entries for so many objects at least."""
        self.table += _FREE * (count - len(self.table) // _COLUMNS)

    def _entry(self, number: int) -> tuple[int, int, int]:
        row = self.table[number * _COLUMNS : (number + 1) * _COLUMNS]
        return row[0], int.from_bytes(row[1:-1], "big"), row[-1]

    def _numbers(self) -> range:
        return range(len(self.table) // _COLUMNS)

    def _unpacked(self, number: int) -> list[bytes]:
        """The objects of an object stream."""
        head, _, packed = self.get(number).partition(b"stream\n")
        body = zlib.decompressobj().decompress(packed)
        first = int(head.partition(b"/First ")[2].partition(b"/")[0])
        starts = [first + int(start) for start in body[:first].split()[1::2]]
        return [body[a:b].strip() for a, b in zip(starts, [*starts[1:], len(body)])]


def _packed(table: bytearray) -> bytes:
    """The table's rows, each as what it adds to the one before, packed by zlib."""
    packer, above = zlib.compressobj(QUICK), bytes(_COLUMNS)
    packed = []
    for rows in _cut(table):
        packed.append(packer.compress(_differences(rows, above)))
        above = bytes(rows[-_COLUMNS:])
    return b"".join((*packed, packer.flush()))


def _cut(table: bytearray) -> Iterator[bytearray]:
    size = _ROWS * _COLUMNS
    return (table[start : start + size] for start in range(0, len(table), size))


def _differences(table: bytes | bytearray, above: bytes) -> bytes:
    """Each row as what it adds to the one above it (PNG's Up), which packs far better.

    All bytes of the table are taken from one another at once, as the digits of two numbers
    with room between them for what is borrowed.
    """
    rows = len(table) // _COLUMNS
    wide = _widened(table)
    before = _widened(above + table[:-_COLUMNS])
    guard = int.from_bytes(b"\x01\x00" * len(table), "big")
    taken = (wide + guard - before).to_bytes(2 * len(table), "big")[1::2]
    made = bytearray(b"\x02" * (rows * (_COLUMNS + 1)))
    for column in range(_COLUMNS):
        made[column + 1 :: _COLUMNS + 1] = taken[column::_COLUMNS]
    return bytes(made)


def _widened(table: bytes | bytearray) -> int:
    """The bytes as one number, a nought before each."""
    wide = bytearray(2 * len(table))
    wide[1::2] = table
    return int.from_bytes(wide, "big")
