"""Parts get their clicks, groups are opened for them, and shapes that come again get names that morphs match."""

from __future__ import annotations

from msgspec.structs import replace

from deckgen.geometry import Point, Rect, pt
from deckgen.layout.animation import Cue, numbered
from deckgen.layout.block import Placed
from deckgen.layout.slide_names import in_motion
from deckgen.paint import Colour, Stroke
from deckgen.scene.items import Box, Connector, Glue, Group, Item, TextBox
from deckgen.scene.slide import SlideScene
from deckgen.scene.text import Line, Paragraph, Run, TextBody
from tests.layout.slabs import Slab

RECT = Rect(0, 0, pt(10), pt(10))
INK = Colour("dk1")
FIRST = Cue((0,))


def box(name: str, click: int = 0) -> Box:
    return Box(name, RECT, fill=INK, click=click)


def group(*items: Item) -> Group:
    return Group("Figure", RECT, items, alt="What it shows")


def points(*clicks: int) -> TextBox:
    made = tuple(Paragraph((Run("x", 20, INK),), (Line("x"),), click=click) for click in clicks)
    return TextBox("Points", RECT, TextBody(made))


def clicks(items: tuple[Item, ...]) -> list[tuple[str, int]]:
    return [(item.name, item.click) for item in items]


def on_slide(*drawn: tuple[Cue, Item]) -> tuple[Item, ...]:
    """The items as a slide shows them, each drawn by a block with a cue of its own."""
    return numbered([(item, Placed(Slab("block"), RECT, cue).order) for cue, item in drawn])


def test_parts_appear_in_the_order_of_their_blocks_and_no_click_is_left_out() -> None:
    drawn = on_slide(
        (Cue((1,)), box("A", 2)), (Cue((1,)), box("B")), (Cue((0,)), box("C", 5)), (Cue((1,)), box("D", 2))
    )
    assert clicks(drawn) == [("A", 2), ("B", 0), ("C", 1), ("D", 2)]


def test_paragraphs_and_items_share_the_clicks() -> None:
    text, shape = on_slide((FIRST, points(5, 9)), (FIRST, box("A", 8)))
    assert isinstance(text, TextBox)
    assert [paragraph.click for paragraph in text.body.paragraphs] == [1, 3]
    assert shape.click == 2


def test_a_group_whose_items_have_no_clicks_stays_a_group() -> None:
    assert on_slide((FIRST, group(box("A"))), (FIRST, box("B", 3))) == (group(box("A")), box("B", 1))


def test_a_group_whose_items_have_clicks_is_opened_and_its_first_shape_tells_what_it_shows() -> None:
    first, second = on_slide((FIRST, group(box("A", 4), box("B", 6))))
    assert (first, second) == (replace(box("A", 1), alt="What it shows"), box("B", 2))


def test_what_is_built_in_a_block_comes_behind_the_block_and_before_the_next_one() -> None:
    column = Cue((0,), appears=(0,))
    inside, following = Cue((0,)).within(column), Cue((1,), appears=(1,))
    drawn = on_slide((inside, box("A")), (inside, box("B", 3)), (following, box("C")))
    assert clicks(drawn) == [("A", 1), ("B", 2), ("C", 3)]


def test_what_is_in_a_column_is_built_column_by_column_also_where_the_columns_are_there_from_the_start() -> None:
    left, right = (Cue((0,)).within(Cue((number,))).within(Cue((1,))) for number in (0, 1))
    drawn = on_slide((right, box("A", 1)), (left, box("B", 1)), (FIRST, box("C", 7)))
    assert clicks(drawn) == [("A", 3), ("B", 2), ("C", 1)]


class Question(Slab, frozen=True):
    """A block whose second click is the answer to its first."""

    def is_answer(self, click: int) -> bool:
        return click > 1


def test_answers_come_behind_all_that_is_built() -> None:
    asked = Placed(Question("quiz"), RECT, FIRST).order
    built = Placed(Slab("points"), RECT, Cue((1,))).order
    drawn = numbered([(box("Choice", 1), asked), (box("Answer", 2), asked), (box("Point", 1), built)])
    assert clicks(drawn) == [("Choice", 1), ("Answer", 3), ("Point", 2)]


def test_answers_of_two_blocks_have_a_click_each_in_the_order_of_the_blocks() -> None:
    quiz, figure = (Placed(Question("asks"), RECT, Cue((rank,))).order for rank in (1, 0))
    assert clicks(numbered([(box("Quiz", 2), quiz), (box("Box", 2), figure)])) == [("Quiz", 2), ("Box", 1)]


def test_what_was_built_on_the_page_before_is_there_from_the_start() -> None:
    again = Cue((0,), appears=(0,), still=True)
    drawn = on_slide((again, points(1, 2)), (again, box("A", 3)), (again, group(box("B", 4), box("C"))))
    assert drawn == (points(0, 0), box("A"), group(box("B"), box("C")))


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


def test_a_group_of_which_nothing_comes_again_stays_a_group() -> None:
    other = Group("Other figure", RECT, (box("P"), box("Q")))
    one, _ = in_motion([slide("One", group(box("A"), box("B")), other), slide("Two", box("A"))], ["none", "morph"])
    assert one.items[-1] == other


def test_a_morph_of_nothing_is_a_fade() -> None:
    slides = [slide("One", box("A")), slide("Two", box("B"))]
    assert [each.transition for each in in_motion(slides, ["morph", "morph"])] == ["fade", "fade"]


def test_other_transitions_leave_names_alone() -> None:
    slides = [slide("One", box("A")), slide("Two", box("A"))]
    assert [each.items for each in in_motion(slides, ["push", "fade"])] == [each.items for each in slides]
