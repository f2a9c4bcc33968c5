"""Nodes and the texts inside them: where in the file they start and end."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from handouts.resources import library_folder
from handouts.sources import nodes
from handouts.sources.nodes import Mapping, Node, Scalar, parse_yaml
from handouts.sources.positions import locate_characters
from handouts.sources.source import Source, read_source

SPECS = sorted(library_folder().glob("*.yaml"))


def all_nodes(node: Node) -> Iterator[Node]:
    """A node and all nodes inside it."""
    yield node
    if isinstance(node, Scalar):
        return
    for item in node.items:
        for each in item if isinstance(item, tuple) else (item,):
            yield from all_nodes(each)


def covered_texts(source: Source) -> list[str]:
    """The text in the file that each node covers."""
    found = parse_yaml(source, lambda root: list(all_nodes(root)))
    return [source.text[node.offset : node.end] for node in found]


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("warm", "warm"),
        ("warm   # a comment", "warm"),
        ('"warm "  # a comment', '"warm "'),
        ("'it''s warm'", "'it''s warm'"),
        ("&anchor warm", "warm"),
        ("warm\n  and dry\n\n# a comment", "warm\n  and dry"),
        ("|\n  warm\n\n  dry\n\n\n", "|\n  warm\n\n  dry"),
        (">-\n  warm\n\n# a comment", ">-\n  warm"),
        ("[warm,\n  dry ]  # a comment", "[warm,\n  dry ]"),
        ("{do: warm}\n\n", "{do: warm}"),
        ("\n- warm\n- dry  # a comment\n\n", "- warm\n- dry"),
        ("\n  do: warm\n  how: |\n    dry\n\n# a comment", "do: warm\n  how: |\n    dry"),
        ("", ""),
    ],
)
def test_end(value: str, expected: str) -> None:
    """A node ends after its last character, not after the blank lines and comments below it."""
    source = Source("a.yaml", f"text: {value}\nmore: x\n")
    root = parse_yaml(source, lambda root: root)
    assert isinstance(root, Mapping)
    node = root.items[0][1]
    assert source.text[node.offset : node.end] == expected


def test_end_of_alias() -> None:
    """A list that ends in an alias ends after the alias, wherever the text itself is."""
    source = Source("a.yaml", "one: &a [warm]\ntwo:\n- dry\n- *a\n\nthree: x\n")
    assert "- dry\n- *a" in covered_texts(source)


@pytest.mark.parametrize("path", SPECS, ids=lambda path: path.stem)
def test_same_ends_without_c(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """PyYAML's C parser and its Python one find the same starts and ends."""
    source = read_source(path)
    fast = covered_texts(source)
    monkeypatch.setattr(nodes, "find_quick_loader", lambda: None)
    assert covered_texts(source) == fast
    assert len(fast) > 5
    assert all(text == text.strip() for text in fast)


@pytest.mark.parametrize(
    ("written", "part", "covered"),
    [
        ("a warm pack", "warm", "warm"),
        ('"a w\\x61rm pack"', "warm", "w\\x61rm"),
        ("'a ''warm'' pack'", "'warm'", "''warm''"),
        ("|\n  a warm\n  and dry pack", "warm\nand dry", "warm\n  and dry"),
        ("a warm pack", "warm ", "warm"),
        ("a warm pack", "pack", "pack"),
    ],
)
def test_part_of_text(written: str, part: str, covered: str) -> None:
    """A part of a text is found in the file as it is written there."""
    source = Source("a.yaml", f"text: {written}\n")
    text = parse_yaml(source, lambda root: list(all_nodes(root))[2])
    assert isinstance(text, Scalar)
    start, end = locate_characters(text, text.text.index(part), len(part), source.text)
    assert source.text[start:end] == covered
