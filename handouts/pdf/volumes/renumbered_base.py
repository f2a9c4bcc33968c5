"""What the documents of a volume share: fonts, and bases whose objects are renumbered."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from msgspec.structs import replace

from handouts.pdf.files.base import Base
from handouts.pdf.files.page_parts import BaseSheet, PageParts
from handouts.pdf.fonts.embedding import CommonFont, EmbeddedFont
from handouts.pdf.fonts.font_files import Font
from handouts.pdf.navigation.links import Annotation, FileReferences
from handouts.pdf.tags import tree
from handouts.pdf.tags.structure import Element, Structure, WrittenTree
from handouts.pdf.volumes.object_template import NAME_PREFIX, ObjectTemplate


@dataclass
class CommonFonts:
    """Fonts whose codes several documents share; ``number`` is their dictionary's."""

    number: int
    fonts: dict[Font, CommonFont] = field(default_factory=dict)

    def agrees_with(self, others: Mapping[Font, EmbeddedFont]) -> bool:
        """Whether other fonts use the same codes."""
        both = self.fonts.keys() & others.keys()
        return all(self.fonts[font].agrees_with(others[font]) for font in both)

    def add_fonts(self, others: Mapping[Font, EmbeddedFont]) -> None:
        """Add the glyphs of other fonts, which must agree with these."""
        for font, other in others.items():
            if font not in self.fonts:
                self.fonts[font] = CommonFont(font)
            self.fonts[font].add_glyphs_of(other)


@dataclass(frozen=True, eq=False)
class RenumberedBase:
    """A base in a volume: its fonts there, and the new numbers of its shared objects.

    ``numbers`` maps old numbers to new ones. In ``base``, whatever each document needs its own
    copy of is numbered from 1, with keys from 0. The ``template`` writes these copies: first
    resolved links and tags, whose numbers are ``template_numbers``, then the values of the
    parent tree. ``elements`` are the object numbers of elements.
    """

    base: Base
    fonts: CommonFonts
    numbers: Mapping[int, int]
    elements: Mapping[Element, int]
    template_numbers: Sequence[int]
    template: ObjectTemplate

    def shift_to(self, start: int, key: int, prefix: str) -> tuple[Base, dict[int, bytes]]:
        """The base for one document, with numbers from ``start`` + 1, and its objects by number.

        Its keys start at ``key``; its elements' names start with the prefix, which is as long
        as NAME_PREFIX.
        """
        contents = self.template.fill_in(start, key, prefix)
        parent_values = [entry.decode("ascii") for entry in contents[len(self.template_numbers) :]]
        base = replace(
            self.base,
            count=start + self.base.count,
            sheets=tuple(_shift_sheet(sheet, start) for sheet in self.base.sheets),
            written_tree=self._renumber_tree(parent_values, start, key, prefix),
            open_links=tuple(
                (start + number, Annotation(each.link, each.destinations, key + (each.key or 0)))
                for number, each in self.base.open_links
            ),
        )
        return base, {start + number: each for number, each in zip(self.template_numbers, contents)}

    def _renumber_tree(
        self, parent_values: Sequence[str], start: int, key: int, prefix: str
    ) -> WrittenTree:
        """The written part of the structure tree, renumbered."""
        assert self.base.written_tree and len(prefix) == len(NAME_PREFIX)
        tree = self.base.written_tree
        names = tuple(
            (prefix.encode() + name[len(NAME_PREFIX) :], _shift_reference(reference, start))
            for name, reference in tree.identities
        )
        return replace(
            tree,
            top=start + tree.top,
            references={
                element: f"{start + number} 0 R" for element, number in self.elements.items()
            },
            keys={page: key + old for page, old in tree.keys.items()},
            parent_values=tuple(parent_values[: len(tree.parent_values)]),
            identities=names,
            first=key,
            prefix=prefix,
        )


def renumber_base(
    base: Base,
    structure: Structure,
    fonts: CommonFonts,
    numbers: Mapping[int, int],
    namespaces: int,
) -> RenumberedBase:
    """Renumber a base for a volume; ``numbers`` maps old numbers of shared objects to new ones.

    ``namespaces`` is the number of the volume's first namespace, if it has any.
    """
    annotations = {f"{old} 0 R": f"{new} 0 R" for new, (old, _) in enumerate(base.annotations, 1)}
    links = [*enumerate((link for _, link in base.annotations), 1)]
    sheets = [
        BaseSheet(number, sheet.head, _renumber_parts(sheet.parts, numbers, annotations))
        for number, sheet in enumerate(base.sheets, len(links) + 1)
    ]
    pages = make_sheet_lookup(sheets)
    top = len(links) + len(sheets) + 1
    new = WrittenTree(top, {}, {}, {}, (), (), prefix=NAME_PREFIX, namespaces=namespaces)
    tags, written_tree = tree.renumber_tree(structure, new, top + 1, pages, annotations)
    renumbered = replace(
        base,
        count=top + len(tags),
        sheets=tuple(sheets),
        written_tree=written_tree,
        open_links=tuple(pair for pair in links if not pair[1].is_resolved),
    )
    references = FileReferences(pages, written_tree.references if namespaces else None)
    ready = {number: link.format(references) for number, link in links if link.is_resolved}
    ready |= dict(enumerate(tags, top + 1))
    template = ObjectTemplate(
        [*ready.values(), *(entry.encode("ascii") for entry in written_tree.parent_values)]
    )
    elements = {element: number_of(each) for element, each in written_tree.references.items()}
    return RenumberedBase(renumbered, fonts, numbers, elements, [*ready], template)


def _renumber_parts(
    parts: PageParts, numbers: Mapping[int, int], links: Mapping[str, str]
) -> PageParts:
    """A page's parts, with references to a volume's streams and to renumbered links."""
    contents = tuple(f"{numbers[number_of(each)]} 0 R" for each in parts.contents)
    return PageParts(contents, tuple(links[each] for each in parts.annotations))


def _shift_sheet(sheet: BaseSheet, start: int) -> BaseSheet:
    links = tuple(_shift_reference(each, start) for each in sheet.parts.annotations)
    return BaseSheet(start + sheet.number, sheet.head, PageParts(sheet.parts.contents, links))


def _shift_reference(reference: str, start: int) -> str:
    return f"{start + number_of(reference)} 0 R"


def number_of(reference: str) -> int:
    """The number of the object that a reference names."""
    return int(reference.split()[0])


def make_sheet_lookup(sheets: Sequence[BaseSheet]) -> Callable[[int], str]:
    """A function from a page, counted from 1, to its reference."""
    return lambda page: f"{sheets[page - 1].number} 0 R"
