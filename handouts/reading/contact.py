"""How to reach a clinic: what the brand's file may hold about it."""

from __future__ import annotations

from handouts.reading.group import Group, Key
from handouts.reading.scalar_shapes import PlainText, ProseLine
from handouts.reading.shapes import Converted
from handouts.reading.web_addresses import lower_scheme, make_web_address

CONTACT = Group(
    "the contact details",
    {
        "phone": Key(
            PlainText(60), "The telephone number, as it should be printed.", False, "555 0142"
        ),
        "web": Key(
            make_web_address("clinic.example"),
            "The web address, as it should be printed.",
            False,
            "clinic.example",
        ),
        "email": Key(
            PlainText(200, r"[^@\s]+@[^@\s]+\.[^@\s]+", "desk@clinic.example"),
            "The e-mail address.",
        ),
        "address": Key(PlainText(300, is_prose=True), "Where the clinic is."),
        "reach": Key(ProseLine(), "How best to reach the clinic, in a line of Markdown."),
    },
)
_QR_ADDRESS = PlainText(
    500,
    r"[Hh][Tt][Tt][Pp][Ss]?://[A-Za-z0-9\[][!-~]*",
    "https://clinic.example/appointments",
)
QR = Converted(_QR_ADDRESS, lower_scheme)
