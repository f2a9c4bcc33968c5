"""One file for the printer: each person's leaflet on a new sheet, bookmarked by row.

One process writes it, since the content that leaflets share is stored in it once. The file is
either complete or absent: a run that was stopped starts again, and a finished one is not
repeated.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import Executor
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

import msgspec

from handouts import editions
from handouts.batch import worker
from handouts.batch.file_names import DRAFT_SUFFIX, fold_name
from handouts.batch.inspection import NO_LEAFLET, Inspection
from handouts.batch.jobs import PersonEntry, chunk_tasks, make_task, number_people
from handouts.batch.manifest import ManifestContent, MergedRecord, hash_input, read_manifest
from handouts.batch.runner import Job, Outcome
from handouts.batch.worker import Task
from handouts.document.handout import Spec
from handouts.document.papers import Paper
from handouts.events import Progress, Reporter, ignore_event
from handouts.files import FileError, format_path, open_atomically, require_regular_file
from handouts.layout.formats import FORMATS
from handouts.layout.rendering import open_volume
from handouts.pdf.files.pdf_file import FileTooLarge
from handouts.sources.findings import Finding, Place, SpecError

if TYPE_CHECKING:
    from handouts.pdf.volumes import volume as pdf

_UNKNOWN_HINT = "Choose another folder with -o, or replace it with --force."
_OTHER_ROWS_HINT = (
    "Choose another folder with -o, or use --force to make it again from this table's rows only."
)
_BLOCK_BYTES = 1 << 20


def merged_path(job: Job, *, force: bool = False) -> Path:
    """The path of a job's merged file: NAME-all.pdf, or NAME-rows-2-9.pdf for corrected rows.

    Raises FileError if a file is there that no batch has made, unless ``force`` is set.
    """
    name = job.translations.name
    path = job.folder / f"{name}-{_rows_label(job)}.pdf"
    require_regular_file(path)
    if path.exists() and not force:
        _identify_merged(read_manifest(job.folder, name), path)
    return path


def _rows_label(job: Job) -> str:
    """The part of the name that says which rows the file holds: all, or only corrected ones."""
    if not job.is_part:
        return "all"
    numbers = sorted(entry.number for entry in job.people())
    return "-".join(map(str, ("rows", *dict.fromkeys((numbers[0], numbers[-1])))))


def check_earlier_merge(inspection: Inspection, path: Path) -> bool:
    """Decide whether to keep the file of an earlier run, and say whether it is outdated.

    The file is kept if it was made from the same people and the same handout; then no
    leaflet is pending. Returns True if the handout has changed since, so that the file must
    be made again. Raises FileError if the file was made from other people or not by a
    batch: it is never replaced.
    """
    if not path.exists():
        return False
    record, hashed = _identify_merged(inspection.known, path)
    if record.input != hash_input(hashed, _digest_people(inspection)):
        raise FileError(
            f"{format_path(path)}: was made from other rows than the table has. {_OTHER_ROWS_HINT}"
        )
    same = all(record.digest.get(name) == now for name, now in inspection.digests.items())
    if same and record.leaflets == inspection.pending:
        inspection.pending, inspection.kept = 0, inspection.pending
    return not same


def _identify_merged(content: ManifestContent, path: Path) -> tuple[MergedRecord, hashlib._Hash]:
    """The manifest's record of a merged file, and the file's hash. Raises FileError."""
    hashed = hashlib.sha256()
    try:
        with path.open("rb") as file:
            while block := file.read(_BLOCK_BYTES):
                hashed.update(block)
    except OSError as error:
        raise FileError(f"{format_path(path)}: cannot be read ({error.strerror}).") from error
    record = content.merged.get((fold_name(path.name), hashed.hexdigest()))
    if record is None:
        raise FileError(
            f"{format_path(path)}: is already there, but not in the manifest. {_UNKNOWN_HINT}"
        )
    return record, hashed


def _digest_people(inspection: Inspection) -> bytes:
    """A digest of the rows and people in a merged file, without the handout."""
    hashed = hashlib.sha256()
    for number, entry, _, _ in number_people(inspection.job, ManifestContent()):
        if inspection.marks[number] != NO_LEAFLET:
            hashed.update(msgspec.json.encode((entry.number, entry.person)))
            hashed.update(entry.handout.encode())
    return hashed.digest()


def require_same_sheets(job: Job) -> Job:
    """The job, with a problem at each row whose sheets are printed unlike the job's own.

    A PDF sets the edge on which the printer flips only once, for all of its pages, and a printer
    takes all of them from one tray.
    """
    return msgspec.structs.replace(
        job, people=lambda: (_check_sheets(job, entry) for entry in job.people())
    )


def _check_sheets(job: Job, entry: PersonEntry) -> PersonEntry:
    if entry.problems or entry.left_out:
        return entry
    person = entry.person
    if person.format and FORMATS[person.format].printing != FORMATS[job.format].printing:
        field, what = "format", "format is not printed in the same way as the others"
    elif person.paper and person.paper != find_paper(job):
        field, what = "paper", "paper is not that of the others"
    else:
        return entry
    place = Place(job.table, entry.row, job.columns.get(field, 1))
    hint = f"Leave its cell empty, or make this row separately with --{field} instead of the cell."
    finding = Finding("mixed-formats", place, f"The row's {what} in this file.", hint)
    return msgspec.structs.replace(entry, problems=(finding,))


def find_paper(job: Job) -> Paper:
    """The paper of a job's leaflets, where a row names no other."""
    return job.paper or job.translations.load_spec().brand.paper


def write_merged(
    inspection: Inspection,
    executor: Executor,
    path: Path,
    report: Reporter = ignore_event,
    outcome: Outcome | None = None,
    *,
    skip_bad: bool = False,
) -> Outcome:
    """Write the leaflets of all people without problems into one file, in row order.

    A file of the same name is replaced. ``path`` must be in the job's folder, and the job must
    come from ``require_same_sheets``. ``executor`` is not used: this process writes the file.
    If there are no people, nothing is written.

    Unless ``skip_bad`` is set, raises SpecError if a leaflet turns out to be impossible to
    draw. Raises FileError if the file cannot be written or grows larger than a PDF may be.
    """
    job = inspection.job
    outcome = outcome or Outcome(job.folder)
    outcome.bad = dict(inspection.bad)
    if not inspection.pending + inspection.kept:
        return outcome
    try:
        with (
            inspection.read_folder().open_writer(inspection.digests) as writer,
            open_atomically(path, DRAFT_SUFFIX) as file,
        ):
            out = _HashingFile(file)
            _write_leaflets(inspection, out, report, outcome)
            _refuse_incomplete(inspection, outcome, skip_bad)
            input = hash_input(out.digest, _digest_people(inspection))
            writer.record_merged(path.name, out.digest.hexdigest(), outcome.made, input)
    except FileTooLarge as error:
        hint = "Make several files, each from a part of the table."
        raise FileError(f"{format_path(path)}: is larger than a PDF may be. {hint}") from error
    return outcome


class _HashingFile:
    """A file that hashes what is written to it."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self.digest = hashlib.sha256()

    def write(self, data: bytes, /) -> None:
        """Write bytes to the file and add them to the digest."""
        self._file.write(data)
        self.digest.update(data)


def _write_leaflets(
    inspection: Inspection, out: _HashingFile, report: Reporter, outcome: Outcome
) -> None:
    """Write all leaflets that can be drawn, and record the rows that cannot."""
    job = inspection.job
    others = map(job.translations.find_spec, inspection.digests)
    volume = open_volume(out, job.translations.load_spec(), format=job.format, others=tuple(others))
    titles: dict[int, str] = {}
    for chunk in chunk_tasks(job, _merge_tasks(inspection, titles)):
        for one in chunk.tasks:
            _, problems = worker.try_task(
                chunk, one, _leaflet_adder(volume, titles.pop(one.number))
            )
            if problems:
                outcome.bad[one.row] = problems
            outcome.made += not problems
        volume.flush()
        report(Progress("make", outcome.made, inspection.pending + inspection.kept))
    if outcome.made:
        volume.finish_file()


def _merge_tasks(inspection: Inspection, titles: dict[int, str]) -> Iterator[Task]:
    """A task per person without problems; ``titles`` receives the bookmarks' titles by number."""
    for number, entry, _, _ in number_people(inspection.job, ManifestContent()):
        if inspection.marks[number] != NO_LEAFLET:
            name = inspection.job.translations.load_spec("", entry.handout).handout.name
            titles[number] = f"Row {entry.number}" + (f", {name}" if entry.handout else "")
            yield make_task(inspection.job, number, entry)


def _leaflet_adder(
    volume: pdf.Volume, title: str
) -> Callable[[Spec, Task, Mapping[str, Place]], None]:
    """A function that adds a task's leaflet to a volume, with a bookmark of this title."""

    def add_task(spec: Spec, one: Task, places: Mapping[str, Place]) -> None:
        """Add one task's leaflet."""
        editions.add_person(volume, title, spec, one.edition, places)

    return add_task


def _refuse_incomplete(inspection: Inspection, outcome: Outcome, skip_bad: bool) -> None:
    """Raise SpecError if leaflets are missing that should be in the file, or if it has none."""
    late = [outcome.bad[row] for row in outcome.bad.keys() - inspection.bad.keys()]
    if late and not (skip_bad and outcome.made):
        raise SpecError(sorted({each for problems in late for each in problems}))
