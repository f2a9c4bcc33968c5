"""What checking a job's people has found: who gets a leaflet, who does not, and why."""

from __future__ import annotations

from dataclasses import dataclass, field

from handouts.batch.folder import OutputFolder
from handouts.batch.jobs import Job, PersonEntry
from handouts.batch.manifest import LeafletRecord, ManifestContent, digest_spec
from handouts.batch.repeats import REPEATED, REPEATED_ROW, RepeatFinder
from handouts.batch.spool import NumberedFile, Spool
from handouts.batch.worker import TaskStatus
from handouts.compose.personal import count_unmarked_areas
from handouts.document.handout import Spec
from handouts.layout.attached_files import list_attached_files
from handouts.sources.findings import Finding

NO_LEAFLET, PENDING, KEPT, CHANGED = range(4)
_MAX_EXAMPLE_ROWS = 6


@dataclass
class Inspection:
    """The result of checking a job's people: one byte per person, and the problems.

    ``kept`` leaflets are already there; ``pending`` ones must be made, ``changed`` of them
    to replace a leaflet whose row has changed. ``bad`` holds the problems by row; ``others``
    counts the folder's further leaflets of this handout; ``unmarked`` counts the areas that
    name no side, so that the body chart cannot mark them, and ``unmarked_rows`` lists the
    first rows with such areas. ``remarks`` holds the rows that each remark is about, and
    ``left_out`` the rows that get no leaflet, by the reason. ``spool`` keeps leaflets that
    were made while their rows were checked, and ``files`` holds the number and the file of each row
    that is being checked. ``refused`` are the numbers of rows that get none, and
    ``stale`` the names of files that an earlier run has made for them.
    """

    job: Job
    known: ManifestContent
    digests: dict[str, str] = field(default_factory=dict)
    marks: bytearray = field(default_factory=bytearray)
    bad: dict[int, tuple[Finding, ...]] = field(default_factory=dict)
    pending: int = 0
    changed: int = 0
    kept: int = 0
    others: int = 0
    unmarked: int = 0
    unmarked_rows: list[int] = field(default_factory=list)
    remarks: dict[str, list[int]] = field(default_factory=dict)
    left_out: dict[str, list[int]] = field(default_factory=dict)
    refused: set[int] = field(default_factory=set)
    stale: list[str] = field(default_factory=list)
    spool: Spool = field(default_factory=lambda: Spool())
    files: dict[int, NumberedFile] = field(default_factory=dict)

    @property
    def is_outdated(self) -> bool:
        """Whether the handout has changed since the folder's leaflets were made."""
        old = self.known.digest
        return any(old.get(name, now) != now for name, now in self.digests.items())

    @property
    def problems(self) -> list[Finding]:
        """All problems of all rows, sorted."""
        return sorted({problem for row in self.bad.values() for problem in row})

    def read_folder(self) -> OutputFolder:
        """The job's folder as it is now, with the manifest as it was when the job was inspected."""
        return OutputFolder(self.job.folder, self.job.translations.name, self.known)

    def is_current(self, spec: Spec, record: LeafletRecord | None) -> bool:
        """Whether a file was made from exactly this spec, in this format, by this version."""
        name = self.job.translations.find_key(spec)
        if name not in self.digests:
            options = (self.job.find_format(spec), self.job.paper, self.job.ink)
            attached = list_attached_files([spec], self.job.standard)
            self.digests[name] = digest_spec(spec, *options, *map(repr, attached))
        return record is not None and record.digest.get(name) == self.digests[name]

    def count_unmarked(self, entry: PersonEntry) -> None:
        """Add the number of a person's areas that the body chart cannot mark."""
        areas = count_unmarked_areas(entry.person)
        self.unmarked += areas
        if areas and len(self.unmarked_rows) < _MAX_EXAMPLE_ROWS:
            self.unmarked_rows.append(entry.row)

    def note_repeat(self, entry: PersonEntry, repeats: RepeatFinder) -> bool:
        """Note that a person stands in an earlier row too; return whether to leave the row out."""
        first = repeats.find_first_row(entry)
        if repeats.is_repeated(entry) and first and self.job.once:
            rows = self.left_out.setdefault(REPEATED_ROW, [])
            rows += [entry.row] if rows[-1:] != [entry.row] else []  # each handout has an entry
            return True
        if first:
            rows = self.remarks.setdefault(REPEATED, [])
            rows += repeats.list_new_rows(first, entry.row)
        return False

    def record_status(self, status: TaskStatus) -> None:
        """Record the result of checking one person."""
        file = self.files.pop(status.number)
        if status.problems:
            self.bad[status.row] = status.problems
            return
        changed = status.exists and not status.same_person
        self.marks[status.number] = KEPT if status.is_current else CHANGED if changed else PENDING
        if status.leaflet:
            self.spool.add_leaflet(status.number, status.row, file, status.leaflet)
        self.kept += status.is_current
        self.pending += not status.is_current
        self.changed += changed
