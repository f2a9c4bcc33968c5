"""The parts of a packed workbook and their XML, read in pieces and within bounds.

A part is never held as a whole. What the archive declares about sizes is not believed: bytes
are counted as they are unpacked. A document type, which could define entities that grow without
end, is refused; no spreadsheet writes one.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Mapping
from xml.parsers import expat

from handouts.tables.workbooks.sheets import (
    WorkbookError,
    broken_workbook,
    oversized_workbook,
)
from handouts.tables.workbooks.xml_names import NameResolver

_MAX_UNPACKED = 256 * 1024 * 1024
_MAX_ELEMENTS = 6_000_000
# A tag longer than this is no spreadsheet's. Some parsers read an unfinished one again and again.
_MAX_TAG = 1024 * 1024
_MAX_ATTRIBUTES = 15_000_000
_MAX_PARTS = 10_000
# In front of each part in the list of an archive (APPNOTE.TXT, 4.3.12).
_PART_MARK = b"PK\1\2"
# Other kinds unpack without a limit; no spreadsheet has them (ECMA-376, part 2, annex B).
_KINDS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_PIECE = 256 * 1024


class XmlHandler:
    """What is called while XML is parsed; by default, nothing happens.

    Names are ``namespace name``, separated by a space.
    """

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        """Take the beginning of an element."""

    def end(self, name: str) -> None:
        """Take the end of an element."""

    def add_text(self, text: str) -> None:
        """Take text inside the element that began last; it may come in several pieces."""


class PackedParts:
    """The parts of a packed file, by their paths; upper and lower case are the same."""

    def __init__(self, data: bytes) -> None:
        """Raise WorkbookError where the bytes are not a valid archive."""
        if data.count(_PART_MARK) > _MAX_PARTS:
            raise oversized_workbook()
        try:
            self._archive = zipfile.ZipFile(io.BytesIO(data))
        except Exception:  # zipfile raises many kinds for a broken file
            raise broken_workbook() from None
        self._paths: dict[str, zipfile.ZipInfo] = {}
        self._unpacked: dict[str, int] = {}
        for info in self._archive.infolist():
            key = _normalize_path(info.filename)
            if key in self._paths:  # it is unclear which of the two counts
                raise broken_workbook()
            self._paths[key] = info

    def __contains__(self, path: str) -> bool:
        """Whether there is a part with this path."""
        return _normalize_path(path) in self._paths

    @property
    def paths(self) -> list[str]:
        """The paths of all parts, in lower case."""
        return list(self._paths)

    def read_start(self, path: str, size: int) -> bytes:
        """The first bytes of a part; empty where it is missing. Raises WorkbookError."""
        return next(self.read_pieces(path, size), b"") if path in self else b""

    def parse(self, path: str, handler: XmlHandler) -> None:
        """Parse a part to its end. Raises WorkbookError, also where it is missing."""
        for _ in self.parse_in_pieces(path, handler):
            pass

    def parse_in_pieces(self, path: str, handler: XmlHandler) -> Iterator[None]:
        """Parse a part piece by piece; the handler may be asked after each."""
        parser = _create_parser(handler)
        fed = 0
        try:
            for piece in self.read_pieces(path):
                parser.Parse(piece, False)
                fed += len(piece)
                if fed - parser.CurrentByteIndex > _MAX_TAG:
                    raise broken_workbook()
                yield
            parser.Parse(b"", True)
            yield
        except (expat.ExpatError, LookupError, ValueError):  # the latter two for an encoding
            raise broken_workbook() from None

    def read_pieces(self, path: str, size: int = _PIECE) -> Iterator[bytes]:
        """The bytes of a part, in pieces of at most a size. Raises WorkbookError."""
        info = self._paths.get(_normalize_path(path))
        if info is None or info.compress_type not in _KINDS:
            raise broken_workbook()
        count, others = 0, sum(self._unpacked.values()) - self._unpacked.get(info.filename, 0)
        try:
            with self._archive.open(info) as part:
                while piece := part.read(size):
                    count += len(piece)
                    if others + count > _MAX_UNPACKED:
                        raise oversized_workbook()
                    self._unpacked[info.filename] = max(count, self._unpacked.get(info.filename, 0))
                    yield piece
        except (WorkbookError, GeneratorExit):
            raise
        except Exception:  # as above
            raise broken_workbook() from None


def _create_parser(handler: XmlHandler) -> expat.XMLParserType:
    parser = expat.ParserCreate()
    parser.buffer_text = True
    names = NameResolver()
    elements = counted = 0
    enter, leave, handle_start, handle_end = names.enter, names.leave, handler.start, handler.end

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal elements, counted
        elements += 1
        counted += len(attributes)
        if elements > _MAX_ELEMENTS or counted > _MAX_ATTRIBUTES:
            raise oversized_workbook()
        handle_start(*enter(name, attributes))

    def end(name: str) -> None:
        handle_end(leave(name))

    def refuse(*_: object) -> None:
        raise broken_workbook()

    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = handler.add_text
    parser.StartDoctypeDeclHandler = refuse
    return parser


def _normalize_path(path: str) -> str:
    return path.replace("\\", "/").lstrip("/").lower()
