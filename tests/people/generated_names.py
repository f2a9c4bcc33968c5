"""Whole names as practice software writes them, each with its right reading.

They are put together from parts, so what is right is known without reading the name. The file
generated_names.tsv holds them: the cell, the order of the column, then the first and the last
name, or the rule of the finding that asks. Write it anew with::

    python -m tests.people.generated_names
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import cycle, islice
from pathlib import Path

FILE = Path(__file__).with_name("generated_names.tsv")
_COUNT = 2_000

_FIRST = (
    "Mira Tom Ana Samantha Pádraig Zoë Søren René José Jean-Luc Thi-Mai Łukasz Jürgen Björk "
    "Oluwaseun Priya Mohammed Li Yuki Chloë Siân Ömer Željko Ingrid Ye-jin Kwame Noor Ewa"
).split()
_SECOND = "Maria Jane Ann José Lee Louise Antonio Sofía Karl Beth".split()
_LAST = (
    "Castle Reed Holt O'Brien D’Amico Müller Dvořák Ziętek Nguyen Smith-Jones García Öztürk "
    "McDonald Park Ruiz Okafor Lindqvist Yıldız Kovács Silva Tanaka Singh Ó'Hara Ward"
).split()
_DOUBLE = ("García López", "Ruiz Ortega", "Silva Santos", "Lloyd Webber", "Vaughan Williams")
_PARTICLES = ("van der", "de la", "von", "van den", "de", "della", "dos", "del", "ter", "von der")
_SUFFIXES = ("Jr.", "Sr.", "III", "II", "Jr", "IV")
_TITLES = ("Mr.", "Mrs.", "Ms", "Dr.", "Miss", "Prof.", "Mrs", "Mx.", "Frau", "Herr")
_DEGREES = ("PhD", "MD", "RN", "DPT", "MBA", "PT, DPT")
_ASIDES = ("(Tommy)", "(he/him)", "[8812]", "(F, 44)", "(NEW)", "(DOB: 03/05/1980)", "(née Holt)")
_NUMBERS = ("#8812", "- 8812", "(12345)", "03/05/1980", "0044551")
_BETWEEN = (" & ", " and ", "; ", " / ", " + ", " und ", " et ", "\\n")


def generate_names() -> Iterator[tuple[str, str, str, str]]:
    """Each cell with its order, then first and last name, or an empty text and a rule."""
    return islice(_combine(), _COUNT)


def _combine() -> Iterator[tuple[str, str, str, str]]:
    seen: set[str] = set()
    lasts, seconds, particles = cycle(_LAST), cycle(_SECOND), cycle(_PARTICLES)
    suffixes, titles, degrees = cycle(_SUFFIXES), cycle(_TITLES), cycle(_DEGREES)
    asides, numbers, between, doubles = map(cycle, (_ASIDES, _NUMBERS, _BETWEEN, _DOUBLE))
    while True:
        for first in _FIRST:
            last, second, other = next(lasts), next(seconds), next(lasts)
            for each in (
                *_plain(first, second, last, next(doubles)),
                *_with_particles(first, second, last, next(particles)),
                *_with_suffix(first, last, next(suffixes)),
                *_with_asides(first, last, next(titles), next(degrees)),
                *_with_marks(first, last, next(asides), next(numbers)),
                *_several(first, second, last, other, next(between)),
            ):
                if each[0] not in seen:
                    seen.add(each[0])
                    yield each


def _plain(first: str, second: str, last: str, double: str) -> Iterator[tuple[str, str, str, str]]:
    yield f"{first} {last}", "", first, last
    yield f"{last}, {first}", "", first, last
    yield f"{last.upper()}, {first.upper()} J", "", f"{first.upper()} J", last.upper()
    yield f"{first} J. {last}", "", f"{first} J.", last
    yield f"{last}, {first} {second}", "", f"{first} {second}", last
    yield f"{double}, {first}", "", first, double
    yield f"{last} {first}", "last first", first, last
    yield f"{double}, {first} {second}", "last first", f"{first} {second}", double
    yield f"{double} {first}", "last first", "", f"{double} {first}"
    yield f"{last}^{first}^J^^", "", f"{first} J", last


def _with_particles(
    first: str, second: str, last: str, particle: str
) -> Iterator[tuple[str, str, str, str]]:
    whole = f"{particle} {last}"
    yield f"{first} {whole}", "", first, whole
    yield f"{whole}, {first}", "", first, whole
    yield f"{whole}, {first} {second}", "", f"{first} {second}", whole
    yield f"{last}, {first} {particle}", "", first, whole
    yield f"{whole} {first}", "last first", first, whole


def _with_suffix(first: str, last: str, suffix: str) -> Iterator[tuple[str, str, str, str]]:
    for cell in (
        f"{first} {last} {suffix}",
        f"{first} {last}, {suffix}",
        f"{last}, {first}, {suffix}",
        f"{last} {suffix}, {first}",
    ):
        yield cell, "", first, f"{last} {suffix}"


def _with_asides(
    first: str, last: str, title: str, degree: str
) -> Iterator[tuple[str, str, str, str]]:
    yield f"{title} {first} {last}", "", first, last
    yield f"{last}, {title} {first}", "", first, last
    yield f"{first} {last}, {degree}", "", first, last
    yield f"{title} {first} {last}, {degree}", "", first, last


def _with_marks(
    first: str, last: str, aside: str, number: str
) -> Iterator[tuple[str, str, str, str]]:
    yield f"{first} {last} {aside}", "", first, last
    yield f"{last}, {first} {aside}", "", first, last
    yield f"{first} {last} {number}", "", first, last
    yield f"*{first} {last}", "", first, last
    yield f'{first} "Mimi" {last}', "", f'{first} "Mimi"', last


def _several(
    first: str, second: str, last: str, other: str, between: str
) -> Iterator[tuple[str, str, str, str]]:
    yield f"{first} {last}{between}{second} {other}", "", "", "several-people"
    yield f"{last}, {first}{between}{other}, {second}", "", "", "several-people"
    yield f"{first} {last}, {second} {other}", "", "", "several-people"
    yield f"{first} 2 {last}", "", "", "not-a-name"


def write_names() -> None:
    """Write the file anew."""
    lines = ("\t".join(each) + "\n" for each in generate_names())
    FILE.write_text("".join(lines), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    write_names()
