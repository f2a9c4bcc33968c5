"""A person's exercises: names as people write them, doses, and what is asked about."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handouts.document.blocks import Exercise
from handouts.document.dose import Dose, Range
from handouts.document.person import ChosenExercise
from handouts.document.text import plain
from handouts.people.exercises import choose_exercises

NAMES = (
    "Chin tuck",
    "Neck side bend",
    "Neck turn",
    "Sit and stand",
    "Bridge",
    "Bridge on one leg",
    "Left arm raise",
    "Squats",
)
OFFERED = tuple(
    Exercise(plain(name), dose=Dose(sets=2, repeats=10) if name == "Chin tuck" else Dose())
    for name in NAMES
)


def choose(text: str) -> list[tuple[str, Dose]]:
    """The chosen exercises, where nothing is wrong."""
    chosen, findings = choose_exercises(text, OFFERED)
    assert not findings
    return [(each.name, each.dose) for each in chosen]


def find_messages(text: str) -> list[str]:
    """What is wrong with a text, of which nothing is then chosen."""
    chosen, findings = choose_exercises(text, OFFERED)
    assert chosen == ()
    return [f"{each.message} {each.hint}" for each in findings]


@pytest.mark.parametrize(
    ("text", "chosen"),
    [
        ("chin tuck", [("Chin tuck", Dose())]),
        ("CHIN TUCKS", [("Chin tuck", Dose())]),
        ("chin-tuck; squat", [("Chin tuck", Dose()), ("Squats", Dose())]),
        ("chin", [("Chin tuck", Dose())]),
        ("neck side", [("Neck side bend", Dose())]),
        ("bridge", [("Bridge", Dose())]),
        ("bridge on", [("Bridge on one leg", Dose())]),
        ("sit and stand and bridge", [("Sit and stand", Dose()), ("Bridge", Dose())]),
        ("chin tuck and neck turn", [("Chin tuck", Dose()), ("Neck turn", Dose())]),
        ("neck turn\nchin tuck", [("Neck turn", Dose()), ("Chin tuck", Dose())]),
        ("left arm raise left", [("Left arm raise", Dose(side="left"))]),
        (
            "chin tuck 2x10 hold 5s twice a day left, neck turn",
            [("Chin tuck", Dose(2, 10, 5, 2, side="left")), ("Neck turn", Dose())],
        ),
        ("3x8 squats", [("Squats", Dose(3, 8))]),
        ("squats: 3x8 (hold 5s)", [("Squats", Dose(3, 8, 5))]),
        ("squats 3x8, hold 5s, daily; bridge", [("Squats", Dose(3, 8, 5, 1)), ("Bridge", Dose())]),
        ("squats 2-3 x 8-12 reps", [("Squats", Dose(Range(2, 3), Range(8, 12)))]),
        ("squats 15 times", [("Squats", Dose(repeats=15))]),
    ],
)
def test_ways_to_write(text: str, chosen: list[tuple[str, Dose]]) -> None:
    """Which exercises, in which order, with which doses of their own."""
    assert choose(text) == chosen


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("neck", "Exercise 1 may be Neck side bend or Neck turn. Write its whole name."),
        ("bridge, neck tun", "Exercise 2 is not in this handout. Did you mean 'Neck turn'?"),
        ("neck side bends slowly", "The dose of exercise 1 is not understood. Write it like this:"),
        ("neck bend", "Exercise 1 is not in this handout. Did you mean 'Neck side bend'?"),
        ("dancing", f"Exercise 1 is not in this handout. Choose from {', '.join(NAMES)}."),
        ("2x10, bridge", f"The first exercise has no name. Choose from {', '.join(NAMES)}."),
        ("bridge, bridge 2x10", "Exercise 2 is there twice. Keep one of the two, with its dose."),
        ("bridge 8-12", "The dose of exercise 1 is not understood. Write it like this:"),
        ("bridge gently", "The dose of exercise 1 is not understood. Write it like this:"),
        ("bridge 5 a day", "The dose of exercise 1 is not understood. Write it like this:"),
        ("bridge, left", "The dose of exercise 2 is not understood. Write it like this:"),
        ("bridge 2x10 3x8", "The dose of exercise 1 says something twice. Write it like this:"),
        ("bridge 2x10, 3x8", "The dose of exercise 1 says something twice. Write it like this:"),
        ("bridge 2x1000", "A number in the dose of exercise 1 is too great, or 0. Write it"),
        ("bridge 0x10", "A number in the dose of exercise 1 is too great, or 0. Write it"),
        (
            "bridge, chin tuck 15 times",
            "Exercise 2 has sets in the handout, and its own dose says none. "
            "Write both: 1x15, or 2x15.",
        ),
    ],
)
def test_in_doubt_it_is_asked(text: str, message: str) -> None:
    """Nothing is chosen for a text of which anything is not clear."""
    (found,) = find_messages(text)
    assert found.startswith(message)


def test_all_at_once() -> None:
    """A finding for each exercise that is not clear."""
    assert len(find_messages("neck, dancing, bridge gently")) == 3


def test_a_handout_without_exercises_says_so() -> None:
    """Whatever the text is."""
    ((rule, message, hint),) = choose_exercises("chin tuck", ())[1]
    assert rule == "no-exercises"
    assert f"{message} {hint}" == "This handout has no exercises to choose from. Leave it empty."


_DOSES = st.builds(
    Dose,
    sets=st.integers(1, 20),
    repeats=st.integers(1, 200),
    hold=st.integers(0, 600),
    times=st.integers(0, 24),
    period=st.just("day"),
    side=st.sampled_from(["", "left", "right", "both", "each"]),
)


def write_dose(dose: Dose) -> str:
    """A dose in shorthand."""
    hold = f" hold {dose.hold}s" if dose.hold else ""
    times = f" {dose.times}x a day" if dose.times else ""
    return f" {dose.sets}x{dose.repeats}{hold}{times} {dose.side}".rstrip()


@given(
    names=st.permutations(NAMES),
    doses=st.lists(st.none() | _DOSES, min_size=1, max_size=len(NAMES)),
    separator=st.sampled_from([", ", "; ", "\n", ","]),
    spell=st.sampled_from([str, str.upper, str.lower, str.title]),
)
def test_any_choice_comes_back(
    names: list[str], doses: list[Dose | None], separator: str, spell: type[str]
) -> None:
    """Any exercises in any order, with any doses or none, are what was written."""
    pairs = list(zip(names, doses, strict=False))
    text = separator.join(spell(name) + (write_dose(dose) if dose else "") for name, dose in pairs)
    chosen, findings = choose_exercises(text, OFFERED)
    assert not findings
    assert chosen == tuple(ChosenExercise(name, dose or Dose()) for name, dose in pairs)


@given(st.text(max_size=60))
def test_any_text_is_chosen_or_asked_about(text: str) -> None:
    """No text is dropped: it chooses something, or something is wrong with it, or it is blank."""
    chosen, findings = choose_exercises(text, OFFERED)
    assert bool(chosen) + bool(findings) == bool(text.strip(" \n,;|•\t\r\x0b\x0c\x1c\x1d\x1e\x1f"))
