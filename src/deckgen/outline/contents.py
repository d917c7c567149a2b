"""The content of a slide or a column: blocks in the order in which they were typed, and their builds."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Annotated, Any, Self, TypeVar

from msgspec import Meta, field
from msgspec.structs import replace

from deckgen.codes import Code
from deckgen.diagnostics import Sink
from deckgen.outline.build import Build, Together
from deckgen.outline.drawn import Drawn
from deckgen.outline.element import Element, FieldSpec, NeverEmpty, Selectable, Spread, Words, declared_fields, listed
from deckgen.outline.figure import Figure
from deckgen.outline.graph import Graph
from deckgen.outline.registry import BLOCKS, blocks_with, companions, home_of, homes
from deckgen.outline.tree import Tree
from deckgen.source import Entry, MapNode, TextNode

E_ = TypeVar("E_", bound=Element)


class Blocks(Selectable, frozen=True):
    """Everything that can be on a slide or in one of its columns."""

    content: Mapping[str, Any] = field(default_factory=dict)
    """The blocks by their keys; as the registry says, each is an element or a tuple of elements."""

    figure: Annotated[
        str | None,
        Meta(
            description="The name of a figure from `figures` at the head of the outline, instead of `layers`.",
            examples=["figure: machine\nhighlight: OS kernel"],
        ),
    ] = None
    source: Annotated[
        Words | None,
        NeverEmpty,
        Meta(
            description="Where the content comes from, in small type at the foot of the slide, or under the column. "
            "Tables, charts, code, graphs and quotations have a `source` of their own, right under them.",
            examples=["title: Containers start fast\nbullets: [In a second]\nsource: Docker Inc., 2024"],
        ),
    ] = None
    build: Annotated[
        tuple[Build, ...],
        Meta(
            description="The order in which the blocks appear, click by click: `true`, `false`, `bottom up`, "
            "`row by row` … or a list of boxes. A table that is built becomes several tables on the"
            " slide, one for each row or column, because PowerPoint cannot animate parts of a "
            "table; each can still be edited.",
            examples=["bullets: [Small, Fast, Isolated]\nbuild: true"],
        ),
    ] = ()

    @property
    def order(self) -> tuple[str, ...]:
        """The keys of the blocks that are present, in the order in which they were typed."""
        return tuple(name for name in self.places if name in BLOCKS and self.value(name))

    def value(self, key: str) -> Any:
        """The value of the block with this key; a slide keeps some in fields of its own."""
        return self.content[key] if key in self.content else getattr(self, key, None)

    def find(self, model: type[E_]) -> E_ | None:
        """The block of this model, or None."""
        return next((block for block in self.content.values() if isinstance(block, model) and block), None)

    def find_all(self, model: type[E_]) -> tuple[E_, ...]:
        """The block that is a list of this model, or an empty tuple."""
        lists = (block for block in self.content.values() if isinstance(block, tuple))
        return next((block for block in lists if block and isinstance(block[0], model)), ())

    def typed_values(self) -> Iterator[tuple[str, Any]]:
        """Each typed field with its value; for a spread block, one by one."""
        for name in self.places:
            value = self.value(name)
            if isinstance(value, Spread):
                yield from ((inner, getattr(value, inner)) for inner in value.places)
            else:
                yield name, value

    def named_values(self) -> Iterator[tuple[str, Any]]:
        for key in BLOCKS:
            if key in self.content:
                yield key, self.content[key]
        yield from super().named_values()

    @property
    def values_in_order(self) -> tuple[Any, ...]:
        return tuple(value for _, value in self.named_values())

    def changed(self, **values: Any) -> Self:
        own = {name: value for name, value in values.items() if name in self.__struct_fields__}
        content = dict(self.content)
        for name, value in values.items():
            home = homes().get(name)
            if name in own:
                continue
            if home is None or isinstance(value, Spread) or (value is None and name == home):
                content[name] = value
            else:
                content[home] = replace(content.get(home) or BLOCKS[home].empty(), **{name: value})
        return replace(self, **own, content=content)

    def pruned(self) -> Self | None:
        left = {key: block.pruned() if isinstance(block, Spread) else block for key, block in self.content.items()}
        blocks = replace(self, content=left)
        typed = [blocks.value(name) for name in self.places if name in BLOCKS]
        if not any(typed) and any(block is not False for block in typed):
            return None
        named = (blocks.find(Figure), blocks.find(Graph), blocks.find(Tree))
        parts = frozenset(name for block in named if block is not None for name in block.part_names)
        figure = blocks.find(Figure)

        def has_part(name: str) -> bool:
            return name.casefold() in parts or (figure is not None and bool(figure.numbers_of(name)))

        return replace(blocks, build=pruned_builds(self.build, blocks.order, has_part))

    @classmethod
    def made(cls, values: Mapping[str, Any], **where: Any) -> Self:
        own = {name: value for name, value in values.items() if name in cls.__struct_fields__}
        return cls(**own, content={name: value for name, value in values.items() if name not in own}, **where)

    @classmethod
    def typed_fields(cls) -> tuple[FieldSpec, ...]:
        return (*(spec for block in BLOCKS.values() for spec in block.fields), *declared_fields(cls))

    @classmethod
    def decoded_fields(cls) -> tuple[FieldSpec, ...]:
        return (*(block.field for block in BLOCKS.values() if block.model is not None), *declared_fields(cls))

    @classmethod
    def gathered(cls, node: MapNode) -> MapNode:
        """The long form in which every spread block that was typed is gathered in one field."""
        node = _with_fields_beside(node)
        beside = companions()
        typed = {entry.key.text for entry in node.entries}
        spread = {beside.get(key) or key for key in typed if key in beside or key in beside.values()}
        if not spread:
            return node
        entries: list[Entry] = []
        for entry in node.entries:
            key = beside.get(entry.key.text, entry.key.text)
            if key not in spread:
                entries.append(entry)
            elif entry.key.text == key or (key not in typed and all(other.key.text != key for other in entries)):
                parts = tuple(one for one in node.entries if beside.get(one.key.text, one.key.text) == key)
                entries.append(Entry(TextNode(key, entry.key.place), MapNode(parts, entry.value.place)))
        return replace(node, entries=tuple(entries))

    @classmethod
    def finish(cls, element: Any, node: MapNode, sink: Sink) -> None:  # noqa: ARG003
        check_companions([entry.key for entry in node.entries], sink)


def _with_fields_beside(node: MapNode) -> MapNode:
    """The blocks with the fields of a graph, a tree or a sequence that were typed beside it put into it."""
    typed = {entry.key.text for entry in node.entries}
    given: dict[str, tuple[Entry, ...]] = {}
    for entry in node.entries:
        home = home_of(entry.key.text, typed)
        if home is not None and home != companions()[entry.key.text]:
            given[home] = (*given.get(home, ()), entry)
    if not given:
        return node
    moved = {entry.key.text for entries in given.values() for entry in entries}
    return replace(
        node,
        entries=tuple(
            replace(entry, value=_drawn(entry.key.text).with_beside(entry.value, given[entry.key.text]))
            if entry.key.text in given
            else entry
            for entry in node.entries
            if entry.key.text not in moved
        ),
    )


def _drawn(key: str) -> type[Drawn]:
    """The model of the graph, tree or sequence with this key."""
    model = BLOCKS[key].model
    assert model is not None
    assert issubclass(model, Drawn)
    return model


def check_companions(keys: Sequence[TextNode], sink: Sink) -> None:
    """Report every field whose block is not among the `keys` beside it."""
    typed = {key.text for key in keys}
    for key in keys:
        home = home_of(key.text, typed)
        if home is not None and home not in typed:
            message = f"`{key.text}` belongs to `{home}`, but there are none here"
            inside = [each.text for each in keys if _has_inside(each.text, key.text)]
            drawn = [each.text for each in keys if _is_drawn(each.text)]
            instead = f"draw `{home}` instead of the `{drawn[0]}`" if drawn else f"add `{home}`"
            hint = f"{instead}, or remove `{key.text}`"
            if inside:
                message = f"`{key.text}` is beside {listed(inside)}, not inside {'it' if len(inside) == 1 else 'one'}"
                rows = ", with `columns` and `rows`" if inside == ["table"] else ""
                hint = f"write it inside {listed(inside, 'or')}{rows}"
            sink.error(Code.MISSING_FIELD, message, key.place, hint)


def _is_drawn(key: str) -> bool:
    """True for the key of a graph, a tree or the like."""
    model = BLOCKS[key].model if key in BLOCKS else None
    return model is not None and issubclass(model, Drawn)


def _has_inside(block: str, key: str) -> bool:
    """True for a block that has a field of this name itself."""
    model = BLOCKS[block].model if block in BLOCKS else None
    return model is not None and not issubclass(model, Spread) and key in model.field_names()


def pruned_builds(
    builds: tuple[Build, ...], order: tuple[str, ...], has_part: Callable[[str], bool]
) -> tuple[Build, ...]:
    """The builds of blocks that are still present, with the boxes that still exist."""
    left = []
    for build in builds:
        known_by = set(blocks_with(build.way)) or set(order)
        if build.block in (None, *order) and (build.boxes or known_by & set(order)):
            boxes = tuple(click for together in build.boxes if (click := _click_left(together, has_part)) is not None)
            if boxes or not build.boxes:
                left.append(replace(build, boxes=boxes))
    return tuple(left)


def _click_left(together: Together, has_part: Callable[[str], bool]) -> Together | None:
    names = tuple(name for name in together.names if has_part(name.plain))
    return replace(together, names=names) if names else None
