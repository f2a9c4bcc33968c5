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
    "fontTools": "fonttools",
    "PIL": "pillow",
    "bidi": "python-bidi",
    "markdown_it": "markdown-it-py",
    "phonenumbers": "phonenumberslite",
    "yaml": "pyyaml",
}
# The doors load what a call needs, so that a help text or a completion appears at once.
DOORS = ("__init__.py", "__main__.py", "cli/")
# Elsewhere only what is slow to load and often not needed, or is missing from some systems.
LATE = {
    "batch/cluster.py": {"distributed"},
    "locks.py": {"fcntl", "msvcrt"},
    "batch/password.py": {"pikepdf"},
    "batch/sessions.py": {"handouts"},
    "editions.py": {"handouts"},
    "layout/rendering.py": {"handouts"},
    "pdf/colours/cmyk.py": {"PIL"},
    "pdf/drawing/photos.py": {"PIL"},
    "pdf/drawing/previews.py": {"PIL"},
    "pdf/drawing/qr.py": {"segno"},
    "people/name_words.py": {"nameparser"},
    "printing/job.py": {"pikepdf"},
    "printing/printed_file.py": {"pikepdf"},
    "printing/sheets.py": {"pikepdf"},
    "reading/colours.py": {"tinycss2"},
    "reading/fonts.py": {"fontTools"},
    "reading/links.py": {"idna"},
    "reading/markdown_parser.py": {"markdown_it"},
    "reading/telephones.py": {"phonenumbers"},
    "tables/decode.py": {"handouts"},
    "tables/letters/charset.py": {"chardet"},
    "tables/table.py": {"handouts"},
    "tables/workbooks/xls_process.py": {"resource"},
    "sources/findings.py": {"difflib"},
    "svg/clean.py": {"PIL"},
    "svg/colours.py": {"tinycss2"},
    "svg/raster.py": {"resvg_py"},
    "svg/styles.py": {"cssselect2", "tinycss2"},
    "text/hyphenation.py": {"pyphen"},
}
JUNK = {"__pycache__", ".DS_Store"}


@pytest.fixture
def settings() -> configparser.ConfigParser:
    """setup.cfg, read."""
    found = configparser.ConfigParser()
    found.read(TOP / "setup.cfg", encoding="utf-8")
    return found


def test_the_lowest_versions_are_tested(settings: configparser.ConfigParser) -> None:
    """The file of what `make lowest` installs has each lower bound: `make lowest-versions`."""
    wanted = settings["options"]["install_requires"].split()
    wanted += settings["options.extras_require"]["test"].split()
    lines = (TOP / "tests" / "lowest-versions.txt").read_text("utf-8").split()
    tested = dict(line.split("==") for line in lines)
    for each in wanted:
        name, lowest = each.lower().split(",")[0].split(">=")
        name = re.sub("[._]", "-", name)
        version = tested.pop(name.replace(".", "-"))
        assert version == lowest or version.startswith(f"{lowest}."), each
    assert tested == {}


SAFE = {
    "fonttools": (4, 60, 2),  # CVE-2025-66034
    "idna": (3, 15),  # CVE-2024-3651, CVE-2026-45409
    "msgspec": (0, 21),  # its errors are ValueErrors, so that a damaged cache is made anew
    "pillow": (12, 3),  # CVE-2026-25990, CVE-2026-40192, PYSEC-2026-2253 to 2257
}
"""The first version of a package without a known hole, or with what the program relies on."""


def test_no_lower_bound_has_a_known_hole(settings: configparser.ConfigParser) -> None:
    """Those of packages that read what others wrote."""
    bounds = dict(line.split(">=") for line in settings["options"]["install_requires"].split())
    for name, safe in SAFE.items():
        assert tuple(map(int, bounds[name].split("."))) >= safe, name


def test_no_folder_of_the_package_is_missing(settings: configparser.ConfigParser) -> None:
    """A folder that is not listed would be missing from the wheel."""
    listed = set(settings["options"]["packages"].split())
    folders = {
        ".".join(path.parent.relative_to(TOP).parts) for path in (TOP / "handouts").rglob("*.py")
    }
    assert listed == folders | {"handouts.fonts", "handouts.specs"}


@pytest.mark.parametrize("folder", ["fonts", "specs"])
def test_no_file_that_ships_is_missing(settings: configparser.ConfigParser, folder: str) -> None:
    """Each font, licence, spec, schema and picture is caught by a pattern."""
    patterns = settings["options.package_data"][f"handouts.{folder}"].split()
    caught = {path for pattern in patterns for path in (TOP / folder).glob(pattern)}
    there = {path for path in (TOP / folder).rglob("*") if path.is_file() and path.name not in JUNK}
    assert there == caught


def test_no_data_file_of_a_package_is_missing(settings: configparser.ConfigParser) -> None:
    """The words, headers, rules and pictures inside the package are in the wheel."""
    caught = {
        path
        for name, patterns in settings["options.package_data"].items()
        for pattern in patterns.split()
        for path in TOP.joinpath(*name.split(".")).glob(pattern)
    }
    files = (path for path in (TOP / "handouts").rglob("*") if path.is_file())
    there = {path for path in files if path.suffix not in {".py", ".pyc"}}
    assert there - caught <= {path for path in there if path.name in JUNK}


def parse_modules() -> Iterator[tuple[str, ast.Module]]:
    """The path of each module of the package, inside it, and its syntax tree."""
    for path in sorted((TOP / "handouts").rglob("*.py")):
        name = path.relative_to(TOP / "handouts").as_posix()
        yield name, ast.parse(path.read_text(encoding="utf-8"))


def find_imports(tree: ast.AST) -> Iterator[str]:
    """The packages that are imported anywhere in a syntax tree."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (name.name.split(".")[0] for name in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module.split(".")[0]


def test_each_library_that_is_imported_is_required(settings: configparser.ConfigParser) -> None:
    """Nothing works here only because something else brought it along; nothing is dead weight."""
    lines = settings["options"]["install_requires"].strip().splitlines()
    lines += settings["options.extras_require"]["cluster"].strip().splitlines()
    required = {re.split(r"[<>=!~ ]", line)[0] for line in lines}
    names = {name for _, tree in parse_modules() for name in find_imports(tree)}
    used = names - sys.stdlib_module_names - {"handouts", "_typeshed"}  # the latter for types alone
    assert {CALLED.get(name, name) for name in used} == required


def test_functions_import_only_at_the_doors_and_what_is_slow_to_load() -> None:
    """A module's imports are at its top, where they are seen."""
    late: dict[str, set[str]] = {}
    for path, tree in parse_modules():
        functions = (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef))
        names = {name for function in functions for name in find_imports(function)}
        if names and not path.startswith(DOORS):
            late[path] = names
    assert late == LATE


def test_the_build_file_names_the_build_system_only() -> None:
    """All settings are in one place, setup.cfg."""
    text = (TOP / "pyproject.toml").read_text(encoding="utf-8")
    assert re.findall(r"^\[(.*)\]", text, re.MULTILINE) == ["build-system"]
