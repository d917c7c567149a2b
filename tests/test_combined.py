"""One deck for all audiences of the lecture: its shows are read back by others, and hold the right slides."""

from __future__ import annotations

import subprocess
from io import BytesIO
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import openxml_audit
import pytest
from pptx import Presentation

from deckgen.combined import build_combined
from deckgen.deck import Deck
from deckgen.layout.deck import LayoutOptions
from deckgen.layout.speaker_notes import marks_of
from deckgen.pipeline import BuildRequest, Lecture, build_lecture, fitted_for, laid_out, read_lecture
from deckgen.writers.preflight import defects
from tests.tools import Validator

ROOT = Path(__file__).parents[1]
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
P14 = "{http://schemas.microsoft.com/office/powerpoint/2010/main}"
P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
SHOW = "{urn:oasis:names:tc:opendocument:xmlns:presentation:1.0}"
DRAW = "{urn:oasis:names:tc:opendocument:xmlns:drawing:1.0}"
AUDIENCES = ["beginners", "developers", "managers"]


@pytest.fixture(scope="module")
def lecture() -> Lecture:
    found = read_lecture((ROOT / "slides.yaml").read_bytes(), ROOT)
    assert isinstance(found, Lecture)
    return found


@pytest.fixture(scope="module")
def deck(lecture: Lecture) -> Deck:
    built = build_combined(lecture, BuildRequest(), "managers")
    assert isinstance(built, Deck), built.findings.diagnostics
    return built


def titles_of(deck: Deck) -> list[str]:
    return [slide.shapes.title.text_frame.text for slide in Presentation(BytesIO(deck.content)).slides]


def shows(deck: Deck) -> dict[str, list[int]]:
    """The slides that each show goes through, from 0, as python-pptx finds them."""
    presentation = Presentation(BytesIO(deck.content))
    numbers = {entry.get(R): number for number, entry in enumerate(presentation.slides._sldIdLst)}
    element: Any = presentation.part._element
    return {show.get("name"): [numbers[entry.get(R)] for entry in show.iter(f"{P}sld")]
            for show in element.iter(f"{P}custShow")}  # fmt: skip


@pytest.mark.parametrize("audience", AUDIENCES)
def test_a_show_is_the_deck_of_its_audience(lecture: Lecture, deck: Deck, audience: str) -> None:
    alone = build_lecture(lecture, BuildRequest(audience))
    assert isinstance(alone, Deck)
    titles = titles_of(deck)
    assert [titles[number] for number in shows(deck)[audience]] == titles_of(alone)[: alone.slides]


LONG = "A title of so many words that it needs a smaller size than that of all others to fit into the two lines of it"
TWO_AUDIENCES = (
    "title: A\naudiences: {brief: {minutes: 45}, whole: {minutes: 45}}\nslides:\n  - {title: B, text: C}\n"
    + "".join(f"  - {{title: {LONG} {number}, text: C, only: whole}}\n" for number in range(3))
)


def test_titles_have_one_size_for_all_audiences_so_that_they_share_their_slides() -> None:
    found = read_lecture(TWO_AUDIENCES.encode(), ROOT)
    assert isinstance(found, Lecture)
    built = build_combined(found, BuildRequest())
    assert isinstance(built, Deck)
    assert shows(built) == {"brief": [0, 1], "whole": [0, 1, 2, 3, 4]}
    sizes = {
        slide.shapes.title.text_frame.paragraphs[0].runs[0].font.size
        for slide in list(Presentation(BytesIO(built.content)).slides)[1:]
    }
    assert len(sizes) == 1
    alone = build_lecture(found, BuildRequest("brief"))
    assert isinstance(alone, Deck)
    (run,) = Presentation(BytesIO(alone.content)).slides[1].shapes.title.text_frame.paragraphs[0].runs
    assert {run.font.size} == sizes


def test_footers_name_the_lecture_and_number_the_slides_of_the_one_deck(deck: Deck) -> None:
    slides = list(Presentation(BytesIO(deck.content)).slides)
    titles = titles_of(deck)
    for title in ("One kernel carries many distributions", "Three questions decide, and they are not technical"):
        number = titles.index(title) + 1
        texts = {shape.name: "".join(shape._element.itertext("{*}t")) for shape in slides[number - 1].placeholders}
        assert texts["Footer"] == "Docker vs Virtual Machine"
        assert texts["Slide number"] == str(number)


def test_a_footer_of_two_lines_stays_as_it_is() -> None:
    title = "Übergrößen " + "i" * 36 + " 2024-11-28T23:59:59 2013 8 " + "W" * 24
    found = read_lecture(f"title: {title}\naudiences: [b]\nslides: [title: C]\n".encode(), ROOT)
    assert isinstance(found, Lecture)
    assert isinstance(build_combined(found, BuildRequest()), Deck)


def test_the_one_deck_has_one_theme() -> None:
    slides = "slides:\n  - {title: One, text: a}\n"
    head = "title: T\naudiences:\n  a:\n  b"
    plain, dark = (read_lecture(f"{head}: {each}\n{slides}".encode(), ROOT) for each in ("", "{theme: dark}"))
    assert isinstance(plain, Lecture)
    assert isinstance(dark, Lecture)
    one, other = build_combined(plain, BuildRequest()), build_combined(dark, BuildRequest())
    assert isinstance(one, Deck)
    assert isinstance(other, Deck)
    assert one.content == other.content


def test_backups_stand_once_behind_the_end_and_in_no_show(deck: Deck) -> None:
    presentation = Presentation(BytesIO(deck.content))
    hidden = [number for number, slide in enumerate(presentation.slides) if slide._element.get("show") == "0"]
    assert hidden == list(range(deck.slides, deck.slides + deck.hidden))
    assert not set(hidden) & {number for show in shows(deck).values() for number in show}
    names = [section.get("name") for section in presentation.part._element.iter(f"{P14}section")]
    assert names.count("Backup") == 1
    last = "A hypervisor stands on the hardware or on a system"
    assert [titles_of(deck)[number] for number in hidden].count(last) == 2


def test_a_link_to_a_backup_leads_to_the_version_that_leads_back(deck: Deck) -> None:
    slides = list(Presentation(BytesIO(deck.content)).slides)
    for number in shows(deck)["managers"]:
        for shape in slides[number].shapes:
            if shape.name == "See A hypervisor stands on the hardware or on a system":
                back = [
                    other.text_frame.text for other in shape.click_action.target_slide.shapes if "Back" in other.name
                ]
                assert back == ["‹ A container carries one layer, a virtual machine two"]
                return
    raise AssertionError("managers see no link to the backup")


def test_a_slide_that_is_the_same_for_all_stands_once(deck: Deck) -> None:
    titles = titles_of(deck)
    assert titles.count("Houses repeat what the flats in a block share") == 1
    # Beginners and developers have agendas of their own, to which sections lead back; managers have none.
    assert titles.count("What each one virtualizes") == 3
    assert deck.slides + deck.hidden == len(titles) < sum(len(show) for show in shows(deck).values())


def test_notes_tell_the_time_of_each_audience(deck: Deck) -> None:
    slides = {slide.shapes.title.text_frame.text: slide for slide in Presentation(BytesIO(deck.content)).slides}
    notes = slides["Houses repeat what the flats in a block share"].notes_slide.notes_text_frame.text
    assert notes.split("\n")[:2] == ["At 7:00 of 30:00 (beginners)", "At 0:00 of 15:00 (managers)"]


def test_the_validators_find_nothing(deck: Deck, tmp_path: Path, validator: Validator) -> None:
    file = tmp_path / "together.pptx"
    file.write_bytes(deck.content)
    assert defects(deck.content) == []
    assert openxml_audit.validate_pptx(str(file)).errors == []
    assert validator.faults(deck.content) == []


def test_libreoffice_reads_the_shows_and_where_it_begins(deck: Deck, tmp_path: Path, libreoffice: Path) -> None:
    (tmp_path / "together.pptx").write_bytes(deck.content)
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    arguments = [str(libreoffice), profile, "--headless", "--convert-to", "fodp", "--outdir", str(tmp_path)]
    subprocess.run([*arguments, str(tmp_path / "together.pptx")], check=True, capture_output=True, timeout=300)
    tree = ElementTree.parse(tmp_path / "together.fodp")
    names = [page.get(f"{DRAW}name", "") for page in tree.iter(f"{DRAW}page")]
    settings = next(tree.iter(f"{SHOW}settings"))
    assert settings.get(f"{SHOW}show") == "managers"
    found = {show.get(f"{SHOW}name"): show.get(f"{SHOW}pages") for show in settings.iter(f"{SHOW}show")}
    assert found == {name: ",".join(names[index] for index in show) for name, show in shows(deck).items()}


def test_the_scenes_of_all_audiences_are_sound(lecture: Lecture) -> None:
    from deckgen.scene.validate import violations  # noqa: PLC0415
    from deckgen.theme.builtin import CLASSROOM  # noqa: PLC0415

    for audience in AUDIENCES:
        fitted = fitted_for(lecture.outline, BuildRequest(audience))
        assert fitted.value is not None
        seen = fitted.value.outline
        laid = laid_out(seen, lecture, CLASSROOM, LayoutOptions(marks_of(seen)))
        assert laid.value is not None
        assert violations(laid.value, CLASSROOM.slide) == []


def test_an_outline_without_audiences_cannot_be_for_all() -> None:
    found = read_lecture(b"title: A\nslides: [title: B]\n", ROOT)
    assert isinstance(found, Lecture)
    assert [item.code for item in build_combined(found, BuildRequest()).findings.diagnostics] == ["no-audiences"]


def test_the_edition_for_students_has_gaps_and_no_notes(lecture: Lecture) -> None:
    built = build_lecture(lecture, BuildRequest("beginners", students=True))
    assert isinstance(built, Deck)
    slides = {slide.shapes.title.text_frame.text: slide for slide in Presentation(BytesIO(built.content)).slides}
    assert not any(slide.has_notes_slide for slide in slides.values())
    texts = [shape.text_frame.text for shape in slides["Whose kernel it is makes all the difference"].shapes
             if shape.has_text_frame]  # fmt: skip
    assert any("Docker shares the _________________, a VM brings its own" in text for text in texts)


def test_values_are_filled_in_where_all_share_a_title() -> None:
    found = read_lecture(b"title: 'In {{a}}'\nvalues: {a: Rome}\naudiences: [b]\nslides: [title: C]\n", ROOT)
    assert isinstance(found, Lecture)
    built = build_combined(found, BuildRequest())
    assert isinstance(built, Deck)
    slide = Presentation(BytesIO(built.content)).slides[1]
    assert "In Rome" in [shape.text_frame.text for shape in slide.shapes if shape.has_text_frame]


def test_a_title_of_two_lines_is_one_line_in_the_footers() -> None:
    found = read_lecture(b'title: "In {{a}}\\nnow"\nvalues: {a: Rome}\naudiences: [b]\nslides: [title: C]\n', ROOT)
    assert isinstance(found, Lecture)
    built = build_combined(found, BuildRequest())
    assert isinstance(built, Deck)
    slide = Presentation(BytesIO(built.content)).slides[1]
    assert "In Rome now" in [shape.text_frame.text for shape in slide.shapes if shape.has_text_frame]


def test_progress_in_the_one_deck_counts_its_own_slides_and_has_a_gap_before_each_section() -> None:
    outline = (
        b"title: A\naudiences: [some, all]\nslides:\n  - section: One\n  - title: B\n    text: C\n"
        b"  - title: D\n    text: E\n    only: some\n  - section: Two\n  - title: F\n    text: G\n"
    )
    found = read_lecture(outline, ROOT)
    assert isinstance(found, Lecture)
    built = build_combined(found, BuildRequest(), None)
    assert isinstance(built, Deck)
    slides = Presentation(BytesIO(built.content)).slides
    found_lines = {
        slide.shapes.title.text_frame.text: [
            (shape.left, shape.width) for shape in slide.shapes if shape.name.startswith("Progress")
        ]
        for slide in slides
    }
    sixth, gap = 12_192_000 // 6, 4 * 12_700
    gaps = [(sixth - gap // 2, gap), (4 * sixth - gap // 2, gap)]
    assert found_lines["B"] == [(0, 3 * sixth), *gaps]
    assert found_lines["D"] == [(0, 4 * sixth), *gaps]
    assert found_lines["F"] == [(0, 6 * sixth), *gaps]
