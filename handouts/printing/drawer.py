"""The drawer: what handouts a library holds, how old each is, and the formats that hold it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from handouts.data import Data
from handouts.printing.due import overdue
from handouts.spec.library import Entry, brand_in, handouts_in, load
from handouts.spec.models import Handout, Paper
from handouts.spec.problems import SpecError


class Row(Data, frozen=True):
    """One handout in one language. ``handout`` is None where it cannot be read.

    ``languages`` are all those that the handout of this name is there in; ``formats`` those
    that hold it on ``paper``, ``personal`` those of them that hold its personal panel too, be
    it filled in by hand or by the program.
    """

    name: str
    language: str
    path: Path
    languages: tuple[str, ...]
    handout: Handout | None = None
    overdue: bool = False
    paper: str = ""
    formats: tuple[str, ...] = ()
    personal: tuple[str, ...] = ()

    @property
    def state(self) -> str:
        """In a word or two: ``ready``, ``draft``, ``overdue``, both, ``not right``."""
        if self.handout is None or not self.formats:
            return "not right"
        draft = "draft" if self.handout.status == "draft" else ""
        late = "overdue" if self.overdue else ""
        return ", ".join(filter(None, (draft, late))) or "ready"


def drawer(
    folder: Path, today: date, *, brand: Path | None = None, paper: Paper | None = None
) -> Iterator[Row]:
    """The handouts of a library by name and language, as they are on a day.

    Fitted to a paper, by default the brand's. A handout without its day of review being
    over is not overdue on that day. Raises nothing for a handout that is not right.
    """
    entries = handouts_in(folder)
    for entry in entries:
        spoken = (each.language for each in entries if each.name == entry.name and each.language)
        row = Row(entry.name, entry.language, entry.path, tuple(sorted(set(spoken))))
        yield _filled(row, entry, folder, today, brand or brand_in(folder), paper)


def _filled(
    row: Row, entry: Entry, folder: Path, today: date, brand: Path, paper: Paper | None
) -> Row:
    from msgspec.structs import replace

    try:
        spec = load(entry.path, library=folder, brand=brand)
    except SpecError:
        return row
    from handouts.layout.formats import FORMATS
    from handouts.making import fits, fits_people

    on = paper or spec.brand.paper
    formats = tuple(name for name in FORMATS if fits(spec, format=name, paper=on))
    personal = tuple(name for name in formats if fits_people(spec, format=name, paper=on))
    return replace(
        row,
        handout=spec.handout,
        overdue=overdue(spec.handout, today),
        paper=on,
        formats=formats,
        personal=personal,
    )
