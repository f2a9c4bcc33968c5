"""A locked PDF: AES-256, opened by a password."""

from __future__ import annotations

from io import BytesIO

MOST_BYTES = 127
"""As many bytes of a password as a PDF takes (ISO 32000-2, 7.6.4.3.2)."""


def locked(pdf: bytes, password: str) -> bytes:
    """The PDF encrypted with AES-256 (revision 6, that of PDF 2.0), metadata and all.

    Whoever opens it may print it, copy from it and have it read aloud, and change nothing.
    Its bytes are other ones each time, since keys are drawn by chance. It is no PDF/A any
    more, which forbids a lock. Raises ValueError for a password that no PDF takes.
    """
    import secrets

    from pikepdf import Encryption, Pdf, Permissions

    fault = wrong(password)
    if fault:
        raise ValueError(fault)
    # Without an owner's password of its own the file would open to an empty one.
    lock = Encryption(
        user=password,
        owner=secrets.token_urlsafe(32),
        R=6,
        allow=Permissions(
            accessibility=True,
            extract=True,
            print_lowres=True,
            print_highres=True,
            modify_annotation=False,
            modify_assembly=False,
            modify_form=False,
            modify_other=False,
        ),
    )
    sealed = BytesIO()
    with Pdf.open(BytesIO(pdf)) as opened:
        opened.save(sealed, encryption=lock)
    return sealed.getvalue()


def wrong(password: str) -> str:
    """What is wrong with a password, in a sentence that does not repeat it; empty if nothing."""
    if not password.strip():
        return "The password is missing."
    if len(password.encode(errors="replace")) > MOST_BYTES:
        return f"The password is longer than {MOST_BYTES} bytes, the most that a PDF takes."
    if not password.isprintable():
        return "The password has a character in it that no one can type."
    return ""
