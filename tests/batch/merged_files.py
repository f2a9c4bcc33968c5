"""What the tests of one file for the printer share: people, the file, what is in it."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pypdfium2

from handouts.batch.merge import merged_path, write_merged
from handouts.batch.runner import Outcome, PersonEntry, inspect_job
from handouts.batch.scheduler import InlineExecutor
from handouts.document.person import Person

from .batch_jobs import make_job

PEOPLE = (
    PersonEntry(2, person=Person(first_name="Sam", last_name="Leeds", notes="Rest well. " * 3)),
    PersonEntry(
        3, person=Person(first_name="Zoë", last_name="Roe", paper="a4", notes="Drink water.")
    ),
    PersonEntry(5, person=Person(first_name="Kim", last_name="Parks", paper="letter")),
)


def merge_people(folder: Path, people: Iterable[PersonEntry], **more: Any) -> Outcome:
    """Make one file of people, in this process."""
    merged = make_job(folder, people)
    found = inspect_job(merged, InlineExecutor())
    return write_merged(found, InlineExecutor(), merged_path(merged, force=True), **more)


def read_merged(folder: Path) -> bytes:
    """The merged file."""
    return (folder / "out" / "dry-needling-all.pdf").read_bytes()


def list_folder(folder: Path) -> list[str]:
    """The names of all files in the folder."""
    out = folder / "out"
    return sorted(each.name for each in out.iterdir()) if out.exists() else []


def read_texts(data: bytes) -> list[str]:
    """The text of each page."""
    with pypdfium2.PdfDocument(data) as file:
        return [page.get_textpage().get_text_range() for page in file]
