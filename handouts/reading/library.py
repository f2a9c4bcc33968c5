"""The library: a folder with a brand, handouts and pictures; finding and loading them."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import NamedTuple, TypeVar

from msgspec import structs

from handouts.document.brand import Brand
from handouts.document.handout import Handout, Spec
from handouts.document.language_tags import COPY_ENDINGS, normalize_language
from handouts.reading.brand import read_brand, read_mapped_brand
from handouts.reading.file_kinds import FileKind, find_file_kind, find_mistaken_file
from handouts.reading.handout import (
    find_language,
    read_mapped_handout,
    split_handout_name,
)
from handouts.reading.inlines import BRAND_FIELDS
from handouts.resources import library_folder
from handouts.sources.findings import Finding, Place, SpecError, quote_text, suggest_name
from handouts.sources.nodes import Scalar, find_value, parse_yaml
from handouts.sources.rules import Rule
from handouts.sources.source import display_path, file_error, read_source

ENDINGS = (".yaml", ".yml")
"""How the name of a handout's file ends."""

_BRANDS = tuple(f"brand{ending}" for ending in ENDINGS)
_OTHER_FILES = (*_BRANDS, "columns.yaml")
_T = TypeVar("_T")


class LibraryEntry(NamedTuple):
    """A handout in a library. ``language`` is empty where neither file name nor file has it."""

    name: str
    language: str
    path: Path


def find_library(
    requested: Path | None = None,
    environ: Mapping[str, str] = os.environ,
    cwd: Path | None = None,
) -> Path:
    """The library's folder: ``requested``, else the one that HANDOUTS_LIBRARY names, else the
    current folder if it has a brand.yaml, else the built-in one.

    Raises SpecError if the requested or named folder does not exist.
    """
    here = cwd or Path.cwd()
    for folder in (requested, environ.get("HANDOUTS_LIBRARY")):
        if folder:
            return _require_folder(Path(folder))
    return here if brand_path_in(here).is_file() else library_folder()


def brand_path_in(folder: Path) -> Path:
    """The path of a folder's brand: brand.yml if only that exists, else brand.yaml."""
    existing = (folder / name for name in _BRANDS if (folder / name).is_file())
    return next(existing, folder / _BRANDS[0])


def _require_folder(path: Path) -> Path:
    if path.is_dir():
        return path
    hint = "Check --library and HANDOUTS_LIBRARY, or create one: handouts init DIR."
    raise SpecError(
        [
            Finding(
                "file-not-found",
                Place(display_path(path)),
                "There is no such library folder.",
                hint,
            )
        ]
    )


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
        if _is_copy(path):
            last = quote_text(_last_part(path))
            found.append((path, f"{last}, at the end of its name, is no language"))
        elif _is_kind(path, "other"):
            found.append((path, "it has neither a title nor an id, so it is no handout"))
    hint = "Name it NAME.LANGUAGE.yaml, such as knee.en.yaml, or move it to another folder."
    return [_report_ignored(path, why, hint) for path, why in found]


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


def _is_copy(path: Path) -> bool:
    """Whether a file is named as people name copies: ``knee.old.yaml``."""
    return _last_part(path).lower() in COPY_ENDINGS


def _last_part(path: Path) -> str:
    return path.stem.rpartition(".")[2] if "." in path.stem else ""


def list_handouts_in_language(language: str, folder: Path) -> list[LibraryEntry]:
    """The handouts of a library in a language and its regional forms: pt includes pt-BR.

    Raises SpecError if there are none.
    """
    entries = list_handouts(folder)
    matches = [
        entry
        for entry in entries
        if _is_same_language(entry.language, normalize_language(language))
    ]
    if matches:
        return matches
    available = ", ".join(sorted({entry.language for entry in entries if entry.language}))
    hint = f"There are handouts in {available}." if available else "There are none in any language."
    raise _not_found(
        "language-not-available",
        folder,
        f"There is no handout in {quote_text(language)} in this library.",
        hint,
    )


def _read_entry(path: Path) -> LibraryEntry:
    name, language = split_handout_name(path)
    return LibraryEntry(name, language or _declared_language(path), path)


def _declared_language(path: Path) -> str:
    """The language that a file declares; empty if it declares none or cannot be read."""
    try:
        return parse_yaml(read_source(path), lambda root: find_language(path, root))
    except SpecError:
        return ""


def load_spec(
    name_or_path: str | Path,
    *,
    library: Path | str | None = None,
    brand: Path | str | None = None,
    language: str | None = None,
) -> Spec:
    """Read a handout and the brand it is printed under.

    A name (``dry-needling``, ``dry-needling.en``) is looked up in the library. A path is used
    as it is, with ``brand``, or the brand.yaml beside it, or the library's brand. Without
    ``language``, a name with several files means the one in the brand's language, else in
    English, else the first. Raises SpecError with all problems of handout and brand together,
    and if the handout at a path is not in the requested language.
    """
    folder = find_library(Path(library) if library else None)
    built_in = library_folder() / "pictures"
    if _is_path(name_or_path):
        path = Path(name_or_path)
        neighbouring_brand = brand_path_in(path.parent)
        brand_path = (
            Path(brand)
            if brand
            else neighbouring_brand
            if neighbouring_brand.is_file()
            else brand_path_in(folder)
        )
        spec = _load_handout_and_brand(path, brand_path, (folder / "pictures", built_in))
        _require_language(spec.handout, language)
        return spec
    brand_path = Path(brand) if brand else brand_path_in(folder)
    path = _find_by_name(str(name_or_path), folder, language, brand_path)
    return _load_handout_and_brand(path, brand_path, (folder / "pictures", built_in))


def _is_path(name: str | Path) -> bool:
    if isinstance(name, Path):
        return True
    return name.endswith(ENDINGS) or "/" in name or os.sep in name


def _load_handout_and_brand(path: Path, brand: Path, pictures: tuple[Path, ...]) -> Spec:
    """Read handout and brand, and report the problems of both together."""
    problems: list[Finding] = []
    read = _read_or_collect(lambda: read_mapped_brand(brand), problems)
    fields = _filled_fields(read[0] if read else None)
    mapped = _read_or_collect(lambda: read_mapped_handout(path, pictures, fields), problems)
    if mapped is None and (mistaken := find_mistaken_file(path)):
        raise SpecError([mistaken])
    if mapped is None or read is None:
        raise SpecError(problems)
    return Spec(mapped[0], read[0], {"handout": mapped[1], "brand": read[1]})


def _require_language(handout: Handout, language: str | None) -> None:
    if language and not _is_same_language(handout.language, normalize_language(language)):
        message = (
            f"The handout is in {quote_text(handout.language)}, not in {quote_text(language)}."
        )
        raise file_error(
            "language-not-available",
            handout.path,
            message,
            "Use another file, or leave out the language.",
        )


def _filled_fields(brand: Brand | None) -> frozenset[str]:
    """The fields that a brand fills; all of them if the brand itself is invalid."""
    if brand is None:
        return BRAND_FIELDS
    contact = brand.contact
    values = {"emergency": brand.emergency, **structs.asdict(contact), "phone": contact.main_phone}
    return frozenset({"clinic", *(name for name, value in values.items() if value)})


def _read_or_collect(read: Callable[[], _T], problems: list[Finding]) -> _T | None:
    try:
        return read()
    except SpecError as error:
        problems.extend(error.problems)
        return None


def _is_named(path: Path, name: str) -> bool:
    """Whether a copy is one of the handout of a name, or has that name itself."""
    return name in (path.stem, path.stem.rpartition(".")[0])


# --- by name -------------------------------------------------------------------------------


def _find_by_name(wanted: str, folder: Path, language: str | None, brand: Path) -> Path:
    """The file of the handout with a name in a library."""
    entries = list_handouts(folder)
    name, language_in_name = split_handout_name(Path(f"{wanted}.yaml"))
    candidates = [entry for entry in entries if entry.name == name]
    if not candidates:
        ignored = [
            each for each in find_ignored_files(folder) if _is_named(Path(each.place.file), name)
        ]
        hint = suggest_name(
            name, {entry.name for entry in entries}, "Run 'handouts list' to see all."
        )
        if ignored:
            file = quote_text(Path(ignored[0].place.file).name)
            hint = f"{file} is there. {ignored[0].message} {ignored[0].hint}"
        raise _not_found(
            "unknown-handout",
            folder,
            f"There is no handout {quote_text(wanted)} in this library.",
            hint,
        )
    requested = normalize_language(language) if language else language_in_name
    if requested:
        return _find_in_language(candidates, requested, folder)
    if len(candidates) > 1:
        for fallback in (_language_of_brand(brand), "en"):
            match = _best_match(candidates, fallback)
            if match:
                return match.path
    return candidates[0].path


def _find_in_language(candidates: list[LibraryEntry], language: str, folder: Path) -> Path:
    match = _best_match(candidates, language)
    if match:
        return match.path
    message = (
        f"The handout {quote_text(candidates[0].name)} is not available in {quote_text(language)}."
    )
    available = ", ".join(entry.language for entry in candidates)
    raise _not_found("language-not-available", folder, message, f"It is available in {available}.")


def _best_match(candidates: list[LibraryEntry], language: str) -> LibraryEntry | None:
    """The entry in exactly this language, else the first in a regional form of it."""
    exact = [entry for entry in candidates if entry.language == language]
    near = [entry for entry in candidates if _is_same_language(entry.language, language)]
    return next(iter([*exact, *near]), None)


def _is_same_language(one: str, other: str) -> bool:
    """Whether two tags are forms of the same language, such as en-GB and en-US."""
    return one.partition("-")[0] == other.partition("-")[0]


def _language_of_brand(brand: Path) -> str:
    try:
        return read_brand(brand).language
    except SpecError:
        return ""


def _not_found(rule: Rule, folder: Path, message: str, hint: str) -> SpecError:
    return SpecError([Finding(rule, Place(display_path(folder)), message, hint)])
