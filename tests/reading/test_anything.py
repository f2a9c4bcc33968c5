"""Whatever a file holds, it is read or its problems are reported: nothing else ever happens."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from handouts.reading.brand import read_brand
from handouts.reading.handout import read_handout
from handouts.sources import nodes
from handouts.sources.findings import SpecError

pytestmark = pytest.mark.slow

GOOD = Path(__file__).parent / "good"
HEAT = (GOOD / "heat.en.yaml").read_text(encoding="utf-8")
MARKS = list(" \n\t:-#|>[]{}()*&!%@`'\",?~<=^_\\/.;0aé😀\u202e\u00a0\u2028\x00\ufeff")
PIECES = [
    *MARKS,
    *re.findall(r"\w+:|\s+|\S+", HEAT),
    "\n  - ",
    ": ",
    "{{",
    "}}",
    "[@",
    "\\U0011",
    "\n\n",
]

anything = settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


def read_messages(path: Path) -> list[str]:
    """The messages about a file, read as a handout and as a brand."""
    problems = []
    for read in (read_handout, read_brand):
        try:
            read(path)
        except SpecError as error:
            assert error.problems
            problems.append(str(error))
    return problems


def check_both_parsers(folder: Path, data: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    """Read a file with PyYAML's C parser and its Python parser: the results are the same."""
    path = folder / "heat.en.yaml"
    path.write_bytes(data)
    quick = read_messages(path)
    with monkeypatch.context() as patch:
        patch.setattr(nodes, "find_quick_loader", lambda: None)
        assert read_messages(path) == quick


@anything
@given(some.binary(max_size=300))
def test_any_bytes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, data: bytes) -> None:
    """Any bytes."""
    check_both_parsers(tmp_path, data, monkeypatch)


@anything
@given(some.lists(some.sampled_from(PIECES), max_size=60).map("".join))
def test_like_yaml(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    """Any text made of YAML's marks and a handout's words."""
    check_both_parsers(tmp_path, text.encode("utf-8", "replace"), monkeypatch)


@anything
@given(some.data())
def test_torn(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, data: some.DataObject) -> None:
    """A right handout with something taken out and something put in."""
    start = data.draw(some.integers(0, len(HEAT)))
    end = data.draw(some.integers(start, min(start + 40, len(HEAT))))
    put = "".join(data.draw(some.lists(some.sampled_from(PIECES), max_size=8)))
    text = HEAT[:start] + put + HEAT[end:]
    check_both_parsers(tmp_path, text.encode("utf-8", "replace"), monkeypatch)


@anything
@given(some.text(max_size=200), some.sampled_from(["|", "|2-", ">", '"', "'"]))
def test_any_text(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str, style: str) -> None:
    """Any text in the place of a paragraph, written in any style."""
    if style in "\"'":
        written = style + text.replace(style, "") + style
    else:
        written = style + "\n" + "\n".join("  " + line for line in text.split("\n"))
    put = HEAT.replace("caveat: It does not heal.", f"caveat: {written}")
    check_both_parsers(tmp_path, put.encode("utf-8", "replace"), monkeypatch)


@pytest.mark.parametrize(
    "text",
    [
        "[" * 250_000,
        "{a: " * 100_000,
        "- " * 200_000,
        "? " * 200_000,
        "a: &a " * 80_000,
        "'" * 500_000,
        "title: " + "x" * 500_000,
        "caveat: |\n  " + "[" * 9_000,
        "caveat: |\n  " + "*a _b " * 1_600,
        "caveat: |\n  " + "[a](b" * 1_900,
        "caveat: |\n  " + "> " * 4_000,
        "caveat: |\n  " + "[@a " * 2_400,
        "caveat: |\n  " + "{{" * 4_900,
        "caveat: |\n  " + "<a " * 3_300,
        "caveat: |\n  " + "- " * 4_900,
        "%YAML 1." + "1" * 5_000 + "\n---\na: b",
        "".join(f"key{number}: x\n" for number in range(30_000)),
        "steps:\n" + "  - x\n" * 60_000,
    ],
    ids=lambda text: text[:14].replace("\n", "-"),
)
def test_heavy(tmp_path: Path, text: str) -> None:
    """Files made to be slow or deep are refused, and within seconds."""
    path = tmp_path / "heavy.en.yaml"
    path.write_text(text, encoding="utf-8")
    assert read_messages(path)
