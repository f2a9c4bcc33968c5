"""The package: it is as setup.cfg describes it."""

from __future__ import annotations

import ast
import configparser
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from .conftest import ROOT

pytestmark = pytest.mark.slow

TOP = Path(ROOT)
CALLED = {
    "PIL": "pillow",
    "bidi": "python-bidi",
    "markdown_it": "markdown-it-py",
    "python_calamine": "python-calamine",
    "yaml": "pyyaml",
}
JUNK = {"__pycache__", ".DS_Store"}


@pytest.fixture
def settings() -> configparser.ConfigParser:
    """setup.cfg, read."""
    found = configparser.ConfigParser()
    found.read(TOP / "setup.cfg", encoding="utf-8")
    return found


def test_no_folder_of_the_package_is_missing(settings: configparser.ConfigParser) -> None:
    """A room that is not listed would be missing from the wheel."""
    listed = set(settings["options"]["packages"].split())
    rooms = {
        ".".join(path.parent.relative_to(TOP).parts) for path in (TOP / "handouts").rglob("*.py")
    }
    assert listed == rooms | {"handouts.fonts", "handouts.specs"}


@pytest.mark.parametrize("folder", ["fonts", "specs"])
def test_no_file_that_ships_is_missing(settings: configparser.ConfigParser, folder: str) -> None:
    """Each font, licence, spec, schema and picture is caught by a pattern."""
    patterns = settings["options.package_data"][f"handouts.{folder}"].split()
    caught = {path for pattern in patterns for path in (TOP / folder).glob(pattern)}
    there = {path for path in (TOP / folder).rglob("*") if path.is_file() and path.name not in JUNK}
    assert there == caught


def find_imports() -> Iterator[str]:
    """The libraries that the package imports anywhere, by their modules' names."""
    for path in (TOP / "handouts").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                yield from (name.name.split(".")[0] for name in node.names)
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                yield node.module.split(".")[0]


def test_each_library_that_is_imported_is_required(settings: configparser.ConfigParser) -> None:
    """Nothing works here only because something else brought it along; nothing is dead weight."""
    required = {
        re.split(r"[<>=!~ ]", line)[0]
        for line in settings["options"]["install_requires"].strip().splitlines()
    }
    used = set(find_imports()) - sys.stdlib_module_names - {"handouts"}
    assert {CALLED.get(name, name) for name in used} == required


def test_the_build_file_names_the_build_system_only() -> None:
    """All settings are in one place, setup.cfg."""
    text = (TOP / "pyproject.toml").read_text(encoding="utf-8")
    assert re.findall(r"^\[(.*)\]", text, re.MULTILINE) == ["build-system"]
