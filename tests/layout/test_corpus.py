"""The corpus in every format, on both papers, in each look: what its pages are like, by the PDF."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import get_args

import pytest
from msgspec.structs import replace

from handouts.compose.compose import compose_story
from handouts.document.choices import LookName
from handouts.document.edition import Edition
from handouts.document.handout import Spec
from handouts.document.papers import Paper
from handouts.document.story import Story
from handouts.layout.drawing import draw_leaflet
from handouts.layout.fit.adaptation import adapt_story
from handouts.layout.fit.fitting import stacked_height
from handouts.layout.fit.search import ChosenLayout, list_fits
from handouts.layout.fit.spreads import group_spreads
from handouts.layout.fit.trial import lay_out_sections
from handouts.layout.formats import FORMATS
from handouts.layout.leaflet import Leaflet
from handouts.layout.notes_panel import NOTES
from handouts.layout.pieces import Atom
from handouts.layout.prices import MAX_UNEVENNESS, SHORT, TEAR
from handouts.layout.remarks.torn_parts import find_torn_sections
from handouts.layout.rendering import lay_out_spec
from handouts.layout.text_area import measure_text_panels
from handouts.sources.findings import SpecError
from tests.layout.corpus import CORPUS, LIBRARY, load_text
from tests.layout.printed import PrintedElement, read_printed
from tests.pages import glyph_sizes

pytestmark = pytest.mark.slow

PAPERS: tuple[Paper, ...] = get_args(Paper)
EDITIONS = [
    *((format, paper, "calm") for format in FORMATS for paper in PAPERS),
    *((format, "a4", look) for format in FORMATS for look in get_args(LookName) if look != "calm"),
]
LARGEST_HOLE = 0.2
"""The highest white space between two blocks, as a share of the panel."""

SMALLEST = {"large-print": 11.0, "screen": 10.0}
"""The smallest letters, which are raised or lowered ones."""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder for the handouts that are made."""
    return tmp_path_factory.mktemp("corpus")


def lay_out(name: str, folder: Path, edition: tuple[str, Paper, LookName]) -> Leaflet | None:
    """A text of the corpus in an edition; None if it is too long for the format."""
    format, paper, look = edition
    spec = load_text(name, folder)
    try:
        return lay_out_spec(with_look(spec, look), Edition(format, paper))
    except SpecError as error:
        assert "too long" in str(error) or "lines high" in str(error)
        return None


def with_look(spec: Spec, look: LookName) -> Spec:
    """A spec under its brand in a look."""
    return replace(spec, brand=replace(spec.brand, look=look))


@pytest.mark.parametrize("edition", EDITIONS, ids="-".join)
@pytest.mark.parametrize("name", CORPUS)
def test_pages_hold_together(name: str, folder: Path, edition: tuple[str, Paper, LookName]) -> None:
    """Nothing is torn that belongs together, unless check says so; no heading is last; no hole."""
    leaflet = lay_out(name, folder, edition)
    if leaflet is None:
        return
    pdf = draw_leaflet(leaflet)
    panels = [filled.panel for filled in leaflet.panels]
    printed = read_printed(pdf, panels)
    check_never_torn(printed)
    check_sections(printed, leaflet)
    tallest = max(panel.height for panel in panels)
    for place, panel in enumerate(panels):
        blocks = sorted(list_blocks(printed, place))
        if not blocks:
            continue
        assert blocks[-1][2] not in ("H2", "H3"), blocks[-1]
        for (_, above, _), (below, _, _) in pairwise(blocks):
            assert below - above <= LARGEST_HOLE * tallest, (place, above, below)
        # Shapes of a picture may begin outside of its box, where they are clipped.
        assert -6 <= blocks[0][0] and blocks[-1][1] <= panel.height + 6
    assert min(glyph_sizes(pdf)) >= SMALLEST.get(edition[0], 7.0) - 0.01


def check_never_torn(printed: PrintedElement) -> None:
    """Boxes, rows and items, and so exercises and signatures, are on one panel each."""
    for each in printed.find("Callout", "TR", "Figure"):
        assert len(each.extents) <= 1, each
    for each in printed.find("LI"):
        assert len(each.extents) <= 1 or any(each.find("L")), each


def check_sections(printed: PrintedElement, leaflet: Leaflet) -> None:
    """Sections that a panel holds, short lists and tables are on one panel, or said to be torn."""
    torn = find_torn_sections(leaflet)
    keys = [section.key for section in leaflet.story.sections]
    sections = [each for each in printed.children if each.role in ("Sect", "Callout")]
    assert len(sections) == len(keys)
    tallest = max(filled.panel.height for filled in leaflet.panels)
    for key, section in zip(keys, sections, strict=True):
        if key in torn or key == NOTES:
            continue
        for each in section.find("L", "Checklist", "Table"):
            rows = [
                child for child in each.children if child.role in ("LI", "TR", "THead", "TBody")
            ]
            if len(rows) <= SHORT and not is_list_of_exercises(each):
                assert len(each.extents) <= 1, (key, each.role, len(rows))
        if len(section.extents) > 1:
            assert section.height > 0.8 * tallest, (key, section.height, tallest)


def is_list_of_exercises(listed: PrintedElement) -> bool:
    """Whether its items are exercises, which may be on several panels."""
    return any(any(item.find("Figure")) and any(item.find("P")) for item in listed.children)


def list_blocks(printed: PrintedElement, place: int) -> Iterator[tuple[float, float, str]]:
    """Where what is read begins and ends on a panel, with its role."""
    for section in printed.children:
        if section.role in ("Sect", "Callout"):
            for each in (*section.find("P", "H2", "H3", "LI", "TR", "Figure"),):
                if place in each.extents:
                    top, bottom = each.extents[place]
                    yield top, bottom, each.role


@pytest.mark.parametrize("format", ["trifold", "booklet", "sheet", "flyer"])
@pytest.mark.parametrize("name", CORPUS)
def test_no_other_size_does_better(name: str, folder: Path, format: str) -> None:
    """Every size and height of pictures is tried: none tears less, and if panels are uneven, none
    that is as large within a point is even."""
    leaflet = lay_out(name, folder, (format, "a4", "calm"))
    if leaflet is None or leaflet.look.close:
        return
    spec = load_text(name, folder)
    story = adapt_story(compose_story(spec), spec.brand, FORMATS[format], "a4")
    plans = [plan for plan in FORMATS[format].iter_plans("a4") if plan.sheet is leaflet.sheet]
    fits = list(list_fits(story, spec.brand, FORMATS[format], plans[0]))
    sizes = leaflet.look.size, leaflet.look.picture
    chosen = next(fit for fit in fits if (fit.look.size, fit.look.picture) == sizes)
    assert chosen.tears == min(fit.tears for fit in fits)
    if find_torn_sections(leaflet):
        assert not any(holds_untorn(story, fit) for fit in fits)
    if measure_difference(leaflet) <= MAX_UNEVENNESS + 0.06:
        return
    for fit in fits:
        if fit.tears == chosen.tears and fit.look.size >= chosen.look.size:
            assert fit.price >= chosen.price - 1e-6, (fit.look.size, fit.price, chosen.price)


def holds_untorn(story: Story, fit: ChosenLayout) -> bool:
    """Whether the panels hold a story at a size without a tear: filled one after the other.

    Not as the fit does it: what may not be parted is one block, and each panel takes all the
    blocks that it holds. A section that no panel holds goes on only where it is seen as a whole.
    """
    sheet, look = fit.plan.sheet, fit.look
    blocks: list[list[Atom]] = [[]]
    for section, atoms in zip(story.sections, lay_out_sections(story, sheet, look), strict=True):
        for atom in atoms:
            blocks[-1].append(atom)
            if atom is atoms[-1] or not (section.key in fit.whole or atom.split >= TEAR):
                blocks.append([])
    panels = list(measure_text_panels(story, sheet, look))
    place, filled = 0, 0.0
    for before, block in pairwise([[], *blocks[:-1]]):
        height = stacked_height(block)
        gap = block[0].before if filled else 0.0
        goes_on = bool(before) and before[-1].section == block[0].section
        while filled + gap + height > panels[place].height or block[0].new_panel and filled:
            place, filled, gap = place + 1, 0.0, 0.0
            if place == len(panels):
                return False
            if goes_on and panels[place].chapter != panels[place - 1].chapter:
                return False
        filled += gap + height
    return True


def measure_difference(leaflet: Leaflet) -> float:
    """By how much the panels of a spread differ in fullness at most, but for those for notes."""
    worst = 0.0
    for places in group_spreads([filled.panel for filled in leaflet.panels]):
        full = [leaflet.panels[place].fullness for place in places if leaflet.panels[place].atoms]
        if full:
            worst = max(worst, max(full) - min(full))
    return worst


def test_the_library_tears_nothing_in_its_usual_format(folder: Path) -> None:
    """On the paper of the brand: what ships is an example."""
    for name in LIBRARY:
        spec = load_text(name, folder)
        format = spec.handout.formats[0] if spec.handout.formats else "trifold"
        assert find_torn_sections(lay_out_spec(spec, Edition(format))) == {}, name
