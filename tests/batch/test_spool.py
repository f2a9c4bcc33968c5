"""Leaflets that are made while their rows are checked: once, and not on disk too early."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace

from handouts import editions
from handouts.batch import spool
from handouts.batch.runner import PersonEntry, run_job
from handouts.batch.worker import MadeLeaflet
from handouts.document.edition import Edition
from handouts.document.handout import Spec
from handouts.document.person import Person
from handouts.sources.findings import Finding, Place, SpecError
from tests.batch.batch_jobs import make_entries, make_job


@pytest.fixture
def drawn(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The rows whose leaflets were laid out, each time; they are as long as 1,000 bytes."""
    rows: list[int] = []

    def render(_: Spec, edition: Edition, places: dict[str, Place]) -> bytes:
        assert edition.person
        rows.append(places["first_name"].line)
        if edition.person.first_name == "Long":
            raise SpecError([Finding("text-too-long", places["first_name"], "Too long.")])
        return f"{edition.person.name}, row {rows[-1]}".encode().ljust(1_000, b".")

    def check(spec: Spec, edition: Edition, places: dict[str, Place] | None = None) -> None:
        if places:  # else it is asked which format holds the handout for everyone
            render(spec, edition, places)

    monkeypatch.setattr(editions, "render_handout", render)
    monkeypatch.setattr(editions, "check_handout", check)
    return rows


@pytest.mark.parametrize("limit", [1 << 20, 20_000, 1, 0])
def test_each_leaflet_is_laid_out_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, drawn: list[int], limit: int
) -> None:
    """As far as there is room; the files are the same in any case."""
    monkeypatch.setattr(spool, "_MAX_BYTES", limit)
    job = replace(make_job(tmp_path, make_entries(50)), columns={"first_name": 1})
    assert run_job(job, jobs=1).made == 50
    files = {path.name: path.read_bytes() for path in job.folder.glob("*.pdf")}
    assert len(files) == len(set(files.values())) == 50
    kept = {1 << 20: 50, 20_000: 32, 1: 16, 0: 0}[limit]  # whole chunks of 16
    assert len(drawn) == 2 * 50 - kept
    assert run_job(job, jobs=1).kept == 50


def test_nothing_is_on_disk_before_all_rows_are_right(tmp_path: Path, drawn: list[int]) -> None:
    """Neither a leaflet nor a draft nor the folder; then the good rows alone."""
    people = [*make_entries(20), PersonEntry(99, person=Person(first_name="Long"))]
    job = replace(make_job(tmp_path / "out", people), columns={"first_name": 1})
    with pytest.raises(SpecError):
        run_job(job, jobs=1)
    assert not (tmp_path / "out").exists()
    assert run_job(job, jobs=1, skip_bad=True).made == 20


def test_a_full_disk_stops_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, drawn: list[int]
) -> None:
    """What cannot be kept is made again."""

    def refuse(**_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("tempfile.TemporaryFile", refuse)
    job = replace(make_job(tmp_path, make_entries(20)), columns={"first_name": 1})
    assert run_job(job, jobs=1).made == 20
    assert len(drawn) == 40


def test_rows_are_read_once(tmp_path: Path) -> None:
    """Where all leaflets are kept, no row is read again to save them."""
    passes: list[int] = []
    people = make_entries(20)

    def read_rows() -> Iterator[PersonEntry]:
        """Yield the people, and count how often that begins."""
        passes.append(1)
        yield from people

    job = replace(make_job(tmp_path, people), people=read_rows, columns={"first_name": 1})
    assert run_job(job, jobs=1).made == 20
    assert len(passes) == 1


def test_its_file_has_no_name(tmp_path: Path) -> None:
    """Nobody finds it, and nothing is left of it."""
    kept = spool.Spool(tmp_path / "out")
    kept.add_leaflet(3, 5, (5, "Lee-Sam.pdf"), MadeLeaflet(b"Sam Lee", "a", "b"))
    assert list(tmp_path.iterdir()) == []
    (leaflet,) = kept.read_leaflets()
    assert (leaflet.number, leaflet.row, leaflet.file) == (3, 5, (5, "Lee-Sam.pdf"))
    assert leaflet.made.pdf == b"Sam Lee"
    assert "Sam" not in repr(leaflet)
    kept.close()
    assert list(tmp_path.iterdir()) == []
