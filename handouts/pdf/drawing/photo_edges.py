"""Whether a picture is a photograph that fills its frame, so that it may run to a page's edge."""

from __future__ import annotations

import warnings
from functools import lru_cache

from handouts.pdf.drawing.photos import open_photo
from handouts.pdf.drawing.pictures import PictureKind

_SIZE = 64
"""How many pixels wide and high a picture is looked at."""

_PAPER, _PAPER_SHARE = 244, 0.5
"""From this grey on a pixel looks like paper; and the share of such pixels in a drawing's frame."""


@lru_cache(maxsize=64)
def fills_frame(kind: PictureKind, content: bytes) -> bool:
    """Whether a picture is a JPEG whose frame is not mostly white paper.

    A drawing on white, or a logo, that was saved as JPEG is not a photograph: cropped, it would
    lose some of its words. False for a file that cannot be decoded.
    """
    if kind != "pixels":
        return False
    try:
        with open_photo(content) as pixels, warnings.catch_warnings():
            warnings.simplefilter("ignore")
            if pixels.format != "JPEG":
                return False
            pixels.draft("L", (_SIZE, _SIZE))
            small = pixels.convert("L").resize((_SIZE, _SIZE))
    except Exception:  # Pillow raises some ten kinds
        return False
    rows = [small.tobytes()[at : at + _SIZE] for at in range(0, _SIZE * _SIZE, _SIZE)]
    frame = b"".join((rows[0], rows[-1], *(row[:1] + row[-1:] for row in rows)))
    return sum(level >= _PAPER for level in frame) < _PAPER_SHARE * len(frame)
