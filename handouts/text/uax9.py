"""The rules of UAX #9 over python-bidi, with isolates and bracket pairs, which it lacks.

From outside, an isolate is one neutral character; its inside is a separate text, one level
deeper (UAX #9, BD13 and X5a to X5c). So each isolate is resolved by itself.
"""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, TypedDict

from bidi import algorithm
from bidi.mirror import MIRRORED

if TYPE_CHECKING:

    class _Letter(TypedDict):
        """A character as python-bidi keeps it, and its place in the text."""

        ch: str
        level: int
        type: str
        orig: str
        place: int

    class _LevelRun(TypedDict):
        """A stretch of one level; ``sor`` is the direction before it (rule X10)."""

        start: int
        length: int
        sor: str

    class _Storage(TypedDict):
        """What python-bidi's functions pass on."""

        base_level: int
        base_dir: str
        chars: list[_Letter]
        runs: list[_LevelRun]


_OPENERS = {"\u2066": "L", "\u2067": "R", "\u2068": ""}
_CLOSER = "\u2069"
_NEUTRAL = "\ufffc"

# Isolates nested more deeply than this are ignored (python-bidi's limit on levels is 62).
_DEEPEST = 50

# Canonical equivalents of angle brackets (rule N0 takes them as the same pair).
_SAME = {"\u2329": "\u3008", "\u232a": "\u3009"}


def resolve_levels(text: str, base: int) -> list[int]:
    """The level of each character of a paragraph with the level ``base``."""
    levels = [base] * len(text)
    work = [(0, len(text), base)]
    while work:
        start, end, level = work.pop()
        seen, inner = _cover_isolates(text, start, end, level)
        for place, depth in _resolve_flat_levels(seen, level):
            levels[start + place] = depth
        for left, right, opener in inner:
            deeper = _compute_inner_level(text, left, right, opener, levels[left - 1])
            work.append((left, right, deeper))
    return levels


def _cover_isolates(
    text: str, start: int, end: int, level: int
) -> tuple[str, list[tuple[int, int, str]]]:
    """A stretch with its isolates replaced by neutral characters, and the place of each inside."""
    seen: list[str] = []
    inner: list[tuple[int, int, str]] = []
    depth, opened = 0, start
    for place in range(start, end):
        letter = text[place]
        if letter in _OPENERS:
            depth += 1
            opened = place if depth == 1 else opened
        elif letter == _CLOSER and depth:
            depth -= 1
            if depth == 0:
                inner.append((opened + 1, place, text[opened]))
        hidden = depth > 0 or letter == _CLOSER
        seen.append(_cover_letter(letter, depth, place == opened) if hidden else letter)
    if depth:
        inner.append((opened + 1, end, text[opened]))
    return "".join(seen), [one for one in inner if one[0] < one[1] and level < _DEEPEST]


def _cover_letter(letter: str, depth: int, opens: bool) -> str:
    """The neutral character for the ends of an isolate; an ignored one for its inside."""
    return _NEUTRAL if opens or depth == 0 else "\u200b"


def _compute_inner_level(text: str, left: int, right: int, opener: str, level: int) -> int:
    direction = _OPENERS[opener] or _first_strong(text, left, right)
    return (level + 1) | 1 if direction == "R" else (level + 2) & ~1


def _first_strong(text: str, left: int, right: int) -> str:
    """Rules P2 and P3 within an isolate: isolates inside it are skipped."""
    depth = 0
    for letter in text[left:right]:
        if letter in _OPENERS:
            depth += 1
        elif letter == _CLOSER:
            depth = max(0, depth - 1)
        elif depth == 0 and (kind := unicodedata.bidirectional(letter)) in ("L", "R", "AL"):
            return "L" if kind == "L" else "R"
    return "L"


def _resolve_flat_levels(text: str, base: int) -> list[tuple[int, int]]:
    """Places and levels, by rules X1 to I2. Characters removed by X9 take the level before."""
    storage: _Storage = {
        "base_level": base,
        "base_dir": ("L", "R")[base % 2],
        "chars": [],
        "runs": [],
    }
    algorithm.get_embedding_levels(text, storage)
    for place, letter in enumerate(storage["chars"]):
        letter["place"] = place
        # Python's tables may be older than the text.
        letter["type"] = letter["type"] or "L"
    algorithm.explicit_embed_and_overrides(storage)
    algorithm.resolve_weak_types(storage)
    _resolve_brackets(storage)
    algorithm.resolve_neutral_types(storage, False)
    algorithm.resolve_implicit_levels(storage, False)
    known = {letter["place"]: letter["level"] for letter in storage["chars"]}
    return _fill_levels(known, len(text), base)


def _fill_levels(known: dict[int, int], length: int, base: int) -> list[tuple[int, int]]:
    filled = []
    level = base
    for place in range(length):
        level = known.get(place, level)
        filled.append((place, level))
    return filled


# --- rule N0 -----------------------------------------------------------------------


def _resolve_brackets(storage: _Storage) -> None:
    for run in storage["runs"]:
        letters = storage["chars"][run["start"] : run["start"] + run["length"]]
        for opening, closing in _find_bracket_pairs(letters):
            _resolve_pair(letters, opening, closing, run["sor"])


def _find_bracket_pairs(letters: list[_Letter]) -> list[tuple[int, int]]:
    """Bracket pairs (BD16): at most 63 open at once, in the order of their openers."""
    open_ones: list[tuple[str, int]] = []
    pairs: list[tuple[int, int]] = []
    for place, letter in enumerate(letters):
        if letter["type"] != "ON":
            continue
        sign = _SAME.get(letter["ch"], letter["ch"])
        other = _find_closing_bracket(sign)
        if other:
            if len(open_ones) == 63:
                return []
            open_ones.append((other, place))
        elif any(sign == closer for closer, _ in open_ones):
            while True:
                closer, opening = open_ones.pop()
                if closer == sign:
                    pairs.append((opening, place))
                    break
    return sorted(pairs)


def _find_closing_bracket(sign: str) -> str:
    """The bracket that closes this one; empty if it does not open a pair."""
    if unicodedata.category(sign) != "Ps":
        return ""
    other: str = MIRRORED.get(sign, "")
    other = _SAME.get(other, other)
    return other if other and unicodedata.category(other) == "Pe" else ""


def _resolve_pair(letters: list[_Letter], opening: int, closing: int, before: str) -> None:
    embedding = ("L", "R")[letters[opening]["level"] % 2]
    inside = {_strong_direction(letter["type"]) for letter in letters[opening + 1 : closing]}
    if embedding in inside:
        direction = embedding
    elif inside - {""}:
        context = _find_context(letters[:opening], before)
        direction = context if context != embedding else embedding
    else:
        return
    for place in (opening, closing):
        letters[place]["type"] = direction
        _extend_to_marks(letters, place, direction)


def _extend_to_marks(letters: list[_Letter], place: int, direction: str) -> None:
    """Marks on a bracket take its direction."""
    for letter in letters[place + 1 :]:
        if letter["orig"] != "NSM":
            return
        letter["type"] = direction


def _find_context(letters: list[_Letter], before: str) -> str:
    return next(
        (s for letter in reversed(letters) if (s := _strong_direction(letter["type"]))), before
    )


def _strong_direction(kind: str) -> str:
    """Digits count as right-to-left for neutrals (rule N0's note)."""
    return {"L": "L", "R": "R", "EN": "R", "AN": "R"}.get(kind, "")
