"""The last steps of layout: writing direction, the languages of runs, backgrounds, the slide size of a template, and
the marks of charts.

Afterwards nothing is left to decide: writers need only the scene and the theme's tokens.
"""

from __future__ import annotations

from typing import TypeVar

from msgspec.structs import replace

from deckgen.language import pieces
from deckgen.layout.right_to_left import from_right, runs_from_right
from deckgen.layout.typeset import Typesetter
from deckgen.memo import Memo
from deckgen.scene.items import Box, ChartFrame, Grid, GridRow, Item, TextBox, map_items
from deckgen.scene.scale import scaled
from deckgen.scene.slide import Scene
from deckgen.scene.text import Note, NoteRun, Run, TextBody
from deckgen.text.measure import Measurer
from deckgen.theme.tokens import SlideLayout, Theme


def finished(scene: Scene, theme: Theme, measurer: Measurer, memo: Memo | None = None) -> tuple[Scene, Theme]:
    """The final scene with its theme; both are mirrored if the language is written from right to left.

    `memo` has what was made before, None to make everything.
    """
    if runs_from_right(scene.language):
        scene, theme = from_right(scene, theme)
    scene = _tagged(scene, memo or Memo())
    grounds = {name: (layout.ground, _ornaments(layout)) for name, layout in theme.layouts.items()}
    slides = []
    for slide in scene.slides:
        ground, ornaments = grounds[slide.layout]
        slides.append(replace(slide, ground=ground, ornaments=ornaments))
    scene = replace(scene, slides=tuple(slides))
    scene = scaled(scene, theme.template.scale if theme.template else 1)
    return _with_charts_drawn(scene, Typesetter(theme, measurer, scene.language)), theme


def _tagged(scene: Scene, memo: Memo) -> Scene:
    """The scene with the languages of runs that are in another script than the deck's language."""

    def body(text: TextBody) -> TextBody:
        runs = [_in_languages(paragraph.runs, scene.language) for paragraph in text.paragraphs]
        if all(new is paragraph.runs for new, paragraph in zip(runs, text.paragraphs, strict=True)):
            return text
        changed = zip(text.paragraphs, runs, strict=True)
        return replace(text, paragraphs=tuple(replace(paragraph, runs=new) for paragraph, new in changed))

    def row(cells: GridRow) -> GridRow:
        bodies = [body(cell.body) for cell in cells.cells]
        return replace(
            cells, cells=tuple(replace(cell, body=new) for cell, new in zip(cells.cells, bodies, strict=True))
        )

    def item(thing: Item) -> Item:
        if isinstance(thing, Grid):
            return replace(thing, rows=tuple(map(row, thing.rows)))
        if isinstance(thing, TextBox | Box) and thing.body is not None:
            new = body(thing.body)
            return thing if new is thing.body else replace(thing, body=new)
        return thing

    def items(things: tuple[Item, ...]) -> tuple[Item, ...]:
        return map_items(things, item)

    def notes(all_notes: tuple[Note, ...]) -> tuple[Note, ...]:
        return tuple(_in_languages(note, scene.language) for note in all_notes)

    slides = tuple(
        replace(
            slide,
            items=memo.recall_for(slide.items, (_tagged, scene.language), items),
            notes=memo.recall_for(slide.notes, (_tagged, scene.language), notes),
        )
        for slide in scene.slides
    )
    return replace(scene, slides=slides)


AnyRun = TypeVar("AnyRun", Run, NoteRun)


def _in_languages(runs: tuple[AnyRun, ...], tag: str) -> tuple[AnyRun, ...]:
    """The runs, split where another language begins; program text is in none."""
    found: list[AnyRun] = []
    for run in runs:
        is_code = run.face == "code" if isinstance(run, Run) else run.code
        split = [(run.text, None)] if is_code else pieces(run.text, tag)
        whole = len(split) == 1 and split[0][1] is None
        found += [run] if whole else [replace(run, text=text, language=language) for text, language in split]
    return runs if all(new is run for new, run in zip(found, runs, strict=False)) else tuple(found)


def _with_charts_drawn(scene: Scene, typesetter: Typesetter) -> Scene:
    """The scene with the marks of its charts, which depend on the final frames."""
    if not any(isinstance(item, ChartFrame) for slide in scene.slides for item in slide.items):
        return scene
    from deckgen.layout.chart_marks import drawn  # noqa: PLC0415  (few decks hold charts)

    def chart(item: Item) -> Item:
        return drawn(item, typesetter) if isinstance(item, ChartFrame) else item

    return replace(
        scene, slides=tuple(replace(slide, items=tuple(map(chart, slide.items))) for slide in scene.slides)
    )


def _ornaments(layout: SlideLayout) -> tuple[Box, ...]:
    return tuple(
        Box(
            f"Ornament {number}",
            ornament.rect,
            "rounded" if ornament.corner else "rectangle",
            ornament.fill,
            ornament.line,
            ornament.corner,
            decorative=True,
        )
        for number, ornament in enumerate(layout.ornaments, 1)
    )
