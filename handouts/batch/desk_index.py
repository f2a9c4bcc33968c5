"""The index of the files for the printer: a sheet for the desk, to find leaflets and tick them off.

It has a line for each row of the table, with its pages, and lists the rows without a leaflet. It
names nobody unless that is asked for.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby

import msgspec

from handouts.batch.inspection import Inspection
from handouts.batch.jobs import Job
from handouts.batch.repeats import REPEATED_ROW
from handouts.batch.sheet_groups import find_paper
from handouts.batch.stacking import FileStack, StackedLeaflet, find_date_words
from handouts.data import Data
from handouts.document.fonts import Typeface
from handouts.document.papers import PAPERS
from handouts.document.person import Visit
from handouts.language.words import DateWords
from handouts.plain_sheets.drawing import replace_missing
from handouts.plain_sheets.tables import DeskSheet, DeskTable, draw_desk_sheet
from handouts.sources.findings import Finding, escape_hidden
from handouts.tables.selection import NOT_CHOSEN

TITLE = "Index of leaflets"
_IDENTITY = "index"
_CONFIDENTIAL = "Confidential: this sheet names patients. Keep it at the desk, and shred it."


class IndexOptions(Data, frozen=True):
    """What the index says: the ``names`` of people, if they are asked for."""

    names: bool = False


def digest_index(plan: Inspection, options: IndexOptions) -> bytes:
    """All that the index says besides the people in the files and their pages."""
    unmade = list(_list_unmade(plan, plan.bad))
    return msgspec.json.encode((options, unmade, len(plan.left_out.get(NOT_CHOSEN, ()))))


def draw_index(
    plan: Inspection,
    bad: Mapping[int, Iterable[Finding]],
    stacks: Sequence[FileStack],
    options: IndexOptions,
) -> bytes:
    """The PDF of the index of some files; ``bad`` holds the problems by row."""
    job = plan.job
    brand = job.translations.load_spec().brand
    sheet = _compose_index(plan, bad, stacks, options)
    return draw_desk_sheet(sheet, find_paper(job), brand.font, _IDENTITY)


def _compose_index(
    plan: Inspection,
    bad: Mapping[int, Iterable[Finding]],
    stacks: Sequence[FileStack],
    options: IndexOptions,
) -> DeskSheet:
    job, words = plan.job, find_date_words(plan.job)
    tables = [table for stack in stacks for table in _compose_tables(stack, stacks, words, options)]
    unmade = tuple((row, reason) for _, row, reason in sorted(_list_unmade(plan, bad)))
    if unmade:
        tables.append(DeskTable("Rows without a leaflet", ("Row", "Why"), unmade))
    font = job.translations.load_spec().brand.font
    paragraphs = [replace_missing(each, font) for each in _describe_stacks(plan, stacks, words)]
    foot = _CONFIDENTIAL if options.names else ""
    return DeskSheet(TITLE, tuple(paragraphs), tuple(_make_printable(tables, font)), foot)


def _make_printable(tables: Iterable[DeskTable], font: Typeface) -> Iterator[DeskTable]:
    """The tables without letters that no font has; those of names are asked about before."""
    for table in tables:
        rows = tuple(tuple(replace_missing(cell, font) for cell in row) for row in table.rows)
        yield msgspec.structs.replace(
            table, heading=replace_missing(table.heading, font), rows=rows
        )


def _describe_stacks(
    plan: Inspection, stacks: Sequence[FileStack], words: DateWords
) -> Iterator[str]:
    """Paragraphs that say what was made, for which day, and how to read the sheet."""
    translations = plan.job.translations
    yield ", ".join(
        translations.load_spec("", each).handout.title for each in translations.handouts
    )
    leaflets = [each for stack in stacks for each in stack.leaflets]
    people = len({each.leaflet.row for each in leaflets})
    counts = f"{_count(len(leaflets), 'leaflet')} for {_count(people, 'person', 'people')}"
    files = f" in {_count(len(stacks), 'file')}" if len(stacks) > 1 else ""
    day = f", for {words.format_visit(Visit(plan.job.day))}" if plan.job.day else ""
    yield f"{counts}{files}{day}."
    not_chosen = len(plan.left_out.get(NOT_CHOSEN, ()))
    if not_chosen:
        yield f"{_count(not_chosen, 'row')} of the table not chosen."
    if plan.job.window:
        yield "The pages of a row begin with the sheet of its address."
    yield "Row numbers are those of the table; page numbers are those of the file."


def _compose_tables(
    stack: FileStack, stacks: Sequence[FileStack], words: DateWords, options: IndexOptions
) -> Iterator[DeskTable]:
    """A table for each separator of a file, or one for all: a line for each row of the clinic's."""
    everyone = [each for other in stacks for each in other.leaflets]
    visits = [each.person.appointment for each in everyone if each.person.appointment]
    days = {visit.day for visit in visits}
    columns = {
        "Done": True,
        "Row": True,
        "Pages": True,
        "Handouts": any(each.leaflet.handout for each in everyone),
        "Time" if len(days) == 1 else "Visit": any(visit.at for visit in visits),
        "Name": options.names,
    }
    shown = tuple(name for name, is_shown in columns.items() if is_shown)
    separators = iter(stack.separators)
    for key, behind in groupby(stack.leaflets, key=lambda each: each.leaflet.separator_key):
        rows = []
        for _, members in groupby(behind, key=lambda each: each.leaflet.row):
            cells = _fill_row(tuple(members), words, has_days=len(days) != 1)
            rows.append(tuple(cell for cell, is_shown in zip(cells, columns.values()) if is_shown))
        heading = _head_file(stack, len(stacks) > 1)
        if key is not None:
            value, page = next(separators)
            heading = f"{value}, from page {page} of {stack.name}"
        yield DeskTable(heading, shown, tuple(rows), has_boxes=True)


def _head_file(stack: FileStack, has_sheets: bool) -> str:
    """A file's name, with the sheets that it is printed on, if they differ between files."""
    sheets = f" ({' and '.join(stack.formats)}, {PAPERS[stack.paper].name})" if has_sheets else ""
    return f"{stack.name}{sheets}"


def _fill_row(
    members: Sequence[StackedLeaflet], words: DateWords, *, has_days: bool
) -> tuple[str, ...]:
    """The cells of a row: the box, its number, pages, handouts, visit and name."""
    first, last = members[0].pages[0], members[-1].pages[-1]
    visit, person = members[0].person.appointment, members[0].person
    return (
        "",
        str(members[0].leaflet.number),
        str(first) if first == last else f"{first}–{last}",
        ", ".join(each.leaflet.handout for each in members),
        _format_visit(visit, words, has_days=has_days) if visit else "",
        person.name,
    )


def _format_visit(visit: Visit, words: DateWords, *, has_days: bool) -> str:
    day = words.format_short_day(visit.day) if has_days else ""
    return ", ".join(filter(None, (day, words.format_time(visit.at) if visit.at else "")))


def _list_unmade(
    plan: Inspection, bad: Mapping[int, Iterable[Finding]]
) -> Iterator[tuple[int, str, str]]:
    """The rows without a leaflet, each with its number as text, and why; no patient's words."""
    numbers = _map_numbers(plan.job)
    for row, problems in bad.items():
        number = numbers.get(row, row)
        for problem in sorted(problems):
            yield number, str(number), escape_hidden(problem.message)
    for reason, rows in plan.left_out.items():
        words = "the same as an earlier row" if reason == REPEATED_ROW else reason
        for row in rows if reason != NOT_CHOSEN else ():
            number = numbers.get(row, row)
            yield number, str(number), f"Left out: {words}"


def _map_numbers(job: Job) -> dict[int, int]:
    """The numbers of rows in the first table, where they were copied out of it."""
    return {entry.row: entry.number for entry in job.people()} if job.is_part else {}


def _count(number: int, one: str, many: str = "") -> str:
    return f"{number:,} {one if number == 1 else many or f'{one}s'}"
