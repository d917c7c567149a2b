"""The promises of arrows, on random figures: they go round boxes, and their texts stand where nothing else is."""

from __future__ import annotations

from itertools import combinations, pairwise

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from deckgen.decode.outline import parse
from deckgen.diagnostics import Outcome
from deckgen.geometry import Rect, pt, union
from deckgen.layout.deck import arrange
from deckgen.media.files import Files
from deckgen.scene.items import Box, Connector, Group, Item, TextBox
from deckgen.scene.slide import Scene
from deckgen.text.measure import FixedMeasurer
from deckgen.theme.builtin import CLASSROOM

MEASURER = FixedMeasurer()
SMALL = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def laid(figure: dict[str, object]) -> Outcome[Scene]:
    typed = yaml.safe_dump({"title": "Lecture", "slides": [{"title": "A figure", **figure}]}, allow_unicode=True)
    parsed = parse(typed.encode())
    assert parsed.value is not None, parsed.diagnostics
    return arrange(parsed.value, Files({}, {}), CLASSROOM, MEASURER)


@st.composite
def figures(draw: st.DrawFn) -> dict[str, object]:
    """Rows of boxes, some in frames or below the panels, and a few arrows between any two boxes."""
    counts = draw(st.lists(st.integers(1, 4), min_size=2, max_size=3))
    rows = [[f"box {row}{place}" for place in range(count)] for row, count in enumerate(counts)]
    framed = draw(st.integers(-1, len(rows) - 1))
    layers: list[object] = [{"Frame": row} if number == framed else row for number, row in enumerate(rows)]
    names = [name for row in rows for name in row]
    sign, label = st.sampled_from(["->", "->", "-x->"]), st.sampled_from(["", ": calls", ": 1 : n"])
    arrow = st.tuples(st.sampled_from(names), sign, st.sampled_from(names), label)
    arrows = draw(st.lists(arrow, min_size=1, max_size=4, unique_by=lambda each: (each[0], each[2])))
    typed = [f"{start} {sign} {end}{label}" for start, sign, end, label in arrows]
    shared = draw(st.integers(0, len(rows) - 1))
    stacks: dict[str, object] = (
        {"layers": layers[:-shared], "below": layers[-shared:]} if shared else {"layers": layers}
    )
    return {**stacks, "arrows": typed}


def inner(result: Outcome[Scene]) -> list[Item]:
    return [item for group in result.value.slides[1].items if isinstance(group, Group) for item in group.items]


def parts(line: Connector) -> list[Rect]:
    """The straight parts of a line as rectangles of the least width."""
    ends = zip(line.points, line.points[1:], strict=False)
    return [Rect(min(a.x, b.x), min(a.y, b.y), abs(a.x - b.x) + 1, abs(a.y - b.y) + 1) for a, b in ends]


def chains(items: list[Item]) -> list[tuple[list[Rect], set[str]]]:
    """Every arrow with its straight parts, and with the names of the boxes at its ends."""
    found: list[tuple[list[Rect], set[str]]] = []
    for line in (item for item in items if isinstance(item, Connector)):
        if not line.decorative:
            found.append(([], set()))
        found[-1][0].extend(parts(line))
        found[-1][1].update(glue.shape for glue in (line.start_glue, line.end_glue) if glue)
    return found


@SMALL
@given(figures())
def test_each_part_of_an_arrow_is_level_or_upright(figure: dict[str, object]) -> None:
    for line in (item for item in inner(laid(figure)) if isinstance(item, Connector)):
        # The first and the last part may end beside the middle of a mark.
        assert all(min(abs(a.x - b.x), abs(a.y - b.y)) <= pt(3) for a, b in pairwise(line.points))


@SMALL
@given(figures())
def test_no_arrow_runs_through_a_box_without_a_warning(figure: dict[str, object]) -> None:
    result = laid(figure)
    if any(found.code in ("arrow-through-a-box", "figure-too-full") for found in result.diagnostics):
        return
    items = inner(result)
    boxes = [item for item in items if isinstance(item, Box) and item.name.startswith("box ")]
    for rects, ends in chains(items):
        passed = [box.name for box in boxes if box.name not in ends and any(box.rect.overlaps(r) for r in rects)]
        assert passed == []


@SMALL
@given(figures())
def test_no_arrow_runs_along_another_without_a_warning(figure: dict[str, object]) -> None:
    result = laid(figure)
    if any(found.code in ("arrow-along-another", "figure-too-full") for found in result.diagnostics):
        return
    for (one, _), (other, _) in combinations(chains(inner(result)), 2):
        both = [(a, b) for a in one for b in other if a.overlaps(b)]
        assert all(min(a.width, a.height) != max(a.width, a.height) for a, b in both)
        # Lines that cross have one point in common, those that run along each other have more.
        assert [pair for pair in both if _shared(*pair) > pt(1)] == []


def _shared(one: Rect, other: Rect) -> int:
    """The length that two lines have in common."""
    across = min(one.right, other.right) - max(one.x, other.x)
    return max(across, min(one.bottom, other.bottom) - max(one.y, other.y))


@given(st.integers(1, 4), st.booleans())
@SMALL
def test_loops_at_one_box_are_beside_each_other_with_their_labels(count: int, in_row: bool) -> None:
    layers = [["A", "B"], "C"] if in_row else ["A", "B"]
    items = inner(laid({"layers": layers, "arrows": [f"A -> A: no {number}" for number in range(count)]}))
    bounds = [union(rects) for rects, _ in chains(items)]
    assert len(bounds) == count
    assert not any(one.overlaps(other) for one, other in combinations(bounds, 2))


@pytest.mark.parametrize("count", [6, 8, 10])
@pytest.mark.parametrize("signs", [("-x->", "->"), ("->", "->", "->"), ("-x->", "-x->")], ids=" ".join)
def test_several_loops_at_a_low_box_are_apart_and_beside_it(count: int, signs: tuple[str, ...]) -> None:
    names = [f"Box {number}" for number in range(count)]
    texts = [f"text {number}" for number in range(len(signs))]
    arrows = [f"Box 2 {sign} Box 2: {text}" for sign, text in zip(signs, texts, strict=True)]
    items = inner(laid({"layers": names, "arrows": arrows}))
    box = next(item.rect for item in items if isinstance(item, Box) and item.name == "Box 2")
    labels = [item.rect for item in items if isinstance(item, TextBox) and item.name in texts]
    crosses = [item.rect for item in items if isinstance(item, Box) and item.name.startswith("Cross:")]
    assert (len(labels), len(crosses)) == (len(signs), signs.count("-x->"))
    assert not any(one.overlaps(other) for one, other in combinations([*labels, *crosses], 2))
    assert all(box.y <= rect.centre.y <= box.bottom for rect in (*labels, *crosses))


@SMALL
@given(figures())
def test_no_text_of_an_arrow_lies_on_anything_without_a_warning(figure: dict[str, object]) -> None:
    result = laid(figure)
    if result.diagnostics:
        return
    items = inner(result)
    # A text on a line ends where the line goes on.
    texts = [item.rect.inset(pt(1)) for item in items if isinstance(item, TextBox)]
    boxes = [item.rect for item in items if isinstance(item, Box) and item.name.startswith("box ")]
    lines = [rect for rects, _ in chains(items) for rect in rects]
    assert not any(text.overlaps(other) for text in texts for other in [*boxes, *lines])
    assert not any(one.overlaps(other) for one, other in combinations(texts, 2))


@SMALL
@given(figures())
def test_no_cross_lies_on_anything_without_a_warning(figure: dict[str, object]) -> None:
    result = laid(figure)
    if result.diagnostics:
        return
    items = inner(result)
    crosses = [item.rect.inset(pt(1)) for item in items if isinstance(item, Box) and item.name.startswith("Cross:")]
    boxes = [item.rect for item in items if isinstance(item, Box) and item.name.startswith("box ")]
    assert not any(cross.overlaps(box) for cross in crosses for box in boxes)
    texts = [item.rect for item in items if isinstance(item, TextBox)]
    assert not any(one.overlaps(other) for one, other in combinations([*crosses, *texts], 2))


@SMALL
@given(figures())
def test_an_arrow_without_others_always_finds_its_way(figure: dict[str, object]) -> None:
    arrows = figure["arrows"]
    assert isinstance(arrows, list)
    result = laid({**figure, "arrows": arrows[:1]})
    assert [found.code for found in result.diagnostics if found.code == "arrow-through-a-box"] == []


@SMALL
@given(figures())
def test_the_same_arrows_take_the_same_ways(figure: dict[str, object]) -> None:
    assert laid(figure) == laid(figure)


def test_arrows_fan_out_evenly_at_the_side_where_they_end() -> None:
    """Of a side of 4 shares, each of three arrows takes the border between two."""
    nodes = [{"box": "Node", "times": 3, "down": ["Kubelet", "Pods"]}]
    arrows = [f"Node {number} / Kubelet -> API server" for number in (3, 1, 2)]
    items = inner(laid({"layers": [{"Master": ["API server", "Scheduler", "etcd"]}, nodes], "arrows": arrows}))
    server = next(item.rect for item in items if isinstance(item, Box) and item.name == "API server")
    ends = [item.end for item in items if isinstance(item, Connector) and item.end_head]
    assert {end.y for end in ends} == {server.bottom}
    assert sorted(round((end.x - server.x) * 4 / server.width, 3) for end in ends) == [1, 2, 3]
    assert [end.x for end in ends] == sorted(end.x for end in ends)[-1:] + sorted(end.x for end in ends)[:2]


@pytest.mark.parametrize("row", [["A", "B", "C"], ["A", "D", "B", "E", "C"]])
@pytest.mark.parametrize("place", [0, 1])
def test_arrows_to_one_box_end_in_the_order_of_the_boxes_that_they_come_from(row: list[str], place: int) -> None:
    stores = ["Primary", "Replica"] if place == 0 else ["Replica", "Primary"]
    arrows = [f"{name} -> Primary" for name in "ABC"]
    result = laid({"layers": [row, stores], "arrows": arrows})
    assert result.diagnostics == ()
    ends = [item.end.x for item in inner(result) if isinstance(item, Connector) and item.end_head]
    assert len(ends) == 3
    assert ends == sorted(ends)
    assert min(after - before for before, after in pairwise(ends)) >= pt(14)


CLUSTERS = {
    "first": ["API server", "Scheduler", "etcd"],
    "between": ["Scheduler", "API server", "etcd"],
    "last": ["Scheduler", "etcd", "API server"],
}


@pytest.mark.parametrize("row", CLUSTERS.values(), ids=CLUSTERS)
@pytest.mark.parametrize("count", [2, 3, 4, 5])
def test_arrows_of_one_line_beside_others_are_all_straight_or_end_in_one_head(row: list[str], count: int) -> None:
    nodes = [{"box": "Node", "times": count, "down": ["Kubelet", "Pods"]}]
    arrows = ["each Kubelet -> API server", "API server -> etcd", "Scheduler -> API server"]
    result = laid({"layers": [{"Master": row}, nodes], "arrows": arrows})
    assert result.diagnostics == ()
    items = inner(result)
    heads = [
        (item.start, item.end)
        for item in items
        if isinstance(item, Connector) and item.end_head and item.name.startswith("Arrow: Node")
    ]
    assert len(heads) == count
    assert len({end for _, end in heads}) == 1 or all(start.x == end.x for start, end in heads)


@pytest.mark.parametrize("row", CLUSTERS.values(), ids=CLUSTERS)
def test_no_arrow_runs_along_a_side_of_its_own_boxes(row: list[str]) -> None:
    nodes = [{"box": "Node", "times": 3, "down": ["Kubelet", "Proxy"]}]
    arrows = ["each Kubelet -> API server: watches", "each Proxy -> API server", "API server -> etcd"]
    items = inner(laid({"layers": [{"Master": row}, nodes], "arrows": arrows}))
    server = next(item.rect for item in items if isinstance(item, Box) and item.name == "API server")
    level = [part for rects, _ in chains(items) for part in rects if part.width > part.height]
    inside = [part for part in level if part.x < server.right and server.x < part.right]
    assert inside
    assert all(abs(part.y - side) >= pt(3) for part in inside for side in (server.y, server.bottom))


@pytest.mark.parametrize("shown", [[], ["Browser", "Web server"]])
def test_an_arrow_past_whole_panels_finds_room_above_all_rows(shown: list[str]) -> None:
    panels = {
        "Client": [["Browser", "Cache"], "Kernel"],
        "Router": ["Forwarding", "Queue"],
        "Server": [["Web server", "Database"], "Kernel"],
    }
    arrows = ["Browser -> Web server: GET", "Web server -> Browser: 200 OK", "Web server -> Database: SELECT"]
    result = laid({"layers": panels, "arrows": arrows, **({"show": shown} if shown else {})})
    assert result.diagnostics == ()
    boxes = [item for item in inner(result) if isinstance(item, Box) and item.body is not None]
    rows = {item.name: item.rect.y for item in boxes}
    assert rows["Browser"] == rows["Web server"] >= min(rows.values())
    for rects, ends in chains(inner(result)):
        assert not any(box.rect.overlaps(part) for box in boxes if box.name not in ends for part in rects)


ROWS = {
    "to a middle row": (
        {
            "A": [["a", "b"], ["c", "d", "e"]],
            "B": [["f", "g", "h"], "i"],
            "C": ["j", ["k", "l", "m"], ["n", "o", "p"]],
        },
        ["b -> l: label"],
    ),
    "to the last row": ({"A": [["a", "b"], "c"], "B": [["d", "e"], ["f", "g"], "h"]}, ["a -> f", "b -> g: label"]),
}


@pytest.mark.parametrize(("panels", "arrows"), ROWS.values(), ids=ROWS)
def test_an_arrow_into_a_row_finds_room_between_rows(panels: dict[str, object], arrows: list[str]) -> None:
    result = laid({"layers": panels, "arrows": arrows})
    assert result.diagnostics == ()
    boxes = [item for item in inner(result) if isinstance(item, Box) and item.body is not None]
    for rects, ends in chains(inner(result)):
        assert not any(box.rect.overlaps(part) for box in boxes if box.name not in ends for part in rects)


def test_gaps_are_wider_for_each_arrow_with_bends_in_that_panel_alone() -> None:
    """Beyond the first, each of three arrows that cross between two rows makes the gap 8 points wider."""
    gaps = []
    for arrows in (["A -> F"], ["A -> F", "B -> D", "C -> D"]):
        panels = {"One": [["A", "B", "C"], ["D", "E", "F"]], "Two": ["G", "H", "I"]}
        boxes = {
            item.name: item.rect
            for item in inner(laid({"layers": panels, "arrows": arrows}))
            if isinstance(item, Box)
        }
        gaps.append([(boxes[low].y - boxes[high].bottom) / pt(1) for high, low in (("A", "D"), ("G", "H"))])
    (one, beside), (three, still_beside) = gaps
    assert round(three - one, 2) == 16
    assert beside == still_beside


def test_an_arrow_out_of_a_closed_frame_has_room_beside_its_other_boxes() -> None:
    """Nothing is beside the only frame of a row, so there is a passage of 20 points in it."""
    figure = {"layers": [{"Frame": {"down": ["A", "B"]}}, "C"], "arrows": ["A -> C"]}
    result = laid(figure)
    boxes = {item.name: item.rect for item in inner(result) if isinstance(item, Box)}
    assert (boxes["Frame"].right - boxes["B"].right) / pt(1) >= 20
    assert result.diagnostics == ()


@pytest.mark.parametrize(
    "layers", [["Kernel", *"abcdefg"], [["Shell", "Kernel"], "Hardware"]], ids=["low", "in a row"]
)
@pytest.mark.parametrize("label", ["", ": never"])
def test_the_cross_of_a_loop_leaves_both_of_its_ends_in_sight(layers: list[object], label: str) -> None:
    items = inner(laid({"layers": layers, "arrows": [f"Kernel -x-> Kernel{label}"]}))
    (cross,) = (item.rect for item in items if isinstance(item, Box) and item.name.startswith("Cross:"))
    (kernel,) = (item.rect for item in items if isinstance(item, Box) and item.name == "Kernel")
    lines = [line for item in items if isinstance(item, Connector) for line in parts(item)]
    assert not cross.overlaps(kernel)
    assert any(line.overlaps(cross) for line in lines)
    ends = [line for line in lines if line.inset(-pt(1)).overlaps(kernel)]
    assert len(ends) == 2
    assert not any(end.overlaps(cross) and union([end, cross]) == cross for end in ends)


@pytest.mark.parametrize("arrow", ["Kernel -> Kernel: no", "Kernel -x-> Kernel: no"])
def test_the_label_of_a_loop_is_beside_its_own_box_however_low_that_is(arrow: str) -> None:
    items = inner(laid({"layers": ["Kernel", *"abcdefghi"], "arrows": [arrow]}))
    (label,) = (item.rect for item in items if isinstance(item, TextBox))
    (kernel,) = (item.rect for item in items if isinstance(item, Box) and item.name == "Kernel")
    assert kernel.right < label.x
    assert label.centre.y == kernel.centre.y


def test_an_arrow_to_itself_leaves_its_box_and_comes_back() -> None:
    items = inner(laid({"layers": [["A", "B"], "C"], "arrows": ["A -> A", "C -> C: again"]}))
    above, aside = chains(items)
    boxes = {item.name: item.rect for item in items if isinstance(item, Box)}
    assert max(part.bottom for part in above[0]) <= boxes["A"].y + 1
    assert min(part.x for part in aside[0]) >= boxes["C"].right
    assert "A" in above[1]
    assert "C" in aside[1]


SHARED = {
    "from the next": ({"layers": ["Apps", "Kernel"]}, "Hardware -x-> Kernel"),
    "with a label": ({"layers": ["Apps", "Kernel"]}, "Hardware -> Kernel: interrupts"),
    "past another": ({"layers": ["Apps", "Kernel"]}, "Apps -> Hardware"),
    "past another, crossed": ({"layers": ["Apps", "Kernel"]}, "Apps -x-> Hardware: never"),
    "past one below": ({"layers": ["Apps", "Kernel"]}, "Kernel -x-> Rack"),
    "past many": ({"layers": ["Apps", "Kernel"]}, "Apps -x-> Rack: never"),
    "from the first of two": ({"layers": {"VM": ["Guest", "Kernel"], "Host": ["Apps"]}}, "Guest -> Rack"),
    "from the last of two": ({"layers": {"VM": ["Guest"], "Host": ["Apps", "Kernel"]}}, "Apps -> Hardware: calls"),
    "between two": ({"layers": {"A": ["One"], "B": [["Two", "Three"], "Four"], "C": ["Five"]}}, "Rack -x-> Two: no"),
}


@pytest.mark.parametrize(("figure", "arrow"), SHARED.values(), ids=SHARED)
def test_an_arrow_to_the_layers_below_all_panels_has_room(figure: dict[str, object], arrow: str) -> None:
    result = laid({**figure, "below": ["Hardware", "Rack"], "arrows": [arrow]})
    assert result.diagnostics == ()
    items = inner(result)
    ((rects, ends),) = chains(items)
    ends |= {"Hardware", "Rack"} & set(arrow.split(": ", maxsplit=1)[0].split(" "))
    boxes = [item for item in items if isinstance(item, Box) and not item.decorative and item.shape == "rounded"]
    crosses = [item.rect.inset(pt(1)) for item in items if isinstance(item, Box) and item.name.startswith("Cross:")]
    assert len(boxes) >= 4
    assert len(crosses) == arrow.count("-x->")
    assert [
        box.name for box in boxes if box.name not in ends and any(box.rect.overlaps(part) for part in rects)
    ] == []
    assert not any(box.rect.overlaps(cross) for box in boxes for cross in crosses)


@pytest.mark.parametrize("layers", [["A", "B", "C"], [["A", "B", "C"], "D"]], ids=["column", "row"])
@pytest.mark.parametrize("there", ["A -> C: asks for it", "A -x-> C: asks for it"], ids=["plain", "crossed"])
def test_two_arrows_round_a_box_have_their_labels_on_their_own_lines(layers: list[object], there: str) -> None:
    result = laid({"layers": layers, "arrows": [there, "C -> A: answers"]})
    assert result.diagnostics == ()
    items = inner(result)
    marks = [item for item in items if isinstance(item, Box) and item.name.startswith("Cross:")]
    texts = [item for item in items if isinstance(item, TextBox)]
    assert [text.name for text in texts] == ["asks for it", "answers"]
    things = [rect.inset(pt(1)) for rect in (*(mark.rect for mark in marks), *(text.rect for text in texts))]
    assert not any(one.overlaps(other) for one, other in combinations(things, 2))
    assert not any(thing.overlaps(part) for thing in things for rects, _ in chains(items) for part in rects)
    # Each line leads to its own label, or to its cross and from that to its label.
    glued = [
        glue.shape
        for line in items
        if isinstance(line, Connector)
        for glue in (line.start_glue, line.end_glue)
        if glue
    ]
    assert {text.name for text in texts} | {mark.name for mark in marks} <= {*glued}


def test_labels_of_arrows_keep_off_the_line_to_a_text_beside_a_box() -> None:
    layers = ["Browser", {"box": "Proxy", "right": "at the company"}, "Server"]
    result = laid({"layers": layers, "arrows": ["Browser -> Server: request", "Server -> Browser: response"]})
    assert result.diagnostics == ()
    items = inner(result)
    (line,) = (item for item in items if isinstance(item, Connector) and item.name.startswith("Line:"))
    texts = {item.name: item.rect for item in items if isinstance(item, TextBox)}
    assert texts.keys() == {"request", "response", "at the company"}
    assert not any(rect.overlaps(part) for rect in texts.values() for part in parts(line))


def test_the_label_of_a_crossed_arrow_is_not_behind_the_line_of_another() -> None:
    result = laid(
        {
            "layers": {"One": ["a", "b"], "Two": ["c", "d"]},
            "below": ["K"],
            "arrows": ["a -x-> K: from a", "c -> K: from c"],
        }
    )
    items = inner(result)
    texts = {item.name: item.rect for item in items if isinstance(item, TextBox)}
    ((first, _), (second, _)) = chains(items)
    upright = [max(each, key=lambda part: part.height) for each in (first, second)]
    assert texts["from a"].right < upright[0].x < upright[1].x < texts["from c"].x


def test_arrows_there_and_back_round_a_corner_do_not_cross() -> None:
    result = laid({"layers": {"One": ["a", "b"], "Two": ["c", "d"]}, "below": ["K"], "arrows": ["a -> K", "K -> a"]})
    assert result.diagnostics == ()
    (one, _), (other, _) = chains(inner(result))
    assert not any(a.overlaps(b) for a in one for b in other)
