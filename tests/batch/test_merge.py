"""One file for the printer: everyone in the order of the rows, complete or absent."""

from __future__ import annotations

import errno
import hashlib
import io
import json
import os
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
import pytest

from handouts import editions, files
from handouts.batch.runner import PersonEntry
from handouts.document.edition import Edition
from handouts.document.handout import Spec
from handouts.document.person import Person
from handouts.files import FileError
from handouts.layout.rendering import render_spec
from handouts.pdf.volumes.volume import Volume
from handouts.sources.findings import Finding, Place, SpecError
from tests.verapdf import find_failures

from .batch_jobs import make_job
from .merged_files import (
    OTHER_SHEETS,
    PEOPLE,
    list_folder,
    merge_people,
    read_files,
    read_merged,
    read_texts,
)

pytestmark = pytest.mark.slow


def test_everyone_is_there_in_the_order_of_the_rows(tmp_path: Path) -> None:
    """Each on separate pages; bookmarks show row numbers and no names."""
    report = merge_people(tmp_path, PEOPLE)
    assert (report.made, report.bad) == (3, {})
    pages = read_texts(read_merged(tmp_path))
    assert len(pages) == 6
    for number, entry in enumerate(PEOPLE):
        holders = [at for at, text in enumerate(pages) if entry.person.last_name in text]
        assert holders and {at // 2 for at in holders} == {number}
    with pypdfium2.PdfDocument(read_merged(tmp_path)) as file:
        marks = [(mark.get_title(), mark.get_dest().get_index()) for mark in file.get_toc()]
    assert marks == [("Row 2", 0), ("Row 3", 2), ("Row 5", 4)]


def test_the_file_is_sound_whatever_differs_in_it(tmp_path: Path) -> None:
    """Papers, formats, notes and places on the page: veraPDF and qpdf find nothing."""
    merge_people(tmp_path, [*PEOPLE, *OTHER_SHEETS])
    for label in ("", "-a4", "-large-print", "-sheet-a4"):
        data = read_merged(tmp_path, label)
        assert [find_failures(data, flavour) for flavour in ("ua1", "2a")] == [[], []]
        with pikepdf.open(io.BytesIO(data)) as file:
            assert file.check_pdf_syntax() == []


def test_each_kind_of_sheet_has_a_file(tmp_path: Path) -> None:
    """A printer takes a file from one tray and flips it on one edge; a bookmark for each row."""
    outcome = merge_people(tmp_path, [*OTHER_SHEETS, *PEOPLE])
    assert [(file.path.name, file.group.numbers) for file in outcome.files] == [
        ("dry-needling-all.pdf", (9, 2, 3, 5)),
        ("dry-needling-all-a4.pdf", (7,)),
        ("dry-needling-all-large-print.pdf", (8,)),
        ("dry-needling-all-sheet-a4.pdf", (10,)),
    ]
    assert outcome.made == 7
    seen = []
    for file in outcome.files:
        with pikepdf.open(file.path) as pdf, pdf.open_outline() as outline:
            titles = tuple(str(item.title) for item in outline.root)
            assert titles == tuple(f"Row {number}" for number in file.group.numbers)
            widths = {round(page.mediabox[2]) for page in pdf.pages}
            seen.append((str(pdf.Root.ViewerPreferences.Duplex), widths))
    assert seen == [
        ("/DuplexFlipShortEdge", {792}),
        ("/DuplexFlipShortEdge", {842}),
        ("/DuplexFlipLongEdge", {612}),
        ("/DuplexFlipLongEdge", {595}),
    ]


def test_who_names_no_format_gets_the_usual_one(tmp_path: Path) -> None:
    """Also in a file whose first leaflet is a booklet; page by page as it is alone."""
    merge_people(tmp_path, [OTHER_SHEETS[2], PEOPLE[0]])
    spec = make_job(tmp_path, []).translations.load_spec()
    person = OTHER_SHEETS[2].person
    booklet = read_texts(render_spec(spec, Edition("booklet", person=person)))
    alone = read_texts(render_spec(spec, Edition(person=PEOPLE[0].person)))
    assert read_texts(read_merged(tmp_path)) == booklet + alone


def test_each_leaflet_looks_as_it_does_by_itself(tmp_path: Path) -> None:
    """Page by page the same picture and the same text."""
    merge_people(tmp_path, PEOPLE)
    with pypdfium2.PdfDocument(read_merged(tmp_path)) as file:
        for number, entry in enumerate(PEOPLE):
            spec, person = make_job(tmp_path, []).translations.load_spec(), entry.person
            alone = render_spec(
                spec, Edition(person=person, paper=person.paper or spec.brand.paper)
            )
            with pypdfium2.PdfDocument(alone) as other:
                for page in range(2):
                    pair = file[2 * number + page], other[page]
                    one, two = (each.render().to_pil().tobytes() for each in pair)
                    assert one == two


def test_links_stay_within_a_leaflet(tmp_path: Path) -> None:
    """Citations and references lead to each other on the same person's pages."""
    merge_people(tmp_path, PEOPLE)
    led = 0
    with pikepdf.open(io.BytesIO(read_merged(tmp_path))) as file:
        pages = [page.obj.objgen for page in file.pages]
        for number, page in enumerate(file.pages):
            for link in page.get("/Annots", []):
                if "/Dest" in link:
                    assert pages.index(link.Dest[0].objgen) // 2 == number // 2
                    led += 1
    assert led >= 3 * 10


def test_no_name_is_outside_of_the_pages(tmp_path: Path) -> None:
    """Not in the file's metadata, the manifest, or a file name."""
    merge_people(tmp_path, PEOPLE)
    with pikepdf.open(io.BytesIO(read_merged(tmp_path))) as file:
        about = repr(file.docinfo) + file.Root.Metadata.read_bytes().decode()
    about += (tmp_path / "out/manifest.jsonl").read_text() + repr(list_folder(tmp_path))
    for entry in PEOPLE:
        for name in (entry.person.first_name, entry.person.last_name):
            assert name not in about


def test_the_manifest_records_the_file(tmp_path: Path) -> None:
    """Its digest and how many leaflets it holds."""
    merge_people(tmp_path, PEOPLE)
    line = json.loads((tmp_path / "out/manifest.jsonl").read_text().splitlines()[-1])
    sha256 = hashlib.sha256(read_merged(tmp_path)).hexdigest()
    assert len(line.pop("input")) == len(line.pop("order")) == 32
    assert line == {"file": "dry-needling-all.pdf", "sha256": sha256, "leaflets": 3}


def test_the_same_people_give_the_same_bytes(tmp_path: Path) -> None:
    """Whatever else was in the folder or was drawn before."""
    merge_people(tmp_path, PEOPLE)
    first = read_merged(tmp_path)
    merge_people(tmp_path, PEOPLE[1:])
    merge_people(tmp_path, PEOPLE)
    assert read_merged(tmp_path) == first


def test_fifty_people_take_little_more_than_one(tmp_path: Path) -> None:
    """Pictures, fonts and common pages are in it once: at most a fifth of fifty files."""
    people = [PersonEntry(n, person=Person(first_name=f"Sam{n}")) for n in range(50)]
    merge_people(tmp_path, people)
    alone = len(
        render_spec(
            make_job(tmp_path, []).translations.load_spec(), Edition(person=people[0].person)
        )
    )
    assert len(read_merged(tmp_path)) < 50 * alone / 5


def test_an_error_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One leaflet that cannot be drawn after all: no file, unless bad rows may be left out."""
    add = editions.add_person

    def breaks(volume: Volume, title: str, spec: Spec, edition: Edition, *more: Any) -> None:
        if edition.person and edition.person.first_name == "Zoë":
            raise SpecError(
                [Finding("bad-picture", Place("x.png"), "The picture cannot be drawn.")]
            )
        add(volume, title, spec, edition, *more)

    monkeypatch.setattr(editions, "add_person", breaks)
    with pytest.raises(SpecError) as raised:
        merge_people(tmp_path, PEOPLE)
    assert [(each.place.file, each.place.line) for each in raised.value.problems] == [("table", 3)]
    assert list_folder(tmp_path) == ["manifest.jsonl"]
    report = merge_people(tmp_path, PEOPLE, skip_bad=True)
    assert (report.made, set(report.bad), len(read_texts(read_merged(tmp_path)))) == (2, {3}, 4)
    with pytest.raises(SpecError):
        merge_people(tmp_path, PEOPLE[1:2], skip_bad=True)


def test_an_error_in_one_file_leaves_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As they were: none, or those of an earlier run, byte for byte; then all are replaced."""
    replace, name = os.replace, "dry-needling-all-large-print.pdf"

    def refuse(source: Path, target: Path) -> None:
        """Refuse to move a file that is open in another program, and to write a new one."""
        if Path(source).name == name or (Path(target).name == name and not before):
            raise PermissionError(errno.EACCES, "open elsewhere")
        replace(source, target)

    everyone = [*PEOPLE, *OTHER_SHEETS]
    for _ in range(2):
        before = read_files(tmp_path)
        with monkeypatch.context() as patch:
            patch.setattr(Path, "replace", refuse)
            with pytest.raises(FileError, match="all-large-print.pdf: "):
                merge_people(tmp_path, everyone[1:])
        assert read_files(tmp_path) == before
        assert merge_people(tmp_path, everyone).made == 7
        assert len(list_folder(tmp_path)) == 5


def test_a_file_whose_last_leaflet_fails_is_not_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The others are, where bad rows may be left out."""
    add = editions.add_person

    def breaks(volume: Volume, title: str, spec: Spec, edition: Edition, *more: Any) -> None:
        if edition.format == "large-print":
            raise SpecError([Finding("bad-picture", Place("x.png"), "It cannot be drawn.")])
        add(volume, title, spec, edition, *more)

    monkeypatch.setattr(editions, "add_person", breaks)
    outcome = merge_people(tmp_path, [PEOPLE[0], *OTHER_SHEETS[:2]], skip_bad=True)
    assert (outcome.made, set(outcome.bad), len(outcome.files)) == (2, {8}, 2)
    assert list_folder(tmp_path) == [
        "dry-needling-all-a4.pdf",
        "dry-needling-all.pdf",
        "manifest.jsonl",
    ]


def test_rows_that_are_wrong_are_left_out(tmp_path: Path) -> None:
    """Those found out before anything was drawn."""
    bad = PersonEntry(4, problems=(Finding("bad-row", Place("table", 4, 1), "No."),))
    report = merge_people(tmp_path, [*PEOPLE[:2], bad, PEOPLE[2]], skip_bad=True)
    assert (report.made, set(report.bad), len(read_texts(read_merged(tmp_path)))) == (3, {4}, 6)


def test_no_people_give_no_file(tmp_path: Path) -> None:
    """A table without a right row."""
    assert merge_people(tmp_path, []).made == 0
    assert list_folder(tmp_path) == []


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no device that is full")
def test_a_full_disk_is_reported(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With a clear message; the old file stays as it was, and no draft stays."""
    merge_people(tmp_path, PEOPLE)
    before = read_merged(tmp_path)
    opened = files.open_reporting
    monkeypatch.setattr(
        "handouts.batch.file_set.open_reporting",
        lambda _, how, path: opened(Path("/dev/full"), "wb", path),
    )
    with pytest.raises(FileError, match="all.pdf: there is no room left on the disk"):
        merge_people(tmp_path, PEOPLE[:1])
    assert read_merged(tmp_path) == before
    assert list_folder(tmp_path) == ["dry-needling-all.pdf", "manifest.jsonl"]


def test_a_pdf_that_would_be_too_large_is_reported(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With a hint; nothing is written."""
    monkeypatch.setattr("handouts.pdf.files.pdf_file._MOST_BYTES", 55_000)
    with pytest.raises(FileError, match="larger than a PDF may be. Make several"):
        merge_people(tmp_path, PEOPLE)
    assert list_folder(tmp_path) == ["manifest.jsonl"]
