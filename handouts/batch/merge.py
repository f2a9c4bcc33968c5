"""One file for the printer: each person's leaflet on a new sheet, bookmarks by row.

It is made by one process, since what leaflets have in common stands in it once. It is whole or
absent: a run that was stopped begins again.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import Executor
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from handouts.batch import work
from handouts.batch.folder import Folder
from handouts.batch.job import BAD, Found, Job, Report, Watch, unwatched
from handouts.batch.order import parcels, people, task
from handouts.batch.work import Task
from handouts.files import FileProblem, shown, whole_file
from handouts.spec.models import Spec
from handouts.spec.problems import Place, SpecError

if TYPE_CHECKING:
    from handouts.pdf.volume import Volume


def place(job: Job, *, force: bool = False) -> Path:
    """Where a job's leaflets go in one file.

    Raises FileProblem where a file is there already, unless it may be replaced.
    """
    path = job.folder / f"{job.shelf.spec().handout.name}-all.pdf"
    if path.exists() and not force:
        mend = "Choose another folder with -o, or replace it with --force."
        raise FileProblem(f"{shown(path)}: is there already. {mend}")
    return path


def merged(
    found: Found,
    executor: Executor,
    path: Path,
    watch: Watch = unwatched,
    report: Report | None = None,
    *,
    skip_bad: bool = False,
) -> Report:
    """Write the leaflets of all people found right into one file, in the order of their rows.

    What was there under its name is replaced. ``path`` is in the job's folder; the executor,
    which has looked at the people, is not needed here. Where there is nobody, nothing is written.

    Raises SpecError where a leaflet cannot be drawn after all, unless ``skip_bad``; FileProblem
    where the file cannot be written, or grows larger than a PDF may be.
    """
    from handouts.pdf.file import TooLarge

    job = found.job
    report = report or Report(job.folder)
    report.bad = dict(found.bad)
    if not found.due + found.kept:
        return report
    folder = Folder(job.folder, job.shelf.spec().handout.name, found.known)
    try:
        with folder.opened(found.digests) as keeper, whole_file(path) as file:
            out = _Out(file)
            _write(found, out, watch, report)
            _refuse(found, report, skip_bad)
            keeper.note_merged(path.name, out.digest.hexdigest(), report.made)
    except TooLarge as error:
        mend = "Make several of it, each from a part of the table."
        raise FileProblem(f"{shown(path)}: is larger than a PDF may be. {mend}") from error
    return report


class _Out:
    """A file, and the digest of what was written to it."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self.digest = hashlib.sha256()

    def write(self, data: bytes, /) -> None:
        """Write some more."""
        self._file.write(data)
        self.digest.update(data)


def _write(found: Found, out: _Out, watch: Watch, report: Report) -> None:
    """Write all that is right; who cannot be drawn is noted."""
    from handouts import making

    volume = making.volume(out, found.job.shelf.spec())
    titles: dict[int, str] = {}
    for parcel in parcels(found.job, _tasks(found, titles)):
        for one in parcel.tasks:
            _, problems = work.tried(parcel, one, _adder(volume, titles.pop(one.number)))
            if problems:
                report.bad[one.row] = problems
            report.made += not problems
        volume.flush()
        watch("Made", report.made, found.due + found.kept)
    if report.made:
        volume.end()


def _tasks(found: Found, titles: dict[int, str]) -> Iterator[Task]:
    """A task a person whose row is right; ``titles`` is given the bookmark's, by its number."""
    for number, entry, _, _ in people(found.job):
        if found.marks[number] != BAD:
            titles[number] = f"Row {entry.number}"
            yield task(found.job, number, entry)


def _adder(volume: Volume, title: str) -> Callable[[Spec, Task, Mapping[str, Place]], None]:
    """What adds a person's leaflet to a volume."""
    from handouts import making

    def add(spec: Spec, one: Task, places: Mapping[str, Place]) -> None:
        making.add(
            volume,
            title,
            spec,
            format=one.format,
            paper=one.paper,
            person=one.person,
            places=places,
        )

    return add


def _refuse(found: Found, report: Report, skip_bad: bool) -> None:
    """Raise SpecError where leaflets that should be in the file are not, or none is."""
    late = [report.bad[row] for row in report.bad.keys() - found.bad.keys()]
    if late and not (skip_bad and report.made):
        raise SpecError(sorted({each for problems in late for each in problems}))
