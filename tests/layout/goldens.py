"""Expected files: where they are, and how a page is compared with its picture."""

from __future__ import annotations

from pathlib import Path

from PIL import Image, ImageChops, ImageStat

GOLDEN = Path(__file__).parent.parent / "golden"
SIDES = ("outside", "inside")
"""The two pages of a tri-fold, by the names of their pictures."""


def differing_share(page: Image.Image, golden: Image.Image) -> float:
    """The share of pixels that differ by more than smoothing does."""
    assert page.size == golden.size
    difference = ImageChops.difference(page, golden).convert("L")
    return ImageStat.Stat(difference.point(lambda value: 255 if value > 64 else 0)).mean[0] / 255


def join_pages(pages: list[Image.Image]) -> Image.Image:
    """Pages side by side on grey, at most three in a row."""
    width, height = pages[0].width, max(page.height for page in pages)
    across, gap = min(3, len(pages)), 8
    down = -(-len(pages) // across)
    size = (across * (width + gap) + gap, down * (height + gap) + gap)
    sheet = Image.new("RGB", size, "#9a9a9a")
    for place, page in enumerate(pages):
        row, column = divmod(place, across)
        sheet.paste(page, (gap + column * (width + gap), gap + row * (height + gap)))
    return sheet


def stack_pictures(pictures: list[Image.Image]) -> Image.Image:
    """Pictures one below another on grey."""
    size = (max(one.width for one in pictures), sum(one.height for one in pictures))
    stack, top = Image.new("RGB", size, "#9a9a9a"), 0
    for picture in pictures:
        stack.paste(picture, (0, top))
        top += picture.height
    return stack


def check_picture(picture: Image.Image, path: Path, regenerate: bool, colours: int = 64) -> None:
    """Compare a picture with a golden one, up to what another version of PDFium smooths otherwise.

    The golden one is kept in so many colours.
    """
    if regenerate:
        path.parent.mkdir(exist_ok=True)
        picture.quantize(colours).save(path, optimize=True)
    with Image.open(path) as golden:
        unlike = differing_share(picture, golden.convert("RGB"))
    assert unlike < 0.0005, f"{path.name}: {unlike:.2%} of the pixels differ"


def strip_lines(read: str) -> str:
    """A text without spaces at the ends of its lines."""
    return "\n".join(line.strip() for line in read.replace("\r", "").split("\n"))
