"""A spec becomes a Story: the blocks of a handout in reading order."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial, singledispatch
from typing import NamedTuple

from msgspec.structs import replace

from handouts.compose.contact import collect_brand_fields, compose_contact, strip_scheme
from handouts.compose.personal import (
    PERSONAL_SECTION,
    collect_person_fields,
    compose_personal_section,
)
from handouts.compose.resolve import InlineResolver, find_field_names, number_references
from handouts.compose.vancouver import format_reference
from handouts.document import models, story
from handouts.document.models import Handout, Person, Spec
from handouts.document.runs import Run, Text, plain
from handouts.language.words import LanguageWords, words_for
from handouts.memo import memoized

TONES: dict[str, story.Tone] = {"tell_us": "note", "caveat": "caveat", "get_help": "help"}


class _SharedStory(NamedTuple):
    """What is the same for all people: the chosen sections, their story, how it was resolved."""

    sections: tuple[models.Section, ...]
    story: story.Story
    resolver: InlineResolver
    words: LanguageWords


def compose_story(spec: Spec, person: Person | None = None) -> story.Story:
    """Compose a handout under its brand, for a person if there is one.

    The blocks are in reading order: the sections in the order of the file, then the
    references. The clinic's contact details are in ``questions``. Only a person's handout has
    the section ``personal``; with ``Person()`` it is a form to fill in by hand. A section with
    nothing personal in it is the same object for all people.
    """
    common = _compose_shared_story(spec, person is not None)
    if person is None:
        return common.story
    personal_fields = {
        name: value for name, value in collect_person_fields(person, common.words).items() if value
    }
    resolver = replace(common.resolver, fields={**common.resolver.fields, **personal_fields})
    sections = list(common.story.sections)
    for place, section in enumerate(common.sections):
        if section.key == PERSONAL_SECTION:
            block = partial(_compose_block, teller=resolver, words=common.words)
            sections[place] = compose_personal_section(
                section, person, resolver, common.words, block
            )
        elif not _find_used_fields(section, spec).isdisjoint(personal_fields):
            filled_section = _compose_section(section, spec, resolver, common.words)
            sections[place] = replace(filled_section, personal=True)
    return replace(common.story, sections=tuple(sections))


@memoized(64)
def compose_blank_story(spec: Spec) -> story.Story:
    """The handout with a personal panel to fill in by hand, the same object each time."""
    return compose_story(spec, Person())


@memoized(64)
def _compose_shared_story(spec: Spec, for_person: bool) -> _SharedStory:
    """Compose what is the same for all people; a personal panel is an empty placeholder."""
    handout, brand = spec.handout, spec.brand
    words = words_for(handout.language)
    sections = _choose_sections(spec, for_person)
    resolver = InlineResolver(
        number_references(sections), collect_brand_fields(brand), words.reference
    )
    shared_story = story.Story(
        title=handout.title,
        language=handout.language,
        author=brand.name,
        cover=_compose_cover(spec, resolver),
        sections=(
            *(_compose_section(section, spec, resolver, words) for section in sections),
            *_compose_references(handout, resolver, words),
        ),
        version_lines=_compose_version_lines(handout, words),
        draft=words.draft if handout.status == "draft" else "",
    )
    return _SharedStory(sections, shared_story, resolver, words)


def _find_used_fields(section: models.Section, spec: Spec) -> frozenset[str]:
    """The names of the fields in a section's text, and in the brand's text printed in it."""
    used = find_field_names(section)
    return used | find_field_names(spec.brand.contact) if section.key == "questions" else used


def _choose_sections(spec: Spec, for_person: bool) -> tuple[models.Section, ...]:
    """The sections to print; ``questions`` is added at the end if the contact needs a place.

    For a person, ``personal`` is added after the first section if the handout has none.
    """
    sections = spec.handout.sections
    if not for_person:
        sections = tuple(section for section in sections if section.key != PERSONAL_SECTION)
    elif all(section.key != PERSONAL_SECTION for section in sections):
        sections = (*sections[:1], models.Section(PERSONAL_SECTION, "", ()), *sections[1:])
    has_contact = spec.brand.qr or spec.brand.contact != models.Contact()
    if not has_contact or any(section.key == "questions" for section in sections):
        return sections
    return (*sections, models.Section("questions", "", ()))


def _compose_cover(spec: Spec, resolver: InlineResolver) -> story.Cover:
    handout, brand = spec.handout, spec.brand
    return story.Cover(
        clinic=brand.name,
        tagline=brand.tagline,
        logo=brand.logo,
        picture=_compose_picture(handout.cover, resolver) if handout.cover else None,
        title=plain(handout.title),
        subtitle=plain(handout.subtitle),
    )


def _compose_section(
    section: models.Section, spec: Spec, resolver: InlineResolver, words: LanguageWords
) -> story.Section:
    parts = () if section.key == PERSONAL_SECTION else section.parts
    blocks = [_compose_block(part, resolver, words) for part in parts]
    if section.key == "intro" and blocks and isinstance(blocks[0], story.Paragraph):
        blocks[0] = story.Lead(blocks[0].text)
    if section.key == "questions":
        blocks.append(compose_contact(spec.brand, resolver, words))
    return story.Section(
        key=section.key,
        heading=plain(section.heading or words.headings.get(section.key, "")),
        blocks=tuple(blocks),
        tone=TONES.get(section.key, "plain"),
    )


@singledispatch
def _compose_block(
    part: models.Part, resolver: InlineResolver, words: LanguageWords
) -> story.Block:
    raise TypeError(f"cannot compose {type(part).__name__}")


@_compose_block.register
def _(part: models.TextParagraph, resolver: InlineResolver, words: LanguageWords) -> story.Block:
    return story.Paragraph(resolver.resolve_text(part.inlines))


@_compose_block.register
def _(part: models.TextList, teller: InlineResolver, words: LanguageWords) -> story.Block:
    return story.Bullets(tuple(map(teller.resolve_text, part.items)), part.numbered)


@_compose_block.register
def _(part: models.Checklist, teller: InlineResolver, words: LanguageWords) -> story.Block:
    return story.Checklist(tuple(map(teller.resolve_text, part.items)))


@_compose_block.register
def _(part: models.Steps, teller: InlineResolver, words: LanguageWords) -> story.Block:
    steps = [
        story.Step(teller.resolve_text(item.do), teller.resolve_text(item.how))
        for item in part.items
    ]
    return story.Steps(tuple(steps))


@_compose_block.register
def _(part: models.Timeline, teller: InlineResolver, words: LanguageWords) -> story.Block:
    moments = [
        story.Moment(teller.resolve_text(m.when), teller.resolve_text(m.feel)) for m in part.moments
    ]
    return story.Timeline(tuple(moments))


@_compose_block.register
def _(part: models.Risks, teller: InlineResolver, words: LanguageWords) -> story.Block:
    return story.Risks(tuple(_compose_risk(item, teller, words) for item in part.items))


@_compose_block.register
def _compose_picture(
    part: models.Picture, resolver: InlineResolver, words: LanguageWords | None = None
) -> story.Picture:
    return story.Picture(part.artwork, part.alt, resolver.resolve_text(part.caption))


def _compose_risk(item: models.Risk, resolver: InlineResolver, words: LanguageWords) -> story.Risk:
    odds = words.odds.format(
        count=words.format_number(item.count), out_of=words.format_number(item.out_of)
    )
    return story.Risk(
        odds=plain(_make_unbreakable(odds), strong=True),
        count=item.count,
        out_of=item.out_of,
        what=(*resolver.resolve_text(item.what), *resolver.cite_references([item.source])),
    )


def _compose_references(
    handout: Handout, resolver: InlineResolver, words: LanguageWords
) -> Iterator[story.Section]:
    """The section of the references that are cited, if there are any."""
    known = [source for source in handout.references if source.id in resolver.numbers]
    order = sorted(known, key=lambda source: resolver.numbers[source.id])
    items = tuple(_compose_reference(source) for source in order)
    if items:
        block = story.References(items, words.back)
        yield story.Section("references", plain(words.references), (block,), tone="small")


def _compose_reference(source: models.Reference) -> Text:
    text, address = format_reference(source)
    return (Run(text, link=address or None, about=strip_scheme(address)),)


def _compose_version_lines(handout: Handout, words: LanguageWords) -> tuple[Text, ...]:
    """The lines that identify a printed copy: which handout it is, and how old."""
    what = (handout.id, words.language, words.version.format(handout.version))
    when = (
        words.reviewed.format(words.format_month(handout.reviewed)),
        words.review_by.format(words.format_month(handout.review_by)),
    )
    return tuple(
        plain("\u00a0· ".join(_make_unbreakable(part) for part in line)) for line in (what, when)
    )


def _make_unbreakable(text: str) -> str:
    return text.replace(" ", "\u00a0")
