"""Fixtures that all tests share: programs from outside, skipped or required as `tests.tools` says."""

from __future__ import annotations

import os
import signal
from pathlib import Path

import pytest
from hypothesis import settings

from tests import tools

# A loaded machine is no defect, so examples have no deadline. No run depends on chance, so examples are always the
# same; `pytest --hypothesis-profile new` draws others.
settings.register_profile("deckgen", deadline=None, derandomize=True)
settings.register_profile("new", deadline=None, derandomize=False)
settings.load_profile("deckgen")

# The commands that tests start by the hundred compile deckgen once, and not each of them again.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)


LONG = ("tests/fuzz/", "tests/test_cases.py")
"""Files whose tests take longest, beside those that wait for programs."""
PROGRAMS = {"libreoffice", "browser"}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the files that take longest. A file runs in one process, which makes once what its tests share."""
    files = {_file(item) for item in items if PROGRAMS & set(getattr(item, "fixturenames", ()))}
    items.sort(key=lambda item: _file(item) not in files and not _file(item).startswith(LONG))


def _file(item: pytest.Item) -> str:
    return item.nodeid.partition("::")[0]


@pytest.fixture(scope="session", autouse=True)
def _signals_reach_programs() -> None:
    """Let programs that tests start hear signals that this process ignores, as it does in the background.

    A program inherits that a signal is ignored, but not that it is handled; the handlers here do nothing.
    """
    for name in ("SIGINT", "SIGTERM", "SIGHUP"):
        sign = getattr(signal, name, None)
        if sign is not None and signal.getsignal(sign) is signal.SIG_IGN:
            signal.signal(sign, lambda *_: None)


@pytest.fixture(scope="session")
def validator() -> tools.Validator:
    return tools.Validator(tools.ooxml_validator())


@pytest.fixture(scope="session")
def libreoffice() -> Path:
    return tools.libreoffice()


def pytest_xdist_auto_num_workers() -> int:
    """One process more than processors, because some tests wait for browsers, LibreOffice and clocks."""
    return (os.cpu_count() or 1) + 1
