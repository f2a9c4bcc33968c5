"""The links from a workbook of Excel to its other parts (ECMA-376, part 2, 6.5)."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping

from handouts.data import Data
from handouts.tables.workbooks.packed_xml import PackedParts, XmlHandler
from handouts.tables.workbooks.sheets import require_listable


class Link(Data, frozen=True):
    """A link to another part: its kind, such as ``worksheet``, and its path."""

    kind: str
    path: str


def read_links(parts: PackedParts, workbook: str) -> dict[str, Link]:
    """The parts that the workbook with a path refers to, by their ids. Raises WorkbookError."""
    folder, name = posixpath.split(workbook)
    path = f"{folder}/_rels/{name}.rels"
    handler = _LinksHandler(folder)
    if path in parts:
        parts.parse(path, handler)
    return handler.links


def find_linked_part(links: Mapping[str, Link], kind: str, default: str) -> str:
    """The path of the part of a kind; the usual one where there is no link to it."""
    return next((link.path for link in links.values() if link.kind == kind), default)


class _LinksHandler(XmlHandler):
    def __init__(self, folder: str) -> None:
        self.folder = folder
        self.links: dict[str, Link] = {}

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        """Take the beginning of an element."""
        if name.rpartition(" ")[2] != "Relationship" or attributes.get("TargetMode") == "External":
            return
        target = attributes.get("Target", "").replace("\\", "/")
        path = posixpath.normpath(posixpath.join("/", self.folder, target)).lstrip("/")
        kind = attributes.get("Type", "").rpartition("/")[2]
        self.links[attributes.get("Id", "")] = Link(kind, path)
        require_listable(len(self.links))
