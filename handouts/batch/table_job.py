"""The job of a batch from a table: its rows as people, with their passwords."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from msgspec.structs import replace

from handouts.batch.addresses import find_address_problems, read_address
from handouts.batch.handout_choice import divide_entry
from handouts.batch.jobs import Job, PersonEntry, Translations
from handouts.batch.password import check_password, read_password
from handouts.batch.request import BatchRequest
from handouts.batch.separators import (
    check_separator_column,
    find_separator_header,
    find_separator_problems,
    group_rows,
    read_separator,
)
from handouts.batch.sorting import BY_TIME, require_time, sort_rows
from handouts.document.brand import Brand
from handouts.document.fonts import Typeface
from handouts.layout.formats import FORMATS
from handouts.render_errors import is_printable, report_missing_letter
from handouts.sources.findings import Finding, Place, SpecError
from handouts.tables.bad_rows import is_bad_rows_table
from handouts.tables.checked_row import CheckedRow
from handouts.tables.columns import NAME_PARTS, Columns
from handouts.tables.headers import HANDOUTS
from handouts.tables.rows import map_field_columns, read_people
from handouts.tables.survey import Survey
from handouts.tables.table import Table


def load_translations(request: BatchRequest) -> Translations:
    """The handout of a batch in each language. Raises SpecError if it has problems."""
    translations = Translations(
        request.handouts,
        library=request.library,
        brand=request.brand,
        language=request.language,
    )
    for handout in translations.handouts:
        translations.load_spec("", handout)
    return translations


def build_table_job(
    request: BatchRequest,
    table: Table,
    columns: Columns,
    survey: Survey,
    translations: Translations,
) -> Job:
    """The job for the people in a table.

    Raises SpecError if the column of passwords has another use, if that of separators is a name, or
    if there is no time to sort by.
    """
    _check_password_column(request, table, columns)
    check_separator_column(request.separate_by, columns)
    if request.sort == BY_TIME:
        require_time({*columns.fields, *request.shared})
    field_columns = map_field_columns(columns)
    return Job(
        translations,
        lambda: _read_entries(request, table, columns, survey, translations),
        request.folder,
        format=request.format,
        is_for_paper=request.merge or request.is_list,
        paper=request.paper,
        ink=request.ink,
        standard=request.standard,
        pattern=request.pattern,
        force=request.force,
        count=table.count,
        unique_numbers=not is_bad_rows_table(table) and len(translations.handouts) == 1,
        is_part=is_bad_rows_table(table),
        separate_by=find_separator_header(request.separate_by, columns),
        window=request.window,
        day=request.selection.on,
        table=table.name,
        columns=field_columns,
        once=request.once,
        column_names={at: columns.describe_column(at - 1) for at in field_columns.values()},
    )


def _check_password_column(request: BatchRequest, table: Table, columns: Columns) -> None:
    """Refuse a sheet's column of passwords that is read as a field of the person as well.

    It holds what the sheet shows, such as 03/05/2026, so a day in it could be misread.
    """
    column = request.password_column
    if column is None or not table.sheet or columns.extra[column] not in columns.fields.values():
        return
    at = columns.extra[column]
    message = f"Column {columns.describe_column(at)} holds a field of the leaflet and the password."
    hint = "Copy the passwords into a column of their own, formatted as text."
    place = Place(table.name, table.header_row, at + 1)
    raise SpecError([Finding("bad-password", place, message, hint)])


def _read_entries(
    request: BatchRequest,
    table: Table,
    columns: Columns,
    survey: Survey,
    translations: Translations,
) -> Iterator[PersonEntry]:
    """An entry for each row of a table: the person, the file's password, the problems."""
    column = request.password_column
    people = read_people(
        table,
        columns,
        translations.load_offer,
        FORMATS,
        survey=survey,
        selection=request.selection,
        nameless=request.nameless,
        today=request.today,
        shared=request.shared,
        has_digests=request.once,
    )
    brand = translations.load_spec().brand
    for row in _order_rows(people, request, columns):
        password = request.password if column is None else read_password(row.extra.get(column, ""))
        problems = row.problems
        if not problems and not row.left_out:
            problems = tuple(_find_problems(request, table, columns, row, brand, password))
        entry = PersonEntry(
            row.row,
            row.original_row,
            row.person,
            password,
            problems,
            row.remarks,
            row.left_out,
            separator=read_separator(row, request.separate_by),
            address=read_address(row, request, columns, brand),
            digest=row.digest,
        )
        if len(translations.handouts) == 1 and not row.handouts:
            yield entry  # quick: there is nothing to choose from
            continue
        yield from divide_entry(entry, row.handouts, translations, _find_cell(table, columns, row))


def _find_problems(
    request: BatchRequest,
    table: Table,
    columns: Columns,
    row: CheckedRow,
    brand: Brand,
    password: str,
) -> Iterator[Finding]:
    """The problems of a row's password, and of what is printed of it besides the leaflet."""
    yield from _find_unprintable(request, table, columns, row, brand.font)
    yield from find_separator_problems(request.separate_by, table, columns, row, brand.font)
    yield from find_address_problems(request, table, columns, row, brand)
    column = request.password_column
    error = "" if column is None else check_password(password)
    if column is not None and error:
        at = columns.extra[column]
        message = f"Column {columns.describe_column(at)}: {error}"
        yield Finding("bad-password", Place(table.name, row.row, at + 1), message)


def _order_rows(
    rows: Iterable[CheckedRow], request: BatchRequest, columns: Columns
) -> Iterable[CheckedRow]:
    """The rows in the order that was asked for: by separators first."""
    if request.sort:
        rows = sort_rows(rows, request.sort, columns)
    return group_rows(rows, request.separate_by, columns) if request.separate_by else rows


def _find_unprintable(
    request: BatchRequest, table: Table, columns: Columns, row: CheckedRow, font: Typeface
) -> Iterator[Finding]:
    """A problem for each name with a letter that no font has, if it is printed besides."""
    is_named = request.index_names or request.prints_addresses
    for field, at in map_field_columns(columns).items() if is_named else ():
        if field in NAME_PARTS and not is_printable(getattr(row.person, field), font):
            problem = report_missing_letter(Place(table.name, row.row, at))
            name = columns.describe_column(at - 1)
            yield replace(problem, message=f"Column {name}: {problem.message}")


def _find_cell(table: Table, columns: Columns, row: CheckedRow) -> tuple[Place, str]:
    """The place of a row's handouts, and what people call its column."""
    at = columns.fields.get(HANDOUTS)
    if at is None:
        return Place(table.name, row.row, 1), ""
    return Place(table.name, row.row, at + 1), columns.describe_column(at)
