"""No word of a text is lost or changed in silence: it is printed as meant, or asked about."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from handouts.document.blocks import Block, ListItem, Paragraph, Subheading, TextList
from handouts.document.text import Run, Text
from handouts.document.walk import walk
from handouts.reading.context import Reading
from handouts.reading.markdown import read_line, read_paragraphs
from handouts.reading.scalar_shapes import PlainText
from handouts.sources.nodes import Mapping, Scalar, parse_yaml
from handouts.sources.source import Source


def read_value(yaml: str) -> tuple[Scalar, Reading]:
    """The value of the only name in a file, and the reading of it."""
    source = Source("a.yaml", yaml)

    def find_value(root: object) -> Scalar:
        assert isinstance(root, Mapping)
        value = root.items[0][1]
        assert isinstance(value, Scalar)
        return value

    return parse_yaml(source, find_value), Reading(source, Path(), smart_punctuation=True)


def read_text(markdown: str) -> tuple[list[str], list[str]]:
    """What is printed of a text, a paragraph or an item in each line, and what is asked."""
    block = "".join(f"  {line}\n" if line else "\n" for line in markdown.split("\n"))
    value, reading = read_value(f"text: |\n{block}")
    printed = list(write_blocks(read_paragraphs(value, reading)))
    return printed, [f"{each.message} {each.hint}" for each in reading.findings]


def write_blocks(blocks: Iterable[Block], indent: str = "") -> Iterator[str]:
    """The lines of some blocks, with the marks of lists and sub-headings."""
    for block in blocks:
        if isinstance(block, TextList):
            yield from write_list(block, indent)
        else:
            assert isinstance(block, Paragraph | Subheading)
            mark = "# " if isinstance(block, Subheading) else ""
            yield indent + mark + words_of(block.text)


def write_list(block: TextList, indent: str) -> Iterator[str]:
    """The lines of a list, with what is below an item indented."""
    for number, item in enumerate(block.items, block.start):
        mark = f"{number}. " if block.numbered else "- "
        text = item.text if isinstance(item, ListItem) else item
        yield indent + mark + words_of(text)
        if isinstance(item, ListItem):
            yield from write_blocks(item.below, indent + "  ")


def words_of(text: Text) -> str:
    """The runs of a text as they look: a line break as a slash, links and scripts in brackets."""
    runs = [run for run in text.inlines if isinstance(run, Run)]
    return "".join(
        f"[{run.link or run.script}:{run.text}]" if run.link or run.script else run.text
        for run in runs
    ).translate({0x2028: " / ", 0xA0: " "})


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("Mon to Fri 8 am  \nSat 9 am\\\nSun closed", ["Mon to Fri 8 am / Sat 9 am / Sun closed"]),
        ("Do this:\n\n– Walk each day\n– Use ice", ["Do this:", "- Walk each day", "- Use ice"]),
        ("● Walk\n● Rest\n▪ Sit\n✓ Done", ["- Walk", "- Rest", "- Sit", "- Done"]),
        ("moving --\ngently", ["moving – gently"]),
        ("Keep moving --\ngently. Rest at night\n-- but not all day.",
         ["Keep moving – gently. Rest at night – but not all day."]),
        ("- Walk\n    - ten minutes\n    - each day\n- Rest",
         ["- Walk", "  - ten minutes", "  - each day", "- Rest"]),
        ("- One.\n\n  More of it.\n- Two", ["- One.", "  More of it.", "- Two"]),
        ("1. One\n2. Two\n\nAnd then:\n\n3. Three\n4. Four",
         ["1. One", "2. Two", "And then:", "3. Three", "4. Four"]),
        ("## At night\n\nSleep.", ["# At night", "Sleep."]),
        ("- Bring\n  o a towel\n  o water", ["- Bring", "  - a towel", "  - water"]),
        ("\uf0b7 One", ["- One"]),
        ("1. One\n1. Two\n1. Three", ["1. One", "2. Two", "3. Three"]),
        ("- a long item that goes\non without an indent\n- b",
         ["- a long item that goes on without an indent", "- b"]),
        ("We are glad to see you.\nPlease bring a towel.",
         ["We are glad to see you. Please bring a towel."]),
        ("Bend → stretch → rest", ["Bend → stretch → rest"]),
        ("20 m², kg/m² and 10⁶", ["20 m², kg/m² and 10⁶"]),
        ("#1 of all", ["#1 of all"]),
        ("Mon–Fri 9–5 • Sat 9–12", ["Mon–Fri 9–5 • Sat 9–12"]),
        ("See the sign [Reviewed November 2026].", ["See the sign [Reviewed November 2026]."]),
        ("Bring:\n\n•\u00a0a card\n•\u00a0shoes", ["Bring:", "- a card", "- shoes"]),
        ("-\u00a0rest\n-\u00a0ice", ["- rest", "- ice"]),
        ("Take paracetamol from the pharmacy at the corner\no ibuprofeno, if that is\no lo otro",
         ["Take paracetamol from the pharmacy at the corner o ibuprofeno, if that is o lo otro"]),
        ("H~2~O and x^2^", ["H[sub:2]O and x[super:2]"]),
        ("See https://www.example.org/knee.", ["See [https://www.example.org/knee:"
         "https://www.example.org/knee]."]),
        ("(www.example.org)", ["([https://www.example.org:www.example.org])"]),
        ("desk@clinic.example, please", ["[mailto:desk@clinic.example:desk@clinic.example],"
         " please"]),
        ("Call +44 (0)20 7946 0958.", ["Call [tel:+442079460958:+44 (0)20 7946 0958]."]),
        ("Call 020 7946 0958 by 6 pm", ["Call [tel:02079460958:020 7946 0958] by 6 pm"]),
        ("Call +44 20 7946 0958 0959", ["Call +44 20 7946 0958 0959"]),
        ("[us](tel:+44(0)2079460958)", ["[tel:+442079460958:us]"]),
        ("[us](tel:*100#), [NHS](tel:111)", ["[tel:*100#:us], [tel:111:NHS]"]),
        ("see www.münchen.example/ä", ["see [https://www.xn--mnchen-3ya.example/%C3%A4:"
         "www.münchen.example/ä]"]),
        ("the o\ufb03ce, cafe\u0301", ["the office, café"]),
        ("\\*\\*not strong\\*\\* a\\~\\~b", ["**not strong** a~~b"]),
        ("A line that is long enough to be wrapped by its author\nat the end of a line, as usual\n"
         "and goes on", ["A line that is long enough to be wrapped by its author at the end of a "
         "line, as usual and goes on"]),
    ],
)  # fmt: skip
def test_printed(text: str, printed: list[str]) -> None:
    """As it was meant, without a question."""
    assert read_text(text) == (printed, [])


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("Mon to Fri 8 am to 6 pm\nSat 9 am to noon\nSun closed", "would be joined"),
        ("Q: Can I drive?\nA: Yes, after two days.", "would be joined"),
        ("**Monday:** 8 am to 6 pm\n**Tuesday:** 8 am to 6 pm", "would be joined"),
        ("-Walk\n-Rest", "A space is missing behind the mark of a list"),
        ("1.Walk\n2.Rest", "A space is missing behind the numbers"),
        ("a) Walk\nb) Rest", "A list with letters or brackets"),
        ("(1) Walk\n(2) Rest", "A list with letters or brackets"),
        ("**Important:**do not kneel.", "The signs ** were not understood"),
        ("** Important ** do rest.", "The signs ** were not understood"),
        ("**Paracetamol (500 mg)**is safe.", "The signs ** were not understood"),
        ("Do ~~not~~ stop.", "Words cannot be crossed out"),
        ("==Important==", "Words cannot be highlighted"),
        ("Ring [our desk](tel:020 7946 0958)", "This link was not understood"),
        ("Ring [us](tel:0207946/0958/0959)", "It is in doubt which number the link"),
        ("See [our page][1].", "A link by its name"),
        ("[1]: https://www.example.org/knee", "A link by its name"),
        ("A note.[^1]", "Footnotes are not known"),
        ("- [ ] Ice bought\n- [x] Chair ready", "write the items below 'checklist'"),
        ("::: warning\nDo not drive.\n:::", "A block with :::"),
        ("Keep moving.{.important}", "Names of styles in braces"),
        ("Walking\n: ten minutes a day", "A definition with ':'"),
        ("→ Next", "An arrow"),
        ("Mon 8-7\nTue 8-7", "would be joined"),
        ("Paracetamol – 2 tablets\nIbuprofen – 1 tablet", "would be joined"),
        ("£52 first visit\n£38 follow-up", "would be joined"),
        ("Ring 999 if\n- you have chest pain\nRing us if\n- it is hot", "joined to the list item"),
        ("- Take 2 tablets\nin the morning\nTake 1 at night", "joined to the list item"),
        ("1. week: walk\n12. week: drive", "The number 12 would be printed as 2"),
        ("| Visit | Price |\n| First | £52 |", "whose second line is missing"),
        ("Visit | Minutes | Price", "whose second line is missing"),
        ("Visit\tPrice\nFirst\t£52", "Columns with tabs"),
        ("Signed: ______________ Date: ____", "below 'form'"),
        ("Signed: ................. Date", "below 'form'"),
        ("Signed\n\n__________", "below 'form'"),
        ("- a\n  - b\n    - c", "Lists go two levels deep"),
        ("- short of breath\n      - chest pain\n- a swollen calf", "it is indented too far"),
        ("Call 999 for:\n     - chest pain", "it is indented too far"),
        ("Bring: • a card • shoes", "A bullet would be printed in the middle"),
        ("morning: 1 tablet\nevening: 2 tablets", "would be joined"),
        ("**Day 1**: rest.\n**Day 2**: walk.", "would be joined"),
        ("•rest\n•ice", "A space is missing behind the mark of a list"),
        ("12 High Street.\\ \nPark behind it.", "A space behind this backslash"),
        ("It helps.¹² It may last.", "A raised number"),
        ("#Parking\n\nBehind us.", "A space is missing behind the sign #"),
        ("It helps.[1]", "looks like a citation"),
        ("It helps [2, 5-7].", "looks like a citation"),
        ("It helps [Smith et al., 2020].", "looks like a citation"),
        ("It helps.³ It may not⁴ last.", "A raised number"),
        ("2026. A year.", "a backslash before the dot"),
        ("1. One\n\nMore\n\n7. Seven", "7 is not its turn"),
        ("- # a heading", "A sub-heading is not allowed in a list"),
        ("- a\n-\n- b", "This list item is empty"),
        ("Take 2*500 mg and 3*200 mg a day.", "For 'times', write 2 × 500"),
        ("Line one<br>line two", "write a backslash (\\) at its end"),
        ("x<y and y>z", "If the signs mean less and more"),
        ("type<sub>2</sub>", "between tildes: H~2~O"),
    ],
)
def test_asked(text: str, asked: str) -> None:
    """What would be printed otherwise than it was meant is a finding that says what to do."""
    findings = read_text(text)[1]
    assert asked in findings[0]


@pytest.mark.parametrize(
    "line",
    ["do: Take bus #12", "do: Get off at stop #4, then ask for room #3", "do: Take it # now"],
)
def test_a_comment_cuts_nothing_off(line: str) -> None:
    """Behind a text without quotes, '#' is asked about at its place; in quotes it is printed."""
    value, reading = read_value(f"{line}\n")
    assert PlainText().read(value, "do", reading) is None
    (finding,) = reading.findings
    assert "the rest of the line is not printed" in finding.message
    assert finding.place.column == line.index("#") + 1
    quoted = line.replace("do: ", "do: '") + "'"
    value, reading = read_value(f"{quoted}\n")
    assert PlainText().read(value, "do", reading) == line.removeprefix("do: ")


def test_a_comment_on_its_own_is_one() -> None:
    """Above a text, and behind one in quotes."""
    value, reading = read_value("# a remark\ndo: 'Rest'  # another\n# and another\n")
    assert PlainText().read(value, "do", reading) == "Rest"
    assert reading.findings == []


@pytest.mark.parametrize("text", ["Knees &amp; hips", "**Knees**", "<b>Knees</b>", "[a](b)"])
def test_titles_have_no_marks(text: str) -> None:
    """They are taken literally, so a mark would be printed."""
    value, reading = read_value(f"title: '{text}'\n")
    assert PlainText(is_prose=True).read(value, "title", reading) is None
    assert "would be printed as it is" in reading.findings[0].message


def test_letters_in_a_wrong_encoding() -> None:
    """They are told at their place, as in a table."""
    value, reading = read_value("do: 'DonÃ¢â‚¬â„¢t rest; cafÃ©; 20Â°C'\n")
    assert PlainText().read(value, "do", reading) is None
    assert [each.rule for each in reading.findings] == ["garbled-text"]


WORDS = some.lists(some.text("abcdefgh ÄÖ", min_size=1, max_size=8), min_size=1, max_size=4)
MARKS = some.sampled_from(
    "** * ~ ~~ ^ ^2^ ~2~ _ __ ` [ ] ( ) ]( \\ # > < - – • ● 1. a) (1) | : ::: == {.x} "
    "[^1] [a](https://b.example) www.a.example a@b.example +441632960123 &amp; <br> \n \n\n".split(
        " "
    )
)


@settings(max_examples=300, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(some.lists(some.one_of(MARKS, WORDS.map(" ".join)), min_size=1, max_size=9))
def test_every_letter_is_printed_or_asked_about(parts: list[str]) -> None:
    """Whatever is written, all of its letters and digits are on paper, or there is a finding."""
    text = "x " + " ".join(parts)
    value, reading = read_value(
        "text: |\n" + "".join(f"  {line}\n" if line.strip() else "\n" for line in text.split("\n"))
    )
    blocks = read_paragraphs(value, reading)
    if reading.findings:
        return
    texts = [each for each in walk(blocks) if isinstance(each, Text)]
    printed = "".join(run.text for each in texts for run in each.inlines if isinstance(run, Run))
    source = text.replace("&amp;", "&").replace("(https://b.example)", "")
    # The numbers of a list are printed as its numbers.
    source = re.sub(r"(?m)^\s*1\. ", "", source)
    assert sorted(re.findall(r"\w", source)) == sorted(re.findall(r"\w", printed))


def test_a_line_may_end_early_too() -> None:
    """In texts of one paragraph, such as an item of a list."""
    value, reading = read_value("how: |\n  One\\\n  Two\n")
    assert words_of(read_line(value, reading)) == "One / Two"
    assert reading.findings == []


@pytest.mark.parametrize(
    "value",
    ["Sit tall\n  Turn your head\n  Look back", "'3 Mill Lane\n  Millbrook'", '"Rest\n  Walk"'],
)
def test_lines_without_a_bar_are_not_joined_in_silence(value: str) -> None:
    """Lines of a plain text, or of one in quotes, that their author meant as lines."""
    scalar, reading = read_value(f"how: {value}\n")
    assert PlainText().read(scalar, "how", reading) is None
    (finding,) = reading.findings
    assert (finding.rule, finding.place.line) == ("joined-lines", 2)
    assert "write '|' after the name" in finding.hint
