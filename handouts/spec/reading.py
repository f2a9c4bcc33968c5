"""The reading of one file: what is wrong so far, and what is to be checked at its end."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from handouts.spec.models import Artwork
from handouts.spec.nodes import Mapping, Node, Scalar, Sequence
from handouts.spec.origin import origin
from handouts.spec.pictures import read_picture
from handouts.spec.problems import Problem, SpecError
from handouts.spec.source import Source

_MOST = 200


@dataclass(frozen=True, slots=True)
class Citation:
    """A reference's id, or a field's name, where it is asked for: at an index of a text's value."""

    id: str
    text: Scalar
    index: int = 0


@dataclass
class Reading:
    """One file while it is read. Problems are gathered and reading goes on.

    ``curly`` says whether straight quotes become curly (a rule for English).
    ``pictures`` are the folders that a picture's name is looked up in, the nearest first.
    ``cited`` holds every citation, to be checked when all references are known; ``unsaid`` each
    field of the brand's without other words, to be checked when the brand is.
    """

    source: Source
    folder: Path
    curly: bool = False
    pictures: tuple[Path, ...] = ()
    problems: list[Problem] = field(default_factory=list)
    cited: list[Citation] = field(default_factory=list)
    unsaid: list[Citation] = field(default_factory=list)
    seen: dict[Path, Artwork | None] = field(default_factory=dict)

    def artwork(self, path: Path) -> Artwork | None:
        """A picture's file, read; what is wrong with it is noted."""
        try:
            return read_picture(path)
        except SpecError as error:
            self.problems.extend(error.problems)
            return None

    def wrong(self, where: Node | int, message: str, mend: str = "") -> None:
        """Note a problem at a node or an offset of the file."""
        if len(self.problems) < _MOST:
            offset = where if isinstance(where, int) else where.offset
            self.problems.append(self.source.problem(offset, message, mend))

    def wrong_at(self, text: Scalar, index: int, message: str, mend: str = "") -> None:
        """Note a problem inside a text, at an index of its value."""
        if len(self.problems) < _MOST:
            self.wrong(origin(text, index, self.source.text), message, mend)


def kind(node: Node) -> str:
    """What a node is, in words."""
    if isinstance(node, Scalar):
        return "nothing" if node.empty else "a text"
    return "a list" if isinstance(node, Sequence) else "a group of names"


def looks_like_text(node: Node) -> bool:
    """Whether a text was probably meant, which YAML took for a list or mapping in brackets."""
    return isinstance(node, Sequence | Mapping) and node.flow
