"""Limits on the size of an outline's result, checked before decoding: a short outline can ask for a great deal.

Boxes with `times` count as often as they are drawn, figures as often as they are shown, values as often as they are
filled in. Notes are not laid out, so they cost almost nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import Struct

from deckgen.codes import Code
from deckgen.diagnostics import Diagnostic, Place, error
from deckgen.limits import Limits
from deckgen.outline.box import MOST as MOST_TIMES
from deckgen.outline.head import with_figures
from deckgen.source import ListNode, MapNode, Node, TextNode
from deckgen.source.syntax import too_many_values

NOT_LAID_OUT = frozenset(("notes", "include"))
_GIANT = "[^\\s\u2e80-\uffff]{%d}"
"""A word of that many letters. In Chinese and Japanese a line can break after any letter."""


class Weight(Struct, frozen=True):
    """The number of texts, lists and mappings, and the number of letters in them."""

    values: int = 0
    letters: int = 0

    def __add__(self, other: Weight) -> Weight:
        return Weight(self.values + other.values, self.letters + other.letters)

    @property
    def tenth(self) -> int:
        """Both as one number, in which ten letters count as much as a text."""
        return max(self.values, self.letters // 10)


def check_weight(outline: Node, limits: Limits) -> Iterator[Diagnostic]:
    """An error at the first slide that exceeds `limits`, or at which the sum of all slides so far exceeds them."""
    outline = with_figures(outline) if isinstance(outline, MapNode) else outline
    slides = outline.get("slides") if isinstance(outline, MapNode) else None
    if not isinstance(outline, MapNode) or not isinstance(slides, ListNode):
        return
    scale = _Scale(_longest(outline.get("values")), limits)
    yield from _check_head(outline, scale, limits)
    total = Weight()
    for slide in slides.items:
        weight = scale.weight(slide)
        total += weight
        if weight.values > limits.slide_values:
            yield _too_full(slide.place, f"{limits.slide_values:,} texts, lists and mappings", "slide_values")
        elif weight.letters > limits.slide_letters:
            yield _too_full(slide.place, f"{limits.slide_letters:,} letters", "slide_letters")
        elif total.values > limits.values:
            yield too_many_values(limits.values, slide.place)
        elif total.letters > limits.letters:
            message = f"up to this slide there are more than {limits.letters:,} letters on slides"
            hint = "split the lecture into several outlines, or allow more: `--limit letters=NUMBER`"
            yield error(Code.TOO_LARGE, message, slide.place, hint)
        else:
            continue
        return
    for place in dict.fromkeys(scale.giants):
        message = f"a word of more than {limits.word_letters:,} letters is here"
        yield error(Code.WORD_TOO_LONG, message, place, "break it up, or allow it: `--limit word_letters=NUMBER`")


def _check_head(outline: MapNode, scale: _Scale, limits: Limits) -> Iterator[Diagnostic]:
    """Check everything except the slides; figures count where they are shown."""
    for entry in outline.entries:
        key = entry.key.text
        if key == "audiences" and _count(entry.value) > limits.audiences:
            yield _too_many(entry.value, "audiences", limits.audiences)
        elif key == "slides":
            sections = [slide for slide in _items(entry.value) if isinstance(slide, MapNode) and slide.get("section")]
            if len(sections) > limits.sections:
                yield _too_many(sections[limits.sections], "sections", limits.sections)
        elif key != "figures" and scale.weight(entry.value).tenth > limits.slide_values:
            message = f"`{key}` holds more than {limits.slide_values:,} texts, or ten times as many letters"
            hint = "write less, or allow more: `--limit slide_values=NUMBER`"
            yield error(Code.TOO_LARGE, message, entry.key.place, hint)


def _too_many(node: Node, what: str, most: int) -> Diagnostic:
    hint = f"leave some out, or allow more: `--limit {what}=NUMBER`"
    return error(Code.TOO_LARGE, f"these are more than {most} {what}", node.place, hint)


def _items(node: Node) -> tuple[Node, ...]:
    return node.items if isinstance(node, ListNode) else ()


def _count(node: Node) -> int:
    """The number of names in a list or mapping."""
    match node:
        case ListNode():
            return len(node.items)
        case MapNode():
            return len(node.entries)
        case TextNode():
            return 1


def _too_full(place: Place, most: str, limit: str) -> Diagnostic:
    message = f"this slide holds more than {most}"
    return error(
        Code.TOO_LARGE, message, place, f"make several slides of it, or allow more: `--limit {limit}=NUMBER`"
    )


def _longest(values: Node | None) -> int:
    """The length of the longest value that can replace `{{name}}`."""
    match values:
        case TextNode():
            return len(values.text)
        case ListNode():
            return max(map(_longest, values.items), default=0)
        case MapNode():
            return max((_longest(entry.value) for entry in values.entries), default=0)
        case None:
            return 0


class _Scale:
    """Weighs nodes, and remembers the places of overlong words."""

    def __init__(self, longest_value: int, limits: Limits) -> None:
        self.giants: list[Place] = []
        self._longest_value = longest_value
        self._word_letters = limits.word_letters
        self._values = self._letters = 0

    def weight(self, node: Node) -> Weight:
        self._values = self._letters = 0
        self._add(node, 1)
        return Weight(self._values, self._letters)

    def _add(self, node: Node, times: int) -> None:
        """Add the weight of a node, multiplied by `times`."""
        if isinstance(node, TextNode):
            self._text(node, times)
        elif isinstance(node, ListNode):
            self._values += times
            for item in node.items:
                self._add(item, times)
        else:
            times *= _times(node.get("times"))
            self._values += times
            for entry in node.entries:
                if entry.key.text not in NOT_LAID_OUT:
                    self._text(entry.key, times)
                    self._add(entry.value, times)

    def _text(self, node: TextNode, times: int) -> None:
        text = node.text
        letters = len(text)
        if letters > self._word_letters and re.search(_GIANT % (self._word_letters + 1), text):
            self.giants.append(node.place)
        if self._longest_value and "{{" in text:
            letters += text.count("{{") * self._longest_value
        self._values += times
        self._letters += times * letters


def _times(node: Node | None) -> int:
    """The number of copies of a box; an invalid number is reported elsewhere."""
    match node:
        case TextNode() if node.text.isascii() and node.text.isdigit() and len(node.text) < 3:
            return max(1, min(int(node.text), MOST_TIMES))
        case ListNode():
            return max(1, min(len(node.items), MOST_TIMES))
    return 1
