"""Blocks that share an area: under each other and beside each other, drawn and parted."""

from __future__ import annotations

from msgspec.structs import replace

from deckgen.geometry import Rect
from deckgen.layout.animation import Cue
from deckgen.layout.block import SCALES, Beside, Headed, Stack, fitting_scale
from deckgen.layout.typeset import ENDLESS
from deckgen.scene.validate import clicks
from tests.layout.decks import laid_out
from tests.layout.slabs import Slab, drawn

AREA = Rect(0, 0, 110, 100)


def again(slab: Slab) -> Slab:
    """A block that is shown again, from the start."""
    return replace(slab, cue=Cue(still=True))


def test_a_stack_is_as_high_as_its_blocks_and_the_gaps_between() -> None:
    assert Stack((Slab("a", 2), Slab("b", 3)), gap=5).height(110, 0) == 55


def test_blocks_that_want_no_more_stand_at_the_top() -> None:
    assert drawn(Stack((Slab("a"), Slab("b")), gap=5).draw(AREA, 0)) == {"a": (0, 0, 110, 10), "b": (0, 15, 110, 10)}


def test_a_block_that_makes_use_of_room_gets_what_is_left_over() -> None:
    figure = Slab("figure", room=ENDLESS)
    assert drawn(Stack((Slab("text"), figure), gap=10).draw(AREA, 0))["figure"] == (0, 20, 110, 80)


def test_two_blocks_that_make_use_of_room_get_equal_shares_of_it() -> None:
    rects = drawn(Stack((Slab("a", room=ENDLESS), Slab("b", room=ENDLESS)), gap=20).draw(AREA, 0))
    assert rects == {"a": (0, 0, 110, 40), "b": (0, 60, 110, 40)}


def test_a_block_that_has_enough_leaves_the_rest_to_others() -> None:
    rects = drawn(Stack((Slab("table", room=5), Slab("figure", room=ENDLESS)), gap=5).draw(AREA, 0))
    assert rects == {"table": (0, 0, 110, 15), "figure": (0, 20, 110, 80)}


def test_a_callout_follows_what_it_comments_on() -> None:
    assert drawn(Stack((Slab("text"), Slab("strip", pinned=True)), gap=5).draw(AREA, 0))["strip"] == (0, 15, 110, 10)


def test_a_centred_stack_stands_at_half_the_height() -> None:
    rects = drawn(Stack((Slab("a", 2), Slab("b", 2)), gap=20, centred=True).draw(AREA, 0))
    assert rects == {"a": (0, 20, 110, 20), "b": (0, 60, 110, 20)}


def test_blocks_beside_each_other_are_as_wide_as_their_weights_say() -> None:
    rects = drawn(Beside((Slab("a"), Slab("b")), (3, 1), gap=10).draw(AREA, 0))
    assert rects == {"a": (0, 0, 75, 100), "b": (85, 0, 25, 100)}


def test_blocks_beside_each_other_are_as_high_as_the_highest() -> None:
    assert Beside((Slab("a", 2), Slab("b", 3)), (1, 1), gap=10).height(110, 0) == 30


def test_a_stack_is_parted_between_blocks() -> None:
    stack = Stack((Slab("a", 4), Slab("b", 4, whole=True)), gap=0)
    assert stack.split(110, 50, 0) == (Stack((Slab("a", 4),), 0), Stack((Slab("b", 4, whole=True),), 0))


def test_a_stack_is_parted_inside_a_block_that_can_be_parted() -> None:
    stack = Stack((Slab("a", 4), Slab("b", 4)), gap=0)
    assert stack.split(110, 50, 0) == (Stack((Slab("a", 4), Slab("b", 1)), 0), Stack((Slab("b", 3),), 0))


def test_a_pinned_block_does_not_go_on_alone() -> None:
    strip = Slab("strip", 2, pinned=True, whole=True)
    assert Stack((Slab("points", 9), strip), gap=0).split(110, 100, 0) == (
        Stack((Slab("points", 8),), 0),
        Stack((Slab("points", 1), strip), 0),
    )


def test_a_first_block_that_cannot_be_parted_keeps_a_stack_whole() -> None:
    assert Stack((Slab("a", 9, whole=True), Slab("b")), gap=0).split(110, 50, 0) is None


def test_a_figure_beside_points_that_go_on_stands_on_both_parts() -> None:
    figure = Slab("figure", room=ENDLESS)
    halves = Beside((figure, Slab("points", 8)), (1, 1), gap=10).split(110, 50, 0)
    assert halves == (
        Beside((figure, Slab("points", 5)), (1, 1), 10),
        Beside((again(figure), Slab("points", 3)), (1, 1), 10),
    )


def test_text_beside_points_that_go_on_is_not_said_twice() -> None:
    halves = Beside((Slab("text"), Slab("points", 8)), (1, 1), gap=10).split(110, 50, 0)
    assert halves is not None
    assert drawn(halves[0].draw(AREA, 0)).keys() == {"text", "points"}
    assert drawn(halves[1].draw(AREA, 0)).keys() == {"points"}


def test_the_first_scale_that_fits_is_taken() -> None:
    block = Slab("a", heights=(140, 120, 100, 80, 60))
    assert fitting_scale(block, AREA) == 2
    assert fitting_scale(block, AREA, first=3) == 3
    assert fitting_scale(Slab("a", heights=(101,) * SCALES), AREA) is None


def test_what_the_points_speak_about_stands_on_both_parts() -> None:
    code = Slab("code", 2)
    halves = Beside((code, Slab("points", 8)), (1, 1), gap=10, kept=0).split(110, 50, 0)
    assert halves == (
        Beside((code, Slab("points", 5)), (1, 1), 10, kept=0),
        Beside((again(code), Slab("points", 3)), (1, 1), 10, kept=0),
    )


def test_the_title_of_a_column_stands_on_every_part() -> None:
    title = Slab("title")
    assert Headed((title, Slab("points", 8)), gap=10).split(110, 60, 0) == (
        Headed((title, Slab("points", 4)), 10),
        Headed((title, Slab("points", 4)), 10),
    )


def test_columns_appear_at_one_click_when_they_are_built_at_once() -> None:
    text = "title: T\nslides:\n  - title: A\n    build: {}\n    columns:\n      - {{text: a}}\n      - {{text: b}}\n"
    found = [clicks(laid_out(text.format(order).encode()).value.slides[-1].items) for order in ("at once", "true")]
    assert found == [1, 2]
