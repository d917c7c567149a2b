"""The alt text of a figure: sentences made from its structure, in the deck's language."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from msgspec import Struct

from deckgen.layout.figure.annotations import describe_axis
from deckgen.layout.figure.arrows import describe_arrow
from deckgen.layout.figure.model import Cell
from deckgen.layout.figure.parts import Parts
from deckgen.locale import Descriptions
from deckgen.outline.figure import Arrow


def describe(parts: Parts) -> str:
    """The alt text for every box, panel, brace, arrow and axis that a figure shows, in reading order."""
    return " ".join(_Description(parts, parts.says).sentences())


class _Description(Struct, frozen=True):
    """The sentences about one figure, in the words of one language."""

    parts: Parts
    says: Descriptions

    def sentences(self) -> Iterator[str]:
        parts, says, figure = self.parts, self.says, self.parts.figure
        for panel, root in zip(figure.panels, parts.panels, strict=True):
            layers = self._said(root.parts)
            if panel.caption:
                yield says.panel.format(caption=panel.caption.plain, layers=layers)
            else:
                yield says.layers.format(layers=layers)
        if figure.below:
            pattern = says.under_all if len(parts.panels) > 1 else says.below
            yield pattern.format(layers=self._said(parts.below.parts))
        for brace in figure.braces:
            if parts.shows(*brace.over):
                boxes = says.listed([each.plain for each in brace.over])
                yield self._sentence(says.brace.format(boxes=boxes, label=brace.label.plain))
        for arrow in (*(placed.arrow for placed in parts.arrows_drawn), *(each for each, _, _ in parts.fat_arrows)):
            yield self._sentence(self._arrow(arrow))
        for axis in figure.axes:
            yield self._sentence(describe_axis(axis, says))

    def _sentence(self, text: str) -> str:
        return self.says.sentence.format(text=text)

    def _arrow(self, arrow: Arrow) -> str:
        text = describe_arrow(arrow, self.says)
        return self.says.labelled.format(what=text, label=arrow.label.plain) if arrow.label else text

    def _said(self, cells: Sequence[Cell]) -> str:
        return self.says.semicolon.join(text for cell in cells if (text := self._cell(cell)))

    def _cell(self, cell: Cell) -> str:
        says, box = self.says, cell.box
        if cell.index not in self.parts.drawn:
            return ""
        if box.line is not None:
            return says.line.format(text=box.line.plain)
        inside = says.listed(_counted([text for part in cell.parts if (text := self._cell(part))]))
        beside = [text.plain for text in (box.left, box.right) if text]
        aside = f" [{says.semicolon.join(beside)}]" if beside else ""
        if box.label is None:
            return inside + aside if inside else ""
        text = self._box(cell)
        return (says.made_of.format(box=text, parts=inside) if inside else text) + aside

    def _box(self, cell: Cell) -> str:
        """A box without its contents and the texts beside it."""
        says, box = self.says, cell.box
        text = says.and_so_on if box.is_dots else cell.name
        text = f"{box.badge.plain} {text}" if box.badge else text
        marks = {"ghost": says.absent, "crossed": says.crossed_out, "pile": says.many}
        remarks = [*([marks[box.style]] if box.style in marks else []), *([box.note.plain] if box.note else [])]
        return f"{text} ({says.semicolon.join(remarks)})" if remarks else text


def _counted(texts: Sequence[str]) -> list[str]:
    """The texts, with equal neighbours combined and counted: `3 × App`."""
    groups = [(text, len(list(group))) for text, group in groupby(texts)]
    return [text if count == 1 else f"{count} × {text}" for text, count in groups]
