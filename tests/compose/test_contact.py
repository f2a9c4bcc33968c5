"""How a clinic is reached: numbers that dial right, addresses that lead there."""

from __future__ import annotations

import pytest

from handouts.compose.contact import collect_brand_fields, compose_contact
from handouts.compose.resolve import InlineResolver
from handouts.document.blocks import ContactLines, ContactRows
from handouts.document.brand import Brand
from handouts.document.contact import Contact, SocialAccount
from handouts.document.text import Field, Text, plain
from handouts.language.words import words_for
from tests.documents import make_text


def compose_lines(contact: Contact) -> list[Text]:
    """The lines of a contact that needs no labels."""
    brand = Brand(name="Clinic", contact=contact)
    (block,) = compose_contact(brand, InlineResolver({}, {}), words_for("en"))
    assert isinstance(block, ContactLines)
    return list(block.lines)


@pytest.mark.parametrize(
    ("phone", "links"),
    [
        ("555 0142", {"555 0142": "tel:5550142"}),
        ("+44 (0)20 7946-0018", {"+44 (0)20 7946-0018": "tel:+442079460018"}),
        ("555 0100 ext. 12", {"555 0100 ext. 12": "tel:5550100;ext=12"}),
        ("555 0100 or 555 0101", {"555 0100": "tel:5550100", "555 0101": "tel:5550101"}),
        ("0800 123 4567 (24/7)", {"0800 123 4567": "tel:08001234567"}),
        ("020 7946 0958 020 7946 0959", {}),
        ("0800 HELP", {}),
        ("ask at the desk", {}),
    ],
)
def test_each_number_is_dialled_by_itself(phone: str, links: dict[str, str]) -> None:
    """A link that would dial something else is none; the words are printed all the same."""
    (line,) = compose_lines(Contact(phone=phone))
    assert line.words.replace("\u00a0", " ") == phone
    linked = {run.text.replace("\u00a0", " "): run.link for run in line.runs if run.link}
    assert linked == links
    assert all(" " not in run.text for run in line.runs if run.link)


@pytest.mark.parametrize(
    ("address", "link"),
    [
        ("clinic.example", "https://clinic.example"),
        ("https://clinic.example/", "https://clinic.example/"),
        ("HTTPS://x.example", "HTTPS://x.example"),
        ("praxis-müller.example", "https://xn--praxis-mller-klb.example"),
        (
            "straße.example/größe?q=ä#ö",
            "https://xn--strae-oqa.example/gr%C3%B6%C3%9Fe?q=%C3%A4#%C3%B6",
        ),
    ],
)
def test_web_addresses(address: str, link: str) -> None:
    """Printed without the scheme, followed with one, and in ASCII."""
    (line,) = compose_lines(Contact(web=address))
    (run,) = line.runs
    assert "//" not in run.text
    assert run.link == link


def test_mail_addresses() -> None:
    """Printed as they are written, and followed in ASCII (RFC 6068, 5)."""
    (line,) = compose_lines(Contact(email="müller@praxis-müller.example"))
    (run,) = line.runs
    assert run.text == "müller@praxis-müller.example"
    assert run.link == "mailto:m%C3%BCller@xn--praxis-mller-klb.example"


def test_fields_of_the_brand_are_links_as_in_any_text() -> None:
    """A number with its country's code is one; without it, in a sentence, it is in doubt."""
    for phone, link in (("+44 (0)20 7946 0958", "tel:+442079460958"), ("555 0142", None)):
        brand = Brand(name="Clinic", contact=Contact(phone=phone))
        resolver = InlineResolver({}, collect_brand_fields(brand))
        text = resolver.resolve_text(make_text("Ring ", Field("phone"), " now."))
        assert text.words == f"Ring {phone} now."
        assert [run.link for run in text.runs if run.link] == ([link] if link else [])


@pytest.mark.parametrize(
    ("name", "address", "printed", "link"),
    [
        ("Instagram", "https://instagram.com/x/", "instagram.com/x", "https://instagram.com/x/"),
        ("Instagram", "@marigold", "@marigold", None),
        ("WhatsApp", "+44 (0)7700 900123", "+44 (0)7700 900123", "https://wa.me/447700900123"),
        ("WhatsApp", "07700 900123", "07700 900123", "tel:07700900123"),
        ("Signal", "+44 7700 900123", "+44 7700 900123", "tel:+447700900123"),
        ("Blog", "xn--é.example", "xn--é.example", None),
    ],
)
def test_social_accounts(name: str, address: str, printed: str, link: str | None) -> None:
    """A web address or a number is a link; WhatsApp needs the country's code; a name is none."""
    contact = Contact(social=(SocialAccount(plain(name), plain(address)),))
    brand = Brand(name="Clinic", contact=contact)
    (block,) = compose_contact(brand, InlineResolver({}, {}), words_for("en"))
    assert isinstance(block, ContactRows)
    (row,) = block.rows
    (run,) = row.lines[0].runs
    assert row.label.words == name
    assert (run.text.replace("\u00a0", " "), run.link) == (printed, link)
