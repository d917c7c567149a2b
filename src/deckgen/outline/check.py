"""What only the whole outline can tell: whether names name something.

In: an outline as far as it could be read. Elements in which a mistake has been reported already are left
alone, so that one mistake stays one report.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from msgspec.structs import replace

from deckgen.diagnostics import Diagnostic, error, warning
from deckgen.outline.allowing import check_allowed
from deckgen.outline.blocks import Bullet, Code
from deckgen.outline.box import Box
from deckgen.outline.check_audiences import (
    check_audiences,
    check_blanks,
    check_values,
    seen_with,
    unknown_name,
)
from deckgen.outline.check_build import check_build
from deckgen.outline.check_figure import check_figure
from deckgen.outline.check_see import check_see
from deckgen.outline.contents import Blocks
from deckgen.outline.figure import Arrow
from deckgen.outline.head import Outline, names_typed
from deckgen.outline.matrix import Matrix
from deckgen.outline.names import everything
from deckgen.outline.slide import Variant
from deckgen.source import Node

DEEPEST_POINT = 3
DEEPEST_BOX = 8


def check(outline: Outline, node: Node) -> Iterator[Diagnostic]:
    """Every mistake that crosses the borders of an element; `node` is what the outline was read from."""
    roles, audiences, figures = (names_typed(node, field) for field in ("roles", "audiences", "figures"))
    if outline.is_sound:
        yield from check_see(outline)
    if audiences is not None:
        yield from check_audiences(outline, audiences)
    yield from check_allowed(outline, outline.allow)
    for slide in outline.slides:
        yield from check_allowed(slide, slide.allow)
    yield from check_values(outline)
    yield from check_blanks(outline.slides)
    for blocks in _all_blocks(outline):
        yield from _check_shown(blocks, figures)
        yield from _check_bullets(blocks.bullets, 1)
        yield from _check_depth(_outermost(blocks), 1)
        if roles is not None:
            yield from _check_roles((*everything(_outermost(blocks)), *blocks.arrows), roles)
            if blocks.matrix is not None:
                yield from _check_matrix(blocks.matrix, roles)
        if blocks.code is not None:
            yield from _check_language(blocks.code)
        if blocks.layers is not None and _is_whole(blocks):
            yield from check_figure(blocks)
        if blocks.build and not isinstance(blocks, Variant):
            yield from check_build(blocks)
    for slide in outline.slides:
        for variant in slide.for_.values():
            if variant.build:
                changes = {name: getattr(variant, name) for name in variant.places.keys() - {"without"}}
                yield from check_build(replace(slide, **changes))


def _all_blocks(outline: Outline) -> Iterator[Blocks]:
    """Slides and columns, also those that a slide has for one audience."""
    for slide in outline.slides:
        yield from slide.blocks
        for variant in slide.for_.values():
            yield from seen_with(slide, variant).blocks


def _check_shown(blocks: Blocks, known: frozenset[str] | None) -> Iterator[Diagnostic]:
    """A slide still has the name of a figure where no figure could be put in its place."""
    if blocks.figure is None or known is None:
        return
    place = blocks.place_of("figure")
    if blocks.figure not in known:
        yield unknown_name("figure", "figures", blocks.figure, sorted(known), place)
    elif blocks.layers is not None:
        hint = "leave one of them out"
        yield error("clashing-fields", "a slide has either `figure` or `layers`", place, hint)


def _is_whole(blocks: Blocks) -> bool:
    """Whether all boxes of the figure could be read, so that a name that is not there is a mistake of its own."""
    layers = blocks.layers
    return layers is not None and layers.is_sound and all(box.is_sound for box in blocks.below)


def _outermost(blocks: Blocks) -> tuple[Box, ...]:
    panels = blocks.layers.panels if blocks.layers is not None else ()
    return (*(box for panel in panels for box in panel.boxes), *blocks.below)


def _check_depth(boxes: tuple[Box, ...], level: int) -> Iterator[Diagnostic]:
    for box in boxes:
        if level > DEEPEST_BOX:
            message = f"this box is {level} levels down, but boxes go down {DEEPEST_BOX} levels at most"
            yield error("too-many-levels", message, box.place, "draw a figure of its own for what is inside")
            return
        yield from _check_depth(box.inside, level + 1)


def _check_roles(coloured: Iterable[Box | Arrow], known: frozenset[str]) -> Iterator[Diagnostic]:
    for element in coloured:
        names = element.role if isinstance(element, Box) else (element.role,) if element.role else ()
        for index, name in enumerate(names):
            if name not in known:
                yield unknown_name("role", "roles", name, sorted(known), element.place_of("role", index))


def _check_matrix(matrix: Matrix, roles: frozenset[str]) -> Iterator[Diagnostic]:
    """What is nearly the name of a role was meant to be it; other words have colours of their own."""
    known = {role.casefold() for role in roles}
    words = [part for row in matrix.rows for cell in row.cells for part in cell.parts]
    for name, part in {part.plain: part for part in reversed(words) if part.plain.casefold() not in known}.items():
        from deckgen.outline.suggest import closest  # noqa: PLC0415  (most words are names of roles)

        near = closest(name, roles)
        if near:
            hint = f"write `{near}`, or add `{name}` to `roles` at the top of the outline"
            yield error("unknown-role", f"there is no role `{name}`, but a role `{near}`", part.place, hint)


def _check_bullets(bullets: tuple[Bullet, ...], level: int) -> Iterator[Diagnostic]:
    for bullet in bullets:
        if level > DEEPEST_POINT:
            message = f"this point is {level} levels down, but points go down {DEEPEST_POINT} levels at most"
            yield error("too-many-levels", message, bullet.place, "move it up, or make a slide of its own")
            return
        yield from _check_bullets(bullet.bullets, level + 1)


def _check_language(code: Code) -> Iterator[Diagnostic]:
    if code.language is None:
        return
    from pygments.lexers import find_lexer_class_by_name, get_all_lexers  # noqa: PLC0415  (few outlines hold code)
    from pygments.util import ClassNotFound  # noqa: PLC0415

    try:
        find_lexer_class_by_name(code.language)
    except ClassNotFound:
        from deckgen.outline.suggest import closest  # noqa: PLC0415  (only needed for mistakes)

        near = closest(code.language, (name for lexer in get_all_lexers() for name in lexer[1]))
        hint = f"did you mean `{near}`?" if near else "leave `language` out to show the code without colours"
        message = f"no colours are known for the language `{code.language}`"
        yield warning("unknown-language", message, code.place_of("language"), hint)
