"""Traits of real templates, each made anew here: a lecture looks as their owner expects."""

from __future__ import annotations

import io
import re
from pathlib import Path
from typing import Any

import pytest
from pptx import Presentation

from deckgen.pipeline import build
from deckgen.template.reading import Understood, understand
from tests.template.templates import default, repacked, saved, second_master

MAIN = re.compile(rb"application/vnd\.openxmlformats-officedocument\.presentationml\.presentation\.main\+xml")
OUTLINE = b"title: A\ntheme: design.potx\nslides:\n  - title: B\n    text: C\n"


def understood(content: bytes) -> Understood:
    found = understand(content, "design.pptx").value
    assert found is not None
    return found


def of_type(kind: bytes) -> bytes:
    """The default template with another content type."""
    return repacked(default(), lambda name, part: MAIN.sub(kind, part) if name == "[Content_Types].xml" else part)


def strict() -> bytes:
    """The default template in the strict variant, with a percentage and a length in the notation of that variant."""

    def change(name: str, part: bytes) -> bytes:
        if not name.endswith((".xml", ".rels")):
            return part
        part = re.sub(rb"http://schemas\.openxmlformats\.org/(\w+)/2006/", rb"http://purl.oclc.org/ooxml/\1/", part)
        part = part.replace(b"/ooxml/package/", b"/package/2006/").replace(
            b"extended-properties", b"extendedProperties"
        )
        part = part.replace(b"http://purl.oclc.org/package", b"http://schemas.openxmlformats.org/package")
        if name == "ppt/presentation.xml":
            part = part.replace(b"<p:presentation ", b'<p:presentation conformance="strict" ')
            part = part.replace(b'cx="9144000"', b'cx="10in"')
        return part.replace(b'<a:spcPct val="20000"/>', b'<a:spcPct val="20%"/>')

    return repacked(default(), change)


def test_a_strict_presentation_is_the_same_template() -> None:
    assert b"20%" in dict_of(strict())["ppt/slideMasters/slideMaster1.xml"]
    assert understood(strict()).theme == understood(default()).theme


def dict_of(content: bytes) -> dict[str, bytes]:
    found: dict[str, bytes] = {}

    def keep(name: str, part: bytes) -> bytes:
        found[name] = part
        return part

    repacked(content, keep)
    return found


@pytest.mark.parametrize("kind", ["presentation", "template", "slideshow"])
def test_macros_are_left_behind_with_a_word(kind: str, tmp_path: Path) -> None:
    content = of_type(f"application/vnd.ms-powerpoint.{kind}.macroEnabled.main+xml".encode())
    (tmp_path / "design.potx").write_bytes(content)
    built = build(OUTLINE, tmp_path)
    (found,) = built.findings.diagnostics
    assert (found.severity, found.message) == (
        "warning",
        "`design.potx` holds macros, which are left out of the deck",
    )
    assert understood(content).theme == understood(default()).theme


def test_a_slide_show_is_a_template_too() -> None:
    show = of_type(b"application/vnd.openxmlformats-officedocument.presentationml.slideshow.main+xml")
    assert understood(show).theme == understood(default()).theme


def test_the_master_of_the_files_own_slides_wins_over_one_with_more_layouts() -> None:
    presentation: Any = Presentation(io.BytesIO(default()))
    second_master(presentation)
    alone = saved(presentation)
    layout = presentation.slide_masters[1].slide_layouts[0]
    layout.name = "Ours"
    presentation.slides.add_slide(layout)
    assert understood(alone).layouts["content"] == "Title and Content"
    assert understood(saved(presentation)).layouts["content"] == "Ours"
