"""Lengths with units, the size of an SVG, and how a view box is placed in a size."""

from __future__ import annotations

import re
from collections.abc import Mapping

from handouts.svg.geometry import NUMBER, Matrix, read_numbers

_LENGTH = re.compile(rf"\s*({NUMBER})\s*(px|pt|pc|mm|cm|in|q|em|rem|ex|%|)\s*", re.IGNORECASE)
_UNITS = {"": 1.0, "px": 1.0, "pt": 4 / 3, "pc": 16.0, "mm": 96 / 25.4, "cm": 96 / 2.54}
_UNITS |= {"in": 96.0, "q": 96 / 101.6}
_FONT_SIZE = 16.0
_ALIGN = re.compile(r"x(Min|Mid|Max)Y(Min|Mid|Max)\s*(meet|slice)?")
_SHARES = {"Min": 0.0, "Mid": 0.5, "Max": 1.0}
_LARGEST = 1e7


def read_length(
    text: str | None, whole: float, font_size: float = _FONT_SIZE, default: float = 0.0
) -> float:
    """A length in user units; a percentage is of ``whole``. The default where it is none."""
    match = _LENGTH.fullmatch(text) if text else None
    if not match:
        return default
    number, unit = float(match[1]), match[2].lower()
    if unit == "%":
        return number / 100 * whole
    factor = _UNITS.get(unit) or {"em": font_size, "rem": _FONT_SIZE, "ex": font_size / 2}[unit]
    length = number * factor
    return length if abs(length) < _LARGEST else default


def read_view_box(text: str) -> tuple[float, float, float, float] | None:
    """The left, top, width and height of a view box; None for one that is none or empty."""
    numbers = read_numbers(text)
    if len(numbers) != 4 or min(numbers[2:]) <= 0 or max(map(abs, numbers)) > _LARGEST:
        return None
    left, top, width, height = numbers
    return left, top, width, height


def measure_root(attributes: Mapping[str, str]) -> tuple[float, float] | None:
    """The width and height of an SVG in user units; None if it does not say, or is empty."""
    box = read_view_box(attributes.get("viewBox", ""))
    if attributes.get("viewBox", "").strip() and not box:
        return None
    width, height = (attributes.get(name, "").strip() for name in ("width", "height"))
    sizes = [0.0 if each.endswith("%") else read_length(each, 0.0) for each in (width, height)]
    for name, size in zip((width, height), sizes, strict=True):
        if size <= 0 and name not in ("", "auto") and not name.endswith("%"):
            return None
    if box:
        return _complete_size(sizes[0], sizes[1], box[2] / box[3], box[2], box[3])
    return (sizes[0], sizes[1]) if min(sizes) > 0 else None


def measure_viewport(
    attributes: Mapping[str, str], width: float, height: float
) -> tuple[float, float]:
    """What percentages are of, in an SVG of this size."""
    box = read_view_box(attributes.get("viewBox", ""))
    return box[2:] if box else (width, height)


def _complete_size(
    width: float, height: float, shape: float, usual_width: float, usual_height: float
) -> tuple[float, float]:
    """A size of which a part may be missing, which then follows the view box."""
    if width > 0 and height > 0:
        return width, height
    if width > 0:
        return width, width / shape
    return (height * shape, height) if height > 0 else (usual_width, usual_height)


def fit_view_box(attributes: Mapping[str, str], width: float, height: float) -> Matrix:
    """The transform from a view box to a size (SVG 1.1, 7.8)."""
    box = read_view_box(attributes.get("viewBox", ""))
    if not box:
        return (1, 0, 0, 1, 0, 0)
    left, top, wide, high = box
    across, down = width / wide, height / high
    how = attributes.get("preserveAspectRatio", "").replace("defer", "").strip()
    if how == "none":
        return (across, 0, 0, down, -left * across, -top * down)
    align = _ALIGN.match(how)
    shares = (_SHARES[align[1]], _SHARES[align[2]]) if align else (0.5, 0.5)
    is_slice = bool(align and align[3] == "slice")
    scale = max(across, down) if is_slice else min(across, down)
    x = (width - wide * scale) * shares[0] - left * scale
    y = (height - high * scale) * shares[1] - top * scale
    return (scale, 0, 0, scale, x, y)
