"""Outlines with slips of the hand in them, byte by byte and line by line, and what a reading of them leaves out."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

import yaml
from hypothesis import strategies as st

from deckgen.outline.element import Element, Words
from deckgen.outline.head import Outline
from tests.fuzz.shown import words_in

PIECES = [
    b"", b" ", b"  ", b"\t", b"\n", b"\r\n", b"\r", b"- ", b": ", b":", b",", b"[", b"]", b"{", b"}", b'"',
    b"'", b"#", b" #", b"&a ", b"*a", b"!x ", b"|", b">", b"|\n", b"%", b"@", b"`", b"?", b"~", b"<<: ",
    b"---\n", b"...\n", b"\\", b"\x00", b"\x07", b"\xff", b"\xfe", b"\xef\xbb\xbf", b"\xc2\x85",
    b"\xe2\x80\xa8", b"\xe2\x80\x9c", b"\xed\xa0\x80", b"null", b"true", b"only: x", b"build: true", b"title",
    b"box", b"->", b" / ", b"{{x}}", b"\xf0\x9f\x90\xb3",
]  # fmt: skip
_at = st.floats(0, 1, exclude_max=True)


@st.composite
def slips(draw: st.DrawFn, outline: bytes) -> bytes:
    """The outline with one to three slips."""
    for _ in range(draw(st.integers(1, 3))):
        outline = draw(_byte_slips(outline) if draw(st.booleans()) else _line_slips(outline))
    return outline


@st.composite
def _byte_slips(draw: st.DrawFn, outline: bytes) -> bytes:
    """Some bytes replaced by a piece of YAML, by nothing, or by other bytes of the outline."""
    start = int(draw(_at) * (len(outline) + 1))
    end = start + draw(st.sampled_from([0, 0, 1, 1, 2, 5, 20]))
    other = int(draw(_at) * (len(outline) + 1))
    piece = draw(st.one_of(st.sampled_from(PIECES), st.just(outline[other : other + 10]), st.binary(max_size=3)))
    return outline[:start] + piece + outline[end:]


@st.composite
def _line_slips(draw: st.DrawFn, outline: bytes) -> bytes:
    """A line removed, doubled, moved, joined to the next one, or set in or out."""
    lines = outline.split(b"\n")
    number = int(draw(_at) * len(lines))
    other = int(draw(_at) * len(lines))
    line = lines[number]
    match draw(st.sampled_from(["out", "twice", "elsewhere", "joined", "deeper", "higher", "tab", "flush"])):
        case "out":
            del lines[number]
        case "twice":
            lines.insert(number, line)
        case "elsewhere":
            lines.insert(other, lines.pop(number))
        case "joined":
            lines[number : number + 2] = [b" ".join(lines[number : number + 2])]
        case "deeper":
            lines[number] = b"  " + line
        case "higher":
            lines[number] = line.removeprefix(b" ")
        case "tab":
            lines[number] = b"\t" + line
        case _:
            lines[number] = line.lstrip()
    return b"\n".join(lines)


NUMBER = re.compile(r"[-−.\d]+ ?[m%]?( [-−.\d]+ ?%?)?|\d+")
NO_WORDS = {"", "null", "~", "true", "false", "yes", "no"}
NAMED = {"figure", "without", "build", "times", "block", "way", "boxes", "mermaid"}
"""Fields whose values are read as something else: as a figure, a field, a way, a number of copies, a drawing."""


def left_out(content: str, outline: Outline) -> Counter[str]:
    """The words that are typed, but are nowhere in the outline that was read."""
    typed: Counter[str] = Counter()
    names: set[str] = set()
    for is_key, text in _scalars(yaml.load(content, Loader=getattr(yaml, "CBaseLoader", yaml.BaseLoader))):
        if is_key:
            names |= words_in(text).keys()
        else:
            typed += words_in(text)
    read: Counter[str] = Counter()
    for text in _read(outline):
        read += words_in(text)
    return (typed - read) + Counter(names - read.keys() - _language())


def _scalars(node: Any, key: str = "") -> Iterator[tuple[bool, str]]:
    if isinstance(node, dict):
        for name, value in node.items():
            yield True, _plain(name)
            yield from _scalars(value, name)
    elif isinstance(node, list):
        for item in node:
            yield from _scalars(item, key)
    elif key not in NAMED and node not in NO_WORDS and not NUMBER.fullmatch(node):
        yield False, _plain(node)


def _plain(text: str) -> str:
    return re.sub(r"<?-(x-)?>", " ", str(text))


def _read(thing: object) -> Iterator[str]:
    match thing:
        case Words():
            yield thing.raw
        case Element():
            yield from _read(thing.values_in_order)
        case str() | float():
            yield str(thing)
        case tuple():
            for item in thing:
                yield from _read(item)
        case dict():
            yield from thing
            yield from _read(tuple(thing.values()))


def _language() -> set[str]:
    """The words of the language itself."""
    from tests.fuzz.outlines import definitions, forms  # noqa: PLC0415

    keys = {
        key
        for schema in definitions().values()
        for form in forms(schema)
        for key in [*form.get("properties", ()), *form.get("propertyNames", {}).get("enum", ())]
    }
    return {word for key in keys for word in words_in(key)} | {"layers", "panels", "boxes", "cells", "group"}
