"""Builds from the outline to the timing tree; their clicks are in `tests/cases/builds`."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from pathlib import Path
from xml.etree import ElementTree

import pytest
from msgspec.structs import replace

from deckgen.deck import Deck
from deckgen.decode.outline import parse
from deckgen.outline.time import clicks_of as clicks_of_outline
from deckgen.pipeline import BuildRequest, build
from deckgen.scene.slide import Scene, Section
from deckgen.scene.validate import clicks
from deckgen.theme.builtin import CLASSROOM
from deckgen.writers.pptx.deck import write
from deckgen.writers.preflight import defects
from tests.case import FOLDER, Case, cases, read
from tests.expected import laid
from tests.make_steps import stages
from tests.words import words_of_deck, words_of_outline
from tests.writers.pptx.builds import KINDS
from tests.writers.pptx.clicks import clicks_in_libreoffice, clicks_of, without_chart_parts
from tests.writers.pptx.reading import NAMES, deck, lines, parts

CASES = cases("builds")
every_case = pytest.mark.parametrize("case", CASES, ids=str)


def scene_of(case: Case) -> Scene:
    return laid(case).value


@every_case
def test_the_clicks_that_the_estimate_of_minutes_counts_are_those_of_the_deck(case: Case) -> None:
    outline = parse(case.content, case.folder).value
    assert outline is not None
    shown: Counter[object] = Counter()
    for slide in scene_of(case).slides:
        shown[slide.place] += clicks(slide.items)
    assert [clicks_of_outline(slide) for slide in outline.slides] == [shown[slide.place] for slide in outline.slides]


@every_case
def test_a_build_is_sound_and_loses_no_word(case: Case) -> None:
    built = build(case.content, case.folder)
    assert isinstance(built, Deck)
    assert built.findings.diagnostics == ()
    assert build(case.content, case.folder) == built
    assert defects(built.content) == []
    assert words_of_outline(case.content.decode()) - words_of_deck(built.content) == Counter()


def effects(slide: ElementTree.Element) -> set[str]:
    """The forms of the effects of a slide: their trees, with ids and numbers taken out."""
    found = slide.iterfind(".//p:cTn[@presetID]", NAMES)
    return {
        re.sub(r'(id|spid|st|end|seriesIdx|categoryIdx)="\d+"|(click|with)Effect', r"\1", "\n".join(lines(node)))
        for node in found
    }


@cache
def known_effects() -> frozenset[str]:
    """The forms of effects in the decks of `KINDS`, which are those that PowerPoint saves."""
    return frozenset(form for items in KINDS.values() for form in effects(first_slide(deck(*items))))


@every_case
def test_every_effect_has_a_form_that_powerpoint_saves(case: Case) -> None:
    package = write(scene_of(case), CLASSROOM)
    for name, content in parts(package).items():
        if name.startswith("ppt/slides/slide"):
            assert effects(ElementTree.fromstring(content)) <= known_effects()


def first_slide(package: bytes) -> ElementTree.Element:
    return ElementTree.fromstring(parts(package)["ppt/slides/slide1.xml"])


@every_case
def test_without_builds_everything_is_there_from_the_start(case: Case) -> None:
    built = build(case.content, case.folder, BuildRequest(builds=False))
    assert isinstance(built, Deck)
    assert all(not appearing for appearing in clicks_of(built.content))
    assert words_of_outline(case.content.decode()) - words_of_deck(built.content) == Counter()


def test_libreoffice_shows_each_effect_at_its_click_and_on_its_shape(libreoffice: Path) -> None:
    slides = [slide for case in CASES for slide in scene_of(case).slides[1:]]
    slides = [replace(slide, title=f"Slide {number}") for number, slide in enumerate(slides, 1)]
    package = write(Scene("All", "", "", "en", tuple(slides), (Section("All", 0, len(slides)),)), CLASSROOM)
    shown = clicks_of(package)
    assert sum(map(len, shown)) == sum(clicks(slide.items) for slide in slides) > 50
    assert clicks_in_libreoffice(package, libreoffice) == without_chart_parts(shown)


def test_the_stages_of_a_slide_end_with_the_whole_slide() -> None:
    for slide in scene_of(read(FOLDER / "builds" / "layers-by-names.case")).slides:
        *_, last = stages(slide)
        assert [item.name for item in last.items] == [item.name for item in slide.items]
        assert clicks(last.items) == 0
