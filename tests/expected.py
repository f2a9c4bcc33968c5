"""What those who listen should hear of a story, written down apart from how it is laid out."""

from __future__ import annotations

from collections.abc import Iterator

from handouts.document import blocks
from handouts.document.story import Story
from handouts.language.words import words_for

Heard = tuple[str, str]
"""A role, and the words that are read with it."""


def expected_elements(story: Story) -> list[Heard]:
    """The role and words of each element that says anything, in reading order."""
    return [(role, words) for role, words in _hear_story(story) if words]


def _hear_story(story: Story) -> Iterator[Heard]:
    cover = story.cover
    yield "P", story.draft
    yield "P", cover.clinic
    if cover.picture:
        yield from _hear_block(cover.picture, "")
    yield "H1", cover.title.words
    yield "P", cover.subtitle.words
    yield "P", cover.tagline
    tickbox = words_for(story.language).labels["tickbox"]
    for section in story.sections:
        yield "H2", section.heading
        for block in section.blocks:
            yield from _hear_block(block, tickbox)
    yield from (("P", line.words) for line in story.version_lines)


def _hear_block(block: blocks.Block, tickbox: str) -> Iterator[Heard]:
    match block:
        case blocks.Lead() | blocks.Paragraph() | blocks.Label() | blocks.SmallPrint():
            yield "P", block.text.words
        case blocks.Subheading():
            yield f"H{block.level}", block.text.words
        case blocks.TextList() | blocks.ReferenceList() | blocks.Checklist():
            yield from _hear_list(block, tickbox)
        case blocks.Steps():
            for number, step in enumerate(block.items, 1):
                mark = ("Figure", step.picture.alt) if step.picture else ("Lbl", str(number))
                yield from (mark, ("P", step.do.words), ("P", step.how.words))
        case blocks.Timeline():
            for moment in block.moments:
                yield from (("P", moment.when.words), ("P", moment.feel.words))
        case blocks.Risks():
            yield from (("LBody", risk.sentence.words) for risk in block.items)
            yield "P", block.key.words
        case blocks.Picture():
            yield from (("Figure", block.alt), ("P", block.caption.words))
        case _:
            yield from _hear_personal_or_contact(block)


def _hear_personal_or_contact(block: blocks.Block) -> Iterator[Heard]:
    match block:
        case blocks.ContactLines():
            yield from (("P", line.words) for line in block.lines)
            yield "Figure", block.qr_alt
        case blocks.Facts():
            for fact in block.items:
                yield from (("Lbl", fact.label.words), ("LBody", fact.value.words or block.blank))
            yield "Figure", block.chart.alt if block.chart else ""
        case blocks.Notes():
            yield from (("P", text.words) for text in block.paragraphs)
            yield "P", block.blank
        case _:
            raise TypeError(f"nothing is expected of {type(block).__name__}")


def _hear_list(
    block: blocks.TextList | blocks.ReferenceList | blocks.Checklist, tickbox: str
) -> Iterator[Heard]:
    numbered = isinstance(block, blocks.ReferenceList) or (
        isinstance(block, blocks.TextList) and block.numbered
    )
    mark = tickbox if isinstance(block, blocks.Checklist) else "•"
    start = block.start if isinstance(block, blocks.TextList) else 1
    for number, item in enumerate(block.items, start):
        yield "Lbl", f"{number}." if numbered else mark
        if isinstance(item, blocks.ListItem):
            yield "P", item.text.words
            for inner in item.below:
                yield from _hear_block(inner, tickbox)
        else:
            yield "LBody", item.words
