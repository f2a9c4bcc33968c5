"""``handouts batch --merge --separate-by``: a sheet before the leaflets of each therapist."""

from __future__ import annotations

import json
from itertools import groupby
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from click.testing import CliRunner, Result
from hypothesis import given, settings
from hypothesis import strategies as st

from handouts.batch.separators import fold_separator, group_rows, read_separator
from handouts.cli.program import program
from handouts.tables.column_finder import find_columns
from handouts.tables.rows import read_people
from handouts.tables.table import parse_table
from tests.structure import speech_text
from tests.tables.tables import FORMATS, spec_for
from tests.verapdf import find_failures

from .merged_files import list_folder, read_files, read_texts

pytestmark = pytest.mark.slow

DAY = """\
First name,Last name,Appointment,Format,Practitioner
Mira,Castle,2026-12-01 10:00,,J. Park
Tom,Reed,2026-12-01 09:00,,A. Lowe
Ana,Holt,2026-12-01 09:30,,j.  park
Ida,Moss,2026-12-01 08:30,large-print,A. Lowe
Kim,Orr,2026-12-01 08:00,,
Max,Ray,2026-12-01 08:10,,N/A
"""
MERGED = "out/dry-needling-all.pdf"


@pytest.fixture(autouse=True)
def _day_table(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A table in the current folder."""
    monkeypatch.chdir(tmp_path)
    Path("day.csv").write_text(DAY)


def run_command(*more: str, by: str = "practitioner") -> Result:
    """Make the files with separators, in this process."""
    words = ["batch", "dry-needling", "day.csv", "-o", "out", "--merge", "-j", "1"]
    return CliRunner().invoke(program, [*words, "--separate-by", by, *more])


def list_bookmarks(path: str = MERGED) -> list[tuple[str, int]]:
    """The bookmarks, each with its page."""
    with pypdfium2.PdfDocument(path) as file:
        return [(mark.get_title(), mark.get_dest().get_index() + 1) for mark in file.get_toc()]


def read_pages(path: str = MERGED) -> list[list[str]]:
    """The lines of each page."""
    return [text.splitlines() for text in read_texts(Path(path).read_bytes())]


def test_each_therapists_leaflets_are_behind_a_sheet(tmp_path: Path) -> None:
    """In the order of the column, then of --sort; a sheet's back is empty, and it is told."""
    done = run_command("--sort", "time", "--on", "2026-12-01")
    assert done.exit_code == 0, done.output
    assert list_bookmarks() == [
        ("Separator 1", 1),
        ("Row 3", 3),
        ("Separator 2", 5),
        ("Row 4", 7),
        ("Row 2", 9),
        ("Separator 3", 11),
        ("Row 6", 13),
        ("Row 7", 15),
    ]  # N/A is no value
    pages = read_pages()
    day, foot = (
        "Tuesday, December 1, 2026",
        "This sheet separates leaflets. It is not for a patient.",
    )
    lowe = ["Practitioner", "A. Lowe", "1 of 2 patients; the others are in another file", day, foot]
    assert pages[0] == lowe
    assert pages[4] == ["Practitioner", "j. park", "2 patients", day, foot]
    assert pages[10] == ["Practitioner", "None given", "2 patients", day, foot]
    assert pages[1] == pages[5] == pages[11] == []
    assert list_bookmarks("out/dry-needling-all-large-print.pdf")[:2] == [
        ("Separator 1", 1),
        ("Row 5", 3),
    ]
    assert f"  {MERGED}: 5 leaflets and 3 separator sheets, trifold, US Letter" in done.stderr
    assert "Made 6 leaflets in 2 files" in done.stderr
    for data in read_files(tmp_path).values():
        assert [find_failures(data, flavour) for flavour in ("ua1", "2a")] == [[], []]


def test_leaflets_are_as_they_are_without(tmp_path: Path) -> None:
    """Page by page the same text; separators are not in the metadata."""
    assert run_command().exit_code == 0
    separated = read_pages()
    with pikepdf.open(MERGED) as file:
        about = repr(file.docinfo) + file.Root.Metadata.read_bytes().decode()
        with file.open_outline() as outline:
            about += repr([each.title for each in outline.root])
    about += Path("out/manifest.jsonl").read_text() + repr(list_folder(tmp_path))
    assert "Lowe" not in about and "Park" not in about
    words = ["batch", "dry-needling", "day.csv", "-o", "plain", "--merge", "--sort", "Practitioner"]
    assert CliRunner().invoke(program, words).exit_code == 0
    plain = read_pages("plain/dry-needling-all.pdf")
    leaflets = [page for page in separated if page and page[0] != "Practitioner"]
    assert sorted(leaflets) == sorted(plain)


def test_the_index_has_a_table_for_each(tmp_path: Path) -> None:
    """With the page of the separator; pages are counted with the separators."""
    assert run_command("--index").exit_code == 0
    lines = speech_text(Path("out/dry-needling-all-index.pdf").read_bytes()).splitlines()
    assert [line.removeprefix("Document/H2: ") for line in lines if "/H2: " in line] == [
        "A. Lowe, from page 1 of dry-needling-all.pdf",
        "J. Park, from page 5 of dry-needling-all.pdf",
        "None given, from page 11 of dry-needling-all.pdf",
        "A. Lowe, from page 1 of dry-needling-all-large-print.pdf",
    ]
    cells = [line.partition(": ")[2] for line in lines if "/TD: " in line]
    assert cells[:6] == ["3", "3–4", "9:00 AM", "2", "7–8", "10:00 AM"]


def test_the_same_command_keeps_them(tmp_path: Path) -> None:
    """Without separators, or with others, they are made again, and that is told."""
    first = run_command()
    files = read_files(tmp_path)
    assert run_command().stderr.startswith("Already complete: 6 leaflets in 2 files.")
    for again in (run_command("--sort", "time"), run_command("--on", "2026-12-01")):
        assert "the sheets between them or the program has changed since: all" in again.stderr
    Path("day.csv").write_text(DAY.replace("A. Lowe", "A. Lowell"))
    done = run_command()  # a therapist is on the leaflets too
    assert "was made from other rows than the table has" in done.stderr
    Path("day.csv").write_text(DAY)
    assert run_command().exit_code == first.exit_code == 0
    assert read_files(tmp_path) == files


def test_a_column_that_is_not_a_field(tmp_path: Path) -> None:
    """Room 9 is before room 10; one that has changed makes the files again."""
    table = "Name,Room\nMira Castle,Room 10\nTom Reed,Room 9\nAna Holt,room 10\n"
    Path("day.csv").write_text(table)
    done = run_command("--json", by="Room")
    assert json.loads(done.stdout)["files"][0]["separators"] == 2
    assert [title for title, _ in list_bookmarks()] == [
        *("Separator 1", "Row 3", "Separator 2", "Row 2", "Row 4"),
    ]
    Path("day.csv").write_text(table.replace("Room 9", "Room 8"))
    done = run_command(by="Room")
    assert "has changed since: all leaflets are made again" in done.stderr
    assert "Between them: 2 separator sheets." in done.stderr
    assert read_pages()[0][:3] == ["Room", "Room 8", "1 patient"]


def test_what_cannot_be_on_a_sheet_is_asked_about(tmp_path: Path) -> None:
    """A letter without a glyph, and a text that is too long: by row and column, not repeated."""
    long = "Secret " * 20
    Path("day.csv").write_text(f"Name,Room\nMira Castle,Room \U0001f9ea\nTom Reed,{long}\n")
    done = run_command(by="Room")
    assert (done.exit_code, list_folder(tmp_path)) == (1, [])
    assert "day.csv:2:2: Column B 'Room': No font here has all of its letters" in done.stderr
    assert "day.csv:3:2: Column B 'Room': 139 characters are too many for a" in done.stderr
    assert "Secret" not in done.output
    Path("day.csv").write_text("Name,Room\nMira Castle,{{first_name}} <b>**4**</b>\n")
    assert run_command(by="Room").exit_code == 0
    assert "".join(read_pages()[0][1:3]) == "{{first_name}} <b>**4**</b>"


def test_a_column_that_is_missing_is_reported(tmp_path: Path) -> None:
    """With the header that may be meant, as for --sort; names are nothing to separate by."""
    done = run_command(by="Practitoner")
    assert "The header 'Practitoner' is not in the table. Did you mean 'Practitioner'?" in (
        done.stderr
    )
    done = run_command(by="Last name")
    assert "--separate-by: Column B 'Last name' holds people's names. Name a column" in done.stderr
    assert list_folder(tmp_path) == []
    words = ["batch", "dry-needling", "day.csv", "-o", "out", "--separate-by", "Practitioner"]
    done = CliRunner().invoke(program, words)
    assert done.exit_code == 2
    assert "--separate-by puts sheets into the file of --merge: give both." in done.stderr


VALUES = (
    "Zoë",
    "Zoe\u0308",
    "zoë",
    "Room 9",
    "room 09",
    "ROOM  9",
    "Room 10",
    "",
    "N/A",
    "-",
    "Zoo",
    "2026-12-01",
)


@settings(deadline=None)
@given(
    st.lists(st.sampled_from(VALUES), min_size=1, max_size=12),
    st.sampled_from(["Room", "Appointment"]),
)
def test_what_is_behind_a_separator_is_together(values: list[str], header: str) -> None:
    """Whatever capitals, spaces and zeros there are; those without a value come last."""
    dates = [value if "-12-" in value else "" for value in values]
    cells = dates if header == "Appointment" else values
    rows = "".join(f"Ann Lee,{cell}\n" for cell in cells)
    table = parse_table("week.csv", f"Name,{header}\n{rows}".encode())
    columns = find_columns(table, extra=[header])
    people = list(read_people(table, columns, spec_for, FORMATS))
    grouped = group_rows(people, header, columns)
    assert sorted(row.row for row in grouped) == [row.row for row in people]
    keys = [
        key for key, _ in groupby(fold_separator(read_separator(row, header)) for row in grouped)
    ]
    assert len(keys) == len(set(keys)) and "" not in keys[:-1]
