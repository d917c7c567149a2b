"""What goes on in several rows, or in equal parts, instead of getting too narrow."""

from __future__ import annotations

from deckgen.scene.items import Box, Connector, Grid, walk
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


def test_a_timeline_that_goes_on_has_as_many_events_on_each_slide() -> None:
    events = ", ".join(f"{year}: [event, a note]" for year in range(2001, 2013))
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
