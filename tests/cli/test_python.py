"""The front of the Python API."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

import handouts


def test_load_and_render_make_the_same_pdf_as_the_command(folder: Path, call) -> None:  # type: ignore[no-untyped-def]
    """Two lines of Python are ``handouts build``."""
    pdf = handouts.render(handouts.load("dry-needling"))
    call("build", "dry-needling")
    assert pdf == (folder / "dry-needling.pdf").read_bytes()


def test_render_writes_nothing(folder: Path) -> None:
    """The bytes are the caller's."""
    handouts.render(handouts.load("dry-needling"), paper="a4")
    assert list(folder.iterdir()) == []


def test_what_is_wrong_is_a_spec_error_with_its_problems(folder: Path) -> None:
    """One error class, every problem in it, each with its place."""
    with pytest.raises(handouts.SpecError) as caught:
        handouts.load("no-such")
    assert len(caught.value.problems) == 1


@pytest.mark.parametrize(
    ("wrong", "there"),
    [({"paper": "A4"}, "unknown paper 'A4': choose 'a4', "), ({"format": "x"}, "'trifold'")],
)
def test_a_paper_or_format_that_there_is_not_is_a_value_error(
    folder: Path, wrong: dict[str, str], there: str
) -> None:
    """It lists the choices."""
    with pytest.raises(ValueError, match=there):
        handouts.render(handouts.load("dry-needling"), **wrong)  # type: ignore[arg-type]


def test_an_unknown_attribute_is_an_attribute_error() -> None:
    """As of any module."""
    with pytest.raises(AttributeError):
        handouts.nothing  # noqa: B018


def test_a_person_of_what_a_script_has() -> None:
    """None, dates and lists are the same person as their texts."""
    spec = handouts.load("dry-needling")
    values = {
        "first_name": "Sam",
        "last_name": None,
        "date": date(2026, 12, 1),
        "next_visit": datetime(2026, 12, 8, 14, 30, 5),
        "areas": ["left calf", "neck"],
        "advice": ("heat", "water"),
        "notes": ["First.", "Second."],
    }
    texts = {
        "first_name": "Sam",
        "date": "2026-12-01",
        "next_visit": "2026-12-08 14:30",
        "areas": "left calf, neck",
        "advice": "heat, water",
        "notes": "First.\nSecond.",
    }
    assert handouts.person(values, spec) == handouts.person(texts, spec)
    nothing: dict[str, object] = {
        "first_name": None,
        "areas": [],
        "advice": (),
        "date": None,
        "notes": "",
    }
    assert handouts.person(nothing, spec) == handouts.person({}, spec)


def test_a_value_that_a_person_cannot_have_is_reported_by_its_field() -> None:
    """Only with its type, together with all other problems."""
    spec = handouts.load("dry-needling")
    wrong = {
        "first_name": 4711,
        "last_name": ["Zyxquux"],
        "areas": 4711,
        "notes": ["Zyxquux", None],
        "date": 4711,
        "next_visit": datetime(2026, 12, 8, tzinfo=UTC),
        "advice": {"Zyxquux"},
        "paper": True,
        "shoe": 4711,
        "therapist": "Zyxquux\x07",
    }
    with pytest.raises(handouts.SpecError) as caught:
        handouts.person(wrong, spec)
    messages = {each.place.file: each.message for each in caught.value.problems}
    assert messages == {
        "first_name": "'first_name' must be a string, not int.",
        "last_name": "'last_name' must be a string, not list.",
        "areas": "'areas' must be a string, not int.",
        "notes": "An item of 'notes' must be a string, not NoneType.",
        "date": "'date' must be a string, not int.",
        "next_visit": "The time has a time zone.",
        "advice": "'advice' must be a string, not set.",
        "paper": "'paper' must be a string, not bool.",
        "shoe": "There is no such field of a person.",
        "therapist": "A hidden character (U+0007) is in 'therapist'.",
    }
    assert "Zyxquux" not in str(caught.value)
    assert "4711" not in str(caught.value)


def test_what_is_not_a_person_is_a_type_error() -> None:
    """A dict of values is not a person yet."""
    values: Any = {"first_name": "Zyxquux"}
    with pytest.raises(TypeError, match=r"come from handouts\.person, not be a dict") as caught:
        handouts.render(handouts.load("dry-needling"), person=values)
    assert "Zyxquux" not in str(caught.value)
