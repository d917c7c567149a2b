"""Every run says its language with a region, and text in another script says that script's language."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree

import pytest

from deckgen.deck import Deck
from deckgen.language import pieces, with_region
from deckgen.pipeline import build
from tests.writers.pptx.reading import NAMES, parts, the

REGIONS = {
    "en": "en-US", "de": "de-DE", "ar": "ar-SA", "ja": "ja-JP", "pt": "pt-BR", "en-GB": "en-GB", "zh": "zh-CN",
    "zh-Hant": "zh-TW", "zh-Hans": "zh-CN", "zh-Hant-HK": "zh-Hant-HK", "sr-Latn": "sr-Latn-RS", "es-419": "es-419",
    "tlh": "tlh",
}  # fmt: skip


@pytest.mark.parametrize(("tag", "whole"), REGIONS.items())
def test_a_tag_without_a_region_gets_the_usual_one(tag: str, whole: str) -> None:
    assert with_region(tag) == whole


PIECES: list[tuple[str, str, list[tuple[str, str | None]]]] = [
    ("en", "Kernel", [("Kernel", None)]),
    ("en", "", [("", None)]),
    ("en", "Say مرحبا, 5 times", [("Say ", None), ("مرحبا, 5 ", "ar-SA"), ("times", None)]),
    ("en", "«مرحبا»", [("«مرحبا»", "ar-SA")]),
    ("en", "日本語のカーネル", [("日本語のカーネル", "ja-JP")]),
    ("en", "内核", [("内核", "zh-CN")]),
    ("en", "한국어 漢字", [("한국어 漢字", "ko-KR")]),
    ("en", "Привет", [("Привет", "ru-RU")]),
    ("en", "Ελλάδα", [("Ελλάδα", "el-GR")]),
    ("en", "שלום", [("שלום", "he-IL")]),
    ("de", "สวัสดี", [("สวัสดี", "th-TH")]),
    ("en", "नमस्ते", [("नमस्ते", "hi-IN")]),
    ("ja", "漢字とカナ", [("漢字とカナ", None)]),
    ("zh", "内核カナ", [("内核", None), ("カナ", "ja-JP")]),
    ("ar", "Docker هنا", [("Docker ", "en-US"), ("هنا", None)]),
    ("fa", "سلام", [("سلام", None)]),
    ("uk", "Привіт", [("Привіт", None)]),
    ("sr-Latn", "Здраво", [("Здраво", "ru-RU")]),
    ("en", "10 μs, and π", [("10 μs, and π", None)]),
    ("ar", "123", [("123", None)]),
]


@pytest.mark.parametrize(("tag", "text", "found"), PIECES)
def test_a_text_is_split_where_another_script_begins(
    tag: str, text: str, found: list[tuple[str, str | None]]
) -> None:
    assert pieces(text, tag) == found
    assert "".join(piece for piece, _ in found) == text


OUTLINE = """\
title: Deck
language: {language}
slides:
  - section: Teil
  - title: Say مرحبا
    bullets: [One]
    table: [[a, Привет], ["`日本`", d]]
    notes: Say **it** or שלום.
"""


def deck_in(language: str) -> dict[str, bytes]:
    result = build(OUTLINE.format(language=language).encode(), Path())
    assert isinstance(result, Deck)
    return parts(result.content)


def languages(part: bytes) -> list[tuple[str, str | None]]:
    """The text of each run, with its language."""
    runs = ElementTree.fromstring(part).findall(".//a:r", NAMES)
    return [(run.findtext("a:t", "", NAMES), the(run, "a:rPr").get("lang")) for run in runs]


def test_runs_on_slides_have_the_language_of_their_script() -> None:
    found = languages(deck_in("en")["ppt/slides/slide3.xml"])
    assert [each for each in found if each[1] != "en-US"] == [("مرحبا", "ar-SA"), ("Привет", "ru-RU")]
    assert ("Say ", "en-US") in found
    assert ("日本", "en-US") in found
    assert {tag for _, tag in languages(deck_in("en-GB")["ppt/slides/slide3.xml"])} == {"en-GB", "ar-SA", "ru-RU"}


def test_notes_say_their_language() -> None:
    found = languages(deck_in("de")["ppt/notesSlides/notesSlide3.xml"])
    assert found[0][1] == "de-DE"
    assert ("שלום.", "he-IL") in found
    assert None not in {tag for _, tag in found}


def test_notes_of_a_lecture_from_right_to_left_run_from_right_to_left() -> None:
    found = deck_in("ar")
    notes, master = (
        ElementTree.fromstring(found[f"ppt/{name}.xml"])
        for name in ("notesSlides/notesSlide3", "notesMasters/notesMaster1")
    )
    directions = [the(paragraph, "a:pPr").attrib for paragraph in notes.findall(".//a:p", NAMES)]
    assert directions
    assert all(dict(each) == {"algn": "r", "rtl": "1"} for each in directions)
    levels = master.findall("p:notesStyle/*", NAMES)
    assert len(levels) == 9
    assert {(level.get("algn"), level.get("rtl")) for level in levels} == {("r", "1")}
    left = deck_in("en")
    assert b'rtl="1"' not in left["ppt/notesSlides/notesSlide3.xml"] + left["ppt/notesMasters/notesMaster1.xml"]


def test_sections_have_their_names_in_powerpoint() -> None:
    text = deck_in("en")["ppt/presentation.xml"].decode()
    names = [piece.partition('"')[0] for piece in text.split('<p14:section name="')[1:]]
    assert names == ["Deck", "Teil"]


def test_shapes_layouts_and_prompts_are_named_in_the_language_of_the_deck() -> None:
    """A shape that has its name from the author's own words keeps it."""
    outline = (
        "title: Deck\nlanguage: de\nslides:\n  - title: A\n    table: [[a, b], [c, d]]\n    notes: x\n"
        "  - title: B\n    layers: [Table]\n"
    )
    result = build(outline.encode(), Path())
    assert isinstance(result, Deck)
    found = parts(result.content)

    def names(part: str) -> list[str]:
        return [shape.get("name", "") for shape in ElementTree.fromstring(found[part]).iter(f"{{{NAMES['p']}}}cNvPr")]

    assert names("ppt/slides/slide2.xml")[1:] == ["Titel", "Tabelle", "Fußzeile", "Foliennummer", "Fortschritt"]
    assert "Table" in names("ppt/slides/slide3.xml")
    assert "Abbildung" in names("ppt/slides/slide3.xml")
    assert names("ppt/notesSlides/notesSlide2.xml")[1:] == ["Folienbild", "Notizen"]
    assert names("ppt/slideMasters/slideMaster1.xml")[1:] == ["Titel", "Inhalt", "Fußzeile", "Foliennummer"]
    layouts = b"".join(text for name, text in found.items() if name.startswith("ppt/slideLayouts/slide"))
    assert '<p:cSld name="Titel und Inhalt">' in layouts.decode()
    assert "Zweite Ebene" in found["ppt/slideMasters/slideMaster1.xml"].decode()
    assert b"Click to edit" not in b"".join(text for name, text in found.items() if name.endswith(".xml"))


FIXED_WORDS = {
    "en-GB": ("Table with 1 row. Columns: a and b.", "Ask: "),
    "de": ("Tabelle mit 1 Zeile. Spalten: a und b.", "Frage: "),
    "fr": ("Tableau d’une ligne. Colonnes : a et b.", "Demander : "),
    "ja": ("1 行の表。列：aとb。", "問いかけ： "),
    "ar": ("جدول. عدد الصفوف: 1. الأعمدة: a وb.", "اسأل: "),
}


@pytest.mark.parametrize("language", FIXED_WORDS)
def test_one_row_is_counted_and_a_question_is_asked_in_the_language_of_the_deck(language: str) -> None:
    table = "title: A\n    table: [[a, b], [c, d]]\n    notes: [{ask: Why?}]\n"
    result = build(f"title: Deck\nlanguage: {language}\nslides:\n  - {table}".encode(), Path())
    assert isinstance(result, Deck)
    found = parts(result.content)
    alt, ask = FIXED_WORDS[language]
    slide = ElementTree.fromstring(found["ppt/slides/slide2.xml"])
    assert alt in [shape.get("descr") for shape in slide.iter(f"{{{NAMES['p']}}}cNvPr")]
    assert ask in [text for text, _ in languages(found["ppt/notesSlides/notesSlide2.xml"])]
