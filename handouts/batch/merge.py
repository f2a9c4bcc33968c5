"""Files for the printer: each person's leaflet on a new sheet, bookmarked by row.

One process writes them, since the content that leaflets share is stored in each file once. The
files are complete or absent, and get their names together: a run that was stopped starts again,
and a finished one is not repeated.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, BinaryIO

from handouts import editions
from handouts.batch import worker
from handouts.batch.file_names import DRAFT_SUFFIX
from handouts.batch.file_set import FileSet
from handouts.batch.inspection import NO_LEAFLET, Inspection
from handouts.batch.jobs import chunk_tasks, make_task, number_people
from handouts.batch.manifest import ManifestContent, hash_input
from handouts.batch.merged_paths import digest_people
from handouts.batch.runner import Outcome
from handouts.batch.sheet_groups import MergedFile, restrict_plan
from handouts.batch.worker import Task
from handouts.document.handout import Spec
from handouts.events import Progress, Reporter, ignore_event
from handouts.files import FileError, format_path
from handouts.layout.rendering import open_volume
from handouts.pdf.files.pdf_file import FileTooLarge
from handouts.sources.findings import Place, SpecError

if TYPE_CHECKING:
    from handouts.pdf.volumes import volume as pdf


def write_merged(
    plan: Inspection,
    files: Sequence[MergedFile],
    report: Reporter = ignore_event,
    *,
    skip_bad: bool = False,
) -> Outcome:
    """Write the leaflets of all people without problems into files, each in the job's order.

    The files, which must be in the job's folder, come from ``plan_merged``. Those of the same
    names are replaced, all at once. A file without people is not written.

    Unless ``skip_bad`` is set, raises SpecError if a leaflet turns out to be impossible to
    draw. Raises FileError if a file cannot be written or grows larger than a PDF may be; then all
    files are as they were.
    """
    outcome = Outcome(plan.job.folder, bad=dict(plan.bad))
    if not any(len(file.group) for file in files):
        return outcome
    with (
        plan.read_folder().open_writer(plan.digests) as writer,
        FileSet(DRAFT_SUFFIX) as drafts,
    ):
        writing = _MergeWriter(plan, drafts, report, outcome)
        written = [writing.write_file(file) for file in files if len(file.group)]
        _refuse_incomplete(plan, outcome, skip_bad)
        for file, digest in written:
            if not len(file.group):
                drafts.discard(file.path)
                continue
            people = digest_people(restrict_plan(plan, file.group))
            input = hash_input(digest, people)
            writer.record_merged(file.path.name, digest.hexdigest(), len(file.group), input)
            outcome.files.append(file)
    return outcome


def _refuse_incomplete(plan: Inspection, outcome: Outcome, skip_bad: bool) -> None:
    """Raise SpecError if leaflets are missing that should be in a file, or if there are none."""
    late = [outcome.bad[row] for row in outcome.bad.keys() - plan.bad.keys()]
    if late and not (skip_bad and outcome.made):
        raise SpecError(sorted({each for problems in late for each in problems}))


class _HashingFile:
    """A file that hashes what is written to it."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self.digest = hashlib.sha256()

    def write(self, data: bytes, /) -> None:
        """Write bytes to the file and add them to the digest."""
        self._file.write(data)
        self.digest.update(data)


class _MergeWriter:
    """Writes the leaflets of an inspection into files, and records the rows that fail."""

    def __init__(
        self, plan: Inspection, drafts: FileSet, report: Reporter, outcome: Outcome
    ) -> None:
        self.plan = plan
        self.drafts = drafts
        self.report = report
        self.outcome = outcome

    def write_file(self, file: MergedFile) -> tuple[MergedFile, hashlib._Hash]:
        """Write one file; returns it without the leaflets that cannot be drawn, and its digest.

        Raises FileError.
        """
        out = _HashingFile(self.drafts.open(file.path))
        try:
            failed = self._write_leaflets(file, out)
        except FileTooLarge as error:
            hint = "Make several files, each from a part of the table."
            raise FileError(
                f"{format_path(file.path)}: is larger than a PDF may be. {hint}"
            ) from error
        return MergedFile(file.path, file.group.without_places(failed)), out.digest

    def _write_leaflets(self, file: MergedFile, out: _HashingFile) -> set[int]:
        """Write all leaflets that can be drawn; returns the places of the others."""
        plan, outcome, job = restrict_plan(self.plan, file.group), self.outcome, self.plan.job
        others = tuple(map(job.translations.find_spec, file.group.specs))
        format = file.group.formats[0]
        volume = open_volume(out, job.translations.load_spec(), format=format, others=others)
        titles: dict[int, str] = {}
        failed = set()
        for chunk in chunk_tasks(job, _merge_tasks(plan, titles)):
            for one in chunk.tasks:
                add_task = _leaflet_adder(volume, titles.pop(one.number))
                _, problems = worker.try_task(chunk, one, add_task)
                if problems:
                    outcome.bad[one.row] = problems
                    failed.add(one.number)
                outcome.made += not problems
            volume.flush()
            self.report(Progress("make", outcome.made, self.plan.pending + self.plan.kept))
        if len(failed) < len(file.group):
            volume.finish_file()
        return failed


def _merge_tasks(plan: Inspection, titles: dict[int, str]) -> Iterator[Task]:
    """A task per person without problems; ``titles`` receives the bookmarks' titles by number."""
    for number, entry, _, _ in number_people(plan.job, ManifestContent()):
        if plan.marks[number] != NO_LEAFLET:
            name = plan.job.translations.load_spec("", entry.handout).handout.name
            titles[number] = f"Row {entry.number}" + (f", {name}" if entry.handout else "")
            yield make_task(plan.job, number, entry)


def _leaflet_adder(
    volume: pdf.Volume, title: str
) -> Callable[[Spec, Task, Mapping[str, Place]], None]:
    """A function that adds a task's leaflet to a volume, with a bookmark of this title."""

    def add_task(spec: Spec, one: Task, places: Mapping[str, Place]) -> None:
        """Add one task's leaflet."""
        editions.add_person(volume, title, spec, one.edition, places)

    return add_task
