"""The section ``personal``: what it may contain, and what it becomes."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from jsonschema import Draft202012Validator

from handouts.document.blocks import Advice, Paragraph
from handouts.document.handout import Section
from handouts.document.text import Citation, Run
from handouts.people.advice import collect_advice
from handouts.reading.handout import read_handout
from handouts.reading.schema import build_schema
from handouts.sources.findings import SpecError
from tests.documents import make_text, without_addresses

GOOD = Path(__file__).parent / "good"
RIGHT = """\
personal:
  heading: For you
  text: Dear {{first_name|friend}}
  advice:
    heat: Use a **warm pack**. [@french-2006]
    drink-more: Have water.
"""


def write_handout(folder: Path, section: str) -> Path:
    """The good handout with a section put in behind its first."""
    content = (GOOD / "heat.en.yaml").read_text(encoding="utf-8")
    (folder / "pictures").mkdir()
    (folder / "pictures" / "pack.svg").write_bytes((GOOD / "pictures" / "pack.svg").read_bytes())
    path = folder / "heat.en.yaml"
    path.write_text(content.replace("explanation:\n", f"{section}explanation:\n", 1), "utf-8")
    return path


def read_messages(folder: Path, section: str) -> list[str]:
    """The messages about a section, with their hints."""
    with pytest.raises(SpecError) as caught:
        read_handout(write_handout(folder, section))
    return [f"{each.message} {each.hint}".strip() for each in caught.value.problems]


def test_it_is_where_the_file_has_it(tmp_path: Path) -> None:
    """With its advice by the keys that choose it, in the file's order."""
    handout = read_handout(write_handout(tmp_path, RIGHT))
    assert [each.key for each in handout.sections][:3] == ["intro", "personal", "explanation"]
    section = handout.sections[1]
    assert section.heading == "For you"
    welcome, advice = section.blocks
    assert isinstance(welcome, Paragraph)
    assert isinstance(advice, Advice)
    heat = make_text("Use a ", Run("warm pack", strong=True), ". ", Citation(("french-2006",)))
    assert without_addresses(advice.items) == (
        ("heat", heat),
        ("drink-more", make_text("Have water.")),
    )
    assert collect_advice(handout) == dict(advice.items)


@pytest.mark.parametrize(
    "section",
    ["personal: {heading: For you}\n", "personal: Only a line.\n", "personal:\n  text: Hi\n", ""],
)
def test_each_part_may_be_left_out(tmp_path: Path, section: str) -> None:
    """The section can be left out too; then there is no advice."""
    handout = read_handout(write_handout(tmp_path, section))
    assert collect_advice(handout) == {}
    assert any(each.key == "personal" for each in handout.sections) is bool(section)


def test_it_may_hold_only_fields(tmp_path: Path) -> None:
    """Each with its alternative text: a person may only have some of them."""
    handout = read_handout(write_handout(tmp_path, 'personal: "{{first_name|you}}"\n'))
    assert isinstance(handout.sections[1], Section)


def test_its_fields_need_other_words_too(tmp_path: Path) -> None:
    """Who has no first name, and a panel that is filled in by hand, get no gap."""
    assert read_messages(tmp_path, 'personal: "{{first_name}}"\n') == [
        "The field 'first_name' would leave a gap if it has no value. "
        "Add a fallback to it: {{first_name|you}}."
    ]


@pytest.mark.parametrize(
    ("section", "message"),
    [
        (
            "personal:\n  advise: {heat: x}\n",
            "'advise' is not part of a personal section. Did you mean 'advice'?",
        ),
        (
            "personal:\n  advice: [heat]\n",
            "'advice' must be names, each with a text, not a list. "
            "Write each on its own line: heat: Use a warm pack.",
        ),
        ("personal:\n  advice: {}\n", "'advice' must hold 1 to 30 names, not 0."),
        (
            "personal:\n  advice:\n    Warm Pack: x\n",
            "'Warm Pack' cannot be the name of a piece of advice. "
            "Use lower-case letters, digits and hyphens: warm-pack.",
        ),
        (
            "personal:\n  advice:\n    heat: x\n    heat: y\n",
            "'heat' is used twice, first on line {}. Keep one of the two.",
        ),
        ("personal:\n  advice:\n    heat:\n", "'heat' is empty. Write text after the colon."),
        ("personal:\n  parts: [{advice: {}}]\n", "'advice' is not a part."),
        ("personnal: x\n", "'personnal' is not a section. Did you mean 'personal'?"),
        (
            "personal:\n  advice: {heat: 'x [@nobody]'}\n",
            "There is no reference 'nobody'. Add it under 'references'.",
        ),
    ],
)
def test_what_is_wrong(tmp_path: Path, section: str, message: str) -> None:
    """It is reported as for any other section."""
    messages = read_messages(tmp_path, section)
    before, _, after = message.partition("{}")
    assert len(messages) == 1
    assert messages[0].startswith(before)
    assert messages[0].endswith(after)


@pytest.mark.parametrize(
    ("section", "right"),
    [
        (RIGHT, True),
        ("personal: A line.\n", True),
        ("personal: {advice: {}}\n", False),
        ("personal: {advice: [heat]}\n", False),
        ("personal: {advice: {Heat: x}}\n", False),
        ("personal: {steps: [x]}\n", False),
        ("personal: {parts: [{advice: {heat: x}}]}\n", False),
        ("personal: {parts: [x, {checklist: [y]}], advice: {heat: x}}\n", True),
    ],
)
def test_editors_see_the_same(section: str, right: bool) -> None:
    """The JSON Schema takes what the reader takes."""
    shape = {**build_schema("handout"), "required": [], "allOf": []}
    errors = list(Draft202012Validator(shape).iter_errors(yaml.safe_load(section)))
    assert (errors == []) is right
