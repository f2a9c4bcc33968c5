"""The gate: what its checks find in a handout that can be printed."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from textwrap import indent

import pytest

import handouts
from handouts.building.clinic import create_clinic
from handouts.check.explanations import explain_rule, rule_severity
from handouts.check.run import load_checks, run_checks
from handouts.document.fonts import DEFAULT_TYPEFACE
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
