"""What a batch is asked to do, what it reports while it runs, and what it results in."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from handouts.batch.file_pattern import DEFAULT_PATTERN, Pattern, read_pattern
from handouts.data import Data
from handouts.document.choices import Ink, LabelCode, Standard, Window
from handouts.document.papers import Paper
from handouts.events import Event, RequestError
from handouts.layout.formats import FORMATS
from handouts.people.person import Cell
from handouts.reading.library import find_library
from handouts.resources import library_folder
from handouts.sources.findings import Finding
from handouts.tables.address_columns import load_address_headers
from handouts.tables.columns import Columns
from handouts.tables.date_choices import DateChoices
from handouts.tables.letters.encodings import Encoding
from handouts.tables.selection import RowSelection
from handouts.tables.table import SheetInfo

if TYPE_CHECKING:
    from handouts.batch.sample import Sample
    from handouts.batch.sheet_groups import MergedFile

WINDOW_WITHOUT_MERGE = "--window puts sheets into the file of --merge: give both."
LABELS_WITHOUT_MERGE = "--labels makes labels for the leaflets of --merge: give both."
SKIP_WITHOUT_LABELS = "--skip-labels skips those of the first sheet of --labels: give both."
ADDRESS_UNREAD = "--columns {}: an address is read only for --window and --labels."
LOCKED_MERGE = "--merge makes a file for printing, which cannot be locked."
ADDRESS_UNREAD = "--columns {}: an address is read only for --window and --labels."
LOCKED_MERGE = "--merge makes a file for printing, which cannot be locked."
INDEX_OF_NOTHING = "--index lists what is in the file of --merge: give both."
NOTHING_TO_SEPARATE = "--separate-by puts sheets into the file of --merge: give both."
NAMES_WITHOUT_INDEX = "--index-names adds names to the sheet that --index makes: give both."


class BatchRequest(Data, frozen=True):
    """A leaflet for each person in a table, in ``folder``.

    ``table`` is the path of a CSV, a workbook or FHIR, or - for stdin; ``columns`` gives the
    headers of fields whose headers are not known, and ``encoding`` that of a CSV where it is not
    certain. Unless ``nameless``, each row must have a name.
    ``selection`` says which rows get a leaflet; with ``once``, nobody gets the same one twice.
    ``sort`` is the header of the column by which they are sorted, or "time". ``shared`` holds the
    fields that are the same for all people; no column is read for them. ``date_choices`` say how
    dates in numbers alone are read. Nobody was treated after ``today``.

    ``password`` locks all files, and a ``password_column`` each by the password in its row.
    ``jobs`` is how many processes to use, by default one per core; with the address of a Dask
    ``scheduler``, its workers are used instead. With ``skip_bad``, leaflets are made for the good
    rows, and the others are written to a file. With ``merge``, all leaflets go into one file for
    the printer, or one for each kind of sheet, and with ``index`` an index of them for the desk,
    which names people only with ``index_names``. ``separate_by`` is the header of a column: before
    each of its values, the file has a sheet that says it. With a ``window``, a sheet for envelopes
    with such a window is before each person's leaflets, with their address; ``labels`` makes a file
    of labels with them, of whose first sheet so many are skipped. With ``dry_run``, all is checked
    and nothing is written; with ``sample``, only the first leaflet is made, as HANDOUT-sample.pdf.
    If it ``is_list``, the leaflets are printed at once, and none is kept.
    """

    handout: str
    table: str
    folder: Path
    format: str | None = None
    paper: Paper | None = None
    ink: Ink = "colour"
    standard: Standard = "ua-1"
    library: Path | None = None
    brand: Path | None = None
    language: str | None = None
    columns: Mapping[str, str] = {}
    remember_columns: bool = False
    nameless: bool = False
    selection: RowSelection = RowSelection()
    shared: Mapping[str, Cell] = {}
    once: bool = False
    sort: str = ""
    date_choices: DateChoices = DateChoices()
    today: date | None = None
    sheet: str = ""
    encoding: Encoding | None = None
    pattern: Pattern = read_pattern(DEFAULT_PATTERN)
    jobs: int | None = None
    scheduler: str = ""
    skip_bad: bool = False
    force: bool = False
    merge: bool = False
    is_list: bool = False
    separate_by: str = ""
    window: Window | None = None
    labels: LabelCode | None = None
    skipped_labels: int = 0
    index: bool = False
    index_names: bool = False
    sample: bool = False
    dry_run: bool = False
    password: str = ""
    password_column: str | None = None

    def __repr__(self) -> str:
        """The request without its password."""
        return f"BatchRequest({self.handout!r}, {self.table!r})"

    @property
    def handouts(self) -> tuple[str, ...]:
        """The handouts to make for each person: names separated by commas, or one path."""
        if "," not in self.handout or Path(self.handout).exists():
            return (self.handout,)
        return tuple(dict.fromkeys(filter(None, map(str.strip, self.handout.split(",")))))

    @property
    def prints_addresses(self) -> bool:
        """Whether people's addresses are printed, and so are read."""
        return bool(self.window or self.labels)

    def check(self) -> None:
        """Raise RequestError if it asks for what does not go together.

        Raises SpecError if its library does not exist.
        """
        twice = sorted(self.shared.keys() & self.columns.keys())
        if twice:
            raise RequestError(f"--set and --columns both name the field {twice[0]}: keep one.")
        if self.merge and self.format and not FORMATS[self.format].printing.on_paper:
            raise RequestError(
                f"--merge makes a file for printing; {self.format} is not for paper."
            )
        if self.merge and (self.password or self.password_column is not None):
            raise RequestError(LOCKED_MERGE)
        self._check_merge_options()
        if self.remember_columns and find_library(self.library) == library_folder():
            raise RequestError(
                "--remember-columns writes into the clinic's folder: name it with --library, "
                "or make one with 'handouts init DIR'."
            )

    def _check_merge_options(self) -> None:
        """Raise RequestError for what needs another option that was not given."""
        is_stack = self.merge or self.is_list
        needs = (
            (self.index, self.merge, "--index lists what is in the file of --merge"),
            (self.separate_by, is_stack, "--separate-by puts sheets into the file of --merge"),
            (self.window, is_stack, "--window puts sheets into the file of --merge"),
            (self.labels, self.merge, "--labels makes labels for the leaflets of --merge"),
            (self.index_names, self.index, "--index-names adds names to the sheet of --index"),
            (self.skipped_labels, self.labels, "--skip-labels is for the first sheet of --labels"),
        )
        for wanted, needed, why in needs:
            if wanted and not needed:
                raise RequestError(f"{why}: give both.")
        parts = sorted(self.columns.keys() & load_address_headers().keys())
        if parts and not self.prints_addresses:
            raise RequestError(ADDRESS_UNREAD.format(parts[0]))
        if self.labels:
            from handouts.plain_sheets.labels import LABEL_SHEETS  # late: most batches have none

            count = LABEL_SHEETS[self.labels].count
            if self.skipped_labels >= count:
                raise RequestError(f"--skip-labels: a sheet of {self.labels} has {count} labels.")


class TableRead(Event, frozen=True):
    """The table's headers were read, and which column holds which field was found.

    ``header_row`` counts from 1; ``has_rows_above`` says that there are rows above it, which are
    not read. ``encoding`` is empty for a workbook, and ``sheet`` describes the sheet that was read.
    ``remarks`` are sentences about how columns are read.
    ``has_next_page`` says that more people are in the next page of a list.
    """

    columns: Columns
    header_row: int
    has_rows_above: bool
    encoding: str
    remarks: tuple[str, ...] = ()
    sheet: SheetInfo | None = None
    has_next_page: bool = False


class RowsChecked(Event, frozen=True):
    """All rows were checked: how many leaflets to make, how many are there, how many rows are bad.

    ``changed`` of the pending leaflets replace one whose row has changed. A run that ``is_stopped``
    makes nothing, because of what is bad.
    """

    pending: int
    kept: int
    changed: int
    bad: int
    is_stopped: bool = False


class LeafletsOutdated(Event, frozen=True):
    """The handout, its format, its paper or the program has changed: all are made again."""


class BadRowsWritten(Event, frozen=True):
    """The bad rows are in a file to be corrected, which holds all of their cells."""

    path: Path


class ColumnsSaved(Event, frozen=True):
    """The headers are saved in the clinic's folder, for later tables."""

    path: Path


class BatchResult(Data, frozen=True):
    """How far a batch has got, or what it resulted in. Counts are of leaflets.

    ``output`` is the folder, or the merged file of the format and paper that were asked for;
    ``files`` are all merged files, that one first, ``index`` is their index, and ``labels`` are for
    their envelopes. ``pending`` were to be made when the rows were checked, and ``kept`` were
    there; ``made`` are made, or in a merged file complete. ``replaced`` of them replace, or in a
    dry run would replace, a leaflet whose row has changed. ``others`` are further leaflets of this
    handout in the folder. ``has_begun`` says that leaflets were made, or that there was nothing to
    make.

    ``sheet`` is the sheet of a workbook, with the rows and columns left out because they are
    hidden. ``bad`` holds the problems by row; ``bad_file`` the bad rows, and ``leftover_files``
    those of earlier runs although there are none now. ``unmarked`` counts areas without a side, and
    ``unmarked_rows`` lists the first rows with one. ``remarks`` holds the rows by what must be
    told about them: words that are not printed, or a value that was read in one of several ways.
    ``left_out`` holds the rows that get no leaflet, by the reason (see ``tables.selection``).
    ``sample`` is what the first leaflet says about its person. ``stale`` are the names of files in
    the folder that an earlier run has made for rows that get no leaflet now, and ``strays`` are
    merged files of an earlier run that this one does not replace.
    """

    output: Path
    columns: Columns | None = None
    sheet: SheetInfo | None = None
    pending: int = 0
    kept: int = 0
    made: int = 0
    replaced: int = 0
    others: int = 0
    has_begun: bool = False
    bad: Mapping[int, tuple[Finding, ...]] = {}
    bad_file: Path | None = None
    leftover_files: tuple[Path, ...] = ()
    unmarked: int = 0
    unmarked_rows: tuple[int, ...] = ()
    remarks: Mapping[str, tuple[int, ...]] = {}
    left_out: Mapping[str, tuple[int, ...]] = {}
    sample: Sample | None = None
    stale: tuple[str, ...] = ()
    files: tuple[MergedFile, ...] = ()
    index: Path | None = None
    labels: Path | None = None
    strays: tuple[Path, ...] = ()

    @property
    def problems(self) -> list[Finding]:
        """All problems of all rows, sorted."""
        return sorted({problem for row in self.bad.values() for problem in row})
