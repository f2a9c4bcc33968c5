"""How to reach a clinic, as its file says it: each way of writing is read as it is meant."""

from __future__ import annotations

from pathlib import Path

import pytest

from handouts.document.brand import Brand
from handouts.reading.brand import read_brand
from handouts.sources.findings import SpecError


def read_contact(folder: Path, text: str) -> Brand:
    """A brand with these lines below its name."""
    path = folder / "brand.yaml"
    path.write_text(f"name: A\n{text}", encoding="utf-8")
    return read_brand(path)


@pytest.mark.parametrize(
    ("lines", "phones"),
    [
        ("phone: 555 0100", []),
        ("phone: [555 0100, 555 0101]", ["555 0100", "555 0101"]),
        ("phone: |\n    555 0100\n    555 0101\n", ["555 0100", "555 0101"]),
        ("phone: {number: 555 0100, label: Desk}", ["Desk 555 0100"]),
        ("phones: [555 0100, {number: 555 0101, label: Desk}]", ["555 0100", "Desk 555 0101"]),
        ("phone: 555 0100\n  phones: [{number: 555 0101, label: Desk}]", ["Desk 555 0101"]),
    ],
)
def test_telephones(tmp_path: Path, lines: str, phones: list[str]) -> None:
    """One text is the main number, all others are in their order; the first is for fields."""
    contact = read_contact(tmp_path, f"contact:\n  {lines}\n").contact
    read = [f"{one.label.words} {one.number.words}".strip() for one in contact.phones]
    assert read == phones
    assert contact.main_phone == "555 0100"
    assert contact.is_short == (not phones)


@pytest.mark.parametrize(
    ("lines", "rows"),
    [
        ("Mon to Fri 8 to 18", [("", "Mon to Fri 8 to 18")]),
        ("{Monday: 8:00-18:00, Sat: closed}", [("Monday", "8:00-18:00"), ("Sat", "closed")]),
        ("|\n    Mon: 8 to 18\n    Sat: 9 to 12\n", [("Mon", "8 to 18"), ("Sat", "9 to 12")]),
        ("|\n    Mon 8 to 18\n    Sat: 9\n", [("", "Mon 8 to 18 Sat: 9")]),
        ("\n    - Mon: 8 to 18\n    - Sat 9 to 12\n", [("Mon", "8 to 18"), ("", "Sat 9 to 12")]),
    ],
)
def test_hours(tmp_path: Path, lines: str, rows: list[tuple[str, str]]) -> None:
    """A table of days and times in the file's order, or free text."""
    contact = read_contact(tmp_path, f"contact:\n  hours: {lines}\n").contact
    assert [(row.days.words, row.times.words) for row in contact.hours] == rows


def test_lines_of_an_address_stay(tmp_path: Path) -> None:
    """A block keeps its lines; on one line, commas end none."""
    block = read_contact(tmp_path, "contact:\n  address: |\n    1 Road\n\n    Hove  BN3\n").contact
    assert block.address == "1 Road\nHove BN3"
    line = read_contact(tmp_path, "contact: {address: '1 Road, Hove'}\n").contact
    assert line.address == "1 Road, Hove"


@pytest.mark.parametrize(
    ("qr", "kinds"),
    [
        ("https://clinic.example/a", ["web"]),
        ("tel:+44 20 7946 0958", ["phone"]),
        ("mailto:desk@clinic.example", ["email"]),
        ("{sms: +44 7700 900123}", ["sms"]),
        ("[https://clinic.example, {card: true}]", ["web", "card"]),
        ("{card: false}", None),
        ("tel:555 0100 / 555 0101", None),
        ("{web: clinic.example, phone: 555 0100}", None),
    ],
)
def test_qr_codes(tmp_path: Path, qr: str, kinds: list[str] | None) -> None:
    """One thing to open for each code; what is in doubt is asked."""
    if kinds is None:
        with pytest.raises(SpecError):
            read_contact(tmp_path, f"qr: {qr}\n")
    else:
        assert [target.kind for target in read_contact(tmp_path, f"qr: {qr}\n").qr] == kinds


def test_a_field_needs_no_fallback_where_there_are_several_telephones(tmp_path: Path) -> None:
    """The first number fills it."""
    text = "contact:\n  phones: [555 0100]\n  reach: 'Ring {{phone}}.'\n"
    assert read_contact(tmp_path, text).contact.main_phone == "555 0100"
