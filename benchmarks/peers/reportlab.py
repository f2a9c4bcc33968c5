"""Plain ReportLab: platypus, its paragraphs, frames as columns, pictures as PNG.

Fonts are registered and styles made once in a process, and streams stay binary.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from io import BytesIO
from xml.sax.saxutils import escape

from reportlab import rl_config
from reportlab.lib.colors import HexColor
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import (
    BaseDocTemplate,
    Flowable,
    Frame,
    FrameBreak,
    Image,
    PageTemplate,
    Paragraph,
)

from benchmarks import leaflet
from benchmarks.leaflet import Item, LeafletText, Run

rl_config.useA85 = 0

Picture = Callable[[Item, float], Flowable]
"""What makes a picture of an item, so many points wide."""


def load_image(item: Item, width: float) -> Flowable:
    """A picture's pixels."""
    return Image(item["pixels"], width, width * item["ratio"], hAlign="LEFT")


def build(text: LeafletText, picture: Picture = load_image) -> bytes:
    """The leaflet's PDF."""
    _register_fonts(text["regular"], text["bold"])
    file = BytesIO()
    document = BaseDocTemplate(
        file,
        pagesize=(text["width"], text["height"]),
        title=text["title"],
        author=text["author"],
        lang=text["language"],
    )
    document.addPageTemplates([PageTemplate("sheet", _make_frames(text))])
    document.build(_make_story(text, picture))
    return file.getvalue()


@lru_cache(maxsize=1)
def _register_fonts(regular: str, bold: str) -> None:
    pdfmetrics.registerFont(TTFont("Body", regular))
    pdfmetrics.registerFont(TTFont("Body-Bold", bold))
    pdfmetrics.registerFontFamily("Body", normal="Body", bold="Body-Bold")


def _make_frames(text: LeafletText) -> list[Frame]:
    width, margin = leaflet.column_width(text), text["margin"]
    height = text["height"] - 2 * margin
    lefts = [margin + place * (width + text["gutter"]) for place in range(3)]
    return [Frame(left, margin, width, height, 0, 0, 0, 0) for left in lefts]


def _make_story(text: LeafletText, picture: Picture) -> list[Flowable]:
    story: list[Flowable] = []
    for page in text["pages"]:
        for group in page:
            story += [_make_flowable(text, item, picture) for item in group]
            story.append(FrameBreak())
    return story[:-1]


def _make_flowable(text: LeafletText, item: Item, picture: Picture) -> Flowable:
    if item["kind"] == "picture":
        return picture(item, leaflet.column_width(text) * item["width"])
    words = "".join(map(_mark_up, item["runs"]))
    style = _make_style(text["size"], item["kind"], text["main"], text["ink"])
    return Paragraph(words, style, bulletText=item["mark"] or None)


def _mark_up(run: Run) -> str:
    words = escape(run["text"])
    if run["raised"]:
        return f"<super size=8>{words}</super>"
    return f"<b>{words}</b>" if run["strong"] else words


@lru_cache(maxsize=32)
def _make_style(body: float, kind: leaflet.Kind, main: str, ink: str) -> ParagraphStyle:
    size = round(body * leaflet.SCALE.get(kind, 1.0), 2)
    return ParagraphStyle(
        kind,
        fontName="Body-Bold" if kind in leaflet.STRONG else "Body",
        fontSize=size,
        leading=size * leaflet.LEADING,
        textColor=HexColor(main if kind in leaflet.COLOURED else ink),
        spaceBefore=body * leaflet.SPACE * (3 if kind == "heading" else 0),
        spaceAfter=body * leaflet.SPACE,
        leftIndent=body * leaflet.INDENT if kind == "item" else 0,
        bulletFontName="Body",
        bulletFontSize=size,
    )


if __name__ == "__main__":
    leaflet.run_peer(build)
