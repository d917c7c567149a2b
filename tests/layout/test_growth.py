"""What twice as much content costs: about twice as many calls of deckgen's functions, and not four times as many.

Calls are counted, those of generators included, because they are the same every time; a clock is not.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from cProfile import Profile
from itertools import combinations

import pytest

import deckgen
from deckgen.diagnostics import Outcome
from deckgen.layout.deck import arrange
from deckgen.layout.graph.layered import Extent, Gaps, Layered, Layers
from deckgen.media.files import Files
from deckgen.outline.graph import ranked
from deckgen.scene.slide import Scene
from deckgen.text.measure import FontMeasurer
from deckgen.theme.builtin import CLASSROOM
from tests.layout.decks import errors, outline_of

FEW = 100
MOST = 2.4
"""The most times as many calls; four times as many are the sign of a loop in a loop."""


def slide(**blocks: object) -> list[object]:
    return [{"title": "Slide", **blocks}]


def section(number: int) -> list[object]:
    return [{"section": f"Section {number}"}, {"title": f"Slide {number}", "text": "one"}]


KINDS: dict[str, Callable[[int], list[object]]] = {
    "bullets": lambda count: slide(bullets=[f"point {n}" for n in range(count)]),
    "references": lambda count: slide(references=[f"source {n}" for n in range(count)]),
    "paragraphs": lambda count: slide(text="\n\n".join(f"paragraph {n}" for n in range(count))),
    "steps": lambda count: slide(steps=[f"step {n}" for n in range(count)]),
    "steps across": lambda count: slide(steps=[f"step {n}" for n in range(count)], flow="across"),
    "events": lambda count: slide(timeline={f"{n}": f"event {n}" for n in range(count)}),
    "rows": lambda count: slide(table=[["Name", "Value"], *([f"name {n}", f"value {n}"] for n in range(count))]),
    "table columns": lambda count: slide(table=[[f"{row} {n}" for n in range(count)] for row in "ab"]),
    "lines of code": lambda count: slide(code="\n".join(f"x = {n}" for n in range(count))),
    "columns": lambda count: slide(columns=[{"title": f"Title {n}", "text": f"text {n}"} for n in range(count // 4)]),
    "points beside a figure": lambda count: slide(layers=["one"], bullets=[f"point {n}" for n in range(count)]),
    "slides": lambda count: [{"title": f"Slide {n}", "text": f"text {n}"} for n in range(count)],
    "sections": lambda count: [
        {"title": "Agenda", "agenda": True},
        *(s for n in range(count // 2) for s in section(n)),
    ],
}


SMALL: dict[str, Callable[[int], list[object]]] = {
    "boxes in a figure": lambda count: slide(layers=[[f"b{n}" for n in range(row, count, 4)] for row in range(4)]),
    "leaves of a tree": lambda count: slide(tree={"root": [f"n{n}" for n in range(count // 2)]}),
}
FEWER = 8
"""What fits on one slide twice over."""


def calls(work: Callable[[], object]) -> int:
    """The number of calls of functions of deckgen in some work."""
    profile = Profile(builtins=False)
    profile.runcall(work)
    return sum(
        entry.callcount
        for entry in profile.getstats()
        if not isinstance(entry.code, str) and "deckgen" in entry.code.co_filename
    )


def layout_calls(slides: list[object]) -> int:
    """The number of calls while these slides are laid out."""
    outline = outline_of(json.dumps({"title": "Deck", "slides": slides}).encode())
    laid: list[Outcome[Scene]] = []
    count = calls(lambda: laid.append(arrange(outline, Files({}, {}), CLASSROOM, FontMeasurer())))
    assert errors(laid[0]) == []
    return count


@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)
def test_twice_as_much_costs_about_twice_as_many_calls(kind: Callable[[int], list[object]]) -> None:
    first, second = layout_calls(kind(FEW)), layout_calls(kind(2 * FEW))
    assert second < MOST * first


@pytest.mark.parametrize("kind", SMALL.values(), ids=SMALL)
def test_twice_as_much_in_a_figure_costs_about_twice_as_many_calls(kind: Callable[[int], list[object]]) -> None:
    first, second = layout_calls(kind(FEWER)), layout_calls(kind(2 * FEWER))
    assert second < MOST * first


DENSE: dict[str, tuple[list[object], int]] = {
    "20 columns of three words": (slide(columns=[{"title": "one two three", "text": "one two three"}] * 20), 500_000),
    "40 formulas": (slide(formula=[rf"E_{{{n}}} = mc^2 + \frac{{a}}{{b}}" for n in range(40)]), 150_000),
    "900 bullets": (slide(bullets=[f"point {n}" for n in range(900)]), 500_000),
}


@pytest.mark.parametrize(("slides", "most"), DENSE.values(), ids=DENSE)
def test_what_is_dense_costs_little_once_it_goes_on(slides: list[object], most: int) -> None:
    """With a loop in a loop over the pages, these cost 73 million, 700,000 and 9 million calls."""
    assert layout_calls(slides) < most


def test_twice_as_many_arrows_cost_about_twice_as_many_calls() -> None:
    boxes = [f"box {n}" for n in range(9)]

    def drawn(count: int) -> int:
        arrows = [f"{a} -> {b}" for a, b in combinations(boxes, 2)][:count]
        return layout_calls(slide(layers=[boxes[:3], boxes[3:6], boxes[6:]], arrows=arrows))

    assert drawn(36) < MOST * drawn(18)


def test_twice_as_many_words_cost_about_twice_as_many_calls_to_check() -> None:
    def checked(count: int) -> int:
        slides = [
            {"title": f"Slide number {n}", "text": f"Word{n} and its Neighbour{n} say What{n}"} for n in range(count)
        ]
        outline = json.dumps({"title": "Deck", "slides": slides})
        return calls(lambda: deckgen.check(f"{outline}\n"))

    checked(2)  # the first outline also reads what all need
    assert checked(80) < MOST * checked(40)


def test_twice_as_large_a_graph_costs_about_twice_as_many_calls_to_place() -> None:
    def placed(count: int) -> int:
        ends = tuple((number, 2 * number + each) for number in range(count // 2) for each in (1, 2))
        nodes = [Extent(60, 30)] * (count + 1)
        gaps = Gaps(nodes=20, edges=10, layers=40)

        def work() -> Layered:
            layers = Layers(ranked(len(nodes), ends).layers, ends)
            return layers.placed(nodes, [Extent()] * len(ends), gaps)

        return calls(work)

    assert placed(200) < MOST * placed(100)
