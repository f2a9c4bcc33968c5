"""A batch: all people are looked at first, then leaflets are made, each noted as it appears.

    found = look(job, executor)     # nothing is written; found.problems holds all of them
    made = make(found, executor)    # stopped at any moment, the same two calls go on

From Python, with a cluster's executor in the place of this computer's cores::

    report = run(job, executor=client.get_executor())
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import Executor
from contextlib import ExitStack, closing
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path

from handouts.batch import work
from handouts.batch.folder import Folder, Keeper
from handouts.batch.manifest import Known, Record, digest
from handouts.batch.order import Entry, Job, Shelf, parcels, people, task
from handouts.batch.processes import undisturbed
from handouts.batch.sharing import ahead, flow, workers
from handouts.batch.work import Made, Seen, Task
from handouts.compose.personal import unmarked
from handouts.spec.models import Spec
from handouts.spec.problems import Problem, SpecError

__all__ = ["Entry", "Found", "Job", "Report", "Shelf", "look", "make", "run"]

BAD, _DUE, _KEPT, _CHANGED = range(4)
_ROWS = 6

Named = tuple[int, str]

Watch = Callable[[str, int, "int | None"], None]
"""Told what is being done, how much of it is done, and of how much where that is known."""


def unwatched(doing: str, done: int, whole: int | None) -> None:
    """Watch nothing."""


@dataclass
class Found:
    """What was found out about a job's people: a byte a person, and the problems.

    ``kept`` leaflets are there already; ``due`` are to be made, ``changed`` of them in the
    place of one whose row is another now. ``bad`` holds the problems by row; ``others`` is how
    many more leaflets of this handout the folder holds; ``unmarked`` how many areas have no
    side, and so no mark on the body chart, and ``unmarked_rows`` the first rows of such.
    """

    job: Job
    known: Known
    digests: dict[str, str] = field(default_factory=dict)
    marks: bytearray = field(default_factory=bytearray)
    bad: dict[int, tuple[Problem, ...]] = field(default_factory=dict)
    due: int = 0
    changed: int = 0
    kept: int = 0
    others: int = 0
    unmarked: int = 0
    unmarked_rows: list[int] = field(default_factory=list)

    @property
    def anew(self) -> bool:
        """Whether the handout has changed since the folder's leaflets were made."""
        old = self.known.digest
        return any(old.get(name, now) != now for name, now in self.digests.items())

    @property
    def problems(self) -> list[Problem]:
        """All problems of all rows, in their order."""
        return sorted({problem for row in self.bad.values() for problem in row})

    def folder(self) -> Folder:
        """The job's folder as it is now, with what was known of it when it was looked at."""
        return Folder(self.job.folder, self.job.shelf.spec().handout.name, self.known)

    def fresh(self, spec: Spec, record: Record | None) -> bool:
        """Whether a file was made from just this spec, in this format, by this program."""
        name = spec.handout.language
        if name not in self.digests:
            self.digests[name] = digest(spec, self.job.format, self.job.paper, self.job.ink)
        return record is not None and record.digest.get(name) == self.digests[name]

    def count(self, entry: Entry) -> None:
        """Keep how many of a person's areas are not marked."""
        areas = unmarked(entry.person)
        self.unmarked += areas
        if areas and len(self.unmarked_rows) < _ROWS:
            self.unmarked_rows.append(entry.row)

    def note(self, seen: Seen) -> None:
        """Keep what was found out about one person."""
        if seen.problems:
            self.bad[seen.row] = seen.problems
            return
        changed = seen.there and not seen.same
        self.marks[seen.number] = _KEPT if seen.kept else _CHANGED if changed else _DUE
        self.kept += seen.kept
        self.due += not seen.kept
        self.changed += changed


@dataclass
class Report:
    """What a batch came to: ``made`` grows while it runs; ``bad`` are rows without a leaflet.

    ``replaced`` leaflets were made in the place of one whose row has changed since.
    """

    folder: Path
    kept: int = 0
    made: int = 0
    replaced: int = 0
    bad: dict[int, tuple[Problem, ...]] = field(default_factory=dict)


def run(
    job: Job,
    *,
    executor: Executor | None = None,
    jobs: int | None = None,
    skip_bad: bool = False,
    watch: Watch = unwatched,
) -> Report:
    """Make the leaflets of a job's people, but for those that are there already.

    ``executor`` is any of concurrent.futures' kind; without it the work goes to ``jobs``
    processes of this computer, by default one a core. The same people and options give the
    same files, whoever makes them (locked ones apart).

    Raises SpecError with the problems of all rows, before the first page, unless ``skip_bad``;
    FileProblem where the folder cannot take the files: what was made until then stays.
    """
    with ExitStack() as stack:
        executor = executor or stack.enter_context(workers(jobs, job.count, work.ready))
        found = look(job, executor, watch)
        if found.bad and not skip_bad:
            raise SpecError(found.problems)
        return make(found, executor, watch)


def look(job: Job, executor: Executor, watch: Watch = unwatched) -> Found:
    """Look at all people of a job, and at what its folder holds. Nothing is written.

    Raises FileProblem where files are in the way, SpecError where the handout is not right
    for anyone.
    """
    main = job.shelf.spec()
    folder = Folder(job.folder, main.handout.name)
    found = Found(job, folder.known)
    there = same = looked = 0
    tasks = parcels(job, _all(found, folder))
    with closing(flow(executor, work.look, tasks, ahead(executor))) as results:
        for seen in chain.from_iterable(results):
            found.note(seen)
            there, same, looked = there + seen.there, same + seen.same, looked + 1
            watch("Checked", looked, job.count)
    if found.bad and not found.due and not found.kept:
        work.check(main, job.format, job.paper)
    if not job.force:
        folder.refuse(there, same)
    found.others = folder.others()
    return found


def make(
    found: Found,
    executor: Executor,
    watch: Watch = unwatched,
    report: Report | None = None,
) -> Report:
    """Make what is due. Each file is whole and in the manifest as soon as it has its name.

    ``report`` is filled while this runs, for whoever is to tell how far it came.
    Raises FileProblem where the folder takes no more.
    """
    job = found.job
    report = report or Report(job.folder)
    report.kept, report.bad = found.kept, dict(found.bad)
    if not found.due:
        found.folder().tidy()
        return report
    names: dict[int, Named] = {}
    folder = found.folder()
    tasks = parcels(job, _due(found, names))
    with (
        folder.opened(found.digests) as keeper,
        closing(flow(executor, work.make, tasks, ahead(executor))) as results,
    ):
        for made in results:
            with undisturbed():  # so that the report is right wherever this is stopped
                _keep(keeper, made, names, report, found)
            watch("Made", report.made, found.due)
    return report


def _keep(
    keeper: Keeper, made: list[Made], names: dict[int, Named], report: Report, found: Found
) -> None:
    """Put what was made in its place; what could not be is noted."""
    named = [(each, *names.pop(each.number)) for each in made]
    for each, _, _ in named:
        if each.problems:
            report.bad[each.row] = each.problems
    whole = [each for each in named if each[0].draft]
    for problem in keeper.keep(whole, found.job.table):
        report.bad[problem.place.line] = (problem,)
    placed = [each.number for each, _, _ in whole if each.row not in report.bad]
    report.made += len(placed)
    report.replaced += sum(found.marks[number] == _CHANGED for number in placed)


# --- the people as tasks ---------------------------------------------------------------------


def _all(found: Found, folder: Folder) -> Iterator[Task]:
    """A task a person, with what is known of the file; rows that are wrong are noted."""
    for number, entry, problems, file in people(found.job, found.known):
        found.marks.append(BAD)
        if problems:
            found.bad[entry.row] = problems
            continue
        found.count(entry)
        spec = found.job.shelf.spec(entry.person.language)
        record = folder.expect(file)
        yield task(found.job, number, entry, record, found.fresh(spec, record))


def _due(found: Found, names: dict[int, Named]) -> Iterator[Task]:
    """A task a leaflet that is to be made; ``names`` is given its number and its file's name."""
    for number, entry, _, file in people(found.job, found.known):
        if found.marks[number] in (_DUE, _CHANGED):
            names[number] = (entry.number, file)
            yield task(found.job, number, entry)
