"""Doses in words: "3 times a day", "hold for 5 seconds", "2x8-12", "left".

The words are English, as in the names of a handout's keys; a number alone needs no words.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from handouts.data import Data
from handouts.document.dose import (
    MAX_REPEATS,
    MAX_SECONDS,
    MAX_SETS,
    MAX_TIMES,
    Amount,
    Dose,
    DoseSide,
    Period,
    Range,
    read_largest,
)
from handouts.patterns import compile_late

_COUNT_WORDS = {"once": 1, "twice": 2, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5}
AMOUNT = r"\d+(?:(?:[-\u2010-\u2013\u2212]|\s+to\s+)\d+)?"
"""A number or a range, such as 8-12 or 2 to 3. A dash between spaces parts two phrases."""
_SECONDS = r"(?:s|sec|secs|second|seconds)\b"
_COUNTS = (
    rf"(?P<count>{AMOUNT}(?=\s*(?:x|times?)\b)|once\b|twice\b"
    r"|(?:one|two|three|four|five)(?=\s+times?\b))"
)
_TIMES = (
    rf"{_COUNTS}\s*(?:x\b|times?\b)?\s*(?:(?:a|an|per|each|every)\s+|/\s*)(?P<period>day|week)\b",
    rf"{_COUNTS}\s*(?:x\b|times?\b)?\s*(?P<period>daily|weekly)\b",
)
_SIDES: dict[str, DoseSide] = {
    "left": "left",
    "l": "left",
    "right": "right",
    "r": "right",
    "both": "both",
    "each": "each",
}


class _Phrase(Data, frozen=True):
    """One way to write a part of a dose, and what it says."""

    pattern: re.Pattern[str]
    read: Callable[[re.Match[str]], Dose]


class ReadDose(Data, frozen=True):
    """A dose that was read from a text, or what is wrong with it.

    With ``is_contrary`` the text says something twice, and with ``is_out_of_range`` a number is
    too small or too great.
    """

    dose: Dose = Dose()
    is_contrary: bool = False
    is_out_of_range: bool = False


def _period_of(word: str) -> Period:
    return "week" if word.startswith("week") else "day"


def _read_amount(text: str) -> Amount:
    if text in _COUNT_WORDS:
        return _COUNT_WORDS[text]
    least, *most = map(int, re.findall(r"\d+", text))
    return Range(least, *most) if most else least


def _phrase(pattern: str, read: Callable[[re.Match[str]], Dose]) -> _Phrase:
    return _Phrase(compile_late(pattern), read)


_PHRASES = (
    *(
        _phrase(
            pattern,
            lambda found: Dose(
                times=_read_amount(found["count"]), period=_period_of(found["period"])
            ),
        )
        for pattern in _TIMES
    ),
    _phrase(r"(?P<period>daily|weekly)\b", lambda f: Dose(times=1, period=_period_of(f["period"]))),
    _phrase(
        rf"({AMOUNT})\s*(?:x\s*|sets?\s+(?:of|x)\s*)({AMOUNT})\b"
        r"(?:\s*(?:reps?|repeats?|repetitions?|times)\b)?",
        lambda found: Dose(sets=_read_amount(found[1]), repeats=_read_amount(found[2])),
    ),
    _phrase(rf"({AMOUNT})\s*sets?\b", lambda found: Dose(sets=_read_amount(found[1]))),
    _phrase(
        rf"({AMOUNT})\s*(?:x|reps?|repeats?|repetitions?|times)\b",
        lambda found: Dose(repeats=_read_amount(found[1])),
    ),
    _phrase(rf"x\s*({AMOUNT})\b", lambda found: Dose(repeats=_read_amount(found[1]))),
    _phrase(
        rf"(?:hold|holding|held)[\s:]+(?:it\s+)?(?:for\s+)?({AMOUNT})(?:\s*{_SECONDS}|\b)",
        lambda found: Dose(hold=_read_amount(found[1])),
    ),
    _phrase(
        rf"({AMOUNT})\s*{_SECONDS}(?:\s*holds?\b)?",
        lambda found: Dose(hold=_read_amount(found[1])),
    ),
    _phrase(
        r"(?:on\s+)?(?:the\s+)?(left|right|both|each|l|r)\b(?:\s+sides?\b)?",
        lambda found: Dose(side=_SIDES[found[1]]),
    ),
)
_ZERO = compile_late(r"(?<!\d)0+(?!\d)")
"""A number that would mean that nothing is said."""
_BETWEEN = compile_late(r"[\s,:()\u2013\u2014]+|(?<!\d)-(?!\d)|and\b|for\b")


def read_dose(text: str) -> ReadDose | None:
    """The dose that a whole text says; None where some of it is not understood.

    An empty text is an empty dose. ``×`` and ``*`` are taken as x. A range goes up.
    """
    rest = re.sub(r"[×✕*]", "x", text.casefold())
    dose, place, is_contrary = Dose(), 0, False
    while place < len(rest):
        between = _BETWEEN.match(rest, place)
        if between:
            place = between.end()
            continue
        found, part = _match_phrase(rest, place)
        if found is None:
            return None
        is_contrary = is_contrary or dose.overlaps(part)
        dose, place = dose.override(part), found.end()
    if any(isinstance(each, Range) and each.least >= each.most for each in _list_amounts(dose)):
        return None
    if isinstance(dose.sets, Range) and 0 < read_largest(dose.repeats) < dose.sets.most:
        return None  # "8-12 x 3" may be 3 sets of 8 to 12
    return ReadDose(dose, is_contrary, bool(_ZERO.search(rest)) or not _is_in_range(dose))


def _match_phrase(text: str, place: int) -> tuple[re.Match[str] | None, Dose]:
    """The first phrase that begins at a place, and the dose that it says."""
    for phrase in _PHRASES:
        found = phrase.pattern.match(text, place)
        if found:
            return found, phrase.read(found)
    return None, Dose()


def _list_amounts(dose: Dose) -> tuple[Amount, ...]:
    return dose.sets, dose.repeats, dose.hold, dose.times


def _is_in_range(dose: Dose) -> bool:
    """Whether each number of a dose is one that a therapist may mean."""
    limits = MAX_SETS, MAX_REPEATS, MAX_SECONDS, MAX_TIMES
    amounts = zip(_list_amounts(dose), limits, strict=True)
    return all(read_largest(amount) <= limit for amount, limit in amounts)
