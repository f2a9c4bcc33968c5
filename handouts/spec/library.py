"""The library: a folder of a brand, handouts and pictures, and how one is found and loaded."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import NamedTuple, TypeVar

from msgspec import structs

from handouts.places import library_folder
from handouts.spec.brand import read_brand
from handouts.spec.handout import language_of, name_and_language, normal, read_handout
from handouts.spec.inlines import FROM_BRAND
from handouts.spec.models import Brand, Handout, Spec
from handouts.spec.nodes import compose
from handouts.spec.problems import Place, Problem, SpecError, meant, quoted
from handouts.spec.source import read_source, shown, whole

_ENDINGS = (".yaml", ".yml")
_BRANDS = tuple(f"brand{ending}" for ending in _ENDINGS)
_NO_HANDOUTS = (*_BRANDS, "columns.yaml")
_T = TypeVar("_T")


class Entry(NamedTuple):
    """A handout in a library. ``language`` is empty where neither name nor file says it."""

    name: str
    language: str
    path: Path


def find_library(
    given: Path | None = None,
    environ: Mapping[str, str] = os.environ,
    cwd: Path | None = None,
) -> Path:
    """The library's folder: the one given, else the one named in HANDOUTS_LIBRARY, else the
    current folder where it holds a brand.yaml, else the built-in one.

    Raises SpecError where the folder given or named is not there.
    """
    here = cwd or Path.cwd()
    for folder in (given, environ.get("HANDOUTS_LIBRARY")):
        if folder:
            return _folder(Path(folder))
    return here if brand_in(here).is_file() else library_folder()


def brand_in(folder: Path) -> Path:
    """Where a folder's brand stands, or would stand: brand.yaml, else brand.yml if it is there."""
    found = (folder / name for name in _BRANDS if (folder / name).is_file())
    return next(found, folder / _BRANDS[0])


def _folder(path: Path) -> Path:
    if path.is_dir():
        return path
    mend = "Check --library and HANDOUTS_LIBRARY, or make one: handouts init DIR."
    raise SpecError([Problem(Place(shown(path)), "There is no such library folder.", mend)])


def handouts_in(folder: Path) -> list[Entry]:
    """The handouts of a library, by name and language."""
    try:
        paths = sorted(path for path in folder.iterdir() if path.suffix in _ENDINGS)
    except OSError:
        return []
    files = (path for path in paths if path.name not in _NO_HANDOUTS and path.name[0] != ".")
    return sorted(_entry(path) for path in files if path.is_file())


def handouts_speaking(language: str, folder: Path) -> list[Entry]:
    """The handouts of a library in any form of a language: asked for pt, in pt-BR too.

    Raises SpecError where there is none.
    """
    entries = handouts_in(folder)
    found = [entry for entry in entries if _alike(entry.language, normal(language))]
    if found:
        return found
    there = ", ".join(sorted({entry.language for entry in entries if entry.language}))
    mend = f"There are handouts in {there}." if there else "There is none in any language."
    raise _unknown(folder, f"There is no handout in {quoted(language)} in this library.", mend)


def _entry(path: Path) -> Entry:
    name, language = name_and_language(path)
    return Entry(name, language or _said(path), path)


def _said(path: Path) -> str:
    """The language that a file itself says; none if it cannot be read."""
    try:
        return compose(read_source(path), lambda root: language_of(path, root))
    except SpecError:
        return ""


def load(
    name_or_path: str | Path,
    *,
    library: Path | str | None = None,
    brand: Path | str | None = None,
    language: str | None = None,
) -> Spec:
    """A handout with the brand it is printed under.

    A name (``dry-needling``, ``dry-needling.en``) is looked up in the library; a path is
    taken as it is, with the brand given, or the brand.yaml beside it, or the library's.
    Without ``language`` it is the brand's, or the only one there is. Raises SpecError with
    all the problems of the handout and the brand at once, and where a path's handout is in
    another language than the one asked for.
    """
    folder = find_library(Path(library) if library else None)
    built_in = library_folder() / "pictures"
    if _is_path(name_or_path):
        path = Path(name_or_path)
        beside = brand_in(path.parent)
        marked = Path(brand) if brand else beside if beside.is_file() else brand_in(folder)
        spec = _both(path, marked, (folder / "pictures", built_in))
        _check_spoken(spec.handout, language)
        return spec
    marked = Path(brand) if brand else brand_in(folder)
    path = _lookup(str(name_or_path), folder, language, marked)
    return _both(path, marked, (folder / "pictures", built_in))


def _is_path(name: str | Path) -> bool:
    if isinstance(name, Path):
        return True
    return name.endswith(_ENDINGS) or "/" in name or os.sep in name


def _both(path: Path, brand: Path, pictures: tuple[Path, ...]) -> Spec:
    """Handout and brand, read so that the problems of both are told together."""
    problems: list[Problem] = []
    found = _tried(lambda: read_brand(brand), problems)
    handout = _tried(lambda: read_handout(path, pictures, _given(found)), problems)
    if handout is None or found is None:
        raise SpecError(problems)
    return Spec(handout, found)


def _check_spoken(handout: Handout, language: str | None) -> None:
    if language and not _alike(handout.language, normal(language)):
        message = f"The handout is in {quoted(handout.language)}, not in {quoted(language)}."
        raise whole(handout.path, message, "Name another file, or ask for no language.")


def _given(brand: Brand | None) -> frozenset[str]:
    """The fields that a brand fills; all of them where it is wrong itself."""
    if brand is None:
        return FROM_BRAND
    own = {"emergency": brand.emergency, **structs.asdict(brand.contact)}
    return frozenset({"clinic", *(name for name, value in own.items() if value)})


def _tried(read: Callable[[], _T], problems: list[Problem]) -> _T | None:
    try:
        return read()
    except SpecError as error:
        problems.extend(error.problems)
        return None


# --- by name -------------------------------------------------------------------------------


def _lookup(wanted: str, folder: Path, language: str | None, brand: Path) -> Path:
    """The file of a handout's name in a library."""
    entries = handouts_in(folder)
    name, said = name_and_language(Path(f"{wanted}.yaml"))
    named = [entry for entry in entries if entry.name == name]
    if not named:
        mend = meant(name, {entry.name for entry in entries}, "Run 'handouts list' to see all.")
        raise _unknown(folder, f"There is no handout {quoted(wanted)} in this library.", mend)
    asked = normal(language) if language else said
    if asked:
        return _spoken(named, asked, folder)
    if len(named) > 1:
        for tongue in (_tongue(brand), "en"):
            found = _closest(named, tongue)
            if found:
                return found.path
    return named[0].path


def _spoken(named: list[Entry], language: str, folder: Path) -> Path:
    found = _closest(named, language)
    if found:
        return found.path
    message = f"The handout {quoted(named[0].name)} is not there in {quoted(language)}."
    there = ", ".join(entry.language for entry in named)
    raise _unknown(folder, message, f"It is there in {there}.")


def _closest(named: list[Entry], language: str) -> Entry | None:
    """The entry in just this language, else the first in any form of it."""
    exact = [entry for entry in named if entry.language == language]
    near = [entry for entry in named if _alike(entry.language, language)]
    return next(iter([*exact, *near]), None)


def _alike(one: str, other: str) -> bool:
    """Whether two languages are forms of one: en-GB and en-US."""
    return one.partition("-")[0] == other.partition("-")[0]


def _tongue(brand: Path) -> str:
    try:
        return read_brand(brand).language
    except SpecError:
        return ""


def _unknown(folder: Path, message: str, mend: str) -> SpecError:
    return SpecError([Problem(Place(shown(folder)), message, mend)])
