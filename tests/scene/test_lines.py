"""Every line of a text is where its measured width, its alignment and its anchor put it."""

from __future__ import annotations

import pytest

from deckgen.geometry import Rect, pt
from deckgen.paint import Colour
from deckgen.scene.text import (
    Align,
    Anchor,
    Bullet,
    Insets,
    Line,
    Paragraph,
    PlacedLine,
    Run,
    TextBody,
    placed_lines,
    runs_by_line,
)

INK = Colour("dk1")
RECT = Rect(pt(100), pt(50), pt(200), pt(100))


def line(text: str, width: int = 40) -> Line:
    return Line(text, pt(width), pt(24))


def words(*lines: Line, align: Align = "left", text: str | None = None) -> Paragraph:
    return Paragraph((Run(text or " ".join(each.text for each in lines), 20, INK),), lines, align=align)


def only(body: TextBody, rect: Rect = RECT) -> PlacedLine:
    (found,) = placed_lines(body, rect)
    return found


@pytest.mark.parametrize(("align", "x"), [("left", 100), ("centre", 180), ("right", 260)])
def test_a_line_of_40_pt_in_200_begins_where_its_alignment_says(align: Align, x: int) -> None:
    assert only(TextBody((words(line("one"), align=align),))).x == pt(x)


@pytest.mark.parametrize(("anchor", "bottom"), [("top", 74), ("middle", 112), ("bottom", 150)])
def test_the_letters_of_a_line_reach_a_quarter_of_their_size_below_it(anchor: Anchor, bottom: int) -> None:
    found = only(TextBody((words(line("one")),), anchor))
    assert found.baseline == pt(bottom) - pt(20 * 0.26)


def test_insets_and_the_space_before_all_paragraphs_but_the_first_count() -> None:
    second = Paragraph((Run("two", 20, INK),), (line("two"),), space_before=pt(10))
    body = TextBody((second, second), insets=Insets(pt(5), pt(6), 0, 0))
    one, two = placed_lines(body, RECT)
    assert (one.x, one.baseline) == (pt(105), pt(50 + 6 + 24) - pt(5.2))
    assert two.baseline - one.baseline == pt(24 + 10)


def test_a_bullet_hangs_in_front_of_the_first_line_alone() -> None:
    mark = Bullet("•", INK)
    paragraph = Paragraph(
        (Run("one two", 20, INK),), (line("one"), line("two")), bullet=mark, indent=pt(20), hanging=pt(15)
    )
    one, two = placed_lines(TextBody((paragraph,)), RECT)
    assert (one.x, one.bullet, one.bullet_x) == (pt(120), mark, pt(105))
    assert (two.x, two.bullet) == (pt(120), None)


def test_the_first_line_of_code_hangs_in_front_of_those_that_continue_it() -> None:
    paragraph = Paragraph((Run("one two", 20, INK),), (line("one"), line("two")), indent=pt(20), hanging=pt(15))
    one, two = placed_lines(TextBody((paragraph,)), RECT)
    assert (one.x, two.x) == (pt(105), pt(120))


def test_what_is_read_from_the_right_begins_there_with_its_bullet_further_right() -> None:
    mark = Bullet("•", INK)
    paragraph = Paragraph(
        (Run("שלום", 20, INK),), (line("שלום"),), "right", bullet=mark, indent=pt(20), hanging=pt(15), from_right=True
    )
    found = only(TextBody((paragraph,)))
    assert (found.x, found.bullet_x, found.from_right) == (pt(280), pt(295), True)


def test_rotated_text_is_set_in_the_rectangle_laid_on_its_side() -> None:
    found = only(TextBody((words(line("one"), align="centre"),), "middle", rotated=True), Rect(0, 0, pt(30), pt(100)))
    assert (found.x, found.baseline) == (pt(15 - 20), pt(50 + 12) - pt(5.2))


def test_runs_are_cut_where_lines_end_and_the_space_between_is_on_neither() -> None:
    runs = (Run("one ", 20, INK), Run("two three", 20, INK, bold=True))
    lines = runs_by_line(Paragraph(runs, (line("one two"), line("three"))))
    assert [[(run.text, run.bold) for run in each] for each in lines] == [
        [("one ", False), ("two", True)],
        [("three", True)],
    ]


def test_a_new_line_in_a_run_is_on_no_line_and_capitals_are_shown() -> None:
    lines = runs_by_line(Paragraph((Run("a\nb", 20, INK, capitals=True),), (line("A"), line("B"))))
    assert [[run.text for run in each] for each in lines] == [["A"], ["B"]]
