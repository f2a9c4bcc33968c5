"""One week's people, however the practice's software exports them, get the same leaflets."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import msgspec
import pikepdf
import pytest
from click.testing import CliRunner

from handouts import editions
from handouts.cli.program import program
from tests.documents import USUAL_FORMATS
from tests.verapdf import find_failures
from tests.workbooks import write_workbook

from .conftest import Call

pytestmark = pytest.mark.slow

HEADERS = ("Given name", "Surname", "Treatment date", "Notes for patient")
PEOPLE = (
    ("Zoë", "D’Amico", "2026-12-01", "Rest; walk, then rest.\nSee you \N{EN DASH} soon."),
    ("Søren", "Müller", "", 'He said "well".'),
    ("Sam", "", "2026-12-02", ""),
)


@pytest.fixture
def toys(monkeypatch: pytest.MonkeyPatch) -> None:
    """Leaflets that are all that is known of their people."""
    monkeypatch.setattr(
        editions, "render_handout", lambda _, edition, *__: msgspec.json.encode(edition.person)
    )
    monkeypatch.setattr(editions, "check_handout", lambda *_, **__: None)


def write_export(codec: str, mark: str, end: str = "\r\n") -> bytes:
    """The people as CSV."""
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=mark, lineterminator=end).writerows([HEADERS, *PEOPLE])
    return text.getvalue().encode(codec)


def read_leaflets(folder: Path) -> dict[str, bytes]:
    """The leaflets in a folder."""
    return {each.name: each.read_bytes() for each in folder.glob("*.pdf")}


@pytest.mark.usefixtures("toys")
@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
@pytest.mark.parametrize("mark", [",", ";", "\t"])
def test_any_export_gives_the_same_leaflets(
    call: Call, folder: Path, codec: str, mark: str
) -> None:
    """From a file, from stdin and from a workbook, in each encoding, with each mark."""
    rows = dict(enumerate([HEADERS, *PEOPLE], 1))
    (folder / "week.xlsx").write_bytes(write_workbook(("Week", rows)))
    (folder / "week.csv").write_bytes(write_export(codec, mark))
    for name, end in (("week.xlsx", "a"), ("week.csv", "b")):
        result = call("batch", "dry-needling", name, "-o", end, "-j", "1")
        assert result.exit_code == 0, result.stderr
    words = ["batch", "dry-needling", "-", "-o", "c", "-j", "1"]
    assert CliRunner().invoke(program, words, input=write_export(codec, mark, "\n")).exit_code == 0
    assert len(read_leaflets(folder / "a")) == len(PEOPLE)
    assert read_leaflets(folder / "a") == read_leaflets(folder / "b") == read_leaflets(folder / "c")


@pytest.mark.parametrize("format", [each for each in USUAL_FORMATS if each != "screen"])
def test_in_one_file_everyone_begins_on_a_new_sheet(call: Call, folder: Path, format: str) -> None:
    """In every format for paper, on both sides: where pages are odd, one is left blank."""
    (folder / "week.csv").write_text("First name\nSam\nAna\nBo\n")
    words = ("-o", "out", "-j", "1", "--merge", "--format", format)
    result = call("batch", "dry-needling", "week.csv", *words)
    assert result.exit_code == 0, result.stderr
    data = (folder / "out" / "dry-needling-all.pdf").read_bytes()
    with pikepdf.open(io.BytesIO(data)) as file, file.open_outline() as outline:
        numbers: dict[object, int] = {page.objgen: at for at, page in enumerate(file.pages)}
        targets = [each.destination for each in outline.root]
        begins = [numbers[each[0].objgen] for each in targets if isinstance(each, pikepdf.Array)]
        assert [each.title for each in outline.root] == ["Row 2", "Row 3", "Row 4"]
        assert begins == sorted(set(begins))
        assert {each % 2 for each in begins} == {0}
        for start in begins:
            assert "/StructParents" in file.pages[start].obj, "a blank page"
    if format == "large-print":  # which has blank pages
        assert find_failures(data, "ua1") == find_failures(data, "2a") == []
