"""A spec becomes a Story: the one function that tells a handout in order."""

from __future__ import annotations

from functools import singledispatch

from handouts.compose import story
from handouts.compose.contact import bare, contact, fields
from handouts.compose.inlines import Teller, cited
from handouts.compose.runs import Run, Text, plain
from handouts.compose.vancouver import reference
from handouts.compose.words import Words, words_for
from handouts.spec import models
from handouts.spec.models import Handout, Spec

TONES: dict[str, story.Tone] = {"tell_us": "note", "caveat": "caveat", "get_help": "help"}


def compose(spec: Spec) -> story.Story:
    """Tell a handout under its brand.

    The blocks stand in reading order: the sections as the file has them, then the
    references. What the clinic's contact details are is told in ``questions``.
    """
    handout, brand = spec.handout, spec.brand
    words = words_for(handout.language)
    teller = Teller(cited(handout.sections), fields(brand), words.reference)
    sections = [_section(section, spec, teller, words) for section in _asked(spec)]
    return story.Story(
        title=handout.title,
        language=handout.language,
        author=brand.name,
        cover=_cover(spec, teller),
        sections=(*sections, _references(handout, teller, words)),
        version_lines=_version(handout, words),
        draft=words.draft if handout.status == "draft" else "",
    )


def _asked(spec: Spec) -> tuple[models.Section, ...]:
    """The handout's sections; last a place for the clinic's contact, where it has none."""
    sections = spec.handout.sections
    reached = spec.brand.qr or spec.brand.contact != models.Contact()
    if not reached or any(section.key == "questions" for section in sections):
        return sections
    return (*sections, models.Section("questions", "", ()))


def _cover(spec: Spec, teller: Teller) -> story.Cover:
    handout, brand = spec.handout, spec.brand
    return story.Cover(
        clinic=brand.name,
        tagline=brand.tagline,
        logo=brand.logo,
        picture=_picture(handout.cover, teller) if handout.cover else None,
        title=plain(handout.title),
        subtitle=plain(handout.subtitle),
    )


def _section(section: models.Section, spec: Spec, teller: Teller, words: Words) -> story.Section:
    blocks = [_block(part, teller, words) for part in section.parts]
    if section.key == "intro" and blocks and isinstance(blocks[0], story.Paragraph):
        blocks[0] = story.Lead(blocks[0].text)
    if section.key == "questions":
        blocks.append(contact(spec.brand, teller, words))
    return story.Section(
        key=section.key,
        heading=plain(section.heading or words.headings.get(section.key, "")),
        blocks=tuple(blocks),
        tone=TONES.get(section.key, "plain"),
    )


@singledispatch
def _block(part: models.Part, teller: Teller, words: Words) -> story.Block:
    raise TypeError(f"no block tells {type(part).__name__}")


@_block.register
def _(part: models.TextParagraph, teller: Teller, words: Words) -> story.Block:
    return story.Paragraph(teller.text(part.inlines))


@_block.register
def _(part: models.TextList, teller: Teller, words: Words) -> story.Block:
    return story.Bullets(tuple(map(teller.text, part.items)), part.numbered)


@_block.register
def _(part: models.Checklist, teller: Teller, words: Words) -> story.Block:
    return story.Checklist(tuple(map(teller.text, part.items)))


@_block.register
def _(part: models.Steps, teller: Teller, words: Words) -> story.Block:
    steps = [story.Step(teller.text(item.do), teller.text(item.how)) for item in part.items]
    return story.Steps(tuple(steps))


@_block.register
def _(part: models.Timeline, teller: Teller, words: Words) -> story.Block:
    moments = [story.Moment(teller.text(m.when), teller.text(m.feel)) for m in part.moments]
    return story.Timeline(tuple(moments))


@_block.register
def _(part: models.Risks, teller: Teller, words: Words) -> story.Block:
    return story.Risks(tuple(_risk(item, teller, words) for item in part.items))


@_block.register
def _picture(part: models.Picture, teller: Teller, words: Words | None = None) -> story.Picture:
    return story.Picture(part.artwork, part.alt, teller.text(part.caption))


def _risk(item: models.Risk, teller: Teller, words: Words) -> story.Risk:
    odds = words.odds.format(count=words.number(item.count), out_of=words.number(item.out_of))
    return story.Risk(
        odds=plain(_unbroken(odds), strong=True),
        count=item.count,
        out_of=item.out_of,
        what=(*teller.text(item.what), *teller.citation([item.source])),
    )


def _references(handout: Handout, teller: Teller, words: Words) -> story.Section:
    order = sorted(handout.references, key=lambda source: teller.numbers[source.id])
    items = tuple(_reference(source) for source in order)
    return story.Section(
        "references", plain(words.references), (story.References(items, words.back),), tone="small"
    )


def _reference(source: models.Reference) -> Text:
    told, address = reference(source)
    return (Run(told, link=address or None, about=bare(address)),)


def _version(handout: Handout, words: Words) -> tuple[Text, ...]:
    """What tells a printed copy from another: which it is, and how old."""
    what = (handout.id, words.language, words.version.format(handout.version))
    when = (
        words.reviewed.format(words.month(handout.reviewed)),
        words.review_by.format(words.month(handout.review_by)),
    )
    return tuple(plain("\u00a0· ".join(_unbroken(part) for part in line)) for line in (what, when))


def _unbroken(told: str) -> str:
    return told.replace(" ", "\u00a0")
