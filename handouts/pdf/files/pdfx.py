"""PDF/X-4 (ISO 15930-7): what a file for a press states about itself.

PDF/X-4 is based on PDF 1.6. It asks for a printing condition with its profile, for the dates and
the identity of the document, and for whether inks are trapped; links and fields of forms, which
nobody can use on paper, must not be on the page. It does not forbid tags, and PDF/A-2 allows what
it asks for: one file conforms to both.
"""

from __future__ import annotations

import hashlib
from datetime import date

from handouts.data import Data
from handouts.pdf import objects
from handouts.pdf.backend.document import ObjectTable
from handouts.pdf.colours import cmyk

PDF_VERSION = "1.6"

STANDARD = "PDF/X-4"


class PressIdentity(Data, frozen=True):
    """The identity that PDF/X asks for: the day of the document's words, and their version."""

    day: date
    version: str

    def list_info(self) -> str:
        """The further entries of the information dictionary."""
        day = f"(D:{self.day:%Y%m%d}000000Z)"
        return f"/CreationDate{day}/ModDate{day}/Trapped/False/GTS_PDFXVersion({STANDARD})"

    def list_properties(self, seed: str) -> dict[str, str]:
        """The further properties of the XMP metadata, for a document that ``seed`` identifies."""
        moment = f"{self.day.isoformat()}T00:00:00Z"
        return {
            "xmp:CreateDate": moment,
            "xmp:ModifyDate": moment,
            "xmp:MetadataDate": moment,
            "xmpMM:DocumentID": _make_uuid(f"{seed}\n{self.version}\n{self.day}"),
            "xmpMM:VersionID": objects.clean_text(self.version) or "1",
            "xmpMM:RenditionClass": "default",
            "pdf:Trapped": "False",
            "pdfxid:GTS_PDFXVersion": STANDARD,
        }


def _make_uuid(seed: str) -> str:
    """A UUID (RFC 9562, version 8) that is the same for the same text."""
    digits = hashlib.sha256(seed.encode("utf-8", "replace")).hexdigest()
    parts = digits[:8], digits[8:12], f"8{digits[13:16]}", f"8{digits[17:20]}", digits[20:32]
    return f"uuid:{'-'.join(parts)}"


def format_output_intents(table: ObjectTable) -> str:
    """The printing condition, with its profile; the same for PDF/X and for PDF/A."""
    profile = objects.format_flate_stream(cmyk.read_profile(), "/N 4")
    condition = (
        f"/OutputConditionIdentifier{objects.format_string(cmyk.CONDITION)}"
        f"/OutputCondition{objects.format_string(cmyk.CONDITION_TEXT)}"
        f"/RegistryName{objects.format_string(cmyk.REGISTRY)}"
        f"/Info{objects.format_string(cmyk.CONDITION_TEXT)}"
        f"/DestOutputProfile {table.add_object(profile)}"
    )
    intents = (f"<</Type/OutputIntent/S/{kind}{condition}>>" for kind in ("GTS_PDFX", "GTS_PDFA1"))
    return f"[{''.join(intents)}]"
