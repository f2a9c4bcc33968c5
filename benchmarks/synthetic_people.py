"""Synthetic people: the same ones for every program, by number, from a fixed seed.

A person depends only on the number, so that a hundred people are the first hundred of ten
thousand. They vary as a clinic's patients do: names with and without accents, some without a
name, one area or four, no advice or four pieces of it, no note or three lines; a long note
and much advice do not come together, since no panel has room for both.
"""

from __future__ import annotations

import csv
import os
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from random import Random

from handouts.document.person import Area, Person, Side, Visit

SEED = 1

FIRST_NAMES = (
    "Ana Åsa Ben Björn Carmen Chloé Daniel Edith Elif Emma Fatima Frank Gabriel Grace Hannah Hugo "
    "Ines Isaac Ivan José Julia Kai Karen Łukasz Leila Liam Lucía Marek Mary Mei Miguel Nadia "
    "Noah Nora Olga Oscar Paul Petra Quinn Rosa Ruth Sam Siân Sofía Thomas Uma Vera Victor Wei "
    "William Xenia Yusuf Zoë Anne-Marie"
).split()
LAST_NAMES = (
    "Adams Alvarez Andersson Bauer Brown Castañeda Chen Clarke Davies Díaz Dvořák Evans Fischer "
    "Fitzgerald-Montgomery García Gonçalves Green Haddad Hansen Hernández Hughes Ibrahim Jansen "
    "Johnson Kaya Kim King Kovač Kowalski Larsen Lee Li López Martin Meyer Miller Moreau Müller "
    "Murphy Nakamura Nguyen Novák O’Brien Okafor Olsen Ortiz Patel Pérez Roberts Rossi Şahin "
    "Santos Schmidt Silva Singh Smith Sørensen Taylor Torres Walker Weiß White Williams Wright "
    "Young"
).split()
THERAPISTS = (
    "Dr. Maya Lindqvist",
    "Jordan Reyes, PT, DPT",
    "Priya Raman, PT",
    "Tom Becker, DPT",
    "Sarah Whitfield, PT",
)
PAIRED_PARTS = (
    "trapezius",
    "deltoid",
    "calf",
    "hamstrings",
    "quadriceps",
    "forearm",
    "triceps",
    "gluteus medius",
    "infraspinatus",
)
UNPAIRED_PARTS = ("neck", "low back", "upper back")
"""Parts that nobody says a side of."""

SIDES: tuple[Side, ...] = ("left", "right", "both")
OPENINGS = ("Please", "For now,", "If it feels good,", "Starting tomorrow,", "This week,")
TASKS = (
    "roll your shoulders {} times",
    "walk for {} minutes a day",
    "hold each stretch for {} seconds",
    "rest your arm for {} minutes after work",
    "stand up from your desk every {} minutes",
    "do {} slow heel raises",
)
NOTES = (
    "Call me if the ache lasts more than {} days.",
    "You can swim again in {} days.",
    "We will look at your desk in visit {}.",
    "You did well today.",
    "Bring your running shoes next time.",
)
TODAY = date(2026, 11, 30)
FIELDS = "first_name last_name therapist date areas advice next_visit notes_for_patient".split()


def make_people(count: int, advice: Sequence[str]) -> Iterator[Person]:
    """So many people; ``advice`` are the keys that the handout knows."""
    return (make_person(number, advice) for number in range(count))


def make_person(number: int, advice: Sequence[str]) -> Person:
    """One person by number."""
    chance = Random(f"{SEED} {number}")
    named = chance.random() > 0.05
    treated = date(2026, 11, 2) + timedelta(days=chance.randrange(28))
    given = _choose_some(chance, advice, 0, 4)
    most = max(1, min(3, 4 - len(given)))
    return Person(
        first_name=chance.choice(FIRST_NAMES) if named else "",
        last_name=chance.choice(LAST_NAMES) if named and chance.random() > 0.1 else "",
        therapist=chance.choice(THERAPISTS),
        treated=treated,
        areas=tuple(_choose_areas(chance)),
        advice=tuple(given),
        next_visit=_choose_visit(chance) if chance.random() > 0.1 else None,
        notes="\n".join(_write_note(chance) for _ in range(chance.randint(0, most))),
    )


def fix_today() -> None:
    """Make the programs that are measured believe that it is today: a next visit is to come."""
    noon = datetime.combine(TODAY, time(12), UTC)
    os.environ["SOURCE_DATE_EPOCH"] = str(int(noon.timestamp()))


def write_table(path: Path, everyone: Iterable[Person]) -> None:
    """The people as a CSV file, one in each row, as practice software would export them."""
    with path.open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file)
        table.writerow(FIELDS)
        table.writerows(map(_make_row, everyone))


def _choose_areas(chance: Random) -> Iterator[Area]:
    for part in _choose_some(chance, (*PAIRED_PARTS, *UNPAIRED_PARTS), 1, 4):
        yield Area(part, chance.choice(SIDES) if part in PAIRED_PARTS else "")


def _choose_some(chance: Random, among: Sequence[str], least: int, most: int) -> list[str]:
    """A few different ones, in their order."""
    chosen = chance.sample(range(len(among)), min(chance.randint(least, most), len(among)))
    return [among[place] for place in sorted(chosen)]


def _choose_visit(chance: Random) -> Visit:
    day = TODAY + timedelta(days=chance.randint(3, 21))
    at = time(chance.randint(8, 17), chance.choice((0, 15, 30, 45)))
    return Visit(day, at if chance.random() > 0.2 else None)


def _write_note(chance: Random) -> str:
    if chance.random() < 0.4:
        return chance.choice(NOTES).format(chance.randint(2, 9))
    return f"{chance.choice(OPENINGS)} {chance.choice(TASKS).format(chance.randint(2, 60))}."


def _make_row(person: Person) -> list[str]:
    visit = person.next_visit
    when = "" if visit is None else visit.day.isoformat()
    return [
        person.first_name,
        person.last_name,
        person.therapist,
        person.treated.isoformat() if person.treated else "",
        "; ".join(f"{area.part} {area.side}".strip() for area in person.areas),
        "; ".join(person.advice),
        f"{when} {visit.at:%H:%M}" if visit and visit.at else when,
        person.notes,
    ]
