"""Lock a PDF with a password, by AES-256; read passwords from a table."""

from __future__ import annotations

import secrets
from io import BytesIO

from handouts.pdf.files.xmp import withdraw_pdfa
from handouts.people.missing import is_missing

MAX_PASSWORD_BYTES = 127
"""The longest password that a PDF accepts, in bytes (ISO 32000-2, 7.6.4.3.2)."""

# What people and software write where there is no password; a file would be locked with it.
_NO_PASSWORD = frozenset(
    "n/a na n.a. nil no none null nan undefined unset unknown missing blank empty tbc tbd".split()
)


def read_password(text: str) -> str:
    """The password in a table's cell; empty where the cell only says that there is none."""
    word = text.strip().strip("()[]<>{}").strip().casefold()
    return "" if word in _NO_PASSWORD or is_missing(text) else text


def encrypt_pdf(pdf: bytes, password: str) -> bytes:
    """The PDF encrypted with AES-256 (revision 6, that of PDF 2.0), including its metadata.

    A reader who opens it may print it, copy from it, fill in its form and use a screen reader, but
    not change it. The keys are random, so the bytes differ each time. The result is not PDF/A,
    which forbids encryption, and does not claim to be. Raises ValueError for a password that a PDF
    cannot have.
    """
    # Slow to load, and needed only for a batch with passwords.
    from pikepdf import Encryption, Pdf, Permissions

    error = check_password(password)
    if error:
        raise ValueError(error)
    # Without a separate owner password, an empty one would open the file.
    encryption = Encryption(
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
            modify_form=True,
            modify_other=False,
        ),
    )
    encrypted = BytesIO()
    with Pdf.open(BytesIO(pdf)) as opened:
        metadata = opened.Root.get("/Metadata")
        if metadata is not None:
            metadata.write(withdraw_pdfa(metadata.read_bytes()))
        opened.save(encrypted, encryption=encryption)
    return encrypted.getvalue()


def check_password(password: str) -> str:
    """A sentence on what is wrong with a password, without repeating it; empty if it is valid."""
    if not password.strip():
        return "The password is missing."
    if len(password.encode(errors="replace")) > MAX_PASSWORD_BYTES:
        return (
            f"The password is longer than {MAX_PASSWORD_BYTES} bytes, the most that a PDF accepts."
        )
    if not password.isprintable():
        return "The password has a character in it that no one can type."
    return ""
