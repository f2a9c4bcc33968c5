"""The gate: what its checks find in a handout that can be printed."""

from __future__ import annotations

from pathlib import Path

import pytest

import handouts
from handouts.building.scaffold import create_clinic
from handouts.check.explanations import explain_rule, rule_severity
from handouts.check.run import load_checks, run_checks
from handouts.sources.findings import Finding
from handouts.sources.rules import RULES, Rule

GATE_RULES = [rule for rule in RULES if rule.replace("-", "_") in load_checks()]


@pytest.fixture
def clinic(tmp_path: Path) -> Path:
    """A clinic's folder with the shipped handout."""
    create_clinic(tmp_path / "clinic")
    return tmp_path / "clinic"


def check_section(clinic: Path, part: str) -> list[Finding]:
    """What the gate finds in the shipped handout with one more section, which has this part."""
    shipped = (clinic / "dry-needling.en.yaml").read_text(encoding="utf-8")
    section = f"\nmore:\n  {part}\n  text: Some words.\n"
    (clinic / "more.en.yaml").write_text(shipped + section, encoding="utf-8")
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
    (finding,) = check_section(clinic, explanation.wrong)
    assert (finding.rule, finding.severity) == (rule, explanation.severity)
    assert check_section(clinic, explanation.right) == []


@pytest.mark.parametrize(
    ("heading", "count"), [("When: now", 0), ("Now", 0), ("Now :", 1), ("これから：", 1)]
)
def test_heading_with_colon(clinic: Path, heading: str, count: int) -> None:
    """Only a colon at the end counts, also with a space before it or of full width."""
    findings = check_section(clinic, f'heading: "{heading}"')
    assert [each.rule for each in findings] == ["heading-with-colon"] * count


def test_severity_is_in_the_data_file() -> None:
    """A rule whose entry names no severity is an error."""
    assert rule_severity("heading-with-colon") == "warning"
    assert rule_severity("unknown-section") == "error"
