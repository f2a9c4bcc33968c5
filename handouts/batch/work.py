"""What a worker does: it looks at a few people, or makes their leaflets. It may be any process.

All it needs comes with a parcel of work, spec included, and the folder is all it shares with
others; so it may stand on another computer. What it gives back is small.
"""

from __future__ import annotations

import pickle
import traceback
from collections.abc import Callable, Mapping
from functools import lru_cache
from pathlib import Path

from handouts.batch.manifest import Record, seals
from handouts.batch.names import DRAFTS
from handouts.data import Data
from handouts.spec.colours import Ink
from handouts.spec.models import Paper, Person, Spec
from handouts.spec.problems import Place, Problem, SpecError


class Task(Data, frozen=True):
    """A person's leaflet. ``number`` counts the people from 0, ``row`` is the table's own.

    ``record`` is set where the manifest knows the file: then it is looked at, and is ``fresh``
    where the handout has not changed since.
    """

    number: int
    row: int
    person: Person
    spec: str
    format: str
    paper: Paper | None
    ink: Ink = "colour"
    password: str = ""
    record: Record | None = None
    fresh: bool = False

    def __repr__(self) -> str:
        """The task without its person: an executor may log what it is given."""
        return f"Task(row {self.row})"


class Parcel(Data, frozen=True):
    """Tasks, with what they are made from: specs by the names that tasks give them.

    ``columns`` are those of a person's fields, ``called`` what people call each column.
    """

    folder: Path
    table: str
    columns: Mapping[str, int]
    specs: Mapping[str, bytes]
    tasks: tuple[Task, ...]
    called: Mapping[int, str] = {}

    def __repr__(self) -> str:
        """How much it holds; a folder's name may be a person's too."""
        return f"Parcel({len(self.tasks)} tasks)"


class Seen(Data, frozen=True):
    """What was found out about a task: whether its leaflet is there, or why it cannot be made.

    ``same``: what is there was made for the same person. ``kept``: nothing is to be done.
    """

    number: int
    row: int
    there: bool = False
    same: bool = False
    kept: bool = False
    problems: tuple[Problem, ...] = ()


class Made(Data, frozen=True):
    """A leaflet that lies in the folder under a name that tells nothing, or why it does not."""

    number: int
    row: int
    draft: str = ""
    sha256: str = ""
    input: str = ""
    problems: tuple[Problem, ...] = ()


def packed(spec: Spec) -> bytes:
    """A spec as it travels in a parcel."""
    return pickle.dumps(spec)


def ready() -> None:
    """Load what a worker needs, which takes a process that has just begun a tenth of a second."""
    from handouts import making  # noqa: F401
    from handouts.layout import drawing  # noqa: F401


def look(parcel: Parcel) -> list[Seen]:
    """Look at each task: is its leaflet there, and if it is not, can it be made?"""
    return [_look(parcel, task) for task in parcel.tasks]


def make(parcel: Parcel) -> list[Made]:
    """Make the leaflet of each task. Raises FileProblem where the folder takes no more."""
    return [_make(parcel, task) for task in parcel.tasks]


def _look(parcel: Parcel, task: Task) -> Seen:
    there, same = _found(parcel.folder, task)
    seen = Seen(task.number, task.row, there, same)
    if same and task.fresh:
        return Seen(task.number, task.row, there, same, kept=True)
    _, problems = tried(parcel, task, _check)
    return Seen(task.number, task.row, there, same, problems=problems) if problems else seen


def _found(folder: Path, task: Task) -> tuple[bool, bool]:
    """Whether a task's file is there as it was made, and whether for the same person."""
    if not task.record:
        return False, False
    return task.record.found(folder, task.person, task.password)


def _make(parcel: Parcel, task: Task) -> Made:
    from handouts.files import draft

    pdf, problems = tried(parcel, task, _render)
    if pdf is None:
        return Made(task.number, task.row, problems=problems)
    sha256, input = seals(pdf, task.person, task.password)
    name = draft(parcel.folder, pdf, DRAFTS).name
    return Made(task.number, task.row, name, sha256, input)


def check(spec: Spec, format: str, paper: Paper | None) -> None:
    """Raise SpecError where a handout cannot be made for anyone."""
    from handouts import making

    making.check(spec, format=format, paper=paper)


def _check(spec: Spec, task: Task, places: Mapping[str, Place]) -> None:
    from handouts import making

    making.check(
        spec,
        person=task.person,
        format=task.format,
        paper=task.paper,
        places=places,
        ink=task.ink,
    )


def _render(spec: Spec, task: Task, places: Mapping[str, Place]) -> bytes:
    from handouts.making import render

    pdf = render(
        spec,
        person=task.person,
        format=task.format,
        paper=task.paper,
        places=places,
        ink=task.ink,
    )
    if not task.password:
        return pdf
    from handouts.batch.password import locked

    return locked(pdf, task.password)


@lru_cache(maxsize=32)
def _spec(packed: bytes) -> Spec:
    """The same spec each time, so that what is remembered of it is found again."""
    spec = pickle.loads(packed)
    assert isinstance(spec, Spec)
    return spec


def tried(
    parcel: Parcel,
    task: Task,
    work: Callable[[Spec, Task, Mapping[str, Place]], bytes | None],
) -> tuple[bytes | None, tuple[Problem, ...]]:
    """What some work gives, or the problems that it meets, each at its row."""
    places = {field: Place(parcel.table, task.row, at) for field, at in parcel.columns.items()}
    try:
        return work(_spec(parcel.specs[task.spec]), task, places), ()
    except SpecError as error:
        return None, tuple(_at_row(each, parcel, task.row) for each in error.problems)
    except MemoryError:
        raise
    except Exception as error:
        return None, (_mistake(error, Place(parcel.table, task.row, 1)),)


def _at_row(problem: Problem, parcel: Parcel, row: int) -> Problem:
    """A problem of a cell, with its column's name; one of the whole leaflet belongs to the row."""
    if problem.place.file != parcel.table:
        return Problem(Place(parcel.table, row, 1), problem.message, problem.mend)
    called = parcel.called.get(problem.place.column)
    message = f"Column {called}: {problem.message}" if called else problem.message
    return Problem(problem.place, message, problem.mend)


def _mistake(error: Exception, place: Place) -> Problem:
    """A mistake of ours costs one leaflet. What it says is left out: it may repeat a name."""
    last = traceback.extract_tb(error.__traceback__)[-1]
    where = f"{Path(last.filename).name}, line {last.lineno}"
    message = f"The program failed at this row ({type(error).__name__} in {where})."
    return Problem(place, message, "It is a mistake in the program: report it, without the row.")
