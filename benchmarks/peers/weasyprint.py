"""WeasyPrint: HTML with a style sheet; fonts and style sheet are read once in a process."""

from __future__ import annotations

from functools import lru_cache
from html import escape
from pathlib import Path

from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration

from benchmarks import leaflet
from benchmarks.leaflet import Item, LeafletText, Run

TAGS: dict[leaflet.Kind, str] = {"title": "h1", "heading": "h2"}


def build(text: LeafletText) -> bytes:
    """The leaflet's PDF."""
    fonts, style = _load_style(_make_css(text))
    pages = "".join(f"<section>{_page_html(page)}</section>" for page in text["pages"])
    about = f'<meta name=author content="{escape(text["author"])}">'
    head = f"<head><title>{escape(text['title'])}</title>{about}</head>"
    html = HTML(string=f"<html lang={text['language']}>{head}<body>{pages}</body></html>")
    pdf = html.write_pdf(stylesheets=[style], font_config=fonts)
    assert isinstance(pdf, bytes)
    return pdf


@lru_cache(maxsize=1)
def _load_style(css: str) -> tuple[FontConfiguration, CSS]:
    fonts = FontConfiguration()
    return fonts, CSS(string=css, font_config=fonts)


def _page_html(groups: list[list[Item]]) -> str:
    if len(groups) == 1:
        return f"<div class=flow>{''.join(map(_item_html, groups[0]))}</div>"
    return "".join(f"<div class=column>{''.join(map(_item_html, group))}</div>" for group in groups)


def _item_html(item: Item) -> str:
    if item["kind"] == "picture":
        address, width = Path(item["path"]).as_uri(), f"{item['width']:.0%}"
        return f'<img src="{address}" alt="{escape(item["alt"])}" style="width: {width}">'
    mark = f"<i>{escape(item['mark'])}</i>" if item["mark"] else ""
    tag = TAGS.get(item["kind"], "p")
    return f"<{tag} class={item['kind']}>{mark}{''.join(map(_run_html, item['runs']))}</{tag}>"


def _run_html(run: Run) -> str:
    words = escape(run["text"])
    if run["raised"]:
        return f"<sup>{words}</sup>"
    return f"<b>{words}</b>" if run["strong"] else words


def _make_css(text: LeafletText) -> str:
    width, height = leaflet.column_width(text), text["height"] - 2 * text["margin"]
    body, gutter = text["size"], text["gutter"]
    sizes = "".join(
        f".{kind} {{ font-size: {body * scale:.2f}pt }}" for kind, scale in leaflet.SCALE.items()
    )
    coloured = ", ".join(f".{kind}" for kind in sorted(leaflet.COLOURED))
    strong = ", ".join(f".{kind}" for kind in sorted(leaflet.STRONG))
    return f"""
    @font-face {{ font-family: Body; src: url({Path(text["regular"]).as_uri()}) }}
    @font-face {{ font-family: Body; font-weight: bold; src: url({Path(text["bold"]).as_uri()}) }}
    @page {{ size: {text["width"]}pt {text["height"]}pt; margin: {text["margin"]}pt }}
    body {{ font: {body}pt/{leaflet.LEADING} Body; color: {text["ink"]} }}
    body {{ margin: 0 }}
    section {{ position: relative; height: {height - 1}pt }}
    section + section {{ break-before: page }}
    .flow {{ columns: 3; column-gap: {gutter}pt; column-fill: auto; height: {height}pt }}
    .column {{ position: absolute; top: 0; width: {width}pt }}
    .column + .column {{ left: {width + gutter}pt }}
    .column + .column + .column {{ left: {2 * (width + gutter)}pt }}
    p, h1, h2, img {{ display: block; margin: 0 0 {leaflet.SPACE * body}pt }}
    h2 {{ margin-top: {leaflet.SPACE * body * 3}pt }}
    .flow > :first-child, .column > :first-child {{ margin-top: 0 }}
    .item {{ padding-left: {leaflet.INDENT * body}pt }}
    .item i {{ font-style: normal; float: left; margin-left: -{leaflet.INDENT * body}pt }}
    sup {{ font-size: 65%; line-height: 0 }}
    {coloured} {{ color: {text["main"]} }}
    {strong} {{ font-weight: bold }}
    {sizes}
    """


if __name__ == "__main__":
    leaflet.run_peer(build)
