"""Files for the printer: each person's leaflet on a new sheet, bookmarked by row.

One process writes them, since the content that leaflets share is stored in each file once. The
files are complete or absent, and get their names together: a run that was stopped starts again,
and a finished one is not repeated.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from typing import BinaryIO, NamedTuple

from handouts.batch.desk_files import NOTHING_FOR_DESK, DeskOptions, draw_desk_file
from handouts.batch.file_names import DRAFT_SUFFIX
from handouts.batch.file_set import FileSet
from handouts.batch.inspection import NO_LEAFLET, Inspection
from handouts.batch.jobs import chunk_tasks, make_task, number_people
from handouts.batch.manifest import ManifestContent, MergedRecord, hash_input
from handouts.batch.merged_paths import MergePlan, digest_file
from handouts.batch.runner import Outcome
from handouts.batch.sheet_groups import MergedFile, SheetGroup, restrict_plan
from handouts.batch.stacking import FileStack, Stacker, count_people
from handouts.batch.worker import Task
from handouts.events import Progress, Reporter, ignore_event
from handouts.files import FileError, format_path
from handouts.layout.rendering import open_volume
from handouts.pdf.files.pdf_file import FileTooLarge
from handouts.sources.findings import SpecError


def write_merged(
    plan: Inspection,
    merge: MergePlan,
    report: Reporter = ignore_event,
    *,
    skip_bad: bool = False,
    desk: DeskOptions = NOTHING_FOR_DESK,
) -> Outcome:
    """Write the leaflets of all people without problems into files, each in the job's order.

    The merge, whose files must be in the job's folder, comes from ``plan_merged``; ``desk`` says
    what its files for the desk are like. Files of the same names are replaced, all at once. If
    there are no people, nothing is written.

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
        writing = _MergeWriter(plan, drafts, report, outcome, keeps_people=bool(merge.desk_files))
        written = writing.write_files(merge.files)
        if outcome.bad != plan.bad:
            _refuse_incomplete(plan, outcome, skip_bad)
            left = [each.file for each in written if len(each.file.group)]
            written = writing.write_files(left)
        for each in written:
            writer.record_merged(_make_record(plan, each))
        for file in merge.desk_files:
            stacks = [each.stack for each in written]
            pdf = draw_desk_file(file.kind, plan, outcome.bad, stacks, desk)
            drafts.open(file.path).write(pdf)
            digest = hashlib.sha256(pdf)
            input = hash_input(digest, file.source)
            writer.record_merged(MergedRecord(file.path.name, digest.hexdigest(), 0, input, {}))
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
        self,
        plan: Inspection,
        drafts: FileSet,
        report: Reporter,
        outcome: Outcome,
        *,
        keeps_people: bool,
    ) -> None:
        self.plan = plan
        self.drafts = drafts
        self.report = report
        self.outcome = outcome
        self.keeps_people = keeps_people

    def write_files(self, files: Sequence[MergedFile]) -> list[_WrittenFile]:
        """Write the files, in place of those that were written before. Raises FileError.

        What is returned lacks the leaflets that cannot be drawn; if there are any, the files are
        to be written again without them.
        """
        self.outcome.made = 0
        people = count_people([file.group for file in files])
        return [self._write_file(file, people) for file in files]

    def _write_file(self, file: MergedFile, people: Mapping[str, int]) -> _WrittenFile:
        self.drafts.discard(file.path)
        group, job = file.group, self.plan.job
        out = _HashingFile(self.drafts.open(file.path))
        stack = FileStack(file.path.name, group.formats, group.paper)
        others = tuple(map(job.translations.find_spec, group.specs))
        spec = job.translations.load_spec()
        try:
            volume = open_volume(
                out, spec, format=group.formats[0], others=others, standard=job.standard
            )
            stacker = Stacker(job, group, stack, volume, people, keeps_people=self.keeps_people)
            kept = group.without_places(self._add_leaflets(stacker, group))
            if len(kept):
                volume.finish_file()
            else:
                self.drafts.discard(file.path)
        except FileTooLarge as error:
            hint = "Make several files, each from a part of the table."
            raise FileError(
                f"{format_path(file.path)}: is larger than a PDF may be. {hint}"
            ) from error
        return _WrittenFile(MergedFile(file.path, kept), out.digest, stack)

    def _add_leaflets(self, stacker: Stacker, group: SheetGroup) -> set[int]:
        """Add all leaflets that can be drawn; returns the places of the others."""
        failed = set()
        for chunk in chunk_tasks(self.plan.job, _merge_tasks(restrict_plan(self.plan, group))):
            for one in chunk.tasks:
                problems = stacker.add_leaflet(chunk, one)
                if problems:
                    self.outcome.bad[one.row] = problems
                    failed.add(one.number)
                self.outcome.made += not problems
            stacker.volume.flush()
            self.report(Progress("make", self.outcome.made, self.plan.pending))
        return failed


def _merge_tasks(plan: Inspection) -> Iterator[Task]:
    """A task per person without problems."""
    for number, entry, _, _ in number_people(plan.job, ManifestContent()):
        if plan.marks[number] != NO_LEAFLET:
            yield make_task(plan.job, number, entry)
