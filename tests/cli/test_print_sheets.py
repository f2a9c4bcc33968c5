"""How sheets go through a printer: its tray, who turns them, and what it cannot do."""

from __future__ import annotations

import contextlib
import io
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pikepdf
import pytest

from tests.cups import Cups, needs_cups, run_cups

from .conftest import ROOT, Call


@pytest.fixture(scope="module")
def running_cups(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cups]:
    """A CUPS with a printer that turns the paper, and one that does not."""
    needs_cups()
    with run_cups(tmp_path_factory.mktemp("cups")) as cups:
        cups.add_printer("desk", PageSize="A4 *Letter")
        cups.add_printer("small", PageSize="A4 *Letter", Duplex="", ColorModel="*Gray")
        yield cups


def page_texts(pdf: bytes) -> list[bytes]:
    """The content of each page."""
    with pikepdf.open(io.BytesIO(pdf)) as file:
        return [
            pikepdf.unparse_content_stream(pikepdf.parse_content_stream(page))
            for page in file.pages
        ]


def test_a_printer_that_cannot_turn_prints_nothing(call: Call, cups: Cups, folder: Path) -> None:
    """Before paper is spent; the PDF is kept, and the way out is named."""
    result = call("print", "dry-needling", "--printer", "small")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "The printer 'small' cannot turn the paper" in result.stderr
    assert "--manual-duplex" in result.stderr
    assert "--one-sided" in result.stderr
    assert result.stderr.endswith("Written: dry-needling.pdf.\n")


def test_one_side_to_a_sheet_by_wish(call: Call, cups: Cups) -> None:
    """And that it prints no colours is said first; what is said of the job is what it can do."""
    result = call("print", "dry-needling", "--printer", "small", "--one-sided")
    assert result.exit_code == 0, result.output
    first, last = result.stderr.splitlines()
    assert first.startswith("The printer 'small' prints in black and white only.")
    assert last.endswith("paper US Letter; one side; actual size (100%); black and white.")
    got = cups.read_job(result.stdout.strip()).options
    assert (got["sides"], got["ColorModel"]) == ("one-sided", "Gray")


def test_the_two_halves_make_the_leaflet(call: Call, cups: Cups, folder: Path) -> None:
    """Without a terminal, as two commands."""
    call("build", "dry-needling", "-o", "whole.pdf")
    front, back = page_texts((folder / "whole.pdf").read_bytes())
    for half, page in (("odd", front), ("even", back)):
        result = call("print", "dry-needling", "--printer", "small", "--half", half, "-n", "5")
        assert f"one side ({half} pages)" in result.stderr
        got = cups.read_job(result.stdout.strip())
        assert page_texts(got.pdf) == [page]
        assert (got.options["sides"], got.copies) == ("one-sided", 5)


def test_manual_duplex_waits_for_the_stack(cups: Cups, folder: Path) -> None:
    """At a terminal: the odd pages, how to turn the stack, Enter, the even pages."""
    pty = pytest.importorskip("pty")
    ours, theirs = pty.openpty()
    os.write(ours, b"\n")
    words = [sys.executable, "-m", "handouts", "print", "dry-needling", "--anyway"]
    done = subprocess.run(
        [*words, "--printer", "small", "--manual-duplex"],
        stdin=theirs,
        cwd=folder,
        env={**os.environ, "PYTHONPATH": ROOT},
        capture_output=True,
        text=True,
        timeout=120,
    )
    os.close(ours)
    os.close(theirs)
    assert done.returncode == 0, done.stderr
    odd, even = (cups.read_job(number) for number in done.stdout.split())
    assert len(page_texts(odd.pdf)) == len(page_texts(even.pdf)) == 1
    assert page_texts(odd.pdf) != page_texts(even.pdf)
    said = done.stderr
    assert said.index("(odd pages)") < said.index("turn it over its SHORT edge")
    assert said.index("SHORT edge") < said.index("Press Enter") < said.index("(even pages)")


def test_a_list_that_is_stopped_between_its_halves(cups: Cups, folder: Path) -> None:
    """By Ctrl+C, while it waits for the stack: what was printed is said."""
    pty = pytest.importorskip("pty")
    ours, theirs = pty.openpty()
    (folder / "day.csv").write_text("Name\nMira Castle\n")
    words = ["print", "dry-needling", "day.csv", "--anyway", "--printer", "small"]
    running = subprocess.Popen(
        [sys.executable, "-m", "handouts", *words, "--manual-duplex"],
        stdin=theirs,
        cwd=folder,
        env={**os.environ, "PYTHONPATH": ROOT},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert running.stderr
    said = b""
    while b"Press Enter" not in said:
        said += os.read(running.stderr.fileno(), 1000)
    for _ in range(30):  # a signal just before it begins to wait is not heard
        running.send_signal(signal.SIGINT)
        with contextlib.suppress(subprocess.TimeoutExpired):
            running.wait(timeout=2)
            break
    _, rest = running.communicate(timeout=10)
    os.close(ours)
    os.close(theirs)
    assert running.returncode == 130
    assert b"Stopped. Only the odd pages of the last job were printed." in rest


def test_manual_duplex_needs_a_terminal(call: Call, cups: Cups, folder: Path) -> None:
    """Else nobody could turn the stack; nothing is printed."""
    result = call("print", "dry-needling", "--printer", "small", "--manual-duplex")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "--half odd, turn the stack, and print with --half even" in result.stderr
    assert list(folder.iterdir()) == []


def test_a_tray_is_chosen_by_its_name(call: Call, cups: Cups) -> None:
    """The queue's own, or the nearest is suggested."""
    result = call("print", "dry-needling", "--printer", "desk", "--tray", "tray2")
    assert result.stderr.endswith("colour; tray tray2.\n")
    assert cups.read_job(result.stdout.strip()).options["InputSlot"] == "Tray2"
    result = call("print", "dry-needling", "--printer", "desk", "--tray", "Trey2")
    assert result.exit_code == 1
    assert "no tray 'Trey2'. Did you mean 'Tray2'? Its trays are Auto, Tray1, " in result.stderr


@pytest.mark.parametrize(
    "words",
    [
        ["--one-sided", "--half", "odd"],
        ["--one-sided", "--manual-duplex"],
        ["--dry-run", "--manual-duplex"],
    ],
)
def test_what_does_not_go_together_is_wrong_usage(call: Call, words: list[str]) -> None:
    """Before anything is done."""
    assert call("print", "dry-needling", *words).exit_code == 2


def test_a_dry_run_tells_what_the_printer_cannot_do(call: Call, cups: Cups) -> None:
    """The command, then the problem."""
    result = call("print", "dry-needling", "--printer", "small", "--dry-run")
    assert result.exit_code == 1
    assert result.stdout.startswith("lp -d small ")
    assert "cannot turn the paper" in result.stderr
