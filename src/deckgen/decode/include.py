"""Includes: `include: other.yaml` among the slides is replaced by the slides of that file, before decoding.

The other file holds a list of slides, or is an outline, of which only the slides are taken. Its name is relative to
the file that includes it, and nothing outside the folder of the outline is read.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from operator import is_
from pathlib import Path

from msgspec.structs import replace

from deckgen.codes import Code
from deckgen.diagnostics import Diagnostic, Outcome, Place, Sink, error, refused
from deckgen.limits import MILLION, USUAL, Limits
from deckgen.media.opening import opened
from deckgen.outline.desugar import CONDITIONS, also_under, items_of
from deckgen.outline.drawn import is_file
from deckgen.outline.element import Words
from deckgen.source import Entry, ListNode, MapNode, Node, Source, TextNode, read
from deckgen.source.syntax import too_many_values

DEEPEST = 50
_DRAWN = ("graph", "sequence")
HINT = "an included file is a list of slides, or an outline with `slides`"


class Including:
    """The included files of an outline: their texts by name, and the diagnostics about them.

    `values` and `size` in bytes count everything that has been read so far, including the outline itself.
    """

    def __init__(self, folder: Path, content: bytes = b"", limits: Limits = USUAL, values: int = 0) -> None:
        self.folder = folder
        self.content = content
        """The content of the outline itself, which cannot be included."""
        self.limits = limits
        self.values = values
        self.texts: dict[str, str] = {}
        self.sink = Sink()
        self.sources: dict[str, Source] = {}
        self.count = 0
        self.size = 0
        self.full = False
        """True once a limit is exceeded and reported."""

    @property
    def missing(self) -> bool:
        """True if some slides could not be included."""
        return self.sink.has_errors

    def expanded(self, outline: Node) -> Node:
        """The outline with all slides in their places."""
        slides = outline.get("slides") if isinstance(outline, MapNode) else None
        if not isinstance(outline, MapNode) or slides is None or isinstance(slides, TextNode):
            return outline
        self.size = len(self.content)
        items = tuple(map(self._with_drawings, self._counted(self._slides(items_of(slides), ()))))
        whole = ListNode(items, slides.place)
        return replace(
            outline,
            entries=tuple(
                replace(entry, value=whole) if entry.key.text == "slides" else entry for entry in outline.entries
            ),
        )

    def _with_drawings(self, node: Node) -> Node:
        """The node with every drawing in it that is in a file of its own, as text in Mermaid."""
        if isinstance(node, ListNode):
            items = tuple(map(self._with_drawings, node.items))
            return node if all(map(is_, items, node.items)) else replace(node, items=items)
        if not isinstance(node, MapNode):
            return node
        entries = tuple(map(self._with_drawing, node.entries))
        return node if all(map(is_, entries, node.entries)) else replace(node, entries=entries)

    def _with_drawing(self, entry: Entry) -> Entry:
        if entry.key.text in _DRAWN:
            name = entry.value.get("file") if isinstance(entry.value, MapNode) else entry.value
            if isinstance(name, TextNode) and is_file(name.text):
                rest = entry.value.entries if isinstance(entry.value, MapNode) else ()
                others = tuple(each for each in rest if each.key.text != "file")
                return replace(entry, value=self._drawing(name, others))
        value = self._with_drawings(entry.value)
        return entry if value is entry.value else replace(entry, value=value)

    def _drawing(self, name: TextNode, others: tuple[Entry, ...]) -> Node:
        """A drawing in a file, with the other fields of it; one that cannot be read is a drawing of two dots."""
        file = posixpath.normpath(posixpath.join(posixpath.dirname(name.place.file), name.text))
        content = self.sink.take(opened(Words(file, name.place), self.folder, self.limits))
        text = self.sink.take(_decoded(content, name)) if content is not None else None
        self.texts[file] = text or ""
        if text is None:
            return TextNode("… -> …", name.place)
        # The first line of a block is the one behind its place.
        block = TextNode(text, Place(-1, 0, 1, file), "|")
        return MapNode((Entry(TextNode("mermaid", name.place), block), *others), name.place)

    def _counted(self, slides: Iterator[Node]) -> Iterator[Node]:
        for number, slide in enumerate(slides, 1):
            if number > self.limits.slides:
                message = f"these are more than {self.limits.slides:,} slides"
                hint = "split the lecture into several outlines, or allow more: `--limit slides=NUMBER`"
                self._stop(error(Code.TOO_MANY_SLIDES, message, slide.place, hint))
                return
            yield slide

    def _slides(self, items: tuple[Node, ...], way: tuple[str, ...]) -> Iterator[Node]:
        """The slides in `items`, with includes replaced; `way` is the chain of including files, outermost first."""
        for item in items:
            name = item.get("include") if isinstance(item, MapNode) else None
            if isinstance(item, MapNode) and name is not None:
                yield from self._included(item, name, way)
            else:
                yield item

    def _included(self, item: MapNode, name: Node, way: tuple[str, ...]) -> Iterator[Node]:
        others = [entry.key for entry in item.entries if entry.key.text not in ("include", *CONDITIONS)]
        if others:
            message = f"only `only` and `except` can be beside `include`, but here is `{others[0].text}`"
            self._wrong(Code.CLASHING_FIELDS, message, others[0], "begin a new slide with `- ` for the rest")
            yield _stand_in(name)
            return
        if not isinstance(name, TextNode) or name.is_null:
            self._wrong(Code.WRONG_TYPE, "`include` takes the name of a file", name, "write `include: other.yaml`")
            yield _stand_in(name)
            return
        conditions = tuple(entry for entry in item.entries if entry.key.text in CONDITIONS)
        for slide in self._slides_of(name, way):
            yield also_under(slide, conditions) if isinstance(slide, MapNode) and conditions else slide

    def _slides_of(self, name: TextNode, way: tuple[str, ...]) -> Iterator[Node]:
        file = posixpath.normpath(posixpath.join(posixpath.dirname(name.place.file), name.text))
        if file in way:
            chain = " → ".join(f"`{step}`" for step in (*way[way.index(file) :], file))
            self._wrong(Code.INCLUDE_CYCLE, f"this file includes itself: {chain}", name, "take one of these out")
            yield _stand_in(name)
            return
        if len(way) == DEEPEST:
            message = f"files include each other more than {DEEPEST} deep"
            self._stop(error(Code.TOO_MANY_INCLUDES, message, name.place, "write the slides out"))
        self.count += 1
        if self.count > self.limits.includes:
            message = f"this is more than {self.limits.includes} includes"
            self._stop(error(Code.TOO_MANY_INCLUDES, message, name.place, "write the slides out"))
        if self.full:
            return
        node = self._node(file, name)
        slides = node.get("slides") if isinstance(node, MapNode) else node
        if isinstance(slides, ListNode):
            yield from self._slides(slides.items, (*way, file))
        elif isinstance(node, MapNode) and slides is None and node.entries:
            yield from self._slides((node,), (*way, file))
        else:
            if node is not None:
                self._wrong(Code.NO_SLIDES, f"there are no slides in `{name.text}`", name, HINT)
            yield _stand_in(name)

    def _node(self, file: str, name: TextNode) -> Node | None:
        """The content of a file, or None if a mistake has been reported."""
        if file not in self.sources:
            content = self.sink.take(opened(Words(name.text, name.place), self.folder, self.limits))
            if content is None:
                self.texts.setdefault(file, "")  # it is a file of the lecture all the same
                return None
            if content == self.content:
                hint = "take it out, or name the file of other slides"
                self._wrong(Code.INCLUDE_CYCLE, f"`{name.text}` is the outline that is being built", name, hint)
                return None
            self.size += len(content)
            if self.size > self.limits.outline_mb * MILLION:
                message = f"with `{name.text}`, the outline has more than {self.limits.outline_mb} MB"
                self._stop(error(Code.TOO_LARGE, message, name.place, "split the lecture into several outlines"))
                return None
            source = read(content, limits=self.limits)
            self.texts[file] = source.text or ""
            self.sink.add(*(told_of(item, file) for item in source.diagnostics))
            self.sources[file] = (
                source if source.value is None else replace(source, value=located(source.value, file))
            )
        source = self.sources[file]
        self.values += source.count
        if self.values > self.limits.values:
            self._stop(too_many_values(self.limits.values, name.place))
            return None
        return source.value

    def _stop(self, diagnostic: Diagnostic) -> None:
        """Report that a limit is exceeded, once, and include nothing more."""
        if not self.full:
            self.sink.add(diagnostic)
        self.full = True

    def _wrong(self, code: Code, message: str, node: Node, hint: str) -> None:
        self.sink.error(code, message, node.place, hint)


def _decoded(content: bytes, name: TextNode) -> Outcome[str | None]:
    """The text of a file, or the error in it."""
    try:
        return Outcome(content.decode("utf-8-sig").replace("\r\n", "\n"))
    except UnicodeDecodeError:
        return refused(error(Code.NOT_UTF8, f"`{name.text}` is not UTF-8", name.place, "save it as UTF-8"))


def _stand_in(name: Node) -> Node:
    """A slide in place of those that could not be included, so that the rest of the outline can be checked."""
    return MapNode((Entry(TextNode("section", name.place), TextNode("…", name.place)),), name.place)


def told_of(item: Diagnostic, file: str) -> Diagnostic:
    """A diagnostic about the text of an included file, with the name of the file."""
    related = tuple(replace(each, place=replace(each.place, file=file)) for each in item.related)
    return replace(item, place=_in_file(item.place, file), related=related)


def _in_file(place: Place | None, file: str) -> Place:
    return replace(place or Place(0, 0), file=file)


def located(node: Node, file: str) -> Node:
    """The same nodes, in `file`."""
    place = _in_file(node.place, file)
    match node:
        case TextNode():
            return replace(node, place=place)
        case ListNode():
            return ListNode(tuple(located(item, file) for item in node.items), place)
        case MapNode():
            return MapNode(tuple(_entry(entry, file) for entry in node.entries), place)


def _entry(entry: Entry, file: str) -> Entry:
    return Entry(replace(entry.key, place=_in_file(entry.key.place, file)), located(entry.value, file))
