"""Diagrams of layers: panels beside each other, and the braces and arrows around their boxes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import product
from typing import Annotated, ClassVar, Literal, Self

from msgspec import Meta, field
from msgspec.structs import replace

from deckgen.codes import Code
from deckgen.diagnostics import Diagnostic, Sink, warning
from deckgen.outline.box import Box
from deckgen.outline.box_names import EACH, Address, addresses_of, key_of_name, numbers_named
from deckgen.outline.build import BuildOrder
from deckgen.outline.desugar import has, items_of, list_of, one_by_one, part_of, with_field, written
from deckgen.outline.element import Selectable, Spread, Words, listed
from deckgen.outline.forms import NAME, TYPED, JsonSchema, Without, any_of, array_of, mapping_of, ref
from deckgen.outline.role import Role
from deckgen.regex import regex
from deckgen.source import ListNode, MapNode, Node, TextNode

LONG_SIGN = regex(r"-{2,}>|->>")
"""An arrow that is too long: a sequence has `-->` for an answer, nothing else has it."""
SIGN = regex(r"(<->|-x->|(?<!-)->)")
_TURNED_SIGN = regex(r"<-+(?![->])|[←⇐]")
_OTHER_SIGNS = (
    ("<->", regex(r"<(?:-{2,}|=+|[–—])>{1,2}|[↔⇔]")),
    ("->", regex(r"=+>|-{2,}>{1,2}|->>|-\s+>|[–—]>|[→➔➜⟶⇒]|(?<=\s)>(?=\s)")),
)
"""What is typed for an arrow, in the order in which it is looked for."""
EXPECTED = "an arrow is `A -> B`, `A <-> B` or `A -x-> B`"
HINT = "write two names with `->` between them, and a label after `: `"


def expand_arrow(node: Node, sink: Sink) -> MapNode | None:
    """The long form of an arrow. YAML reads `A -> B: label` as a mapping, and in quotes as a text."""
    match node:
        case TextNode():
            ends, stop, label = node, *_cut(node)
        case MapNode(entries=(only,)) if isinstance(only.value, TextNode):
            ends, stop, label = only.key, len(only.key.text), only.value
        case _:
            sink.wrong(node, EXPECTED, HINT)
            return None
    signs = list(SIGN.finditer(ends.text, 0, stop))
    if not signs or LONG_SIGN.search(ends.text, 0, stop):
        sink.wrong(ends, EXPECTED, arrow_hint(ends.text, HINT))
        return None
    if len(signs) != 1:
        sink.wrong(ends, "an arrow leads from one box to one other", "write one arrow for each `->`")
        return None
    sign = signs[0]
    lacking = _lacking(ends, sign.span(), stop)
    if lacking is not None:
        sink.error(Code.EMPTY_VALUE, lacking[0], ends.place, lacking[1])
        return None
    fields: dict[str, Node | None] = {
        "from": part_of(ends, 0, sign.start()),
        "to": part_of(ends, sign.end(), stop),
        "label": label,
        "both": TextNode("true", node.place) if sign.group(1) == "<->" else None,
        "crossed": TextNode("true", node.place) if sign.group(1) == "-x->" else None,
    }
    return written(ends.place, **fields)


def _lacking(ends: TextNode, sign: tuple[int, int], stop: int) -> tuple[str, str] | None:
    """What is wrong with an arrow without one of its ends, and a hint; None if it has both."""
    start, end = ends.text[: sign[0]].strip(), ends.text[sign[1] : stop].strip()
    arrow = ends.text[sign[0] : sign[1]]
    if start and end:
        return None
    if not start and not end:
        return "this arrow leads from nowhere to nowhere", f"write two names: `A {arrow} B`"
    if not start:
        return f"this arrow to `{end}` begins nowhere", f"write where it begins: `… {arrow} {end}`"
    return f"this arrow from `{start}` leads nowhere", f"write where it leads: `{start} {arrow} …`"


def linked(node: Node) -> Iterator[Node]:
    """The arrows of a row of boxes without a label, `A -> B -> C`; anything else as it is."""
    signs = list(SIGN.finditer(node.text)) if isinstance(node, TextNode) else []
    if not isinstance(node, TextNode) or len(signs) < 2 or _cut(node)[1] is not None:
        yield node
        return
    starts = [0, *(sign.end() for sign in signs)]
    ends = [*(sign.start() for sign in signs), len(node.text)]
    for start, end in zip(starts, ends[1:], strict=False):
        yield part_of(node, start, end)


def arrow_hint(text: str, otherwise: str) -> str:
    """The hint for another sign typed instead of the arrow; `otherwise` if there is none."""
    turned = [end.strip() for end in _TURNED_SIGN.split(text)]
    if len(turned) == 2 and all(turned) and not SIGN.search(text):
        return f"write `{turned[1]} -> {turned[0]}`"
    meant = text
    for sign, others in _OTHER_SIGNS:
        meant = others.sub(f" {sign} ", meant)
    ends = [end.strip() for end in SIGN.split(meant)]
    return f"write `{' '.join(ends)}`" if len(ends) > 1 and all(ends) else otherwise


def _cut(node: TextNode) -> tuple[int, TextNode | None]:
    """The position at which the ends of an arrow stop in one text, and the label after them."""
    sign = SIGN.search(node.text)
    colon = node.text.find(": ", sign.end()) if sign else -1
    if colon < 0:
        return len(node.text), None
    return colon, part_of(node, colon + 1, len(node.text))


class Panel(Selectable, frozen=True, kw_only=True):
    """One stack of layers, top to bottom; panels are side by side, each with its caption."""

    noun: ClassVar[str] = "a panel"

    caption: Annotated[
        Words | None,
        Meta(
            description="The name of a panel, below it or above it as `captions` says.",
            examples=["layers:\n  Docker: [App, Kernel]\n  Virtual machine: [App, Guest OS, Kernel]"],
        ),
    ] = None
    note: Annotated[
        Words | None,
        Meta(
            description="A second line under the caption, in smaller type.",
            examples=["layers:\n  Docker: {layers: [App, Kernel], note: since 2013}\n  VM: [App, Guest OS, Kernel]"],
        ),
    ] = None
    boxes: Annotated[
        tuple[Box, ...],
        Meta(
            description="The layers of a panel, top to bottom.",
            examples=["layers:\n  Docker: [App, Kernel]\n  VM: {layers: [App, Guest OS, Kernel], except: beginners}"],
        ),
    ] = field(name="layers")


class Layers(Selectable, frozen=True):
    """A diagram of layers: one panel without a caption, or several with captions.

    `{layers: …, only: developers}` is for some audiences only.
    """

    noun: ClassVar[str] = "a figure of layers"
    has_long_form: ClassVar[bool] = False

    panels: Annotated[
        tuple[Panel, ...],
        Meta(
            description="Stacks of layers beside each other, each under its caption.",
            examples=["layers:\n  Docker: [App, Kernel]\n  Virtual machine: [App, Guest OS, Kernel]"],
        ),
    ]

    @classmethod
    def desugar(cls, node: Node, sink: Sink) -> MapNode | None:
        if isinstance(node, MapNode) and len(node.entries) == 1 and has(node, "layers"):
            node = node.entries[0].value
        if not isinstance(node, MapNode) or has(node, "box"):
            panels: list[Node] = [written(node.place, layers=list_of(items_of(node), node.place))]
            return written(node.place, panels=list_of(panels, node.place))
        panels = []
        for entry in node.entries:
            if isinstance(entry.value, ListNode) and entry.value.items:
                panels.append(written(entry.key.place, caption=entry.key, layers=entry.value))
            elif isinstance(entry.value, MapNode) and has(entry.value, "layers"):
                panels.append(with_field("caption", entry.key, entry.value))
            else:
                hint = "put `- ` before each layer, also below a caption"
                sink.wrong(entry.value, f"`{entry.key.text}` is a caption with a list of layers below it", hint)
        return written(node.place, panels=list_of(panels, node.place)) if panels else None

    @classmethod
    def short_forms(cls) -> list[JsonSchema]:
        return [NAME, array_of(ref(Box)), mapping_of(any_of(array_of(ref(Box)), Without(Panel, "caption")))]


class Brace(Selectable, frozen=True):
    """A brace beside a range of boxes of one panel, with a label. Written short: `label: [box, box]`."""

    noun: ClassVar[str] = "a brace"

    label: Annotated[
        Words,
        Meta(
            description="The text of the brace: what the boxes have in common.",
            examples=[
                "layers: [Applications, Guest OS, Hypervisor]\nbraces: {virtualized: [Applications, Guest OS]}"
            ],
        ),
    ]
    over: Annotated[
        tuple[Words, ...],
        Meta(
            description="The boxes of one panel that the brace spans.",
            examples=[
                "layers: [App, Guest OS, Hypervisor]\nbraces:\n  - {label: virtualized, over: [App, Guest OS]}"
            ],
        ),
    ]
    side: Annotated[
        Literal["left", "right"],
        Meta(
            description="The side of the panel on which the brace is drawn.",
            examples=[
                "layers: [App, Guest OS, Hypervisor]\nbraces:\n  - {label: virtualized, over: Guest OS, side: left}"
            ],
        ),
    ] = "right"

    @classmethod
    def items(cls, node: Node) -> tuple[Node, ...]:
        return one_by_one(node) if isinstance(node, MapNode) and not has(node, "label") else items_of(node)

    @classmethod
    def desugar(cls, node: Node, sink: Sink) -> MapNode | None:
        match node:
            case MapNode() if has(node, "label"):
                return node
            case MapNode(entries=(only,)) if isinstance(only.value, MapNode):
                return with_field("label", only.key, only.value)
            case MapNode(entries=(only,)) if _is_nothing(only.value):
                hint = "write the names of what it spans in brackets after it"
                sink.error(Code.EMPTY_VALUE, f"the brace `{only.key.text}` spans nothing", only.key.place, hint)
                return None
            case MapNode(entries=(only,)):
                return written(only.key.place, label=only.key, over=only.value)
        sink.wrong(
            node, "a brace is `label: [box, box]`", "write the label of the brace, `: ` and the boxes in brackets"
        )
        return None

    @classmethod
    def short_forms(cls) -> list[JsonSchema]:
        return [mapping_of(any_of(TYPED, array_of(TYPED), Without(Brace, "label")), only_one=True)]

    @classmethod
    def several_form(cls) -> JsonSchema | None:
        return mapping_of(any_of(TYPED, array_of(TYPED), Without(Brace, "label")))


def _is_nothing(node: Node) -> bool:
    return node.is_blank if isinstance(node, TextNode) else isinstance(node, ListNode) and not node.items


def spans_more(brace: Brace, others: list[str]) -> Diagnostic:
    """A warning for a brace that spans others between those that it names."""
    message = f"the brace `{brace.label.plain}` also spans {listed(others)}"
    them = "it" if len(others) == 1 else "them"
    hint = f"name {them} in the brace too, or move {them} away"
    return warning(Code.BRACE_SPANS_MORE, message, brace.label.place, hint)


class Arrow(Selectable, frozen=True):
    """An arrow between two boxes. Written short: `A -> B: label`, `A <-> B`, or crossed out: `A -x-> B`."""

    noun: ClassVar[str] = "an arrow"

    start: Annotated[
        Words,
        Meta(
            description="The box where the arrow begins, or `each` and a name of several boxes.",
            examples=["layers: [Client, Engine]\narrows:\n  - {from: Client, to: Engine}"],
        ),
    ] = field(name="from")
    end: Annotated[
        Words,
        Meta(
            description="The box where the arrow ends, or `each` and a name of several boxes.",
            examples=["layers: [Client, Engine]\narrows:\n  - {from: Client, to: Engine}"],
        ),
    ] = field(name="to")
    label: Annotated[
        Words | None,
        Meta(
            description="The text on the arrow; in a figure of layers, `1 : n` stands at both of its ends.",
            examples=['layers: [Client, Engine]\narrows:\n  - "Client -> Engine: API call"'],
        ),
    ] = None
    both: Annotated[
        bool,
        Meta(
            description="`true` draws a head at both ends of the arrow: `A <-> B`.",
            examples=["layers: [Client, Engine]\narrows: [Client <-> Engine]"],
        ),
    ] = False
    crossed: Annotated[
        bool,
        Meta(
            description="`true` crosses the arrow out, for something impossible: `A -x-> B`.",
            examples=["layers: [Linux image, Windows kernel]\narrows: [Linux image -x-> Windows kernel]"],
        ),
    ] = False

    role: Annotated[
        str | None,
        Meta(
            description="The name of a role, which gives the arrow its colour and the legend a line for it.",
            examples=["layers: [Client, Engine]\narrows:\n  - {from: Client, to: Engine, role: kernel}"],
        ),
    ] = None

    @classmethod
    def items(cls, node: Node) -> tuple[Node, ...]:
        if isinstance(node, MapNode) and not has(node, "from", "to"):
            return one_by_one(node)
        return tuple(link for item in items_of(node) for link in linked(item))

    @classmethod
    def desugar(cls, node: Node, sink: Sink) -> MapNode | None:
        return node if isinstance(node, MapNode) and has(node, "from", "to") else expand_arrow(node, sink)

    @classmethod
    def short_forms(cls) -> list[JsonSchema]:
        return [NAME, mapping_of(TYPED, only_one=True)]

    @classmethod
    def several_form(cls) -> JsonSchema | None:
        return mapping_of(TYPED)


class Axis(Selectable, frozen=True):
    """An axis: an arrow along a side of the whole figure, with a text at each end or beside it."""

    noun: ClassVar[str] = "an axis"

    side: Annotated[
        Literal["left", "right", "top", "bottom"],
        Meta(
            description="The side of the figure along which it runs, from left to right or from top to bottom.",
            examples=["layers: [Application, Transport]\naxes:\n  - {side: left, label: sending}"],
        ),
    ]
    start: Annotated[
        Words | None,
        Meta(
            description="The text at the beginning of the axis.",
            examples=["layers:\n  - [IaaS, PaaS, SaaS]\naxes:\n  - {side: bottom, from: control, to: convenience}"],
        ),
    ] = field(default=None, name="from")
    end: Annotated[
        Words | None,
        Meta(
            description="The text at the end of the axis.",
            examples=["layers:\n  - [IaaS, PaaS, SaaS]\naxes:\n  - {side: bottom, from: control, to: convenience}"],
        ),
    ] = field(default=None, name="to")
    label: Annotated[
        Words | None,
        Meta(
            description="The text along the axis.",
            examples=["layers: [Application, Transport]\naxes:\n  - {side: left, label: sending}"],
        ),
    ] = None
    back: Annotated[
        bool,
        Meta(
            description="`true` reverses the axis: from right to left, or from bottom to top.",
            examples=["layers: [Application, Transport]\naxes:\n  - {side: right, label: receiving, back: true}"],
        ),
    ] = False


def everything(boxes: tuple[Box, ...]) -> Iterator[Box]:
    """The boxes and all boxes inside them, a frame before its parts."""
    for box in boxes:
        yield box
        parts = box.inside
        if parts:
            yield from everything(parts)


def caption_of(panel: Panel) -> str:
    """A panel's caption without Markdown signs, or an empty text."""
    return panel.caption.plain if panel.caption is not None else ""


class Figure(Spread, frozen=True, dict=True):
    """A diagram of layers, with the fields that are typed beside it; without `layers` there is no figure."""

    main: ClassVar[str] = "layers"

    layers: Annotated[
        Layers | None,
        Meta(
            description="A diagram of layers: a list runs down, the list inside it across, the next one down "
            "again. A mapping from captions to lists gives panels beside each other.",
            examples=[
                "layers:\n  - Applications: browsers, editors, shells\n  - OS kernel\n"
                "  - Hardware: [CPU, Memory, Disk]"
            ],
        ),
    ] = None
    below: Annotated[
        tuple[Box, ...],
        Meta(
            description="Layers below all panels of `layers`, top to bottom.",
            examples=[
                "layers:\n  Docker: [App, Runtime]\n  Virtual machine: [App, Guest OS]\nbelow: [Host OS, Hardware]"
            ],
        ),
    ] = ()
    braces: Annotated[
        tuple[Brace, ...],
        Meta(
            description="Braces beside boxes of `layers`, `label: [box, box]`, at one side or both.",
            examples=[
                "layers: [Applications, Guest OS, Hypervisor]\nbraces: {virtualized: [Applications, Guest OS]}"
            ],
        ),
    ] = ()
    arrows: Annotated[
        tuple[Arrow, ...],
        Meta(
            description="Arrows between boxes or panels of `layers`, `A -> B: label`, `A <-> B`, crossed out `A "
            "-x-> B`.",
            examples=["layers: [docker CLI, Docker Engine]\narrows:\n  - docker CLI -> Docker Engine: API call"],
        ),
    ] = ()
    axes: Annotated[
        tuple[Axis, ...],
        Meta(
            description="Arrows along the sides of `layers`, with a text at each end or beside them.",
            examples=["layers:\n  - [IaaS, PaaS, SaaS]\naxes:\n  - {side: bottom, from: control, to: convenience}"],
        ),
    ] = ()
    pyramid: Annotated[
        bool,
        Meta(
            description="`true` draws `layers` as a pyramid, of plain boxes above each other that get narrower "
            "towards the top.",
            examples=["layers: [Registers, Cache, Main memory, Disk]\npyramid: true"],
        ),
    ] = False
    captions: Annotated[
        Literal["top", "bottom"] | None,
        Meta(
            description="Where the captions of panels stand. Without it, below the panels, or above them if there "
            "are layers `below`.",
            examples=["layers:\n  Docker: [App, Kernel]\n  VM: [App, Guest OS, Kernel]\ncaptions: top"],
        ),
    ] = None
    aligned: Annotated[
        bool,
        Meta(
            description="`true` lines up the rows of panels that have equally many, whatever their names are.",
            examples=["layers:\n  Windows: [App, Win32, Kernel]\n  Linux: [Shell, C library, Linux]\naligned: true"],
        ),
    ] = False
    highlight: Annotated[
        tuple[Words, ...],
        Meta(
            description="The boxes that the slide is about, in full colour; the others are tinted.",
            examples=["layers: [Applications, OS kernel, Hardware]\nhighlight: OS kernel"],
        ),
    ] = ()
    predict: Annotated[
        tuple[Words, ...],
        Meta(
            description="The boxes that show only a question mark until a click reveals them, one click for each.",
            examples=["layers: [Applications, OS kernel, Hardware]\npredict: OS kernel"],
        ),
    ] = ()
    show: Annotated[
        tuple[Words, ...],
        Meta(
            description="The boxes that are drawn, with everything inside them; the places of the others stay empty.",
            examples=["layers: [Applications, OS kernel, Hardware]\nshow: [OS kernel, Hardware]"],
        ),
    ] = ()
    legend: Annotated[
        bool,
        Meta(
            description="Whether the legend is shown, which explains the colours of boxes and arrows.",
            examples=["layers:\n  - {box: Browser, role: app}\n  - {box: Linux, role: kernel}\nlegend: true"],
        ),
    ] = False
    roles: Annotated[
        dict[str, Role],
        Meta(
            description="Roles of this figure alone, beside those of the lecture, and instead of those with the same "
            "key.",
            examples=["layers: [Front end, Drivers]\nroles: {drivers: Drivers}\nlegend: true"],
        ),
    ] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return self.layers is not None

    @property
    def panels(self) -> tuple[Panel, ...]:
        return self.layers.panels if self.layers is not None else ()

    @property
    def is_whole(self) -> bool:
        """True if all boxes could be read, so that an unknown name is a mistake of its own."""
        return self.layers is not None and self.layers.is_sound and all(box.is_sound for box in self.below)

    @property
    def outermost(self) -> tuple[Box, ...]:
        """The boxes that are not inside another box."""
        return (*(box for panel in self.panels for box in panel.boxes), *self.below)

    @property
    def part_names(self) -> frozenset[str]:
        """The names of everything that a build can name besides boxes, in lower case."""
        names = {brace.label.plain for brace in self.braces} | {caption_of(panel) for panel in self.panels}
        return frozenset(name.casefold() for name in names)

    def named(self, name: str) -> list[Box]:
        """The boxes that `name` means, top to bottom and left to right, as the same objects as in the figure."""
        return self.boxes_at(self.numbers_of(name))

    def boxes_at(self, numbers: Sequence[int]) -> list[Box]:
        """The boxes with these numbers, as the same objects as in the figure."""
        boxes = list(everything(self.outermost))
        return [boxes[number] for number in numbers]

    def numbers_of(self, name: str) -> list[int]:
        """The numbers, among all boxes, of the boxes that `name` means, panel by panel, a frame before its parts."""
        return numbers_named(name, self.addresses)

    @cached_property
    def addresses(self) -> tuple[Address, ...]:
        """Every box with a label, with its number and its path."""
        panels = [(caption_of(panel), panel.boxes) for panel in self.panels]
        return tuple(addresses_of([*panels, ("", self.below)]))

    def labelled(self) -> list[Box]:
        """Every box with a label."""
        return [address.box for address in self.addresses]

    def numbers_at(self, end: str) -> list[int]:
        """The numbers of the boxes that the end of an arrow means: one name, or `each` and a name of several."""
        return self.numbers_of(end) or (self.numbers_of(end[len(EACH) :]) if end.startswith(EACH) else [])

    def takes_each(self, end: str) -> bool:
        """True if the end of an arrow means every box of a name."""
        return end.startswith(EACH) and not self.numbers_of(end)

    def ends_of(self, arrow: Arrow) -> list[tuple[int, int]]:
        """The numbers of the two boxes of each arrow that one line of the outline means; none between panels.

        Two ends with `each` are joined in their order, the first with the first.
        """
        starts, ends = (self.numbers_at(words.plain) for words in (arrow.start, arrow.end))
        each = [self.takes_each(words.plain) for words in (arrow.start, arrow.end)]
        if all(each):
            return list(zip(starts, ends, strict=False))
        starts, ends = (
            numbers if every else numbers[:1] for numbers, every in zip((starts, ends), each, strict=True)
        )
        return list(product(starts, ends))

    def panel_named(self, caption: str) -> int | None:
        """The number of the panel with this caption, from 0, or None."""
        captions = [key_of_name(caption_of(panel)) for panel in self.panels]
        return captions.index(key_of_name(caption)) if key_of_name(caption) in captions else None

    def panels_joined(self, arrow: Arrow) -> tuple[int, int] | None:
        """The two panels that an arrow connects, if both its ends are captions and not boxes."""
        ends = (arrow.start.plain, arrow.end.plain)
        first, second = (self.panel_named(name) for name in ends)
        if first is None or second is None or any(self.numbers_of(name) for name in ends):
            return None
        return first, second

    def panel_of(self, box: Box) -> Panel | None:
        """The panel that holds `box`, or None for a box below all panels."""
        return next((panel for panel in self.panels if any(other is box for other in everything(panel.boxes))), None)

    def clicks(self, order: BuildOrder) -> int:
        """The number of clicks until all is shown in this order."""
        if order == "by panel":
            return len(self.panels)
        return len(self.below) + max((len(panel.boxes) for panel in self.panels), default=0)

    def pruned(self) -> Self | None:
        show = self._there(self.show)
        if not self or (self.show and not show):
            return None
        spans = ((brace, self._there(brace.over)) for brace in self.braces)
        return replace(
            self,
            show=show,
            highlight=self._there(self.highlight),
            predict=self._there(self.predict),
            arrows=tuple(arrow for arrow in self.arrows if self.ends_of(arrow) or self.panels_joined(arrow)),
            braces=tuple(replace(brace, over=over) for brace, over in spans if over),
        )

    def _there(self, names: tuple[Words, ...]) -> tuple[Words, ...]:
        """The names that still refer to a box."""
        return tuple(name for name in names if self.named(name.plain))
