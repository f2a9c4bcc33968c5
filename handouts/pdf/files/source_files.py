"""Files inside a file: what it was made from, as associated files (ISO 32000-2, 14.13)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from handouts.data import Data
from handouts.pdf import objects
from handouts.pdf.backend.document import ObjectTable


class SourceFile(Data, frozen=True):
    """A file that a PDF was made from: its name, its MIME type, its bytes.

    ``about`` describes it to people, and ``day`` is the one of its last change.
    """

    name: str
    type: str
    content: bytes
    about: str
    day: date


def attach_files(table: ObjectTable, files: Iterable[SourceFile]) -> None:
    """Attach files to a document. One whose name another file has gets a number before it."""
    references: dict[str, str] = {}
    for file in files:
        name = _choose_name(file.name, references)
        references[name] = table.add_object(_format_specification(table, file, name))
    listed = " ".join(f"{_format_key(name)} {references[name]}" for name in _sort_names(references))
    table.set_catalog_entry("AF", f"[{' '.join(references.values())}]")
    table.set_catalog_entry("Names", f"<</EmbeddedFiles<</Names[{listed}]>>>>")


def _choose_name(name: str, taken: Iterable[str]) -> str:
    """A name that is not taken, without characters that metadata cannot contain."""
    cleaned = objects.clean_text(name)
    number, chosen = 1, cleaned
    while not chosen or chosen in taken:
        number += 1
        chosen = f"{number}-{cleaned}"
    return chosen


def _format_specification(table: ObjectTable, file: SourceFile, name: str) -> bytes:
    """The file's specification (7.11.3), as PDF/A-4 asks for it (ISO 19005-4, 6.9)."""
    dates = f"/ModDate(D:{file.day:%Y%m%d}000000Z)"
    stream = objects.format_flate_stream(
        file.content,
        f"/Type/EmbeddedFile/Subtype{objects.format_name(file.type)}"
        f"/Params<</Size {len(file.content)}{dates}>>",
    )
    embedded, text = table.add_object(stream), objects.format_string(name)
    return (
        f"<</Type/Filespec/F{text}/UF{text}/AFRelationship/Source"
        f"/Desc{objects.format_string(file.about)}/EF<</F {embedded}/UF {embedded}>>>>"
    ).encode("ascii")


def _sort_names(names: Iterable[str]) -> Sequence[str]:
    """Names in the order of a name tree (7.9.6): by the bytes of their keys."""
    return sorted(names, key=lambda name: name.encode("utf-8"))


def _format_key(name: str) -> str:
    return f"<{name.encode('utf-8').hex()}>"
