"""The list of references."""

from __future__ import annotations

from handouts.document.blocks.block import Block
from handouts.document.text import Text


class ReferencesElsewhere(Block, frozen=True):
    """Where the list of the references is, from 1 to ``count``; citations lead here."""

    text: Text
    count: int


class ReferenceList(Block, frozen=True):
    """The references in order of number; ``back`` describes the link back to a citation.

    ``cited_at`` has for each the number that stands in the text: its own, or the first of a range
    that it is inside of, as 2 is of "1–3"; 0 if a person's leaflet does not cite it.
    """

    items: tuple[Text, ...]
    cited_at: tuple[int, ...]
    back: str = "{}"
