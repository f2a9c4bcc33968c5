"""An SVG's file: its letters, and what in it cannot be drawn."""

from __future__ import annotations

import codecs
from collections.abc import Iterator

from handouts.patterns import compile_late
from handouts.sources.findings import Finding
from handouts.sources.source import Source, decode_source
from handouts.svg.simplify import simplify_svg

_DECLARED = compile_late(rb"\s*<\?xml[^>]*encoding\s*=\s*[\"']([\w-]+)[\"']")
_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_LATIN = ("iso8859-1", "cp1252", "iso8859-15")


def decode_svg(name: str, content: bytes) -> Source:
    """An SVG's text, in the encoding that it declares. Raises SpecError if that fails."""
    if content.startswith(_UTF16):
        return decode_source(name, content.decode("utf-16", "replace").encode())
    declared = _DECLARED.match(content) if b"<?xml" in content else None
    if declared:
        try:
            encoding = codecs.lookup(declared[1].decode()).name
        except LookupError:
            encoding = ""
        if encoding in _LATIN:
            return decode_source(name, content.decode(encoding, "replace").encode())
    return decode_source(name, content)


def check_svg(source: Source) -> Iterator[Finding]:
    """Yield a finding for everything in an SVG that cannot be drawn, in the order of the file."""
    for problem in simplify_svg(source.text).problems:
        yield source.finding_at(
            problem.kind, problem.start, problem.message, problem.hint, end=problem.end
        )
