"""The entries of a structure element that describe it (ISO 32000-1, 14.7.2 and 14.7.5)."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from handouts.pdf import objects
from handouts.pdf.tags.structure import Attribute, Element

# Attributes whose values are texts, not names (ISO 32000-1, 14.8.5).
_TEXTS = ("Summary", "Desc")
# What only PDF 2.0 has (ISO 32000-2, table 382), and what it writes otherwise (table 386).
_BEFORE_2 = {"Description": "None"}
_KEYS_IN_2 = {"checked": "Checked"}


def format_texts(element: Element) -> str:
    """The entries for its texts: alternative, replacement, title, expansion and language."""
    if not element.has_texts:
        return ""
    texts = (
        ("Alt", element.alt),
        ("ActualText", element.actual),
        ("T", element.title),
        ("E", element.expansion),
        ("Lang", element.language),
    )
    return "".join([f"/{key}{objects.format_string(text)}" for key, text in texts if text])


def format_attributes(element: Element, prefix: str, in_pdf_2: bool) -> str:
    """The entry for its attributes; names of other elements get the prefix."""
    if not element.attributes:
        return ""
    dictionaries = [
        _format_owner(owner, pairs, prefix, in_pdf_2)
        for owner, pairs in sorted(element.attributes.items())
        if pairs
    ]
    if len(dictionaries) < 2:
        return f"/A{dictionaries[0]}" if dictionaries else ""
    return f"/A[{' '.join(dictionaries)}]"


def _format_owner(owner: str, pairs: Mapping[str, Attribute], prefix: str, in_pdf_2: bool) -> str:
    """The attributes of one owner, most of them a single word."""
    fitting = (_fit_to_2 if in_pdf_2 else _fit_before_2)(pairs)
    formatted = [_format_attribute(key, value, prefix) for key, value in sorted(fitting.items())]
    return f"<</O{objects.format_name(owner)}{''.join(formatted)}>>"


def _fit_before_2(pairs: Mapping[str, Attribute]) -> dict[str, Attribute]:
    return {
        key: _BEFORE_2.get(value, value) if isinstance(value, str) else value
        for key, value in pairs.items()
    }


def _fit_to_2(pairs: Mapping[str, Attribute]) -> dict[str, Attribute]:
    return {_KEYS_IN_2.get(key, key): value for key, value in pairs.items()}


def _format_attribute(key: str, value: Attribute, prefix: str) -> str:
    if isinstance(value, str):
        return _format_word(key, value)
    if isinstance(value, (int, float)):
        formatted = f" {objects.format_number(value)}"
    else:
        formatted = f"[{' '.join(_format_member(each, prefix) for each in value)}]"
    return f"{objects.format_name(key)}{formatted}"


@lru_cache(maxsize=256)
def _format_word(key: str, value: str) -> str:
    """An attribute whose value is a name or a text; nearly all elements have one of a few."""
    formatted = objects.format_string(value) if key in _TEXTS else objects.format_name(value)
    return f"{objects.format_name(key)}{formatted}"


def _format_member(value: str | float, prefix: str) -> str:
    return (
        format_identity(prefix + value) if isinstance(value, str) else objects.format_number(value)
    )


def format_identity(text: str) -> str:
    """Format an element's name as a byte string."""
    return f"<{text.encode('utf-8').hex()}>"
