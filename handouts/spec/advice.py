"""Advice to choose from for a person: its shape in a file, and how a text chooses from it."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from collections.abc import Mapping as ReadOnly
from functools import lru_cache

from handouts.data import Data
from handouts.spec.findings import ValueFinding, quote_text, suggest_name
from handouts.spec.models import Advice, Handout, Inlines
from handouts.spec.nodes import Mapping, Node, Scalar
from handouts.spec.reading import Reading, describe_node
from handouts.spec.shapes import Json, Shape

KEY = r"[a-z][a-z0-9_\-]{0,39}"
_MOST = 30
_SEPARATORS = re.compile(r"[,;/|\n&+•]")


class AdviceShape(Data, frozen=True):
    """A mapping of simple names to lines of text, read as pairs in the file's order."""

    line: Shape

    def read(self, node: Node, name: str, reading: Reading) -> list[tuple[str, Inlines]] | None:
        """The valid pairs, or None if the node is not a mapping of 1 to 30 names."""
        if not isinstance(node, Mapping):
            message = (
                f"{quote_text(name)} must be names, each with a text, not {describe_node(node)}."
            )
            reading.report(node, message, "Write each on its own line: heat: Use a warm pack.")
            return None
        if not 1 <= len(node.items) <= _MOST:
            message = f"{quote_text(name)} must hold 1 to {_MOST} names, not {len(node.items):,}."
            reading.report(node, message)
            return None
        lines: dict[str, int] = {}
        pairs = [(_read_key(key, lines, reading), value) for key, value in node.items]
        read = [(key, self.line.read(value, key, reading)) for key, value in pairs if key]
        return [(key, value) for key, value in read if value is not None]

    def schema(self, shared: dict[str, Json]) -> Json:
        """The JSON Schema of an object with simple names, each with a line of Markdown."""
        return {
            "type": "object",
            "propertyNames": {"pattern": f"^({KEY})$"},
            "additionalProperties": self.line.schema(shared),
            "minProperties": 1,
            "maxProperties": _MOST,
        }


def _read_key(node: Node, lines: dict[str, int], reading: Reading) -> str:
    """The name of a piece of advice, or "" if it is invalid. Adds its line to ``lines``."""
    if not isinstance(node, Scalar) or node.is_empty:
        message = "There must be a name before the colon."
        reading.report(node, message, "If this is text, put it in quotes.")
    elif not re.fullmatch(KEY, node.text):
        message = f"{quote_text(node.text)} cannot be the name of a piece of advice."
        reading.report(node, message, "Use lower-case letters, digits and hyphens: warm-pack.")
    elif node.text in lines:
        message = f"{quote_text(node.text)} is used twice, first on line {lines[node.text]}."
        reading.report(node, message, "Keep one of the two.")
    else:
        lines[node.text] = reading.source.line_of(node.offset)
        return node.text
    return ""


def collect_advice(handout: Handout) -> ReadOnly[str, Inlines]:
    """The advice in a handout's section ``personal``, by the key that chooses it."""
    return {
        key: line
        for section in handout.sections
        if section.key == "personal"
        for part in section.parts
        if isinstance(part, Advice)
        for key, line in part.items
    }


def choose_advice(
    text: str, available: Collection[str] | None
) -> tuple[tuple[str, ...], list[ValueFinding]]:
    """The keys of advice that a text chooses, each once, and what is wrong with the text.

    Keys are separated by commas and the like, by "and" or by spaces: "heat, water", "heat and
    water". A key of several words may be written as words: "warm pack" is warm-pack. All
    unknown advice together is one fault. ``available`` are the handout's keys; if it is None,
    because the handout is not known, every well-formed key is accepted.
    """
    if available is not None and not available:
        return (), [ValueFinding("This handout has no advice to choose from.", "Leave it empty.")]
    known = _keys_by_spelling(available)
    choices = [
        each for piece in _SEPARATORS.split(text.lower()) for each in _split_choices(piece, known)
    ]
    unknown = [number for number, (_, keys) in enumerate(choices, 1) if not keys]
    if not unknown:
        return tuple(dict.fromkeys(key for _, keys in choices for key in keys)), []
    if available is None:
        message = f"Advice {_join_numbers(unknown)} cannot be a name."
        return (), [ValueFinding(message, "Write names such as heat, water.")]
    hint = f"Choose from {', '.join(available)}."
    if len(unknown) == 1:
        hint = suggest_name(_normalize_key(choices[unknown[0] - 1][0]), available, hint)
    verb = "is" if len(unknown) == 1 else "are"
    return (), [ValueFinding(f"Advice {_join_numbers(unknown)} {verb} not in this handout.", hint)]


def _keys_by_spelling(available: Collection[str] | None) -> ReadOnly[str, str] | None:
    """The keys by each way in which they may be written."""
    return (
        None
        if available is None
        else {_normalize_key(key): key for key in available} | {k: k for k in available}
    )


def _split_choices(
    piece: str, known: ReadOnly[str, str] | None
) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Each part of a piece of text with the keys it chooses; "and" separates parts."""
    phrase_keys = _match_keys(piece, known) if known else ()
    parts = [piece] if phrase_keys else re.split(r"(?<!\S)and(?!\S)", piece)
    for part in parts:
        if _normalize_key(part):
            yield part, phrase_keys or _match_keys(part, known)


def _match_keys(text: str, known: ReadOnly[str, str] | None) -> tuple[str, ...]:
    """The key that a text spells, or the keys that its words spell; none if a word is no key."""
    words = text.split()
    if known is None:
        return tuple(words) if all(re.fullmatch(KEY, word) for word in words) else ()
    phrase_key = known.get(text.strip()) or known.get(_normalize_key(text))
    keys = [known[_normalize_key(word)] for word in words if _normalize_key(word) in known]
    return (phrase_key,) if phrase_key else tuple(keys) if len(keys) == len(words) else ()


@lru_cache(maxsize=512)  # the same keys are compared for each person
def _normalize_key(text: str) -> str:
    """A key or words in the form used for comparison: warm-pack for "warm pack" and warm_pack."""
    return re.sub(r"[\s_-]+", "-", text.strip(" \n.*_-"))


def _join_numbers(numbers: list[int]) -> str:
    """Numbers as an English list: "1, 2 and 4"."""
    *first, last = map(str, numbers)
    return f"{', '.join(first)} and {last}" if first else last
