"""Rules of equations, which PowerPoint knows. Other programs see a picture, as a shape that stands in their stead."""

from __future__ import annotations

import re
from collections.abc import Iterator

from deckgen.pptx.gate.defect import Defect
from deckgen.pptx.gate.shapes import identities

EQUATION = "<a14:m"
"""What begins every equation, and nothing else."""
_EMPTY = r"<m:(e|num|den|fName|lim)(?:/>|></)"


def stand_in_defects(name: str, text: str, others: str) -> Iterator[Defect]:
    """What is wrong between a slide with equations and the same slide as programs see it that know none.

    Builds and links refer to shapes by id, so both have to show the same shapes.
    """
    if EQUATION in others:
        yield Defect("equation-without-fallback", name, "an equation has no picture in its stead")
    elif identities(others) != identities(text):
        yield Defect("equation-without-fallback", name, "what stands in for an equation is another shape")


def equation_defects(name: str, text: str) -> Iterator[Defect]:
    """What is wrong in the equations themselves."""
    for argument in sorted(set(re.findall(_EMPTY, text))):
        yield Defect("equation-empty", name, f"an equation holds an empty m:{argument}")
