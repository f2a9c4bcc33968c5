"""What is printed for one person only: the personal panel, and the values of a person's fields.

A missing value is left out, or becomes a line to write on: always for the next visit, and for
the name in a panel that is filled in by hand.
"""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

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
from handouts.document.person import Area, Person
from handouts.document.text import Text, plain
from handouts.language.words import LanguageWords, PersonalWords


def collect_person_fields(person: Person, words: LanguageWords) -> dict[str, str]:
    """The values of a person's fields as printed in text, by name; missing ones are empty."""
    dates = words.dates
    return {
        "first_name": person.first_name,
        "last_name": person.last_name,
        "therapist": person.therapist,
        "date": dates.format_day(person.treated) if person.treated else "",
        "areas": words.join_items([words.describe_area(area) for area in person.areas]),
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
        blocks += _compose_advice(advice, person, words.personal)
    blocks += [Label(plain(words.personal.notes)), _compose_notes(person, words.personal)]
    heading = section.heading or words.headings[section.key]
    return replace(section, heading=heading, blocks=tuple(blocks), personal=True)


def _compose_facts(person: Person, words: LanguageWords) -> Facts:
    """Who was treated where, when and by whom, with a chart; and the next visit."""
    labels, dates = words.personal, words.dates
    areas = words.join_items([words.describe_area(area) for area in person.areas])
    treated = dates.format_short_day(person.treated) if person.treated else ""
    visit = dates.format_visit(person.next_visit) if person.next_visit else ""
    # The label, the value, and whether a missing value becomes a line to write on.
    rows = (
        (labels.name, plain(person.name, ("person", "first_name"), strong=True), person.is_blank),
        (labels.treated, plain(treated, ("person", "date")), False),
        (labels.therapist, plain(person.therapist, ("person", "therapist")), False),
        (labels.next_visit, plain(visit, ("person", "next_visit")), True),
        (labels.areas, plain(_capitalize_first(areas), ("person", "areas")), False),
    )
    items = (Fact(plain(label), value) for label, value, line in rows if value or line)
    chart = _compose_chart(person, words) if areas or person.is_blank else None
    return Facts(tuple(items), labels.blank, chart)


def _capitalize_first(text: str) -> str:
    """The text with its first letter in upper case."""
    return text[:1].upper() + text[1:]


def _compose_chart(person: Person, words: LanguageWords) -> BodyChart:
    """The chart of what was treated, and the same in words."""
    labels, marked = words.personal, _select_marked_areas(person)
    areas = words.join_items([words.describe_area(area) for area in marked])
    alt = labels.chart.format(areas) if areas else labels.empty_chart
    caption = labels.mark if person.is_blank else ""
    return BodyChart(marked, alt, labels.front, labels.back, labels.left, labels.right, caption)


def _compose_advice(advice: Advice, person: Person, words: PersonalWords) -> Iterator[Block]:
    """The chosen advice in the handout's order; on a blank panel, all of it with tick boxes."""
    blank = person.is_blank
    chosen: tuple[Text, ...] = tuple(
        line for key, line in advice.items if blank or key in person.advice
    )
    if chosen:
        yield Label(plain(words.advice))
        yield Checklist(chosen) if blank else TextList(chosen)


def _compose_notes(person: Person, words: PersonalWords) -> Notes:
    lines = (line.strip() for line in person.notes.splitlines())
    paragraphs = tuple(plain(line, ("person", "notes")) for line in lines if line)
    return Notes(paragraphs, words.lines)
