"""Advice that a text chooses from a handout's, by its keys."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from collections.abc import Mapping as ReadOnly
from functools import lru_cache

from handouts.document.blocks import ADVICE_KEY, Advice
from handouts.document.handout import Handout
from handouts.document.section_kinds import PERSONAL
from handouts.document.text import Text
from handouts.patterns import compile_late
from handouts.sources.findings import ValueFinding, suggest_name

_SEPARATORS = compile_late(r"[,;/|\n&+•]")


def collect_advice(handout: Handout) -> ReadOnly[str, Text]:
    """The advice in a handout's section ``personal``, by the key that chooses it."""
    return {
        key: line
        for section in handout.sections
        if section.key == PERSONAL
        for block in section.blocks
        if isinstance(block, Advice)
        for key, line in block.items
    }


def choose_advice(
    text: str, available: Collection[str] | None
) -> tuple[tuple[str, ...], list[ValueFinding]]:
    """The keys of advice that a text chooses, each once, and what is wrong with the text.

    Keys are separated by commas and the like, by "and" or by spaces: "heat, water", "heat and
    water". A key of several words may be written as words: "warm pack" is warm-pack. All
    unknown advice together is one finding; of several words ("hot water"), none is suggested alone.
    ``available`` are the handout's keys; if it is None,
    because the handout is not known, every well-formed key is accepted.
    """
    if available is not None and not available:
        return (), [
            ValueFinding(
                "no-advice", "This handout has no advice to choose from.", "Leave it empty."
            )
        ]
    known = _keys_by_spelling(available)
    choices = [
        each for piece in _SEPARATORS.split(text.lower()) for each in _split_choices(piece, known)
    ]
    unknown = [number for number, (_, keys) in enumerate(choices, 1) if not keys]
    if not unknown:
        return tuple(dict.fromkeys(key for _, keys in choices for key in keys)), []
    if available is None:
        message = f"Advice {_join_numbers(unknown)} cannot be a name."
        return (), [ValueFinding("unknown-advice", message, "Write names such as heat, water.")]
    hint = f"Choose from {', '.join(available)}."
    if len(unknown) == 1 and len(choices[unknown[0] - 1][0].split()) == 1:
        hint = suggest_name(_normalize_key(choices[unknown[0] - 1][0]), available, hint)
    verb = "is" if len(unknown) == 1 else "are"
    return (), [
        ValueFinding(
            "unknown-advice", f"Advice {_join_numbers(unknown)} {verb} not in this handout.", hint
        )
    ]


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
        return tuple(words) if all(re.fullmatch(ADVICE_KEY, word) for word in words) else ()
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
