"""Explanations: what each rule means, why it matters, and how to fix what breaks it."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import msgspec
import yaml

from handouts.data import Data
from handouts.document.person import PERSON_FIELDS
from handouts.sources.findings import Severity, join_choices
from handouts.sources.nodes import find_quick_loader
from handouts.sources.rules import Rule

_FILE = Path(__file__).with_name("rules.yaml")


class Explanation(Data, frozen=True, forbid_unknown_fields=True):
    """What a rule means, for the clinic's manager. ``wrong`` and ``right`` may be empty.

    ``severity`` is that of its findings where the check does not choose another.
    """

    title: str
    why: str
    fix: str
    wrong: str = ""
    right: str = ""
    severity: Severity = "error"


@cache
def load_explanations() -> dict[str, dict[Rule, Explanation]]:
    """The explanations by rule, and the rules by subject, in the order of their file."""
    text = _FILE.read_text(encoding="utf-8")
    text = text.replace("PERSON_FIELDS", join_choices(PERSON_FIELDS, "and"))
    content = yaml.load(text, find_quick_loader() or yaml.SafeLoader)
    return msgspec.convert(content, dict[str, dict[Rule, Explanation]])


def explain_rule(name: str) -> Explanation | None:
    """The explanation of a rule, or None if there is no rule of that name."""
    for rules in load_explanations().values():
        for rule, explanation in rules.items():
            if rule == name:
                return explanation
    return None


def rule_severity(rule: Rule) -> Severity:
    """The severity of a rule by its entry in the data file."""
    explanation = explain_rule(rule)
    return explanation.severity if explanation else "error"
