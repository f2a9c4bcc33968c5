"""``handouts.printing.windows``: what the default program gets."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from msgspec.structs import replace

from handouts.printing import windows
from handouts.printing.job import PrintError, PrintJob

JOB = PrintJob("T", "A4", "two-sided-short-edge")
SETTINGS = "paper A4; both sides, flip on the short edge; actual size (100%); colour"


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, ...]]:
    """The calls that start a program on Windows."""
    calls: list[tuple[str, ...]] = []
    monkeypatch.setattr(os, "startfile", lambda *words: calls.append(words), raising=False)
    return calls


def test_one_copy_is_printed(started: list[tuple[str, ...]], tmp_path: Path) -> None:
    """By the default program for PDFs, from the complete path."""
    assert windows.hand_over(tmp_path / "a b.pdf", JOB)
    assert started == [(str(tmp_path / "a b.pdf"), "print")]


def test_a_printer_can_be_named(started: list[tuple[str, ...]], tmp_path: Path) -> None:
    """In quotes, since printers have spaces in their names."""
    windows.hand_over(tmp_path / "a.pdf", JOB, "Front desk")
    assert started == [(str(tmp_path / "a.pdf"), "printto", '"Front desk"')]
    with pytest.raises(PrintError, match="cannot contain quotes"):
        windows.hand_over(tmp_path / "a.pdf", JOB, 'x" /delete "y')


def test_more_copies_are_printed_by_hand(started: list[tuple[str, ...]], tmp_path: Path) -> None:
    """A program that prints by itself prints one copy, so it only opens the PDF."""
    assert not windows.hand_over(tmp_path / "a.pdf", replace(JOB, copies=20))
    assert started == [(str(tmp_path / "a.pdf"), "open")]
    assert windows.format_settings(replace(JOB, copies=20), None) == f"20 copies; {SETTINGS}"


def refuse_to_print(*words: str) -> None:
    """What Windows does where no program is set for PDFs."""
    raise OSError("no application is associated")


@pytest.mark.parametrize("start", [refuse_to_print, None])
def test_no_program_for_pdfs_is_reported(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, start: Callable[..., None] | None
) -> None:
    """With the way by hand, and the settings."""
    monkeypatch.setattr(os, "startfile", start, raising=False)
    with pytest.raises(PrintError, match="No program .* Ctrl") as caught:
        windows.hand_over(tmp_path / "a.pdf", JOB)
    assert SETTINGS in str(caught.value)
