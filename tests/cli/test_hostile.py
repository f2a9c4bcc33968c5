"""Hostile values from every input: each is printed as it is or reported, and does nothing else.

By an option, in a person's file or in a row of a table; and JSON output is still valid JSON.
"""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
import unicodedata
from functools import cache
from pathlib import Path

import pikepdf
import pytest

import handouts
from handouts.compose.compose import compose_story
from handouts.document.blocks import Facts, Notes
from handouts.document.handout import Spec
from handouts.document.person import PERSON_FIELDS, PRINTED_FIELDS, Person
from handouts.document.text import Run
from handouts.text.clean import IGNORABLE
from tests.documents import USUAL_FORMATS
from tests.structure import Speech, find_strays, read_speech

from .conftest import ROOT, Call
from .hostile import ASKED_IN_TABLES, DATA, WORDS, hostile_person, write_table

pytestmark = pytest.mark.slow


CHOSEN = tuple(name for name in PERSON_FIELDS if name not in PRINTED_FIELDS)

WRONG = {
    "300 letters": ("z" * 300, "too long: 300 characters; the limit is 80"),
    "a nought": ("Qx\0Qx", "A hidden character (U+0000)"),
    "an escape": ("Qx\x1b[31mQx", "A hidden character (U+001B)"),
    "half a character": ("Qx\ud800Qx", "A hidden character (U+D800)"),
    "no character": ("Qx\uffffQx", "A hidden character (U+FFFF)"),
    "emoji": ("Qx \N{GRINNING FACE}", "No font here has all of its letters and signs."),
    "own letters": ("Qx \ue000", "No font here has all of its letters and signs."),
}


@cache
def load_spec() -> Spec:
    """The shipped leaflet."""
    return handouts.load("dry-needling")


def write_form(folder: Path, values: dict[str, str]) -> Path:
    """A person's file. JSON is YAML."""
    path = folder / "person.yaml"
    lines = [f"{name}: {json.dumps(value)}\n" for name, value in values.items()]
    path.write_text("".join(lines), "utf-8")
    return path


def make_options(values: dict[str, str]) -> list[str]:
    """The same as options."""
    return [word for each in values.items() for word in ("--set", "=".join(each))]


def visible_text(text: str) -> str:
    """The visible part of a text, with single spaces; broken lines are joined."""
    bare = IGNORABLE.sub("", text.replace("\x02", "-"))
    return unicodedata.normalize("NFC", " ".join(bare.split()))


def read_through_pdfium(text: str) -> object:
    """A text as PDFium reads it, which matters for lines with two directions."""
    kinds = set(map(unicodedata.bidirectional, text))
    return sorted(text) if "L" in kinds and kinds & {"R", "AL"} else text


# --- printed values -----------------------------------------------------------------------------


@pytest.mark.parametrize("name", DATA)
def test_a_value_is_printed_as_it_is_by_every_way_in(call: Call, folder: Path, name: str) -> None:
    """Option, file and row give the same leaflet, which has the value letter by letter.

    Only in a table, where a cell may be from another column, is a name asked about that cannot
    be one.
    """
    values = hostile_person(DATA[name])
    table = write_table(folder, values)
    results = [
        call("build", "dry-needling", *make_options(values), "-o", "set.pdf"),
        call("build", "dry-needling", "--person", write_form(folder, values), "-o", "file.pdf"),
        call("batch", "dry-needling", table, "-o", "out", "-j", "1"),
    ]
    codes = [0, 0, 1 if name in ASKED_IN_TABLES else 0]
    assert [each.exit_code for each in results] == codes, [each.stderr for each in results]
    if name in ASKED_IN_TABLES:
        assert not (folder / "out").exists()
        assert DATA[name] not in results[2].stderr
        return
    pdf = (folder / "set.pdf").read_bytes()
    assert pdf == (folder / "file.pdf").read_bytes()
    assert pdf == (folder / "out" / "dry-needling-00002.pdf").read_bytes()
    check_leaflet(pdf, *[DATA[name]] * 4)
    assert sorted(each.name for each in folder.iterdir()) == sorted(
        ["set.pdf", "file.pdf", "out", "person.yaml", "patients.csv"]
    )


@pytest.mark.parametrize("format", USUAL_FORMATS)
def test_values_are_printed_as_they_are_in_every_format(format: str) -> None:
    """Each in every field of words in turn."""
    values = [value for value in DATA.values() if len(value) < 60]
    for start in range(0, len(values), 4):
        four = (values * 2)[start : start + 4]
        who = handouts.person(dict(zip(WORDS, four, strict=True)), load_spec())
        pdf = handouts.render(load_spec(), format=format, person=who)  # type: ignore[arg-type]
        check_leaflet(pdf, *four, format=format)


def check_leaflet(pdf: bytes, *four: str, format: str = "trifold") -> None:
    """A leaflet holds four values in the fields of words, as text and nothing else."""
    first, last, therapist, notes = map(visible_text, four)
    pieces = [visible_text(one.text) for one in read_speech(pdf)]
    assert read_through_pdfium(f"{first} {last}") in map(read_through_pdfium, pieces)
    assert pieces.count(therapist) >= 1 + (therapist == notes)
    assert notes in pieces
    assert find_strays(pdf) == []
    assert read_links(pdf) == usual_links(format)
    with pikepdf.open(io.BytesIO(pdf)) as file:
        form = set() if format == "screen" else {"/AcroForm"}  # there, boxes are ticked
        assert not {"/OpenAction", "/AA", "/Names", *form} & set(file.Root.keys())
        fields = file.Root.get("/AcroForm", pikepdf.Dictionary(Fields=[]))
        assert "/XFA" not in fields
        assert not any({"/A", "/AA"} & set(each.keys()) for each in fields.Fields)


@cache
def usual_links(format: str) -> set[str]:
    """Where the links of a leaflet lead whose reader is harmless."""
    return read_links(handouts.render(load_spec(), format=format, person=Person(first_name="Sam")))  # type: ignore[arg-type]


def read_links(pdf: bytes) -> set[str]:
    """Where a leaflet's links lead."""
    with pikepdf.open(io.BytesIO(pdf)) as file:
        found = [each for page in file.pages for each in page.get("/Annots", [])]
        assert {str(each.Subtype) for each in found} <= {"/Link", "/Widget"}
        found = [each for each in found if each.Subtype == "/Link"]
        return {str(link.A.URI) if "/A" in link else str(link.Contents) for link in found}


@pytest.mark.parametrize("name", DATA)
def test_no_value_is_marked_up(name: str) -> None:
    """Nothing in it becomes strong, a link or a citation; a full name is strong."""
    who = handouts.person(hostile_person(DATA[name]), load_spec())
    (panel,) = (one for one in compose_story(load_spec(), who).sections if one.personal)
    facts = next(block for block in panel.blocks if isinstance(block, Facts))
    notes = next(block for block in panel.blocks if isinstance(block, Notes))
    called, therapist = (item.value for item in facts.items if item.value)
    assert called.runs == (Run(who.name, strong=True),)
    assert therapist.runs == (Run(who.therapist),)
    assert [each.runs for each in notes.paragraphs] == [(Run(who.notes),)]


def test_lines_are_paragraphs_only_of_notes(call: Call, folder: Path) -> None:
    """Anywhere else a line end is a space; by every way in, whatever the system's line end."""
    values = hostile_person("one\r\ntwo\rthree\nfour")
    call("build", "dry-needling", *make_options(values), "-o", "set.pdf")
    call("build", "dry-needling", "--person", write_form(folder, values), "-o", "file.pdf")
    call("batch", "dry-needling", write_table(folder, values), "-o", "out", "-j", "1")
    pdf = (folder / "set.pdf").read_bytes()
    assert pdf == (folder / "file.pdf").read_bytes()
    assert pdf == (folder / "out" / "dry-needling-00002.pdf").read_bytes()
    pieces = [visible_text(one.text) for one in read_speech(pdf)]
    assert pieces.count("one two three four") == 1
    start = pieces.index("one")
    assert pieces[start : start + 4] == ["one", "two", "three", "four"]


def test_a_value_in_the_running_text_is_data(call: Call, clinic: Path, folder: Path) -> None:
    """Where a handout says ``{{first_name|you}}``, no part of the value is read as markup."""
    path = clinic / "dry-needling.en.yaml"
    text = path.read_text("utf-8")
    path.write_text(text.replace("intro: |\n", "intro: |\n  Hello {{first_name|you}}!\n\n", 1))
    for number, value in enumerate(DATA.values()):
        if number % 2 or len(value) > 60:
            continue
        words = ("--library", clinic, "--set", f"first_name={value}", "-o", f"{number}.pdf")
        result = call("build", "dry-needling", *words)
        assert result.exit_code == 0, result.stderr
        pieces = read_speech((folder / f"{number}.pdf").read_bytes())
        assert read_through_pdfium(visible_text(f"Hello {value}!")) in map(
            read_through_pdfium, join_pieces(pieces)
        )


def join_pieces(pieces: list[Speech]) -> list[str]:
    """The visible text of each block, with its pieces joined."""
    blocks: dict[object, str] = {}
    for one in pieces:
        blocks[one.block] = blocks.get(one.block, "") + one.text
    return [visible_text(text) for text in blocks.values()]


# --- what is reported ------------------------------------------------------------------------


@pytest.mark.parametrize("name", WRONG)
@pytest.mark.parametrize("field", PRINTED_FIELDS)
def test_what_cannot_be_printed_is_reported_at_its_place(
    call: Call, folder: Path, field: str, name: str
) -> None:
    """From every input; nothing else of the value is shown, and nothing is made."""
    value, reason = WRONG[name]
    if field == "notes" and len(value) == 300:
        value, reason = "z" * 1_001, "too long: 1,001 characters; the limit is 1,000"
    values = {"first_name": "Sam", "therapist": "Kim", field: value}
    ways = {
        f"--set {field}: ": ("build", "dry-needling", *make_options(values), "-o", "set.pdf"),
        "patients.csv:2:": ("batch", "dry-needling", "patients.csv", "-o", "out", "-j", "1"),
        "person.yaml:": ("build", "dry-needling", "--person", "person.yaml", "-o", "file.pdf"),
    }
    write_table(folder, values), write_form(folder, values)
    if "\0" in value or "\ud800" in value:
        ways.pop("patients.csv:2:")  # no text at all: below
    for place, words in ways.items():
        result = call(*words)
        assert (result.exit_code, result.stdout) == (1, "")
        assert result.stderr.startswith(place)
        assert reason in result.stderr or "person.yaml" in place
        assert not any(part in result.output for part in ("Qx", "zz"))
        assert "Nothing was written." in result.stderr
    assert sorted(each.name for each in folder.iterdir()) == ["patients.csv", "person.yaml"]


@pytest.mark.parametrize("field", CHOSEN)
def test_a_hostile_value_where_something_is_chosen_is_reported(
    call: Call, folder: Path, field: str
) -> None:
    """Dates, areas, advice, language, format, paper: the place and a hint, never the value."""
    hostile = {**DATA, **{name: value for name, (value, _) in WRONG.items() if name != "a nought"}}
    values = [text for text in hostile.values() if "\ud800" not in text]
    write_table(folder, *({"first_name": "Sam", field: value} for value in values))
    result = call("batch", "dry-needling", "patients.csv", "-o", "out", "--json")
    assert result.exit_code == 1
    report = json.loads(result.stdout)
    assert report["bad"] == len(values)
    assert {each["line"] for each in report["problems"]} == set(range(2, len(values) + 2))
    assert {each["column"] for each in report["problems"]} == {list(PERSON_FIELDS).index(field) + 1}
    assert not find_repeated(values, json.dumps(report, ensure_ascii=False))
    assert not (folder / "out").exists()
    for value in values[::5]:
        result = call("build", "dry-needling", *make_options({field: value}))
        assert (result.exit_code, result.stdout) == (1, "")
        assert result.stderr.startswith(f"--set {field}: ")
        assert not find_repeated([value], result.stderr)


def find_repeated(values: list[str], told: str) -> list[str]:
    """Values that are in the messages."""
    return [each for each in values if each in told]


@pytest.mark.parametrize("field", PERSON_FIELDS)
def test_no_field_takes_more_than_its_limit(call: Call, folder: Path, field: str) -> None:
    """A megabyte in a cell is one short line of complaint."""
    write_table(folder, {"first_name": "Sam", field: "Qx" * 60_000})
    result = call("batch", "dry-needling", "patients.csv", "-o", "out")
    assert result.exit_code == 1
    assert f"120,000 characters; the limit is {PERSON_FIELDS[field].limit:,}" in result.stderr
    assert len(result.stderr) < 300
    assert "Qx" not in result.stderr


@pytest.mark.parametrize(
    "cell",
    [b"\xc3\xa9 Qx\0Qx", b"Qx\xed\xa0\x80Qx", b"Qx\xff\xfeQx", "Zo\u00eb ".encode() + b"\xffQx"],
    ids=["a nought", "half a character", "no text", "one broken byte"],
)
def test_bytes_that_are_not_text_are_reported(call: Call, folder: Path, cell: bytes) -> None:
    """A table's and a person's file's; where they are Windows-1252 they are its letters."""
    (folder / "patients.csv").write_bytes(
        b"First name,Notes\n" + b"\xc3\xa9,\n" * 300 + b"Sam," + cell + b"\n"
    )
    result = call("batch", "dry-needling", "patients.csv", "-o", "out", "-j", "1")
    assert result.exit_code == 1
    assert result.stderr.startswith("patients.csv:302:")
    assert "bytes that are not text" in result.stderr
    (folder / "person.yaml").write_bytes(b"first_name: Sam\nnotes: " + cell + b"\n")
    again = call("build", "dry-needling", "--person", "person.yaml")
    assert again.exit_code == 1
    assert again.stderr.startswith("person.yaml")
    assert "Qx" not in result.output + again.output
    assert not list(folder.rglob("*.pdf"))


@pytest.mark.skipif(os.name == "nt", reason="Windows' command lines are text")
def test_bytes_that_are_not_text_may_be_typed_too(folder: Path) -> None:
    """A terminal of another encoding sends them; they are reported as a hidden character."""
    words = [sys.executable, "-m", "handouts", "build", "dry-needling", "--set"]
    done = subprocess.run(
        [*map(os.fsencode, words), b"first_name=Qx\xffQx"],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": ROOT, "PYTHONUTF8": "1"},
        capture_output=True,
        timeout=60,
    )
    assert done.returncode == 1
    assert done.stderr.startswith(b"--set first_name: A hidden character (U+DCFF)")
    assert b"Qx" not in done.stderr
    assert not list(folder.iterdir())
