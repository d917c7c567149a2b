"""No word or number is broken: sizes step down, then blocks turn or go on, or the word is named in an error."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

import pytest

from deckgen.deck import Deck
from deckgen.diagnostics import Outcome
from deckgen.geometry import pt
from deckgen.pipeline import build
from deckgen.scene.items import Box, Grid, TextBox, walk
from deckgen.scene.slide import Scene, SlideScene
from deckgen.scene.validate import bodies, violations
from deckgen.text.measure import FontMeasurer
from deckgen.theme.builtin import CLASSROOM
from tests.layout.decks import errors, laid_out
from tests.layout.promises import all_broken, cut_words, lost_words
from tests.words import words_of_outline

FONTS = FontMeasurer()
WORDS = ["Approach", "Isolation", "Performance", "Compatibility", "Documentation", "Portability"]
MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October"]
LONG = "Internationalization"
GIANT = "x" * 150


def slide(**blocks: object) -> bytes:
    return json.dumps({"title": "Deck", "slides": [{"title": "Slide", **blocks}]}).encode()


def laid(content: bytes) -> Outcome[Scene]:
    return laid_out(content, measurer=FONTS)


def grids_of(each: SlideScene) -> list[Grid]:
    return [item for item in walk(each.items) if isinstance(item, Grid)]


def table(columns: int, rows: int = 3) -> list[list[str]]:
    return [[f"row{row} column{column}" for column in range(columns)] for row in range(rows)]


def compare(things: int, word: str = "value") -> dict[str, object]:
    rows = {f"Row {row}": [word] * things for row in range(3)}
    return {"of": [f"Thing {number}" for number in range(things)], "rows": rows}


def beside(*columns: Mapping[str, object], others: int = 0) -> dict[str, object]:
    return {"columns": [*columns, *({"text": f"text {number}"} for number in range(others))]}


CROWDED: dict[str, dict[str, object]] = {
    "a table of six words": {"table": [WORDS, *[["good"] * 6] * 2]},
    "a table of months": {"table": [["Year", *MONTHS], *[["2024", *["1,230"] * 10]] * 3]},
    "a table of 26 columns": {"table": table(26)},
    "a table of 60 columns": {"table": table(60)},
    "a table of 13 columns on half a slide": beside({"table": table(13)}, others=1),
    "a table of 9 columns on a third": beside({"table": table(9)}, others=2),
    "a table that goes on in both directions": {"table": table(26, 20)},
    "a compare of five": {"compare": compare(5, "questionable compatibility")},
    "a compare of twenty": {"compare": compare(20)},
    "five columns": beside(*({"text": f"{word} is a characteristic"} for word in WORDS[:5])),
    "five columns with titles": beside(*({"title": word, "bullets": [f"{word} is one"]} for word in WORDS[:5])),
    "thirty columns": beside(others=30),
    "six columns of compare": beside(*[{"compare": compare(3)}] * 6),
    "six columns of code": beside(*[{"code": "print(value)"}] * 6, others=6),
    "a timeline in one of ten columns": beside({"timeline": {"1969": "UNIX", "1991": "Linux"}}, others=9),
    "a flow across in one of ten columns": beside({"steps": ["Build", "Ship", "Run"], "flow": "across"}, others=9),
    "layers in one of ten columns": beside({"layers": ["Applications", "Kernel"]}, others=9),
    "a matrix in one of four columns": beside({"matrix": {"columns": ["A"], "rows": {"Row": ["yes"]}}}, others=3),
    "a callout in one of five columns": beside({"callout": {"tip": LONG}}, others=4),
    "a quiz in one of ten columns": beside({"quiz": ["Kernel", {"answer": "Hardware"}]}, others=9),
    "a chart in one of ten columns": beside({"chart": {"values": {"Kernel": 1, "Hardware": 2}}}, others=9),
    "a flow across of four": {
        "steps": ["Virtualization", "Containerization", LONG, "Orchestration"],
        "flow": "across",
    },
    "a timeline of eight": {"timeline": {f"{year}": f"{LONG} {year}" for year in range(2001, 2009)}},
    "a matrix": {"matrix": {"columns": WORDS, "rows": {LONG: ["Documentation"] * 6}}},
    "a row of boxes": {"layers": [WORDS, ["Kernel"]]},
    "an address": beside(
        {"text": "https://docs.example.org/engine/storage/drivers/overlayfs/how_it_works"}, others=3
    ),
}


@pytest.mark.parametrize("blocks", CROWDED.values(), ids=CROWDED)
def test_what_is_crowded_is_drawn_without_a_broken_or_a_lost_word(blocks: dict[str, object]) -> None:
    content = slide(**blocks)
    result = laid(content)
    assert errors(result) == []
    assert violations(result.value, CLASSROOM.slide) == []
    assert all_broken(result.value, CLASSROOM, FONTS) == []
    assert cut_words(result.value) == []
    assert dict(lost_words(result.value, words_of_outline(content.decode()))) == {}


def test_a_soft_hyphen_is_a_hyphen_where_its_word_is_broken_and_nothing_elsewhere() -> None:
    word = "Donau\u00addampf\u00adschiff\u00adfahrts\u00adgesell\u00adschafts\u00adkapitän"
    result = laid(slide(**beside({"text": f"{word} Bedeu\u00adtung"}, others=3)))
    assert errors(result) == []
    assert violations(result.value, CLASSROOM.slide) == []
    [text] = [item.body for item in result.value.slides[1].items if item.name == "Text" and isinstance(item, TextBox)]
    assert [line.text for line in text.paragraphs[0].lines] == [
        "Donaudampfschiff-",
        "fahrtsgesellschafts-",
        "kapitän Bedeutung",
    ]


WITHOUT_ROOM: dict[str, dict[str, object]] = {
    "text": {"text": f"a {GIANT}"},
    "bullets": {"bullets": ["one", {"two": [GIANT]}]},
    "a table": {"table": [["one", "two"], ["a", GIANT]]},
    "a compare": {"compare": compare(2, GIANT)},
    "a column": beside({"text": GIANT}, others=1),
    "the title of a column": beside({"title": GIANT, "text": "one"}, others=1),
    "a callout": {"callout": {"note": GIANT}},
    "steps": {"steps": ["one", {"two": GIANT}]},
    "a flow across": {"steps": ["one", GIANT], "flow": "across"},
    "a flow down": {"steps": ["one", GIANT], "flow": "down"},
    "a timeline": {"timeline": {"1969": GIANT, "1991": "Linux"}},
    "a date": {"timeline": {GIANT: "UNIX"}},
    "a quote": {"quote": {"text": "one", "by": GIANT}},
    "a statement": {"statement": GIANT},
    "a number": {"number": {"50 ms": GIANT}},
    "a number to compare with": {"number": {"value": "5 s", "against": {GIANT: "to start"}}},
    "a quiz": {"quiz": [GIANT, {"answer": "two"}]},
    "an explanation": {"quiz": {"choices": ["one", {"answer": "two"}], "explanation": GIANT}},
    "references": {"references": [GIANT]},
    "a matrix": {"matrix": {"columns": ["A"], "rows": {"Row": [GIANT]}}},
    "layers": {"layers": ["one", GIANT]},
    "the caption of a panel": {"layers": {GIANT: ["one"], "two": ["three"]}},
    "what a symbol means": {"formula": {"latex": "E = mc^2", "where": {"E": GIANT}}},
    "a subtitle": {"subtitle": GIANT, "text": "one"},
}


@pytest.mark.parametrize("blocks", WITHOUT_ROOM.values(), ids=WITHOUT_ROOM)
def test_a_word_that_has_no_room_at_any_size_is_named_at_its_place(blocks: dict[str, object]) -> None:
    content = slide(**blocks)
    [problem] = errors(laid(content))
    assert problem.code in ("word-too-wide", "figure-too-full", "labels-too-wide")
    assert GIANT[:30] in problem.message
    assert problem.place is not None
    assert content.decode()[problem.place.column :].startswith(('"', GIANT))
    if problem.code == "word-too-wide":
        assert " in wide at " in problem.message


def test_a_title_whose_word_has_no_room_is_refused_with_the_word() -> None:
    result = laid(
        json.dumps({"title": GIANT, "slides": [{"title": GIANT, "text": "a"}, {"section": GIANT}]}).encode()
    )
    assert [problem.code for problem in errors(result)] == ["title-too-long"] * 3
    assert all("xxx…` is" in problem.message and problem.place for problem in errors(result))


def test_sizes_step_down_before_anything_is_parted() -> None:
    result = laid(slide(**CROWDED["a table of six words"]))
    [grid] = grids_of(result.value.slides[-1])
    assert {run.size for cell in grid.rows[0].cells for p in cell.body.paragraphs for run in p.runs} == {22}
    assert len(grid.widths) == 6


def test_a_table_goes_on_with_its_first_column_and_whole_rows() -> None:
    result = laid(slide(table=table(26)))
    grids = [grid for each in result.value.slides for grid in grids_of(each)]
    assert len(grids) > 1
    for grid in grids:
        assert [row.cells[0].body.text for row in grid.rows] == ["row0 column0", "row1 column0", "row2 column0"]
    assert [each.title for each in result.value.slides[1:]] == [
        f"Slide ({number}/{len(result.value.slides) - 1})" for number in range(1, len(result.value.slides))
    ]


def test_a_table_in_parts_is_built_part_by_part() -> None:
    result = laid(slide(table=table(13), build="row by row"))
    for each in result.value.slides[1:]:
        clicked = sorted({item.click for item in walk(each.items)} - {0})
        assert clicked == list(range(1, len(clicked) + 1))
        assert clicked


def test_a_column_that_comes_later_comes_later_in_its_part() -> None:
    head, *rows = table(13)
    result = laid(slide(table={"columns": head, "rows": rows, "later": [head[12]]}))
    assert errors(result) == []
    before, after = result.value.slides[1:]
    empty = [
        [not cell.body.text for grid in grids_of(each) for cell in grid.rows[1].cells] for each in (before, after)
    ]
    assert empty[0].index(True) == len(empty[0]) - 1
    assert not any(empty[1])


def test_a_flow_across_runs_down_where_two_boxes_have_no_room_beside_each_other() -> None:
    result = laid(slide(**CROWDED["a flow across in one of ten columns"]))
    boxes = [item for item in walk(result.value.slides[1].items) if isinstance(item, Box) and item.name[0].isdigit()]
    assert len({box.rect.x for box in boxes}) == 1
    assert len({box.rect.y for box in boxes}) == 3


@pytest.mark.parametrize("count", [50, 150, 200])
def test_an_agenda_lists_many_sections(count: int) -> None:
    slides: list[object] = [{"title": "Agenda", "agenda": True}]
    slides += [{"section": f"Section {number}"} for number in range(count)]
    result = laid(json.dumps({"title": "Deck", "slides": slides}).encode())
    assert errors(result) == []
    assert violations(result.value, CLASSROOM.slide) == []


def test_a_badge_in_a_crowded_figure_stays_in_its_box() -> None:
    layers = [{"box": "Applications", "badge": "7"}, *(f"Layer {number}" for number in range(11))]
    result = laid(slide(layers=layers, text="one"))
    assert errors(result) == []
    rects = {item.name: item.rect for item in walk(result.value.slides[1].items) if isinstance(item, Box)}
    assert rects["Applications"].contains(rects["Applications badge"])


@pytest.mark.parametrize("badge", ["7", "12", "128", "VIII", "1.2.3", "Layer 7"])
def test_a_badge_is_on_one_line_in_a_shape_as_wide_as_it_needs(badge: str) -> None:
    result = laid(slide(layers=[{"box": "Applications", "badge": badge}, "Hardware"]))
    assert all_broken(result.value, CLASSROOM, FontMeasurer()) == []
    shape = next(item for item in walk(result.value.slides[1].items) if item.name == "Applications badge")
    assert isinstance(shape, Box)
    assert shape.body is not None
    assert [line.text for line in shape.body.paragraphs[0].lines] == [badge]
    assert shape.rect.height == pt(24)
    assert (shape.shape == "ellipse") == (shape.rect.width == pt(24)) == (len(badge) < 3)


@pytest.mark.parametrize("more", [{}, {"flow": "down"}, {"flow": "across"}])
def test_a_number_of_three_digits_fits_in_its_circle(more: dict[str, str]) -> None:
    result = laid(slide(steps=[f"Step {number}" for number in range(1, 131)], **more))
    assert all_broken(result.value, CLASSROOM, FontMeasurer()) == []


@pytest.mark.parametrize(
    "text",
    [
        "see https://example.org/path/to/a/thing/that/is/long.html?and=parameters&other=1",
        "see docs.example.org/virtualization/containers for more",
        "kubernetes_internal_configuration_for_everything",
    ],
)
def test_each_break_within_an_address_is_written_into_the_text(text: str) -> None:
    """PowerPoint breaks lines itself: without a break it would cut a word wherever its line is full."""
    found = laid(slide(columns=[{"text": text}] * 5))
    assert errors(found) == []
    assert found.value is not None
    texts = [body.text for item in walk(found.value.slides[1].items) for body in bodies(item)]
    opened = [each for each in texts if "\u200b" in each]
    assert len(opened) == 5
    assert all(each.replace("\u200b", "") == text for each in opened)


@pytest.mark.parametrize(
    "block", [{"timeline": [{"1990": "a"}, {"1991": "b"}, {"1992": "c"}]}, {"table": [["a", "b"], ["1", "2"]]}]
)
@pytest.mark.parametrize("others", [6, 9, 20, 40])
def test_letters_alone_are_drawn_or_refused_in_any_number_of_columns(block: dict[str, object], others: int) -> None:
    content = slide(**beside(block, others=others))
    found = build(content, Path())
    assert isinstance(found, Deck) or all(item.place is not None for item in found.findings.diagnostics)
