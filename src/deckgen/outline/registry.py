"""The registry of blocks: everything that a slide or a column can hold, and what each stage needs to know about it.

Decoding takes the model from here, reports and the schema take the description and examples, timing takes the clicks,
and layout takes the placement and the function that makes the block. Blocks are listed nowhere else.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from importlib import import_module
from typing import Annotated, Any, Literal, get_args, get_origin

from msgspec import Meta, Struct
from msgspec.structs import replace

from deckgen.outline.blocks import EXAMPLE as TIMELINE
from deckgen.outline.blocks import (
    IMAGES,
    NUMBER,
    Bullet,
    Callout,
    CodeBlock,
    Event,
    Image,
    Number,
    OnePicture,
    Paragraph,
    Quote,
    Reference,
    Statement,
    Steps,
)
from deckgen.outline.build import ALWAYS, Build, BuildOrder
from deckgen.outline.chart import EXAMPLE as CHART
from deckgen.outline.chart import Chart
from deckgen.outline.cycle import EXAMPLE as CYCLE
from deckgen.outline.cycle import Cycle
from deckgen.outline.drawn import Drawn
from deckgen.outline.element import Element, FieldSpec, Spread, fields_of, forget_language, language_cache
from deckgen.outline.entities import EXAMPLE as ENTITIES
from deckgen.outline.entities import Entities
from deckgen.outline.figure import Figure
from deckgen.outline.formula import EXAMPLE as FORMULA
from deckgen.outline.formula import Formula
from deckgen.outline.graph import EXAMPLE as GRAPH
from deckgen.outline.graph import Graph
from deckgen.outline.interaction import Poll, Quiz
from deckgen.outline.matrix import EXAMPLE as MATRIX
from deckgen.outline.matrix import Matrix
from deckgen.outline.quadrants import EXAMPLE as QUADRANTS
from deckgen.outline.quadrants import Quadrants
from deckgen.outline.sequence import EXAMPLE as SEQUENCE
from deckgen.outline.sequence import Sequence
from deckgen.outline.tables import Compare, Table
from deckgen.outline.tree import EXAMPLE as TREE
from deckgen.outline.tree import Tree
from deckgen.outline.venn import EXAMPLE as VENN
from deckgen.outline.venn import Venn

Placement = Literal["figure", "wide figure", "inset", "lead", "points", "callout", "block"]
"""The placement of a block among others.

A figure takes most of the width, with other blocks beside it; a wide figure has text above it. An inset takes the
place of a figure if it is narrow. Points go beside a figure; so does a lead, or above or below all else if it is one
line. A callout is at the bottom. Any other block goes under the block typed before it, or beside a figure if it is
narrow.
"""


def whole(value: Any, order: BuildOrder) -> int:  # noqa: ARG001  (the signature of `BlockType.clicks`)
    """One click: the block appears as a whole."""
    return 1


def each(value: Any, order: BuildOrder) -> int:  # noqa: ARG001  (the signature of `BlockType.clicks`)
    """One click for each item of a list."""
    return len(value)


class BlockType(Struct, frozen=True):
    """One kind of block, with everything that the stages need to know about it."""

    key: str
    """The name that is typed."""
    value: Any
    """The type of its value with a `Meta`, as in a field of a model; a `Spread` brings those of its own fields.

    For a field of the slide itself, the type alone.
    """
    layout: str | None
    """The full name of the layout function that makes the block; it is imported on first use."""
    placement: Placement = "block"
    orders: tuple[BuildOrder, ...] = ()
    """The orders in which its parts can appear, apart from those that every block supports."""
    named: bool = False
    """True if its parts can be built by their names."""
    clicks: Callable[[Any, BuildOrder], int] = whole
    """The number of clicks in an order until all of it is shown."""
    minutes: float = 1
    """The minutes that it takes to look at."""
    glanced: bool = False
    """True if people look it up or glance at it instead of reading it all: its slide may have any number of words."""

    @property
    def model(self) -> type[Element] | None:
        """The model of its value, or of each item of it."""
        kind = self.field.kind
        model = get_args(kind)[0] if get_origin(kind) is tuple else kind
        return model if isinstance(model, type) and issubclass(model, Element) else None

    @property
    def is_spread(self) -> bool:
        return self.model is not None and issubclass(self.model, Spread)

    @property
    def fields(self) -> tuple[FieldSpec, ...]:
        """The fields typed for it."""
        if self.is_spread and self.model is not None:
            return fields_of(self.model)
        return (self.field,) if self.model is not None else ()

    @property
    def field(self) -> FieldSpec:
        """The field decoded for it."""
        spec = FieldSpec(self.key, self.key, None, self.value)
        return replace(spec, default=()) if get_origin(spec.kind) is tuple else spec

    def empty(self) -> Element:
        """An instance of a spread block without any values."""
        assert self.model is not None
        return self.model()

    def load(self) -> Callable[..., Any]:
        """The layout function that makes the block."""
        assert self.layout is not None
        module, _, name = self.layout.rpartition(".")
        return getattr(import_module(module), name)  # type: ignore[no-any-return]

    def knows(self, order: BuildOrder) -> bool:
        """True if its parts can appear in this order."""
        return order in ALWAYS or order in self.orders

    def is_built_by(self, build: Build) -> bool:
        """True if a build is for this block: the build names the block, or the block supports its order."""
        if build.block is not None:
            return build.block == self.key
        return self.named if build.boxes else self.knows(build.way)


BUILT_IN = (
    BlockType(
        "text",
        Annotated[
            Paragraph,
            Meta(
                description="A paragraph. Inline Markdown works in all texts: `**bold**`, `*italic*`, `[link](url)`; "
                "and so do short formulas: `$n^2$`. A dollar sign begins a formula if no space follows, "
                "and ends it if no space is in front of it and no digit follows, so `$5 and $6` are "
                "prices; `\\$` is a dollar sign in any case.",
                examples=["text: Containers share **one** kernel."],
            ),
        ],
        layout="deckgen.layout.text.text_block",
        placement="lead",
        clicks=lambda paragraph, _: paragraph.text.plain.strip().count("\n\n") + 1,
    ),
    BlockType(
        "bullets",
        Annotated[
            tuple[Bullet, ...],
            Meta(
                description="A list of points; `point: [points]` puts points under a point.",
                examples=["bullets:\n  - Small\n  - Fast: [starts in a second, stops at once]"],
            ),
        ],
        layout="deckgen.layout.text.bullets_block",
        placement="points",
        clicks=each,
    ),
    BlockType(
        "steps",
        Steps,
        layout="deckgen.layout.steps.steps_block",
        placement="points",
        clicks=lambda steps, _: len(steps.steps),
    ),
    BlockType(
        "layers",
        Figure,
        layout="deckgen.layout.figure.block.figure_block",
        placement="figure",
        orders=("bottom up", "top down", "by panel"),
        named=True,
        clicks=Figure.clicks,
        minutes=1.5,
    ),
    BlockType(
        "graph",
        Annotated[
            Graph,
            Meta(
                description="Nodes joined by arrows, which deckgen places: a flow chart, a state machine. Written "
                "short: a list of edges, `A -> B: label`.",
                examples=[GRAPH],
            ),
        ],
        layout="deckgen.layout.graph.block.graph_block",
        placement="figure",
        orders=("top down",),
        named=True,
        clicks=Graph.clicks,
        minutes=1.5,
    ),
    BlockType(
        "tree",
        Annotated[
            Tree,
            Meta(
                description="A tree of boxes: an organisation, a taxonomy, a syntax tree. Written short: nested "
                "names.",
                examples=[TREE],
            ),
        ],
        layout="deckgen.layout.graph.tree.tree_block",
        placement="figure",
        orders=("top down",),
        named=True,
        clicks=Tree.clicks,
        minutes=1.5,
    ),
    BlockType(
        "cycle",
        Annotated[
            Cycle,
            Meta(
                description="Steps in a ring, three to eight, the last of which leads to the first again. Written "
                "short: a list of names.",
                examples=[CYCLE],
            ),
        ],
        layout="deckgen.layout.graph.cycle.cycle_block",
        placement="figure",
        clicks=Cycle.clicks,
        minutes=1.5,
    ),
    BlockType(
        "quadrants",
        Annotated[
            Quadrants,
            Meta(
                description="Four parts between two axes, with texts in them or points among them. Written short: "
                "a list of the four, from the upper left on.",
                examples=[QUADRANTS],
            ),
        ],
        layout="deckgen.layout.graph.quadrants.quadrants_block",
        placement="figure",
        clicks=Quadrants.clicks,
        minutes=1.5,
    ),
    BlockType(
        "venn",
        Annotated[
            Venn,
            Meta(
                description="Two or three sets as circles, with texts in their parts. Written short: `name: [text, "
                "text]`, and `both: [text, text]`.",
                examples=[VENN],
            ),
        ],
        layout="deckgen.layout.graph.venn.venn_block",
        placement="figure",
        clicks=Venn.clicks,
        minutes=1.5,
    ),
    BlockType(
        "entities",
        Annotated[
            Entities,
            Meta(
                description="Entities or classes with their attributes, and relations between them, with how many of "
                "each there are. Written short: `name: [attribute, attribute]`, and `relations: [A 1:n B]`.",
                examples=[ENTITIES],
            ),
        ],
        layout="deckgen.layout.graph.entities.entities_block",
        placement="figure",
        named=True,
        clicks=Entities.clicks,
        minutes=1.5,
    ),
    BlockType(
        "sequence",
        Annotated[
            Sequence,
            Meta(
                description="Messages between participants, from top to bottom. Written short: a list of messages, "
                "`A -> B: text`, and answers, `B --> A: text`.",
                examples=[SEQUENCE],
            ),
        ],
        layout="deckgen.layout.graph.sequence.sequence_block",
        placement="figure",
        clicks=Sequence.clicks,
        minutes=1.5,
    ),
    BlockType(
        "matrix",
        Annotated[
            Matrix,
            Meta(
                description="Rows and columns of boxes, coloured by their content: who manages what.",
                examples=[MATRIX],
            ),
        ],
        layout="deckgen.layout.matrix.matrix_block",
        placement="wide figure",
        orders=("row by row", "column by column"),
        clicks=Matrix.clicks,
        minutes=1.5,
        glanced=True,
    ),
    BlockType(
        "timeline",
        Annotated[
            tuple[Event, ...],
            Meta(description="Events in the order in which they happened: `when: what`.", examples=[TIMELINE]),
        ],
        layout="deckgen.layout.timeline.timeline_block",
        placement="wide figure",
        clicks=each,
        minutes=1.5,
    ),
    BlockType(
        "chart",
        Annotated[
            Chart,
            Meta(
                description="Numbers, drawn as columns, bars, a line, a pie or points; PowerPoint can edit them.",
                examples=[CHART],
            ),
        ],
        layout="deckgen.layout.chart.chart_block",
        placement="figure",
        orders=("by series", "by category"),
        clicks=Chart.clicks,
        minutes=1.5,
    ),
    BlockType(
        "formula",
        Annotated[
            tuple[Formula, ...],
            Meta(
                description="A displayed formula in LaTeX, or a list of them; PowerPoint can edit it. Short "
                "formulas can also be part of any text, between dollar signs: `$x^2$`; see `deckgen"
                " explain text`.",
                examples=[FORMULA],
            ),
        ],
        layout="deckgen.layout.formula.formula_block",
        placement="inset",
        clicks=each,
        minutes=1.5,
    ),
    BlockType(
        "compare",
        Annotated[
            Compare,
            Meta(
                description="A table that compares things, row by row.",
                examples=["compare:\n  of: [Docker, Virtual machine]\n  rows:\n    Start: [a second, a minute]"],
            ),
        ],
        layout="deckgen.layout.comparison.compare_block",
        orders=("row by row", "column by column", "winners last"),
        clicks=Compare.clicks,
        minutes=1.5,
    ),
    BlockType(
        "table",
        Annotated[
            Table,
            Meta(
                description="A table: a list of rows, the first of which names the columns.",
                examples=["table:\n  - [Name, Size]\n  - [alpine, 8 MB]\n  - [debian, 120 MB]"],
            ),
        ],
        layout="deckgen.layout.comparison.table_block",
        orders=("row by row", "column by column"),
        clicks=Table.clicks,
        minutes=1.5,
    ),
    BlockType(
        "image",
        Annotated[
            Image, Meta(description="A picture from a file beside the outline.", examples=["image: diagram.png"])
        ],
        layout="deckgen.layout.picture.picture_block",
        placement="figure",
        clicks=lambda image, _: len(image.labels) or 1,
    ),
    BlockType(
        "images",
        Annotated[
            tuple[OnePicture, ...],
            Meta(description="Two to four pictures beside each other, all cropped to one shape.", examples=[IMAGES]),
        ],
        layout="deckgen.layout.picture.pictures_block",
        placement="wide figure",
        clicks=each,
    ),
    BlockType(
        "code",
        Annotated[
            CodeBlock,
            Meta(
                description="A program, coloured by its language.",
                examples=["code:\n  language: bash\n  text: |\n    docker run hello-world"],
            ),
        ],
        layout="deckgen.layout.code.code_block",
        placement="inset",
        minutes=1.5,
    ),
    BlockType(
        "quote",
        Annotated[
            Quote,
            Meta(
                description="A quotation.",
                examples=["quote: {text: Talk is cheap. Show me the code., by: Linus Torvalds}"],
            ),
        ],
        layout="deckgen.layout.quote.quote_block",
        placement="points",
    ),
    BlockType(
        "statement",
        Annotated[
            Statement,
            Meta(
                description="One sentence in very large type; on a slide of its own it is the title too.",
                examples=["slides:\n  - statement: A container is a **process**, not a small machine"],
            ),
        ],
        layout="deckgen.layout.statement.statement_block",
        minutes=0.5,
    ),
    BlockType(
        "number",
        Annotated[Number, Meta(description="One number in very large type, with what it means.", examples=[NUMBER])],
        layout="deckgen.layout.number.number_block",
        placement="inset",
    ),
    BlockType(
        "callout",
        Annotated[
            Callout,
            Meta(
                description="A remark on a tinted background: `tip`, `note`, `warning` or `question`.",
                examples=["text: Images are built in layers.\ncallout: {tip: Put what changes often last}"],
            ),
        ],
        layout="deckgen.layout.callout.callout_block",
        placement="callout",
    ),
    BlockType(
        "references",
        Annotated[
            tuple[Reference, ...],
            Meta(
                description="A list of sources.",
                examples=["references:\n  - Tanenbaum, Modern Operating Systems\n  - Docker documentation"],
            ),
        ],
        layout="deckgen.layout.text.references_block",
        placement="points",
        clicks=each,
        minutes=0.5,
        glanced=True,
    ),
    BlockType(
        "quiz",
        Annotated[
            Quiz,
            Meta(
                description="Choices, of which a click reveals the right one; the title of the slide is the "
                "question.",
                examples=[
                    "quiz:\n  - The kernel and the applications\n  - answer: The applications layer\n"
                    "  - Only the kernel"
                ],
            ),
        ],
        layout="deckgen.layout.interaction.quiz_block",
        placement="points",
    ),
    BlockType(
        "poll",
        Annotated[
            Poll,
            Meta(
                description="A code that phones scan to take part in a poll, with its link in words below.",
                examples=["poll: https://example.org/vote"],
            ),
        ],
        layout="deckgen.layout.interaction.poll_block",
        placement="figure",
    ),
    BlockType("agenda", bool, layout=None, minutes=0.5, glanced=True),
    BlockType("columns", tuple, layout=None, clicks=each),
)
BLOCKS: dict[str, BlockType] = {block.key: block for block in BUILT_IN}
"""All blocks by their keys, in the order of explanation."""


def register(block: BlockType) -> None:
    """Add a block to the language; a key that a block or a field beside one has already raises a ValueError."""
    if block.key in BLOCKS or block.key in companions():
        raise ValueError(f"the outline language has a key `{block.key}` already")
    BLOCKS[block.key] = block
    forget_language()


def unregister(key: str) -> None:
    """Remove a block from the language."""
    del BLOCKS[key]
    forget_language()


@language_cache
def companions() -> dict[str, str]:
    """The fields that are typed beside a block to add to it, with the key of the block."""
    return {
        spec.key: block.key
        for block in BLOCKS.values()
        if block.is_spread
        for spec in block.fields
        if spec.key != block.key
    }


def home_of(key: str, typed: Collection[str]) -> str | None:
    """The block to which a field beside blocks belongs, given the keys that were typed; None for any other field.

    Some fields of a figure of layers also belong to the only graph, tree or sequence on a slide without layers.
    """
    home = companions().get(key)
    if home is None or home in typed:
        return home
    models = {name: block.model for name, block in BLOCKS.items() if name in typed}
    takers = [name for name, model in models.items() if model and issubclass(model, Drawn) and model.takes(key)]
    return takers[0] if len(takers) == 1 else home


@language_cache
def homes() -> dict[str, str]:
    """For each attribute of a spread block, the key of the block."""
    return {spec.name: block.key for block in BLOCKS.values() if block.is_spread for spec in block.fields}


def blocks_with(order: BuildOrder) -> Iterator[str]:
    """The keys of the blocks that support an order which not every block supports."""
    return (block.key for block in BLOCKS.values() if order in block.orders)
