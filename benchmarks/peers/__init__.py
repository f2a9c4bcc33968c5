"""The peers, one file each, as an engineer who knows the library would write it.

Every file has one function, ``build(text) -> bytes``, and runs cold as
``python -m benchmarks.peers.NAME TEXT.json OUT.pdf``. They set the text, its headings,
lists, pictures and QR code at one size; they draw no boxes and no scales, and fit nothing.
"""

from __future__ import annotations

PEERS = {
    "reportlab": ("plain ReportLab", "reportlab"),
    "svglib": ("ReportLab + svglib", "svglib"),
    "typst": ("Typst", "typst"),
    "weasyprint": ("WeasyPrint", "weasyprint"),
    "fpdf2": ("fpdf2", "fpdf2"),
}
"""Each file here, with the name to print and the package it cannot do without."""
