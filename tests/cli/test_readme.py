"""The README's own examples of a person and of exercises."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from .conftest import ROOT, Call

README = (Path(ROOT) / "README.md").read_text("utf-8")


@pytest.mark.parametrize("paper", ["a4", "letter"])
@pytest.mark.parametrize("brand", ["built-in", "new", "new in full"])
def test_the_readmes_example_person_fits(
    call: Call, folder: Path, own_library: Path, brand: str, paper: str
) -> None:
    """On the tri-fold, under each brand that ships, as the README has it."""
    library = own_library
    if brand != "built-in":
        library = folder / "clinic"
        known = ("--phone", "020 7946 0958", "--web", "hill.example", "--country", "GB")
        assert call("init", "clinic", "--name", "Hill Street Physio", *known).exit_code == 0
    if brand == "new in full":
        path = library / "brand.yaml"
        on = {"# tagline:": "tagline:", "  # email:": "  email:", "  # reach:": "  reach:"}
        text = path.read_text("utf-8")
        for old, new in {**on, "# qr:": "qr:"}.items():
            text = text.replace(old, new)
        path.write_text(text, "utf-8")
    (example,) = re.findall(
        r"handouts build dry-needling (--set first_name=Sam.*?)\n\n?    handouts", README, re.DOTALL
    )
    words = shlex.split(example.replace("\\\n", " "))
    result = call("build", "dry-needling", *words, "--library", library, "--paper", paper)
    assert (result.exit_code, result.stdout) == (0, "dry-needling-personal.pdf\n"), result.stderr


def test_the_readmes_exercises_can_be_chosen(call: Call, own_library: Path) -> None:
    """In the command that chooses some of a handout that ships."""
    (example,) = re.findall(r"handouts (build neck-exercises --set exercises=.*)", README)
    result = call(*shlex.split(example), "--library", own_library)
    assert (result.exit_code, result.stdout) == (0, "neck-exercises-personal.pdf\n"), result.stderr


def test_the_readmes_exercise_is_right(call: Call, own_library: Path) -> None:
    """What is copied from the README into a handout is understood."""
    (example,) = re.findall(r"```yaml\n(exercises:\n.*?)```", README, re.DOTALL)
    head = "title: Neck\nkind: exercises\nid: N-1\nversion: '1'\nreviewed: 2026-11\n"
    rest = "review_by: 2028-11\nstatus: draft\nstop: It hurts.\n"
    path = own_library / "neck.en.yaml"
    path.write_text(head + rest + example, "utf-8")
    result = call("check", "neck", "--library", own_library)
    assert "No problems in 1 handout." in result.stderr
    assert "2 sets of 8 to 12, hold for 5 seconds, twice a day, each side" in (
        " ".join(call("read", "neck", "--library", own_library).stdout.split())
    )
