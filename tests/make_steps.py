"""Pictures of every click of an outline's slides, drawn by LibreOffice: to be looked at, click by click.

    python -m tests.make_steps slides.yaml pictures

writes pictures/07-2.png and so on: slide 7 after its second click.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from msgspec.structs import replace

from deckgen.cli.office import pdf_of, pictures_of
from deckgen.decode.outline import parse
from deckgen.layout.deck import arrange
from deckgen.media.files import read_files
from deckgen.outline.head import named_files
from deckgen.paint import Colour
from deckgen.scene.items import Box, ChartFrame, ChartParts, Group, Item, Placeholder, Plotted, TextBox
from deckgen.scene.slide import Scene, Section, SlideScene
from deckgen.scene.text import Paragraph, TextBody
from deckgen.scene.validate import clicks
from deckgen.text.measure import FontMeasurer
from deckgen.theme.builtin import CLASSROOM
from deckgen.writers.pptx.deck import write

_PAPER = Colour("lt1")


def scene_of(content: bytes, folder: Path) -> Scene:
    """The scene of a sound outline, whose files are in `folder`."""
    parsed = parse(content)
    assert parsed.value is not None, parsed.diagnostics
    files = read_files(named_files(parsed.value), folder).value
    return arrange(parsed.value, files, CLASSROOM, FontMeasurer()).value


def stages(slide: SlideScene) -> Iterator[SlideScene]:
    """The slide as the room sees it from the start, and after each click."""
    for click in range(clicks(slide.items) + 1):
        items = tuple(_shown(item, click) for item in slide.items if item.click <= click)
        yield replace(slide, title=f"{slide.title} {click}", items=items, transition="none")


def staged(scene: Scene) -> tuple[Scene, list[str]]:
    """A deck with one slide for each stage, and a name for each: the number of the slide and of the click."""
    slides, names = [], []
    for number, slide in enumerate(scene.slides, 1):
        for click, stage in enumerate(stages(slide)):
            slides.append(stage)
            names.append(f"{number:02}-{click}")
    return replace(scene, slides=tuple(slides), sections=(Section("All", 0, len(slides)),)), names


def _shown(item: Item, click: int) -> Item:
    """What is there at a click; paragraphs that are not yet there keep their room."""
    match item:
        case TextBox(placeholder=Placeholder(kind="slide-number")):
            return replace(item, placeholder=None, inherited=False)  # a field would count the stages
        case TextBox():
            return replace(item, click=0, body=_body(item.body, click))
        case Box() if item.body:
            return replace(item, click=0, body=_body(item.body, click))
        case ChartFrame() if item.parts:
            return replace(item, click=0, parts=None, series=tuple(_plotted(item, item.parts, click)))
        case Group():
            return replace(item, click=0, items=tuple(_shown(inner, click) for inner in item.items))
        case _:
            return replace(item, click=0)


def _plotted(chart: ChartFrame, parts: ChartParts, click: int) -> Iterator[Plotted]:
    """The series of a chart with gaps for what is not yet there; its axes may reach less far than in the show."""
    for number, series in enumerate(chart.series):
        clicks = [parts.clicks[number]] * len(series.numbers) if parts.by == "series" else parts.clicks
        seen = (value if own <= click else None for value, own in zip(series.numbers, clicks, strict=True))
        yield replace(series, numbers=tuple(seen))


def _body(body: TextBody, click: int) -> TextBody:
    return replace(body, paragraphs=tuple(_paragraph(paragraph, click) for paragraph in body.paragraphs))


def _paragraph(paragraph: Paragraph, click: int) -> Paragraph:
    if paragraph.click <= click:
        return replace(paragraph, click=0)
    bullet = replace(paragraph.bullet, colour=_PAPER) if paragraph.bullet else None
    runs = tuple(replace(run, colour=_PAPER) for run in paragraph.runs)
    return replace(paragraph, click=0, runs=runs, bullet=bullet)


def main(outline: Path, folder: Path) -> None:
    """Write a picture of every click."""
    scene, names = staged(scene_of(outline.read_bytes(), outline.parent))
    pictures = pictures_of(pdf_of(write(scene, CLASSROOM)))
    folder.mkdir(parents=True, exist_ok=True)
    for name, picture in zip(names, pictures, strict=True):
        (folder / f"{name}.png").write_bytes(picture)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
