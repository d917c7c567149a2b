"""A lecture in a user's template: its design, our content, and nothing that was on its slides."""

from __future__ import annotations

import io
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from openxml_audit import validate_pptx
from pptx import Presentation
from pptx.enum.text import PP_ALIGN

from deckgen.deck import Deck
from deckgen.geometry import inch
from deckgen.pipeline import build
from deckgen.scene.validate import violations
from deckgen.template.reading import understand
from deckgen.theme.contrast import contrast, mixed
from deckgen.theme.tokens import LayoutName
from deckgen.writers.preflight import defects
from tests import tools
from tests.case import Case, cases
from tests.layout.decks import FIXED, errors, laid_out
from tests.layout.promises import all_broken
from tests.template.lectures import OUTLINE, build_in, built_in, template, understood
from tests.template.templates import TEMPLATES, as_potx, coloured, default, with_addresses

every_template = pytest.mark.parametrize("name", TEMPLATES)
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"


def parts(deck: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(deck)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


@every_template
def test_preflight_and_openxml_audit_find_nothing(name: str, tmp_path: Path) -> None:
    deck = built_in(name).content
    assert defects(deck) == []
    file = tmp_path / "deck.pptx"
    file.write_bytes(deck)
    assert validate_pptx(file).errors == []


@every_template
def test_the_open_xml_sdk_finds_nothing(name: str, validator: tools.Validator) -> None:
    assert validator.faults(built_in(name).content) == []


@every_template
def test_the_same_outline_and_template_give_the_same_bytes(name: str) -> None:
    assert build_in(name).content == built_in(name).content


@every_template
def test_the_deck_opens_in_python_pptx_with_the_layouts_of_the_template(name: str) -> None:
    presentation = Presentation(io.BytesIO(built_in(name).content))
    used = {slide.slide_layout.name for slide in presentation.slides}
    assert used <= set(understood(name).layouts.values())
    assert presentation.slides[0].slide_layout.name == understood(name).layouts["title"]
    assert [slide.shapes.title.text_frame.text for slide in presentation.slides][1] == "Two parts today"


UNLIKE = ("python-pptx's default", "a university's", "one with a single layout")
IN_TURN = [(case, UNLIKE[number % len(UNLIKE)]) for number, case in enumerate(cases("slides"))]
"""Each case in one of the templates: the cases are many and alike enough for that."""


@pytest.mark.parametrize(("case", "name"), IN_TURN, ids=[str(case) for case, _ in IN_TURN])
def test_slides_keep_their_promises_in_templates(case: Case, name: str) -> None:
    theme = understood(name).theme
    laid = laid_out(case.content, case.folder, theme)
    if not errors(laid):
        assert violations(laid.value, theme.slide) == []
        assert all_broken(laid.value, theme, FIXED) == []


@pytest.mark.parametrize(
    ("name", "layouts"),
    [
        (
            "python-pptx's default",
            ("Title Slide", "Section Header", "Title and Content", "Two Content", "Comparison", "Title Only"),
        ),
        ("a university's", ("Titelfolie", "Kapitel", "Titel und Inhalt", "Zwei Inhalte", "Vergleich", "Nur Titel")),
        (
            "our own",
            ("Title Slide", "Section Header", "Title and Content", "Two Content", "Comparison", "Title Only"),
        ),
    ],
)
def test_layouts_are_told_apart_by_their_placeholders(name: str, layouts: tuple[str, ...]) -> None:
    kinds: tuple[LayoutName, ...] = ("title", "section", "content", "two-content", "comparison", "title-only")
    assert dict(understood(name).layouts) == dict(zip(kinds, layouts, strict=True))


def test_a_single_layout_serves_for_everything() -> None:
    assert set(understood("one with a single layout").layouts.values()) == {"Title and Content"}


def test_titles_in_the_size_of_the_template_say_nothing_of_it() -> None:
    deck = Presentation(io.BytesIO(built_in("a university's").content))
    title = deck.slides[3].shapes.title
    run = title.text_frame.paragraphs[0].runs[0]
    assert run.text == "An operating system has two layers"
    assert (run.font.size, run.font.name, title._element.spPr.xfrm) == (None, None, None)


@every_template
def test_colours_are_those_of_the_scheme(name: str) -> None:
    slides = [part for file, part in parts(built_in(name).content).items() if file.startswith("ppt/slides/s")]
    assert len(slides) == 12
    assert not any(b"srgbClr" in slide for slide in slides)


@every_template
def test_full_colours_can_be_read_on_the_ground(name: str) -> None:
    theme = understood(name).theme
    palette = theme.palette
    paper = mixed(palette.paper, theme.scheme)
    for colour in (palette.ink, palette.muted, palette.accent, *palette.hues.values()):
        assert contrast(mixed(colour, theme.scheme), paper) >= 4.5


def test_slides_comments_shows_and_protection_of_the_template_are_left_behind() -> None:
    whole = parts(built_in("a hostile one").content)
    for secret in (b"Old slide", b"secret", b"Old show", b"modifyVerifier", b"Papyrus", b'hlinksldjump"/></p:cNvPr>'):
        holders = [name for name, part in whole.items() if secret in part and "slides/slide" not in name]
        assert holders == [], secret
    assert not any("comment" in name or "fntdata" in name for name in whole)


def test_masters_and_layouts_beside_those_in_use_stay() -> None:
    deck = Presentation(io.BytesIO(built_in("a hostile one").content))
    assert [len(master.slide_layouts) for master in deck.slide_masters] == [10, 1]


def test_the_templates_own_bytes_are_kept_where_nothing_is_wrong_with_them() -> None:
    before, after = parts(template("a university's")), parts(built_in("a university's").content)
    assert before["ppt/theme/theme1.xml"] == after["ppt/theme/theme1.xml"]
    assert before["ppt/slideLayouts/slideLayout2.xml"] == after["ppt/slideLayouts/slideLayout2.xml"]


def test_the_master_for_handouts_is_taken_along() -> None:
    whole = parts(built_in("a university's").content)
    assert "ppt/handoutMasters/handoutMaster1.xml" in whole
    assert whole["ppt/presentation.xml"].count(b"handoutMasterId ") == 1


def test_an_embedded_font_that_the_theme_uses_stays(tmp_path: Path) -> None:
    (tmp_path / "design.potx").write_bytes(coloured(template("a hostile one"), {}, {"minor": "Papyrus"}))
    found = build(OUTLINE.format(theme="design.potx").encode(), tmp_path)
    assert isinstance(found, Deck)
    assert "ppt/template/part1.fntdata" in parts(found.content)
    assert defects(found.content) == []


def test_content_keeps_clear_of_a_logo() -> None:
    body = understood("one with a logo in the way").theme.body
    assert body.right <= inch(8.6)
    assert body.width > understood("python-pptx's default").theme.body.width * 3 // 4


def test_a_title_too_low_for_two_lines_gets_room_and_content_begins_below_it() -> None:
    theme = understood("one with a single layout").theme
    title = theme.layouts["content"].area(0)
    assert title.standing == "own-place"
    assert title.rect.bottom <= theme.body.y
    slide = Presentation(io.BytesIO(built_in("one with a single layout").content)).slides[3]
    assert slide.shapes.title._element.spPr.xfrm is not None


def test_a_slide_of_another_size_is_laid_out_large_and_written_small() -> None:
    theme = understood("a university's").theme
    assert (theme.slide.width, theme.slide.height) == (inch(40 / 3), inch(7.5))
    deck = Presentation(io.BytesIO(built_in("a university's").content))
    assert (deck.slide_width, deck.slide_height) == (inch(10), inch(5.625))
    for shape in (shape for slide in deck.slides for shape in slide.shapes):
        assert shape.left >= 0
        assert shape.left + shape.width <= deck.slide_width
        assert shape.top + shape.height <= deck.slide_height


def test_a_dark_template_gets_light_text_and_deep_boxes() -> None:
    theme = understood("a hostile one").theme
    assert theme.is_dark
    assert mixed(theme.palette.ink, theme.scheme) == "F5F5F5"
    hue = theme.palette.hues["blue"]
    assert contrast(mixed(theme.palette.pale_of(hue), theme.scheme), "F5F5F5") >= 4.5


def test_titles_in_capitals_are_measured_in_capitals() -> None:
    laid = laid_out(b"title: A\nslides:\n  - section: Kernels\n", None, understood("python-pptx's default").theme)
    title = laid.value.slides[1].items[0]
    assert [line.text for line in title.body.paragraphs[0].lines] == ["KERNELS"]  # type: ignore[union-attr]


def test_a_font_without_metrics_is_told_once(tmp_path: Path) -> None:
    (tmp_path / "design.pptx").write_bytes(coloured(default(), {}, {"major": "Corporate S", "minor": "Corporate S"}))
    found = build(OUTLINE.format(theme="design.pptx").encode(), tmp_path)
    assert isinstance(found, Deck)
    told = [item for item in found.findings.diagnostics if item.code == "estimated-widths"]
    assert len(told) == 1
    assert "`Corporate S`" in told[0].message
    assert told[0].place is not None
    assert told[0].place.line == 4


def test_an_author_chooses_layouts_by_name() -> None:
    found = understand(template("a university's"), "template.potx", {"section": "Nur Titel"}).value
    assert found is not None
    assert found.layouts["section"] == "Nur Titel"


def test_an_unknown_layout_is_pointed_at_where_it_stands(tmp_path: Path) -> None:
    (tmp_path / "design.potx").write_bytes(template("a university's"))
    found = build(OUTLINE.format(theme="{use: design.potx, layouts: {section: Kapitl}}").encode(), tmp_path)
    (said,) = found.findings.diagnostics
    assert (said.code, said.hint) == ("unknown-layout", "did you mean `Kapitel`?")
    assert said.place is not None
    assert (said.place.line, said.place.column) == (4, 45)


def test_in_a_language_read_from_the_right_the_template_itself_is_not_mirrored(tmp_path: Path) -> None:
    (tmp_path / "design.potx").write_bytes(template("a university's"))
    outline = "language: ar\n" + OUTLINE.format(theme="design.potx")
    found = build(outline.encode(), tmp_path)
    assert isinstance(found, Deck)
    assert defects(found.content) == []
    title = Presentation(io.BytesIO(found.content)).slides[3].shapes.title
    assert title._element.spPr.xfrm is None
    assert title.text_frame.paragraphs[0].alignment == PP_ALIGN.RIGHT


def test_a_footer_that_names_the_section_spares_another_line_for_it() -> None:
    slide = Presentation(io.BytesIO(built_in("a university's").content)).slides[3]
    texts = [shape.text_frame.text for shape in slide.shapes if shape.has_text_frame]
    assert sum("How an operating system is made up" in text for text in texts) == 1


def test_one_deck_for_all_audiences_takes_the_template_too(tmp_path: Path) -> None:
    from deckgen.combined import build_combined  # noqa: PLC0415
    from deckgen.deck import Rejected  # noqa: PLC0415
    from deckgen.pipeline import BuildRequest, read_lecture  # noqa: PLC0415

    (tmp_path / "design.potx").write_bytes(template("a hostile one"))
    outline = "audiences: [beginners, managers]\n" + OUTLINE.format(theme="design.potx")
    lecture = read_lecture(outline.encode(), tmp_path)
    assert not isinstance(lecture, Rejected)
    found = build_combined(lecture, BuildRequest())
    assert isinstance(found, Deck)
    assert defects(found.content) == []
    assert b'name="managers"' in parts(found.content)["ppt/presentation.xml"]


def test_decks_without_a_template_do_not_wait_for_python_pptx() -> None:
    program = (
        "import sys; from pathlib import Path; from deckgen.pipeline import build;"
        "build(b'title: A\\nslides:\\n  - title: B\\n    text: C\\n', Path()); print('pptx' in sys.modules)"
    )
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "False"


def test_a_potx_and_a_pptx_give_the_same_deck(tmp_path: Path) -> None:
    decks = []
    for name, content in (("a.pptx", default()), ("a.potx", as_potx(default()))):
        (tmp_path / name).write_bytes(content)
        found = build(OUTLINE.format(theme=name).encode(), tmp_path)
        assert isinstance(found, Deck)
        decks.append(found.content)
    assert decks[0] == decks[1]


def test_addresses_outside_a_template_are_named_and_left_out_of_the_deck(tmp_path: Path) -> None:
    """Pages, pictures and files on a disk; a picture that is in the template as well stays."""
    (tmp_path / "linked.potx").write_bytes(with_addresses())
    result = build(
        b"title: A\ntheme: linked.potx\nslides:\n  - title: B\n    text: '[c](https://c.example)'\n", tmp_path
    )
    assert isinstance(result, Deck)
    named = {found.message for found in result.findings.diagnostics if found.code == "template-link"}
    assert named == {
        f"`linked.potx` leads to `{address}`, which is left out of the deck"
        for address in (
            "file:///C:/ground.png", "http://a.example/logo.png", "file:///C:/logo.png", "http://b.example/",
        )
    }  # fmt: skip
    assert {(found.place.file, found.place.line) for found in result.findings.diagnostics if found.place} == {("", 1)}
    found = parts(result.content)
    outside = [line for text in found.values() for line in re.findall(rb'Target="([^"]*)" TargetMode', text)]
    assert outside == [b"https://c.example"]
    layouts = b"".join(text for name, text in found.items() if name.startswith("ppt/slideLayouts/slide"))
    assert b"<p:pic>" not in found["ppt/slideMasters/slideMaster1.xml"]
    assert layouts.count(b"<p:pic>") == 1
    assert defects(result.content) == []
