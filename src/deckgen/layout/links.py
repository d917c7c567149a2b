"""Small links at the top right of a slide: to slides that say more, and back."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from msgspec import Struct

from deckgen.geometry import Rect, pt
from deckgen.layout.typeset import Style, Typesetter
from deckgen.paint import Colour
from deckgen.scene.items import Box
from deckgen.scene.text import Insets, SlideLink, TextBody

_SIZE = 14
_HEIGHT = pt(24)
_SIDE = pt(10)
_SLACK = pt(2)
_GAP = pt(8)
_LEAST = pt(120)
"""What is left of the title on a link must still tell where it leads."""
_RISE = pt(7)
"""How far links stand above the section's name, to keep away from a title that is as wide as the slide."""


class Jump(Struct, frozen=True):
    """A link to another slide of the deck, counted from 0: the words on it, and whether it leads back."""

    words: str
    slide: int
    back: bool = False

    def label(self, words: str) -> str:
        """`words` with a sign for the direction."""
        return f"‹ {words}" if self.back else f"{words} ›"


class Look(Struct, frozen=True):
    """The colours of links: of their text, and of the ground under it, if there is one."""

    ink: Colour
    ground: Colour | None


def jump_boxes(jumps: Sequence[Jump], row: Rect, setter: Typesetter, look: Look) -> list[Box]:
    """The links beside each other, flush with the right edge of `row`, with their first words where titles are too
    long; the last ones are left out where there is no room for all of them.
    """
    style = Style(_SIZE, look.ink, bold=True, align="centre")
    labels = [jump.label(jump.words) for jump in jumps]
    widths = _widths(labels, style, setter, look)
    if jumps and _total(widths) > row.width:
        share = max((row.width + _GAP) // len(jumps) - _GAP, _LEAST)
        labels = [_begun(jump, share, lambda text: _widths([text], style, setter, look)[0]) for jump in jumps]
        widths = _widths(labels, style, setter, look)
    while widths and _total(widths) > row.width:
        widths.pop()
    x = row.right - _total(widths)
    top = row.y - _RISE
    boxes = []
    for jump, label, width in zip(jumps, labels, widths, strict=False):
        body = TextBody((setter.set(label, width, style),), "middle", Insets())
        name = f"Back to {jump.words}" if jump.back else f"See {jump.words}"
        rect = Rect(x, top, width, _HEIGHT)
        boxes.append(Box(name, rect, "rounded", look.ground, corner=pt(5), body=body, link=SlideLink(jump.slide)))
        x += width + _GAP
    return boxes


def _begun(jump: Jump, room: int, width: Callable[[str], int]) -> str:
    """The label of a link with as many words as there is room for, and with at least one."""
    words = jump.words
    label = jump.label(words)
    while width(label) > room and " " in words:
        words = words.rpartition(" ")[0].rstrip(",;:.")
        label = jump.label(f"{words} …")
    return label


def _total(widths: Sequence[int]) -> int:
    return sum(widths) + _GAP * (len(widths) - 1)


def _widths(labels: Sequence[str], style: Style, setter: Typesetter, look: Look) -> list[int]:
    side = _SIDE if look.ground else _SLACK
    return [setter.natural_width(label, style) + 2 * side for label in labels]
