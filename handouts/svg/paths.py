"""Path data and basic shapes as cubic curves (SVG 1.1, 8.3 and 9)."""

from __future__ import annotations

import re

from handouts.svg.arcs import Pair, divide_arc
from handouts.svg.geometry import NUMBER, Segment

_COMMAND = re.compile(r"([MmZzLlHhVvCcSsQqTtAa])([^MmZzLlHhVvCcSsQqTtAa]*)")
_NUMBER = re.compile(NUMBER)
_GAP = re.compile(r"[\s,]*")
_FLAG = re.compile(r"[01]")
_COUNTS = {"M": 2, "Z": 0, "L": 2, "H": 1, "V": 1, "C": 6, "S": 4, "Q": 4, "T": 2, "A": 7}
CURVE = 0.5522847498
_SEPARATORS = " \t\r\n\f,"


class DamagedPath(ValueError):
    """A path ends in the middle of a step, or holds something that is no step."""


def read_path(text: str) -> list[Segment]:
    """The segments of path data, absolute; empty for "" and "none". Raises DamagedPath."""
    text = text.strip()
    if text in ("", "none"):
        return []
    if text[0] not in "Mm":
        raise DamagedPath(text[:20])
    builder = _PathBuilder()
    for command, operands in _COMMAND.findall(text):
        kind = command.upper()
        count = _COUNTS[kind]
        numbers = _read_arc(operands) if kind == "A" else _read_operands(operands)
        if len(numbers) % count if count else numbers:
            raise DamagedPath(command + operands[:20])
        if count and not numbers:
            raise DamagedPath(command)
        builder.add(kind, command.islower(), numbers, count)
    return builder.segments


def _read_operands(text: str) -> list[float]:
    if _NUMBER.sub("", text).strip(_SEPARATORS):
        raise DamagedPath(text[:20])
    return _check_finite([float(number) for number in _NUMBER.findall(text)])


def _read_arc(text: str) -> list[float]:
    """The numbers of arcs, whose two flags may be written without a gap (as in "0 015.5")."""
    numbers: list[float] = []
    at = _skip(text, 0)
    while at < len(text):
        pattern = _FLAG if len(numbers) % 7 in (3, 4) else _NUMBER
        match = pattern.match(text, at)
        if not match:
            raise DamagedPath(text[at : at + 20])
        numbers.append(float(match[0]))
        at = _skip(text, match.end())
    return _check_finite(numbers)


def _skip(text: str, at: int) -> int:
    match = _GAP.match(text, at)
    return match.end() if match else at


def _check_finite(numbers: list[float]) -> list[float]:
    if numbers and max(map(abs, numbers)) > 1e9:
        raise DamagedPath("a number is too large")
    return numbers


class _PathBuilder:
    """Turns the steps of path data into absolute lines and cubic curves."""

    def __init__(self) -> None:
        self.segments: list[Segment] = []
        self.x = self.y = 0.0
        self.start: Pair = (0.0, 0.0)
        self.control: Pair = (0.0, 0.0)
        self.last = ""

    def add(self, kind: str, relative: bool, numbers: list[float], count: int) -> None:
        """Add the steps of one command."""
        if not count:
            self.close()
        for at in range(0, len(numbers), count or 1):
            operands = numbers[at : at + count]
            if kind == "M" and at:
                kind = "L"
            self.add_step(kind, self.shift(kind, operands) if relative else operands)

    def shift(self, kind: str, operands: list[float]) -> list[float]:
        """Make relative operands absolute."""
        if kind == "H":
            return [operands[0] + self.x]
        if kind == "V":
            return [operands[0] + self.y]
        if kind == "A":
            return [*operands[:5], operands[5] + self.x, operands[6] + self.y]
        x, y = self.x, self.y
        return [each + (y if at % 2 else x) for at, each in enumerate(operands)]

    def add_step(self, kind: str, operands: list[float]) -> None:
        """Add one step with absolute operands."""
        if self.last == "Z" and kind != "M":
            self.segments.append(("M", (self.x, self.y)))
        match kind, operands:
            case "M", (x, y):
                self.segments.append(("M", (x, y)))
                self.start = self.x, self.y = x, y
            case "L", (x, y):
                self.line_to(x, y)
            case "H", (x,):
                self.line_to(x, self.y)
            case "V", (y,):
                self.line_to(self.x, y)
            case "A", (rx, ry, turn, large, sweep, x, y):
                self.add_arc(rx, ry, turn, large != 0, sweep != 0, (x, y))
            case _:
                self.add_curve(kind, operands)
        self.last = kind

    def add_curve(self, kind: str, operands: list[float]) -> None:
        """Add a cubic or quadratic curve, which may continue the one before."""
        family = "CS" if kind in "CS" else "QT"
        if kind in "ST":
            continues = self.last and self.last in family
            cx, cy = self.control if continues else (self.x, self.y)
            operands = [2 * self.x - cx, 2 * self.y - cy, *operands]
        if family == "CS":
            self.curve_to(*operands)
            self.control = operands[2], operands[3]
        else:
            cx, cy, x, y = operands
            third = [start + (cx_y - start) * 2 / 3 for start, cx_y in ((self.x, cx), (self.y, cy))]
            self.curve_to(*third, x + (cx - x) * 2 / 3, y + (cy - y) * 2 / 3, x, y)
            self.control = cx, cy

    def close(self) -> None:
        """Close the subpath."""
        if self.segments and self.last != "Z":
            self.segments.append(("Z", ()))
            self.x, self.y = self.start
            self.last = "Z"

    def line_to(self, x: float, y: float) -> None:
        """Add a line."""
        self.segments.append(("L", (x, y)))
        self.x, self.y = x, y

    def curve_to(self, *points: float) -> None:
        """Add a cubic curve."""
        self.segments.append(("C", points))
        self.x, self.y = points[-2:]

    def add_arc(
        self, rx: float, ry: float, turn: float, large: bool, sweep: bool, end: Pair
    ) -> None:
        """Add an elliptical arc as curves (SVG 1.1, F.6)."""
        if end == (self.x, self.y):
            return
        if not rx or not ry:
            self.line_to(*end)
            return
        for curve in divide_arc((self.x, self.y), end, abs(rx), abs(ry), turn, large, sweep):
            self.curve_to(*curve)
        last = self.segments[-1][1]
        self.segments[-1] = ("C", (*last[:4], *end))
        self.x, self.y = end


def make_rectangle(
    x: float, y: float, width: float, height: float, rx: float = 0.0, ry: float = 0.0
) -> list[Segment]:
    """A rectangle, with round corners if both radii are not 0."""
    right, bottom = x + width, y + height
    if not rx or not ry:
        corners = ((x, y), (right, y), (right, bottom), (x, bottom))
        return make_polygon(corners)
    rx, ry = min(rx, width / 2), min(ry, height / 2)
    kx, ky = rx * (1 - CURVE), ry * (1 - CURVE)
    return [
        ("M", (x + rx, y)),
        ("L", (right - rx, y)),
        ("C", (right - kx, y, right, y + ky, right, y + ry)),
        ("L", (right, bottom - ry)),
        ("C", (right, bottom - ky, right - kx, bottom, right - rx, bottom)),
        ("L", (x + rx, bottom)),
        ("C", (x + kx, bottom, x, bottom - ky, x, bottom - ry)),
        ("L", (x, y + ry)),
        ("C", (x, y + ky, x + kx, y, x + rx, y)),
        ("Z", ()),
    ]


def make_ellipse(cx: float, cy: float, rx: float, ry: float) -> list[Segment]:
    """An ellipse about its middle."""
    kx, ky = rx * CURVE, ry * CURVE
    return [
        ("M", (cx + rx, cy)),
        ("C", (cx + rx, cy + ky, cx + kx, cy + ry, cx, cy + ry)),
        ("C", (cx - kx, cy + ry, cx - rx, cy + ky, cx - rx, cy)),
        ("C", (cx - rx, cy - ky, cx - kx, cy - ry, cx, cy - ry)),
        ("C", (cx + kx, cy - ry, cx + rx, cy - ky, cx + rx, cy)),
        ("Z", ()),
    ]


def make_polygon(points: tuple[Pair, ...], *, is_closed: bool = True) -> list[Segment]:
    """Lines through points, closed or open."""
    if not points:
        return []
    lines: list[Segment] = [("L" if at else "M", point) for at, point in enumerate(points)]
    return [*lines, ("Z", ())] if is_closed else lines
