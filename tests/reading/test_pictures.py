"""Pictures: those that are drawn, and those that are refused."""

from __future__ import annotations

import struct
import zlib
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from handouts.reading.pictures import find_picture, find_unsuitable, list_pictures, read_picture
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


IGNORED = [
    '<a href="https://x"><rect width="1" height="1"/></a>',
    "<script>alert(1)</script>",
    '<rect onclick="alert(1)" width="1" height="1" data-name="a" aria-label="b"/>',
    '<sodipodi:namedview xmlns:sodipodi="urn:s"><a:b xmlns:a="urn:a"/></sodipodi:namedview>',
    '<svg:x xmlns:svg="urn:y"/>',
    "<!-- a --><?xpacket begin?><title>A</title><desc>B</desc>",
    "<foreignObject><div xmlns='http://www.w3.org/1999/xhtml'/></foreignObject>",
    '<switch><foreignObject requiredExtensions="x">words</foreignObject><g/></switch>',
    '<text x="1"> </text>',
    "<style>@font-face{font-family:x} .a:hover{fill:red} </style><g/>",
    '<path d=""/><rect width="0" height="9"/><g transform="scale(0)"/><circle r="-1"/>',
    '<rect width="1" height="1" stroke-dasharray="0" stroke-width="-1" filter="none"/>',
    '<g style="display:none"><text>never seen</text></g>',
]


@pytest.mark.parametrize("body", IGNORED)
def test_what_draws_nothing_is_ignored(body: str) -> None:
    """Other programs' own elements, scripts, what is empty or hidden."""
    assert find_objections(body) == []


PIXEL = (
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNgAAAAAgABSK+kcQAAAABJRU5ErkJggg=="
)
REFUSED = {
    "<text>Clinic</text>": "The picture has text in it",
    "<foreignObject>Clinic</foreignObject>": "The picture has text in it",
    '<image href="https://x/y.png" width="9" height="9"/>': "shows another file",
    '<image href="file:///etc/x.png" width="9" height="9"/>': "shows another file",
    '<image href="data:image/svg+xml;base64,AAAA" width="9" height="9"/>': "shows another file",
    f'<image href="data:image/png;base64,{PIXEL}" width="9e3" height="9e3"/>': "far too large",
    '<image href="data:image/png;base64,AAAA" width="9" height="9"/>': "damaged or far too large",
    '<path d="L1 1"/>': "A shape of the picture is damaged",
    '<path d="M1 1 C1 2 3"/>': "A shape of the picture is damaged",
    '<path d="M1 1 A1 1 0 2 1 1 1"/>': "A shape of the picture is damaged",
    '<path d="M1 1e99"/>': "A shape of the picture is damaged",
    '<rect width="1" height="1" fill="mauvish"/>': "'fill' may not be 'mauvish'",
    '<rect width="1" height="1" style="fill:device-cmyk(0 0 0 1)"/>': "this colour is not known",
    '<rect width="1" height="1" transform="rotate(45) expression(1)"/>': "'transform' may not be",
    '<g transform="matrix(1 2 2)"><path d="M0 0h1v1z"/></g>': "'transform' may not be",
    "<meshgradient id='m'/><rect width='1' height='1' fill='url(#m)'/>": "'meshgradient'",
    "<g>" * 150 + "</g>" * 150: "too many parts",
    "<g/>" * 21_000: "too many parts",
    "<g>": "not valid SVG: mismatched tag",
    "&nbsp;": "not valid SVG: undefined entity",
}


@pytest.mark.parametrize("body", REFUSED)
def test_refused(body: str) -> None:
    """What would look otherwise elsewhere, or is damaged; each hint leads to a way out."""
    text = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10">{body}</svg>'
    problems = list(check_svg(Source("a.svg", text)))
    assert REFUSED[body] in problems[0].message
    assert all("PNG, 1,000 pixels wide" in each.hint for each in problems)


def test_the_place_is_that_of_the_value() -> None:
    """A finding covers the attribute that is wrong."""
    text = (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">\n'
        ' <path d="M0 0h1v1z" fill="mauvish"/>\n</svg>'
    )
    [finding] = check_svg(Source("a.svg", text))
    assert (finding.place.line, finding.place.column) == (2, 22)


SUBSETS = {
    '<!ENTITY ns "http://www.w3.org/2000/svg">': "",
    '<!ENTITY a "b"><!ENTITY c "&a;&a;">': "The entity 'c' is not allowed",
    '<!ENTITY a SYSTEM "file:///etc/passwd">': "The entity 'a' is not allowed",
    '<!ENTITY % a SYSTEM "http://x/y.dtd"> %a;': "The entity 'a' is not allowed",
    f'<!ENTITY a "{"x" * 300}">': "The entity 'a' is not allowed",
}


@pytest.mark.parametrize("subset", SUBSETS)
def test_entities(subset: str) -> None:
    """A document type passes, and short names for namespaces; nothing that grows or is loaded."""
    body = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"/>'
    text = f'<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "svg11.dtd" [{subset}]>{body}'
    messages = [each.message for each in check_svg(Source("a.svg", text))]
    assert len(messages) == bool(SUBSETS[subset])
    assert all(SUBSETS[subset] in each for each in messages)


def test_references_cannot_grow() -> None:
    """What refers to itself, or doubles again and again, is refused at once."""
    layers = "".join(
        f'<g id="a{n}"><use href="#a{n + 1}"/><use href="#a{n + 1}"/></g>' for n in range(40)
    )
    assert find_objections(layers) == ["The picture has too many parts."]
    assert find_objections('<g id="a"><use href="#a"/></g>') == ["The picture has too many parts."]


def test_a_huge_drawing_has_a_way_out(tmp_path: Path) -> None:
    """A few megabytes are read; more are not."""
    path, start = tmp_path / "a.svg", '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">'
    path.write_text(f"{start}<!--{'x' * 3_000_000}--></svg>", "utf-8")
    assert read_picture(path).kind == "svg"
    path.write_text(f"{start}<!--{'x' * 5_000_000}--></svg>", "utf-8")
    with pytest.raises(SpecError, match="over 4096 KB. Simplify the drawing. Or save .* as PNG"):
        read_picture(path)


def test_encodings(tmp_path: Path) -> None:
    """An SVG is read in the encoding that it declares, as Windows programs write it."""
    text = "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 9 9'><title>é</title></svg>"
    for encoding in ("ISO-8859-1", "windows-1252", "UTF-16", "utf-8-sig"):
        path = tmp_path / "a.svg"
        name = "UTF-8" if encoding == "utf-8-sig" else encoding
        path.write_bytes(f"<?xml version='1.0' encoding='{name}'?>{text}".encode(encoding))
        assert "é" in read_picture(path).content.decode()


@pytest.mark.parametrize(
    "root",
    [
        "",
        'viewBox="0 0 9 9" width="0" height="9"',
        'viewBox="0 0 0 10"',
        'viewBox="0 0 10"',
        'viewBox="0 0 9 9" width="nine"',
        'width="100%" height="100%"',
    ],
)
def test_size_needed(root: str) -> None:
    """A picture says how large it is."""
    assert find_objections("", root) == ["The picture does not say how large it is."]


def test_a_line_is_no_picture() -> None:
    """A picture two hundred times as wide as it is high was made by mistake."""
    [message] = find_objections("", 'viewBox="0 0 100000 1"')
    assert message == "The picture is 100,000 wide and 1 high, which is no picture."
    assert find_objections("", 'viewBox="0 0 100 1"') == []


@settings(max_examples=100)
@given(some.text(alphabet="Mm1.,-+ e0AaZz\n9L", max_size=3000))
def test_paths_end(path: str) -> None:
    """No path, however strange, is slow to look at or breaks the check."""
    find_objections(f'<path d="{path}"/>')


def test_long_attributes_are_quick() -> None:
    """Long runs of digits, dots and blanks are looked at once, not again and again."""
    for run in ("1" * 90_000, "1." * 45_000, " " * 90_000, "a1 1 0 0" * 11_000, "1 " * 45_000):
        assert find_objections(f'<path d="M{run}x"/>')
        assert find_objections(f'<rect width="1" height="1" transform="scale({run}x"/>')


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


@pytest.mark.parametrize("name", ["IMG_0042", "IMG_0042.heic", "IMG_0042.HEIC"])
def test_a_picture_of_a_phone_is_found_with_its_ending_too(tmp_path: Path, name: str) -> None:
    """And is said to be one that cannot be printed, not to be missing."""
    (tmp_path / "IMG_0042.HEIC").write_bytes(b"\0\0\0\x18ftypheic")
    found = find_unsuitable(name, (tmp_path,))
    assert found is not None
    assert found[1].message == "This is HEIC, which cannot be printed here."
