"""What holds for every figure of layers, whatever is in it: found out on figures that nobody drew."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations
from typing import Any

import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from deckgen.decode.outline import parse
from deckgen.diagnostics import Outcome
from deckgen.geometry import Rect
from deckgen.layout.deck import arrange
from deckgen.media.files import Files
from deckgen.scene.items import Box, Connector, Group, Item, extent
from deckgen.scene.slide import Scene
from deckgen.scene.validate import violations
from deckgen.text.measure import FontMeasurer
from deckgen.theme.builtin import CLASSROOM
from tests.layout.promises import all_broken, cut_words

WORDS = st.sampled_from(
    ["App", "OS", "Libraries", "Guest OS", "Container runtime", "A very long name of a layer", "x"]
)
MEASURER = FontMeasurer()
Typed = Any


@st.composite
def plain_boxes(draw: st.DrawFn) -> Typed:
    box: dict[str, Typed] = {"box": draw(WORDS)}
    extras: dict[str, st.SearchStrategy[Typed]] = {
        "note": WORDS,
        "style": st.sampled_from(["dashed", "ghost", "strong", "crossed", "pile"]),
        "wide": st.integers(1, 3),
        "tall": st.integers(1, 3),
        "badge": st.sampled_from(["1", "12", "VIII", "Layer 7"]),
        "left": WORDS,
        "right": WORDS,
        "role": st.sampled_from(["app", ["app", "kernel"]]),
        "turned": st.just(True),
        "times": st.sampled_from([2, ["A", "…", "n"]]),
    }
    for name in draw(st.lists(st.sampled_from(sorted(extras)), max_size=2, unique=True)):
        box[name] = draw(extras[name])
    return box


def lists(parts: st.SearchStrategy[Typed]) -> st.SearchStrategy[Typed]:
    several = st.lists(parts, min_size=1, max_size=3)
    title = st.sampled_from(["top", "bottom", "left", "tab"])
    style = st.sampled_from(["solid", "pile", "dashed"])
    frames = st.builds(
        lambda label, at, how, of: {"box": label, "title": at, "style": how, "parts": of},
        WORDS,
        title,
        style,
        several,
    )
    return several | frames


ROWS = st.recursive(plain_boxes() | st.just("_") | st.just("…"), lists, max_leaves=6)
LINES = st.builds(lambda text: {"line": text}, st.sampled_from(["user mode | kernel mode", "border"]))
STACKS = st.lists(ROWS | LINES, min_size=1, max_size=5)
AXES = st.lists(
    st.sampled_from(["left", "right", "top", "bottom"]).map(
        lambda side: {"side": side, "label": "sending", "from": "control"}
    ),
    max_size=2,
    unique_by=lambda axis: str(axis["side"]),
)


@st.composite
def figures(draw: st.DrawFn) -> dict[str, Typed]:
    stacks = draw(st.lists(STACKS, min_size=1, max_size=3))
    layers = stacks[0] if len(stacks) == 1 else {f"Panel {n}": stack for n, stack in enumerate(stacks)}
    figure: dict[str, Typed] = {"title": "A figure", "layers": layers}
    if draw(st.booleans()):
        style, title = draw(st.sampled_from(["solid", "pile"])), draw(st.sampled_from(["top", "tab"]))
        last = {"box": "Last below", "title": title, "across": ["Part", "Other part"]}
        figure["below"] = [{"box": "First below", "style": style}, last]
        figure["arrows"] = ["First below -> Last below: calls"]
    return {**figure, "axes": draw(AXES), "legend": draw(st.booleans())}


def laid(figure: dict[str, Typed]) -> Outcome[Scene] | None:
    """The scene of a figure; None where the author is told what to mend."""
    roles = {"app": "Applications", "kernel": "OS kernel"}
    figure = {key: value for key, value in figure.items() if value != []}
    typed = yaml.safe_dump({"title": "Lecture", "roles": roles, "slides": [figure]}, allow_unicode=True)
    parsed = parse(typed.encode())
    if parsed.value is None:
        assert {found.code for found in parsed.diagnostics} <= {"empty-figure", "line-in-a-row", "clashing-fields"}
        return None
    result = arrange(parsed.value, Files({}, {}), CLASSROOM, MEASURER)
    told = any(found.severity == "error" for found in result.diagnostics)
    return None if told else result


def items_of(result: Outcome[Scene]) -> list[Item]:
    groups = [item for item in result.value.slides[1].items if isinstance(item, Group)]
    return [item for group in groups for item in group.items]


def drawn(result: Outcome[Scene]) -> Iterator[Box]:
    """The boxes of the figure that are no marks on others."""
    for item in items_of(result):
        is_mark = (
            item.name.startswith("Legend") or " card" in item.name or item.name.endswith((" tab", " left", " right"))
        )
        if isinstance(item, Box) and item.shape in ("rounded", "rectangle") and not is_mark:
            yield item


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(figures())
def test_a_figure_is_sound_its_boxes_lie_apart_its_text_fits_and_its_arrows_end_at_their_boxes(
    figure: dict[str, Typed],
) -> None:
    result = laid(figure)
    if result is None:
        return
    assert violations(result.value, CLASSROOM.slide) == []
    assert [item.name for item in items_of(result) if not CLASSROOM.body.contains(extent(item))] == []
    for one, other in combinations(drawn(result), 2):
        nested = one.rect.contains(other.rect) or other.rect.contains(one.rect)
        assert nested or not one.rect.overlaps(other.rect), (one.name, other.name)
    assert all_broken(result.value, CLASSROOM, MEASURER) == []
    assert cut_words(result.value) == []
    assert [
        arrow.name for arrow in items_of(result) if isinstance(arrow, Connector) and is_loose(arrow, result)
    ] == []


def is_loose(arrow: Connector, result: Outcome[Scene]) -> bool:
    """True if an end of the arrow is outside of the box that it names."""
    rects = {item.name: extent(item) for item in items_of(result)}
    ends = ((arrow.start_glue, arrow.start), (arrow.end_glue, arrow.end))
    return any(glue and not rects[glue.shape].contains(Rect(end.x, end.y, 0, 0)) for glue, end in ends)


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(figures())
def test_the_same_figure_is_the_same_scene(figure: dict[str, Typed]) -> None:
    assert laid(figure) == laid(figure)


NUMBERED = st.lists(st.integers(1, 4), min_size=2, max_size=5)
"""The number of boxes in each row."""


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(NUMBERED, st.data())
def test_the_head_of_an_arrow_is_never_crushed_between_boxes(rows: list[int], data: st.DataObject) -> None:
    """The last part of its line is longer than the head, which is three times as long as the line is wide."""
    names = [f"box {row}{place}" for row, count in enumerate(rows) for place in range(count)]
    ends = data.draw(st.lists(st.permutations(names).map(lambda order: tuple(order[:2])), min_size=1, max_size=6))
    label = data.draw(st.sampled_from(["", ": calls", ": some words"]))
    layers = [[f"box {row}{place}" for place in range(count)] for row, count in enumerate(rows)]
    result = laid({"title": "A figure", "layers": layers, "arrows": [f"{a} -> {b}{label}" for a, b in set(ends)]})
    if result is None:
        return
    for item in items_of(result):
        if isinstance(item, Connector) and item.end_head:
            before, end = item.points[-2:]
            assert abs(before.x - end.x) + abs(before.y - end.y) > 3 * item.stroke.width
