"""Rules of the schemas of the format (ECMA-376 parts 1 and 4), as `generate_schema` writes them to `schema/*.json`.

Only the types of elements that a deck has are read, because a deck has few of the many.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from msgspec import Raw, Struct, json

from deckgen.regex import regex

FOLDER = Path(__file__).parent / "schema"


class Values(Struct, frozen=True, omit_defaults=True):
    """The values of an attribute: one of the words, a whole number in a range, or what a pattern describes.

    All texts are right if there is none of these.
    """

    words: tuple[str, ...] = ()
    ranges: tuple[tuple[int, int], ...] = ()
    patterns: tuple[str, ...] = ()

    def hold(self, text: str) -> bool:
        """True if the text is one of the values."""
        if text in self.words or self is ANY:
            return True
        if self.ranges and (text.isdecimal() or _WHOLE.fullmatch(text) is not None):
            if len(text) > _MOST_DIGITS or not text.isascii():
                return False
            number = int(text)
            return any(least <= number <= most for least, most in self.ranges)
        return any(_compiled(pattern).fullmatch(text) is not None for pattern in self.patterns)


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.ASCII)


ANY = Values()
_WHOLE = regex(r"[+-]?\d{1,20}", re.ASCII)
_MOST_DIGITS = 21


class Kind(Struct, frozen=True, omit_defaults=True):
    """A type of element. Attributes and children have the names of their values and types; "" are all texts.

    `states` has the next state by the name of a child, from state 0 on; -1 is the same state for a child that cannot
    come twice, and the child `*` is any. An element may end in the states `ends`. `text` names the values of a text;
    None means that there is none. An `open` type holds whatever it likes.
    """

    attributes: Mapping[str, str] = {}
    required: tuple[str, ...] = ()
    children: Mapping[str, str] = {}
    states: tuple[Mapping[str, int], ...] = ({},)
    ends: tuple[int, ...] = (0,)
    text: str | None = None
    open: bool = False


class Rules(Struct, frozen=True):
    """The types of the elements that can begin a part, and all types and values by name."""

    roots: Mapping[str, str]
    types: Mapping[str, Kind]
    values: Mapping[str, Values]


class _Stored(Struct, frozen=True):
    """Rules of which only the types in use are decoded."""

    roots: dict[str, str]
    types: dict[str, Raw]
    values: dict[str, Values]


@cache
def _stored(file: str) -> _Stored:
    return json.decode((FOLDER / f"{file}.json").read_bytes(), type=_Stored)


_FILES = {"c": "charts", "m": "equations"}


def _file_of(name: str) -> str:
    return _FILES.get(name.partition(":")[0], "slides")


@cache
def kind_named(name: str) -> Kind:
    """The type of that name; a type is in the file of its own prefix, or in the first one."""
    found = _stored(_file_of(name)).types.get(name) or next(
        types[name] for file in ("slides", "charts", "equations") if name in (types := _stored(file).types)
    )
    return json.decode(found, type=Kind)


def values_named(name: str) -> Values:
    """The values of that name, which may be any."""
    return _stored(_file_of(name)).values.get(name) or _stored("slides").values.get(name, ANY)


@cache
def attributes_of(name: str) -> dict[str, Values]:
    """The values of each attribute of the type of that name."""
    return {key: values_named(values) for key, values in kind_named(name).attributes.items()}


def kind_of_root(name: str) -> str | None:
    """The name of the type of an element that can begin a part, or be the content of a graphic; None for others."""
    return _stored(_file_of(name)).roots.get(name)
