"""How to reach a clinic: what the brand's file may hold about it."""

from __future__ import annotations

from handouts.document.contact import Contact, SocialAccount
from handouts.reading.context import Reading
from handouts.reading.group import Group, Key, Record
from handouts.reading.place_shapes import (
    ADDRESS,
    HOURS_KEY,
    MAP_KEY,
    PLACES,
    gather_phones,
)
from handouts.reading.scalar_shapes import ProseLine
from handouts.reading.shapes import Converted, Items, valid_values
from handouts.reading.telephone_shapes import (
    MAIN_PHONE,
    NUMBER,
    PHONES,
    make_text_shape,
)
from handouts.reading.web_addresses import make_email_address, make_web_address
from handouts.sources.nodes import Node


def _build_account(record: Record, node: Node, reading: Reading) -> SocialAccount | None:
    return SocialAccount(**record.values) if len(record.values) == 2 else None


_ACCOUNTS = Items(
    Converted(
        Group(
            "a social account",
            {
                "name": Key(make_text_shape(40), "The network's name.", True, "Instagram"),
                "address": Key(
                    make_text_shape(200),
                    "The address or number there, as it should be printed.",
                    True,
                    "instagram.com/riverside",
                ),
            },
        ),
        _build_account,
    ),
    12,
)

CONTACT = Group(
    "the contact details",
    {
        "phone": Key(
            MAIN_PHONE, "The telephone number, as it should be printed.", False, "555 0142"
        ),
        "phones": Key(
            PHONES,
            "Several telephones: each a text, or a number with its label.",
            False,
            "[{number: 555 0142, label: Appointments}]",
            synonyms=("telephone", "telephones", "tel", "mobile"),
        ),
        "fax": Key(NUMBER, "The fax number, as it should be printed."),
        "web": Key(
            make_web_address("clinic.example"),
            "The web address, as it should be printed.",
            False,
            "clinic.example",
            synonyms=("website", "homepage", "internet", "url", "site"),
        ),
        "email": Key(
            make_email_address(), "The e-mail address.", synonyms=("mail", "e_mail", "e-mail")
        ),
        "social": Key(
            _ACCOUNTS,
            "The clinic on social networks.",
            False,
            "[{name: Instagram, address: instagram.com/riverside}]",
            synonyms=("facebook", "instagram", "whatsapp", "twitter", "social_media"),
        ),
        "address": Key(ADDRESS, "Where the clinic is; lines after '|'."),
        "hours": HOURS_KEY,
        "map": MAP_KEY,
        "places": Key(
            PLACES,
            "The clinic's places, if it has several.",
            synonyms=("locations", "addresses", "branches"),
        ),
        "reach": Key(ProseLine(), "How best to reach the clinic, in a line of Markdown."),
    },
)


def build_contact(record: Record) -> Contact:
    """The contact of a brand from its valid values."""
    values = dict(record.values)
    phone = values.pop("phone", "")
    main = phone if isinstance(phone, str) else ""
    others = {"phone": () if main else phone, "phones": values.pop("phones", None)}
    values["social"] = tuple(valid_values(values.get("social")))
    values["places"] = tuple(valid_values(values.get("places")))
    return Contact(**values, phone=main, phones=gather_phones(others, ("brand", "contact")))
