"""The look that ships: colours one can read, pictures that stay small and plain."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

SPECS = Path(__file__).parents[2] / "specs"
DRAWN = {"svg", "g", "path", "rect", "circle", "ellipse", "line", "polyline", "polygon"}
PICTURES = [*sorted((SPECS / "pictures").glob("*.svg")), SPECS / "logo.svg"]


def relative_luminance(colour: str) -> float:
    """The relative luminance of a colour ``#rrggbb``, as WCAG 2.2 defines it."""
    shares = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (
        share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4 for share in shares
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("role", ["main", "accent", "text"])
def test_colours_are_readable_on_white(role: str) -> None:
    """Each of the brand's colours has the contrast that text needs: 4.5 to 1."""
    brand = yaml.safe_load((SPECS / "brand.yaml").read_text(encoding="utf-8"))
    assert 1.05 / (relative_luminance(brand["colours"][role]) + 0.05) >= 4.5


@pytest.mark.parametrize("picture", PICTURES, ids=lambda path: path.name)
def test_pictures_are_small_and_plain(picture: Path) -> None:
    """A picture holds flat shapes only, has a viewBox and is under 20 KB."""
    drawing = picture.read_text(encoding="utf-8")
    assert len(drawing) < 20_000
    assert "viewBox=" in drawing
    assert set(re.findall(r"<([a-z]+)", drawing)) <= DRAWN | {"title", "desc"}
    assert set(re.findall(r'(?:fill|stroke)="([^"]*)"', drawing)) <= {
        "none",
        *re.findall(r"#[0-9a-f]{6}", drawing),
    }
