"""Each leaflet of a batch is, byte for byte, the one that a single build makes.

The batch runs in this process, whose caches fill up; a single build is made
by the ``build`` command with empty caches.
"""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import cycle
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

import handouts
from handouts.cli.program import program
from handouts.document.person import PERSON_FIELDS
from tests.documents import USUAL_FORMATS

pytestmark = pytest.mark.slow

Person = Mapping[str, str]
BuildAlone = Callable[[Person], "bytes | None"]

LONG: Person = {
    "first_name": "Maximiliana-Alexandra",
    "last_name": "Featherstonehaugh-Cholmondeley",
    "therapist": "Bartholomew Wigglesworth, PT, DPT, OCS",
    "date": "2026-12-01",
    "areas": "left trapezius, right calf, low back",
    "advice": "water, heat",
    "next_visit": "2026-12-08 14:30",
    "notes": "Stand up once an hour.",
}
PEOPLE: Sequence[Person] = (
    {"first_name": "Sam", "areas": "trapezius left"},
    LONG,
    {"first_name": "Zoë", "last_name": "Đặng Żółć", "therapist": "Ελένη", "paper": "a4"},
    {"first_name": "Sam", "areas": "trapezius left", "paper": "a4"},
    {"date": "2026-12-01", "paper": "letter"},
    {"first_name": "שרה", "last_name": "محمد", "notes": "Call us.\nQuestions? يوم"},
    {"therapist": "Dr. Kim", "next_visit": "2027-01-02"},
    {"notes": "word " * 190},
    {"first_name": "\N{GRINNING FACE}"},
    {"first_name": "Sam", "areas": "trapezius left"},
)
AREAS = ("left trapezius", "QL R", "both knees", "low back", "neck", "B/L calf", "jaw", "L5/S1")


@pytest.fixture(scope="module")
def build_alone() -> Iterator[BuildAlone]:
    """A person's leaflet from a single build; None if it cannot be made."""
    script = Path(__file__).with_name("fresh_runs.py")
    paths = os.pathsep.join([str(Path(handouts.__file__).parents[1]), *sys.path])
    process = subprocess.Popen(
        [sys.executable, str(script)],
        env={**os.environ, "PYTHONPATH": paths},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    with process, tempfile.TemporaryDirectory() as folder:
        assert process.stdin and process.stdout
        output = Path(folder, "alone.pdf")

        def make(person: Person) -> bytes | None:
            options = [word for each in person.items() for word in ("--set", "=".join(each))]
            words = ["build", "dry-needling", "-o", str(output), *options]
            output.unlink(missing_ok=True)
            process.stdin.write(json.dumps(words) + "\n")  # type: ignore[union-attr]
            process.stdin.flush()  # type: ignore[union-attr]
            code = int(process.stdout.readline())  # type: ignore[union-attr]
            assert code in (0, 1)
            return output.read_bytes() if code == 0 else None

        yield make
        process.stdin.close()


def build_batch(people: Sequence[Person]) -> list[bytes | None]:
    """The leaflets of people by one batch in this process; None for whom there is none."""
    table = io.StringIO(newline="")
    writer = csv.DictWriter(table, PERSON_FIELDS, quoting=csv.QUOTE_ALL, restval="")
    writer.writerow({**{field: field for field in PERSON_FIELDS}, "notes": "Notes for patient"})
    writer.writerows(people)
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "people.csv").write_text(table.getvalue(), "utf-8-sig", newline="")
        words = ["batch", "dry-needling", str(Path(folder, "people.csv"))]
        words += ["-o", str(Path(folder, "out")), "--jobs", "1", "--skip-bad", "--nameless"]
        result = CliRunner().invoke(program, words)
        assert result.exit_code in (0, 1), result.output
        paths = (Path(folder, "out", f"dry-needling-{row:05}.pdf") for row in number_rows(people))
        return [each.read_bytes() if each.exists() else None for each in paths]


def number_rows(people: Sequence[Person]) -> range:
    """The numbers of people's rows: the header is the first."""
    return range(2, len(people) + 2)


@pytest.mark.parametrize("name", USUAL_FORMATS)
def test_varied_people_equal_single_builds(name: str, build_alone: BuildAlone) -> None:
    """In every format: long names, none, accents, other papers, the same person again."""
    chosen = PEOPLE if name == "trifold" else [PEOPLE[place] for place in (0, 1, 2, 5, -1)]
    people = [{**person, "format": name} for person in chosen]
    found = build_batch(people)
    assert sum(each is not None for each in found) > len(people) / 2
    assert found[0] == found[-1] != found[2]
    for person, leaflet in zip(people, found, strict=True):
        assert leaflet == build_alone(person), person


def test_all_formats_at_once_equal_single_builds(build_alone: BuildAlone) -> None:
    """Formats and papers in turn, row by row, so that each comes after another."""
    people = [
        {**PEOPLE[0], "paper": paper, "format": name}
        for name, paper in zip(USUAL_FORMATS, cycle(["a4", "letter"]), strict=False)
    ]
    found = build_batch(people)
    assert None not in found
    assert found == [build_alone(person) for person in people]
    assert len(set(found)) == len(people)


# --- people as chance will have them -------------------------------------------------------


def cell_texts(most: int) -> some.SearchStrategy[str]:
    """What a cell may hold: names of many scripts, marks, blanks, a letter no font has."""
    letters = (
        "abcdeghilmnorstAEMSTZäéñøşžßĐłệαΩжЯא שריםمحمدي.,;'’\"-&<>{}*_[]()=/\\%$#@0123456789\n\t"
    )
    return some.one_of(
        some.sampled_from(["", "", "Sam", "Zoë", "x" * 79, "Mary Ann", "\N{GRINNING FACE}"]),
        some.text(letters, max_size=most),
    )


def has_words(person: Person) -> bool:
    """Whether a row names a person: a row with only numbers or settings does not."""
    settings = {"format", "paper"}
    return any(map(str.isalpha, "".join(person[each] for each in person.keys() - settings)))


# In a table, a name with signs or digits is asked about.
NAMES = some.text("abcdeghilmnorstAEMSTZäéñøşžßĐłệαΩжЯאשריםمحمدي'’-", max_size=30)
PERSON = some.fixed_dictionaries(
    {"therapist": cell_texts(60)},
    optional={
        "first_name": NAMES,
        "last_name": NAMES,
        "date": some.dates().map(str),
        "areas": some.lists(some.sampled_from(AREAS), max_size=6).map(", ".join),
        "advice": some.lists(some.sampled_from(["heat", "water", "move"])).map("; ".join),
        "next_visit": some.datetimes().map(lambda when: f"{when:%Y-%m-%d %H:%M}".zfill(16)),
        "notes": cell_texts(200),
        "format": some.sampled_from(USUAL_FORMATS),
        "paper": some.sampled_from(["a4", "letter", "A4", "US Letter"]),
    },
).map(lambda person: person if has_words(person) else {**person, "areas": "neck"})


@settings(max_examples=6, deadline=None, suppress_health_check=list(HealthCheck))
@given(people=some.lists(PERSON, min_size=1, max_size=4), data=some.data())
def test_any_people_equal_single_builds_in_any_order(
    people: list[Person], data: some.DataObject, build_alone: BuildAlone
) -> None:
    """Whatever the order; and a person without a single build has no leaflet in the batch."""
    found = build_batch(people)
    assert found == [build_alone(person) for person in people]
    order = data.draw(some.permutations(range(len(people))))
    assert build_batch([people[place] for place in order]) == [found[place] for place in order]
