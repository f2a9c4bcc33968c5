"""Run a batch: check all people first, then make the leaflets and record each as it is saved.

    inspection = inspect_job(job, executor)         # writes nothing; see inspection.problems
    outcome = make_leaflets(inspection, executor)    # if stopped, the same two calls go on

From Python, with a cluster's executor instead of this computer's cores::

    outcome = run_job(job, executor=client.get_executor())
"""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import Executor
from contextlib import ExitStack, closing
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING

from handouts.batch import worker
from handouts.batch.folder import FolderWriter, OutputFolder
from handouts.batch.inspection import CHANGED, NO_LEAFLET, PENDING, Inspection
from handouts.batch.interrupts import defer_interrupts
from handouts.batch.jobs import (
    Job,
    PersonEntry,
    Translations,
    chunk_tasks,
    make_task,
    number_people,
)
from handouts.batch.repeats import RepeatFinder
from handouts.batch.scheduler import chunk_limit, open_executor, run_chunks
from handouts.batch.spool import NumberedFile, Spool, SpooledLeaflet
from handouts.batch.worker import LeafletResult, Task
from handouts.data import Record
from handouts.events import Progress, Reporter, ignore_event
from handouts.sources.findings import Finding, SpecError
from handouts.tables.selection import NOT_CHOSEN

if TYPE_CHECKING:
    from handouts.batch.sheet_groups import MergedFile

__all__ = [
    "Inspection",
    "Job",
    "Outcome",
    "PersonEntry",
    "Translations",
    "inspect_job",
    "make_leaflets",
    "run_job",
]

_SAVED_AT_ONCE = 32
"""How many leaflets that are ready get their names together: to write their lines of the manifest
to the disk takes as long as to save fifteen leaflets."""


class Outcome(Record):
    """The outcome of a batch, updated while it runs.

    ``kept`` leaflets were already there and ``made`` ones are new; ``replaced`` of these
    replace a leaflet whose row has changed. ``bad`` holds the problems of the rows without
    a leaflet, by row. ``files`` are the merged files, if any.
    """

    folder: Path
    kept: int = 0
    made: int = 0
    replaced: int = 0
    bad: dict[int, tuple[Finding, ...]] = {}
    files: list[MergedFile] = []


def run_job(
    job: Job,
    *,
    executor: Executor | None = None,
    jobs: int | None = None,
    skip_bad: bool = False,
    report: Reporter = ignore_event,
) -> Outcome:
    """Make the leaflets of a job's people, except those that are already there.

    ``executor`` is any executor of concurrent.futures; without it the work goes to ``jobs``
    processes of this computer, by default one per core. The same people and options give
    the same files, whichever executor makes them (except files locked by a password).

    Unless ``skip_bad`` is set, raises SpecError with the problems of all rows before the
    first page is made. Raises FileError if the folder cannot store the files; those saved
    until then stay.
    """
    with ExitStack() as stack:
        executor = executor or stack.enter_context(
            open_executor(jobs, job.count, worker.preload_modules)
        )
        spool = stack.enter_context(closing(Spool(job.folder)))
        inspection = inspect_job(job, executor, report, spool)
        if inspection.bad and not skip_bad:
            raise SpecError(inspection.problems)
        return make_leaflets(inspection, executor, report)


def inspect_job(
    job: Job,
    executor: Executor,
    report: Reporter = ignore_event,
    spool: Spool | None = None,
) -> Inspection:
    """Check all people of a job, and what its folder holds. Nothing is written.

    With a ``spool``, leaflets are made to be checked, as long as it has room for them.

    Raises FileError if other files are in the way, and SpecError if the handout cannot be
    made for anyone.
    """
    main = job.translations.load_spec()
    folder = OutputFolder(job.folder, job.translations.name)
    spool = Spool() if spool is None else spool
    inspection = Inspection(job, folder.known, spool=spool)
    existing = same = looked = 0
    tasks = chunk_tasks(job, _inspection_tasks(inspection, folder), lambda: spool.has_room)
    with closing(
        run_chunks(executor, worker.inspect_chunk, tasks, chunk_limit(executor))
    ) as results:
        for status in chain.from_iterable(results):
            inspection.record_status(status)
            existing, same, looked = existing + status.exists, same + status.same_person, looked + 1
            report(Progress("check", looked, job.count))
    if inspection.bad and not inspection.pending and not inspection.kept:
        worker.check_spec(main, job.find_format(main), job.paper)
    if not job.force:
        folder.check_conflicts(existing, same)
    inspection.stale = [
        record.file
        for record in folder.known.files.values()
        if record.row in inspection.refused and (job.folder / record.file).is_file()
    ]
    inspection.others = folder.count_others() - len(inspection.stale)
    return inspection


def make_leaflets(
    inspection: Inspection,
    executor: Executor,
    report: Reporter = ignore_event,
    outcome: Outcome | None = None,
) -> Outcome:
    """Make the pending leaflets. A file with its final name is complete and in the manifest.

    ``outcome`` is updated while this runs, so that the caller can say how far it got.
    Raises FileError if the folder accepts no more files.
    """
    job = inspection.job
    outcome = outcome or Outcome(job.folder)
    outcome.kept, outcome.bad = inspection.kept, dict(inspection.bad)
    if not inspection.pending:
        inspection.read_folder().remove_leftovers()
        return outcome
    names: dict[int, NumberedFile] = {}
    folder = inspection.read_folder()
    with folder.open_writer(inspection.digests) as writer:
        for finished in chain(
            _save_spooled(inspection, names), _make_pending(inspection, names, executor)
        ):
            with defer_interrupts():  # so that the outcome is right whenever this stops
                _place_results(writer, finished, names, outcome, inspection)
            report(Progress("make", outcome.made, inspection.pending))
    return outcome


def _save_spooled(
    inspection: Inspection, names: dict[int, NumberedFile]
) -> Iterator[list[LeafletResult]]:
    """Save the leaflets that were made while they were checked, some at a time."""
    folder = inspection.job.folder.absolute()
    ready = inspection.spool.read_leaflets()
    while saved := [_save_one(folder, each, names) for each in islice(ready, _SAVED_AT_ONCE)]:
        yield saved


def _save_one(
    folder: Path, leaflet: SpooledLeaflet, names: dict[int, NumberedFile]
) -> LeafletResult:
    """Save one leaflet, which is not kept in memory; ``names`` receives its file's name."""
    names[leaflet.number] = leaflet.file
    return worker.save_leaflet(folder, leaflet.number, leaflet.row, leaflet.made)


def _make_pending(
    inspection: Inspection, names: dict[int, NumberedFile], executor: Executor
) -> Iterator[list[LeafletResult]]:
    """Make the leaflets that are still pending."""
    if len(inspection.spool) == inspection.pending:
        return
    job = inspection.job
    pending = _pending_tasks(inspection, names)
    tasks = chunk_tasks(job, pending, lambda: job.is_remote)
    folder = job.folder.absolute()
    with closing(run_chunks(executor, worker.make_chunk, tasks, chunk_limit(executor))) as results:
        for some in results:
            yield [
                worker.save_leaflet(folder, each.number, each.row, each.leaflet)
                if each.leaflet
                else each
                for each in some
            ]


def _place_results(
    writer: FolderWriter,
    results: list[LeafletResult],
    names: dict[int, NumberedFile],
    outcome: Outcome,
    inspection: Inspection,
) -> None:
    """Give finished drafts their final names, and record the rows that failed."""
    named = [(each, *names.pop(each.number)) for each in results]
    for each, _, _ in named:
        if each.problems:
            outcome.bad[each.row] = each.problems
    drafted = [each for each in named if each[0].draft]
    for problem in writer.place_drafts(drafted, inspection.job.table):
        outcome.bad[problem.place.line] = (problem,)
    placed = [each.number for each, _, _ in drafted if each.row not in outcome.bad]
    outcome.made += len(placed)
    outcome.replaced += sum(inspection.marks[number] == CHANGED for number in placed)


# --- the people as tasks ---------------------------------------------------------------------


def _inspection_tasks(inspection: Inspection, folder: OutputFolder) -> Iterator[Task]:
    """A task per person, with the record of the file; problems of bad rows are stored."""
    repeats = RepeatFinder()
    for number, entry, problems, file in number_people(inspection.job, inspection.known):
        inspection.marks.append(NO_LEAFLET)
        if entry.left_out not in ("", NOT_CHOSEN) or problems:
            inspection.refused.add(entry.number)
        if entry.left_out:
            inspection.left_out.setdefault(entry.left_out, []).append(entry.row)
            continue
        if problems:
            inspection.bad[entry.row] = problems
            continue
        if inspection.note_repeat(entry, repeats):
            continue
        inspection.count_unmarked(entry)
        for remark in entry.remarks:
            rows = inspection.remarks.setdefault(remark, [])
            rows += [entry.row] if rows[-1:] != [entry.row] else []
        spec = inspection.job.translations.load_spec(entry.person.language, entry.handout)
        record = folder.expect_file(file)
        inspection.files[number] = (entry.number, file)
        yield make_task(inspection.job, number, entry, record, inspection.is_current(spec, record))


def _pending_tasks(inspection: Inspection, names: dict[int, NumberedFile]) -> Iterator[Task]:
    """A task per pending leaflet that is not in the spool.

    ``names`` receives its row's number and its file's name.
    """
    for number, entry, _, file in number_people(inspection.job, inspection.known):
        is_pending = inspection.marks[number] in (PENDING, CHANGED)
        if is_pending and number not in inspection.spool:
            names[number] = (entry.number, file)
            yield make_task(inspection.job, number, entry)


def find_first_task(inspection: Inspection) -> Task | None:
    """The task of the first person who gets a leaflet; None if nobody does."""
    for number, entry, _, _ in number_people(inspection.job, inspection.known):
        if inspection.marks[number] != NO_LEAFLET:
            return make_task(inspection.job, number, entry)
    return None
