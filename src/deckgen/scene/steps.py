"""The clicks of a slide: which there are, and whether they keep the promises that a presenter relies on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from deckgen.scene.chart import ChartFrame
from deckgen.scene.items import Box, Grid, Group, Item, TextBox
from deckgen.scene.text import TextBody


def clicks(items: Sequence[Item]) -> int:
    """How many clicks a slide with these items takes until everything is there."""
    return max((step for item in items for step in _steps(item)), default=0)


def step_faults(items: Sequence[Item]) -> Iterator[str]:
    """What is wrong with the steps of one slide, one sentence each."""
    used = {step for item in items for step in _steps(item)} - {0}
    if used and used != set(range(1, len(used) + 1)):
        yield f"its steps are {sorted(used)}, not 1 to {len(used)}"
    for item in items:
        if isinstance(item, Group) and any(step for inner in item.items for step in _steps(inner)):
            yield f"{item.name}: holds steps, but PowerPoint cannot animate a shape inside a group"
        stepped = [paragraph for body in bodies(item) for paragraph in body.paragraphs if paragraph.step]
        if stepped and item.step:
            yield f"{item.name}: appears at a step, and so do paragraphs of it"
        if stepped and isinstance(item, Grid):
            yield f"{item.name}: holds steps, but PowerPoint cannot animate the cells of a table"
        if isinstance(item, ChartFrame) and item.parts:
            count = len(item.series if item.parts.by == "series" else item.categories)
            if len(item.parts.steps) != count or min(item.parts.steps) <= item.step:
                yield f"{item.name}: its {count} parts appear at {list(item.parts.steps)}, the frame at {item.step}"


def bodies(item: Item) -> list[TextBody]:
    """The texts of an item itself, not of what is in it."""
    if isinstance(item, Grid):
        return [cell.body for row in item.rows for cell in row.cells]
    if isinstance(item, TextBox | Box) and item.body is not None:
        return [item.body]
    return []


def _steps(item: Item) -> Iterator[int]:
    yield item.step
    if isinstance(item, ChartFrame) and item.parts:
        yield from item.parts.steps
    yield from (paragraph.step for body in bodies(item) for paragraph in body.paragraphs)
    if isinstance(item, Group):
        for inner in item.items:
            yield from _steps(inner)
