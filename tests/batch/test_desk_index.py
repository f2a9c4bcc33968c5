"""``handouts batch --merge --index``: the sheet by which the desk finds and ticks leaflets."""

from __future__ import annotations

import json
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from click.testing import CliRunner, Result

from handouts.cli.program import program
from tests.pac.files import OpenFile
from tests.pac.points import find_pen_places
from tests.structure import speech_text
from tests.verapdf import find_failures

from .merged_files import list_folder, read_files

pytestmark = pytest.mark.slow

DAY = """\
First name,Last name,Status,Appointment,Format,Areas
Mira,Castle,Booked,2026-12-01 10:00,,neck
Tom,Reed,Booked,2026-12-01 09:00,large-print,jaw
Ana,Holt,Cancelled,2026-12-01 09:30,,neck
Ida,Moss,Booked,2026-12-01 08:30,,nock
Kim,Park,Booked,2026-12-01 08:00,,jaw
Max,Lowe,Booked,2026-12-02 08:00,,jaw
"""
INDEX = "out/dry-needling-all-index.pdf"


@pytest.fixture(autouse=True)
def _day_table(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A table in the current folder."""
    monkeypatch.chdir(tmp_path)
    Path("day.csv").write_text(DAY)


def run_command(*more: str, table: str = "day.csv") -> Result:
    """Make the file and its index, in this process."""
    words = ["batch", "dry-needling", table, "-o", "out", "--merge", "--index", "-j", "1"]
    return CliRunner().invoke(program, [*words, *more])


def read_index(path: str = INDEX) -> list[str]:
    """What a screen reader reads of the index: an element a line."""
    return [
        line.removeprefix("Document/") for line in speech_text(Path(path).read_bytes()).splitlines()
    ]


def list_rows(lines: list[str], heading: str) -> list[list[str]]:
    """The cells of the rows below a heading; the empty cell of a box is not read."""
    cells = [line.partition(": ")[2] for line in _below(lines, heading) if "/TD: " in line]
    width = sum("/TH: " in line and "Done" not in line for line in _below(lines, heading))
    return [cells[at : at + width] for at in range(0, len(cells), width)]


def _below(lines: list[str], heading: str) -> list[str]:
    start = lines.index(f"H2: {heading}") + 1
    ends = [at for at in range(start, len(lines)) if lines[at].startswith("H2")]
    return lines[start : ends[0] if ends else None]


def test_it_lists_rows_pages_and_times(tmp_path: Path) -> None:
    """By file, in its order; then the rows without a leaflet, and why. It names nobody."""
    done = run_command("--sort", "time", "--skip-bad", "--on", "2026-12-01")
    assert done.exit_code == 1
    assert f"The index of the rows, for the desk: {INDEX}.\n" in done.stderr
    assert done.stdout.splitlines()[-1] == INDEX
    lines = read_index()
    assert lines[:4] == [
        "H1: Index of leaflets",
        "P: What is dry needling?",
        "P: 3 leaflets for 3 people in 2 files, for Tuesday, December 1, 2026.",
        "P: 1 row of the table not chosen.",
    ]
    usual = "dry-needling-all.pdf (trifold, US Letter)"
    assert list_rows(lines, usual) == [["6", "1–2", "8:00 AM"], ["2", "3–4", "10:00 AM"]]
    large = "dry-needling-all-large-print.pdf (large-print, US Letter)"
    with pikepdf.open("out/dry-needling-all-large-print.pdf") as file:
        pages = len(file.pages)
    [[row, shown, time]] = list_rows(lines, large)
    assert (row, time) == ("3", "9:00 AM")
    assert shown in (f"1–{pages}", f"1–{pages - 1}")  # the last may be an empty back
    assert list_rows(lines, "Rows without a leaflet") == [
        ["4", "Left out: cancelled"],
        ["5", "Column F 'Areas': Area 1 is not a known part of the body."],
    ]
    text = "\n".join(lines)
    for name in ("Mira", "Castle", "Tom", "Reed", "Holt", "Ida", "nock", "neck"):
        assert name not in text


def test_its_boxes_are_boxes_for_those_who_listen(tmp_path: Path) -> None:
    """One for each row, and nothing that PAC's points would see."""
    run_command("--sort", "time", "--skip-bad", "--on", "2026-12-01")
    file = OpenFile(Path(INDEX).read_bytes())
    assert len(list(file.list_role("Form"))) == 3
    assert list(find_pen_places(file)) == []


def test_its_pages_are_those_of_the_rows(tmp_path: Path) -> None:
    """Each bookmark leads to the first page that the index gives."""
    assert run_command("--skip-bad").exit_code == 1
    rows = list_rows(read_index(), "dry-needling-all.pdf (trifold, US Letter)")
    with pypdfium2.PdfDocument("out/dry-needling-all.pdf") as file:
        marks = {mark.get_title(): mark.get_dest().get_index() + 1 for mark in file.get_toc()}
    assert {f"Row {row}": int(pages.partition("–")[0]) for row, pages, _ in rows} == marks
    assert [row[2] for row in rows] == [
        "Dec 1, 2026, 10:00 AM",
        "Dec 1, 2026, 8:00 AM",
        "Dec 2, 2026, 8:00 AM",
    ]


def test_names_are_there_if_asked_for(tmp_path: Path) -> None:
    """With a warning on each page; not in the file's metadata, nor in the manifest."""
    Path("day.csv").write_text(DAY.replace("nock", "neck").replace("large-print", ""))
    assert run_command("--index-names").exit_code == 0
    rows = list_rows(read_index(), "dry-needling-all.pdf")
    assert [row[-1] for row in rows] == [
        "Mira Castle",
        "Tom Reed",
        "Ida Moss",
        "Kim Park",
        "Max Lowe",
    ]
    with pypdfium2.PdfDocument(INDEX) as file:
        for page in file:
            assert "Confidential: this sheet names" in page.get_textpage().get_text_range()
    with pikepdf.open(INDEX) as file:
        about = repr(file.docinfo) + file.Root.Metadata.read_bytes().decode()
    about += Path("out/manifest.jsonl").read_text() + repr(list_folder(tmp_path))
    assert not any(name in about for name in ("Mira", "Castle", "Reed", "Lowe"))
    assert [find_failures(Path(INDEX).read_bytes(), each) for each in ("ua1", "2a")] == [[], []]


def test_a_name_without_a_glyph_is_asked_about(tmp_path: Path) -> None:
    """At its row and column, and not repeated."""
    Path("day.csv").write_text("Name,Areas\nMira \U000e1234Castle,neck\nTom Reed\U0001f9ea,jaw\n")
    done = run_command("--index-names")
    assert (done.exit_code, list_folder(tmp_path)) == (1, [])
    assert "day.csv:3:1: Column A 'Name': No font here has all of its letters" in done.stderr
    assert "Reed" not in done.output


def test_it_is_kept_with_the_files(tmp_path: Path) -> None:
    """And made again with them, byte for byte, where it is missing or says something else."""
    words = ("--skip-bad",)
    run_command(*words)
    files = read_files(tmp_path)
    assert "Already complete: 4 leaflets in 2 files." in run_command(*words).stderr
    Path(INDEX).unlink()
    assert "Made 4 leaflets in 2 files" in run_command(*words).stderr
    assert read_files(tmp_path) == files
    assert "Made 4 leaflets in 2 files" in run_command(*words, "--index-names").stderr
    assert "Mira Castle" in "\n".join(read_index())
    assert "Made 4 leaflets in 2 files" in run_command(*words).stderr
    assert read_files(tmp_path) == files
    Path("day.csv").write_text(DAY.replace("Cancelled", "No show"))
    assert "Made 4 leaflets in 2 files" in run_command(*words).stderr
    assert ["4", "Left out: no-show"] in list_rows(read_index(), "Rows without a leaflet")


def test_an_index_that_is_not_ours_is_not_replaced(tmp_path: Path) -> None:
    """Without --force."""
    Path("out").mkdir()
    Path(INDEX).write_bytes(b"%PDF of somebody")
    done = run_command("--skip-bad")
    assert done.exit_code == 1
    assert f"{INDEX}: is already there, but not in the manifest." in done.stderr
    assert Path(INDEX).read_bytes() == b"%PDF of somebody"
    assert run_command("--skip-bad", "--force").exit_code == 1
    assert read_index()[0] == "H1: Index of leaflets"


def test_an_index_that_may_be_outdated_is_told(tmp_path: Path) -> None:
    """Where the files are made again without one; where they are kept it is still right."""
    run_command("--skip-bad")
    words = ["batch", "dry-needling", "day.csv", "-o", "out", "--merge", "-j", "1", "--skip-bad"]
    assert "From an earlier run" not in CliRunner().invoke(program, words).stderr
    again = CliRunner().invoke(program, [*words, "--sort", "time"])
    assert (
        "its paper, the order, the sheets between them or the program has changed" in again.stderr
    )
    assert f"From an earlier run, and not made again: {INDEX}. Delete it." in again.stderr


def test_an_index_of_another_order_is_not_kept(tmp_path: Path) -> None:
    """Although the files, which were made again meanwhile without an index, are."""
    Path("day.csv").write_text(DAY.replace("nock", "neck").replace("large-print", ""))
    words = ["batch", "dry-needling", "day.csv", "-o", "out", "--merge", "-j", "1"]
    assert run_command().exit_code == 0
    assert CliRunner().invoke(program, [*words, "--sort", "time"]).exit_code == 0
    assert run_command("--sort", "time").exit_code == 0
    rows = list_rows(read_index(), "dry-needling-all.pdf")
    assert [row[0] for row in rows] == ["6", "5", "3", "2", "7"]
    assert [row[1] for row in rows] == ["1–2", "3–4", "5–6", "7–8", "9–10"]


def test_corrected_rows_have_an_index_of_their_own(tmp_path: Path) -> None:
    """With the numbers of the first table, also of what is wrong still."""
    Path("day.csv").write_text(
        DAY.replace("Kim,Park,Booked,2026-12-01 08:00,,jaw", "Kim,Park,,,,juw")
    )
    run_command("--skip-bad")
    bad = Path("out/bad-rows.csv")
    Path("again.csv").write_text(bad.read_text("utf-8-sig").replace("nock", "neck"))
    assert run_command("--skip-bad", table="again.csv").exit_code == 1
    lines = read_index("out/dry-needling-rows-5-6-index.pdf")
    assert [row[0] for row in list_rows(lines, "dry-needling-rows-5-6.pdf")] == ["5"]
    [[row, reason]] = list_rows(lines, "Rows without a leaflet")
    assert row == "6" and reason.startswith("Column ")


def test_a_script_gets_its_path(tmp_path: Path) -> None:
    """It is no file of leaflets: `find` does not name it."""
    assert json.loads(run_command("--skip-bad", "--json").stdout)["index"] == INDEX
    found = CliRunner().invoke(program, ["find", "day.csv", "castle", "-o", "out"])
    assert "dry-needling-all.pdf" in found.stderr and "index" not in found.output


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["--index"], "--index lists what is in the file of --merge: give both."),
        (
            ["--merge", "--index-names"],
            "--index-names adds names to the sheet of --index: give both.",
        ),
    ],
)
def test_what_it_needs_is_said(tmp_path: Path, words: list[str], message: str) -> None:
    """As wrong usage, before anything is read."""
    done = CliRunner().invoke(program, ["batch", "dry-needling", "none.csv", "-o", "out", *words])
    assert done.exit_code == 2
    assert message in " ".join(done.stderr.split())


def test_a_therapist_is_named_on_each_page(tmp_path: Path) -> None:
    """Where the rows go on overleaf, for those who look at that page alone."""
    rows = "".join(f"Mira,Castle{at},A. Fox\n" for at in range(60))
    Path("day.csv").write_text(f"First name,Last name,Therapist\n{rows}")
    assert run_command("--separate-by", "Therapist").exit_code == 0
    with pypdfium2.PdfDocument(INDEX) as file:
        texts = [page.get_textpage().get_text_range() for page in file]
    assert len(texts) > 1
    assert ["A. Fox, from page 1" in text for text in texts] == [True] * len(texts)
    assert ["(continued)" in text for text in texts] == [False] + [True] * (len(texts) - 1)
    assert [find_failures(Path(INDEX).read_bytes(), each) for each in ("ua1", "2a")] == [[], []]
