"""The logical structure as PDF objects (ISO 32000-1, 14.7.2), written directly as bytes.

ReportLab is slow with many small objects; this takes almost no time.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache, lru_cache
from itertools import islice
from typing import NamedTuple

from msgspec.structs import replace

from handouts.pdf import objects
from handouts.pdf.tags.element_entries import (
    format_attributes,
    format_identity,
    format_texts,
)
from handouts.pdf.tags.namespaces import format_namespace, format_namespaces, list_namespaces
from handouts.pdf.tags.structure import (
    Element,
    Kid,
    MarkedSequence,
    ObjectReference,
    Structure,
    StructureError,
    WrittenTree,
)

PageReferences = Callable[[int], str]
"""Returns the reference of a page, counted from 1."""


class Branch(NamedTuple):
    """One of several trees in a file.

    It has its objects by number, its entries of the parent tree and their count, the names of its
    elements with their references, and the references of all elements.
    """

    objects: dict[int, bytes]
    entries: str
    keys: int
    names: list[tuple[bytes, str]]
    references: Mapping[Element, str]


class FinishedTree(NamedTuple):
    """A tree that is complete: its objects by number, and the references of its elements."""

    objects: dict[int, bytes]
    references: Mapping[Element, str]


def begin_tree(
    structure: Structure, top: int, first: int, pages: PageReferences, namespaces: int = 0
) -> tuple[list[bytes], WrittenTree]:
    """Write all elements below the root, which will be object ``top``, numbered from ``first``.

    ``namespaces`` is the number of the first namespace, which is still to be written; 0 if there
    are none. Raises StructureError if an element is in the tree twice, or if content belongs to an
    element outside the tree or of another document.
    """
    before = replace(structure.written_tree, namespaces=namespaces)
    tree = _TreeWriter(structure, before, (0, top), first, pages)
    return tree.format_below(), tree.record_written()


def renumber_tree(
    structure: Structure,
    written_tree: WrittenTree,
    first: int,
    pages: PageReferences,
    annotations: Mapping[str, str],
) -> tuple[list[bytes], WrittenTree]:
    """Write what ``begin_tree`` wrote again, renumbered for another file.

    Only top, first key, prefix and namespaces of ``written_tree`` are used. ``annotations`` maps
    the old references of annotations to the new ones.
    """
    before = replace(
        structure.written_tree,
        first=written_tree.first,
        prefix=written_tree.prefix,
        namespaces=written_tree.namespaces,
    )
    tree = _TreeWriter(structure, before, (0, written_tree.top), first, pages, annotations)
    return tree.format_below(), tree.record_written()


def finish_tree(
    structure: Structure, root_number: int, first: int, pages: PageReferences
) -> FinishedTree:
    """Write the remaining objects of a tree.

    The structure tree root is object ``root_number``; new elements are numbered from ``first``.
    Raises StructureError as ``begin_tree`` does, and if an identity is used twice.
    """
    top, namespaces = structure.written_tree.top, structure.written_tree.namespaces
    tree = _TreeWriter(structure, structure.written_tree, (root_number, top), first, pages)
    below = dict(enumerate(tree.format_below(), first))
    parents = f"<</Nums[{tree.format_parents()}]>>"
    count = structure.written_tree.first + len(tree.parent_values)
    names = tree.sort_names()
    named = f"<</Names[{format_names(names)}]>>" if names else ""
    roots = format_root((root_number, top), structure.roles, parents, count, named, namespaces)
    return FinishedTree(roots | {top: tree.format_top()} | below, tree.references)


def write_branch(
    structure: Structure, parent: int, first: int, pages: PageReferences, part: Element
) -> Branch:
    """Write the remaining objects of a tree, below the element numbered ``parent``.

    Its topmost element is written with the role and texts of ``part``. Raises StructureError
    as ``finish_tree`` does.
    """
    tree = _TreeWriter(
        structure, structure.written_tree, (parent, structure.written_tree.top), first, pages
    )
    below = dict(enumerate(tree.format_below(), first))
    by_number = {structure.written_tree.top: tree.format_top(part)} | below
    entries, names = tree.format_parents(), tree.sort_names()
    return Branch(by_number, entries, len(tree.parent_values), names, tree.references)


def format_root(
    numbers: tuple[int, int],
    roles: Mapping[str, str],
    parents: str,
    count: int,
    names: str,
    namespaces: int,
) -> dict[int, bytes]:
    """The structure tree root and its namespaces, by number.

    ``numbers`` are those of the root and of the topmost element. The root has its parent tree, the
    number of its keys, and its name tree. With namespaces it maps custom roles nevertheless, for
    programs that know nothing of PDF 2.0.
    """
    root, top = numbers
    mapped = "".join(
        objects.format_name(role) + objects.format_name(standard)
        for role, standard in roles.items()
    )
    text = (
        f"<</Type/StructTreeRoot/K {top} 0 R"
        + (f"/RoleMap<<{mapped}>>" if mapped else "")
        + f"/ParentTree{parents}/ParentTreeNextKey {count}"
        + (f"/IDTree{names}" if names else "")
        + (list_namespaces(namespaces) if namespaces else "")
        + ">>"
    )
    spaces = format_namespaces(roles, namespaces) if namespaces else {}
    return {root: text.encode("ascii")} | spaces


class _TreeWriter:
    """Writes the tree as objects, numbered in reading order, parents first."""

    def __init__(
        self,
        structure: Structure,
        before: WrittenTree,
        roots: tuple[int, int],
        first: int,
        pages: PageReferences,
        annotations: Mapping[str, str] | None = None,
    ) -> None:
        """``roots`` are the numbers of the structure tree root and of the topmost element."""
        self.pages = cache(pages)
        self.annotations = annotations or {}
        self.structure = structure
        self.before = before
        self.next = first
        self.references = dict(self.before.references)
        self.parents: dict[Element, int] = {}
        self.kids: dict[Element, Sequence[Kid]] = {}
        parent, self.number = roots
        self._number_elements(structure.root, self.number, parent)
        self.parent_values = self._collect_parents()

    def _number_elements(self, element: Element, number: int, parent: int) -> None:
        references, written, parents = self.references, self.before.references, self.parents
        references[element] = f"{number} 0 R"
        parents[element] = parent
        kids = self.kids[element] = element.ordered_kids(written)
        for kid in kids:
            if not isinstance(kid, Element) or kid in written:
                continue
            if kid in references:
                raise StructureError(f"{kid.role} is in the tree twice")
            place = self.next
            self.next += 1
            if kid.children:
                self._number_elements(kid, place, number)
            else:  # the usual case, which the same does without a call
                references[kid] = f"{place} 0 R"
                parents[kid] = number
                self.kids[kid] = kid.ordered_content()

    def _check_drawn(self) -> None:
        marks = self.before.marks  # the content below these is in the written tree
        drawn = 0
        for element in self.parents:
            for piece in element.sequences:
                drawn += piece.mark >= marks.get(piece.page, 0)
        if self.structure.drawn != drawn:
            raise StructureError("content was drawn for elements of another document")

    def format_below(self) -> list[bytes]:
        """The new elements below the root, in the order of their numbers."""
        return [*map(self._format_element, islice(self.parents, 1, None))]

    def format_top(self, part: Element | None = None) -> bytes:
        """The topmost element, with the role and texts of ``part`` unless that is None."""
        return self._format_element(self.structure.root, part)

    def record_written(self) -> WrittenTree:
        """Record what is written so far."""
        marks = {page: len(elements) for page, elements in self.structure.pages.items()}
        below = {element: self.references[element] for element in [*self.parents][1:]}
        first = self.before.first
        keys = {page: first + place for page, place in self._index_pages().items()}
        return WrittenTree(
            self.number,
            below,
            marks,
            keys,
            tuple(self.parent_values),
            tuple(self._walk_named()),
            first,
            self.before.prefix,
            self.before.namespaces,
        )

    def format_parents(self) -> str:
        """The entries of the parent tree, each after its key."""
        pages = set(self._index_pages().values())
        values = [
            f"[{each}]" if place in pages else each for place, each in enumerate(self.parent_values)
        ]
        return " ".join(f"{key} {each}" for key, each in enumerate(values, self.before.first))

    def _index_pages(self) -> dict[int, int]:
        """The index of each page's value among all values of the parent tree."""
        first = self.structure.written_tree.first
        return {page: key - first for page, key in self.structure.keys.items()}

    def _collect_parents(self) -> list[str]:
        """The values of the parent tree by key: written ones, continued ones and new ones."""
        places, first = self._index_pages(), self.structure.written_tree.first
        new = {places[page]: marks for page, marks in self.structure.pages.items()}
        values = list(self.before.parent_values)
        values += [""] * (len(new.keys() - range(len(values))) + len(self.structure.annotated))
        for place, elements in new.items():
            references = [*map(self._reference_to, elements)]
            values[place] = " ".join([values[place], *references] if values[place] else references)
        for key, element in self.structure.annotated.items():
            values[key - first] = self._reference_to(element)
        self._check_drawn()
        return values

    def _reference_to(self, element: Element) -> str:
        reference = self.references.get(element)
        if reference is None:
            raise StructureError(f"drawn for {element.role}, which is not in the tree")
        return reference

    def _walk_named(self) -> Iterable[tuple[bytes, str]]:
        """The names of all elements, in their order, with their references."""
        yield from self.before.identities
        for element in [*self.parents][0 if self.before.top else 1 :]:
            if element.identity:
                name = self.before.prefix + element.identity
                yield name.encode("utf-8"), self._reference_to(element)

    def sort_names(self) -> list[tuple[bytes, str]]:
        """The names of all elements, sorted, with their references."""
        named = sorted(self._walk_named())
        if len({identity for identity, _ in named}) < len(named):
            raise StructureError("an identity is used twice")
        return named

    def _format_element(self, element: Element, part: Element | None = None) -> bytes:
        """Format an element, with the role and texts of ``part`` unless that is None."""
        described, kids, parent = part or element, self.kids[element], self.parents[element]
        spaces = self.before.namespaces
        if not spaces and described.is_plain:
            first = kids[0] if len(kids) == 1 else None
            if isinstance(first, MarkedSequence):  # most elements
                return _format_leaf(described.role, parent, self.pages(first.page), first.mark)
            entries = ""
        else:
            entries = self._format_entries(described, spaces)
        name = objects.format_name(described.role)
        if spaces:
            name += format_namespace(described.role, self.structure.roles, spaces)
        text = f"<</S{name}/P {parent} 0 R{entries}{self._format_kids(kids)}>>"
        return text.encode("ascii")

    def _format_entries(self, element: Element, spaces: int) -> str:
        """Format an element's texts, its identity and its attributes."""
        prefix, identity = self.before.prefix, ""
        if element.identity:
            identity = f"/ID{format_identity(prefix + element.identity)}"
        attributes = format_attributes(element, prefix, bool(spaces))
        return f"{format_texts(element)}{identity}{attributes}"

    def _format_kids(self, kids: Sequence[Kid]) -> str:
        """Format the entries for page and kids; a plain number is a sequence of that page."""
        if not kids:
            return ""
        page = next((kid.page for kid in kids if not isinstance(kid, Element)), 0)
        references = self.references
        formatted = [
            references[kid] if isinstance(kid, Element) else self._format_kid(kid, page)
            for kid in kids
        ]
        entry = formatted[0] if len(formatted) == 1 else f"[{' '.join(formatted)}]"
        return f"/Pg {self.pages(page)}/K {entry}" if page else f"/K {entry}"

    def _format_kid(self, kid: MarkedSequence | ObjectReference, page: int) -> str:
        page_entry = f"/Pg {self.pages(kid.page)}" if kid.page != page else ""
        if isinstance(kid, ObjectReference):
            reference = self.annotations.get(kid.reference, kid.reference)
            return f"<</Type/OBJR/Obj {reference}{page_entry}>>"
        return f"<</Type/MCR{page_entry}/MCID {kid.mark}>>" if page_entry else str(kid.mark)


@lru_cache(maxsize=4_096)
def _format_leaf(role: str, parent: int, page: str, mark: int) -> bytes:
    """An element with a role, its parent's number, and one marked sequence of a page.

    Leaflets for many people have thousands of these at the same numbers.
    """
    return f"<</S{objects.format_name(role)}/P {parent} 0 R/Pg {page}/K {mark}>>".encode("ascii")


def format_names(names: Iterable[tuple[bytes, str]]) -> str:
    """Format the entries of a name tree."""
    return " ".join(f"<{name.hex()}> {reference}" for name, reference in names)
