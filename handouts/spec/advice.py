"""Advice that a person may be given: its shape in a file, and how it is found and chosen."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from collections.abc import Mapping as ReadOnly
from functools import lru_cache

from handouts.data import Data
from handouts.spec.models import Advice, Handout, Inlines
from handouts.spec.nodes import Mapping, Node, Scalar
from handouts.spec.problems import Fault, meant, quoted
from handouts.spec.reading import Reading, kind
from handouts.spec.shapes import Json, Shape

KEY = r"[a-z][a-z0-9_\-]{0,39}"
_MOST = 30
_BETWEEN = re.compile(r"[,;/|\n&+•]")


class AdviceShape(Data, frozen=True):
    """A mapping of simple names to lines of text; read as pairs, in the file's order."""

    line: Shape

    def read(self, node: Node, name: str, reading: Reading) -> list[tuple[str, Inlines]] | None:
        """The pairs that are right, or None where it is no mapping or an empty one."""
        if not isinstance(node, Mapping):
            message = f"{quoted(name)} must be names with a text each, not {kind(node)}."
            reading.wrong(node, message, "Write each on a line of its own: heat: Use a warm pack.")
            return None
        if not 1 <= len(node.items) <= _MOST:
            message = f"{quoted(name)} must hold 1 to {_MOST} names, not {len(node.items):,}."
            reading.wrong(node, message)
            return None
        lines: dict[str, int] = {}
        pairs = [(_key(key, lines, reading), value) for key, value in node.items]
        read = [(key, self.line.read(value, key, reading)) for key, value in pairs if key]
        return [(key, value) for key, value in read if value is not None]

    def schema(self, shared: dict[str, Json]) -> Json:
        """Any simple names, a line each."""
        return {
            "type": "object",
            "propertyNames": {"pattern": f"^({KEY})$"},
            "additionalProperties": self.line.schema(shared),
            "minProperties": 1,
            "maxProperties": _MOST,
        }


def _key(node: Node, lines: dict[str, int], reading: Reading) -> str:
    """A name that advice is chosen by; empty where it cannot be one. ``lines`` is filled."""
    if not isinstance(node, Scalar) or node.empty:
        message = "A name must stand before the colon."
        reading.wrong(node, message, "If this is a text, put it in quotes.")
    elif not re.fullmatch(KEY, node.text):
        message = f"{quoted(node.text)} cannot be the name of an advice."
        reading.wrong(node, message, "Use small letters, figures and hyphens: warm-pack.")
    elif node.text in lines:
        message = f"{quoted(node.text)} stands twice, first on line {lines[node.text]}."
        reading.wrong(node, message, "Keep one of the two.")
    else:
        lines[node.text] = reading.source.line(node.offset)
        return node.text
    return ""


def advice_of(handout: Handout) -> ReadOnly[str, Inlines]:
    """The advice of a handout's section ``personal``, by the key that chooses it."""
    return {
        key: line
        for section in handout.sections
        if section.key == "personal"
        for part in section.parts
        if isinstance(part, Advice)
        for key, line in part.items
    }


def read_advice(text: str, there: Collection[str] | None) -> tuple[tuple[str, ...], list[Fault]]:
    """The keys of advice that a text chooses, each once, and what is wrong with it.

    They are parted as areas are, or by blanks alone: "heat, water", "heat and water". A key of
    several words may be written as words: "warm pack" is warm-pack. However much of it is no
    advice, it is one fault. ``there`` are the keys of the handout; None where it is not known,
    and then whatever could be a key is one.
    """
    if there is not None and not there:
        return (), [Fault("This handout has no advice to choose from.", "Leave it empty.")]
    known = _known(there)
    found = [each for piece in _BETWEEN.split(text.lower()) for each in _chosen(piece, known)]
    strange = [number for number, (_, keys) in enumerate(found, 1) if not keys]
    if not strange:
        return tuple(dict.fromkeys(key for _, keys in found for key in keys)), []
    if there is None:
        return (), [Fault(f"Advice {_listed(strange)} cannot be a name.", "Write heat, water.")]
    mend = f"It has {', '.join(there)}."
    if len(strange) == 1:
        mend = meant(_plain(found[strange[0] - 1][0]), there, mend)
    be = "is" if len(strange) == 1 else "are"
    return (), [Fault(f"Advice {_listed(strange)} {be} not in this handout.", mend)]


def _known(there: Collection[str] | None) -> ReadOnly[str, str] | None:
    """The keys by how they may be written."""
    return None if there is None else {_plain(key): key for key in there} | {k: k for k in there}


def _chosen(piece: str, known: ReadOnly[str, str] | None) -> Iterator[tuple[str, tuple[str, ...]]]:
    """A piece of text and what it chooses; where "and" parts it, that of each part."""
    whole = _keys(piece, known) if known else ()
    parts = [piece] if whole else re.split(r"(?<!\S)and(?!\S)", piece)
    for part in parts:
        if _plain(part):
            yield part, whole or _keys(part, known)


def _keys(text: str, known: ReadOnly[str, str] | None) -> tuple[str, ...]:
    """The key that a text is, or the keys that all its words are; none where one is none."""
    words = text.split()
    if known is None:
        return tuple(words) if all(re.fullmatch(KEY, word) for word in words) else ()
    whole = known.get(text.strip()) or known.get(_plain(text))
    keys = [known[_plain(word)] for word in words if _plain(word) in known]
    return (whole,) if whole else tuple(keys) if len(keys) == len(words) else ()


@lru_cache(maxsize=512)  # the handout's keys are compared with those of each person
def _plain(text: str) -> str:
    """A key or some words as they are compared: warm-pack for "warm pack" and warm_pack."""
    return re.sub(r"[\s_-]+", "-", text.strip(" \n.*_-"))


def _listed(numbers: list[int]) -> str:
    """Numbers in a row: "1, 2 and 4"."""
    *first, last = map(str, numbers)
    return f"{', '.join(first)} and {last}" if first else last
