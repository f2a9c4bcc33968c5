"""The library: a folder with a brand, handouts and pictures; finding and loading them."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TypeVar

from msgspec import structs

from handouts.document.brand import Brand
from handouts.document.handout import Handout, Spec
from handouts.document.language_tags import normalize_language
from handouts.reading.brand import read_brand, read_mapped_brand
from handouts.reading.file_kinds import find_mistaken_file
from handouts.reading.handout import read_mapped_handout, split_handout_name
from handouts.reading.inlines import BRAND_FIELDS
from handouts.reading.library_files import (
    ENDINGS,
    LibraryEntry,
    brand_path_in,
    find_ignored_files,
    is_copy_of,
    list_handouts,
)
from handouts.resources import library_folder
from handouts.sources.findings import Finding, Place, SpecError, quote_text, suggest_name
from handouts.sources.rules import Rule
from handouts.sources.source import display_path, file_error

_T = TypeVar("_T")


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


# --- by name -------------------------------------------------------------------------------


def _find_by_name(wanted: str, folder: Path, language: str | None, brand: Path) -> Path:
    """The file of the handout with a name in a library."""
    entries = list_handouts(folder)
    name, language_in_name = split_handout_name(Path(f"{wanted}.yaml"))
    candidates = [entry for entry in entries if entry.name == name]
    if not candidates:
        ignored = [
            each
            for each in find_ignored_files(folder)
            if any(is_copy_of(Path(each.place.file), one) for one in (name, wanted))
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
