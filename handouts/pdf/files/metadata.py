"""What a file states about itself: title, author, language and more of its own; no date.

A tagged file has XMP metadata too (ISO 16684-1), which state conformance to PDF/UA-1 and PDF/A-2a.
"""

from __future__ import annotations

from typing import Literal

from handouts.data import Data
from handouts.pdf import objects
from handouts.pdf.backend.document import ObjectTable
from handouts.pdf.files import srgb
from handouts.pdf.tags.structure import StructureError

Duplex = Literal["Simplex", "DuplexFlipShortEdge", "DuplexFlipLongEdge"]


class DocumentInfo(Data, frozen=True):
    """The metadata of a document. ``language`` is a BCP 47 tag.

    ``entries`` are further ones of the information dictionary, which PDF/A allows.
    """

    title: str
    author: str
    language: str
    duplex: Duplex = "DuplexFlipShortEdge"
    entries: tuple[tuple[str, str], ...] = ()


# PDF/A (ISO 19005-2, 6.6.2.3) requires a description of each schema that it does not define.
_PACKET = """\
<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/"
 xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#"
 xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#"
 pdfuaid:part="1" pdfaid:part="2" pdfaid:conformance="A">
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
{creator}<dc:language><rdf:Bag><rdf:li>{language}</rdf:li></rdf:Bag></dc:language>
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA identification</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Part of ISO 14289</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="r"?>"""
_CREATOR = "<dc:creator><rdf:Seq><rdf:li>{}</rdf:li></rdf:Seq></dc:creator>\n"


def format_info(about: DocumentInfo) -> bytes:
    """The information dictionary: title, author and the further entries."""
    listed = {"Title": about.title, "Author": about.author, **dict(about.entries)}
    texts = {key: objects.clean_text(text) for key, text in listed.items()}
    entries = "".join(f"/{key}{objects.format_string(text)}" for key, text in texts.items() if text)
    return f"<<{entries}>>".encode("ascii")


def declare_conformance(table: ObjectTable, about: DocumentInfo) -> None:
    """Declare in the catalog the tags, the standards the file conforms to and the colour space.

    Raises StructureError if the document has no title or no language.
    """
    title, author = objects.clean_text(about.title), objects.clean_text(about.author)
    if not title or not about.language:
        raise StructureError("a tagged document needs a title and a language")
    # Unlike PDF/A-1, PDF/A-2 allows compressed metadata, which is half as large as the tree.
    xmp = objects.format_flate_stream(
        format_xmp_packet(title, author, about.language), "/Type/Metadata/Subtype/XML"
    )
    table.set_catalog_entry("Metadata", xmp)
    table.set_catalog_entry("MarkInfo", "<</Marked true>>")
    profile = objects.format_stream(srgb.PACKED_PROFILE, "/N 3/Filter/FlateDecode")
    table.set_catalog_entry(
        "OutputIntents",
        "[<</Type/OutputIntent/S/GTS_PDFA1/OutputConditionIdentifier"
        f"{objects.format_string(srgb.PROFILE_NAME)}"
        f"/DestOutputProfile {table.add_object(profile)}>>]",
    )


def format_xmp_packet(title: str, author: str, language: str) -> bytes:
    """The XMP packet, in UTF-8. The texts must have only characters that XML allows."""
    creator = _CREATOR.format(_escape_xml(author)) if author else ""
    filled = _PACKET.format(
        title=_escape_xml(title), creator=creator, language=_escape_xml(language)
    )
    return filled.encode("utf-8")


def _escape_xml(text: str) -> str:
    """Escape a text as ``xml.sax.saxutils.escape`` does, whose module is slow to load."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
