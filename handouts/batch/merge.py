"""One file for the printer: each person's leaflet on a new sheet, bookmarks by row.

It is made by one process, since what leaflets have in common stands in it once. It is whole or
absent: a run that was stopped begins again, and one that has come to its end is not repeated.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import Executor
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

import msgspec

from handouts.batch import work
from handouts.batch.job import BAD, Found, Job, Report, Watch, unwatched
from handouts.batch.manifest import Known, Volume, read_manifest, seal
from handouts.batch.names import DRAFTS, folded
from handouts.batch.order import Entry, parcels, people, task
from handouts.batch.work import Task
from handouts.files import FileProblem, shown, whole_file
from handouts.spec.models import Spec
from handouts.spec.problems import Place, Problem, SpecError

if TYPE_CHECKING:
    from handouts.pdf import volume as pdf

_MEND = "Choose another folder with -o, or replace it with --force."
_ANEW = (
    "Choose another folder with -o; with --force it is made anew, of the rows of this table alone."
)
_PIECE = 1 << 20


def place(job: Job, *, force: bool = False) -> Path:
    """Where a job's leaflets go in one file: NAME-all.pdf, and rows that were mended beside it.

    Raises FileProblem where a file is there that no batch has made, unless it may be replaced.
    """
    name = job.shelf.spec().handout.name
    path = job.folder / f"{name}-{_whose(job)}.pdf"
    if path.exists() and not force:
        _volume(read_manifest(job.folder, name), path)
    return path


def _whose(job: Job) -> str:
    """Whose leaflets are in a file. Those of mended rows are to be printed with the others."""
    if job.counted:
        return "all"
    numbers = sorted(entry.number for entry in job.people())
    return "-".join(map(str, ("rows", *dict.fromkeys((numbers[0], numbers[-1])))))


def settle(found: Found, path: Path) -> bool:
    """See what becomes of the file of an earlier run: kept, or made anew of the same people.

    It is kept where it was made of the same people and the same handout; then nothing is due.
    Gives whether it is made anew, since the handout has changed. Raises FileProblem where it
    was made of other people, or by no batch: it is never replaced.
    """
    if not path.exists():
        return False
    volume, hashed = _volume(found.known, path)
    if volume.input != seal(hashed, _given(found)):
        raise FileProblem(f"{shown(path)}: was made from other rows than there are now. {_ANEW}")
    same = all(volume.digest.get(name) == now for name, now in found.digests.items())
    if same and volume.leaflets == found.due:
        found.due, found.kept = 0, found.due
    return not same


def _volume(known: Known, path: Path) -> tuple[Volume, hashlib._Hash]:
    """What the manifest says of a file as it is there, and its hash. Raises FileProblem."""
    hashed = hashlib.sha256()
    try:
        with path.open("rb") as file:
            while piece := file.read(_PIECE):
                hashed.update(piece)
    except OSError as error:
        raise FileProblem(f"{shown(path)}: cannot be read ({error.strerror}).") from error
    volume = known.volumes.get((folded(path.name), hashed.hexdigest()))
    if volume is None:
        raise FileProblem(f"{shown(path)}: is there already, and not in the manifest. {_MEND}")
    return volume, hashed


def _given(found: Found) -> bytes:
    """What a file of many leaflets is made of, but the handout: a digest of rows and people."""
    given = hashlib.sha256()
    for number, entry, _, _ in people(found.job, Known()):
        if found.marks[number] != BAD:
            given.update(msgspec.json.encode((entry.number, entry.person)))
    return given.digest()


def alike(job: Job) -> Job:
    """The job with a problem at each row whose format is not printed as the job's own is.

    A file tells the printer on which edge to flip once, for all that is in it.
    """
    return msgspec.structs.replace(
        job, people=lambda: (_alike(job, entry) for entry in job.people())
    )


def _alike(job: Job, entry: Entry) -> Entry:
    from handouts.layout.formats import FORMATS

    own = entry.person.format
    if not own or entry.problems or FORMATS[own].sides == FORMATS[job.format].sides:
        return entry
    place = Place(job.table, entry.row, job.columns.get("format", 1))
    message = "The row's format is not printed as the others are, with which it is in one file."
    mend = "Leave its cell empty, or make the row by itself, with --format in place of the cell."
    return msgspec.structs.replace(entry, problems=(Problem(place, message, mend),))


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

    What was there under its name is replaced. ``path`` is in the job's folder, and the job one
    of ``alike``; the executor, which has looked at the people, is not needed here. Where there
    is nobody, nothing is written.

    Raises SpecError where a leaflet cannot be drawn after all, unless ``skip_bad``; FileProblem
    where the file cannot be written, or grows larger than a PDF may be.
    """
    from handouts.pdf.file import TooLarge

    job = found.job
    report = report or Report(job.folder)
    report.bad = dict(found.bad)
    if not found.due + found.kept:
        return report
    try:
        with found.folder().opened(found.digests) as keeper, whole_file(path, DRAFTS) as file:
            out = _Out(file)
            _write(found, out, watch, report)
            _refuse(found, report, skip_bad)
            input = seal(out.digest, _given(found))
            keeper.note_merged(path.name, out.digest.hexdigest(), report.made, input)
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

    job = found.job
    volume = making.volume(out, job.shelf.spec(), format=job.format)
    titles: dict[int, str] = {}
    for parcel in parcels(job, _tasks(found, titles)):
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
    for number, entry, _, _ in people(found.job, Known()):
        if found.marks[number] != BAD:
            titles[number] = f"Row {entry.number}"
            yield task(found.job, number, entry)


def _adder(volume: pdf.Volume, title: str) -> Callable[[Spec, Task, Mapping[str, Place]], None]:
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
            ink=one.ink,
        )

    return add


def _refuse(found: Found, report: Report, skip_bad: bool) -> None:
    """Raise SpecError where leaflets that should be in the file are not, or none is."""
    late = [report.bad[row] for row in report.bad.keys() - found.bad.keys()]
    if late and not (skip_bad and report.made):
        raise SpecError(sorted({each for problems in late for each in problems}))
