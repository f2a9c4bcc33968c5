"""The elements of an SVG, parsed so that no entity grows and nothing is loaded.

What draws nothing is left out: other programs' own elements, metadata, comments, scripts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.etree import ElementTree
from xml.parsers import expat

from handouts.svg.picture import ProblemKind, SvgProblem

_SVG = "http://www.w3.org/2000/svg"
_XLINK = "http://www.w3.org/1999/xlink"
_XML = "http://www.w3.org/XML/1998/namespace"
_DEEPEST = 100
_MOST_ELEMENTS = 20_000
_MOST_PROBLEMS = 20
_LONGEST_ENTITY, _MOST_EXPANDED = 200, 100_000

_SILENT = frozenset("metadata script title desc sodipodi:namedview".split())
"""Elements that draw nothing, with all that is in them."""

AS_PNG = "Or save the picture as PNG, 1,000 pixels wide or more."
_SAVE_AGAIN = f"Save the picture again as SVG. {AS_PNG}"


class BadSvg(ValueError):
    """An SVG cannot be drawn; ``problems`` say why."""

    def __init__(self, problems: list[SvgProblem]) -> None:
        super().__init__(problems[0].message)
        self.problems = problems


class SvgElement(ElementTree.Element):
    """An element of SVG with its place in the text; names have no namespace."""

    start = 0
    words = ""


def list_children(element: SvgElement) -> Iterator[SvgElement]:
    """Yield the elements in an element."""
    for child in element:
        assert isinstance(child, SvgElement)
        yield child


class SvgFile:
    """The text of an SVG, its elements, and the problems found so far."""

    def __init__(self, text: str) -> None:
        """Parse a text. Raises BadSvg where it is no SVG, or not a safe one."""
        self.text = text
        self.problems: list[SvgProblem] = []
        self.root = _Parser(self).parse()
        self.by_id = {
            each.attrib["id"]: each
            for each in reversed(list(self.elements()))
            if "id" in each.attrib
        }

    def elements(self) -> Iterator[SvgElement]:
        """All elements, in the order of the file."""
        yield from self.root.iter()  # type: ignore[misc]

    def report(
        self,
        kind: ProblemKind,
        message: str,
        hint: str,
        element: SvgElement | None = None,
        attribute: str = "",
    ) -> None:
        """Add a problem at an element, or at an attribute of it. Raises BadSvg after 20."""
        start = element.start if element is not None else 0
        pattern = rf"[\s:;\"']{re.escape(attribute)}\s*[=:]"
        match = attribute and re.compile(pattern).search(self.text, start)
        start = match.start() + 1 if match else start
        self.problems.append(SvgProblem(kind, start, start + len(attribute), message, hint))
        if len(self.problems) > _MOST_PROBLEMS:
            raise BadSvg(self.problems)

    def find(self, reference: str) -> SvgElement | None:
        """The element that ``#id`` or ``url(#id)`` refers to; None if there is none."""
        match = re.match(r"\s*(?:url\(\s*[\"']?)?#([^\"')]+)", reference)
        return self.by_id.get(match[1].strip()) if match else None


class _Parser:
    """Builds the elements of a text with expat."""

    def __init__(self, file: SvgFile) -> None:
        self.file = file
        self.bytes = file.text.encode("utf-8", "replace")
        self.at = self.at_bytes = 0
        self.open: list[SvgElement] = []
        self.skipped = 0
        self.count = 0
        self.root: SvgElement | None = None
        self.namespace = _SVG
        self.expat = expat.ParserCreate("utf-8", " ")
        self.expat.buffer_text = True
        self.expat.EntityDeclHandler = self.check_entity
        self.expat.SkippedEntityHandler = self.refuse_entity
        self.expat.StartElementHandler = self.begin_element
        self.expat.EndElementHandler = self.end_element
        self.expat.CharacterDataHandler = self.add_words

    def parse(self) -> SvgElement:
        """The root. Raises BadSvg."""
        try:
            self.expat.Parse(self.bytes, True)
        except expat.ExpatError as error:
            reason = str(expat.ErrorString(error.code))
            raise self.stop(
                "bad-picture", f"The picture is not valid SVG: {reason}.", _SAVE_AGAIN
            ) from None
        assert self.root is not None, "XML has a root"
        return self.root

    def check_entity(self, name: str, is_parameter: bool, value: str | None, *_: object) -> None:
        """Let through what Illustrator declares: short names for namespaces. Raises BadSvg."""
        uses = self.file.text.count(f"&{name};")
        if (
            is_parameter
            or value is None
            or len(value) > _LONGEST_ENTITY
            or re.search("[&<%]", value)
            or uses * len(value) > _MOST_EXPANDED
        ):
            raise self.refuse_entity(name)

    def refuse_entity(self, name: str, *_: object) -> BadSvg:
        """Stop at an entity that is not known or not safe. Raises BadSvg."""
        raise self.stop(
            "unsupported-drawing",
            f"The entity '{name[:40]}' is not allowed in a picture.",
            f"Save the picture as 'plain SVG'. {AS_PNG}",
        )

    def begin_element(self, full: str, attributes: dict[str, str]) -> None:
        """Add an element, unless it draws nothing. Raises BadSvg if there are too many."""
        space, _, name = full.rpartition(" ")
        self.count += 1
        if self.count > _MOST_ELEMENTS or len(self.open) + self.skipped >= _DEEPEST:
            raise self.stop(
                "too-complex",
                "The picture has too many parts.",
                f"Simplify the drawing. {AS_PNG}",
            )
        if self.root is None:
            if name != "svg" or space not in (_SVG, ""):
                raise self.stop("bad-picture", "This is not an SVG picture.", _SAVE_AGAIN)
            self.namespace = space
        if self.skipped or space != self.namespace or name in _SILENT:
            self.skip_element(space, name)
            return
        element = SvgElement(name, dict(_read_attributes(attributes)))
        element.start = self.current_offset()
        if self.open:
            self.open[-1].append(element)
        else:
            self.root = element
        self.open.append(element)

    def skip_element(self, space: str, name: str) -> None:
        """Leave out an element with all that is in it."""
        self.skipped += 1

    def end_element(self, name: str) -> None:
        """Close the element."""
        if self.skipped:
            self.skipped -= 1
        else:
            self.open.pop()

    def add_words(self, text: str) -> None:
        """Note the words in an element, and in what HTML it holds."""
        if self.open and (self.open[-1].tag == "foreignObject" or not self.skipped):
            self.open[-1].words += text

    def current_offset(self) -> int:
        """The offset in the text at which the current element begins."""
        index = max(self.expat.CurrentByteIndex, self.at_bytes)
        self.at += len(self.bytes[self.at_bytes : index].decode("utf-8", "ignore"))
        self.at_bytes = index
        return self.at

    def stop(self, kind: ProblemKind, message: str, hint: str) -> BadSvg:
        """The error that ends the parsing here."""
        start = self.current_offset()
        return BadSvg([*self.file.problems, SvgProblem(kind, start, start, message, hint)])


def _read_attributes(attributes: dict[str, str]) -> Iterator[tuple[str, str]]:
    """Yield an element's own attributes; those of other namespaces draw nothing."""
    for full, value in attributes.items():
        space, _, name = full.rpartition(" ")
        if not space or (space == _XLINK and name == "href" and " href" not in attributes):
            yield name, value
