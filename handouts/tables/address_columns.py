"""Which columns of a table hold people's addresses: read only where addresses are to be printed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path

import msgspec
from msgspec.structs import replace

from handouts.document.brand import Brand
from handouts.people.address import AddressStyle, find_address_style, list_address_fields
from handouts.sources.findings import Finding, Place, SpecError, quote_text
from handouts.tables.columns import NO_COLUMN, Columns
from handouts.tables.headers import normalize_header
from handouts.tables.table import Table

_FILE = Path(__file__).with_name("addresses.json")
# Headers in languages of countries that write the postcode before the town.
_POSTCODE_FIRST = frozenset(
    "plz postleitzahl codepostal cp codigopostal cap codicepostale kodpocztowy cep postnummer "
    "postnr postinumero postakodu hausnummer hausnr huisnummer huisnr numerdomu".split()
)


@cache
def load_address_headers() -> Mapping[str, tuple[str, ...]]:
    """The headers of each part of an address, as practice software writes them."""
    return msgspec.json.decode(_FILE.read_bytes(), type=dict[str, tuple[str, ...]])


@cache
def _normalized_headers() -> Mapping[str, str]:
    known = load_address_headers()
    return {normalize_header(word): field for field, words in known.items() for word in words}


def find_table_style(headers: Iterable[str], brand: Brand) -> AddressStyle:
    """How a table's addresses are written: as its headers' language says, else as the brand does.

    An English brand may have patients abroad. In Canada and beside a column of states, headers in
    French or Spanish say nothing about the country.
    """
    style = find_address_style(brand)
    words = set(map(normalize_header, headers))
    is_english = brand.language.partition("-")[0] == "en"
    if not is_english or style == "ca" or _POSTCODE_FIRST.isdisjoint(words):
        return style
    states = map(normalize_header, load_address_headers()["state"])
    return "din" if words.isdisjoint(states) else style


def add_address_columns(
    columns: Columns,
    table: Table,
    style: AddressStyle,
    choices: Mapping[str, str],
    saved: Mapping[str, str],
) -> Columns:
    """The columns with those of addresses, by their headers, or by ``choices`` for some parts.

    Choices for other fields do not matter. ``saved`` gives headers too, but those missing from the
    table are ignored.

    A part with ``NO_COLUMN`` is not read; nor are columns that hold a field of the leaflet. Where
    an address has columns for its parts and one for all of it, the parts are read. Raises SpecError
    if no column holds addresses, or if several hold the same part.
    """
    headers = {*map(normalize_header, table.headers), NO_COLUMN}
    found = {field: each for field, each in saved.items() if normalize_header(each) in headers}
    parts = load_address_headers()
    choices = {field: each for field, each in {**found, **choices}.items() if field in parts}
    finder = _AddressFinder(table, columns)
    finder.match_headers(choices, list_address_fields(style))
    fields = finder.fields
    has_parts = "street" in fields and fields.keys() & {"town", "postcode"}
    if has_parts and "address" not in choices:
        fields.pop("address", None)
    if not finder.problems and not fields.keys() & {"address", "street"}:
        finder.report_missing()
    if finder.problems:
        raise SpecError(finder.problems)
    read = {columns.describe_column(at) for at in fields.values()}
    ignored = tuple(each for each in columns.ignored if each not in read)
    return replace(columns, addresses=fields, ignored=ignored)


class _AddressFinder:
    """The search for addresses among a table's headers."""

    def __init__(self, table: Table, columns: Columns) -> None:
        self.table = table
        self.columns = columns
        self.fields: dict[str, int] = {}
        self.problems: list[Finding] = []
        self._taken = {*columns.fields.values(), *columns.statuses}

    def match_headers(self, choices: Mapping[str, str], wanted: frozenset[str]) -> None:
        """Find the column of each wanted part."""
        normalized = [normalize_header(header) for header in self.table.headers]
        named = {field: each for field, each in choices.items() if each != NO_COLUMN}
        chosen = {normalize_header(header): field for field, header in named.items()}
        for at, word in enumerate(normalized):
            field = chosen.get(word) or _normalized_headers().get(word, "")
            is_chosen = chosen.get(word) == field
            if field not in wanted or (not is_chosen and (field in choices or at in self._taken)):
                continue
            if field in self.fields:
                self._report_duplicate(field, at)
            else:
                self.fields[field] = at
        for field, header in named.items():
            if field not in self.fields:
                message = f"The header {quote_text(header)} is not in the table."
                self._add("unknown-column", message, "Look at the table's first row.")

    def report_missing(self) -> None:
        """Add a finding: no column holds addresses."""
        hint = (
            'Say which columns hold them: --columns address="its header", or street, '
            "address_line_2, town, state, postcode and country."
        )
        self._add("unknown-column", "No column is read as an address.", hint)

    def _report_duplicate(self, field: str, at: int) -> None:
        one, two = map(self.columns.describe_column, (self.fields[field], at))
        message = f"Two columns may hold the same part of an address: {one} and {two}."
        header = self.table.headers[at]
        hint = f'Choose one of them: --columns {field}="{header}"'
        self._add("duplicate-column", message, hint, at)

    def _add(self, rule: str, message: str, hint: str, at: int = 0) -> None:
        place = Place(self.table.name, self.table.header_row, at + 1)
        self.problems.append(Finding(rule, place, message, hint))  # type: ignore[arg-type]
