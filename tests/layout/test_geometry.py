"""For any handout text, in any format: nothing overlaps, nothing leaves its place.

Handouts from very short to just fitting: where the text is too long, sections are left out
until it fits.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from itertools import product
from math import ceil, floor

import pypdfium2
import pypdfium2.raw as pdfium
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from PIL import Image, ImageDraw

import handouts
from handouts.compose.compose import compose_story
from handouts.document.blocks import (
    Checklist,
    Paragraph,
    Picture,
    Step,
    Steps,
    TextList,
)
from handouts.document.handout import Section, Spec
from handouts.document.papers import PAPERS, Paper
from handouts.document.text import Text
from handouts.layout.drawing import draw_leaflet
from handouts.layout.formats import EDGE, FOLD, FORMATS, Panel
from handouts.layout.furniture import lay_out_foot, lay_out_version_line
from handouts.layout.leaflet import (
    FilledPanel,
    Leaflet,
    lay_out_story,
)
from tests.documents import make_text
from tests.pages import glyph_sizes, render_pages

pytestmark = pytest.mark.slow

EVERY = [(name, paper) for name in FORMATS for paper in PAPERS if (name, paper) != ("screen", "a4")]
"""The pages of a screen are the same on any paper."""
SMALLEST = {"large-print": 16.0, "screen": 10.0}
"""No glyph is smaller: in the other formats, no raised number."""

BODY = {"large-print": 18.0, "screen": 16.0}
WORDS = (
    "the muscle feels sore after a walk and your therapist asks how it went so that "
    "treatment can change step by step (physiotherapy) until you move well again"
).split()


@cache
def shipped_spec() -> Spec:
    """The shipped handout, whose pictures, brand and references serve all."""
    return handouts.load("dry-needling")


def make_words(count: int, start: int = 0) -> Text:
    """Text of so many words."""
    return make_text(" ".join(WORDS[(start + place) % len(WORDS)] for place in range(count)) + ".")


SHORT = st.integers(1, 12).map(make_words)
PARTS = st.one_of(
    st.integers(3, 70).map(lambda count: Paragraph(make_words(count, count))),
    st.lists(SHORT, min_size=1, max_size=8).map(lambda items: TextList(tuple(items))),
    st.lists(SHORT, min_size=1, max_size=8).map(lambda items: Checklist(tuple(items))),
    st.lists(st.tuples(SHORT, SHORT, st.booleans()), min_size=1, max_size=6).map(
        lambda items: Steps(
            tuple(
                Step(do, how, next(shipped_picture()) if pictured else None)
                for do, how, pictured in items
            )
        )
    ),
    st.just(None).map(lambda _: next(shipped_picture())),
)
# The same handouts each time. They are not made smaller where a test fails: that takes minutes.
CHOSEN = settings(
    deadline=None,
    derandomize=True,
    phases=(Phase.generate,),
    suppress_health_check=[HealthCheck.too_slow],
)
KEYS = ["tell_us", "caveat", "get_help", "aftercare", "what_to_expect", "your_choice"]
BODIES = st.lists(PARTS, min_size=1, max_size=5).map(tuple)


def shipped_picture() -> Iterator[Picture]:
    """The picture in the shipped handout's text."""
    for section in shipped_spec().handout.sections:
        yield from (block for block in section.blocks if isinstance(block, Picture))


class MadeSpec:
    """A handout that shows itself in few words where a test fails."""

    def __init__(self, spec: Spec) -> None:
        self.spec = spec

    def __repr__(self) -> str:
        handout = self.spec.handout
        parts = [
            (each.key, [type(block).__name__ for block in each.blocks]) for each in handout.sections
        ]
        return f"{handout.title} ({handout.status}): {parts}"


@st.composite
def specs(draw_from: st.DrawFn) -> MadeSpec:
    """A handout of four to twenty sections, some of them boxes; title and subtitle vary."""
    bodies = draw_from(st.lists(BODIES, min_size=4, max_size=20))
    keys = draw_from(st.lists(st.sampled_from(KEYS), min_size=len(bodies), max_size=len(bodies)))
    sections = [Section("intro", "", (Paragraph(make_words(12)),))]
    used: set[str] = set()
    for number, (body, key) in enumerate(zip(bodies, keys, strict=True)):
        name = key if key not in used else f"more-{number}"
        used.add(name)
        heading = "More about " + make_words(1 + number % 4).words.rstrip(".") + "?"
        small = body[:2] if name in ("tell_us", "caveat", "get_help") else body
        sections.append(Section(name, heading, small))
    kept = [part for part in shipped_spec().handout.sections if part.key == "risks"]
    handout = replace(
        shipped_spec().handout,
        title="What is " + make_words(draw_from(st.integers(1, 7))).words.rstrip(".") + "?",
        subtitle=make_words(draw_from(st.integers(0, 9))).words,
        sections=(*sections, *kept),
        references=tuple(
            each for each in shipped_spec().handout.references if each.id == "boyce-2020"
        ),
        status=draw_from(st.sampled_from(["approved", "draft"])),
    )
    return MadeSpec(replace(shipped_spec(), handout=handout))


def lay_out_fitting(made: MadeSpec, name: str, paper: Paper) -> Leaflet | None:
    """The handout laid out, without as many of its sections as are too much."""
    story = compose_story(made.spec)
    while len(story.sections) > 4:
        laid = lay_out_story(story, made.spec.brand, FORMATS[name], paper)
        if laid:
            return laid
        story = replace(story, sections=(*story.sections[:-5], *story.sections[-4:]))
    return None


@pytest.mark.parametrize(("name", "paper"), EVERY)
@settings(CHOSEN, max_examples=4)
@given(made=specs())
def test_nothing_overlaps_or_leaves_its_place(name: str, paper: Paper, made: MadeSpec) -> None:
    """Panels within the sheet's margins, blocks within panels, ink within blocks' panels."""
    laid = lay_out_fitting(made, name, paper)
    if laid is None:
        return
    places = placed_panels(laid)
    margin = EDGE if name != "screen" else 20.0
    for panel in places:
        check_margins(panel, laid, margin)
    for filled in laid.panels:
        check_spacing(filled)
    for one in places:
        for other in places:
            assert one is other or one.page != other.page or are_apart(one, other), (one, other)
    file = draw_leaflet(laid)
    check_ink(file, laid, places)
    check_letters(file, places)
    assert laid.look.size >= BODY.get(name, 12.0)
    assert min(glyph_sizes(file)) >= SMALLEST.get(name, 7.0) - 0.01


def placed_panels(laid: Leaflet) -> list[Panel]:
    """All parts of a sheet, each as the panel that it fills."""
    sheet, look = laid.sheet, laid.look
    front = replace(sheet.front_panel, height=laid.front.height)
    found = [front, *(filled.panel for filled in laid.panels)]
    for panel in sheet.panels:
        if panel.role == "back":
            height = lay_out_version_line(laid.story, look, panel.width).height
        elif panel.role == "foot":
            height = lay_out_foot(laid.story, look, sheet, panel).height
        else:
            continue
        found.append(replace(panel, top=panel.top - panel.height + height, height=height))
    return found


def check_margins(panel: Panel, laid: Leaflet, margin: float) -> None:
    """A panel keeps away from the paper's edges and from folds."""
    sheet = laid.sheet
    assert panel.left >= margin - 0.01
    assert panel.left + panel.width <= sheet.width - margin + 0.01
    assert panel.top <= sheet.height - margin + 0.01
    assert panel.top - panel.height >= margin - 0.01
    for fold in sheet.folds.get(panel.page, ()):
        assert panel.left >= fold + FOLD - 0.01 or panel.left + panel.width <= fold - FOLD + 0.01


def check_spacing(filled: FilledPanel) -> None:
    """One block below the other, at its distance at least, the last above the panel's foot."""
    foot = 0.0
    for number, (atom, down) in enumerate(zip(filled.atoms, filled.offsets, strict=True)):
        assert down >= foot + (atom.before if number else 0.0) - 0.01
        foot = down + atom.piece.height
    assert foot <= filled.panel.height + 0.02


def are_apart(one: Panel, other: Panel) -> bool:
    """Whether two panels of a page share no point."""
    beside = (
        one.left + one.width <= other.left + 0.01 or other.left + other.width <= one.left + 0.01
    )
    return beside or one.top - one.height >= other.top - 0.01 or (
        other.top - other.height >= one.top - 0.01
    )  # fmt: skip


def check_ink(file: bytes, laid: Leaflet, places: Sequence[Panel]) -> None:
    """No mark outside of the panels, seen in the pixels; a draft's mark may be below them.

    Where a sheet holds a copy, the marks for cutting are between the two.
    """
    scale, sheet = 1.0, laid.sheet
    below = 17.0 if laid.story.draft and not sheet.foot_panels else 0.0
    for number, image in enumerate(render_pages(file)):
        ink = image.convert("L").point(lambda value: 255 if value < 245 else 0)
        keep = ImageDraw.Draw(ink)
        for shift in sheet.copies:
            keep.rectangle((shift - 1, 0, shift + 1, image.height), fill=0)
        for panel, shift in product(places, (0.0, *sheet.copies)):
            if panel.page == number:
                height = sheet.height - panel.top
                box = (
                    floor((panel.left + shift) * scale) - 1,
                    floor(height * scale) - 1,
                    ceil((panel.left + shift + panel.width) * scale) + 1,
                    ceil((height + panel.height + below) * scale) + 1,
                )
                keep.rectangle(box, fill=0)
        assert ink.getbbox() is None, f"page {number + 1}: ink at {ink.getbbox()}"


def check_letters(file: bytes, places: Sequence[Panel]) -> None:
    """No two letters of one page overlap."""
    for number, page in enumerate(pypdfium2.PdfDocument(file)):
        text = page.get_textpage()
        canvas = Image.new("L", tuple(ceil(side) for side in page.get_size()))
        assert any(panel.page == number for panel in places)
        boxes = []
        for place in range(text.count_chars()):
            if not chr(pdfium.FPDFText_GetUnicode(text, place)).isspace():
                left, foot, right, top = text.get_charbox(place)
                assert 0 <= left <= right <= canvas.width
                boxes.append((left, foot, right, top))
        boxes.sort(key=lambda box: box[0])
        for one, box in enumerate(boxes):
            for other in boxes[one + 1 :]:
                if other[0] >= box[2] - 0.3:
                    break
                across = min(box[2], other[2]) - max(box[0], other[0])
                up = min(box[3], other[3]) - max(box[1], other[1])
                small = min(box[2] - box[0], other[2] - other[0])
                assert across < 0.6 * small or up <= 0.5, (box, other)
