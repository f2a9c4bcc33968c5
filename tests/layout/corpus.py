"""A corpus of handouts: the library, those with every part, and others from very short to long."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from PIL import Image

import handouts
from handouts.document.handout import Spec
from handouts.reading.library_files import list_handouts
from handouts.resources import library_folder
from tests.documents import FACTS

WORDS = (
    "your back is strong and it can heal most pain eases in a few weeks walk a little each day and "
    "rest when you need to ask us if you are not sure what is right for you we can help you find a "
    "way to move that feels good and safe"
).split()

TINY = "aftercare:\n  heading: Ice or heat?\n  text: Use what feels good. Never on bare skin.\n"
VISIT = """\
intro: Your first visit takes 45 minutes. We talk, look at how you move, and agree on a plan.
what_to_bring:
  checklist: [the letter from your doctor, a list of your medicines, loose clothes]
cost:
  heading: What it costs
  text: The first visit costs **$68**, each later visit **$52**.
how_to_find_us:
  heading: How to find us
  text: We are above the bakery. The lift is on the left. Bus 7 stops in front of the door.
"""


def write_text(count: int, start: int = 0) -> str:
    """So many words in sentences of nine, on one line."""
    words = [WORDS[(start + place) % len(WORDS)] for place in range(count)]
    sentences = [" ".join(words[place : place + 9]) for place in range(0, count, 9)]
    return " ".join(f"{each[0].upper()}{each[1:]}." for each in sentences)


def write_sections(count: int, words: int) -> str:
    """Sections of three paragraphs and a list each; all together of so many words."""
    each = max(12, words // count // 4)
    parts = []
    for place in range(count):
        texts = [write_text(each, place * 7 + shift) for shift in range(3)]
        text = "\n\n".join(f"        {text}" for text in texts)
        items = "\n".join(f"        - {write_text(each // 4, place + shift)}" for shift in range(4))
        parts.append(
            f"part_{place}:\n  heading: Part {place + 1} of this text\n  parts:\n"
            f"    - |\n{text}\n    - |\n{items}\n"
        )
    return "".join(parts)


def write_exercises(count: int) -> str:
    """So many exercises, each with two pictures."""
    items = "".join(
        f"    - name: Exercise {place}\n      how: {write_text(20, place)}\n      repeats: 10\n"
        "      pictures:\n        - {picture: chin-tuck-start, alt: The start.}\n"
        "        - {picture: chin-tuck-end, alt: The end.}\n"
        for place in range(1, count + 1)
    )
    return f"stop: Stop if it hurts.\nexercises:\n  exercises:\n{items}"


def write_tables(count: int) -> str:
    """So many tables of medicines, of four to nine rows."""
    heads = "columns: [Medicine, Morning, Noon, Night]"
    return "".join(
        f"table_{place}:\n  heading: Week {place + 1}\n  table:\n    {heads}\n    rows:\n"
        + "".join(f"      - [Medicine {row}, 1, 0, {row}]\n" for row in range(4 + place % 6))
        for place in range(count)
    )


MADE: Mapping[str, str] = {
    "tiny": TINY,
    "visit": VISIT,
    "short": write_sections(3, 150),
    "middle": write_sections(6, 450),
    "long": write_sections(10, 1500),
    "twelve-exercises": write_exercises(12),
    "tables": write_tables(5),
    "photo": f"intro: {write_text(30)}\nphoto:\n  heading: A photograph\n  picture: photo\n"
    f"  alt: A room.\n  text: {write_text(60)}\n"
    f"end:\n  heading: At home\n  text: {write_text(80)}\n",
}
LIBRARY = tuple(entry.name for entry in list_handouts(library_folder()))
WITH_PARTS = ("every-part", "exercises")
CORPUS = (*LIBRARY, *WITH_PARTS, *MADE)


@cache
def load_text(name: str, folder: Path) -> Spec:
    """A handout of the corpus; one that is made is written into a folder."""
    if name in LIBRARY:
        return handouts.load(name)
    if name in WITH_PARTS:
        return handouts.load(Path(__file__).with_name(f"{name}.en.yaml"))
    pictures = folder / "pictures"
    if not pictures.exists():
        pictures.mkdir()
        for each in (library_folder() / "pictures").glob("chin-tuck*"):
            (pictures / each.name).write_bytes(each.read_bytes())
        Image.linear_gradient("L").resize((1600, 1000)).convert("RGB").save(pictures / "photo.jpg")
    path = folder / f"{name}.en.yaml"
    path.write_text(f"{FACTS}{MADE[name]}", "utf-8")
    return handouts.load(path)
