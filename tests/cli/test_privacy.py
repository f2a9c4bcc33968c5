"""No personal data is where it need not be: a search of all output and files.

Names, notes and dates are on the pages of that person's leaflet, and in the alternative
texts of its pictures. They are nowhere else: not in a file's metadata, not in
the manifest, messages, names of files, temporary folders or the cache; the output of workers, or
a crash report.
"""

from __future__ import annotations

import io
import json
import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
import pytest

import handouts
from handouts import editions
from handouts.document.edition import Edition
from tests.documents import USUAL_FORMATS

from .conftest import ROOT, Call, Process

pytestmark = pytest.mark.slow

PERSON = {
    "first_name": "Zyxquux",
    "last_name": "Vwoppelitz",
    "therapist": "Quilltharp",
    "date": "2087-03-14",
    "areas": "left gracilis, piriformis",
    "advice": "heat",
    "next_visit": "2088-05-23 17:42",
    "notes": "Marzipanesque\nElfenbeinturm",
}


@pytest.fixture(autouse=True)
def _day_after(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is March 20, 2087: the treatment is past, and the next visit is not."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "3699000000")


SECRETS = (
    *("Zyxquux", "Vwoppelitz", "Quilltharp", "Marzipanesque", "Elfenbeinturm"),
    *("2087", "March 14", "2088", "May 23", "5:42", "17:42", "gracilis", "piriformis"),
)
ALTERNATIVE_TEXTS = ("/ActualText", "/Alt")
"""Where a page's words stand in its structure too, for those who listen."""

BY_CHANCE = re.compile(
    rb'(?<=\.)[0-9a-f]{16}(?=\.batch\.part)|(?<=": ")(?:[0-9a-f]{64}|[0-9a-f]{32})(?=")'
    rb"|(?<=<)[0-9a-f]{32}(?=>)"
)
"""Names of drafts, digests and the identity of a PDF, in whose digits a year may be by chance."""


def find_secrets(data: bytes | str) -> list[str]:
    """The secrets in some bytes, however they are written."""
    data = data if isinstance(data, bytes) else data.encode(errors="replace")
    low = data.lower()
    chosen = BY_CHANCE.sub(b"", low)
    return [
        word
        for word in SECRETS
        for each in (word.encode(), word.encode("utf-16-be"), word.encode("utf-16-le"))
        if each.lower() in (chosen if word.isdecimal() else low) or each.hex().encode() in low
    ]


def walk_object(value: Any, path: str = "") -> Iterator[tuple[str, bytes]]:
    """Each text, name and stream in an object of a PDF, its streams unpacked, with its path."""
    if isinstance(value, pikepdf.Stream):
        yield f"{path}/stream", value.read_bytes()
    if isinstance(value, pikepdf.Dictionary | pikepdf.Stream):
        for name, each in value.items():
            yield f"{path}{name}", name.encode()
            yield from walk_contents(each, path + name)
    elif isinstance(value, pikepdf.Array):
        for each in value:
            yield from walk_contents(each, path)
    elif isinstance(value, pikepdf.String):
        yield path, bytes(value) + str(value).encode()
    elif isinstance(value, pikepdf.Name):
        yield path, str(value).encode()


def walk_contents(value: Any, path: str) -> Iterator[tuple[str, bytes]]:
    """The same for the contents of an object; each referenced object is visited once."""
    if not (isinstance(value, pikepdf.Object) and value.is_indirect):
        yield from walk_object(value, path)


def find_leaks(pdf: bytes) -> list[tuple[str, list[str]]]:
    """Where a PDF contains secrets that are neither on its pages nor in alternative texts."""
    held = [("the file as it is", find_secrets(pdf))]
    with pikepdf.open(io.BytesIO(pdf)) as file:
        pages = {part.objgen for page in file.pages for part in page_streams(page.obj)}
        for one in file.objects:
            # Packed objects are looked at one by one.
            packed = isinstance(one, pikepdf.Stream) and one.get("/Type") == "/ObjStm"
            if one.objgen not in pages and not packed:
                texts = (
                    each for each in walk_object(one) if not each[0].endswith(ALTERNATIVE_TEXTS)
                )
                held += [(path, find_secrets(data)) for path, data in texts]
        held += [(f"trailer{path}", find_secrets(data)) for path, data in walk_object(file.trailer)]
        with file.open_outline() as outline:
            held += [("outline", find_secrets(repr(outline.root)))]
        held += [
            ("metadata", find_secrets(str(file.open_metadata()))),
            ("info", find_secrets(repr(file.docinfo))),
        ]
    return [(path, words) for path, words in held if words]


def page_streams(page: Any) -> list[Any]:
    """The streams that a page is drawn by, and what they draw in turn."""
    contents = page.Contents
    streams = list(contents) if isinstance(contents, pikepdf.Array) else [contents]
    forms = page.get("/Resources", {}).get("/XObject", {})
    return [*streams, *(forms[name] for name in forms)]


def read_words(pdf: bytes) -> str:
    """The text on the pages."""
    with pypdfium2.PdfDocument(pdf) as file:
        return " ".join(page.get_textpage().get_text_bounded() for page in file)


def person_options() -> list[str]:
    """The person as options."""
    return [word for each in PERSON.items() for word in ("--set", "=".join(each))]


def write_table(folder: Path, rows: int = 3, /, **other: str) -> Path:
    """A table of this person, so many times."""
    row = {**PERSON, **other}
    cells = ",".join('"' + value.replace("\n", "\r\n") + '"' for value in row.values())
    path = folder / "patients.csv"
    header = ",".join(row).replace("notes", "notes for patient")
    path.write_text(f"{header}\n" + f"{cells}\n" * rows, "utf-8")
    return path


def search_folder(folder: Path, *but: Path) -> list[tuple[str, list[str]]]:
    """The secrets in all names in a folder, and in files that are not PDFs."""
    held = []
    for path in sorted(set(folder.rglob("*")) - set(but)):
        held.append((path.name, find_secrets(path.name)))
        if path.is_file() and path.suffix != ".pdf":
            held.append((f"in {path.name}", find_secrets(path.read_bytes())))
    return [(place, words) for place, words in held if words]


@pytest.mark.parametrize("format", USUAL_FORMATS)
def test_a_leaflet_holds_the_person_only_on_its_pages(format: str) -> None:
    """In every format; all streams, texts and names of the file are looked at, unpacked."""
    spec = handouts.load("dry-needling")
    person = handouts.person(PERSON, spec)
    pdf = handouts.render(spec, format=format, paper="a4", person=person)  # type: ignore[arg-type]
    assert {"Zyxquux", "Quilltharp", "Elfenbeinturm", "2087", "5:42"} <= set(
        find_secrets(read_words(pdf))
    )
    assert find_leaks(pdf) == []


def test_a_year_by_chance_is_no_leak() -> None:
    """A year may be among the digits of a draft's name or a digest; a name may not."""
    line = '{{"row": 2, "sha256": "{}", "input": "{}"}}'
    assert find_secrets(".04ae2087e630b2ca.batch.part") == []
    assert find_secrets(line.format("2088abcd" * 8, "2087abcd" * 4)) == []
    assert find_secrets(line.format("2088abcd" * 8, "2087")) == ["2087"]
    assert find_secrets("2087-04ae7adde630b2ca.batch.part") == ["2087"]
    assert find_secrets(f"/ID[<{'2088abcd' * 4}><{'2088abcd' * 4}>]/Title<2087>") == ["2087"]
    assert find_secrets("04ae7adde630b2ca.2087.part") == ["2087"]
    assert find_secrets(f".{b'Zyxquux'.hex()}00.batch.part") == ["Zyxquux"]


@pytest.mark.parametrize("place", ["info", "outline", "title", "attachment", "stream"])
def test_the_search_finds_what_it_should(place: str) -> None:
    """A name that is hidden in a leaflet is found, in any compression and encoding."""
    spec = handouts.load("dry-needling")
    changed = io.BytesIO()
    with pikepdf.open(io.BytesIO(handouts.render(spec))) as file:
        if place == "info":
            file.docinfo["/Subject"] = "For Zyxquux"
        elif place == "outline":
            file.Root.Outlines.First.Title = "Żyx Zyxquux"  # as UTF-16
        elif place == "title":
            file.Root.StructTreeRoot.K["/T"] = "Zyxquux"
        elif place == "attachment":
            file.Root.Extra = file.make_stream(b"x", {"/Type": pikepdf.Name("/Zyxquux")})
        else:
            file.Root.Extra = file.make_stream(b"<x>Zyxquux</x>" * 9)
        file.save(changed, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    assert find_leaks(handouts.render(spec)) == []
    assert any("Zyxquux" in words for _, words in find_leaks(changed.getvalue()))


@pytest.mark.parametrize(
    "more", [(), ("--json",), ("--merge",), ("--dry-run",), ("--quiet",), ("--skip-bad",)]
)
def test_a_batch_says_and_keeps_nothing_of_a_person(
    process: Process, folder: Path, tmp_path: Path, more: tuple[str, ...]
) -> None:
    """On stdout and stderr, in names of files, manifest, temporary folder, cache and home."""
    places = {name: tmp_path / name for name in ("TMPDIR", "XDG_CACHE_HOME", "HOME")}
    for place in places.values():
        place.mkdir()
    environ = {name: str(place) for name, place in places.items()}
    given = write_table(folder)
    done = process("batch", "dry-needling", given, "-o", "out", "-j", "1", *more, **environ)
    assert done.returncode == 0, done.stderr
    assert find_secrets(done.stdout) == find_secrets(done.stderr) == []
    assert search_folder(tmp_path, given) == []
    assert list(places["TMPDIR"].iterdir()) == []
    paths = list(folder.rglob("*.pdf"))
    assert len(paths) == (0 if "--dry-run" in more else 1 if "--merge" in more else 3)
    for path in paths[:1]:
        assert find_secrets(read_words(path.read_bytes()))
        assert find_leaks(path.read_bytes()) == []


def test_nothing_of_a_person_lies_about_while_a_batch_runs(folder: Path, tmp_path: Path) -> None:
    """Over two processes: in no temporary file at any moment, in no name, in no command line."""
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    given = write_table(folder, 120)
    running = subprocess.Popen(
        [sys.executable, "-m", "handouts", "batch", "dry-needling", given.name]
        + ["-o", "out", "--jobs", "2"],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": ROOT, "TMPDIR": str(scratch), "TEMP": str(scratch)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    names: set[str] = set()
    while running.poll() is None:
        names.update(each.name for each in tmp_path.rglob("*"))
        for path in scratch.rglob("*"):
            assert not path.is_file() or find_secrets(path.read_bytes()) == []
        time.sleep(0.005)
    out, stderr = running.communicate()
    assert running.returncode == 0, stderr
    assert any(name.endswith(".part") for name in names), "nothing was seen while it ran"
    assert find_secrets(out) == find_secrets(stderr) == find_secrets("\n".join(names)) == []
    assert list(scratch.iterdir()) == []


def test_what_goes_wrong_says_nothing_of_a_person(call: Call, folder: Path) -> None:
    """Whatever is wrong with a row, and however it is reported."""
    wrong = {
        "date": "Zyxquux",
        "areas": "Zyxquux, left Quilltharp",
        "advice": "Vwoppelitz",
        "next_visit": "2087-03-14 Zyxquux",
        "language": "Zyxquux",
        "format": "Vwoppelitz",
        "paper": "Quilltharp",
        "notes": "Zyxquux \N{GRINNING FACE}",
        "therapist": "Zyxquux" * 30,
        "first_name": "Zyxquux\x07",
    }
    for more in ((), ("--json",), ("--dry-run",), ("--skip-bad",), ("--merge",)):
        given = write_table(folder, **wrong)
        result = call("batch", "dry-needling", given.name, "-o", "out", "-j", "1", *more)
        assert result.exit_code == 1
        assert find_secrets(result.output) == []
        assert search_folder(folder, given, folder / "out" / "bad-rows.csv") == []
    for name, value in wrong.items():
        result = call("build", "dry-needling", "--set", f"{name}={value}")
        assert result.exit_code == 1
        assert find_secrets(result.output) == []


def test_a_panel_that_is_too_full_says_nothing_of_a_person(call: Call, folder: Path) -> None:
    """It is the person's text that does not fit, and only its place is reported."""
    given = write_table(folder, notes="Marzipanesque " * 70)
    result = call("batch", "dry-needling", given.name, "-o", "out", "-j", "1")
    assert (result.exit_code, find_secrets(result.output)) == (1, [])
    assert "lines too long" in result.stderr
    words = ("--format", "trifold", "--set", f"notes={'Marzipanesque ' * 70}")
    result = call("build", "dry-needling", *words)
    assert (result.exit_code, find_secrets(result.output)) == (1, [])


@pytest.mark.parametrize("command", ["build", "batch", "merge", "stdout"])
@pytest.mark.parametrize("mistake", [KeyError, ValueError])
def test_a_bug_says_nothing_of_a_person(
    call: Call,
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    command: str,
    mistake: type[Exception],
) -> None:
    """A crash report shows where it happened: no message, no value, no cause."""

    def fail(*given: object) -> bytes:
        (edition,) = (each for each in given if isinstance(each, Edition))
        person = edition.person
        assert person
        try:
            raise LookupError(person.notes)
        except LookupError as error:
            raise mistake(person.name) from error

    monkeypatch.setattr(editions, "render_handout", fail)
    monkeypatch.setattr(editions, "add_person", fail)
    given = write_table(folder, 1)
    of_table = ("batch", "dry-needling", given.name, "-o", "out", "-j", "1")
    typed = {
        "build": ("build", "dry-needling", *person_options()),
        "stdout": ("build", "dry-needling", "-o", "-", *person_options()),
        "batch": of_table,
        "merge": (*of_table, "--merge"),
    }
    result = call(*typed[command])
    assert result.exit_code == 1
    assert isinstance(result.exception, SystemExit), "it would be shown as Python does"
    assert mistake.__name__ in result.stderr
    assert "test_privacy.py, line " in result.stderr
    assert "a bug in the program" in result.stderr
    assert find_secrets(result.output) == []
    # The clinic's row, to be run again, is in its output folder.
    assert search_folder(folder, given, folder / "out" / "bad-rows.csv") == []


def test_a_mistake_outside_of_the_making_says_nothing_of_a_person(
    call: Call, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where rows are read, in the first process."""
    from handouts.tables import rows

    def fail(values: Any, *_: object, **__: object) -> None:
        raise TypeError(values["first_name"].text)

    monkeypatch.setattr(rows, "read_person", fail)
    given = write_table(folder)
    result = call("batch", "dry-needling", given.name, "-o", "out", "-j", "1", "--json")
    assert result.exit_code == 1
    assert isinstance(result.exception, SystemExit)
    assert "TypeError" in result.stderr
    assert find_secrets(result.output) == []


def test_a_locked_leaflet_says_nothing_without_its_password(call: Call, folder: Path) -> None:
    """Its bytes hold nothing of a person, packed or not, and the manifest no password."""
    given = write_table(folder, pin="Elfenbeinturm")
    words = ("batch", "dry-needling", given.name, "-o", "out", "-j", "1")
    assert call(*words, "--password-column", "pin").exit_code == 0
    assert search_folder(folder, given) == []
    (first, *_) = sorted((folder / "out").glob("*.pdf"))
    assert find_secrets(first.read_bytes()) == []
    with pikepdf.open(first, password="Elfenbeinturm") as file:
        opened = io.BytesIO()
        file.save(opened, encryption=False)
    assert find_leaks(opened.getvalue()) == []
    for line in (folder / "out" / "manifest.jsonl").read_text().splitlines():
        assert set(json.loads(line)) <= {"handouts", "handout", "digest", "row", "file"} | {
            *("sha256", "input")
        }
