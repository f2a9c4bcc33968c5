"""A shorter text never fits worse: it fits, tears no more, and its type is about as large."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

import handouts
from handouts.compose.compose import compose_story
from handouts.document.blocks import Block
from handouts.document.brand import Brand
from handouts.document.edition import Edition
from handouts.document.handout import Spec
from handouts.document.story import Story
from handouts.document.text import Run, Text
from handouts.layout.fit.search import SIZE_PRICE, list_fits
from handouts.layout.formats import FORMATS
from handouts.layout.leaflet import Leaflet, lay_out_story
from handouts.layout.prices import SHORT
from handouts.layout.remarks.torn_parts import find_torn_sections
from handouts.layout.rendering import lay_out_spec
from tests.layout.corpus import CORPUS, load_text
from tests.layout.test_corpus import measure_difference

SMALLER = 1.5
"""By how many points type may get smaller, for the sake of evener panels."""

Cut = tuple[str, Callable[[Story], Story]]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder for the handouts that are made."""
    return tmp_path_factory.mktemp("corpus")


# --- cuts ------------------------------------------------------------------------------------


def list_cuts(story: Story) -> list[Cut]:
    """All ways to leave something out: a section, a block, an item, the last words of a text."""
    return [
        (f"{what} of {section.key}", _replace_blocks(place, blocks))
        for place, section in enumerate(story.sections)
        for what, blocks in _cut_blocks(section.blocks)
    ] + [(f"section {each.key}", _drop_section(each.key)) for each in story.sections[1:]]


def _drop_section(key: str) -> Callable[[Story], Story]:
    return lambda story: replace(
        story, sections=tuple(each for each in story.sections if each.key != key)
    )


def _replace_blocks(place: int, blocks: tuple[Block, ...]) -> Callable[[Story], Story]:
    def cut(story: Story) -> Story:
        """The story with other blocks in the section at a place."""
        sections = list(story.sections)
        sections[place] = replace(sections[place], blocks=blocks)
        return replace(story, sections=tuple(sections))

    return cut


def _cut_blocks(blocks: tuple[Block, ...]) -> Iterator[tuple[str, tuple[Block, ...]]]:
    for place, block in enumerate(blocks):
        before, after = blocks[:place], blocks[place + 1 :]
        if before or after:
            yield f"block {place}", (*before, *after)
        for what, shorter in _cut_block(block):
            yield f"{what} of block {place}", (*before, shorter, *after)


def _cut_block(block: Block) -> Iterator[tuple[str, Block]]:
    for name in ("items", "rows"):
        values = getattr(block, name, ())
        if len(values) > 1 and not hasattr(block, "cited_at"):
            for place in range(len(values)):
                shorter = (*values[:place], *values[place + 1 :])
                yield f"{name}[{place}]", replace(block, **{name: shorter})
    text = getattr(block, "text", None)
    if isinstance(text, Text) and isinstance(text.inlines[-1], Run):
        words = text.inlines[-1].text.split(" ")
        for count in {1, len(words) // 2} & set(range(1, len(words))):
            run = replace(text.inlines[-1], text=" ".join(words[:-count]))
            shorter_text = replace(text, inlines=(*text.inlines[:-1], run))
            yield f"last {count} words", replace(block, text=shorter_text)


# --- what holds ------------------------------------------------------------------------------


def lay_out(story: Story, spec: Spec, format: str) -> Leaflet | None:
    """The leaflet on A4, or None if the text is too long."""
    return lay_out_story(story, spec.brand, FORMATS[format], "a4")


def list_short_parts(story: Story) -> set[tuple[str, int]]:
    """Each list or table that should be on one panel, by its section and its place there."""
    return {
        (section.key, place)
        for section in story.sections
        for place, block in enumerate(section.blocks)
        for items in (getattr(block, "items", ()), getattr(block, "rows", ()))
        if 1 < len(items) <= SHORT
    }


def has_more_to_tear(longer: Leaflet, shorter: Leaflet) -> bool:
    """Whether the shorter one has a section that now fits a panel, or a list that is now short."""
    return bool(shorter.whole - longer.whole) or bool(
        list_short_parts(shorter.story) - list_short_parts(longer.story)
    )


def test_a_text_is_set_close_rather_than_torn() -> None:
    """The dry-needling leaflet on a Letter sheet, which every size tears if it is not."""
    leaflet = lay_out_spec(handouts.load("dry-needling"), Edition("sheet", "letter"))
    assert leaflet.look.close
    assert find_torn_sections(leaflet) == {}


@pytest.mark.slow
@pytest.mark.parametrize("format", ["trifold", "booklet", "sheet", "flyer"])
@given(st.data())
def test_a_shorter_text_never_fits_worse(folder: Path, format: str, data: st.DataObject) -> None:
    """Whatever is left out, and wherever.

    It may tear what was too long to be torn before. Its type may be smaller if it tears less, is no
    longer set close, takes fewer pages, fills its panels more evenly, or leaves so much less white
    than it would at the larger size that this is worth it.
    """
    spec = load_text(data.draw(st.sampled_from(CORPUS), label="text"), folder)
    story = compose_story(spec)
    for _ in range(data.draw(st.integers(1, 5))):
        cuts = list_cuts(story)
        if not cuts:
            return
        longer, cut = story, data.draw(st.sampled_from(cuts), label="cut")[1]
        story = cut(story)
    check_fit(lay_out(longer, spec, format), lay_out(story, spec, format), spec.brand)


def check_fit(longer: Leaflet | None, shorter: Leaflet | None, brand: Brand) -> None:
    """The shorter text fits as well as the longer, or better."""
    if longer is None:
        return
    assert shorter is not None
    if has_more_to_tear(longer, shorter):
        return
    torn, torn_before = (len(find_torn_sections(each)) for each in (shorter, longer))
    assert torn <= torn_before
    if shorter.look.size < longer.look.size - SMALLER:
        assert (
            torn < torn_before
            or shorter.look.close < longer.look.close
            or shorter.sheet.page_count < longer.sheet.page_count
            or measure_difference(shorter) < measure_difference(longer)
            or is_worth_its_size(shorter, longer.look.size, brand)
        ), (shorter.look.size, longer.look.size)


def is_worth_its_size(leaflet: Leaflet, larger: float, brand: Brand) -> bool:
    """Whether a text at a larger size would cost more than its type is worth, at any picture."""
    plans = leaflet.kind.iter_plans("a4")
    plan = next(each for each in plans if each.sheet is leaflet.sheet)
    fits = list(list_fits(leaflet.story, brand, leaflet.kind, plan))
    look = leaflet.look
    chosen = next(
        each for each in fits if (each.look.size, each.look.picture) == (look.size, look.picture)
    )
    worth = SIZE_PRICE * (larger - look.size)
    return all(
        each.tears > chosen.tears or each.price > chosen.price + worth
        for each in fits
        if each.look.size == larger
    )
