"""Lectures in languages that are read from right to left: the mirrored deck."""

from __future__ import annotations

from textwrap import dedent

import pytest
from msgspec.structs import replace

from deckgen.geometry import Point, Rect, pt
from deckgen.layout.right_to_left import from_right, runs_from_right
from deckgen.paint import Colour, Stroke
from deckgen.scene.items import Box, Connector, Glue, Grid, Item, TextBox
from deckgen.scene.slide import Scene
from deckgen.scene.validate import violations
from deckgen.theme.builtin import CLASSROOM
from deckgen.theme.tokens import Theme
from tests.layout.decks import every_item, laid_out

FIGURE = """
- title: لنظام التشغيل طبقتان
  layers:
    - التطبيقات
    - العتاد: [المعالج, C++]
  braces: {الكل: [التطبيقات, العتاد]}
  arrows: [المعالج -> C++]
"""


def mirrored(slides: str) -> tuple[Scene, Theme]:
    content = f"title: محاضرة\nlanguage: ar\nslides:\n{dedent(slides)}"
    return from_right(laid_out(content.encode()).value, CLASSROOM)


def named(scene: Scene, name: str) -> Item:
    return next(item for item in every_item(scene) if item.name == name)


def box(scene: Scene, name: str) -> Box:
    found = named(scene, name)
    assert isinstance(found, Box)
    return found


def direction(scene: Scene, name: str) -> bool:
    body = box(scene, name).body
    assert body is not None
    return body.paragraphs[0].from_right


@pytest.mark.parametrize("language", ["ar", "he", "fa-IR", "ur", "az-Arab", "AR-eg"])
def test_these_are_read_from_right_to_left(language: str) -> None:
    assert runs_from_right(language)


@pytest.mark.parametrize("language", ["en", "zh-Hant", "ru", "pa-Guru", "ar-Latn", "arn"])
def test_these_are_read_from_left_to_right(language: str) -> None:
    assert not runs_from_right(language)


def test_the_first_box_of_a_row_is_at_the_right() -> None:
    scene, _ = mirrored(FIGURE)
    assert box(scene, "المعالج").rect.x > box(scene, "C++").rect.right


def test_an_arrow_points_to_the_left_and_stays_glued() -> None:
    scene, _ = mirrored(FIGURE)
    arrow = named(scene, "سهم: المعالج إلى C++")
    assert isinstance(arrow, Connector)
    assert arrow.start.x > arrow.end.x
    assert (arrow.start_glue, arrow.end_glue) == (Glue("المعالج", "left"), Glue("C++", "right"))


def test_an_arrow_that_ends_beside_the_middle_ends_there_on_the_other_side() -> None:
    """An offset along an upper or a lower side counts from the other end; one along a side at the left does not."""
    here, there = Box("A", Rect(0, 0, pt(100), pt(50))), Box("B", Rect(0, pt(100), pt(300), pt(50)))
    line = Connector(
        "Line", (Point(pt(30), pt(50)), Point(pt(30), pt(100))), Stroke(Colour("dk1"), pt(1)),
        start_glue=Glue("A", "bottom", pt(30)), end_glue=Glue("B", "left", pt(10)),
    )  # fmt: skip
    scene = laid_out("title: محاضرة\nlanguage: ar\nslides: [title: ا]\n".encode()).value
    last = replace(scene.slides[-1], items=(here, there, line))
    turned = from_right(replace(scene, slides=(*scene.slides[:-1], last)), CLASSROOM)[0].slides[-1].items[-1]
    assert isinstance(turned, Connector)
    assert (turned.start_glue, turned.end_glue) == (Glue("A", "bottom", pt(70)), Glue("B", "right", pt(10)))


def test_a_brace_stands_at_the_left_and_opens_to_the_right() -> None:
    scene, _ = mirrored(FIGURE)
    brace = box(scene, "قوس: الكل")
    assert brace.shape == "left-brace"
    assert brace.rect.right < box(scene, "التطبيقات").rect.x


def test_a_label_in_another_script_alone_keeps_its_direction() -> None:
    scene, _ = mirrored(FIGURE)
    assert direction(scene, "المعالج")
    assert not direction(scene, "C++")


def test_points_have_their_bullets_at_the_right_and_keep_punctuation_at_the_end() -> None:
    scene, _ = mirrored("- title: نقاط\n  bullets: [نقطة, Docker (2013)]\n")
    points = next(item for item in every_item(scene) if isinstance(item, TextBox) and len(item.body.paragraphs) == 2)
    assert [paragraph.from_right for paragraph in points.body.paragraphs] == [True, True]
    assert [paragraph.align for paragraph in points.body.paragraphs] == ["right", "right"]
    assert points.body.paragraphs[1].text == "Docker (2013)\u200e"


def test_the_first_column_of_a_table_is_at_the_right() -> None:
    scene, _ = mirrored("- title: جدول\n  table: [[الاسم, الحجم], [ألف, 8 MB]]\n")
    table = next(item for item in every_item(scene) if isinstance(item, Grid))
    assert [cell.body.text for cell in table.rows[0].cells] == ["الحجم", "الاسم"]


def test_code_is_read_from_left_to_right() -> None:
    scene, _ = mirrored("- title: شيفرة\n  code: {language: bash, text: docker run}\n")
    code = next(item for item in every_item(scene) if isinstance(item, Box) and item.body)
    assert code.body is not None
    assert [(line.align, line.from_right) for line in code.body.paragraphs] == [("left", False)]


def test_placeholders_stand_where_the_mirrored_layouts_have_them() -> None:
    scene, theme = mirrored(FIGURE)
    for slide in scene.slides:
        for item in slide.items:
            if isinstance(item, TextBox) and item.placeholder and item.inherited:
                area = theme.layouts[slide.layout].area(item.placeholder.index)
                assert item.rect == area.rect


def test_the_page_number_moves_to_the_left() -> None:
    _, theme = mirrored(FIGURE)
    number = next(area for area in theme.layouts["content"].areas if area.kind == "slide-number")
    assert number.rect.x < pt(100)
    assert number.align == "left"


def test_the_mirrored_scene_is_sound() -> None:
    scene, theme = mirrored(FIGURE)
    assert violations(scene, theme.slide) == []
