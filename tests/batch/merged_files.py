"""What the tests of one file for the printer share: people, the file, what is in it."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pypdfium2

from handouts.batch.merge import write_merged
from handouts.batch.merged_paths import merged_path, plan_merged
from handouts.batch.runner import Outcome, PersonEntry, inspect_job
from handouts.batch.scheduler import InlineExecutor
from handouts.document.person import Person

from .batch_jobs import make_job

PEOPLE = (
    PersonEntry(2, person=Person(first_name="Sam", last_name="Leeds", notes="Rest well. " * 3)),
    PersonEntry(3, person=Person(first_name="Zoë", last_name="Roe", notes="Drink water.")),
    PersonEntry(5, person=Person(first_name="Kim", last_name="Parks", paper="letter")),
)

OTHER_SHEETS = (
    PersonEntry(7, person=Person(first_name="Ana", last_name="Moss", paper="a4")),
    PersonEntry(8, person=Person(first_name="Bo", last_name="Hill", format="large-print")),
    PersonEntry(9, person=Person(first_name="Ida", last_name="Bell", format="booklet")),
    PersonEntry(10, person=Person(first_name="Max", last_name="Lowe", format="sheet", paper="a4")),
)
"""People whose sheets are printed otherwise: on other paper, flipped on the other edge, or both.

The booklet is printed as the tri-fold is.
"""


def merge_people(folder: Path, people: Iterable[PersonEntry], **more: Any) -> Outcome:
    """Make a file of people for each kind of sheet, in this process."""
    merged = make_job(folder, people)
    found = inspect_job(merged, InlineExecutor())
    merge = plan_merged(found, merged_path(merged, force=True))
    return write_merged(found, merge, **more)


def read_merged(folder: Path, label: str = "") -> bytes:
    """The merged file, or the one of other sheets, such as "-a4"."""
    return (folder / "out" / f"dry-needling-all{label}.pdf").read_bytes()


def read_files(folder: Path) -> dict[str, bytes]:
    """All files for the printer, by name."""
    return {each.name: each.read_bytes() for each in sorted((folder / "out").glob("*.pdf"))}


def list_folder(folder: Path) -> list[str]:
    """The names of all files in the folder."""
    out = folder / "out"
    return sorted(each.name for each in out.iterdir()) if out.exists() else []


def read_texts(data: bytes) -> list[str]:
    """The text of each page."""
    with pypdfium2.PdfDocument(data) as file:
        return [page.get_textpage().get_text_range() for page in file]
