"""A statement in place of a title, in themes whose titles stand on something."""

from __future__ import annotations

from msgspec.structs import replace

from deckgen.paint import Colour
from deckgen.scene.items import TextBox
from deckgen.theme.builtin import CLASSROOM
from deckgen.theme.tokens import Area, Theme
from tests.layout.decks import laid_out

OUTLINE = b"title: Docker\nslides:\n  - statement: A **process**\n"


def title_in(theme: Theme) -> TextBox:
    scene = laid_out(OUTLINE, theme=theme).value
    [title] = [item for item in scene.slides[1].items if isinstance(item, TextBox) and item.name == "Title"]
    return title


def on_a_band(area: Area) -> Area:
    """The title white on a filled band."""
    return replace(area, ground=Colour("dk2"), colour=Colour("lt1")) if area.index == 0 else area


def test_a_statement_leaves_the_fill_of_titles_behind_and_is_in_the_ink_of_the_slide() -> None:
    layout = CLASSROOM.layouts["title-only"]
    filled = replace(layout, areas=tuple(map(on_a_band, layout.areas)))
    title = title_in(replace(CLASSROOM, layouts={**CLASSROOM.layouts, "title-only": filled}))
    assert title.bare
    assert [run.colour for run in title.body.paragraphs[0].runs] == [Colour("dk1"), Colour("accent1")]


def test_a_statement_keeps_the_look_of_titles_without_a_fill() -> None:
    assert not title_in(CLASSROOM).bare
