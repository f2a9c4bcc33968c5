"""What the tests of a batch share: people, a job, and a leaflet that costs nothing to make."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import msgspec
import pytest

from handouts import editions
from handouts.batch.runner import Job, PersonEntry, Translations, run_job
from handouts.document.edition import Edition
from handouts.document.handout import Spec
from handouts.document.person import Person
from handouts.sources.findings import Finding, Place, SpecError

NAMES = ("Sam", "Zoë", "Ana", "Lee", "Kim", "Ida", "Bo", "Max")


def make_person(number: int) -> Person:
    """One of many people, all different."""
    return Person(first_name=NAMES[number % len(NAMES)], last_name=f"Known{number}")


def make_entries(count: int, start: int = 2) -> list[PersonEntry]:
    """So many people, by the rows of a table."""
    return [PersonEntry(row, person=make_person(row)) for row in range(start, start + count)]


def wrong_row(row: int) -> PersonEntry:
    """A row that could not be read."""
    return PersonEntry(
        row, problems=(Finding("invalid-date", Place("table", row, 2), "The date is wrong."),)
    )


def make_job(folder: Path, people: Iterable[PersonEntry], **more: Any) -> Job:
    """A job for these people, in a folder ``out``."""
    shelf = more.pop("shelf", None) or Translations("dry-needling")
    kept = list(people)
    return Job(shelf, lambda: kept, folder / "out", count=len(kept), **more)


def run_people(folder: Path, people: list[PersonEntry], **more: Any) -> tuple[int, int]:
    """Run a job in this process: returns how many leaflets were made, and how many were there."""
    report = run_job(make_job(folder, people, **more), jobs=1)
    return report.made, report.kept


def read_leaflets(folder: Path) -> dict[str, bytes]:
    """The leaflets in ``out``, by name."""
    return {each.name: each.read_bytes() for each in sorted((folder / "out").glob("*.pdf"))}


def render_toy(spec: Spec, edition: Edition, places: object = None) -> bytes:
    """A stand-in for a leaflet: other bytes for each person and each title."""
    person = edition.person
    if person and person.notes == "too long":
        raise SpecError(
            [
                Finding(
                    "text-too-long-for-format", Place("spec.yaml"), "The text is 3 lines too long."
                )
            ]
        )
    if person and person.notes == "mistake":
        raise KeyError(person.last_name)
    data = msgspec.json.encode((spec.handout.title, person))
    return b"%PDF-toy " + hashlib.sha256(data).hexdigest().encode()


@pytest.fixture
def toys(monkeypatch: pytest.MonkeyPatch) -> None:
    """Leaflets that cost nothing, in this process."""
    monkeypatch.setattr(editions, "render_handout", render_toy)
    monkeypatch.setattr(editions, "check_handout", render_toy)
