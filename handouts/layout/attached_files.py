"""What a PDF was made from, to be attached to it: the files of handouts, and nothing else.

There is nothing of a person in them, and brands and pictures are left out.
"""

from __future__ import annotations

from collections.abc import Iterable

from handouts.document.choices import Standard
from handouts.document.handout import Spec
from handouts.pdf.files.source_files import SourceFile

YAML = "application/yaml"
"""The MIME type of YAML (RFC 9512)."""

_ABOUT = "The handout that this PDF was made from, without its brand and its pictures"


def list_attached_files(specs: Iterable[Spec], standard: Standard) -> tuple[SourceFile, ...]:
    """The files that a PDF of a standard holds, each once: for PDF/UA-2 the text of the handouts.

    It is as it was read, in UTF-8. Raises ValueError for a spec that was read from no file.
    """
    if standard == "ua-1":
        return ()
    return tuple(dict.fromkeys(map(_read_file, specs)))


def _read_file(spec: Spec) -> SourceFile:
    handout = spec.handout
    if "handout" not in spec.sources:
        raise ValueError(f"the handout {handout.name} was read from no file, so none is attached")
    text = spec.sources["handout"].source.text
    return SourceFile(handout.path.name, YAML, text.encode("utf-8"), _ABOUT, handout.reviewed)
