"""Printing, as a program asks for it, with a spooler that keeps what it gets."""

from __future__ import annotations

import io
import json
import os
import sys
from datetime import date
from pathlib import Path

import pikepdf
import pytest

import handouts
from handouts.building.scaffold import create_handout
from handouts.building.selection import HandoutRequest
from handouts.events import Event, Written
from handouts.files import FileError
from handouts.people.person import Cell
from handouts.printing.delivery import JobSent, PrintCommand, QueueRemark, Sending
from handouts.printing.job import PrintError
from handouts.printing.session import (
    NotForPatients,
    ObjectionIgnored,
    PrintRequest,
    SheetRequest,
    make_test_sheet,
    print_handout,
    print_test_sheet,
)
from handouts.sources.findings import Place

pytestmark = pytest.mark.skipif(os.name == "nt", reason="the spooler is a script for CUPS")

TODAY = date(2026, 12, 1)
A4_REMARK = "The printer 'desk' usually has US Letter: see that it has A4."
DRY_NEEDLING = HandoutRequest("dry-needling")

_SPOOLER = """\
#!{python}
import json, pathlib, sys
folder = pathlib.Path({folder!r})
name, words = pathlib.Path(sys.argv[0]).name, sys.argv[1:]
if name == "lp":
    (folder / "job.pdf").write_bytes(sys.stdin.buffer.read())
    (folder / "job.json").write_text(json.dumps(words))
    print("request id is desk-7 (1 file(s))")
elif name == "lpoptions":
    print((folder / "options").read_text() if "-l" in words else "")
elif words == ["-r"]:
    print("scheduler is running")
elif words == ["-e"]:
    print((folder / "printers").read_text())
"""


@pytest.fixture
def spooler(tmp_path: Path, own_library: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with what was printed; the current folder is an empty one beside it."""
    folder, here = tmp_path / "spooler", tmp_path / "here"
    folder.mkdir()
    here.mkdir()
    for name in ("lp", "lpstat", "lpoptions"):
        script = folder / name
        script.write_text(_SPOOLER.format(python=sys.executable, folder=str(folder)))
        script.chmod(0o700)
    (folder / "printers").write_text("desk")
    (folder / "options").write_text("PageSize: A4 *Letter\nDuplex: *None DuplexTumble\n")
    monkeypatch.setenv("PATH", str(folder), prepend=os.pathsep)
    monkeypatch.setenv("HANDOUTS_LIBRARY", str(own_library))
    monkeypatch.chdir(here)
    return folder


def read_arguments(spooler: Path) -> list[str]:
    """The arguments of the job that was printed."""
    words: list[str] = json.loads((spooler / "job.json").read_text())
    return words


def test_a_leaflet_goes_to_the_printer(spooler: Path) -> None:
    """With its settings; the result has the job's number, and no file is left."""
    events: list[Event] = []
    request = PrintRequest(DRY_NEEDLING, copies=20, paper="a4")
    result = print_handout(request, TODAY, events.append)
    assert isinstance(result, JobSent)
    assert (result.number, result.printer, result.job.copies) == ("desk-7", "desk", 20)
    assert events == [Sending(), QueueRemark(A4_REMARK)]
    pdf = handouts.render(handouts.load("dry-needling"), paper="a4")
    assert (spooler / "job.pdf").read_bytes() == pdf
    assert read_arguments(spooler)[:4] == ["-d", "desk", "-n", "20"]
    assert {"media=A4", "sides=two-sided-short-edge"} <= set(read_arguments(spooler))
    assert list(Path().iterdir()) == []


def test_a_persons_leaflet_is_printed_without_a_name_in_the_queue(spooler: Path) -> None:
    """The file that is kept by wish has no name in its name either."""
    events: list[Event] = []
    person = {"first_name": Cell("Samantha", Place("first_name"))}
    request = PrintRequest(HandoutRequest("dry-needling", person=person), keep=Path("kept.pdf"))
    print_handout(request, TODAY, events.append)
    assert events == [Sending(), Written(Path("kept.pdf"))]
    assert Path("kept.pdf").read_bytes() == (spooler / "job.pdf").read_bytes()
    assert "Samantha" not in " ".join(read_arguments(spooler))


def test_a_dry_run_prints_nothing(spooler: Path) -> None:
    """The result has the command, and what would be in its way."""
    request = PrintRequest(DRY_NEEDLING, dry_run=True)
    result = print_handout(request, TODAY)
    assert isinstance(result, PrintCommand)
    assert (result.words[:3], result.obstacle) == (("lp", "-d", "desk"), None)
    (spooler / "printers").write_text("")
    result = print_handout(request, TODAY)
    assert isinstance(result, PrintCommand)
    assert "No printer is set up" in str(result.obstacle)
    assert not (spooler / "job.pdf").exists()
    assert list(Path().iterdir()) == []


def test_what_cannot_be_printed_is_kept(spooler: Path) -> None:
    """So that it can be printed in another way."""
    (spooler / "printers").write_text("")
    events: list[Event] = []
    with pytest.raises(PrintError, match="No printer is set up"):
        print_handout(PrintRequest(DRY_NEEDLING), TODAY, events.append)
    assert events == [Sending(), Written(Path("dry-needling.pdf"))]
    assert Path("dry-needling.pdf").read_bytes().startswith(b"%PDF-")


def test_a_draft_is_not_printed(spooler: Path) -> None:
    """Only if requested; then each objection is reported before it is sent."""
    draft = HandoutRequest(str(create_handout("back-pain", Path())))
    with pytest.raises(NotForPatients, match="This is a draft"):
        print_handout(PrintRequest(draft), TODAY)
    assert not (spooler / "job.pdf").exists()
    events: list[Event] = []
    print_handout(PrintRequest(draft, anyway=True), TODAY, events.append)
    first, *others = events
    assert isinstance(first, ObjectionIgnored)
    assert first.objection.message == "This is a draft, not for patients."
    assert others == [Sending()]


def test_a_handout_is_not_printed_after_its_review_date(spooler: Path) -> None:
    """The day is the caller's."""
    review_by = handouts.load("dry-needling").handout.review_by
    late = date(review_by.year + 1, 1, 1)
    with pytest.raises(NotForPatients, match="review date"):
        print_handout(PrintRequest(DRY_NEEDLING), late)


def test_another_programs_pdf_is_refused_with_its_settings(spooler: Path) -> None:
    """It is printed from a program that shows it."""
    with pikepdf.open(io.BytesIO(make_test_sheet(SheetRequest("trifold", "a4")))) as file:
        del file.docinfo["/HandoutID"]
        file.save("mine.pdf")
    with pytest.raises(FileError, match="was not made by this program.*paper A4"):
        print_handout(PrintRequest(HandoutRequest("mine.pdf")), TODAY)


def test_the_test_sheet_is_printed_as_handouts_are(spooler: Path) -> None:
    """On the brand's paper, if no other is wanted."""
    result = print_test_sheet(SheetRequest("trifold"))
    assert isinstance(result, JobSent)
    assert (spooler / "job.pdf").read_bytes() == make_test_sheet(SheetRequest("trifold", "letter"))
    assert {"media=Letter", "sides=two-sided-short-edge"} <= set(read_arguments(spooler))
