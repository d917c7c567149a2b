"""A dump shows all that can be seen or heard on a slide, one item per line."""

from __future__ import annotations

from deckgen.geometry import Point, Rect, pt
from deckgen.paint import Colour, Stroke
from deckgen.scene.dump import dump
from deckgen.scene.items import Box, Connector, Glue, Group, Item, TextBox
from deckgen.scene.slide import Scene, Section, SlideScene
from deckgen.scene.text import Bullet, Line, Paragraph, Run, SlideLink, TextBody

INK = Colour("dk1")


def shown(*items: Item) -> list[str]:
    """The lines of the only slide, without its first."""
    slide = SlideScene("Only", "blank", items)
    lines = dump(Scene("Deck", "", "", "en-GB", (slide,), (Section("All", 0, 1),))).splitlines()
    return lines[lines.index('slide 1 [blank] "Only"') + 1 :]


def test_a_deck_begins_with_its_title_and_sections() -> None:
    scene = Scene("Deck", "Sub", "Me", "en-GB", (), (Section("One", 0, 2),), date="2026-11-23")
    assert dump(scene).splitlines() == [
        'deck "Deck" "Sub" en-GB',
        'by "Me"',
        "on 2026-11-23",
        'section "One" slides 1–2',
    ]


def test_lengths_are_points_with_one_decimal_at_most() -> None:
    assert shown(Box("Bar", Rect(pt(1), pt(2.5), pt(3.25), pt(4)), decorative=True)) == [
        '  rectangle "Bar" @1,2.5 3.2×4 decorative'
    ]


def test_a_paragraph_shows_its_look_and_where_its_lines_wrap() -> None:
    paragraph = Paragraph((Run("two words", 20, INK, bold=True),), (Line("two"), Line("words")), align="centre")
    assert shown(TextBox("Text", Rect(0, 0, pt(10), pt(10)), TextBody((paragraph,))))[1] == (
        '    - centre 20 dk1 bold "two↵words"'
    )


def test_runs_that_differ_have_lines_of_their_own() -> None:
    runs = (Run("see ", 20, INK), Run("there", 20, Colour("accent1", tint=40), link=SlideLink(2)))
    paragraph = Paragraph(runs, (Line("see there"),), bullet=Bullet("•", INK, 3), indent=pt(20), hanging=pt(20))
    assert shown(TextBox("Text", Rect(0, 0, pt(10), pt(10)), TextBody((paragraph,))))[1:] == [
        '    - 3. dk1 indent 20 hanging 20 "see there"',
        '      20 dk1 "see "',
        '      20 accent1+40 → slide 3 "there"',
    ]


def test_what_is_in_a_group_is_indented() -> None:
    rect = Rect(0, 0, pt(10), pt(10))
    assert shown(Group("Pair", rect, (Box("One", rect, decorative=True),), alt="One of one")) == [
        '  group "Pair" @0,0 10×10 alt "One of one"',
        '    rectangle "One" @0,0 10×10 decorative',
    ]


def test_a_connector_shows_ends_heads_and_glue() -> None:
    line = Connector(
        "Line",
        (Point(0, 0), Point(pt(5), 0)),
        Stroke(INK, pt(1.5), dashed=True),
        end_head=True,
        start_glue=Glue("A", "top"),
    )
    assert shown(line) == ['  line "Line" @0,0 (A.top) ─▶ @5,0 1.5 dk1 dashed']
