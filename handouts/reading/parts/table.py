"""The table of all kinds of part, and what holds for each of them in a mapping of several."""

from __future__ import annotations

from collections.abc import Mapping

from handouts.reading.context import Reading
from handouts.reading.group import Key, Record
from handouts.reading.parts.advice import ADVICE
from handouts.reading.parts.checklist import CHECKLIST
from handouts.reading.parts.exercises import EXERCISES
from handouts.reading.parts.form import FORM, SIGNATURE
from handouts.reading.parts.guidance import DO, DO_NOT
from handouts.reading.parts.more import MORE
from handouts.reading.parts.part import Part
from handouts.reading.parts.picture import PICTURE_PART
from handouts.reading.parts.pull_out import PULL_OUT
from handouts.reading.parts.risks import RISKS
from handouts.reading.parts.steps import STEPS
from handouts.reading.parts.text import TEXT
from handouts.reading.parts.text_table import TABLE
from handouts.reading.parts.timeline import TIMELINE
from handouts.sources.findings import join_choices, quote_text

PARTS: Mapping[str, Part] = {
    part.key: part
    for part in (
        TEXT,
        MORE,
        PICTURE_PART,
        CHECKLIST,
        STEPS,
        DO,
        DO_NOT,
        TABLE,
        TIMELINE,
        RISKS,
        EXERCISES,
        FORM,
        SIGNATURE,
        PULL_OUT,
    )
}
"""The parts that any section may have, by key, in the order in which messages list them."""

LISTED_PARTS = {key: part for key, part in PARTS.items() if part is not MORE}
"""Those that an item of ``parts`` may be: there, a second text is a text."""

PERSONAL_PARTS: Mapping[str, Part] = {ADVICE.key: ADVICE}
"""The parts that only the section for one person may have."""


def list_keys(parts: Mapping[str, Part]) -> dict[str, Key]:
    """The keys of parts, each followed by what belongs to it."""
    return {name: key for part in parts.values() for name, key in part.keys.items()}


def check_parts(record: Record, parts: Mapping[str, Part], reading: Reading) -> None:
    """Check each part of a mapping, and that whatever belongs to a part has exactly one."""
    for name, node in record.nodes.items():
        owners = [key for key, part in parts.items() if name in part.belongings]
        present = [key for key in owners if key in record]
        if owners and not present:
            message = f"{quote_text(name)} has no {join_choices(owners)}."
            hint = f"Add {join_choices(map(quote_text, owners))}, or delete this."
            reading.report("missing-part", node, message, hint)
        elif len(present) > 1:
            message = (
                f"It is not clear whether {quote_text(name)} belongs to "
                f"{join_choices(map(quote_text, present))}."
            )
            hint = "Make each of them an item of 'parts', with what belongs to it."
            reading.report("conflicting-values", node, message, hint)
    for key, part in parts.items():
        if key in record:
            part.check(record, reading)
