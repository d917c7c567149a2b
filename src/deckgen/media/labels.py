"""Labels that a drawing holds twice: as a page of the web, and as a text for programs without a browser.

draw.io writes `<switch><foreignObject>page</foreignObject><text>label</text></switch>`. The text is on one line and
is cut off (`Two words...`), so its content is made anew from the words of the page: as many lines as they need in
the width of the page, above or below the place of the text as the page says.
"""

from __future__ import annotations

from collections.abc import Mapping
from html import escape

from deckgen.geometry import pt
from deckgen.regex import regex
from deckgen.text.measure import Font, FontMeasurer
from deckgen.text.wrap import Span, wrap

_BREAKING = frozenset(
    ("br", "div", "p", "li", "ul", "ol", "table", "tr", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "pre")
)
_PICTURES = frozenset(("img", "svg", "math", "canvas", "video", "iframe", "object", "embed", "input"))
_WIDTH = regex(r"(?<![\w-])width:\s*([\d.]+)px")
_ALIGNED = regex(r"align-items:\s*(?:unsafe\s+)?([\w-]+)")
_NUMBER = regex(r"\s*(-?[\d.]+)(?:px)?\s*")
_LINE_HEIGHT = 1.2


class Page:
    """A page of the web in a drawing: the words on it, and where they are to be."""

    def __init__(self, line: int) -> None:
        self.line = line
        self.has_pictures = False
        self._lines = [""]
        self._width: float | None = None
        self._align = "center"
        self._wraps = True

    def start(self, local: str, style: str) -> None:
        """Note an element that begins."""
        if local in _BREAKING:
            self._lines.append("")
        self.has_pictures = self.has_pictures or local in _PICTURES
        width, aligned = _WIDTH.search(style), _ALIGNED.search(style)
        if width is not None and self._width is None:
            self._width = float(width[1])
        if aligned is not None:
            self._align = aligned[1]
        self._wraps = self._wraps and "nowrap" not in style

    def end(self, local: str) -> None:
        """Note an element that ends."""
        if local in _BREAKING and local != "br":
            self._lines.append("")

    def text(self, text: str) -> None:
        """Note words."""
        self._lines[-1] += text

    @property
    def lines(self) -> list[str]:
        """The lines of the page, without empty ones."""
        return [words for line in self._lines if (words := " ".join(line.split()))]

    @property
    def has_content(self) -> bool:
        return self.has_pictures or bool(self.lines)

    def as_text(self, attributes: Mapping[str, str], shown: str) -> str | None:
        """The content for the text with these attributes that shows these words, or None if it shows them already."""
        if self.lines == [" ".join(shown.split())] or not self.lines:
            return None
        size = _number(attributes.get("font-size")) or 12
        x, y = _number(attributes.get("x")) or 0, _number(attributes.get("y")) or 0
        font = Font("Arial", attributes.get("font-weight") == "bold", attributes.get("font-style") == "italic")
        lines = [part for line in self.lines for part in self._wrapped(line, font, size)]
        above = {"flex-start": 0.0, "flex-end": 1.0}.get(self._align, 0.5)
        first = y - above * (len(lines) - 1) * size * _LINE_HEIGHT
        places = (f'x="{x:g}" y="{first + count * size * _LINE_HEIGHT:g}"' for count in range(len(lines)))
        return "".join(
            f"<tspan {place}>{escape(line, quote=False)}</tspan>" for place, line in zip(places, lines, strict=True)
        )

    def _wrapped(self, line: str, font: Font, size: float) -> list[str]:
        # draw.io gives labels of which the width is free a width of 1.
        if self._width is None or self._width <= 1 or not self._wraps:
            return [line]
        return [part.text for part in wrap([Span(line, font, round(size))], pt(self._width), FontMeasurer())]


def _number(text: str | None) -> float | None:
    found = _NUMBER.fullmatch(text or "")
    try:
        return float(found[1]) if found else None
    except ValueError:
        return None
