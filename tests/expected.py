"""What those who listen should hear of a story, written down apart from how it is laid out."""

from __future__ import annotations

from collections.abc import Iterator
from functools import singledispatch

from handouts.document import blocks
from handouts.document.story import Story
from handouts.document.walk import walk
from handouts.language.words import words_for

DAYS = ("Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat")

FOR_PEN = "Form for a pen"
"""The role of what is filled in with a pen even in a file for a screen."""

Heard = tuple[str, str]
Heards = Iterator[Heard]
"""A role, and the words that are read with it."""


WITH_COVER = ("trifold", "booklet")
"""The formats with a cover, which has the tagline at its foot; others have it at their head."""


def expected_elements(story: Story, format: str = "trifold") -> list[Heard]:
    """The role and words of each element that says anything, in reading order.

    On a screen, a video has a link and no QR code, and a field that is filled in there no text.
    """
    on_screen = format == "screen"
    codes = {
        video.qr_alt
        for section in story.sections
        for video in walk(section.blocks)
        if isinstance(video, blocks.Video) and on_screen
    }
    return [
        heard
        for heard in _hear_story(story, has_cover=format in WITH_COVER)
        if heard[1] and heard[1] not in codes and not (on_screen and heard[0] == "Form")
    ]


def _hear_story(story: Story, *, has_cover: bool) -> Iterator[Heard]:
    cover = story.cover
    yield "P", story.draft
    yield "P", cover.clinic
    yield "P", "" if has_cover else cover.tagline
    if cover.picture:
        yield from _hear_block(cover.picture, "")
    yield "H1", cover.title.words
    yield "P", cover.subtitle.words
    yield "P", cover.tagline if has_cover else ""
    tickbox = words_for(story.language).labels["tickbox"]
    for section in story.sections:
        yield "H2", section.heading
        for block in section.blocks:
            yield from _hear_block(block, tickbox)
    yield from (("P", line.words) for line in story.version_lines)


@singledispatch
def _hear_block(block: blocks.Block, tickbox: str) -> Iterator[Heard]:
    """What is heard of one block."""
    raise TypeError(f"nothing is expected of {type(block).__name__}")


@_hear_block.register
def _(
    block: blocks.Lead
    | blocks.Paragraph
    | blocks.PullOut
    | blocks.Label
    | blocks.SmallPrint
    | blocks.ReferencesElsewhere,
    _: str,
) -> Heards:
    yield "P", block.text.words


@_hear_block.register
def _(block: blocks.Subheading, _: str) -> Heards:
    yield f"H{block.level}", block.text.words


@_hear_block.register
def _(block: blocks.TextList, tickbox: str) -> Heards:
    for number, item in enumerate(block.items, block.start):
        yield "Lbl", f"{number}." if block.numbered else "•"
        if isinstance(item, blocks.ListItem):
            yield "P", item.text.words
            for inner in item.below:
                yield from _hear_block(inner, tickbox)
        else:
            yield "LBody", item.words


@_hear_block.register
def _(block: blocks.ReferenceList | blocks.Checklist, tickbox: str) -> Heards:
    for number, text in enumerate(block.items, 1):
        if isinstance(block, blocks.Checklist):
            yield from (("Form", tickbox), ("LBody", text.words))
        else:
            yield from (("Lbl", f"{number}."), ("BibEntry", text.words))


@_hear_block.register
def _(block: blocks.Guidance, _: str) -> Heards:
    word = "Do not" if block.is_warning else "Do"
    yield "P", word
    for text in block.items:
        yield from (("Lbl", f"{word}:"), ("LBody", text.words))


@_hear_block.register
def _(block: blocks.Steps, _: str) -> Heards:
    for number, step in enumerate(block.items, 1):
        figure = ("Figure", step.picture.alt if step.picture else "")
        is_mark = step.picture is not None and step.picture.size in ("", "small")
        yield figure if is_mark else ("Lbl", str(number))
        yield from (("P", step.do.words), ("P", step.how.words))
        yield ("P", "") if is_mark else figure


@_hear_block.register
def _(block: blocks.Exercises, tickbox: str) -> Heards:
    for number, exercise in enumerate(block.items, block.start):
        yield "Lbl", str(number)
        yield "Form", tickbox if block.is_form else ""
        yield "P", exercise.name.words
        for part in (*exercise.pictures, *exercise.how):
            yield from _hear_block(part, tickbox)
        yield "P", exercise.amount.words
        if block.is_form:
            yield from (("P", "Your dose"), ("Form", "Line to write on"))
        yield "P", exercise.stop_if.words
        if exercise.video:
            yield from (("P", exercise.video.line.words), ("Figure", exercise.video.qr_alt))


@_hear_block.register
def _(block: blocks.Diary, tickbox: str) -> Heards:
    yield "P", "Tick what you have done"
    for week in range(1, block.weeks + 1):
        yield from (("TH", word) for word in (f"Week {week}", *DAYS))
        for number, name in enumerate(block.names, block.start):
            yield "TH", f"{number} {name.words}"
            yield from (("Form", tickbox) for _ in DAYS)


@_hear_block.register
def _(block: blocks.Timeline, _: str) -> Heards:
    for moment in block.moments:
        yield from (("P", moment.when.words), ("P", moment.feel.words))


@_hear_block.register
def _(block: blocks.Risks, _: str) -> Heards:
    yield from (("LBody", risk.sentence.words) for risk in block.items)
    yield "P", block.key.words


@_hear_block.register
def _(block: blocks.Picture, tickbox: str) -> Heards:
    yield from (("Figure", block.alt), ("Caption", block.caption.words))
    for inner in block.beside:
        yield from _hear_block(inner, tickbox)


@_hear_block.register
def _(block: blocks.TextTable, _: str) -> Heards:
    yield "Caption", block.caption.words
    yield from (("TH", head.words) for head in block.heads)
    for first, *cells in block.rows:
        yield "TH", first.words
        yield from (("TD", cell.words) for cell in cells)


@_hear_block.register
def _(block: blocks.Form, tickbox: str) -> Heards:
    for item in block.items:
        if item.kind == "box":
            yield from (("Form", tickbox), ("P", item.label.words))
        else:
            words = "Line to write on" if item.count == 1 else "Lines to write on"
            yield from (("P", item.label.words), ("Form", words))


@_hear_block.register
def _(block: blocks.Signature, _: str) -> Heards:
    yield "P", block.who.words
    for label in ("Signature", "Name", "Date"):
        yield from (("P", label), ("Form", "Line to write on"))


@_hear_block.register
def _(block: blocks.ContactLines, _: str) -> Heards:
    yield from (("P", line.words) for line in (*block.lines, block.qr_address))
    yield "Figure", block.qr_alt


@_hear_block.register
def _(block: blocks.ContactRows, _: str) -> Heards:
    for row in block.rows:
        yield "Lbl", row.label.words
        tag = "LBody" if len(row.lines) == 1 else "P"
        yield from ((tag, line.words) for line in row.lines)


@_hear_block.register
def _(block: blocks.PlaceCards, tickbox: str) -> Heards:
    for card in block.cards:
        for inner in card:
            yield from _hear_block(inner, tickbox)


@_hear_block.register
def _(block: blocks.QrCodes, _: str) -> Heards:
    for code in block.codes:
        yield from (("Figure", code.alt), ("Caption", code.caption.words))


@_hear_block.register
def _(block: blocks.Facts, _: str) -> Heards:
    for fact in block.items:
        yield "Lbl", fact.label.words
        yield ("LBody", fact.value.words) if fact.value else ("Form", block.blank)
    yield "Figure", block.chart.alt if block.chart else ""


@_hear_block.register
def _(block: blocks.Notes, _: str) -> Heards:
    yield from (("P", text.words) for text in block.paragraphs)
    yield "Form", block.blank
