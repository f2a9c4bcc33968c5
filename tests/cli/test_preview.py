"""``handouts preview``: where its pictures land, and how it watches files."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from PIL import Image

from .conftest import ROOT, Call
from .shell import list_names


def test_the_picture_lands_in_the_current_folder(call: Call, folder: Path) -> None:
    """Named for the handout; -o names another file."""
    result = call("preview", "first-visit")
    assert (result.exit_code, result.stdout) == (0, "first-visit.en-preview.png\n")
    with Image.open(folder / "first-visit.en-preview.png") as picture:
        assert picture.format == "PNG"
    assert call("preview", "first-visit", "-o", "own.png").stdout == "own.png\n"
    (folder / "notes.txt").write_text("mine")
    result = call("preview", "first-visit", "-o", "notes.txt")
    assert result.exit_code == 1
    assert (folder / "notes.txt").read_text() == "mine"


@pytest.mark.slow
def test_all_of_the_library(call: Call, folder: Path, clinic: Path) -> None:
    """One picture for each handout, in a folder that is made."""
    assert call("new", "back-pain", "--library", clinic).exit_code == 0
    result = call("preview", "--all", "--library", clinic, "-o", "deep/previews")
    assert result.exit_code == 0, result.stderr
    names = ["back-pain.en-preview.png", "dry-needling.en-preview.png"]
    assert list_names(folder / "deep" / "previews") == names


@pytest.mark.parametrize("words", [[], ["first-visit", "--all"], ["--all", "--watch"]])
def test_what_does_not_go_together(call: Call, words: list[str]) -> None:
    """Wrong usage, said before anything is made."""
    assert call("preview", *words).exit_code == 2


def test_a_wrong_handout_makes_no_picture(call: Call, folder: Path, clinic: Path) -> None:
    """Its problems are listed."""
    file = clinic / "dry-needling.en.yaml"
    file.write_text(file.read_text("utf-8").replace("title:", "titel:"), "utf-8")
    result = call("preview", file)
    assert result.exit_code == 1
    assert "Did you mean 'title'?" in result.stderr
    assert list_names(folder) == ["clinic"]


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="Windows has no SIGINT for one process")
def test_a_change_makes_it_again(folder: Path, clinic: Path) -> None:
    """Also after a mistake, which is told; Ctrl+C ends it."""
    file, picture = clinic / "dry-needling.en.yaml", folder / "p.png"
    text = file.read_text("utf-8")
    words = [sys.executable, "-m", "handouts", "preview", str(file), "--watch", "-o", str(picture)]
    environ = {**os.environ, "PYTHONPATH": ROOT}
    with subprocess.Popen(words, env=environ, stderr=subprocess.PIPE, text=True) as running:
        assert running.stderr
        assert "Watching" in running.stderr.readline()
        first = picture.read_bytes()
        file.write_text(text.replace("title:", "titel:"), "utf-8")
        assert "Did you mean 'title'?" in running.stderr.readline()
        assert picture.read_bytes() == first
        file.write_text(text.replace("title: What", "title: Just what"), "utf-8")
        for _ in range(600):
            if picture.read_bytes() != first:
                break
            time.sleep(0.1)
        assert picture.read_bytes() != first
        running.send_signal(signal.SIGINT)
        assert running.wait(30) == 130
