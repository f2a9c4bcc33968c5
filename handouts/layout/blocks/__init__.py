"""How each kind of block looks, and what it is for a screen reader: one file for each kind.

A new file needs its name in this list, which makes its layouts known.
"""

from handouts.layout.blocks import (
    checklist,
    contact,
    contact_rows,
    diary,
    exercises,
    form,
    guidance,
    partner_logos,
    personal_panel,
    picture,
    place_cards,
    pull_out,
    qr_codes,
    references,
    risks,
    running_text,
    steps,
    text_table,
    timeline,
)

__all__ = [
    "checklist",
    "contact",
    "contact_rows",
    "diary",
    "exercises",
    "form",
    "guidance",
    "partner_logos",
    "personal_panel",
    "picture",
    "place_cards",
    "pull_out",
    "qr_codes",
    "references",
    "risks",
    "running_text",
    "steps",
    "text_table",
    "timeline",
]
