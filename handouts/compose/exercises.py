"""Exercises in words: the dose of each, and its video."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from handouts.compose.contact import add_scheme, strip_scheme
from handouts.compose.resolve import InlineResolver
from handouts.document.blocks import Exercise, Exercises, Video
from handouts.document.dose import Dose
from handouts.document.text import Run, Text, make_unbreakable, plain
from handouts.language.words import LanguageWords


def compose_exercises(block: Exercises, _: InlineResolver, words: LanguageWords) -> Exercises:
    """The exercises with their doses in words, and the lines that lead to their videos."""
    return replace(block, items=tuple(_compose_exercise(item, words) for item in block.items))


def _compose_exercise(exercise: Exercise, words: LanguageWords) -> Exercise:
    video = _compose_video(exercise.video, words) if exercise.video else None
    stop_if = exercise.stop_if
    if stop_if:
        label = Run(f"{words.labels['stop_if']} ", strong=True)
        stop_if = replace(stop_if, inlines=(label, *stop_if.inlines))
    return replace(set_dose(exercise, exercise.dose, words), stop_if=stop_if, video=video)


def set_dose(exercise: Exercise, dose: Dose, words: LanguageWords) -> Exercise:
    """The exercise with a dose, also in words."""
    amount = plain(describe_dose(dose, words), (*exercise.address, "dose"), strong=True)
    return replace(exercise, dose=dose, amount=amount)


def describe_dose(dose: Dose, words: LanguageWords) -> str:
    """A dose as printed: "2 sets of 10, hold for 5 seconds, 3 times a day, each side".

    A line may end only between its parts.
    """
    phrases = words.comma.join(map(make_unbreakable, _list_phrases(dose, words)))
    return phrases[:1].upper() + phrases[1:]


def _list_phrases(dose: Dose, words: LanguageWords) -> Iterator[str]:
    """The parts of a dose in words, each with the plural of its number."""
    patterns = words.dose
    if dose.sets:
        forms = patterns.sets_of if dose.repeats else patterns.sets
        yield words.count(dose.sets, forms).format(sets=dose.sets, repeats=dose.repeats)
    elif dose.repeats:
        yield words.count(dose.repeats, patterns.repeats).format(repeats=dose.repeats)
    if dose.hold:
        yield words.count(dose.hold, patterns.hold).format(hold=dose.hold)
    if dose.times:
        yield _count_times(dose, words)
    if dose.side:
        yield patterns.sides[dose.side]


def _count_times(dose: Dose, words: LanguageWords) -> str:
    patterns, is_day = words.dose, dose.period == "day"
    first = patterns.first_per_day if is_day else patterns.first_per_week
    if dose.times <= len(first):
        return first[dose.times - 1]
    forms = patterns.per_day if is_day else patterns.per_week
    return words.count(dose.times, forms).format(times=dose.times)


def _compose_video(video: Video, words: LanguageWords) -> Video:
    """The video with its address as a link, and its QR code in words."""
    shown, target = strip_scheme(video.target), add_scheme(video.target)
    label = Run(f"{words.labels['video']} ")
    line = Text((label, Run(shown, link=target)), video.address)
    return replace(video, target=target, line=line, qr_alt=words.qr.format(shown))
