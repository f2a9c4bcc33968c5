"""The file: objects packed together, and the table that finds them.

Replaces the file layout of ReportLab's document. What is not a stream goes into an object
stream (ISO 32000-1, 7.5.7), so that many small objects, such as tags, cost little; a
cross-reference stream (7.5.8) finds them.
"""

from __future__ import annotations

import hashlib
import re
from functools import partial
from typing import Any

from reportlab.pdfbase import pdfdoc

from handouts.pdf import objects
from handouts.pdf.links import page_reference
from handouts.pdf.structure import Structure
from handouts.pdf.tree import written as tree_written

_HEADER = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"
# How many objects a stream holds; a reader unpacks all of them to see one.
_TOGETHER = 200
_LENGTH = re.compile(rb"/Length (\d+)")

# In the table: where a plain object begins, or which stream holds a packed one at which place.
Entry = tuple[int, int, int]


def written(document: Any, structure: Structure | None) -> bytes:
    """The whole file of a ReportLab document, its structure with it where there is one.

    The document's identity comes from all that is in it (14.4), so that the same objects
    give the same bytes.
    """
    for font in document.delayedFonts:
        font.addObjects(document)
    root = objects.reference(document, document.Catalog)
    info = objects.reference(document, document.info)
    return _File(_formatted(document, structure)).whole(f"/Root {root}/Info {info}")


def _formatted(document: Any, structure: Structure | None) -> list[bytes]:
    """All objects in the order of their numbers, from 1. Formatting one may add others."""
    tree = objects.Ready(b"")
    if structure:
        document.Catalog.StructTreeRoot = document.Reference(tree)
    found: list[bytes] = []
    while len(found) < document.objectcounter:
        thing = document.idToObject[document.numberToId[len(found) + 1]]
        found.append(_even(pdfdoc.format(thing, document, toplevel=1)))
    if structure:
        number = document.idToObjectNumberAndVersion[tree.__InternalName__][0]
        pages = partial(page_reference, document)
        found[number - 1], *elements = tree_written(structure, number, len(found) + 1, pages)
        found += elements
    return found


def _even(content: bytes) -> bytes:
    """An object with nothing around it, and one end of line before ``endstream``.

    ReportLab writes none there, but ISO 19005-2, 6.1.7.1, asks for it.
    """
    content = content.strip()
    if not content.endswith(b"endstream"):
        return content
    start = content.index(b"stream\n") + len(b"stream\n")
    length = _LENGTH.search(content, 0, start)
    assert length, "a stream says its length"
    return content[: start + int(length[1])] + b"\nendstream"


class _File:
    """The file as it grows."""

    def __init__(self, found: list[bytes]) -> None:
        self.found = found
        self.parts = [_HEADER]
        self.length = len(_HEADER)
        self.entries: dict[int, Entry] = {0: (0, 0, 255)}

    def whole(self, trailer: str) -> bytes:
        """The file's bytes, with the entries given in its trailer."""
        numbered = list(enumerate(self.found, 1))
        for number, content in numbered:
            if content.endswith(b"endstream"):
                self._add(number, content)
        packed = [pair for pair in numbered if not pair[1].endswith(b"endstream")]
        number = len(numbered) + 1
        for start in range(0, len(packed), _TOGETHER):
            self._pack(number, packed[start : start + _TOGETHER])
            number += 1
        self._finish(number, trailer)
        return b"".join(self.parts)

    def _add(self, number: int, content: bytes) -> None:
        self.entries[number] = (1, self.length, 0)
        self._put(b"%d 0 obj\n%b\nendobj\n" % (number, content))

    def _put(self, part: bytes) -> None:
        self.parts.append(part)
        self.length += len(part)

    def _pack(self, number: int, together: list[tuple[int, bytes]]) -> None:
        """Add one object stream."""
        pairs, start = [], 0
        for place, (own, content) in enumerate(together):
            self.entries[own] = (2, number, place)
            pairs.append(f"{own} {start}")
            start += len(content) + 1
        head = " ".join(pairs).encode("ascii") + b"\n"
        body = b"\n".join(content for _, content in together)
        entries = f"/Type/ObjStm/N {len(together)}/First {len(head)}"
        self._add(number, objects.flated(head + body, entries))

    def _finish(self, number: int, trailer: str) -> None:
        """Add the cross-reference stream, and say where it is."""
        start = self.length
        self.entries[number] = (1, start, 0)
        identity = hashlib.sha256(b"".join(self.parts)).hexdigest()[:32]
        wide = (start.bit_length() + 7) // 8
        columns = wide + 2
        entries = (
            f"/Type/XRef/Size {number + 1}/W[1 {wide} 1]{trailer}/ID[<{identity}><{identity}>]"
            f"/DecodeParms<</Predictor 12/Columns {columns}>>"
        )
        rows = b"".join(_row(self.entries[own], wide) for own in range(number + 1))
        table = objects.flated(_differences(rows, columns), entries)
        self._put(b"%d 0 obj\n%b\nendobj\nstartxref\n%d\n%%%%EOF\n" % (number, table, start))


def _row(entry: Entry, wide: int) -> bytes:
    kind, where, place = entry
    return bytes([kind]) + where.to_bytes(wide, "big") + bytes([place])


def _differences(table: bytes, columns: int) -> bytes:
    """Each row as what it adds to the one before (PNG's Up), which packs far better."""
    above = bytes(columns) + table
    differences = bytes((new - old) & 255 for new, old in zip(table, above))
    rows = (differences[start : start + columns] for start in range(0, len(table), columns))
    return b"".join(b"\x02" + row for row in rows)
