"""Text: what a placeholder gives is left out, everything else is stated."""

from __future__ import annotations

import re
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from msgspec.structs import replace

from deckgen.deck import Deck
from deckgen.geometry import Rect, pt
from deckgen.paint import Colour
from deckgen.pipeline import build
from deckgen.scene.items import Box, TextBox
from deckgen.scene.text import Bullet, Insets, Line, Paragraph, Run, SlideLink, TextBody, WebLink
from deckgen.theme.builtin import CLASSROOM
from deckgen.writers.pptx.xml import attribute, colour, text
from tests.writers.pptx.pieces import filled, frame, like
from tests.writers.pptx.reading import NAMES, slide_of, the

INK = Colour("dk1")
SPACE = Rect(0, 0, pt(100), pt(100))


def written(*paragraphs: Paragraph) -> list[dict[str, str]]:
    """The attributes of a:pPr of each paragraph in a text box, and startAt of its number."""
    slide = slide_of(TextBox("Text", SPACE, TextBody(paragraphs)))
    found = []
    for paragraph in slide.findall(".//p:txBody/a:p", NAMES):
        number = paragraph.find("a:pPr/a:buAutoNum", NAMES)
        properties = paragraph.find("a:pPr", NAMES)
        attributes = dict(properties.attrib) if properties is not None else {}
        found.append(attributes | ({} if number is None else {"startAt": number.get("startAt", "1")}))
    return found


def run_of(run: Run) -> dict[str, str]:
    slide = slide_of(TextBox("Text", SPACE, TextBody((Paragraph((run,), (Line(run.text),)),))))
    return dict(the(slide, ".//a:r/a:rPr").attrib)


def numbered(number: int | None, level: int = 0) -> Paragraph:
    return Paragraph((Run("x", 20, INK),), (Line("x"),), level=level, bullet=Bullet("•", INK, number))


def starts(*paragraphs: Paragraph) -> list[str | None]:
    return [each.get("startAt") for each in written(*paragraphs)]


def test_a_placeholder_that_looks_as_its_layout_says_states_nothing() -> None:
    area = CLASSROOM.layouts["title"].area(0)
    slide = slide_of(filled("title", "centred-title", 0, like(area, "Docker")), layout="title")
    assert the(slide, ".//a:rPr").attrib == {"lang": "en-GB"}
    assert slide.find(".//a:pPr", NAMES) is None
    assert the(slide, ".//a:bodyPr").attrib == {}
    assert slide.find(".//p:sp/p:spPr/*", NAMES) is None


def test_a_smaller_title_states_its_size() -> None:
    area = CLASSROOM.layouts["title"].area(0)
    words = like(area, "Docker")
    small = replace(words, runs=(replace(words.runs[0], size=44),))
    slide = slide_of(filled("title", "centred-title", 0, small), layout="title")
    assert the(slide, ".//a:rPr").attrib == {"lang": "en-GB", "sz": "4400"}


def test_a_text_box_states_size_colour_and_insets() -> None:
    body = TextBody((Paragraph((Run("x", 20, INK),), (Line("x"),)),), "middle", Insets(1, 2, 3, 4))
    slide = slide_of(TextBox("Text", SPACE, body))
    assert the(slide, ".//a:rPr").attrib == {"lang": "en-GB", "sz": "2000"}
    assert the(slide, ".//a:rPr/a:solidFill/a:schemeClr").get("val") == "tx1"
    margins = the(slide, ".//a:bodyPr").attrib
    assert [margins[side] for side in ("lIns", "tIns", "rIns", "bIns")] == ["1", "2", "3", "4"]
    assert margins["anchor"] == "ctr"


def test_no_part_of_a_deck_shrinks_text_by_itself() -> None:
    slide = slide_of(*frame("title-only", "Title", 1), layout="title-only")
    assert slide.find(".//a:normAutofit", NAMES) is None


def test_a_run_states_language_weight_slope_and_that_it_is_code() -> None:
    run = Run("x", 18, INK, bold=True, italic=True, face="code", language="fr-FR", proofed=False)
    assert run_of(run) == {"lang": "fr-FR", "sz": "1800", "b": "1", "i": "1", "noProof": "1"}


def test_code_names_the_code_font_and_headings_the_heading_font_of_the_theme() -> None:
    runs = (Run("x", 18, INK, face="code"), Run("y", 18, INK, face="heading"), Run("z", 18, INK))
    slide = slide_of(TextBox("Text", SPACE, TextBody((Paragraph(runs, (Line("xyz"),)),))))
    fonts = [run.find("a:rPr/a:latin", NAMES) for run in slide.findall(".//a:r", NAMES)]
    assert [font.get("typeface") if font is not None else None for font in fonts] == ["Consolas", "+mj-lt", None]


def test_a_new_line_inside_a_run_is_a_break() -> None:
    slide = slide_of(TextBox("Text", SPACE, TextBody((Paragraph((Run("a\nb", 18, INK),), (Line("a"), Line("b"))),))))
    assert [child.tag.split("}")[1] for child in the(slide, ".//a:p")] == ["r", "br", "r"]


def test_an_empty_paragraph_keeps_the_size_of_its_line() -> None:
    slide = slide_of(TextBox("Text", SPACE, TextBody((Paragraph((Run("", 18, INK),), (Line(""),)),))))
    assert the(slide, ".//a:endParaRPr").get("sz") == "1800"


def test_a_linked_run_keeps_its_own_colour() -> None:
    run = Run("x", 18, INK, link=WebLink("https://example.org"))
    slide = slide_of(TextBox("Text", SPACE, TextBody((Paragraph((run,), (Line("x"),)),))))
    assert the(slide, ".//a:hlinkClick//ahyp:hlinkClr").get("val") == "tx"
    assert slide.find(".//a:rPr/a:solidFill", NAMES) is not None


def test_a_link_to_a_slide_is_a_jump() -> None:
    run = Run("x", 18, INK, link=SlideLink(0))
    slide = slide_of(TextBox("Text", SPACE, TextBody((Paragraph((run,), (Line("x"),)),))))
    assert the(slide, ".//a:hlinkClick").get("action") == "ppaction://hlinksldjump"


def test_text_read_upwards_is_turned() -> None:
    body = TextBody((Paragraph((Run("x", 18, INK),), (Line("x"),)),), rotated=True)
    assert the(slide_of(Box("Box", SPACE, body=body)), ".//a:bodyPr").get("vert") == "vert270"


def test_numbers_are_left_to_powerpoint_where_it_counts_the_same() -> None:
    assert starts(numbered(1), numbered(2), numbered(3)) == ["1", "1", "1"]


def test_a_list_that_goes_on_states_where_it_began_on_every_line() -> None:
    assert starts(numbered(4), numbered(5)) == ["4", "4"]


def test_what_lies_deeper_does_not_interrupt_counting() -> None:
    assert starts(numbered(1), numbered(1, level=1), numbered(2)) == ["1", "1", "1"]


def test_counting_begins_anew_after_a_paragraph_without_a_number() -> None:
    assert starts(numbered(1), numbered(None), numbered(2)) == ["1", None, "2"]


def test_a_hanging_bullet_goes_back_from_the_indent() -> None:
    paragraph = replace(numbered(None), indent=pt(20), hanging=pt(15))
    assert written(paragraph)[0] == {"marL": str(pt(20)), "indent": str(-pt(15))}


def test_distances_are_stated_in_points_and_percent() -> None:
    paragraph = replace(numbered(1), space_before=pt(6), line_spacing=90)
    slide = slide_of(TextBox("Text", SPACE, TextBody((paragraph,))))
    assert the(slide, ".//a:spcBef/a:spcPts").get("val") == "600"
    assert the(slide, ".//a:lnSpc/a:spcPct").get("val") == "90000"


@pytest.mark.parametrize(
    ("raw", "escaped"),
    [("plain", "plain"), ("a<b & c>d", "a&lt;b &amp; c&gt;d"), ("\x00\ud800", "\ufffd\ufffd")],
    ids=["plain", "markup", "no characters"],
)
def test_text_is_escaped_and_what_xml_cannot_hold_replaced(raw: str, escaped: str) -> None:
    assert text(raw) == escaped


def test_attributes_keep_quotes_and_line_breaks() -> None:
    assert attribute('say "hi"\nnow') == "say &quot;hi&quot;&#10;now"


@pytest.mark.parametrize(
    ("value", "xml"),
    [
        (Colour("lt1"), '<a:schemeClr val="bg1"/>'),
        (
            Colour("accent1", tint=88),
            '<a:schemeClr val="accent1"><a:lumMod val="12000"/><a:lumOff val="88000"/></a:schemeClr>',
        ),
        (
            Colour("accent1", tint=40, saturation=60),
            '<a:schemeClr val="accent1"><a:lumMod val="60000"/><a:lumOff val="40000"/><a:satMod val="60000"/>'
            "</a:schemeClr>",
        ),
        (Colour("dk2", shade=25), '<a:schemeClr val="tx2"><a:lumMod val="75000"/></a:schemeClr>'),
    ],
)
def test_colours_are_slots_made_lighter_or_darker(value: Colour, xml: str) -> None:
    assert colour(value) == xml


def test_struck_raised_and_lowered_text_says_so_on_slides_and_in_notes() -> None:
    assert run_of(Run("5", 20, INK, struck=True))["strike"] == "sngStrike"
    assert run_of(Run("2", 20, INK, script="raised"))["baseline"] == "30000"
    assert run_of(Run("2", 20, INK, script="lowered"))["baseline"] == "-25000"
    assert "strike" not in run_of(Run("5", 20, INK))
    deck = build(b"title: T\nslides:\n  - {title: One, notes: '~~5~~ H~2~O x^2^'}\n", Path())
    assert isinstance(deck, Deck)
    with ZipFile(BytesIO(deck.content)) as package:
        notes = package.read("ppt/notesSlides/notesSlide2.xml").decode()
    runs = re.findall(r"<a:rPr lang=\"en-US\"([^>]*)/><a:t>([^<]*)</a:t>", notes)
    assert [(look.strip(), text) for look, text in runs if text.strip()] == [
        ('strike="sngStrike"', "5"), ("", " H"), ('baseline="-25000"', "2"), ("", "O x"), ('baseline="30000"', "2")
    ]  # fmt: skip
    # Plain text, as on a handout, has signs of its own.
    assert deck.notes[1] == ("~~5~~ H₂O x²",)
