"""The blocks of a slide: one for each key that was typed, in columns as the author says, sharing the slide."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from msgspec import Struct

from deckgen.diagnostics import Diagnostic, Place, warning
from deckgen.geometry import pt
from deckgen.layout.arrangement import COLUMN_GAP, Arranger, Part
from deckgen.layout.block import Beside, Block, Empty, Headed, Stack
from deckgen.layout.builds import built, built_inside, turns_of
from deckgen.layout.cards import Card, Cards
from deckgen.layout.figure.block import FigureBlock
from deckgen.layout.figure.roles import RoleBook
from deckgen.layout.flow import StepsBlock
from deckgen.layout.formula import formula_block
from deckgen.layout.listing import Listing, listing
from deckgen.layout.passage import Heading, bullets_passage, references_passage, text_passage
from deckgen.layout.phrases import Phrases
from deckgen.layout.picture import PictureBlock
from deckgen.layout.poll import PollBlock
from deckgen.layout.quiz import QuizBlock
from deckgen.layout.quote import QuoteBlock
from deckgen.layout.strip import callout_strip
from deckgen.layout.tables import compare_block, table_block
from deckgen.layout.typeset import Typesetter
from deckgen.outline.blocks import Code
from deckgen.outline.contents import BlockName, Blocks
from deckgen.outline.files import Files
from deckgen.outline.slide import Column, Slide


class Desk(Struct, frozen=True):
    """All that is at hand when a slide is laid out. What goes wrong is handed to `report`."""

    setter: Typesetter
    files: Files
    book: RoleBook
    phrases: Phrases
    language: str
    report: Callable[[Diagnostic], None]
    builds: bool = True
    """Whether slides are built click by click, or show all from the start."""


def shared(slide: Slide, desk: Desk, agenda: Sequence[Card], *, stacked: bool = False) -> Block | None:
    """One block that holds everything on `slide`; None for a slide with nothing but its title.

    `agenda` is what an agenda lists. All blocks are under each other when `stacked`, but for the author's columns.
    """
    own = desk.phrases.agenda if slide.agenda else desk.phrases.references
    title = slide.title.plain if slide.title and slide.title.plain.strip() else own
    theme = desk.setter.theme
    parts = _parts(slide, desk, agenda, title, theme.body.width)
    block = Arranger(theme, theme.body.width, stacked).on_slide(parts)
    if slide.subtitle is None:
        return block
    subtitle = text_passage(slide.subtitle, desk.setter)
    return Headed(subtitle, block, theme.space.block_gap) if block else subtitle


def _parts(blocks: Blocks, desk: Desk, agenda: Sequence[Card], title: str, width: int) -> list[Part]:
    parts = []
    turns = turns_of(blocks) if desk.builds else {}
    for name in blocks.order:
        if name == "columns" and isinstance(blocks, Slide):
            columns = _columns(blocks.columns, desk, title, width)
            block: Block = columns if name in turns else built_inside(columns, turns)
        elif name == "agenda":
            if not agenda:
                message = "this agenda has nothing to list, because there are no sections"
                desk.report(warning("empty-agenda", message, blocks.place, "begin each part with `- section: …`"))
                continue
            block = Cards(tuple(agenda), desk.setter)
        else:
            block = _block(name, blocks, desk, title)
        parts.append(Part(name, built(block, turns.get(name))))
    return parts


def _block(name: BlockName, blocks: Blocks, desk: Desk, title: str) -> Block:
    """The block under the key `name`, which is there."""
    setter = desk.setter
    match name:
        case "text" if blocks.text:
            return text_passage(blocks.text.text, setter)
        case "bullets":
            return bullets_passage(blocks.bullets, setter)
        case "steps":
            return StepsBlock(blocks.steps, blocks.flow, setter)
        case "references":
            return references_passage(blocks.references, setter)
        case "quote" if blocks.quote:
            return QuoteBlock(blocks.quote, setter)
        case "callout" if blocks.callout:
            return callout_strip(blocks.callout, setter, desk.phrases)
        case "code" if blocks.code:
            return _listing(blocks.code, desk)
        case "image" if blocks.image:
            picture = desk.files.picture(blocks.image.file)
            return PictureBlock(blocks.image, picture, setter, title)
        case "table" if blocks.table:
            return table_block(blocks.table, setter)
        case "compare" if blocks.compare:
            return compare_block(blocks.compare, setter, desk.phrases)
        case "layers" if blocks.layers:
            return FigureBlock(blocks, blocks.layers, desk.book, setter, desk.report)
        case _:
            return _diagram(name, blocks, desk)


def _diagram(name: BlockName, blocks: Blocks, desk: Desk) -> Block:
    """The block under the key `name`, drawn from shapes."""
    match name:
        case "matrix" if blocks.matrix:
            from deckgen.layout.matrix import MatrixBlock  # noqa: PLC0415  (few decks hold one)

            return MatrixBlock(blocks.matrix, desk.book, desk.setter, desk.report)
        case "chart" if blocks.chart:
            from deckgen.layout.chart import chart_block  # noqa: PLC0415  (few decks hold one)

            text = desk.files.text(blocks.chart.file) if blocks.chart.file else ""
            return chart_block(blocks.chart, text, desk.book, desk.setter, desk.report)
        case "formula":
            return formula_block(blocks.formula, desk.setter, desk.language, desk.report)
        case "timeline":
            from deckgen.layout.timeline import TimelineBlock  # noqa: PLC0415  (few decks hold one)

            return TimelineBlock(blocks.timeline, desk.setter)
        case _:
            return _question(name, blocks, desk.setter)


def _question(name: BlockName, blocks: Blocks, setter: Typesetter) -> Block:
    """The block under the key `name`, which asks the class."""
    match name:
        case "quiz" if blocks.quiz:
            return QuizBlock(blocks.quiz, setter)
        case "poll" if blocks.poll:
            return PollBlock(blocks.poll, setter)
        case _:
            raise AssertionError(f"this is a bug in deckgen: block {name} is in the order but not on the slide")


def _listing(code: Code, desk: Desk) -> Listing:
    text = code.text.raw if code.text else desk.files.text(code.file) if code.file else ""
    return listing(text, code.language, code.place, desk.setter, desk.report)


def _columns(columns: Sequence[Column], desk: Desk, title: str, width: int) -> Beside:
    weights = tuple(column.wide for column in columns)
    room = width - COLUMN_GAP * (len(columns) - 1)
    blocks: list[Block] = []
    for column in columns:
        column_width = round(room * column.wide / sum(weights))
        parts = _parts(column, desk, (), title, column_width)
        inner = Arranger(desk.setter.theme, column_width).in_column(parts, titled=column.title is not None)
        peers = tuple((other.title, other.wide / column.wide) for other in columns if other.title)
        heading = Heading(column.title, desk.setter, peers) if column.title else None
        blocks.append(_under(heading, inner, column.place))
    return Beside(tuple(blocks), weights, COLUMN_GAP)


def _under(heading: Heading | None, content: Block | None, place: Place) -> Block:
    """What stands in a column, at its top, under its title if it has one."""
    stack = Stack((content,), 0) if content else None
    if heading and stack:
        return Headed(heading, stack, pt(12))
    return heading or stack or Empty(place)
