"""The structure tree that screen readers use, built from the story alone.

Elements are addressed by paths: section, block, item, part. Pieces have the same paths, so
that drawn content finds its element wherever it is on the sheet.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import singledispatch

from handouts.document import story
from handouts.document.runs import Text, plain, words
from handouts.language.words import words_for
from handouts.pdf.tags.structure import Element, Structure, WrittenTree

TagPath = tuple[str | int, ...]
"""The address of an element in the structure tree: section, block, item, part."""

ROLES = {"Callout": "Sect", "Checklist": "L", "Timeline": "L"}
"""Custom element types, mapped to standard structure types (ISO 32000-1, 14.8.4)."""


@dataclass
class StructureTree:
    """The structure tree of a story: its elements by path, and the text of those that have any."""

    root: Element
    elements: dict[TagPath, Element] = field(default_factory=dict)
    texts: dict[TagPath, str] = field(default_factory=dict)

    def make_structure(self, begun: WrittenTree | None = None) -> Structure:
        """Make the structure for one canvas, which may continue a tree that was begun."""
        return Structure(self.root, ROLES, begun)

    def accessible_lines(self) -> Iterator[str]:
        """Yield what a screen reader reads, one element per line, indented by nesting."""
        paths = {id(element): path for path, element in self.elements.items()}
        yield from self._element_lines(self.root, paths, 0)

    def _element_lines(
        self, element: Element, paths: dict[int, TagPath], depth: int
    ) -> Iterator[str]:
        text = self.texts.get(paths.get(id(element), ("",)), "")
        if element is not self.root:
            speech = " ".join(filter(None, (element.actual or element.alt, text)))
            yield f"{'  ' * depth}{element.role}{': ' if speech else ''}{speech}"
            depth += 1
        for child in element.children:
            yield from self._element_lines(child, paths, depth)


def tag_story(tagged: story.Story, shared: StructureTree | None = None) -> StructureTree:
    """Build the structure tree of a story, in reading order.

    With the tree of the content shared by many stories, its elements are reused, and only
    those of the personal sections are new.
    """
    return _TreeBuilder(tagged, shared.elements if shared else {}).tree


def tag_shared(tagged: story.Story) -> StructureTree:
    """Build the structure tree of the content that is not personal."""
    return _TreeBuilder(tagged, {}, leave_out=True).tree


class _TreeBuilder:
    """Builds the structure tree, element by element."""

    def __init__(
        self, tagged: story.Story, shared: Mapping[TagPath, Element], leave_out: bool = False
    ) -> None:
        self.words = words_for(tagged.language)
        self.tree = StructureTree(Element("Document"))
        self.shared = shared
        self._add_cover(tagged)
        for place, section in enumerate(tagged.sections):
            if not (leave_out and section.personal):
                self._add_section(place, section)
        for number, line in enumerate(tagged.version_lines):
            self.add_element(self.tree.root, "P", ("version", number), line)

    def add_element(
        self,
        parent: Element,
        role: str,
        path: TagPath,
        text: Text = (),
        *,
        actual: str = "",
        alt: str = "",
    ) -> Element:
        """Add an element at a path, or the shared one there; return it."""
        element = self.shared.get(path)
        element = parent.add(element or Element(role, actual=actual, alt=alt))
        self.tree.elements[path] = element
        if text:
            self.tree.texts[path] = words(text)
        return element

    def _add_cover(self, tagged: story.Story) -> None:
        root, front = self.tree.root, tagged.cover
        if tagged.draft:
            self.add_element(root, "P", ("draft",), plain(tagged.draft))
        self.add_element(root, "P", ("cover", "clinic"), plain(front.clinic))
        if front.picture:
            self.add_picture(root, ("cover",), front.picture)
        self.add_element(root, "H1", ("cover", "title"), front.title)
        if front.subtitle:
            self.add_element(root, "P", ("cover", "subtitle"), front.subtitle)
        if front.tagline:
            self.add_element(root, "P", ("cover", "tagline"), plain(front.tagline))

    def _add_section(self, place: int, section: story.Section) -> None:
        if (place,) in self.shared:
            self.tree.root.add(self.shared[(place,)])
            return
        role = "Callout" if section.is_callout else "Sect"
        parent = self.add_element(self.tree.root, role, (place,))
        if section.heading:
            self.add_element(parent, "H2", (place, "heading"), section.heading)
        for number, block in enumerate(section.blocks):
            _add_block(block, self, parent, (place, number))

    def add_picture(self, parent: Element, path: TagPath, block: story.Picture) -> None:
        """Add a figure with its alternative text, and the caption."""
        if block.alt:
            self.add_element(parent, "Figure", (*path, "picture"), alt=block.alt)
        if block.caption:
            self.add_element(parent, "P", (*path, "caption"), block.caption)

    def add_list(self, parent: Element, path: TagPath, role: str, numbering: str) -> Element:
        """Add a list with its numbering, one of PDF's ListNumbering values."""
        listed = self.add_element(parent, role, path)
        listed.set_attribute("List", "ListNumbering", numbering)
        return listed

    def add_item(
        self, listed: Element, path: TagPath, text: Text, *, label: str = "", mark: str = ""
    ) -> Element:
        """Add an item with its label: printed text, or a mark with replacement text.

        Returns the item's body.
        """
        item = self.add_element(listed, "LI", path)
        if label or mark:
            self.add_element(item, "Lbl", (*path, "mark"), plain(label), actual=mark)
        return self.add_element(item, "LBody", (*path, "body"), text)


@singledispatch
def _add_block(block: story.Block, builder: _TreeBuilder, parent: Element, path: TagPath) -> None:
    """Add the elements of a block."""
    raise TypeError(f"no tags for {type(block).__name__}")


@_add_block.register
def _(block: story.Lead, teller: _TreeBuilder, parent: Element, path: TagPath) -> None:
    teller.add_element(parent, "P", path, block.text)


@_add_block.register
def _(block: story.Paragraph, teller: _TreeBuilder, parent: Element, path: TagPath) -> None:
    teller.add_element(parent, "P", path, block.text)


@_add_block.register
def _(block: story.Label, teller: _TreeBuilder, parent: Element, path: TagPath) -> None:
    teller.add_element(parent, "P", path, block.text)


@_add_block.register
def _(block: story.Bullets, teller: _TreeBuilder, parent: Element, path: TagPath) -> None:
    listed = teller.add_list(parent, path, "L", "Decimal" if block.numbered else "Disc")
    for number, item in enumerate(block.items):
        mark = "" if block.numbered else "•"
        label = f"{number + 1}." if block.numbered else ""
        teller.add_item(listed, (*path, number), item, label=label, mark=mark)


@_add_block.register
def _(block: story.Checklist, teller: _TreeBuilder, parent: Element, path: TagPath) -> None:
    listed = teller.add_list(parent, path, "Checklist", "None")
    for number, item in enumerate(block.items):
        teller.add_item(listed, (*path, number), item, mark=teller.words.tickbox)


@_add_block.register
def _(block: story.Steps, teller: _TreeBuilder, parent: Element, path: TagPath) -> None:
    listed = teller.add_list(parent, path, "L", "Decimal")
    for number, item in enumerate(block.items):
        body = teller.add_item(listed, (*path, number), (), label=str(number + 1))
        teller.add_element(body, "P", (*path, number, "body", "do"), item.do)
        if item.how:
            teller.add_element(body, "P", (*path, number, "body", "how"), item.how)


@_add_block.register
def _(block: story.Timeline, teller: _TreeBuilder, parent: Element, path: TagPath) -> None:
    listed = teller.add_list(parent, path, "Timeline", "None")
    for number, moment in enumerate(block.moments):
        body = teller.add_item(listed, (*path, number), (), mark="")
        teller.add_element(body, "P", (*path, number, "body", "when"), moment.when)
        teller.add_element(body, "P", (*path, number, "body", "feel"), moment.feel)


@_add_block.register
def _(block: story.Risks, teller: _TreeBuilder, parent: Element, path: TagPath) -> None:
    listed = teller.add_list(parent, path, "L", "None")
    for number, item in enumerate(block.items):
        teller.add_item(listed, (*path, number), item.sentence, mark="")


@_add_block.register
def _(block: story.References, teller: _TreeBuilder, parent: Element, path: TagPath) -> None:
    listed = teller.add_list(parent, path, "L", "Decimal")
    for number, item in enumerate(block.items):
        teller.add_item(listed, (*path, number), item, label=f"{number + 1}.")


@_add_block.register
def _(block: story.Contact, teller: _TreeBuilder, parent: Element, path: TagPath) -> None:
    for number, line in enumerate(block.lines):
        teller.add_element(parent, "P", (*path, number), line)
    if block.qr:
        teller.add_element(parent, "Figure", (*path, "code"), alt=block.qr_alt)


@_add_block.register
def _(block: story.Picture, teller: _TreeBuilder, parent: Element, path: TagPath) -> None:
    teller.add_picture(parent, path, block)


@_add_block.register
def _(block: story.Facts, teller: _TreeBuilder, parent: Element, path: TagPath) -> None:
    listed = teller.add_list(parent, path, "L", "None")
    for number, fact in enumerate(block.items):
        item = teller.add_element(listed, "LI", (*path, number))
        teller.add_element(item, "Lbl", (*path, number, "mark"), fact.label)
        blank = "" if fact.value else block.blank
        teller.add_element(item, "LBody", (*path, number, "body"), fact.value, actual=blank)
    if block.chart:
        teller.add_element(parent, "Figure", (*path, "chart"), alt=block.chart.alt)


@_add_block.register
def _(block: story.Notes, teller: _TreeBuilder, parent: Element, path: TagPath) -> None:
    for number, text in enumerate(block.paragraphs):
        teller.add_element(parent, "P", (*path, number), text)
    teller.add_element(parent, "P", (*path, "lines"), actual=block.blank)
