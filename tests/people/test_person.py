"""A person: cells become values, problems are reported at their place, and no value is repeated."""

from __future__ import annotations

from datetime import date, time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from handouts.document.blocks import Advice
from handouts.document.handout import Section
from handouts.document.person import PERSON_FIELDS, PRINTED_FIELDS, Area, Person, Visit
from handouts.document.text import plain
from handouts.people.person import (
    Cell,
    has_hidden_character,
    parse_language_tag,
    read_person,
)
from handouts.sources.findings import Place, SpecError
from tests.people.cells import BARE, FORMATS, HANDOUT, read_cells, read_messages


def test_each_hidden_character_is_found() -> None:
    """Controls but white space, lone surrogates and noncharacters, wherever they are."""
    hidden = {*range(9), *range(14, 32), *range(127, 160), *range(0xD800, 0xE000)} - {0x85}
    hidden |= {*range(0xFDD0, 0xFDF0), *range(0xFFF9, 0xFFFC)}
    hidden |= {plane + last for plane in range(0, 0x110000, 0x10000) for last in (0xFFFE, 0xFFFF)}
    found = {code for code in range(0x110000) if has_hidden_character(f"a\n{chr(code)}")}
    assert found == hidden


def test_every_field_is_read() -> None:
    """Texts as people write them become a person whose values need no more asking."""
    assert read_cells(
        first_name="Sam",
        last_name="Lee",
        therapist="Dr. Ana Ruiz",
        date="12/1/2026",
        areas="left trapezius, QL R",
        advice="Water; heat",
        next_visit="Tue, Dec 8, 2026 2:30 PM",
        notes="Well done.\r\n\r\nSee you.",
        language="Spanish",
        format="Large-Print",
        paper="US Letter",
    ) == Person(
        first_name="Sam",
        last_name="Lee",
        therapist="Dr. Ana Ruiz",
        treated=date(2026, 12, 1),
        areas=(Area("trapezius", "left"), Area("quadratus lumborum", "right")),
        advice=("water", "heat"),
        next_visit=Visit(date(2026, 12, 8), time(14, 30)),
        notes="Well done.\nSee you.",
        language="es",
        format="large-print",
        paper="letter",
    )


def test_the_fields_are_those_of_a_person() -> None:
    """Each field has its place in the model, a word on what it is for, and a limit."""
    names = tuple("treated" if name == "date" else name for name in PERSON_FIELDS)
    assert (*names, "by_hand") == Person.__struct_fields__
    assert all(field.about and field.limit for field in PERSON_FIELDS.values())


@pytest.mark.parametrize(
    "blank", ["", " ", "\n\t\r\n", "\u00a0\u3000", "\u200b", "\u202e", "\ufeff"]
)
def test_a_blank_cell_is_no_value(blank: str) -> None:
    """In any field: a table has empty cells."""
    assert read_cells(**dict.fromkeys(PERSON_FIELDS, blank)) == Person()


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("  Sam \t\n Lee ", "Sam Lee"),
        ("<b>Sam</b> & **Lee**", "<b>Sam</b> & **Lee**"),
        ("{{clinic}} [@x]", "{{clinic}} [@x]"),
        ("../../etc", "../../etc"),
        ("=cmd()", "=cmd()"),
        ("CON", "CON"),
        ("Null", "Null"),
        ("\u202eSam\u202c\ufeff", "Sam"),
        ("שרה כהן", "שרה כהן"),
        ("x" * 80, "x" * 80),
    ],
)
def test_a_name_is_data(text: str, name: str) -> None:
    """Whatever is in it: only blanks are folded, and marks that steer the text about it go."""
    assert read_cells(first_name=text, last_name=text, therapist=text) == Person(
        first_name=name, last_name=name, therapist=name
    )


@pytest.mark.parametrize(
    ("texts", "message"),
    [
        ({"first_nam": "x"}, "There is no such field of a person. Did you mean 'first_name'?"),
        (
            {"shoe_size": "x"},
            f"There is no such field of a person. The fields are {', '.join(PERSON_FIELDS)}.",
        ),
        (
            {"first_name": "x" * 300},
            "'first_name' is too long: 300 characters; the limit is 80. Make it shorter.",
        ),
        (
            {"notes": "xy" * 501},
            "'notes' is too long: 1,002 characters; the limit is 1,000. Make it shorter.",
        ),
        ({"notes": "x\n" * 21}, "21 lines are too many; the limit is 20. Shorten it."),
        (
            {"therapist": "Sa\x07m"},
            "A hidden character (U+0007) is in 'therapist'. Take it out.",
        ),
        (
            {"notes": "Sam\udc80"},
            "A hidden character (U+DC80) is in 'notes'. Take it out.",
        ),
        (
            {"date": "yesterday"},
            "This date cannot be read. Write it as year-month-day: 2026-12-01. "
            "If there is none, leave it empty.",
        ),
        (
            {"next_visit": "30.2.2026"},
            "There is no such day in the calendar. Write it as year-month-day: 2026-12-01.",
        ),
        (
            {"areas": "left trapezus"},
            "Area 1 is not a known part of the body. Did you mean 'trapezius'?",
        ),
        (
            {"areas": "left knee, qqqq"},
            "Area 2 is not a known part of the body. Write it like this: left trapezius, low "
            "back, right calf. Put anything else in the notes.",
        ),
        ({"advice": "heet"}, "Advice 1 is not in this handout. Did you mean 'heat'?"),
        ({"advice": "heat, x"}, "Advice 2 is not in this handout. Choose from heat, water."),
        (
            {"advice": "Use a pack; heat and rest, watr"},
            "Advice 1, 3 and 4 are not in this handout. Choose from heat, water.",
        ),
        (
            {"advice": "heat \N{GRINNING FACE}"},
            "Advice 1 is not in this handout. Choose from heat, water.",
        ),
        ({"advice": "hot water"}, "Advice 1 is not in this handout. Choose from heat, water."),
        (
            {"date": "45992"},
            "This looks like a spreadsheet's internal number for a date. "
            "Format the column as a date there, and export it again.",
        ),
        (
            {"date": "2026-12-02", "next_visit": "2026-12-01 14:30"},
            "The next visit is before the day of the treatment. Check both days.",
        ),
        (
            {"language": "the usual"},
            "This is not a language code. Write it like this: en, es or pt-BR.",
        ),
        ({"format": "trifolt"}, "There is no such format. Did you mean 'trifold'?"),
        ({"format": "x"}, "There is no such format. Choose from trifold, large-print."),
        ({"paper": "leter"}, "There is no such paper. Did you mean 'letter'?"),
        ({"paper": "foolscap"}, "There is no such paper. Use a4 or letter."),
    ],
)
def test_what_is_wrong_is_reported_with_its_hint(texts: dict[str, str], message: str) -> None:
    """Each at its cell's place, in one line."""
    assert read_messages(**texts) == [f"people.csv:7:3: {message}"]


def test_all_problems_are_reported_at_once() -> None:
    """Nobody should have to correct a row ten times."""
    wrong = dict.fromkeys(("date", "areas", "advice", "language", "format", "paper"), "zzzz zz")
    assert len(read_messages(**wrong, strange="x", notes="\x00")) == 8


@pytest.mark.parametrize(
    "text",
    ["heat water", "heat and water", "Heat & water", "* heat\n* water.", "HEAT, water; heat"],
)
def test_advice_is_chosen_in_many_ways(text: str) -> None:
    """As people write a list; each once."""
    assert read_cells(advice=text).advice == ("heat", "water")


def test_advice_of_several_words_may_be_written_as_words() -> None:
    """Names that a handout joins may be split by others; an exact match comes first."""
    keys = ("warm-pack", "rest_and_ice", "rest", "ice", "cold_pack", "cold-pack")
    advice = Advice(tuple((key, plain("Do.")) for key in keys))
    handout = replace(BARE, sections=(*BARE.sections, Section("personal", "", (advice,))))
    assert read_cells(handout, advice="Warm pack, rest and ice").advice == keys[:2]
    assert read_cells(handout, advice="rest, ice and warm_pack").advice == (
        "rest",
        "ice",
        "warm-pack",
    )
    assert read_cells(handout, advice="cold_pack").advice == ("cold_pack",)
    assert read_messages(handout, advice="heat") == [
        f"people.csv:7:3: Advice 1 is not in this handout. Choose from {', '.join(keys)}."
    ]


def test_a_handout_without_advice_says_so() -> None:
    """Advice cannot be chosen where there is none."""
    assert read_messages(BARE, advice="heat") == [
        "people.csv:7:3: This handout has no advice to choose from. Leave it empty."
    ]


def test_without_a_handout_advice_is_only_looked_over() -> None:
    """Which advice there is depends on the handout."""
    assert read_cells(None, advice="heat, cold") == Person(advice=("heat", "cold"))
    assert read_messages(None, advice="heat, <b>") == [
        "people.csv:7:3: Advice 2 cannot be a name. Write names such as heat, water."
    ]


def test_the_column_s_header_is_named_where_it_is_known() -> None:
    """People know the headers of their table, not the names of fields."""
    cells = {
        "areas": Cell("foo bar", Place("p.csv", 2, 1), "Body part"),
        "notes": Cell("\x00", Place("p.csv", 2, 2), "Comment"),
    }
    with pytest.raises(SpecError) as caught:
        read_person(cells, None, formats=FORMATS)
    first, second = caught.value.problems
    assert first.message == "'Body part': Area 1 is not a known part of the body."
    assert second.message == "A hidden character (U+0000) is in 'Comment'."


@pytest.mark.parametrize(
    ("text", "tag"),
    [("ES", "es"), (" pt_br ", "pt-BR"), ("Español", "es"), ("Vietnamese", "vi"), ("x", "")],
)
def test_a_language_has_its_tag_or_its_name(text: str, tag: str) -> None:
    """Practice software exports the one or the other."""
    assert parse_language_tag(text) == tag


SECRET = "Zyxquux"


@given(
    name=st.sampled_from(list(PERSON_FIELDS)),
    before=st.text(max_size=12),
    after=st.text(max_size=12),
    many=st.sampled_from([1, 1, 1, 40]),
)
def test_any_text_in_any_field_is_a_person_or_its_problems(
    name: str, before: str, after: str, many: int
) -> None:
    """Never another error, and never the text in the message."""
    text = f"{before}{SECRET}{after}" * many
    try:
        result = read_cells(**{name: text})
    except SpecError as error:
        shown = f"{error}{error!r}{[each.as_dict() for each in error.problems]}".lower()
        assert SECRET.lower() not in shown
        assert error.__cause__ is None
    else:
        assert name in PRINTED_FIELDS
        assert SECRET in getattr(result, name)


@given(
    st.dictionaries(
        st.sampled_from(list(PERSON_FIELDS)),
        st.one_of(
            st.text(max_size=30),
            st.from_regex(r"[0-9]{1,4}[-/. ][0-9]{1,4}[-/. ][0-9]{1,4}([ T@][0-9:.hapm]{1,8})?"),
            st.lists(
                st.sampled_from(
                    "left right L R B/L both UT QL knee neck tailbone and , / ;".split()
                ),
                max_size=8,
            ).map(" ".join),
        ),
    )
)
def test_any_texts_at_once_are_a_person_or_their_problems(texts: dict[str, str]) -> None:
    """And what is read stays so when it is read again."""
    try:
        result = read_cells(**texts)
    except SpecError as error:
        assert error.problems
    else:
        assert read_cells(**texts) == result
        assert all(line.strip() for line in result.notes.split("\n") if result.notes)


def test_a_path_is_not_needed() -> None:
    """A person is read only from cells; nothing is looked up."""
    assert read_cells(replace(HANDOUT, path=Path("nowhere.yaml")), first_name="Sam").name == "Sam"
