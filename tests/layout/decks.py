"""Outlines laid out in a test: from typed text to a scene and what was found wrong with it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from textwrap import dedent

from deckgen.decode.outline import parse
from deckgen.diagnostics import Diagnostic, Outcome
from deckgen.layout.deck import arrange
from deckgen.media.files import Files, read_files
from deckgen.outline.head import Outline, named_files
from deckgen.scene.items import Item, walk
from deckgen.scene.slide import Scene
from deckgen.text.measure import FixedMeasurer, Measurer
from deckgen.theme.builtin import CLASSROOM
from deckgen.theme.tokens import Theme

FIXED = FixedMeasurer()


def outline_of(content: bytes) -> Outline:
    """The outline, which has no error before it is laid out."""
    parsed = parse(content)
    assert not any(found.severity == "error" for found in parsed.diagnostics), parsed.diagnostics
    assert parsed.value is not None
    return parsed.value


def laid_out(
    content: bytes, folder: Path | None = None, theme: Theme = CLASSROOM, measurer: Measurer = FIXED
) -> Outcome[Scene]:
    """The scene of `content`, whose files are in `folder`."""
    outline = outline_of(content)
    files = read_files(named_files(outline), folder) if folder else Outcome(Files({}, {}))
    assert files.diagnostics == ()
    return arrange(outline, files.value, theme, measurer)


def deck(slides: str, head: str = "title: Deck") -> Outcome[Scene]:
    """The scene of a deck with these slides, typed as a list under `slides`."""
    return laid_out(f"{head}\nslides:\n{dedent(slides)}".encode())


def errors(laid: Outcome[Scene]) -> list[Diagnostic]:
    return [item for item in laid.diagnostics if item.severity == "error"]


def every_item(scene: Scene) -> Iterator[Item]:
    """All items of all slides; a group comes before what is in it."""
    for slide in scene.slides:
        yield from walk(slide.items)
