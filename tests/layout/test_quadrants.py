"""Quadrants: points are where they were put, and their texts lie on nothing else."""

from __future__ import annotations

from itertools import combinations
from textwrap import indent

import pytest

from deckgen.geometry import Rect
from deckgen.scene.items import Box, TextBox
from deckgen.theme.builtin import CLASSROOM
from tests.layout.decks import FIXED, deck, every_item
from tests.layout.promises import all_broken

CROWDED = {f"Thing {number}": (number * 37 % 100, number * 61 % 100) for number in range(16)}
CLOSE = {"One": (50, 50), "Two and more": (52, 50), "Three": (50, 54), "Four": (48, 47)}
CORNERS = {"A long name at a corner": (0, 0), "B": (100, 0), "Another long name": (100, 100), "D": (0, 100)}


@pytest.mark.parametrize("points", [CROWDED, CLOSE, CORNERS], ids=["crowded", "close", "corners"])
@pytest.mark.parametrize("names", ["", "of: [North west, North east, South west, South east]"], ids=["bare", "named"])
def test_texts_of_points_are_apart_and_within_a_quadrant(points: dict[str, tuple[int, int]], names: str) -> None:
    places = "\n".join(f"{name}: [{across}%, {up}%]" for name, (across, up) in points.items())
    laid = deck(f"""
      - title: Quadrants
        quadrants:
          {names}
          across: low -> high
          up: low -> high
          points:
{indent(places, " " * 12)}
    """)
    assert laid.diagnostics == ()
    assert laid.value is not None
    items = [*every_item(laid.value)]
    labels = [item.rect for item in items if isinstance(item, TextBox) and item.name in points]
    dots = {item.name: item.rect for item in items if isinstance(item, Box) and item.name.endswith(" dot")}
    parts = [item for item in items if isinstance(item, Box) and item.shape == "rounded"]
    assert (len(labels), len(dots), len(parts)) == (len(points), len(points), 4)
    assert not any(one.overlaps(other) for one, other in combinations(labels, 2))
    assert not any(label.overlaps(dot) for label in labels for dot in dots.values())
    assert all(any(part.rect.contains(label) for part in parts) for label in labels)
    if names:
        written = [_written(part) for part in parts]
        assert not any(text.overlaps(rect) for text in written for rect in (*labels, *dots.values()))
    order = [dots[f"{name} dot"].centre.x for name in sorted(points, key=lambda name: points[name][0])]
    assert order == sorted(order)
    order = [-dots[f"{name} dot"].centre.y for name in sorted(points, key=lambda name: points[name][1])]
    assert order == sorted(order)


@pytest.mark.parametrize("across", ["few, very many of them", "all of those that we have seen, none"])
@pytest.mark.parametrize("other", ["entities: {Server: [name]}", "text: one"])
def test_names_of_an_axis_have_room_for_all_their_lines(across: str, other: str) -> None:
    laid = deck(f"""
      - title: Quadrants
        quadrants: {{points: {{One: [3%, 50%]}}, up: often, across: [{across}]}}
        {other}
    """)
    assert laid.diagnostics == ()
    assert laid.value is not None
    assert all_broken(laid.value, CLASSROOM, FIXED) == []


def _written(part: Box) -> Rect:
    """The rectangle of the letters in a box."""
    assert part.body is not None
    (name,) = part.body.paragraphs
    insets, (line,), inner = part.body.insets, name.lines, part.rect
    x = inner.x + insets.left if name.align == "left" else inner.right - insets.right - line.width
    y = inner.y + insets.top if part.body.anchor == "top" else inner.bottom - insets.bottom - line.height
    return Rect(x, y, line.width, line.height)
