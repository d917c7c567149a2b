"""Graphs and trees: nothing overlaps, lines keep clear of boxes, and the order is what the author typed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations, pairwise
from math import hypot

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from deckgen.geometry import Point, Rect, pt, union
from deckgen.layout.deck import arrange
from deckgen.layout.graph.folding import folded
from deckgen.layout.graph.layered import Extent, Frame, Gaps, Layered, Layers
from deckgen.layout.graph.tidy import tidy
from deckgen.media.files import Files
from deckgen.outline.graph import ranked
from deckgen.scene.items import Box, Connector, TextBox, walk
from deckgen.text.measure import FontMeasurer
from deckgen.theme.builtin import CLASSROOM
from tests.layout.decks import FIXED, deck, errors, every_item, laid_out, outline_of
from tests.layout.narrow import NARROW
from tests.layout.promises import all_broken

GAPS = Gaps(nodes=20, edges=10, layers=40)
Edges = tuple[tuple[int, int], ...]


@st.composite
def graphs(draw: st.DrawFn) -> tuple[int, Edges]:
    count = draw(st.integers(1, 9))
    ends = st.integers(0, count - 1)
    return count, tuple(draw(st.lists(st.tuples(ends, ends), max_size=14)))


@given(graphs())
def test_edges_lead_on_to_later_layers_or_close_a_cycle(graph: tuple[int, Edges]) -> None:
    count, edges = graph
    found = ranked(count, edges)
    for number, (start, end) in enumerate(edges):
        if start != end:
            first, last = (end, start) if number in found.back else (start, end)
            assert found.layers[first] < found.layers[last]


def test_the_first_edge_of_a_cycle_leads_on() -> None:
    found = ranked(3, ((0, 1), (1, 2), (2, 0)))
    assert found.layers == (0, 1, 2)
    assert found.back == {2}


def test_a_node_that_only_leads_on_is_next_to_what_follows_it() -> None:
    assert ranked(4, ((0, 1), (1, 2), (3, 2))).layers == (0, 1, 2, 1)


def place(graph: tuple[int, Edges], label: Extent) -> tuple[Layered, list[Extent]]:
    count, edges = graph
    nodes = [Extent(60 + 20 * (number % 3), 30) for number in range(count)]
    ends = [(start, end) for start, end in edges if start != end]
    layers = Layers(ranked(count, edges).layers, ends)
    placed, least = (work(nodes, [label] * len(ends), GAPS) for work in (layers.placed, layers.least))
    assert isinstance(placed, Layered)
    assert isinstance(least, Extent)
    assert (least.breadth <= placed.breadth + 1, least.depth) == (True, placed.depth)
    return placed, nodes


@settings(max_examples=60)
@given(graphs(), st.sampled_from([Extent(), Extent(50, 16)]))
def test_nodes_and_labels_do_not_overlap_and_stay_inside(graph: tuple[int, Edges], label: Extent) -> None:
    placed, nodes = place(graph, label)
    things = list(zip(placed.nodes, nodes, strict=True))
    if label.breadth:
        things += [(bends[at].point, label) for bends, at in zip(placed.bends, placed.labels, strict=True)]
    rects = [Rect(at.x - size.breadth // 2, at.y - size.depth // 2, size.breadth, size.depth) for at, size in things]
    assert not any(one.overlaps(other) for one, other in combinations(rects, 2))
    whole = Rect(-1, -1, placed.breadth + 2, placed.depth + 2)
    assert all(whole.contains(rect) for rect in rects)


@settings(max_examples=40)
@given(graphs())
def test_the_rooms_of_bends_in_a_layer_are_apart(graph: tuple[int, Edges]) -> None:
    placed, _ = place(graph, Extent())
    bends = [bend for each in placed.bends for bend in each]
    for one, other in combinations(bends, 2):
        if one.point.y == other.point.y:
            first, last = sorted((one.room, other.room), key=lambda room: room.x)
            assert first.right <= last.x


def test_equal_graphs_are_placed_alike() -> None:
    graph = (5, ((0, 1), (0, 2), (1, 3), (2, 3), (3, 4), (4, 0)))
    assert place(graph, Extent(40, 10))[0] == place(graph, Extent(40, 10))[0]


def test_edges_whose_order_is_open_at_first_cross_none() -> None:
    assert Layers([0, 0, 1, 1, 1], [(0, 3), (1, 3), (0, 2), (0, 4)]).crossings == 0


def test_an_edge_that_can_be_avoided_crosses_no_other() -> None:
    placed, _ = place((6, ((0, 3), (1, 2), (0, 4), (1, 5))), Extent())
    lines = [(placed.nodes[start], placed.nodes[end]) for start, end in ((0, 3), (1, 2), (0, 4), (1, 5))]
    assert not any((a.x - c.x) * (b.x - d.x) < 0 for (a, b), (c, d) in combinations(lines, 2))


@settings(max_examples=100)
@given(graphs(), st.lists(st.integers(-1, 2), min_size=9, max_size=9), st.sampled_from([Extent(), Extent(50, 16)]))
def test_frames_hold_their_nodes_and_nothing_else(graph: tuple[int, Edges], homes: list[int], label: Extent) -> None:
    count, edges = graph
    groups = [nodes for home in range(3) if (nodes := [each for each in range(count) if homes[each] == home])]
    home_of = {node: number for number, nodes in enumerate(groups) for node in nodes}
    extents = [Extent(60 + 20 * (number % 3), 30) for number in range(count)]
    ends = [(start, end) for start, end in edges if start != end]
    layers = Layers(ranked(count, edges).layers, ends, groups)
    frames = [Frame(25, 8, 6, 7)] * len(groups)
    placed = layers.placed(extents, [label] * len(ends), GAPS, frames)
    least = layers.least(extents, [label] * len(ends), GAPS, frames)
    assert (least.breadth <= placed.breadth + 1, least.depth) == (True, placed.depth)
    rects = [
        Rect(at.x - size.breadth // 2, at.y - size.depth // 2, size.breadth, size.depth)
        for at, size in zip(placed.nodes, extents, strict=True)
    ]
    assert not any(one.overlaps(other) for one, other in combinations([*placed.frames], 2))
    assert not any(one.overlaps(other) for one, other in combinations(rects, 2))
    for node, rect in enumerate(rects):
        for number, frame in enumerate(placed.frames):
            inner = frame.inset(24, 6, 7, 7)
            assert inner.contains(rect) if home_of.get(node) == number else not frame.overlaps(rect)
    whole = Rect(-1, -1, placed.breadth + 2, placed.depth + 2)
    assert all(whole.contains(frame) for frame in placed.frames)


def test_a_frame_is_no_wider_than_its_nodes_need() -> None:
    layers = Layers((0, 1, 0), [(0, 1), (2, 1)], [[0, 1]])
    placed = layers.placed([Extent(60, 30)] * 3, [Extent()] * 2, GAPS, [Frame(25, 8, 6, 7)])
    (frame,) = placed.frames
    lefts, rights = [at.x - 30 for at in placed.nodes[:2]], [at.x + 30 for at in placed.nodes[:2]]
    assert (min(lefts) - frame.x, frame.right - max(rights)) == (25, 8)


@settings(max_examples=40)
@given(graphs())
def test_a_folded_graph_has_fewer_layers_and_its_flat_edges_join_neighbours(graph: tuple[int, Edges]) -> None:
    count, edges = graph
    plain = ranked(count, edges)
    foldable = [number for number, (start, end) in enumerate(edges) if start != end and start]
    before = max(plain.layers) + 1
    for fold in folded(plain.layers, edges, plain.back, foldable):
        assert fold.count < before
        assert fold.flat <= {*foldable}
        for number, (start, end) in enumerate(edges):
            first, last = (end, start) if number in plain.back else (start, end)
            apart = fold.layers[last] - fold.layers[first]
            assert apart == 0 if start == end or number in fold.flat else apart > 0
        touched = [end for number in fold.flat for end in edges[number]]
        assert max(map(touched.count, touched)) <= 2


@settings(max_examples=60)
@given(graphs(), st.sampled_from([Extent(), Extent(50, 16)]))
def test_things_in_a_line_are_side_by_side_and_apart(graph: tuple[int, Edges], label: Extent) -> None:
    count, edges = graph
    ends = tuple((start, end) for start, end in edges if start != end)
    plain = ranked(count, ends)
    for fold in list(folded(plain.layers, ends, plain.back, range(len(ends))))[-3:]:
        nodes = [Extent(60 + 20 * (number % 3), 30) for number in range(count)]
        layers = Layers(fold.layers, ends)
        placed = layers.placed(nodes, [label] * len(ends), GAPS)
        smallest = layers.smallest(nodes, [label] * len(ends), GAPS)
        assert (smallest.breadth <= placed.breadth + 1, smallest.depth) == (True, placed.depth)
        for number in fold.flat:
            start, end = (placed.nodes[node] for node in ends[number])
            (bend,) = placed.bends[number]
            assert start.y == bend.point.y == end.y
            left, right = sorted((start.x, end.x))
            others = [each for node, each in enumerate(placed.nodes) if node not in ends[number]]
            others += [each.point for other, bends in enumerate(placed.bends) if other != number for each in bends]
            assert not any(left < each.x < right and each.y == start.y for each in others)
            assert min(bend.point.x - left, right - bend.point.x) >= 30 + GAPS.layers // 2 + label.breadth // 2 - 1


CHILDREN: dict[str, Sequence[Sequence[int]]] = {
    "one": [[]],
    "two": [[1, 2], [], []],
    "deep": [[1, 2], [3, 4, 5], [6], [], [], [], []],
    "narrow": [[1], [2], [3, 4], [], []],
}


@pytest.mark.parametrize("children", CHILDREN.values(), ids=CHILDREN)
def test_each_node_is_over_the_middle_of_its_children(children: Sequence[Sequence[int]]) -> None:
    extents = [Extent(40 + 10 * (number % 4), 20) for number in range(len(children))]
    found = tidy(extents, children, [0], 15, 30)
    for node, below in enumerate(children):
        if below:
            first, last = (found.centres[below[at]].x for at in (0, -1))
            assert found.centres[node].x == pytest.approx((first + last) / 2, abs=1)
    spans = [(c.y, c.x - e.breadth / 2, c.x + e.breadth / 2) for c, e in zip(found.centres, extents, strict=True)]
    for (one, _, right), (other, left, _) in zip(sorted(spans), sorted(spans)[1:], strict=False):
        assert one != other or left - right >= 14


def drawn(slide: str) -> tuple[dict[str, Box | TextBox], list[Connector]]:
    laid = deck(slide)
    assert laid.diagnostics == ()
    assert laid.value is not None
    items = list(every_item(laid.value))
    lines = [item for item in items if isinstance(item, Connector)]
    return {item.name: item for item in items if isinstance(item, Box | TextBox)}, lines


GRAPHS = {
    "states": "[start -> A, 'A -> B: one', 'B -> C: two', 'C -> A: back', 'A -> C: skip', B -> D, D -> end]",
    "long": "[a -> b -> c -> d -> e, a -> e, a -> d, b -> e]",
    "decisions": "['a -> b?', 'b? -> c: no', 'b? -> d: yes', 'c -> b?', d -> e, c -> e]",
    "loops": "['a -> a: again', 'a -> b', 'b -> b', 'b -> a']",
}


@pytest.mark.parametrize("edges", GRAPHS.values(), ids=GRAPHS)
@pytest.mark.parametrize("direction", ["down", "across"])
def test_lines_run_through_no_box_and_begin_and_end_at_their_own(edges: str, direction: str) -> None:
    boxes, lines = drawn(f"""
      - title: Graph
        graph: {{edges: {edges}, direction: {direction}}}
    """)
    nodes = {name: box for name, box in boxes.items() if isinstance(box, Box) and not box.decorative}
    assert lines
    for line in lines:
        assert line.start_glue is not None
        assert line.end_glue is not None
        glued = {line.start_glue.shape, line.end_glue.shape}
        assert glued <= boxes.keys()
        for name, box in nodes.items():
            inner = box.rect.inset(box.rect.width // 20, box.rect.height // 20)
            assert name in glued or not any(_is_in(inner, point) for point in _points(line)), f"{line.name} in {name}"


TCP = """
      - title: Graph
        graph:
          edges:
            - start -> Closed
            - "Closed -> Listen: passive open"
            - "Closed -> SYN sent: active open / SYN"
            - "Listen -> SYN received: SYN / SYN, ACK"
            - "SYN sent -> SYN received: SYN / ACK"
            - "SYN sent -> Established: SYN, ACK / ACK"
            - "SYN received -> Established: ACK"
            - "Established -> FIN wait 1: close / FIN"
            - "Established -> Close wait: FIN / ACK"
            - "FIN wait 1 -> FIN wait 2: ACK"
            - "FIN wait 1 -> Closing: FIN / ACK"
            - "FIN wait 2 -> Time wait: FIN / ACK"
            - "Closing -> Time wait: ACK"
            - "Close wait -> Last ACK: close / FIN"
            - "Last ACK -> Closed: ACK"
            - "Time wait -> Closed: 2 MSL"
"""
FOLDED = {
    "states of TCP": TCP,
    "across": f"{TCP}          direction: across\n",
    "down": f"{TCP}          direction: down\n",
    "text above": f"{TCP}        text: One paragraph\n",
    "a legend": f"{TCP}          legend: true\n          nodes: {{Closed: {{role: rest}}}}\n"
    "          roles: {rest: {label: Rest, colour: amber}}\n",
    "two groups": f"{TCP}          groups: {{Open: [Listen, SYN sent, SYN received], End: [Closing, Time wait]}}\n",
    "a loop": TCP.replace("Time wait -> Closed: 2 MSL", "Listen -> Listen: wait"),
    "decisions in a row": "- title: Graph\n  graph: ["
    + ", ".join(f"'Step {n} -> Right {n}?', 'Right {n}? -> Step {n + 1}: yes'" for n in range(4))
    + "]\n",
}


@pytest.mark.parametrize("slide", FOLDED.values(), ids=FOLDED)
def test_a_long_graph_is_folded_until_it_fits_and_no_line_meets_a_box_or_a_label(slide: str) -> None:
    boxes, lines = drawn(slide)
    assert len(lines) >= 8
    assert met(boxes, lines) == []


@pytest.mark.parametrize("direction", ["down", "across"])
def test_a_long_chain_goes_to_and_fro_from_its_first_node_at_the_beginning(direction: str) -> None:
    names = [f"Step {number}" for number in range(12)]
    boxes, lines = drawn(f"- title: Graph\n  graph: {{edges: [{' -> '.join(names)}], direction: {direction}}}\n")
    rects = [boxes[name].rect for name in names]
    assert met(boxes, lines) == []
    assert rects[0].x == min(rect.x for rect in rects)
    assert rects[0].y == min(rect.y for rect in rects)
    ahead = [(after.x - before.x, after.y - before.y) for before, after in pairwise(rects)]
    turns = sum(one[0] * other[0] < 0 or one[1] * other[1] < 0 for one, other in zip(ahead, ahead[2:], strict=False))
    assert turns >= 1


@settings(max_examples=15, deadline=None)
@given(graphs(), st.sampled_from(["", ": passive open", ": ACK"]), st.sampled_from(["down", "across"]))
def test_no_line_meets_a_box_or_a_label_of_another(graph: tuple[int, Edges], label: str, direction: str) -> None:
    names = [
        "Closed",
        "Listen",
        "SYN received",
        "Established",
        "Last ACK",
        "Closing",
        "FIN wait 1",
        "Time wait",
        "end",
    ]
    ends = dict.fromkeys(each for each in graph[1] if each[0] != each[1])
    if ends:
        edges = ", ".join(f'"{names[start]} -> {names[end]}{label}"' for start, end in ends)
        assert met(*drawn(f"- title: Graph\n  graph: {{edges: [{edges}], direction: {direction}}}\n")) == []


@pytest.mark.parametrize("direction", ["down", "across"])
def test_an_edge_keeps_clear_of_the_frames_and_of_their_names_that_it_passes(direction: str) -> None:
    boxes, lines = drawn(f"{FOLDED['two groups']}          direction: {direction}\n")
    members = {"Open": ("Listen", "SYN sent", "SYN received"), "End": ("Closing", "Time wait")}
    for name, nodes in members.items():
        assert all(boxes[name].rect.contains(boxes[node].rect) for node in nodes)
        passing = [line for line in lines if not any(node in line.name.split(",")[0] for node in nodes)]
        assert passing
        assert not any(_is_in(boxes[name].rect, point) for line in passing for point in _points(line))


@pytest.mark.parametrize("direction", ["across", "down"])
@pytest.mark.parametrize(
    "edges", ["['A -x-> B: never', B -> C]", "[A -> B, 'A -x-> C: never', B -> C, 'C -x-> A: nor back']"]
)
@pytest.mark.parametrize("steps", range(2, 5))
def test_a_cross_covers_no_node_and_no_label(edges: str, direction: str, steps: int) -> None:
    laid = deck(f"""
      - title: Graph
        columns:
          - graph: {{direction: {direction}, edges: {edges}}}
            steps: [{", ".join(f"step {number}" for number in range(steps))}]
          - text: beside
    """)
    assert laid.diagnostics == ()
    items = [item for item in walk(laid.value.slides[1].items) if isinstance(item, Box | TextBox)]
    crosses = {item.name: item.rect for item in items if item.name.startswith("Cross: ")}
    others = {item.name: item.rect for item in items if item.name not in crosses and not item.name.endswith(" joint")}
    assert len(crosses) == edges.count("-x->")
    assert [(one, two) for one, a in crosses.items() for two, b in others.items() if a.overlaps(b)] == []


def test_no_edge_with_both_a_cross_and_a_label_is_folded_into_a_layer() -> None:
    """Along a layer there is room for one of them only: where nothing else fits, the author is told."""
    unit, fonts = "java.util.concurrent.TimeUnit", FontMeasurer()
    edges = f"['each except -x-> except: one', '{unit} -x-> {unit}: two']"
    slide = f"{{title: One, graph: {{edges: {edges}}}, code: {{text: _case_}}}}"
    laid = laid_out(f"title: T\nslides:\n  - {slide}\n".encode(), None, NARROW, fonts)
    assert errors(laid) or all_broken(laid.value, NARROW, fonts) == []


@pytest.mark.parametrize("first", ["a longer name of a node than fits in one line", "A"])
def test_the_label_of_a_loop_at_a_small_node_stays_within_the_slide(first: str) -> None:
    laid = deck(f"""
      - title: Graph
        graph:
          direction: down
          edges: [{first} -> B, "B -> B: again and again, as long as there is anything left to do"]
          nodes: [{{name: B, shape: choice}}]
    """)
    assert laid.diagnostics == ()
    assert all_broken(laid.value, CLASSROOM, FIXED) == []


def met(boxes: dict[str, Box | TextBox], lines: Sequence[Connector]) -> list[tuple[str, str]]:
    """The lines that come through a box or a text to which they do not lead, with the names of these."""
    things = {name: item.rect.inset(pt(0.5)) for name, item in boxes.items() if item.body is not None}
    things |= {name: _in_circle(item.rect) for name, item in boxes.items() if name == "end"}
    framed = {name for name, item in boxes.items() if item.body is not None and item.body.anchor == "top"}
    return [
        (line.name, name)
        for line in lines
        for name, rect in things.items()
        if name not in framed and name not in {glue.shape for glue in (line.start_glue, line.end_glue) if glue}
        if any(_is_in(rect, point) for point in _points(line))
    ]


def _in_circle(rect: Rect) -> Rect:
    """The square in a circle, as edges end anywhere on that."""
    return rect.inset(round(rect.width * 0.15))


def _points(line: Connector) -> Iterator[Point]:
    for start, end in pairwise(line.points):
        for step in range(41):
            yield Point(start.x + (end.x - start.x) * step // 40, start.y + (end.y - start.y) * step // 40)


def _is_in(rect: Rect, point: Point) -> bool:
    return rect.x < point.x < rect.right and rect.y < point.y < rect.bottom


LOOPS = {
    "one": "[start -> A, 'A -> A: loop', 'A -> B: SYN', 'B -> end: RST']",
    "two": "['A -> A: loop 1', 'A -> A: loop 2 takes two lines', 'A -> B: x', 'B -> A: y', A -> C, 'B -> B: loop 3']",
    "at a decision": "[A -> B?, 'B? -> B?: loop', 'B? -> C: yes', 'B? -> D: no', 'D -> A: again']",
    "at a mark": "[start -> A, 'A -> end: x', 'end -> end: loop', 'start -> start: loop 2']",
    "beside others": "[A -> B, A -> C, A -> D, 'B -> B: loop 1', 'C -> C: loop 2', 'D -> D: loop', B -> E, D -> E]",
    "beside long edges": "[A -> B -> C -> D, 'B -> B: loop', 'C -> C: loop 2', A -> D: skip, D -> B: back]",
}


@pytest.mark.parametrize("edges", LOOPS.values(), ids=LOOPS)
@pytest.mark.parametrize("direction", ["down", "across"])
def test_no_other_line_or_label_crosses_a_loop_or_its_label(edges: str, direction: str) -> None:
    boxes, lines = drawn(f"""
      - title: Graph
        graph: {{edges: {edges}, direction: {direction}}}
    """)
    loops: dict[str, list[Rect]] = {}
    for line in lines:
        start, end = line.name.split(",")[0].removeprefix("Arrow: ").rstrip("0123456789 ").split(" to ")
        if start == end:
            loops.setdefault(line.name.split(",")[0], []).append(
                union([Rect(at.x, at.y, 0, 0) for at in line.points])
            )
    labels = {name: box.rect for name, box in boxes.items() if isinstance(box, TextBox)}
    places = [*(union(rects) for rects in loops.values()), *(labels[name] for name in labels if "loop" in name)]
    assert len(places) == 2 * len(loops) > 0
    others = [line for line in lines if line.name.split(",")[0] not in loops]
    things = [*(rect for name, rect in labels.items() if "loop" not in name)]
    for number, place in enumerate(places):
        assert not any(_is_in(place, point) for line in others for point in _points(line))
        assert not any(place.overlaps(other) for other in (*places[:number], *things))


@pytest.mark.parametrize(("direction", "site"), [("down", "right"), ("across", "top")])
def test_a_loop_at_a_decision_begins_and_ends_on_its_slanting_edges(direction: str, site: str) -> None:
    boxes, lines = drawn(f"""
      - title: Graph
        graph: {{edges: [A -> B?, B? -> B?, B? -> C], direction: {direction}}}
    """)
    rect, loop = boxes["B?"].rect, [line for line in lines if line.name.startswith("Arrow: B? to B?")]
    assert [glue.site for glue in (loop[0].start_glue, loop[-1].end_glue) if glue] == [site, site]
    for glue in (loop[0].start_glue, loop[-1].end_glue):
        assert glue is not None
        at, centre = boxes[glue.shape].rect.centre, rect.centre
        aside, above = abs(at.x - centre.x) / rect.width, abs(at.y - centre.y) / rect.height
        assert aside + above == pytest.approx(0.5, abs=0.001)


@pytest.mark.parametrize("direction", ["down", "across"])
def test_a_crossed_out_loop_has_a_cross_on_it_apart_from_its_label(direction: str) -> None:
    boxes, lines = drawn(f"""
      - title: Graph
        graph: {{edges: [A -x-> A, "B -x-> B: one", "B -x-> B: two", A -> B], direction: {direction}}}
    """)
    crosses = {name: box.rect for name, box in boxes.items() if name.startswith("Cross: ")}
    assert list(crosses) == ["Cross: Arrow: A to A", "Cross: Arrow: B to B", "Cross: Arrow: B to B 2"]
    for name, rect in crosses.items():
        (far,) = (line for line in lines if line.name == f"{name.removeprefix('Cross: ')}, part 2")
        centre = Point((far.start.x + far.end.x) // 2, (far.start.y + far.end.y) // 2)
        assert (rect.centre.x, rect.centre.y) == pytest.approx((centre.x, centre.y), abs=2)
    things = [*crosses.values(), *(boxes[name].rect for name in ("A", "B", "one", "two"))]
    assert not any(one.overlaps(other) for one, other in combinations(things, 2))


def test_seven_nodes_in_two_groups_with_a_loop_have_room_across() -> None:
    boxes, _ = drawn("""
      - title: Graph
        graph:
          edges:
            - Browser -> TCP A -> IP A -> Network
            - Network -> IP B -> TCP B -> Web server
            - "TCP A -> TCP A: retransmit"
          groups: {Host A: [Browser, TCP A, IP A], Host B: [Web server, TCP B, IP B]}
    """)
    assert boxes["retransmit"].rect.bottom < boxes["TCP A"].rect.y


def test_a_label_is_on_its_line() -> None:
    boxes, lines = drawn("""
      - title: Graph
        graph: ["A -> B: calls"]
    """)
    label = boxes["calls"].rect
    assert [(line.start_glue and line.start_glue.shape, line.end_glue and line.end_glue.shape) for line in lines] == [
        ("A", "calls"), ("calls", "B"),
    ]  # fmt: skip
    assert (lines[0].end.x, lines[1].start.x) == (label.x, label.right)
    assert [line.end_head for line in lines] == [False, True]


ORGANISATION = """
      - title: Tree
        tree:
          Director:
            Networks: [Dr. Adams, Dr. Baker, Ms. Clark]
            Systems: [Dr. Davis, Mr. Evans, Ms. Ford]
            Security: {Group F: [Ann, Bob], Group G: [Cem]}
            Theory: [Dr. Gauss, Dr. Noether]
            Administration: [Ms. Hill, Mr. Irving]
"""


def test_the_leaves_of_a_wide_tree_are_in_columns_under_their_parents() -> None:
    boxes, lines = drawn(ORGANISATION)
    rects = {name: box.rect for name, box in boxes.items() if box.body is not None and box.name != "Title"}
    assert not any(one.overlaps(other) for one, other in combinations(rects.values(), 2))
    for parent, leaves in (
        ("Networks", ["Dr. Adams", "Dr. Baker", "Ms. Clark"]),
        ("Group F", ["Ann", "Bob"]),
    ):
        column = [rects[parent], *(rects[leaf] for leaf in leaves)]
        assert len({rect.right for rect in column}) == 1
        assert all(above.bottom < below.y for above, below in pairwise(column))
        for leaf in leaves:
            first, last = (line for line in lines if line.name.startswith(f"Line: {parent} to {leaf}"))
            assert (first.start.x, first.start.y) == (rects[parent].x + pt(9), rects[parent].bottom)
            assert (last.end.x, last.end.y) == (rects[leaf].x, rects[leaf].centre.y)
    assert rects["Group F"].y == rects["Group G"].y
    assert met(boxes, lines) == []


def test_a_wide_tree_in_columns_is_built_level_by_level() -> None:
    laid = deck(f"{ORGANISATION}        build: top down\n")
    assert laid.value is not None
    clicks = {item.name: item.click for item in every_item(laid.value) if isinstance(item, Box)}
    names = ("Director", "Networks", "Dr. Adams", "Ann", "Line: Networks to Dr. Adams, 1 joint")
    assert [clicks[name] for name in names] == [1, 2, 3, 4, 3]


@pytest.mark.parametrize(
    ("name", "shape"), [("Ready?", "diamond"), ("start", "ellipse"), ("end", "ellipse"), ("Start", "rounded")]
)
def test_a_name_says_the_shape(name: str, shape: str) -> None:
    boxes, _ = drawn(f"""
      - title: Graph
        graph: ["{name} -> Other"]
    """)
    box = boxes[name]
    assert isinstance(box, Box)
    assert box.shape == shape


def test_nodes_of_a_graph_with_marks_are_round_unless_the_author_says_more() -> None:
    boxes, _ = drawn("""
      - title: Graph
        graph: {edges: [start -> Idle -> Busy], nodes: {Busy: box}}
    """)
    idle, busy = boxes["Idle"], boxes["Busy"]
    assert isinstance(idle, Box)
    assert isinstance(busy, Box)
    assert idle.corner > busy.corner


def test_what_has_no_room_is_an_error_at_its_place() -> None:
    edges = ", ".join(f"hub number {number} -> a rather long name of node {number}" for number in range(40))
    laid = deck(f"""
      - title: Graph
        graph: [{edges}]
    """)
    (found,) = laid.diagnostics
    assert (found.code, found.severity) == ("figure-too-full", "error")
    assert found.place is not None
    assert found.place.line > 1


EQUAL = {
    "labels": "graph: ['A? -> B: yes', 'A? -> C: no', 'C -> D: yes', 'C -> E: no', 'C -> F: yes']",
    "edges": "graph: ['A -> B: one', 'A -> B: one', 'A -x-> B', 'A -x-> B', 'A -> A: x', 'A -> A: x']",
    "label and node": "graph: {edges: ['A -> B: A', 'B -> C: In', 'B -> C: B'], groups: {In: [B, C]}}",
    "long edges": "graph: [A -> B -> C -> D, A -> D, A -> D, D -> A, D -> A]",
    "messages": "sequence: ['A -x-> B: x', 'A -x-> B: x', 'A -> A: y', 'A -> A: y']",
    "branches": "tree: {A: [B: [A, A], B: [A]]}",
    "steps": "cycle: [A, B, A, B]",
}


@pytest.mark.parametrize("drawing", EQUAL.values(), ids=EQUAL)
def test_lines_are_glued_to_things_that_nothing_else_is_called(drawing: str) -> None:
    laid = deck(f"""
      - title: S
        {drawing}
    """)
    assert laid.value is not None
    items = [*every_item(laid.value)]
    rects = [(item.name, item.rect) for item in items if isinstance(item, Box | TextBox)]
    lines = [item for item in items if isinstance(item, Connector) and item.start_glue and item.end_glue]
    assert lines
    for line in lines:
        for glue, point in ((line.start_glue, line.start), (line.end_glue, line.end)):
            assert glue is not None
            (rect,) = (rect for name, rect in rects if name == glue.shape)
            assert rect.inset(-1).contains(Rect(point.x, point.y, 0, 0))


def test_lines_end_on_the_outline_of_a_state_and_run_level_where_little_is_missing() -> None:
    boxes, lines = drawn(f"""
      - title: States
        graph: {GRAPHS["states"]}
    """)
    seen = 0
    for line in lines:
        for glue, point in ((line.start_glue, line.start), (line.end_glue, line.end)):
            assert glue is not None
            node = boxes[glue.shape]
            if isinstance(node, Box) and node.shape == "rounded" and node.corner > pt(10):
                seen += glue.offset is not None
                assert abs(_from_outline(point, node)) <= 2
    assert seen > 1
    slopes = [abs(line.end.y - line.start.y) for line in lines]
    assert [pt(0.1) < slope < pt(3) for slope in slopes].count(True) == 0


def _from_outline(point: Point, node: Box) -> float:
    """The distance of a point from the outline of a rounded rectangle."""
    inner = node.rect.inset(node.corner)
    across = max(inner.x - point.x, point.x - inner.right, 0)
    down = max(inner.y - point.y, point.y - inner.bottom, 0)
    return hypot(across, down) - node.corner


@pytest.mark.parametrize(("direction", "count"), [("across", 2), ("across", 3), ("down", 2), ("down", 4)])
def test_edges_to_an_end_come_to_its_circle_apart_from_each_other(direction: str, count: int) -> None:
    edges = ", ".join(f"start -> {name} -> end" for name in "ABCD"[:count])
    boxes, lines = drawn(f"""
      - title: Graph
        graph: {{edges: [{edges}], direction: {direction}}}
    """)
    circle = boxes["end"].rect
    ends = [line.end for line in lines if "to end" in line.name and line.end_head]
    assert len(ends) == count
    assert all(hypot(at.x - circle.centre.x, at.y - circle.centre.y) - circle.width / 2 < pt(2) for at in ends)
    least = circle.width * 0.7 / (count - 1)
    assert min(hypot(one.x - other.x, one.y - other.y) for one, other in combinations(ends, 2)) >= least * 0.8
    for line in lines:
        assert line.end_glue is not None
        assert boxes[line.end_glue.shape].rect.inset(-pt(1)).contains(Rect(line.end.x, line.end.y, 0, 0))


@pytest.mark.parametrize(("count", "columns"), [(15, 3), (16, 4), (40, 8)])
def test_many_leaves_of_a_root_are_in_columns_under_it(count: int, columns: int) -> None:
    names = [f"a{number}" for number in range(count)]
    boxes, lines = drawn(f"- title: Tree\n  tree: {{Root: [{', '.join(names)}]}}\n")
    rects = [boxes[name].rect for name in names]
    assert len({rect.x for rect in rects}) == columns
    assert min(rect.y for rect in rects) > boxes["Root"].rect.bottom
    assert [(rect.x, rect.y) for rect in rects] == sorted((rect.x, rect.y) for rect in rects)
    assert not any(one.overlaps(other) for one, other in combinations(rects, 2))
    assert met(boxes, lines) == []
    ends = [line.end_glue.shape for line in lines if line.end_glue and line.end_glue.shape in names]
    assert ends == names


def test_a_label_that_straightens_its_edge_stays_within_the_graph() -> None:
    outline = outline_of(
        b"""title: T
slides:
  - title: S
    graph:
      direction: down
      edges: [B -> C, "B -> C: x", "B -> D: x", C -> A, "C -> A: a longer text", "C -> D: some label"]
"""
    )
    scene = arrange(outline, Files({}, {}), NARROW, FIXED).value
    labels = [item.rect for item in every_item(scene) if isinstance(item, TextBox) and item.placeholder is None]
    assert len(labels) >= 4
    assert all(NARROW.body.contains(rect) for rect in labels)


def test_a_group_whose_nodes_are_in_another_for_other_people_gives_it_its_name() -> None:
    """Everybody sees both groups, each audience its own."""
    head = "title: Deck\naudiences: {operators: {}, developers: {}}"
    slides = """
      - title: Graph
        graph:
          edges: [Shell -> Kernel -> Disk]
          groups:
            - {name: Server, nodes: [Kernel, Disk], only: operators}
            - {name: Machine, nodes: [Kernel], only: developers}
    """
    laid = deck(slides, head)
    assert laid.value is not None
    boxes = [item for item in every_item(laid.value) if isinstance(item, Box) and item.name not in ("Shell", "Disk")]
    (frame,) = (box for box in boxes if "Server" in box.name)
    assert frame.name == "Server / Machine"
    assert frame.rect.contains(next(box.rect for box in boxes if box.name == "Kernel"))


def test_two_groups_of_one_name_are_one_frame() -> None:
    head = "title: Deck\naudiences: {operators: {}, developers: {}}"
    slides = """
      - title: Graph
        graph:
          edges: [Shell -> Kernel -> Disk]
          groups:
            - {name: Server, nodes: [Kernel, Disk], only: operators}
            - {name: server, nodes: [Kernel], only: developers}
    """
    laid = deck(slides, head)
    assert laid.value is not None
    names = [item.name for item in every_item(laid.value) if isinstance(item, Box)]
    assert [name for name in names if "erver" in name] == ["Server"]
