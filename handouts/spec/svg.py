"""SVG, as far as it is safe and drawn the same everywhere: flat shapes, nothing else."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

from handouts.spec.problems import Problem, SpecError, quoted
from handouts.spec.source import Source

_SVG = "http://www.w3.org/2000/svg"
_DEEPEST = 40
_MOST_ELEMENTS = 5_000
_PLAIN = "Save it as 'plain SVG', or take it out."
_FLAT = "Draw it with flat shapes."

_ELEMENTS = set(
    "svg g path rect circle ellipse line polyline polygon title desc defs metadata".split()
)
_MENDS = {
    "text": "Turn texts into outlines (paths) in the drawing program.",
    "image": "Draw with shapes, or save the whole picture as PNG.",
    "use": "Turn clones into shapes of their own.",
    "style": "Give colours as attributes: fill='#rrggbb'.",
    "script": "A picture may hold no program: take it out.",
}

# Numbers are put as N before a value is looked at, so that no pattern can be slow.
_NUMBER = r"[-+]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][-+]?[0-9]{1,2})?"
_NUMBERS = r"[\s,]*N(?:[\s,]*N)*[\s,]*"
_PLAIN_LENGTH = r"N(?:px|pt|mm|cm|in)?"
_LENGTH = rf"{_PLAIN_LENGTH}|N%"
_LENGTHS = rf"none|{_PLAIN_LENGTH}(?:[\s,]+{_PLAIN_LENGTH})*"
_COLOUR = r"none|black|white|#[0-9a-fA-F]{3}|#[0-9a-fA-F]{6}|rgb\((?:\s*[0-9]{1,3}\s*[,)]){3}"
_PATH = r"\s*[Mm][MmZzLlHhVvCcSsQqTtAaN\s,]*"
_TURN = rf"(?:translate|scale|rotate|matrix|skewX|skewY)\s*\({_NUMBERS}\)"
_ANY = r"(?s:.*)"

_LOOKS = {
    **dict.fromkeys(("fill", "stroke"), _COLOUR),
    **dict.fromkeys(("opacity", "fill-opacity", "stroke-opacity"), r"1|1\.0+"),
    **dict.fromkeys(("fill-rule", "clip-rule"), "nonzero|evenodd"),
    **dict.fromkeys(("stroke-width", "stroke-miterlimit", "stroke-dashoffset"), _PLAIN_LENGTH),
    "stroke-linecap": "butt|round|square",
    "stroke-linejoin": "miter|round|bevel",
    "stroke-dasharray": _LENGTHS,
    "display": "inline|none",
}
_ATTRIBUTES = {
    **_LOOKS,
    **dict.fromkeys("x y width height rx ry r cx cy x1 y1 x2 y2".split(), _LENGTH),
    **dict.fromkeys("id class version baseProfile role aria-label aria-hidden lang".split(), _ANY),
    **dict.fromkeys(("points", "viewBox"), _NUMBERS),
    "preserveAspectRatio": r"none|x(?:Min|Mid|Max)Y(?:Min|Mid|Max)(?:\s+(?:meet|slice))?",
    "d": _PATH,
    "transform": rf"\s*{_TURN}(?:[\s,]*{_TURN})*\s*",
}


def check_svg(source: Source) -> Iterator[Problem]:
    """Everything in an SVG that may not be there, in the order of the file."""
    checker = _Checker(source)
    try:
        checker.parse()
    except SpecError as error:
        checker.problems.extend(error.problems)
    yield from checker.problems


class _Checker:
    """Walks an SVG by expat, which is given no way to expand or load anything."""

    def __init__(self, source: Source) -> None:
        from xml.parsers import expat

        self.source = source
        self.bytes = source.text.encode()
        self.problems: list[Problem] = []
        self.path: list[str] = []
        self.count = 0
        self.expat: Any = expat.ParserCreate("utf-8", " ")
        self.expat.StartDoctypeDeclHandler = self.doctype
        self.expat.ProcessingInstructionHandler = self.instruction
        self.expat.StartElementHandler = self.begin
        self.expat.EndElementHandler = lambda name: self.path.pop()

    def parse(self) -> None:
        from xml.parsers.expat import ErrorString, ExpatError

        try:
            self.expat.Parse(self.bytes, True)
        except ExpatError as error:
            said = str(ErrorString(error.code))
            mend = "Save the picture again as SVG."
            raise self.stop(f"The picture is not sound SVG: {said}.", mend) from None

    def doctype(self, *_: object) -> None:
        message = "A document type (<!DOCTYPE ...>) may not stand here."
        place = max(self.source.text.find("<!DOCTYPE"), 0)
        raise SpecError([self.source.problem(place, message, "Delete it.")])

    def instruction(self, *_: object) -> None:
        self.wrong("An instruction (<? ... ?>) may not stand here.", "Delete it.")

    def begin(self, full: str, attributes: dict[str, str]) -> None:
        space, _, name = full.rpartition(" ")
        self.count += 1
        self.path.append(name)
        if self.count > _MOST_ELEMENTS or len(self.path) > _DEEPEST:
            raise self.stop("The picture is made of too many parts.", "Simplify the drawing.")
        if self.count == 1 and not self.root(space, name, attributes):
            raise self.stop("This is not an SVG picture.", "Save the picture again as SVG.")
        if "metadata" in self.path:
            return
        if space != _SVG or name not in _ELEMENTS:
            mend = _MENDS.get(name, _FLAT) if space == _SVG else _PLAIN
            self.wrong(f"The element {quoted(name)} may not be in a picture.", mend)
            return
        for attribute, value in attributes.items():
            self.attribute(attribute, value)

    def root(self, space: str, name: str, attributes: dict[str, str]) -> bool:
        """Whether the first element is an SVG; its size is checked on the way."""
        if space != _SVG or name != "svg":
            return False
        sized = _sizes(attributes)
        if not sized or min(sized) <= 0:
            message = "The picture does not say how large it is."
            self.wrong(message, "Give <svg> a viewBox, such as viewBox='0 0 100 100'.")
        return True

    def attribute(self, full: str, value: str) -> None:
        space, _, name = full.rpartition(" ")
        if space == "http://www.w3.org/XML/1998/namespace" and name in {"space", "lang"}:
            return
        if name == "style" and not space:
            for part in filter(str.strip, value.split(";")):
                look, _, worth = part.partition(":")
                self.value(look.strip(), worth.strip(), _LOOKS)
        else:
            self.value(f"{space}:{name}" if space else name, value, _ATTRIBUTES)

    def value(self, name: str, value: str, known: dict[str, str]) -> None:
        if name not in known:
            mend = _PLAIN if ":" in name else _FLAT
            self.wrong(f"{quoted(name)} may not be used in a picture.", mend, name)
        elif not _right(name, value, known[name]):
            message = f"{quoted(name)} may not be {quoted(value)} in a picture."
            self.wrong(message, _mend(name), name)

    def offset(self, attribute: str = "") -> int:
        """Where in the text the present element, or an attribute of it, begins."""
        start = len(self.bytes[: max(self.expat.CurrentByteIndex, 0)].decode(errors="ignore"))
        match = attribute and re.compile(rf"[\s:;\"']{re.escape(attribute)}\s*[=:]").search(
            self.source.text, start
        )
        return match.start() + 1 if match else start

    def wrong(self, message: str, mend: str, attribute: str = "") -> None:
        self.problems.append(self.source.problem(self.offset(attribute), message, mend))
        if len(self.problems) > 20:
            raise SpecError([])

    def stop(self, message: str, mend: str) -> SpecError:
        return SpecError([self.source.problem(self.offset(), message, mend)])


def _sizes(attributes: dict[str, str]) -> list[float]:
    """Width and height as given, by the viewBox or in so many words; none if not given."""
    box = attributes.get("viewBox", "")
    sizes = [attributes.get(name, "") for name in ("width", "height")]
    if box:
        given = [_numbers(size)[0] for size in sizes if _right("x", size, _LENGTH)]
        return _numbers(box)[2:] + given if len(_numbers(box)) == 4 else []
    right = all(_right("width", size, _LENGTH) and not size.endswith("%") for size in sizes)
    return [_numbers(size)[0] for size in sizes] if right else []


def _numbers(value: str) -> list[float]:
    return [float(number) for number in re.findall(_NUMBER, value)]


def _mend(name: str) -> str:
    if name in {"fill", "stroke"}:
        return "Give a flat colour such as '#0b5563', or 'none'."
    if "opacity" in name:
        return "Mix the colour with white instead."
    return "Save the picture again as plain SVG."


# How many numbers follow each letter of a path; an arc's flags may stand without a gap.
_COUNTS = {"M": 2, "Z": 0, "L": 2, "H": 1, "V": 1, "C": 6, "S": 4, "Q": 4, "T": 2}
_GAP = r"(?:[\s,]+|(?=[-+]))"
_ARC = re.compile(
    rf"[\s,]*(?:{_NUMBER}{_GAP}){{3}}[01][\s,]*[01][\s,]*{_NUMBER}{_GAP}{_NUMBER}[\s,]*"
)


_LETTERS = r"([MmZzLlHhVvCcSsQqTtAa])([^MmZzLlHhVvCcSsQqTtAa]*)"
_LARGE = re.compile(r"(?<![.0-9])0*[1-9][0-9]{6}|[eE](?:\+?[0-9]|-[0-9]{3})")


def _right(name: str, value: str, pattern: str) -> bool:
    """Whether a value is one that its attribute may have, with no number of a million or more."""
    if "N" not in pattern:
        return bool(re.fullmatch(pattern, value))
    marks = re.sub(_NUMBER, "N", value)
    if "N" in value or _LARGE.search(value) or not re.fullmatch(pattern, marks):
        return False
    rule = _RULES.get(name)
    return rule is None or rule(value)


def _drawable(path: str) -> bool:
    """Whether each letter of a path has as many numbers as it needs."""
    marks = re.sub(_NUMBER, "N", path)
    arcs = [rest for letter, rest in re.findall(_LETTERS, path) if letter in "Aa"]
    return all(rest.strip() and not _ARC.sub("", rest) for rest in arcs) and all(
        _complete(letter.upper(), rest.count("N")) for letter, rest in re.findall(_LETTERS, marks)
    )


def _complete(letter: str, many: int) -> bool:
    due = _COUNTS.get(letter)
    if due is None:  # an arc, which has been looked at with its flags
        return True
    return many > 0 and many % due == 0 if due else many == 0


# How many numbers each kind of transform takes.
_TURNS = {"translate": (1, 2), "scale": (1, 2), "rotate": (1, 3), "matrix": (6,)}
_LEAST = 1e-6
_STEEPEST = 89


def _turned(value: str) -> bool:
    """Whether each transform has as many numbers as it needs, and none makes all of it vanish."""
    turns = re.findall(r"([a-zA-Z]+)\s*\(([^)]*)\)", value)
    return all(_kept(name, _numbers(inside)) for name, inside in turns)


def _kept(name: str, numbers: list[float]) -> bool:
    if len(numbers) not in _TURNS.get(name, (1,)):
        return False
    match name:
        case "scale":
            return all(abs(each) >= _LEAST for each in numbers)
        case "matrix":
            a, b, c, d, *_ = numbers
            return abs(a * d - b * c) >= _LEAST
        case "skewX" | "skewY":
            return abs(numbers[0]) <= _STEEPEST
    return True


def _dashed(value: str) -> bool:
    """Whether no dash is below nought, and not all are nought."""
    numbers = _numbers(value)
    return not numbers or (min(numbers) >= 0 and max(numbers) > 0)


def _positive(value: str) -> bool:
    return min(_numbers(value)) >= 0


def _paired(value: str) -> bool:
    return len(_numbers(value)) % 2 == 0


_RULES: dict[str, Callable[[str], bool]] = {
    "d": _drawable,
    "transform": _turned,
    "stroke-dasharray": _dashed,
    "points": _paired,
    **dict.fromkeys(("stroke-width", "stroke-miterlimit"), _positive),
    **dict.fromkeys(("width", "height", "rx", "ry", "r"), _positive),
}
