"""What is told to one person alone: the personal panel, and the values of a person's fields.

What is not given is left out, or is a line to write on where it is worth one: the next
visit always, and the name in a panel that is filled in by hand.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from msgspec.structs import replace

from handouts.compose import story
from handouts.compose.inlines import Teller
from handouts.compose.runs import Text, plain
from handouts.compose.words import Personal, Words
from handouts.spec import models
from handouts.spec.body import PARTS
from handouts.spec.models import Advice, Area, Person

PERSONAL = "personal"
"""The section that is told to a person alone."""

_SETTINGS = {"language": "", "format": "", "paper": ""}


def values(person: Person, words: Words) -> dict[str, str]:
    """What a person's fields say in a text; what is not given is empty."""
    own = words.personal
    return {
        "first_name": person.first_name,
        "last_name": person.last_name,
        "therapist": person.therapist,
        "date": own.full(person.treated) if person.treated else "",
        "areas": own.listed([own.parts.told(area) for area in person.areas]),
        "next_visit": own.visit(person.next_visit) if person.next_visit else "",
        "notes": " ".join(person.notes.split()),
    }


def by_hand(person: Person) -> bool:
    """Whether a panel is to be filled in by hand: nothing is known of the person."""
    return replace(person, **_SETTINGS) == Person()


def unmarked(person: Person) -> int:
    """How many areas are named and not marked on the chart: one of a pair, without its side.

    They are left to the pen: a mark on the wrong leg is worse than none.
    """
    return len(person.areas) - len(_marked(person))


def _marked(person: Person) -> tuple[Area, ...]:
    return tuple(area for area in person.areas if area.side or PARTS[area.part].whole)


def personal(
    section: models.Section,
    person: Person,
    teller: Teller,
    words: Words,
    block: Callable[[models.Part], story.Block],
) -> story.Section:
    """The personal panel: the section's own parts, what is known, advice, the next visit, notes.

    ``block`` tells the parts that are as in any other section.
    """
    own = words.personal
    advice = next((part for part in section.parts if isinstance(part, Advice)), None)
    blocks = [block(part) for part in section.parts if not isinstance(part, Advice)]
    blocks.append(_known(person, own))
    if advice:
        blocks += _advice(advice, person, teller, own)
    blocks += [story.Label(plain(own.notes)), _notes(person, own)]
    return story.Section(
        key=section.key,
        heading=plain(section.heading or words.headings[PERSONAL]),
        blocks=tuple(blocks),
        personal=True,
    )


def _known(person: Person, words: Personal) -> story.Facts:
    """Who was treated where, when and by whom, with the chart of it; and the next visit."""
    blank = by_hand(person)
    areas = words.listed([words.parts.told(area) for area in person.areas])
    told = (
        (words.name, plain(person.name, strong=True), blank),
        (words.treated, plain(words.brief(person.treated) if person.treated else ""), False),
        (words.therapist, plain(person.therapist), False),
        (
            words.next_visit,
            plain(words.visit(person.next_visit) if person.next_visit else ""),
            True,
        ),
        (words.areas, plain(_upper(areas)), False),
    )
    items = (story.Fact(plain(label), value) for label, value, line in told if value or line)
    chart = _chart(person, words) if areas or blank else None
    return story.Facts(tuple(items), words.blank, chart)


def _upper(text: str) -> str:
    """A text with a capital to begin with."""
    return text[:1].upper() + text[1:]


def _chart(person: Person, words: Personal) -> story.BodyChart:
    """The chart of what was treated, and the same in words."""
    marked = _marked(person)
    told = words.listed([words.parts.told(area) for area in marked])
    alt = words.chart.format(told) if told else words.empty_chart
    caption = words.mark if by_hand(person) else ""
    return story.BodyChart(marked, alt, words.front, words.back, words.left, words.right, caption)


def _advice(
    advice: Advice, person: Person, teller: Teller, words: Personal
) -> Iterator[story.Block]:
    """The chosen advice in the handout's order; by hand, all of it to be ticked."""
    blank = by_hand(person)
    chosen: tuple[Text, ...] = tuple(
        teller.text(line) for key, line in advice.items if blank or key in person.advice
    )
    if chosen:
        yield story.Label(plain(words.advice))
        yield story.Checklist(chosen) if blank else story.Bullets(chosen)


def _notes(person: Person, words: Personal) -> story.Notes:
    lines = (line.strip() for line in person.notes.splitlines())
    told = tuple(plain(line) for line in lines if line)
    return story.Notes(told, words.lines)
