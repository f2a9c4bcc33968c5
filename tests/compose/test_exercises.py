"""Exercises in words, with the right plurals; and which of them one person gets."""

from __future__ import annotations

from pathlib import Path

import pytest

import handouts
from handouts.compose.compose import compose_story
from handouts.compose.exercises import choose_exercises, describe_dose
from handouts.compose.personal import describe_person
from handouts.document.blocks import Diary, Exercise, Exercises
from handouts.document.dose import Dose, Range
from handouts.document.handout import Section
from handouts.document.person import ChosenExercise, Person
from handouts.document.text import plain
from handouts.language.words import words_for
from tests.exercise_sheet import write_exercise_sheet


@pytest.mark.parametrize(
    ("dose", "sentence"),
    [
        (
            Dose(2, 10, 5, 3, side="each"),
            "2 sets of 10, hold for 5 seconds, 3 times a day, each side",
        ),
        (Dose(1, 1, 1, 1), "1 set of 1, hold for 1 second, once a day"),
        (Dose(repeats=1, times=2, period="week"), "1 time, twice a week"),
        (Dose(sets=3, side="left"), "3 sets, left side"),
        (Dose(hold=20, times=1, period="week"), "Hold for 20 seconds, once a week"),
        (Dose(side="both"), "Both sides"),
        (Dose(Range(2, 3), Range(8, 12)), "2 to 3 sets of 8 to 12"),
        (
            Dose(hold=Range(5, 10), times=Range(1, 2)),
            "Hold for 5 to 10 seconds, 1 to 2 times a day",
        ),
        (Dose(), ""),
    ],
)
def test_dose_in_words(dose: Dose, sentence: str) -> None:
    """The dose as one sentence."""
    assert describe_dose(dose, words_for("en")).replace("\u00a0", " ") == sentence


def test_lines_end_between_its_parts() -> None:
    """A number stays with its unit."""
    words = describe_dose(Dose(2, 10, 5), words_for("en"))
    assert words == "2\u00a0sets\u00a0of\u00a010, hold\u00a0for\u00a05\u00a0seconds"


def compose_sheet(folder: Path, person: Person | None = None) -> list[Section]:
    """The sections of the exercise sheet that hold exercises, for a person or for everyone."""
    spec = handouts.load(write_exercise_sheet(folder))
    return [each for each in compose_story(spec, person).sections if each.key == "exercises"]


def test_nothing_chosen_is_all_and_the_same_for_everyone(tmp_path: Path) -> None:
    """The section is not a person's, so that it is drawn once."""
    (everyone,) = compose_sheet(tmp_path)
    assert compose_sheet(tmp_path, Person(first_name="Sam")) == [everyone]
    assert not everyone.personal


def test_what_is_chosen_is_a_persons(tmp_path: Path) -> None:
    """In the chosen order, numbered from 1, also in the diary."""
    chosen = (ChosenExercise("Neck turn"), ChosenExercise("Chin tuck", Dose(hold=9)))
    (section,) = compose_sheet(tmp_path, Person(exercises=chosen))
    exercises, diary = section.blocks
    assert section.personal
    assert isinstance(exercises, Exercises)
    assert isinstance(diary, Diary)
    assert [each.name.words for each in exercises.items] == ["Neck turn", "Chin tuck"]
    assert [each.words for each in diary.names] == ["Neck turn", "Chin tuck"]
    assert exercises.items[1].dose == Dose(2, 10, 9, 3)
    assert exercises.items[1].amount.words.replace("\u00a0", " ") == (
        "2 sets of 10, hold for 9 seconds, 3 times a day"
    )


def test_lists_are_numbered_throughout_and_empty_ones_are_left_out() -> None:
    """A number names one exercise; a section without any of its exercises is not there."""
    one, two = (
        Section(key, "Head", (Exercises(tuple(Exercise(plain(name)) for name in names)),))
        for key, names in (("one", "ab"), ("two", "cd"))
    )
    words = words_for("en")
    starts = [
        block.start
        for section in choose_exercises((one, two), None, words)
        for block in section.blocks
        if isinstance(block, Exercises)
    ]
    assert starts == [1, 3]
    person = Person(exercises=(ChosenExercise("d"),))
    (left,) = choose_exercises((one, two), person, words)
    assert left.key == "two"
    (block,) = left.blocks
    assert isinstance(block, Exercises)
    assert ([item.name.words for item in block.items], block.start) == (["d"], 1)


def test_a_person_is_described_with_their_exercises() -> None:
    """For whoever checks what the first leaflet of a list will say."""
    chosen = (ChosenExercise("Neck turn"), ChosenExercise("Chin tuck", Dose(2, 8, side="left")))
    assert describe_person(Person(exercises=chosen), words_for("en"))[-1] == (
        "Your exercises",
        "Neck turn; Chin tuck: 2 sets of 8, left side",
    )
