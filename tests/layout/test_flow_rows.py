"""What goes on in several rows, or in equal parts, instead of getting too narrow."""

from __future__ import annotations

from itertools import combinations, pairwise

import pytest

from deckgen.geometry import union
from deckgen.scene.items import Box, Connector, Grid, Group, TextBox, walk
from deckgen.scene.text import TextBody
from deckgen.theme.builtin import CLASSROOM
from tests.layout.decks import deck, every_item


def test_a_flow_across_of_many_steps_takes_several_rows_and_cuts_no_word() -> None:
    names = ["Compile", "Package", "Publish", "Install", "Observe", "Upgrade", "Replace", "Discard"]
    laid = deck(f"- title: Eight\n  steps: [{', '.join(names)}]\n  flow: across\n")
    boxes = [item for item in every_item(laid.value) if isinstance(item, Box) and item.name[0].isdigit()]
    assert [box.rect.y for box in boxes] == sorted(box.rect.y for box in boxes)
    assert len({box.rect.y for box in boxes}) == 2
    assert all(box.body and len(box.body.paragraphs[0].lines) == 1 for box in boxes)
    turns = [item for item in every_item(laid.value) if isinstance(item, Connector) and len(item.points) > 2]
    assert [line.name for line in turns] == ["Arrow 4"]


@pytest.mark.parametrize("flow", ["", "  flow: across\n"])
def test_six_short_steps_have_large_boxes_in_two_rows(flow: str) -> None:
    laid = deck(f"- title: Six\n  steps: [Wait, Read, Fix, Test, Send, Rest]\n{flow}")
    boxes = [item for item in every_item(laid.value) if isinstance(item, Box) and item.name[0].isdigit()]
    assert [[box.name for box in boxes if box.rect.y == y] for y in sorted({box.rect.y for box in boxes})] == [
        ["1. Wait", "2. Read", "3. Fix"],
        ["4. Test", "5. Send", "6. Rest"],
    ]
    assert {run.size for box in boxes for each in (box.body or TextBody(())).paragraphs for run in each.runs} == {32}
    whole, body = union([box.rect for box in boxes]), CLASSROOM.body
    assert (whole.width, whole.height > body.height * 0.9) == (body.width, True)
    assert all(box.rect.height < box.rect.width for box in boxes)


def test_six_steps_with_long_texts_stand_under_each_other() -> None:
    texts = ", ".join(f"{name} until everything is as it should be" for name in "ABCDEF")
    found = every_item(deck(f"- title: Six\n  steps: [{texts}]\n").value)
    assert not [item for item in found if isinstance(item, Connector)]


@pytest.mark.parametrize(("count", "columns"), [(2, 1), (5, 1), (6, 1), (7, 2), (8, 2)])
@pytest.mark.parametrize("more", ["", "  callout: Remember this\n  subtitle: From a file to a picture\n"])
def test_short_steps_that_run_down_have_room_on_one_slide(count: int, columns: int, more: str) -> None:
    laid = deck(f"- title: Down\n  flow: down\n  steps: [{', '.join(['Copy', 'Pack'] * 4)[: 6 * count - 2]}]\n{more}")
    assert (laid.diagnostics, len(laid.value.slides)) == ((), 2)
    found = list(every_item(laid.value))
    boxes = [item.rect for item in found if isinstance(item, Box) and item.name[0].isdigit()]
    assert len(boxes) == count
    assert len({box.x for box in boxes}) == columns or more
    assert not [(one, other) for one, other in combinations(boxes, 2) if one.overlaps(other)]
    arrows = [item for item in found if isinstance(item, Connector)]
    assert all(arrow.end_glue and arrow.start_glue for arrow in arrows)
    turns = [item.name for item in arrows if len(item.points) > 2]
    assert turns == ([f"Arrow {-(-count // 2)}"] if len({box.x for box in boxes}) == 2 else [])


def test_events_without_room_beside_each_other_are_above_and_below_the_axis_in_turn() -> None:
    years = (1600, 1722, 1824, 1877, 1913, 1948, 1982, 2006)
    laid = deck(f"- title: Eight\n  timeline: [{', '.join(f'{year}: Milestone of music' for year in years)}]\n")
    found = list(every_item(laid.value))
    dots = [item.rect for item in found if isinstance(item, Box) and item.name.endswith("dot")]
    texts = [item.rect for item in found if isinstance(item, TextBox) and item.name.startswith("Milestone")]
    assert len({dot.y for dot in dots}) == 1
    assert [text.y < dots[0].y for text in texts] == [False, True] * 4
    gaps = [right.x - left.x for left, right in pairwise(dots)]
    assert max(gaps) - min(gaps) <= 1
    assert not [(one, other) for one, other in combinations(texts, 2) if one.overlaps(other)]


def test_a_timeline_that_goes_on_has_as_many_events_on_each_slide() -> None:
    events = ", ".join(f"{year}: [An exhibition, internationally]" for year in range(2001, 2013))
    laid = deck(f"- title: Twelve\n  timeline: [{events}]\n")
    counts = [
        sum(isinstance(item, Box) and item.name.endswith("dot") for item in walk(slide.items))
        for slide in laid.value.slides[1:]
    ]
    assert counts == [6, 6]


def test_numbers_stay_on_a_line_with_their_unit() -> None:
    long = "a description that says everything that one could want to know about it and goes on for a while"
    laid = deck(
        f"- title: Sizes\n  table: [[Image, About it, Size], [alpine, {long}, 8 MB], [debian, {long}, 120 MB]]\n"
    )
    grid = next(item for item in every_item(laid.value) if isinstance(item, Grid))
    assert [len(row.cells[2].body.paragraphs[0].lines) for row in grid.rows] == [1, 1, 1]


def breaks_of(events: str) -> tuple[list[int], list[float]]:
    """The dots of a timeline, and where its axis is cut, both from left to right."""
    found = list(every_item(deck(f"- title: When\n  timeline: {{{events}}}\n").value))
    dots = [item.rect.centre.x for item in found if isinstance(item, Box) and item.name.endswith("dot")]
    strokes = [item for item in found if isinstance(item, Connector) and item.name.startswith("Break")]
    return dots, [(one.start.x + one.end.x + other.start.x + other.end.x) / 4 for one, other in batched(strokes)]


def batched(strokes: list[Connector]) -> list[tuple[Connector, Connector]]:
    return list(zip(strokes[::2], strokes[1::2], strict=True))


@pytest.mark.parametrize(
    ("events", "cut"),
    [
        ("-600: a, 1024: b, 1694: c, 1873: d, 1923: e", [1]),
        ("\u2212600: a, 1024: b, 1694: c, 1873: d, 1923: e", [1]),
        ("1000: a, 1950: b, 1960: c, 1970: d, 2000: e", [1]),
        ("1665: a, 1774: b, 1838: c, 2012: d", []),  # to scale
        ("1950: a, 1951: b, 1952: c, 1953: d", []),  # as far from each other as they look
        ("1: a, 2: b, 30: c", []),  # weeks, perhaps
    ],
)
def test_the_axis_is_cut_where_a_much_longer_time_is_not_to_scale(events: str, cut: list[int]) -> None:
    dots, breaks = breaks_of(events)
    assert breaks == pytest.approx([(dots[number - 1] + dots[number]) / 2 for number in cut], abs=4)


def test_events_above_and_below_the_axis_use_the_height_of_the_slide() -> None:
    years = (1600, 1722, 1824, 1877, 1913, 1948, 1982, 2006)
    laid = deck(f"- title: Eight\n  timeline: [{', '.join(f'{year}: Milestone of music' for year in years)}]\n")
    found = list(every_item(laid.value))
    stems = [item for item in found if isinstance(item, Connector) and item.name.endswith("stem")]
    (group,) = (item.rect for item in found if isinstance(item, Group))
    assert len(stems) == 8
    assert 0.6 * CLASSROOM.body.height < group.height <= CLASSROOM.body.height
