"""``handouts batch --merge --window``: each person's address, on a sheet before their leaflets."""

from __future__ import annotations

import json
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from click.testing import CliRunner, Result

from handouts.batch.desk_files import DeskOptions, LabelOptions, note_desk_files
from handouts.batch.desk_index import IndexOptions
from handouts.batch.jobs import PersonEntry
from handouts.batch.merge import write_merged
from handouts.batch.merged_paths import merged_path, plan_merged
from handouts.batch.runner import inspect_job
from handouts.batch.scheduler import InlineExecutor
from handouts.cli.program import program
from handouts.document.person import Person
from tests.structure import speech_text
from tests.verapdf import find_failures

from .batch_jobs import make_job
from .merged_files import list_folder, read_files, read_texts

pytestmark = pytest.mark.slow

TABLE = """\
First name,Last name,Address,City,State,ZIP,Format
Mira,Castle,12 Mill Road,Springfield,IL,62701,
Tom,Reed,1 Main St,Boston,MA,02134,large-print
"""
MERGED = "out/dry-needling-all.pdf"


@pytest.fixture(autouse=True)
def _table(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A table in the current folder."""
    monkeypatch.chdir(tmp_path)
    Path("day.csv").write_text(TABLE)


def run_command(*more: str, handout: str = "dry-needling") -> Result:
    """Make the files with addresses, in this process."""
    words = ["batch", handout, "day.csv", "-o", "out", "--merge", "-j", "1"]
    return CliRunner().invoke(program, [*words, *more])


def test_a_sheet_is_before_each_persons_leaflets(tmp_path: Path) -> None:
    """Upright, with an empty back; it is told, bookmarked, and the index counts it."""
    done = run_command("--window", "us10", "--index")
    assert done.exit_code == 0, done.output
    assert "C 'Address' as address, D 'City' as town, E 'State' as state, F 'ZIP' as" in done.stderr
    assert "all.pdf: 1 leaflet and 1 address sheet, trifold, US Letter" in done.stderr
    pages = [text.splitlines() for text in read_texts(Path(MERGED).read_bytes())]
    assert pages[:2] == [["Mira Castle", "12 Mill Road", "Springfield, IL 62701"], []]
    with pypdfium2.PdfDocument(MERGED) as file:
        assert [page.get_size() for page in file] == [(612, 792)] * 2 + [(792, 612)] * 2
        marks = [(mark.get_title(), mark.get_dest().get_index()) for mark in file.get_toc()]
    assert marks == [("Row 2, address", 0), ("Row 2", 2)]
    index = speech_text(Path("out/dry-needling-all-index.pdf").read_bytes()).splitlines()
    assert [line.partition(": ")[2] for line in index if "/TD: " in line][:2] == ["2", "1–4"]
    for data in read_files(tmp_path).values():
        assert [find_failures(data, flavour) for flavour in ("ua1", "2a")] == [[], []]
    answer = json.loads(run_command("--window", "us10", "--index", "--json").stdout)
    assert [file["address_sheets"] for file in answer["files"]] == [1, 1]


def test_addresses_are_only_where_they_are_asked_for(tmp_path: Path) -> None:
    """Else they stay unread; they are never in metadata, bookmarks or the manifest."""
    done = run_command("--window", "din")
    with pikepdf.open(MERGED) as file:
        about = repr(file.docinfo) + file.Root.Metadata.read_bytes().decode()
        with file.open_outline() as outline:
            about += repr([each.title for each in outline.root])
    about += Path("out/manifest.jsonl").read_text() + repr(list_folder(tmp_path)) + done.output
    assert not any(word in about for word in ("Mill", "Springfield", "62701", "Castle"))
    done = run_command()
    assert "the sheets between them or the program has changed since" in done.stderr
    assert "Columns that are not read: C 'Address', D 'City', E 'State', F 'ZIP'." in done.stderr
    assert "Mill Road" not in "".join(read_texts(Path(MERGED).read_bytes()))


def test_an_address_that_was_corrected_makes_the_files_again(tmp_path: Path) -> None:
    """They are not those of other people."""
    assert run_command("--window", "din").exit_code == 0
    assert run_command("--window", "din").stderr.startswith("Already complete: 2 leaflets")
    Path("day.csv").write_text(TABLE.replace("12 Mill", "14 Mill"))
    done = run_command("--window", "din")
    assert (done.exit_code, "are made again" in done.stderr) == (0, True)
    assert "14 Mill Road" in read_texts(Path(MERGED).read_bytes())[0]


def test_one_sheet_for_several_handouts(tmp_path: Path) -> None:
    """A person's leaflets are all behind it."""
    assert CliRunner().invoke(program, ["init", "clinic", "--name", "Our Clinic"]).exit_code == 0
    shipped = Path("clinic/dry-needling.en.yaml").read_text(encoding="utf-8")
    neck = shipped.replace("title: What is dry needling?", "title: Neck").replace("DN-1", "NC-1")
    Path("clinic/neck-care.en.yaml").write_text(neck, encoding="utf-8")
    Path("day.csv").write_text(TABLE.replace("large-print", ""))
    words = ("--window", "us10", "--library", "clinic")
    done = run_command(*words, handout="dry-needling,neck-care")
    assert done.exit_code == 0, done.output
    with pypdfium2.PdfDocument("out/dry-needling+neck-care-all.pdf") as file:
        titles = [mark.get_title() for mark in file.get_toc()]
    assert titles[:4] == [
        "Row 2, address",
        "Row 2, dry-needling",
        "Row 2, neck-care",
        "Row 3, address",
    ]


def test_addresses_that_cannot_be_used_are_asked_about(tmp_path: Path) -> None:
    """By row and column, all at once, and never repeated."""
    rows = (
        "Mira,Castle,,Springfield,IL,62701,\n"
        "Tom,Reed,1 Secret St,Boston,MA,2134,\n"
        "Ana,Holt,1 Secret St \U0001f9ea,Boston,MA,02134,\n"
        f"Ida,Moss,{'Secret Street ' * 6},Boston,MA,02134,\n"
        "Kim,Orr\U0001f9ea,1 Secret St,Boston,MA,02134,\n"
        "Max,Ray,,,,,\n"
        "Eva,Dunn,1 Secret St,Salem,MA,,\n"
        "Ben,Cole,1 Secret St,,MA,02134,\n"
    )
    Path("day.csv").write_text(TABLE.splitlines()[0] + "\n" + rows)
    done = run_command("--window", "us10")
    assert (done.exit_code, list_folder(tmp_path)) == (1, [])
    for expected in (
        "day.csv:2:3: The address has no street. Complete it in the table, or leave",
        "day.csv:3:3: The postcode lacks a digit: a spreadsheet may have dropped a zero",
        "day.csv:4:3: Column C 'Address': No font here has all of its letters",
        "day.csv:5:3: A line of the address is too long for the window. Shorten it",
        "day.csv:6:2: Column B 'Last name': No font here has all of its letters",
        "day.csv:7:3: The row has no address.",
        "day.csv:8:3: The address has no postal code.",
        "day.csv:9:3: The address has no town.",
    ):
        assert expected in done.stderr
    assert "Secret" not in done.output and "8 problems" in done.stderr


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["--window", "din"], "--window puts sheets into the file of --merge: give both."),
        (
            ["--merge", "--columns", "address=City"],
            "--columns address: an address is read only for --window and --labels.",
        ),
        (["--merge", "--window", "c5"], "'c5' is not one of 'din', 'us10'."),
    ],
)
def test_what_it_needs_is_said(words: list[str], message: str) -> None:
    """As wrong usage."""
    done = CliRunner().invoke(program, ["batch", "dry-needling", "day.csv", "-o", "out", *words])
    assert done.exit_code == 2
    assert message in " ".join(done.stderr.split())


def test_a_table_without_addresses(tmp_path: Path) -> None:
    """It is said how to name the column."""
    Path("day.csv").write_text("Name,Where\nMira Castle,12 Mill Road; Leeds LS1 4AB\n")
    done = run_command("--window", "din")
    assert "day.csv:1:1: No column is read as an address. Say which" in done.stderr
    assert run_command("--window", "din", "--columns", "address=Where").exit_code == 0
    assert read_texts(Path(MERGED).read_bytes())[0].splitlines()[-2:] == [
        "12 Mill Road",
        "Leeds LS1 4AB",
    ]


def test_two_rows_with_one_number_are_two_people(tmp_path: Path) -> None:
    """As in a table of corrected rows in which one was copied: nobody's leaflets go to another."""
    people = [
        PersonEntry(row, 5, Person(first_name=name), address=(f"{row} Main St", "Boston"))
        for row, name in ((2, "Mira"), (3, "Tom"))
    ]
    job = make_job(tmp_path, people, window="us10", unique_numbers=False)
    plan = inspect_job(job, InlineExecutor())
    desk = DeskOptions(IndexOptions(), LabelOptions("5160"))
    merge = plan_merged(plan, merged_path(job), note_desk_files(plan, desk))
    write_merged(plan, merge, desk=desk)
    pages = [text.splitlines() for text in read_texts(Path(MERGED).read_bytes())]
    assert (pages[0], pages[4]) == (["Mira", "2 Main St", "Boston"], ["Tom", "3 Main St", "Boston"])
    assert any("Mira" in line for page in pages[2:4] for line in page)
    assert not any("Tom" in line for page in pages[2:4] for line in page)
    index = speech_text(Path("out/dry-needling-all-index.pdf").read_bytes()).splitlines()
    assert [line.partition(": ")[2] for line in index if "/TD: " in line] == [
        "5",
        "1–4",
        "5",
        "5–8",
    ]
    labels = "".join(read_texts(Path("out/dry-needling-all-labels.pdf").read_bytes()))
    assert "2 Main St" in labels and "3 Main St" in labels


@pytest.mark.parametrize(
    ("table", "last"),
    [
        ("Name;Straße;Hausnummer;PLZ;Ort\nEva Dunn;Am Park;12;01069;Dresden\n", "01069 Dresden"),
        (
            "Name,Street,City,State,ZIP,Country\nEva Dunn,Am Park 12,Dresden,,01069,Germany\n",
            "01069 Dresden\nGermany",
        ),
    ],
)
def test_addresses_abroad_are_written_as_there(table: str, last: str) -> None:
    """By the headers' language or the row's country, under a brand of the United States too."""
    Path("day.csv").write_text(table, encoding="utf-8")
    done = run_command("--window", "din")
    assert done.exit_code == 0, done.output
    lines = read_texts(Path(MERGED).read_bytes())[0].replace("\r", "")
    assert lines.endswith(f"Eva Dunn\nAm Park 12\n{last}")
