"""Text as it is compared: without capitals and accents."""

from __future__ import annotations

import unicodedata


def fold_text(text: str) -> str:
    """A text in lower case, without accents: "Prénom" becomes "prenom", "Straße" "strasse"."""
    if text.isascii():
        return text.lower()
    letters = unicodedata.normalize("NFKD", text).casefold()
    return "".join(letter for letter in letters if not unicodedata.combining(letter))
