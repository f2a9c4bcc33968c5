"""A file as these tests look at it: its elements, what is drawn for them, and its artifacts."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import pikepdf

from tests.structure import all_elements, list_children, list_marks, marked_texts

SHOWS_TEXT = frozenset(("Tj", "TJ", "'", '"'))
SETS_COLOUR = frozenset(("rg", "RG", "k", "K", "sc", "SC", "scn", "SCN"))
"""The operators that set a colour other than a grey (ISO 32000-1, table 74)."""


@dataclass(frozen=True, slots=True)
class ShownText:
    """A text operator: its page from 0, the artifact it is in, and its height in points.

    ``kind`` is the artifact's Type and Subtype, joined; None for what is read.
    """

    page: int
    kind: str | None
    height: float


@dataclass
class OpenFile:
    """A file, open, with what is looked up in it."""

    pdf: bytes
    file: pikepdf.Pdf = field(init=False)

    def __post_init__(self) -> None:
        self.file = pikepdf.open(io.BytesIO(self.pdf))

    @cached_property
    def elements(self) -> list[pikepdf.Object]:
        """All elements of the tree, in reading order."""
        return list(all_elements(self.file))

    @cached_property
    def texts(self) -> dict[Any, str]:
        """The text of each marked sequence."""
        return dict(marked_texts(self.pdf))

    @cached_property
    def parents(self) -> dict[Any, pikepdf.Object]:
        """The parent of each element."""
        return {
            child.objgen: element for element in self.elements for child in list_children(element)
        }

    def parent_role(self, element: pikepdf.Object) -> str:
        """The role of an element's parent; empty for the topmost."""
        parent = self.parents.get(element.objgen)
        return "" if parent is None else role_of(parent)

    def list_role(self, *roles: str) -> list[pikepdf.Object]:
        """The elements of some roles."""
        return [each for each in self.elements if role_of(each) in roles]

    def words_of(self, element: pikepdf.Object) -> str:
        """The drawn text of an element and of all below it, in reading order."""
        kids: Any = element.get("/K", [])
        own = iter(list(list_marks(self.file, element)))
        words = ""
        for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
            if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
                words += self.words_of(kid)
            elif isinstance(kid, int) or "/MCID" in kid:
                words += self.texts.get(next(own), "")
        return words

    def list_annotations(self, subtype: str) -> Iterator[pikepdf.Object]:
        """The annotations of a subtype on all pages."""
        for page in self.file.pages:
            for each in page.get("/Annots", []):
                if each.Subtype == f"/{subtype}":
                    yield each

    def list_shown(self) -> Iterator[ShownText]:
        """Each text operator on the pages."""
        for number, page in enumerate(self.file.pages):
            yield from _list_shown(page, number)

    def list_all_operators(self) -> Iterator[tuple[Any, str]]:
        """The operators of all content streams, with their operands."""
        for page in self.file.pages:
            yield from list_operators(page)
        for each in self.file.objects:
            if isinstance(each, pikepdf.Stream) and each.get("/Subtype") == "/Form":
                yield from list_operators(each)


def role_of(element: pikepdf.Object) -> str:
    """The role of an element."""
    return str(element.S)[1:]


def attribute_of(element: pikepdf.Object, owner: str, key: str) -> Any:
    """An attribute of an element; None without it."""
    attributes: Any = element.get("/A", [])
    for each in [attributes] if isinstance(attributes, pikepdf.Dictionary) else attributes:
        if each.O == f"/{owner}" and f"/{key}" in each:
            return each[f"/{key}"]
    return None


def list_operators(stream: Any) -> Iterator[tuple[Any, str]]:
    """The operators of a content stream, with their operands."""
    for each in pikepdf.parse_content_stream(stream):
        yield each.operands, str(each.operator)


def _list_shown(page: pikepdf.Page, number: int) -> Iterator[ShownText]:
    """Each text operator of a page; the height is right for text that no matrix moves."""
    scopes: list[str | None] = []
    height = 0.0
    for operands, operator in list_operators(page):
        if operator == "BT":
            height = 0.0
        elif operator == "Td":
            height += float(operands[1])
        elif operator in ("BMC", "BDC"):
            scopes.append(_name_artifact(operands))
        elif operator == "EMC":
            scopes.pop()
        elif operator in SHOWS_TEXT:
            yield ShownText(number, next(filter(None, scopes), None), height)


def _name_artifact(operands: Any) -> str | None:
    if str(operands[0]) != "/Artifact":
        return None
    entries = operands[1] if len(operands) > 1 else {}
    return f"{entries.get('/Type', '/')}{entries.get('/Subtype', '')}"
