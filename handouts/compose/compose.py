"""A spec becomes a Story: the sections of a handout in reading order, their texts resolved."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from msgspec.structs import replace

from handouts.compose.blocks import compose_block
from handouts.compose.contact import collect_brand_fields, compose_contact
from handouts.compose.exercises import choose_exercises, has_exercises
from handouts.compose.personal import collect_person_fields, compose_personal_section
from handouts.compose.references import compose_references
from handouts.compose.resolve import (
    InlineResolver,
    find_field_names,
    link_back,
    number_references,
)
from handouts.document.blocks import (
    Block,
    Lead,
    Paragraph,
    PartnerLogos,
    SmallPrint,
)
from handouts.document.brand import Brand
from handouts.document.contact import Contact
from handouts.document.handout import Handout, Section, Spec
from handouts.document.identity import FileIdentity
from handouts.document.locale import localize_language
from handouts.document.person import ChosenExercise, Person
from handouts.document.section_kinds import CONTACT, PERSONAL, section_kind
from handouts.document.story import Cover, Story
from handouts.document.text import Text, make_unbreakable, plain
from handouts.document.walk import map_texts
from handouts.language.words import LanguageWords, words_for
from handouts.memo import intern_value, memoized
from handouts.people.exercises import collect_exercises

_NOBODY = Person()
"""Nobody in particular, always the same object."""


class _SharedStory(NamedTuple):
    """What is the same for all people: the chosen sections, their story, how it was resolved.

    ``personal_blocks`` are the blocks of the personal section, resolved for nobody in particular;
    ``fields`` are the names of all fields in the text.
    """

    sections: tuple[Section, ...]
    story: Story
    resolver: InlineResolver
    words: LanguageWords
    personal_blocks: tuple[Block, ...]
    fields: frozenset[str]
    has_exercises: bool


def compose_story(spec: Spec, person: Person | None = None) -> Story:
    """Compose a handout under its brand, for a person if there is one.

    The blocks are in reading order: the sections in the order of the file, then the
    references. The clinic's contact details are in ``questions``. Only a person's handout has
    the section ``personal``; with ``Person()`` it is a form to fill in by hand. A section with
    nothing personal in it is the same object for all people.
    """
    common = _compose_shared_story(spec, person is not None)
    if person is None:
        return common.story
    values = collect_person_fields(person, common.words, common.fields)
    resolver = _add_fields(common.resolver, values) if values else common.resolver
    sections = list(common.story.sections)
    for place, section in enumerate(common.sections):
        if section.key == PERSONAL:
            sections[place] = _compose_personal(section, person, common, resolver)
        elif values and not _find_used_fields(section, spec).isdisjoint(values):
            filled_section = _compose_section(section, spec, resolver, common.words)
            sections[place] = replace(filled_section, personal=True)
    if not common.has_exercises:
        return replace(common.story, sections=tuple(sections))
    chosen = choose_exercises(sections, person, common.words)
    return replace(common.story, sections=link_back(chosen) if person.exercises else chosen)


def _add_fields(resolver: InlineResolver, values: Mapping[str, str]) -> InlineResolver:
    """The resolver with the values of a person's fields."""
    return replace(resolver, fields={**resolver.fields, **values})


def _compose_personal(
    section: Section, person: Person, common: _SharedStory, resolver: InlineResolver
) -> Section:
    """Compose the personal section. Its blocks are the same objects where no field is in them."""
    blocks = common.personal_blocks
    if resolver is not common.resolver:
        blocks = _compose_blocks(section, resolver, common.words)
    return compose_personal_section(section, blocks, person, common.words)


def compose_model_story(spec: Spec, person: Person) -> Story:
    """The handout with a personal panel to fill in by hand, the same object each time.

    It has the exercises that a person has.
    """
    every = tuple(ChosenExercise(each.name.words) for each in collect_exercises(spec.handout))
    if not every or (person.is_form and not person.exercises):
        return _compose_form(spec, _NOBODY)
    chosen = intern_value(Person(exercises=person.exercises or every, by_hand=True))
    return _compose_form(spec, chosen)


@memoized(64)
def _compose_form(spec: Spec, person: Person) -> Story:
    """The same object for equal specs, since to choose its layout takes longest."""
    return intern_value(compose_story(spec, person))


@memoized(64)
def _compose_shared_story(spec: Spec, for_person: bool) -> _SharedStory:
    """Compose what is the same for all people; a personal panel is an empty placeholder."""
    handout, brand = spec.handout, spec.brand
    words = words_for(localize_language(handout.language, brand))
    sections = _choose_sections(spec, for_person)
    resolver = InlineResolver(
        number_references(sections), collect_brand_fields(brand), words.reference
    )
    personal = next((each for each in sections if each.key == PERSONAL), None)
    shared_story = Story(
        title=handout.title,
        language=handout.language,
        author=brand.name,
        cover=_compose_cover(spec, resolver),
        sections=(
            *choose_exercises(
                (_compose_section(section, spec, resolver, words) for section in sections),
                None,
                words,
            ),
            *compose_references(spec, sections, resolver, words),
            *_compose_imprint(handout, words),
        ),
        version_lines=_compose_version_lines(handout, words),
        identity=identify_handout(spec),
        version=handout.version,
        reviewed=handout.reviewed,
        draft=words.labels["draft"] if handout.status == "draft" else "",
    )
    return _SharedStory(
        sections,
        shared_story,
        resolver,
        words,
        _compose_blocks(personal, resolver, words) if personal else (),
        frozenset().union(*(_find_used_fields(section, spec) for section in sections)),
        any(has_exercises(section.blocks) for section in sections),
    )


def identify_handout(spec: Spec) -> FileIdentity:
    """What a file of a handout says about it."""
    handout = spec.handout
    return FileIdentity(
        handout.id,
        handout.status == "draft",
        handout.review_by,
        is_example=spec.brand.is_example,
    )


def _find_used_fields(section: Section, spec: Spec) -> frozenset[str]:
    """The names of the fields in a section's text, and in the brand's text printed in it."""
    used = find_field_names(section)
    return used | find_field_names(spec.brand.contact) if section.key == CONTACT else used


def _choose_sections(spec: Spec, for_person: bool) -> tuple[Section, ...]:
    """The sections to print; one for the contact is added at the end if it needs a place.

    For a person, a personal one is added after the first section if the handout has none.
    """
    sections = spec.handout.sections
    if not for_person:
        sections = tuple(section for section in sections if section.key != PERSONAL)
    elif all(section.key != PERSONAL for section in sections):
        sections = (*sections[:1], Section(PERSONAL, "", ()), *sections[1:])
    brand = spec.brand
    has_contact = brand.qr or brand.contact != Contact() or brand.partner_logos
    if not has_contact or any(section.key == CONTACT for section in sections):
        return sections
    return (*sections, Section(CONTACT, "", ()))


def _compose_cover(spec: Spec, resolver: InlineResolver) -> Cover:
    handout, brand = spec.handout, spec.brand
    return intern_value(
        Cover(
            clinic=brand.name,
            tagline=brand.tagline,
            logo=brand.logo,
            logo_holds_name=brand.logo_holds_name,
            picture=map_texts(handout.cover, resolver.resolve_text),
            title=plain(handout.title, ("handout", "title")),
            subtitle=plain(handout.subtitle, ("handout", "subtitle")),
        )
    )


def _compose_blocks(
    section: Section, resolver: InlineResolver, words: LanguageWords
) -> tuple[Block, ...]:
    """The blocks of a section with their texts resolved."""
    return tuple(compose_block(block, resolver, words) for block in section.blocks)


def _compose_section(
    section: Section, spec: Spec, resolver: InlineResolver, words: LanguageWords
) -> Section:
    """A section with its texts resolved. A personal one is empty: it depends on the person."""
    kind = section_kind(section.key)
    is_filled = kind.filled_by == "person"
    blocks = [] if is_filled else list(_compose_blocks(section, resolver, words))
    if kind.has_lead and blocks and isinstance(blocks[0], Paragraph):
        blocks[0] = Lead(blocks[0].text, flow=blocks[0].flow)
    if kind.filled_by == "brand":
        blocks += _compose_brand_blocks(spec.brand, resolver, words)
    heading = section.heading or words.headings[section.key]
    tone = kind.tone if section.tone == "plain" else section.tone
    return intern_value(replace(section, heading=heading, blocks=tuple(blocks), tone=tone))


def _compose_brand_blocks(
    brand: Brand, resolver: InlineResolver, words: LanguageWords
) -> Iterator[Block]:
    """What the brand adds to the section of the contact."""
    yield from compose_contact(brand, resolver, words)
    if brand.partner_logos:
        yield PartnerLogos(brand.partner_logos)


def _compose_imprint(handout: Handout, words: LanguageWords) -> Iterator[Section]:
    """The section that says who approved the handout, if its file does."""
    approval = handout.approved_by
    if approval:
        when = make_unbreakable(words.dates.format_month(approval.date))
        line = words.approved.format(who=approval.approver, when=when)
        block = SmallPrint(plain(line, ("handout", "approved_by", "role")))
        yield intern_value(Section("imprint", "", (block,), tone="small"))


def _compose_version_lines(handout: Handout, words: LanguageWords) -> tuple[Text, ...]:
    """The lines that identify a printed copy: which handout it is, and how old."""
    what = (handout.id, words.language, words.version.format(handout.version))
    when = (
        words.reviewed.format(words.dates.format_month(handout.reviewed)),
        words.review_by.format(words.dates.format_month(handout.review_by)),
    )
    return tuple(
        plain("\u00a0· ".join(make_unbreakable(part) for part in line)) for line in (what, when)
    )
