"""Who approved a handout, as it is printed."""

from __future__ import annotations

from datetime import date

import pytest
from msgspec.structs import replace

import handouts
from handouts.compose.compose import compose_story
from handouts.document.blocks import SmallPrint
from handouts.document.handout import Approval
from handouts.document.story import Story


def compose_with(approval: Approval | None) -> Story:
    """The shipped handout, approved like this."""
    spec = handouts.load("dry-needling")
    return compose_story(replace(spec, handout=replace(spec.handout, approved_by=approval)))


@pytest.mark.parametrize(
    ("name", "line"),
    [
        ("", "Approved by our lead, Nov\u00a02026"),
        ("Ana Ortiz, PT", "Approved by Ana Ortiz, PT, our lead, Nov\u00a02026"),
    ],
)
def test_the_last_line_says_who_approved_it(name: str, line: str) -> None:
    """In small print, below the references: the name if there is one, the role, the month."""
    last = compose_with(Approval("our lead", date(2026, 11, 23), name)).sections[-1]
    (block,) = last.blocks
    assert isinstance(block, SmallPrint)
    assert (last.heading, last.tone, block.text.words) == ("", "small", line)


def test_without_an_approval_there_is_no_line() -> None:
    """The references come last."""
    assert compose_with(None).sections[-1].key == "references"
