"""Pixels of an SVG, by resvg: without fonts, files and network, the same on each computer."""

from __future__ import annotations


def rasterise_svg(clean: str, columns: int) -> bytes:
    """A PNG of an SVG that was cleaned, so many pixels wide. Raises ValueError."""
    import resvg_py  # seldom needed

    png = resvg_py.svg_to_bytes(
        svg_string=clean, width=max(1, columns), dpi=96, skip_system_fonts=True
    )
    return bytes(png)
