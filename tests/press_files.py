"""A file for a print shop, read back: its colours, inks and boxes."""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
from PIL import Image, ImageCms

import handouts

PROFILE = Path(handouts.__file__).parent / "pdf" / "colours" / "fogra39l-coated.icc"

# Operators and spaces of a screen, and device-independent ones that may stand for it.
SCREEN_OPERATORS = {"rg", "RG", "cs", "CS", "sc", "SC", "scn", "SCN"}
SCREEN_SPACES = {"/DeviceRGB", "/CalRGB", "/CalGray", "/Lab", "/ICCBased", "/Indexed", "/RGB"}

Inks = tuple[float, ...]


def list_screen_colours(pdf: bytes) -> list[str]:
    """Everything in a file that sets a screen's colour: operators, and colour spaces by name."""
    with pikepdf.open(io.BytesIO(pdf)) as file:
        return [
            *(f"{operator} of {operands}" for operator, operands in _list_settings(file)),
            *(name for name in _list_names(file) if name in SCREEN_SPACES),
        ]


def list_inks(pdf: bytes) -> set[Inks]:
    """The inks that operators set, each from 0 to 1: cyan, magenta, yellow, black."""
    with pikepdf.open(io.BytesIO(pdf)) as file:
        return {
            tuple(float(each) for each in operands)
            for stream in _list_content(file)
            for operator, operands in _list_operations(stream)
            if operator in ("k", "K")
        }


def count_letters(pdf: bytes) -> Counter[Inks]:
    """How many bytes of text are shown in which inks."""
    found: Counter[Inks] = Counter()
    with pikepdf.open(io.BytesIO(pdf)) as file:
        for stream in _list_content(file):
            inks: Inks = ()
            for operator, operands in _list_operations(stream):
                if operator == "k":
                    inks = tuple(float(each) for each in operands)
                elif operator == "Tj":
                    found[inks] += len(bytes(operands[0]))
                elif operator == "TJ":
                    texts = (each for each in operands[0] if isinstance(each, pikepdf.String))
                    found[inks] += sum(len(bytes(each)) for each in texts)
    return found


def _list_settings(file: pikepdf.Pdf) -> Iterator[tuple[str, list[str]]]:
    """The operators that set a screen's colour; a pattern is none of its own."""
    for stream in _list_content(file):
        for operator, operands in _list_operations(stream):
            words = [str(each) for each in operands]
            is_pattern = bool(words) and words[-1].startswith("/P")
            if operator in SCREEN_OPERATORS and not is_pattern:
                yield operator, words


def _list_operations(stream: pikepdf.Object) -> Iterator[tuple[str, list[Any]]]:
    """The operators of a stream with their operands; a leaflet has no image among them."""
    for each in pikepdf.parse_content_stream(stream):
        assert isinstance(each, pikepdf.ContentStreamInstruction)
        yield str(each.operator), list(each.operands)


def _list_content(file: pikepdf.Pdf) -> Iterator[pikepdf.Object]:
    """The streams of operators: those of pages, of form XObjects and of patterns."""
    for page in file.pages:
        contents = page.obj["/Contents"]
        yield from contents if isinstance(contents, pikepdf.Array) else (contents,)
    for each in file.objects:
        if isinstance(each, pikepdf.Stream) and str(each.get("/Subtype")) == "/Form":
            yield each


def _list_names(file: pikepdf.Pdf) -> Iterator[str]:
    """All names that are values in a file, but the tags of its structure."""
    for each in file.objects:
        yield from _names_in(each)


def _names_in(value: object) -> Iterator[str]:
    if isinstance(value, pikepdf.Name):
        yield str(value)
    elif isinstance(value, pikepdf.Array):
        for each in value:
            if not getattr(each, "is_indirect", False):
                yield from _names_in(each)
    elif isinstance(value, pikepdf.Dictionary | pikepdf.Stream):
        for key, each in value.items():
            if key != "/S" and not getattr(each, "is_indirect", False):
                yield from _names_in(each)


def list_images(pdf: bytes) -> list[Image.Image]:
    """The images of a file, but masks, in the colours that they have there."""
    with pikepdf.open(io.BytesIO(pdf)) as file:
        streams = [each for each in file.objects if isinstance(each, pikepdf.Stream)]
        masks = {each["/SMask"].objgen for each in streams if "/SMask" in each}
        return [
            _read_image(each)
            for each in streams
            if str(each.get("/Subtype")) == "/Image" and each.objgen not in masks
        ]


def _read_image(stream: pikepdf.Stream) -> Image.Image:
    mode = {"/DeviceCMYK": "CMYK", "/DeviceRGB": "RGB", "/DeviceGray": "L"}[
        str(stream["/ColorSpace"])
    ]
    if str(stream["/Filter"]) == "/DCTDecode":
        # Photoshop, Pillow and the filter agree that no ink is 255; the array turns it round.
        assert ("/Decode" in stream) == (mode == "CMYK")
        image = Image.open(io.BytesIO(stream.read_raw_bytes()))
        assert image.mode == mode
        return image
    size = int(stream["/Width"]), int(stream["/Height"])
    return Image.frombytes(mode, size, stream.read_bytes())


def proof(inks: Image.Image) -> Image.Image:
    """Pixels in CMYK as they are seen on a screen, by the profile that ships."""
    with open(PROFILE, "rb") as file:
        profile = ImageCms.ImageCmsProfile(io.BytesIO(file.read()))
    screen = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB"))
    transform = ImageCms.buildTransform(
        profile,
        screen,
        "CMYK",
        "RGB",
        ImageCms.Intent.RELATIVE_COLORIMETRIC,
        ImageCms.Flags.BLACKPOINTCOMPENSATION,
    )
    seen = ImageCms.applyTransform(inks, transform)
    assert seen is not None
    return seen


def render_page(pdf: bytes, number: int = 0, scale: float = 1.0) -> Image.Image:
    """A page as a picture in RGB, ``scale`` pixels a point."""
    with pypdfium2.PdfDocument(pdf) as document:
        image: Image.Image = document[number].render(scale=scale).to_pil().convert("RGB")
    return image
