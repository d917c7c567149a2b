"""The bytes of an outline come in; a checked Outline comes out, with all of the author's mistakes as values."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from msgspec import field

from deckgen.codes import Code
from deckgen.decode.elements import Failed, read_element
from deckgen.decode.include import Including
from deckgen.decode.limits import check_weight
from deckgen.diagnostics import Outcome, Place, Sink
from deckgen.limits import USUAL, Limits
from deckgen.outline.head import Outline
from deckgen.source import Node, TextNode, read
from deckgen.validate.outline import check

EMPTY_HINT = "begin with `title: …` and `slides:`"


class Parsed(Outcome[Outline | None], frozen=True):
    """The outline, or None where an error keeps it from being built.

    `text` is the source for the report, `included` has the texts of the included files by their paths.
    """

    text: str | None = None
    included: Mapping[str, str] = field(default_factory=dict)


def parse(content: bytes, folder: Path = Path(), limits: Limits = USUAL) -> Parsed:
    """Decode and check an outline; included files are found in `folder`. No input raises an exception."""
    source = read(content, limits=limits)
    sink = Sink(source.diagnostics)
    if source.value is None or _is_empty(source.value):
        if not sink.diagnostics:
            sink.error(Code.EMPTY_OUTLINE, "this outline is empty", Place(0, 0), EMPTY_HINT)
        return Parsed(None, tuple(sink.diagnostics), source.text)
    including = Including(folder, content, limits, source.count)
    node = including.expanded(source.value)
    sink.add(*including.sink.diagnostics)
    too_much = [] if including.full else list(check_weight(node, limits))
    sink.add(*too_much)
    if including.has_nothing or including.full or too_much:
        return Parsed(None, tuple(sink.diagnostics), source.text, including.texts)
    outline = read_element(Outline, node, sink)
    if not isinstance(outline, Failed):
        # Slides that could not be included may be the targets of names, so names are not checked.
        sink.add(*(check(outline, node) if including.is_whole else ()))
    elif not sink.diagnostics:
        raise AssertionError("this is a bug in deckgen: an outline was refused without a reason")
    whole = None if sink.has_errors or isinstance(outline, Failed) else outline
    # A box with `times` is decoded once for each copy, but its mistake is reported once.
    told = tuple(dict.fromkeys(sink.diagnostics))
    return Parsed(whole, told, source.text, including.texts)


def _is_empty(node: Node) -> bool:
    return isinstance(node, TextNode) and node.is_null
