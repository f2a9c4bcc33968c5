"""QR codes of a clinic: what each contains, and what is printed below it."""

from __future__ import annotations

import pytest

from handouts.compose.contact import compose_contact
from handouts.compose.qr_codes import compose_qr_codes, make_card, make_content
from handouts.compose.resolve import InlineResolver
from handouts.document.blocks import ContactRows
from handouts.document.brand import Brand
from handouts.document.contact import ClinicSite, Contact, Phone, QrKind, QrTarget
from handouts.document.text import LINE_BREAK, Text, plain
from handouts.language.words import words_for

CLINIC = Brand(name="Physio, Smith; Lee\\Co")


@pytest.mark.parametrize(
    ("kind", "value", "content"),
    [
        ("web", "münchen.example/ä", "https://xn--mnchen-3ya.example/%C3%A4"),
        ("web", "http://clinic.example", "http://clinic.example"),
        ("email", "desk@clinic.example", "mailto:desk@clinic.example"),
        ("phone", "+44 (0)20 7946 0958", "tel:+442079460958"),
        ("phone", "555 0142 ext. 7", "tel:5550142;ext=7"),
        ("sms", "+44 7700 900123", "sms:+447700900123"),
        ("map", "50.8279, -0.1688", "geo:50.8279,-0.1688"),
        ("map", "https://maps.example/x", "https://maps.example/x"),
    ],
)
def test_content(kind: QrKind, value: str, content: str) -> None:
    """As telephones understand it (RFC 3966, 5724, 5870, 6068)."""
    assert make_content(QrTarget(kind, plain(value)), CLINIC) == content


def test_a_card_is_escaped() -> None:
    """What would end a value, or begin another line, is marked (RFC 2426, 4)."""
    contact = Contact(
        phone="+44 (0)20 7946 0958 (24/7)",
        email="desk@clinic.example",
        web="praxis-müller.example",
        address="12 Church Road, Hove\nBN3 2FL",
    )
    assert make_card(Brand(name=CLINIC.name, contact=contact)).split("\r\n") == [
        "BEGIN:VCARD",
        "VERSION:3.0",
        "N:;;;;",
        r"FN:Physio\, Smith\; Lee\\Co",
        r"ORG:Physio\, Smith\; Lee\\Co",
        "TEL;TYPE=WORK,VOICE:+442079460958",
        "EMAIL:desk@clinic.example",
        "URL:https://xn--praxis-mller-klb.example",
        r"ADR;TYPE=WORK:;;12 Church Road\, Hove\nBN3 2FL;;;;",
        "END:VCARD",
        "",
    ]


def test_a_card_of_a_clinic_with_places() -> None:
    """It has the first place; a number that is in doubt is left out."""
    place = ClinicSite(plain("Hove"), address=plain(f"1 Road{LINE_BREAK}Hove"))
    contact = Contact(phone="0800 HELP", places=(place,))
    card = make_card(Brand(name="A", contact=contact))
    assert "ADR;TYPE=WORK:;;1 Road\\nHove;;;;" in card
    assert "TEL" not in card


def test_captions() -> None:
    """Each says what its code does, in the file's words if it has any."""
    brand = Brand(
        name="A",
        qr=(
            QrTarget("web", plain("https://clinic.example/")),
            QrTarget("phone", plain("555 0142"), plain("Ring us")),
            QrTarget("card", Text()),
        ),
    )
    block = compose_qr_codes(brand, words_for("en"))
    assert [code.caption.words for code in block.codes] == [
        "Visit clinic.example",
        "Ring us",
        "Save our contact details",
    ]
    assert [code.alt for code in block.codes][1] == "QR code: Ring us"


def test_what_a_code_contains_stands_in_words() -> None:
    """In a row, under the code's label, unless its caption or another row says it."""
    codes = (
        QrTarget("web", plain("https://clinic.example/book"), plain("Book a visit")),
        QrTarget("web", plain("clinic.example/visit"), plain("See clinic.example/visit")),
        QrTarget("web", plain("clinic.example"), plain("Our pages")),
        QrTarget("email", plain("desk@clinic.example"), plain("Write")),
        QrTarget("phone", plain("555 0142")),
        QrTarget("map", plain("50.8, -0.2"), plain("Map")),
        QrTarget("card", Text()),
    )
    contact = Contact(web="clinic.example", phones=(Phone(plain("555 0100")),))
    brand = Brand(name="A", contact=contact, qr=codes)
    (rows,) = (
        block.rows
        for block in compose_contact(brand, InlineResolver({}, {}), words_for("en"))
        if isinstance(block, ContactRows)
    )
    shown = [(row.label.words, [line.words for line in row.lines]) for row in rows]
    assert shown[-2:] == [
        ("Book a visit", ["clinic.example/book"]),
        ("Write", ["desk@clinic.example"]),
    ]
    assert len(shown) == 4
    links = [run.link for row in rows[-2:] for line in row.lines for run in line.runs]
    assert links == ["https://clinic.example/book", "mailto:desk@clinic.example"]
