"""Turns become clicks, groups are opened for them, and shapes that come again get names that morphs match."""

from __future__ import annotations

from msgspec.structs import replace

from deckgen.geometry import Point, Rect, pt
from deckgen.layout.animation import at_turn, closed_up, still
from deckgen.layout.slide_names import in_motion
from deckgen.paint import Colour, Stroke
from deckgen.scene.items import Box, Connector, Glue, Group, Item, TextBox
from deckgen.scene.slide import SlideScene
from deckgen.scene.text import Line, Paragraph, Run, TextBody

RECT = Rect(0, 0, pt(10), pt(10))
INK = Colour("dk1")


def box(name: str, click: int = 0) -> Box:
    return Box(name, RECT, fill=INK, click=click)


def group(*items: Item) -> Group:
    return Group("Figure", RECT, items, alt="What it shows")


def points(*clicks: int) -> TextBox:
    made = tuple(Paragraph((Run("x", 20, INK),), (Line("x"),), click=click) for click in clicks)
    return TextBox("Points", RECT, TextBody(made))


def steps(items: tuple[Item, ...]) -> list[tuple[str, int]]:
    return [(item.name, item.click) for item in items]


def test_turns_are_closed_up_to_clicks_and_equal_turns_stay_together() -> None:
    assert steps(closed_up((box("A", 7), box("B"), box("C", 1_000), box("D", 7)))) == [
        ("A", 1),
        ("B", 0),
        ("C", 2),
        ("D", 1),
    ]


def test_paragraphs_and_items_share_the_clicks() -> None:
    text, shape = closed_up((points(5, 9), box("A", 8)))
    assert isinstance(text, TextBox)
    assert [paragraph.click for paragraph in text.body.paragraphs] == [1, 3]
    assert shape.click == 2


def test_a_group_without_turns_stays_a_group() -> None:
    assert closed_up((group(box("A")), box("B", 3))) == (group(box("A")), box("B", 1))


def test_a_group_with_turns_is_opened_and_its_first_shape_tells_what_it_shows() -> None:
    first, second = closed_up((group(box("A", 4), box("B", 6)),))
    assert (first, second) == (replace(box("A", 1), alt="What it shows"), box("B", 2))


def test_what_has_turns_of_its_own_comes_that_much_later() -> None:
    assert steps(at_turn((box("A"), box("B", 3)), 100)) == [("A", 100), ("B", 103)]


def test_without_builds_all_is_there_from_the_start() -> None:
    text, shape = still(points(1, 2)), still(box("A", 3))
    assert text == points(0, 0)
    assert shape == box("A")


def slide(title: str, *items: Item) -> SlideScene:
    return SlideScene(title, "blank", items)


LINE = Connector(
    "Line", (Point(0, 0), Point(0, 0)), Stroke(INK, pt(1)), start_glue=Glue("A", "top"), end_glue=Glue("C", "top")
)


def test_a_morph_marks_what_comes_again_on_both_slides_and_glue_follows() -> None:
    one, two = in_motion(
        [slide("One", group(box("A"), box("B"))), slide("Two", box("A"), box("C"), LINE)], ["none", "morph"]
    )
    assert [item.name for item in one.items] == ["!!A", "B"]
    assert [item.name for item in two.items] == ["!!A", "C", "Line"]
    line = two.items[2]
    assert isinstance(line, Connector)
    assert (line.start_glue, line.end_glue) == (Glue("!!A", "top"), Glue("C", "top"))
    assert (one.transition, two.transition) == ("none", "morph")


def test_a_morph_of_nothing_is_a_fade() -> None:
    slides = [slide("One", box("A")), slide("Two", box("B"))]
    assert [each.transition for each in in_motion(slides, ["morph", "morph"])] == ["fade", "fade"]


def test_other_transitions_leave_names_alone() -> None:
    slides = [slide("One", box("A")), slide("Two", box("A"))]
    assert [each.items for each in in_motion(slides, ["push", "fade"])] == [each.items for each in slides]
