"""What a worker does: check a few people, or make their leaflets. It may be any process.

A chunk of tasks contains all it needs, specs included, and the folder is all it shares with
other workers; so it may run on another computer. What it returns is small.
"""

from __future__ import annotations

import pickle
import traceback
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from pathlib import Path

from msgspec.structs import replace

from handouts import editions
from handouts.batch.file_names import DRAFT_SUFFIX
from handouts.batch.manifest import LeafletRecord, hash_leaflet
from handouts.batch.password import encrypt_pdf
from handouts.data import Data
from handouts.document.choices import Standard
from handouts.document.edition import Edition
from handouts.document.handout import Spec
from handouts.document.papers import Paper
from handouts.document.person import Person
from handouts.files import write_draft
from handouts.memo import intern_value
from handouts.sources.findings import Finding, Place, SpecError
from handouts.sources.source_map import SourceMap


class Task(Data, frozen=True):
    """A person's leaflet. ``number`` counts the people from 0; ``row`` is the table's row.

    ``record`` is set if the manifest lists the file, which is then compared with it;
    ``is_current`` says that the handout has not changed since.
    """

    number: int
    row: int
    spec: str
    edition: Edition
    password: str = ""
    record: LeafletRecord | None = None
    is_current: bool = False

    @property
    def person(self) -> Person:
        """The person of the edition."""
        assert self.edition.person, "each leaflet of a batch is for a person"
        return self.edition.person

    def __repr__(self) -> str:
        """The task without its person: an executor may log its arguments."""
        return f"Task(row {self.row})"


class TaskChunk(Data, frozen=True):
    """A few tasks, with what they need: ``specs`` are by the names that the tasks use.

    ``columns`` holds the column of each of a person's fields, and ``column_names`` what the
    table calls each column. If it ``makes_leaflets``, they are returned and not saved, also where
    the chunk is only to be checked.
    """

    folder: Path
    table: str
    columns: Mapping[str, int]
    specs: Mapping[str, bytes]
    tasks: tuple[Task, ...]
    column_names: Mapping[int, str] = {}
    makes_leaflets: bool = False

    def __repr__(self) -> str:
        """The number of tasks only: even a folder's name may be a person's."""
        return f"TaskChunk({len(self.tasks)} tasks)"


class MadeLeaflet(Data, frozen=True):
    """A finished leaflet, with its two lines of the manifest."""

    pdf: bytes
    sha256: str
    input: str

    def __repr__(self) -> str:
        """Its size only: its words are a patient's."""
        return f"MadeLeaflet({len(self.pdf)} bytes)"


class TaskStatus(Data, frozen=True):
    """The result of checking a task: whether its leaflet exists, or why it cannot be made.

    ``same_person``: the file there was made for the same person. ``is_current``: nothing
    needs to be done. ``leaflet`` is the finished leaflet, if it was to be made.
    """

    number: int
    row: int
    exists: bool = False
    same_person: bool = False
    is_current: bool = False
    problems: tuple[Finding, ...] = ()
    leaflet: MadeLeaflet | None = None

    def __repr__(self) -> str:
        """The row without its leaflet."""
        return f"TaskStatus(row {self.row})"


class LeafletResult(Data, frozen=True):
    """A leaflet saved in the folder under a random draft name, or why it could not be made.

    A ``leaflet`` that is still to be saved comes back itself, from a worker without the folder.
    """

    number: int
    row: int
    draft: str = ""
    sha256: str = ""
    input: str = ""
    problems: tuple[Finding, ...] = ()
    leaflet: MadeLeaflet | None = None

    def __repr__(self) -> str:
        """The row without its leaflet."""
        return f"LeafletResult(row {self.row})"


def pickle_spec(spec: Spec, standard: Standard = "ua-1") -> bytes:
    """A spec as bytes, to be sent in a chunk.

    It is without the text of its files, unless PDFs of the standard hold that of the handout.
    """
    keeps_text = standard == "ua-2"
    sources = {"handout": SourceMap(spec.sources["handout"].source, {})} if keeps_text else {}
    return pickle.dumps(replace(spec, sources=sources))


def preload_modules() -> None:
    """Do nothing: to find this function, a new process imports all that a worker needs."""


def inspect_chunk(chunk: TaskChunk) -> list[TaskStatus]:
    """Check each task: is its leaflet there, and if not, can it be made?

    If the chunk ``makes_leaflets``, those that are not there are made to find out.
    """
    return [_inspect_task(chunk, task) for task in chunk.tasks]


def make_chunk(chunk: TaskChunk) -> list[LeafletResult]:
    """Make the leaflet of each task. Raises FileError if the folder accepts no more files."""
    return [_make_leaflet(chunk, task) for task in chunk.tasks]


def _inspect_task(chunk: TaskChunk, task: Task) -> TaskStatus:
    exists, same_person = _compare_file(chunk.folder, task)
    status = TaskStatus(task.number, task.row, exists, same_person)
    if same_person and task.is_current:
        return TaskStatus(task.number, task.row, exists, same_person, is_current=True)
    pdf, problems = try_task(chunk, task, render_task if chunk.makes_leaflets else _check_task)
    if problems:
        return replace(status, problems=problems)
    return replace(status, leaflet=_hash_made_leaflet(pdf, task)) if pdf else status


def _hash_made_leaflet(pdf: bytes, task: Task) -> MadeLeaflet:
    return MadeLeaflet(pdf, *hash_leaflet(pdf, task.person, task.password))


def _compare_file(folder: Path, task: Task) -> tuple[bool, bool]:
    """Whether a task's file is still as we wrote it, and whether it is for the same person."""
    if not task.record:
        return False, False
    return task.record.compare_file(folder, task.person, task.password)


def _make_leaflet(chunk: TaskChunk, task: Task) -> LeafletResult:
    pdf, problems = try_task(chunk, task, render_task)
    if pdf is None:
        return LeafletResult(task.number, task.row, problems=problems)
    made = _hash_made_leaflet(pdf, task)
    if chunk.makes_leaflets:
        return LeafletResult(task.number, task.row, leaflet=made)
    return save_leaflet(chunk.folder, task.number, task.row, made)


def save_leaflet(folder: Path, number: int, row: int, made: MadeLeaflet) -> LeafletResult:
    """Save a finished leaflet in the folder, under a draft's name. Raises FileError."""
    name = write_draft(folder, made.pdf, DRAFT_SUFFIX).name
    return LeafletResult(number, row, name, made.sha256, made.input)


def check_spec(spec: Spec, format: str, paper: Paper | None) -> None:
    """Raise SpecError if a handout cannot be made for anyone."""
    editions.check_handout(spec, Edition(format, paper))


def _check_task(spec: Spec, task: Task, places: Mapping[str, Place]) -> None:
    editions.check_handout(spec, task.edition, places)


def render_task(spec: Spec, task: Task, places: Mapping[str, Place]) -> bytes:
    """The PDF of a task, locked if it has a password. Raises SpecError."""
    pdf = editions.render_handout(spec, task.edition, places)
    if not task.password:
        return pdf
    return encrypt_pdf(pdf, task.password)


@lru_cache(maxsize=32)
def _unpickle_spec(pickled: bytes) -> Spec:
    """The same object each time, so that memoized results for it are found again.

    So is its brand, which this process may have read before, to choose a format.
    """
    spec = pickle.loads(pickled)
    assert isinstance(spec, Spec)
    return replace(spec, brand=intern_value(spec.brand))


def try_task(
    chunk: TaskChunk,
    task: Task,
    work: Callable[[Spec, Task, Mapping[str, Place]], bytes | None],
) -> tuple[bytes | None, tuple[Finding, ...]]:
    """The result of ``work`` on a task, or else its problems, placed at the task's row."""
    places = _CellPlaces(chunk, task.row)
    try:
        return work(_unpickle_spec(chunk.specs[task.spec]), task, places), ()
    except SpecError as error:
        return None, tuple(_move_to_row(each, chunk, task.row) for each in error.problems)
    except MemoryError:
        raise
    except Exception as error:
        return None, (_report_crash(error, Place(chunk.table, task.row, 1)),)


class _CellPlaces(Mapping[str, Place]):
    """The places of a row's cells by field, each made when it is asked for, which is rare."""

    def __init__(self, chunk: TaskChunk, row: int) -> None:
        self._chunk, self._row = chunk, row

    def __getitem__(self, field: str) -> Place:
        return Place(self._chunk.table, self._row, self._chunk.columns[field])

    def __iter__(self) -> Iterator[str]:
        return iter(self._chunk.columns)

    def __len__(self) -> int:
        return len(self._chunk.columns)


def _move_to_row(problem: Finding, chunk: TaskChunk, row: int) -> Finding:
    """Add the column's name to a problem of a cell; place any other problem at the row."""
    if problem.place.file != chunk.table:
        return replace(problem, place=Place(chunk.table, row, 1), source_line="")
    name = chunk.column_names.get(problem.place.column)
    message = f"Column {name}: {problem.message}" if name else problem.message
    return replace(problem, message=message)


def _report_crash(error: Exception, place: Place) -> Finding:
    """Report a bug of ours, which costs one leaflet only. Its text may hold a name: omit it."""
    last = traceback.extract_tb(error.__traceback__)[-1]
    where = f"{Path(last.filename).name}, line {last.lineno}"
    message = f"The program failed at this row ({type(error).__name__} in {where})."
    return Finding(
        "program-error", place, message, "This is a bug in the program: report it, without the row."
    )
