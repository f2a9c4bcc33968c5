"""``handouts.printing.lp`` against a real CUPS: what arrives, and what is reported."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace

from handouts.printing import lp
from handouts.printing.job import PrintError, PrintJob
from handouts.printing.queue import PrintQueue
from tests.cups import Cups, needs_cups, run_cups

PDF = b"%PDF-1.7\n" + bytes(range(256)) * 50
JOB = PrintJob("DN-1 What is it?", "A4", "two-sided-short-edge", copies=20)


@pytest.fixture(scope="module")
def running_cups(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cups]:
    """A CUPS with printers that keep what they get, jam, and do not answer."""
    needs_cups()
    with run_cups(tmp_path_factory.mktemp("cups")) as cups:
        for name in ("desk", "back-office"):
            cups.add(name)
        yield cups


@pytest.fixture
def cups(running_cups: Cups, monkeypatch: pytest.MonkeyPatch) -> Cups:
    """The one that this process's commands talk to, without a default printer."""
    monkeypatch.setenv("CUPS_SERVER", running_cups.server)
    for name in ("LPDEST", "PRINTER"):
        monkeypatch.delenv(name, raising=False)
    return running_cups


def test_the_bytes_and_the_settings_arrive(cups: Cups) -> None:
    """The unchanged file, and all settings for the printer."""
    number = lp.send_job(JOB, PrintQueue(lp.choose_printer("desk")), PDF)
    assert number.startswith("desk-")
    got = cups.read_job(number)
    assert (got.pdf, got.title, got.copies) == (PDF, JOB.title, 20)
    assert got.options["sides"] == "two-sided-short-edge"
    assert got.options["media"] == "A4"
    assert got.options["print-scaling"] == "none"
    assert got.options["print-color-mode"] == "color"
    assert got.options["ColorModel"] == "RGB"


def test_black_and_white_is_asked_for(cups: Cups) -> None:
    """And the long edge, and Letter, where the job has them."""
    job = replace(JOB, media="Letter", sides="two-sided-long-edge", ink="mono")
    got = cups.read_job(lp.send_job(job, PrintQueue("desk"), PDF)).options
    assert (got["media"], got["sides"]) == ("Letter", "two-sided-long-edge")
    assert (got["print-color-mode"], got["ColorModel"]) == ("monochrome", "Gray")


@pytest.mark.parametrize(
    "title", ["-t", "--", "-o raw", "a\"b'c; touch x $(touch y) `z`", "Qué es – 漢 \U0001f600", "-"]
)
def test_a_title_is_only_a_title(cups: Cups, title: str) -> None:
    """Whatever is in it, it is not an option or a command, and the job arrives."""
    got = cups.read_job(lp.send_job(replace(JOB, title=title), PrintQueue("desk"), PDF))
    assert (got.pdf, got.title) == (PDF, title)


def test_no_copy_is_left_by_us(cups: Cups, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The PDF goes through a pipe: nothing is written to a folder for temporary files."""
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    lp.send_job(JOB, PrintQueue("desk"), PDF)
    assert list(tmp_path.iterdir()) == []


def test_a_name_that_is_nearly_right_gets_a_suggestion(cups: Cups) -> None:
    """Else all the names there are."""
    with pytest.raises(PrintError, match="no printer 'dsek'. Did you mean 'desk'?"):
        lp.choose_printer("dsek")
    with pytest.raises(PrintError, match=r"no printer 'x'. The printers are .*back-office, desk"):
        lp.choose_printer("x")


def test_the_default_is_used_and_else_asked_for(cups: Cups) -> None:
    """One is named where there are several and none is the default."""
    with pytest.raises(PrintError, match=r"--printer: .*back-office, desk"):
        lp.choose_printer()
    cups.run_admin("lpadmin", "-d", "back-office")
    try:
        assert lp.choose_printer() == "back-office"
    finally:
        cups.run_admin("lpadmin", "-x", "back-office")
        cups.add("back-office")


def test_a_printer_that_is_off_gets_nothing(cups: Cups) -> None:
    """lp itself would accept the job without an error, and never print it."""
    cups.run_admin("cupsdisable", "-r", "out for repair", "desk")
    try:
        with pytest.raises(PrintError, match=r"'desk' is off or paused \(out for repair\)"):
            lp.choose_printer("desk")
    finally:
        cups.run_admin("cupsenable", "desk")


def test_a_printer_that_takes_nothing_is_reported(cups: Cups) -> None:
    """With its reason."""
    cups.run_admin("cupsreject", "-r", "moving house", "desk")
    try:
        with pytest.raises(PrintError, match=r"'desk' does not accept jobs \(moving house\)"):
            lp.choose_printer("desk")
        with pytest.raises(PrintError, match='accept the job: .*"desk" is not accepting jobs'):
            lp.send_job(JOB, PrintQueue("desk"), PDF)
    finally:
        cups.run_admin("cupsaccept", "desk")


@pytest.mark.parametrize("ends", ["1", "3", "4"])
def test_a_printer_that_stops_at_the_job_is_reported(cups: Cups, ends: str) -> None:
    """Whether CUPS would try again, hold the job or stop the printer: it does not print."""
    cups.add("jam", f"fail:/{ends}")
    with pytest.raises(PrintError, match="'jam' does not print: Paper jam in tray 2"):
        lp.send_job(JOB, PrintQueue("jam"), PDF)
    assert not [job for job in cups.list_waiting() if job.startswith("jam-")]
    cups.run_admin("lpadmin", "-x", "jam")


def test_a_printer_that_does_not_answer_is_reported(cups: Cups) -> None:
    """Its job is taken out again, so that it does not come twice when the printer is back."""
    cups.add("away", "away:/")
    with pytest.raises(PrintError, match="'away' does not print: The printer is not responding"):
        lp.send_job(JOB, PrintQueue("away"), PDF, patience=1.0)
    assert not [job for job in cups.list_waiting() if job.startswith("away-")]


def test_a_job_behind_another_is_in_the_queue(cups: Cups) -> None:
    """A busy printer is not a problem: a waiting job was accepted."""
    cups.add("busy", "busy:/")
    numbers = [lp.send_job(JOB, PrintQueue("busy"), PDF) for _ in range(2)]
    assert set(numbers) <= set(cups.list_waiting())
    cups.run_admin("cancel", "-a", "busy")


def test_a_system_that_is_not_running_is_reported(monkeypatch: pytest.MonkeyPatch) -> None:
    """CUPS may be installed and stopped."""
    needs_cups()
    monkeypatch.setenv("CUPS_SERVER", "localhost:1")
    with pytest.raises(PrintError, match="is not running. Start it"):
        lp.choose_printer("desk")


def test_a_computer_without_printers_is_reported(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """There is nothing to choose from; with just one printer there is nothing to ask."""
    needs_cups()
    with run_cups(tmp_path) as cups:
        monkeypatch.setenv("CUPS_SERVER", cups.server)
        with pytest.raises(PrintError, match="No printer is set up"):
            lp.choose_printer()
        cups.add("only")
        assert lp.choose_printer() == "only"


def test_a_computer_without_cups_is_reported(monkeypatch: pytest.MonkeyPatch) -> None:
    """With a message that says what to install."""
    monkeypatch.setenv("PATH", "")
    with pytest.raises(PrintError, match="no printing system .* command 'lpstat' is missing"):
        lp.choose_printer()


def test_a_system_that_does_not_answer_is_reported(monkeypatch: pytest.MonkeyPatch) -> None:
    """A print server that hangs does not hang the front desk."""

    def hang(words: list[str], **more: object) -> None:
        raise subprocess.TimeoutExpired(words, 30)

    monkeypatch.setattr(subprocess, "run", hang)
    with pytest.raises(PrintError, match="does not answer: 'lpstat' took over 30 s"):
        lp.choose_printer()
