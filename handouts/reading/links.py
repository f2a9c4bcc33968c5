"""Links to web and e-mail addresses, which may be written in any letters.

The name of a host becomes its form in ASCII (IDNA 2008, RFC 5891; UTS #46), all else in it is
percent-encoded (RFC 3987, 3.1; RFC 6068, 5). What is in ASCII already stays as it is.
"""

from __future__ import annotations

import re
from urllib.parse import quote

_SCHEME = re.compile(r"https?://", re.IGNORECASE)
_HOST = re.compile(r"[^/?#:]+")
# What may stand in a web address as it is (RFC 3986, 2.2 and 2.3), and a percent sign.
_AS_IT_IS = "!#$%&'()*+,/:;=?@[]~"


def make_web_link(address: str) -> str:
    """The link to a web address, with a scheme.

    Raises ValueError if its host can have no such name.
    """
    scheme = _SCHEME.match(address)
    rest = address[scheme.end() :] if scheme else address
    if not rest.isascii():
        host = _HOST.match(rest)
        name = host[0] if host else ""
        rest = encode_host(name) + quote(rest[len(name) :], safe=_AS_IT_IS)
    return (scheme[0] if scheme else "https://") + rest


def make_mail_link(address: str) -> str:
    """The link that writes to an e-mail address.

    Raises ValueError if its host can have no such name.
    """
    if address.isascii():
        return f"mailto:{address}"
    name, _, host = address.rpartition("@")
    return f"mailto:{quote(name, safe=_AS_IT_IS)}@{encode_host(host)}"


def encode_host(host: str) -> str:
    """The name of a host in ASCII. Raises ValueError if there can be none of this name."""
    if host.isascii():
        return host
    import idna  # slow to load, and seldom needed

    return idna.encode(host, uts46=True).decode("ascii")


def strip_scheme(address: str) -> str:
    """A web address as printed: without its scheme and its final slash."""
    return _SCHEME.sub("", address, count=1).rstrip("/")
