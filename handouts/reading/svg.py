"""The part of SVG that is safe and looks the same everywhere: flat shapes, nothing else."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from xml.parsers import expat

from handouts.sources.findings import Finding, SpecError, quote_text
from handouts.sources.rules import Rule
from handouts.sources.source import Source

_SVG = "http://www.w3.org/2000/svg"
_DEEPEST = 40
_MOST_ELEMENTS = 5_000
_SAVE_AS_PLAIN = "Save the picture as 'plain SVG', or delete this."
_DRAW_FLAT = "Draw it with flat shapes."

_ELEMENTS = set(
    "svg g path rect circle ellipse line polyline polygon title desc defs metadata".split()
)
_ELEMENT_HINTS = {
    "text": "Convert the text to outlines (paths) in the drawing program.",
    "image": "Draw with shapes, or save the whole picture as PNG.",
    "use": "Convert clones to separate shapes (unlink them).",
    "style": "Set colours as attributes, such as fill='#rrggbb'.",
    "script": "Delete it: a picture must not contain a program.",
}

# Numbers are replaced by N before a value is matched, so that no pattern can be slow.
_NUMBER = r"[-+]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][-+]?[0-9]{1,2})?"
_NUMBERS = r"[\s,]*N(?:[\s,]*N)*[\s,]*"
_PLAIN_LENGTH = r"N(?:px|pt|mm|cm|in)?"
_LENGTH = rf"{_PLAIN_LENGTH}|N%"
_LENGTHS = rf"none|{_PLAIN_LENGTH}(?:[\s,]+{_PLAIN_LENGTH})*"
_COLOUR = r"none|black|white|#[0-9a-fA-F]{3}|#[0-9a-fA-F]{6}|rgb\((?:\s*[0-9]{1,3}\s*[,)]){3}"
_PATH = r"\s*[Mm][MmZzLlHhVvCcSsQqTtAaN\s,]*"
_TRANSFORM = rf"(?:translate|scale|rotate|matrix|skewX|skewY)\s*\({_NUMBERS}\)"
_ANY = r"(?s:.*)"

_STYLE_PATTERNS = {
    **dict.fromkeys(("fill", "stroke"), _COLOUR),
    **dict.fromkeys(("opacity", "fill-opacity", "stroke-opacity"), r"1|1\.0+"),
    **dict.fromkeys(("fill-rule", "clip-rule"), "nonzero|evenodd"),
    **dict.fromkeys(("stroke-width", "stroke-miterlimit", "stroke-dashoffset"), _PLAIN_LENGTH),
    "stroke-linecap": "butt|round|square",
    "stroke-linejoin": "miter|round|bevel",
    "stroke-dasharray": _LENGTHS,
    "display": "inline|none",
}
_ATTRIBUTE_PATTERNS = {
    **_STYLE_PATTERNS,
    **dict.fromkeys("x y width height rx ry r cx cy x1 y1 x2 y2".split(), _LENGTH),
    **dict.fromkeys("id class version baseProfile role aria-label aria-hidden lang".split(), _ANY),
    **dict.fromkeys(("points", "viewBox"), _NUMBERS),
    "preserveAspectRatio": r"none|x(?:Min|Mid|Max)Y(?:Min|Mid|Max)(?:\s+(?:meet|slice))?",
    "d": _PATH,
    "transform": rf"\s*{_TRANSFORM}(?:[\s,]*{_TRANSFORM})*\s*",
}


def check_svg(source: Source) -> Iterator[Finding]:
    """Yield a finding for everything in an SVG that is not allowed, in the order of the file."""
    checker = _SvgChecker(source)
    try:
        checker.parse()
    except SpecError as error:
        checker.problems.extend(error.problems)
    yield from checker.problems


class _SvgChecker:
    """Walks an SVG with expat, set up so that it cannot expand entities or load anything."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.bytes = source.text.encode()
        self.problems: list[Finding] = []
        self.path: list[str] = []
        self.count = 0
        self.expat = expat.ParserCreate("utf-8", " ")
        self.expat.StartDoctypeDeclHandler = self.reject_doctype
        self.expat.ProcessingInstructionHandler = self.reject_instruction
        self.expat.StartElementHandler = self.check_element
        self.expat.EndElementHandler = lambda name: self.path.pop()

    def parse(self) -> None:
        """Check the whole file. Raises SpecError where it is not SVG or too much is wrong."""
        try:
            self.expat.Parse(self.bytes, True)
        except expat.ExpatError as error:
            reason = str(expat.ErrorString(error.code))
            hint = "Save the picture again as SVG."
            raise self.fatal_error(
                "bad-picture", f"The picture is not valid SVG: {reason}.", hint
            ) from None

    def reject_doctype(self, *_: object) -> None:
        """Stop at a document type. Raises SpecError."""
        message = "A document type (<!DOCTYPE ...>) is not allowed in a picture."
        position = max(self.source.text.find("<!DOCTYPE"), 0)
        raise SpecError(
            [self.source.finding_at("unsupported-drawing", position, message, "Delete it.")]
        )

    def reject_instruction(self, *_: object) -> None:
        """Report a processing instruction."""
        self.add_finding(
            "unsupported-drawing",
            "An instruction (<? ... ?>) is not allowed in a picture.",
            "Delete it.",
        )

    def check_element(self, full: str, attributes: dict[str, str]) -> None:
        """Check an element with its attributes. Raises SpecError if it cannot go on."""
        space, _, name = full.rpartition(" ")
        self.count += 1
        self.path.append(name)
        if self.count > _MOST_ELEMENTS or len(self.path) > _DEEPEST:
            raise self.fatal_error(
                "too-complex", "The picture has too many parts.", "Simplify the drawing."
            )
        if self.count == 1 and not self.check_root(space, name, attributes):
            raise self.fatal_error(
                "bad-picture", "This is not an SVG picture.", "Save the picture again as SVG."
            )
        if "metadata" in self.path:
            return
        if space != _SVG or name not in _ELEMENTS:
            hint = _ELEMENT_HINTS.get(name, _DRAW_FLAT) if space == _SVG else _SAVE_AS_PLAIN
            self.add_finding(
                "unsupported-drawing",
                f"The element {quote_text(name)} is not allowed in a picture.",
                hint,
            )
            return
        for attribute, value in attributes.items():
            self.check_attribute(attribute, value)

    def check_root(self, space: str, name: str, attributes: dict[str, str]) -> bool:
        """Whether the first element is an SVG; reports a missing or empty size."""
        if space != _SVG or name != "svg":
            return False
        sizes = _read_sizes(attributes)
        if not sizes or min(sizes) <= 0:
            message = "The picture does not say how large it is."
            self.add_finding(
                "picture-size", message, "Add a size to <svg>, such as viewBox='0 0 100 100'."
            )
        return True

    def check_attribute(self, full: str, value: str) -> None:
        """Check one attribute; a style counts as an attribute for each of its parts."""
        space, _, name = full.rpartition(" ")
        if space == "http://www.w3.org/XML/1998/namespace" and name in {"space", "lang"}:
            return
        if name == "style" and not space:
            for part in filter(str.strip, value.split(";")):
                property_name, _, property_value = part.partition(":")
                self.check_value(property_name.strip(), property_value.strip(), _STYLE_PATTERNS)
        else:
            self.check_value(f"{space}:{name}" if space else name, value, _ATTRIBUTE_PATTERNS)

    def check_value(self, name: str, value: str, known: dict[str, str]) -> None:
        """Report a name that is not in ``known``, or a value that does not match its pattern."""
        if name not in known:
            hint = _SAVE_AS_PLAIN if ":" in name else _DRAW_FLAT
            self.add_finding(
                "unsupported-drawing",
                f"{quote_text(name)} is not allowed in a picture.",
                hint,
                name,
            )
        elif not _is_valid_value(name, value, known[name]):
            message = f"{quote_text(name)} may not be {quote_text(value)} in a picture."
            self.add_finding("unsupported-drawing", message, _value_hint(name), name)

    def current_offset(self, attribute: str = "") -> int:
        """The offset in the text at which the current element, or an attribute of it, begins."""
        start = len(self.bytes[: max(self.expat.CurrentByteIndex, 0)].decode(errors="ignore"))
        match = attribute and re.compile(rf"[\s:;\"']{re.escape(attribute)}\s*[=:]").search(
            self.source.text, start
        )
        return match.start() + 1 if match else start

    def add_finding(self, rule: Rule, message: str, hint: str, attribute: str = "") -> None:
        """Add a finding. Raises SpecError after 20 findings, to stop the parser."""
        start = self.current_offset(attribute)
        end = start + len(attribute)
        self.problems.append(self.source.finding_at(rule, start, message, hint, end=end))
        if len(self.problems) > 20:
            raise SpecError([])

    def fatal_error(self, rule: Rule, message: str, hint: str) -> SpecError:
        """The error that ends the check at the current element."""
        return SpecError([self.source.finding_at(rule, self.current_offset(), message, hint)])


def _read_sizes(attributes: dict[str, str]) -> list[float]:
    """All widths and heights in an element's viewBox, width and height; empty if there are none."""
    box = attributes.get("viewBox", "")
    sizes = [attributes.get(name, "") for name in ("width", "height")]
    if box:
        declared = [
            _parse_numbers(size)[0] for size in sizes if _is_valid_value("x", size, _LENGTH)
        ]
        return _parse_numbers(box)[2:] + declared if len(_parse_numbers(box)) == 4 else []
    are_valid = all(
        _is_valid_value("width", size, _LENGTH) and not size.endswith("%") for size in sizes
    )
    return [_parse_numbers(size)[0] for size in sizes] if are_valid else []


def _parse_numbers(value: str) -> list[float]:
    return [float(number) for number in re.findall(_NUMBER, value)]


def _value_hint(name: str) -> str:
    if name in {"fill", "stroke"}:
        return "Use a flat colour such as '#0b5563', or 'none'."
    if "opacity" in name:
        return "Mix the colour with white instead."
    return "Save the picture again as plain SVG."


# How many numbers follow each letter of a path; an arc's flags may follow without a gap.
_PATH_COUNTS = {"M": 2, "Z": 0, "L": 2, "H": 1, "V": 1, "C": 6, "S": 4, "Q": 4, "T": 2}
_GAP = r"(?:[\s,]+|(?=[-+]))"
_ARC = re.compile(
    rf"[\s,]*(?:{_NUMBER}{_GAP}){{3}}[01][\s,]*[01][\s,]*{_NUMBER}{_GAP}{_NUMBER}[\s,]*"
)


_LETTERS = r"([MmZzLlHhVvCcSsQqTtAa])([^MmZzLlHhVvCcSsQqTtAa]*)"
_LARGE = re.compile(r"(?<![.0-9])0*[1-9][0-9]{6}|[eE](?:\+?[0-9]|-[0-9]{3})")


def _is_valid_value(name: str, value: str, pattern: str) -> bool:
    """Whether a value is valid for its attribute and has no number of a million or more."""
    if "N" not in pattern:
        return bool(re.fullmatch(pattern, value))
    template = re.sub(_NUMBER, "N", value)
    if "N" in value or _LARGE.search(value) or not re.fullmatch(pattern, template):
        return False
    rule = _VALUE_CHECKS.get(name)
    return rule is None or rule(value)


def _is_drawable_path(path: str) -> bool:
    """Whether each letter of a path is followed by as many numbers as it needs."""
    template = re.sub(_NUMBER, "N", path)
    arcs = [rest for letter, rest in re.findall(_LETTERS, path) if letter in "Aa"]
    return all(rest.strip() and not _ARC.sub("", rest) for rest in arcs) and all(
        _has_operands(letter.upper(), rest.count("N"))
        for letter, rest in re.findall(_LETTERS, template)
    )


def _has_operands(letter: str, count: int) -> bool:
    expected = _PATH_COUNTS.get(letter)
    if expected is None:  # an arc, which was checked together with its flags
        return True
    return count > 0 and count % expected == 0 if expected else count == 0


# How many numbers each kind of transform takes.
_TRANSFORM_COUNTS = {"translate": (1, 2), "scale": (1, 2), "rotate": (1, 3), "matrix": (6,)}
_MIN_SCALE = 1e-6
_MAX_SKEW = 89


def _are_transforms_valid(value: str) -> bool:
    """Whether each transform has as many numbers as it needs, and none flattens the shape."""
    transforms = re.findall(r"([a-zA-Z]+)\s*\(([^)]*)\)", value)
    return all(_is_invertible(name, _parse_numbers(inside)) for name, inside in transforms)


def _is_invertible(name: str, numbers: list[float]) -> bool:
    if len(numbers) not in _TRANSFORM_COUNTS.get(name, (1,)):
        return False
    match name:
        case "scale":
            return all(abs(each) >= _MIN_SCALE for each in numbers)
        case "matrix":
            a, b, c, d, *_ = numbers
            return abs(a * d - b * c) >= _MIN_SCALE
        case "skewX" | "skewY":
            return abs(numbers[0]) <= _MAX_SKEW
    return True


def _is_valid_dash_array(value: str) -> bool:
    """Whether no dash is negative, and not all are zero."""
    numbers = _parse_numbers(value)
    return not numbers or (min(numbers) >= 0 and max(numbers) > 0)


def _is_not_negative(value: str) -> bool:
    return min(_parse_numbers(value)) >= 0


def _has_even_count(value: str) -> bool:
    return len(_parse_numbers(value)) % 2 == 0


_VALUE_CHECKS: dict[str, Callable[[str], bool]] = {
    "d": _is_drawable_path,
    "transform": _are_transforms_valid,
    "stroke-dasharray": _is_valid_dash_array,
    "points": _has_even_count,
    **dict.fromkeys(("stroke-width", "stroke-miterlimit"), _is_not_negative),
    **dict.fromkeys(("width", "height", "rx", "ry", "r"), _is_not_negative),
}
