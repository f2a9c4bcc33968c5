"""What is fuzzed: one function a kind of input, which says whether it accepted the bytes.

A target lets nothing pass but the errors that the program shows to people. It raises anything
else: another exception, an error that names no file, a control character in a message.
"""

from __future__ import annotations

import csv
import io
import json
import tempfile
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path

import handouts
from handouts.pdf.drawing.pictures import load_picture
from handouts.people.areas import read_areas
from handouts.people.dates import read_day, read_visit
from handouts.people.names import FullName, read_full_name
from handouts.people.person_file import parse_person_cells
from handouts.reading.brand import read_brand
from handouts.reading.svg import check_svg, decode_svg
from handouts.resources import library_folder
from handouts.sources.findings import SpecError, ValueFinding
from handouts.tables.column_finder import find_columns
from handouts.tables.rows import read_people
from handouts.tables.table import parse_table
from tests.documents import FACTS
from tests.workbooks import write_workbook

Target = Callable[[bytes], bool]
"""Takes bytes as a file; returns whether they were accepted."""

CASES = Path(__file__).parents[1]


class Finding(Exception):
    """Something that the program should not have said."""


@cache
def folder() -> Path:
    """A folder with the shipped brand and pictures, for files that are fuzzed."""
    made = Path(tempfile.mkdtemp(prefix="fuzz-"))
    for path in library_folder().rglob("*"):
        if path.is_file() and not path.name.endswith(".en.yaml"):
            copy = made / path.relative_to(library_folder())
            copy.parent.mkdir(exist_ok=True)
            copy.write_bytes(path.read_bytes())
    return made


def check_messages(error: SpecError) -> None:
    """Every problem names a file and shows no control character."""
    for problem in error.problems:
        words = str(problem)
        if not (problem.place.file and problem.message):
            raise Finding(f"a problem without a place or words: {words!r}")
        if any(ord(letter) < 32 and letter not in "\n\t" or ord(letter) == 127 for letter in words):
            raise Finding(f"a control character in a message: {words!r}")
    if not error.problems:
        raise Finding("an error without a problem")


def accepts(read: Callable[[], object]) -> bool:
    """Whether something is read without an error that the program shows."""
    try:
        read()
    except SpecError as error:
        check_messages(error)
        return False
    return True


def _load(data: bytes) -> handouts.document.handout.Spec:
    path = folder() / "fuzzed.en.yaml"
    path.write_bytes(data)
    return handouts.load(path)


def read_spec(data: bytes) -> bool:
    """A handout's file."""
    return accepts(lambda: _load(data))


def draw_spec(data: bytes) -> bool:
    """A handout's file that is drawn if it is accepted."""
    return accepts(lambda: handouts.render(_load(data), format="screen"))


def read_markdown(data: bytes) -> bool:
    """The text of one section."""
    words = json.dumps(data.decode("utf-8", "replace"), ensure_ascii=False)
    return read_spec(f"{FACTS}part:\n  heading: A part\n  text: {words}\n".encode())


def read_brand_file(data: bytes) -> bool:
    """A brand's file."""
    path = folder() / "fuzzed-brand.yaml"
    path.write_bytes(data)
    return accepts(lambda: read_brand(path))


def draw_svg(data: bytes) -> bool:
    """An SVG picture, converted to what a page holds if nothing in it is refused."""

    def read() -> None:
        problems = tuple(check_svg(decode_svg("a.svg", data)))
        if problems:
            raise SpecError(problems)
        load_picture("a.svg", "svg", data)

    return accepts(read)


def read_list(data: bytes) -> bool:
    """A table of people, to its last row."""
    spec = _shipped()

    def read() -> None:
        table = parse_table("a.csv", data)
        rows = read_people(table, find_columns(table), lambda _: spec, ("trifold",))
        for row in rows:
            if row.problems:
                check_messages(SpecError(row.problems))

    return accepts(read)


def read_headers(data: bytes) -> bool:
    """The headers of a table, above one row."""
    headers = data.decode("utf-8", "replace").splitlines()[:1] or [""]
    row = ",".join(["Ann"] * (headers[0].count(",") + 1))
    return accepts(lambda: find_columns(parse_table("a.csv", f"{headers[0]}\n{row}\n".encode())))


def read_dates(data: bytes) -> bool:
    """A day or a day with a time, read in either order."""
    text = data.decode("utf-8", "replace")
    found = [read(text, order) for read in (read_visit, read_day) for order in (True, False, None)]
    return any(not isinstance(each, ValueFinding) for each in found)


def read_person(data: bytes) -> bool:
    """A person's file."""
    return accepts(lambda: parse_person_cells("person.yaml", data))


def read_names(data: bytes) -> bool:
    """A whole name in a cell, and areas of the body."""
    text = data.decode("utf-8", "replace")
    _, errors = read_areas(text)
    names = [read_full_name(text), read_full_name(text, last_first=True)]
    return not errors or any(isinstance(each, FullName) for each in names)


@cache
def _shipped() -> handouts.document.handout.Spec:
    return handouts.load("dry-needling")


TARGETS: Mapping[str, Target] = {
    "spec": read_spec,
    "pages": draw_spec,
    "markdown": read_markdown,
    "brand": read_brand_file,
    "svg": draw_svg,
    "csv": read_list,
    "xlsx": read_list,
    "columns": read_headers,
    "dates": read_dates,
    "person": read_person,
    "names": read_names,
}


# --- seeds -----------------------------------------------------------------------------------

PEOPLE = [
    ["First name", "Last name", "Treated on", "Areas", "Next visit", "Notes for patient"],
    ["Ann", "Lee", "2026-11-24", "left calf; both upper trapezius", "2026-12-01 14:30", "Walk."],
    ["José", "de la Cruz", "24 Nov 2026", "neck", "", 'Say "hello", please.'],
]
DATES = (
    "2026-12-01",
    "1 December 2026 at 2:30 pm",
    "12/1/26 2:30p",
    "Tue, Dec 1, 2026",
    "20261201143000",
)
NAMES = ("Ann Lee", "Lee, Ann", "Dr. José de la Cruz Jr.", "LEE^ANN^M", "left calf, right knee")
MARKDOWN = (
    "Plain words, **strong words** and a [link](https://clinic.example).\n\n- one\n- two\n  - more",
    "1. first\n2. second\n\n| a | b |\n|---|--:|\n| 1 | 2 |",
    "Call 555 0100 or write to a@clinic.example. H~2~O, 10^3^, {{first_name|you}}.",
)
HEADERS = b"Patient name,DOB,Appointment date,Appointment time,Practitioner,Status"
PERSON = (
    b"first_name: Sam\nlast_name: Lee\nareas: [left calf, neck]\nnext_visit: 2026-12-01 14:30\n"
)


def _read_files(folder: Path, pattern: str) -> list[bytes]:
    return [path.read_bytes() for path in sorted(folder.glob(pattern))]


def _list_specs() -> list[bytes]:
    """The library, and what has every part."""
    return _read_files(library_folder(), "*.en.yaml") + _read_files(CASES, "layout/*.en.yaml")


def _list_csv() -> list[bytes]:
    """The people with three separators."""
    tables = []
    for separator in ",;\t":
        file = io.StringIO()
        csv.writer(file, delimiter=separator).writerows(PEOPLE)
        tables.append(file.getvalue().encode())
    return tables


SEEDS: Mapping[str, Callable[[], list[bytes]]] = {
    "spec": _list_specs,
    "pages": _list_specs,
    "brand": lambda: _read_files(library_folder(), "brand.yaml"),
    "svg": lambda: _read_files(library_folder(), "**/*.svg"),
    "csv": _list_csv,
    "xlsx": lambda: [write_workbook(("People", dict(enumerate(PEOPLE, 1))))],
    "columns": lambda: [",".join(PEOPLE[0]).encode(), HEADERS],
    "dates": lambda: [each.encode() for each in DATES],
    "names": lambda: [each.encode() for each in NAMES],
    "markdown": lambda: [each.encode() for each in MARKDOWN],
    "person": lambda: [PERSON],
}
"""The files with which a target begins, all of which it accepts."""
