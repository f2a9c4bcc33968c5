"""Pictures of pixels in a PDF: upright, in their colours, and no larger than paper shows."""

from __future__ import annotations

import io
import struct
import warnings
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some
from PIL import Image as Pixels
from PIL import ImageCms

from handouts.pdf.canvas import Canvas
from handouts.pdf.drawing.jpeg_segments import keep_image_segments
from handouts.pdf.drawing.photos import Photo, encode_photo, measure_photo
from handouts.pdf.drawing.pictures import BadPicture, load_picture
from handouts.pdf.files.metadata import DocumentInfo
from tests.pages import render_pages
from tests.photographs import BLUE, RED, make_photo, save


def draw_pdf(content: bytes, width: float = 72) -> bytes:
    """A PDF with a picture, 10 points from the upper left corner of a page of 100 by 100."""
    canvas = Canvas((100, 100), DocumentInfo("T", "", "en"))
    load_picture("a", "pixels", content).draw(canvas, 10, 90, width)
    return canvas.pdf()


@contextmanager
def open_image(pdf: bytes) -> Iterator[pikepdf.PdfImage]:
    """The only colour image in a PDF."""
    with pikepdf.Pdf.open(io.BytesIO(pdf)) as document:
        (image,) = document.pages[0].get_images(recursive=False).values()
        assert isinstance(image, pikepdf.Stream)
        yield pikepdf.PdfImage(image)


def read_width(pdf: bytes) -> int:
    """How many pixels the image in a PDF is wide."""
    with open_image(pdf) as image:
        return image.width


def read_jpeg(pdf: bytes) -> bytes:
    """The data of the image in a PDF, which is a JPEG."""
    with open_image(pdf) as image:
        assert image.filters == ["/DCTDecode"]
        return bytes(image.obj.read_raw_bytes())


def sides(pdf: bytes) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """The colours that are seen at the left and at the right of the picture."""
    page = render_pages(pdf, 72)[0].convert("RGB")
    found = page.getpixel((20, 30)), page.getpixel((70, 30))
    assert isinstance(found[0], tuple) and isinstance(found[1], tuple)
    return found[0], found[1]


def is_near(seen: tuple[int, ...], wanted: tuple[int, ...], most: int = 60) -> bool:
    """Whether a colour is about the one that is wanted."""
    return all(abs(a - b) <= most for a, b in zip(seen, wanted, strict=True))


@pytest.mark.parametrize(("kind", "mode"), [
    ("JPEG", "RGB"), ("JPEG", "CMYK"), ("PNG", "RGB"), ("PNG", "RGBA"), ("PNG", "P"),
    ("WEBP", "RGB"), ("WEBP", "RGBA"),
])  # fmt: skip
@pytest.mark.parametrize("width", [20, 72])
def test_every_kind_is_seen(kind: str, mode: str, width: float) -> None:
    """In its own colours, whole or reduced."""
    photo = make_photo()
    content = save(photo.convert(mode), kind)
    canvas = Canvas((100, 100), DocumentInfo("T", "", "en"))
    load_picture("a", "pixels", content).draw(canvas, 10, 90, width)
    page = render_pages(canvas.pdf(), 288)[0].convert("RGB")
    left, right = (page.getpixel((4 * (10 + int(width * at)), 4 * 14)) for at in (0.2, 0.8))
    assert isinstance(left, tuple) and is_near(left, RED)
    assert isinstance(right, tuple) and is_near(right, BLUE)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
@pytest.mark.parametrize("turn", range(1, 9))
def test_a_camera_held_in_any_way(kind: str, turn: int) -> None:
    """The picture is upright, in every form that Exif knows, and its size is that of this."""
    moves = {2: 0, 3: 3, 4: 1, 5: 5, 6: 2, 7: 6, 8: 4}  # what undoes each form, for Pillow
    upright = make_photo(400, 300)
    how = Pixels.Transpose
    undo = {2: how.FLIP_LEFT_RIGHT, 3: how.ROTATE_180, 4: how.FLIP_TOP_BOTTOM,
            5: how.TRANSPOSE, 6: how.ROTATE_90, 7: how.TRANSVERSE, 8: how.ROTATE_270}  # fmt: skip
    held = upright.transpose(undo[turn]) if turn in moves else upright
    exif = Pixels.Exif()
    exif[0x0112] = turn
    content = save(held, kind, exif=exif)
    assert measure_photo(content) == (400, 300)
    left, right = sides(draw_pdf(content))
    assert is_near(left, RED)
    assert is_near(right, BLUE)


def test_no_more_dots_than_paper_shows() -> None:
    """300 an inch of the frame at most; a smaller picture keeps its own."""
    large, small = save(make_photo(3000, 2000), "JPEG"), save(make_photo(150, 100), "JPEG")
    assert read_width(draw_pdf(large, 72)) == 300
    assert read_width(draw_pdf(small, 72)) == 150


def test_a_jpeg_passes_through() -> None:
    """Where nothing has to be changed, its own data is what the PDF holds."""
    content = save(make_photo(300, 200), "JPEG", quality=60)
    assert read_jpeg(draw_pdf(content)) == keep_image_segments(content)


def test_what_a_camera_says_is_left_out() -> None:
    """Neither place nor name nor preview goes into the file, passed through or reduced."""
    exif = Pixels.Exif()
    exif[0x010F] = "SecretCamera"
    exif[0x9286] = "SecretComment"
    for width in (300, 900):
        content = save(make_photo(width, 200), "JPEG", exif=exif, comment=b"SecretWords")
        assert b"Secret" in content
        assert b"Secret" not in draw_pdf(content)


def test_phone_photos_stay_small() -> None:
    """Four photographs of 12 million pixels, each 200 points wide, in less than a megabyte."""
    content = save(make_photo(4000, 3000), "JPEG", quality=95)
    assert len(content) > 1_500_000
    assert 4 * len(encode_photo(content, 834).data) < 1_000_000


def test_a_photograph_in_a_png_is_stored_as_one() -> None:
    """A drawing keeps its sharp edges; a photograph does not take ten times the room."""
    assert encode_photo(save(make_photo(), "PNG"), 640).entries == "/Filter/DCTDecode"
    drawing = Pixels.new("RGB", (640, 480), "white")
    drawing.paste(RED, (100, 100, 300, 300))
    stored = encode_photo(save(drawing, "PNG"), 640)
    assert "FlateDecode" in stored.entries
    assert len(stored.data) < 5_000


def test_other_colour_profiles_are_converted() -> None:
    """Colours of a wide screen are not taken for those of a usual one."""
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB")).tobytes()
    content = save(make_photo(200, 100), "JPEG", icc_profile=profile)
    assert read_width(draw_pdf(content)) == 200  # a profile of other colours is left out
    srgb = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    content = save(make_photo(200, 100), "JPEG", icc_profile=srgb)
    assert read_jpeg(draw_pdf(content)) == keep_image_segments(content)


def test_the_same_file_each_time() -> None:
    """The same picture gives the same bytes."""
    content = save(make_photo(900, 600), "JPEG")
    first = draw_pdf(content)
    encode_photo.cache_clear()
    assert draw_pdf(content) == first


def make_png(depth: int, colour: int, row: bytes, **chunks: bytes) -> bytes:
    """A PNG of one row of three pixels."""
    head = struct.pack(">IIBBBBB", 3, 1, depth, colour, 0, 0, 0)
    parts = {"IHDR": head, **chunks, "IDAT": zlib.compress(b"\0" + row), "IEND": b""}
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        len(body).to_bytes(4, "big") + name.encode() + body
        + zlib.crc32(name.encode() + body).to_bytes(4, "big")
        for name, body in parts.items()
    )  # fmt: skip


def read_pixels(content: bytes) -> tuple[bytes, bytes | None]:
    """The colours and the alpha that a PDF of a picture holds."""
    with open_image(draw_pdf(content)) as image:
        mask = image.obj.get("/SMask")
        alpha = None
        if mask is not None:
            assert isinstance(mask, pikepdf.Stream)
            alpha = pikepdf.PdfImage(mask).as_pil_image().tobytes()
        return image.as_pil_image().convert("RGB").tobytes(), alpha


GREYS = struct.pack(">HHH", 0, 0x8000, 0xFFFF)


def test_greys_of_16_bits_stay_grey() -> None:
    """A middle grey is not white."""
    assert read_pixels(make_png(16, 0, GREYS)) == (b"\0\0\0\x80\x80\x80\xff\xff\xff", None)
    assert read_pixels(make_png(16, 0, GREYS, tRNS=b"\x80\0"))[1] == b"\xff\0\xff"


def test_palettes_with_transparency_say_nothing() -> None:
    """Their colours and alpha are used, and no warning is shown."""
    palette = b"\xff\0\0\0\xff\0\0\0\xff"
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        found = read_pixels(make_png(8, 3, b"\0\1\2", PLTE=palette, tRNS=b"\x80\x40"))
    assert found == (palette, b"\x80\x40\xff")


@pytest.mark.parametrize(
    "content",
    [b"", b"no PNG", make_png(8, 0, b"")[:50], make_png(16, 0, b""), make_png(8, 9, b"\0\0\0")],
)
def test_damaged_pictures(content: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    """They are refused in the program's own words, with the picture's name."""
    # Some libraries, once imported, make Pillow lenient for everyone.
    monkeypatch.setattr("PIL.ImageFile.LOAD_TRUNCATED_IMAGES", False)
    with pytest.raises(BadPicture, match="^the picture is damaged$") as caught:
        draw_pdf(content)
    assert caught.value.name == "a"


@settings(max_examples=60, deadline=None)
@given(some.sampled_from(["PNG", "JPEG"]), some.integers(2, 400), some.binary(min_size=1))
def test_any_damage(kind: str, place: int, data: bytes) -> None:
    """Whatever bytes are changed, it is drawn or refused."""
    whole = save(make_photo(8, 8), kind)
    try:
        draw_pdf(whole[:place] + data + whole[place + len(data) :])
    except BadPicture as error:
        assert str(error) == "the picture is damaged"


def test_its_size_is_read_without_its_pixels(tmp_path: Path) -> None:
    """The header of a file tells its size."""
    content = save(make_photo(700, 500), "JPEG")
    assert measure_photo(content[: len(content) // 2]) == (700, 500)
    assert isinstance(load_picture("a.jpg", "pixels", content), Photo)
