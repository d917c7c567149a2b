"""Definitions that are never used: often a trace of a deleted slide or of a misspelt name."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import partial

from msgspec.structs import replace

from deckgen.checks.context import CheckContext
from deckgen.codes import Code
from deckgen.diagnostics import Diagnostic, Place, warning
from deckgen.layout.colour_key import ColourKey, colour_key
from deckgen.outline.box import Box
from deckgen.outline.chart import Chart
from deckgen.outline.cycle import Cycle, CycleStep
from deckgen.outline.drawn import Drawn
from deckgen.outline.element import Element, Selectable
from deckgen.outline.entities import Entities, Entity, Relation
from deckgen.outline.figure import Arrow, Figure
from deckgen.outline.graph import Graph, GraphNode, NodeGroup
from deckgen.outline.head import Outline
from deckgen.outline.matrix import Matrix
from deckgen.outline.quadrants import PlacedPoint, Quadrant, Quadrants
from deckgen.outline.sequence import Participant, Sequence, SequenceStep
from deckgen.outline.slide import Slide
from deckgen.outline.tree import Branch, Tree
from deckgen.outline.venn import Venn, VennSet
from deckgen.outline.walk import elements_in, names_in, words_in

MOST_NAMED = 3


def unused_findings(context: CheckContext) -> Iterator[Diagnostic]:
    """Warnings for figures, roles, audiences, values and files that change nothing."""
    whole = context.whole
    yield from _figures(whole)
    yield from _roles(context)
    yield from _audiences(whole)
    if whole.values:
        used = {name for words in words_in(whole) if "{{" in words.raw for name in names_in(words)}
        for index, name in enumerate(whole.values):
            if name not in used:
                hint = f"write `{{{{{name}}}}}` where it belongs, or remove it"
                yield warning(
                    Code.UNUSED_VALUE, f"no text uses the value `{name}`", whole.place_of("values", index), hint
                )
    unshown = context.surroundings.unshown
    if unshown:
        names = ", ".join(f"`{name}`" for name in unshown[:MOST_NAMED])
        more = f" and {len(unshown) - MOST_NAMED} more" if len(unshown) > MOST_NAMED else ""
        yield warning(
            Code.UNUSED_ASSET, f"nothing shows {names}{more}", None, "show it with `image: …`, or delete it"
        )


def _figures(whole: Outline) -> Iterator[Diagnostic]:
    """Warnings for figures that no slide shows. A figure used by name keeps its own place in the file."""
    if not whole.figures:
        return
    shown = {each.layers.place for each in elements_in(whole.slides) if isinstance(each, Figure) and each.layers}
    for index, (name, figure) in enumerate(whole.figures.items()):
        if figure.layers.place not in shown:
            hint = f"show it on a slide with `figure: {name}`, or remove it"
            yield warning(
                Code.UNUSED_FIGURE, f"no slide shows the figure `{name}`", whole.place_of("figures", index), hint
            )


def _roles(context: CheckContext) -> Iterator[Diagnostic]:
    """Warnings for roles that nothing has, those of the lecture and those of a drawing."""
    whole = context.whole
    if whole.roles:
        used = _used(colour_key(whole.roles, context.theme), (whole.slides, whole.figures))
        yield from _unused(whole.roles, used, partial(whole.place_of, "roles"))
    for drawn in elements_in((whole.slides, whole.figures)):
        if isinstance(drawn, Figure | Drawn) and drawn.roles:
            used = _used(colour_key(drawn.roles, context.theme), (drawn,))
            yield from _unused(drawn.roles, used, partial(drawn.place_of, "roles"))


def _used(book: ColourKey, things: object) -> set[str]:
    """The roles of the key that something has, by name or by pattern."""
    used = set[str]()
    for thing in elements_in(things):
        match thing:
            case Box():
                used |= {*thing.role, book.role_of(thing) or ""}
            case Arrow() if thing.role:
                used.add(thing.role)
            case GraphNode() | NodeGroup() | CycleStep() | Branch() | Participant() | SequenceStep() if thing.role:
                used.add(thing.role)
            case Quadrant() | PlacedPoint() | VennSet() | Entity() | Relation() if thing.role:
                used.add(thing.role)
            case Matrix() | Chart():
                used |= {book.role_named(words.plain) or "" for words in words_in(thing)}
            case Graph() | Tree() | Cycle() | Quadrants() | Venn() | Entities() | Sequence():
                # The labels of its roles are no texts in it.
                used |= {book.role_named(words.plain) or "" for words in words_in(replace(thing, roles={}))}
    return used


def _unused(roles: Iterable[str], used: set[str], place_of: Callable[[int], Place | None]) -> Iterator[Diagnostic]:
    for index, name in enumerate(roles):
        if name not in used:
            hint = "give it to a box with `role: …`, add patterns to its `matches`, or remove it"
            yield warning(Code.UNUSED_ROLE, f"nothing has the role `{name}`", place_of(index), hint)


def _audiences(whole: Outline) -> Iterator[Diagnostic]:
    """Warnings for audiences without content of their own. If anything is for some audiences only, all differ."""
    if not whole.audiences:
        return
    differ = any(_is_for_some(thing) for thing in elements_in((whole.slides, whole.figures)))
    for index, (name, audience) in enumerate(whole.audiences.items()):
        if not differ and not audience.places:
            hint = "say what is different for it with `only`, `except` or `for`, give it `minutes`, or remove it"
            message = f"the audience `{name}` sees what everybody sees"
            yield warning(Code.UNUSED_AUDIENCE, message, whole.place_of("audiences", index), hint)


def _is_for_some(thing: Element) -> bool:
    if isinstance(thing, Slide) and thing.for_:
        return True
    return isinstance(thing, Selectable) and bool({*thing.only, *thing.except_} - {"students"})
