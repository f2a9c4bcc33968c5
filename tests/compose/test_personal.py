"""The personal text: filled fields, the personal panel, and nothing for missing values."""

from __future__ import annotations

from datetime import date, time

import pytest
from msgspec.structs import replace

import handouts
from handouts.compose.compose import compose_model_story, compose_story
from handouts.document.blocks import (
    Advice,
    Checklist,
    ContactLines,
    Facts,
    Label,
    Lead,
    Notes,
    Paragraph,
    ReferenceList,
    TextList,
)
from handouts.document.body import BODY_PARTS
from handouts.document.handout import Handout, Section, Spec
from handouts.document.papers import Paper
from handouts.document.person import Area, Person, Visit
from handouts.document.text import Citation, Field, Text
from handouts.language.words import words_for
from handouts.layout.look import make_look
from handouts.people.advice import collect_advice
from handouts.people.dates import is_month_first
from tests.documents import SAM, VISIT, make_text


def make_spec(*sections: Section) -> Spec:
    """The shipped leaflet, with other sections if there are any."""
    shipped = handouts.load("dry-needling")
    return replace(shipped, handout=with_sections(shipped.handout, sections or None))


def with_sections(handout: Handout, sections: tuple[Section, ...] | None) -> Handout:
    """A handout with other sections."""
    return handout if sections is None else replace(handout, sections=sections, references=())


def make_panel(person: Person, of: Spec | None = None) -> Section:
    """The personal panel of a person."""
    (found,) = (
        one for one in compose_story(of or make_spec(), person).sections if one.key == "personal"
    )
    return found


def panel_texts(section: Section) -> list[str]:
    """The text of a panel, block by block, "____" for a line to write on."""
    lines = []
    for block in section.blocks:
        if isinstance(block, Facts):
            lines += [f"{fact.label.words}: {fact.value.words or '____'}" for fact in block.items]
            lines += [block.chart.alt] if block.chart else []
        elif isinstance(block, Notes):
            lines += [*(paragraph.words for paragraph in block.paragraphs), "____"]
        elif isinstance(block, TextList | Checklist):
            lines += [f"- {item.words}" for item in block.items if isinstance(item, Text)]
        else:
            assert isinstance(block, Label | Paragraph | Lead)
            lines.append(block.text.words)
    return [line.replace("\u00a0", " ") for line in lines]


def test_without_a_person_there_is_no_panel_and_nothing_personal() -> None:
    """The leaflet for everyone is composed as if the handout had no section of that name."""
    general = compose_story(make_spec())
    assert all(section.key != "personal" for section in general.sections)
    assert not any(section.personal for section in general.sections)
    without = [one for one in make_spec().handout.sections if one.key != "personal"]
    shipped = make_spec()
    bare = replace(shipped, handout=replace(shipped.handout, sections=tuple(without)))
    assert compose_story(bare) == general


def test_all_that_is_known() -> None:
    """Facts, chart, the chosen advice in the handout's order, notes a paragraph a line."""
    assert panel_texts(make_panel(SAM)) == [
        "For: Sam Lee",
        "Treated on: Nov 24, 2026",
        "By: Ana Ortiz, PT",
        "Next visit: Tuesday, December 1, 2026 at 2:30 PM",
        "Areas treated: Top of the shoulder (upper trapezius) on the left and both calves",
        "The body from the front and from the back. "
        "Marked: top of the shoulder (upper trapezius) on the left and both calves.",
        "To help yourself",
        "- Drink water, unless told not to.",
        "- Walk a little each hour.",
        "Notes",
        "Bring your shoes.",
        "Walk a little.",
        "____",
    ]


def test_missing_values_leave_no_gap() -> None:
    """Of a person known by first name alone, only the next visit and notes are left open."""
    assert panel_texts(make_panel(Person(first_name="Sam"))) == [
        "For: Sam",
        "Next visit: ____",
        "Notes",
        "____",
    ]


def test_by_hand() -> None:
    """Nothing known: lines to write on, an unmarked chart, all advice to tick."""
    panel = make_panel(Person())
    assert panel_texts(panel)[:4] == [
        "For: ____",
        "Next visit: ____",
        "The body from the front and from the back, to mark what was treated.",
        "To help yourself",
    ]
    (ticks,) = (block for block in panel.blocks if isinstance(block, Checklist))
    advice = next(one for one in make_spec().handout.sections if one.key == "personal").blocks[0]
    assert isinstance(advice, Advice)
    assert len(ticks.items) == len(advice.items)
    assert make_panel(Person(language="en-GB", format="trifold", paper="a4")) == panel


def test_by_hand_with_what_is_known() -> None:
    """A name is printed, the chart is there to mark, and all advice is there to tick."""
    panel = make_panel(Person(first_name="Sam", by_hand=True))
    assert panel_texts(panel)[:3] == [
        "For: Sam",
        "Next visit: ____",
        "The body from the front and from the back, to mark what was treated.",
    ]
    assert any(isinstance(block, Checklist) for block in panel.blocks)


def test_by_hand_with_areas_and_advice() -> None:
    """What was chosen is not asked for again; the name is a line to write on."""
    key = next(iter(collect_advice(make_spec().handout)))
    areas = (Area("knee", "left"),)
    panel = make_panel(Person(areas=areas, advice=(key,), by_hand=True))
    assert panel_texts(panel)[0] == "For: ____"
    assert not any(isinstance(block, Checklist) for block in panel.blocks)
    (facts,) = (block for block in panel.blocks if isinstance(block, Facts))
    assert facts.chart
    assert (facts.chart.areas, facts.chart.caption) == (areas, "")


def test_the_panel_is_where_the_file_has_it_or_after_the_first_section() -> None:
    """A handout without the section gets one behind its first, with the language's heading."""
    keys = [section.key for section in compose_story(make_spec(), SAM).sections]
    assert keys == [*(one.key for one in make_spec().handout.sections), "references", "imprint"]
    blocks = (Paragraph(make_text("Text.")),)
    story = compose_story(
        make_spec(Section("intro", "", blocks), Section("caveat", "", blocks)), SAM
    )
    assert [one.key for one in story.sections[:3]] == ["intro", "personal", "caveat"]
    assert story.sections[1].heading == "Your treatment"


def test_a_fields_value_is_data_and_makes_its_section_personal() -> None:
    """Neither markup nor fields in a value are read again; other sections stay as they are."""
    name = Section("intro", "", (Paragraph(make_text(Field("first_name", "you"), "!")),))
    other = Section("caveat", "", (Paragraph(make_text("Call ", Field("clinic"))),))
    told_to = compose_story(make_spec(name, other), Person(first_name="<b>{{clinic}}</b> **x**"))
    intro, _, caveat = told_to.sections[:3]
    assert isinstance(intro.blocks[0], Lead)
    assert intro.blocks[0].text.words == "<b>{{clinic}}</b> **x**!"
    assert intro.personal
    assert not caveat.personal
    nameless = compose_story(make_spec(name, other), Person(notes="Walk."))
    (lead,) = nameless.sections[0].blocks
    assert isinstance(lead, Lead)
    assert lead.text.words == "you!"
    assert not nameless.sections[0].personal


def test_what_is_not_personal_is_the_same_object_for_all() -> None:
    """A batch recognizes common parts by identity."""
    one = make_spec()
    first, second = compose_story(one, SAM), compose_story(one, replace(SAM, first_name="Kim"))
    for mine, yours in zip(first.sections, second.sections, strict=True):
        assert (mine is yours) == (mine.key != "personal")
    assert compose_model_story(one, Person()) is compose_model_story(one, SAM)


def test_numbers_of_references_are_those_of_all_who_have_a_panel() -> None:
    """Advice that is cited counts whether or not it was chosen, but only where there is a panel."""
    shipped = handouts.load("dry-needling")
    source = shipped.handout.references[0]
    advice = Advice((("a", make_text("Do.", Citation((source.id,)))), ("b", make_text("Or not."))))
    sections = (
        Section("intro", "", (Paragraph(make_text("Text.")),)),
        Section("personal", "", (advice,)),
    )
    handout = replace(shipped.handout, sections=sections, references=(source,))
    spec = replace(shipped, handout=handout)
    for person in (Person(advice=("a",)), Person(advice=("b",))):
        *_, cited, _ = compose_story(spec, person).sections
        references = cited.blocks[0]
        assert isinstance(references, ReferenceList)
        assert len(references.items) == 1
    assert all(section.key != "references" for section in compose_story(spec).sections)


@pytest.mark.parametrize(
    ("language", "visit", "expected"),
    [
        ("en", VISIT, "Tuesday, December 1, 2026 at 2:30 PM"),
        ("en-US", Visit(date(2026, 12, 1)), "Tuesday, December 1, 2026"),
        ("en-GB", VISIT, "Tuesday 1 December 2026, 14:30"),
        ("en-AU", VISIT, "Tuesday 1 December 2026, 2:30 pm"),
        ("en-CA", VISIT, "Tuesday, December 1, 2026 at 2:30 p.m."),
        ("en-ZA", VISIT, "Tuesday 1 December 2026, 14:30"),
        ("en-US", Visit(date(2026, 3, 5), time(0, 5)), "Thursday, March 5, 2026 at 12:05 AM"),
        ("en-US", Visit(date(2026, 3, 5), time(12, 0)), "Thursday, March 5, 2026 at 12:00 PM"),
        ("en-gb", Visit(date(2026, 3, 5), time(9, 0)), "Thursday 5 March 2026, 9:00"),
    ],
)
def test_dates_are_written_as_the_language_has_them(
    language: str, visit: Visit, expected: str
) -> None:
    """By the handout's tag; time of day only where it is known."""
    assert words_for(language).dates.format_visit(visit).replace("\u00a0", " ") == expected


@pytest.mark.parametrize(
    ("brand_language", "paper", "handout_language", "written", "first", "read"),
    [
        ("en-GB", "a4", "en", "Tuesday 1 December 2026, 14:30", "Mon", False),
        ("en-GB", "letter", "en", "Tuesday 1 December 2026, 14:30", "Mon", False),
        ("en", "a4", "en", "Tuesday 1 December 2026, 14:30", "Mon", False),
        ("en", "letter", "en", "Tuesday, December 1, 2026 at 2:30 PM", "Sun", True),
        ("en-US", "a4", "en", "Tuesday, December 1, 2026 at 2:30 PM", "Sun", True),
        ("de", "a4", "en", "Tuesday 1 December 2026, 14:30", "Mon", False),
        ("en-US", "letter", "en-GB", "Tuesday 1 December 2026, 14:30", "Mon", True),
    ],
)
def test_dates_are_written_as_they_are_read(
    brand_language: str, paper: Paper, handout_language: str, written: str, first: str, read: bool
) -> None:
    """By the clinic's country, unless the handout's language names one of its own."""
    spec = handouts.load("dry-needling")
    brand = replace(spec.brand, language=brand_language, paper=paper)
    handout = replace(spec.handout, language=handout_language)
    story = compose_story(replace(spec, brand=brand, handout=handout), Person(next_visit=VISIT))
    panel = next(section for section in story.sections if section.key == "personal")
    assert f"Next visit: {written}" in panel_texts(panel)
    assert make_look(brand, handout_language, 12).words.dates.list_week()[0] == first
    assert is_month_first(brand) is read


@pytest.mark.parametrize(
    ("area", "expected"),
    [
        (Area("calf", "left"), "left calf"),
        (Area("calf", "both"), "both calves"),
        (Area("gastrocnemius", "both"), "both calves (gastrocnemius)"),
        (Area("neck"), "neck"),
        (Area("neck", "both"), "both sides of the neck"),
        (Area("neck", "left"), "left side of the neck"),
        (Area("head", "left"), "left side of the head"),
        (Area("low back", "right"), "right side of the low back"),
        (Area("scalenes", "left"), "left side of the neck (scalenes)"),
        (Area("masseter", "left"), "left side of the jaw (masseter)"),
        (Area("toes", "both"), "toes of both feet"),
        (Area("fingers", "both"), "fingers of both hands"),
        (Area("soleus", "both"), "both lower calves (soleus)"),
        (Area("inner thigh", "both"), "both inner thighs"),
        (Area("infraspinatus", "right"), "right shoulder blade (infraspinatus)"),
        (Area("hamstrings", "left"), "back of the thigh (hamstrings) on the left"),
        (Area("hamstrings", "both"), "back of the thigh (hamstrings) on both sides"),
    ],
)
def test_areas_in_plain_words(area: Area, expected: str) -> None:
    """The side is where one would say it."""
    assert words_for("en").describe_area(area) == expected


@pytest.mark.parametrize(
    ("areas", "fact", "marked"),
    [
        ((Area("calf"),), "Calf", None),
        ((Area("calf"), Area("knee", "left")), "Calf and left knee", "left knee"),
        ((Area("low back"), Area("calf")), "Low back and calf", "low back"),
        ((Area("tailbone"), Area("neck")), "Tailbone and neck", "tailbone and neck"),
        ((Area("calf", "both"),), "Both calves", "both calves"),
    ],
)
def test_one_of_a_pair_without_its_side_is_not_marked(
    areas: tuple[Area, ...], fact: str, marked: str | None
) -> None:
    """It is named as entered; text, chart and description never add a side."""
    facts = make_panel(Person(areas=areas)).blocks[0]
    assert isinstance(facts, Facts)
    assert facts.chart
    assert facts.items[-1].value.words == fact
    words = words_for("en")
    assert words.join_items([words.describe_area(each) for each in facts.chart.areas]) == (
        marked or ""
    )
    assert facts.chart.alt == (
        f"The body from the front and from the back. Marked: {marked}."
        if marked
        else "The body from the front and from the back, to mark what was treated."
    )


@pytest.mark.parametrize("key", ["questions", ""])
def test_a_field_in_how_to_reach_the_clinic(key: str) -> None:
    """It is the brand's, and is in the questions section, even if the handout has none."""
    blocks = (Paragraph(make_text("Text.")),)
    one = make_spec(*(Section(each, "", blocks) for each in ("intro", "caveat", key) if each))
    reach = make_text(Field("first_name", "friend"), ", call us.")
    contact = replace(one.brand.contact, reach=reach, phone="555 0142")
    one = replace(one, brand=replace(one.brand, contact=contact))
    for person, expected in ((None, "friend"), (Person(notes="Walk."), "friend"), (SAM, "Sam")):
        story = compose_story(one, person)
        *others, last = (each for each in story.sections if each.key not in ("personal", "imprint"))
        told_last = last.blocks[-1]
        assert isinstance(told_last, ContactLines)
        assert told_last.lines[0].words == f"{expected}, call us."
        assert last.personal == (expected == "Sam")
        assert not any(each.personal for each in others)


def test_every_part_is_reported_with_every_side() -> None:
    """No part lacks words, and none is described with two sides."""
    words = words_for("en")
    assert words.areas.keys() == BODY_PARTS.keys()
    for part in BODY_PARTS:
        for side in ("", "left", "right", "both"):
            name = words.describe_area(Area(part, side))
            assert name.count("left") + name.count("right") + name.count("both") == bool(side)


def test_things_in_a_row() -> None:
    """Commas, and "and" before the last."""
    listed = words_for("en").join_items
    assert [listed(["a", "b", "c"][:count]) for count in range(4)] == [
        "",
        "a",
        "a and b",
        "a, b and c",
    ]
