"""The front of the Python API."""

from __future__ import annotations

from pathlib import Path

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
    [({"paper": "A4"}, "no paper 'A4': there is 'a4', 'letter'"), ({"format": "x"}, "'trifold'")],
)
def test_a_paper_or_format_that_there_is_not_is_a_value_error(
    folder: Path, wrong: dict[str, str], there: str
) -> None:
    """It says what there is."""
    with pytest.raises(ValueError, match=there):
        handouts.render(handouts.load("dry-needling"), **wrong)  # type: ignore[arg-type]


def test_an_unknown_attribute_is_an_attribute_error() -> None:
    """As of any module."""
    with pytest.raises(AttributeError):
        handouts.nothing  # noqa: B018
