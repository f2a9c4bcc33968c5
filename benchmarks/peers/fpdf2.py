"""fpdf2: with its text columns. It reads its fonts again for each document."""

from __future__ import annotations

import logging
import re
from typing import Any

from fpdf import FPDF

from benchmarks import leaflet
from benchmarks.leaflet import Item, LeafletText

logging.getLogger("fpdf").setLevel(logging.ERROR)  # it knows no <title> in an SVG, and says so


def build(text: LeafletText) -> bytes:
    """The leaflet's PDF."""
    pdf = FPDF(unit="pt", format=(text["height"], text["width"]), orientation="landscape")
    pdf.set_margin(text["margin"])
    pdf.c_margin = 0
    pdf.set_auto_page_break(True, text["margin"])
    pdf.add_font("Body", "", text["regular"])
    pdf.add_font("Body", "B", text["bold"])
    pdf.set_title(text["title"])
    pdf.set_author(text["author"])
    pdf.set_lang(text["language"])
    for page in text["pages"]:
        pdf.add_page()
        _add_page(pdf, text, page)
    return bytes(pdf.output())


def _add_page(pdf: FPDF, text: LeafletText, groups: list[list[Item]]) -> None:
    with pdf.text_columns(
        ncols=3, gutter=text["gutter"], text_align="LEFT", skip_leading_spaces=True
    ) as columns:
        for place, group in enumerate(groups):
            if place:
                columns.new_column()
            for item in group:
                _add_item(pdf, columns, text, item)


def _add_item(pdf: FPDF, columns: Any, text: LeafletText, item: Item) -> None:
    if item["kind"] == "picture":
        width = leaflet.column_width(text) * item["width"]
        columns.image(item["path"], width=width, height=width * item["ratio"], align="L")
        return
    kind, body = item["kind"], text["size"]
    pdf.set_text_color(*_to_rgb(text["main"] if kind in leaflet.COLOURED else text["ink"]))
    size = leaflet.type_size(text, item)
    pdf.set_font("Body", "", size)
    with columns.paragraph(
        line_height=leaflet.LEADING,
        top_margin=body * leaflet.SPACE * 3 if kind == "heading" else 0,
        bottom_margin=body * leaflet.SPACE,
        indent=body * leaflet.INDENT if kind == "item" else 0,
        bullet_string=item["mark"],
    ) as paragraph:
        for run in item["runs"]:
            strong = run["strong"] or kind in leaflet.STRONG
            pdf.set_font("Body", "B" if strong else "", size)
            pdf.char_vpos = "SUP" if run["raised"] else "LINE"
            paragraph.write(run["text"])
        pdf.char_vpos = "LINE"


def _to_rgb(colour: str) -> tuple[int, ...]:
    return tuple(int(pair, 16) for pair in re.findall("[0-9a-f]{2}", colour))


if __name__ == "__main__":
    leaflet.run_peer(build)
