"""``handouts read``: the leaflet by ear, for everyone and for one person."""

from __future__ import annotations

from pathlib import Path

from .conftest import Call


def test_the_handout_is_read_in_its_order(call: Call) -> None:
    """An element a line, behind its name; no person's panel."""
    result = call("read", "dry-needling")
    assert (result.exit_code, result.stderr) == (0, "")
    assert "H1: What is dry needling?\n" in result.stdout
    assert result.stdout.index("H1: ") < result.stdout.index("H2: Is it safe?")
    assert "Your treatment" not in result.stdout


def test_one_persons_leaflet_is_read(call: Call, folder: Path) -> None:
    """Their name, their areas, and the chart in the same words; nothing is written."""
    result = call("read", "dry-needling", "--set", "first_name=Sam", "--set", "areas=left calf")
    assert (result.exit_code, result.stderr) == (0, "")
    assert "LBody: Sam\n" in result.stdout
    assert "LBody: Left calf\n" in result.stdout
    assert "Marked: left calf.\n" in result.stdout
    assert list(folder.iterdir()) == []


def test_another_format_is_read_in_its_order(call: Call) -> None:
    """The tagline stands at the head of a screen's first page, and at the foot of a cover."""
    order = {}
    for name in ("screen", "trifold"):
        result = call("read", "dry-needling", "--format", name)
        assert (result.exit_code, result.stderr) == (0, "")
        order[name] = result.stdout.index("P: Move well") < result.stdout.index("H1: ")
    assert order == {"screen": True, "trifold": False}


def test_a_format_without_room_is_reported(call: Call) -> None:
    """As `build` does."""
    result = call("read", "dry-needling", "--format", "flyer")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "lines too long for flyer" in result.stderr


def test_a_panel_to_be_filled_in_by_hand_is_read(call: Call) -> None:
    """With its lines to write on and its boxes to tick."""
    result = call("read", "dry-needling", "--by-hand")
    assert "Line to write on" in result.stdout
    assert "to mark what was treated" in result.stdout


def test_what_is_wrong_with_a_person_is_reported(call: Call) -> None:
    """By the field, without its value."""
    result = call("read", "dry-needling", "--set", "next_visit=zyxquux")
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.startswith("--set next_visit: ")
    assert "zyxquux" not in result.stderr
