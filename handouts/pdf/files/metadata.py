"""What a file states about itself: title, author, language and more of its own.

A tagged file has XMP metadata too (ISO 16684-1), which state conformance to PDF/UA-1 and PDF/A-2a,
or, if it holds the files that it was made from, to PDF/UA-2 and PDF/A-4f. Only a file for a press
has dates, which PDF/X-4 asks for: see ``pdfx``.
"""

from __future__ import annotations

from typing import Literal

from handouts.data import Data
from handouts.pdf import objects
from handouts.pdf.backend.document import ObjectTable
from handouts.pdf.colours import RGB, ColourSpace
from handouts.pdf.colours.cmyk import CMYK
from handouts.pdf.files import pdfx, srgb, xmp
from handouts.pdf.files.source_files import SourceFile, attach_files
from handouts.pdf.tags.structure import StructureError

PDF_1_7, PDF_2 = "1.7", "2.0"

Duplex = Literal["Simplex", "DuplexFlipShortEdge", "DuplexFlipLongEdge"]


class DocumentInfo(Data, frozen=True):
    """The metadata of a document. ``language`` is a BCP 47 tag.

    ``entries`` are further ones of the information dictionary, which PDF/A allows. A file with an
    identity for a ``press`` is PDF/X-4: in CMYK, and without links and fields. Any other file has
    the ``colours`` of a space. One with ``sources``, the files that it was made from, is PDF/UA-2
    and PDF/A-4f, which PDF/X-4 cannot be.
    """

    title: str
    author: str
    language: str
    duplex: Duplex = "DuplexFlipShortEdge"
    entries: tuple[tuple[str, str], ...] = ()
    press: pdfx.PressIdentity | None = None
    colours: ColourSpace = RGB
    sources: tuple[SourceFile, ...] = ()

    @property
    def colour_space(self) -> ColourSpace:
        """The colour space of the file."""
        return CMYK if self.press else self.colours

    @property
    def pdf_version(self) -> str:
        """The version of PDF that the file states."""
        return pdfx.PDF_VERSION if self.press else PDF_2 if self.sources else PDF_1_7


def format_info(about: DocumentInfo) -> bytes:
    """The information dictionary: title, author and the further entries.

    It is empty for a file with sources: PDF/A-4 forbids it (ISO 19005-4, 6.1.3).
    """
    if about.sources:
        return b""
    listed = {"Title": about.title, "Author": about.author, **dict(about.entries)}
    texts = {key: objects.clean_text(text) for key, text in listed.items()}
    entries = "".join(f"/{key}{objects.format_string(text)}" for key, text in texts.items() if text)
    if about.press:
        entries += about.press.list_info()
    return f"<<{entries}>>".encode("ascii")


def declare_conformance(table: ObjectTable, about: DocumentInfo) -> None:
    """Declare in the catalog the tags, the standards the file conforms to and the colour space.

    Its sources are attached. Raises StructureError if the document has no title or no language, or
    if it is for a press and has sources: PDF/X-4 is based on PDF 1.6.
    """
    title, author = objects.clean_text(about.title), objects.clean_text(about.author)
    if not title or not about.language:
        raise StructureError("a tagged document needs a title and a language")
    if about.press and about.sources:
        raise StructureError("PDF/X-4 cannot be PDF/UA-2")
    seed = "\n".join((title, author, about.language, *map(str, about.entries)))
    properties = about.press.list_properties(seed) if about.press else {}
    packet = (
        xmp.format_ua_2_packet(title, author, about.language, about.entries)
        if about.sources
        else xmp.format_packet(title, author, about.language, properties)
    )
    # Unlike PDF/A-1, PDF/A-2 and later allow compressed metadata, which is half as large as the
    # tree; but a print shop's tools may search a file for it.
    pack = objects.format_stream if about.press else objects.format_flate_stream
    table.set_catalog_entry("Metadata", pack(packet, "/Type/Metadata/Subtype/XML"))
    table.set_catalog_entry("MarkInfo", "<</Marked true>>")
    intents = pdfx.format_output_intents(table) if about.press else _format_screen_intent(table)
    table.set_catalog_entry("OutputIntents", intents)
    if about.sources:
        attach_files(table, about.sources)


def _format_screen_intent(table: ObjectTable) -> str:
    profile = objects.format_stream(srgb.PACKED_PROFILE, "/N 3/Filter/FlateDecode")
    return (
        "[<</Type/OutputIntent/S/GTS_PDFA1/OutputConditionIdentifier"
        f"{objects.format_string(srgb.PROFILE_NAME)}"
        f"/DestOutputProfile {table.add_object(profile)}>>]"
    )
