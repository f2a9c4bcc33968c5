"""Exercises in words: the dose of each, and its video; and which of them one person gets."""

from __future__ import annotations

import operator
from collections.abc import Iterable, Iterator, Sequence

from msgspec.structs import replace

from handouts.compose.resolve import InlineResolver
from handouts.document.blocks import Block, Diary, Exercise, Exercises, Video
from handouts.document.dose import Amount, Dose, Range, read_largest
from handouts.document.handout import Section
from handouts.document.person import Person
from handouts.document.text import Run, Text, make_unbreakable, plain
from handouts.language.words import LanguageWords
from handouts.memo import intern_value
from handouts.reading.links import make_web_link, strip_scheme


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
        sets, repeats = (_format_amount(each, words) for each in (dose.sets, dose.repeats))
        yield _choose_form(dose.sets, forms, words).format(sets=sets, repeats=repeats)
    elif dose.repeats:
        form = _choose_form(dose.repeats, patterns.repeats, words)
        yield form.format(repeats=_format_amount(dose.repeats, words))
    if dose.hold:
        form = _choose_form(dose.hold, patterns.hold, words)
        yield form.format(hold=_format_amount(dose.hold, words))
    if dose.times:
        yield _count_times(dose, words)
    if dose.side:
        yield patterns.sides[dose.side]


def _choose_form(amount: Amount, forms: Sequence[str], words: LanguageWords) -> str:
    """The plural form for a number; for a range, that of its upper end."""
    return words.count(read_largest(amount), forms)


def _format_amount(amount: Amount, words: LanguageWords) -> str:
    """A number, or a range in words: "8 to 12"."""
    if isinstance(amount, Range):
        return words.dose.range.format(least=amount.least, most=amount.most)
    return str(amount)


def _count_times(dose: Dose, words: LanguageWords) -> str:
    patterns, is_day = words.dose, dose.period == "day"
    first = patterns.first_per_day if is_day else patterns.first_per_week
    if isinstance(dose.times, int) and dose.times <= len(first):
        return first[dose.times - 1]
    form = _choose_form(dose.times, patterns.per_day if is_day else patterns.per_week, words)
    return form.format(times=_format_amount(dose.times, words))


def choose_exercises(
    sections: Iterable[Section], person: Person | None, words: LanguageWords
) -> tuple[Section, ...]:
    """The sections with the exercises that are a person's, or everyone's, numbered throughout.

    What is not chosen is left out, and so is a section in which nothing else is left. If none is
    chosen, all are there; on a form, each then has a box to tick and a line for its dose. A section
    in which nothing changes is the same object.
    """
    chooser = _Chooser(person, words)
    return tuple(filter(None, map(chooser.arrange_section, sections)))


def has_exercises(blocks: Iterable[Block]) -> bool:
    """Whether any of the blocks depends on the exercises that are chosen."""
    return any(isinstance(block, Exercises | Diary) for block in blocks)


class _Chooser:
    """Chooses a person's exercises in one section after the other."""

    def __init__(self, person: Person | None, words: LanguageWords) -> None:
        self.is_personal = person is not None
        chosen = person.exercises if person else ()
        self.doses = {each.name: each.dose for each in chosen}
        self.is_form = person is not None and person.is_form and not chosen
        self.words = words
        self.start = 1
        self.last: Exercises | None = None

    def arrange_section(self, section: Section) -> Section | None:
        """The section with its exercises chosen and numbered; None if nothing is left in it."""
        arranged = [self._arrange_block(block) for block in section.blocks]
        blocks = tuple(block for block in arranged if block is not None)
        if all(map(operator.is_, blocks, section.blocks)) and len(blocks) == len(section.blocks):
            return section
        if not blocks:
            return None
        # Whoever has the same exercises has the same section, if nothing else in it is theirs.
        changed = replace(section, blocks=blocks, personal=self.is_personal)
        return changed if section.personal else intern_value(changed)

    def _arrange_block(self, block: Block) -> Block | None:
        if isinstance(block, Diary):
            return self._arrange_diary(block)
        if not isinstance(block, Exercises):
            return block
        items = tuple(self._choose_items(block))
        changed = replace(block, items=items, start=self.start, is_form=self.is_form)
        self.start += len(items)
        self.last = block if changed == block else changed
        return self.last if items else None

    def _choose_items(self, block: Exercises) -> Iterator[Exercise]:
        """The chosen exercises of a block, in the order in which they were chosen."""
        if not self.doses:
            yield from block.items
            return
        by_name = {item.name.words: item for item in block.items}
        for name, dose in self.doses.items():
            item = by_name.get(name)
            if item:
                merged = item.dose.override(dose)
                yield item if merged == item.dose else set_dose(item, merged, self.words)

    def _arrange_diary(self, diary: Diary) -> Diary | None:
        """The diary of the exercises before it."""
        if self.last is None:
            return diary
        names = tuple(item.name for item in self.last.items)
        changed = replace(diary, names=names, start=self.last.start)
        if changed == diary:
            return diary
        return changed if names else None


def _compose_video(video: Video, words: LanguageWords) -> Video:
    """The video with its address as a link, and its QR code in words."""
    shown, target = strip_scheme(video.target), make_web_link(video.target)
    label = Run(f"{words.labels['video']} ")
    line = Text((label, Run(shown, link=target)), video.address)
    return replace(video, target=target, line=line, qr_alt=words.qr.format(shown))
