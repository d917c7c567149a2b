"""Small templates that each have one trait of a real one, read and built in a line."""

from __future__ import annotations

import io
from collections.abc import Mapping
from copy import deepcopy
from functools import lru_cache
from pathlib import Path
from typing import Any

from pptx import Presentation

from deckgen.deck import Deck
from deckgen.pipeline import build
from deckgen.template.reading import Understood, understand
from tests.template.templates import default, place

Box = tuple[float, float, float, float]

OUTLINE = b"title: A\ntheme: design.potx\nslides:\n  - title: B\n    text: C\n"
HEAD = """\
title: Docker and virtual machines
subtitle: A second line that says what it is about
author: Department of Computing
minutes: 45
theme: design.potx
slides:
  - title: B
    text: C
"""


@lru_cache(maxsize=4)
def understood(content: bytes) -> Understood:
    found = understand(content, "design.pptx").value
    assert found is not None
    return found


def built(content: bytes, outline: str, folder: Path) -> Deck:
    (folder / "design.potx").write_bytes(content)
    found = build(outline.encode(), folder)
    assert isinstance(found, Deck), found.findings.diagnostics
    return found


def with_layouts(*changed: tuple[str, Mapping[int, Box | None]]) -> Any:
    """The default template without layouts but these copies of “Title and Content”.

    Each has a name and, for placeholders by index, a box in inches (left, top, width and height) or None to go.
    """
    presentation: Any = Presentation(io.BytesIO(default()))
    for number in range(10, len(changed) - 1, -1):
        presentation.slide_layouts.remove(presentation.slide_layouts[number])
    content: Any = Presentation(io.BytesIO(default())).slide_layouts[1]
    for layout, (name, boxes) in zip(presentation.slide_layouts, changed, strict=True):
        tree = layout.element.cSld.spTree
        for old in list(layout.placeholders):
            tree.remove(old.element)
        for shape in content.placeholders:
            tree.append(deepcopy(shape.element))
        layout.name = name
        layout.element.attrib.pop("type", None)
        for shape in list(layout.placeholders):
            box = boxes.get(shape.placeholder_format.idx, ())
            if box is None:
                tree.remove(shape.element)
            elif box:
                place(shape, *box)
    return presentation
