"""People read from texts, as from the cells of a table."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from handouts.document.blocks import Advice
from handouts.document.brand import Brand
from handouts.document.handout import Handout, Section
from handouts.document.person import Person
from handouts.document.text import plain
from handouts.people.person import Cell, read_person
from handouts.reading.handout import read_handout
from handouts.resources import library_folder
from handouts.sources.findings import Place, SpecError

FORMATS = ("trifold", "large-print")
SHIPPED = read_handout(library_folder() / "dry-needling.en.yaml", (library_folder() / "pictures",))
ADVICE = Advice((("heat", plain("Use a warm pack.")), ("water", plain("Drink."))))
BARE = replace(SHIPPED, sections=tuple(each for each in SHIPPED.sections if each.key != "personal"))
HANDOUT = replace(BARE, sections=(*BARE.sections, Section("personal", "", (ADVICE,))))
BRAND = Brand(name="Clinic", paper="letter")


def read_cells(
    handout: Handout | None = HANDOUT, brand: Brand | None = BRAND, /, **texts: str
) -> Person:
    """The person in these texts, each of them in column 3 of row 7 of a table."""
    cells = {name: Cell(text, Place("people.csv", 7, 3)) for name, text in texts.items()}
    return read_person(cells, handout, formats=FORMATS, brand=brand)


def read_messages(
    handout: Handout | None = HANDOUT, brand: Brand | None = BRAND, /, **texts: str
) -> list[str]:
    """The messages about what is wrong with these texts."""
    with pytest.raises(SpecError) as caught:
        read_cells(handout, brand, **texts)
    return [str(each) for each in caught.value.problems]
