"""A clinic's logo as a PNG is seen on the cover, whatever kind of PNG it is."""

from __future__ import annotations

import io
import subprocess
from pathlib import Path

import pytest
from PIL import Image

import handouts
from handouts.document.edition import Edition
from handouts.editions import find_remarks
from handouts.reading.library import load_spec
from tests.pages import needs_poppler, read_text, render_pages

BRAND = "name: Clinic\nlogo: logo.png\npaper: a4\n"
RED = (200, 30, 40)
KINDS: dict[str, float | tuple[float, ...]] = {
    **{"RGB": RED, "RGBA": (*RED, 255)},
    **{"L": 90, "LA": (90, 255), "I;16": 23_130},
}


def build_with_logo(folder: Path, logo: Image.Image) -> bytes:
    """The shipped leaflet under a brand with this logo."""
    logo.save(folder / "logo.png")
    (folder / "brand.yaml").write_text(BRAND, "utf-8")
    return handouts.render(load_spec("dry-needling", brand=folder / "brand.yaml"))


@pytest.mark.parametrize("mode", [*KINDS, "P"])
def test_a_logo_is_seen(mode: str, tmp_path: Path) -> None:
    """Its colour is on the cover, on about 12 mm by 12 mm."""
    if mode == "P":
        logo = Image.new("RGB", (40, 40), RED).quantize(2)
        logo.info["transparency"] = bytes(256 * [255])
    else:
        logo = Image.new(mode, (40, 40), KINDS[mode])
    page = render_pages(build_with_logo(tmp_path, logo), 72)[0]
    expected = RED if mode in ("RGB", "RGBA", "P") else (90, 90, 90)
    area = sum(
        count for count, colour in page.getcolors(1 << 24) or [] if is_near(colour, expected)
    )
    assert 25 * 25 < area < 45 * 45


def is_near(colour: object, other: tuple[int, ...]) -> bool:
    """Whether a pixel has a colour, up to rounding."""
    assert isinstance(colour, tuple)
    return all(abs(one - two) <= 2 for one, two in zip(colour, other, strict=True))


def test_a_clear_logo_lets_the_paper_through(tmp_path: Path) -> None:
    """What is transparent is white, not black."""
    page = render_pages(build_with_logo(tmp_path, Image.new("RGBA", (40, 40), (0, 0, 0, 0))), 72)[0]
    assert (0, 0, 0) not in [colour for _, colour in page.getcolors(1 << 24) or []]


def test_poppler_sees_it_too(tmp_path: Path) -> None:
    """Another reader has nothing to complain of."""
    needs_poppler()
    file = build_with_logo(tmp_path, Image.new("RGB", (4, 4), "red"))
    done = subprocess.run(["pdftotext", "-", "-"], input=file, capture_output=True, check=True)
    assert done.stderr == b""
    assert io.BytesIO(file).read(5) == b"%PDF-"


def find_logo_rules(folder: Path, logo: Image.Image, kind: str = "png") -> list[str]:
    """The rules of the warnings about a logo."""
    logo.save(folder / f"logo.{kind}")
    (folder / "brand.yaml").write_text(BRAND.replace("png", kind), "utf-8")
    spec = load_spec("dry-needling", brand=folder / "brand.yaml")
    return [each.rule for each in find_remarks(spec, Edition()) if "logo" in each.place.file]


FAINT = {"white": True, "#fff3b0": True, "#e8f4f2": True, "#ff7a00": False, "#0b5563": False}


@pytest.mark.parametrize("colour", FAINT)
def test_a_faint_logo_is_told(colour: str, tmp_path: Path) -> None:
    """White and pale ones, on clear and on white ground; not those in any stronger colour."""
    logo = Image.new("RGBA", (600, 200), (255, 255, 255, 0))
    logo.paste(colour, (10, 10, 590, 190))
    expected = ["faint-logo"] * FAINT[colour]
    assert find_logo_rules(tmp_path, logo) == expected
    assert find_logo_rules(tmp_path, logo.convert("RGB"), "jpg") == expected


@pytest.mark.parametrize("colour", FAINT)
def test_no_leaflet_is_without_the_clinics_name(colour: str, tmp_path: Path) -> None:
    """A logo that holds the name, and cannot be seen, has it printed beside it."""
    logo = Image.new("RGBA", (600, 200), (255, 255, 255, 0))
    logo.paste(colour, (10, 10, 590, 190))
    logo.save(tmp_path / "logo.png")
    brand = tmp_path / "brand.yaml"
    brand.write_text("name: Hill Street\nlogo: logo.png\nlogo_holds_name: true\n", "utf-8")
    pdf = tmp_path / "leaflet.pdf"
    pdf.write_bytes(handouts.render(load_spec("first-visit", brand=brand), format="sheet"))
    assert ("Hill Street" in read_text(pdf)) is FAINT[colour]


def test_wide_margins_are_told(tmp_path: Path) -> None:
    """A small logo on a large sheet; not one with a little room around it."""
    for share, expected in ((0.3, ["picture-margins"]), (0.8, [])):
        logo = Image.new("RGB", (900, 600), "white")
        wide, high = round(900 * share), round(600 * share)
        logo.paste(RED, (450 - wide // 2, 300 - high // 2, 450 + wide // 2, 300 + high // 2))
        assert find_logo_rules(tmp_path, logo) == expected


def test_a_tiny_logo_is_told(tmp_path: Path) -> None:
    """As any picture with too few pixels is."""
    assert find_logo_rules(tmp_path, Image.new("RGB", (60, 40), RED)) == ["coarse-picture"]


def test_a_huge_logo_becomes_no_larger_than_paper_shows(tmp_path: Path) -> None:
    """A PNG of 20 million pixels adds a few kilobytes."""
    noise = Image.effect_noise((500, 400), 40).convert("RGB")
    logo = noise.resize((5000, 4000), Image.Resampling.NEAREST)
    small = build_with_logo(tmp_path, Image.new("RGB", (40, 40), RED))
    assert len(build_with_logo(tmp_path, logo)) - len(small) < 60_000
