"""Colour as the only sign: what those who see colours otherwise, or a weak projector, would not tell apart."""

from __future__ import annotations

from collections.abc import Iterator

from deckgen.checks.subject import Subject
from deckgen.diagnostics import Diagnostic, warning
from deckgen.layout.figure.roles import RoleBook, role_book
from deckgen.outline.box import Box
from deckgen.outline.contents import Blocks
from deckgen.outline.element import Words
from deckgen.outline.names import everything


def colour_findings(subject: Subject) -> Iterator[Diagnostic]:
    """Boxes of a figure that differ in colour only, and roles that share a colour."""
    book = role_book(subject.seen.roles, subject.theme.palette)
    for slide in subject.seen.slides:
        for blocks in slide.blocks:
            doubtful = list(_told_by_colour(blocks, book))
            if doubtful:
                label, others = doubtful[0], len(doubtful) - 1
                more = "" if not others else " (and one more)" if others == 1 else f" (and {others} more)"
                message = f"`{label.plain}`{more} stands here in two colours, and nothing else tells the two apart"
                hint = "say the difference in their labels or notes, or give one of them `style: dashed`"
                yield warning("colour-alone", message, label.place, hint)
    seen: dict[object, str] = {}
    for index, name in enumerate(subject.whole.roles):
        other = seen.setdefault(book.hue(name), name)
        if other != name:
            message = f"the roles `{other}` and `{name}` have the same colour"
            hint = "join two roles, or leave one out: six colours are what can be told apart"
            yield warning("colour-shared", message, subject.whole.place_of("roles", index), hint)


def _told_by_colour(blocks: Blocks, book: RoleBook) -> Iterator[Words]:
    """The labels that have stood in another colour before, on boxes that were otherwise the same."""
    met: dict[tuple[str, str, str], str] = {}
    for box in _boxes(blocks):
        role = book.role_of(box)
        if box.label is None or role is None or box.inside:
            continue
        other = met.setdefault((box.label.plain, box.note.plain if box.note else "", box.style), role)
        if book.hue(other) != book.hue(role):
            yield box.label


def _boxes(blocks: Blocks) -> Iterator[Box]:
    panels = blocks.layers.panels if blocks.layers is not None else ()
    for panel in panels:
        yield from everything(panel.boxes)
    yield from everything(blocks.below)
