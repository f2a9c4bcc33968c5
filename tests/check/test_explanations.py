"""Explanations: each rule that the program uses has one, and no other has."""

from __future__ import annotations

import ast
import textwrap
from pathlib import Path

import pytest

import handouts
from handouts.check.explanations import Explanation, explain_rule, load_explanations
from handouts.check.run import load_checks
from handouts.reading.brand import read_brand
from handouts.reading.handout import read_handout
from handouts.sources.findings import Finding, SpecError
from handouts.sources.rules import RULES, Rule

PACKAGE = Path(handouts.__file__).parent
EXAMPLES = [
    (rule, explanation)
    for rules in load_explanations().values()
    for rule, explanation in rules.items()
    if explanation.wrong
    and rule not in {"wrong-side", "bad-row"}  # of a person, of a table
    and rule.replace("-", "_") not in load_checks()
]
# What an example belongs under, where it is not at the top level of a handout's file.
PARENTS = {
    "missing-part": "risks:",
    **dict.fromkeys(
        (
            "unclosed-bracket",
            "wrong-type",
            "unsupported-markdown",
            "joined-lines",
            "misplaced-field",
            "missing-alt",
        ),
        "intro:",
    ),
    **dict.fromkeys(
        ("bad-link", "bad-citation", "bad-field", "missing-fallback", "invalid-language"),
        "intro: |",
    ),
    **dict.fromkeys(("empty-value", "wrong-form"), "colours:"),
    "wrong-number": "risks:\n  risks:",
}
IN_BRAND = {"file-outside-folder", "unknown-name", "empty-value", "wrong-form"}


def find_used_rules() -> set[str]:
    """The names of rules that the package's code contains, apart from their list."""
    return {
        node.value
        for path in PACKAGE.rglob("*.py")
        if path.name != "rules.py"
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value in RULES
    }


def test_all_are_used() -> None:
    """Each rule is one that a finding can have; that findings have no others, mypy checks."""
    assert find_used_rules() == set(RULES)


def test_all_are_explained_once() -> None:
    """The rules explained are exactly the rules there are."""
    explained = [rule for rules in load_explanations().values() for rule in rules]
    assert sorted(explained) == sorted(RULES)


@pytest.mark.parametrize("rule", RULES)
def test_complete(rule: Rule) -> None:
    """An explanation has a short title without a full stop, whole sentences, and both examples."""
    explanation = explain_rule(rule)
    assert explanation is not None
    assert len(explanation.title) <= 70
    assert explanation.title[0].isupper()
    assert not explanation.title.endswith(".")
    for text in (explanation.why, explanation.fix):
        assert text[0].isupper() or text[0].isdigit()
        assert text.endswith(".")
        assert "  " not in text
        assert "\n" not in text
    assert bool(explanation.wrong) == bool(explanation.right)
    examples = [*explanation.wrong.splitlines(), *explanation.right.splitlines()]
    assert all(len(line) <= 70 for line in examples)


def check_example(rule: str, example: str, folder: Path) -> list[Finding]:
    """The findings in a file that holds an example between two other names."""
    parent = PARENTS.get(rule, "")
    part = f"{parent}\n{textwrap.indent(example, '    ' * bool(parent))}"
    if rule in IN_BRAND:
        path, content = folder / "brand.yaml", f"tagline: x\n{part}\npaper: x\n"
    else:
        path, content = folder / "example.en.yaml", f"subtitle: x\n{part}\nstatus: draft\n"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(SpecError) as error:
        (read_brand if rule in IN_BRAND else read_handout)(path)
    return list(error.value.problems)


@pytest.mark.parametrize(("rule", "explanation"), EXAMPLES, ids=[rule for rule, _ in EXAMPLES])
def test_examples(rule: Rule, explanation: Explanation, tmp_path: Path) -> None:
    """The wrong example breaks the rule, and the right one does not."""
    wrong, right = (
        [found.rule for found in check_example(rule, example, tmp_path)].count(rule)
        for example in (explanation.wrong, explanation.right)
    )
    assert wrong > right
    assert not right or rule == "missing-part"


def test_unknown_rule() -> None:
    """There is no explanation of a rule that does not exist."""
    assert explain_rule("unheard-of") is None
    assert isinstance(explain_rule("unknown-section"), Explanation)
