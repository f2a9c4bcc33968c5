"""Pictures: those that are drawn, and those that are refused."""

from __future__ import annotations

import struct
import zlib
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from handouts.reading.pictures import find_picture, list_pictures, read_picture
from handouts.reading.svg import check_svg
from handouts.resources import library_folder
from handouts.sources.findings import SpecError
from handouts.sources.source import Source

SHAPES = """
<g id="a" fill="#0b5563" stroke="none" transform="translate(1,2) rotate(45) scale(.5-1)">
<path d="M1 2L3.5.5C1,2 3,4 5,6S1 2-3-4q1 2 3 4t5 6h1v-1e-2a5 5 0 1 1 3 4A1 1 0 01 2 2z"/>
<rect x="1" y="1" width="50%" height="2mm" style="fill:#abc; stroke-width:1px;"/>
<circle cx="1" cy="1" r="1" opacity="1.0"/><ellipse rx="1" ry="2" fill="rgb(1, 2, 3)"/>
<line x1="0" y1="0" x2="1" y2="1" stroke-dasharray="1, 2" stroke-linecap="round"/>
<polyline points="0,0 1,1"/><polygon points="0 0 1 1 2 -2"/><title>A &amp; B</title>
<metadata><any xmlns="x:y" z="w"/></metadata></g>
"""


def find_objections(body: str, root: str = 'viewBox="0 0 10 10"') -> list[str]:
    """The problems of an SVG."""
    text = f'<svg xmlns="http://www.w3.org/2000/svg" {root}>{body}</svg>'
    return [problem.message for problem in check_svg(Source("a.svg", text))]


def test_shapes_pass() -> None:
    """Flat shapes in all their ways of writing are taken."""
    assert find_objections(SHAPES) == []
    assert find_objections("", 'width="10mm" height="20"') == []


def test_shipped_pass() -> None:
    """Every picture that ships is safe."""
    for path in sorted(library_folder().rglob("*.svg")):
        assert read_picture(path).content == path.read_bytes()


@pytest.mark.parametrize(
    "body",
    [
        '<a href="https://x"/>',
        "<foreignObject/>",
        '<path d="L1 1"/>',
        '<path d="M1 1 C1 2 3"/>',
        '<path d="M1 1 A1 1 0 2 1 1 1"/>',
        '<path d="M1 1e99"/>',
        '<rect width="calc(1px)"/>',
        '<rect fill="url(#x)"/>',
        '<rect style="fill:url(http://x)"/>',
        '<rect fill="red;x"/>',
        '<rect transform="rotate(45) expression(1)"/>',
        '<rect filter="none"/>',
        '<rect xmlns:x="http://www.w3.org/1999/xlink" x:href="#a"/>',
        '<rect fill-opacity=".5"/>',
        '<svg:x xmlns:svg="urn:y"/>',
        "<?php 1 ?>",
        '<g transform="scale(0)"/>',
        '<g transform="scale(1, 1e-9)"/>',
        '<g transform="matrix(1 2 2 4 0 0)"/>',
        '<g transform="matrix(1 2 2)"/>',
        '<g transform="translate(1 2 3 4)"/>',
        '<g transform="rotate(45 1)"/>',
        '<g transform="skewX(90)"/>',
        '<rect stroke-dasharray="0"/>',
        '<rect stroke-dasharray="-1 2"/>',
        '<rect stroke-dasharray="50%"/>',
        '<rect stroke-width="5%"/>',
        '<rect stroke-width="-1"/>',
        '<rect width="-1"/>',
        '<rect style="stroke-dasharray: 0 0"/>',
        '<rect x="1e999"/>',
        '<path d="M1e-999"/>',
        '<path d=""/>',
        '<polygon points="1 2 3"/>',
        "<g>" * 50 + "</g>" * 50,
        "<g/>" * 6000,
        "<g>",
        "&nbsp;",
    ],
)
def test_refused(body: str) -> None:
    """What could load, run, or look different elsewhere is refused."""
    assert find_objections(body)


@pytest.mark.parametrize(
    "root",
    [
        "",
        'viewBox="0 0 9 9" width="0" height="9"',
        'viewBox="0 0 0 10"',
        'viewBox="0 0 10"',
        'width="100%" height="100%"',
    ],
)
def test_size_needed(root: str) -> None:
    """A picture says how large it is."""
    assert find_objections("", root) == ["The picture does not say how large it is."]


@settings(max_examples=100)
@given(some.text(alphabet="Mm1.,-+ e0AaZz\n9L", max_size=3000))
def test_paths_end(path: str) -> None:
    """No path, however strange, is slow to look at or breaks the check."""
    find_objections(f'<path d="{path}"/>')


def test_long_attributes_are_quick() -> None:
    """Long runs of digits, dots and blanks are looked at once, not again and again."""
    for run in ("1" * 90_000, "1." * 45_000, " " * 90_000, "a1 1 0 0" * 11_000, "1 " * 45_000):
        assert find_objections(f'<path d="M{run}x"/>')
        assert find_objections(f'<rect transform="scale({run}x"/>')


def make_png(width: int = 3, height: int = 2) -> bytes:
    """A small picture in grey."""

    def chunk(name: bytes, body: bytes) -> bytes:
        check = zlib.crc32(name + body).to_bytes(4, "big")
        return len(body).to_bytes(4, "big") + name + body + check

    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0))
    rows = chunk(b"IDAT", zlib.compress(b"\0\xff\xff\xff" * 2))
    return b"\x89PNG\r\n\x1a\n" + head + rows + chunk(b"IEND", b"")


def test_png(tmp_path: Path) -> None:
    """A complete PNG is accepted; one that is cut off, too large or not a PNG is not."""
    path = tmp_path / "a.png"
    cases = {
        make_png(): None,
        make_png()[:-1]: "damaged or cut off",
        make_png()[:40] + b"x" + make_png()[41:]: "damaged or cut off",
        make_png(100_000, 100_000): "far too many pixels",
        make_png(6_000, 5_001): r"6,000 by 5,001 pixels. Make it smaller: ",
        make_png(0): "0 by 2 pixels|damaged",
        b"GIF89a": "This is GIF, which cannot be printed here. Open it, and save it again",
        b"\0\0\0\x18ftypheic": "This is HEIC, which cannot be printed here. Save a copy as JPEG",
        b"not a picture": "not a PNG, JPEG or WebP",
        b"\x89PNG\r\n\x1a\n" + b"\0" * 41 * 1024 * 1024: "too large: over 40960 KB",
    }
    for data, expected in cases.items():
        path.write_bytes(data)
        if expected is None:
            assert read_picture(path).content == data
        else:
            with pytest.raises(SpecError, match=expected) as caught:
                read_picture(path)
            assert len(caught.value.problems) == 1


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=50)
@given(some.binary(max_size=200), some.integers(0, 60))
def test_any_bytes(tmp_path: Path, data: bytes, cut: int) -> None:
    """Whatever bytes a picture holds, it is taken or refused, and nothing breaks."""
    for name, begin in (
        ("a.svg", b"<svg xmlns='http://www.w3.org/2000/svg'>"),
        ("a.png", make_png()),
    ):
        path = tmp_path / name
        path.write_bytes(begin[:cut] + data)
        with suppress(SpecError):
            read_picture(path)


def test_found(tmp_path: Path) -> None:
    """SVG goes before PNG, and the nearer folder before the other."""
    near, far = tmp_path / "near", tmp_path / "far"
    for folder in (near, far):
        folder.mkdir()
    for path in (near / "a.png", far / "a.png", far / "a.svg", far / "b.png", far / "c.jpg"):
        path.touch()
    assert find_picture("a", (near, far)) == near / "a.png"
    assert find_picture("a", (far,)) == far / "a.svg"
    assert find_picture("b", (near, far)) == far / "b.png"
    assert find_picture("c", (near, far)) == far / "c.jpg"
    assert find_picture("d", (near, far)) is None
    (far / "D.SVG").touch()
    (far / "D.png").touch()
    assert find_picture("D", (near, far)) == far / "D.SVG"
    assert list_pictures(tmp_path / "nowhere") == {}
