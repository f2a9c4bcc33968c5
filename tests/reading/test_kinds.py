"""Kinds of handout: what each needs, what a missing part is told, and sections of one's own."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from handouts.building.scaffold import handout_text
from handouts.document.choices import KindName
from handouts.document.handout import Handout
from handouts.document.handout_kinds import HANDOUT_KINDS
from handouts.document.section_kinds import SECTION_KINDS
from handouts.reading.handout import read_handout
from handouts.reading.schema import build_schema
from handouts.sources.findings import Finding, SpecError
from tests.documents import load_as_json

FACTS = """\
title: A
id: A-1
version: "1"
reviewed: "2026-01-31"
review_by: "2028-01-31"
status: draft
"""
VISIT = f"{FACTS}cost: It is free.\n"
KINDS: list[KindName] = [kind.name for kind in HANDOUT_KINDS.values()]
SECTIONS = ("intro", "explanation", "what_to_expect", "aftercare", "caveat", "get_help", "stop")
REFERENCES = "references: [{id: a, title: A, author: [{literal: A}], type: book, issued: 2020}]\n"


def write_handout(folder: Path, text: str) -> Path:
    """A file with such a text."""
    path = folder / "a.en.yaml"
    path.write_text(text, "utf-8")
    return path


def find_problems(folder: Path, text: str) -> tuple[Finding, ...]:
    """What is wrong with a handout; nothing if it is right."""
    try:
        read_handout(write_handout(folder, text))
    except SpecError as error:
        return error.problems
    return ()


def read_hints(folder: Path, text: str) -> list[str]:
    """Messages and hints of all problems."""
    return [f"{each.message} {each.hint}".strip() for each in find_problems(folder, text)]


def is_valid_schema(text: str) -> bool:
    """Whether an editor finds nothing wrong with a text."""
    validator = Draft202012Validator(build_schema("handout"))
    return bool(validator.is_valid(load_as_json(text)))


def read_kind(folder: Path, kind: KindName) -> Handout:
    """The handout that a kind starts from."""
    return read_handout(write_handout(folder, handout_text("a", kind)))


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_starts_from_a_handout_that_is_right(tmp_path: Path, kind: KindName) -> None:
    """It names its kind; no part of it is needed by all but the facts."""
    assert read_kind(tmp_path, kind).kind == kind


@pytest.mark.parametrize("kind", KINDS)
def test_each_need_is_asked_for(tmp_path: Path, kind: KindName) -> None:
    """Without a thing that its kind needs, a handout is refused; editors see the same."""
    text = handout_text("a", kind)
    assert is_valid_schema(text)
    for need in HANDOUT_KINDS[kind].needs:
        if need.is_any_section:
            continue
        without = text
        for key in need.keys:
            without = re.sub(rf"(?ms)^{key}:.*?(?=^\w|\Z)", "", without)
        for part in need.parts:
            without = without.replace(f"  {part}:\n", "  checklist:\n").replace("- do:", "- ")
            without = re.sub(r"\n +how:.*", "", without)
        assert without != text
        without = re.sub(r" ?\[@[\w-]+\]", "", without)
        named = (*need.keys, *need.parts)
        problems = find_problems(tmp_path, without)
        (missing,) = (  # a section that was taken out may have held another thing that is needed
            each
            for each in problems
            if each.rule == "missing-part" and all(f"'{name}'" in each.message for name in named)
        )
        assert missing.message.startswith(HANDOUT_KINDS[kind].title)
        assert missing.source_line == f"kind: {kind}"
        assert not is_valid_schema(without)


@pytest.mark.parametrize("kind", ["visit", "information"])
def test_a_section_is_enough(tmp_path: Path, kind: str) -> None:
    """A known one or one's own, but not the panel that only one person gets."""
    of_kind = f"kind: {kind}\n{FACTS}"
    own = f"{of_kind}prices:\n  heading: Prices\n  text: It is free.\n"
    for right in (f"{of_kind}intro: Hello.\n", own):
        assert find_problems(tmp_path, right) == ()
        assert is_valid_schema(right)
    for wrong in (of_kind, f"{of_kind}personal: Hello.\n"):
        (hint,) = read_hints(tmp_path, wrong)
        title = HANDOUT_KINDS[kind].title
        assert hint.startswith(f"{title} needs at least one section. Add it.")
        assert not is_valid_schema(wrong)


@pytest.mark.parametrize("kind", KINDS)
def test_only_some_kinds_must_cite(tmp_path: Path, kind: KindName) -> None:
    """Where references are not needed, they are checked all the same if they are there."""
    assert HANDOUT_KINDS[kind].must_cite is (kind in ("treatment", "condition"))
    text = handout_text("a", kind)
    if not HANDOUT_KINDS[kind].must_cite:
        assert "never cited" in read_hints(tmp_path, f"{text}{REFERENCES}")[0]
        cited = text.replace("intro: |\n", "intro: |\n  So it is. [@a]\n")
        assert find_problems(tmp_path, f"{cited}{REFERENCES}") == ()
        assert "There is no reference 'a'." in read_hints(tmp_path, cited)[0]


def test_one_missing_part_has_an_example_and_a_way_out(tmp_path: Path) -> None:
    """What to add, and which kinds need no more than what is there."""
    text = re.sub(r"(?ms)^caveat:.*?(?=^\w)", "", handout_text("a", "treatment"))
    assert read_hints(tmp_path, text) == [
        "A treatment needs 'caveat'. Add it, for example: caveat: It does not... If this is "
        "another kind of handout, say so: 'kind: condition', 'kind: aftercare', 'kind: visit' and "
        "'kind: information' need nothing more. See: handouts kinds"
    ]


def test_a_handout_of_another_kind_gets_one_finding(tmp_path: Path) -> None:
    """Not one for each of six parts that it is not meant to have."""
    problems = find_problems(tmp_path, VISIT)
    assert [str(each) for each in problems][0].startswith(
        f"{tmp_path / 'a.en.yaml'}:1:1: A treatment needs 'intro', 'explanation' or "
        "'trigger_points', 'what_to_expect', 'aftercare', 'caveat' and 'references'. If this is "
        "another kind of handout, say so: 'kind: visit' and 'kind: information' need nothing more. "
        "See: handouts kinds\n"
    )
    assert len(problems) == 1


@pytest.mark.parametrize(
    ("line", "message"),
    [
        (
            "kind: vist",
            "'kind' must be treatment, condition, exercises, visit, consent, aftercare or "
            "information, not 'vist'. Did you mean 'visit'?",
        ),
        ("kinds: visit", "'kinds' is not known in a handout. Did you mean 'kind'?"),
        ("kind:", "'kind' is empty. Write treatment, condition,"),
    ],
)
def test_a_kind_that_cannot_be_read_is_one_finding(tmp_path: Path, line: str, message: str) -> None:
    """Nothing is asked for that another kind might need."""
    (hint,) = read_hints(tmp_path, f"{line}\n{VISIT}")
    assert hint.startswith(message)


def test_exercises_may_be_in_a_list_of_parts(tmp_path: Path) -> None:
    """In a section of any name."""
    text = f"kind: exercises\n{FACTS}stop: Stop if it hurts.\nmine:\n  heading: Mine\n"
    right = f"{text}  parts:\n    - First\n    - steps: [{{do: Bend}}]\n"
    assert find_problems(tmp_path, right) == ()
    assert is_valid_schema(right)
    wrong = f"{text}  parts:\n    - First\n    - checklist: [Bend]\n"
    assert read_hints(tmp_path, wrong)[0].startswith(
        "An exercise sheet needs a section with 'exercises' or 'steps'. Add it."
    )
    assert not is_valid_schema(wrong)


@given(
    st.sampled_from(KINDS),
    st.sets(st.sampled_from([*SECTIONS, "agreement", "mine"])),
    st.booleans(),
    st.booleans(),
)
def test_editors_see_the_same(
    tmp_path_factory: pytest.TempPathFactory, kind: str, keys: set[str], cited: bool, steps: bool
) -> None:
    """Whatever sections there are, the JSON Schema takes what the reader takes."""
    part = "steps: [{do: Rest}]" if steps else f"text: {'Yes. [@a]' if cited else 'Yes.'}"
    sections = "".join(f"{key}:\n  heading: Here\n  {part}\n" for key in sorted(keys))
    source = REFERENCES if cited and keys and not steps else ""
    text = f"kind: {kind}\n{FACTS}{sections}{source}"
    problems = find_problems(tmp_path_factory.mktemp("a"), text)
    assert (problems == ()) is is_valid_schema(text), problems
    assert {each.rule for each in problems} <= {"missing-part"}


@pytest.mark.parametrize(
    ("name", "known"),
    [("main_points", "in_short"), ("red_flags", "get_help"), ("prices", "cost")],
)
def test_another_word_for_a_section_is_understood(tmp_path: Path, name: str, known: str) -> None:
    """Where it has no heading, so that it is no section of one's own."""
    assert read_hints(tmp_path, f"kind: visit\n{FACTS}cost: Nothing.\n{name}: Yes.\n") == [
        f"'{name}' is not a section. Did you mean '{known}'?"
    ]


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("parking", "Did you mean 'how_to_find_us'? A section of your own needs a simple name and"),
        ("wound care", "The name of a section has letters and '_' only: wound_care. It needs"),
        ("2nd visit", "A section of your own needs a simple name and"),
    ],
)
def test_what_a_section_of_ones_own_lacks(tmp_path: Path, name: str, hint: str) -> None:
    """A heading, or a name without spaces."""
    text = f"kind: visit\n{FACTS}cost: Nothing.\n{name}:\n  text: Yes.\n"
    (found,) = read_hints(tmp_path, text)
    assert found.startswith(f"'{name}' is not a section. {hint}")


# --- sections of one's own -------------------------------------------------------------------


@pytest.mark.parametrize(
    "key", ["languages", "reference", "titles", "exercise", "costs", "your_choices", "summary"]
)
def test_a_section_of_ones_own_may_have_a_name_near_another(tmp_path: Path, key: str) -> None:
    """It has a heading, so it is no slip for a name without one, and looks as it would."""
    text = f"kind: visit\n{FACTS}{key}:\n  heading: Here\n  text: Yes.\n"
    (section,) = read_handout(write_handout(tmp_path, text)).sections
    assert (section.key, section.heading) == (key, "Here")


@pytest.mark.parametrize(
    ("key", "near"), [("get_hlep", "get_help"), ("question", "questions"), ("stopp", "stop")]
)
def test_a_slip_that_would_lose_a_sections_look_is_asked_about(
    tmp_path: Path, key: str, near: str
) -> None:
    """Unless the file has that section too; there is a name for a section of one's own."""
    own = "  heading: Here\n  text: Yes.\n"
    text = f"kind: visit\n{FACTS}{key}:\n{own}"
    assert read_hints(tmp_path, text) == [
        f"'{key}' is not a section. Did you mean '{near}'? If it is a section of your own, call it "
        f"'other_{key}'."
    ]
    assert find_problems(tmp_path, f"{text}{near}: Yes.\n") == ()
    assert find_problems(tmp_path, text.replace(key, f"other_{key}")) == ()


def test_a_slip_for_a_section_that_is_needed_is_one_finding(tmp_path: Path) -> None:
    """It is asked for by its right name, and not missed besides."""
    own = "  heading: Here\n  text: Yes.\n"
    assert read_hints(tmp_path, f"kind: consent\n{FACTS}agrement:\n{own}") == [
        "'agrement' is not a section. Did you mean 'agreement'?"
    ]
    assert find_problems(tmp_path, f"kind: visit\n{FACTS}agrement:\n{own}") == ()


@pytest.mark.parametrize("key", sorted(SECTION_KINDS))
def test_the_name_that_is_proposed_is_taken(tmp_path: Path, key: str) -> None:
    """For each section, with a letter too many."""
    own = "  heading: Here\n  text: Yes.\n"
    assert find_problems(tmp_path, f"kind: visit\n{FACTS}other_{key}s:\n{own}") == ()
