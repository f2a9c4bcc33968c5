"""What a file states about itself: title, author, language and more of its own.

A tagged file has XMP metadata too (ISO 16684-1), which state conformance to PDF/UA-1 and PDF/A-2a.
Only a file for a press has dates, which PDF/X-4 asks for: see ``pdfx``.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, NamedTuple

from handouts.data import Data
from handouts.pdf import objects
from handouts.pdf.backend.document import ObjectTable
from handouts.pdf.colours import RGB, ColourSpace
from handouts.pdf.colours.cmyk import CMYK
from handouts.pdf.files import pdfx, srgb
from handouts.pdf.tags.structure import StructureError

Duplex = Literal["Simplex", "DuplexFlipShortEdge", "DuplexFlipLongEdge"]


class DocumentInfo(Data, frozen=True):
    """The metadata of a document. ``language`` is a BCP 47 tag.

    ``entries`` are further ones of the information dictionary, which PDF/A allows. A file with an
    identity for a ``press`` is PDF/X-4: in CMYK, and without links and fields. Any other file has
    the ``colours`` of a space.
    """

    title: str
    author: str
    language: str
    duplex: Duplex = "DuplexFlipShortEdge"
    entries: tuple[tuple[str, str], ...] = ()
    press: pdfx.PressIdentity | None = None
    colours: ColourSpace = RGB

    @property
    def colour_space(self) -> ColourSpace:
        """The colour space of the file."""
        return CMYK if self.press else self.colours

    @property
    def pdf_version(self) -> str:
        """The version of PDF that the file states."""
        return pdfx.PDF_VERSION if self.press else "1.7"


# PDF/A (ISO 19005-2, 6.6.2.3) requires a description of each schema that it does not define.
_PACKET = """\
<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/"
 xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#"
 xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#"{namespaces}
 pdfuaid:part="1"{archive}>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
{creator}<dc:language><rdf:Bag><rdf:li>{language}</rdf:li></rdf:Bag></dc:language>
{properties}<pdfaExtension:schemas><rdf:Bag>{schemas}</rdf:Bag></pdfaExtension:schemas>
</rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="r"?>"""
_ARCHIVE = ' pdfaid:part="2" pdfaid:conformance="A"'
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
_PRESS_NAMESPACES = {
    "xmp": "http://ns.adobe.com/xap/1.0/",
    "xmpMM": "http://ns.adobe.com/xap/1.0/mm/",
    **{schema.prefix: schema.address for schema in _PDFX},
}


def format_info(about: DocumentInfo) -> bytes:
    """The information dictionary: title, author and the further entries."""
    listed = {"Title": about.title, "Author": about.author, **dict(about.entries)}
    texts = {key: objects.clean_text(text) for key, text in listed.items()}
    entries = "".join(f"/{key}{objects.format_string(text)}" for key, text in texts.items() if text)
    if about.press:
        entries += about.press.list_info()
    return f"<<{entries}>>".encode("ascii")


def declare_conformance(table: ObjectTable, about: DocumentInfo) -> None:
    """Declare in the catalog the tags, the standards the file conforms to and the colour space.

    Raises StructureError if the document has no title or no language.
    """
    title, author = objects.clean_text(about.title), objects.clean_text(about.author)
    if not title or not about.language:
        raise StructureError("a tagged document needs a title and a language")
    seed = "\n".join((title, author, about.language, *map(str, about.entries)))
    properties = about.press.list_properties(seed) if about.press else {}
    packet = format_xmp_packet(title, author, about.language, properties)
    # Unlike PDF/A-1, PDF/A-2 allows compressed metadata, which is half as large as the tree; but a
    # print shop's tools may search a file for it.
    pack = objects.format_stream if about.press else objects.format_flate_stream
    table.set_catalog_entry("Metadata", pack(packet, "/Type/Metadata/Subtype/XML"))
    table.set_catalog_entry("MarkInfo", "<</Marked true>>")
    intents = pdfx.format_output_intents(table) if about.press else _format_screen_intent(table)
    table.set_catalog_entry("OutputIntents", intents)


def _format_screen_intent(table: ObjectTable) -> str:
    profile = objects.format_stream(srgb.PACKED_PROFILE, "/N 3/Filter/FlateDecode")
    return (
        "[<</Type/OutputIntent/S/GTS_PDFA1/OutputConditionIdentifier"
        f"{objects.format_string(srgb.PROFILE_NAME)}"
        f"/DestOutputProfile {table.add_object(profile)}>>]"
    )


def format_xmp_packet(
    title: str, author: str, language: str, properties: Mapping[str, str] = {}
) -> bytes:
    """The XMP packet, in UTF-8. The texts must have only characters that XML allows.

    ``properties`` are those of a file for a press.
    """
    creator = _CREATOR.format(_escape_xml(author)) if author else ""
    schemas = (_PDFUA, *(_PDFX if properties else ()))
    namespaces = _PRESS_NAMESPACES if properties else {}
    filled = _PACKET.format(
        title=_escape_xml(title),
        creator=creator,
        language=_escape_xml(language),
        archive=_ARCHIVE,
        namespaces="".join(f'\n xmlns:{name}="{each}"' for name, each in namespaces.items()),
        properties="".join(
            f"<{name}>{_escape_xml(value)}</{name}>\n" for name, value in properties.items()
        ),
        schemas="".join(_SCHEMA.format(schema=each) for each in schemas),
    )
    return filled.encode("utf-8")


def withdraw_pdfa(packet: bytes) -> bytes:
    """The XMP packet of a file that is no longer PDF/A, which it was only by its metadata."""
    return packet.replace(_ARCHIVE.encode("ascii"), b"")


def _escape_xml(text: str) -> str:
    """Escape a text as ``xml.sax.saxutils.escape`` does, whose module is slow to load."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
