"""XMP metadata (ISO 16684-1): title, author, language, and the standards a file conforms to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from handouts.pdf import objects
from handouts.pdf.tags.namespaces import CUSTOM

ENTRIES = f"{CUSTOM}#"
"""The namespace of the entries that a file without an information dictionary has."""

# PDF/A (ISO 19005-2, 6.6.2.3) requires a description of each schema that it does not define.
_PACKET = """\
<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/"\
{namespaces}
 {claims}>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
{creator}<dc:language><rdf:Bag><rdf:li>{language}</rdf:li></rdf:Bag></dc:language>
{properties}{schemas}</rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="r"?>"""
_A_2A = ' pdfaid:part="2" pdfaid:conformance="A"'
_A_4F = ' pdfaid:part="4" pdfaid:rev="2020" pdfaid:conformance="F"'
_SCHEMAS = """\
<pdfaExtension:schemas><rdf:Bag>{}</rdf:Bag></pdfaExtension:schemas>
"""
_SCHEMA = """\
<rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>{schema.title}</pdfaSchema:schema>
<pdfaSchema:namespaceURI>{schema.address}</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>{schema.prefix}</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>{schema.name}</pdfaProperty:name>
<pdfaProperty:valueType>{schema.type}</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>{schema.about}</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li>"""
_CREATOR = "<dc:creator><rdf:Seq><rdf:li>{}</rdf:li></rdf:Seq></dc:creator>\n"


class _Schema(NamedTuple):
    """A schema of XMP, described by its one property that is used."""

    prefix: str
    address: str
    title: str
    name: str
    type: str
    about: str


_PDFUA = _Schema(
    "pdfuaid",
    "http://www.aiim.org/pdfua/ns/id/",
    "PDF/UA identification",
    "part",
    "Integer",
    "Part of ISO 14289",
)
_PDFX = (
    _Schema(
        "pdfxid",
        "http://www.npes.org/pdfx/ns/id/",
        "PDF/X identification",
        "GTS_PDFXVersion",
        "Text",
        "Part of ISO 15930",
    ),
    _Schema(
        "pdf",
        "http://ns.adobe.com/pdf/1.3/",
        "Adobe PDF",
        "Trapped",
        "Text",
        "Whether inks are trapped",
    ),
)
_EXTENSION_NAMESPACES = {
    "pdfaExtension": "http://www.aiim.org/pdfa/ns/extension/",
    "pdfaSchema": "http://www.aiim.org/pdfa/ns/schema#",
    "pdfaProperty": "http://www.aiim.org/pdfa/ns/property#",
}
_PRESS_NAMESPACES = {
    "xmp": "http://ns.adobe.com/xap/1.0/",
    "xmpMM": "http://ns.adobe.com/xap/1.0/mm/",
    **{schema.prefix: schema.address for schema in _PDFX},
}


def format_packet(
    title: str, author: str, language: str, properties: Mapping[str, str] = {}
) -> bytes:
    """The packet of a file that is PDF/UA-1 and PDF/A-2a, in UTF-8.

    The texts must have only characters that XML allows. ``properties`` are those of a file for a
    press.
    """
    schemas = (_PDFUA, *(_PDFX if properties else ()))
    namespaces = _EXTENSION_NAMESPACES | (_PRESS_NAMESPACES if properties else {})
    described = _SCHEMAS.format("".join(_SCHEMA.format(schema=each) for each in schemas))
    claims = f'pdfuaid:part="1"{_A_2A}'
    return _fill_packet((title, author, language), namespaces, claims, properties, described)


def format_ua_2_packet(
    title: str, author: str, language: str, entries: Iterable[tuple[str, str]]
) -> bytes:
    """The packet of a file that is PDF/UA-2 and PDF/A-4f, in UTF-8.

    ``entries`` are those that other files have in their information dictionary; their names must
    be those of XML. PDF/A-4 requires no description of their schema.
    """
    properties = {f"entry:{key}": objects.clean_text(text) for key, text in entries}
    claims = f'pdfuaid:part="2" pdfuaid:rev="2024"{_A_4F}'
    namespaces = {"entry": ENTRIES}
    return _fill_packet((title, author, language), namespaces, claims, properties, "")


def _fill_packet(
    texts: tuple[str, str, str],
    namespaces: Mapping[str, str],
    claims: str,
    properties: Mapping[str, str],
    schemas: str,
) -> bytes:
    """The packet, with title, author and language, and what it claims to conform to."""
    title, author, language = map(_escape_xml, texts)
    filled = _PACKET.format(
        title=title,
        creator=_CREATOR.format(author) if author else "",
        language=language,
        claims=claims,
        namespaces="".join(f'\n xmlns:{name}="{each}"' for name, each in namespaces.items()),
        properties="".join(
            f"<{name}>{_escape_xml(value)}</{name}>\n" for name, value in properties.items()
        ),
        schemas=schemas,
    )
    return filled.encode("utf-8")


def withdraw_pdfa(packet: bytes) -> bytes:
    """The XMP packet of a file that is no longer PDF/A, which it was only by its metadata."""
    return packet.replace(_A_2A.encode("ascii"), b"").replace(_A_4F.encode("ascii"), b"")


def _escape_xml(text: str) -> str:
    """Escape a text as ``xml.sax.saxutils.escape`` does, whose module is slow to load."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
