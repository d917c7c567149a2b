"""Cycles: steps are apart, arrows end at them, and nothing lies on the text in the middle."""

from __future__ import annotations

from itertools import combinations

import pytest

from deckgen.geometry import Rect
from deckgen.scene.items import Box, Connector, TextBox
from tests.layout.decks import deck, every_item


@pytest.mark.parametrize("count", range(3, 9))
@pytest.mark.parametrize("more", ["", "    bullets: [Beside]"], ids=["alone", "beside text"])
def test_steps_are_apart_and_arrows_lead_from_each_to_the_next(count: int, more: str) -> None:
    names = [f"Step {number}" + " more" * (number % 3) for number in range(count)]
    laid = deck(f"""
      - title: Cycle
        cycle: {{of: [{", ".join(names)}], middle: All of it together}}
    {more}
    """)
    assert laid.diagnostics == ()
    assert laid.value is not None
    items = list(every_item(laid.value))
    steps = {item.name: item.rect for item in items if isinstance(item, Box) and item.name in names}
    (middle,) = (item.rect for item in items if isinstance(item, TextBox) and item.name == "All of it together")
    arrows = [item for item in items if isinstance(item, Connector)]
    assert not any(one.overlaps(other) for one, other in combinations([*steps.values(), middle], 2))
    ends = [(line.start_glue.shape, line.end_glue.shape) for line in arrows if line.start_glue and line.end_glue]
    assert ends == [*zip(names, [*names[1:], names[0]], strict=True)]
    for line in arrows:
        assert line.start_glue is not None
        assert line.end_glue is not None
        for glue, point in ((line.start_glue, line.start), (line.end_glue, line.end)):
            assert steps[glue.shape].inset(-1).contains(Rect(point.x, point.y, 0, 0))
        along = [
            (
                line.start.x + (line.end.x - line.start.x) * at // 20,
                line.start.y + (line.end.y - line.start.y) * at // 20,
            )
            for at in range(21)
        ]
        assert not any(middle.x < x < middle.right and middle.y < y < middle.bottom for x, y in along)
