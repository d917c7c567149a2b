"""The head of the outline: settings for the whole lecture."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any, ClassVar, Literal

from msgspec import Meta, field
from msgspec.structs import replace

from deckgen.codes import Code
from deckgen.diagnostics import Sink
from deckgen.language import is_language
from deckgen.media.files import FileKind
from deckgen.outline.allow import ALLOW, Permission
from deckgen.outline.blocks import CodeBlock, Image, OnePicture
from deckgen.outline.box import Box
from deckgen.outline.chart import Chart
from deckgen.outline.desugar import has, written
from deckgen.outline.element import Element, Metres, NeverEmpty, Verbatim, Words, declared_fields, one_of
from deckgen.outline.figure import Arrow, Axis, Brace, Figure, Layers
from deckgen.outline.forms import NAME, NOTHING, JsonSchema
from deckgen.outline.identity import Cover, Logo
from deckgen.outline.role import Role
from deckgen.outline.slide import Slide, Transition
from deckgen.outline.tables import Table
from deckgen.outline.theme_file import BUILT_IN, is_theme_file
from deckgen.regex import regex
from deckgen.source import Entry, ListNode, MapNode, Node, TextNode
from deckgen.suggest import closest


def _as_on_a_slide(name: str) -> Meta:
    """The description of the field of this name on a slide."""
    return next(spec.meta for spec in declared_fields(Figure) if spec.name == name)


class SharedFigure(Element, frozen=True):
    """A figure that several slides show with `figure: its name`."""

    noun: ClassVar[str] = "a figure"

    layers: Annotated[Layers, _as_on_a_slide("layers")]
    below: Annotated[tuple[Box, ...], _as_on_a_slide("below")] = ()
    braces: Annotated[tuple[Brace, ...], _as_on_a_slide("braces")] = ()
    arrows: Annotated[tuple[Arrow, ...], _as_on_a_slide("arrows")] = ()
    axes: Annotated[tuple[Axis, ...], _as_on_a_slide("axes")] = ()
    pyramid: Annotated[bool, _as_on_a_slide("pyramid")] = False
    captions: Annotated[Literal["top", "bottom"] | None, _as_on_a_slide("captions")] = None
    aligned: Annotated[bool, _as_on_a_slide("aligned")] = False
    legend: Annotated[bool, _as_on_a_slide("legend")] = False
    roles: Annotated[dict[str, Role], _as_on_a_slide("roles")] = field(default_factory=dict)


def with_figures(outline: MapNode) -> MapNode:
    """The outline with every figure copied to where it is shown; names of unknown figures stay, to be reported."""
    figures, slides = outline.get("figures"), outline.get("slides")
    if not isinstance(figures, MapNode) or not isinstance(slides, ListNode):
        return outline
    shown = replace(slides, items=tuple(_shown(slide, figures) for slide in slides.items))
    entries = (replace(entry, value=shown) if entry.key.text == "slides" else entry for entry in outline.entries)
    return replace(outline, entries=tuple(entries))


def _shown(node: Node, figures: MapNode) -> Node:
    """A slide, or one of its columns, with the figure that it names; its own fields take precedence."""
    if not isinstance(node, MapNode):
        return node
    entries: list[Entry] = []
    for entry in node.entries:
        named = figures.get(entry.value.text) if isinstance(entry.value, TextNode) else None
        if entry.key.text == "figure" and isinstance(named, MapNode) and not has(node, "layers"):
            entries += [own for own in named.entries if not has(node, own.key.text)]
        elif entry.key.text == "for" and isinstance(entry.value, MapNode):
            variants = tuple(replace(one, value=_variant(one.value, node, figures)) for one in entry.value.entries)
            entries.append(replace(entry, value=replace(entry.value, entries=variants)))
        elif entry.key.text == "columns" and isinstance(entry.value, ListNode):
            columns = tuple(_shown(column, figures) for column in entry.value.items)
            entries.append(replace(entry, value=replace(entry.value, items=columns)))
        else:
            entries.append(entry)
    return replace(node, entries=tuple(entries))


def _variant(node: Node, slide: MapNode, figures: MapNode) -> Node:
    """The fields of a slide for one audience; `without: figure` leaves out the layers of the figure."""
    shown = _shown(node, figures)
    if not isinstance(shown, MapNode) or not has(slide, "figure"):
        return shown
    entries = (
        replace(entry, value=_without_figure(entry.value)) if entry.key.text == "without" else entry
        for entry in shown.entries
    )
    return replace(shown, entries=tuple(entries))


def _without_figure(node: Node) -> Node:
    if isinstance(node, ListNode):
        return replace(node, items=tuple(_without_figure(item) for item in node.items))
    return replace(node, text="layers") if isinstance(node, TextNode) and node.text == "figure" else node


LayoutKind = Literal["title", "section", "content", "two-content", "comparison", "title-only"]


class Layouts(Element, frozen=True):
    """The layouts of a template for each kind of slide, by the names that PowerPoint shows.

    Without it, layouts are recognised by their placeholders; `deckgen template FILE` shows the result.
    """

    noun: ClassVar[str] = "a choice of layouts"

    title: Annotated[
        Words | None,
        Verbatim,
        Meta(
            description="The layout of the title slide.",
            examples=["theme: {use: university.potx, layouts: {title: Titelfolie blau}}"],
        ),
    ] = None
    section: Annotated[
        Words | None,
        Verbatim,
        Meta(
            description="The layout of sections.",
            examples=["theme: {use: university.potx, layouts: {section: Kapitel}}"],
        ),
    ] = None
    content: Annotated[
        Words | None,
        Verbatim,
        Meta(
            description="The layout of slides with text. Its content area is used for all slides.",
            examples=["theme: {use: university.potx, layouts: {content: Titel und Inhalt}}"],
        ),
    ] = None
    two_content: Annotated[
        Words | None,
        Verbatim,
        Meta(
            description="The layout of slides with two columns.",
            examples=["theme: {use: university.potx, layouts: {two-content: Zwei Inhalte}}"],
        ),
    ] = field(default=None, name="two-content")
    comparison: Annotated[
        Words | None,
        Verbatim,
        Meta(
            description="The layout of slides with two columns with headings.",
            examples=["theme: {use: university.potx, layouts: {comparison: Vergleich}}"],
        ),
    ] = None
    title_only: Annotated[
        Words | None,
        Verbatim,
        Meta(
            description="The layout of slides with figures and tables: a title, and nothing else.",
            examples=["theme: {use: university.potx, layouts: {title-only: Nur Titel}}"],
        ),
    ] = field(default=None, name="title-only")

    @property
    def named(self) -> dict[LayoutKind, Words]:
        """The given names, by the kind of slide."""
        named: dict[LayoutKind, Words | None] = {
            "title": self.title,
            "section": self.section,
            "content": self.content,
            "two-content": self.two_content,
            "comparison": self.comparison,
            "title-only": self.title_only,
        }
        return {kind: words for kind, words in named.items() if words is not None}


class Look(Element, frozen=True):
    """The look of the deck. Written short: the name of a built-in theme, of a theme file, or of a template's file."""

    noun: ClassVar[str] = "a theme"

    use: Annotated[
        Words,
        Verbatim,
        Meta(
            description="A built-in theme: `classroom` (dark on white), `dark` (light on dark blue), `folio` (like a "
            "book, with serifs, on ivory), `signal` (black, white and red) or `board` (light on dark green); or a "
            "file in the folder of the outline: a theme file (.yaml), or a .pptx or .potx file, whose design is "
            "used.",
            examples=["theme: university.potx"],
        ),
    ]
    layouts: Annotated[
        Layouts | None,
        Meta(
            description="The layout of the template for each kind of slide, if deckgen does not find the right "
            "one by itself.",
            examples=["theme: {use: university.potx, layouts: {section: Kapitel}}"],
        ),
    ] = None

    @property
    def is_file(self) -> bool:
        return self.use.raw not in BUILT_IN

    @property
    def is_theme_file(self) -> bool:
        """True if the file is one in the language of theme files, and no template."""
        return is_theme_file(self.use.raw)

    @classmethod
    def desugar(cls, node: Node, sink: Sink) -> MapNode | None:
        return written(node.place, use=node) if isinstance(node, TextNode) else super().desugar(node, sink)

    @classmethod
    def short_forms(cls) -> list[JsonSchema]:
        return [NAME]

    @classmethod
    def finish(cls, element: Any, node: MapNode, sink: Sink) -> None:  # noqa: ARG003
        name = element.use.raw
        if (name in BUILT_IN or element.is_theme_file) and element.layouts is not None:
            hint = f"remove `layouts`, or name a template in place of `{name}`"
            sink.error(Code.CLASHING_FIELDS, f"the layouts of `{name}` are settled", element.layouts.place, hint)
        if name not in BUILT_IN and "." not in name:
            near = closest(name, BUILT_IN)
            message = f"a built-in theme or the name of a file is expected here, but this is `{name}`"
            hint = (
                f"did you mean `{near}`?" if near else f"write {one_of(BUILT_IN)}, or `{name}.yaml` or `{name}.pptx`"
            )
            sink.error(Code.UNKNOWN_VALUE, message, element.use.place, hint)


_TAG = regex(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*")
"""The form of the tag of a language (BCP 47)."""
_NAMES = {
    "english": "en", "englisch": "en", "anglais": "en", "inglés": "en", "german": "de", "deutsch": "de",
    "allemand": "de", "french": "fr", "français": "fr", "französisch": "fr", "spanish": "es", "español": "es",
    "spanisch": "es", "italian": "it", "italiano": "it", "italienisch": "it", "portuguese": "pt", "português": "pt",
    "dutch": "nl", "nederlands": "nl", "polish": "pl", "polski": "pl", "russian": "ru", "русский": "ru",
    "ukrainian": "uk", "українська": "uk", "turkish": "tr", "türkçe": "tr", "arabic": "ar", "العربية": "ar",
    "hebrew": "he", "עברית": "he", "chinese": "zh", "中文": "zh", "japanese": "ja", "日本語": "ja", "korean": "ko",
    "한국어": "ko", "czech": "cs", "čeština": "cs", "swedish": "sv", "svenska": "sv", "greek": "el", "hindi": "hi",
}  # fmt: skip
"""The tags of languages by what authors call them."""


_COUNTRIES = {"at": "de", "cn": "zh", "cz": "cs", "dk": "da", "gb": "en", "jp": "ja", "ua": "uk", "us": "en"}
"""The languages of countries whose codes are taken for those of languages."""


def _check_language(element: Any, sink: Sink) -> None:
    """Report a language that is no tag, or the tag of none."""
    typed = element.language
    if typed is None or _is_tag(typed):
        return
    name = typed.strip().lower()
    meant = _NAMES.get(name) or _COUNTRIES.get(name) or _NAMES.get(closest(typed, _NAMES) or "")
    tag = typed.replace("_", "-")
    meant = tag if _is_tag(tag) else meant
    hint = f"write `{meant}`" if meant else "write the tag of one language, such as `en`, `de-CH` or `ar`"
    what = "is the tag of no language" if _TAG.fullmatch(typed) else ""
    expected = f"the tag of a language is expected here, but this is `{typed}`"
    sink.error(Code.UNKNOWN_VALUE, f"`{typed}` {what}" if what else expected, element.place_of("language"), hint)


def _is_tag(text: str) -> bool:
    return _TAG.fullmatch(text) is not None and is_language(text)


class Audience(Element, frozen=True):
    """One of the groups that hear the lecture, and the differences for it."""

    noun: ClassVar[str] = "an audience"

    title: Annotated[
        Words | None,
        Meta(
            description="The lecture's title for this audience.",
            examples=["audiences:\n  beginners: {title: Docker from scratch}"],
        ),
    ] = None
    subtitle: Annotated[
        Words | None,
        Meta(
            description="The lecture's subtitle for this audience.",
            examples=["audiences:\n  beginners: {subtitle: No Linux needed}"],
        ),
    ] = None
    minutes: Annotated[
        float | None,
        Meta(gt=0, description="The time slot of this audience.", examples=["audiences:\n  managers: {minutes: 15}"]),
    ] = None

    author: Annotated[
        Words | None,
        Meta(
            description="The speaker for this audience.",
            examples=["audiences:\n  managers: {author: The platform team}"],
        ),
    ] = None
    date: Annotated[
        str | None,
        Meta(
            description="The date of the lecture for this audience.",
            examples=["audiences:\n  managers: {date: 14 May 2025}"],
        ),
    ] = None
    language: Annotated[
        str | None,
        Meta(
            description="The language of the lecture for this audience.",
            examples=["audiences:\n  visitors: {language: de}"],
        ),
    ] = None
    theme: Annotated[
        Look | None,
        Meta(
            description="The look of the deck for this audience.",
            examples=["audiences:\n  managers: {theme: classroom}"],
        ),
    ] = None
    values: Annotated[
        dict[str, Words],
        Meta(
            description="The texts that replace each `{{name}}` for this audience.",
            examples=["values: {room: Room 12}\naudiences:\n  managers:\n    values: {room: The board room}"],
        ),
    ] = field(default_factory=dict)

    @classmethod
    def desugar(cls, node: Node, sink: Sink) -> MapNode | None:
        return written(node.place) if isinstance(node, TextNode) and node.is_null else super().desugar(node, sink)

    @classmethod
    def short_forms(cls) -> list[JsonSchema]:
        return [NOTHING]

    @classmethod
    def finish(cls, element: Any, node: MapNode, sink: Sink) -> None:  # noqa: ARG003  (the signature of Element)
        _check_language(element, sink)


class Room(Element, frozen=True):
    """The room in which the lecture is given. The distance of its last row decides the least size of text."""

    noun: ClassVar[str] = "a room"

    rows: Annotated[
        float,
        Meta(
            gt=0,
            description="The number of rows of seats; the first is assumed to be 3 m from the screen, and rows "
            "to be 0.9 m apart.",
            examples=["room: {rows: 20, screen: 2.5 m}"],
        ),
    ]
    screen: Annotated[
        Metres,
        Meta(description="The height of the picture on the screen.", examples=["room: {rows: 20, screen: 2.5 m}"]),
    ] = Metres(2)


class Outline(Element, frozen=True, kw_only=True):
    """A lecture."""

    noun: ClassVar[str] = "an outline"

    title: Annotated[
        Words, Meta(description="The title of the lecture.", examples=["title: Docker and virtual machines"])
    ]
    subtitle: Annotated[
        Words | None,
        NeverEmpty,
        Meta(
            description="A line under the title.",
            examples=["subtitle: What each one virtualizes, and what follows from it"],
        ),
    ] = None
    author: Annotated[
        Words | None, NeverEmpty, Meta(description="The speaker.", examples=["author: Operating Systems course"])
    ] = None
    date: Annotated[
        str | None,
        NeverEmpty,
        Meta(description="The date of the lecture, as it should appear.", examples=["date: 12 May 2025"]),
    ] = None
    course: Annotated[
        Words | None,
        NeverEmpty,
        Meta(
            description="The course that the lecture belongs to, on the title slide and at the foot of the last one.",
            examples=["course: Operating Systems, CS 342"],
        ),
    ] = None
    institution: Annotated[
        Words | None,
        NeverEmpty,
        Meta(
            description="The university or department, on the title slide and at the foot of the last one.",
            examples=["institution: University of Example"],
        ),
    ] = None
    contact: Annotated[
        Words | None,
        NeverEmpty,
        Meta(
            description="How to reach the speaker, on the title slide and at the foot of the last one; an address is "
            "a link.",
            examples=["contact: anna@example.org"],
        ),
    ] = None
    cover: Annotated[
        Cover | None,
        Meta(description="The picture of the title slide, at its right.", examples=["cover: diagram.png"]),
    ] = None
    logo: Annotated[
        Logo | None,
        Meta(
            description="The logo in a corner of the slides.",
            examples=["logo: {file: diagram.png, corner: bottom right}"],
        ),
    ] = None
    language: Annotated[
        str,
        NeverEmpty,
        Meta(
            description="The language of the lecture, as a tag such as `en` or `de-CH`; it selects the spelling"
            " checks. For languages written from right to left, such as `ar` and `he`, everything "
            "is mirrored, including `left` and `right`.",
            examples=["language: en"],
        ),
    ] = "en"
    minutes: Annotated[
        float | None,
        NeverEmpty,
        Meta(gt=0, description="The time available for the lecture.", examples=["minutes: 45"]),
    ] = None
    theme: Annotated[
        Look | None,
        Meta(
            description="The look of the deck: `classroom` (the default), `dark`, `folio`, `signal` or `board`, a "
            "theme file, or the design of a .pptx or .potx file.",
            examples=["theme: dark"],
        ),
    ] = None
    fonts: Annotated[
        Words | None,
        Verbatim,
        Meta(
            description="The folder with the files of a template's fonts (.ttf, .otf, .ttc). Text is measured in"
            " them, the same on every machine; without it, in fonts that the template embeds or that are installed.",
            examples=["theme: university.potx\nfonts: fonts"],
        ),
    ] = None
    transition: Annotated[
        Transition,
        Meta(
            description="The transition to each slide. `morph` moves shapes that both slides show, and fades if"
            " there are none.",
            examples=["transition: fade"],
        ),
    ] = "none"
    room: Annotated[
        Room | None,
        Meta(
            description="The room: text is made large enough for its last row, and slides where that fails are "
            "reported.",
            examples=["room: {rows: 20, screen: 2.5 m}"],
        ),
    ] = None
    legible_from: Annotated[
        Metres | None,
        Meta(
            description="The distance from which text can be read on a screen 2 m high; use it if the `room` is"
            " not known.",
            examples=["legible_from: 15 m"],
        ),
    ] = None
    audiences: Annotated[
        dict[str, Audience],
        Meta(
            description="The groups that hear the lecture, with the differences for each.",
            examples=["audiences:\n  beginners: {minutes: 30, title: Docker from scratch}\n  developers:"],
        ),
    ] = field(default_factory=dict)
    values: Annotated[
        dict[str, Words],
        Meta(
            description="Texts that replace `{{name}}` wherever it is written, except in code.",
            examples=["values: {course: Operating Systems, room: Room 12}"],
        ),
    ] = field(default_factory=dict)
    macros: Annotated[
        dict[str, str],
        Meta(
            description="Commands for formulas, as `\\newcommand` defines them: the name without its backslash, and"
            " what it stands for, with `#1` for its first argument. They hold in all formulas of the lecture.",
            examples=["macros:\n  R: \\mathbb{R}\n  norm: '\\left\\lVert #1 \\right\\rVert'"],
        ),
    ] = field(default_factory=dict)
    roles: Annotated[
        dict[str, Role],
        Meta(
            description="Colours with a meaning; boxes take them by name, and the legend explains them.",
            examples=["roles:\n  app: Applications\n  kernel: OS kernel"],
        ),
    ] = field(default_factory=dict)
    figures: Annotated[
        dict[str, SharedFigure],
        Meta(
            description="Figures that are written once and shown on several slides. A slide that says `figure: "
            "name` shows it at the same place as the others; it can give it another `highlight`, or"
            " `show` only some of its boxes.",
            examples=["figures:\n  machine: {layers: [Applications, OS kernel, Hardware]}"],
        ),
    ] = field(default_factory=dict)
    slides: Annotated[
        tuple[Slide, ...],
        Meta(
            description="The slides, in order.",
            examples=[
                "slides:\n  - section: Containers\n  - title: Containers are processes\n    text: Not machines."
            ],
        ),
    ]
    allow: Annotated[dict[str, Permission], ALLOW] = field(default_factory=dict)

    @classmethod
    def finish(cls, element: Any, node: MapNode, sink: Sink) -> None:
        _check_language(element, sink)
        if element.room is not None and element.legible_from is not None:
            place = next(entry.key.place for entry in node.entries if entry.key.text == "legible_from")
            message = "`room` and `legible_from` both say how large text has to be"
            sink.error(Code.CLASHING_FIELDS, message, place, "keep one of the two")

    @classmethod
    def desugar(cls, node: Node, sink: Sink) -> MapNode | None:
        if isinstance(node, MapNode):
            return with_figures(node)
        sink.wrong(node, "an outline is a mapping of names and values", "begin with `title: …` and `slides:`")
        return None


def names_typed(outline: Node, field: str) -> frozenset[str] | None:
    """The names typed in a field, including those with mistakes in the rest; None if they cannot be read."""
    match outline.get(field) if isinstance(outline, MapNode) else None:
        case None:
            return frozenset()
        case MapNode() as node:
            return frozenset(entry.key.text for entry in node.entries)
        case ListNode() as node if all(isinstance(item, TextNode) for item in node.items):
            return frozenset(item.text for item in node.items if isinstance(item, TextNode))
        case TextNode() as node:
            return frozenset() if node.is_null else frozenset((node.text,))
    return None


def named_files(outline: Outline) -> Iterator[tuple[Words, FileKind]]:
    """The names of the files of a lecture, in the order of the outline, each with what it is to be."""
    yield from files_of_head(outline)
    for slide in outline.slides:
        yield from files_on(slide)


def files_of_head(outline: Outline) -> Iterator[tuple[Words, FileKind]]:
    """The names of the files that belong to no slide of the outline."""
    cover, logo = outline.cover, outline.logo
    names = (cover.file if cover else None, logo.file if logo else None, logo.dark if logo else None)
    yield from ((name, "picture") for name in names if name is not None)


def files_on(slide: Slide) -> Iterator[tuple[Words, FileKind]]:
    """The names of the files of a slide, each with what it is to be."""
    for blocks in slide.blocks:
        image, code, chart, table = (
            blocks.find(Image),
            blocks.find(CodeBlock),
            blocks.find(Chart),
            blocks.find(Table),
        )
        if image is not None:
            yield image.file, "picture"
        yield from ((each.file, "picture") for each in blocks.find_all(OnePicture))
        programs = (code, code.old, code.new) if code is not None else ()
        yield from ((each.file, "text") for each in programs if each is not None and each.file is not None)
        if chart is not None and chart.file is not None:
            yield chart.file, "table"
        if table is not None and table.file is not None:
            yield table.file, "table"
