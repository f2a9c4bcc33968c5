"""The segments of a JPEG file: what is needed to show it, without what a camera says of it."""

from __future__ import annotations

from collections.abc import Iterator

_APPLICATION = range(0xE0, 0xF0)
_COMMENT, _SCAN = 0xFE, 0xDA
_ADOBE = 0xEE  # says how colours are stored (ISO 32000-1, 7.4.8)


def keep_image_segments(jpeg: bytes) -> bytes:
    """The same picture without Exif, comments, previews and other data of its maker.

    Raises ValueError if it is no JPEG (ISO/IEC 10918-1, B.1).
    """
    return b"\xff\xd8" + b"".join(_split_segments(jpeg))


def _split_segments(jpeg: bytes) -> Iterator[bytes]:
    """The segments that are kept, and the picture's own data behind them."""
    if not jpeg.startswith(b"\xff\xd8"):
        raise ValueError("not a JPEG")
    at = 2
    while at + 4 <= len(jpeg) and jpeg[at] == 0xFF:
        kind = jpeg[at + 1]
        if kind == 0xFF:  # a fill byte
            at += 1
            continue
        if kind == _SCAN:
            end = jpeg.rfind(b"\xff\xd9")
            yield jpeg[at : end + 2 if end > at else len(jpeg)]
            return
        size = int.from_bytes(jpeg[at + 2 : at + 4], "big")
        if kind == _ADOBE or (kind not in _APPLICATION and kind != _COMMENT):
            yield jpeg[at : at + 2 + size]
        at += 2 + size
    raise ValueError("a JPEG without a picture")
