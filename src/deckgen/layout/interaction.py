"""Quizzes and polls. A quiz has a card for each choice; a click reveals a marked card over that of the answer, and
fades the others.

The letter and the words of the answer appear once, on top of both cards, so that they are edited and read aloud once.
Every card reserves room for a tick at its right, so that the answer cannot be guessed before the click.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from functools import lru_cache
from string import ascii_uppercase

from msgspec.structs import replace

from deckgen.diagnostics import Place
from deckgen.geometry import Rect, inch, pt
from deckgen.layout.block import AIRY, Block, LayoutContext
from deckgen.layout.typeset import Style, Typesetter, circle_side, height_of
from deckgen.locale import Descriptions
from deckgen.media.media import Media
from deckgen.outline.element import Inline, Words
from deckgen.outline.interaction import Choice, Poll, Quiz
from deckgen.paint import Colour, Stroke
from deckgen.scene.items import Box, Item, Picture, TextBox
from deckgen.scene.text import Insets, Paragraph, TextBody

_PADDING = pt(9)
_BADGE = pt(36)
_LEFT = pt(16)
_GAP = pt(10)
_MOST_HEIGHT = pt(72)
_ABOVE_EXPLANATION = pt(22)
_BESIDE_ANSWER = pt(28)
_LEAST_BESIDE = 0.3
"""The least share of a card's width in which an explanation is beside the words of the answer."""
_FADED = 55
"""The opacity in percent of what fades a choice."""
_ANSWER = 1
"""The only click of a quiz."""


class QuizBlock(Block, frozen=True):
    """The choices under each other, all as tall as the longest needs, and below them the `time` to think.

    The explanation is in the card of the answer, beside its words, if it has room there without making it taller than
    the others; else it is below all of them.
    """

    quiz: Quiz
    typesetter: Typesetter
    says: Descriptions
    time: str = ""
    fades: bool = True
    """True if the other choices fade when the answer appears."""

    @property
    def place(self) -> Place:
        return self.quiz.place

    def height(self, width: int, scale: int) -> int:
        return self._filled(width, scale, self._card_height(width, scale))

    def max_height(self, width: int, scale: int) -> int:
        return self._filled(width, scale, max(_MOST_HEIGHT, self._card_height(width, scale)))

    def draw(self, area: Rect, scale: int) -> tuple[Item, ...]:
        spare = min(area.height, self.max_height(area.width, scale)) - self.height(area.width, scale)
        height = self._card_height(area.width, scale) + max(spare, 0) // len(self.quiz.choices)
        items: list[Item] = []
        y = area.y
        for letter, choice in zip(ascii_uppercase, self.quiz.choices, strict=False):
            items += self._card(letter, choice, Rect(area.x, y, area.width, height), scale)
            y += height + _GAP
        top = y - _GAP + _ABOVE_EXPLANATION
        for name, paragraph, click in self._below(area.width, scale):
            rect = Rect(area.x, top, area.width, height_of([paragraph]))
            items.append(TextBox(name, rect, TextBody((paragraph,)), click=click))
            top = rect.bottom + _GAP
        return tuple(items)

    def _below(self, width: int, scale: int) -> Iterator[tuple[str, Paragraph, int]]:
        """The texts below the cards, each with its name and its click."""
        theme = self.typesetter.theme
        if self.time:
            style = Style(theme.sizes.body[AIRY], theme.palette.accent, bold=True)
            yield "Time", self.typesetter.set(self.time, width, style), 0
        if self.quiz.explanation and self._beside_answer(width, scale) is None:
            style = Style(theme.sizes.second_level[scale], theme.palette.muted)
            yield "Explanation", self.typesetter.set(self.quiz.explanation, width, style), _ANSWER

    def _beside_answer(self, width: int, scale: int) -> tuple[int, Paragraph] | None:
        """The explanation beside the words of the answer, and how far that is from the left edge of the card.

        None if it has no room there.
        """
        if self.quiz.explanation is None:
            return None
        theme, answer = self.typesetter.theme, next(choice for choice in self.quiz.choices if choice.answer)
        words = self._words(answer, width, scale)
        left = self._beside_text + max(line.width for line in words.lines) + _BESIDE_ANSWER
        room = width - self._beside_text - left
        if room < width * _LEAST_BESIDE:
            return None
        style = Style(theme.sizes.second_level[scale], theme.palette.ink)
        paragraph = self.typesetter.set(self.quiz.explanation, room, style)
        most = self._card_height(width, scale) - 2 * _PADDING // 3
        return (left, paragraph) if height_of([paragraph]) <= most else None

    def is_answer(self, click: int) -> bool:
        return click == _ANSWER

    @property
    def _side(self) -> int:
        """The diameter of the circles, larger if a deep room requires larger letters."""
        return circle_side(self.typesetter.theme.sizes.second_level[1], _BADGE)

    @property
    def _beside_text(self) -> int:
        """The width of the letter at the left of the text and the tick at its right."""
        return _LEFT + self._side + _LEFT

    def _filled(self, width: int, scale: int, card: int) -> int:
        texts = [height_of([paragraph]) for _, paragraph, _ in self._below(width, scale)]
        below = _ABOVE_EXPLANATION + sum(texts) + _GAP * (len(texts) - 1) if texts else 0
        return (card + _GAP) * len(self.quiz.choices) - _GAP + below

    def _card_height(self, width: int, scale: int) -> int:
        tallest = max(height_of([self._words(choice, width, scale)]) for choice in self.quiz.choices)
        return max(tallest, self._side) + 2 * _PADDING

    def _words(self, choice: Choice, width: int, scale: int) -> Paragraph:
        theme = self.typesetter.theme
        style = Style(theme.sizes.body[scale], theme.palette.ink)
        return self.typesetter.set(choice.text, width - 2 * self._beside_text, style)

    def _card(self, letter: str, choice: Choice, rect: Rect, scale: int) -> Sequence[Item]:
        theme = self.typesetter.theme
        palette, corner = theme.palette, theme.space.corner
        label = choice.text.plain
        body = TextBody(
            (self._words(choice, rect.width, scale),), "middle", Insets(self._beside_text, 0, self._beside_text, 0)
        )
        line = Stroke(palette.rule, theme.space.line)
        side = self._side
        badge = Rect(rect.x + _LEFT, rect.y + (rect.height - side) // 2, side, side)
        lettered = self._badge(f"Letter {letter}", badge, letter, palette.paper, palette.accent)
        if not choice.answer:
            card = Box(label, rect, "rounded", palette.paper, line, corner, body)
            return (card, lettered, *self._veil(letter, rect))
        marked = Stroke(palette.good, pt(2.25))
        right = replace(badge, x=rect.right - _LEFT - side)
        ticked = self._badge(f"Tick {letter}", right, "✓", palette.paper, palette.good)
        return (
            Box(f"Card {letter}", rect, "rounded", palette.paper, line, corner, decorative=True),
            Box(
                f"Answer {letter}",
                rect,
                "rounded",
                palette.pale_of(palette.good),
                marked,
                corner,
                alt=self.says.answer.format(letter=letter),
                click=_ANSWER,
            ),
            TextBox(label, rect, body),
            lettered,
            replace(ticked, click=_ANSWER),
            *self._explained(rect, scale),
        )

    def _explained(self, card: Rect, scale: int) -> Sequence[Item]:
        """The explanation in the card of the answer, if it has room there."""
        beside = self._beside_answer(card.width, scale)
        if beside is None:
            return ()
        left, paragraph = beside
        rect = Rect(card.x + left, card.y, card.width - self._beside_text - left, card.height)
        return (TextBox("Explanation", rect, TextBody((paragraph,), "middle"), click=_ANSWER),)

    def _veil(self, letter: str, rect: Rect) -> Sequence[Item]:
        """What fades another choice once the answer is shown; on paper, all stay as they are."""
        if not self.fades:
            return ()
        paper, corner = self.typesetter.theme.palette.paper, self.typesetter.theme.space.corner
        veil = Box(f"Veil {letter}", rect, "rounded", paper, corner=corner, decorative=True, click=_ANSWER)
        return (replace(veil, opacity=_FADED),)

    def _badge(self, name: str, rect: Rect, sign: str, ink: Colour, ground: Colour) -> Box:
        text = TextBody((self.typesetter.set(sign, rect.width, self._sign_style(ink)),), "middle")
        return Box(name, rect, "ellipse", ground, body=text)

    def _sign_style(self, ink: Colour) -> Style:
        return Style(self.typesetter.theme.sizes.second_level[1], ink, bold=True, align="centre")


_LEAST = inch(2)
_MOST = inch(4.7)
_POLL_GAP = pt(6)
_PIXELS = 16
"""Pixels for each module of the code, so that it is crisp on a projector of any resolution."""
_QUIET = 4
"""The margin in modules that ISO/IEC 18004 requires."""


class PollBlock(Block, frozen=True):
    """The QR code with its words, centred in the area."""

    poll: Poll
    typesetter: Typesetter
    says: Descriptions

    @property
    def place(self) -> Place:
        return self.poll.place

    def height(self, width: int, scale: int) -> int:
        return _LEAST + self._words_height(width, scale)

    def max_height(self, width: int, scale: int) -> int:
        return _MOST + self._words_height(width, scale)

    def draw(self, area: Rect, scale: int) -> tuple[Item, ...]:
        above, below = self._above(area.width, scale), self._below(area.width, scale)
        side = min(area.width, _MOST, area.height - self._words_height(area.width, scale))
        y = area.y + (area.height - side - self._words_height(area.width, scale)) // 2
        items: list[Item] = []
        if above:
            items.append(TextBox("What to do", Rect(area.x, y, area.width, height_of(above)), TextBody(above)))
            y += height_of(above) + _POLL_GAP
        link = self.poll.link.raw
        code = Rect(area.x + (area.width - side) // 2, y, side, side)
        alt, source = self.says.qr_code.format(link=link), self.typesetter.source(self.poll.link.place)
        items.append(Picture("Code", code, code_of(link), alt, source=source))
        rect = Rect(area.x, code.bottom + _POLL_GAP, area.width, height_of(below))
        items.append(TextBox("Link", rect, TextBody(below)))
        return tuple(items)

    def _words_height(self, width: int, scale: int) -> int:
        above = self._above(width, scale)
        return (height_of(above) + _POLL_GAP if above else 0) + height_of(self._below(width, scale)) + _POLL_GAP

    def _above(self, width: int, scale: int) -> tuple[Paragraph, ...]:
        if self.poll.text is None:
            return ()
        style = Style(
            self.typesetter.theme.sizes.body[scale], self.typesetter.theme.palette.ink, bold=True, align="centre"
        )
        return (self.typesetter.set(self.poll.text, width, style),)

    def _below(self, width: int, scale: int) -> tuple[Paragraph, ...]:
        """The link in its shortest typable form, on one line if a size of body text allows it."""
        link = self.poll.link
        shown = link.raw.split("://", 1)[1].rstrip("/")
        words = Words(shown, link.place, (Inline(shown, link=link.raw),))
        sizes = self.typesetter.theme.sizes.body[scale:]
        style = Style(sizes[0], self.typesetter.theme.palette.accent, bold=True, align="centre")
        fitting = (size for size in sizes if self.typesetter.line_count(words, width, style.at(size)) == 1)
        return (self.typesetter.set(words, width, style.at(next(fitting, sizes[-1]))),)


@lru_cache(maxsize=32)
def code_of(link: str) -> Media:
    """The QR code of a link (ISO/IEC 18004), dark on white with its quiet margin."""
    import segno  # noqa: PLC0415  (few lectures hold polls)

    code = segno.make(link, error="m", micro=False)
    content = io.BytesIO()
    code.save(content, kind="png", scale=_PIXELS, border=_QUIET)
    width, height = code.symbol_size(scale=_PIXELS, border=_QUIET)
    return Media("code.png", "png", content.getvalue(), int(width), int(height))


def quiz_block(quiz: Quiz, context: LayoutContext) -> QuizBlock:
    """A question with its choices."""
    time = context.slide_words.seconds.format(seconds=f"{quiz.seconds:g}") if quiz.seconds else ""
    return QuizBlock(quiz, context.typesetter, context.says, time, fades=context.builds)


def poll_block(poll: Poll, context: LayoutContext) -> PollBlock:
    """A QR code that leads to a poll."""
    return PollBlock(poll, context.typesetter, context.says)
