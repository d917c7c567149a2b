"""The text of a finished deck as Markdown, so that pandoc makes the same words, tables, pictures and notes."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pptx import Presentation
from pptx.enum.shapes import MSO_SHAPE_TYPE

from tests.benchmarks.peers.content import table


def markdown_of(deck: Path) -> str:
    """Everything that can be read on the slides of `deck`, in order; its pictures are written beside it.

    Figures become lists of their texts and charts tables of their numbers, since pandoc has neither. Animations,
    links and alternative texts are left out.
    """
    lines = ["% Deck"]
    for slide in Presentation(str(deck)).slides:
        title = slide.shapes.title
        lines.append(f"\n## {_plain(title.text_frame.text) if title is not None else ''}\n")
        for shape in slide.shapes:
            if title is None or shape.shape_id != title.shape_id:
                lines += _lines(shape, deck.parent)
        if slide.has_notes_slide:
            lines.append(f"\n::: notes\n{_plain(slide.notes_slide.notes_text_frame.text)}\n:::")
    return "\n".join(lines)


def _lines(shape: Any, folder: Path) -> Iterator[str]:
    if shape.shape_type == MSO_SHAPE_TYPE.GROUP:
        for inner in shape.shapes:
            yield from _lines(inner, folder)
    elif shape.shape_type == MSO_SHAPE_TYPE.PICTURE:
        file = f"{shape.image.sha1}.{shape.image.ext}"
        (folder / file).write_bytes(shape.image.blob)
        yield f"\n![]({file})\n"
    elif getattr(shape, "has_table", False):
        yield from table([[_plain(cell.text) for cell in row.cells] for row in shape.table.rows])
    elif getattr(shape, "has_chart", False):
        plot = shape.chart.plots[0]
        rows = [["", *map(str, plot.categories)]]
        yield from table(rows + [[series.name, *map(str, series.values)] for series in plot.series])
    elif shape.has_text_frame:
        yield from (f"- {_plain(paragraph.text)}" for paragraph in shape.text_frame.paragraphs if paragraph.text)


def _plain(text: str) -> str:
    return " ".join("".join(f"\\{sign}" if sign in "\\`*_{}[]<>()#+-.!|~^$@\"'" else sign for sign in text).split())
