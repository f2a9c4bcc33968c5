"""Areas: what therapists write becomes parts of the body with their sides."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handouts.document.body import BODY_PARTS
from handouts.document.person import Area, Side
from handouts.language.words import list_languages, words_for
from handouts.people.areas import read_areas


def read_right_areas(text: str) -> list[tuple[str, Side]]:
    """The areas of a text in which nothing is wrong."""
    found, errors = read_areas(text)
    assert not errors, errors
    return [(area.part, area.side) for area in found]


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("trapezius left", [("trapezius", "left")]),
        ("Left Trapezius", [("trapezius", "left")]),
        ("L. upper trap", [("upper trapezius", "left")]),
        ("upper left trap", [("upper trapezius", "left")]),
        ("UT (R)", [("upper trapezius", "right")]),
        ("R) glut med", [("gluteus medius", "right")]),
        ("LT quads", [("quadriceps", "left")]),
        ("left-sided low back pain", [("low back", "left")]),
        ("left side of the neck", [("side of the neck", "left")]),
        ("B/L QL", [("quadratus lumborum", "both")]),
        ("bilat. QL", [("quadratus lumborum", "both")]),
        ("both knees", [("knee", "both")]),
        ("left and right calf", [("calf", "both")]),
        ("R/L gastroc", [("gastrocnemius", "both")]),
        ("knee left, knee right", [("knee", "both")]),
        ("left & right knee", [("knee", "both")]),
        ("trapezius L+R", [("trapezius", "both")]),
        ("knee R-L", [("knee", "both")]),
        ("left L-spine (L)", [("low back", "left")]),
        ("• left knee\n• _neck_: “R”", [("knee", "left"), ("neck", "right")]),
        ("left\u200b knee\ufeff", [("knee", "left")]),
        ("knee, left knee", [("knee", "left")]),
        ("low back", [("low back", "")]),
        ("L-spine", [("low back", "")]),
        ("left L-spine", [("low back", "left")]),
        ("T-spine", [("upper back", "")]),
        ("L4-5", [("low back", "")]),
        ("L5/S1", [("low back", ""), ("sacrum", "")]),
        ("L5-S1", [("low back", ""), ("sacrum", "")]),
        ("L4/5", [("low back", "")]),
        ("right C5/6", [("neck", "right")]),
        ("C5/6/7 + T12", [("neck", ""), ("upper back", "")]),
        ("T8 to L2", [("upper back", ""), ("low back", "")]),
        ("golfer's elbow R", [("inner elbow", "right")]),
        ("golfer’s elbow R", [("inner elbow", "right")]),
        ("IT band", [("iliotibial band", "")]),
        ("shoulder blade and neck", [("shoulder blade", ""), ("neck", "")]),
        ("UT; TFL | SCM\nQL / TMJ & ITB", None),
        ("trapezius, left", [("trapezius", "left")]),
        ("left, trapezius", [("trapezius", "left")]),
        ("left, shoulder, right, knee", [("shoulder", "left"), ("knee", "right")]),
        ("shoulder, left, knee, right", [("shoulder", "left"), ("knee", "right")]),
        (" ; ,", []),
    ],
)
def test_as_it_is_written(text: str, read: list[tuple[str, Side]] | None) -> None:
    """The side before, behind or inside; in words or letters; any mark between areas."""
    six = ["upper trapezius", "tensor fasciae latae", "sternocleidomastoid"]
    six += ["quadratus lumborum", "jaw", "iliotibial band"]
    assert read_right_areas(text) == (read if read is not None else [(part, "") for part in six])


@pytest.mark.parametrize(
    "text",
    ["R knee, prev L", "L>R knees", "knee L>R", "Left knee. Right knee NAD", "except left knee"]
    + [
        "both knees (R worse)",
        "left knee? right",
        "L knee x2",
        "left knee - R hip",
        "L knee (not R)",
    ]
    + ["L knee -> R hip", "knees, left > right", "right arm left leg", "R then L knee"]
    + ["contralateral knee", "not left knee", "left knee (R also sore)", "L knee post op"]
    + ["avoid left knee", "whole body", "No areas treated", "M54.2", "left knee, right"]
    + ["L knee, R", "knee, L, R", "left or right knee", "L knee; R knee NAD", "? left knee"],
)
def test_a_side_in_doubt_is_asked_about(text: str) -> None:
    """Two sides with nothing that says both, and words that may say the opposite."""
    found, errors = read_areas(text)
    assert found == ()
    assert errors


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("Knee (Left)", [("knee", "left")]),
        ("L knee +++", [("knee", "left")]),
        ("L. knee / R. hip", [("knee", "left"), ("hip", "right")]),
        ("L) shoulder", [("shoulder", "left")]),
        ("Neck pain - left", [("neck", "left")]),
        ("left shoulder / right knee", [("shoulder", "left"), ("knee", "right")]),
        ("left, knee and hip", [("knee", "left"), ("hip", "")]),
        ("left neck and shoulder", [("neck", "left"), ("shoulder", "")]),
        ("L neck, shoulder, knee", [("neck", "left"), ("shoulder", ""), ("knee", "")]),
        ("R L5/S1", [("low back", "right"), ("sacrum", "")]),
    ],
)
def test_a_side_belongs_to_one_part(text: str, read: list[tuple[str, Side]]) -> None:
    """A part without its own side has none: it is named, and left to be marked by hand."""
    assert read_right_areas(text) == read


@given(
    st.sampled_from(["knee", "hip", "calf", "shoulder"]),
    st.permutations(["left", "right"]),
    st.sampled_from([" > ", ", prev ", "? ", " not ", " (", ", was ", " then ", " vs ", " or "]),
)
def test_two_sides_are_never_both_unless_it_says_so(part: str, sides: list[str], mark: str) -> None:
    """Only "and", "&", "+", "/" and "both" say that both were treated."""
    first, second = sides
    for text in (f"{first} {part}{mark}{second}", f"{first}{mark}{second} {part}"):
        found, errors = read_areas(text)
        assert errors or "both" not in [area.side for area in found], text


TWO = {
    *("upper arms", "lower legs", "ankles", "arms", "buttocks", "calfs", "calves", "elbows"),
    *("feet", "forearms", "groins", "hands", "heels", "hips", "knees", "legs", "shins"),
    *("shoulders", "temples", "thighs", "thumbs", "wrists"),
}
"""Names that mean both sides by themselves."""


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("L gastroc/soleus", ["left", "left"]),
        ("gastroc / soleus (L)", ["left", "left"]),
        ("gastroc/soleus, L", ["left", "left"]),
        ("L, gastroc/soleus", ["left", "left"]),
        ("B/L gastroc/soleus", ["both", "both"]),
        ("calf/knee/ankle R", ["right", "right", "right"]),
        ("L UT/levator/R scalenes", ["left", "left", "right"]),
        ("L SI/sacrum/piriformis", ["left", "", "left"]),
        ("L knees/ankles", ["left", "left"]),
        ("L gastroc, soleus", ["left", ""]),
        ("L gastroc and soleus", ["left", ""]),
        ("gastroc, soleus L", ["", "left"]),
        ("neck/L shoulder", ["", "left"]),
        ("gastroc L/soleus", ["left", ""]),
        ("left calf\nT4/neck", ["left", "", ""]),
    ],
)
def test_a_slash_hands_a_side_on(text: str, read: list[Side]) -> None:
    """To parts without one: a side before them onward, one behind them back; no other mark."""
    assert [side for _, side in read_right_areas(text)] == read


@pytest.mark.parametrize(
    ("text", "side"),
    [("knees", "both"), ("knee", ""), ("left knees", "left"), ("quads", ""), ("calves", "both")],
)
def test_a_plural_of_what_one_has_two_of_is_both(text: str, side: Side) -> None:
    """For a muscle it means nothing: "quads" can be those of one thigh."""
    assert [each for _, each in read_right_areas(text)] == [side]


@pytest.mark.parametrize("text", ["C0", "c9", "t13", "t45", "l6", "l99", "s6", "L4/6", "C5/T"])
def test_a_level_that_does_not_exist_is_refused(text: str) -> None:
    """There are eight in the neck, twelve in the upper back, five below and five in the sacrum."""
    found, errors = read_areas(text)
    assert found == ()
    assert errors


@pytest.mark.parametrize(
    "name",
    [
        *("forehead", "brow", "temple", "jaw", "jaw line", "base of skull", "front of neck"),
        *("side of neck", "back of neck", "top of shoulder", "between shoulder blades"),
        *("front of shoulder", "back of shoulder", "flank", "bottom", "inner thigh", "outer thigh"),
        *("front of thigh", "back of thigh", "back of knee", "front of hip", "outer hip", "knee"),
        *("lateral thigh", "anterior thigh", "posterior shoulder", "dorsal forearm", "deep calf"),
    ],
)
def test_everyday_words_gain_no_muscle(name: str) -> None:
    """The leaflet only names what the therapist named."""
    ((part, _),) = read_right_areas(name)
    assert "(" not in words_for("en").areas[part].plain


def test_plain_words_have_no_comma() -> None:
    """Areas are listed with commas: a comma inside a name would split it."""
    for language in list_languages():
        words = words_for(language)
        assert not [each.plain for each in words.areas.values() if words.comma in each.plain]


@pytest.mark.parametrize(
    ("called", "part", "front", "back"),
    [
        ("infra", "infraspinatus", set(), {"infraspinatus"}),
        ("lev scap", "levator scapulae", set(), {"levator-scapulae"}),
        ("rhomboids", "rhomboids", set(), {"rhomboids"}),
        ("upper trap", "upper trapezius", {"trapezius"}, {"upper-trapezius"}),
        ("glutes", "buttock", set(), {"buttock"}),
        ("tib ant", "tibialis anterior", {"tibialis-anterior"}, set()),
        ("fibularis", "peroneals", {"peroneals"}, {"peroneals"}),
        ("wrist extensors", "forearm extensors", set(), {"forearm-extensors"}),
        ("wrist flexors", "forearm flexors", {"forearm-flexors"}, set()),
        ("tennis elbow", "outer elbow", {"outer-elbow"}, {"outer-elbow"}),
        ("teres", "teres muscles", set(), {"teres-major", "teres-minor"}),
        ("iliopsoas", "iliopsoas", {"psoas", "iliacus"}, set()),
        ("lateral pterygoid", "pterygoids", {"masseter"}, set()),
        ("subscap", "subscapularis", set(), {"shoulder-blade"}),
        ("cervical", "neck", {"neck"}, {"neck"}),
        ("plantar fascia", "sole of the foot", set(), {"sole"}),
    ],
)
def test_a_muscle_marks_the_place_it_lies_in(
    called: str, part: str, front: set[str], back: set[str]
) -> None:
    """A deep part marks the part above it, and keeps its name."""
    assert read_right_areas(called) == [(part, "")]
    assert (set(BODY_PARTS[part].front), set(BODY_PARTS[part].back)) == (front, back)


def test_every_name_is_read_with_every_side() -> None:
    """Each part by each of its names, and none by two."""
    seen: dict[str, str] = {}
    for part in BODY_PARTS.values():
        for name in (part.name, *part.synonyms):
            assert seen.setdefault(name, part.name) == part.name, name
            for side, written in (("left", "Lt"), ("right", "Rt"), ("both", "bilateral")):
                wanted: list[tuple[str, Side]] = [(part.name, side)]  # type: ignore[list-item]
                assert not part.sided or read_right_areas(f"{name} {written}") == wanted, name
                assert not part.sided or read_right_areas(f"{written} {name}") == wanted, name
            assert read_right_areas(name.upper()) == [(part.name, "both" if name in TWO else "")], (
                name
            )


def test_every_part_marks_a_region_and_has_plain_words() -> None:
    """On the front, on the back, or on both."""
    for name, part in BODY_PARTS.items():
        assert part.front or part.back, name
        assert all(words_for(each).areas[name].plain for each in list_languages()), name
        assert part.spans_midline or part.sided, name


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("left", "There is a side without a part of the body."),
        ("neck, left, right", "There is a side without a part of the body."),
        ("left tailbone", "Area 1 has no left and right."),
        ("knee, nose job", "Area 2 is not a known part of the body."),
        ("right trapezius left", "The sides of area 1 contradict each other."),
        ("neck, bilateral knee (L)", "The sides of area 2 contradict each other."),
        ("right upper left trap", "The sides of area 1 contradict each other."),
        ("both left knee", "The sides of area 1 contradict each other."),
        ("trapezius R>L", "Area 1 contains a symbol that is not understood."),
        ("left knee \N{GRINNING FACE}", "Area 1 contains a symbol that is not understood."),
        ("left knee, \N{GRINNING FACE}", "Area 2 contains a symbol that is not understood."),
        ("neck; ☐ left knee", "Area 2 contains a symbol that is not understood."),
        ("neck?", "Area 1 contains a symbol that is not understood."),
        (", ".join(["knee"] * 21), "21 areas are too many; the limit is 20."),
    ],
)
def test_what_is_wrong(text: str, message: str) -> None:
    """A text that is only partly understood gives no areas."""
    found, errors = read_areas(text)
    assert found == ()
    assert [error.message for error in errors] == [message]
    assert all(error.hint for error in errors)


@given(
    st.lists(st.tuples(st.sampled_from(list(BODY_PARTS)), st.sampled_from(["left", "right", ""])))
)
def test_each_part_is_listed_once_in_the_order_of_the_text(said: list[tuple[str, str]]) -> None:
    """However often and with whatever sides it is entered."""
    said = [(part, side if BODY_PARTS[part].sided else "") for part, side in said][:20]
    found = read_right_areas(", ".join(f"{side} {part}" for part, side in said))
    assert [part for part, _ in found] == list(dict.fromkeys(part for part, _ in said))
    for part, side in found:
        sides = {each for name, each in said if name == part} - {""}
        assert side == ("both" if len(sides) == 2 else "".join(sides))


def test_an_area_of_one_part() -> None:
    """An area is a plain value."""
    assert read_areas("knee")[0] == (Area("knee"),)
