"""The bytes of an outline come in; a checked Outline comes out, with all of the author's mistakes as values."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final, Literal, TypeVar, cast, get_args, get_origin

from msgspec import Struct
from msgspec.structs import replace

from deckgen.codes import Code
from deckgen.decode.include import Including
from deckgen.decode.limits import check_weight
from deckgen.decode.markdown import inline
from deckgen.diagnostics import Diagnostic, Outcome, Place, Sink, error, moved, warning
from deckgen.limits import USUAL, Limits
from deckgen.macros import Macros
from deckgen.memo import Memo
from deckgen.outline.contents import Blocks
from deckgen.outline.desugar import (
    CONDITIONS,
    items_of,
    parted,
    with_conditions,
    with_field,
    within,
    without_conditions,
    without_field,
)
from deckgen.outline.element import (
    Element,
    Inline,
    Latex,
    Metres,
    NeverEmpty,
    Outside,
    Points,
    Position,
    Rgb,
    Selectable,
    Spoken,
    Spot,
    Verbatim,
    Words,
    language_cache,
    one_of,
)
from deckgen.outline.footnotes import with_marks_apart
from deckgen.outline.formula import check_macros, macros_in
from deckgen.outline.head import Outline
from deckgen.outline.registry import BLOCKS, companions
from deckgen.outline.slide import Slide
from deckgen.regex import regex
from deckgen.source import Entry, ListNode, MapNode, Node, TextNode, read
from deckgen.source.syntax import quoted
from deckgen.suggest import closest
from deckgen.validate.outline import check


class Failed:
    """The result for a value that could not be read."""


FAILED: Final = Failed()

Read = Callable[[Node, Sink], object]

NUMBER = regex(r"[0-9]{1,6}(\.[0-9]{1,6})?|\.[0-9]{1,6}")
TRUTH = {"true": True, "True": True, "false": False, "False": False}
SPOKEN = {"yes": "true", "on": "true", "y": "true", "no": "false", "off": "false", "n": "false"}


def read_spoken(node: Node, sink: Sink) -> Words | Failed:
    """Text with inline Markdown that only the speaker sees."""
    return read_words(node, sink, spoken=True)


def read_words(node: Node, sink: Sink, *, spoken: bool = False) -> Words | Failed:
    """Text with inline Markdown."""
    if not isinstance(node, TextNode):
        sink.wrong(node, "text is expected here", text_hint(node))
        return FAILED
    raw = node.text.rstrip("\n") if node.style else node.text
    if node.style == ">":
        # YAML has joined the lines of a paragraph and keeps one line end for the blank line between two.
        raw = raw.replace("\n", "\n\n")
    if "$" in raw:
        _check_formulas(raw, node, sink, spoken)
    return Words(raw, node.place, inline(raw, sink.macros, spoken=spoken))


def _check_formulas(raw: str, node: TextNode, sink: Sink, spoken: bool) -> None:
    from deckgen.decode.dollars import remarks_in  # noqa: PLC0415  (few texts hold formulas)

    for code, mistake in remarks_in(raw, sink.macros, spoken=spoken):
        remark = warning if code == Code.FORMULA_FLAT else error
        sink.add(remark(code, mistake.message, within(node, mistake.start, mistake.length), mistake.hint))


def read_verbatim(node: Node, sink: Sink) -> Words | Failed:
    """Text without Markdown."""
    if not isinstance(node, TextNode):
        sink.wrong(node, "text is expected here", text_hint(node))
        return FAILED
    raw = node.text.rstrip("\n")
    return Words(raw, node.place, (Inline(raw, code=True),))


def read_latex(node: Node, sink: Sink) -> Words | Failed:
    """A formula, with the author's macros written out."""
    words = read_verbatim(node, sink)
    if isinstance(words, Failed) or not sink.macros:
        return words
    from deckgen.formula.expansion import written_out  # noqa: PLC0415  (few outlines hold formulas)

    raw = written_out(words.raw, sink.macros)
    return Words(raw, words.place, (Inline(raw, code=True),))


def text_hint(node: Node) -> str | None:
    """A hint for a text that YAML read as something else."""
    match node:
        case MapNode(entries=(only,)) if isinstance(only.value, TextNode):
            return f'put the text in quotes: "{only.key.text}: {only.value.text}"'
        case ListNode(items=(TextNode() as only,)):
            return f"write the text without `- ` or brackets: {only.text}"
    return "write one text here"


def read_text(node: Node, sink: Sink) -> str | Failed:
    """A name, as typed."""
    if isinstance(node, TextNode) and not node.is_null:
        return node.text
    sink.wrong(node, "text is expected here", text_hint(node))
    return FAILED


def read_number(node: Node, sink: Sink) -> float | Failed:
    """A number above 0."""
    if isinstance(node, TextNode) and NUMBER.fullmatch(node.text) and float(node.text) > 0:
        return float(node.text)
    hint = _number_hint(node.text) if isinstance(node, TextNode) else "write one number, without brackets"
    sink.wrong(node, "a number above 0 is expected here", hint)
    return FAILED


def read_metres(node: Node, sink: Sink) -> Metres | Failed:
    """A length above 0: `2.5 m`, or the number alone."""
    if isinstance(node, TextNode):
        number = node.text.removesuffix("m").rstrip()
        if NUMBER.fullmatch(number) and float(number) > 0:
            return Metres(number)
    sink.wrong(node, "a length in metres is expected here", "write it like `2.5 m`")
    return FAILED


def read_points(node: Node, sink: Sink) -> Points | Failed:
    """A length of 0 or more: `1.5 pt`, or the number alone."""
    if isinstance(node, TextNode):
        number = node.text.removesuffix("pt").rstrip()
        if NUMBER.fullmatch(number) and float(number) <= _MOST_POINTS:
            return Points(number)
    sink.wrong(node, f"a length of 0 to {_MOST_POINTS} points is expected here", "write it like `1.5 pt`")
    return FAILED


_MOST_POINTS: Final = 40
"""More than the radius of any corner, and the width of any line, on a slide that is 540 points high."""
_RGB = regex(r"#?([0-9A-Fa-f]{6})")


def read_colour(node: Node, sink: Sink) -> Rgb | Failed:
    """A colour as six hexadecimal digits, of which YAML may make a number."""
    typed = _RGB.fullmatch(node.text) if isinstance(node, TextNode) else None
    if typed is not None:
        return Rgb(typed[1].upper())
    short = re.fullmatch(r"#?([0-9A-Fa-f]{3})", node.text) if isinstance(node, TextNode) else None
    hint = f"write `{''.join(2 * digit for digit in short[1])}`" if short else "write six digits, such as `1F5FBF`"
    sink.wrong(node, "a colour of six digits from 0 to F is expected here", hint)
    return FAILED


_SPOT = regex(r"([0-9.]+) ?%?(?: *, *| +)([0-9.]+) ?%?")


def read_spot(node: Node, sink: Sink) -> Spot | Failed:
    """A point of a picture: `40% 30%`, or the two in a list."""
    parts = [item.text for item in items_of(node) if isinstance(item, TextNode)]
    typed = " ".join(parts).strip()
    found = _SPOT.fullmatch(typed)
    if found is not None and _is_fraction(typed, found.groups()):
        across, down = (f"{round(float(part) * 100, 6):g}%" for part in found.groups())
        sink.wrong(node, "a point of the picture is so many percent from its edges", f"write `{across} {down}`")
        return FAILED
    if found is not None and all(NUMBER.fullmatch(part) for part in found.groups()):
        beyond = next((part for part in found.groups() if float(part) > 100), "")
        if not beyond:
            return Spot(float(found[1]), float(found[2]))
        message = f"a point of the picture is from 0 to 100 % of its width and height, but this is {beyond} %"
        hint = "write two shares from 0% to 100%, such as `40% 30%`"
        sink.error(Code.WRONG_TYPE, message, node.place, hint)
        return FAILED
    hint = "write it like `40% 30%`: so far from its left edge, and so far from the top"
    sink.wrong(node, "a point of the picture is expected here", hint)
    return FAILED


_SHARE = regex(r"(\d{1,3}(?:\.\d{1,6})?|\.\d{1,6})\s*(%?)")


def read_position(node: Node, sink: Sink) -> Position | Failed:
    """A place between two axes: `[20%, 80%]`, or `[0.2, 0.8]`."""
    typed = [item.text.strip() for item in items_of(node) if isinstance(item, TextNode)]
    parts = re.split(r"\s*,\s*|\s+(?=[\d.])", typed[0]) if len(typed) == 1 else typed
    found = [_SHARE.fullmatch(part) for part in parts]
    if len(found) == 2 and found[0] is not None and found[1] is not None:
        shares = [float(share[1]) / (100 if share[2] else 1) for share in found if share is not None]
        if all(share <= 1 for share in shares):
            return Position(*shares)
        if not any("%" in part for part in parts) and all(share <= 100 for share in shares):
            hint = f"write `[{parts[0]}%, {parts[1]}%]`"
            sink.wrong(node, "a point is so many percent across and up, or from 0 to 1", hint)
            return FAILED
        beyond = next((part for part, share in zip(parts, shares, strict=True) if share > 1), "")
        message = f"a point is between the ends of both axes, but `{beyond}` is beyond one"
        sink.error(Code.WRONG_TYPE, message, node.place, "write two shares from 0% to 100%")
        return FAILED
    hint = "write it like `[20%, 80%]`: so far across, and so far up"
    sink.wrong(node, "the place of a point is expected here", hint)
    return FAILED


def _is_fraction(typed: str, parts: Sequence[str]) -> bool:
    """True if a point is typed in parts of one, as in `0.4 0.3`: less than one percent is not what is meant."""
    if "%" in typed or "." not in typed:
        return False
    return all(NUMBER.fullmatch(part) and float(part) <= 1 for part in parts)


def _number_hint(text: str) -> str | None:
    if (clock := re.fullmatch(r"(\d{1,3}):(\d\d)", text)) is not None:
        return f"write the minutes as one number: {int(clock.group(1)) * 60 + int(clock.group(2))}"
    if re.fullmatch(r"\d+,\d+", text) is not None:
        return f"write a point for the comma: {text.replace(',', '.')}"
    if re.fullmatch(r"[-−+]?[\d.]+", text) is not None:
        return "write a number above 0 and below a million, or leave it out"
    with_unit = re.match(r"(\d+(?:\.\d+)?)\s*(?:[^\W\d]|%)", text)
    return (
        f"write only the number: {with_unit.group(1)}" if with_unit is not None else "write it in digits, such as 2.5"
    )


def read_truth(node: Node, sink: Sink) -> bool | Failed:
    """`true` or `false`, and no other spelling."""
    if isinstance(node, TextNode):
        if node.text in TRUTH:
            return TRUTH[node.text]
        meant = SPOKEN.get(node.text.lower())
        sink.wrong(node, "true or false is expected here", f"write `{meant}`" if meant else "write `true` or `false`")
        return FAILED
    sink.wrong(node, "true or false is expected here", "write `true` or `false`")
    return FAILED


def choice_reader(choices: tuple[str, ...]) -> Read:
    """A reader for one of several fixed words."""

    def read(node: Node, sink: Sink) -> str | Failed:
        if isinstance(node, TextNode) and node.text in choices:
            return node.text
        near = closest(node.text, choices) if isinstance(node, TextNode) else None
        known = one_of(choices)
        hint = f"did you mean `{near}`?" if near else f"write {known}"
        sink.error(Code.UNKNOWN_VALUE, f"{known} is expected here, but this is {node.described}", node.place, hint)
        return FAILED

    return read


MARKED: dict[type, Read] = {
    Verbatim: read_verbatim,
    Outside: read_verbatim,
    Spoken: read_spoken,
    Latex: read_latex,
}
"""The readers for the fields with a mark."""
E_ = TypeVar("E_", bound=Element)
Places = dict[str, tuple[Place, ...]]


def read_element(model: type[E_], node: Node, sink: Sink) -> E_ | Failed:
    """The element that `node` describes, with its place. A wrong optional field is dropped, and the element kept."""
    before = len(sink.diagnostics)
    conditions: tuple[Entry, ...] = ()
    node = _rejoined(model, node, sink)
    if issubclass(model, Selectable):
        node, conditions = without_conditions(node)
    written = with_conditions(model.desugar(node, sink), conditions)
    if written is None:
        if not sink.has_errors_since(before):  # nothing that was typed may vanish without a word
            sink.wrong(node, f"{model.noun} is expected here", model.hint())
        return FAILED
    values, places, meant = _fields(model, model.gathered(written), sink)
    if any(field.name not in values for field in _required(model).values()):
        _missing(model, written, meant, sink)
        return FAILED
    is_sound = not sink.has_errors_since(before)
    element = model.made(values, place=written.place, is_sound=is_sound, places=places)
    model.finish(element, written, sink)
    return element


def _rejoined(model: type[Element], node: Node, sink: Sink) -> Node:
    """A mapping in braces with its texts whole again, each of which is reported if a comma has cut it."""
    if not isinstance(node, MapNode) or not any(_is_null(entry.value) for entry in node.entries[1:]):
        return node
    entries: list[Entry] = []
    for entry in node.entries:
        text = _cut_by(entry, entries[-1], model) if entries else None
        if text is None:
            entries.append(entry)
        else:
            entries[-1] = Entry(entries[-1].key, _with(text, entry.key))
    for entry in entries:
        typed = next(each.value for each in node.entries if each.key is entry.key)
        if isinstance(typed, TextNode) and isinstance(entry.value, TextNode) and typed is not entry.value:
            rest = entry.value.text[len(typed.text) + 1 :].lstrip()
            message = f"the comma ends this text: `{rest}` is a name of its own"
            hint = f"put the text in quotes: {quoted(entry.value.text)}"
            sink.error(Code.UNKNOWN_FIELD, message, typed.place, hint)
    return MapNode(tuple(entries), node.place)


def _with(text: TextNode, rest: TextNode) -> TextNode:
    """A text with what its comma has cut off, and with the space behind that, if there is one."""
    end = text.place.column + text.place.length
    space = " " * (rest.place.column > end + 1)
    place = replace(text.place, length=rest.place.column + rest.place.length - text.place.column)
    return replace(text, text=f"{text.text},{space}{rest.text}", place=place)


def _is_null(node: Node) -> bool:
    return isinstance(node, TextNode) and node.is_null


def _cut_by(entry: Entry, before: Entry, model: type[Element]) -> TextNode | None:
    """The text that the comma in front of an entry has cut; None if it has cut none.

    What follows it is then a name without a value, in the same line, that the model does not know.
    """
    text = before.value
    if not (isinstance(text, TextNode) and _is_null(entry.value)):
        return None
    is_plain = not (text.style or entry.key.style or text.is_null) and text.place.line == entry.key.place.line
    is_unknown = entry.key.text not in CONDITIONS and not closest(entry.key.text, model.field_names())
    field = plan_of(model, before.key.text)
    is_text = field.read is read_words if field else model.names_text
    return text if is_plain and is_unknown and is_text else None


def read_slide(node: Node, sink: Sink) -> Slide | Failed:
    """A slide, which has been read before if only its place in the file has changed since."""
    if sink.memo is None:
        return read_element(Slide, node, sink)
    memo, macros, line, file = sink.memo, sink.macros, node.place.line, node.place.file

    def at_the_top() -> Outcome[Slide | Failed]:
        inner = Sink(macros=macros)
        return inner.outcome(read_element(Slide, top, inner))

    def in_place() -> Outcome[Slide | Failed]:
        return moved(memo.recall((read_slide, top, macros), at_the_top), line, file)

    top = memo.recall((moved, node), lambda: moved(node, -line, file))
    return sink.take(memo.recall((read_slide, node, macros), in_place))


def _fields(model: type[Element], node: MapNode, sink: Sink) -> tuple[dict[str, Any], Places, set[str]]:
    """The values of the fields, the places of the names in them, and the fields meant by misspelt keys."""
    values: dict[str, Any] = {}
    places: Places = {}
    meant: set[str] = set()
    for entry in node.entries:
        field = plan_of(model, entry.key.text)
        if field is None:
            meant.add(unknown_field(model, entry.key, sink, node))
        elif _is_given(field, entry.key, entry.value, sink):
            value = field.read(entry.value, sink)
            if value is not FAILED:
                values[field.name] = value
                places[field.name] = _places_of(entry.value) if field.is_name else ()
    return values, places, meant


class FieldPlan(Struct, frozen=True):
    """The decoder of one key.

    `may_be_empty`: an empty value is the same as omitting the key. `is_name`: the value does not carry its own place,
    so the element keeps it.
    """

    name: str
    read: Read
    may_be_empty: bool
    is_name: bool


@language_cache
def plan_of(model: type[Element], key: str) -> FieldPlan | None:
    """The decoder of the value under `key`, or None if `model` has no such field."""
    spec = next((spec for spec in model.decoded_fields() if spec.key == key), None)
    if spec is None:
        return None
    kind = spec.kind
    is_name = kind in (str, float, Rgb) or kind == tuple[str, ...] or get_origin(kind) is dict
    read = next((read for mark, read in MARKED.items() if spec.is_marked(mark)), reader_of(kind))
    return FieldPlan(spec.name, read, _may_be_empty(kind) and not spec.is_marked(NeverEmpty), is_name)


@language_cache
def _required(model: type[Element]) -> dict[str, FieldPlan]:
    """The required fields, by their keys."""
    keys = [spec.key for spec in model.decoded_fields() if spec.is_required]
    return {key: plan for key in keys if (plan := plan_of(model, key)) is not None}


def _places_of(value: Node) -> tuple[Place, ...]:
    """The places of the names in a list, or of the keys in a mapping."""
    if isinstance(value, MapNode):
        return tuple(entry.key.place for entry in value.entries)
    return tuple(item.place for item in items_of(value))


def _may_be_empty(kind: object) -> bool:
    """True if an empty value is the same as omitting the key."""
    one = get_args(kind)[0] if get_origin(kind) is tuple else kind
    if isinstance(one, type) and issubclass(one, Element):
        return one.may_be_empty
    return kind in (Words, str, float, bool, Metres)


SIMPLE: dict[object, Read] = {
    Words: read_words,
    str: read_text,
    float: read_number,
    Metres: read_metres,
    Points: read_points,
    Rgb: read_colour,
    Position: read_position,
    Spot: read_spot,
    bool: read_truth,
    Slide: read_slide,
}


def reader_of(kind: object) -> Read:
    """The reader for an annotation of a model."""
    if kind in SIMPLE:
        return SIMPLE[kind]
    match get_origin(kind):
        case origin if origin is tuple:
            return _many(get_args(kind)[0])
        case origin if origin is dict:
            read = _named(reader_of(get_args(kind)[1]), get_args(kind)[1] is not Words)
            in_one_text = getattr(get_args(kind)[1], "in_one_text", False)  # plain names and texts are no elements
            return (lambda node, sink: read(parted(node), sink)) if in_one_text else read
        case origin if origin is Literal:
            return choice_reader(get_args(kind))
    model = cast(type[Element], kind)
    return lambda node, sink: read_element(model, node, sink)


def _many(kind: object) -> Read:
    """A reader for a list; a bare value is a list of one."""
    read_one = reader_of(kind)
    split = kind.items if isinstance(kind, type) and issubclass(kind, Element) else items_of

    def read(node: Node, sink: Sink) -> tuple[object, ...] | Failed:
        items = split(node)
        if not items:
            sink.error(Code.EMPTY_VALUE, "there is nothing here", node.place, "fill it in, or remove it")
        values = tuple(value for item in items if (value := read_one(item, sink)) is not FAILED)
        return values or FAILED

    return read


def _named(read_one: Read, may_be_bare: bool) -> Read:
    """A reader for a mapping from the author's own names; with `may_be_bare`, a list of names maps to nothing."""

    def read(node: Node, sink: Sink) -> dict[str, object] | Failed:
        if isinstance(node, MapNode):
            if not node.entries:
                sink.error(Code.EMPTY_VALUE, "there is nothing here", node.place, "fill it in, or remove it")
            for entry in node.entries:
                if not entry.key.text.strip():
                    sink.error(Code.EMPTY_VALUE, "this name is empty", entry.key.place, "write a name before the `:`")
            pairs = [(entry.key.text, read_one(entry.value, sink)) for entry in node.entries]
        elif may_be_bare and all(isinstance(item, TextNode) for item in items_of(node)):
            names = [item for item in items_of(node) if isinstance(item, TextNode)]
            pairs = [(item.text, read_one(TextNode("", item.place), sink)) for item in names]
        else:
            sink.wrong(node, "a mapping of names is expected here", "write `name: …` in a line for each")
            return FAILED
        return {name: value for name, value in pairs if value is not FAILED}

    return read


def _is_given(field: FieldPlan, key: TextNode, value: Node, sink: Sink) -> bool:
    """True if there is a value to read; an empty list or block is reported."""
    empty = _is_empty(value)
    if empty and not field.may_be_empty:
        hint = f"fill it in, or remove `{key.text}`"
        if field.read is read_colour:
            hint = "write six digits without `#`, which begins a comment, or put the colour in quotes"
        sink.error(Code.EMPTY_VALUE, f"`{key.text}` is empty", key.place, hint)
    return not empty


def _is_empty(value: Node) -> bool:
    if isinstance(value, TextNode):
        return value.is_blank
    return isinstance(value, ListNode) and not value.items


def _missing(model: type[Element], node: MapNode, meant: set[str], sink: Sink) -> None:
    """Report the missing required fields, except those meant by a misspelt key."""
    typed = {entry.key.text: entry for entry in node.entries}
    for key, field in _required(model).items():
        entry = typed.get(key)
        if entry is None and key not in meant:
            sink.error(Code.MISSING_FIELD, f"{model.noun} needs `{key}`", node.place, f"add `{key}: …`")
        elif entry is not None and field.may_be_empty and _is_empty(entry.value):
            sink.error(Code.EMPTY_VALUE, f"`{key}` is empty", entry.key.place, "write something after it")


OTHER_WORDS = {
    "points": "bullets", "items": "bullets", "list": "bullets", "bullet": "bullets", "body": "text",
    "content": "text", "paragraph": "text", "heading": "title", "header": "title", "name": "title",
    "headline": "title", "speaker_notes": "notes", "note": "notes", "comment": "notes", "picture": "image",
    "img": "image", "figure": "layers", "diagram": "layers", "stack": "layers", "time": "minutes",
    "duration": "minutes", "comparison": "compare", "sources": "references", "toc": "agenda",
    "process": "steps", "lang": "language", "color": "colour", "audience": "only", "for": "audiences",
    "width": "wide", "height": "tall", "children": "parts", "exclude": "except", "path": "file", "src": "file",
    "url": "file", "columns": "of", "things": "of", "winner": "best", "conclusion": "verdict", "author": "by",
    "background": "paper", "foreground": "ink", "radius": "corner", "corners": "corner", "extends": "like",
    "base": "like", "based_on": "like", "heading_font": "headings", "hue": "colour", "equation": "formula",
    "math": "formula", "maths": "formula",
    "lecturer": "author", "speaker": "author", "teacher": "author", "professor": "author", "email": "contact",
    "mail": "contact", "university": "institution", "school": "institution", "organisation": "institution",
    "answers": "choices", "options": "choices", "credit": "source", "photo": "image", "pictures": "images",
    "text": "parts", "texts": "parts",
    "right": "across", "down": "up", "x": "across", "y": "up", "place": "corner", "compare": "against",
    "position": "corner",     "type": "kind", "data": "values", "why": "explanation", "reason": "explanation",
}  # fmt: skip


def unknown_field(model: type[Element], key: TextNode, sink: Sink, node: MapNode) -> str:
    """Report a key of `node` that `model` does not have, with the best hint available, and return the field that was
    meant.
    """
    meant, elsewhere = _meant(key.text, model.field_names()), _elsewhere(model, key.text)
    if elsewhere and meant == f"{key.text}s":
        meant = ""  # `caption` is a field of a picture, and not the `captions` of panels
    hint = model.instead.get(key.text) or _in_a_block(model, key.text, node)
    hint = hint or (f"did you mean `{meant}`?" if meant else elsewhere or model.hint())
    sink.error(Code.UNKNOWN_FIELD, f"{model.noun} has no field `{key.text}`", key.place, hint)
    return meant


def _in_a_block(model: type[Element], name: str, node: MapNode) -> str:
    """The hint for a field that is typed beside its block, and not in it; "" for others."""
    for entry in node.entries if issubclass(model, Blocks) else ():
        block = BLOCKS.get(entry.key.text)
        if block is not None and block.model is not None and name in block.model.field_names():
            short = entry.value.text if isinstance(entry.value, TextNode) and not entry.value.is_null else ""
            return f"indent it under `{block.key}:`" + (
                f", and write `file: {short}` there" if short and block.key == "image" else ""
            )
    return ""


def _meant(name: str, names: list[str]) -> str:
    other = OTHER_WORDS.get(name.lower(), "")
    return other if other in names else closest(name, names) or ""


def _elsewhere(model: type[Element], name: str) -> str | None:
    others = (other for other in elements(Element) if other is not model and other.noun != Element.noun)
    block = companions().get(name)
    if block is not None:  # it stands on slides and in columns for the sake of this block
        others = (other for other in others if not issubclass(other, Blocks))
    # In alphabetical order, because the order of the models depends on which module was imported first.
    homes = sorted({other.noun for other in others if name in other.field_names()})
    *first, last = [*([f"`{block}`"] if block else []), *homes] or [""]
    named = f"{', '.join(first)} or {last}" if first else last
    return f"`{name}` belongs to {named}" if named else None


def elements(base: type[Element]) -> Iterator[type[Element]]:
    """All models of the language, each once."""
    found: dict[type[Element], None] = {}
    for model in base.__subclasses__():
        found |= {model: None, **dict.fromkeys(elements(model))}
    yield from found


EMPTY_HINT = "begin with `title: …` and `slides:`"


class Parsed(Outcome[Outline | None], frozen=True):
    """The outline, or None if an error keeps it from being built.

    `readable` is the outline as far as it could be read, so that its files can be looked at too; `text` is the source
    for the report, `included` has the texts of the included files by their paths.
    """

    readable: Outline | None = None
    text: str | None = None
    included: Mapping[str, str] = {}


def parse(content: bytes, folder: Path = Path(), limits: Limits = USUAL, memo: Memo | None = None) -> Parsed:
    """Decode and check an outline; included files are found in `folder`. No input raises an exception."""
    source = read(content, limits=limits)
    sink = Sink(source.diagnostics, memo=memo)
    if source.value is None or _has_nothing(source.value):
        if not sink.diagnostics:
            sink.error(Code.EMPTY_OUTLINE, "this outline is empty", Place(0, 0), EMPTY_HINT)
        return Parsed(None, tuple(sink.diagnostics), None, source.text)
    including = Including(folder, content, limits, source.count)
    node = including.expanded(source.value)
    sink.add(*including.sink.diagnostics)
    too_much = [] if including.full else list(check_weight(node, limits))
    sink.add(*too_much)
    if including.full or too_much:
        return Parsed(None, tuple(sink.diagnostics), None, source.text, including.texts)
    sink.macros = macros_in(node)
    check_macros(node, sink)
    outline = read_element(Outline, node, sink)
    if isinstance(outline, Failed) and not sink.diagnostics:
        raise AssertionError("this is a bug in deckgen: an outline was refused without a reason")
    readable = _untitled(node, sink.macros) if isinstance(outline, Failed) else outline
    readable = with_marks_apart(readable) if readable is not None else None
    sink.add(*(check(readable, node, including.missing) if readable is not None else ()))
    whole = None if sink.has_errors else readable
    # A box with `times` is decoded once for each copy, but its mistake is reported once.
    told = tuple(dict.fromkeys(_each_once(sink.diagnostics)))
    return Parsed(whole, told, readable, source.text, including.texts)


def _each_once(found: Sequence[Diagnostic]) -> Iterator[Diagnostic]:
    """The diagnostics without those of a number in need of quotes that is reported as a wrong value too."""
    wrong = {each.place for each in found if each.code != Code.NEEDS_QUOTES}
    yield from (each for each in found if each.code != Code.NEEDS_QUOTES or each.place not in wrong)


def _untitled(node: Node, macros: Macros) -> Outline | None:
    """An outline without a readable title as if it had one, to check the rest; None if it lacks more than that."""
    if not isinstance(node, MapNode):
        return None
    titled = with_field("title", TextNode("…", node.place), without_field("title", node))
    outline = read_element(Outline, titled, Sink(macros=macros))
    return None if isinstance(outline, Failed) else outline


def _has_nothing(node: Node) -> bool:
    return isinstance(node, TextNode) and node.is_null
