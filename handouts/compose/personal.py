"""What is printed for one person only: the personal panel, and the values of a person's fields.

A missing value is left out, or becomes a line to write on: always for the next visit, and for
the name in a panel that is filled in by hand.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

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


def collect_person_fields(person: Person, words: LanguageWords) -> dict[str, str]:
    """The values of a person's fields as printed in text, by name; missing ones are empty."""
    dates = words.dates
    return {
        **{name: getattr(person, name) for name in PRINTED_FIELDS},
        "date": dates.format_day(person.treated) if person.treated else "",
        "appointment": dates.format_visit(person.appointment) if person.appointment else "",
        "areas": _list_areas(person.areas, words),
        "next_visit": dates.format_visit(person.next_visit) if person.next_visit else "",
        "notes": " ".join(person.notes.split()),
    }


def count_unmarked_areas(person: Person) -> int:
    """How many areas are named but not marked on the chart: paired parts without a side.

    They are left to be marked by hand: a mark on the wrong leg is worse than none.
    """
    return len(person.areas) - len(_select_marked_areas(person))


def _select_marked_areas(person: Person) -> tuple[Area, ...]:
    return tuple(area for area in person.areas if area.side or BODY_PARTS[area.part].spans_midline)


def compose_personal_section(section: Section, person: Person, words: LanguageWords) -> Section:
    """Compose the personal panel: the section's parts, the person's facts, advice and notes.

    The texts of the section's own parts have been resolved.
    """
    advice = next((block for block in section.blocks if isinstance(block, Advice)), None)
    blocks: list[Block] = [each for each in section.blocks if not isinstance(each, Advice)]
    blocks.append(_compose_facts(person, words))
    if advice:
        blocks += _compose_advice(advice, person, words)
    blocks += [Label(plain(words.labels["notes"])), _compose_notes(person, words)]
    heading = section.heading or words.headings[section.key]
    return replace(section, heading=heading, blocks=tuple(blocks), personal=True)


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
    lines = {"next_visit"} | ({"first_name"} if person.is_form else set())
    items = (
        Fact(plain(label), plain(value, ("person", key), strong=key == "first_name"))
        for key, label, value in _list_facts(person, words)
        if value or key in lines
    )
    chart = _compose_chart(person, words) if person.areas or person.is_form else None
    return Facts(tuple(items), words.labels["line"], chart)


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
    caption = labels["mark"] if person.is_form and not person.areas else ""
    return BodyChart(
        marked,
        alt,
        front=labels["front"],
        back=labels["back"],
        left=labels["left"],
        right=labels["right"],
        caption=caption,
    )


def _compose_advice(advice: Advice, person: Person, words: LanguageWords) -> Iterator[Block]:
    """The chosen advice in the handout's order; on a form without any, all with tick boxes."""
    blank = person.is_form and not person.advice
    chosen: tuple[Text, ...] = tuple(
        line for key, line in advice.items if blank or key in person.advice
    )
    if chosen:
        yield Label(plain(words.labels["advice"]))
        yield Checklist(chosen) if blank else TextList(chosen)


def _compose_notes(person: Person, words: LanguageWords) -> Notes:
    lines = (line.strip() for line in person.notes.splitlines())
    paragraphs = tuple(plain(line, ("person", "notes")) for line in lines if line)
    return Notes(paragraphs, words.labels["lines"])
