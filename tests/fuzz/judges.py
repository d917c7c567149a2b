"""What others say of the decks: openxml-audit, the Open XML SDK, LibreOffice, and a Python of another hash seed."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from deckgen.cli.office import pdf_of
from deckgen.combined import build_combined
from deckgen.deck import Deck, Rejected
from deckgen.layout.deck import LayoutOptions
from deckgen.layout.speaker_notes import marks_of
from deckgen.pipeline import BuildRequest, build, build_lecture, fitted_for, laid_out, read_lecture
from deckgen.themes import chosen_theme
from tests.fuzz.typed import FOLDER, typed
from tests.overflow import overflowing
from tests.tools import Validator, audit_faults

Tree = Any


def decks_of(outline: Tree) -> list[bytes]:
    """The deck for everybody and the one file for all audiences, as far as they can be built."""
    lecture = read_lecture(typed(outline).text.encode(), FOLDER)
    if isinstance(lecture, Rejected):
        return []
    built = [build_lecture(lecture, BuildRequest())]
    if lecture.outline.audiences:
        built.append(build_combined(lecture, BuildRequest()))
    return [each.content for each in built if isinstance(each, Deck)]


def faults_of(deck: bytes, validator: Validator | None) -> list[str]:
    """What the validators hold against a deck."""
    with TemporaryDirectory(prefix="deckgen-fuzz-") as name:
        file = Path(name) / "deck.pptx"
        file.write_bytes(deck)
        found = [f"openxml-audit: {fault}" for fault in audit_faults(file)]
    return found + [f"Open XML SDK: {fault}" for fault in (validator.faults(deck) if validator else ())]


def spilled_of(outline: Tree) -> list[str]:
    """The texts that LibreOffice draws outside their boxes."""
    lecture = read_lecture(typed(outline).text.encode(), FOLDER)
    assert not isinstance(lecture, Rejected)
    fitted = fitted_for(lecture.outline, BuildRequest())
    built = build_lecture(lecture, BuildRequest())
    if not isinstance(built, Deck) or fitted.value is None:
        return []
    chosen = chosen_theme(fitted.value.outline.theme, (lecture.folder, lecture.limits))
    assert chosen.value is not None
    laid = laid_out(fitted.value.outline, lecture, chosen.value, LayoutOptions(marks_of(fitted.value.outline)))
    assert laid.value is not None
    return [f"overflow: {sentence}" for sentence in overflowing(laid.value, pdf_of(built.content))]


def digest(content: bytes) -> str:
    """What stands for the deck of an outline, for its refusal, or for the bug that kept both from being made."""
    try:
        result = build(content, FOLDER)
    except Exception as problem:  # whatever it is, the promises tell of it
        return repr(problem)
    deck = result.content if isinstance(result, Deck) else repr(result.findings.diagnostics).encode()
    return hashlib.sha256(deck).hexdigest()


def other_bytes(outlines: Sequence[Tree], hash_seed: int) -> list[str]:
    """The outlines that become other bytes in a Python whose sets and mappings of texts are ordered otherwise."""
    with TemporaryDirectory(prefix="deckgen-fuzz-") as name:
        files = [Path(name) / f"{number}.yaml" for number in range(len(outlines))]
        for file, outline in zip(files, outlines, strict=True):
            file.write_text(typed(outline).text, "utf-8")
        run = subprocess.run(
            [sys.executable, "-m", "tests.fuzz.digests", *map(str, files)],
            env={**os.environ, "PYTHONHASHSEED": str(hash_seed)},
            cwd=Path(__file__).parents[2],
            capture_output=True,
            text=True,
            check=True,
        )
        here = [digest(file.read_bytes()) for file in files]
    pairs = zip(here, run.stdout.split(), outlines, strict=True)
    return [f"other bytes under another hash seed: {typed(tree).text[:80]}" for one, two, tree in pairs if one != two]
