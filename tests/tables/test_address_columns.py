"""Which columns hold addresses: by their headers, and only where addresses are printed."""

from __future__ import annotations

import pytest

from handouts.document.brand import Brand
from handouts.people.address import AddressStyle
from handouts.sources.findings import SpecError
from handouts.tables.address_columns import (
    add_address_columns,
    find_table_style,
    load_address_headers,
)
from handouts.tables.column_finder import find_columns
from handouts.tables.headers import load_headers, normalize_header
from handouts.tables.table import parse_table


def find(
    head: str,
    style: AddressStyle = "us",
    saved: dict[str, str] | None = None,
    **choices: str,
) -> dict[str, str]:
    """The header of each part that is found."""
    table = parse_table("day.csv", f"{head}\n{',' * head.count(',')}x\n".encode())
    columns = add_address_columns(find_columns(table), table, style, choices, saved or {})
    for header in (table.headers[at] for at in columns.addresses.values()):
        assert not any(f"'{header}'" in each for each in columns.ignored)
    return {part: table.headers[at] for part, at in columns.addresses.items()}


@pytest.mark.parametrize(
    ("head", "style", "parts"),
    [
        ("Name,Address", "us", ["address"]),
        ("Name,Mailing Address", "us", ["address"]),
        ("Name,Street,City,State,ZIP", "us", ["street", "town", "state", "postcode"]),
        (
            "Name,Address Line 1,Address_Line_2,City,State,Zip Code,Country",
            "us",
            ["street", "address_line_2", "town", "state", "postcode", "country"],
        ),
        ("Name,Address,City,State,ZIP", "us", ["address", "town", "state", "postcode"]),
        (
            "Name,Address,Address 1,Town,County,Postcode",
            "uk",
            ["street", "town", "county", "postcode"],
        ),
        ("Name,Street,Town,County,Postcode", "us", ["street", "town", "postcode"]),
        ("Name,Straße,Hausnummer,PLZ,Ort", "din", ["street", "house_number", "postcode", "town"]),
        ("Name,Adresse,Code postal,Ville", "din", ["address", "postcode", "town"]),
        ("Name,Calle,Código Postal,Localidad", "din", ["street", "postcode", "town"]),
        (
            "Name,Straat,Huisnummer,Postcode,Woonplaats",
            "din",
            ["street", "house_number", "postcode", "town"],
        ),
    ],
)
def test_headers_of_practice_software(head: str, style: AddressStyle, parts: list[str]) -> None:
    """In several languages; those of another country's addresses are not read."""
    assert list(find(head, style)) == parts


def test_a_header_can_be_named() -> None:
    """It is read in place of a known one."""
    assert find("Name,Home address,Where", address="Where") == {"address": "Where"}
    found = find("Name,Home address,Postal address", address="Postal address")
    assert found == {"address": "Postal address"}
    parts = find("Name,Street,City,,ZIP", postcode="-", town="-")
    assert parts == {"street": "Street"}


def test_saved_headers_are_read_if_the_table_has_them() -> None:
    """Another export may have other headers."""
    saved = {"address": "Where", "first_name": "Name"}
    assert find("Name,Where,Address", saved=saved) == {"address": "Where"}
    assert find("Name,Address", saved=saved) == {"address": "Address"}


@pytest.mark.parametrize(
    ("head", "choices", "message"),
    [
        ("Name,Phone", {}, "No column is read as an address."),
        ("Name,City,State", {}, "No column is read as an address."),
        (
            "Name,Home address,Postal address",
            {},
            "Two columns may hold the same part of an address: B 'Home address' and C 'Postal",
        ),
        ("Name,Address", {"town": "Village"}, "The header 'Village' is not in the table."),
    ],
)
def test_what_is_unclear_is_asked(head: str, choices: dict[str, str], message: str) -> None:
    """With a way to say it."""
    with pytest.raises(SpecError) as raised:
        find(head, "us", None, **choices)
    [problem] = raised.value.problems
    assert problem.message.startswith(message) and problem.hint


def test_headers_are_of_one_part_only() -> None:
    """And no header of another field is read as one."""
    known = load_address_headers().items()
    fields = {(normalize_header(each), field) for field, words in known for each in words}
    words = {word for word, _ in fields}
    assert len(words) == len(fields) and "" not in words
    assert not words & load_headers().fields.keys()


@pytest.mark.parametrize(
    ("headers", "language", "style"),
    [
        ("Name;Straße;PLZ;Ort", "en-US", "din"),
        ("Name;Street;City;State;ZIP", "en-US", "us"),
        ("Name;Straat;Huisnummer;Plaats", "en-GB", "din"),
        ("Nombre;Calle;Ciudad;Estado;Código postal", "en-US", "us"),
        ("Nom;Rue;Ville;Code postal", "en-CA", "ca"),
        ("Nombre;Calle;Ciudad;Código postal", "es-US", "us"),
    ],
)
def test_headers_say_how_addresses_are_written(headers: str, language: str, style: str) -> None:
    """Where their language has one order, and the clinic's own is another."""
    brand = Brand("Clinic", language=language, paper="letter")
    assert find_table_style(headers.split(";"), brand) == style
