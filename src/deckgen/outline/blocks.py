"""The blocks of a slide or a column, apart from figures and tables."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping
from typing import Annotated, Any, ClassVar, Literal

from msgspec import Meta, field
from msgspec.structs import replace

from deckgen.codes import Code
from deckgen.diagnostics import Sink
from deckgen.outline.desugar import as_typed, has, items_of, one_by_one, only_entry, written
from deckgen.outline.element import (
    Element,
    NeverEmpty,
    Outside,
    Selectable,
    Sourced,
    Spoken,
    Spot,
    Spread,
    Verbatim,
    Words,
    listed,
)
from deckgen.outline.forms import CELL, NAME, TYPED, JsonSchema, any_of, array_of, mapping_of, ref
from deckgen.regex import regex
from deckgen.source import Entry, ListNode, MapNode, Node, TextNode
from deckgen.suggest import closest

CALLOUTS = ("tip", "note", "warning", "question")
KINDS = listed(list(CALLOUTS), "or")


class Paragraph(Selectable, frozen=True):
    """A paragraph. Written short: the text itself."""

    noun: ClassVar[str] = "a paragraph"
    may_be_empty: ClassVar[bool] = True

    text: Annotated[
        Words,
        Meta(
            description="The text of the paragraph.",
            examples=["text: {text: Each container has a view of its own., only: developers}"],
        ),
    ]

    @classmethod
    def desugar(cls, node: Node, sink: Sink) -> MapNode | None:  # noqa: ARG003  (the signature of Element)
        return node if isinstance(node, MapNode) and has(node, "text") else written(node.place, text=node)

    @classmethod
    def short_forms(cls) -> list[JsonSchema]:
        return [TYPED]


class Note(Selectable, frozen=True):
    """Speaker notes. Written short: the text itself, and `ask: text` for a question; several notes are a list."""

    noun: ClassVar[str] = "a note"
    names_text: ClassVar[bool] = True
    may_be_empty: ClassVar[bool] = True

    text: Annotated[
        Words,
        Spoken,
        Meta(
            description="The words to say; only the speaker sees them.",
            examples=["notes:\n  - Ask who has used Docker.\n  - {note: Mention the budget., only: managers}"],
        ),
    ] = field(name="note")

    ask: Annotated[
        bool,
        Meta(
            description="`true` makes it a question to ask the class; it is marked in the notes and belongs to "
            "the note before it. Written short: `ask: text`.",
            examples=["text: Images hold no kernel.\nnotes:\n  - note: So what is in an image?\n    ask: true"],
        ),
    ] = False

    @property
    def goes_on(self) -> bool:
        """True if it belongs to the note before it and does not start a part with a click of its own."""
        return self.ask or bool(self.only or self.except_)

    @classmethod
    def desugar(cls, node: Node, sink: Sink) -> MapNode | None:  # noqa: ARG003  (the signature of Element)
        if isinstance(node, MapNode) and has(node, "note"):
            return node
        if isinstance(node, MapNode) and (only := only_entry(node)) and only.key.text == "ask":
            return written(node.place, note=only.value, ask=TextNode("true", only.key.place))
        return written(node.place, note=node)

    @classmethod
    def short_forms(cls) -> list[JsonSchema]:
        return [TYPED, mapping_of(TYPED, only_one=True, keys=["ask"])]


class Bullet(Selectable, frozen=True):
    """A point of a list, with points under it. Written short: `text`, or `text: [point, point]`."""

    noun: ClassVar[str] = "a point"

    text: Annotated[
        Words, Meta(description="The point itself.", examples=["bullets:\n  - bullet: Containers share one kernel"])
    ] = field(name="bullet")
    bullets: Annotated[
        tuple[Bullet, ...],
        Meta(
            description="Points under this point, down to the third level.",
            examples=["bullets:\n  - An image has layers: [one for each instruction, all read-only]"],
        ),
    ] = ()

    @classmethod
    def desugar(cls, node: Node, sink: Sink) -> MapNode | None:
        match node:
            case TextNode() if not node.is_null:
                return written(node.place, bullet=node)
            case MapNode() if has(node, "bullet"):
                return node
            case MapNode(entries=(only,)):
                if isinstance(only.value, TextNode):
                    return written(node.place, bullet=as_typed(only))
                if isinstance(only.value, ListNode):
                    return written(node.place, bullet=only.key, bullets=only.value)
                hint = f"put `- ` before each point under `{only.key.text}`"
                sink.wrong(only.value, "points under a point are a list", hint)
            case TextNode():
                sink.error(
                    Code.EMPTY_VALUE, "this point is empty", node.place, "write something after `- `, or remove it"
                )
            case MapNode():
                sink.wrong(node, "a point is text", "put `- ` before each point")
            case _:
                sink.wrong(node, "a point is text", "a point with points under it is `- point: [point, point]`")
        return None

    @classmethod
    def short_forms(cls) -> list[JsonSchema]:
        return [NAME, mapping_of(any_of(TYPED, array_of(ref(Bullet))), only_one=True)]


class Step(Selectable, frozen=True):
    """One step of a numbered process. Written short: `text`, or `text: what happens in it`."""

    noun: ClassVar[str] = "a step"
    names_text: ClassVar[bool] = True

    text: Annotated[Words, Meta(description="The action.", examples=["steps:\n  - step: Build the image"])] = field(
        name="step"
    )
    note: Annotated[
        Words | None,
        Meta(
            description="Details of this step, in smaller type.",
            examples=["steps:\n  - Build the image: Docker reads the Dockerfile"],
        ),
    ] = None

    @classmethod
    def desugar(cls, node: Node, sink: Sink) -> MapNode | None:
        match node:
            case TextNode() if not node.is_null:
                return written(node.place, step=node)
            case MapNode() if has(node, "step"):
                return node
            case MapNode(entries=(only,)) if isinstance(only.value, TextNode):
                return written(node.place, step=only.key, note=only.value)
        sink.wrong(node, "a step is text", "write `- step`, or `- step: what happens in it`")
        return None

    @classmethod
    def short_forms(cls) -> list[JsonSchema]:
        return [NAME, mapping_of(TYPED, only_one=True)]


class Steps(Spread, frozen=True):
    """A numbered process, with the shape that is typed beside it; without `steps` it is absent."""

    main: ClassVar[str] = "steps"

    steps: Annotated[
        tuple[Step, ...],
        Meta(
            description="A numbered process; `step: note` adds details to a step.",
            examples=["steps:\n  - Build the image\n  - Run it: one command"],
        ),
    ] = ()
    flow: Annotated[
        Literal["across", "down"] | None,
        Meta(
            description="The direction of `steps` as boxes with arrows between them; by default across, if they"
            " are few and short.",
            examples=["steps: [Build the image, Run it, Throw it away]\nflow: across"],
        ),
    ] = None

    def __bool__(self) -> bool:
        return bool(self.steps)


class Callout(Selectable, frozen=True, kw_only=True):
    """A remark on a tinted background. Written short: `tip: text`, `note: …`, `warning: …`, `question: …`."""

    noun: ClassVar[str] = "a callout"
    names_text: ClassVar[bool] = True

    kind: Annotated[
        Literal["tip", "note", "warning", "question"],
        Meta(
            description="The kind of the callout, which decides its bold word and its colour.",
            examples=["callout: {kind: warning, text: Ports are closed from outside}"],
        ),
    ] = "note"
    text: Annotated[
        Words, Meta(description="The text of the callout.", examples=["callout: {tip: Try it with your own image}"])
    ]

    @classmethod
    def desugar(cls, node: Node, sink: Sink) -> MapNode | None:
        match node:
            case TextNode():
                return written(node.place, text=node)
            case MapNode(entries=(only,)) if only.key.text in CALLOUTS:
                return written(node.place, kind=only.key, text=only.value)
            case MapNode(entries=(only,)) if only.key.text not in ("kind", "text"):
                sink.error(
                    Code.UNKNOWN_VALUE, f"there is no callout `{only.key.text}`", only.key.place, "write " + KINDS
                )
                return None
            case MapNode() if has(node, *CALLOUTS):
                hint = "write one of them, or the long form `{kind: tip, text: …}`"
                sink.error(Code.CLASHING_FIELDS, "a callout says one thing", node.place, hint)
                return None
        return super().desugar(node, sink)

    @classmethod
    def short_forms(cls) -> list[JsonSchema]:
        return [NAME, mapping_of({}, only_one=True, keys=list(CALLOUTS))]


class Quote(Sourced, frozen=True):
    """A quotation. Written short: the text itself."""

    noun: ClassVar[str] = "a quote"

    text: Annotated[
        Words,
        Meta(
            description="The words, without quotation marks.",
            examples=["quote: A container is a process with a view of its own"],
        ),
    ]
    by: Annotated[
        Words | None,
        Meta(
            description="The person quoted.",
            examples=["quote: {text: Talk is cheap. Show me the code., by: Linus Torvalds}"],
        ),
    ] = None

    @classmethod
    def desugar(cls, node: Node, sink: Sink) -> MapNode | None:
        return written(node.place, text=node) if isinstance(node, TextNode) else super().desugar(node, sink)

    @classmethod
    def short_forms(cls) -> list[JsonSchema]:
        return [NAME]


class Statement(Selectable, frozen=True):
    """One sentence in very large type, with the words in bold in the accent colour. Written short: the sentence.

    On a slide of its own it is also the title.
    """

    noun: ClassVar[str] = "a statement"

    text: Annotated[
        Words,
        Meta(
            description="The sentence; words in bold are in the accent colour.",
            examples=["slides:\n  - statement: A container is a **process**, not a small machine"],
        ),
    ]

    @classmethod
    def desugar(cls, node: Node, sink: Sink) -> MapNode | None:
        match node:
            case TextNode():
                return written(node.place, text=node)
            case ListNode():
                sink.wrong(node, "a statement is one sentence", "write it without `- ` or brackets")
                return None
        return super().desugar(node, sink)

    @classmethod
    def short_forms(cls) -> list[JsonSchema]:
        return [NAME]


NUMBER = "number: {value: 50 ms, meaning: to start a container, against: {2 s: to start a virtual machine}}"


class Amount(Element, frozen=True):
    """A number to compare with. Written short: `value: meaning`, or the value alone."""

    noun: ClassVar[str] = "an amount"
    names_text: ClassVar[bool] = True

    value: Annotated[Words, Meta(description="The number with its unit.", examples=[NUMBER])]
    meaning: Annotated[Words | None, Meta(description="What the number counts or measures.", examples=[NUMBER])] = (
        None
    )

    @classmethod
    def desugar(cls, node: Node, sink: Sink) -> MapNode | None:
        if (several := _several_numbers(cls, node)) is not None:
            message = f"`{several[0].text}` and `{several[1].text}` are two numbers, where one is expected"
            hint = f"write `value: {several[0].text}`, and remove the other one"
            sink.error(Code.WRONG_TYPE, message, several[1].place, hint)
            return None
        if _means_two_things(cls, node, sink):
            return None
        return _with_meaning(cls, node) or super().desugar(node, sink)

    @classmethod
    def short_forms(cls) -> list[JsonSchema]:
        return [NAME, mapping_of(TYPED, only_one=True)]


class Number(Sourced, frozen=True):
    """One number, as large as the slide allows. Written short: `value: meaning`, or the value alone."""

    noun: ClassVar[str] = "a number"
    names_text: ClassVar[bool] = True
    instead: ClassVar[Mapping[str, str]] = {"unit": "write it behind the number: `value: 5 kg`"}

    value: Annotated[
        Words,
        Meta(description="The number with its unit.", examples=["number: {value: 73 %, meaning: of all outages}"]),
    ]
    meaning: Annotated[
        Words | None,
        Meta(description="What the number counts or measures.", examples=["number: {50 ms: to start a container}"]),
    ] = None
    against: Annotated[
        Amount | None,
        Meta(
            description="Another number to compare with; two bars show both to scale if their units allow it.",
            examples=[NUMBER],
        ),
    ] = None

    @classmethod
    def desugar(cls, node: Node, sink: Sink) -> MapNode | None:
        if (several := _several_numbers(cls, node)) is not None:
            message = f"`{several[0].text}` and `{several[1].text}` are two numbers, where one is expected"
            hint = f"write `value: {several[0].text}`, and the other one under `against`"
            sink.error(Code.WRONG_TYPE, message, several[1].place, hint)
            return None
        if _means_two_things(cls, node, sink):
            return None
        return _with_meaning(cls, node) or super().desugar(node, sink)

    @classmethod
    def short_forms(cls) -> list[JsonSchema]:
        others = {"against": ref(Amount), "source": NAME}
        names = {"propertyNames": {"pattern": "^(?!(value|meaning)$)"}}  # these belong to the long form
        return [NAME, {**mapping_of(TYPED), "properties": others, "minProperties": 1, **names}]


def _several_numbers(model: type[Element], node: Node) -> list[TextNode] | None:
    """The numbers that are typed as names, if there are several of them."""
    keys = [entry.key for entry in node.entries] if isinstance(node, MapNode) else []
    found = [key for key in keys if key.text not in model.field_names() and any(map(str.isdigit, key.text))]
    return found if len(found) > 1 else None


def _means_two_things(model: type[Element], node: Node, sink: Sink) -> bool:
    """Report a number whose meaning is typed behind it and as `meaning` too."""
    if not isinstance(node, MapNode) or has(node, "value") or not has(node, "meaning"):
        return False
    typed = [entry for entry in node.entries if entry.key.text not in model.field_names()]
    number = next((entry for entry in typed if any(map(str.isdigit, entry.key.text))), None)
    if number is None or not isinstance(number.value, TextNode):
        return False
    other = next(entry.value for entry in node.entries if entry.key.text == "meaning")
    said = [each.described for each in (number.value, other) if isinstance(each, TextNode)]
    message = f"`{number.key.text}` has two meanings: {' and '.join(said)}"
    hint = f"write `value: {number.key.text}` and one `meaning`"
    sink.error(Code.CLASHING_FIELDS, message, number.key.place, hint)
    return True


def _with_meaning(model: type[Element], node: Node) -> MapNode | None:
    """The long form of `value: meaning`, or of the value alone; None for what is neither."""
    match node:
        case TextNode():
            return written(node.place, value=node)
        case MapNode(entries=entries) if not has(node, "value", "meaning"):
            own = [entry for entry in entries if not closest(entry.key.text, model.field_names())]
            if len(own) == 1:
                others = tuple(entry for entry in entries if entry is not own[0])
                short = written(node.place, value=own[0].key, meaning=own[0].value)
                return replace(short, entries=(*short.entries, *others))
    return None


IMAGES = "images:\n  - {file: before.png, caption: Before}\n  - {file: after.png, caption: After}"


_FILE = regex(r".+\.[A-Za-z]{3,4}")
"""The name of a file with a picture."""


class OnePicture(Selectable, frozen=True):
    """A picture from a file, with its words. Written short: the file's name."""

    noun: ClassVar[str] = "a picture"
    instead: ClassVar[Mapping[str, str]] = {
        name: f"only a picture alone can have it: `image: {{file: …, {name}: …}}`"
        for name in ("fill", "fit", "labels")
    }

    file: Annotated[
        Words,
        Outside,
        Meta(
            description="The picture's name, beside the outline: PNG, JPEG, GIF, SVG, WebP, AVIF, BMP or TIFF.",
            examples=["image: diagram.png"],
        ),
    ]
    alt: Annotated[
        Words | None,
        Meta(
            description="The alternative text, for those who cannot see the picture.",
            examples=["image: {file: diagram.png, alt: A whale that carries containers}"],
        ),
    ] = None
    caption: Annotated[
        Words | None,
        Meta(
            description="A line below the picture.",
            examples=["image: {file: diagram.png, caption: The logo of Docker}"],
        ),
    ] = None
    source: Annotated[
        Words | None,
        NeverEmpty,
        Meta(
            description="Where the picture comes from, in small type under it.",
            examples=["image: {file: diagram.png, source: Docker Inc.}"],
        ),
    ] = None
    focus: Annotated[
        Spot | None,
        Meta(
            description="The point that stays in sight where the picture is cropped; without it, the middle.",
            examples=["image: {file: diagram.png, fit: cover, focus: 40% 30%}"],
        ),
    ] = None

    @classmethod
    def desugar(cls, node: Node, sink: Sink) -> MapNode | None:
        keys = [entry.key for entry in node.entries] if isinstance(node, MapNode) else []
        if (name := next((key for key in keys if _FILE.fullmatch(key.text)), None)) is not None:
            hint = f"write `- {{file: {name.text}, caption: …}}` for each picture"
            sink.error(Code.WRONG_TYPE, f"the file `{name.text}` is typed as the name of a field", name.place, hint)
            return None
        return written(node.place, file=node) if isinstance(node, TextNode) else super().desugar(node, sink)

    @classmethod
    def short_forms(cls) -> list[JsonSchema]:
        return [NAME]


_LABELS = "image:\n  file: diagram.png\n  labels: {The client: 20% 40%, The engine: 70% 40%}"


class PictureLabel(Selectable, frozen=True):
    """A point of a picture, with a number there and its text beside the picture. Written short: `text: point`."""

    noun: ClassVar[str] = "a label"

    text: Annotated[Words, Meta(description="What is there.", examples=[_LABELS])]
    at: Annotated[
        Spot,
        Meta(
            description="The point: how far from the left edge of the picture, and from its top.",
            examples=["image:\n  file: diagram.png\n  labels:\n    - {text: The engine, at: 70% 40%}"],
        ),
    ]

    @classmethod
    def items(cls, node: Node) -> tuple[Node, ...]:
        return one_by_one(node) if isinstance(node, MapNode) and not has(node, "text", "at") else super().items(node)

    @classmethod
    def desugar(cls, node: Node, sink: Sink) -> MapNode | None:
        match node:
            case MapNode() if has(node, "text", "at"):
                return node
            case MapNode(entries=(only,)) if isinstance(only.value, TextNode) and only.value.is_null:
                message = f"the label `{only.key.text}` has no point"
                hint = f"write `{only.key.text}: 40% 30%`; if a comma has cut the label, put all of it in quotes"
                sink.error(Code.EMPTY_VALUE, message, only.key.place, hint)
                return None
            case MapNode(entries=(only,)):
                return written(only.key.place, text=only.key, at=only.value)
        sink.wrong(node, "a label is `text: point`", "write `- text: 40% 30%`")
        return None

    @classmethod
    def short_forms(cls) -> list[JsonSchema]:
        return [mapping_of(any_of({"type": "string"}, array_of(NAME)), only_one=True)]

    @classmethod
    def several_form(cls) -> JsonSchema | None:
        return mapping_of(any_of({"type": "string"}, array_of(NAME)))


class Image(OnePicture, frozen=True):
    """A picture from a file beside the outline. Written short: the file's name."""

    noun: ClassVar[str] = "an image"

    fill: Annotated[
        Literal["slide"] | None,
        Meta(
            description="`slide` makes the picture as large as the slide, with the title in a band at its foot.",
            examples=["image: {file: diagram.png, fill: slide, caption: The logo of Docker}"],
        ),
    ] = None
    fit: Annotated[
        Literal["contain", "cover"] | None,
        Meta(
            description="`contain` shows all of the picture, as usual; `cover` crops it so that it fills its area.",
            examples=["image: {file: diagram.png, fit: cover}\nbullets: [Small, Fast]"],
        ),
    ] = None
    labels: Annotated[
        tuple[PictureLabel, ...],
        Meta(
            description="Points of the picture with numbers there, and their texts beside it; `build: true` shows "
            "them one by one.",
            examples=[_LABELS],
        ),
    ] = ()

    @classmethod
    def desugar(cls, node: Node, sink: Sink) -> MapNode | None:
        if isinstance(node, ListNode):
            sink.wrong(node, "an image is one picture", "write `images:` for several")
            return None
        return super().desugar(node, sink)

    @classmethod
    def finish(cls, element: Any, node: MapNode, sink: Sink) -> None:
        fills = element.fill is not None
        if fills and element.labels:
            hint = "remove `fill: slide`, so that the texts of the labels have room beside the picture"
            sink.error(Code.CLASHING_FIELDS, "a picture with labels cannot fill the slide", node.place, hint)
        elif fills and element.fit == "contain":
            sink.error(Code.CLASHING_FIELDS, "a picture that fills the slide is cropped", node.place, "remove `fit`")
        elif element.focus is not None and not fills and element.fit != "cover":
            message = "`focus` is for a picture that is cropped"
            sink.error(Code.MISSING_FIELD, message, node.place, "add `fit: cover`, or remove `focus`")


_SIGNS = regex(r"([\\`*_\[\]$~^<&])")
"""The signs of inline Markdown, which names of files may hold."""


class Version(Element, frozen=True):
    """A program before or after a change. Written short: the text itself."""

    noun: ClassVar[str] = "a version of a program"
    may_be_empty: ClassVar[bool] = True

    text: Annotated[
        Words | None,
        Verbatim,
        Meta(
            description="The program, typed here after `|` to keep its lines.",
            examples=["code:\n  language: c\n  from: {text: int a;}\n  to: int a = 0;"],
        ),
    ] = None
    file: Annotated[
        Words | None,
        Outside,
        Meta(
            description="A file beside the outline that holds the program.",
            examples=["code: {language: python, from: {file: before.py}, to: {file: after.py}}"],
        ),
    ] = None

    @classmethod
    def desugar(cls, node: Node, sink: Sink) -> MapNode | None:
        return written(node.place, text=node) if isinstance(node, TextNode) else super().desugar(node, sink)

    @classmethod
    def short_forms(cls) -> list[JsonSchema]:
        return [NAME]

    @classmethod
    def finish(cls, element: Any, node: MapNode, sink: Sink) -> None:
        if element.is_sound and (element.text is None) is (element.file is None):
            lacks = element.text is None
            message = "needs `text` or `file`" if lacks else "has `text` or `file`, not both"
            code = Code.MISSING_FIELD if lacks else Code.CLASHING_FIELDS
            sink.error(code, f"a version of a program {message}", node.place, "add one" if lacks else "remove one")


class CodeBlock(Sourced, frozen=True):
    """A program, highlighted. `text` or `file`; `language` is a name that Pygments knows. Short: the text itself."""

    noun: ClassVar[str] = "a block of code"

    text: Annotated[
        Words | None,
        Verbatim,
        Meta(
            description="The program, typed here after `|` to keep its lines.",
            examples=["code: |\n  docker run hello-world"],
        ),
    ] = None
    file: Annotated[
        Words | None,
        Outside,
        Meta(
            description="A file beside the outline that holds the program.",
            examples=["code: {file: Dockerfile, language: docker}"],
        ),
    ] = None
    language: Annotated[
        str | None,
        Meta(
            description="The programming language for its colours, a name that Pygments knows.",
            examples=["code:\n  language: bash\n  text: |\n    docker ps --all"],
        ),
    ] = None

    lines: Annotated[
        str | None,
        Meta(
            description="The lines of the file to show, counted from 1; others are left out.",
            examples=["code: {file: Dockerfile, lines: 1-2}"],
        ),
    ] = None
    between: Annotated[
        tuple[str, ...],
        Meta(
            description="Two texts that mark the lines of the file to show: what is between the first line with the "
            "one and the next line with the other.",
            examples=["code: {file: Dockerfile, between: [FROM, CMD]}"],
        ),
    ] = ()
    old: Annotated[
        Version | None,
        Meta(
            description="The program before a change, or `{file: …}`; with `to`, what is gone and what is new is "
            "marked.",
            examples=["code:\n  language: c\n  from: int a;\n  to: int a = 0;"],
        ),
    ] = field(default=None, name="from")
    new: Annotated[
        Version | None,
        Meta(
            description="The program after a change, or `{file: …}`.",
            examples=["code:\n  language: c\n  from: int a;\n  to: int a = 0;"],
        ),
    ] = field(default=None, name="to")
    walk: Annotated[
        tuple[str, ...],
        Meta(
            description="Lines to speak about, one click for each entry, at which all other lines fade: a number, a "
            "range, or several of them with commas.",
            examples=["code:\n  walk: [1, 2-3]\n  text: |\n    a = 1\n    b = 2\n    print(a + b)"],
        ),
    ] = ()
    numbers: Annotated[
        bool,
        Meta(
            description="`true` numbers the lines, those of a file as in the file.",
            examples=["code:\n  numbers: true\n  text: |\n    a = 1\n    b = 2"],
        ),
    ] = False
    caption: Annotated[
        Words | None,
        Meta(
            description="A text above the program. Without it, the name of its file if it has one; `caption: ''` "
            "leaves that out.",
            examples=["code: {file: Dockerfile, caption: Dockerfile of the service}"],
        ),
    ] = None
    output: Annotated[
        Words | None,
        Verbatim,
        Meta(
            description="What the program prints, below it.",
            examples=["code:\n  text: print(6 * 7)\n  output: 42"],
        ),
    ] = None

    @classmethod
    def desugar(cls, node: Node, sink: Sink) -> MapNode | None:
        if isinstance(node, TextNode):
            return written(node.place, text=node)
        shown = node.get("to") or node if isinstance(node, MapNode) else None
        file = shown.get("file") if isinstance(shown, MapNode) else None
        if (
            isinstance(node, MapNode)
            and isinstance(file, TextNode)
            and not file.is_blank
            and not has(node, "caption")
        ):
            name = _SIGNS.sub(r"\\\1", posixpath.basename(file.text.strip()))
            caption = Entry(TextNode("caption", file.place), TextNode(name, file.place, '"'))
            return replace(node, entries=(*node.entries, caption))
        return super().desugar(node, sink)

    @classmethod
    def short_forms(cls) -> list[JsonSchema]:
        return [NAME]

    @classmethod
    def finish(cls, element: Any, node: MapNode, sink: Sink) -> None:
        sources = [name for name in ("text", "file", "from") if node.get(name) is not None]
        if len(sources) > 1:
            message = f"a block of code has `{sources[0]}` or `{sources[1]}`, not both"
            sink.error(Code.CLASHING_FIELDS, message, node.place, "remove one")
        elif element.is_sound and not sources and element.new is None:
            sink.error(Code.MISSING_FIELD, "a block of code needs `text` or `file`", node.place, "add `text: |`")
        elif (
            element.is_sound and sources in (["text"], ["from"]) and not (element.text or element.old or element.new)
        ):
            typed = node.get(sources[0])
            place = node.place if typed is None else typed.place
            hint = f"type the program after `{sources[0]}: |`, or remove `code`"
            sink.error(Code.EMPTY_VALUE, f"`{sources[0]}` is empty", place, hint)
        if element.is_sound and (element.old is None) is not (element.new is None):
            lacks = "to" if element.new is None else "from"
            hint = f"add `{lacks}: |` with the program {'after' if lacks == 'to' else 'before'} the change"
            sink.error(Code.MISSING_FIELD, f"a change of a program needs `{lacks}`", node.place, hint)
        element._check_lines(node, sink)

    def _check_lines(self, node: MapNode, sink: Sink) -> None:
        """Report what does not say which lines are meant."""
        for name in ("lines", "between"):
            if node.get(name) is not None and self.file is None and self.is_sound:
                hint = f"remove `{name}`, and leave out what need not be seen"
                sink.error(Code.CLASHING_FIELDS, f"`{name}` chooses lines of a `file`", node.place, hint)
        if self.between and len(self.between) != 2:
            hint = "write `between: [first mark, last mark]`"
            message = f"`between` has two marks, but this has {len(self.between)}"
            sink.error(Code.WRONG_TYPE, message, self.place_of("between"), hint)
        typed = [("walk", number, text) for number, text in enumerate(self.walk)]
        typed += [("lines", 0, self.lines)] if self.lines is not None else []
        for name, number, text in typed:
            if not lines_named(text):
                message = f"lines are a number or a range, but this is `{text}`"
                sink.error(Code.WRONG_TYPE, message, self.place_of(name, number), _hint_of_lines(text))


_LINES = regex(r"\s*(\d{1,6})(?:\s*[-–]\s*(\d{1,6}))?\s*")
_MOST_LINES = 10_000


def lines_named(text: str) -> frozenset[int]:
    """The numbers of the lines that a text such as `2-3, 7` means; none if it means no lines."""
    parts = [_LINES.fullmatch(part) for part in text.split(",")]
    ranges = [range(int(part[1]), int(part[2] or part[1]) + 1) for part in parts if part]
    if len(ranges) < len(parts) or not all(0 < len(each) <= _MOST_LINES and each.start for each in ranges):
        return frozenset()
    return frozenset(number for each in ranges for number in each)


def _hint_of_lines(text: str) -> str:
    """The hint for a text that names no lines: the same ranges from their first lines on, if these name some."""
    turned = re.sub(r"(\d+)(\s*[-–]\s*)(\d+)", lambda found: _forwards(*found.groups()), text)
    return f"write `{turned}`" if lines_named(turned) else "write `2`, `2-3` or `2-3, 7`"


def _forwards(first: str, sign: str, last: str) -> str:
    first, last = sorted((first, last), key=int)
    return f"{first}{sign}{last}"


_LIBRARY = regex(r"\S+\.(?:bib|bibtex|ris|enl|nbib|json)", re.IGNORECASE)
"""The names of files in which programs for references keep their sources."""


class Reference(Selectable, frozen=True):
    """A source. Written short: the text itself."""

    noun: ClassVar[str] = "a reference"

    text: Annotated[
        Words,
        Meta(
            description="Author, title and place of a source.",
            examples=["references:\n  - Tanenbaum, Modern Operating Systems"],
        ),
    ] = field(name="reference")

    @classmethod
    def desugar(cls, node: Node, sink: Sink) -> MapNode | None:
        match node:
            case TextNode() if _LIBRARY.fullmatch(node.text.strip()):
                hint = "write author, title and place of each source as text, in a line of its own after `- `"
                sink.wrong(node, "a reference is text, not a file of sources", hint)
                return None
            case TextNode() if not node.is_null:
                return written(node.place, reference=node)
            case MapNode() if not has(node, "reference"):
                only = only_entry(node)
                text = as_typed(only) if only else None
                if text is not None:
                    return written(node.place, reference=text)
                sink.wrong(node, "a reference is text", "put the text in quotes")
                return None
            case ListNode():
                sink.wrong(node, "a reference is text", "put the text in quotes")
                return None
        return super().desugar(node, sink)

    @classmethod
    def short_forms(cls) -> list[JsonSchema]:
        return [NAME, mapping_of(TYPED, only_one=True)]


EXAMPLE = "timeline:\n  - 1979: chroot\n  - 2000: FreeBSD jails\n  - 2013: [Docker, containers for everybody]"


class Event(Selectable, frozen=True):
    """An event of a timeline. Written short: `when: what`, or `when: [what, note]`."""

    noun: ClassVar[str] = "an event"

    when: Annotated[
        Words, Meta(description="The date of the event.", examples=["timeline:\n  - {when: 2013, what: Docker}"])
    ]
    what: Annotated[Words, Meta(description="The event.", examples=["timeline:\n  - {when: 2013, what: Docker}"])]
    note: Annotated[
        Words | None,
        Meta(
            description="A remark in smaller type.",
            examples=["timeline:\n  - {when: 2013, what: Docker, note: containers for everybody}"],
        ),
    ] = None

    @classmethod
    def items(cls, node: Node) -> tuple[Node, ...]:
        short = isinstance(node, MapNode) and node.entries and not has(node, "when", "what")
        return one_by_one(node) if isinstance(node, MapNode) and short else items_of(node)

    @classmethod
    def desugar(cls, node: Node, sink: Sink) -> MapNode | None:
        match node:
            case MapNode() if has(node, "when", "what"):
                return node
            case MapNode(entries=(only,)):
                match only.value:
                    case TextNode():
                        return written(only.key.place, when=only.key, what=only.value)
                    case ListNode(items=(what,)):
                        return written(only.key.place, when=only.key, what=what)
                    case ListNode(items=(what, note)):
                        return written(only.key.place, when=only.key, what=what, note=note)
        sink.wrong(node, "an event is `when: what`", "write when it happened, `: ` and what it was")
        return None

    @classmethod
    def short_forms(cls) -> list[JsonSchema]:
        return [mapping_of(CELL, only_one=True)]

    @classmethod
    def several_form(cls) -> JsonSchema | None:
        return mapping_of(CELL)
