"""What sections and parts say of panels: kept together, beginning a new one."""

from __future__ import annotations

from pathlib import Path

import pytest

from handouts.document.blocks import FREE, Flow
from handouts.document.handout import Section
from handouts.reading.handout import read_handout
from handouts.sources.findings import SpecError
from tests.documents import FACTS


def read_section(folder: Path, section: str) -> Section:
    """The section of a handout that has no other."""
    path = folder / "prices.en.yaml"
    path.write_text(f"{FACTS}{section}", "utf-8")
    (read,) = read_handout(path).sections
    return read


def test_a_section_asks(tmp_path: Path) -> None:
    """For all that is in it, or for a new panel, or for both."""
    section = "cost:\n  text: Words.\n  keep: together\n  new_panel: {}\n"
    asked, kept = (read_section(tmp_path, section.format(new)) for new in ("true", "false"))
    assert (asked.keep, asked.new_panel) == (True, True)
    assert (kept.keep, kept.new_panel) == (True, False)
    assert asked.blocks[0].flow == FREE


def test_a_part_asks(tmp_path: Path) -> None:
    """For each of its blocks; only the first begins a panel."""
    section = read_section(
        tmp_path,
        "cost:\n  parts:\n    - Words.\n"
        "    - text: |\n        One.\n\n        Two.\n\n        Three.\n"
        "      keep: together\n      new_panel: true\n"
        "    - checklist: [a]\n      new_panel: true\n",
    )
    first, second = (("handout", "cost", "parts", place) for place in (1, 2))
    assert [block.flow for block in section.blocks] == [
        FREE,
        Flow(True, True, first),
        Flow(True, False, first),
        Flow(True, False, first),
        Flow(new_panel=True, address=second),
    ]


@pytest.mark.parametrize(
    ("key", "extra", "message"),
    [
        ("cost", "keep: together", "inside a section that is kept together."),
        ("cost", "tone: note", "inside a box, which is kept together."),
        ("get_help", "keep: together", "inside a box, which is kept together."),
    ],
)
def test_no_panel_begins_inside_what_is_kept(
    tmp_path: Path, key: str, extra: str, message: str
) -> None:
    """Both cannot be had, and neither is left out in silence."""
    part = "  parts:\n    - Words.\n    - text: More.\n      new_panel: true\n"
    with pytest.raises(SpecError) as raised:
        read_section(tmp_path, f"{key}:\n  {extra}\n{part}")
    (problem,) = raised.value.problems
    assert problem.message == f"A new panel cannot begin {message}"
    assert problem.source_line == "      new_panel: true"


@pytest.mark.parametrize("line", ["keep: apart", "new_panel: maybe", "keep: true"])
def test_other_words_are_refused(tmp_path: Path, line: str) -> None:
    """There is one word for each."""
    with pytest.raises(SpecError, match="must be t"):
        read_section(tmp_path, f"cost:\n  text: Words.\n  {line}\n")
