"""The deck by python-pptx, as its documentation teaches: `python_pptx.py deck.json deck.pptx`."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from pptx import Presentation
from pptx.enum.shapes import MSO_SHAPE
from pptx.util import Inches, Pt


def main(source: Path, target: str) -> None:
    deck = Presentation()
    for each in json.loads(source.read_text("utf-8")):
        layout = {"bullets": 1, "columns": 3}.get(each["kind"], 5)
        page = deck.slides.add_slide(deck.slide_layouts[layout])
        page.shapes.title.text = each["title"]
        page.notes_slide.notes_text_frame.text = each["notes"]
        fill(page, each, source.parent)
    deck.save(target)


def fill(page: Any, each: dict[str, Any], folder: Path) -> None:
    match each["kind"]:
        case "bullets":
            page.placeholders[1].text_frame.text = "\n".join(each["texts"])
        case "columns":
            for place, head, side in zip((1, 2), each["heads"], each["sides"], strict=True):
                page.placeholders[place].text_frame.text = "\n".join([head, *side])
        case "layers":
            for n, side in enumerate(each["sides"]):
                layers(page, Inches(0.5 + 4.6 * n), [each["heads"][n], *side])
        case "table":
            table(page, each["rows"])
        case "picture":
            page.shapes.add_picture(str(folder / "picture.png"), Inches(1), Inches(1.6), width=Inches(8))
        case _:
            run = (
                page.shapes.add_textbox(Inches(0.5), Inches(1.7), Inches(9), Inches(5))
                .text_frame.paragraphs[0]
                .add_run()
            )
            run.text, run.font.name, run.font.size = each["code"], "Courier New", Pt(16)


def layers(page: Any, left: int, texts: list[str]) -> None:
    for n, text in enumerate(texts):
        box = page.shapes.add_shape(MSO_SHAPE.RECTANGLE, left, Inches(1.5 + 1.1 * n), Inches(4.4), Inches(1))
        box.text_frame.text = text


def table(page: Any, rows: list[list[str]]) -> None:
    shape = page.shapes.add_table(
        len(rows), len(rows[0]), Inches(0.5), Inches(1.8), Inches(9), Inches(0.6 * len(rows))
    )
    for n, row in enumerate(rows):
        for m, text in enumerate(row):
            shape.table.cell(n, m).text = text


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])
