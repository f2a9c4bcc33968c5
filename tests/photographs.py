"""Made-up photographs for tests, and their files."""

from __future__ import annotations

import io

from PIL import Image, ImageFilter

RED, BLUE = (200, 30, 30), (30, 30, 200)


def make_photo(width: int = 640, height: int = 480, mode: str = "RGB") -> Image.Image:
    """A picture with many shades, as a camera's: soft noise over a change from red to blue."""
    noise = Image.effect_noise((width, height), 60).filter(ImageFilter.GaussianBlur(1.5))
    halves = Image.new("RGB", (width, height), RED)
    halves.paste(BLUE, (width // 2, 0, width, height))
    return Image.blend(halves, noise.convert("RGB"), 0.25).convert(mode)


def save(pixels: Image.Image, kind: str, **how: object) -> bytes:
    """A picture's file, of a kind as Pillow names it."""
    buffer = io.BytesIO()
    pixels.save(buffer, kind, **how)
    return buffer.getvalue()
