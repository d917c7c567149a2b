"""A template's own fonts are measured beside the outline, embedded, or installed; what is not found is told."""

from __future__ import annotations

import io
import os
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace
from pptx import Presentation
from pptx.opc.package import Part
from pptx.opc.packuri import PackURI
from pptx.oxml import parse_xml

from deckgen.codes import Code
from deckgen.deck import Deck, Rejected
from deckgen.diagnostics import Diagnostic
from deckgen.limits import USUAL, Limits
from deckgen.pipeline import BuildRequest, build_lecture, read_lecture
from deckgen.template.reading import understand
from tests.template.templates import NAMES, coloured, default, saved
from tests.text.fonts import embedded, font

OUTLINE = "title: A\ntheme: design.pptx\n{head}slides:\n  - title: B\n    text: {text}\n"
FAMILY = "Corporate S"


def own_font() -> bytes:
    """A template in a font without shipped metrics."""
    return coloured(default(), {}, {"major": FAMILY, "minor": FAMILY})


def with_embedded(content: bytes) -> bytes:
    """The same with the font embedded."""
    presentation: Any = Presentation(io.BytesIO(own_font()))
    main = presentation.part
    part = Part(PackURI("/ppt/fonts/font1.fntdata"), "application/x-fontdata", main.package, content)
    number = main.relate_to(part, "http://schemas.openxmlformats.org/officeDocument/2006/relationships/font")
    presentation.element.find(".//{*}notesSz").addnext(
        parse_xml(
            f'<p:embeddedFontLst {NAMES}><p:embeddedFont><p:font typeface="{FAMILY}"/>'
            f'<p:regular r:id="{number}"/></p:embeddedFont></p:embeddedFontLst>'
        )
    )
    return saved(presentation)


def built(folder: Path, head: str = "", limits: Limits = USUAL) -> Deck | Rejected:
    """The deck of a slide with a text of 30 words, in the template in a folder."""
    lecture = read_lecture(OUTLINE.format(head=head, text="abcdefghi " * 30).encode(), folder, limits)
    return lecture if isinstance(lecture, Rejected) else build_lecture(lecture, BuildRequest())


def told(found: Deck | Rejected) -> list[Diagnostic]:
    return [each for each in found.findings.diagnostics if each.code == Code.ESTIMATED_WIDTHS]


def test_a_font_of_which_there_is_no_file_is_named_with_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "design.pptx").write_bytes(own_font())
    (warning,) = told(built(tmp_path))
    assert warning.message.startswith(f"how wide the letters of `{FAMILY}` are is not known")
    assert (
        warning.hint == "put the files of the font into a folder beside the outline, and name that: `fonts: FOLDER`"
    )
    assert warning.line == 2


def test_fonts_beside_the_outline_are_measured(tmp_path: Path) -> None:
    (tmp_path / "design.pptx").write_bytes(own_font())
    (tmp_path / "fonts").mkdir()
    (tmp_path / "fonts" / "c.ttf").write_bytes(font(FAMILY, 900))
    assert built(tmp_path, "fonts: fonts\n").findings.diagnostics == ()


@pytest.mark.parametrize("mixed", [False, True])
def test_an_embedded_font_is_measured_and_kept(tmp_path: Path, mixed: bool) -> None:
    stored = embedded(font(FAMILY, 900), mixed=mixed)
    (tmp_path / "design.pptx").write_bytes(with_embedded(stored))
    found = built(tmp_path)
    assert isinstance(found, Deck)
    assert found.findings.diagnostics == ()
    deck: Any = Presentation(io.BytesIO(found.content))
    assert stored in [part.blob for part in deck.part.package.iter_parts()]


def test_a_compressed_font_is_estimated(tmp_path: Path) -> None:
    (tmp_path / "design.pptx").write_bytes(with_embedded(embedded(font(FAMILY, 900), compressed=True)))
    assert len(told(built(tmp_path))) == 1


def test_an_installed_font_is_measured_where_the_caller_allows_it(tmp_path: Path) -> None:
    (tmp_path / "design.pptx").write_bytes(own_font())
    system = tmp_path / "system"
    system.mkdir()
    (system / "c.ttf").write_bytes(font(FAMILY, 900))
    assert told(built(tmp_path, limits=replace(USUAL, fonts=(system,)))) == []
    assert len(told(built(tmp_path))) == 1


def size_of_text(found: Deck | Rejected) -> int:
    """The size of the text on the second slide."""
    assert isinstance(found, Deck)
    deck: Any = Presentation(io.BytesIO(found.content))
    (body,) = (shape for shape in deck.slides[1].placeholders if shape.placeholder_format.idx == 1)
    return int(body.text_frame.paragraphs[0].runs[0].font.size)


def test_wide_fonts_make_text_smaller_and_a_file_that_has_changed_is_read_anew(tmp_path: Path) -> None:
    (tmp_path / "design.pptx").write_bytes(own_font())
    (tmp_path / "fonts").mkdir()
    file = tmp_path / "fonts" / "c.ttf"
    file.write_bytes(font(FAMILY, 400))
    narrow = size_of_text(built(tmp_path, "fonts: fonts\n"))
    file.write_bytes(font(FAMILY, 1600))
    os.utime(file, ns=(1, 1))
    assert size_of_text(built(tmp_path, "fonts: fonts\n")) < narrow


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("fonst", "there is no folder `fonst`"),
        ("design.pptx", "`design.pptx` is a file, not a folder"),
        ("..", "`..` is outside the outline's folder"),
        ("https://example.org/fonts", "`https://example.org/fonts` is an address, and deckgen fetches nothing"),
    ],
)
def test_a_wrong_name_of_the_folder_is_an_error_at_its_place(tmp_path: Path, name: str, message: str) -> None:
    (tmp_path / "design.pptx").write_bytes(own_font())
    (tmp_path / "fonts").mkdir()
    found = built(tmp_path, f"fonts: {name}\n")
    assert isinstance(found, Rejected)
    (error,) = (each for each in found.findings.diagnostics if each.severity == "error")
    assert (error.message, error.line, error.column) == (message, 3, 8)
    assert name != "fonst" or error.hint == "did you mean `fonts`?"


def test_a_template_knows_its_embedded_fonts() -> None:
    content = embedded(font(FAMILY, 900))
    found = understand(with_embedded(content), "design.pptx").value
    assert found is not None
    assert found.theme.template is not None
    (face,) = found.theme.template.embedded
    assert (face.family, face.bold, face.italic, face.content) == (FAMILY, False, False, content)
