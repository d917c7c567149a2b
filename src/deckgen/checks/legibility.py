"""Text that is hard to read: too small, too pale, or outside its box."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import cache
from itertools import combinations
from math import ceil, floor

from deckgen.checks.context import CheckContext, Text
from deckgen.codes import Code
from deckgen.diagnostics import Diagnostic, warning
from deckgen.geometry import pt
from deckgen.layout.colour_key import ColourKey, colour_key, local_key
from deckgen.layout.typeset import height_of
from deckgen.outline.box import Box as FigureBox
from deckgen.outline.contents import Blocks
from deckgen.outline.element import Words
from deckgen.outline.figure import Figure, everything
from deckgen.paint import Colour
from deckgen.scene.items import Box, TextBox
from deckgen.scene.slide import SlideScene
from deckgen.scene.text import Run
from deckgen.theme.contrast import (
    LARGE,
    LARGE_BOLD,
    READABLE,
    TOLD_APART,
    VISIBLE,
    contrast,
    difference,
    mixed,
    veiled,
)
from deckgen.theme.tokens import Theme

LABEL, CODE, BODY = 14, 16, 18
_SPARE = pt(9)
"""Line spacing leaves room under the last line; letters that extend by less than this touch nothing."""

Veils = tuple[tuple[Colour, int], ...]
Ratio = Callable[[Colour, Colour, Veils], float]


def legibility_findings(context: CheckContext) -> Iterator[Diagnostic]:
    """At most one warning of each kind for each slide, about its worst text."""
    scheme = context.theme.scheme

    @cache
    def ratio(ink: Colour, ground: Colour, veils: Veils) -> float:
        behind = mixed(ground, scheme)
        for fill, opacity in veils:
            behind = veiled(behind, mixed(fill, scheme), opacity)
        return contrast(mixed(ink, scheme), behind)

    for slide, texts in context.pages:
        place = context.place_of(slide)
        for code, message, hint in (
            *_small(texts, slide, context.theme),
            *_pale(texts, ratio),
            *_spilled(texts),
        ):
            yield warning(code, message, place, hint)


def _shown(run: Run) -> str:
    text = " ".join(run.text.split())
    return text if len(text) <= 40 else text[:39] + "…"


def _runs(text: Text) -> Iterator[Run]:
    for paragraph in text.body.paragraphs:
        yield from (run for run in paragraph.runs if run.text.strip())


Said = tuple[Code, str, str]


def _small(texts: Sequence[Text], slide: SlideScene, theme: Theme) -> Iterator[Said]:
    under = [
        (run.size, floor, run)
        for text in texts
        for run in _runs(text)
        if run.size < (floor := _floor(text, run, slide, theme))
    ]
    if under:
        size, floor, run = min(under, key=lambda each: each[:2])
        message = f"`{_shown(run)}` is {size} pt, less than the {floor} pt that can be read from the back"
        yield Code.TEXT_TOO_SMALL, message, "make two slides of it, or shorten its texts"


def _floor(text: Text, run: Run, slide: SlideScene, theme: Theme) -> int:
    """The minimum size of a run: the theme's for footers; labels, links and code may be smaller than text."""
    item, footer = text.item, theme.sizes.footer
    if isinstance(item, Box) and item.link and theme.links and theme.links.overlaps(item.rect):
        return footer
    if isinstance(item, TextBox) and item.placeholder is not None:
        floor = footer if item.placeholder.kind in ("footer", "slide-number") else LABEL if text.is_frame else BODY
    else:
        is_label = slide.layout in ("section", "title") or isinstance(item, TextBox | Box)
        floor = LABEL if is_label else BODY
    return min(floor, CODE) if run.face == "code" else floor


def _pale(texts: Sequence[Text], ratio: Ratio) -> Iterator[Said]:
    worst: tuple[float, float, Run] | None = None
    for text in texts:
        if text.ground is None:
            continue
        for run in _runs(text):
            is_large = run.size >= (LARGE_BOLD if run.bold else LARGE)
            least = VISIBLE if is_large else READABLE
            found = ratio(run.colour, text.ground, text.veils)
            if found < least and (worst is None or found < worst[0]):
                worst = found, least, run
    if worst is not None:
        found, least, run = worst
        rounded = floor(found * 10) / 10  # down, so that it stays less
        message = f"`{_shown(run)}` has a contrast of {rounded:.1f}:1 to its ground, less than {least:g}:1"
        yield Code.LOW_CONTRAST, message, "give it a darker or a lighter colour, in the theme or by its role"


def _spilled(texts: Sequence[Text]) -> Iterator[Said]:
    for text in texts:
        if text.body.rotated:
            continue
        insets = text.body.insets
        over = height_of(text.body.paragraphs) - (text.rect.height - insets.top - insets.bottom)
        if over > _SPARE:
            run = next(_runs(text), None)
            if run is not None:
                higher = ceil(over / pt(1))
                message = f"the text that begins with `{_shown(run)}` is {higher} pt higher than its place"
                yield Code.TEXT_SPILLS, message, "shorten it, or make two slides of it"
                return


def colour_findings(context: CheckContext) -> Iterator[Diagnostic]:
    """Warnings for boxes of a figure that differ in colour only, and for roles that share a colour."""
    book = colour_key(context.seen.roles, context.theme)
    for slide in context.seen.slides:
        for blocks in slide.blocks:
            figure = blocks.find(Figure)
            own = local_key(book, figure.roles, context.theme) if figure is not None else book
            doubtful = list(_told_by_colour(blocks, own))
            if doubtful:
                label, others = doubtful[0], len(doubtful) - 1
                more = "" if not others else " (and one more)" if others == 1 else f" (and {others} more)"
                message = f"`{label.plain}`{more} is in two colours here, and nothing else tells the two apart"
                hint = "say the difference in their labels or notes, or give one of them `style: dashed`"
                yield warning(Code.COLOUR_ALONE, message, label.place, hint)
    seen: dict[object, str] = {}
    for index, name in enumerate(context.whole.roles):
        other = seen.setdefault(book.hue(name), name)
        if other != name:
            message = f"the roles `{other}` and `{name}` have the same colour"
            hint = "give one of them another `colour`, join the two, or leave one out"
            yield warning(Code.COLOUR_SHARED, message, context.whole.place_of("roles", index), hint)
    yield from _alike(context, book)
    yield from _by_chance(context, book)


_SHORT = 10
"""The letters of a short word, which may be the label of different things."""
_FEW = 3
"""A figure with fewer boxes than this may well have only one with a role."""


def _by_chance(context: CheckContext, book: ColourKey) -> Iterator[Diagnostic]:
    """Warnings for boxes that alone in their figure have a role, only because their label is a short word."""
    figures = [blocks.find(Figure) for slide in context.seen.slides for blocks in slide.blocks]
    roles_by_figure = [
        (figure, [(box, book.role_of(box)) for box in figure.labelled()]) for figure in figures if figure is not None
    ]
    for figure, boxes in roles_by_figure:
        with_role = [(box, role) for box, role in boxes if role is not None]
        if len(boxes) < _FEW or figure.legend or figure.roles or len({role for _, role in with_role}) != 1:
            continue
        box, role = with_role[0]
        elsewhere = any(role == other for each, rest in roles_by_figure if each is not figure for _, other in rest)
        label = box.label.plain if box.label else ""
        if not box.role and label.isalpha() and len(label) <= _SHORT and elsewhere:
            message = f"`{label}` has the colour of the role `{role}` here, where no other box has a role"
            hint = f"write `match: asked` at the role, or `role: {role}` at the box if it is meant"
            yield warning(Code.ROLE_BY_CHANCE, message, box.label.place if box.label else box.place, hint)


def _alike(context: CheckContext, book: ColourKey) -> Iterator[Diagnostic]:
    """Warnings for roles whose tints a room does not tell apart; the same colour is told of already."""
    palette, scheme = context.theme.palette, context.theme.scheme
    names = list(context.whole.roles)
    tints = {name: mixed(palette.pale_of(book.hue(name)), scheme) for name in names}
    for (one, tint), (name, other) in combinations(tints.items(), 2):
        apart = difference(tint, other)
        if book.hue(one) != book.hue(name) and apart < TOLD_APART:
            message = f"the tints of `{one}` and `{name}` differ by a ΔE of {apart:.1f}, less than {TOLD_APART:g}"
            hint = f"give `{name}` another `colour`, or change the accents of the theme"
            yield warning(Code.COLOURS_ALIKE, message, context.whole.place_of("roles", names.index(name)), hint)


def _told_by_colour(blocks: Blocks, book: ColourKey) -> Iterator[Words]:
    """The labels that appeared in another colour before, on boxes that were otherwise the same."""
    met: dict[tuple[str, str, str], str] = {}
    for box in _boxes(blocks):
        role = book.role_of(box)
        if box.label is None or role is None or box.inside:
            continue
        other = met.setdefault((box.label.plain, box.note.plain if box.note else "", box.style), role)
        if book.hue(other) != book.hue(role):
            yield box.label


def _boxes(blocks: Blocks) -> Iterator[FigureBox]:
    figure = blocks.find(Figure)
    yield from everything(figure.outermost if figure is not None else ())
