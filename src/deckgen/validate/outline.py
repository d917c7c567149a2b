"""Validation of an outline: mistakes that only the whole outline shows, above all names that refer to nothing.

In: an outline as far as it could be read. Elements with a mistake that has been reported already are skipped, so that
one mistake gives one report.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from deckgen.codes import Code
from deckgen.diagnostics import Diagnostic, Place, error, warning
from deckgen.outline.allow import check_allowed
from deckgen.outline.blocks import Bullet, CodeBlock, OnePicture
from deckgen.outline.box import Box
from deckgen.outline.contents import Blocks
from deckgen.outline.cycle import Cycle, CycleStep
from deckgen.outline.element import Element, Selectable, Words, verbatim
from deckgen.outline.entities import Entities, Entity, Relation
from deckgen.outline.figure import Arrow, Figure, everything
from deckgen.outline.graph import Graph, GraphNode, NodeGroup
from deckgen.outline.head import Outline, names_typed
from deckgen.outline.matrix import Matrix
from deckgen.outline.quadrants import PlacedPoint, Quadrant, Quadrants
from deckgen.outline.role import Role, role_named
from deckgen.outline.sequence import Participant, Sequence, SequenceStep
from deckgen.outline.slide import Slide, SlideParts, Variant, title_key, titled
from deckgen.outline.tree import Branch, Tree
from deckgen.outline.venn import Venn, VennSet
from deckgen.outline.walk import blanked, elements_in, names_in, pattern_of, words_in
from deckgen.source import ListNode, MapNode, Node, TextNode
from deckgen.suggest import closest
from deckgen.validate.figure import NamedDrawing, check_build, check_figure, check_nodes, check_notes
from deckgen.validate.words import check_footnotes, check_head, check_words

NOT_ON_SLIDE: dict[str, object] = {"notes": (), "blank": (), "for_": {}}
EDITION = "students"
"""In `only` and `except`, this name is not an audience, but the edition for students."""


def check_audiences(outline: Outline, known: frozenset[str]) -> Iterator[Diagnostic]:
    """Errors for names of audiences that the head does not define."""
    for thing in elements_in((outline.slides, outline.figures)):
        if isinstance(thing, Selectable):
            yield from _unknown_in(thing, "only", thing.only, known | {EDITION})
            yield from _unknown_in(thing, "except_", thing.except_, known | {EDITION})
        if isinstance(thing, Slide):
            yield from _unknown_in(thing, "for_", tuple(thing.for_), known)


def _unknown_in(thing: Element, field: str, names: tuple[str, ...], known: frozenset[str]) -> Iterator[Diagnostic]:
    for index, name in enumerate(names):
        if name not in known:
            yield unknown_name(
                Code.UNKNOWN_AUDIENCE, "audiences", name, sorted(known - {EDITION}), thing.place_of(field, index)
            )


def unknown_name(code: Code, field: str, name: str, names: Iterable[str], place: Place) -> Diagnostic:
    """An error for a name that is not among `names`, which the head's `field` holds."""
    near = closest(name, names)
    hint = f"did you mean `{near}`?" if near else f"add `{name}` to `{field}` at the top of the outline"
    return error(code, f"there is no {field.removesuffix('s')} `{name}`", place, hint)


def check_values(outline: Outline) -> Iterator[Diagnostic]:
    """Errors for every `{{name}}` without a value, and for values of an audience that the head does not define."""
    for audience in outline.audiences.values():
        for index, name in enumerate(audience.values):
            if name not in outline.values:
                yield _unknown_value(name, outline, audience.place_of("values", index))
    for words in words_in(outline):
        if "{{" in words.raw:
            for name in names_in(words):
                if name not in outline.values:
                    yield _unknown_value(name, outline, words.place)


def _unknown_value(name: str, outline: Outline, place: Place) -> Diagnostic:
    return unknown_name(Code.MISSING_VALUE, "values", name, outline.values, place)


def check_blanks(slides: Iterable[SlideParts]) -> Iterator[Diagnostic]:
    """Errors for texts to be left blank that are not on their slide."""
    for slide in slides:
        if not slide.blank:
            continue
        shown = slide.changed(**NOT_ON_SLIDE)
        outside = {name for each in elements_in(shown) for name in each.names_outside()}
        texts = [words for words in words_in(shown) if words not in outside]
        for blank in slide.blank:
            pattern = pattern_of([blank.plain])
            if all(blanked(words, pattern).runs == words.runs for words in texts):
                hint = f"{_AS_TYPED}; {_NOT_IN_FILES}" if outside else _AS_TYPED
                yield error(Code.NOTHING_TO_BLANK, f"`{blank.plain}` is not on this slide", blank.place, hint)


_AS_TYPED = "write it as it is on the slide: whole words and numbers of one text, capital letters as there"
_NOT_IN_FILES = "what a file holds, its name and an address cannot be left blank"


def seen_with(slide: Slide, variant: Variant) -> Variant:
    """The variant with the figure that its audience sees: its own, or that of the slide."""
    figure, own = slide.find(Figure), variant.value("layers")
    if figure is not None and isinstance(own, Figure) and own.layers is None:
        return variant.changed(layers=figure.layers, below=own.below or figure.below)
    return variant


def check_see(outline: Outline, typed: frozenset[str], missing: bool) -> Iterator[Diagnostic]:
    """Errors for titles under `see` that no slide has, or that are the slide's own.

    `typed` are the keys of all texts on slides, of which some may be titles that could not be read; with `missing`,
    the slide may be among those that could not be included.
    """
    by_title = titled(outline.slides)
    for position, slide in enumerate(outline.slides):
        for words in slide.see:
            found = by_title.get(title_key(words))
            if found is None:
                if outline.is_sound or title_key(words) not in typed:
                    yield _unknown(words, outline, missing)
            elif found == position:
                message = f"`{words.plain}` is the title of this slide itself"
                yield error(
                    Code.SEE_ITSELF, message, words.place, "write the title of another slide, or remove `see`"
                )


def _texts_on_slides(outline: Node) -> frozenset[str]:
    """The keys of the texts on slides of which any may be meant as its title, as `title_key` makes them of titles."""
    slides = outline.get("slides") if isinstance(outline, MapNode) else None
    items = slides.items if isinstance(slides, ListNode) else ()
    entries = (entry for item in items if isinstance(item, MapNode) for entry in item.entries)
    texts = (entry.value.text for entry in entries if isinstance(entry.value, TextNode) and entry.key.text != "see")
    return frozenset(title_key(Words(text, runs=verbatim(text))) for text in texts)


def _unknown(words: Words, outline: Outline, missing: bool) -> Diagnostic:
    near = closest(words.plain, [slide.headline.plain for slide in outline.slides if slide.headline is not None])
    hint = f"did you mean `{near}`?" if near else "write the title of a slide as it is there"
    if missing and not near:
        hint = "include the slide that has this title, or write the title of another"
    return error(Code.UNKNOWN_SLIDE, f"there is no slide with the title `{words.plain}`", words.place, hint)


_FEWEST_PICTURES, _MOST_PICTURES = 2, 4
DEEPEST_POINT = 3
DEEPEST_BOX = 8


def check(outline: Outline, node: Node, missing: bool = False) -> Iterator[Diagnostic]:
    """All mistakes that involve more than one element; `node` is the node from which the outline was read. With
    `missing`, some of its slides could not be included.
    """
    roles, audiences, figures = (names_typed(node, field) for field in ("roles", "audiences", "figures"))
    yield from check_see(outline, _texts_on_slides(node), missing)
    if audiences is not None:
        yield from check_audiences(outline, audiences)
    yield from check_allowed(outline, outline.allow)
    for slide in outline.slides:
        yield from check_allowed(slide, slide.allow)
    yield from check_values(outline)
    yield from check_blanks(outline.slides)
    yield from check_words(outline.slides, _all_blocks(outline))
    yield from check_footnotes(outline.slides)
    yield from check_head(outline)
    for blocks in _all_blocks(outline):
        yield from _check_shown(blocks, figures)
        yield from _check_blocks(blocks, roles, outline.roles)
        if blocks.build and not isinstance(blocks, Variant):
            yield from check_build(blocks)
    for slide in outline.slides:
        for variant in slide.for_.values():
            if variant.build:
                changes = {name: value for name, value in variant.typed_values() if name != "without"}
                yield from check_build(slide.changed(**changes))


def _check_blocks(blocks: Blocks, typed: frozenset[str] | None, roles: Mapping[str, Role]) -> Iterator[Diagnostic]:
    """The mistakes in some blocks; `typed` are the keys of all roles, including those that could not be read."""
    yield from _check_bullets(blocks.find_all(Bullet), 1)
    pictures = blocks.find_all(OnePicture)
    if pictures and not _FEWEST_PICTURES <= len(pictures) <= _MOST_PICTURES:
        message = f"`images` shows {_FEWEST_PICTURES} to {_MOST_PICTURES} pictures, not {len(pictures)}"
        only = f"write `image: {pictures[0].file.raw}`"
        hint = only if len(pictures) < _FEWEST_PICTURES else "make two slides of them"
        yield error(Code.PICTURE_COUNT, message, pictures[-1].place, hint)
    figure, matrix, code = blocks.value("layers"), blocks.find(Matrix), blocks.find(CodeBlock)
    if isinstance(figure, Figure):
        yield from _check_depth(figure.outermost, 1)
        if typed is not None:
            yield from _check_roles((*everything(figure.outermost), *figure.arrows), typed | figure.roles.keys())
    if typed is not None and matrix is not None:
        yield from _check_matrix(matrix, typed, roles)
    if code is not None:
        yield from _check_language(code)
    if isinstance(figure, Figure) and figure.is_whole:
        yield from check_figure(figure)
    for drawn in (
        blocks.find(Graph),
        blocks.find(Tree),
        blocks.find(Cycle),
        blocks.find(Quadrants),
        blocks.find(Venn),
        blocks.find(Entities),
    ):
        if drawn is not None:
            yield from _check_roles(_coloured(drawn), typed | drawn.roles.keys()) if typed is not None else ()
            yield from check_nodes(drawn)
    sequence = blocks.find(Sequence)
    if sequence is not None:
        coloured = (each for each in elements_in(sequence) if isinstance(each, Participant | SequenceStep))
        yield from _check_roles(coloured, typed | sequence.roles.keys()) if typed is not None else ()
        yield from check_notes(sequence)


def _all_blocks(outline: Outline) -> Iterator[Blocks]:
    """Slides and columns, including those that a slide has for one audience."""
    for slide in outline.slides:
        yield from slide.blocks
        for variant in slide.for_.values():
            yield from seen_with(slide, variant).blocks


def _check_shown(blocks: Blocks, known: frozenset[str] | None) -> Iterator[Diagnostic]:
    """An error for a name of a figure that is left on a slide: it is unknown, or clashes with `layers`."""
    if blocks.figure is None or known is None:
        return
    place = blocks.place_of("figure")
    if blocks.figure not in known:
        yield unknown_name(Code.UNKNOWN_FIGURE, "figures", blocks.figure, sorted(known), place)
    elif blocks.find(Figure) is not None:
        hint = "leave one of them out"
        yield error(Code.CLASHING_FIELDS, "a slide has either `figure` or `layers`", place, hint)


def _check_depth(boxes: tuple[Box, ...], level: int) -> Iterator[Diagnostic]:
    for box in boxes:
        if level > DEEPEST_BOX:
            message = f"this box is {level} levels down, but boxes go down {DEEPEST_BOX} levels at most"
            yield error(Code.TOO_MANY_LEVELS, message, box.place, "draw a figure of its own for what is inside")
            return
        yield from _check_depth(box.inside, level + 1)


def _coloured(drawn: NamedDrawing) -> Iterable[_Coloured]:
    """All that can have a role."""
    match drawn:
        case Tree():
            return drawn.walk()
        case Cycle():
            return drawn.of
        case Quadrants():
            return (*drawn.of, *drawn.points)
        case Venn():
            return drawn.sets
        case Entities():
            return (*drawn.of, *drawn.relations)
        case Graph():
            return (*drawn.nodes, *drawn.groups, *drawn.edges)


_Coloured = (
    Box
    | Arrow
    | GraphNode
    | NodeGroup
    | Branch
    | CycleStep
    | Quadrant
    | PlacedPoint
    | VennSet
    | Entity
    | Relation
    | Participant
    | SequenceStep
)


def _check_roles(coloured: Iterable[_Coloured], known: frozenset[str]) -> Iterator[Diagnostic]:
    for element in coloured:
        names = element.role if isinstance(element, Box) else (element.role,) if element.role else ()
        for index, name in enumerate(names):
            if name not in known:
                yield unknown_name(Code.UNKNOWN_ROLE, "roles", name, sorted(known), element.place_of("role", index))


def _check_matrix(matrix: Matrix, typed: frozenset[str], roles: Mapping[str, Role]) -> Iterator[Diagnostic]:
    """Errors for words that almost name a role; other words have colours of their own."""
    keys = {key.casefold() for key in typed}
    words = [part for row in matrix.rows for cell in row.cells for part in cell.parts]
    others = {part.plain: part for part in reversed(words) if role_named(part.plain, roles) is None}
    for name, part in others.items():
        near = closest(name, typed) if name.casefold() not in keys else None
        if near:
            hint = f"write `{near}`, or add `{name}` to `roles` at the top of the outline"
            yield error(Code.UNKNOWN_ROLE, f"there is no role `{name}`, but a role `{near}`", part.place, hint)


def _check_bullets(bullets: tuple[Bullet, ...], level: int) -> Iterator[Diagnostic]:
    for bullet in bullets:
        if level > DEEPEST_POINT:
            message = f"this point is {level} levels down, but points go down {DEEPEST_POINT} levels at most"
            yield error(Code.TOO_MANY_LEVELS, message, bullet.place, "move it up, or make a slide of its own")
            return
        yield from _check_bullets(bullet.bullets, level + 1)


def _check_language(code: CodeBlock) -> Iterator[Diagnostic]:
    if code.language is None:
        return
    from pygments.lexers import find_lexer_class_by_name, get_all_lexers  # noqa: PLC0415  (few outlines hold code)
    from pygments.util import ClassNotFound  # noqa: PLC0415

    try:
        find_lexer_class_by_name(code.language)
    except ClassNotFound:
        near = closest(code.language, (name for lexer in get_all_lexers() for name in lexer[1]))
        hint = f"did you mean `{near}`?" if near else "leave `language` out to show the code without colours"
        message = f"no colours are known for the language `{code.language}`"
        yield warning(Code.UNKNOWN_LANGUAGE, message, code.place_of("language"), hint)
