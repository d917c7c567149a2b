"""Whatever an author types: figures are balanced and legible or refused, and no word is lost over pages.

Scenes are measured with letters half an em wide; the outlines are typed as JSON, which is YAML too.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import combinations, pairwise

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from deckgen.diagnostics import Outcome
from deckgen.geometry import Rect, pt
from deckgen.scene.items import Box, Connector, Group, Item
from deckgen.scene.slide import Scene
from deckgen.scene.validate import violations
from deckgen.theme.builtin import CLASSROOM
from tests.layout.decks import FIXED, errors, every_item, laid_out
from tests.layout.promises import all_broken, lost_words
from tests.words import words

GAP = CLASSROOM.space.box_gap
CROWDED_GAP = pt(5)
"""The gap of figures with so much in them that their labels have 16 pt or less."""
LETTERS = "abcdefgmnorstu"
quick = settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@dataclass
class Node:
    """A box of a random figure: its label, its parts, and whether it is a bare list of them."""

    label: str
    parts: list[Node] = field(default_factory=list)
    bare: bool = False

    def typed(self) -> object:
        inside = [part.typed() for part in self.parts]
        return inside if self.bare else {self.label: inside} if inside else self.label


def words_of(most: int) -> st.SearchStrategy[str]:
    """One to three words, up to `most` letters together."""
    word = st.text(LETTERS, min_size=1, max_size=max(most // 3, 1))
    return st.lists(word, min_size=1, max_size=3).map(" ".join)


@st.composite
def boxes(draw: st.DrawFn, depth: int, most: int = 6) -> Node:
    """A plain box, a frame or a bare list, with at most `most` parts and `depth` levels below it."""
    kind = draw(st.sampled_from(["plain", "plain", "frame", "bare"] if depth else ["plain"]))
    if kind == "plain":
        return Node(draw(words_of(38)))
    parts = draw(st.lists(boxes(depth - 1, most=3), min_size=1, max_size=most))
    return Node(draw(words_of(12)), parts, bare=kind == "bare")


def numbered(nodes: Sequence[Node]) -> None:
    """Ends every label with a number of its own, so that each box can be found again by its name."""
    for number, node in enumerate(walk(nodes)):
        node.label = f"{node.label} {number}"


def walk(nodes: Sequence[Node]) -> Iterator[Node]:
    for node in nodes:
        yield node
        yield from walk(node.parts)


@st.composite
def figures(draw: st.DrawFn) -> list[list[Node]]:
    """One to three panels with one to twelve layers."""
    panels = draw(st.integers(1, 3))
    layers = st.lists(boxes(2), min_size=1, max_size=12 // panels)
    return draw(st.lists(layers, min_size=panels, max_size=panels))


def figure(panels: list[list[Node]], arrows: Sequence[str] = ()) -> Outcome[Scene]:
    typed: object = [node.typed() for node in panels[0]]
    if len(panels) > 1:
        typed = {f"Panel {number}": [node.typed() for node in panel] for number, panel in enumerate(panels)}
    return slide({"layers": typed, **({"arrows": list(arrows)} if arrows else {})})


def slide(blocks: dict[str, object]) -> Outcome[Scene]:
    outline = {"title": "Deck", "slides": [{"title": "Slide", **blocks}]}
    return laid_out(json.dumps(outline).encode())


def rects_of(laid: Outcome[Scene]) -> dict[str, Rect]:
    """The rectangles of the boxes, by their names."""
    return {item.name: item.rect for item in every_item(laid.value) if isinstance(item, Box)}


def refused(laid: Outcome[Scene]) -> bool:
    """Whether the figure was refused, with a report that names one of its boxes or says what room is missing."""
    for item in errors(laid):
        assert item.code in ("figure-too-full", "slide-too-full")
        assert item.place is not None
        assert re.search(r"`.+`|[0-9.]+ in of height", item.message)
    return bool(errors(laid))


@quick
@given(figures())
def test_a_figure_keeps_its_promises_or_is_refused(panels: list[list[Node]]) -> None:
    nodes = [node for panel in panels for node in panel]
    numbered(nodes)
    laid = figure(panels)
    if refused(laid):
        return
    assert violations(laid.value, CLASSROOM.slide) == []
    assert all_broken(laid.value, CLASSROOM, FIXED) == []
    rects = rects_of(laid)
    [group] = [item for item in every_item(laid.value) if isinstance(item, Group)]
    for node in walk(nodes):
        if not node.bare:
            assert CLASSROOM.body.contains(rects[node.label])
            assert node.label in group.alt
    for panel in panels:
        check_list(panel, rects, across=False)


def check_list(nodes: Sequence[Node], rects: dict[str, Rect], *, across: bool) -> None:
    """Siblings stand beside or under each other, in order, with equal edges and equal gaps."""
    outer = [extent(node, rects) for node in nodes]
    for one, other in pairwise(outer):
        gap = other.x - one.right if across else other.y - one.bottom
        assert min(abs(gap - GAP), abs(gap - CROWDED_GAP)) <= 1
    edges = {(rect.y, rect.height) if across else (rect.x, rect.width) for rect in outer}
    assert len(edges) == 1
    assert not any(one.overlaps(other) for one, other in combinations(outer, 2))
    for node, rect in zip(nodes, outer, strict=True):
        if node.parts:
            assert all(rect.contains(extent(part, rects)) for part in node.parts)
            check_list(node.parts, rects, across=not across)


def extent(node: Node, rects: dict[str, Rect]) -> Rect:
    """The rectangle of a box, or the one around the parts of a bare list."""
    if not node.bare:
        return rects[node.label]
    parts = [extent(part, rects) for part in node.parts]
    left, top = min(rect.x for rect in parts), min(rect.y for rect in parts)
    right, bottom = max(rect.right for rect in parts), max(rect.bottom for rect in parts)
    return Rect(left, top, right - left, bottom - top)


@quick
@given(st.lists(words_of(20), min_size=2, max_size=6), st.data())
def test_gaps_are_equal_but_for_those_that_hold_an_arrow(labels: list[str], data: st.DataObject) -> None:
    row = [Node(label) for label in labels]
    numbered(row)
    behind = data.draw(st.integers(0, len(row) - 2))
    label = data.draw(words_of(20))
    laid = figure([[Node("", row, bare=True)]], [f"{row[behind].label} -> {row[behind + 1].label}: {label}"])
    if refused(laid):
        return
    assert violations(laid.value, CLASSROOM.slide) == []
    rects = [rects_of(laid)[node.label] for node in row]
    gaps = [other.x - one.right for one, other in pairwise(rects)]
    assert {gap for index, gap in enumerate(gaps) if index != behind} <= {GAP, CROWDED_GAP}
    assert gaps[behind] > GAP
    [arrow] = [item for item in every_item(laid.value) if isinstance(item, Connector)]
    assert (arrow.start.x, arrow.end.x) == (rects[behind].right, rects[behind + 1].x)


@quick
@given(st.lists(words_of(30), min_size=1, max_size=12))
def test_boxes_of_one_label_have_names_of_their_own(labels: list[str]) -> None:
    laid = figure([[Node("", [Node(label), Node(label)], bare=True) for label in labels[:6]]])
    if not refused(laid):
        names = Counter(item.name for item in every_item(laid.value) if isinstance(item, Box | Group))
        slides = len(laid.value.slides) - 1
        assert [name for name, count in names.items() if count > slides] == []


def kept(laid: Outcome[Scene], texts: Sequence[str]) -> None:
    """Every page fits, and every word is on one of them."""
    assert errors(laid) == []
    assert violations(laid.value, CLASSROOM.slide) == []
    assert all_broken(laid.value, CLASSROOM, FIXED) == []
    wanted: Counter[str] = Counter()
    for text in texts:
        wanted += words(text)
    assert lost_words(laid.value, wanted) == Counter()
    content: tuple[Item, ...] = tuple(every_item(laid.value))
    assert content


sentences = st.lists(st.text(LETTERS + "-", min_size=1, max_size=14), min_size=1, max_size=30).map(" ".join)


@quick
@given(st.lists(st.tuples(sentences, st.lists(words_of(60), max_size=4)), min_size=1, max_size=25))
def test_points_go_on_without_losing_a_word(points: list[tuple[str, list[str]]]) -> None:
    typed = [{f"p{text}": [f"s{part}" for part in parts]} if parts else f"p{text}" for text, parts in points]
    texts = [f"p{text}" for text, _ in points] + [f"s{part}" for _, parts in points for part in parts]
    kept(slide({"bullets": typed}), texts)


@quick
@given(st.lists(sentences, min_size=1, max_size=12), st.booleans())
def test_paragraphs_go_on_without_losing_a_word(paragraphs: list[str], called_out: bool) -> None:
    texts = [f"p{text}" for text in paragraphs]
    blocks: dict[str, object] = {"text": "\n\n".join(texts)}
    if called_out:
        blocks["callout"] = {"tip": "at the end"}
    kept(slide(blocks), texts)


@quick
@given(st.integers(1, 4), st.data())
def test_a_table_goes_on_without_losing_a_word(columns: int, data: st.DataObject) -> None:
    row = st.lists(words_of(30), min_size=columns, max_size=columns)
    rows = data.draw(st.lists(row, min_size=2, max_size=40))
    laid = slide({"table": rows})
    kept(laid, [cell for cells in rows for cell in cells])
    assert lost_words(laid.value, Counter(rows[0][0].split() * (len(laid.value.slides) - 1))) == Counter()


@quick
@given(st.lists(words_of(30), min_size=1, max_size=30), st.lists(words_of(20), min_size=1, max_size=4))
def test_points_beside_a_figure_go_on_without_losing_a_word(points: list[str], labels: list[str]) -> None:
    kept(slide({"bullets": points, "layers": labels}), [*points, *labels])


@quick
@given(st.lists(st.text(LETTERS + "  ", max_size=100), min_size=1, max_size=60))
def test_code_goes_on_without_losing_a_line(lines: list[str]) -> None:
    code = "\n".join(["x", *lines, "x"])
    laid = slide({"code": code})
    assert errors(laid) == []
    assert all_broken(laid.value, CLASSROOM, FIXED) == []
    shown = [item.body for item in every_item(laid.value) if isinstance(item, Box) and item.name == "Code"]
    found = [paragraph.text.rstrip() for body in shown if body for paragraph in body.paragraphs]
    # Blank lines at which the code is parted go.
    assert list(filter(None, found)) == list(filter(None, map(str.rstrip, code.split("\n"))))
