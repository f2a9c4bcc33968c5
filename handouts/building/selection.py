"""The handout that a user asks for, and the person it is for."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Literal

from msgspec.structs import replace

from handouts.compose.exercises import describe_dose
from handouts.compose.personal import count_unmarked_areas
from handouts.data import Data
from handouts.document.handout import Spec
from handouts.document.locale import localize_language
from handouts.document.papers import Paper
from handouts.document.person import Person
from handouts.document.text import Field, Inline, Run
from handouts.events import Event, Reporter
from handouts.language.words import words_for
from handouts.layout.formats import FORMATS
from handouts.people.advice import collect_advice
from handouts.people.exercises import collect_exercises
from handouts.people.person import Cell, parse_language_tag, read_person
from handouts.reading.library import load_spec
from handouts.sources.findings import Finding, Place, SpecError

DEFAULT_FORMAT = "trifold"

Audience = Literal["", "personal", "by-hand"]


class HandoutRequest(Data, frozen=True):
    """Which handout is asked for, and whom it is for.

    The handout is found as by `handouts.load`. ``person`` holds the texts of a person's fields,
    or is None for the leaflet for everyone. With ``by_hand`` the personal panel is there even if
    all of them are blank, and what is blank is to be filled in with a pen. Nobody was treated after
    ``today``.
    """

    name_or_path: str
    library: Path | None = None
    brand: Path | None = None
    language: str | None = None
    person: Mapping[str, Cell] | None = None
    by_hand: bool = False
    today: date | None = None

    def load_spec(self, language: str | None) -> Spec:
        """Load the handout in a language, by default the brand's. Raises SpecError."""
        return load_spec(
            self.name_or_path, library=self.library, brand=self.brand, language=language
        )


class NoPersonData(Event, frozen=True):
    """Nothing is known about the person, so the leaflet is the one for everyone."""


class ExampleBrandUsed(Event, frozen=True):
    """The brand is that of the made-up clinic in the built-in library."""

    clinic: str


class AreasUnmarked(Event, frozen=True):
    """So many areas name no side, so that the body chart does not mark them."""

    count: int


class Selection(Data, frozen=True):
    """A handout and the person it is for; ``person`` is None for the leaflet for everyone.

    ``settings`` is the person too, kept even if only language, format or paper have a value.
    ``places`` says where each field was set.
    """

    spec: Spec
    person: Person | None = None
    settings: Person | None = None
    places: Mapping[str, Place] = {}

    @property
    def audience(self) -> Audience:
        """Whom it is for, as used in a file's name; empty if it is for everyone."""
        if self.person is None:
            return ""
        return "by-hand" if self.person.is_form else "personal"

    def find_format(self, wanted: str | None) -> str | None:
        """The format wanted, else the person's; None if neither is known."""
        return wanted or (self.settings and self.settings.format) or None

    def choose_paper(self, wanted: Paper | None) -> Paper:
        """The paper wanted, else the person's, else the brand's."""
        return wanted or (self.settings and self.settings.paper) or self.spec.brand.paper

    def report_brand(self, report: Reporter) -> None:
        """Report ExampleBrandUsed if it is printed under the made-up clinic."""
        if self.spec.brand.is_example:
            report(ExampleBrandUsed(self.spec.brand.name))

    def report_notes(self, report: Reporter) -> None:
        """Report that there is no data about the person, or that areas are not marked."""
        if self.settings and not self.person:
            report(NoPersonData())
        elif self.person:
            count = count_unmarked_areas(self.person)
            if count:
                report(AreasUnmarked(count))


def select_handout(request: HandoutRequest) -> Selection:
    """Load the handout and read the person. Raises SpecError with the problems of either."""
    cells = request.person
    spec = _load_spec(request)
    if cells is None:
        return Selection(spec)
    settings = read_person(
        cells, spec.handout, formats=FORMATS, brand=spec.brand, today=request.today
    )
    # Language, format and paper only say how to make a leaflet, nothing about a person.
    person = settings if request.by_hand or not settings.is_blank else None
    if person and request.by_hand and not person.is_blank:
        person = replace(person, by_hand=True)
    return Selection(spec, person, settings, {name: cell.place for name, cell in cells.items()})


def list_advice(request: HandoutRequest) -> dict[str, str]:
    """The text of each advice that a person's fields can choose, by its name. Raises SpecError.

    A field in the text is shown as it is written: ``{{clinic}}``.
    """
    advice = collect_advice(request.load_spec(request.language).handout)
    return {name: "".join(map(_show_inline, text.inlines)) for name, text in advice.items()}


def list_exercises(request: HandoutRequest) -> dict[str, str]:
    """The dose of each exercise that a person's fields can choose, by its name. Raises SpecError.

    A dose is in the words of the handout's language, and empty if the handout has none.
    """
    spec = request.load_spec(request.language)
    handout, words = spec.handout, words_for(localize_language(spec.handout.language, spec.brand))
    return {
        each.name.words: describe_dose(each.dose, words).replace("\u00a0", " ")
        for each in collect_exercises(handout)
    }


def _show_inline(inline: Inline) -> str:
    if isinstance(inline, Field):
        return "{{" + "|".join(filter(None, (inline.name, inline.otherwise))) + "}}"
    return inline.text if isinstance(inline, Run) else ""


def _load_spec(request: HandoutRequest) -> Spec:
    """Load the handout in the requested language, or else in the person's.

    If a language is missing, the message of ``load_spec`` repeats it. A person's language is
    not repeated, so that case has a message without it.
    """
    cell = (request.person or {}).get("language")
    person_language = parse_language_tag(cell.text) if cell else ""
    if request.language or not person_language or cell is None:
        return request.load_spec(request.language)
    try:
        return request.load_spec(person_language)
    except SpecError:
        request.load_spec(None)  # raises what is wrong in any language
        raise _language_error(cell.place) from None


def _language_error(place: Place) -> SpecError:
    message = "There is no handout in this language, or it has problems."
    return SpecError(
        [
            Finding(
                "language-not-available",
                place,
                message,
                "See 'handouts list', or leave the field empty.",
            )
        ]
    )
