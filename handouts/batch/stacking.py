"""Stack leaflets in a file for the printer, with separators between them, and note their pages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from handouts import editions
from handouts.batch import worker
from handouts.batch.jobs import Job
from handouts.batch.sheet_groups import GroupedLeaflet, SheetGroup
from handouts.batch.worker import Task, TaskChunk
from handouts.data import Data
from handouts.document.handout import Spec
from handouts.document.locale import localize_language
from handouts.document.papers import Paper
from handouts.document.person import Person, Visit
from handouts.language.words import DateWords, list_languages, words_for
from handouts.layout.formats import FORMATS
from handouts.plain_sheets.address_sheet import draw_address_sheet, locate_window
from handouts.plain_sheets.drawing import replace_missing
from handouts.plain_sheets.separator import Separator, draw_separator
from handouts.sources.findings import Finding, Place

if TYPE_CHECKING:
    from handouts.pdf.volumes.volume import Volume

NO_VALUE = "None given"
"""What a separator says where the column has no value."""


class StackedLeaflet(Data, frozen=True):
    """A leaflet in a file, its person, and its pages there, from 1.

    A sheet with the person's address is one of the pages of their first leaflet.
    """

    leaflet: GroupedLeaflet
    person: Person
    pages: range

    def __repr__(self) -> str:
        """The leaflet without its person."""
        return f"StackedLeaflet(row {self.leaflet.number})"


@dataclass
class FileStack:
    """The leaflets of a file, in its order; and what each separator says, with its page.

    Leaflets behind the same separator follow one another and have the same key.
    """

    name: str
    formats: tuple[str, ...]
    paper: Paper
    leaflets: list[StackedLeaflet] = field(default_factory=list)
    separators: list[tuple[str, int]] = field(default_factory=list)

    def __repr__(self) -> str:
        """The name only: separators are the clinic's data."""
        return f"FileStack({self.name!r})"


class Stacker:
    """Adds the leaflets of a group to a volume, each behind its separator.

    ``people`` counts the people behind each separator in all files. With ``keeps_people``, the
    stack lists the leaflets.
    """

    def __init__(
        self,
        job: Job,
        group: SheetGroup,
        stack: FileStack,
        volume: Volume,
        people: Mapping[str, int],
        *,
        keeps_people: bool,
    ) -> None:
        self.job = job
        self.stack = stack
        self.volume = volume
        self.people = people
        self.keeps_people = keeps_people
        self.leaflets = {each.place: each for each in group.leaflets}
        self.here = count_people([group])
        self.key: str | None = None
        self.row = 0

    def add_leaflet(self, chunk: TaskChunk, task: Task) -> tuple[Finding, ...]:
        """Add the leaflet of a task; returns the problems for which it cannot be drawn."""
        leaflet = self.leaflets[task.number]
        title = ", ".join(filter(None, (f"Row {leaflet.number}", leaflet.handout)))
        self._separate(leaflet)
        address = self._add_address(leaflet, task.person)

        def add_task(spec: Spec, one: Task, places: Mapping[str, Place]) -> None:
            """Add one task's leaflet."""
            pages = editions.add_person(self.volume, title, spec, one.edition, places)
            if self.keeps_people:
                first = (address or pages).start
                self.stack.leaflets.append(
                    StackedLeaflet(leaflet, one.person, range(first, pages.stop))
                )

        return worker.try_task(chunk, task, add_task)[1]

    def _separate(self, leaflet: GroupedLeaflet) -> None:
        """Add the separator before a leaflet, unless the leaflet before it has the same."""
        key = leaflet.separator_key
        if key is None or key == self.key:
            return
        self.key = key
        brand = self.job.translations.load_spec().brand
        sheet = FORMATS[self.stack.formats[0]].first_sheet(self.stack.paper)
        value = leaflet.separator or NO_VALUE
        lines = tuple(replace_missing(each, brand.font) for each in self._describe(key))
        label = replace_missing(self.job.separate_by, brand.font)
        size = (sheet.width, sheet.height)
        canvas = draw_separator(Separator(label, value, lines), size, brand.font, self.volume)
        # Bookmarks are metadata: they do not repeat what the table says.
        pages = self.volume.add_document(canvas, f"Separator {len(self.stack.separators) + 1}")
        self.stack.separators.append((value, pages[0]))

    def _add_address(self, leaflet: GroupedLeaflet, person: Person) -> range | None:
        """Add the sheet with a person's address before their first leaflet; returns its pages."""
        window, number = self.job.window, leaflet.number
        if not window or leaflet.row == self.row:
            return None
        self.row = leaflet.row
        brand, paper = self.job.translations.load_spec().brand, self.stack.paper
        where = " ".join(brand.contact.address.split())
        senders = (f"{brand.name} · {where}",) if where else ()
        canvas = draw_address_sheet(
            (person.name, *leaflet.address),
            [replace_missing(each, brand.font) for each in (*senders, brand.name)],
            locate_window(window, paper),
            paper,
            brand.font,
            self.volume,
        )
        return self.volume.add_document(canvas, f"Row {number}, address")

    def _describe(self, key: str) -> list[str]:
        """How many people are behind a separator, and the day on which they come, if known."""
        here, all = self.here[key], self.people[key]
        patients = "1 patient" if here == 1 else f"{here:,} patients"
        lines = [patients]
        if here < all:
            lines = [f"{here:,} of {all:,} patients; the others are in another file"]
        if self.job.day:
            lines.append(find_date_words(self.job).format_visit(Visit(self.job.day)))
        return lines


def count_people(groups: list[SheetGroup]) -> dict[str, int]:
    """How many people are behind each separator, by its key."""
    people: dict[str, set[int]] = {}
    for group in groups:
        for each in group.leaflets:
            if each.separator_key is not None:
                people.setdefault(each.separator_key, set()).add(each.row)
    return {key: len(rows) for key, rows in people.items()}


def find_date_words(job: Job) -> DateWords:
    """How days and times are written in the handout's language."""
    spec = job.translations.load_spec()
    language = spec.handout.language
    known = language.split("-")[0].lower() in list_languages()
    return words_for(localize_language(language if known else "en", spec.brand)).dates
