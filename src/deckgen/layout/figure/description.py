"""What a figure says, in words, for those who cannot see it: made from its structure."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from deckgen.layout.figure.annotations import describe_axis
from deckgen.layout.figure.arrows import what_it_is
from deckgen.layout.figure.model import Cell
from deckgen.layout.figure.parts import Parts
from deckgen.outline.element import Words
from deckgen.outline.figure import Arrow


def describe(parts: Parts) -> str:
    """Every box, panel, brace, arrow and axis that a figure shows, in reading order."""
    source = parts.figure
    sentences = []
    for panel, root in zip(parts.figure.panels, parts.panels, strict=True):
        lead = f"{panel.caption.plain}, from" if panel.caption else "Layers from"
        sentences.append(f"{lead} top to bottom: {_said(root.parts, parts)}.")
    if source.below:
        lead = "Under all of them: " if len(parts.panels) > 1 else "Below: "
        sentences.append(f"{lead}{_said(parts.below.parts, parts)}.")
    for brace in source.braces:
        if parts.shows(*brace.over):
            sentences.append(f"Brace over {listed(_plain(brace.over))}: {brace.label.plain}.")
    for placed in parts.arrows_drawn:
        sentences.append(_arrow(placed.arrow))
    sentences += [_arrow(arrow) for arrow, _, _ in parts.fat_arrows]
    sentences += [f"{describe_axis(axis)}." for axis in source.axes]
    return " ".join(sentences)


def _arrow(arrow: Arrow) -> str:
    label = f": {arrow.label.plain}" if arrow.label else ""
    return f"{what_it_is(arrow)} from {arrow.start.plain} to {arrow.end.plain}{label}."


def _said(cells: Sequence[Cell], parts: Parts) -> str:
    return "; ".join(text for cell in cells if (text := _cell(cell, parts)))


def _cell(cell: Cell, parts: Parts) -> str:
    box = cell.box
    if cell.index not in parts.drawn:
        return ""
    if box.line is not None:
        return f"a line: {box.line.plain}"
    inside = listed(_counted([text for part in cell.parts if (text := _cell(part, parts))]))
    beside = [words.plain for words in (box.left, box.right) if words]
    aside = f" [{'; '.join(beside)}]" if beside else ""
    if box.label is None:
        return inside + aside if inside else ""
    text = "and so on" if box.is_dots else box.label.plain
    text = f"{box.badge.plain} {text}" if box.badge else text
    marks = {"ghost": "absent", "crossed": "crossed out", "pile": "many"}
    remarks = [*([marks[box.style]] if box.style in marks else []), *([box.note.plain] if box.note else [])]
    text += f" ({'; '.join(remarks)})" if remarks else ""
    return (f"{text}, made of {inside}" if inside else text) + aside


def _counted(texts: Sequence[str]) -> list[str]:
    """Neighbours that say the same, said once with their number: `3 × App`."""
    groups = [(text, len(list(group))) for text, group in groupby(texts)]
    return [text if count == 1 else f"{count} × {text}" for text, count in groups]


def listed(names: Sequence[str]) -> str:
    """The names as English lists them: `a`, `a and b`, `a, b and c`."""
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} and {names[-1]}"


def _plain(words: Sequence[Words]) -> list[str]:
    return [part.plain for part in words]
