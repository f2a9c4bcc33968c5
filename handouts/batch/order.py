"""What is asked of a batch: of which handout, for whom, where; and the people as tasks."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from itertools import islice
from pathlib import Path

from handouts.batch import work
from handouts.batch.manifest import Known, Record
from handouts.batch.names import DEFAULT, Names, Pattern, read_pattern
from handouts.batch.work import Parcel, Task
from handouts.data import Data
from handouts.spec.colours import Ink
from handouts.spec.models import Paper, Person, Spec
from handouts.spec.problems import Problem, SpecError

CHUNK = 16
"""How many people a worker takes at a time: some 50 ms of work."""


class Entry(Data, frozen=True):
    """A person of a table, by row, or what is wrong with the row; ``password`` locks the file.

    ``origin`` is the number that the file and the manifest know the person by, where it is not
    the row's: that of the table from which a bad row came to be mended.
    """

    row: int
    origin: int = 0
    person: Person = Person()
    password: str = ""
    problems: tuple[Problem, ...] = ()

    def __repr__(self) -> str:
        """The row without its person."""
        return f"Entry(row {self.row}, {len(self.problems)} problems)"

    @property
    def number(self) -> int:
        """What the person's file is numbered by."""
        return self.origin or self.row


class Shelf:
    """A handout in each language that people ask for, read when it is first asked for."""

    def __init__(
        self,
        handout: str | Path,
        *,
        library: Path | None = None,
        brand: Path | None = None,
        language: str | None = None,
    ) -> None:
        self._asked = (handout, library, brand, language)
        self._specs: dict[str, Spec] = {}
        self._packed: dict[str, bytes] = {}

    def spec(self, language: str = "") -> Spec:
        """The handout in a language; in that of the whole batch where none is given.

        Raises SpecError where it is not there, or not right.
        """
        if language not in self._specs:
            self._specs[language] = self._read(language)
        return self._specs[language]

    def packed(self, language: str = "") -> bytes:
        """The same, as it travels to a worker."""
        spec = self.spec(language)
        name = spec.handout.language
        if name not in self._packed:
            self._packed[name] = work.packed(spec)
        return self._packed[name]

    def _read(self, language: str) -> Spec:
        from handouts.spec.library import load

        handout, library, brand, asked = self._asked
        spec = load(handout, library=library, brand=brand, language=language or asked)
        # One object a handout, whatever it was asked for by: what is remembered is found again.
        return next((each for each in self._specs.values() if each == spec), spec)


class Job(Data, frozen=True):
    """What is made, of whom, and where.

    ``people`` gives the same people each time it is called, in the same order; ``count`` says
    how many, where that is known. ``table`` and ``columns`` (fields, and which column each
    stands in, from 1) say how problems name a place, ``called`` what people call a column.
    With ``force`` files that are there already are replaced, whatever they are. ``counted``
    says that no two people are numbered alike, so that nothing need be remembered of the names
    of files that hold the number.
    """

    shelf: Shelf
    people: Callable[[], Iterable[Entry]]
    folder: Path
    format: str = "trifold"
    paper: Paper | None = None
    ink: Ink = "colour"
    pattern: Pattern = read_pattern(DEFAULT)
    force: bool = False
    count: int | None = None
    counted: bool = True
    table: str = "table"
    columns: Mapping[str, int] = {}
    called: Mapping[int, str] = {}


def people(job: Job, known: Known) -> Iterator[tuple[int, Entry, tuple[Problem, ...], str]]:
    """Each person by number, with the problems of the row, else with the file's name.

    Where a row was wrong, the name that it would have had may be another's: what is known of
    the folder's files holds each name for the person who has it.
    """
    names = Names(job.pattern, job.counted)
    for number, entry in enumerate(job.people()):
        try:
            if entry.problems:
                raise SpecError(entry.problems)
            spec = job.shelf.spec(entry.person.language)
        except SpecError as error:
            yield number, entry, error.problems, ""
        else:
            values, free = _values(job, spec, entry.person), partial(_free, job, known, entry)
            yield number, entry, (), names.name(entry.number, values, free)


def _free(job: Job, known: Known, entry: Entry, file: str) -> bool:
    """Whether a file's name can be a person's, since no other has a leaflet there.

    Rows that were put in between move the numbers of those below; then the file itself says
    whether it is still the same person's.
    """
    record = known.get(file)
    if record is None or record.row == entry.number or not (job.folder / record.file).exists():
        return True
    return record.found(job.folder, entry.person, entry.password)[1]


def _values(job: Job, spec: Spec, person: Person) -> dict[str, str]:
    return {
        "handout": spec.handout.name,
        "language": spec.handout.language,
        "format": person.format or job.format,
        "paper": person.paper or job.paper or spec.brand.paper,
        "first_name": person.first_name,
        "last_name": person.last_name,
        "therapist": person.therapist,
        "date": person.treated.isoformat() if person.treated else "",
    }


def task(
    job: Job, number: int, entry: Entry, record: Record | None = None, fresh: bool = False
) -> Task:
    """What a worker needs to know of a person; ``record`` is what is known of the file."""
    person = entry.person
    return Task(
        number=number,
        row=entry.row,
        person=person,
        spec=job.shelf.spec(person.language).handout.language,
        format=person.format or job.format,
        paper=person.paper or job.paper,
        ink=job.ink,
        password=entry.password,
        record=record,
        fresh=fresh,
    )


def parcels(job: Job, tasks: Iterator[Task]) -> Iterator[Parcel]:
    """Tasks, a few to a parcel, each parcel with the specs that its tasks need."""
    folder = job.folder.absolute()  # a worker may stand in another one
    while some := tuple(islice(tasks, CHUNK)):
        specs = {task.spec: job.shelf.packed(task.person.language) for task in some}
        yield Parcel(folder, job.table, job.columns, specs, some, job.called)
