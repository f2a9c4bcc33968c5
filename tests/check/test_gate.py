"""The gate: what its checks find in a handout that can be printed."""

from __future__ import annotations

import re
import shutil
from math import ceil
from pathlib import Path
from textwrap import indent
from typing import get_args

import pytest
from msgspec.structs import replace

import handouts
from handouts.building.clinic import create_clinic
from handouts.check.explanations import explain_rule, rule_severity
from handouts.check.gate.wall_of_text import LETTERS_IN_LINE
from handouts.check.run import load_checks, run_checks
from handouts.document.blocks import Paragraph
from handouts.document.edition import Edition
from handouts.document.fonts import DEFAULT_TYPEFACE
from handouts.document.handout import Spec
from handouts.document.text import Address
from handouts.document.walk import walk
from handouts.layout.formats import FORMATS
from handouts.layout.pieces import Tagged, TextLines
from handouts.layout.rendering import lay_out_spec
from handouts.resources import fonts_folder
from handouts.sources.findings import Finding
from handouts.sources.rules import RULES, Rule
from tests.documents import OUR_CLINIC

GATE_RULES = [rule for rule in RULES if rule.replace("-", "_") in load_checks()]


@pytest.fixture
def clinic(tmp_path: Path) -> Path:
    """A clinic's folder with the shipped handout."""
    create_clinic(tmp_path / "clinic", OUR_CLINIC)
    return tmp_path / "clinic"


def check_section(clinic: Path, part: str) -> list[Finding]:
    """What the gate finds in the shipped handout with one more section, which has this part."""
    section = indent(f"{part.rstrip()}\ntext: Some words.\n", "  ")
    return check_text(clinic, f"{read_shipped(clinic)}\nmore:\n{section}")


def check_facts(clinic: Path, facts: str) -> list[Finding]:
    """What the gate finds in the shipped handout if these lines are all that its status says."""
    shipped = re.sub("(?m)^(status|approved_by):.*\n", "", read_shipped(clinic))
    return check_text(clinic, facts + shipped)


def check_brand(clinic: Path, lines: str) -> list[Finding]:
    """What the gate finds in the shipped handout if the brand has only a name and these lines.

    There is a font 'Lato' in the clinic's folder, without a bold.
    """
    font = fonts_folder() / DEFAULT_TYPEFACE / "Regular.ttf"
    (clinic / "fonts").mkdir(exist_ok=True)
    shutil.copyfile(font, clinic / "fonts" / "Lato-Regular.ttf")
    brand = clinic / "brand.yaml"
    brand.write_text(f"name: Our Clinic\n{lines}", encoding="utf-8")
    return list(run_checks(handouts.load("dry-needling", library=clinic)))


def read_shipped(clinic: Path) -> str:
    """The file of the shipped handout."""
    return (clinic / "dry-needling.en.yaml").read_text(encoding="utf-8")


def check_text(clinic: Path, text: str) -> list[Finding]:
    """What the gate finds in a handout's file."""
    (clinic / "more.en.yaml").write_text(text, encoding="utf-8")
    return list(run_checks(handouts.load("more", library=clinic)))


def test_each_check_is_of_one_rule() -> None:
    """The file of each check has the name of a rule."""
    assert "heading-with-colon" in GATE_RULES
    assert len(GATE_RULES) == len(load_checks())


def test_shipped_handout_passes() -> None:
    """The shipped handout gives no warning."""
    assert list(run_checks(handouts.load("dry-needling"))) == []


@pytest.mark.parametrize("rule", GATE_RULES)
def test_examples(clinic: Path, rule: Rule) -> None:
    """What is wrong in the wrong example of a rule is not wrong in the right one."""
    explanation = explain_rule(rule)
    assert explanation
    subject = explanation.wrong.partition(":")[0]
    checks = {"status": check_facts, **dict.fromkeys(("colours", "font", "contact"), check_brand)}
    check = checks.get(subject, check_section)
    (finding,) = check(clinic, explanation.wrong)
    assert (finding.rule, finding.severity) == (rule, explanation.severity)
    assert check(clinic, explanation.right) == []


@pytest.mark.parametrize(
    ("heading", "count"), [("When: now", 0), ("Now", 0), ("Now :", 1), ("これから：", 1)]
)
def test_heading_with_colon(clinic: Path, heading: str, count: int) -> None:
    """Only a colon at the end counts, also with a space before it or of full width."""
    findings = check_section(clinic, f'heading: "{heading}"')
    assert [each.rule for each in findings] == ["heading-with-colon"] * count


def test_a_draft_needs_no_approver(clinic: Path) -> None:
    """Only what patients may get must say who approved it; the message says what to do."""
    assert check_facts(clinic, "status: draft\n") == []
    (finding,) = check_facts(clinic, "status: approved\n")
    assert finding.message == "The handout is approved, but does not say by whom."
    assert finding.hint == "Add 'approved_by' with a role and a date, or write 'status: draft'."
    assert (finding.place.line, finding.place.column) == (1, 9)


def test_severity_is_in_the_data_file() -> None:
    """A rule whose entry names no severity is an error."""
    assert rule_severity("heading-with-colon") == "warning"
    assert rule_severity("unknown-section") == "error"


@pytest.mark.parametrize(
    ("risks", "count"),
    [
        ("{count: 1, in: 100, what: x, source: boyce-2020}", 0),
        ("{count: 1-3, in: 1000, what: x, source: boyce-2020}", 1),
        ("{how_often: rare, what: x}, {what: y}", 0),
    ],
)
def test_mixed_denominators(clinic: Path, risks: str, count: int) -> None:
    """Told once, as a note at the first risk that is out of another number than the others."""
    findings = check_section(clinic, f"heading: More\nrisks: [{risks}]")
    assert [each.severity for each in findings] == ["note"] * count
    for each in findings:
        assert each.message == "This risk is out of 1,000, others are out of 100."
        assert each.place.line == 1 + read_shipped(clinic).count("\n") + 3


SENTENCE = "The knee joins the thigh to the shin. "
"""As many letters as a line of a tri-fold has, and a few more."""
LIST, HEADING = "- one\n- two", "## More"
PICTURE = "muscle-knot"


def check_parts(clinic: Path, parts: list[str], facts: str = "") -> list[Finding]:
    """What the gate finds in the shipped handout with a section of these parts of Markdown."""
    lines = ["more:", "  heading: More", "  parts:"]
    for part in parts:
        if part == PICTURE:
            lines += ["    - picture: muscle-knot", '      alt: ""']
        else:
            lines += ["    - |", indent(part, "      ")]
    return check_text(clinic, "\n".join([f"{facts}{read_shipped(clinic)}", *lines, ""]))


@pytest.mark.parametrize(
    ("parts", "count"),
    [
        ([SENTENCE * 6], 0),
        ([SENTENCE * 12], 1),
        ([SENTENCE * 6, SENTENCE * 6], 1),
        ([f"{SENTENCE * 6}\n\n{SENTENCE * 6}"], 1),
        ([f"{SENTENCE * 6}\n\n{LIST}\n\n{SENTENCE * 6}"], 0),
        ([f"{SENTENCE * 6}\n\n{HEADING}\n\n{SENTENCE * 6}"], 0),
        ([SENTENCE * 6, PICTURE, SENTENCE * 6], 0),
        ([f"- one\n\n  {SENTENCE * 7}\n\n  {SENTENCE * 7}\n- two"], 1),
        ([SENTENCE * 12, LIST, SENTENCE * 12], 2),
    ],
)
def test_wall_of_text(clinic: Path, parts: list[str], count: int) -> None:
    """Paragraphs that follow one another for more than twelve lines, each run once."""
    findings = check_parts(clinic, parts)
    assert [(each.rule, each.severity) for each in findings] == [("wall-of-text", "note")] * count
    for each in findings:
        assert re.fullmatch(
            r"About 1\d lines of text follow one another without a break\.", each.message
        )
        assert each.hint.startswith("Begin a line with '## ' for a sub-heading")
        text = (clinic / "more.en.yaml").read_text("utf-8").split("\n")[each.place.line - 1]
        assert text[each.place.column - 1 :].lstrip("- ").startswith(SENTENCE[:20])


@pytest.mark.parametrize(("format", "count"), [("trifold", 1), ("booklet", 0), ("large-print", 0)])
def test_lines_are_those_of_the_usual_format(clinic: Path, format: str, count: int) -> None:
    """The first that a handout is for: its lines may be longer than those of a tri-fold."""
    findings = check_parts(clinic, [SENTENCE * 12], f"formats: [{format}, sheet]\n")
    assert len(findings) == count


def divide_handout(spec: Spec, format: handouts.Format) -> list[Spec]:
    """A handout; or each three of its sections as one, in a format that does not hold them all."""
    if not FORMATS[format].short_text:
        return [spec]
    sections = spec.handout.sections
    return [
        replace(spec, handout=replace(spec.handout, sections=sections[place : place + 3]))
        for place in range(0, len(sections), 3)
    ]


@pytest.mark.parametrize("format", get_args(handouts.Format))
def test_lines_are_about_as_many_as_are_printed(format: handouts.Format) -> None:
    """By a fifth more or less, over the paragraphs of the shipped handout that are longer."""
    spec = handouts.load("dry-needling")
    letters = {
        each.text.address: len(each.text.words)
        for each in walk(spec.handout.sections)
        if isinstance(each, Paragraph) and len(each.text.words) > 80
    }
    printed: dict[Address, int] = {}
    for part in divide_handout(spec, format):
        for filled in lay_out_spec(part, Edition(format=format)).panels:
            for atom in filled.atoms:
                piece = atom.piece
                if isinstance(piece, Tagged) and isinstance(piece.piece, TextLines):
                    printed[piece.role.address] = len(piece.piece.setting)
    places = letters.keys() & printed.keys()
    assert len(places) >= 6
    estimated = sum(ceil(letters[each] / LETTERS_IN_LINE[format]) for each in places)
    assert estimated == pytest.approx(sum(printed[each] for each in places), rel=0.2)
