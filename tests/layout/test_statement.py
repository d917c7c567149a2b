"""A statement in place of a title, in themes whose titles stand on something."""

from __future__ import annotations

import pytest
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


@pytest.mark.parametrize("words", ["Measure", "A **degree** of warming is *not* a warm day, it is another `planet`"])
def test_as_much_is_empty_at_both_sides_of_a_statement(words: str) -> None:
    scene = laid_out(f"title: Deck\nslides:\n  - statement: {words}\n".encode()).value
    [title] = [item for item in scene.slides[1].items if isinstance(item, TextBox) and item.name == "Title"]
    body = CLASSROOM.body
    assert abs((title.rect.x - body.x) - (body.right - title.rect.right)) <= 1
    assert title.rect.x - body.x >= round(body.width * 0.04)


def test_the_words_of_a_statement_are_of_one_size_unless_they_are_code() -> None:
    words = "A **degree** is *not* a [warm](https://a.example) day, H~2~O and $x^2$ neither, nor `code`"
    for slide in (f"  - statement: {words}", f"  - {{title: A, statement: '{words}'}}"):
        scene = laid_out(f"title: Deck\nslides:\n{slide}\n".encode()).value
        [box] = [
            item
            for item in scene.slides[1].items
            if isinstance(item, TextBox) and item.body.text.startswith("A degree")
        ]
        sizes = {run.face: run.size for run in box.body.paragraphs[0].runs}
        assert len({run.size for run in box.body.paragraphs[0].runs if run.face != "code"}) == 1
        assert sizes["code"] == sizes["heading"] - 2


@pytest.mark.parametrize(("source", "is_short"), [("Own", True), ("A very long source that goes on " * 8, False)])
def test_the_source_of_a_statement_begins_where_its_text_does(source: str, is_short: bool) -> None:
    outline = f"title: Deck\nslides:\n  - statement: Measure\n    source: {source}\n"
    found = laid_out(outline.encode()).value.slides[1].items
    rects = {item.name: item.rect for item in found if isinstance(item, TextBox)}
    body = CLASSROOM.body
    assert rects["Source"].right == body.right
    assert (rects["Source"].x == rects["Title"].x) == is_short
    assert rects["Source"].x >= body.x
