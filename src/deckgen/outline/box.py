"""The boxes of a figure: a list runs down, a list inside it runs across, the next one down again."""

from __future__ import annotations

from typing import Annotated, Any, ClassVar, Literal, Self

from msgspec import Meta, field

from deckgen.codes import Code
from deckgen.diagnostics import Sink
from deckgen.outline.desugar import (
    CONDITIONS,
    has,
    items_of,
    with_conditions,
    with_field,
    without_conditions,
    without_field,
    written,
)
from deckgen.outline.element import NeverEmpty, Selectable, Words
from deckgen.outline.forms import NAME, TYPED, JsonSchema, Without, any_of, array_of, mapping_of, ref
from deckgen.source import Entry, ListNode, MapNode, Node, TextNode

FEWEST, MOST = 2, 12
_AND_SO_ON = ("…", "...")


def repeated(node: Node) -> tuple[Node, ...]:
    """The copies of a box with `times`; the box itself if it has none, or an invalid one."""
    inner = _long(node)
    times = inner.get("times") if inner is not None else None
    if inner is None or times is None:
        return (node,)
    names = _names(times)
    if not FEWEST <= len(names) <= MOST:
        return (node,)
    return tuple(_copy(inner, name) for name in names)


def _long(node: Node) -> MapNode | None:
    """The long form of a box that has `times`: `{box: VM, times: 3}` or `VM: {times: 3}`."""
    if isinstance(node, MapNode) and node.get("box") is not None:
        return node
    match without_conditions(node):
        case MapNode(entries=(only,)), conditions if isinstance(only.value, MapNode) and only.value.get("times"):
            return with_conditions(with_field("box", only.key, only.value), conditions)
    return None


def _names(times: Node) -> list[TextNode | None]:
    """The word after the label of each copy; None for a copy without one."""
    match times:
        case TextNode() if times.text.isascii() and times.text.isdigit() and int(times.text) <= MOST:
            return [None] * int(times.text)
        case ListNode() if all(isinstance(item, TextNode) and not item.is_null for item in times.items):
            return [item for item in times.items if isinstance(item, TextNode)]
    return []


def _copy(box: MapNode, name: TextNode | None) -> Node:
    label = box.get("box")
    if name is None or not isinstance(label, TextNode):
        return without_field("times", box)
    if name.text in _AND_SO_ON:
        conditions = tuple(entry for entry in box.entries if entry.key.text in CONDITIONS)
        return with_conditions(written(name.place, box=TextNode("…", name.place, '"')), conditions) or name
    long = TextNode(f"{label.text} {name.text}", label.place, label.style)
    entries = (Entry(entry.key, long if entry.key.text == "box" else entry.value) for entry in box.entries)
    return without_field("times", MapNode(tuple(entries), box.place))


ABSENT = "_"
"""Typed where a row has no box."""
_DOTS = ("…", "...")
LABELLED = ("id", "note", "role", "style", "title")
"""Fields that add to a label, or to its frame."""


class Box(Selectable, frozen=True):
    """A box, a frame around boxes, or a bare list of boxes that share a row or a column.

    A box without parts is a plain box; one with a label and parts is a frame; one without a label is a bare list.
    Written short: `Label`, `Label: note`, `Label: [part, part]`, or a list. `_` leaves a place in a row empty, `…`
    means many more, and `line: text` draws a line that separates the boxes above from those below.
    """

    noun: ClassVar[str] = "a box"

    label: Annotated[
        Words | None,
        Meta(
            description="The text in the box. The long form of a box needs it.",
            examples=["layers:\n  - {box: OS kernel, tall: 2}\n  - Hardware"],
        ),
    ] = field(default=None, name="box")
    id: Annotated[
        str | None,
        NeverEmpty,
        Meta(
            description="A name for arrows, braces and builds, which tells it from boxes with the same label; it is "
            "not shown.",
            examples=["layers:\n  - {box: Server, id: web}\n  - {box: Server, id: data}\narrows: [web -> data]"],
        ),
    ] = None
    note: Annotated[
        Words | None,
        Meta(
            description="A remark in smaller type.",
            examples=["layers:\n  - Applications: browsers, editors, shells\n  - OS kernel"],
        ),
    ] = None
    role: Annotated[
        tuple[str, ...],
        Meta(
            description="The name of a role, which gives the box its colour; two roles share a split box. Boxes "
            "named like a role have it anyway.",
            examples=["layers:\n  - {box: Linux, role: kernel}\n  - {box: Server, role: hardware}"],
        ),
    ] = ()
    style: Annotated[
        Literal["solid", "dashed", "ghost", "strong", "crossed", "pile"],
        Meta(
            description="The look of the box: `dashed`, `ghost` (absent), `strong`, `crossed` (out) or a `pile`"
            " (of many).",
            examples=["layers:\n  - {box: Guest OS, style: ghost}\n  - {box: Images, style: pile}\n  - Host OS"],
        ),
    ] = "solid"
    wide: Annotated[
        float,
        Meta(
            gt=0,
            description="Its share of the width among boxes beside each other, or the number of columns it "
            "spans. Rows with the same sum of whole numbers line up.",
            examples=[
                "layers:\n  - [App A, App B, App C]\n  - [{box: Shared library, wide: 2}, Library]\n  - Kernel"
            ],
        ),
    ] = 1
    tall: Annotated[
        float,
        Meta(
            gt=0,
            description="Its share of the height among boxes above each other, or the number of rows it spans. "
            "Panels with the same sum of whole numbers line up.",
            examples=[
                "layers:\n  OSI: [Application, Presentation, Session]\n  TCP/IP: [{box: Application, tall: 3}]"
            ],
        ),
    ] = 1
    times: Annotated[
        tuple[str, ...],
        Meta(
            description="The number of copies, or a list with the text behind the label of each copy; `…` among"
            " them means many more.",
            examples=["layers:\n  - [{box: VM, times: [1, 2, …, n], down: [App, Guest OS]}]\n  - Hypervisor"],
        ),
    ] = ()
    title: Annotated[
        Literal["top", "bottom", "left", "turned", "tab"],
        Meta(
            description="The position of a frame's label: at the `top`, `bottom` or `left`, `turned` at the left, "
            "or on a `tab`; `left` and `turned` save height.",
            examples=["layers:\n  - {box: Virtual machine, title: bottom, down: [App, Guest OS]}\n  - Hypervisor"],
        ),
    ] = "top"
    badge: Annotated[
        Words | None,
        Meta(
            description="A number or a short word at the beginning of a plain box, in a circle or a longer shape.",
            examples=["layers:\n  - {box: Transport, badge: 4}\n  - {box: Network, badge: 3}"],
        ),
    ] = None
    turned: Annotated[
        bool,
        Meta(
            description="`true` turns the label of a plain box, to be read from bottom to top in a narrow box.",
            examples=["layers:\n  - [{box: Process A, turned: true}, {box: Process B, turned: true}]\n  - Kernel"],
        ),
    ] = False
    left: Annotated[
        Words | None,
        Meta(
            description="A text outside the figure, at the left of this box; a thin line leads there if it is far.",
            examples=[
                "layers:\n  - {left: Transport, across: [TCP header, Data]}\n  - {left: Application, across: [Data]}"
            ],
        ),
    ] = None
    right: Annotated[
        Words | None,
        Meta(
            description="A text outside the figure, at the right of this box: the name of a row, or a remark.",
            examples=["layers:\n  - {box: Guest OS, right: gigabytes for each one}\n  - Hypervisor"],
        ),
    ] = None
    line: Annotated[
        Words | None,
        Meta(
            description="A line across the panel instead of a box, `above | below`, or `_` without text; panels with "
            "the same line share it.",
            examples=["layers:\n  - Applications\n  - line: user mode | kernel mode\n  - Kernel"],
        ),
    ] = None
    across: Annotated[
        tuple[Box, ...],
        Meta(
            description="Boxes inside this box, beside each other.",
            examples=["layers:\n  - {box: Hardware, across: [CPU, Memory, Disk]}"],
        ),
    ] = ()
    down: Annotated[
        tuple[Box, ...],
        Meta(
            description="Boxes inside this box, above each other.",
            examples=["layers:\n  - [{box: VM, down: [App, Guest OS]}, {box: Container, down: [App]}]"],
        ),
    ] = ()
    parts: Annotated[
        tuple[Box, ...],
        Meta(
            description="Boxes inside this box: across if the box fills a layer, down if it is beside others.",
            examples=["layers:\n  - Hardware: [CPU, Memory, Disk]"],
        ),
    ] = ()
    """Parts that run across if the list of the box runs down, and vice versa."""

    @property
    def inside(self) -> tuple[Box, ...]:
        """The boxes inside this box, in either direction."""
        return self.across or self.down or self.parts

    @property
    def is_dots(self) -> bool:
        """True if it means many more of its neighbours."""
        return self.label is not None and self.label.plain in _DOTS

    @property
    def is_bare_line(self) -> bool:
        """True for a line without text."""
        return self.line is not None and self.line.plain == ABSENT

    @property
    def is_absent(self) -> bool:
        """True if its place in the row stays empty."""
        return self.label is None and self.line is None and not self.inside

    def pruned(self) -> Self | None:
        return None if self.is_absent else self

    @classmethod
    def items(cls, node: Node) -> tuple[Node, ...]:
        """The boxes of a list, each repeated as its `times` says."""
        return tuple(copy for item in items_of(node) for copy in repeated(item))

    @classmethod
    def desugar(cls, node: Node, sink: Sink) -> MapNode | None:
        match node:
            case TextNode() if node.text == ABSENT and not node.style:
                return written(node.place)
            case TextNode() if not node.is_null:
                return written(node.place, box=node)
            case TextNode():
                hint = f"write its label, or `{ABSENT}` for a place without a box"
                sink.error(Code.EMPTY_VALUE, "this box is empty", node.place, hint)
            case ListNode(items=()):
                sink.error(
                    Code.EMPTY_VALUE, "this list of boxes is empty", node.place, "write the labels of its boxes"
                )
            case ListNode():
                return written(node.place, parts=node)
            case MapNode() if isinstance(label := node.get("box"), TextNode) and label.text == ABSENT:
                return without_field("box", node)
            case MapNode() if has(node, "box", "line") or _is_row(node):
                return node
            case MapNode(entries=(only,)):
                return _short_box(only.key, only.value, node, sink)
            case MapNode():
                hint = "put `- ` before each box, or begin the long form with `box: …`"
                sink.wrong(node, "a box is a label, or `label: note`, or `label: [parts]`", hint)
        return None

    @classmethod
    def short_forms(cls) -> list[JsonSchema]:
        return [
            NAME,
            array_of(ref(Box)),
            mapping_of(any_of(TYPED, array_of(ref(Box)), Without(Box, "box")), only_one=True),
        ]

    @classmethod
    def finish(cls, element: Any, node: MapNode, sink: Sink) -> None:
        super().finish(element, node, sink)
        if element.times:
            hint = "write a number from 2 to 12, or a list of names: `times: [1, 2, 3]`"
            place = element.place_of("times")
            sink.error(Code.UNKNOWN_VALUE, "a box is repeated 2 to 12 times", place, hint)
        if len(element.role) > 2:
            place = element.place_of("role", 2)
            sink.error(Code.TOO_MANY_ROLES, "a box has one role, or two that share it", place, "leave the others out")
        _check_fields(element, node, sink)


def _check_fields(box: Box, node: MapNode, sink: Sink) -> None:
    """Report fields that mean nothing on a frame, on a plain box, or next to each other."""
    typed = {entry.key.text: entry.key for entry in node.entries}
    wrong: list[tuple[str, str]] = []
    if box.inside:
        wrong = [(key, f"a box with others in it has no `{key}`") for key in ("badge", "turned")]
    elif box.badge and box.turned:
        wrong = [("badge", "a turned box has no room for a `badge`")]
    if box.label and not box.inside:
        wrong.append(("title", "`title` is for boxes with others in them"))
    inner = [key for key, boxes in (("across", box.across), ("down", box.down), ("parts", box.parts)) if boxes]
    wrong += [(key, f"a box with boxes in `{inner[0]}` has no others in `{key}`") for key in inner[1:]]
    if box.inside and not box.label:
        wrong += [(key, f"a list of boxes without a label has no `{key}`") for key in LABELLED]
    if not box.inside and not box.label and not box.line:
        wrong += [(key, f"a box without a label has no `{key}`") for key in (*LABELLED, "badge", "turned")]
    if box.line:
        wrong += [(key, f"a line has no `{key}`") for key in ("box", "note", "parts", "across", "down")]
    for key, message in wrong:
        if key in typed:
            sink.error(Code.CLASHING_FIELDS, message, typed[key].place, f"leave `{key}` out")


def _is_row(node: MapNode) -> bool:
    """True for a list with its direction and at least one more field."""
    return len(node.entries) > 1 and has(node, "across", "down") and has(node, "left", "right", "wide", "tall")


def _short_box(label: TextNode, value: Node, node: MapNode, sink: Sink) -> MapNode | None:
    """The long form of `Label: note`, `Label: [parts]`, `Label: {role: …}`, or a list with its direction."""
    match value:
        case TextNode():
            return written(label.place, box=label, note=value)
        case ListNode() if label.text in ("across", "down"):
            return node
        case ListNode():
            return written(label.place, box=label, parts=value)
        case MapNode() if has(value, *Box.field_names()):
            return with_field("box", label, value)
    hint = f"write the parts of `{label.text}` as a list, with `- ` before each"
    sink.wrong(value, "the parts of a box are a list", hint)
    return None
