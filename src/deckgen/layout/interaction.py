"""Quizzes and polls. A quiz has a card for each choice; a click reveals a marked card over that of the answer, and
fades the others.

The letter and the words of the answer appear once, on top of both cards, so that they are edited and read aloud once.
Every card reserves room for a tick at its right, so that the answer cannot be guessed before the click.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from functools import lru_cache
from itertools import chain
from string import ascii_uppercase

from msgspec.structs import replace

from deckgen.diagnostics import Place
from deckgen.geometry import Rect, columns, inch, pt, rows
from deckgen.layout.badge import badge
from deckgen.layout.block import AIRY, COMFORTABLE, SCALES, Block, LayoutContext
from deckgen.layout.typeset import Style, Typesetter, circle_side, height_of
from deckgen.locale import Descriptions
from deckgen.media.media import Media
from deckgen.outline.element import Inline, Words
from deckgen.outline.interaction import Choice, Poll, Quiz
from deckgen.paint import Colour, Stroke
from deckgen.scene.items import Box, Item, Picture, TextBox
from deckgen.scene.text import Insets, Paragraph, TextBody
from deckgen.theme.contrast import VISIBLE, contrast, mixed, veiled

_PADDING, _CLOSE, _AROUND_EXPLANATION = pt(9), pt(3), pt(6)
_USUAL_CHOICES = 5
_LEAST_IN_TWO = pt(440)
"""The least width in which choices can be in two columns."""
_BADGE = pt(36)
_LEFT = pt(16)
_GAP = pt(10)
_MOST_HEIGHT = pt(72)
_ABOVE_EXPLANATION = pt(22)
_BESIDE_ANSWER = pt(28)
_LEAST_BESIDE = 0.3
"""The least share of a card's width in which an explanation is beside the words of the answer."""
_MOST_FADED, _LEAST_FADED = 55, 15
"""The opacities in percent of what fades a choice: as much as leaves its words and its letter visible."""
_MARKED_LINE = pt(2.25)
_ANSWER = 1
"""The only click of a quiz."""


class QuizBlock(Block, frozen=True):
    """The choices under each other, or where these have no room in two columns, all as tall as the longest needs, and
    below them the `time` to think.

    The explanation is in the card of the answer, beside its words, if that takes no more height in all than a card of
    its own below the others, where it is otherwise.
    """

    quiz: Quiz
    typesetter: Typesetter
    says: Descriptions
    time: str = ""
    fades: bool = True
    """True if the other choices fade when the answer appears."""
    columns: int = 1

    @property
    def place(self) -> Place:
        return self.quiz.place

    def height(self, width: int, scale: int) -> int:
        return self._arranged(width, scale)._least(width, scale)

    def max_height(self, width: int, scale: int) -> int:
        return self._arranged(width, scale)._most(width, scale)

    def draw(self, area: Rect, scale: int) -> tuple[Item, ...]:
        return self._arranged(area.width, scale)._draw(area, scale)

    def _arranged(self, width: int, scale: int) -> QuizBlock:
        """The quiz in one column if that fits on a slide at a good size, or else in as many as make it lowest."""
        last = SCALES - 1
        if scale < last and self._least(width, COMFORTABLE) <= self.typesetter.theme.body.height:
            return self
        counts = (1, 2) if width >= _LEAST_IN_TWO else (1,)
        return min((replace(self, columns=count) for count in counts), key=lambda quiz: quiz._least(width, last))

    def _least(self, width: int, scale: int) -> int:
        return self._filled(width, scale, self._card_height(width, scale))

    def _most(self, width: int, scale: int) -> int:
        return self._filled(width, scale, max(_MOST_HEIGHT, self._card_height(width, scale)))

    def _draw(self, area: Rect, scale: int) -> tuple[Item, ...]:
        spare = min(area.height, self._most(area.width, scale)) - self._least(area.width, scale)
        height = self._card_height(area.width, scale) + max(spare, 0) // self._rows
        cards = replace(area, height=(height + _GAP) * self._rows - _GAP)
        strips = [columns(row, [1] * self.columns, _GAP) for row in rows(cards, [1] * self._rows, _GAP)]
        items: list[Item] = []
        for letter, choice, rect in zip(ascii_uppercase, self.quiz.choices, chain(*strips), strict=False):
            items += self._card(letter, choice, rect, scale)
        top = cards.bottom + _ABOVE_EXPLANATION
        if self.time:
            time = self._time(area.width)
            rect = Rect(area.x, top, area.width, height_of([time]))
            items.append(TextBox("Time", rect, TextBody((time,))))
            top = rect.bottom + _GAP
        if below := self._below(area.width, scale):
            height = height_of([below]) + 2 * _PADDING
            body = TextBody((below,), "middle", Insets(_LEFT, _PADDING, _LEFT, _PADDING))
            card = self._marked("Explanation", Rect(area.x, top, area.width, height))
            items.append(replace(card, line=None, body=body))
        return tuple(items)

    def _time(self, width: int) -> Paragraph:
        theme = self.typesetter.theme
        return self.typesetter.set(self.time, width, Style(theme.sizes.body[AIRY], theme.palette.accent, bold=True))

    def _below(self, width: int, scale: int) -> Paragraph | None:
        """The explanation in a card of its own; None if it is beside the words of the answer, or if there is none."""
        if self.quiz.explanation is None or self._beside_answer(width, scale) is not None:
            return None
        return self._explained_below(self.quiz.explanation, width, scale)

    def _explained_below(self, explanation: Words, width: int, scale: int) -> Paragraph:
        theme = self.typesetter.theme
        style = Style(theme.sizes.second_level[scale], theme.palette.ink)
        return self.typesetter.set(explanation, width - 2 * _LEFT, style)

    def _beside_answer(self, width: int, scale: int) -> tuple[int, Paragraph] | None:
        """The explanation beside the words of the answer, and how far that is from the left edge of the card.

        None if it has no room there, or if it is about several answers.
        """
        answers = [choice for choice in self.quiz.choices if choice.answer]
        if self.quiz.explanation is None or self.columns > 1 or len(answers) > 1:
            return None
        theme, words = self.typesetter.theme, self._words(answers[0], width, scale)
        left = self._beside_text + max(line.width for line in words.lines) + _BESIDE_ANSWER
        room = width - self._beside_text - left
        if room < width * _LEAST_BESIDE:
            return None
        style = Style(theme.sizes.second_level[scale], theme.palette.ink)
        paragraph = self.typesetter.set(self.quiz.explanation, room, style)
        below = height_of([self._explained_below(self.quiz.explanation, width, scale)]) + 2 * _PADDING
        taller = (
            height_of([paragraph]) + 2 * self._around(_AROUND_EXPLANATION, scale) - self._usual_height(width, scale)
        )
        return (left, paragraph) if taller * self._rows <= below + _ABOVE_EXPLANATION else None

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
        explanation = self._below(width, scale)
        texts = [height_of([self._time(width)])] if self.time else []
        texts += [height_of([explanation]) + 2 * _PADDING] if explanation else []
        below = _ABOVE_EXPLANATION + sum(texts) + _GAP * (len(texts) - 1) if texts else 0
        return (card + _GAP) * self._rows - _GAP + below

    def _card_height(self, width: int, scale: int) -> int:
        """The height of each card; with an explanation in one of them, all are as tall as that needs."""
        beside = self._beside_answer(width, scale)
        usual = self._usual_height(width, scale)
        return max(usual, height_of([beside[1]]) + 2 * self._around(_AROUND_EXPLANATION, scale)) if beside else usual

    def _usual_height(self, width: int, scale: int) -> int:
        card = columns(Rect(0, 0, width, 0), [1] * self.columns, _GAP)[0].width
        tallest = max(height_of([self._words(choice, card, scale)]) for choice in self.quiz.choices)
        return max(tallest, self._side) + 2 * self._around(_PADDING, scale)

    def _around(self, usual: int, scale: int) -> int:
        """The space above and under the words in a card: little where six are under each other, or five at the
        smallest size.
        """
        most = _USUAL_CHOICES if scale < SCALES - 1 else _USUAL_CHOICES - 1
        return usual if self._rows <= most else _CLOSE

    @property
    def _rows(self) -> int:
        return -(-len(self.quiz.choices) // self.columns)

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
        circle = Rect(rect.x + _LEFT, rect.y + (rect.height - side) // 2, side, side)
        lettered = self._badge(f"Letter {letter}", circle, letter, palette.paper, palette.accent)
        if not choice.answer:
            card = Box(label, rect, "rounded", palette.paper, line, corner, body)
            return (card, lettered, *self._veil(letter, rect))
        answer = replace(self._marked(f"Answer {letter}", rect), alt=self.says.answer.format(letter=letter))
        right = replace(circle, x=rect.right - _LEFT - side)
        ticked = self._badge(f"Tick {letter}", right, "✓", palette.paper, palette.good)
        return (
            Box(f"Card {letter}", rect, "rounded", palette.paper, line, corner, decorative=True),
            answer,
            TextBox(label, rect, body),
            lettered,
            replace(ticked, click=_ANSWER),
            *self._explained(rect, scale),
        )

    def _marked(self, name: str, rect: Rect) -> Box:
        """The card of what is right."""
        palette, corner = self.typesetter.theme.palette, self.typesetter.theme.space.corner
        line = Stroke(palette.good, _MARKED_LINE)
        return Box(name, rect, "rounded", palette.pale_of(palette.good), line, corner, click=_ANSWER)

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
        return (replace(veil, opacity=self._faded, fades=True),)

    @property
    def _faded(self) -> int:
        """The opacity of what fades a choice."""
        palette, scheme = self.typesetter.theme.palette, self.typesetter.theme.scheme
        paper, *seen = (mixed(colour, scheme) for colour in (palette.paper, palette.ink, palette.accent))
        opacities = range(_MOST_FADED, _LEAST_FADED, -1)
        clear = (
            each for each in opacities if all(contrast(veiled(hue, paper, each), paper) >= VISIBLE for hue in seen)
        )
        return next(clear, _LEAST_FADED)

    def _badge(self, name: str, rect: Rect, sign: str, ink: Colour, ground: Colour) -> Box:
        return badge(name, rect, ground, self.typesetter.set(sign, rect.width, self._sign_style(ink)))

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
