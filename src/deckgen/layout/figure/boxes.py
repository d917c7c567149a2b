"""The boxes of a solved figure: one named shape for each, and the additions of its style."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set

from msgspec import Struct
from msgspec.structs import replace

from deckgen.geometry import Point, Rect, pt
from deckgen.layout.animation import FigureClicks, at_click
from deckgen.layout.badge import badge
from deckgen.layout.blank import covering, question, unknown
from deckgen.layout.colour_key import ColourKey
from deckgen.layout.figure.labels import BADGE, CROSS, PILE, SIDE
from deckgen.layout.figure.model import Cell, Content, walk
from deckgen.layout.figure.solve import Solution, caption_styles, captioned
from deckgen.layout.typeset import Style, Typesetter, height_of
from deckgen.locale import Descriptions
from deckgen.outline.element import Words
from deckgen.paint import Colour, Stroke
from deckgen.scene.items import Box, Connector, Item, TextBox
from deckgen.scene.text import Anchor, TextBody


class Predicted(Struct, frozen=True):
    """The clicks at which predicted boxes appear with their contents, by their indexes.

    `blank` are the boxes that are covered by a question mark until then.
    """

    answers: Mapping[int, int]
    blank: frozenset[int]

    def ends(self, names: Mapping[int, str]) -> dict[int, str]:
        """The names of the shapes that arrows are glued to: for a box with a question mark, the blank box."""
        return {number: unknown(name) if number in self.blank else name for number, name in names.items()}

    def click_of(self, cell: Cell, clicks: FigureClicks) -> int:
        """The click at which something appears in the place of a box: the box itself, or a question mark."""
        return clicks.of(cell) if cell.index in self.blank else self.answers.get(cell.index, clicks.of(cell))

    def answer(self, cell: Cell, clicks: FigureClicks) -> int:
        """The click at which a box itself appears."""
        return self.answers.get(cell.index, clicks.of(cell))


NOTHING_PREDICTED = Predicted({}, frozenset())


def predicted(names: Iterable[Words], find: Callable[[str], Sequence[Cell]], last: int) -> Predicted:
    """The boxes to be predicted: one click for each name after click `last`; `find` returns the cells of a name."""
    answers: dict[int, int] = {}
    blank: set[int] = set()
    for click, words in enumerate(names, last + 1):
        cells = find(words.plain)
        blank |= {cell.index for cell in cells}
        answers |= {inner.index: click for inner in walk(cells)}
    return Predicted(answers, frozenset(blank))


class Drawing(Struct, frozen=True):
    """Draws the boxes of one figure."""

    typesetter: Typesetter
    says: Descriptions
    colour_key: ColourKey
    solution: Solution
    names: Mapping[int, str]
    drawn: Set[int]
    """The indexes of the cells that are drawn."""
    clicks: FigureClicks = FigureClicks()
    predicted: Predicted = NOTHING_PREDICTED

    def boxes(self, root: Cell) -> Iterator[Item]:
        """The boxes in a cell in reading order; a frame comes before its contents."""
        for cell in walk([root]):
            if not cell.label or cell.index not in self.drawn:
                continue
            items = self._box(cell)
            if cell.index in self.predicted.blank:
                asked = question(self.names[cell.index], self.shape(cell), self.typesetter.theme)
                yield from at_click(asked, self.clicks.of(cell))
                items = covering(items, self.typesetter.theme)
            yield from at_click(items, self.predicted.answer(cell, self.clicks))

    def shape(self, cell: Cell) -> Rect:
        """The rectangle of a cell's own shape, without the cards behind a pile or the tab on a frame."""
        rect = self.solution.rects[cell.index]
        if cell.framed and cell.box.title == "tab":
            rect = rect.inset(0, self.solution.labels.title_height(cell, rect.width), 0, 0)
        return rect.inset(0, PILE, PILE, 0) if cell.box.style == "pile" and cell.box.title != "tab" else rect

    def title(self, cell: Cell) -> Rect:
        """The rectangle of a frame's label."""
        labels, rect = self.solution.labels, self.solution.rects[cell.index]
        height = labels.title_height(cell, rect.width)
        if cell.box.title in ("left", "turned"):
            return rect.inset(0, 0, rect.width - labels.title_width(cell), 0)
        widest = max(
            self.typesetter.natural_width(part.text, labels.style(cell)) for part in labels.text(cell, rect.width)
        )
        width = min(widest + 2 * SIDE, rect.width)
        x = rect.x if cell.box.title == "tab" else rect.centre.x - width // 2
        return Rect(x, rect.bottom - height if cell.box.title == "bottom" else rect.y, width, height)

    def captions(self, content: Content) -> Iterator[Item]:
        """The captions of the panels."""
        for panel, rect in zip(content.panels, self.solution.captions, strict=True):
            if panel.caption:
                texts = captioned(panel.caption, panel.note, rect.width, self.typesetter)
                body = TextBody(tuple(text for _, text in texts), "top")
                name = panel.caption.plain
                yield TextBox(name, rect, body, click=self.clicks.of_name(name))

    def caption_texts(self, content: Content) -> list[Rect]:
        """The rectangles of the texts of the captions, which are narrower than their panels."""
        texts = []
        for panel, rect in zip(content.panels, self.solution.captions, strict=True):
            if panel.caption:
                both = zip((panel.caption, panel.note), caption_styles(self.typesetter.theme), strict=True)
                widest = max(self.typesetter.natural_width(words, style) for words, style in both if words)
                width = min(widest, rect.width)
                texts.append(Rect(rect.centre.x - width // 2, rect.y, width, rect.height))
        return texts

    def lines(self, roots: Sequence[Cell]) -> Iterator[Item]:
        """Lines across panels; lines with the same text at the same height become one, with its text at the left."""
        found: dict[tuple[str, int], list[Cell]] = {}
        for cell in walk(roots):
            if cell.box.line and cell.index in self.drawn:
                found.setdefault((cell.box.line.plain, self.solution.rects[cell.index].y), []).append(cell)
        for (text, _), cells in found.items():
            rects = [self.solution.rects[cell.index] for cell in cells]
            left, right = min(rect.x for rect in rects), max(rect.right for rect in rects)
            y = rects[0].centre.y
            stroke = Stroke(self.typesetter.theme.palette.muted, pt(1.5), dashed=True)
            click, ends = self.clicks.of(cells[0]), (Point(left, y), Point(right, y))
            is_bare = cells[0].box.is_bare_line
            alt = "" if is_bare else self.says.line_alone.format(text=text)
            yield Connector(f"Line: {text}", ends, stroke, alt=alt, click=click, decorative=is_bare)
            labels = self.solution.labels
            for above, paragraph in zip((True, False), labels.beside_line(cells[0], right - left), strict=False):
                height = height_of([paragraph])
                width = min(self.typesetter.natural_width(paragraph.text, labels.line_style), right - left)
                top = y - height - pt(2) if above else y + pt(2)
                rect = Rect(left, top, width, height)
                yield TextBox(paragraph.text, rect, TextBody((paragraph,), "middle"), click=click)

    def _box(self, cell: Cell) -> Iterator[Item]:
        rect, name = self.solution.rects[cell.index], self.names[cell.index]
        fill, line = self._paint(cell)
        corner = self.typesetter.theme.space.corner
        is_tab = cell.framed and cell.box.title == "tab"
        if cell.box.style == "pile" and not is_tab:
            for number in (2, 1):
                offset = PILE * number // 2
                card = Rect(rect.x + offset, rect.y + PILE - offset, rect.width - PILE, rect.height - PILE)
                yield Box(f"{name} card", card, "rounded", fill, line, corner, decorative=True)
            rect = self.shape(cell)
        if is_tab:
            yield from self._tab(cell, rect)
        else:
            yield from self._plain(cell, rect)
        if cell.box.badge and not cell.framed:
            yield self._badge(cell, rect)
        if cell.look == "ruled-out":
            aside = pt(3) + CROSS // 2
            above = cell.box.turned and not cell.framed
            mark = Point(rect.centre.x, rect.y + aside) if above else Point(rect.right - aside, rect.centre.y)
            yield cross(mark, name, self.typesetter)

    def _plain(self, cell: Cell, rect: Rect) -> Iterator[Item]:
        """A box, a frame without a tab, or a part of a pyramid."""
        fill, line = self._paint(cell)
        name, lean = self.names[cell.index], self.solution.leans.get(cell.index, 0)
        if lean:
            yield Box(name, rect.inset(-lean, 0), "trapezoid", fill, line, lean, self._body(cell, lean))
            return
        if len(cell.box.role) > 1:
            yield from self._halves(cell, rect)
            fill = None
        if cell.framed and cell.box.title == "turned":
            corner, title = self.typesetter.theme.space.corner, self.title(cell)
            yield Box(name, rect, "rounded", fill, line, corner)
            text = self.solution.labels.text(cell, title.width)
            yield TextBox(name, title, TextBody(text, "middle", rotated=True))
            return
        is_bare = cell.look == "bare"
        corner = 0 if is_bare else self.typesetter.theme.space.corner
        yield Box(name, rect, "rectangle" if is_bare else "rounded", fill, line, corner, self._body(cell))

    def _halves(self, cell: Cell, rect: Rect) -> Iterator[Item]:
        """The two halves of a box that two roles share, each in the colour of one; the second lies on the first."""
        name, corner = self.names[cell.index], self.typesetter.theme.space.corner
        half = rect.inset(rect.width // 2, 0, 0, 0)
        for side, role, ground in zip(("left", "right"), cell.box.role, (rect, half), strict=True):
            fill = self.typesetter.theme.palette.pale_of(self.colour_key.hue(role))
            yield Box(f"{name} {side}", ground, "rounded", fill, None, corner, decorative=True)

    def _body(self, cell: Cell, lean: int = 0) -> TextBody:
        labels = self.solution.labels
        whole = self.solution.rects[cell.index]
        text, insets = labels.text(cell, whole.width, whole.height), labels.insets(cell)
        if cell.framed:
            anchors: dict[str, Anchor] = {"bottom": "bottom", "left": "middle"}
            if cell.box.title == "left":
                insets = replace(insets, right=whole.width - labels.title_width(cell) + insets.right)
            if cell.box.style == "pile":
                insets = replace(insets, top=insets.top - PILE, right=insets.right - PILE)
            return TextBody(text, anchors.get(cell.box.title, "top"), insets)
        if cell.box.style == "pile":
            insets = replace(insets, top=insets.top - PILE, right=insets.right - PILE)
        insets = replace(insets, left=insets.left + lean, right=insets.right + lean)
        return TextBody(text, "middle", insets, cell.box.turned)

    def _tab(self, cell: Cell, rect: Rect) -> Iterator[Item]:
        """A frame with its title on a tab at its upper left corner."""
        labels, name = self.solution.labels, self.names[cell.index]
        fill, line = self._paint(cell)
        height = labels.title_height(cell, rect.width)
        text = labels.text(cell, rect.width)
        widest = max(self.typesetter.natural_width(words, labels.style(cell)) for words in (p.text for p in text))
        width = min(widest + 3 * SIDE, rect.width)
        insets = replace(labels.insets(cell), top=0, bottom=0)
        corner = self.typesetter.theme.space.corner
        yield Box(name, self.shape(cell), "rounded", fill, line, corner, decorative=True)
        tab = Rect(rect.x, rect.y, width, height)
        yield Box(f"{name} tab", tab, "rounded", fill, line, corner, TextBody(text, "middle", insets))

    def _badge(self, cell: Cell, rect: Rect) -> Box:
        assert cell.box.badge is not None
        palette = self.typesetter.theme.palette
        hue = self.colour_key.hue(cell.role)
        fill, colour = (palette.paper, hue) if cell.look == "full" else (hue, palette.paper)
        labels = self.solution.labels
        place = Rect(rect.x + SIDE, rect.centre.y - BADGE // 2, labels.badge_width(cell.box.badge), BADGE)
        name, style = f"{self.names[cell.index]} badge", labels.badge_style(colour)
        return badge(name, place, fill, self.typesetter.set(cell.box.badge, place.width, style))

    def _paint(self, cell: Cell) -> tuple[Colour | None, Stroke | None]:
        palette, width = self.typesetter.theme.palette, self.typesetter.theme.space.line
        hue = self.colour_key.hue(cell.role)
        fills: dict[str, tuple[Colour | None, Stroke | None]] = {
            "full": (hue, Stroke(hue, width)),
            "tint": (palette.pale_of(hue, cell.depth if cell.framed else 0), Stroke(palette.edge_of(hue), width)),
            "paper": (palette.paper, Stroke(palette.edge_of(hue), width)),
            "frame": (palette.surface_at(cell.depth), Stroke(palette.rule, width)),
            "ghost": (None, Stroke(palette.edge_of(palette.hues["slate"]), width, dashed=True)),
            "ruled-out": (palette.paper, Stroke(palette.bad, width, dashed=True)),
            "bare": (None, None),
            "plain": (palette.paper, Stroke(palette.muted, width)),
        }
        fill, line = fills[cell.look]
        if cell.box.style == "dashed" and line:
            line = replace(line, colour=palette.edge_of(hue), dashed=True, width=pt(2))
        return fill, line


def cross(centre: Point, name: str, typesetter: Typesetter) -> Box:
    """A cross for something impossible."""
    palette = typesetter.theme.palette
    rect = Rect(centre.x - CROSS // 2, centre.y - CROSS // 2, CROSS, CROSS)
    body = TextBody((typesetter.set("✕", CROSS, Style(16, palette.bad, bold=True, align="centre")),), "middle")
    return Box(f"Cross: {name}", rect, "ellipse", palette.paper, Stroke(palette.bad, pt(2.25)), body=body)


def unique_names(cells: Sequence[Cell]) -> dict[int, str]:
    """A name for every labelled cell, by its index: its label, with a number if the label is repeated."""
    counts: dict[str, int] = {}
    names = {}
    for cell in walk(cells):
        if cell.label:
            counts[cell.name] = counts.get(cell.name, 0) + 1
            number = counts[cell.name]
            names[cell.index] = cell.name if number == 1 else f"{cell.name} {number}"
    return names
