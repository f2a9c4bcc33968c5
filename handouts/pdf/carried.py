"""What the documents of a volume have in common: fonts, and bases that are numbered anew."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from handouts.pdf import tree
from handouts.pdf.base import Base
from handouts.pdf.canvas import About, Canvas
from handouts.pdf.embed import CommonFont, EmbeddedFont
from handouts.pdf.fonts import Font
from handouts.pdf.leaves import Leaf, Sheet
from handouts.pdf.links import Annotation
from handouts.pdf.stencil import PREFIX, Stencil
from handouts.pdf.structure import Begun, Element, Structure


@dataclass
class Fonts:
    """Fonts whose codes are the same in some documents; ``number`` is that of their dictionary."""

    number: int
    fonts: dict[Font, CommonFont] = field(default_factory=dict)

    def agree(self, others: Mapping[Font, EmbeddedFont]) -> bool:
        """Whether other fonts have the same codes."""
        both = self.fonts.keys() & others.keys()
        return all(self.fonts[font].agrees(others[font]) for font in both)

    def join(self, others: Mapping[Font, EmbeddedFont]) -> None:
        """Have what others have, which agree."""
        for font, other in others.items():
            if font not in self.fonts:
                self.fonts[font] = CommonFont(font)
            self.fonts[font].join(other)


@dataclass(frozen=True, eq=False)
class Carried:
    """A base in a volume: its fonts there, and its shared objects by the numbers they had.

    ``base`` has numbers from 1 and keys from 0 for all that each document has of its own. The
    ``stencil`` writes this: the links that lead somewhere, the tags, both numbered by
    ``written``, then what hangs on keys.
    """

    base: Base
    fonts: Fonts
    numbers: Mapping[int, int]
    elements: Mapping[Element, int]
    written: Sequence[int]
    stencil: Stencil

    def at(self, start: int, key: int, prefix: str) -> tuple[Base, dict[int, bytes]]:
        """The base for one document, whose numbers follow ``start``, and its objects.

        Its keys begin with ``key``; its elements' names with the prefix, as long as PREFIX.
        """
        contents = self.stencil.at(start, key, prefix)
        hung = [entry.decode("ascii") for entry in contents[len(self.written) :]]
        base = replace(
            self.base,
            count=start + self.base.count,
            sheets=tuple(_shifted(sheet, start) for sheet in self.base.sheets),
            begun=self._begun(hung, start, key, prefix),
            open=tuple(
                (start + number, Annotation(each.link, each.places, key + (each.key or 0)))
                for number, each in self.base.open
            ),
        )
        return base, {start + number: each for number, each in zip(self.written, contents)}

    def _begun(self, hung: Sequence[str], start: int, key: int, prefix: str) -> Begun:
        """What is begun of the tree."""
        assert self.base.begun and len(prefix) == len(PREFIX)
        begun = self.base.begun
        names = tuple(
            (prefix.encode() + name[len(PREFIX) :], _shift(reference, start))
            for name, reference in begun.identities
        )
        return begun._replace(
            top=start + begun.top,
            references={element: f"{start + own} 0 R" for element, own in self.elements.items()},
            keys={page: key + own for page, own in begun.keys.items()},
            hung=tuple(hung[: len(begun.hung)]),
            identities=names,
            first=key,
            prefix=prefix,
        )


def carried(base: Base, structure: Structure, fonts: Fonts, numbers: Mapping[int, int]) -> Carried:
    """A base in a volume, where its shared objects have the numbers given by their old ones."""
    mounts = {f"{old} 0 R": f"{new} 0 R" for new, (old, _) in enumerate(base.annotations, 1)}
    links = [*enumerate((link for _, link in base.annotations), 1)]
    sheets = [
        Sheet(number, sheet.head, _leaf(sheet.leaf, numbers, mounts))
        for number, sheet in enumerate(base.sheets, len(links) + 1)
    ]
    top = len(links) + len(sheets) + 1
    new = Begun(top, {}, {}, {}, (), (), prefix=PREFIX)
    tags, begun = tree.again(structure, new, top + 1, references(sheets), mounts)
    loose = replace(
        base,
        count=top + len(tags),
        sheets=tuple(sheets),
        begun=begun,
        open=tuple(pair for pair in links if not pair[1].leads),
    )
    document = Canvas((1, 1), About("", "", ""), base=loose)._doc
    ready = {number: link.format(document) for number, link in links if link.leads}
    ready |= dict(enumerate(tags, top + 1))
    stencil = Stencil([*ready.values(), *(entry.encode("ascii") for entry in begun.hung)])
    elements = {element: number_of(each) for element, each in begun.references.items()}
    return Carried(loose, fonts, numbers, elements, [*ready], stencil)


def _leaf(leaf: Leaf, numbers: Mapping[int, int], links: Mapping[str, str]) -> Leaf:
    """What a page shows, with the streams of a volume, and links by other references."""
    contents = tuple(f"{numbers[number_of(each)]} 0 R" for each in leaf.contents)
    return Leaf(None, contents, tuple(links[each] for each in leaf.annotations))


def _shifted(sheet: Sheet, start: int) -> Sheet:
    links = tuple(_shift(each, start) for each in sheet.leaf.annotations)
    return Sheet(start + sheet.number, sheet.head, sheet.leaf._replace(annotations=links))


def _shift(reference: str, start: int) -> str:
    return f"{start + number_of(reference)} 0 R"


def number_of(reference: str) -> int:
    """The number of the object that a reference names."""
    return int(reference.split()[0])


def references(sheets: Sequence[Sheet]) -> Callable[[int], str]:
    """The references of pages, counted from 1."""
    return lambda page: f"{sheets[page - 1].number} 0 R"
