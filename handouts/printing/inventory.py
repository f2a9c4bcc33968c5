"""The inventory of a library: its handouts, how old each is, and the formats that it fits."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from handouts.data import Data
from handouts.document.choices import Paper
from handouts.document.handout import Handout
from handouts.printing.review import is_overdue
from handouts.reading.library import LibraryEntry, brand_path_in, list_handouts, load_spec
from handouts.sources.findings import SpecError


class HandoutStatus(Data, frozen=True):
    """One handout in one language. ``handout`` is None where it cannot be read.

    ``languages`` are all languages of the handout; ``formats`` are those that it fits on
    ``paper``, and ``personal_formats`` those among them that its personal panel fits too, filled
    in by hand or by the program.
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
    from msgspec.structs import replace

    try:
        spec = load_spec(entry.path, library=folder, brand=brand)
    except SpecError:
        return row
    from handouts.editions import fits_format, fits_personal_panel
    from handouts.layout.formats import FORMATS

    paper_used = paper or spec.brand.paper
    formats = tuple(name for name in FORMATS if fits_format(spec, format=name, paper=paper_used))
    personal = tuple(
        name for name in formats if fits_personal_panel(spec, format=name, paper=paper_used)
    )
    return replace(
        row,
        handout=spec.handout,
        is_overdue=is_overdue(spec.handout, today),
        paper=paper_used,
        formats=formats,
        personal_formats=personal,
    )
