"""The inventory of a library: its handouts, how old each is, and the formats that it fits."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from msgspec.structs import replace

from handouts.building.format_choice import fits_format, fits_panel, list_formats
from handouts.data import Data
from handouts.document.handout import Handout
from handouts.document.papers import Paper
from handouts.events import Event, Reporter, ignore_event
from handouts.printing.review import is_overdue
from handouts.reading.library import find_library, load_spec
from handouts.reading.library_files import LibraryEntry, brand_path_in, list_handouts
from handouts.sources.findings import SpecError


class HandoutStatus(Event, frozen=True):
    """One handout in one language. ``handout`` is None where it cannot be read.

    ``languages`` are all languages of the handout; ``formats`` are those of its own
    that it fits on ``paper``, the usual one first, and ``personal_formats`` those among them that
    its personal panel fits too, filled in by hand or by the program.
    """

    name: str
    language: str
    path: Path
    languages: tuple[str, ...]
    handout: Handout | None = None
    is_overdue: bool = False
    paper: str = ""
    formats: tuple[str, ...] = ()
    personal_formats: tuple[str, ...] = ()

    @property
    def state(self) -> str:
        """``ready``, ``draft``, ``overdue``, ``draft, overdue`` or ``not right``."""
        if self.handout is None or not self.formats:
            return "not right"
        draft = "draft" if self.handout.status == "draft" else ""
        late = "overdue" if self.is_overdue else ""
        return ", ".join(filter(None, (draft, late))) or "ready"


class StatusRequest(Data, frozen=True):
    """Which library to look at; the brand is by default its own, the paper the brand's."""

    library: Path | None = None
    brand: Path | None = None
    paper: Paper | None = None


class LibraryStatus(Data, frozen=True):
    """A library's folder, and the status of each of its handouts."""

    folder: Path
    handouts: tuple[HandoutStatus, ...]


def read_status(
    request: StatusRequest, today: date, report: Reporter = ignore_event
) -> LibraryStatus:
    """The status of a library on the day ``today``; reports each HandoutStatus as it is known.

    Raises SpecError if there is no such library.
    """
    folder = find_library(request.library)
    rows: list[HandoutStatus] = []
    for row in take_inventory(folder, today, brand=request.brand, paper=request.paper):
        report(row)
        rows.append(row)
    return LibraryStatus(folder, tuple(rows))


def take_inventory(
    folder: Path, today: date, *, brand: Path | None = None, paper: Paper | None = None
) -> Iterator[HandoutStatus]:
    """The status of each handout of a library, by name and language, on the day ``today``.

    ``paper`` is by default the brand's. A handout is overdue from the day after its review
    date. A handout with errors raises nothing; its state is ``not right``.
    """
    entries = list_handouts(folder)
    for entry in entries:
        languages = (each.language for each in entries if each.name == entry.name and each.language)
        row = HandoutStatus(entry.name, entry.language, entry.path, tuple(sorted(set(languages))))
        yield _fill_status(row, entry, folder, today, brand or brand_path_in(folder), paper)


def _fill_status(
    row: HandoutStatus,
    entry: LibraryEntry,
    folder: Path,
    today: date,
    brand: Path,
    paper: Paper | None,
) -> HandoutStatus:
    try:
        spec = load_spec(entry.path, library=folder, brand=brand)
    except SpecError:
        return row
    paper_used = paper or spec.brand.paper
    formats = tuple(
        name
        for name in list_formats(spec.handout)
        if fits_format(spec, format=name, paper=paper_used)
    )
    personal = tuple(name for name in formats if fits_panel(spec, format=name, paper=paper_used))
    return replace(
        row,
        handout=spec.handout,
        is_overdue=is_overdue(spec.handout, today),
        paper=paper_used,
        formats=formats,
        personal_formats=personal,
    )
