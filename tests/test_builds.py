"""Builds from the outline to the timing tree: one case is one kind of build, and what appears at each click.

`DECKGEN_UPDATE=1 pytest tests/test_builds.py` writes the clicks anew; look at what changed.
"""

from __future__ import annotations

import os
import re
from collections import Counter
from pathlib import Path
from xml.etree import ElementTree

import pytest
from msgspec.structs import replace

from deckgen.build import Built, Options, build
from deckgen.outline.clicks import clicks_of as clicks_of_outline
from deckgen.outline.parse import parse
from deckgen.scene.slide import Scene, Section
from deckgen.scene.validate import clicks, faults
from deckgen.text.measure import FixedMeasurer, FontMeasurer, Measurer
from deckgen.theme.builtin import CLASSROOM
from deckgen.theme.tokens import Theme
from deckgen.writers.pptx.deck import write
from deckgen.writers.preflight import defects
from tests.layout.decks import errors, laid_out
from tests.layout.narrow import NARROW
from tests.layout.promises import all_broken, lost_words
from tests.make_steps import scene_of, stages
from tests.words import words_of_deck, words_of_outline
from tests.writers.pptx.builds import KINDS
from tests.writers.pptx.clicks import clicks_in_libreoffice, clicks_of, without_chart_parts
from tests.writers.pptx.reading import NAMES, deck, parts
from tests.writers.pptx.test_timing import lines

CASES = sorted((Path(__file__).parent / "cases" / "builds").glob("*.yaml"))


def told(case: Path) -> str:
    """How each slide is entered, what appears at each click, and what the speaker's notes say to it."""
    scene = scene_of(case)
    shown = clicks_of(write(scene, CLASSROOM))
    out = []
    for slide, appearing in list(zip(scene.slides, shown, strict=True))[1:]:
        out.append(slide.title if slide.transition == "none" else f"{slide.title} ({slide.transition})")
        out += [f"  {number}: {', '.join(names)}" for number, names in enumerate(appearing, 1)]
        out += [f"  note: {''.join(run.text for run in note)}" for note in slide.notes]
        out += [f"  moves: {item.name}" for item in slide.items if item.name.startswith("!!")]
    return "\n".join(out) + "\n"


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.stem)
def test_a_build_has_these_clicks(case: Path) -> None:
    expected_in = case.with_suffix(".txt")
    found = told(case)
    if os.environ.get("DECKGEN_UPDATE"):
        expected_in.write_text(found, "utf-8")
    assert found == expected_in.read_text("utf-8")


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.stem)
def test_the_clicks_that_the_estimate_of_minutes_counts_are_those_of_the_deck(case: Path) -> None:
    outline = parse(case.read_bytes(), case.parent).outline
    assert outline is not None
    shown: Counter[object] = Counter()
    for slide in scene_of(case).slides:
        shown[slide.place] += clicks(slide.items)
    assert [clicks_of_outline(slide) for slide in outline.slides] == [shown[slide.place] for slide in outline.slides]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.stem)
def test_a_build_is_sound_and_loses_no_word(case: Path) -> None:
    content = case.read_bytes()
    built = build(content, case.parent)
    assert isinstance(built, Built)
    assert built.findings.diagnostics == ()
    assert build(content, case.parent) == built
    assert faults(scene_of(case), CLASSROOM.slide) == []
    assert defects(built.deck) == []
    assert words_of_outline(content.decode()) - words_of_deck(built.deck) == Counter()


@pytest.mark.parametrize("measurer", [FixedMeasurer(), FontMeasurer()], ids=["fixed", "font"])
@pytest.mark.parametrize("theme", [CLASSROOM, NARROW], ids=["normal", "narrow"])
@pytest.mark.parametrize("case", CASES, ids=lambda case: case.stem)
def test_a_build_keeps_the_promises_of_slides_at_any_width(case: Path, theme: Theme, measurer: Measurer) -> None:
    laid = laid_out(case.read_bytes(), case.parent, theme, measurer)
    if errors(laid):
        assert theme is NARROW
        return
    assert faults(laid.scene, theme.slide) == []
    assert dict(lost_words(laid.scene, words_of_outline(case.read_text("utf-8")))) == {}
    assert all_broken(laid.scene, theme, measurer) == []


def effects(slide: ElementTree.Element) -> set[str]:
    """The forms of the effects of a slide: their trees, with ids and numbers taken out."""
    found = slide.iterfind(".//p:cTn[@presetID]", NAMES)
    return {
        re.sub(r'(id|spid|st|end|seriesIdx|categoryIdx)="\d+"|(click|with)Effect', r"\1", "\n".join(lines(node)))
        for node in found
    }


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.stem)
def test_every_effect_has_a_form_that_powerpoint_saves(case: Path) -> None:
    known = {form for items in KINDS.values() for form in effects(first_slide(deck(*items)))}
    package = write(scene_of(case), CLASSROOM)
    for name, content in parts(package).items():
        if name.startswith("ppt/slides/slide"):
            assert effects(ElementTree.fromstring(content)) <= known


def first_slide(package: bytes) -> ElementTree.Element:
    return ElementTree.fromstring(parts(package)["ppt/slides/slide1.xml"])


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.stem)
def test_without_builds_everything_is_there_from_the_start(case: Path) -> None:
    built = build(case.read_bytes(), case.parent, Options(builds=False))
    assert isinstance(built, Built)
    assert all(not appearing for appearing in clicks_of(built.deck))
    assert words_of_outline(case.read_text()) - words_of_deck(built.deck) == Counter()


def test_libreoffice_shows_each_effect_at_its_click_and_on_its_shape(libreoffice: Path) -> None:
    slides = [slide for case in CASES for slide in scene_of(case).slides[1:]]
    slides = [replace(slide, title=f"Slide {number}") for number, slide in enumerate(slides, 1)]
    package = write(Scene("All", "", "", "en", tuple(slides), (Section("All", 0, len(slides)),)), CLASSROOM)
    shown = clicks_of(package)
    assert sum(map(len, shown)) == sum(clicks(slide.items) for slide in slides) > 50
    assert clicks_in_libreoffice(package, libreoffice) == without_chart_parts(shown)


def test_the_stages_of_a_slide_end_with_the_whole_slide() -> None:
    for slide in scene_of(CASES[0].with_name("layers-by-names.yaml")).slides:
        *_, last = stages(slide)
        assert [item.name for item in last.items] == [item.name for item in slide.items]
        assert clicks(last.items) == 0
