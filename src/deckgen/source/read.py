"""YAML text to located nodes.

Nodes are made from the parser's events and not composed by PyYAML: libyaml's composer is recursive and crashes on
deep nesting, and aliases would let a small file grow without end. One pass, limited in depth and number.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import yaml
from msgspec.structs import replace
from yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    Event,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from deckgen.codes import Code
from deckgen.diagnostics import Diagnostic, Outcome, Place, error, refused, warning
from deckgen.limits import MILLION, USUAL, Limits
from deckgen.regex import regex
from deckgen.source.characters import may_be_odd, oddities
from deckgen.source.nodes import Entry, ListNode, MapNode, Node, TextNode
from deckgen.source.recovery import mended
from deckgen.source.syntax import (
    DEEPEST,
    explain_syntax,
    lines_of,
    no_break_margin,
    quoted,
    too_deep,
    too_many_values,
)

SIGNATURES = (
    (b"PK\x03\x04", "a zip package, such as a Word or PowerPoint file"),
    (b"\xd0\xcf\x11\xe0", "an old Word or PowerPoint file"),
    (b"%PDF", "a PDF"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"{\\rtf", "a rich text file"),
    (b"\x1f\x8b", "a compressed file"),
    (b"<!DOCTYPE", "a web page"),
    (b"<!doctype", "a web page"),
    (b"<html", "a web page"),
    (b"<?xml", "an XML file"),
    (b"<svg", "a drawing"),
    (b"GIF8", "a picture"),
)
WIDE = (b"\xff\xfe", b"\xfe\xff")


def decode(content: bytes, megabytes: int) -> Outcome[str | None]:
    """The text of an outline, without a byte order mark."""
    if len(content) > megabytes * MILLION:
        hint = "split the lecture into several outlines, or allow more: `--limit outline_mb=NUMBER`"
        return refused(error(Code.TOO_LARGE, f"this outline has more than {megabytes} MB", None, hint))
    for signature, what in SIGNATURES:
        if content.startswith(signature):
            hint = "give a text file, such as slides.yaml"
            return refused(error(Code.NOT_TEXT, f"this file is {what}, not an outline", None, hint))
    if content.startswith(WIDE):
        message = "this file is saved as UTF-16, not as UTF-8"
        return refused(error(Code.NOT_UTF8, message, None, "save it as UTF-8"))
    try:
        return Outcome(content.decode("utf-8-sig"))
    except UnicodeDecodeError as problem:
        return refused(_undecodable(content, problem.start))


def _undecodable(content: bytes, start: int) -> Diagnostic:
    before = content[:start].decode("utf-8-sig")
    last = max(before.rfind("\n"), before.rfind("\r"))
    place = Place(before.count("\n"), len(before) - last - 1)
    message = f"byte 0x{content[start]:02x} is not UTF-8"
    return error(Code.NOT_UTF8, message, place, "save the file as UTF-8 in your editor")


SIGN = regex(r"\S #[^\s#]")


def cut_off(root: Node, text: str) -> Iterator[Diagnostic]:
    """A warning for each text that is followed by a single space and a `#` that touches a word."""
    if SIGN.search(text) is None:
        return
    lines = lines_of(text)
    for node in _plain(root):
        end = node.place.column + node.place.length
        line = lines[node.place.line] if node.place.line < len(lines) else ""
        if SIGN.match(line, end - 1):
            rest = line[end + 1 :].rstrip()
            whole = f"{node.text} {rest}"
            message = f"`{rest}` is left out: a `#` after a space begins a comment"
            hint = f"put the text in quotes: {quoted(whole)}; or write a space after `#` if it is a comment"
            yield warning(Code.COMMENT, message, Place(node.place.line, end + 1, len(rest)), hint)


def _plain(node: Node) -> Iterator[TextNode]:
    """Every unquoted text that is written on one line."""
    match node:
        case TextNode(style="") if node.text and node.place.length == len(node.text):
            yield node
        case ListNode():
            for item in node.items:
                yield from _plain(item)
        case MapNode():
            for entry in node.entries:
                yield from _plain(entry.value)


_SWALLOWED = regex(r"[ \t\xa0]*(- \S.*)")
_MARKED = regex(r"(?:[•‣▪◦●·–—]|\d{1,2}[.)]) *(?=\S)")
"""Bullets, dashes and numbers that word processors put before the items of a list."""


def is_remarkable(text: str, style: str, place: Place) -> bool:
    """True if a text may deserve a diagnostic, because it is more than visible characters on one line."""
    return may_be_odd(text) or (style == "" and place.length > len(text))


def about_text(text: str, style: str, place: Place, lines: Sequence[str]) -> Iterator[Diagnostic]:
    """The diagnostics of a text, whose outline consists of `lines`."""
    if may_be_odd(text):
        places: dict[str, Iterator[Place]] = {}
        for odd in oddities(text):
            sign = text[odd.index]
            yield odd.at(next(places.setdefault(sign, _places_of(sign, place, lines)), place))
    if style == "" and place.length > len(text):
        if " - " in text:
            yield from _swallowed(text, place, lines)
        elif _MARKED.match(text):
            yield from _without_dashes(place, lines)


def _without_dashes(place: Place, lines: Sequence[str]) -> Iterator[Diagnostic]:
    """An error for consecutive lines that begin with a word processor's bullets or numbers: YAML joins them."""
    first, second = lines[place.line][place.column :].rstrip(), lines[place.line + 1].strip()
    found = _MARKED.match(second)
    if found is not None:
        mark = second[: found.end()].strip()
        message = f"`{mark}` begins no item of a list, so these lines are one text"
        hint = f"write `- ` before each item: `- {_MARKED.sub('', first, count=1)}`"
        yield error(Code.NO_DASH, message, Place(place.line, place.column, len(first)), hint)


def is_margin(text: str, place: Place, lines: Sequence[str]) -> bool:
    """True if a text begins with its line's white space, such as no-break spaces, which YAML does not count."""
    return text[:1].isspace() and not lines[place.line][: place.column].strip()


def margin_of(first: int, lines: Sequence[str]) -> int:
    """The column at which a block begins whose first line is number `first`; blank lines do not count."""
    for number in range(first, len(lines)):
        if lines[number].strip():
            return len(lines[number]) - len(lines[number].lstrip(" "))
    return 0


def _places_of(sign: str, place: Place, lines: Sequence[str]) -> Iterator[Place]:
    """The places where a character itself was typed in a text; none where it is written as an escape."""
    start, left = place.column, place.length
    for number in range(place.line, len(lines)):
        column = lines[number].find(sign, start, start + left)
        while column >= 0:
            yield Place(number, column)
            column = lines[number].find(sign, column + 1, start + left)
        left -= len(lines[number]) - start + len("\n")
        start = 0
        if left <= 0:
            return


def _swallowed(text: str, place: Place, lines: Sequence[str]) -> Iterator[Diagnostic]:
    """An error for an item that is indented deeper than the one above it: YAML adds it to that one's text."""
    for number in range(place.line + 1, min(len(lines), place.line + place.length)):
        found = _SWALLOWED.fullmatch(lines[number].rstrip())
        if found is not None and found.group(1) in text:
            point = found.group(1)
            above = lines[place.line][place.column :].rstrip()
            shown = above if len(above) <= 30 else above[:29] + "…"
            message = f"`{point}` counts as the end of the text above it, because it is indented deeper"
            hint = f"to put points under a point, write `:` after it: `{shown}:`; or indent both alike"
            yield error(Code.INDENTATION, message, Place(number, found.start(1), len(point)), hint)
            return


STARTS = (MappingStartEvent, SequenceStartEvent)
ENDS = (MappingEndEvent, SequenceEndEvent)

AnyLoader = type[yaml.SafeLoader] | type[yaml.CSafeLoader]
Loader: AnyLoader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class Source(Outcome[Node | None], frozen=True):
    """The node of a file, None if nothing is usable, and its `text`, None if the file is not text.

    `count` is the number of texts, lists and mappings.
    """

    text: str | None = None
    count: int = 0


def read(content: bytes, loader: AnyLoader = Loader, limits: Limits = USUAL) -> Source:
    """The nodes of the outline, and every mistake in its YAML."""
    decoded = decode(content, limits.outline_mb)
    text = decoded.value
    if text is None:
        return Source(None, decoded.diagnostics)
    tree, problem = _tree_of(text, loader, limits)
    if problem is not None:
        return Source(None, tuple(_all_problems(problem, tree, text, loader, limits)), text)
    if tree.broken or tree.root is None:
        return Source(None, tuple(tree.diagnostics), text)
    return Source(tree.root, (*tree.diagnostics, *cut_off(tree.root, text)), text, tree.count)


def _tree_of(text: str, loader: AnyLoader, limits: Limits) -> tuple[_Tree, Diagnostic | None]:
    """The tree of a text as far as it can be read, and the syntax error that ends it."""
    tree = _Tree(lines_of(text), limits.values)
    try:
        for event in yaml.parse(text, Loader=loader):
            tree.take(event)
    except yaml.YAMLError as problem:
        return tree, explain_syntax(problem, text)
    except _Stop:
        pass
    return tree, None


_MOST_PROBLEMS, _MOST_LETTERS = 20, 2_000_000
"""The syntax errors of a run, and the letters that may be read to find them."""


def _all_problems(first: Diagnostic, tree: _Tree, text: str, loader: AnyLoader, limits: Limits) -> list[Diagnostic]:
    """The first syntax error and those in later lines that do not follow from it, with what else was found."""
    found, problem, lines = [first], first, lines_of(text)
    while len(found) < _MOST_PROBLEMS and len(text) * len(found) < _MOST_LETTERS:
        mended_lines = mended(problem, lines)
        if mended_lines is None:
            break
        lines = mended_lines
        further, following = _tree_of("\n".join(lines), loader, limits)
        if following is not None and not _is_later(following, problem):
            break
        tree = further
        if following is None:
            break
        found.append(following)
        problem = following
    return sorted([*tree.diagnostics, *found], key=lambda item: item.line or 0)


def _is_later(one: Diagnostic, other: Diagnostic) -> bool:
    return one.place is not None and other.place is not None and one.place.line > other.place.line


class _Stop(Exception):  # noqa: N818
    """Raised to stop reading after an error that makes the rest meaningless."""


class _Open:
    """A list or a mapping that has not ended yet."""

    def __init__(self, place: Place, is_map: bool, key: TextNode | None = None) -> None:
        self.place = place
        self.is_map = is_map
        self.items: list[Node] = []
        self.entries: dict[str, Entry] = {}
        self.cut: dict[Place, Diagnostic] = {}
        """What is said about each number that a comma cuts in two."""
        self.key = key


def _with_its_number_whole(last: Entry, key: TextNode, value: Node) -> Entry | None:
    """The entry in braces whose number the comma before `key` has cut, as in `{length: 1,5 m}`; None for others."""
    if isinstance(value, TextNode) and value.is_null and isinstance(last.value, TextNode):
        number = _joined(last.value, key)
        if number is not None:
            return Entry(last.key, number)
    if isinstance(last.value, TextNode) and last.value.is_null:
        number = _joined(last.key, key)
        if number is not None:
            return Entry(number, value)
    return None


def _joined(one: TextNode, other: TextNode) -> TextNode | None:
    """Two texts with a comma between their digits, and no space; None if they are anything else."""
    start, end = one.place, other.place
    is_close = start.line == end.line and start.column + start.length + 1 == end.column
    is_digit = one.text[-1:].isdigit() and other.text[:1].isdigit()
    if one.style or other.style or not (is_close and is_digit):
        return None
    length = end.column + end.length - start.column
    return replace(one, text=f"{one.text},{other.text}", place=replace(start, length=length))


class _Tree:
    """The builder of the tree: it takes events and produces `root`."""

    def __init__(self, lines: list[str], most: int) -> None:
        self.root: Node | None = None
        self.count = 0
        self._lines = lines
        self._most = most
        self.diagnostics: list[Diagnostic] = []
        self.broken = False
        self._open: list[_Open] = []
        self._documents = 0

    def fatal(self, diagnostic: Diagnostic) -> None:
        self.diagnostics.append(diagnostic)
        self.broken = True

    def take(self, event: Event) -> None:
        if isinstance(event, ScalarEvent):
            self._scalar(event)
        elif isinstance(event, STARTS):
            self._start(event, is_map=isinstance(event, MappingStartEvent))
        elif isinstance(event, ENDS):
            self._end()
        elif isinstance(event, AliasEvent):
            self._alias(event)
        elif isinstance(event, DocumentStartEvent):
            self._document(event)

    def _scalar(self, event: ScalarEvent) -> None:
        place = _span(event)
        if event.anchor is not None or event.tag is not None:
            self._marked(event, place)
        style = "" if event.style is None or event.style == ":" else event.style
        if is_remarkable(event.value, style, place):
            self._remark(event.value, style, place)
        margin = margin_of(place.line + 1, self._lines) if style in ("|", ">") else 0
        self._add(TextNode(event.value, place, style, margin))

    def _remark(self, text: str, style: str, place: Place) -> None:
        self.diagnostics += about_text(text, style, place, self._lines)
        if style == "" and is_margin(text, place, self._lines):
            self.fatal(no_break_margin(Place(place.line, 0, place.column + 1)))
            raise _Stop

    def _start(self, event: MappingStartEvent | SequenceStartEvent, is_map: bool) -> None:
        place = _span(event)
        if event.anchor is not None or event.tag is not None:
            self._marked(event, place)
        if len(self._open) == DEEPEST:
            self.fatal(too_deep(place))
            raise _Stop
        self._open.append(_Open(place, is_map))

    def _end(self) -> None:
        done = self._open.pop()
        if not done.is_map:
            self._add(ListNode(tuple(done.items), done.place))
            return
        self.diagnostics += done.cut.values()
        entries = tuple(done.entries.values())
        place = done.place
        if entries and place.length == 1 and entries[0].key.place.column == place.column:
            place = entries[0].key.place
        self._add(MapNode(entries, place))

    def _add(self, node: Node) -> None:
        self.count += 1
        if self.count > self._most:
            self.fatal(too_many_values(self._most, node.place))
            raise _Stop
        if not self._open:
            self.root = node
            return
        parent = self._open[-1]
        if not parent.is_map:
            parent.items.append(node)
        elif parent.key is None:
            parent.key = self._key(node)
        else:
            self._entry(parent, parent.key, node)
            parent.key = None

    def _key(self, node: Node) -> TextNode:
        if not isinstance(node, TextNode):
            what = "a list" if isinstance(node, ListNode) else "a mapping"
            hint = "a name before `:` is text; put it in quotes if it begins with `[` or `{`"
            self.fatal(error(Code.BAD_KEY, f"{what} stands where a name is expected", node.place, hint))
            return TextNode("", node.place, '"')
        if node.text == "<<" and node.style == "":
            self.fatal(
                error(
                    Code.MERGE_KEY, "`<<` (a merge) is not part of the outline language", node.place, "write it out"
                )
            )
        return node

    def _entry(self, parent: _Open, key: TextNode, value: Node) -> None:
        last = next(reversed(parent.entries.values()), None)
        if last is not None and (whole := _with_its_number_whole(last, key, value)) is not None:
            del parent.entries[last.key.text]
            self._entry(parent, whole.key, whole.value)
            number = whole.value if whole.key is last.key else whole.key
            assert isinstance(number, TextNode), "it is a text that was cut"
            message = f"the comma ends this number: `{key.text}` is a name of its own"
            found = error(Code.NEEDS_QUOTES, message, number.place, f"put it in quotes: {quoted(number.text)}")
            parent.cut[replace(number.place, length=1)] = found
            return
        first = parent.entries.get(key.text)
        if first is None:
            parent.entries[key.text] = Entry(key, value)
            return
        line = first.key.place.line + 1
        message = f"`{key.text}` is here twice: it is already in line {line}"
        found = error(Code.DUPLICATE_KEY, message, key.place, "keep one, or begin a new item with `- `")
        self.diagnostics.append(found.related_to(first.key.place, "first here"))

    def _alias(self, event: AliasEvent) -> None:
        place = _span(event)
        name = event.anchor
        message = f"a text that begins with `*` is a reference in YAML: `*{name}`"
        self.fatal(error(Code.ALIAS, message, place, f'put it in quotes: "*{name}"'))
        self._add(TextNode(f"*{name}", place))

    def _marked(self, event: ScalarEvent | MappingStartEvent | SequenceStartEvent, place: Place) -> None:
        if event.anchor is not None:
            message = f"a text that begins with `&` is an anchor in YAML: `&{event.anchor}`"
            self.fatal(error(Code.ANCHOR, message, place, "put the text in quotes, or write the shared part out"))
        if event.tag is not None:
            tag = event.tag.replace("tag:yaml.org,2002:", "!!")
            message = f"a text that begins with `!` is a tag in YAML: `{tag}`"
            self.fatal(error(Code.TAG, message, place, "put the text in quotes"))

    def _document(self, event: DocumentStartEvent) -> None:
        self._documents += 1
        if self._documents > 1:
            hint = "remove the line `---`; slides are the items of `slides`"
            self.fatal(error(Code.SEVERAL_DOCUMENTS, "a second document begins here", _span(event), hint))
            raise _Stop


def _span(event: Event) -> Place:
    start, end = event.start_mark, event.end_mark
    if start is None or end is None:
        raise ValueError("this is a bug in deckgen: PyYAML's parser gave an event without marks")
    length = end.index - start.index
    return Place(start.line, start.column, length if length > 0 else 1)
