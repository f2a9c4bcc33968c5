"""Parts that are kept together, and new panels: on paper, on a screen, and too many of them."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import handouts
from handouts.document.edition import Edition
from handouts.document.handout import Spec
from handouts.editions import find_remarks
from handouts.layout.drawing import list_pieces
from handouts.layout.fit.pagination import AtomMeasure, PanelSpace, paginate
from handouts.layout.leaflet import Leaflet
from handouts.layout.pieces import words_of
from handouts.layout.rendering import lay_out_spec
from handouts.sources.findings import Finding, SpecError
from tests.documents import FACTS


def load_sections(folder: Path, sections: str) -> Spec:
    """A handout of these sections, under the shipped brand."""
    path = folder / "prices.en.yaml"
    path.write_text(f"{FACTS}{sections}", "utf-8")
    return handouts.load(path)


def write_section(key: str, paragraphs: int, wish: str = "") -> str:
    """A section of numbered paragraphs of two lines or so, in two parts; the second has a wish."""
    lines = [f"{key.upper()}{number} " + "and some more words " * 5 for number in range(paragraphs)]
    part = "".join(f"        {line}\n\n" for line in lines)
    return (
        f"{key}:\n  heading: {key}\n  parts:\n    - First of {key}.\n"
        f"    - text: |\n{part}{f'      {wish}' if wish else ''}\n"
    )


def lay_out(spec: Spec, format: handouts.Format = "trifold") -> Leaflet:
    """The leaflet on Letter."""
    leaflet = lay_out_spec(spec, Edition(format, "letter"))
    assert isinstance(leaflet, Leaflet)
    return leaflet


def list_panels(leaflet: Leaflet) -> list[str]:
    """The words on each panel that has any."""
    words = ("".join(words_of(atom.piece) for atom in panel.atoms) for panel in leaflet.panels)
    return [each for each in words if each]


def list_notes(spec: Spec) -> list[Finding]:
    """The notes about what is not kept together in a tri-fold on Letter."""
    found = find_remarks(spec, Edition("trifold", "letter"))
    return [note for note in found if note.rule == "not-kept-together"]


def find_panels(leaflet: Leaflet, word: str) -> set[int]:
    """Which panels have words that begin with a section's key in capitals."""
    return {place for place, words in enumerate(list_panels(leaflet)) if word in words}


# --- the choice of breaks --------------------------------------------------------------------

ATOM = st.tuples(st.floats(5, 30), st.floats(0, 5), st.booleans(), st.booleans())


@given(st.lists(st.lists(ATOM, min_size=1, max_size=6), min_size=1, max_size=5), st.integers(1, 5))
def test_what_begins_a_panel_does_so(
    sections: list[list[tuple[float, float, bool, bool]]], panels: int
) -> None:
    """Whatever the heights: each such atom is the first of a panel, if there is a way at all."""
    measures = tuple(
        tuple(
            AtomMeasure(
                height,
                before,
                4.0 if may_end or place == len(section) - 1 else float("inf"),
                place == len(section) - 1,
                new_panel=is_new,
            )
            for place, (height, before, may_end, is_new) in enumerate(section)
        )
        for section in sections
    )
    atoms = [atom for section in measures for atom in section]
    spaces = tuple(PanelSpace(60.0, False) for _ in range(panels))
    found = paginate(measures, spaces, 0)
    if found is None:
        return
    breaks = found.breaks
    starts = {0, *breaks}
    assert {place for place, atom in enumerate(atoms) if atom.new_panel} <= starts
    assert breaks[-1] == len(atoms)


# --- new panels --------------------------------------------------------------------------------


@pytest.mark.parametrize("format", ["trifold", "sheet", "booklet", "large-print"])
def test_a_section_begins_a_panel(tmp_path: Path, format: handouts.Format) -> None:
    """Its heading is the first on its panel, which is not so otherwise; and a part likewise."""
    free = "".join(write_section(key, 2) for key in ("one", "two", "three", "four", "five", "six"))
    spec = load_sections(tmp_path, free.replace("five:\n", "five:\n  new_panel: true\n"))
    assert any(words.startswith("five") for words in list_panels(lay_out(spec, format)))
    part = load_sections(tmp_path, free.replace(
        write_section("five", 2), write_section("five", 2, "new_panel: true")
    ))  # fmt: skip
    panels = list_panels(lay_out(part, format))
    assert any(words.startswith("FIVE0") for words in panels)
    assert not any(words.startswith("FIVE0") for words in list_panels(lay_out(spec, format)))


def test_the_first_part_takes_its_heading_along(tmp_path: Path) -> None:
    """No heading is left behind at the foot of the panel before."""
    sections = "".join(write_section(key, 2) for key in ("one", "two", "three", "four"))
    sections += (
        "five:\n  heading: five\n  parts:\n    - text: FIVE0 words.\n      new_panel: true\n"
    )
    panels = list_panels(lay_out(load_sections(tmp_path, sections)))
    assert any(words.startswith("fiveFIVE0") for words in panels)


def test_on_a_screen_there_are_no_new_panels(tmp_path: Path) -> None:
    """Its pages are as they would be without."""
    sections = "".join(write_section(key, 3) for key in ("one", "two", "three"))
    pdfs = [
        handouts.render(load_sections(tmp_path, text), format="screen")
        for text in (sections, sections.replace("two:\n", "two:\n  new_panel: true\n"))
    ]
    assert pdfs[0] == pdfs[1]


def test_new_panels_that_do_not_fit_are_told_as_such(tmp_path: Path) -> None:
    """Not as a text that is too long, which it is not."""
    keys = ["one", "two", "three", "four", "five", "six", "seven"]
    text = "".join(
        write_section(key, 1).replace(":\n", ":\n  new_panel: true\n", 1) for key in keys
    )
    with pytest.raises(SpecError) as raised:
        lay_out(load_sections(tmp_path, text))
    (problem,) = raised.value.problems
    assert problem.message == (
        "The text fits trifold on US Letter, but not with the new panels that it asks for."
    )
    assert problem.hint.startswith("Delete 'new_panel' where it matters least. It fits ")
    assert problem.source_line == "  new_panel: true"


# --- kept together -----------------------------------------------------------------------------


@pytest.mark.parametrize("format", ["trifold", "booklet"])
@settings(max_examples=15)
@given(st.tuples(*[st.integers(1, 11)] * 3), st.sets(st.sampled_from(["alpha", "beta", "gamma"])))
def test_what_is_kept_is_on_one_panel(
    tmp_path_factory: pytest.TempPathFactory,
    format: handouts.Format,
    sizes: tuple[int, int, int],
    whole: set[str],
) -> None:
    """Each part, and some whole sections: on one panel, or told that none holds it."""
    keys = ("alpha", "beta", "gamma")
    text = "".join(
        write_section(key, size, "keep: together") for key, size in zip(keys, sizes, strict=True)
    )
    for key in whole:
        text = text.replace(f"{key}:\n", f"{key}:\n  keep: together\n", 1)
    spec = load_sections(tmp_path_factory.mktemp("a"), text)
    try:
        leaflet = lay_out(spec, format)
    except SpecError as error:
        assert "but not with the parts kept together" in str(error)
        return
    told = {note.place.line for note in find_remarks(spec, Edition(format, "letter"))}
    lines = f"{FACTS}{text}".splitlines()
    heads = {key: 1 + lines.index(f"{key}:") for key in keys}
    for key, size in zip(keys, sizes, strict=True):
        part = heads[key] + 4 + 2 * size + (key in whole) + 1
        assert lines[part - 1] == "      keep: together"
        assert (len(find_panels(leaflet, key.upper())) == 1) or part in told
        if key in whole and heads[key] + 1 not in told:
            assert find_panels(leaflet, f"First of {key}.") == find_panels(leaflet, key.upper())


def test_what_no_panel_holds_is_divided_and_told(tmp_path: Path) -> None:
    """The leaflet is made as if it was not asked for; what else is kept stays so."""
    text = write_section("alpha", 26, "keep: together") + write_section("beta", 3, "keep: together")
    spec = load_sections(tmp_path, text)
    leaflet = lay_out(spec)
    assert len(find_panels(leaflet, "ALPHA")) > 1
    assert len(find_panels(leaflet, "BETA")) == 1
    (note,) = list_notes(spec)
    assert note.message == "This is not kept together: it is higher than a panel of trifold."
    assert note.severity == "note"
    assert note.source_line == "      keep: together"
    assert list_pieces(leaflet)


def test_a_section_too_high_still_keeps_its_parts(tmp_path: Path) -> None:
    """Where the whole is too high, the smaller wish still holds."""
    part = write_section("alpha", 8, "keep: together")
    text = part.replace(
        "    - First of alpha.\n", "    - |\n" + "      Filler words here.\n\n" * 24
    )
    spec = load_sections(tmp_path, text.replace("alpha:\n", "alpha:\n  keep: together\n", 1))
    leaflet = lay_out(spec)
    assert len(find_panels(leaflet, "Filler")) > 1 or len(list_panels(leaflet)) > 1
    assert len(find_panels(leaflet, "ALPHA")) == 1
    (note,) = list_notes(spec)
    assert note.source_line == "  keep: together"
