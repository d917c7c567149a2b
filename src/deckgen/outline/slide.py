"""A slide: its blocks in the order in which they were typed, and the fields around them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property
from typing import Annotated, Any, ClassVar, Literal, Self, TypeVar

from msgspec import Meta, field
from msgspec.structs import replace

from deckgen.codes import Code
from deckgen.diagnostics import Sink
from deckgen.outline.allow import ALLOW, Permission
from deckgen.outline.blocks import Image, Note, Statement
from deckgen.outline.contents import Blocks
from deckgen.outline.desugar import written
from deckgen.outline.element import Element, Outside, Selectable, Words, listed
from deckgen.outline.forms import NAME, JsonSchema
from deckgen.outline.registry import BLOCKS, companions
from deckgen.source import ListNode, MapNode, Node, TextNode
from deckgen.suggest import closest


def empty_slide(node: Node, sink: Sink) -> None:
    """Report a slide without visible content."""
    sink.error(Code.EMPTY_SLIDE, "this slide is empty", node.place, "give it a `title`, or remove its `- `")


def check_section(node: MapNode, content: set[str], sink: Sink) -> None:
    """Check that a section's slide holds nothing but the beginning of the section."""
    others = [entry.key for entry in node.entries if entry.key.text in content]
    if others:
        names = listed([key.text for key in others])
        hint = f"begin a new slide with `- ` for {names}"
        if [key.text for key in others] == ["title"]:
            hint = "the text after `section` is its title; a second line is a `subtitle`"
        elif {key.text for key in others} <= {"hidden", "backup", "see"}:
            hint = f"write {names} on the slides of the section"
        sink.error(Code.CLASHING_FIELDS, f"a section cannot hold {names}", others[0].place, hint)


def empty_column(node: Node, sink: Sink) -> None:
    """Report a column without visible content."""
    sink.error(Code.EMPTY_COLUMN, "this column is empty", node.place, "give it `text`, `bullets` or `layers`")


T_ = TypeVar("T_")

ALWAYS_THERE = {"minutes", "keep", "without"}
"""Fields with a value on every slide, typed or not."""
NEEDED = ("title", "section")


def check_variants(variants: Mapping[str, Element], keys: set[str], slide: MapNode, sink: Sink) -> None:
    """Report every key of a variant that is not among the `keys` of its slide."""
    given = slide.get("for")
    known = {name for variant in variants.values() for name in variant.field_names()}
    if not variants or not isinstance(given, MapNode):
        return
    for entry in given.entries:
        if entry.key.text not in variants or not isinstance(entry.value, MapNode):
            continue
        there = keys | ALWAYS_THERE | _companions_of_replaced(keys, entry.value)
        for part in entry.value.entries:
            if part.key.text in known and part.key.text not in there:
                _nothing_there(part.key, f"this slide has no `{part.key.text}` to replace", keys, entry.key, sink)
        for name in _names(entry.value):
            if name.text in NEEDED:
                hint = f"write `except: [{entry.key.text}]` to leave out the whole slide"
                sink.error(Code.NEEDED_PART, f"a slide cannot be without its {name.text}", name.place, hint)
            elif name.text not in keys:
                _nothing_there(name, f"this slide has no `{name.text}` to leave out", keys, entry.key, sink)


def _companions_of_replaced(keys: set[str], variant: MapNode) -> set[str]:
    """The companions of the blocks that a variant replaces: the new block brings its own."""
    return {key for key, home in companions().items() if home in keys and variant.get(home) is not None}


def _names(variant: MapNode) -> list[TextNode]:
    given = variant.get("without")
    items = (given,) if isinstance(given, TextNode) else getattr(given, "items", ())
    return [item for item in items if isinstance(item, TextNode)]


def _nothing_there(name: TextNode, message: str, keys: set[str], audience: TextNode, sink: Sink) -> None:
    near = closest(name.text, keys - {"for", "only", "except"})
    hint = (
        f"did you mean `{near}`?" if near else f"add it to the slide, or make a slide with `only: [{audience.text}]`"
    )
    sink.error(Code.NOTHING_TO_REPLACE, message, name.place, hint)


ASIDE = ("hidden", "backup", "see")
"""Fields that take a slide out of the sequence of the lecture, or lead to such slides."""
_AT_THE_FOOT = ("source", "footnotes")
"""Fields with what stands at the foot of a slide."""
Transition = Literal["none", "fade", "push", "morph"]


def _check_full_picture(slide: Slide, sink: Sink) -> None:
    """Check that nothing else is on the slide that a picture fills."""
    image = slide.find(Image)
    others = [name for name in slide.order if name != "image"]
    others += [name for name in _AT_THE_FOOT if getattr(slide, name)]
    if image is not None and image.fill is not None and others:
        names = listed(others)
        hint = f"remove `fill: slide`, or give {names} a slide of {'their' if len(others) > 1 else 'its'} own"
        message = f"a picture that fills the slide leaves no room for {names}"
        sink.error(Code.CLASHING_FIELDS, message, image.place, hint)


class Column(Blocks, frozen=True):
    """One of the columns that share a slide, `wide` times as wide as a column of 1."""

    noun: ClassVar[str] = "a column"

    title: Annotated[
        Words | None,
        Meta(
            description="A heading for the column.",
            examples=["columns:\n  - {title: Before, text: One app on a server}\n  - {title: After, text: Many}"],
        ),
    ] = None
    wide: Annotated[
        float,
        Meta(
            gt=0,
            description="Its share of the width.",
            examples=["columns:\n  - {wide: 2, text: Much to say}\n  - {text: Little}"],
        ),
    ] = 1

    @classmethod
    def desugar(cls, node: Node, sink: Sink) -> MapNode | None:
        match node:
            case TextNode() if node.is_null:
                empty_column(node, sink)
                return None
            case TextNode():
                return written(node.place, text=node)
            case ListNode():
                sink.wrong(node, "a column is a mapping", "begin it with `bullets:` or `layers:`")
                return None
        return super().desugar(node, sink)

    @classmethod
    def short_forms(cls) -> list[JsonSchema]:
        return [NAME]

    @classmethod
    def finish(cls, element: Any, node: MapNode, sink: Sink) -> None:
        super().finish(element, node, sink)
        if element.is_sound and not element.order:
            empty_column(node, sink)
        image = element.find(Image)
        if image is not None and image.fill is not None:
            hint = "remove `fill: slide`, or write `fit: cover` to fill the column"
            sink.error(Code.CLASHING_FIELDS, "a picture in a column cannot fill the slide", image.place, hint)


class SlideParts(Blocks, frozen=True):
    """All fields of a slide that can differ for one audience."""

    section: Annotated[
        Words | None,
        Meta(
            description="The title of a section that begins here; the slide holds nothing else.",
            examples=["section: How an operating system is made up"],
        ),
    ] = None
    title: Annotated[
        Words | None,
        Meta(
            description="The point of the slide, as a sentence.",
            examples=["title: An operating system has two layers\ntext: Applications and the kernel."],
        ),
    ] = None
    subtitle: Annotated[
        Words | None,
        Meta(description="A line under the title.", examples=["title: Questions?\nsubtitle: Room 12, Tuesdays"]),
    ] = None
    agenda: Annotated[
        bool, Meta(description="`true` lists the sections of the lecture on the slide.", examples=["agenda: true"])
    ] = False
    columns: Annotated[
        tuple[Column, ...],
        Meta(
            description="Blocks beside each other.",
            examples=["columns:\n  - bullets: [Small, Fast]\n  - layers: [App, Kernel]"],
        ),
    ] = ()
    notes: Annotated[
        tuple[Note, ...],
        Meta(
            description="The words to say; only the speaker sees them. A list follows the clicks: its first "
            "part is for the slide as it appears, each further part for a click. A note for some "
            "audiences, and `ask: text`, a question to the class, belong to the part before them.",
            examples=[
                "text: Containers are processes.\nnotes: |\n  Ask first: which of these did you install yourself?"
            ],
        ),
    ] = ()
    footnotes: Annotated[
        dict[str, Words],
        Meta(
            description="The texts of footnotes by their names. `[^name]` in a text of the slide refers to one; they "
            "are numbered, and stand at the foot of the slide.",
            examples=["text: Containers share the kernel[^1].\nfootnotes: {1: Unless they run on another machine.}"],
        ),
    ] = field(default_factory=dict)
    transition: Annotated[
        Transition | None,
        Meta(
            description="The transition to the slide; `morph` moves shapes that have the same name on the slide"
            " before.",
            examples=[
                "title: The kernel\nlayers: [Applications, OS kernel]\nhighlight: OS kernel\ntransition: morph"
            ],
        ),
    ] = None
    minutes: Annotated[
        float | None,
        Meta(
            gt=0,
            description="The time that the slide takes. Without it, the time is estimated from notes and content.",
            examples=["title: Containers are processes\ntext: Not machines.\nminutes: 3"],
        ),
    ] = None
    blank: Annotated[
        tuple[Words, ...],
        Meta(
            description="Words of the slide that the edition for students leaves out, with a gap to fill in.",
            examples=["text: Containers share the kernel of the host.\nblank: [kernel]"],
        ),
    ] = ()
    keep: Annotated[
        Literal["must", "should", "could"],
        Meta(
            description="The priority of the slide if time is short: `could` is dropped first, then `should`, "
            "and `must` never. On a section, it applies to its slides without a priority of their "
            "own.",
            examples=["title: A look back at Docker Toolbox\ntext: It packed five tools.\nkeep: could"],
        ),
    ] = "should"

    @property
    def blocks(self) -> tuple[Blocks, ...]:
        """The slide and its columns: everything that holds blocks."""
        return (self, *self.columns)


class Variant(SlideParts, frozen=True):
    """The differences of a slide for one audience. A variant replaces parts of the slide, or leaves them out."""

    noun: ClassVar[str] = "a variant of a slide"

    # Its key names the audience, so these two cannot be typed.
    only: tuple[str, ...] = ()
    except_: tuple[str, ...] = ()

    without: Annotated[
        tuple[str, ...],
        Meta(
            description="The parts of the slide that this audience does not see.",
            examples=["title: One\ntext: Two.\ncode: docker ps\nfor:\n  managers: {without: code}"],
        ),
    ] = ()

    @classmethod
    def finish(cls, element: Any, node: MapNode, sink: Sink) -> None:
        """Check nothing: a variant is checked together with its slide."""


class Slide(SlideParts, frozen=True, dict=True):
    """A slide, or the beginning of a section. Its keys decide which of the two it is."""

    noun: ClassVar[str] = "a slide"

    hidden: Annotated[
        bool,
        Meta(
            description="`true` keeps the slide in the file, but skips it when the lecture is shown.",
            examples=["title: Numbers of last year\ntext: Kept for the archive.\nhidden: true"],
        ),
    ] = False
    backup: Annotated[
        bool,
        Meta(
            description="`true` puts the slide behind the end, to be shown only if somebody asks; `see` on "
            "another slide leads to it.",
            examples=["title: How namespaces work\ntext: One view for each process.\nbackup: true"],
        ),
    ] = False
    see: Annotated[
        tuple[Words, ...],
        Meta(
            description="Titles of slides that say more, such as backups; small links lead there, and back.",
            examples=[
                "slides:\n  - title: Containers are processes\n    see: How namespaces work\n"
                "  - title: How namespaces work\n    text: One view for each process.\n    backup: true"
            ],
        ),
    ] = ()
    allow: Annotated[dict[str, Permission], ALLOW] = field(default_factory=dict)
    for_: Annotated[
        dict[str, Variant],
        Meta(
            description="The differences for an audience: parts of the slide that are replaced or left out.",
            examples=[
                "title: Namespaces limit what it sees\nbullets: [Process numbers, Host name]\nfor:\n"
                "  managers: {title: A container is fenced in, without: bullets}"
            ],
        ),
    ] = field(default_factory=dict, name="for")

    def __hash__(self) -> int:
        # Slides that are compared without their places differ by their titles.
        return hash((self.place, self.title, self.section))

    @cached_property
    def _walked(self) -> dict[object, tuple[Any, ...]]:
        return {}

    def kept(self, walk: Callable[[Self], Iterable[T_]]) -> Iterable[T_]:
        if walk not in self._walked:
            self._walked[walk] = tuple(walk(self))
        return self._walked[walk]

    @property
    def headline(self) -> Words | None:
        """The title, or without one the statement, which then has the slide for itself."""
        if self.title is not None:
            return self.title
        statement = self.find(Statement)
        return statement.text if statement is not None else None

    @property
    def is_statement(self) -> bool:
        """True if a statement is the title of the slide."""
        return self.title is None and self.headline is not None

    @property
    def is_title_alone(self) -> bool:
        """True if no part of the slide can appear later than its title."""
        return self.is_statement or self.full_picture is not None

    @property
    def full_picture(self) -> Image | None:
        """The picture that fills the slide, if one does: it has the slide for itself."""
        image = self.find(Image) if self.order == ("image",) else None
        return image if image is not None and image.fill is not None else None

    @property
    def is_shown(self) -> bool:
        """True for a slide that is part of the lecture's sequence and takes time."""
        return not (self.hidden or self.backup)

    @classmethod
    def desugar(cls, node: Node, sink: Sink) -> MapNode | None:
        if isinstance(node, TextNode) and not node.is_null:
            sink.wrong(node, "a slide is a mapping", f"write `title: {node.text}`")
            return None
        if isinstance(node, TextNode) or (isinstance(node, MapNode) and not node.entries):
            empty_slide(node, sink)
            return None
        return super().desugar(node, sink)

    @classmethod
    def finish(cls, element: Any, node: MapNode, sink: Sink) -> None:
        super().finish(element, node, sink)
        _check_full_picture(element, sink)
        check_variants(element.for_, {entry.key.text for entry in node.entries}, node, sink)
        if element.section is not None:
            check_section(node, {*BLOCKS, *companions(), *ASIDE, *_AT_THE_FOOT, "title"}, sink)
        elif element.is_sound and element.title is None:
            empty = next((entry.key for entry in node.entries if entry.key.text == "title"), None)
            if empty is not None:
                hint = "write a sentence that says the point after it"
                sink.error(Code.EMPTY_VALUE, "`title` is empty", empty.place, hint)
            elif not element.order:
                empty_slide(node, sink)
            elif element.is_statement and len(element.order) > 1:
                others = listed([name for name in element.order if name != "statement"])
                message = f"beside {others}, the slide of a statement needs a title"
                sink.error(
                    Code.MISSING_TITLE, message, node.place, "add `title: …`, or give them a slide of their own"
                )
            elif element.is_statement and element.subtitle is not None:
                hint = "say it in the `notes`, or give the slide a `title` too"
                sink.error(Code.CLASHING_FIELDS, "a statement has no subtitle", element.subtitle.place, hint)
            elif element.is_statement:
                return
            elif not {"agenda", "references"} & set(element.order):
                hint = "add `title: …`, a sentence that says the point"
                sink.error(Code.MISSING_TITLE, "this slide has no title", node.place, hint)


def titled(slides: Sequence[Slide]) -> dict[str, int]:
    """The positions of slides by title, as `seen` looks them up; the first one if several share a title."""
    titles = [(slide.headline, position) for position, slide in enumerate(slides)]
    return {title_key(title): position for title, position in reversed(titles) if title is not None}


def seen(slide: Slide, by_title: Mapping[str, int]) -> list[int]:
    """The positions of the slides named in `see` of a slide, as far as they exist."""
    return [by_title[title_key(words)] for words in slide.see if title_key(words) in by_title]


def renamed(before: Sequence[Slide], after: tuple[Slide, ...]) -> tuple[Slide, ...]:
    """The slides `after`, with `see` following the titles that were different `before`."""
    titles = {slide.place: slide.headline for slide in after}
    changed = {
        key: title
        for key, position in titled(before).items()
        if (title := titles.get(before[position].place)) is not None and title_key(title) != key
    }
    if not changed:
        return after
    return tuple(
        replace(slide, see=tuple(changed.get(title_key(words), words) for words in slide.see)) if slide.see else slide
        for slide in after
    )


def title_key(title: Words) -> str:
    """A key that is the same for all spellings of one title, with and without marks of footnotes."""
    return " ".join("".join(run.plain for run in title.runs if run.note is None).split()).casefold()


class Include(Selectable, frozen=True):
    """Slides of another file, which go here. Its audiences apply to all the slides."""

    noun: ClassVar[str] = "an include"

    include: Annotated[
        Words,
        Outside,
        Meta(
            description="The file whose slides go here: a list of slides, or an outline. Its name is relative "
            "to the file that includes it.",
            examples=["slides:\n  - title: Welcome\n  - include: shared/kernel.yaml"],
        ),
    ]
