"""Files that are damaged in any way are drawn or refused; nothing breaks."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as some

from handouts.pdf.canvas import Canvas
from handouts.pdf.drawing.pictures import load_picture
from handouts.pdf.drawing.previews import draw_preview
from handouts.pdf.files.metadata import DocumentInfo
from handouts.svg.simplify import simplify_svg
from tests.svg.logos import make_logos

FILES = [svg.decode() for _, svg in make_logos()]
PIECES = some.sampled_from(
    ["", "0", "-1", "1e9", "nan", "%", "#", "url(#a)", "url(#k)", "none", '"', "<g>", "</g>", "&"]
    + ["<use href='#p'/>", "matrix(0,0,0,0,0,0)", "inherit", "var(--a)", "xlink:href='#a' ", ";"]
)


@given(
    some.sampled_from(FILES),
    some.lists(some.tuples(some.floats(0, 1), some.integers(0, 12), PIECES), max_size=4),
)
def test_damaged_files(svg: str, changes: list[tuple[float, int, str]]) -> None:
    """Whatever is cut out or put in: what has no problem can be drawn, and looked at."""
    for place, length, piece in changes:
        at = int(place * len(svg))
        svg = svg[:at] + piece + svg[at + length :]
    if simplify_svg(svg).problems:
        return
    picture = load_picture("a.svg", "svg", svg.encode())
    canvas = Canvas((200, 200), DocumentInfo("T", "", "en"))
    picture.draw(canvas, 0, 200, 200)
    assert canvas.pdf().startswith(b"%PDF")
    assert draw_preview("svg", svg.encode()).width > 0
