"""``handouts explain``: one rule, or the list of all."""

from __future__ import annotations

import json
from pathlib import Path

from handouts.sources.rules import RULES

from .conftest import Call
from .shell import complete_words


def test_one_rule(call: Call) -> None:
    """Its title, why it matters, what to do, and an example, on stdout."""
    result = call("explain", "unknown-section")
    assert (result.exit_code, result.stderr) == (0, "")
    lines = result.stdout.splitlines()
    assert lines[:2] == [
        "unknown-section",
        "A section has a name that the program does not know.",
    ]
    assert ["Why:", "What to do:", "Wrong:", "Right:"] == [
        line for line in lines if line.endswith(":")
    ]
    assert result.stdout.endswith(
        "Wrong:\n  aftercre: Rest today.\n\nRight:\n  aftercare: Rest today.\n"
    )
    assert max(map(len, lines)) <= 80


def test_all_rules(call: Call) -> None:
    """Each rule is a line with its title, below its subject."""
    result = call("explain")
    assert (result.exit_code, result.stderr) == (0, "")
    lines = result.stdout.splitlines()
    assert {line.split()[0] for line in lines if line.startswith("  ")} == set(RULES)
    assert lines[0] == "Files"
    assert "  draft" + " " * 21 + "The handout is a draft" in lines
    assert max(map(len, lines)) <= 100


def test_misspelled_rule(call: Call) -> None:
    """A misspelled rule is refused with a suggestion; anything else with where to look."""
    result = call("explain", "unknown-secton")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "There is no such rule. Did you mean 'unknown-section'?" in result.stderr
    assert "'handouts explain' lists them all." in call("explain", "x").stderr


def test_spelling_does_not_matter(call: Call) -> None:
    """Capitals and underscores are accepted."""
    assert call("explain", "Unknown_Section").stdout == call("explain", "unknown-section").stdout


def test_json(call: Call) -> None:
    """For a script: all rules, or one."""
    rows = json.loads(call("explain", "--json").stdout)
    assert {row["rule"] for row in rows} == set(RULES)
    one = json.loads(call("explain", "draft", "--json").stdout)
    assert one == [row for row in rows if row["rule"] == "draft"]
    names = {"rule", "subject", "title", "why", "fix", "wrong", "right", "severity"}
    assert set(one[0]) == names


def test_completion(folder: Path) -> None:
    """A shell completes the names of rules."""
    words = "handouts explain unknown-s"
    assert complete_words(folder, words) == ["unknown-section", "unknown-sheet"]
