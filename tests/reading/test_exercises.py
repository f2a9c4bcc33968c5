"""Exercises in a file: their doses in numbers and words, and what is refused."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from handouts.document.blocks import Diary, Exercise
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
from handouts.document.walk import walk
from handouts.reading.doses import ReadDose, read_dose
from handouts.reading.handout import read_mapped_handout
from handouts.sources.findings import SpecError

HEAT = Path(__file__).parent / "good" / "heat.en.yaml"
PICTURES = (HEAT.parent / "pictures",)
TWO = "- name: Chin tuck\n  sets: 2\n- name: Neck tilt\n  repeats: 3\n"


def read_exercises(folder: Path, items: str, diary: str = "") -> list[Exercise]:
    """The exercises of the good handout with a list of them behind all else."""
    path = folder / "heat.en.yaml"
    indented = "".join(f"    {line}\n" for line in items.splitlines())
    path.write_text(
        f"{HEAT.read_text('utf-8')}exercises:\n{diary}  exercises:\n{indented}", "utf-8"
    )
    handout, _ = read_mapped_handout(path, PICTURES)
    return [value for value in walk(handout.sections) if isinstance(value, Exercise)]


def find_message(folder: Path, items: str, diary: str = "") -> str:
    """The only problem of a list of exercises: its message and hint."""
    with pytest.raises(SpecError) as raised:
        read_exercises(folder, items, diary)
    (problem,) = raised.value.problems
    return f"{problem.message} {problem.hint}".strip()


@pytest.mark.parametrize(
    ("line", "dose"),
    [
        ("hold: 5", Dose(hold=5)),
        ("hold: 5 seconds", Dose(hold=5)),
        ("hold: 5s", Dose(hold=5)),
        ("times: 3", Dose(times=3)),
        ("times: 3 times a day", Dose(times=3)),
        ("times: twice a day", Dose(times=2)),
        ("times: daily", Dose(times=1)),
        ("times: three times a week", Dose(times=3, period="week")),
        ("side: each", Dose(side="each")),
        ("sets: 2", Dose(sets=2)),
        ("repeats: 12", Dose(repeats=12)),
        ("repeats: 8-12", Dose(repeats=Range(8, 12))),
        ("repeats: 8 - 12", Dose(repeats=Range(8, 12))),
        ("sets: 2 to 3", Dose(sets=Range(2, 3))),
        ("hold: 5\u201310 seconds", Dose(hold=Range(5, 10))),
        ("times: 2-3", Dose(times=Range(2, 3))),
        ("times: 3 to 4 times a week", Dose(times=Range(3, 4), period="week")),
    ],
)
def test_doses(tmp_path: Path, line: str, dose: Dose) -> None:
    """A number of a dose may have its unit."""
    (exercise,) = read_exercises(tmp_path, f"- name: Tuck\n  {line}")
    assert exercise.dose == dose


@pytest.mark.parametrize(
    ("line", "message"),
    [
        (
            "hold: 2 minutes",
            "'hold' cannot be '2 minutes'. Write it like this: 5 seconds. "
            "It is in seconds: a minute is 60.",
        ),
        ("hold: 10-5 s", "'hold' cannot be '10-5 s'. Write it like this: 5 seconds."),
        (
            "hold: 5 s left",
            "'hold' cannot be '5 s left'. Write it like this: 5 seconds. "
            "Write 'side' on a line of its own.",
        ),
        (
            "repeats: 5 each side",
            "'repeats' cannot be '5 each side'. Write it like this: 8-12. "
            "Write 'side' on a line of its own.",
        ),
        (
            "sets: 2 to 3 sets of 8-12",
            "'sets' cannot be '2 to 3 sets of 8-12'. Write it like this: 2. "
            "Write 'repeats' on a line of its own.",
        ),
        ("hold: 0", "'hold' cannot be '0'. Write it like this: 5 seconds."),
        ("hold: 700", "'hold' must be 1 to 600."),
        (
            "times: now and then",
            "'times' cannot be 'now and then'. Write it like this: 3 times a day.",
        ),
        ("times: 10 a day", "'times' cannot be '10 a day'. Write it like this: 3 times a day."),
        ("side: leg", "'side' must be left, right, both or each, not 'leg'."),
        (
            "sets: 2x",
            "'sets' cannot be '2x'. Write it like this: 2. Write 'repeats' on a line of its own.",
        ),
        (
            "stop_if: Stop if it hurts",
            "'Stop if' is printed in front of this text. Write only what follows: you feel dizzy.",
        ),
        (
            "how: '## Start'",
            "An exercise is one piece, so its text cannot have sub-headings. "
            "Make each an exercise of its own.",
        ),
        (
            "video: a film",
            "'video' cannot be 'a film'. Write it like this: clinic.example/chin-tuck",
        ),
        (
            "picture: pack\n  alt: ''\n  pictures: [{picture: pack, alt: ''}]",
            "An exercise has either 'picture' or 'pictures', not both. "
            "List them all under 'pictures', each with its 'alt'.",
        ),
        (
            "pictures: [{picture: pack}]",
            "The picture has no 'alt', the text for those who cannot see it. Describe it in a line "
            "'alt: ...' (or 'alt: \"\"' if it is only decoration).",
        ),
    ],
)
def test_refused(tmp_path: Path, line: str, message: str) -> None:
    """What is not understood is a problem; nothing of it is printed."""
    assert find_message(tmp_path, f"- name: Tuck\n  {line}") == message


@pytest.mark.parametrize(
    ("name", "message"),
    [
        (
            "Squat, deep",
            "The name of an exercise cannot contain ','. "
            "It would divide the name where exercises are chosen for one person.",
        ),
        (
            "Left",
            "'Left' reads like a dose, not like the name of an exercise. "
            "Say what is done: chin tuck.",
        ),
    ],
)
def test_a_name_can_be_chosen(tmp_path: Path, name: str, message: str) -> None:
    """By what a therapist types."""
    assert find_message(tmp_path, f"- name: {name}") == message


@pytest.mark.parametrize(
    ("weeks", "first", "count"),
    [
        ("4", 1, 4),
        ("4 weeks", 1, 4),
        ("1 week", 1, 1),
        ("12", 1, 12),
        ("weeks 3-6", 3, 4),
        ("3 to 6", 3, 4),
        ("weeks 7\u201312", 7, 6),
    ],
)
def test_diary(tmp_path: Path, weeks: str, first: int, count: int) -> None:
    """A diary of so many weeks has a row for each exercise, and may go on with an earlier one."""
    path = tmp_path / "heat.en.yaml"
    part = f"exercises:\n  diary: {weeks}\n  exercises:\n"
    items = "".join(f"    {line}\n" for line in TWO.splitlines())
    path.write_text(f"{HEAT.read_text('utf-8')}{part}{items}", "utf-8")
    handout, _ = read_mapped_handout(path, PICTURES)
    (diary,) = (value for value in walk(handout.sections) if isinstance(value, Diary))
    assert (diary.first_week, diary.weeks) == (first, count)
    assert [name.words for name in diary.names] == ["Chin tuck", "Neck tilt"]


@pytest.mark.parametrize(
    "weeks",
    ["0", "13 weeks", "a month", "4 days", "weeks 6-3", "weeks 1-13", "0-3", "3-6 weeks", "week 3"],
)
def test_no_such_diary(tmp_path: Path, weeks: str) -> None:
    """At most twelve weeks."""
    assert find_message(tmp_path, "- name: Tuck", f"  diary: {weeks}\n") == (
        f"'diary' must be 1 to 12 weeks, not '{weeks}'. "
        "Write it like this: 4 weeks; or, where a diary goes on: weeks 3-6."
    )


def test_a_diary_needs_exercises(tmp_path: Path) -> None:
    """Without any, there is nothing to tick."""
    path = tmp_path / "heat.en.yaml"
    path.write_text(f"{HEAT.read_text('utf-8')}exercises:\n  text: Move.\n  diary: 4\n", "utf-8")
    with pytest.raises(SpecError, match="'diary' has no exercises"):
        read_mapped_handout(path, PICTURES)


def test_two_of_one_name(tmp_path: Path) -> None:
    """A person's exercises are chosen by name, so no two may have the same."""
    assert find_message(tmp_path, f"{TWO}- name: chin tuck") == (
        "Two exercises have this name; the first is on line 58. "
        "Give each its own name, by which it can be chosen for one person."
    )


@pytest.mark.parametrize(
    ("text", "dose"),
    [
        ("2x10 hold 5s twice a day left", Dose(2, 10, 5, 2, "day", "left")),
        ("2 x 10, hold for 5 seconds, 3 times a week", Dose(2, 10, 5, 3, "week")),
        ("3 sets of 12 reps each side", Dose(3, 12, side="each")),
        ("10 times, twice a day", Dose(repeats=10, times=2)),
        ("10 times a day", Dose(times=10)),
        ("3x/day", Dose(times=3)),
        ("2×8 R", Dose(2, 8, side="right")),
        ("(5 second hold) both sides", Dose(hold=5, side="both")),
        ("x15", Dose(repeats=15)),
        ("2x8-12", Dose(2, Range(8, 12))),
        ("2x10 - 12 times a day", Dose(2, 10, times=12)),
        ("2-3 sets of 8 to 12 reps", Dose(Range(2, 3), Range(8, 12))),
        ("hold 5-10s, 2\u20133 times a day", Dose(hold=Range(5, 10), times=Range(2, 3))),
        ("", Dose()),
    ],
)
def test_shorthand(text: str, dose: Dose) -> None:
    """Doses as therapists write them."""
    assert read_dose(text) == ReadDose(dose)


@pytest.mark.parametrize(
    "text",
    [
        "8-12",
        "8-12 x 3",
        "2x12-8",
        "2x8-8",
        "3-2 sets",
        "2x8-12-15",
        "10",
        "10 a day",
        "hold 5 minutes",
        "2x10x",
        "gently",
        "left leg",
    ],
)
def test_not_understood(text: str) -> None:
    """A dose of which anything is not understood is none."""
    assert read_dose(text) is None


@pytest.mark.parametrize("text", ["left right", "2x10 3x12", "2 sets 3 sets", "5s hold 6 s"])
def test_said_twice(text: str) -> None:
    """A dose that says two things at once is reported as such."""
    read = read_dose(text)
    assert read is not None
    assert read.is_contrary


@pytest.mark.parametrize(
    "text", ["0x10", "2x0", "0-2x10", "21x10", "2x201", "2x8-201", "hold 601s", "25 times a day"]
)
def test_out_of_range(text: str) -> None:
    """A number that no therapist means is a slip of the finger."""
    read = read_dose(text)
    assert read is not None
    assert read.is_out_of_range


def amounts(largest: int) -> st.SearchStrategy[Amount]:
    """Numbers and ranges up to a largest number."""
    numbers = st.integers(1, largest)
    pairs = st.lists(numbers, min_size=2, max_size=2, unique=True).map(sorted)
    return st.one_of(numbers, pairs.map(lambda pair: Range(*pair)))


@given(
    sets=amounts(MAX_SETS),
    repeats=amounts(MAX_REPEATS),
    hold=amounts(MAX_SECONDS),
    times=amounts(MAX_TIMES),
    period=st.sampled_from(["day", "week"]),
    side=st.sampled_from(["left", "right", "both", "each"]),
    order=st.permutations(range(4)),
    join=st.sampled_from([" ", ", ", " and "]),
)
def test_any_order(
    sets: Amount,
    repeats: Amount,
    hold: Amount,
    times: Amount,
    period: Period,
    side: DoseSide,
    order: list[int],
    join: str,
) -> None:
    """The parts of a dose may be written in any order."""
    assume(isinstance(sets, int) or sets.most <= read_largest(repeats))  # else in doubt
    parts = [f"{sets}x{repeats}", f"hold {hold}s", f"{times} times a {period}", side]
    text = join.join(parts[place] for place in order)
    assert read_dose(text) == ReadDose(Dose(sets, repeats, hold, times, period, side))
