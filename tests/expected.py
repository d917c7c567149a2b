"""The expected parts of cases, made anew: `python -m tests.expected [PATTERN …]` rewrites them.

A pattern is one of a path within `tests/cases`, such as `slides/table*`; without one, all cases are rewritten. Look
at what changed, and at the pictures that `python -m tests.gallery` draws.

Scenes are measured with letters half an em wide, so that lines can be counted: 10 letters at 20 pt are 100 pt.
Those with the option `fonts` are measured with real fonts, as clicks are. The footer, the number, the line of
progress and the name of the section, which are the same on every slide, are in scenes with the option `furniture`.
"""

from __future__ import annotations

import sys
from fnmatch import fnmatch
from functools import cache

from msgspec.structs import replace

from deckgen.decode.outline import parse
from deckgen.diagnostics import Diagnostic, Outcome
from deckgen.report import render
from deckgen.scene.dump import dump
from deckgen.scene.items import Box, Item, TextBox
from deckgen.scene.slide import Scene, SlideScene
from deckgen.text.measure import FixedMeasurer, FontMeasurer, Measurer
from deckgen.theme.builtin import CLASSROOM
from deckgen.writers.pptx.deck import write
from tests.case import FOLDER, Case, Part, cases, with_expected
from tests.layout.decks import laid_out
from tests.writers.pptx.builds import KINDS
from tests.writers.pptx.clicks import clicks_of
from tests.writers.pptx.reading import NAMES, lines, slide_of

FIXED, FONTS = FixedMeasurer(), FontMeasurer()
NAME = "slides.yaml"
"""What outlines are called in reports."""
SECTION_NAME = 13
"""The placeholder over the title, which a section slide fills with its number."""


def text_of(part: Part, case: Case) -> str:
    """The text of one part."""
    match part.kind:
        case "report":
            return report(case)
        case "scene":
            scene = laid(case).value
            return dump(scene if "furniture" in part.options else without_furniture(scene))
        case "clicks":
            return clicks(laid(case).value)
        case "timing":
            return timing(*KINDS[case.name])
        case _:
            raise ValueError(f"{case.path}: no part is called `{part.kind}`")


def report(case: Case) -> str:
    """The report on the outline; if there is nothing to say of the outline itself, that on its layout."""
    found, text = said(case)
    return render(found, NAME, text)


@cache
def said(case: Case) -> tuple[tuple[Diagnostic, ...], str | None]:
    """What is said of the outline, or else of its layout, and the text of the outline."""
    parsed = parse(case.content)
    return parsed.diagnostics or laid(case).diagnostics, parsed.text


def laid(case: Case) -> Outcome[Scene]:
    """The slides of the outline, measured as the case says."""
    return laid_out(case.content, case.folder, measurer=measurer_of(case))


def measurer_of(case: Case) -> Measurer:
    """Fixed letters, or real ones for clicks and where a part has the option `fonts`."""
    real = "clicks" in case.kinds or any("fonts" in part.options for part in case.expected)
    return FONTS if real else FIXED


def without_furniture(scene: Scene) -> Scene:
    """The scene without what is the same on every slide."""

    def kept(slide: SlideScene) -> tuple[Item, ...]:
        own = slide.layout in ("title", "section")
        return tuple(item for item in slide.items if own or not _is_furniture(item))

    return replace(scene, slides=tuple(replace(slide, items=kept(slide)) for slide in scene.slides))


def _is_furniture(item: Item) -> bool:
    mark = item.placeholder if isinstance(item, TextBox) else None
    if mark is None:
        return isinstance(item, Box) and item.progress
    return mark.kind in ("footer", "slide-number") or (mark.kind == "body" and mark.index == SECTION_NAME)


def clicks(scene: Scene) -> str:
    """How each slide is entered, what appears at each click, and what the speaker's notes say to it."""
    shown = clicks_of(write(scene, CLASSROOM))
    out = []
    for slide, appearing in list(zip(scene.slides, shown, strict=True))[1:]:
        out.append(slide.title if slide.transition == "none" else f"{slide.title} ({slide.transition})")
        out += [f"  {number}: {', '.join(names)}" for number, names in enumerate(appearing, 1)]
        out += [f"  note: {''.join(run.text for run in note)}" for note in slide.notes]
        out += [f"  moves: {item.name}" for item in slide.items if item.name.startswith("!!")]
    return "\n".join(out) + "\n"


def timing(*items: Item) -> str:
    """The timing tree of a slide with these items, as PowerPoint saves it, or nothing."""
    found = slide_of(*items).find("p:timing", NAMES)
    return "" if found is None else "\n".join(lines(found)) + "\n"


def rewrite(case: Case) -> bool:
    """Write the expected parts of a case anew, and return whether they are others."""
    before = case.path.read_text("utf-8")
    after = with_expected(before, {part.kind: text_of(part, case) for part in case.expected})
    case.path.write_text(after, "utf-8")
    return after != before


def main(*patterns: str) -> None:
    """Rewrite the cases that match one of the patterns, or all."""
    for case in cases():
        if (not patterns or any(fnmatch(str(case), each) for each in patterns)) and rewrite(case):
            print(case.path.relative_to(FOLDER))


if __name__ == "__main__":
    main(*sys.argv[1:])
