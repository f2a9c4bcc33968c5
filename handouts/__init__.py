"""Patient handouts, written once in YAML, as branded PDFs that a clinic can hand to anyone.

    import handouts

    spec = handouts.load("dry-needling")
    pdf = handouts.render(spec, paper="letter")

`load` reads a handout and a brand, `render` makes the PDF. Both are pure: the same
input gives the same bytes, and nothing is written.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, get_args

if TYPE_CHECKING:
    from handouts.spec.models import Paper, Spec
    from handouts.spec.problems import SpecError

Format = Literal["trifold"]

__all__ = ["SpecError", "__version__", "load", "render"]

__version__ = "0.1.0"


def load(
    name_or_path: str | Path,
    *,
    library: Path | None = None,
    brand: Path | None = None,
    language: str | None = None,
) -> Spec:
    """Read a handout with the brand it is printed under.

    ``name_or_path`` is a name from the library ("dry-needling", "dry-needling.en") or a
    spec's file. The library is the folder given, else the one named in HANDOUTS_LIBRARY,
    else the current folder where it holds a brand.yaml, else the built-in one. The brand
    is the file given, else the brand.yaml beside the handout, else the library's. ``language``
    chooses among a name's files; a path's handout must be in it.

    Raises SpecError, whose ``problems`` are all that is wrong in all files read.
    """
    from handouts.spec.library import load

    return load(name_or_path, library=library, brand=brand, language=language)


def render(spec: Spec, *, format: Format = "trifold", paper: Paper | None = None) -> bytes:
    """The PDF of a handout, as bytes. ``paper`` is the brand's where it is not given.

    Raises SpecError where the text is too long for the format, or where no font has one
    of its letters, and ValueError for a format or a paper that there is not: the formats
    are those of `Format`, the papers "a4" and "letter".
    """
    from handouts.making import render
    from handouts.spec.models import Paper

    _check("format", format, get_args(Format))
    _check("paper", paper or "a4", get_args(Paper))
    return render(spec, format=format, paper=paper)


def _check(what: str, name: str, known: tuple[str, ...]) -> None:
    if name not in known:
        there = ", ".join(map(repr, known))
        raise ValueError(f"there is no {what} {name!r}: there is {there}")


def __getattr__(name: str) -> Any:
    # Late, so that `import handouts` reads no YAML library.
    if name == "SpecError":
        from handouts.spec.problems import SpecError

        return SpecError
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
