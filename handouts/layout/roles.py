"""Roles: what a piece is for a screen reader. The structure tree is read off the pieces' roles.

A role is one structure element (ISO 32000-1, 14.8.4): pieces with the same role, wherever they
are on the sheet, are the content of the same element. A role knows the one that contains it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

import msgspec

from handouts.pdf.tags.structure import StructureError
from handouts.sources.source_map import Address

SectionTag = Literal["Sect", "Callout"]
ListTag = Literal["L", "Checklist", "Timeline"]
TableTag = Literal["Table", "TR", "TH", "TD"]
ItemTag = Literal["LI", "Lbl", "LBody", "BibEntry"]
Tag = Literal[
    SectionTag,
    ListTag,
    TableTag,
    ItemTag,
    "H1",
    "H2",
    "H3",
    "P",
    "Caption",
    "Form",
    "Figure",
    "Link",
]
Numbering = Literal["", "None", "Decimal", "Description", "Disc", "Square"]
"""What the labels of a list are (ISO 32000-2, table 382). Those of a description are terms, which
files before PDF 2.0 cannot say."""
PrintedField = Literal["", "tv", "cb"]
"""What is filled in with a pen: a text, or a box to tick (ISO 32000-1, table 348)."""
Scope = Literal["", "Row", "Column"]
"""What the head of a table's row or column is for (ISO 32000-1, table 349)."""

CUSTOM_TAGS = {"Callout": "Sect", "Checklist": "L", "Timeline": "L"}
"""Custom element types, mapped to standard structure types (ISO 32000-1, 14.8.4)."""

_SECTIONS, _LISTS = frozenset({"Sect", "Callout"}), frozenset({"L", "Checklist", "Timeline"})
_DOCUMENT = frozenset({"Document"})
_PARENTS: Mapping[str, frozenset[str]] = {
    **dict.fromkeys(_SECTIONS, _DOCUMENT),
    **dict.fromkeys(_LISTS, _SECTIONS | {"LBody"}),
    "H1": _DOCUMENT,
    "H2": _SECTIONS,
    "H3": _SECTIONS,
    "P": _DOCUMENT | _SECTIONS | {"LBody"},
    "LI": _LISTS,
    "Lbl": frozenset({"LI"}),
    "LBody": frozenset({"LI"}),
    "BibEntry": frozenset({"LBody"}),
    "Form": frozenset({"P", "Lbl", "LBody", "TD"}),
    "Caption": _DOCUMENT | _SECTIONS | _LISTS | {"LBody", "Table"},
    "Table": _SECTIONS | {"LBody"},
    "TR": frozenset({"Table"}),
    "TH": frozenset({"TR"}),
    "TD": frozenset({"TR"}),
    "Link": _SECTIONS | {"LBody"},
    "Figure": _DOCUMENT | _SECTIONS | {"LBody", "Link"},
}
"""Which elements each may be in (ISO 32000-1, 14.8.4.2 to 14.8.4.5), as far as they are used."""


class RoleError(StructureError):
    """A role that no element may have: a bug in the program, not a user's mistake."""


class Role(msgspec.Struct, frozen=True, eq=False, gc=False):
    """One element of the structure tree; each is equal to itself alone.

    ``alt`` describes a figure or a field, ``actual`` replaces content that cannot be read,
    ``scope`` says which cells a header is for, ``about`` what belongs in a ``field``. At the top of
    the tree, where a front may be arranged in any way, a lower ``rank`` is read first, and one
    below 0 before all else; all others are read in the order of their pieces. ``address`` is where
    the content came from.

    Raises RoleError for a parent that may not contain it, and for a figure without ``alt``, a list
    without ``numbering``, a label in a list that says it has none (ISO 14289-2, 8.2.5.25), or a
    header without ``scope``.
    """

    tag: Tag
    parent: Role | None = None
    alt: str = ""
    actual: str = ""
    numbering: Numbering = ""
    rank: int = 0
    scope: Scope = ""
    field: PrintedField = ""
    about: str = ""
    address: Address = ()

    def __post_init__(self) -> None:
        """Check that an element may have this role."""
        parent = self.parent.tag if self.parent else "Document"
        if parent not in _PARENTS.get(self.tag, ()):
            raise RoleError(f"a {self.tag} may not be in a {parent}")
        if self.tag == "Figure" and not self.alt:
            raise RoleError("a figure without alternative text")
        if self.tag in _LISTS and not self.numbering:
            raise RoleError(f"a {self.tag} without its numbering")
        listed = self.parent.parent if self.parent and self.tag == "Lbl" else None
        if listed and listed.numbering == "None":
            raise RoleError("a label in a list without labels")
        if (self.tag == "TH") != bool(self.scope):
            raise RoleError("a head of a table without its scope, or another with one")


CLINIC = Role("P", rank=0, address=("brand", "name"))
PICTURE_RANK = 1
TITLE = Role("H1", rank=2, address=("handout", "title"))
SUBTITLE = Role("P", rank=3, address=("handout", "subtitle"))
COVER_TAGLINE = Role("P", rank=4, address=("brand", "tagline"))
HEAD_TAGLINE = Role("P", rank=0, address=("brand", "tagline"))
"""It stands at the foot of a cover, and beside the clinic at the head of other pages."""

DRAFT = Role("P", rank=-1)
VERSION = (Role("P", rank=0), Role("P", rank=1))
"""What a front, a draft's mark and the version lines are, on whatever sheet they are."""
