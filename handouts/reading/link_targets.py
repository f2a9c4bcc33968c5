"""What a link in a text leads to: whether its address can be used on paper, and which it is."""

from __future__ import annotations

from urllib.parse import unquote

from handouts.patterns import compile_late
from handouts.reading.telephones import make_telephone_link
from handouts.sources.findings import ValueFinding, quote_text

_SCHEMES = ("https://", "http://", "mailto:", "tel:", "sms:", "geo:")
# Digits to dial, and nothing else (RFC 3966, 3).
_KEYS = compile_late(r"\+?[0-9*#]{1,15}(?:;ext=[0-9]+)?")


def read_link_target(address: str) -> str | ValueFinding:
    """The address that a link leads to, or why it leads nowhere."""
    if not address.lower().startswith(_SCHEMES):
        message = f"The link {quote_text(address)} is not a web, e-mail or telephone address."
        hint = f"Start the address with {', '.join(_SCHEMES[:-1])} or {_SCHEMES[-1]}."
        return ValueFinding("bad-link", message, hint)
    if not address.lower().startswith("tel:"):
        return address
    number = unquote(address[len("tel:") :])
    if _KEYS.fullmatch(number):
        return address
    message = f"It is in doubt which number the link {quote_text(address)} dials."
    hint = "Write one number, with its country's code: tel:+442079460958"
    return make_telephone_link(number) or ValueFinding("bad-link", message, hint)
