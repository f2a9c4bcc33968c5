"""Markdown: what it becomes, and where a problem in it is."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from handouts.document.blocks import Paragraph, TextList
from handouts.document.text import Citation, Field, Inline, Run, plain
from handouts.reading.context import Reading
from handouts.reading.markdown import read_line, read_paragraphs
from handouts.sources.nodes import Mapping, Scalar, parse_yaml
from handouts.sources.source import Source
from tests.documents import without_addresses


def read_scalar(yaml: str) -> tuple[Scalar, Reading]:
    """The value of the first name of a file, and a reading of it."""
    source = Source("file.yaml", yaml)
    node = parse_yaml(source, lambda root: root)
    assert isinstance(node, Mapping)
    text = node.items[0][1]
    assert isinstance(text, Scalar)
    return text, Reading(source, Path(), smart_punctuation=True)


def parse_line(markdown: str) -> tuple[Inline, ...]:
    """A line of Markdown in which nothing is wrong."""
    reading = Reading(Source("", markdown), Path(), smart_punctuation=True)
    result = read_line(Scalar(0, len(markdown) + 2, markdown, '"'), reading)
    assert reading.findings == []
    return result.inlines


def parse_blocks(markdown: str) -> Any:
    """A text of Markdown in which nothing is wrong."""
    reading = Reading(Source("", markdown), Path(), smart_punctuation=True)
    result = read_paragraphs(Scalar(0, len(markdown) + 2, markdown, '"'), reading)
    assert reading.findings == []
    return without_addresses(result)


@pytest.mark.parametrize(
    ("markdown", "expected"),
    [
        ("plain", (Run("plain"),)),
        ("S&P 500", (Run("S&P 500"),)),
        ("a < b and <A", (Run("a < b and <A"),)),
        ("5 * 3 * 2, snake_case_word", (Run("5 * 3 * 2, snake_case_word"),)),
        ("{one} and [1 to 2] and [x]: y", (Run("{one} and [1 to 2] and [x]: y"),)),
        ("# 1, 1. one, - and |", (Run("# 1, 1. one, - and |"),)),
        ("**a** b", (Run("a", strong=True), Run(" b"))),
        (r"\*a\* \[@x\] \{{", (Run("*a* [@x] {{"),)),
        ("&amp; &copy; &nbsp;x", (Run("& © \u00a0x"),)),
        ("[a](https://b.c/d?e=f&g)", (Run("a", link="https://b.c/d?e=f&g"),)),
        ("[a **b**](tel:+1555)", (Run("a ", link="tel:+1555"), Run("b", True, "tel:+1555"))),
        ("<https://b.c>", (Run("https://b.c", link="https://b.c"),)),
        ("<a@b.c>", (Run("a@b.c", link="mailto:a@b.c"),)),
        ("[a@b.c](mailto:a@b.c)", (Run("a@b.c", link="mailto:a@b.c"),)),
        ("a [@b; @c.d-1].", (Run("a "), Citation(("b", "c.d-1")), Run("."))),
        ("{{date|today}}", (Field("date", "today"),)),
        ("{{phone}}", (Field("phone"),)),
        ("**{{ areas | your  back }}**", (Field("areas", "your back", strong=True),)),
        ("one  \ntwo\\\nthree\n four", (Run("one\u2028two\u2028three four"),)),
        ("no\u00a0break", (Run("no\u00a0break"),)),
    ],
)
def test_inlines(markdown: str, expected: tuple[Inline, ...]) -> None:
    """Strong, links, citations, fields and escapes become inlines; the rest is text."""
    assert parse_line(markdown) == expected


@pytest.mark.parametrize(
    ("markdown", "expected"),
    [
        ("\"It's\" 'so'", "“It’s” ‘so’"),
        ('("yes") ... -- no', "(“yes”) … – no"),
        ("a --- b", "a—b"),
        ("5--10 --x", "5--10 --x"),
        (r"5 feet 10\"", '5 feet 10"'),
        ("{{first_name|you}}'s", "’s"),
    ],
)
def test_typography(markdown: str, expected: str) -> None:
    """Straight quotes, dashes and dots become what print has; an escaped one stays."""
    last = parse_line(markdown)[-1]
    assert isinstance(last, Run)
    assert last.text == expected


def test_quotes_across_looks() -> None:
    """A quote knows the character before it, be it in other type."""
    result = parse_line('"**Stop**", she said')
    assert result == (Run("“"), Run("Stop", strong=True), Run("”, she said"))


def test_blocks() -> None:
    """Paragraphs and lists come in order; a list knows whether it has numbers."""
    result = parse_blocks("One\nline.\n\n- a\n- **b**\n\n1. c\n2. d\n\nEnd.")
    assert result == (
        Paragraph(plain("One line.")),
        TextList((plain("a"), plain("b", strong=True))),
        TextList((plain("c"), plain("d")), numbered=True),
        Paragraph(plain("End.")),
    )


@pytest.mark.parametrize(
    "yaml",
    [
        "text: |\n  Some words,\n  then *here* it is.\n",
        "text: |2\n    Some words,\n   then *here* it is.\n",
        "text: |\n\n  - a list\n  - then *here*\n    it is\n",
        "text: |\n  1. a list\n     goes on\n\n     then *here*\n",
        "text: >-\n  Some words,\n    \n  then *here* it is.\n",
        "text: Some words,\n  then *here* it is.\n",
        "text: 'It''s some words, *here* it is.'\n",
        'text: "It \\"is\\" some \\u00e9\\x41 words, \\\n   *here* it is."\n',
        'text: "One\\n\\nTwo *here*"\n',
        "text:   Some *here* words  # *here*\n",
        "text: &anchor  Some *here* words\n",
        "text: |\n  Ünïcödé 暖かい *here*\n",
        "text: |\n  a **b *here* c** d\n",
        "text: |\n  a [b *here* c](https://d.e) d\n",
    ],
)
def test_place(yaml: str) -> None:
    """A problem is reported at its line and column in the file, however the text is written."""
    text, reading = read_scalar(yaml)
    read_paragraphs(text, reading)
    slanted = [problem for problem in reading.findings if "Italic" in problem.message]
    places = {(problem.place.line, problem.place.column) for problem in slanted}
    before = yaml[: yaml.index("*here*")]
    assert places == {(before.count("\n") + 1, len(before) - before.rfind("\n"))}


def test_list_cites() -> None:
    """Citations are kept with the place of their id, to be checked later."""
    text, reading = read_scalar("text: |\n  - one [@a]\n  - two [@b; @c]\n")
    read_paragraphs(text, reading)
    found = [(citation.id, text.text[citation.index]) for citation in reading.citations]
    assert found == [("a", "a"), ("b", "b"), ("c", "c")]


def test_odds_stay_on_one_line() -> None:
    """No line ends within "16 in 100", which is read as one number."""
    from handouts.reading.typography import smarten_punctuation

    assert smarten_punctuation("16 in 100, 7 in May") == "16\u00a0in\u00a0100, 7 in May"


def test_words_in_another_language() -> None:
    """Pandoc's span marks them; strong and links inside keep their language."""
    result = parse_line("Ask: [¿Habla **español**?]{lang=es} [x]{{first_name|you}}")
    assert result[:4] == (
        Run("Ask: "),
        Run("¿Habla ", language="es"),
        Run("español", strong=True, language="es"),
        Run("?", language="es"),
    )
