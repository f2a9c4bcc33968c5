"""What all tests share: a private cache folder, and the flag that rewrites expected files."""

from __future__ import annotations

import os
import shutil
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from handouts.resources import library_folder

# The same code must always give the same result. `make explore` chooses other examples each
# time; what it finds is added as an @example.
settings.register_profile("steady", derandomize=True, deadline=None)
settings.register_profile("quick", derandomize=True, deadline=None, max_examples=20)
settings.register_profile("explore", derandomize=False, deadline=None, max_examples=500)
settings.load_profile("steady")


def pytest_addoption(parser: pytest.Parser) -> None:
    """Offer ``--regenerate``: expected files are rewritten, to be looked at in the diff.

    With ``--kills`` and ``--pairs``, more runs are killed, and more run beside one another.
    """
    parser.addoption("--regenerate", action="store_true", help="write expected files anew")
    parser.addoption(
        "--kills", type=int, default=26, help="how many runs to kill at random moments"
    )
    parser.addoption("--pairs", type=int, default=4, help="how many pairs of runs in one folder")


@pytest.fixture
def regenerate(request: pytest.FixtureRequest) -> bool:
    """Whether expected files are to be rewritten."""
    return bool(request.config.getoption("--regenerate"))


@pytest.fixture(scope="session")
def own_library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A library with the handouts and the brand of the built-in one, as a clinic's own."""
    folder = tmp_path_factory.mktemp("own") / "clinic"
    shutil.copytree(library_folder(), folder)
    return folder


@pytest.fixture(autouse=True, scope="session")
def _private_cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Tests, and the processes they start, never use the user's cache."""
    folder = str(tmp_path_factory.mktemp("cache"))
    with pytest.MonkeyPatch.context() as patch:
        for name in ("XDG_CACHE_HOME", "XDG_STATE_HOME", "LOCALAPPDATA"):
            patch.setenv(name, folder)
        yield


@pytest.fixture(autouse=True, scope="session")
def _fixed_day() -> Iterator[None]:
    """It is December 1, 2026: days of treatment in the tests are past, and next visits are not."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SOURCE_DATE_EPOCH", "1796083200")
        yield


@pytest.fixture(autouse=True, scope="session")
def _heard_signals() -> Iterator[None]:
    """Ctrl-C and a closed terminal reach the programs that tests start.

    Also where the tests run under ``nohup``, or in the background of a script: what is
    ignored there would be ignored by those programs too.
    """
    if os.name == "nt":
        yield
        return
    hang_up = signal.signal(signal.SIGHUP, signal.SIG_DFL)
    interrupt = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGHUP, hang_up)
    signal.signal(signal.SIGINT, interrupt)
