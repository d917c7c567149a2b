"""Little content is about half way down. Areas are 100 high, rows 10."""

from __future__ import annotations

from deckgen.geometry import Rect
from deckgen.layout.block import Balanced, Stack
from deckgen.layout.typeset import ENDLESS
from tests.layout.slabs import Slab, drawn

AREA = Rect(0, 50, 110, 100)


def test_little_content_stands_about_half_way_down() -> None:
    # 20 of 100 are filled; two fifths of the other 80 are above it.
    assert drawn(Balanced((Slab("a", 2),)).draw(AREA, 0)) == {"a": (0, 82, 110, 20)}


def test_content_that_fills_more_of_the_slide_stands_at_the_top() -> None:
    assert drawn(Balanced((Slab("a", 6),)).draw(AREA, 0)) == {"a": (0, 50, 110, 100)}


def test_what_makes_use_of_room_has_it_all() -> None:
    assert drawn(Balanced((Slab("figure", room=ENDLESS),)).draw(AREA, 0)) == {"figure": (0, 50, 110, 100)}


def test_little_content_over_a_callout_stands_half_way_down_to_it() -> None:
    # Over the callout and the gap 100 - 10 - 10 = 80 are left; two fifths of 80 - 20 are above the text.
    strip = Slab("strip", pinned=True)
    rects = drawn(Stack((Balanced((Slab("text", 2),)), strip), gap=10).draw(AREA, 0))
    assert rects == {"text": (0, 74, 110, 20), "strip": (0, 140, 110, 10)}


def test_what_goes_on_stands_at_the_top_of_every_page() -> None:
    assert Balanced((Slab("a", 9),)).split(110, 50, 0) == (Slab("a", 5), Slab("a", 4))
