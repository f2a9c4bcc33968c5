"""The models of a handout, a brand, a person and their parts, read and validated.

Plain frozen data: no layout, no PDF, no reading. Every value has been checked, so
that the code that uses them never needs to check again.
"""

from __future__ import annotations

from datetime import date, time
from pathlib import Path
from typing import Literal

from msgspec.structs import replace

from handouts.data import Data

Status = Literal["approved", "draft"]
Paper = Literal["a4", "letter"]


# --- text: Markdown, read into inlines and paragraphs ---------------------------


class Words(Data, frozen=True):
    """A stretch of text; ``link`` is a web, mail or telephone address.

    ``language`` is a BCP 47 tag where it differs from the handout's, else empty.
    """

    text: str
    strong: bool = False
    link: str | None = None
    language: str = ""


class Cite(Data, frozen=True):
    """A citation, ``[@brady-2014; @boyce-2020]``: ids of references, all known."""

    ids: tuple[str, ...]


class Field(Data, frozen=True):
    """A person's field, ``{{first_name|you}}``: its name, and the text to use without a value."""

    name: str
    otherwise: str = ""
    strong: bool = False


Inline = Words | Cite | Field
Inlines = tuple[Inline, ...]


class TextParagraph(Data, frozen=True):
    """One paragraph of Markdown."""

    inlines: Inlines


class TextList(Data, frozen=True):
    """A Markdown list of one level; ``numbered`` if its markers are numbers."""

    items: tuple[Inlines, ...]
    numbered: bool = False


Markdown = tuple[TextParagraph | TextList, ...]


# --- the parts of a section, in the order of the file ----------------------------


class Artwork(Data, frozen=True):
    """The content of a picture's file, checked to be safe; ``name`` is the path to display."""

    name: str
    kind: Literal["svg", "png"]
    content: bytes


class Picture(Data, frozen=True):
    """A picture by its name in a spec. ``alt`` is empty if it is only decoration."""

    name: str
    artwork: Artwork
    alt: str
    caption: Inlines = ()


class Checklist(Data, frozen=True):
    """Things to tick."""

    items: tuple[Inlines, ...]


class Step(Data, frozen=True):
    """One thing to do, and how."""

    do: Inlines
    how: Inlines = ()


class Steps(Data, frozen=True):
    """Things to do, in order."""

    items: tuple[Step, ...]


class Moment(Data, frozen=True):
    """What the reader may feel at one time."""

    when: Inlines
    feel: Inlines


class Timeline(Data, frozen=True):
    """What the reader may feel and when, earliest first."""

    moments: tuple[Moment, ...]


class Risk(Data, frozen=True):
    """``count`` in ``out_of`` people or treatments; ``source`` is a reference's id."""

    count: int
    out_of: int
    what: Inlines
    source: str


class Risks(Data, frozen=True):
    """How often harm occurred, drawn to an honest scale."""

    items: tuple[Risk, ...]


ADVICE_KEY = r"[a-z][a-z0-9_\-]{0,39}"
"""A regular expression: the key by which a person's advice is chosen."""


class Advice(Data, frozen=True):
    """Advice to choose from for a person, by the key that chooses it, in the file's order."""

    items: tuple[tuple[str, Inlines], ...]


Part = TextParagraph | TextList | Picture | Checklist | Steps | Timeline | Risks | Advice


class Section(Data, frozen=True):
    """A section of a handout.

    ``key`` is the name of a known section or of a custom one. ``heading`` is empty where
    a known section takes its heading from the language's words (``intro`` has none).
    The section ``personal`` is printed only in a handout made for a person.
    """

    key: str
    heading: str
    parts: tuple[Part, ...]


# --- references, by CSL's field names ---------------------------------------------


class Name(Data, frozen=True):
    """A person by family and given name, or an organisation by its literal name."""

    family: str = ""
    given: str = ""
    literal: str = ""


class Reference(Data, frozen=True):
    """One reference, with CSL's fields. ``issued`` is year, month and day, as far as known."""

    id: str
    type: str
    title: str
    author: tuple[Name, ...]
    issued: tuple[int, ...]
    container_title: str = ""
    container_title_short: str = ""
    volume: str = ""
    issue: str = ""
    page: str = ""
    publisher: str = ""
    publisher_place: str = ""
    doi: str = ""
    pmid: str = ""
    url: str = ""


# --- the handout and the brand -------------------------------------------------


class Handout(Data, frozen=True):
    """One handout in one language, read from one file and validated."""

    name: str
    path: Path
    language: str
    title: str
    subtitle: str
    id: str
    version: str
    reviewed: date
    review_by: date
    status: Status
    cover: Picture | None
    sections: tuple[Section, ...]
    references: tuple[Reference, ...]


class Contact(Data, frozen=True):
    """How to reach the clinic; what is not known is empty."""

    phone: str = ""
    web: str = ""
    email: str = ""
    address: str = ""
    reach: Inlines = ()


class Colours(Data, frozen=True):
    """Colours as ``#rrggbb``: the strong main colour, the warm accent, the colour of the text."""

    main: str = "#0b5563"
    accent: str = "#b5381f"
    text: str = "#1b2b30"


class Brand(Data, frozen=True):
    """What a clinic's handouts look like, and how to reach the clinic."""

    name: str
    tagline: str = ""
    logo: Artwork | None = None
    colours: Colours = Colours()
    font: str = "atkinson-hyperlegible-next"
    contact: Contact = Contact()
    qr: str = ""
    emergency: str = ""
    paper: Paper = "a4"
    language: str = "en"
    path: Path | None = None


# --- a person ---------------------------------------------------------------------


Side = Literal["", "left", "right", "both"]


class Area(Data, frozen=True):
    """A part of the body that was treated: ``part`` is one of the names in ``spec.areas``.

    ``side`` is left or right as the person sees it; empty where the part has no sides or the
    side is not known.
    """

    part: str
    side: Side = ""


class Visit(Data, frozen=True):
    """A day, and the time of day if it is known."""

    day: date
    at: time | None = None


class Person(Data, frozen=True):
    """The person a handout is made for; what is not known is empty.

    ``treated`` is the day of the treatment, the field ``date``. ``advice`` holds keys of the
    handout's advice. ``notes`` is plain text, one paragraph per line.
    ``language``, ``format`` and ``paper`` apply to this person's handout, where they differ
    from what is requested for everyone.
    """

    first_name: str = ""
    last_name: str = ""
    therapist: str = ""
    treated: date | None = None
    areas: tuple[Area, ...] = ()
    advice: tuple[str, ...] = ()
    next_visit: Visit | None = None
    notes: str = ""
    language: str = ""
    format: str = ""
    paper: Paper | Literal[""] = ""

    @property
    def name(self) -> str:
        """First and last name, as far as they are known."""
        return " ".join(filter(None, (self.first_name, self.last_name)))

    @property
    def is_blank(self) -> bool:
        """Whether nothing is known of the person, so that the panel is filled in by hand."""
        return replace(self, language="", format="", paper="") == Person()

    def __repr__(self) -> str:
        """Reveals nothing about the person, in case it is logged or displayed by mistake."""
        return "Person(...)"


# --- the spec ---------------------------------------------------------------------


class Spec(Data, frozen=True):
    """A handout with the brand it is printed under."""

    handout: Handout
    brand: Brand
