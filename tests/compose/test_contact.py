"""How a clinic is reached: numbers that dial right, addresses that lead there."""

from __future__ import annotations

import pytest

from handouts.compose.contact import add_scheme, compose_contact, strip_scheme
from handouts.compose.resolve import InlineResolver
from handouts.document.brand import Brand, Contact
from handouts.language.words import words_for


@pytest.mark.parametrize(
    ("phone", "link"),
    [
        ("555 0142", "tel:5550142"),
        ("+44 (0)20 7946-0018", "tel:+4402079460018"),
        ("555 0100 ext. 12", None),
        ("555 0100 or 555 0101", None),
        ("0800 HELP", None),
        ("ask at the desk", None),
    ],
)
def test_only_a_plain_number_is_dialled(phone: str, link: str | None) -> None:
    """A link that would dial something else is none; the words are printed all the same."""
    contact = compose_contact(
        Brand(name="Clinic", contact=Contact(phone=phone)), InlineResolver({}, {}), words_for("en")
    )
    (line,) = contact.lines
    (run,) = line.runs
    assert (run.text.replace("\u00a0", " "), run.link) == (phone, link)


@pytest.mark.parametrize(
    "address", ["clinic.example", "https://clinic.example/", "HTTPS://x.example"]
)
def test_web_addresses(address: str) -> None:
    """Printed without the scheme, followed with one."""
    assert "//" not in strip_scheme(address)
    assert add_scheme(address).lower().count("https://") == 1
