"""A finished scene needs no theme to be drawn: slides know their ground and what decorates it."""

from __future__ import annotations

from deckgen.geometry import Rect, inch
from deckgen.layout.finish import finished
from deckgen.scene.items import Box
from deckgen.scene.slide import Scene, Section, SlideScene
from deckgen.text.measure import FixedMeasurer
from deckgen.theme.builtin import CLASSROOM


def scene(language: str = "en") -> Scene:
    slide = SlideScene("One", "content", (Box("Box", Rect(inch(1), inch(2), inch(3), inch(1)), decorative=True),))
    return Scene("Deck", "", "", language, (slide,), (Section("All", 0, 1),))


def test_a_slide_has_the_ground_and_the_ornaments_of_its_layout() -> None:
    (slide,) = finished(scene(), CLASSROOM, FixedMeasurer())[0].slides
    layout = CLASSROOM.layouts["content"]
    assert slide.ground == layout.ground
    assert (
        [(box.rect, box.fill) for box in slide.ornaments] == [(one.rect, one.fill) for one in layout.ornaments] != []
    )


def test_what_is_read_from_the_right_is_mirrored_at_the_middle_of_the_body() -> None:
    (slide,) = finished(scene("ar"), CLASSROOM, FixedMeasurer())[0].slides
    (box,) = slide.items
    assert isinstance(box, Box)
    assert box.rect.right == CLASSROOM.body.x + CLASSROOM.body.right - inch(1)
