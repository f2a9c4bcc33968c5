"""What a spec, a brand and their parts are once they have been read and found right.

Plain frozen data: no layout, no PDF, no reading. Every value has been checked, so
that the rooms further on never have to ask.
"""

from __future__ import annotations

from datetime import date, time
from pathlib import Path
from typing import Literal

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
    """A person's field, ``{{first_name|you}}``: its name, and what stands there for nobody."""

    name: str
    otherwise: str = ""
    strong: bool = False


Inline = Words | Cite | Field
Inlines = tuple[Inline, ...]


class TextParagraph(Data, frozen=True):
    """One paragraph of Markdown."""

    inlines: Inlines


class TextList(Data, frozen=True):
    """A Markdown list of one level; ``numbered`` where its marks are numbers."""

    items: tuple[Inlines, ...]
    numbered: bool = False


Markdown = tuple[TextParagraph | TextList, ...]


# --- the parts of a section, in the order of the file ----------------------------


class Artwork(Data, frozen=True):
    """A picture's file as it was read and found safe; ``name`` is the file's, as people know it."""

    name: str
    kind: Literal["svg", "png"]
    content: bytes


class Picture(Data, frozen=True):
    """A picture by its name in a spec. ``alt`` is empty where it only decorates."""

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
    """What one feels at a time."""

    when: Inlines
    feel: Inlines


class Timeline(Data, frozen=True):
    """What one feels when, earliest first."""

    moments: tuple[Moment, ...]


class Risk(Data, frozen=True):
    """``count`` in ``out_of`` people or treatments; ``source`` is a reference's id."""

    count: int
    out_of: int
    what: Inlines
    source: str


class Risks(Data, frozen=True):
    """How often harm came, drawn to an honest scale."""

    items: tuple[Risk, ...]


class Advice(Data, frozen=True):
    """Advice that a person may be given, by the key that chooses it, in the file's order."""

    items: tuple[tuple[str, Inlines], ...]


Part = TextParagraph | TextList | Picture | Checklist | Steps | Timeline | Risks | Advice


class Section(Data, frozen=True):
    """A section of a handout.

    ``key`` is a known section's name or the author's own. ``heading`` is empty where
    a known section takes its heading from the language's words (``intro`` has none).
    The section ``personal`` is printed for a person alone.
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


# --- the whole -----------------------------------------------------------------


class Handout(Data, frozen=True):
    """One handout in one language, read from one file and found right."""

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
    """How to reach the clinic; what is not given is empty."""

    phone: str = ""
    web: str = ""
    email: str = ""
    address: str = ""
    reach: Inlines = ()


class Colours(Data, frozen=True):
    """Colours as ``#rrggbb``: the one strong colour, the warm accent, the text's ink."""

    main: str = "#0b5563"
    accent: str = "#b5381f"
    text: str = "#1b2b30"


class Brand(Data, frozen=True):
    """What a clinic looks like and how it is reached."""

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

    ``side`` is the person's own; empty where the part has none, or where nobody said which.
    """

    part: str
    side: Side = ""


class Visit(Data, frozen=True):
    """A day, and the time on it where that is known."""

    day: date
    at: time | None = None


class Person(Data, frozen=True):
    """Whom a handout is made for; what is not given is empty.

    ``treated`` is the day of the treatment, the field ``date``. ``advice`` holds keys of the
    handout's advice. ``notes`` is plain text, a paragraph a line.
    ``language``, ``format`` and ``paper`` are what this person's handout is made in, where
    they differ from what is asked for all.
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
        """First and last name, as far as they are given."""
        return " ".join(filter(None, (self.first_name, self.last_name)))

    def __repr__(self) -> str:
        """Nothing of the person: what is logged or shown by mistake names nobody."""
        return "Person(...)"


# --- the whole --------------------------------------------------------------------


class Spec(Data, frozen=True):
    """A handout with the brand it is printed under."""

    handout: Handout
    brand: Brand
