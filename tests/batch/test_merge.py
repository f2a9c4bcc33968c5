"""One file for the printer: everyone in the order of the rows, whole or not there at all."""

from __future__ import annotations

import hashlib
import io
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
import pytest
from click.testing import CliRunner, Result

import handouts
from handouts import files, layout, making
from handouts.batch.job import Entry, Report, look
from handouts.batch.merge import merged, place
from handouts.batch.sharing import Here
from handouts.cli.program import program
from handouts.files import FileProblem
from handouts.spec.models import Person
from handouts.spec.problems import Place, Problem, SpecError
from tests.verapdf import failures

from .running import job

PEOPLE = (
    Entry(2, person=Person(first_name="Sam", last_name="Leeds", notes="Rest well. " * 3)),
    Entry(3, person=Person(first_name="Zoë", last_name="Roe", paper="a4", notes="Drink water.")),
    Entry(5, person=Person(first_name="Kim", last_name="Parks", paper="letter")),
)


def merge(folder: Path, people: Iterable[Entry], **more: Any) -> Report:
    """Make one file of people, in this process."""
    made = job(folder, people)
    found = look(made, Here())
    return merged(found, Here(), place(made, force=True), **more)


def pdf(folder: Path) -> bytes:
    """The file that was made."""
    return (folder / "out" / "dry-needling-all.pdf").read_bytes()


def there(folder: Path) -> list[str]:
    """The names of all files in the folder."""
    out = folder / "out"
    return sorted(each.name for each in out.iterdir()) if out.exists() else []


def texts(data: bytes) -> list[str]:
    """The text of each page."""
    with pypdfium2.PdfDocument(data) as file:
        return [page.get_textpage().get_text_range() for page in file]


def test_everyone_is_there_in_the_order_of_the_rows(tmp_path: Path) -> None:
    """Each on pages of their own; bookmarks tell rows and nobody's name."""
    report = merge(tmp_path, PEOPLE)
    assert (report.made, report.bad) == (3, {})
    pages = texts(pdf(tmp_path))
    assert len(pages) == 6
    for number, entry in enumerate(PEOPLE):
        holders = [at for at, text in enumerate(pages) if entry.person.last_name in text]
        assert holders and {at // 2 for at in holders} == {number}
    with pypdfium2.PdfDocument(pdf(tmp_path)) as file:
        marks = [(mark.get_title(), mark.get_dest().get_index()) for mark in file.get_toc()]
    assert marks == [("Row 2", 0), ("Row 3", 2), ("Row 5", 4)]


def test_the_file_is_sound_whatever_differs_in_it(tmp_path: Path) -> None:
    """Papers, notes and places on the page: veraPDF and qpdf find nothing."""
    merge(tmp_path, PEOPLE)
    assert [failures(pdf(tmp_path), flavour) for flavour in ("ua1", "2a")] == [[], []]
    with pikepdf.open(io.BytesIO(pdf(tmp_path))) as file:
        assert file.check_pdf_syntax() == []
        widths = [round(page.mediabox[2]) for page in file.pages]
    assert widths == [792, 792, 842, 842, 792, 792]


def test_each_leaflet_looks_as_it_does_alone(tmp_path: Path) -> None:
    """Page by page the same picture and the same text."""
    merge(tmp_path, PEOPLE)
    with pypdfium2.PdfDocument(pdf(tmp_path)) as file:
        for number, entry in enumerate(PEOPLE):
            spec, person = job(tmp_path, []).shelf.spec(), entry.person
            alone = layout.render(spec, person=person, paper=person.paper or spec.brand.paper)
            with pypdfium2.PdfDocument(alone) as other:
                for page in range(2):
                    pair = file[2 * number + page], other[page]
                    one, two = (each.render().to_pil().tobytes() for each in pair)
                    assert one == two


def test_links_stay_within_a_leaflet(tmp_path: Path) -> None:
    """Citations and references lead to each other on the same person's pages."""
    merge(tmp_path, PEOPLE)
    led = 0
    with pikepdf.open(io.BytesIO(pdf(tmp_path))) as file:
        pages = [page.obj.objgen for page in file.pages]
        for number, page in enumerate(file.pages):
            for link in page.get("/Annots", []):
                if "/Dest" in link:
                    assert pages.index(link.Dest[0].objgen) // 2 == number // 2
                    led += 1
    assert led >= 3 * 10


def test_no_name_stands_outside_of_the_pages(tmp_path: Path) -> None:
    """Neither in what the file says of itself nor in the manifest, nor in a name of a file."""
    merge(tmp_path, PEOPLE)
    with pikepdf.open(io.BytesIO(pdf(tmp_path))) as file:
        about = repr(file.docinfo) + file.Root.Metadata.read_bytes().decode()
    about += (tmp_path / "out/manifest.jsonl").read_text() + repr(there(tmp_path))
    for entry in PEOPLE:
        for name in (entry.person.first_name, entry.person.last_name):
            assert name not in about


def test_the_manifest_tells_of_the_file(tmp_path: Path) -> None:
    """Its digest and how many leaflets it holds."""
    merge(tmp_path, PEOPLE)
    line = json.loads((tmp_path / "out/manifest.jsonl").read_text().splitlines()[-1])
    sha256 = hashlib.sha256(pdf(tmp_path)).hexdigest()
    assert len(line.pop("input")) == 32
    assert line == {"file": "dry-needling-all.pdf", "sha256": sha256, "leaflets": 3}


def test_the_same_people_give_the_same_bytes(tmp_path: Path) -> None:
    """Whatever else was in the folder or was drawn before."""
    merge(tmp_path, PEOPLE)
    first = pdf(tmp_path)
    merge(tmp_path, PEOPLE[1:])
    merge(tmp_path, PEOPLE)
    assert pdf(tmp_path) == first


def test_fifty_people_take_little_more_than_one(tmp_path: Path) -> None:
    """Pictures, fonts and common pages stand in it once: a fifth of fifty files, at most."""
    people = [Entry(n, person=Person(first_name=f"Sam{n}")) for n in range(50)]
    merge(tmp_path, people)
    alone = len(layout.render(job(tmp_path, []).shelf.spec(), person=people[0].person))
    assert len(pdf(tmp_path)) < 50 * alone / 5


def test_an_error_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One leaflet that cannot be drawn after all: no file, unless bad rows may be left out."""
    add = making.add

    def breaks(*given: Any, person: Person, **more: Any) -> None:
        if person.first_name == "Zoë":
            raise SpecError([Problem(Place("x.png"), "The picture cannot be drawn.")])
        add(*given, person=person, **more)

    monkeypatch.setattr(making, "add", breaks)
    with pytest.raises(SpecError) as raised:
        merge(tmp_path, PEOPLE)
    assert [(each.place.file, each.place.line) for each in raised.value.problems] == [("table", 3)]
    assert there(tmp_path) == ["manifest.jsonl"]
    report = merge(tmp_path, PEOPLE, skip_bad=True)
    assert (report.made, set(report.bad), len(texts(pdf(tmp_path)))) == (2, {3}, 4)
    with pytest.raises(SpecError):
        merge(tmp_path, PEOPLE[1:2], skip_bad=True)


def test_rows_that_are_wrong_are_left_out(tmp_path: Path) -> None:
    """Those found out before anything was drawn."""
    bad = Entry(4, problems=(Problem(Place("table", 4, 1), "No."),))
    report = merge(tmp_path, [*PEOPLE[:2], bad, PEOPLE[2]], skip_bad=True)
    assert (report.made, set(report.bad), len(texts(pdf(tmp_path)))) == (3, {4}, 6)


def test_nobody_gives_no_file(tmp_path: Path) -> None:
    """A table without a right row."""
    assert merge(tmp_path, []).made == 0
    assert there(tmp_path) == []


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no device that is full")
def test_a_full_disk_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In words; what was there stays as it was, and no draft stays."""
    merge(tmp_path, PEOPLE)
    before = pdf(tmp_path)
    opened = files._told_file
    monkeypatch.setattr(
        files, "_told_file", lambda _, how, path: opened(Path("/dev/full"), "wb", path)
    )
    with pytest.raises(FileProblem, match="all.pdf: there is no room left on the disk"):
        merge(tmp_path, PEOPLE[:1])
    assert pdf(tmp_path) == before
    assert there(tmp_path) == ["dry-needling-all.pdf", "manifest.jsonl"]


def test_a_pdf_that_would_be_too_large_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With the mend; nothing is written."""
    monkeypatch.setattr("handouts.pdf.file._MOST_BYTES", 30_000)
    with pytest.raises(FileProblem, match="larger than a PDF may be. Make several"):
        merge(tmp_path, PEOPLE)
    assert there(tmp_path) == ["manifest.jsonl"]


# --- the command -----------------------------------------------------------------------------


def table(folder: Path, count: int = 3) -> Path:
    """A table of so many people."""
    rows = "".join(f"Secret{n},Known{n}\n" for n in range(count))
    path = folder / "patients.csv"
    path.write_text("First name,Last name\n" + rows)
    return path


def run(folder: Path, *more: str) -> Result:
    """Run the command in this process."""
    words = ["batch", "dry-needling", str(folder / "patients.csv"), "-o", str(folder / "out")]
    return CliRunner().invoke(program, [*words, "--merge", "--jobs", "1", *more])


def test_the_command_makes_one_file_and_prints_it(tmp_path: Path) -> None:
    """Its path is the result; the same command again keeps it, and says so."""
    table(tmp_path)
    done = run(tmp_path)
    path = tmp_path / "out" / "dry-needling-all.pdf"
    assert (done.exit_code, done.stdout) == (0, f"{path}\n")
    assert "Made 3 leaflets" in done.stderr
    before = path.stat().st_ino
    again = run(tmp_path)
    assert (again.exit_code, again.stdout) == (0, f"{path}\n")
    assert again.stderr == f"All there already: 3 leaflets in {path}.\n"
    assert path.stat().st_ino == before
    assert json.loads(run(tmp_path, "--json").stdout)["kept"] == 3
    assert run(tmp_path, "--force").exit_code == 0
    assert path.stat().st_ino != before


def test_a_file_of_other_rows_is_never_replaced(tmp_path: Path) -> None:
    """Nor one that has changed since, or that another has made; unless that is asked for."""
    table(tmp_path)
    assert run(tmp_path).exit_code == 0
    made = pdf(tmp_path)
    (tmp_path / "patients.csv").write_text("First name\nSam\nOther\nPeople\n")
    other = run(tmp_path)
    assert other.exit_code == 1
    assert "was made from other rows" in other.stderr and "--force" in other.stderr
    assert pdf(tmp_path) == made
    path = tmp_path / "out" / "dry-needling-all.pdf"
    path.write_bytes(made + b"\n")
    table(tmp_path)
    strange = run(tmp_path)
    assert strange.exit_code == 1
    assert "is there already, and not in the manifest" in strange.stderr
    assert pdf(tmp_path) == made + b"\n"


def test_the_same_rows_are_made_anew_where_the_handout_has_changed(tmp_path: Path) -> None:
    """Or what else decides how it looks; and that is said."""
    table(tmp_path)
    assert run(tmp_path).exit_code == 0
    before = pdf(tmp_path)
    again = run(tmp_path, "--ink", "mono")
    assert again.exit_code == 0
    assert "has changed since: all leaflets are made anew" in again.stderr
    assert pdf(tmp_path) != before
    assert run(tmp_path, "--ink", "mono").stderr.startswith("All there already: 3 leaflets")


def test_a_run_that_was_killed_before_its_end_is_no_ones_file(tmp_path: Path) -> None:
    """The line that was written for it does not hide the file that is there still."""
    table(tmp_path)
    assert run(tmp_path).exit_code == 0
    manifest = tmp_path / "out" / "manifest.jsonl"
    lines = manifest.read_text().splitlines()
    said = {**json.loads(lines[-1]), "sha256": "0" * 64}
    manifest.write_text("\n".join([*lines, json.dumps(said), ""]))
    assert run(tmp_path).stderr.startswith("All there already: 3 leaflets")


def test_single_leaflets_and_one_file_live_side_by_side(tmp_path: Path) -> None:
    """Leaflets of this table, or of another, that are in the folder already do not matter."""
    table(tmp_path)
    words = ["batch", "dry-needling", str(tmp_path / "patients.csv"), "-o", str(tmp_path / "out")]
    assert CliRunner().invoke(program, [*words, "--jobs", "1"]).exit_code == 0
    done = run(tmp_path, "--json")
    assert (done.exit_code, json.loads(done.stdout)["made"]) == (0, 3)
    (tmp_path / "patients.csv").write_text("First name\nOther\nPeople\n")
    assert run(tmp_path, "--force").exit_code == 0
    assert len(texts(pdf(tmp_path))) == 4


def test_a_dry_run_writes_nothing(tmp_path: Path) -> None:
    """It says what would be made."""
    table(tmp_path)
    done = run(tmp_path, "--dry-run")
    assert (done.exit_code, there(tmp_path)) == (0, [])
    assert "3 leaflets would be made" in done.stderr


def duplex(path: Path) -> str:
    """What a PDF tells the printer."""
    with pikepdf.open(path) as file:
        return str(file.Root.ViewerPreferences.Duplex)


@pytest.mark.parametrize("format", ["trifold", "booklet", "sheet", "large-print"])
def test_it_is_flipped_as_each_leaflet_of_it_is(tmp_path: Path, format: str) -> None:
    """A printer is told once for all the file."""
    table(tmp_path)
    assert run(tmp_path, "--format", format).exit_code == 0
    spec = handouts.load("dry-needling")
    (tmp_path / "one.pdf").write_bytes(handouts.render(spec, format=format))
    whole = duplex(tmp_path / "out" / "dry-needling-all.pdf")
    assert whole == duplex(tmp_path / "one.pdf")
    assert whole.endswith("ShortEdge" if format in ("trifold", "booklet") else "LongEdge")


@pytest.mark.parametrize("strange", ["large-print", "sheet", "screen"])
def test_rows_that_are_printed_otherwise_are_refused(tmp_path: Path, strange: str) -> None:
    """All are told before the first page; those that are printed alike go into one file."""
    table(tmp_path).write_text(f"First name,Format\nSam,\nZoe,{strange}\nAda,booklet\n")
    done = run(tmp_path)
    assert (done.exit_code, there(tmp_path)) == (1, [])
    assert "patients.csv:3:2: The row's format is not printed as the others are" in done.stderr
    assert done.stderr.count("patients.csv:") == 1 and strange not in done.stderr
    skipped = run(tmp_path, "--skip-bad", "--json")
    assert (skipped.exit_code, json.loads(skipped.stdout)["made"]) == (1, 2)
    assert duplex(tmp_path / "out" / "dry-needling-all.pdf") == "/DuplexFlipShortEdge"


def test_rows_that_were_mended_have_a_file_beside_the_others(tmp_path: Path) -> None:
    """So that nobody's leaflet is lost when what was wrong is mended and run."""
    table(tmp_path).write_text("First name,Areas\nSam,neck\nZoe,nock\nAda,jaw\nKim,juw\n")
    assert run(tmp_path, "--skip-bad").exit_code == 1
    bad = tmp_path / "out" / "bad-rows.csv"
    mended = bad.read_text("utf-8-sig").replace("nock", "neck").replace("juw", "jaw")
    (tmp_path / "patients.csv").write_text(mended)
    done = run(tmp_path)
    assert done.exit_code == 0, done.stderr
    assert f"Delete {bad} when all is mended: it holds patients' data." in done.stderr
    assert there(tmp_path) == [
        "bad-rows.csv",
        "dry-needling-all.pdf",
        "dry-needling-rows-3-5.pdf",
        "manifest.jsonl",
    ]
    assert run(tmp_path).stderr.startswith("All there already: 2 leaflets")


def test_a_format_for_screens_is_not_for_the_printer(tmp_path: Path) -> None:
    """It is told as wrong usage."""
    table(tmp_path)
    done = run(tmp_path, "--format", "screen")
    assert (done.exit_code, there(tmp_path)) == (2, [])
    assert "screen is not for paper" in done.stderr


@pytest.mark.parametrize("more", [["--password"], ["--password-column", "x"], ["--name", "{row}"]])
def test_what_one_file_cannot_have_is_wrong_usage(tmp_path: Path, more: list[str]) -> None:
    """A lock, and names of many files."""
    table(tmp_path)
    done = run(tmp_path, *more)
    assert (done.exit_code, there(tmp_path)) == (2, [])


@pytest.mark.skipif(os.name == "nt", reason="signals are those of POSIX")
@pytest.mark.parametrize("stop", [signal.SIGKILL, signal.SIGINT])
def test_stopped_there_is_no_file(tmp_path: Path, stop: signal.Signals) -> None:
    """Only a draft after a kill, which the next run takes away."""
    table(tmp_path, 3_000)
    root = str(Path(handouts.__file__).parents[1])
    words = ["batch", "dry-needling", "patients.csv", "-o", "out", "--merge", "--jobs", "1"]
    environ = {**os.environ, "PYTHONPATH": root}
    process = subprocess.Popen(
        [sys.executable, "-m", "handouts", *words],
        cwd=tmp_path,
        env=environ,
        stderr=subprocess.PIPE,
        text=True,
    )
    until = time.monotonic() + 60
    while not any(name.endswith(".part") for name in there(tmp_path)):
        assert process.poll() is None and time.monotonic() < until
        time.sleep(0.01)
    process.send_signal(stop)
    _, said = process.communicate(timeout=30)
    assert process.returncode != 0 and "Traceback" not in said
    assert "dry-needling-all.pdf" not in there(tmp_path)
    if stop == signal.SIGINT:
        assert there(tmp_path) == ["manifest.jsonl"]
        assert "nothing of it was written" in said
    table(tmp_path)
    assert run(tmp_path).exit_code == 0
    assert there(tmp_path) == ["dry-needling-all.pdf", "manifest.jsonl"]
