"""An SVG written again for a renderer: with its styles resolved, and nothing that it could load."""

from __future__ import annotations

import base64
import re
import warnings
from collections.abc import Iterator, Mapping
from io import BytesIO
from xml.etree import ElementTree

from handouts.svg.colours import read_colour
from handouts.svg.elements import SvgElement, SvgFile, list_children
from handouts.svg.geometry import read_transform
from handouts.svg.picture import SIZE
from handouts.svg.styles import ONLY_STYLE, Style, derive_style

_REFERENCE = re.compile(r"#([^\"')\s]+)")
_PIXELS = re.compile(r"\s*data:image/(?:png|jpe?g|gif|webp)\s*;\s*base64\s*,")
_FORMATS = ("PNG", "JPEG", "GIF", "WEBP")
_MOST_PIXELS = 30_000_000
_COLOURS = frozenset("fill stroke color stop-color flood-color lighting-color".split())
_LEFT_OUT = frozenset("style text foreignObject flowRoot animate set animateTransform".split())


def is_inside(reference: str) -> bool:
    """Whether an image is in the file itself, as pixels."""
    return bool(_PIXELS.match(reference))


def is_small_enough(reference: str) -> bool:
    """Whether the pixels of an image in the file can be decoded in a moment."""
    from PIL import Image  # most drawings have no pixels

    try:
        content = base64.b64decode(reference.partition(",")[2])
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            width, height = Image.open(BytesIO(content), formats=_FORMATS).size
    except (OSError, ValueError, Image.DecompressionBombError):
        return False
    return 0 < width * height <= _MOST_PIXELS


def write_clean(file: SvgFile, own: Mapping[SvgElement, Style], size: tuple[float, float]) -> str:
    """The SVG with each element's own properties as attributes, without text and scripts."""
    root = _copy_element(file.root, own, {})
    root.set("xmlns", "http://www.w3.org/2000/svg")
    if "viewBox" not in root.attrib:
        root.set("viewBox", f"0 0 {size[0]:.4f} {size[1]:.4f}")
    for name, length in zip(("width", "height"), size, strict=True):
        root.set(name, f"{length * SIZE / max(size):.4f}")
    return ElementTree.tostring(root, encoding="unicode")


def _copy_element(
    element: SvgElement, own: Mapping[SvgElement, Style], above: Style
) -> ElementTree.Element:
    attributes = {
        name: value
        for name, value in element.attrib.items()
        if name not in ("style", "class") and not name.startswith("on")
    }
    copy = ElementTree.Element(element.tag, attributes)
    style = derive_style(above, own[element])
    for name in own[element]:
        _set_property(copy, name, style.get(name, "inherit"))
    for child in list_children(element):
        if child.tag not in _LEFT_OUT and _is_safe(child):
            copy.append(_copy_element(child, own, style))
    return copy


def _set_property(copy: ElementTree.Element, name: str, value: str) -> None:
    """Set a property as resvg understands it."""
    matrix = read_transform(value) if name == "transform" else None
    colour = read_colour(value) if name in _COLOURS else None
    if name == ONLY_STYLE:
        copy.set("style", f"{name}:{value}")
    elif matrix:
        copy.set(name, f"matrix({' '.join(map(repr, matrix))})")
    elif colour:
        channels = ",".join(str(int(colour.name[at : at + 2], 16)) for at in (1, 3, 5))
        copy.set(name, f"rgba({channels},{colour.opacity:.4f})")
    elif not name.startswith("--"):
        copy.set(name, value)


def _is_safe(element: SvgElement) -> bool:
    reference = element.attrib.get("href", "#")
    return (
        reference.startswith("#")
        or element.tag == "a"
        or (is_inside(reference) and is_small_enough(reference))
    )


def count_drawn(file: SvgFile, own: Mapping[SvgElement, Style], enough: int) -> int:
    """How many elements are drawn once all references are followed; ``enough`` + 1 if more.

    A reference that leads in a circle counts as too many.
    """
    counts: dict[SvgElement, int] = {}

    def count(element: SvgElement) -> int:
        if element in counts:
            return counts[element]
        counts[element] = enough + 1  # what leads here again leads in a circle
        total = 1 + sum(map(count, list_children(element)))
        total += sum(count(each) for each in _find_targets(file, element, own[element]))
        counts[element] = min(total, enough + 1)
        return counts[element]

    return count(file.root)


def _find_targets(file: SvgFile, element: SvgElement, own: Style) -> Iterator[SvgElement]:
    """Yield the elements that an element refers to, other than by a link."""
    values = [value for value in own.values() if "url(" in value]
    if element.tag != "a":
        values.append(element.attrib.get("href", ""))
    for value in values:
        for reference in _REFERENCE.findall(value):
            target = file.by_id.get(reference)
            if target is not None:
                yield target
