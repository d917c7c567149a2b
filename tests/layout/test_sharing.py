"""Which arrangement the blocks of a slide get, in points on the usual slide.

The body is 873.6 pt wide, from 43.2 to 916.8, and 380.9 pt high. Beside each other with a gap of 32 pt, five
eighths are 526 and three eighths 315.6.
"""

from __future__ import annotations

import pytest

from deckgen.geometry import EMU_PER_POINT, Rect
from deckgen.layout.deck import arrange
from deckgen.media.files import Files
from deckgen.media.media import Media
from deckgen.scene.items import Item
from deckgen.theme.builtin import CLASSROOM
from tests.layout.decks import FIXED, deck, outline_of

LEFT, WIDTH = 43.2, 873.6
SMALL, LARGE, GAP = 315.6, 526.0, 32.0
HALF = 420.8
FURNITURE = {"Title", "Section name", "Footer", "Slide number", "Progress"}
TABLE = "table: [[Name, Size], [alpine, 8 MB]]"


def placed(blocks: str, picture: tuple[int, int] = (1600, 1000)) -> dict[str, Rect]:
    """The content of the only slide: its items in reading order, by their names. `picture` is the size of p.png."""
    lines = "\n".join(f"    {line}" for line in blocks.splitlines())
    outline = outline_of(f"title: Deck\nslides:\n  - title: Slide\n{lines}\n".encode())
    files = Files({"p.png": Media("p.png", "png", b"", *picture)}, {})
    laid = arrange(outline, files, CLASSROOM, FIXED)
    assert laid.diagnostics == ()
    items: tuple[Item, ...] = laid.value.slides[1].items
    return {item.name: item.rect for item in items if item.name not in FURNITURE and hasattr(item, "rect")}


def across(rect: Rect) -> tuple[float, float]:
    """Left edge and width in points, as a person would read them."""
    return round(rect.x / EMU_PER_POINT, 1), round(rect.width / EMU_PER_POINT, 1)


@pytest.mark.parametrize("points", ["bullets: [One, Two]", "references: [One, Two]"])
def test_points_typed_first_stand_left_of_a_figure(points: str) -> None:
    content = placed(f"{points}\nlayers: [App, Kernel]")
    assert list(content) == ["Text", "Figure"]
    assert across(content["Text"]) == (LEFT, SMALL)
    assert across(content["Figure"]) == (round(LEFT + SMALL + GAP, 1), LARGE)


def test_points_typed_last_stand_right_of_a_figure() -> None:
    content = placed("layers: [App, Kernel]\nbullets: [One, Two]")
    assert list(content) == ["Figure", "Text"]
    assert across(content["Figure"]) == (LEFT, LARGE)
    assert across(content["Text"]) == (round(LEFT + LARGE + GAP, 1), SMALL)


def test_a_text_of_one_line_leads_in_to_a_figure() -> None:
    content = placed("text: One.\nlayers: [App, Kernel]")
    assert across(content["Text"]) == across(content["Figure"]) == (LEFT, WIDTH)
    assert content["Text"].bottom < content["Figure"].y


def test_a_text_of_several_lines_stands_beside_a_figure() -> None:
    content = placed(f"text: {'word ' * 30}\nlayers: [App, Kernel]")
    assert across(content["Text"]) == (LEFT, SMALL)
    assert across(content["Figure"]) == (round(LEFT + SMALL + GAP, 1), LARGE)


def test_a_text_leads_in_to_code_and_its_points() -> None:
    content = placed("text: One.\ncode: docker ps\nbullets: [Two]")
    assert list(content) == ["Text", "Code", "Text (2)"]
    assert content["Text"].bottom < content["Code"].y
    assert across(content["Code"]) == (LEFT, LARGE)


def test_points_of_two_kinds_share_the_room_beside_a_figure() -> None:
    content = placed("bullets: [One]\nquote: Two\nlayers: [App, Kernel]")
    assert across(content["Text"]) == across(content["Quotation"]) == (LEFT, SMALL)


def test_a_text_leads_in_to_a_figure_beside_its_points() -> None:
    content = placed("text: One.\nbullets: [Two]\nlayers: [App, Kernel]")
    assert across(content["Text"]) == (LEFT, WIDTH)
    assert across(content["Text (2)"]) == (LEFT, SMALL)
    assert content["Text"].bottom < content["Figure"].y


def test_two_figures_stand_beside_each_other_whatever_else_there_is() -> None:
    content = placed("layers: [App, Kernel]\nimage: p.png\ntext: One.")
    assert across(content["Figure"]) == (LEFT, HALF)
    assert content["p.png"].y < content["Figure"].bottom < content["Text"].y


def test_a_tall_picture_leaves_the_rest_of_the_width_to_its_points() -> None:
    # 375.1 pt high, a picture of 1 : 1 is 375.1 pt wide, less than five eighths; 841.6 - 375.1 = 466.5 are left.
    content = placed("bullets: [One]\nimage: p.png", picture=(1000, 1000))
    assert across(content["Text"]) == (LEFT, 466.5)


def test_the_thinnest_picture_has_a_quarter_of_the_width() -> None:
    assert across(placed("bullets: [One]\nimage: p.png", picture=(100, 1000))["Text"]) == (LEFT, 631.2)


@pytest.mark.parametrize(("picture", "beside"), [((1600, 1000), True), ((2000, 1000), True), ((4000, 1000), False)])
def test_a_picture_that_is_much_larger_under_its_points_stands_there(picture: tuple[int, int], beside: bool) -> None:
    content = placed("bullets: [One, Two]\nimage: p.png", picture)
    assert (across(content["Text"])[1] < WIDTH) == beside


@pytest.mark.parametrize("narrow", [TABLE, "code: docker ps"])
def test_what_is_narrow_stands_beside_a_picture(narrow: str) -> None:
    content = placed(f"{narrow}\nimage: p.png")
    assert across(content["p.png"]) == (round(LEFT + SMALL + GAP, 1), LARGE)


def test_a_wide_table_stands_over_a_picture() -> None:
    content = placed(f"table: [[Name, Size], [{'x' * 40}, 8 MB]]\nimage: p.png")
    assert content["Table"].bottom < content["p.png"].y


def test_in_a_column_a_picture_follows_its_title_and_a_callout_its_points() -> None:
    content = placed("columns: [{title: A, image: p.png}, {bullets: [One], callout: {tip: Two}}]")
    assert content["p.png"].y == content["Heading"].bottom + 16 * EMU_PER_POINT
    assert content["Tip"].y == content["Text"].bottom + 24 * EMU_PER_POINT


def test_points_stand_beside_code_with_short_lines() -> None:
    content = placed("bullets: [One]\ncode: docker ps")
    assert across(content["Text"]) == (LEFT, SMALL)
    assert across(content["Code"]) == (round(LEFT + SMALL + GAP, 1), LARGE)


@pytest.mark.parametrize(("letters", "beside"), [(53, True), (54, False)])
def test_code_is_short_while_no_line_wraps_at_18_points(letters: int, beside: bool) -> None:
    # Beside points code is 526 - 2 × 16 = 494 pt wide, of which 2 % stay free: 484.1 pt, or 53 letters of 9 pt.
    content = placed(f"code: {'x' * letters}\nbullets: [One]")
    assert across(content["Code"]) == ((LEFT, LARGE) if beside else (LEFT, WIDTH))


def test_code_with_long_lines_stands_over_its_points() -> None:
    content = placed(f"code: {'x' * 80}\nbullets: [One]")
    assert content["Code"].bottom < content["Text"].y


@pytest.mark.parametrize("callout", ["tip", "note", "warning", "question"])
def test_a_callout_follows_what_it_comments_on(callout: str) -> None:
    content = placed(f"bullets: [One]\ncallout: {{{callout}: Two}}")
    assert content[callout.capitalize()].y == content["Text"].bottom + 24 * EMU_PER_POINT


def test_a_callout_typed_first_stands_at_the_top() -> None:
    assert list(placed("callout: {tip: One}\nbullets: [Two]")) == ["Tip", "Text"]


def test_a_table_and_a_text_stand_in_the_order_in_which_they_were_typed() -> None:
    assert list(placed(f"text: One.\n{TABLE}")) == ["Text", "Table"]
    assert list(placed(f"{TABLE}\ntext: One.")) == ["Table", "Text"]


def test_columns_share_the_width_by_weight() -> None:
    content = placed("columns: [{wide: 3, text: One}, {text: Two}]")
    assert [across(rect) for rect in content.values()] == [(LEFT, 631.2), (706.4, 210.4)]


def test_columns_of_text_are_the_halves_of_a_layout() -> None:
    laid = deck("  - title: Slide\n    columns: [{text: One}, {text: Two}]\n")
    assert laid.value.slides[1].layout == "two-content"


def test_columns_of_text_with_titles_are_a_comparison() -> None:
    laid = deck("  - title: Slide\n    columns: [{title: A, text: One}, {title: B, text: Two}]\n")
    assert laid.value.slides[1].layout == "comparison"


def test_titles_of_columns_reach_down_to_one_line() -> None:
    long = "a title that is much too long for one line"
    content = placed(f"columns: [{{title: A, text: One}}, {{title: {long}, text: Two}}]")
    headings = [rect for name, rect in content.items() if name.startswith("Heading")]
    assert len({rect.y for rect in headings}) == len({rect.bottom for rect in headings}) == 1


def test_a_slide_without_blocks_has_only_its_title() -> None:
    laid = deck("  - title: Questions?\n")
    assert laid.value.slides[1].layout == "title-only"


def test_a_subtitle_stands_over_everything() -> None:
    content = placed("bullets: [One]\nlayers: [App, Kernel]\nsubtitle: Two")
    assert list(content) == ["Text", "Text (2)", "Figure"]
    assert content["Text"].bottom < content["Text (2)"].y == content["Figure"].y


def test_running_text_stands_over_a_figure_that_runs_across() -> None:
    content = placed(f"text: {'word ' * 30}\ntimeline: [1979: chroot, 2013: Docker]")
    assert across(content["Text"]) == (LEFT, WIDTH)


def test_a_figure_without_room_beside_points_stands_under_them() -> None:
    """Eight columns of 10 letters at 14 pt are 8 × 70 pt wide, which is more than five eighths hold."""
    names = ", ".join(f"Scheduling{number}" for number in range(6))
    cells = ", ".join(["provider"] * 6)
    matrix = f"matrix: {{columns: [{names}], rows: {{Operating system: [{cells}]}}}}"
    content = placed(f"bullets: [One]\n{matrix}")
    assert across(content["Text"]) == (LEFT, WIDTH)


def test_text_that_would_go_on_beside_a_figure_stands_over_it_on_one_slide() -> None:
    text = f"text: {'word ' * 130}"
    assert across(placed(f"{text}\nlayers: [App]")["Text"]) == (LEFT, WIDTH)
