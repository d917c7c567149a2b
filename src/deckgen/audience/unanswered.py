"""Questions to the class in the edition for students: the answers are left to be found."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeVar, cast

from deckgen.outline.blank import SHORTEST
from deckgen.outline.box import Box
from deckgen.outline.contents import Blocks
from deckgen.outline.element import Element, Inline, Words
from deckgen.outline.figure import Layers
from deckgen.outline.names import named
from deckgen.outline.taking_part import Quiz
from deckgen.outline.walk import with_words

B_ = TypeVar("B_", bound=Blocks)
T_ = TypeVar("T_")


def unanswered(blocks: B_) -> B_:
    """The blocks with no answer in them: a quiz only asks, and the boxes to be predicted are blank."""
    if blocks.quiz is not None:
        blocks = blocks.model_copy(update={"quiz": _asked(blocks.quiz)})
    if blocks.layers is not None and blocks.predict:
        figure = _Blanks(blocks.layers, blocks.below)
        figure.take(blocks.predict)
        blocks = figure.blanked(blocks).settled() or blocks
    return blocks


def _asked(quiz: Quiz) -> Quiz:
    choices = tuple(choice.model_copy(update={"answer": False}) for choice in quiz.choices)
    return quiz.model_copy(update={"choices": choices, "explanation": None})


class _Blanks:
    """The boxes of a figure that become blank. Each name gets a line of its own length, so that what names a box
    still finds it, and the length tells nothing.
    """

    def __init__(self, layers: Layers, below: tuple[Box, ...]) -> None:
        self.layers = layers
        self.below = below
        self.lines: dict[int, Words] = {}

    def take(self, names: Iterable[Words]) -> None:
        """Leave the boxes with these names blank."""
        for number, name in enumerate(names):
            text = "_" * (SHORTEST + number)
            for box in named(self.layers, self.below, name.plain):
                self.lines.setdefault(id(box), Words(text, name.place, (Inline(text),)))

    def blanked(self, blocks: B_) -> B_:
        """The blocks around the figure, with lines in place of names; no line is highlighted, to be written on."""
        changes: dict[str, object] = {
            "predict": (),
            "layers": self._boxes(self.layers),
            "below": self._boxes(self.below),
            "highlight": tuple(name for name in blocks.highlight if self._name(name) is name),
            "show": tuple(self._name(name) for name in blocks.show),
            "braces": tuple(with_words(brace, self._name) for brace in blocks.braces),
            "arrows": tuple(with_words(arrow, self._name) for arrow in blocks.arrows),
            "build": tuple(with_words(build, self._name) for build in blocks.build),
        }
        return blocks.model_copy(update=changes)

    def _name(self, words: Words) -> Words:
        """What names a box that is blank now; all other words as they are."""
        boxes = named(self.layers, self.below, words.plain)
        return next((self.lines[id(box)] for box in boxes if id(box) in self.lines), words)

    def _boxes(self, thing: T_) -> T_:
        """The figure with its blank boxes: of their size, without role and contents."""
        if isinstance(thing, tuple):
            return cast(T_, tuple(self._boxes(item) for item in thing))
        if isinstance(thing, Box) and id(thing) in self.lines:
            nothing = {"note": None, "badge": None, "role": (), "across": (), "down": (), "parts": ()}
            return thing.model_copy(update={**nothing, "label": self.lines[id(thing)], "style": "dashed"})
        if isinstance(thing, Element):
            inner = {name: self._boxes(value) for name, value in thing.__dict__.items() if isinstance(value, tuple)}
            return thing.model_copy(update=inner)
        return thing
