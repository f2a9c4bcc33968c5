"""Exercises that a text chooses from a handout's, by name, each perhaps with its own dose."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from handouts.data import Data
from handouts.document.blocks import Exercise
from handouts.document.dose import Dose
from handouts.document.handout import Handout
from handouts.document.person import ChosenExercise
from handouts.document.walk import walk
from handouts.memo import memoized
from handouts.patterns import compile_late
from handouts.reading.doses import ReadDose, read_dose
from handouts.sources.findings import (
    ValueFinding,
    join_choices,
    quote_text,
    suggest_name,
)

_SEPARATORS = compile_late(r"[,;|\n•]")
_AND = compile_late(r"(?<!\S)(?:and|&|\+)(?!\S)", re.IGNORECASE)
_EXAMPLE = "Write it like this: chin tuck 2x10 hold 5s twice a day left."

_Words = tuple[str, ...]


class _Piece(Data, frozen=True):
    """A part of a text: the names that it may mean, and its dose. Without a dose, it is unclear."""

    text: str
    names: _Words
    dose: ReadDose | None


@memoized(64)
def collect_exercises(handout: Handout) -> tuple[Exercise, ...]:
    """The exercises of a handout, in the order of its file."""
    return tuple(
        value
        for section in handout.sections
        for value in walk(section.blocks)
        if isinstance(value, Exercise)
    )


def choose_exercises(
    text: str, available: Sequence[Exercise]
) -> tuple[tuple[ChosenExercise, ...], list[ValueFinding]]:
    """The exercises that a text chooses, in its order, and what is wrong with the text.

    They are separated by commas and the like, or by "and". A name may be in any case, singular or
    plural, and may lack its last words, if no other name begins like that. A dose stands before or
    behind its name, or after a comma: "chin tuck 2x10, hold 5s, neck turn". Nothing is chosen
    if anything is not understood or may be meant in two ways.
    """
    if not available:
        message = "This handout has no exercises to choose from."
        return (), [ValueFinding("no-exercises", message, "Leave it empty.")]
    doses = {exercise.name.words: exercise.dose for exercise in available}
    names = tuple(doses)
    chosen: dict[str, Dose] = {}
    findings: list[ValueFinding] = []
    last = ""
    number = 0
    for piece in _list_pieces(text, names):
        number += bool(piece.names) or piece.dose is None or not last
        finding = _check_piece(piece, number, names, chosen, last)
        if finding:
            findings.append(finding)
        if piece.dose and (piece.names or last):
            last = piece.names[0] if piece.names else last
            chosen[last] = chosen.get(last, Dose()).override(piece.dose.dose)
    findings += _check_sets(chosen, doses) if not findings else []
    if findings:
        return (), findings
    return tuple(ChosenExercise(name, dose) for name, dose in chosen.items()), []


def find_missing_exercises(chosen: Sequence[ChosenExercise], handout: Handout) -> str:
    """What is wrong where a person's exercises are all from other handouts; empty if nothing is.

    A handout may have none of its own: then nothing in it depends on them.
    """
    names = [exercise.name.words for exercise in collect_exercises(handout)]
    if not chosen or not names or any(each.name in names for each in chosen):
        return ""
    return f"None of these exercises is in the handout {quote_text(handout.name)}."


def _check_piece(
    piece: _Piece, number: int, names: _Words, chosen: dict[str, Dose], last: str
) -> ValueFinding | None:
    """What is wrong with a part of a text, in words that do not repeat it."""
    if len(piece.names) > 1:
        message = f"Exercise {number} may be {join_choices(piece.names)}."
        return ValueFinding("unknown-exercise", message, "Write its whole name.")
    if piece.dose is None:
        if piece.names:
            message = f"The dose of exercise {number} is not understood."
            return ValueFinding("unclear-dose", message, _EXAMPLE)
        hint = f"Choose from {', '.join(names)}."
        message = f"Exercise {number} is not in this handout."
        return ValueFinding("unknown-exercise", message, _suggest(piece.text, names, hint))
    if not piece.names and not last:
        hint = f"Choose from {', '.join(names)}."
        return ValueFinding("unknown-exercise", "The first exercise has no name.", hint)
    if piece.names and piece.names[0] in chosen:
        message = f"Exercise {number} is there twice."
        return ValueFinding("unclear-dose", message, "Keep one of the two, with its dose.")
    before = Dose() if piece.names else chosen.get(last, Dose())
    if piece.dose.is_contrary or before.overlaps(piece.dose.dose):
        message = f"The dose of exercise {number} says something twice."
        return ValueFinding("unclear-dose", message, _EXAMPLE)
    if piece.dose.is_out_of_range:
        message = f"A number in the dose of exercise {number} is too great, or 0."
        return ValueFinding("unclear-dose", message, _EXAMPLE)
    return None


def _suggest(text: str, names: _Words, otherwise: str) -> str:
    """The name that a text before its first number may mean, or else all names."""
    return suggest_name(re.split(r"\d", text)[0].strip(), names, otherwise)


def _check_sets(chosen: dict[str, Dose], doses: dict[str, Dose]) -> Iterator[ValueFinding]:
    """Find doses that say how many times, but not in how many sets, where the handout has sets."""
    for number, (name, dose) in enumerate(chosen.items(), 1):
        if dose.repeats and not dose.sets and doses[name].sets:
            message = f"Exercise {number} has sets in the handout, and its own dose says none."
            hint = f"Write both: 1x{dose.repeats}, or {doses[name].sets}x{dose.repeats}."
            yield ValueFinding("unclear-dose", message, hint)


def _list_pieces(text: str, names: _Words) -> Iterator[_Piece]:
    """The parts of a text."""
    for part in _SEPARATORS.split(text):
        if part.strip():
            yield from _divide_part(part, names)


def _divide_part(text: str, names: _Words) -> list[_Piece]:
    """A part of a text; one that is not understood is divided at "and", if that helps."""
    piece = _read_piece(text, names)
    for found in _AND.finditer(text) if piece.dose is None else ():
        first = _read_piece(text[: found.start()], names)
        if first.names and first.dose is not None:
            rest = _divide_part(text[found.end() :], names)
            if all(each.dose is not None for each in rest):
                return [first, *rest]
    return [piece]


def _read_piece(text: str, names: _Words) -> _Piece:
    """The name and the dose in a part of a text.

    A whole name counts before the beginning of one, and more words before fewer.
    """
    words = re.sub(r"[():\u2013\u2014]", " ", text).split()
    count = len(words)
    heads = [read_dose(" ".join(words[:end])) for end in range(count + 1)]
    tails = [read_dose(" ".join(words[start:])) for start in range(count + 1)]
    found: list[tuple[bool, int, _Words, ReadDose | None]] = []
    for start in range(count):
        for end in range(start + 1, count + 1):
            is_whole, meant = _find_names(words[start:end], names)
            if meant:
                dose = _join_doses(heads[start], tails[end])
                found.append((is_whole, end - start, meant, dose))
    clear = [each for each in found if each[3] is not None]
    if clear:
        best = max(each[:2] for each in clear)
        # "left" is a dose, but also begins "Left arm raise".
        if not best[0] and heads[count] is not None:
            return _Piece(text, clear[0][2], None)
        ways = [each for each in clear if each[:2] == best]
        meant = tuple(dict.fromkeys(name for each in ways for name in each[2]))
        return _Piece(text, meant, ways[0][3])
    whole = heads[count]
    if whole is not None:
        return _Piece(text, (), whole)
    whole_names = tuple(name for is_whole, _, meant, _ in found if is_whole for name in meant)
    return _Piece(text, whole_names[:1], None)


def _join_doses(one: ReadDose | None, other: ReadDose | None) -> ReadDose | None:
    """What stands before and behind a name, as one dose; None if either is not understood."""
    if one is None or other is None:
        return None
    return ReadDose(
        one.dose.override(other.dose),
        one.is_contrary or other.is_contrary or one.dose.overlaps(other.dose),
        one.is_out_of_range or other.is_out_of_range,
    )


def _find_names(words: Sequence[str], names: _Words) -> tuple[bool, _Words]:
    """The names that words mean: whole names, or else all names that begin with them."""
    folded = _fold_words(" ".join(words))
    if not folded:
        return False, ()
    whole = tuple(name for name in names if _fold_words(name) == folded)
    if whole:
        return True, whole
    return False, tuple(name for name in names if _fold_words(name)[: len(folded)] == folded)


@lru_cache(maxsize=2_048)  # the same names are compared for each person
def _fold_words(text: str) -> _Words:
    """The words of a name in the form used for comparison: without case, signs and plural."""
    words = re.findall(r"[^\W_]+", re.sub("['\u2019]", "", text.casefold()))
    return tuple(
        word[:-1] if len(word) > 3 and word[-2:] != "ss" and word.endswith("s") else word
        for word in words
    )
