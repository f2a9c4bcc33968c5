"""The files in a library's folder: which are handouts, and which are not read."""

from __future__ import annotations

import re
from pathlib import Path
from typing import NamedTuple

from handouts.document.language_tags import COPY_ENDINGS
from handouts.patterns import compile_late
from handouts.reading.file_kinds import FileKind, find_file_kind
from handouts.reading.handout import find_language, split_handout_name
from handouts.sources.findings import Finding, Place, SpecError, quote_text
from handouts.sources.nodes import Scalar, find_value, parse_yaml
from handouts.sources.source import display_path, file_error, read_source

ENDINGS = (".yaml", ".yml")
_BRANDS = tuple(f"brand{ending}" for ending in ENDINGS)
_TEXT_ENDINGS = (".txt", ".text")
# Windows, macOS and browsers name copies like this, in the language of the system.
_COPY = compile_late(
    r"^(?:copy of|kopie von|copie de|copia de) "
    r"| - (?:copy|kopie|copie|copia|cópia)(?: \(?\d+\)?)?$"
    r"|(?<=\.[a-z]{2}) (?:copy|kopie|copie|copia)(?: \d+)?$| \(\d\)$",
    re.IGNORECASE,
)
_OTHER_FILES = (*_BRANDS, "columns.yaml")


class LibraryEntry(NamedTuple):
    """A handout in a library. ``language`` is empty where neither file name nor file has it."""

    name: str
    language: str
    path: Path


def brand_path_in(folder: Path) -> Path:
    """The path of a folder's brand: brand.yml if only that exists, else brand.yaml.

    Raises SpecError where a pipe or a device is there: nobody has named it.
    """
    paths = [folder / name for name in _BRANDS]
    for path in paths:
        if path.exists() and not (path.is_file() or path.is_dir()):
            message = "This is a pipe or a device, not a file."
            raise file_error("unreadable-file", path, message, "Put a brand's file in its place.")
    return next((path for path in paths if path.is_file()), paths[0])


def list_handouts(folder: Path) -> list[LibraryEntry]:
    """The handouts of a library, sorted by name and language; empty if it cannot be read."""
    paths = (path for path in _list_files(folder) if not _is_copy(path))
    return sorted(_read_entry(path) for path in paths if _is_kind(path, "handout"))


def list_ids(folder: Path) -> frozenset[str]:
    """The ids of the handouts of a library, as far as they can be read."""
    return frozenset(filter(None, (_read_id(entry.path) for entry in list_handouts(folder))))


def _read_id(path: Path) -> str:
    try:
        node = parse_yaml(read_source(path), lambda root: find_value(root, "id"))
    except SpecError:
        return ""
    return node.text if isinstance(node, Scalar) else ""


def find_ignored_files(folder: Path) -> list[Finding]:
    """A warning for each file of a library that is not read although it may be a handout.

    Its name is that of a copy, or it has nothing that a handout has. A person's file and another
    brand may lie there too, and are not mentioned.
    """
    found = []
    for path in _list_files(folder):
        if _has_name_of_copy(path):
            found.append((path, "its name is that of a copy"))
        elif _last_part(path).lower() in COPY_ENDINGS:
            last = quote_text(_last_part(path))
            found.append((path, f"{last}, at the end of its name, is no language"))
        elif _is_kind(path, "other"):
            found.append((path, "it has neither a title nor an id, so it is no handout"))
    hint = "Name it NAME.LANGUAGE.yaml, such as knee.en.yaml, or move it to another folder."
    ignored = [_report_ignored(path, why, hint) for path, why in found]
    for path in _list_texts(folder):
        ending = path.suffix
        hint = f"Take {quote_text(ending)} off its name; Windows hides it unless it shows endings."
        why = f"its name ends in {quote_text(ending)}"
        ignored.append(_report_ignored(path, why, hint))
    return ignored


def _report_ignored(path: Path, why: str, hint: str) -> Finding:
    message = f"This file was not read: {why}."
    return Finding("ignored-file", Place(display_path(path)), message, hint, severity="warning")


def _is_kind(path: Path, kind: FileKind) -> bool:
    """Whether a file in a library is of a kind; one with a language in its name is a handout."""
    if split_handout_name(path)[1]:
        return kind == "handout"
    return find_file_kind(path) == kind


def _list_files(folder: Path) -> list[Path]:
    """The files in a library that may be handouts; none if it cannot be read."""
    try:
        paths = sorted(path for path in folder.iterdir() if path.suffix in ENDINGS)
    except OSError:
        return []
    files = (path for path in paths if path.name not in _OTHER_FILES and path.name[0] != ".")
    return [path for path in files if path.is_file()]


def _list_texts(folder: Path) -> list[Path]:
    """The files in a library that Notepad saved with an ending of its own: ``knee.en.yaml.txt``."""
    try:
        paths = sorted(path for path in folder.iterdir() if Path(path.stem).suffix in ENDINGS)
    except OSError:
        return []
    return [path for path in paths if path.suffix.lower() in _TEXT_ENDINGS and path.is_file()]


def _is_copy(path: Path) -> bool:
    """Whether a file is named as people and systems name copies: ``knee.old.yaml``."""
    return _last_part(path).lower() in COPY_ENDINGS or _has_name_of_copy(path)


def _has_name_of_copy(path: Path) -> bool:
    name = _bare_name(path)
    return " " in name and _COPY.search(name) is not None  # a space is in all of them


def _bare_name(path: Path) -> str:
    """A file's name without its ending and its language."""
    return split_handout_name(path)[0]


def _last_part(path: Path) -> str:
    return path.stem.rpartition(".")[2] if "." in path.stem else ""


def _read_entry(path: Path) -> LibraryEntry:
    name, language = split_handout_name(path)
    return LibraryEntry(name, language or _declared_language(path), path)


def _declared_language(path: Path) -> str:
    """The language that a file declares; empty if it declares none or cannot be read."""
    try:
        return parse_yaml(read_source(path), lambda root: find_language(path, root))
    except SpecError:
        return ""


def is_copy_of(path: Path, name: str) -> bool:
    """Whether a copy is one of the handout of a name, or has that name itself."""
    bare = Path(path.stem) if path.suffix.lower() in _TEXT_ENDINGS else path
    original = _COPY.sub("", _bare_name(bare))
    names = (path.name, path.stem, path.stem.rpartition(".")[0], original)
    return name in (*names, original.rpartition(".")[0])
