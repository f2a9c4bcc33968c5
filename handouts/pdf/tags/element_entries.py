"""The entries of a structure element that describe it (ISO 32000-1, 14.7.2 and 14.7.5)."""

from __future__ import annotations

from collections.abc import Mapping

from handouts.pdf import objects
from handouts.pdf.tags.structure import Attribute, Element

# Attributes whose values are texts, not names (ISO 32000-1, 14.8.5).
_TEXTS = ("Summary", "Desc")


def format_texts(element: Element) -> str:
    """The entries for its texts: alternative, replacement, title, expansion and language."""
    texts = {
        "Alt": element.alt,
        "ActualText": element.actual,
        "T": element.title,
        "E": element.expansion,
        "Lang": element.language,
    }
    if not any(texts.values()):
        return ""
    return "".join(f"/{key}{objects.format_string(text)}" for key, text in texts.items() if text)


def format_attributes(element: Element, prefix: str) -> str:
    """The entry for its attributes; names of other elements get the prefix."""
    if not element.attributes:
        return ""
    dictionaries = [
        f"<</O{objects.format_name(owner)}{_format_pairs(pairs, prefix)}>>"
        for owner, pairs in sorted(element.attributes.items())
        if pairs
    ]
    if len(dictionaries) < 2:
        return f"/A{dictionaries[0]}" if dictionaries else ""
    return f"/A[{' '.join(dictionaries)}]"


def _format_pairs(pairs: Mapping[str, Attribute], prefix: str) -> str:
    return "".join(_format_attribute(key, value, prefix) for key, value in sorted(pairs.items()))


def _format_attribute(key: str, value: Attribute, prefix: str) -> str:
    if isinstance(value, str):
        formatted = objects.format_string(value) if key in _TEXTS else objects.format_name(value)
    elif isinstance(value, (int, float)):
        formatted = f" {objects.format_number(value)}"
    else:
        formatted = f"[{' '.join(_format_member(each, prefix) for each in value)}]"
    return f"{objects.format_name(key)}{formatted}"


def _format_member(value: str | float, prefix: str) -> str:
    return (
        format_identity(prefix + value) if isinstance(value, str) else objects.format_number(value)
    )


def format_identity(text: str) -> str:
    """Format an element's name as a byte string."""
    return f"<{text.encode('utf-8').hex()}>"
