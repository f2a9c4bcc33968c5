"""What a locked file says about itself."""

from __future__ import annotations

import io

import pikepdf

import handouts
from handouts.batch.password import encrypt_pdf


def test_a_locked_file_does_not_claim_to_be_pdfa() -> None:
    """PDF/A forbids encryption (ISO 19005-2, 6.1.3); screen readers may read it still."""
    pdf = handouts.render(handouts.load("dry-needling"))
    locked = encrypt_pdf(pdf, "hedgehog")
    with pikepdf.open(io.BytesIO(pdf)) as file:
        assert b'pdfaid:part="2"' in file.Root.Metadata.read_bytes()
    with pikepdf.open(io.BytesIO(locked), password="hedgehog") as file:
        about = file.Root.Metadata.read_bytes()
        assert b"pdfaid:" not in about.replace(b"xmlns:pdfaid:", b"")
        assert b'pdfuaid:part="1"' in about
        assert b"<dc:title>" in about
        assert file.allow.accessibility
