"""ODS workbooks, those of LibreOffice (OpenDocument 1.3, part 3, 9)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from handouts.tables.workbooks.ods_sheet import OdsSheetHandler, OdsSheetList
from handouts.tables.workbooks.packed_xml import PackedParts, XmlHandler
from handouts.tables.workbooks.sheets import (
    SheetContents,
    SheetEntry,
    SheetRow,
    broken_workbook,
    locked_workbook,
)

CONTENT_PATH = "content.xml"
_SETTINGS_PATH = "settings.xml"
_MANIFEST_PATH = "META-INF/manifest.xml"
_MAX_NAME = 10_000
_CONFIG = "urn:oasis:names:tc:opendocument:xmlns:config:1.0"


class OdsWorkbook:
    """An ODS workbook. Raises WorkbookError where it is broken or locked."""

    def __init__(self, parts: PackedParts) -> None:
        self._parts = parts
        if _is_locked(parts):
            raise locked_workbook()
        found = OdsSheetList()
        parts.parse(CONTENT_PATH, found)
        names = [name for name, _ in found.sheets]
        if len(set(names)) < len(names):
            raise broken_workbook()
        active = _read_active_sheet(parts) or next(iter(names), "")
        self.sheets = [
            SheetEntry(name, is_visible, name == active) for name, is_visible in found.sheets
        ]

    def open_sheet(self, name: str) -> SheetContents:
        """What a sheet holds."""
        contents = SheetContents(iter(()))
        contents.rows = self._read_rows(OdsSheetHandler(name, contents))
        return contents

    def _read_rows(self, handler: OdsSheetHandler) -> Iterator[SheetRow]:
        for _ in self._parts.parse_in_pieces(CONTENT_PATH, handler):
            for row in handler.rows:
                yield from row.repeat()
            handler.rows.clear()


def _is_locked(parts: PackedParts) -> bool:
    """Whether the content is encrypted: as a whole, or as older programs do it, each part."""
    if "encrypted-package" in parts:
        return True
    handler = _ManifestHandler()
    if _MANIFEST_PATH in parts:
        parts.parse(_MANIFEST_PATH, handler)
    return handler.is_encrypted


class _ManifestHandler(XmlHandler):
    def __init__(self) -> None:
        self.is_encrypted = False

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        """Take the beginning of an element."""
        self.is_encrypted |= name.rpartition(" ")[2] == "encryption-data"


def _read_active_sheet(parts: PackedParts) -> str:
    """The name of the sheet in front; empty where the file does not say."""
    handler = _SettingsHandler()
    if _SETTINGS_PATH in parts:
        parts.parse(_SETTINGS_PATH, handler)
    return handler.active


class _SettingsHandler(XmlHandler):
    def __init__(self) -> None:
        self.active = ""
        self.is_inside = False

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        """Take the beginning of an element."""
        is_item = name == f"{_CONFIG} config-item"
        self.is_inside = is_item and attributes.get(f"{_CONFIG} name") == "ActiveTable"

    def end(self, name: str) -> None:
        """Take the end of an element."""
        self.is_inside = False

    def add_text(self, text: str) -> None:
        """Take text inside an element."""
        if self.is_inside and len(self.active) < _MAX_NAME:
            self.active += text
