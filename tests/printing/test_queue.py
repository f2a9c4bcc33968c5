"""What a queue can do, and what reaches it although a user has saved other settings."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pikepdf
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

import handouts
from handouts.printing import lp
from handouts.printing.job import PrintError, PrintJob
from handouts.printing.queue import PrintQueue, QueueOption, read_queue
from handouts.printing.queue_settings import check_queue, list_options, list_remarks
from tests.cups import Cups, needs_cups, run_cups

JOB = PrintJob("DN-1 What is it?", "Letter", "two-sided-short-edge")
PDF = b"%PDF-1.7\n" + bytes(range(256)) * 50
PDFTOPDF = Path("/usr/lib/cups/filter/pdftopdf")


@pytest.fixture(scope="module")
def running_cups(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cups]:
    """A CUPS with printers that can do more and less."""
    needs_cups()
    with run_cups(tmp_path_factory.mktemp("cups")) as cups:
        cups.add_printer("office")
        cups.add_printer("simplex", Duplex="", ColorModel="*Gray", InputSlot="")
        cups.add_printer("only-a4", PageSize="*A4")
        cups.add_printer("not-installed", OptionDuplex="*False True")
        cups.add("raw")
        yield cups


@pytest.fixture
def cups(running_cups: Cups, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Cups:
    """The one that this process's commands talk to, for a user who has saved nothing yet."""
    monkeypatch.setenv("CUPS_SERVER", running_cups.server)
    monkeypatch.setenv("HOME", str(tmp_path))
    for name in ("LPDEST", "PRINTER"):
        monkeypatch.delenv(name, raising=False)
    return running_cups


def save_options(printer: str, options: str) -> None:
    """Save options as a user does, with ``lpoptions -o``."""
    folder = Path(os.environ["HOME"], ".cups")
    folder.mkdir()
    (folder / "lpoptions").write_text(f"Default {printer} {options}\n")


HOSTILE = (
    "Duplex=None PageSize=A4 PageRegion=A4 number-up=2 page-ranges=1 InputSlot=Manual "
    "fit-to-page=true landscape=true orientation-requested=4 page-set=odd mirror=true "
    "outputorder=reverse OutputOrder=Reverse page-border=single booklet=On ColorModel=Gray "
    "job-hold-until=indefinite job-sheets=confidential"
)


def test_settings_win_over_those_that_a_user_saved(cups: Cups) -> None:
    """Under the names of the PPD file too; without them the sheet is A4, and on one side."""
    save_options("office", HOSTILE)
    got = cups.read_job(lp.send_job(JOB, read_queue("office"), PDF)).options
    expected = {
        "PageSize": "Letter",
        "PageRegion": "Letter",
        "media": "Letter",
        "Duplex": "DuplexTumble",
        "sides": "two-sided-short-edge",
        "number-up": "1",
        "page-ranges": "1-2147483647",
        "page-set": "all",
        "InputSlot": "Auto",
        "ColorModel": "RGB",
        "print-scaling": "none",
        "orientation-requested": "3",
        "outputorder": "normal",
    }
    assert {name: got.get(name) for name in expected} == expected


@pytest.mark.skipif(not PDFTOPDF.exists(), reason="needs cups-filters")
def test_the_filter_gives_the_same_pages_whatever_is_saved(cups: Cups, tmp_path: Path) -> None:
    """Letter paper, two pages, nothing turned or framed: as if nothing had been saved."""
    pdf = handouts.render(handouts.load("dry-needling"), paper="letter")

    def filter_job() -> bytes:
        """What the printer's filter makes of the job."""
        number = lp.send_job(JOB, read_queue("office"), pdf)
        words = cups.read_job(number).told
        done = subprocess.run(
            [PDFTOPDF, "1", "me", "title", "1", words],
            input=pdf,
            env={**os.environ, "PPD": str(cups.read_ppd("office"))},
            capture_output=True,
            check=True,
            timeout=60,
        )
        (tmp_path / "out.pdf").write_bytes(done.stdout)
        with pikepdf.open(tmp_path / "out.pdf") as out:
            pages = [(list(map(float, page.mediabox)), page.get("/Rotate")) for page in out.pages]
        return repr(pages).encode() + len(done.stdout).to_bytes(4, "big")

    calm = filter_job()
    save_options("office", HOSTILE)
    assert filter_job() == calm
    assert calm.startswith(b"[([0.0, 0.0, 612.0, 792.0]")


def test_a_queue_that_says_nothing_gets_the_common_names(cups: Cups) -> None:
    """The printer may have a PPD file on another computer."""
    save_options("raw", HOSTILE)
    got = cups.read_job(lp.send_job(JOB, read_queue("raw"), PDF)).options
    names = ("PageSize", "Duplex", "number-up", "page-ranges", "ColorModel", "InputSlot")
    assert [got[name] for name in names] == [
        "Letter",
        "DuplexTumble",
        "1",
        "1-2147483647",
        "RGB",
        "Auto",
    ]


def test_a_tray_is_only_set_back_from_a_saved_manual_feed(cups: Cups) -> None:
    """A tray that a user saved is theirs to choose; one that was typed wins."""
    save_options("office", "InputSlot=Tray2")
    queue = read_queue("office")
    assert cups.read_job(lp.send_job(JOB, queue, PDF)).options["InputSlot"] == "Tray2"
    typed = cups.read_job(lp.send_job(replace(JOB, tray="tray 1"), queue, PDF))
    assert typed.options["InputSlot"] == "Tray1"


def test_what_a_queue_cannot_do_is_refused_with_all_reasons(cups: Cups) -> None:
    """Before paper is spent."""
    check_queue(JOB, read_queue("office"))
    with pytest.raises(PrintError, match="'simplex' cannot turn the paper: .*--manual-duplex"):
        check_queue(JOB, read_queue("simplex"))
    with pytest.raises(PrintError, match="'only-a4' does not offer the paper US Letter. It offer"):
        check_queue(JOB, read_queue("only-a4"))
    with pytest.raises(PrintError, match="'not-installed' cannot turn the paper"):
        check_queue(JOB, read_queue("not-installed"))
    check_queue(replace(JOB, sides="one-sided"), read_queue("simplex"))


def test_a_tray_that_is_not_there_is_refused(cups: Cups) -> None:
    """With the nearest, and all there are."""
    with pytest.raises(PrintError, match="no tray 'Tary1'. Did you mean 'Tray1'. Its trays are A"):
        check_queue(replace(JOB, tray="Tary1"), read_queue("office"))
    one_sided = replace(JOB, tray="Tray1", sides="one-sided")
    with pytest.raises(PrintError, match="'simplex' lets nobody choose a tray"):
        check_queue(one_sided, read_queue("simplex"))


def test_what_to_know_before_printing_is_said(cups: Cups) -> None:
    """No colour, another paper in it, or a queue that says nothing."""
    assert list(list_remarks(replace(JOB, media="A4"), read_queue("office"))) == []
    colour, paper = list_remarks(JOB, read_queue("simplex"))
    assert "prints in black and white only" in colour
    assert "usually has A4: see that it has US Letter" in paper
    save_options("simplex", "PageSize=Letter")  # a user's choice, not what is in the printer
    assert list(list_remarks(JOB, read_queue("simplex"))) == [colour]
    (silent,) = list_remarks(JOB, read_queue("raw"))
    assert "does not say what it can do" in silent


@pytest.mark.parametrize(
    ("keyword", "choices", "paper"),
    [
        ("PageSize", ("Letter", "A4Small", "A4"), "A4"),
        ("PageSize", ("iso_a4_210x297mm",), "iso_a4_210x297mm"),
        ("PageSize", ("A4.Borderless", "A4Extra"), "A4.Borderless"),
        ("PageSize", ("A4Rotated", "EnvA4", "A41"), None),
    ],
)
def test_papers_are_found_by_their_names(
    keyword: str, choices: tuple[str, ...], paper: str | None
) -> None:
    """The plain one first; nothing that only begins like it."""
    assert PrintQueue("q", (QueueOption(keyword, "", choices),)).find_paper("A4") == paper


_NAMES = ["Duplex", "PageSize", "PageRegion", "number-up", "page-ranges", "page-set", "mirror"]
_NAMES += ["landscape", "orientation-requested", "fit-to-page", "ColorModel", "page-border", "x"]


@given(st.dictionaries(st.sampled_from(_NAMES), st.sampled_from(["A4", "None", "2", "true"])))
def test_whatever_is_saved_the_same_is_printed(saved: dict[str, str]) -> None:
    """Each saved name that changes the pages is sent with our value; others are left alone."""
    options = (
        QueueOption("PageSize", "", ("A4", "Letter"), "A4"),
        QueueOption("Duplex", "", ("None", "DuplexTumble"), "None"),
        QueueOption("ColorModel", "", ("Gray", "CMYK"), "Gray"),
    )
    sent = list_options(JOB, PrintQueue("q", options, saved))
    assert saved.keys() - {"x"} <= sent.keys()
    assert "x" not in sent
    plain = list_options(JOB, PrintQueue("q", options))
    assert {name: sent[name] for name in plain} == plain
    assert (plain["Duplex"], plain["PageSize"], plain["ColorModel"]) == (
        "DuplexTumble",
        "Letter",
        "CMYK",
    )
