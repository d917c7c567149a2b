"""What changes in decks with another version of a template."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import pytest
from msgspec.structs import replace
from pptx import Presentation

from deckgen.template.difference import differences
from deckgen.text.measure import FontMeasurer
from tests.template.small import understood
from tests.template.templates import INCH, background, coloured, default, place, resized, saved, university


def changes(before: bytes, after: bytes) -> list[str]:
    return differences(understood(before), understood(after), FontMeasurer())


def changed(change: Callable[[Any], None]) -> bytes:
    presentation: Any = Presentation(io.BytesIO(default()))
    change(presentation)
    return saved(presentation)


def test_a_template_does_not_differ_from_itself() -> None:
    assert changes(university(), university()) == []


def test_a_title_that_moves_takes_its_room_from_the_content() -> None:
    def lower(presentation: Any) -> None:
        for shape in presentation.slide_master.placeholders:
            if shape.placeholder_format.idx == 0:
                shape.top += round(0.2 * INCH)
            elif shape.placeholder_format.idx == 1:
                shape.top, shape.height = shape.top + round(0.5 * INCH), shape.height - round(0.5 * INCH)

    found = changes(default(), changed(lower))
    assert found[0] == "titles move down by 0.2 in"
    assert "content has 6 % less room: 8.80 × 4.35 in, and had 8.80 × 4.62" in found


def test_each_placeholder_has_a_line_with_all_that_changes_in_it() -> None:
    def smaller(presentation: Any) -> None:
        (number,) = (
            shape for shape in presentation.slide_layouts[1].placeholders if shape.placeholder_format.idx == 12
        )
        place(number, 7.5, 7.0, 1.0, 0.4)

    (line,) = (line for line in changes(default(), changed(smaller)) if line.startswith("slide numbers"))
    assert line == "slide numbers move right by 0.33 in and down by 0.05 in, have 1.33 in less width"


def test_content_that_gets_room_for_the_first_time_has_no_share() -> None:
    flat, usual = (understood(default()) for _ in range(2))
    body = flat.theme.body
    flat = replace(flat, theme=replace(flat.theme, body=replace(body, height=1)))
    assert differences(flat, usual, FontMeasurer()) == ["content has room now: 8.80 × 4.62 in, and had 8.80 × 0.00"]
    assert differences(usual, flat, FontMeasurer()) == [
        "content has 100 % less room: 8.80 × 0.00 in, and had 8.80 × 4.62"
    ]


def test_layouts_that_go_or_change_their_names_are_told() -> None:
    def without(presentation: Any) -> None:
        layouts = presentation.slide_layouts
        layouts[1].name = "Inhalt"
        layouts.remove(layouts[4])

    found = changes(default(), changed(without))
    assert "text: the layout is `Inhalt`, and was `Title and Content`" in found
    assert "columns with titles: there is no layout any more, so text boxes stand in for `Comparison`" in found
    back = changes(changed(without), default())
    assert "columns with titles: the layout is `Comparison`, where text boxes stood in before" in back


def test_fonts_are_told_with_the_widths_of_their_letters() -> None:
    arial, calibri = (coloured(default(), {}, {"major": face, "minor": face}) for face in ("Arial", "Calibri"))
    (headings, text) = changes(calibri, arial)
    assert headings.startswith("headings: Arial, and was Calibri, whose letters are ")
    assert text == headings.replace("headings", "text", 1)
    assert "wider" in text


def test_colours_and_grounds_are_told() -> None:
    red = coloured(default(), {"accent1": "C1001F"})
    assert "red is #C1001F, and was #B3423F" in changes(default(), red)
    dark = changed(lambda presentation: background(presentation.slide_master, "tx1"))
    first = changes(default(), dark)[0]
    assert first == (
        "slides of 10 × 7.5 in, light text on a dark ground; they were slides of 10 × 7.5 in, dark text on a light"
        " ground"
    )


@pytest.mark.parametrize(("width", "height"), [(13.333, 7.5), (20, 15)])
def test_another_size_of_slides_is_told(width: float, height: float) -> None:
    wide = changed(lambda presentation: resized(presentation, width, height))
    first, *_ = changes(default(), wide)
    assert first.startswith(f"slides of {width:.4g} × {height:.4g} in")
