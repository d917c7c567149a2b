"""The rows of a matrix: of one height, or each as high as it needs to be where there is no room for that."""

from __future__ import annotations

from itertools import combinations

import pytest

from deckgen.geometry import Rect
from deckgen.scene.items import Box, TextBox
from tests.layout.decks import deck, every_item

ROWS = """
            Applications and data: {Apps: [you, you, it: with all templates], Backups: [you, you, it]}
            Platform: {Queues: [you, it, it], Systems: [you, it, "it: by contract, for all that"]}
            Machines: {Servers: [it, it, it], Storage: [it, it, it]}
"""


def cells(more: str = "", above: str = "") -> tuple[dict[str, Rect], list[Rect]]:
    """The rectangles of the cells of the first column by their rows, and those of all cells and headings."""
    laid = deck(f"""
      - title: Matrix
        {above}
        matrix:
          columns: [Cloud: [IaaS, PaaS], Own: [SaaS]]
          rows: {ROWS}
          {more}
    """)
    assert laid.diagnostics == ()
    assert laid.value is not None
    items = list(every_item(laid.value))
    boxes = {item.name: item.rect for item in items if isinstance(item, Box) and " / " in item.name}
    texts = [item.rect for item in items if isinstance(item, TextBox) and item.placeholder is None]
    first = {name.split(" / ")[1].split(":")[0]: rect for name, rect in boxes.items() if name.startswith("IaaS")}
    assert len(boxes) == 18
    return first, [*boxes.values(), *texts]


def test_rows_with_room_have_one_height() -> None:
    first, _ = cells()
    assert len({rect.height for rect in first.values()}) == 1


@pytest.mark.parametrize("paragraphs", [3, 4])
def test_rows_without_room_for_that_have_the_heights_that_they_need(paragraphs: int) -> None:
    text = "".join(f"\\n\\nParagraph {number}" for number in range(paragraphs))
    first, things = cells("axis: control -> convenience", f'text: "{text}"')
    assert first["Apps"].height > first["Backups"].height == first["Servers"].height == first["Storage"].height
    assert not any(one.overlaps(other) for one, other in combinations(things, 2))
    assert list(first) == sorted(first, key=lambda name: first[name].y)
