"""The job of a batch: which handout, for whom, in which folder; and its people as tasks."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import partial
from itertools import islice
from pathlib import Path

from msgspec.structs import replace

from handouts.batch import worker
from handouts.batch.file_names import FileNames
from handouts.batch.file_pattern import DEFAULT_PATTERN, Pattern, read_pattern
from handouts.batch.manifest import LeafletRecord, ManifestContent
from handouts.batch.worker import Task, TaskChunk
from handouts.building.format_choice import find_usual_format
from handouts.data import Data
from handouts.document.choices import Ink, Standard, Window
from handouts.document.edition import Edition
from handouts.document.handout import Spec
from handouts.document.papers import Paper
from handouts.document.person import Person
from handouts.reading.library import load_spec
from handouts.sources.findings import Finding, SpecError

CHUNK_SIZE = 16
"""How many people a worker takes at a time: about 50 ms of work."""


class PersonEntry(Data, frozen=True):
    """A person from a row of a table, or the problems of that row.

    ``password`` locks the person's file. ``original_row`` is set if the row was copied out of
    another table to be corrected: the row's number there, by which the file and the manifest
    identify the person. ``remarks`` are sentences about what is not printed of the row, or how it
    was read. A row that is ``left_out`` for a reason gets no leaflet, and has no person.
    ``handout`` is the one to make, where a batch makes several. ``separator`` is what a sheet
    before the leaflet says, which those after it share; None where there are no such sheets.
    ``address`` holds the lines of the address, where that is printed. ``digest`` is the same for
    rows that are the same in all cells, where such a row gets no second leaflet.
    """

    row: int
    original_row: int = 0
    person: Person = Person()
    password: str = ""
    problems: tuple[Finding, ...] = ()
    remarks: tuple[str, ...] = ()
    left_out: str = ""
    handout: str = ""
    separator: str | None = None
    address: tuple[str, ...] = ()
    digest: bytes = b""

    def __repr__(self) -> str:
        """The row without its person."""
        return f"Entry(row {self.row}, {len(self.problems)} problems)"

    @property
    def number(self) -> int:
        """The number that identifies the person in the file's name and in the manifest."""
        return self.original_row or self.row


class Translations:
    """The handouts of a batch in each language that people need, read when first used.

    Of several handouts, the first is the one that is meant where none is named.
    """

    def __init__(
        self,
        handouts: str | Path | Sequence[str],
        *,
        library: Path | None = None,
        brand: Path | None = None,
        language: str | None = None,
    ) -> None:
        self.handouts = (str(handouts),) if isinstance(handouts, str | Path) else tuple(handouts)
        self._arguments = (library, brand, language)
        self._specs: dict[tuple[str, str], Spec] = {}
        self._by_key: dict[str, Spec] = {}
        self._pickled: dict[tuple[str, Standard], bytes] = {}

    @property
    def name(self) -> str:
        """The handout's name; of several, all of them: "first-visit+neck-exercises"."""
        return "+".join(self.load_spec("", handout).handout.name for handout in self.handouts)

    def load_spec(self, language: str = "", handout: str = "") -> Spec:
        """A handout in a language, or by default in the batch's language.

        Raises SpecError if there is no such translation, or if it has problems.
        """
        wanted = (language, handout or self.handouts[0])
        if wanted not in self._specs:
            self._specs[wanted] = self._load_language(*wanted)
        return self._specs[wanted]

    def load_offer(self, language: str = "") -> Spec:
        """The first handout with the sections of all, by which a person's values are read.

        A row may choose advice of any of its handouts. Raises SpecError as ``load_spec`` does.
        """
        first, *others = (self.load_spec(language, handout) for handout in self.handouts)
        if not others:
            return first
        sections = [section for spec in (first, *others) for section in spec.handout.sections]
        return replace(first, handout=replace(first.handout, sections=tuple(sections)))

    def find_key(self, spec: Spec) -> str:
        """What the manifest and tasks call a spec: its language, of several its name too."""
        language = spec.handout.language
        key = language if len(self.handouts) == 1 else f"{spec.handout.name}.{language}"
        self._by_key.setdefault(key, spec)
        return key

    def find_spec(self, key: str) -> Spec:
        """The spec of a key that was found."""
        return self._by_key[key]

    def pickled_spec(self, key: str, standard: Standard) -> bytes:
        """The same, pickled for a worker that makes PDFs of a standard."""
        wanted = (key, standard)
        if wanted not in self._pickled:
            self._pickled[wanted] = worker.pickle_spec(self._by_key[key], standard)
        return self._pickled[wanted]

    def _load_language(self, language: str, handout: str) -> Spec:
        library, brand, default = self._arguments
        spec = load_spec(handout, library=library, brand=brand, language=language or default)
        # One object per handout, so that memoized results for it are found again.
        return next((each for each in self._specs.values() if each == spec), spec)


class Job(Data, frozen=True):
    """What a batch makes, for whom, and in which folder.

    ``people`` must yield the same people in the same order each time it is called; ``count`` is how
    many, if known. Problems name a place by ``table``, by ``columns`` (the column of each field,
    from 1) and by ``column_names`` (what the table calls each column). With ``force``, files that
    are already there are replaced, whatever they are. ``unique_numbers`` promises that no two
    people share a number, so that file names that contain the number need no check for duplicates.
    With ``once``, a person gets no second leaflet that is the same. If it ``is_remote``, workers
    cannot write into the folder, and send leaflets back. If it ``is_part``, its rows were copied
    out of another table. ``separate_by`` is the header of the column that separators are from,
    ``window`` is that of the envelopes, if any, and ``day`` the one on which all people come, if
    they were chosen by it. Without a ``format``, each handout is made in its usual one; if it
    ``is_for_paper``, in the first that is printed on paper.
    """

    translations: Translations
    people: Callable[[], Iterable[PersonEntry]]
    folder: Path
    format: str | None = None
    paper: Paper | None = None
    ink: Ink = "colour"
    standard: Standard = "ua-1"
    pattern: Pattern = read_pattern(DEFAULT_PATTERN)
    force: bool = False
    count: int | None = None
    unique_numbers: bool = True
    table: str = "table"
    columns: Mapping[str, int] = {}
    column_names: Mapping[int, str] = {}
    once: bool = False
    is_remote: bool = False
    is_part: bool = False
    separate_by: str = ""
    window: Window | None = None
    day: date | None = None
    is_for_paper: bool = False

    def find_format(self, spec: Spec, person: Person | None = None) -> str:
        """The format for a person or else for all: the row's, the job's, or the handout's usual.

        The usual one is that of the paper: what fits on one may be too long for another.
        """
        chosen, paper = (person.format, person.paper) if person else ("", None)
        usual = paper or self.paper
        return chosen or self.format or find_usual_format(spec, usual, self.is_for_paper)


def number_people(
    job: Job, content: ManifestContent
) -> Iterator[tuple[int, PersonEntry, tuple[Finding, ...], str]]:
    """Number the people from 0; yield each with the row's problems, or else the file's name.

    A row with problems, or one that is left out, takes no file name, so another row could get the
    name it would have had. The manifest reserves each name for the person who already has a file
    by that name.
    """
    names = FileNames(job.pattern, job.unique_numbers)
    is_neutral = job.pattern.is_always_unique
    for number, entry in enumerate(job.people()):
        try:
            if entry.left_out or entry.problems:
                raise SpecError(entry.problems)
            spec = job.translations.load_spec(entry.person.language, entry.handout)
        except SpecError as error:
            yield number, entry, error.problems, ""
        else:
            # Only a pattern with other fields needs the values of all.
            handout = {"handout": spec.handout.name}
            values = handout if is_neutral else _pattern_values(job, spec, entry.person)
            free = partial(_is_free, job, content, entry)
            yield number, entry, (), names.assign_name(entry.number, values, free)


def _is_free(job: Job, content: ManifestContent, entry: PersonEntry, file: str) -> bool:
    """Whether a person may use a file's name, since no other leaflet has it.

    Inserted rows change the numbers of the rows below; then the file itself shows whether it
    still belongs to the same person.
    """
    record = content.find_record(file)
    if record is None or record.row == entry.number or not (job.folder / record.file).exists():
        return True
    return record.compare_file(job.folder, entry.person, entry.password)[1]


def _pattern_values(job: Job, spec: Spec, person: Person) -> dict[str, str]:
    return {
        "handout": spec.handout.name,
        "language": spec.handout.language,
        "format": job.find_format(spec, person),
        "paper": person.paper or job.paper or spec.brand.paper,
        "first_name": person.first_name,
        "last_name": person.last_name,
        "therapist": person.therapist,
        "date": person.treated.isoformat() if person.treated else "",
    }


def make_task(
    job: Job,
    number: int,
    entry: PersonEntry,
    record: LeafletRecord | None = None,
    fresh: bool = False,
) -> Task:
    """What a worker needs to know of a person; ``record`` is the manifest's, for the file."""
    person = entry.person
    spec = job.translations.load_spec(person.language, entry.handout)
    paper = person.paper or job.paper
    format, standard = job.find_format(spec, person), job.standard
    edition = Edition(format, paper, job.ink, person=person, standard=standard)
    return Task(
        number=number,
        row=entry.row,
        spec=job.translations.find_key(spec),
        edition=edition,
        password=entry.password,
        record=record,
        is_current=fresh,
    )


def chunk_tasks(
    job: Job, tasks: Iterator[Task], makes_leaflets: Callable[[], bool] = lambda: False
) -> Iterator[TaskChunk]:
    """Group tasks into chunks of ``CHUNK_SIZE``, each with the specs that its tasks need.

    ``makes_leaflets`` is asked before each chunk whether checking it is to make its leaflets.
    """
    folder = job.folder.absolute()  # a worker may run in another one
    while chunk := tuple(islice(tasks, CHUNK_SIZE)):
        pickled = partial(job.translations.pickled_spec, standard=job.standard)
        specs = {task.spec: pickled(task.spec) for task in chunk}
        yield TaskChunk(
            folder, job.table, job.columns, specs, chunk, job.column_names, makes_leaflets()
        )
