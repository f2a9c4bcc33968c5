"""An exercise sheet for tests: four exercises, each with words of its own, and a diary."""

from __future__ import annotations

from pathlib import Path

NAMES = ("Chin tuck", "Neck side bend", "Neck turn", "Shoulder squeeze")
WORDS = ("zebra", "walrus", "iguana", "badger")
"""A word for each exercise, which only its own text says."""

_HEAD = """\
title: Neck exercises
id: NX-1
kind: exercises
version: "1.0"
reviewed: 2026-01-01
review_by: 2028-01-01
status: draft
stop: Stop if it hurts.
exercises:
  exercises:
"""
_EXERCISE = """\
    - name: {name}
      how: Move like a {word}.
      sets: 2
      repeats: {repeats}
      hold: 5
      times: 3
"""
_DIARY = "  diary: 1 week\n"


def write_exercise_sheet(folder: Path, *, name: str = "neck", diary: bool = True) -> Path:
    """Write the sheet into a library, and return its path."""
    items = "".join(
        _EXERCISE.format(name=each, word=word, repeats=place)
        for place, (each, word) in enumerate(zip(NAMES, WORDS, strict=True), 10)
    )
    path = folder / f"{name}.en.yaml"
    path.write_text(f"{_HEAD}{items}{_DIARY if diary else ''}", "utf-8")
    return path
