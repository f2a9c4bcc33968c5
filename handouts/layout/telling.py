"""What a leaflet says, as the tree that a screen reader walks: made from the story alone.

Elements are found by paths: section, block, item, part. Pieces carry the same paths, so
that what is drawn finds its element wherever it stands on the sheet.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import singledispatch

from handouts.compose import story
from handouts.compose.runs import Text, plain, words
from handouts.compose.words import words_for
from handouts.pdf.structure import Begun, Element, Structure

Path = tuple[str | int, ...]
"""Where a piece stands in what is told: section, block, item, part."""

ROLES = {"Callout": "Sect", "Checklist": "L", "Timeline": "L"}
"""Our own names for elements, and the standard types they stand for (ISO 32000-1, 14.8.4)."""


@dataclass
class Telling:
    """The tree of a story: its elements by path, and what each says, where it says anything."""

    root: Element
    elements: dict[Path, Element] = field(default_factory=dict)
    said: dict[Path, str] = field(default_factory=dict)

    def structure(self, begun: Begun | None = None) -> Structure:
        """The structure for one canvas, which may go on from a tree begun."""
        return Structure(self.root, ROLES, begun)

    def lines(self) -> Iterator[str]:
        """What a screen reader says, an element a line, indented as the elements are nested."""
        paths = {id(element): path for path, element in self.elements.items()}
        yield from self._lines(self.root, paths, 0)

    def _lines(self, element: Element, paths: dict[int, Path], depth: int) -> Iterator[str]:
        said = self.said.get(paths.get(id(element), ("",)), "")
        if element is not self.root:
            told = " ".join(filter(None, (element.actual or element.alt, said)))
            yield f"{'  ' * depth}{element.role}{': ' if told else ''}{told}"
            depth += 1
        for child in element.children:
            yield from self._lines(child, paths, depth)


def telling(told: story.Story, common: Telling | None = None) -> Telling:
    """The tree of a story, in reading order.

    Where what is common to many has been told, its elements stand in this tree too, and only
    those of the personal sections are new.
    """
    return _Teller(told, common.elements if common else {}).made


def common(told: story.Story) -> Telling:
    """The tree of all that is not personal."""
    return _Teller(told, {}, leave_out=True).made


class _Teller:
    """Builds the tree, element by element."""

    def __init__(
        self, told: story.Story, before: Mapping[Path, Element], leave_out: bool = False
    ) -> None:
        self.words = words_for(told.language)
        self.made = Telling(Element("Document"))
        self.before = before
        self._front(told)
        for place, section in enumerate(told.sections):
            if not (leave_out and section.personal):
                self._section(place, section)
        for number, line in enumerate(told.version_lines):
            self.add(self.made.root, "P", ("version", number), line)

    def add(
        self,
        parent: Element,
        role: str,
        path: Path,
        text: Text = (),
        *,
        actual: str = "",
        alt: str = "",
    ) -> Element:
        element = self.before.get(path)
        element = parent.add(element or Element(role, actual=actual, alt=alt))
        self.made.elements[path] = element
        if text:
            self.made.said[path] = words(text)
        return element

    def _front(self, told: story.Story) -> None:
        root, front = self.made.root, told.cover
        if told.draft:
            self.add(root, "P", ("draft",), plain(told.draft))
        self.add(root, "P", ("cover", "clinic"), plain(front.clinic))
        if front.picture:
            self.picture(root, ("cover",), front.picture)
        self.add(root, "H1", ("cover", "title"), front.title)
        if front.subtitle:
            self.add(root, "P", ("cover", "subtitle"), front.subtitle)
        if front.tagline:
            self.add(root, "P", ("cover", "tagline"), plain(front.tagline))

    def _section(self, place: int, section: story.Section) -> None:
        if (place,) in self.before:
            self.made.root.add(self.before[(place,)])
            return
        role = "Callout" if section.is_callout else "Sect"
        parent = self.add(self.made.root, role, (place,))
        if section.heading:
            self.add(parent, "H2", (place, "heading"), section.heading)
        for number, block in enumerate(section.blocks):
            _block(block, self, parent, (place, number))

    def picture(self, parent: Element, path: Path, block: story.Picture) -> None:
        if block.alt:
            self.add(parent, "Figure", (*path, "picture"), alt=block.alt)
        if block.caption:
            self.add(parent, "P", (*path, "caption"), block.caption)

    def listing(self, parent: Element, path: Path, role: str, numbering: str) -> Element:
        listed = self.add(parent, role, path)
        listed.set("List", "ListNumbering", numbering)
        return listed

    def item(
        self, listed: Element, path: Path, text: Text, *, label: str = "", mark: str = ""
    ) -> Element:
        """An item with its label: one that is printed, or a mark that is said."""
        item = self.add(listed, "LI", path)
        if label or mark:
            self.add(item, "Lbl", (*path, "mark"), plain(label), actual=mark)
        return self.add(item, "LBody", (*path, "body"), text)


@singledispatch
def _block(block: story.Block, teller: _Teller, parent: Element, path: Path) -> None:
    """Tell a block."""
    raise TypeError(f"nobody tells {type(block).__name__}")


@_block.register
def _(block: story.Lead, teller: _Teller, parent: Element, path: Path) -> None:
    teller.add(parent, "P", path, block.text)


@_block.register
def _(block: story.Paragraph, teller: _Teller, parent: Element, path: Path) -> None:
    teller.add(parent, "P", path, block.text)


@_block.register
def _(block: story.Label, teller: _Teller, parent: Element, path: Path) -> None:
    teller.add(parent, "P", path, block.text)


@_block.register
def _(block: story.Bullets, teller: _Teller, parent: Element, path: Path) -> None:
    listed = teller.listing(parent, path, "L", "Decimal" if block.numbered else "Disc")
    for number, item in enumerate(block.items):
        mark = "" if block.numbered else "•"
        label = f"{number + 1}." if block.numbered else ""
        teller.item(listed, (*path, number), item, label=label, mark=mark)


@_block.register
def _(block: story.Checklist, teller: _Teller, parent: Element, path: Path) -> None:
    listed = teller.listing(parent, path, "Checklist", "None")
    for number, item in enumerate(block.items):
        teller.item(listed, (*path, number), item, mark=teller.words.tickbox)


@_block.register
def _(block: story.Steps, teller: _Teller, parent: Element, path: Path) -> None:
    listed = teller.listing(parent, path, "L", "Decimal")
    for number, item in enumerate(block.items):
        body = teller.item(listed, (*path, number), (), label=str(number + 1))
        teller.add(body, "P", (*path, number, "body", "do"), item.do)
        if item.how:
            teller.add(body, "P", (*path, number, "body", "how"), item.how)


@_block.register
def _(block: story.Timeline, teller: _Teller, parent: Element, path: Path) -> None:
    listed = teller.listing(parent, path, "Timeline", "None")
    for number, moment in enumerate(block.moments):
        body = teller.item(listed, (*path, number), (), mark="")
        teller.add(body, "P", (*path, number, "body", "when"), moment.when)
        teller.add(body, "P", (*path, number, "body", "feel"), moment.feel)


@_block.register
def _(block: story.Risks, teller: _Teller, parent: Element, path: Path) -> None:
    listed = teller.listing(parent, path, "L", "None")
    for number, item in enumerate(block.items):
        teller.item(listed, (*path, number), item.told, mark="")


@_block.register
def _(block: story.References, teller: _Teller, parent: Element, path: Path) -> None:
    listed = teller.listing(parent, path, "L", "Decimal")
    for number, item in enumerate(block.items):
        teller.item(listed, (*path, number), item, label=f"{number + 1}.")


@_block.register
def _(block: story.Contact, teller: _Teller, parent: Element, path: Path) -> None:
    for number, line in enumerate(block.lines):
        teller.add(parent, "P", (*path, number), line)
    if block.qr:
        teller.add(parent, "Figure", (*path, "code"), alt=block.qr_alt)


@_block.register
def _(block: story.Picture, teller: _Teller, parent: Element, path: Path) -> None:
    teller.picture(parent, path, block)


@_block.register
def _(block: story.Facts, teller: _Teller, parent: Element, path: Path) -> None:
    listed = teller.listing(parent, path, "L", "None")
    for number, fact in enumerate(block.items):
        item = teller.add(listed, "LI", (*path, number))
        teller.add(item, "Lbl", (*path, number, "mark"), fact.label)
        blank = "" if fact.value else block.blank
        teller.add(item, "LBody", (*path, number, "body"), fact.value, actual=blank)
    if block.chart:
        teller.add(parent, "Figure", (*path, "chart"), alt=block.chart.alt)


@_block.register
def _(block: story.Notes, teller: _Teller, parent: Element, path: Path) -> None:
    for number, text in enumerate(block.paragraphs):
        teller.add(parent, "P", (*path, number), text)
    teller.add(parent, "P", (*path, "lines"), actual=block.blank)
