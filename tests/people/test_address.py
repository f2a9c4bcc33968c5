"""An address from the columns of a table: its lines, in the order of the clinic's country."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handouts.document.brand import Brand
from handouts.people.address import (
    AddressStyle,
    compose_address,
    find_address_gap,
    find_address_style,
    find_row_style,
    list_address_fields,
)

US = Brand("Clinic", paper="letter")
STYLES: tuple[AddressStyle, ...] = ("us", "ca", "uk", "au", "din")


@pytest.mark.parametrize(
    ("language", "paper", "style"),
    [
        ("en", "letter", "us"),
        ("en", "a4", "uk"),
        ("en-US", "a4", "us"),
        ("es-US", "letter", "us"),
        ("en-GB", "a4", "uk"),
        ("en-IE", "a4", "uk"),
        ("fr-CA", "letter", "ca"),
        ("en-AU", "a4", "au"),
        ("de", "a4", "din"),
        ("fr-FR", "a4", "din"),
        ("pt-BR", "a4", "din"),
    ],
)
def test_the_clinics_country_decides(language: str, paper: str, style: str) -> None:
    """By the region of the brand's language, else by its paper."""
    brand = Brand("Clinic", language=language, paper=paper)  # type: ignore[arg-type]
    assert find_address_style(brand) == style


@pytest.mark.parametrize(
    ("country", "style"),
    [
        ("", "us"), ("USA", "us"), ("Germany", "din"), ("Deutschland", "din"), ("DE", "din"),
        ("United Kingdom", "uk"), ("Australia", "au"), ("Zebra", "us"),
    ],
)  # fmt: skip
def test_an_address_follows_its_own_country(country: str, style: AddressStyle) -> None:
    """If it names one."""
    assert find_row_style({"country": country}, "us") == style


PARTS = {"street": "12 Mill Road", "address_line_2": "Flat 3", "town": "Leeds"}


@pytest.mark.parametrize(
    ("style", "parts", "last"),
    [
        ("us", {"state": "IL", "postcode": "62701"}, ("Leeds, IL 62701",)),
        ("us", {"postcode": "62701-1234"}, ("Leeds, 62701-1234",)),
        ("ca", {"state": "ON", "postcode": "K1A 0B1"}, ("Leeds, ON  K1A 0B1",)),
        ("uk", {"postcode": "LS1 4AB"}, ("Leeds", "LS1 4AB")),
        ("uk", {"county": "Yorkshire", "postcode": "LS1 4AB"}, ("Leeds", "Yorkshire", "LS1 4AB")),
        ("au", {"state": "NSW", "postcode": "2000"}, ("Leeds NSW 2000",)),
        ("din", {"postcode": "10115", "country": "Deutschland"}, ("10115 Leeds", "Deutschland")),
    ],
)
def test_the_town_as_each_country_writes_it(
    style: AddressStyle, parts: dict[str, str], last: tuple[str, ...]
) -> None:
    """With its state and postcode, below the street."""
    assert compose_address(PARTS | parts, style) == ("12 Mill Road", "Flat 3", *last)


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("12 Mill Road\nFlat 3\r\nLeeds\nLS1 4AB", ("12 Mill Road", "Flat 3", "Leeds", "LS1 4AB")),
        ("12 Mill Road,\nLeeds,  LS1 4AB", ("12 Mill Road", "Leeds, LS1 4AB")),
        ("Hauptstr. 5, 10115 Berlin", ("Hauptstr. 5", "10115 Berlin")),
        ("12 Main St, Springfield, IL 62701", ("12 Main St", "Springfield, IL 62701")),
        ("12 Main St, Springfield, IL, 62701", ("12 Main St", "Springfield, IL 62701")),
        (
            "12 Main St, Apt 4, Springfield, IL 62701-1234, USA",
            ("12 Main St", "Apt 4", "Springfield, IL 62701-1234", "USA"),
        ),
        ("12, rue de la Paix, 75002 Paris", ("12, rue de la Paix", "75002 Paris")),
        ("12a, Mill Road; Leeds", ("12a, Mill Road", "Leeds")),
        ("", ()),
        (" , ", ()),
    ],
)
def test_an_address_in_one_cell(text: str, lines: tuple[str, ...]) -> None:
    """Its own lines are kept; else it is divided at its commas."""
    assert compose_address({"address": text}, "us") == lines


def test_a_town_is_not_repeated() -> None:
    """Where the cell of the address has it already."""
    whole = {"address": "12 Main St, Springfield, IL 62701", "country": "USA"}
    parts = {"town": "Springfield", "state": "IL", "postcode": "62701"}
    assert compose_address(whole | parts, "us") == ("12 Main St", "Springfield, IL 62701", "USA")
    street = {"address": "12 Main St"}
    assert compose_address(street | parts, "us") == ("12 Main St", "Springfield, IL 62701")


def test_a_number_beside_its_street() -> None:
    """As German and Dutch tables have it."""
    parts = {"street": "Am Park", "house_number": "12", "house_addition": "a", "town": "Ulm"}
    assert compose_address(parts | {"postcode": "89073"}, "din") == ("Am Park 12 a", "89073 Ulm")


@given(st.data(), st.sampled_from(STYLES))
def test_no_word_is_lost(data: st.DataObject, style: AddressStyle) -> None:
    """Each part is in the lines as it is, and no line is empty."""
    fields = sorted(list_address_fields(style) - {"address"})
    words = st.text("abcDE12", min_size=1, max_size=8)
    parts = data.draw(st.dictionaries(st.sampled_from(fields), words))
    lines = compose_address(parts, style)
    assert all(lines)
    for text in parts.values():
        assert any(text in line for line in lines)


@pytest.mark.parametrize(
    ("parts", "gap"),
    [
        ({}, "The row has no address."),
        ({"country": "USA"}, "The row has no address."),
        ({"town": "Boston", "postcode": "02134"}, "The address has no street."),
        ({"street": "1 Main St"}, "The address has no town."),
        ({"address": "1 Main St"}, "The address has no town."),
        ({"street": "1 Main St", "town": "Boston", "postcode": "2134"}, "The postcode lacks a"),
        (
            {
                "street": "1 Main St",
                "town": "Salem",
                "postcode": "2134",
                "country": "United States",
            },
            "The postcode",
        ),
        ({"street": "1 Main St", "postcode": "02134"}, "The address has no town."),
        ({"address": "1 Main St", "postcode": "02134"}, "The address has no town."),
        ({"address": "1 Main St, Boston"}, "The address has no postal code."),
        ({"address": "1 Main St, Apt 4, Boston"}, "The address has no postal code."),
        ({"address": "1 Main St, Boston, MA 02134"}, ""),
        ({"address": "1 Mill Road, Leeds LS1 4AB"}, ""),
        ({"address": "1 Rue Nord, Montréal H2X 1Y4"}, ""),
        ({"street": "1 Main St", "town": "Cork", "country": "Ireland"}, ""),
        ({"street": "Am Platz 1", "town": "Wien", "postcode": "1010", "country": "Austria"}, ""),
        (
            {"street": "1 Main St", "town": "Boston", "state": "MA"},
            "The address has no postal code.",
        ),
        ({"address": "1 Main St", "town": "Boston"}, "The address has no postal code."),
        ({"address_line_2": "PO Box 5", "town": "Boston", "postcode": "02134"}, ""),
    ],
)
def test_what_an_address_lacks(parts: dict[str, str], gap: str) -> None:
    """A street, a town, or the zero that a spreadsheet dropped; without the address's words."""
    found = find_address_gap(parts, US)
    assert found.startswith(gap) and bool(found) == bool(gap)
