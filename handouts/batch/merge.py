"""Files for the printer: each person's leaflet on a new sheet, bookmarked by row.

One process writes them, since the content that leaflets share is stored in each file once. The
files are complete or absent, and get their names together: a run that was stopped starts again,
and a finished one is not repeated.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, BinaryIO, NamedTuple

from handouts import editions
from handouts.batch import worker
from handouts.batch.desk_index import (
    NO_NAMES,
    FileStack,
    IndexOptions,
    StackedLeaflet,
    draw_index,
)
from handouts.batch.file_names import DRAFT_SUFFIX
from handouts.batch.file_set import FileSet
from handouts.batch.inspection import NO_LEAFLET, Inspection
from handouts.batch.jobs import chunk_tasks, make_task, number_people
from handouts.batch.manifest import ManifestContent, MergedRecord, hash_input
from handouts.batch.merged_paths import MergePlan, digest_file
from handouts.batch.runner import Outcome
from handouts.batch.sheet_groups import GroupedLeaflet, MergedFile, restrict_plan
from handouts.batch.worker import Task, TaskChunk
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
    merge: MergePlan,
    report: Reporter = ignore_event,
    *,
    skip_bad: bool = False,
    index: IndexOptions = NO_NAMES,
) -> Outcome:
    """Write the leaflets of all people without problems into files, each in the job's order.

    The merge, whose files must be in the job's folder, comes from ``plan_merged``. Files of the
    same names are replaced, all at once. If there are no people, nothing is written.

    With ``skip_bad``, a leaflet that turns out to be impossible to draw is left out of its file;
    else raises SpecError. Raises FileError if a file cannot be written or grows larger than a PDF
    may be; then all files are as they were.
    """
    outcome = Outcome(plan.job.folder, bad=dict(plan.bad))
    if not merge.files:
        return outcome
    with (
        plan.read_folder().open_writer(plan.digests) as writer,
        FileSet(DRAFT_SUFFIX) as drafts,
    ):
        writing = _MergeWriter(plan, drafts, report, outcome)
        written = writing.write_files(merge.files)
        if outcome.bad != plan.bad:
            _refuse_incomplete(plan, outcome, skip_bad)
            left = [each.file for each in written if len(each.file.group)]
            written = writing.write_files(left)
        for each in written:
            writer.record_merged(_make_record(plan, each))
        if merge.index:
            pdf = draw_index(plan, outcome.bad, [each.stack for each in written], index)
            drafts.open(merge.index).write(pdf)
            digest = hashlib.sha256(pdf)
            input = hash_input(digest, merge.index_notes)
            writer.record_merged(MergedRecord(merge.index.name, digest.hexdigest(), 0, input, {}))
        outcome.files += [each.file for each in written]
    return outcome


def _refuse_incomplete(plan: Inspection, outcome: Outcome, skip_bad: bool) -> None:
    """Raise SpecError if leaflets are missing that should be in a file, or if there are none."""
    late = [outcome.bad[row] for row in outcome.bad.keys() - plan.bad.keys()]
    if late and not (skip_bad and outcome.made):
        raise SpecError(sorted({each for problems in late for each in problems}))


class _WrittenFile(NamedTuple):
    """A file that was written, the digest of its bytes, and the places of its leaflets."""

    file: MergedFile
    digest: hashlib._Hash
    stack: FileStack


def _make_record(plan: Inspection, written: _WrittenFile) -> MergedRecord:
    """The manifest's record of a file."""
    file, digest, _ = written
    people, order = (hash_input(digest, each) for each in digest_file(plan, file))
    sha256 = digest.hexdigest()
    return MergedRecord(file.path.name, sha256, len(file.group), people, {}, order)


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

    def write_files(self, files: Iterable[MergedFile]) -> list[_WrittenFile]:
        """Write the files, in place of those that were written before. Raises FileError.

        What is returned lacks the leaflets that cannot be drawn; if there are any, the files are
        to be written again without them.
        """
        self.outcome.made = 0
        return [self._write_file(file) for file in files]

    def _write_file(self, file: MergedFile) -> _WrittenFile:
        self.drafts.discard(file.path)
        out = _HashingFile(self.drafts.open(file.path))
        stack = FileStack(file.path.name, file.group.formats, file.group.paper)
        try:
            failed = self._write_leaflets(file, out, stack)
        except FileTooLarge as error:
            hint = "Make several files, each from a part of the table."
            raise FileError(
                f"{format_path(file.path)}: is larger than a PDF may be. {hint}"
            ) from error
        kept = file.group.without_places(failed)
        if not len(kept):
            self.drafts.discard(file.path)
        return _WrittenFile(MergedFile(file.path, kept), out.digest, stack)

    def _write_leaflets(self, file: MergedFile, out: _HashingFile, stack: FileStack) -> set[int]:
        """Write all leaflets that can be drawn; returns the places of the others."""
        plan, job = restrict_plan(self.plan, file.group), self.plan.job
        others = tuple(map(job.translations.find_spec, file.group.specs))
        format = file.group.formats[0]
        volume = open_volume(out, job.translations.load_spec(), format=format, others=others)
        leaflets = {each.place: each for each in file.group.leaflets}
        failed = set()
        for chunk in chunk_tasks(job, _merge_tasks(plan)):
            for one in chunk.tasks:
                if not self._add_leaflet(volume, chunk, one, leaflets[one.number], stack):
                    failed.add(one.number)
            volume.flush()
            self.report(Progress("make", self.outcome.made, plan.pending))
        if len(failed) < len(file.group):
            volume.finish_file()
        return failed

    def _add_leaflet(
        self,
        volume: pdf.Volume,
        chunk: TaskChunk,
        task: Task,
        leaflet: GroupedLeaflet,
        stack: FileStack,
    ) -> bool:
        """Add a leaflet to a file and to its stack; returns whether it could be drawn."""
        title = ", ".join(filter(None, (f"Row {leaflet.number}", leaflet.handout)))

        def add_task(spec: Spec, one: Task, places: Mapping[str, Place]) -> None:
            """Add one task's leaflet."""
            pages = editions.add_person(volume, title, spec, one.edition, places)
            stack.leaflets.append(StackedLeaflet(leaflet, one.person, pages))

        _, problems = worker.try_task(chunk, task, add_task)
        if problems:
            self.outcome.bad[task.row] = problems
        self.outcome.made += not problems
        return not problems


def _merge_tasks(plan: Inspection) -> Iterator[Task]:
    """A task per person without problems."""
    for number, entry, _, _ in number_people(plan.job, ManifestContent()):
        if plan.marks[number] != NO_LEAFLET:
            yield make_task(plan.job, number, entry)
