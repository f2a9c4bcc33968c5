"""How much toner black and white saves: the toner on a page, compared with it in colour.

Toner is C + M + Y + K, each from 0 to 1, averaged over the pixels of all pages: colours are
converted to inks as in ISO 32000-1, 10.3.4, with all their grey printed in black. Printers
that mix greys from three inks use more ink for colour, so the true saving is at least as high.
"""

from __future__ import annotations

from typing import NamedTuple, get_args

import pypdfium2
from PIL import Image, ImageChops, ImageStat

import handouts

DOTS = 100


class TonerRow(NamedTuple):
    """The toner on a format's pages, where 1 is a page fully covered by one ink."""

    format: str
    paper: str
    colour: float
    mono: float

    @property
    def saving(self) -> float:
        """The share of toner that mono saves."""
        return 1 - self.mono / self.colour


def mean_toner(pages: list[Image.Image]) -> float:
    """The mean toner on pages, from 0 for none to 1 for a black page."""
    return sum(map(_page_toner, pages)) / len(pages)


def _page_toner(page: Image.Image) -> float:
    bands = page.convert("RGB").split()
    most = ImageChops.lighter(ImageChops.lighter(bands[0], bands[1]), bands[2])
    light = sum(ImageStat.Stat(band).mean[0] for band in bands) / 255
    return 1 + 2 * ImageStat.Stat(most).mean[0] / 255 - light


def render_pages(pdf: bytes) -> list[Image.Image]:
    """Each page of a file as a picture."""
    file = pypdfium2.PdfDocument(pdf)
    return [page.render(scale=DOTS / 72).to_pil() for page in file]


def measure_formats(name: str = "dry-needling") -> list[TonerRow]:
    """A row for each format on each paper."""
    spec = handouts.load(name)
    return [
        TonerRow(
            format,
            paper,
            *(
                mean_toner(render_pages(handouts.render(spec, format=format, paper=paper, ink=ink)))
                for ink in get_args(handouts.Ink)
            ),
        )
        for format in get_args(handouts.Format)
        for paper in ("a4", "letter")
    ]


def main() -> int:
    """Print the table."""
    print("Toner, mean coverage of the pages (C+M+Y+K)")
    print(f"{'format':12} {'paper':7} {'colour':>7} {'mono':>7}  saved")
    for row in measure_formats():
        shares = f"{row.colour:7.1%} {row.mono:7.1%}  {row.saving:5.0%}"
        print(f"{row.format:12} {row.paper:7} {shares}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
