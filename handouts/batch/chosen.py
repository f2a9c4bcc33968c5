"""A table's headers in a clinic's own words: as typed, and as remembered.

They are remembered in ``columns.yaml`` in the clinic's folder, which holds headers and never a
patient's data.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from handouts.batch.headers import SYNONYMS
from handouts.spec.problems import Place, Problem, SpecError, meant, quoted

FILE = "columns.yaml"
_OPTION = "--columns"
_HEAD = "# Which column of the practice's export holds which field, for 'handouts batch'.\n"


def choices(words: Iterable[str]) -> dict[str, str]:
    """Headers by field from words such as ``first_name=Given name``; ``notes=-`` leaves one out.

    Raises SpecError for a word without '=', a field that is not known or stands twice.
    """
    made: dict[str, str] = {}
    problems: list[Problem] = []
    for word in words:
        field, mark, header = (part.strip() for part in word.partition("="))
        known = field.lower().replace("-", "_").replace(" ", "_")
        fault = _choice_fault(known, mark, header, made)
        if fault:
            problems.append(Problem(Place(_OPTION), *fault))
        made.setdefault(known, header)
    if problems:
        raise SpecError(problems)
    return made


def _choice_fault(
    field: str, mark: str, header: str, made: Mapping[str, str]
) -> tuple[str, str] | None:
    if not mark or not header:
        return (
            "A field and its header are due.",
            'For example: --columns first_name="Given name"; notes=- leaves the field out.',
        )
    if field not in SYNONYMS:
        mend = meant(field, SYNONYMS, f"There are {', '.join(SYNONYMS)}.")
        return f"{quoted(field)} is not a field.", mend
    if field in made:
        return f"The field {quoted(field)} stands twice.", "Keep one of the two."
    return None


def remembered(folder: Path) -> dict[str, str]:
    """The headers by field in a clinic's columns.yaml; none where there is no such file.

    Raises SpecError with all that is wrong with the file.
    """
    path = folder / FILE
    if not path.is_file():
        return {}
    from handouts.spec.group import Group, Key
    from handouts.spec.nodes import compose
    from handouts.spec.reading import Reading
    from handouts.spec.shapes import Text
    from handouts.spec.source import read_source

    source = read_source(path)
    reading = Reading(source, folder)
    keys = {field: Key(Text(200), f"The header of the column for {field}.") for field in SYNONYMS}
    record = compose(source, lambda root: Group("a list of columns", keys).read(root, "", reading))
    if record is None or reading.problems:
        raise SpecError(reading.problems)
    return dict(record.values)


def remember(folder: Path, mapping: Mapping[str, str]) -> Path:
    """Write headers by field into a clinic's columns.yaml, beside those it holds already.

    A header that nobody could see there is left out. Gives the file's path. Raises SpecError
    where the file there is wrong, FileProblem where it cannot be written.
    """
    import json

    from handouts.files import write_whole
    from handouts.spec.inlines import blank

    # JSON's texts are YAML's, whatever is in them.
    merged = {**remembered(folder), **mapping}
    lines = [
        f"{field}: {json.dumps(merged[field], ensure_ascii=False)}\n"
        for field in SYNONYMS
        if field in merged and not blank(merged[field])
    ]
    path = folder / FILE
    write_whole(path, (_HEAD + "".join(lines)).encode("utf-8"))
    return path
