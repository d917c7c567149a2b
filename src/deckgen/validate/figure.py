"""Validation of figures and builds: the boxes and blocks that they name must exist."""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Sequence as TypingSequence

from deckgen.codes import Code
from deckgen.diagnostics import Diagnostic, error, warning
from deckgen.outline.box import Box
from deckgen.outline.box_names import EACH, SEPARATOR, key_of_name, name_of
from deckgen.outline.build import ALWAYS, Build
from deckgen.outline.chart import Chart
from deckgen.outline.contents import Blocks
from deckgen.outline.cycle import Cycle
from deckgen.outline.element import Words, listed, meet
from deckgen.outline.entities import Entities, Entity
from deckgen.outline.figure import Arrow, Axis, Brace, Figure, caption_of, everything, spans_more
from deckgen.outline.graph import Graph, GraphNode, NodeGroup, key_of
from deckgen.outline.quadrants import Quadrants
from deckgen.outline.registry import BLOCKS, blocks_with
from deckgen.outline.sequence import Participant, Sequence
from deckgen.outline.tables import Compare
from deckgen.outline.tree import Tree
from deckgen.outline.venn import Venn
from deckgen.suggest import closest

_MOST_NAMES = 4
"""The number of names that a hint about a name of several boxes shows."""


def check_figure(figure: Figure) -> Iterator[Diagnostic]:
    """Errors for names that mean no box, or too many."""
    if not figure.labelled():
        place = figure.layers.place if figure.layers is not None else figure.place
        yield error(Code.EMPTY_FIGURE, "there is no box in this figure", place, "write the label of a box")
        return  # no name could mean anything
    for name in (*figure.highlight, *figure.show, *figure.predict):
        if not figure.named(name.plain):
            yield _unknown(name, figure)
    for arrow in figure.arrows:
        panels = figure.panels_joined(arrow)
        if panels is None:
            for name in (arrow.start, arrow.end):
                yield from _check_end(name, figure)
            yield from _check_apart(arrow, figure)
        elif abs(panels[0] - panels[1]) != 1:
            message = f"`{arrow.start.plain}` and `{arrow.end.plain}` are not beside each other"
            hint = "let the arrow lead from a panel to the next, or from box to box"
            yield error(Code.ARROW_BETWEEN_FAR_PANELS, message, arrow.place, hint)
        else:
            yield from _check_between_panels(arrow)
    yield from _check_arrows(figure.arrows)
    yield from _check_ids(figure)
    yield from _check_axes(figure.axes)
    for boxes in (*(panel.boxes for panel in figure.panels), figure.below):
        yield from _check_lines(boxes, across=False)
    if figure.pyramid:
        yield from _check_pyramid(figure)
    for brace in figure.braces:
        wrong = list(_check_brace(brace.over, figure))
        yield from wrong or _check_range(brace, figure)


def _check_between_panels(arrow: Arrow) -> Iterator[Diagnostic]:
    """An error for what a block arrow from one panel to the next does not show."""
    parts = (("label", arrow.label is not None), ("cross", arrow.crossed), ("second head", arrow.both))
    lacking = [name for name, is_there in parts if is_there]
    if lacking:
        message = f"an arrow from a panel to the next has no {' and no '.join(lacking)}"
        hint = "let it lead from box to box, or say it in a caption"
        yield error(Code.CLASHING_FIELDS, message, arrow.place, hint)


def _check_arrows(arrows: TypingSequence[Arrow]) -> Iterator[Diagnostic]:
    """Warnings for arrows that somebody sees twice."""
    for number, arrow in enumerate(arrows):
        other = next((one for one in arrows[:number] if _same(one, arrow) and meet(one, arrow)), None)
        if other is not None:
            message = f"there are two arrows from `{arrow.start.plain}` to `{arrow.end.plain}`"
            hint = "remove one of the two, or give each a label of its own"
            found = warning(Code.ARROW_TWICE, message, arrow.place, hint)
            yield found.related_to(other.place, "the other one")


def _same(one: Arrow, other: Arrow) -> bool:
    """True for arrows that look the same: between the same boxes, with the same heads and the same label."""
    ends, others = ([key_of_name(name.bare) for name in (each.start, each.end)] for each in (one, other))
    labels = [each.label.bare if each.label else "" for each in (one, other)]
    is_turned = one.both and other.both and ends == others[::-1]
    return (
        (ends == others or is_turned)
        and labels[0] == labels[1]
        and (one.both, one.crossed) == (other.both, other.crossed)
    )


def _check_pyramid(figure: Figure) -> Iterator[Diagnostic]:
    """Errors for a pyramid with nested boxes, or with arrows between its boxes."""
    for panel in figure.panels:
        for box in panel.boxes:
            if box.label is None or box.inside or box.role[1:] or (box.wide, box.tall, box.style) != (1, 1, "solid"):
                message = "a pyramid is made of plain boxes above each other"
                hint = "write a label, with a note if need be, or leave `pyramid` out"
                yield error(Code.NO_PLAIN_BOX, message, box.place, hint)
    for arrow in figure.arrows:
        message = "a pyramid has no arrows between its boxes"
        yield error(Code.ARROW_IN_A_PYRAMID, message, arrow.place, "write an arrow along its side: `axes`")


def _check_axes(axes: tuple[Axis, ...]) -> Iterator[Diagnostic]:
    for number, axis in enumerate(axes):
        other = next((other for other in axes[:number] if other.side == axis.side), None)
        if other is not None:
            message = f"there are two axes at the {axis.side}"
            found = error(Code.AXIS_TWICE, message, axis.place, "give it another `side`, or take one of the two away")
            yield found.related_to(other.place, "the other one")


def _check_lines(boxes: tuple[Box, ...], across: bool) -> Iterator[Diagnostic]:
    """Errors for lines that are not between boxes above each other; `across` is the direction of their list."""
    for box in boxes:
        if box.line is not None and across:
            hint = "put it into a list of boxes above each other"
            yield error(Code.LINE_IN_A_ROW, "this line is in a row of boxes", box.place, hint)
        yield from _check_lines(box.inside, bool(box.across) or (not box.down and not across))


def _check_end(name: Words, figure: Figure) -> Iterator[Diagnostic]:
    found = figure.numbers_at(name.plain)
    panel = next((each for each in figure.panels if key_of_name(caption_of(each)) == key_of_name(name.plain)), None)
    if not found and panel is not None:
        inside = next((box.label.plain for box in everything(panel.boxes) if box.label), "")
        message = f"`{name.plain}` is a panel, and the other end of this arrow is a box"
        hint = f"let it lead from box to box, such as `{caption_of(panel)}{SEPARATOR}{inside}`"
        yield error(Code.UNKNOWN_BOX, message, name.place, hint)
    elif not found:
        yield _unknown(name, figure)
    elif len(found) > 1 and not figure.takes_each(name.plain):
        yield _ambiguous(name, found, figure, of_arrow=True)


def _check_apart(arrow: Arrow, figure: Figure) -> Iterator[Diagnostic]:
    """Errors for an arrow between a box and one inside it, and for unequal numbers of boxes."""
    ends = [figure.numbers_at(name.plain) for name in (arrow.start, arrow.end)]
    each = [figure.takes_each(name.plain) for name in (arrow.start, arrow.end)]
    if not all(numbers and (len(numbers) == 1 or every) for numbers, every in zip(ends, each, strict=True)):
        return
    if all(each) and len(ends[0]) != len(ends[1]):
        message = f"`{arrow.start.plain}` means {len(ends[0])} boxes and `{arrow.end.plain}` {len(ends[1])}"
        hint = "write `each` at one end only, or as many boxes at both"
        yield error(Code.ARROWS_WITHOUT_PARTNERS, message, arrow.place, hint)
        return
    for pair in figure.ends_of(arrow):
        start, end = figure.boxes_at(pair)
        message = _within(arrow, start, end)
        if message:
            hint = "let the arrow lead to a box beside, above or below it"
            yield error(Code.ARROW_WITHIN_A_BOX, message, arrow.place, hint)
            return


def _within(arrow: Arrow, start: Box, end: Box) -> str:
    """The message about an arrow between a box and one inside it; empty for any other."""
    if start is not end and any(inner is end for inner in everything(start.inside)):
        return f"`{arrow.end.plain}` is in `{arrow.start.plain}`, so no arrow can lead there"
    if start is not end and any(inner is start for inner in everything(end.inside)):
        return f"`{arrow.start.plain}` is in `{arrow.end.plain}`, so no arrow can lead there"
    return ""


def _check_ids(figure: Figure) -> Iterator[Diagnostic]:
    """Errors for an id that two boxes have; copies of one box share theirs."""
    seen: dict[str, Box] = {}
    for box in figure.labelled():
        first = seen.setdefault(key_of_name(box.id), box) if box.id else box
        if first is not box and first.place_of("id") != box.place_of("id"):
            message = f"two boxes of this figure have the id `{box.id}`"
            found = error(Code.ID_TWICE, message, box.place_of("id"), "give one of them another `id`")
            yield found.related_to(first.place_of("id"), "the other one")


def _check_brace(over: tuple[Words, ...], figure: Figure) -> Iterator[Diagnostic]:
    """Errors for a brace whose names are not boxes of one panel; a label shared by several boxes means them all."""
    homes: list[str] = []
    for name in over:
        numbers = figure.numbers_of(name.plain)
        panels = [figure.panel_of(box) for box in figure.boxes_at(numbers)]
        if not numbers:
            yield _unknown(name, figure)
            return
        if any(panel is not panels[0] for panel in panels):
            yield _ambiguous(name, numbers, figure, of_arrow=False)
            return
        home = caption_of(panels[0]) if panels[0] is not None else "below"
        if homes and home != homes[0]:
            both = f"`{over[0].plain}` is in `{homes[0]}` and `{name.plain}` in `{home}`"
            message = f"a brace stays within one panel, but {both}"
            yield error(Code.BRACE_ACROSS_PANELS, message, name.place, "write one brace for each panel")
            return
        homes.append(home)


def _check_range(brace: Brace, figure: Figure) -> Iterator[Diagnostic]:
    """A warning for a brace that spans boxes that it does not name."""
    named = [box for name in brace.over for box in figure.named(name.plain)]
    panel = figure.panel_of(named[0])
    between = _between(figure.below if panel is None else panel.boxes, named, across=False)
    inner = (each for box in between if all(meet(box, one) for one in named) for each in _outer_labelled(box))
    others = list(dict.fromkeys(box.label.plain for box in inner if box.label))
    if others:
        yield spans_more(brace, others)


def _between(boxes: tuple[Box, ...], named: list[Box], *, across: bool) -> list[Box]:
    """The boxes between those named, which are above each other; `across` is the direction of their list."""
    held = [any(inner is each for inner in everything((box,)) for each in named) for box in boxes]
    at = [number for number, holds in enumerate(held) if holds]
    if len(at) == 1:
        only = boxes[at[0]]
        if any(only is each for each in named):
            return []
        return _between(only.inside, named, across=bool(only.across) or (not only.down and not across))
    return [] if across else [boxes[number] for number in range(at[0], at[-1]) if not held[number]]


def _outer_labelled(box: Box) -> Iterator[Box]:
    """The box itself if it has a label, or else the outermost boxes in it that have one."""
    if box.label is not None:
        yield box
    else:
        for inner in box.inside:
            yield from _outer_labelled(inner)


def _unknown(name: Words, figure: Figure) -> Diagnostic:
    typed_labels = [box.label.plain for box in figure.labelled() if box.label]
    labels = list(dict.fromkeys(typed_labels))
    each, typed = (EACH, name.plain[len(EACH) :]) if name.plain.startswith(EACH) else ("", name.plain)
    near = closest(typed, labels) or closest(typed, _all_names(figure))
    several = [f"{EACH}{label}" for label in labels if typed_labels.count(label) > 1]
    choices = f"write {listed(several, 'or')}" if each and 0 < len(several) <= _MOST_NAMES else _choices(labels)
    hint = f"did you mean `{each}{near}`?" if near else choices
    return error(Code.UNKNOWN_BOX, f"there is no box `{name.plain}` in this figure", name.place, hint)


def _all_names(figure: Figure) -> list[str]:
    """The ids, and the names of the boxes with all that is around them."""
    ids = [box.id for box in figure.labelled() if box.id]
    return [*ids, *(path for each in figure.addresses for path in each.paths)]


_Named = GraphNode | NodeGroup | Participant | Entity
NamedDrawing = Graph | Tree | Cycle | Quadrants | Venn | Entities
"""A drawing whose parts have names."""


def check_nodes(drawn: NamedDrawing) -> Iterator[Diagnostic]:
    """Errors for names that mean no node, and for those that two entries under `nodes` have."""
    if isinstance(drawn, Graph):
        yield from _check_arrows(drawn.edges)
        yield from _check_once(drawn.nodes, "nodes of this graph")
        yield from _check_once(drawn.groups, "groups of this graph")
        yield from _check_groups(drawn)
        yield from _check_marks(drawn)
        yield from _check_node_ids(drawn)
    if isinstance(drawn, Entities):
        yield from _check_once(drawn.of, "entities of this diagram")
        for relation in drawn.relations:
            for name in (relation.start, relation.end):
                if key_of(name.plain) not in drawn.part_names:
                    yield _no_node(name, drawn)
    for name in drawn.highlight:
        if key_of(name.plain) not in drawn.part_names:
            yield _no_node(name, drawn)


def _no_node(name: Words, drawn: NamedDrawing) -> Diagnostic:
    match drawn:
        case Cycle():
            what = "a step"
        case Quadrants():
            what = "a quadrant or point"
        case Venn():
            what = "a set"
        case Entities():
            what = "an entity"
        case _:
            what = "a node"
    near = closest(name.plain, list(dict.fromkeys(_node_names(drawn))))
    hint = f"did you mean `{near}`?" if near else f"write the name of {what} as it is there"
    if isinstance(drawn, Venn) and (sets := drawn.named_by(name.plain)):
        hint = f"write the names of the sets: `highlight: [{', '.join(sets)}]`"
    message = f"there is no {what.partition(' ')[2]} `{name.plain}` in {drawn.this()}"
    return error(Code.UNKNOWN_BOX, message, name.place, hint)


def _check_marks(graph: Graph) -> Iterator[Diagnostic]:
    """Warnings for arrows that lead to a mark of the start, or away from one of the end.

    The marks in a group are those of the group, which arrows enter and leave.
    """
    joints = graph.joints
    homes = {graph.number_of(name.plain): key_of(group.name.plain) for group in graph.groups for name in group.nodes}
    for edge in graph.edges:
        forth = [(edge.start, edge.end)]
        for start, end in [*forth, (edge.end, edge.start)] if edge.both else forth:
            for name, mark, wrong in ((start, "end", "away from the end"), (end, "start", "to the start")):
                own, other = (
                    homes.get(graph.number_of(each.plain)) for each in (name, end if name is start else start)
                )
                if joints[graph.number_of(name.plain) or 0].shape == mark and (own is None or own == other):
                    hint = f"{'write `->`' if edge.both else 'turn it round'}, or give the node another name or shape"
                    message = f"this arrow leads {wrong}, `{name.plain}`"
                    yield warning(Code.ARROW_AT_A_MARK, message, name.place, hint)


def _check_node_ids(graph: Graph) -> Iterator[Diagnostic]:
    """Errors for texts that are those of several nodes where one is meant, and for ids that only some people see."""
    ids = {key_of(node.id) for node in graph.nodes if node.id}
    texts = [key_of(node.name.plain) for node in graph.nodes if node.id]
    ends = (name for edge in graph.edges for name in (edge.start, edge.end))
    for name in (*ends, *graph.highlight, *(name for group in graph.groups for name in group.nodes)):
        key = key_of(name.plain)
        if key not in ids and texts.count(key) > 1:
            message = f"`{name.plain}` is the text of {texts.count(key)} nodes of this graph"
            yield error(Code.AMBIGUOUS_BOX, message, name.place, "write the `id` of one of them")
    for node in graph.nodes:
        if node.id and (node.only or node.except_):
            message = f"only some people see the id `{node.id}`, but arrows name it for all of them"
            yield error(Code.CLASHING_FIELDS, message, node.place, "put `only` or `except` at the arrows instead")


def _check_groups(graph: Graph) -> Iterator[Diagnostic]:
    """Errors for groups that are called like a node, and for nodes that are not there, or in another group too."""
    homes: dict[str, list[tuple[NodeGroup, Words]]] = {}
    for group in graph.groups:
        if graph.number_of(group.name.plain) is not None:
            message = f"`{group.name.plain}` is a group of this graph, and a node too"
            hint = "let arrows lead to a node in the group, or give one of the two another name"
            yield error(Code.ID_TWICE, message, group.name.place, hint)
        for name in group.nodes:
            if graph.number_of(name.plain) is None:
                yield _no_node(name, graph)
            others = homes.setdefault(key_of(name.plain), [])
            home, other = next(((each, there) for each, there in others if meet(each, group)), (None, None))
            if home is not None and other is not None:
                both = f"in two groups, `{home.name.plain}` and `{group.name.plain}`"
                where = f"twice in the group `{group.name.plain}`" if home is group else both
                hint = "remove one of the two" if home is group else "take it out of one of the two"
                found = error(Code.NODE_IN_TWO_GROUPS, f"`{name.plain}` is {where}", name.place, hint)
                yield found.related_to(other.place, "the other one")
            others.append((group, name))


def _check_once(named: TypingSequence[_Named], what: str) -> Iterator[Diagnostic]:
    """Errors for entries of one name that somebody sees both, of which only one could be drawn."""
    for number, each in enumerate(named):
        other = next((one for one in named[:number] if _clash(one, each) and meet(one, each)), None)
        if other is not None:
            hint = "make one of the two, or give one of them another name"
            is_of_ids = _id_of(each) and _id_of(each) == _id_of(other)
            message = (
                f"two {what} have the id `{_id_of(each)}`"
                if is_of_ids
                else f"two {what} are called `{each.name.plain}`"
            )
            found = error(Code.ID_TWICE, message, each.name.place, hint)
            yield found.related_to(other.name.place, "the other one")


def _id_of(named: _Named) -> str:
    """The key of the id that a node of a graph may have, "" without one."""
    return key_of(named.id or "") if isinstance(named, GraphNode) else ""


def _clash(one: _Named, other: _Named) -> bool:
    """True if no name could tell them apart: not even an id, which nodes of a graph have."""
    ids, names = (_id_of(one), _id_of(other)), (key_of(one.name.plain), key_of(other.name.plain))
    if all(ids):
        return ids[0] == ids[1]
    return names[0] == names[1] or ids[0] == names[1] or ids[1] == names[0]


def check_notes(sequence: Sequence) -> Iterator[Diagnostic]:
    """Errors for notes over somebody who is not there, or a highlight of them, and for participants of one name."""
    yield from _check_once(sequence.participants, "participants of this sequence")
    names = [each.name.plain for each in sequence.speakers]
    for name in (*sequence.highlight, *(name for step in sequence.walk() for name in step.over)):
        if key_of(name.plain) not in sequence.part_names:
            near = closest(name.plain, names)
            hint = f"did you mean `{near}`?" if near else "write the name of a participant as the messages have it"
            message = f"there is no participant `{name.plain}` in this sequence"
            yield error(Code.UNKNOWN_BOX, message, name.place, hint)


def _node_names(drawn: NamedDrawing) -> list[str]:
    if isinstance(drawn, Tree):
        return [branch.name.plain for branch in drawn.walk()]
    if isinstance(drawn, Cycle):
        return [step.name.plain for step in drawn.of]
    if isinstance(drawn, Quadrants):
        return [name.plain for name in drawn.names]
    if isinstance(drawn, Venn):
        return [each.name.plain for each in drawn.sets]
    if isinstance(drawn, Entities):
        return [each.name.plain for each in drawn.of]
    return [joint.name.plain for joint in drawn.joints]


def _choices(labels: list[str]) -> str:
    most = 8
    return f"its boxes are {listed(labels)}" if len(labels) <= most else "write the label of a box of this figure"


def _ambiguous(name: Words, found: list[int], figure: Figure, *, of_arrow: bool) -> Diagnostic:
    """An error for a name of several boxes, with names that mean only one of them."""
    names = [name_of(number, figure.addresses) for number in found]
    known = [each for each in names if each]
    hint = "give each of these boxes an `id`, and write that"
    if len(known) == len(names):
        shown = known if len(known) <= _MOST_NAMES else [*known[: _MOST_NAMES - 1], known[-1]]
        hint = f"write {listed(shown, 'or')}"
    if of_arrow:
        hint += f"; `each {name.plain}` means all of them"
    return error(Code.AMBIGUOUS_BOX, f"`{name.plain}` names {len(found)} boxes of this figure", name.place, hint)


def check_build(blocks: Blocks) -> Iterator[Diagnostic]:
    """Errors for every build of a slide or a column that cannot be shown."""
    seen: dict[str, Build] = {}
    for build in blocks.build:
        if build.block is not None and build.block not in blocks.order:
            yield _no_block(build, blocks)
        elif build.block is not None and build.block in seen:
            message = f"`{build.block}` is built twice on this slide"
            found = error(Code.BUILT_TWICE, message, build.place_of("block"), "remove one of the two")
            yield found.related_to(seen[build.block].place_of("block"), "first here")
        elif build.boxes:
            yield from _check_boxes(build, blocks)
        else:
            yield from _check_way(build, blocks)
        seen.setdefault(build.block or "", build)


def _no_block(build: Build, blocks: Blocks) -> Diagnostic:
    there = f"write {listed(list(blocks.order), 'or')}" if blocks.order else "add it, or remove the build"
    message = f"the build names `{build.block}`, but there is no such block here"
    return error(Code.UNKNOWN_BLOCK, message, build.place_of("block"), there)


def _check_way(build: Build, blocks: Blocks) -> Iterator[Diagnostic]:
    homes = list(blocks_with(build.way))
    if build.way in ALWAYS or any(name in blocks.order for name in homes if build.block in (None, name)):
        yield from _check_fit(build, blocks)
        return
    hint = "write `true`, or take it out"
    what = f"not for `{build.block}`" if build.block else "and there is none here"
    yield error(Code.BUILD_DOES_NOT_FIT, f"`{build.way}` is for {listed(homes, 'or')}, {what}", build.place, hint)


def _check_fit(build: Build, blocks: Blocks) -> Iterator[Diagnostic]:
    """Check that a block has the parts that the order of its build needs."""
    figure, compare, chart = blocks.find(Figure), blocks.find(Compare), blocks.find(Chart)
    if build.way == "by panel" and figure is not None and len(figure.panels) < 2:
        hint = "write `bottom up`, or give the figure panels: `layers: {Docker: […], Virtual machine: […]}`"
        yield error(Code.BUILD_WITHOUT_PANELS, "`by panel` needs a figure with several panels", build.place, hint)
    if build.way == "winners last" and compare is not None and not (compare.best or compare.better):
        hint = "add `best: {row: winner}` to the comparison, or `better: {row: lower}`"
        yield error(Code.BUILD_WITHOUT_WINNERS, "`winners last` needs winners", build.place, hint)
    if build.way == "by category" and chart is not None and chart.kind == "scatter":
        hint = "write `by series`, or give the chart another `kind`"
        yield error(Code.BUILD_WITHOUT_CATEGORIES, "a scatter chart has no categories", build.place, hint)


def _check_boxes(build: Build, blocks: Blocks) -> Iterator[Diagnostic]:
    named = [key for key in blocks.order if BLOCKS[key].named and build.block in (None, key)]
    if not named:
        homes = listed([key for key, block in BLOCKS.items() if block.named])
        message = f"only the parts of {homes} can be built by their names"
        yield error(Code.BUILD_DOES_NOT_FIT, message, build.place, "write `true` to build in the usual order")
        return
    figure = blocks.find(Figure)
    drawn = [each for each in (blocks.find(Graph), blocks.find(Tree), blocks.find(Entities)) if each is not None]
    is_whole = figure is None or figure.is_whole
    if len(named) > len(drawn) + (figure is not None) or not is_whole or not all(each.is_sound for each in drawn):
        return  # what could not be read may have the names
    nodes = {key for each in drawn for key in each.part_names}
    for name in (name for together in build.boxes for name in together.names):
        if key_of(name.plain) in nodes or (figure is not None and is_part(name, figure)):
            continue
        yield _no_part(name, figure) if figure is not None else _no_node(name, drawn[0])


def is_part(name: Words, figure: Figure) -> bool:
    """True if a figure has a box, a caption or a brace of this name."""
    captions = {caption_of(panel) for panel in figure.panels}
    others = captions | {brace.label.plain for brace in figure.braces}
    return bool(figure.named(name.plain)) or name.plain in others


def _no_part(name: Words, figure: Figure) -> Diagnostic:
    labels = [box.label.plain for box in figure.labelled() if box.label]
    near = closest(name.plain, [*labels, *(brace.label.plain for brace in figure.braces)])
    hint = f"did you mean `{near}`?" if near else "write the label of a box or a brace of this figure"
    message = f"there is no box or brace `{name.plain}` in this figure"
    return error(Code.UNKNOWN_BOX, message, name.place, hint)
