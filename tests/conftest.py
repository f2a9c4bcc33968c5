"""What all tests share: the flag that writes expected files anew."""

from __future__ import annotations

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    """Offer ``--regenerate``: expected files are written anew, to be looked at in the diff."""
    parser.addoption("--regenerate", action="store_true", help="write expected files anew")


@pytest.fixture
def regenerate(request: pytest.FixtureRequest) -> bool:
    """Whether expected files are to be written anew."""
    return bool(request.config.getoption("--regenerate"))
