"""What is printed for one person only: the personal panel, and the values of a person's fields.

A missing value is left out, or becomes a line to write on: always for the next visit, and for
the name in a panel that is filled in by hand.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from msgspec.structs import replace

from handouts.compose.exercises import describe_dose
from handouts.document.blocks import (
    Advice,
    Block,
    BodyChart,
    Checklist,
    Fact,
    Facts,
    Label,
    Notes,
    TextList,
)
from handouts.document.body import BODY_PARTS
from handouts.document.handout import Section
from handouts.document.person import PRINTED_FIELDS, Area, Person
from handouts.document.text import Text, plain
from handouts.language.words import LanguageWords
from handouts.memo import intern_value, memoized


def collect_person_fields(
    person: Person, words: LanguageWords, names: Iterable[str]
) -> dict[str, str]:
    """The values of those of a person's fields that are known, as printed in text, by name.

    Only fields of these names are formatted: few texts have any.
    """
    values = ((name, _format_field(person, name, words)) for name in names)
    return {name: value for name, value in values if value}


def _format_field(person: Person, name: str, words: LanguageWords) -> str:
    """A field's value in a text; empty if it is missing, or not a person's."""
    dates = words.dates
    if name == "date":
        return dates.format_day(person.treated) if person.treated else ""
    if name == "areas":
        return _list_areas(person.areas, words)
    if name == "notes":
        return " ".join(person.notes.split())
    if name in ("appointment", "next_visit"):
        visit = person.appointment if name == "appointment" else person.next_visit
        return dates.format_visit(visit) if visit else ""
    return getattr(person, name) if name in PRINTED_FIELDS else ""


def count_unmarked_areas(person: Person) -> int:
    """How many areas are named but not marked on the chart: paired parts without a side.

    They are left to be marked by hand: a mark on the wrong leg is worse than none.
    """
    return len(person.areas) - len(_select_marked_areas(person))


def _select_marked_areas(person: Person) -> tuple[Area, ...]:
    return tuple(
        [area for area in person.areas if area.side or BODY_PARTS[area.part].spans_midline]
    )


def compose_personal_section(
    section: Section, parts: Sequence[Block], person: Person, words: LanguageWords
) -> Section:
    """Compose the personal panel: the section's parts, the person's facts, advice and notes.

    The ``parts`` are its own blocks, resolved. What says the same for many people is the same
    object for all of them, so that it is laid out and drawn once.
    """
    advice: Advice | None = None
    blocks: list[Block] = []
    for block in parts:
        if not isinstance(block, Advice):
            blocks.append(block)
        elif advice is None:
            advice = block
    blocks.append(_compose_facts(person, words))
    if advice:
        blocks += _compose_advice(advice, words, intern_value(person.advice), person.is_form)
    blocks += [_compose_label("notes", words), _compose_notes(person.notes, words)]
    heading = section.heading or words.headings[section.key]
    return replace(section, heading=heading, blocks=tuple(blocks), personal=True)


@memoized(64)
def _compose_label(name: str, words: LanguageWords) -> Label:
    return Label(plain(words.labels[name]))


def describe_person(person: Person, words: LanguageWords) -> tuple[tuple[str, str], ...]:
    """What a leaflet says about a person, in the order of the panel: labels with values."""
    facts = ((label, value) for _, label, value in _list_facts(person, words) if value)
    rest = (
        (words.labels["advice"], ", ".join(person.advice)),
        (words.headings["exercises"], "; ".join(_list_exercises(person, words))),
        (words.labels["notes"], person.notes),
    )
    return (*facts, *((label, value) for label, value in rest if value))


def _list_exercises(person: Person, words: LanguageWords) -> Iterator[str]:
    """A person's exercises, each with the person's own dose."""
    for chosen in person.exercises:
        dose = describe_dose(chosen.dose, words).replace("\u00a0", " ")
        yield f"{chosen.name}: {dose}" if dose else chosen.name


def _list_facts(person: Person, words: LanguageWords) -> tuple[tuple[str, str, str], ...]:
    """The key, the label and the value of each fact about a person; missing values are blank."""
    dates, labels = words.dates, words.labels
    # Nothing has been treated yet at a visit that may still be to come.
    is_visit = person.appointment is not None and person.treated is None
    appointment, next_visit = (
        dates.format_visit(visit) if visit else ""
        for visit in (person.appointment, person.next_visit)
    )
    return (
        ("first_name", labels["name"], person.name),
        ("date", labels["date"], dates.format_short_day(person.treated) if person.treated else ""),
        ("appointment", labels["appointment"], appointment),
        ("therapist", labels["therapist"], person.therapist),
        ("next_visit", labels["next_visit"], next_visit),
        (
            "areas",
            labels["areas_of_visit" if is_visit else "areas"],
            _capitalize_first(_list_areas(person.areas, words)),
        ),
    )


def _compose_facts(person: Person, words: LanguageWords) -> Facts:
    """Who was treated where, when and by whom, with a chart; and the next visit.

    A missing next visit becomes a line to write on, and in a form so does the name.
    """
    is_form = person.is_form
    lines = ("next_visit", "first_name") if is_form else ("next_visit",)
    items = [
        _compose_fact(key, label, value)
        for key, label, value in _list_facts(person, words)
        if value or key in lines
    ]
    chart = _compose_chart(person, words) if person.areas or is_form else None
    return Facts(tuple(items), words.labels["line"], chart)


@lru_cache(maxsize=512)
def _compose_fact(key: str, label: str, value: str) -> Fact:
    return Fact(plain(label), plain(value, ("person", key), strong=key == "first_name"))


def _list_areas(areas: Sequence[Area], words: LanguageWords) -> str:
    return words.join_items([words.describe_area(area) for area in areas])


def _capitalize_first(text: str) -> str:
    """The text with its first letter in upper case."""
    return text[:1].upper() + text[1:]


def _compose_chart(person: Person, words: LanguageWords) -> BodyChart:
    """The chart of what was treated, and the same in words."""
    labels, marked = words.labels, _select_marked_areas(person)
    areas = _list_areas(marked, words)
    alt = words.chart.format(areas) if areas else labels["empty_chart"]
    caption = labels["mark"] if not person.areas and person.is_form else ""
    return BodyChart(
        marked,
        alt,
        front=labels["front"],
        back=labels["back"],
        left=labels["left"],
        right=labels["right"],
        caption=caption,
    )


@memoized(128)
def _compose_advice(
    advice: Advice, words: LanguageWords, keys: tuple[str, ...], is_blank: bool
) -> tuple[Block, ...]:
    """The chosen advice in the handout's order; on a form without any, all with tick boxes."""
    blank = is_blank and not keys
    chosen: tuple[Text, ...] = tuple(line for key, line in advice.items if blank or key in keys)
    if not chosen:
        return ()
    listed = Checklist(chosen) if blank else TextList(chosen)
    return _compose_label("advice", words), listed


@memoized(128)
def _compose_notes(notes: str, words: LanguageWords) -> Notes:
    lines = (line.strip() for line in notes.splitlines())
    paragraphs = tuple(plain(line, ("person", "notes")) for line in lines if line)
    return Notes(paragraphs, words.labels["lines"])
