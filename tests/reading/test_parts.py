"""Parts: any number in any order in any section, each with its place in the file."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from handouts.document.blocks import (
    Block,
    Checklist,
    Paragraph,
    Picture,
    Steps,
    Timeline,
)
from handouts.document.handout import Handout
from handouts.document.texts import list_handout_texts
from handouts.reading.handout import read_mapped_handout
from handouts.reading.parts.table import PARTS, PERSONAL_PARTS
from handouts.reading.schema import build_schema
from handouts.sources.findings import Finding, SpecError
from handouts.sources.source_map import SourceMap

HEAT = Path(__file__).parent / "good" / "heat.en.yaml"
PICTURES = (HEAT.parent / "pictures",)

ITEMS: dict[str, tuple[type[Block], str]] = {
    "text": (Paragraph, "- Word{}."),
    "field": (Paragraph, '- "{{{{first_name|you}}}}, word{}"'),
    "block": (Paragraph, "- |\n  Word{}\n  more."),
    "picture": (Picture, "- picture: pack\n  alt: word{0}\n  caption: word{0}"),
    "checklist": (Checklist, "- checklist: [word{}]"),
    "steps": (Steps, "- steps:\n  - {{do: word{}, picture: pack, alt: ''}}"),
    "timeline": (Timeline, "- timeline:\n  - when: word{}\n    feel: warm"),
}
"""A few items of ``parts``, each with the block that is made of it."""


def read_section(folder: Path, section: str) -> tuple[Handout, SourceMap]:
    """The good handout with another section behind all others."""
    path = folder / "heat.en.yaml"
    path.write_text(f"{HEAT.read_text('utf-8')}{section}", "utf-8")
    return read_mapped_handout(path, PICTURES)


def write_parts(key: str, items: str) -> str:
    """A section with a heading and a list of parts."""
    indented = "".join(f"    {line}\n" for line in items.splitlines())
    return f"{key}:\n  heading: Here\n  parts:\n{indented}"


def find_problem(folder: Path, section: str) -> Finding:
    """The only problem of a section."""
    with pytest.raises(SpecError) as raised:
        read_section(folder, section)
    (problem,) = raised.value.problems
    return problem


@given(st.lists(st.sampled_from(sorted(ITEMS)), min_size=1, max_size=12))
@pytest.mark.parametrize("key", ["get_help", "questions", "personal", "words_of_mine"])
def test_any_parts_in_any_order(
    tmp_path_factory: pytest.TempPathFactory, key: str, names: list[str]
) -> None:
    """They become blocks in the order of the file, and each text leads to its own line."""
    items = "\n".join(ITEMS[name][1].format(number) for number, name in enumerate(names))
    handout, source_map = read_section(tmp_path_factory.mktemp("a"), write_parts(key, items))
    section = handout.sections[-1]
    assert section.key == key
    assert [type(block) for block in section.blocks] == [ITEMS[name][0] for name in names]
    words = [
        (address, text)
        for address, text in list_handout_texts(handout)
        if address[:3] == ("handout", key, "parts")
    ]
    assert {address[3] for address, _ in words} == set(range(len(names)))
    for address, text in words:
        finding = source_map.make_finding("missing-letter", address, "Look here.")
        first = re.findall(r"\w+", text)[0] if "first_name" not in finding.source_line else "first"
        assert first in finding.source_line
        assert f"ord{address[3]}" in finding.source_line or "feel" in finding.source_line


def test_named_parts_and_a_list_keep_the_files_order(tmp_path: Path) -> None:
    """A section may have both."""
    section = "get_help:\n  checklist: [a]\n  parts:\n    - One.\n    - Two.\n  text: Three.\n"
    handout, _ = read_section(tmp_path, section)
    kinds = [type(block) for block in handout.sections[-1].blocks]
    assert kinds == [Checklist, Paragraph, Paragraph, Paragraph]


@pytest.mark.parametrize(
    ("items", "covered", "message"),
    [
        (
            "- Bring: your card",
            "Bring",
            "'Bring' is not a part. If this is text, put it in quotes. A part is a text, or one "
            "of picture, checklist, steps, do, do_not, table, timeline, risks, exercises, form, "
            "signature, pull_out.",
        ),
        ("- stps: [{do: x}]", "stps", "'stps' is not a part. Did you mean 'steps'?"),
        (
            "- picture: pack\n  alt: x\n  steps: [{do: x}]",
            "steps",
            "An item of 'parts' is one part, but this is 'picture' and 'steps'. "
            "Begin a new item: '- steps: ...'.",
        ),
        (
            "- checklist: [x]\n  caption: y",
            "caption",
            "'caption' is not part of a checklist. It can have checklist, keep, new_panel.",
        ),
        (
            "- picture: pack",
            "pack",
            "The picture has no 'alt', the text for those who cannot see it. "
            "Describe it in a line 'alt: ...' (or 'alt: \"\"' if it is only decoration).",
        ),
        ("- picture: pack\n  alt: x\n- text: ''", "''", "'text' is empty. Write some text, or"),
        ("- {}", "{}", "This is not a part. A part is a text, or one of picture,"),
        ("- steps: []", "[]", "'steps' must have 1 to 40 items, not 0."),
        ("- x\n- ", "", "'parts' is empty. Write text after the colon."),
        ("- [x](y)", "[", "Text that starts with '{' or '[' must be in quotes."),
    ],
)
def test_what_is_wrong(tmp_path: Path, items: str, covered: str, message: str) -> None:
    """One finding for a fault, at what is wrong."""
    problem = find_problem(tmp_path, write_parts("get_help", items))
    at = problem.place
    assert f"{problem.message} {problem.hint}".startswith(message)
    assert problem.source_line[at.column - 1 :].startswith(covered)


def test_what_belongs_to_no_part_is_reported(tmp_path: Path) -> None:
    """A caption needs what it belongs to."""
    problem = find_problem(tmp_path, "get_help:\n  text: x\n  caption: y\n")
    assert (
        str(problem)
        .splitlines()[0]
        .endswith("'caption' has no picture or table. Add 'picture' or 'table', or delete this.")
    )


def test_a_second_text_is_a_part(tmp_path: Path) -> None:
    """Beside the first, where the parts are not listed: it is printed in the file's order."""
    handout, _ = read_section(tmp_path, "get_help:\n  text: One.\n  do: [Rest]\n  more: Two.\n")
    names = [type(block).__name__ for block in handout.sections[-1].blocks]
    assert names == ["Paragraph", "Guidance", "Paragraph"]


def test_what_belongs_to_several_parts_is_one_shape() -> None:
    """In a section it is read before it is known whose it is."""
    shapes: dict[str, object] = {}
    for part in (*PARTS.values(), *PERSONAL_PARTS.values()):
        assert not set(part.belongings) & {*PARTS, *PERSONAL_PARTS, "heading", "parts"}
        for name, key in part.belongings.items():
            assert shapes.setdefault(name, key.shape) == key.shape


@pytest.mark.parametrize(
    ("items", "right"),
    [
        ("- x\n- picture: pack\n  alt: y\n- y", True),
        ("- text: x", True),
        ("- 12", True),
        ("- stps: [{do: x}]", False),
        ("- steps: [{do: x}]\n  text: y", False),
        ("- checklist: [x]\n  caption: y", False),
        ("[]", False),
    ],
)
def test_editors_see_the_same(items: str, right: bool) -> None:
    """The JSON Schema takes what the reader takes."""
    section = yaml.safe_load(write_parts("get_help", items))
    shape = {**build_schema("handout"), "required": [], "allOf": []}
    assert (list(Draft202012Validator(shape).iter_errors(section)) == []) is right
