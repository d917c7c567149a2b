"""What a slide or a column can hold: blocks in the order in which they were typed, and what goes with them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Annotated, Any, Literal, Self, cast, get_args

from msgspec import Meta
from msgspec.structs import replace

from deckgen.outline.blocks import EXAMPLE as TIMELINE
from deckgen.outline.blocks import Bullet, Callout, Code, Event, Image, Paragraph, Quote, Reference, Step
from deckgen.outline.box import Box
from deckgen.outline.build import SPECIAL, Build, Together
from deckgen.outline.chart import EXAMPLE as CHART
from deckgen.outline.chart import Chart
from deckgen.outline.element import Selectable, Words, fields_of
from deckgen.outline.figure import Arrow, Axis, Brace, Layers, caption_of, full_name, labelled, named, panels_joined
from deckgen.outline.formula import EXAMPLE as FORMULA
from deckgen.outline.formula import Formula
from deckgen.outline.interaction import Poll, Quiz
from deckgen.outline.matrix import EXAMPLE as MATRIX
from deckgen.outline.matrix import Matrix
from deckgen.outline.sink import Sink
from deckgen.outline.tables import Compare, Table
from deckgen.source import MapNode, TextNode

FIGURE_COMPANIONS = ("below", "braces", "arrows", "axes", "pyramid", "highlight", "predict", "show", "legend")
COMPANIONS = {**dict.fromkeys(FIGURE_COMPANIONS, "layers"), "flow": "steps"}
"""Fields that say more about a block, and the field that holds it."""


def check_companions(keys: Sequence[TextNode], sink: Sink) -> None:
    """Report every field whose block is not among the `keys` beside it."""
    typed = {key.text for key in keys}
    for key in keys:
        home = COMPANIONS.get(key.text)
        if home is not None and home not in typed:
            message = f"`{key.text}` belongs to `{home}`, but there are none here"
            sink.error("missing-field", message, key.place, f"add `{home}`, or remove `{key.text}`")


def pruned_highlights(highlight: tuple[Words, ...], layers: Layers, below: tuple[Box, ...]) -> tuple[Words, ...]:
    """The highlighted names that still mean a box."""
    return tuple(name for name in highlight if named(layers, below, name.plain))


def pruned_arrows(arrows: tuple[Arrow, ...], layers: Layers, below: tuple[Box, ...]) -> tuple[Arrow, ...]:
    """The arrows that have both their ends."""
    return tuple(
        arrow
        for arrow in arrows
        if _are_there((arrow.start, arrow.end), layers, below) or panels_joined(arrow, layers, below)
    )


def pruned_braces(braces: tuple[Brace, ...], layers: Layers, below: tuple[Box, ...]) -> tuple[Brace, ...]:
    """The braces with the boxes they still span, if there are any."""
    left = ((brace, pruned_highlights(brace.over, layers, below)) for brace in braces)
    return tuple(replace(brace, over=over) for brace, over in left if over)


def parts_of(layers: Layers, below: tuple[Box, ...], braces: tuple[Brace, ...]) -> frozenset[str]:
    """The names of everything in a figure that a build can name, also with the caption of its panel."""
    names = {brace.label.plain for brace in braces} | {caption_of(panel) for panel in layers.panels}
    for panel, box in labelled(layers, below):
        if box.label is not None:
            names |= {box.label.plain, full_name(panel, box.label)}
    return frozenset(name.casefold() for name in names)


def pruned_builds(builds: tuple[Build, ...], order: tuple[str, ...], parts: frozenset[str]) -> tuple[Build, ...]:
    """The builds of blocks that are still there, with the boxes that they still find."""
    left = []
    for build in builds:
        homes = [name for name, ways in SPECIAL.items() if build.way in ways] or list(order)
        if build.block in (None, *order) and (build.boxes or set(homes) & set(order)):
            boxes = tuple(click for together in build.boxes if (click := _click_left(together, parts)) is not None)
            if boxes or not build.boxes:
                left.append(replace(build, boxes=boxes))
    return tuple(left)


def _click_left(together: Together, parts: frozenset[str]) -> Together | None:
    names = tuple(name for name in together.names if name.plain.casefold() in parts)
    return replace(together, names=names) if names else None


def _are_there(names: Iterable[Words], layers: Layers, below: tuple[Box, ...]) -> bool:
    return all(named(layers, below, name.plain) for name in names)


BlockName = Literal[
    "text", "bullets", "steps", "layers", "matrix", "timeline", "chart", "formula", "compare", "table", "image",
    "code", "quote", "callout", "references", "quiz", "poll", "agenda", "columns",
]  # fmt: skip
BLOCKS: frozenset[str] = frozenset(get_args(BlockName))


class Blocks(Selectable, frozen=True):
    """Everything that can stand on a slide or in one of its columns."""

    text: Annotated[
        Paragraph | None,
        Meta(
            description="A paragraph. Inline Markdown works in all texts: `**bold**`, `*italic*`, `[link](url)`; "
            "and so do short formulas: `$n^2$`. A dollar sign begins a formula if no space follows, "
            "and ends it if no space is in front of it and no digit follows, so `$5 and $6` are "
            "prices; `\\$` is a dollar sign in any case.",
            examples=["text: Containers share **one** kernel."],
        ),
    ] = None
    bullets: Annotated[
        tuple[Bullet, ...],
        Meta(
            description="A list of points; `point: [points]` puts points under a point.",
            examples=["bullets:\n  - Small\n  - Fast: [starts in a second, stops at once]"],
        ),
    ] = ()
    steps: Annotated[
        tuple[Step, ...],
        Meta(
            description="A numbered process; `step: note` adds what happens in a step.",
            examples=["steps:\n  - Build the image\n  - Run it: one command"],
        ),
    ] = ()
    flow: Annotated[
        Literal["across", "down"] | None,
        Meta(
            description="How `steps` flow, as boxes with arrows between them; without it, they do so while short.",
            examples=["steps: [Build the image, Run it, Throw it away]\nflow: across"],
        ),
    ] = None
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
            description="Layers on which all panels of `layers` stand, top to bottom.",
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
            description="Whether `layers` is a pyramid, of plain boxes above each other that get narrower to the "
            "top.",
            examples=["layers: [Registers, Cache, Main memory, Disk]\npyramid: true"],
        ),
    ] = False
    highlight: Annotated[
        tuple[Words, ...],
        Meta(
            description="The boxes that the slide is about; the others are tinted.",
            examples=["layers: [Applications, OS kernel, Hardware]\nhighlight: OS kernel"],
        ),
    ] = ()
    predict: Annotated[
        tuple[Words, ...],
        Meta(
            description="The boxes that are blank, with a question mark, until a click shows them; one click for "
            "each.",
            examples=["layers: [Applications, OS kernel, Hardware]\npredict: OS kernel"],
        ),
    ] = ()
    show: Annotated[
        tuple[Words, ...],
        Meta(
            description="The boxes that are drawn, with all that is in them; the places of the others stay empty.",
            examples=["layers: [Applications, OS kernel, Hardware]\nshow: [OS kernel, Hardware]"],
        ),
    ] = ()
    figure: Annotated[
        str | None,
        Meta(
            description="The name of a figure from `figures` at the head of the outline, instead of `layers`.",
            examples=["figure: machine\nhighlight: OS kernel"],
        ),
    ] = None
    legend: Annotated[
        bool,
        Meta(
            description="Whether a legend says what the colours of boxes and arrows mean.",
            examples=["layers:\n  - {box: Browser, role: app}\n  - {box: Linux, role: kernel}\nlegend: true"],
        ),
    ] = False
    matrix: Annotated[
        Matrix | None,
        Meta(
            description="Rows and columns of boxes, coloured by what stands in them: who manages what.",
            examples=[MATRIX],
        ),
    ] = None
    timeline: Annotated[
        tuple[Event, ...],
        Meta(description="Events in the order in which they happened: `when: what`.", examples=[TIMELINE]),
    ] = ()
    chart: Annotated[
        Chart | None,
        Meta(
            description="Numbers, drawn as columns, bars, a line, a pie or points; PowerPoint can edit them.",
            examples=[CHART],
        ),
    ] = None
    formula: Annotated[
        tuple[Formula, ...],
        Meta(
            description="A formula in LaTeX that stands by itself, or a list of them; PowerPoint can edit it. "
            "Short ones also stand in any text, between dollar signs: `$x^2$`; `deckgen explain "
            "text` says which these are.",
            examples=[FORMULA],
        ),
    ] = ()
    compare: Annotated[
        Compare | None,
        Meta(
            description="A table that compares things, row by row.",
            examples=["compare:\n  of: [Docker, Virtual machine]\n  rows:\n    Start: [a second, a minute]"],
        ),
    ] = None
    table: Annotated[
        Table | None,
        Meta(
            description="A table: a list of rows, of which the first names the columns.",
            examples=["table:\n  - [Name, Size]\n  - [alpine, 8 MB]\n  - [debian, 120 MB]"],
        ),
    ] = None
    image: Annotated[
        Image | None, Meta(description="A picture from a file beside the outline.", examples=["image: diagram.png"])
    ] = None
    code: Annotated[
        Code | None,
        Meta(
            description="A program, coloured by its language.",
            examples=["code:\n  language: bash\n  text: |\n    docker run hello-world"],
        ),
    ] = None
    quote: Annotated[
        Quote | None,
        Meta(
            description="Somebody's words.",
            examples=["quote: {text: Talk is cheap. Show me the code., by: Linus Torvalds}"],
        ),
    ] = None
    callout: Annotated[
        Callout | None,
        Meta(
            description="A strip that stands out: `tip`, `note`, `warning` or `question`.",
            examples=["text: Images are built in layers.\ncallout: {tip: Put what changes often last}"],
        ),
    ] = None
    references: Annotated[
        tuple[Reference, ...],
        Meta(
            description="A list of sources.",
            examples=["references:\n  - Tanenbaum, Modern Operating Systems\n  - Docker documentation"],
        ),
    ] = ()
    build: Annotated[
        tuple[Build, ...],
        Meta(
            description="How the blocks appear, click by click: `true`, `false`, `bottom up`, `row by row` … or "
            "a list of boxes. A table that is built becomes several tables on the slide, one for "
            "each row or column, because PowerPoint cannot animate parts of a table; each can still "
            "be edited.",
            examples=["bullets: [Small, Fast, Isolated]\nbuild: true"],
        ),
    ] = ()

    quiz: Annotated[
        Quiz | None,
        Meta(
            description="Choices of which a click reveals the right one; the title of the slide asks.",
            examples=[
                "quiz:\n  - The kernel and the applications\n  - answer: The applications layer\n  - Only the kernel"
            ],
        ),
    ] = None
    poll: Annotated[
        Poll | None,
        Meta(
            description="A code that phones scan to take part in a poll, with its link in words below.",
            examples=["poll: https://example.org/vote"],
        ),
    ] = None

    @property
    def order(self) -> tuple[BlockName, ...]:
        """The names of the blocks that are there, in the order in which they were typed."""
        return tuple(cast(BlockName, name) for name in self.places if name in BLOCKS and getattr(self, name))

    def pruned(self) -> Self | None:
        blocks = [getattr(self, name) for name in self.places if name in BLOCKS]
        if not any(blocks) and any(block is not False for block in blocks):
            return None
        if self.layers is None:
            without = {spec.name: spec.default for spec in fields_of(Blocks) if spec.name in FIGURE_COMPANIONS}
            return replace(self, **without, build=pruned_builds(self.build, self.order, frozenset()))
        figure = (self.layers, self.below)
        show = pruned_highlights(self.show, *figure)
        if self.show and not show:
            return replace(self, layers=None).pruned()
        changes: dict[str, object] = {
            "build": pruned_builds(self.build, self.order, parts_of(*figure, self.braces)),
            "highlight": pruned_highlights(self.highlight, *figure),
            "predict": pruned_highlights(self.predict, *figure),
            "show": show,
            "arrows": pruned_arrows(self.arrows, *figure),
            "braces": pruned_braces(self.braces, *figure),
        }
        return replace(self, **changes)

    @classmethod
    def finish(cls, element: Any, node: MapNode, sink: Sink) -> None:  # noqa: ARG003
        check_companions([entry.key for entry in node.entries], sink)
