"""Formulas: their size on the slide, and the list of their symbols with meanings.

The formula parser and the drawing are imported only if a formula is laid out, because they are slow to import.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from functools import cached_property
from itertools import accumulate
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from deckgen.codes import Code
from deckgen.diagnostics import Diagnostic, Place, error
from deckgen.geometry import EMU_PER_POINT, Rect, inches, pt, union
from deckgen.layout.animation import at_click
from deckgen.layout.block import Block, LayoutContext, SequencedBlock
from deckgen.layout.typeset import ENDLESS, Style, Typesetter, height_of
from deckgen.locale import Descriptions
from deckgen.outline.element import Inline, Words
from deckgen.outline.formula import Formula as Source
from deckgen.outline.formula import Meaning
from deckgen.scene.items import Formula, Group, Item, TextBox
from deckgen.scene.text import Align, TextBody
from deckgen.theme.contrast import mixed

if TYPE_CHECKING:
    from deckgen.formula.tree import Element

_SIZES = (60, 54, 48, 44, 40, 36, 32, 28, 26, 24, 22, 20)
_MOST = 48
"""The largest size of formulas beside others, or with meanings, which would look small under larger ones."""
_USUAL = (36, 32, 32, 28, 24, 20)
"""The least size of formulas at each scale, if the width allows it; the last one is the smallest of all."""
_WIDER, _HIGHER = 108, 106
"""The space for a formula in percent of its measured size: PowerPoint's Cambria Math is slightly larger."""
_GAP = pt(24)
_AROUND = pt(8)
"""Space above the first and below the last formula, whose letters are larger than those of neighbouring text."""
_ABOVE_MEANINGS = pt(16)
_ROW_GAP = pt(4)
_BESIDE_SYMBOL = pt(14)
_BESIDE_POINTS = 36
"""The size at which a formula has to fit beside points; a wider one goes over or under them."""


class Equation(Struct, frozen=True):
    """A parsed formula; `width` and `height` are in EMU at a font size of one point."""

    source: Source
    tree: Element
    width: float
    height: float
    alt: str

    def size(self, points: int) -> tuple[int, int]:
        """The width and height in EMU at a font size of `points`."""
        return round(self.width * points), round(self.height * points)


class FormulaBlock(SequencedBlock, frozen=True, dict=True):
    """Formulas under each other, all in one size, each with the meanings of its symbols.

    If it `fills` its area, it takes the full height, as figures do beside points; one that `is_alone` is larger.
    """

    equations: tuple[Equation, ...]
    typesetter: Typesetter
    says: Descriptions
    report: Callable[[Diagnostic], None]
    fills: bool = False
    is_alone: bool = False

    @property
    def place(self) -> Place:
        return self.equations[0].source.latex.place

    def height(self, width: int, scale: int) -> int:
        return self._height(width, scale, self._least_size(width, scale))

    def max_height(self, width: int, scale: int) -> int:
        return ENDLESS if self.fills else self._height(width, scale, self._widest(width))

    def draw(self, area: Rect, scale: int) -> tuple[Item, ...]:
        size = self._fitting(area, scale)
        y = area.y + max(area.height - self._height(area.width, scale, size), 0) // 2 + _AROUND
        items: list[Item] = []
        for number, equation in enumerate(self.equations, 1):
            height = self._height_of(equation, area.width, scale, size)
            drawn = self._drawn(equation, Rect(area.x, y, area.width, height), scale, size)
            items += at_click(drawn, number) if self.build else drawn
            y += height + _GAP
        return tuple(items)

    def split(self, width: int, height: int, scale: int) -> tuple[Block, Block] | None:
        """Split between two formulas."""
        size = self._least_size(width, scale)
        ends = accumulate(self._height_of(each, width, scale, size) + _GAP for each in self.equations)
        count = bisect_right(list(ends), height + _GAP - 2 * _AROUND)
        if not 0 < count < len(self.equations):
            return None
        return replace(self, equations=self.equations[:count]), replace(self, equations=self.equations[count:])

    def fits_beside(self, width: int) -> bool:
        """True if the formulas are large enough to be read in a part of the slide that is `width` EMU wide."""
        return self._widest(width) >= _BESIDE_POINTS

    def in_place_of_figure(self) -> Block:
        return replace(self, fills=True)

    def alone(self) -> Block:
        return replace(self, is_alone=True)

    def is_half_way_down(self, width: int, height: int) -> bool:  # noqa: ARG002
        return True

    @property
    def _floor(self) -> int:
        """The smallest size: no smaller than body text, because indices and exponents are smaller still."""
        return max(_USUAL[-1], self.typesetter.theme.sizes.body[-1])

    @property
    def _sizes(self) -> tuple[int, ...]:
        is_large = self.is_alone and len(self.equations) == 1 and not self.equations[0].source.where
        most = _SIZES[0] if is_large else _MOST
        return (*(size for size in _SIZES if most >= size > self._floor), self._floor)

    def _least_size(self, width: int, scale: int) -> int:
        return min(max(_USUAL[scale], self._floor), self._widest(width))

    def _widest(self, width: int) -> int:
        """The largest size at which every formula fits in `width`, or the smallest size if none does."""
        fitting = (size for size in self._sizes if round(self._width * size) <= width)
        return next(fitting, self._floor)

    @cached_property
    def _width(self) -> float:
        """The width of the widest formula, in EMU at a font size of one point."""
        return max(equation.width for equation in self.equations)

    def _fitting(self, area: Rect, scale: int) -> int:
        """The largest size at which the formulas fit in the area."""
        widest = self._widest(area.width)
        smaller = (size for size in self._sizes if size <= widest)
        return next((size for size in smaller if self._height(area.width, scale, size) <= area.height), self._floor)

    def _height(self, width: int, scale: int, size: int) -> int:
        heights = [self._height_of(equation, width, scale, size) for equation in self.equations]
        return sum(heights) + _GAP * (len(heights) - 1) + 2 * _AROUND

    def _height_of(self, equation: Equation, width: int, scale: int, size: int) -> int:
        return equation.size(size)[1] + self._meanings(equation.source.where).height(width, scale)

    def _drawn(self, equation: Equation, area: Rect, scale: int, size: int) -> Iterator[Item]:
        """A formula centred at the top of `area`, with the meanings of its symbols below it."""
        width, height = equation.size(size)
        if width > area.width:
            self._report_too_wide(equation, width, area.width, size)
            width = area.width
        yield self._formula(equation, Rect(area.x + (area.width - width) // 2, area.y, width, height), size)
        if equation.source.where:
            meanings = self._meanings(equation.source.where)
            yield meanings.drawn(Rect(area.x, area.y + height + _ABOVE_MEANINGS, area.width, 0), scale)

    def _formula(self, equation: Equation, rect: Rect, size: int) -> Formula:
        from deckgen.formula.picture import picture_of  # noqa: PLC0415  (slow to import, and few decks hold formulas)

        theme = self.typesetter.theme
        ink = theme.palette.ink
        points = rect.width / EMU_PER_POINT, rect.height / EMU_PER_POINT
        picture = picture_of(equation.tree, *points, size, mixed(ink, theme.scheme))
        source = self.typesetter.source(equation.source.place)
        return Formula("Formula", rect, equation.tree, size, ink, picture, equation.alt, source=source)

    def _meanings(self, where: tuple[Meaning, ...]) -> Meanings:
        return Meanings(where, self.typesetter, self.says)

    def _report_too_wide(self, equation: Equation, needed: int, there: int, size: int) -> None:
        wide, held = inches(needed, there)
        message = f"this formula needs {wide} in of width at {size} pt, the smallest size, but has {held} in"
        hint = "break it into lines after `|`, with `&` in front of what should line up"
        self.report(error(Code.FORMULA_TOO_WIDE, message, equation.source.latex.place, hint))


class Meanings(Struct, frozen=True):
    """The meanings of symbols: one row for each, with the symbol at the left; the rows are centred as a whole."""

    where: tuple[Meaning, ...]
    typesetter: Typesetter
    says: Descriptions

    def height(self, width: int, scale: int) -> int:
        """The height in EMU, including the space above; 0 without meanings."""
        if not self.where:
            return 0
        rows = self._rows(Rect(0, 0, width, 0), scale)
        return _ABOVE_MEANINGS + rows[-1][1].rect.bottom

    def drawn(self, area: Rect, scale: int) -> Item:
        """The rows as one group, at the top of `area`."""
        items = [item for row in self._rows(area, scale) for item in row]
        says = self.says
        said = [says.labelled.format(what=_symbol(each).plain, label=each.meaning.plain) for each in self.where]
        alt = says.stated(says.semicolon.join(said))
        return Group("Symbols", union([item.rect for item in items]), tuple(items), alt)

    def _rows(self, area: Rect, scale: int) -> list[tuple[TextBox, TextBox]]:
        symbol, meaning = self._style(scale, "right"), self._style(scale, "left")
        left = min(self._natural([_symbol(each) for each in self.where], symbol), area.width // 3)
        right = min(self._natural([each.meaning for each in self.where], meaning), area.width - left - _BESIDE_SYMBOL)
        x, y, rows = area.x + (area.width - left - _BESIDE_SYMBOL - right) // 2, area.y, []
        for each in self.where:
            texts = (
                self.typesetter.set(_symbol(each), left, symbol),
                self.typesetter.set(each.meaning, right, meaning),
            )
            height = max(height_of([text]) for text in texts)
            first = TextBox(_symbol(each).plain, Rect(x, y, left, height), TextBody((texts[0],)))
            beside = Rect(x + left + _BESIDE_SYMBOL, y, right, height)
            rows.append((first, TextBox(each.meaning.plain, beside, TextBody((texts[1],)))))
            y += height + _ROW_GAP
        return rows

    def _natural(self, texts: Sequence[Words], style: Style) -> int:
        return max(self.typesetter.natural_width(words, style) for words in texts)

    def _style(self, scale: int, align: Align) -> Style:
        theme = self.typesetter.theme
        colour = theme.palette.accent if align == "right" else theme.palette.ink
        return Style(theme.sizes.second_level[scale], colour, align=align)


def formula_block(formulas: tuple[Source, ...], context: LayoutContext) -> FormulaBlock:
    """The block of formulas, which validation has found sound."""
    equations = tuple(_equation(formula, context.language) for formula in formulas)
    return FormulaBlock(equations, context.typesetter, context.says, context.report)


def _equation(source: Source, language: str) -> Equation:
    from deckgen.formula.mathml import formula_of  # noqa: PLC0415  (few decks hold formulas)
    from deckgen.formula.picture import extent_of  # noqa: PLC0415
    from deckgen.formula.spoken import spoken  # noqa: PLC0415
    from deckgen.formula.tokens import Mistake  # noqa: PLC0415

    tree = formula_of(source.latex.raw)
    assert not isinstance(tree, Mistake), "this is a bug in deckgen: a formula that could not be read was laid out"
    extent = extent_of(tree)
    unit = EMU_PER_POINT / extent.em
    alt = source.alt.plain if source.alt else spoken(tree, language) or source.latex.raw
    return Equation(source, tree, extent.width * unit * _WIDER / 100, extent.height * unit * _HIGHER / 100, alt)


def _symbol(meaning: Meaning) -> Words:
    """A symbol as it appears in running text."""
    from deckgen.formula.runs import said_in_text  # noqa: PLC0415  (few decks hold formulas)
    from deckgen.formula.tokens import Mistake  # noqa: PLC0415

    said = said_in_text(meaning.symbol.raw)
    assert not isinstance(said, Mistake), "this is a bug in deckgen: a symbol that could not be read was laid out"
    runs = tuple(Inline(each.text, each.bold, each.italic, script=each.script, formula=True) for each in said.pieces)
    return Words(meaning.symbol.raw, meaning.symbol.place, runs)
