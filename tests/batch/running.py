"""What the tests of a batch share: people, a job, and a leaflet that costs nothing to make."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import msgspec
import pytest

from handouts import making
from handouts.batch.job import Entry, Job, Shelf
from handouts.spec.models import Person, Spec
from handouts.spec.problems import Place, Problem, SpecError

NAMES = ("Sam", "Zoë", "Ana", "Lee", "Kim", "Ida", "Bo", "Max")


def person(number: int) -> Person:
    """One of many people, no two alike."""
    return Person(first_name=NAMES[number % len(NAMES)], last_name=f"Known{number}")


def entries(count: int, start: int = 2) -> list[Entry]:
    """So many people, by the rows of a table."""
    return [Entry(row, person=person(row)) for row in range(start, start + count)]


def job(folder: Path, people: Iterable[Entry], **more: Any) -> Job:
    """A job for these people, in a folder ``out``."""
    shelf = more.pop("shelf", None) or Shelf("dry-needling")
    kept = list(people)
    return Job(shelf, lambda: kept, folder / "out", count=len(kept), **more)


def files(folder: Path) -> dict[str, bytes]:
    """The leaflets in ``out``, by name."""
    return {each.name: each.read_bytes() for each in sorted((folder / "out").glob("*.pdf"))}


def toy(spec: Spec, *, person: Person | None = None, **_: object) -> bytes:
    """What stands for a leaflet: other bytes for each person and each title."""
    if person and person.notes == "too long":
        raise SpecError([Problem(Place("spec.yaml"), "The text is 3 lines too long.")])
    if person and person.notes == "mistake":
        raise KeyError(person.last_name)
    told = msgspec.json.encode((spec.handout.title, person))
    return b"%PDF-toy " + hashlib.sha256(told).hexdigest().encode()


@pytest.fixture
def toys(monkeypatch: pytest.MonkeyPatch) -> None:
    """Leaflets that cost nothing, in this process."""
    monkeypatch.setattr(making, "render", toy)
    monkeypatch.setattr(making, "check", toy)
