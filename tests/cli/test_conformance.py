"""``handouts conformance``: each condition of the protocol, and tests that exist."""

from __future__ import annotations

import ast
import json
from collections.abc import Iterator
from pathlib import Path

from handouts.check.conformance import load_checkpoints

from .conftest import Call

TOP = Path(__file__).parents[2]
CONDITIONS = [
    (index, condition)
    for checkpoint in load_checkpoints().values()
    for index, condition in checkpoint.conditions.items()
]


def test_all_conditions_are_there() -> None:
    """All 137 of the protocol's tables, each under its checkpoint, counted on without a gap."""
    assert list(load_checkpoints()) == list(range(1, 32))
    assert len(CONDITIONS) == 137
    for number, checkpoint in load_checkpoints().items():
        expected = [f"{number:02}-{place:03}" for place in range(1, len(checkpoint.conditions) + 1)]
        assert list(checkpoint.conditions) == expected


def test_every_named_test_exists() -> None:
    """In the file that is named; what is held by a test names one."""
    for index, condition in CONDITIONS:
        assert condition.tests or condition.held != "test", index
        for name in condition.tests:
            path, test = name.split("::")
            assert test in find_tests(TOP / path), (index, name)


def find_tests(path: Path) -> Iterator[str]:
    """The names of the tests in a file."""
    tree = ast.parse(path.read_text("utf-8"))
    return (node.name for node in tree.body if isinstance(node, ast.FunctionDef))


def test_the_statement_has_every_condition(call: Call) -> None:
    """With the counts at the top, and lines that fit a terminal but for the names of tests."""
    result = call("conformance")
    assert (result.exit_code, result.stderr) == (0, "")
    lines = result.stdout.splitlines()
    counts = {each: sum(one.held == each for _, one in CONDITIONS) for each in ("test", "person")}
    assert lines[0].startswith("137 failure conditions of 31 checkpoints: ")
    assert lines[0].endswith(
        f"{counts['test']} held by a test, {counts['person']} held by a person."
    )
    assert [line[2:8] for line in lines if line[2:8].replace("-", "").isdigit()] == [
        index for index, _ in CONDITIONS
    ]
    assert max(len(line) for line in lines[1:] if "::" not in line) <= 80


def test_a_script_gets_all_of_it(call: Call) -> None:
    """As JSON, a record for each condition."""
    details = json.loads(call("conformance", "--json").stdout)
    assert [each["condition"] for each in details] == [index for index, _ in CONDITIONS]
    assert details[0]["held"] in ("construction", "test", "person") and details[0]["tests"]
