"""Namespaces of structure types, which PDF/UA-2 asks for (ISO 32000-2, 14.7.4 and 14.8.6).

Each element names its own: that of PDF 2.0, that of PDF 1.7 for the types that PDF 2.0 has no
longer, or, for custom types, one of this program, which maps them to types of PDF 2.0. A file has
all three, numbered in this order.
"""

from __future__ import annotations

from collections.abc import Mapping

from handouts.pdf import objects

PDF_2 = "http://iso.org/pdf2/ssn"
PDF_1_7 = "http://iso.org/pdf/ssn"
CUSTOM = "urn:uuid:f83f9b8c-5aef-4d5c-8b67-c5421afb9ef9"
"""The name of this program's namespace; whoever has no domain may use a UUID (RFC 9562)."""

NAMESPACES = (PDF_2, PDF_1_7, CUSTOM)

# ISO 32000-2, annex M.
_ONLY_IN_1_7 = frozenset(
    "Art BibEntry BlockQuote Code Index Note Private Quote Reference TOC TOCI".split()
)


def format_namespace(role: str, roles: Mapping[str, str], first: int) -> str:
    """An element's entry for the namespace of its role.

    ``roles`` are the custom ones, and ``first`` is the object number of the first namespace.
    """
    name = PDF_1_7 if role in _ONLY_IN_1_7 else CUSTOM if role in roles else PDF_2
    return f"/NS {first + NAMESPACES.index(name)} 0 R"


def format_namespaces(roles: Mapping[str, str], first: int) -> dict[int, bytes]:
    """The namespaces as objects, by number. The custom ``roles`` map to types of PDF 2.0."""
    mapped = "".join(
        f"{objects.format_name(role)}[{objects.format_name(standard)} {first} 0 R]"
        for role, standard in roles.items()
    )
    formatted = {}
    for number, name in enumerate(NAMESPACES, first):
        entries = f"/RoleMapNS<<{mapped}>>" if mapped and name == CUSTOM else ""
        text = f"<</Type/Namespace/NS{objects.format_string(name)}{entries}>>"
        formatted[number] = text.encode("ascii")
    return formatted


def list_namespaces(first: int) -> str:
    """The structure tree root's entry for the namespaces."""
    numbers = range(first, first + len(NAMESPACES))
    return f"/Namespaces[{' '.join(f'{number} 0 R' for number in numbers)}]"
