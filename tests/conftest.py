"""Fixtures that all tests share: programs from outside, skipped or required as `tests.tools` says."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import settings

from tests import tools

# A loaded machine is no defect, so examples have no deadline. Where a change is judged the examples are always the
# same; on a developer's machine new ones are drawn on every run.
settings.register_profile("deckgen", deadline=None, derandomize=bool(os.environ.get("CI")))
settings.load_profile("deckgen")


@pytest.fixture(scope="session")
def validator() -> tools.Validator:
    return tools.Validator(tools.ooxml_validator())


@pytest.fixture(scope="session")
def libreoffice() -> Path:
    return tools.libreoffice()
