"""A spec becomes a Story: the one function that tells a handout in order."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial, singledispatch
from typing import NamedTuple

from msgspec.structs import replace

from handouts.compose import story
from handouts.compose.contact import bare, contact, fields
from handouts.compose.inlines import Teller, cited, names
from handouts.compose.personal import PERSONAL, personal, values
from handouts.compose.runs import Run, Text, plain
from handouts.compose.vancouver import reference
from handouts.compose.words import Words, words_for
from handouts.remembering import remembered
from handouts.spec import models
from handouts.spec.models import Handout, Person, Spec

TONES: dict[str, story.Tone] = {"tell_us": "note", "caveat": "caveat", "get_help": "help"}


class _Common(NamedTuple):
    """What is the same for all: the sections asked for, the story of them, how it was told."""

    asked: tuple[models.Section, ...]
    story: story.Story
    teller: Teller
    words: Words


def compose(spec: Spec, person: Person | None = None) -> story.Story:
    """Tell a handout under its brand, to a person where there is one.

    The blocks stand in reading order: the sections as the file has them, then the
    references. What the clinic's contact details are is told in ``questions``. The section
    ``personal`` is told to a person alone; ``Person()`` makes it one to be filled in by hand.
    A section in which nothing is of one person is the same object for all.
    """
    common = _common(spec, person is not None)
    if person is None:
        return common.story
    own = {name: value for name, value in values(person, common.words).items() if value}
    teller = replace(common.teller, fields={**common.teller.fields, **own})
    sections = list(common.story.sections)
    for place, section in enumerate(common.asked):
        if section.key == PERSONAL:
            block = partial(_block, teller=teller, words=common.words)
            sections[place] = personal(section, person, teller, common.words, block)
        elif not _asked_for(section, spec).isdisjoint(own):
            made = _section(section, spec, teller, common.words)
            sections[place] = replace(made, personal=True)
    return replace(common.story, sections=tuple(sections))


@remembered(64)
def by_hand(spec: Spec) -> story.Story:
    """The handout with a personal panel to fill in by hand, the same object each time."""
    return compose(spec, Person())


@remembered(64)
def _common(spec: Spec, personal: bool) -> _Common:
    """Tell what is the same for all; the personal panel has an empty place, if any."""
    handout, brand = spec.handout, spec.brand
    words = words_for(handout.language)
    asked = _asked(spec, personal)
    teller = Teller(cited(asked), fields(brand), words.reference)
    made = story.Story(
        title=handout.title,
        language=handout.language,
        author=brand.name,
        cover=_cover(spec, teller),
        sections=(
            *(_section(section, spec, teller, words) for section in asked),
            *_references(handout, teller, words),
        ),
        version_lines=_version(handout, words),
        draft=words.draft if handout.status == "draft" else "",
    )
    return _Common(asked, made, teller, words)


def _asked_for(section: models.Section, spec: Spec) -> frozenset[str]:
    """The names of the fields in a section's text, and in what the brand says in it."""
    found = names(section)
    return found | names(spec.brand.contact) if section.key == "questions" else found


def _asked(spec: Spec, personal: bool) -> tuple[models.Section, ...]:
    """The sections to tell; last a place for the clinic's contact, where it has none.

    For a person, one of their own stands after the first where the handout has none.
    """
    sections = spec.handout.sections
    if not personal:
        sections = tuple(section for section in sections if section.key != PERSONAL)
    elif all(section.key != PERSONAL for section in sections):
        sections = (*sections[:1], models.Section(PERSONAL, "", ()), *sections[1:])
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
    parts = () if section.key == PERSONAL else section.parts
    blocks = [_block(part, teller, words) for part in parts]
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


def _references(handout: Handout, teller: Teller, words: Words) -> Iterator[story.Section]:
    """The references that are cited in what is told, if any are."""
    known = [source for source in handout.references if source.id in teller.numbers]
    order = sorted(known, key=lambda source: teller.numbers[source.id])
    items = tuple(_reference(source) for source in order)
    if items:
        told = story.References(items, words.back)
        yield story.Section("references", plain(words.references), (told,), tone="small")


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
