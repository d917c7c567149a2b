"""Characters that cannot be shown, or hide what is written, are told of with their place, and none is lost."""

from __future__ import annotations

import pytest
import yaml

from deckgen.source import read
from deckgen.source.characters import oddities

HEBREW = "\u05d3\u05d5\u05e7\u05e8"


@pytest.mark.parametrize(
    "text",
    ["plain", "a\tb\nc\r\n", "\u00e9 \u5185\u6838 \U0001f600", HEBREW, f"\u2067{HEBREW}\u2069 and",
     f"\u202b{HEBREW}\u202c", "\u200e\u200f\u061c", "\u0645\u06cc\u200c\u062e", "\U0001f468\u200d\U0001f4bb",
     "\U0001f3f4\U000e0067\U000e0062\U000e007f", "soft\u00adhyphen", "\ue000"],
)  # fmt: skip
def test_text_of_any_script_is_fine(text: str) -> None:
    assert not list(oddities(text))


@pytest.mark.parametrize(
    "sign", ["\0", "\x07", "\x1b", "\x7f", "\x9f", "\ud800", "\ufffe", "\uffff", "\ufdd0", "\U0010ffff"]
)
def test_what_no_file_can_hold_is_an_error(sign: str) -> None:
    (found,) = oddities(f"ab{sign}c")
    assert (found.code, found.index, found.forbidden) == ("control-character", 2, True)


@pytest.mark.parametrize(
    ("text", "index", "code"),
    [("ab\u202ecd", 2, "text-direction"), ("a\u202db\u202c", 1, "text-direction"), ("a\u2067b", 1, "text-direction"),
     ("a\u2069b", 1, "text-direction"), ("\u2067a\nb\u2069", 0, "text-direction"),
     ("\u2067a\u202c", 2, "text-direction"),
     ("Ker\u200bnel", 3, "invisible-character"), ("\ufeffa", 0, "invisible-character"),
     ("a\U000e0061b", 1, "invisible-character"), ("a\u206ab", 1, "invisible-character"),
     ("a\u3164b", 1, "invisible-character"), ("ab\uffa0", 2, "invisible-character")],
)  # fmt: skip
def test_what_disguises_text_is_a_warning(text: str, index: int, code: str) -> None:
    found = next(oddities(text))
    assert (found.code, found.index, found.forbidden) == (code, index, False)


def test_each_of_several_is_told_of_at_its_own_place() -> None:
    text = "title: T\nslides:\n  - title: a\u200bb\u2060c\u200b\n    text: \u202ea\u202c \u2067b\n"
    found = read(text.encode()).diagnostics
    assert [(item.code, item.line, item.column) for item in found] == [
        ("invisible-character", 3, 13),
        ("invisible-character", 3, 15),
        ("invisible-character", 3, 17),
        ("text-direction", 4, 11),
        ("text-direction", 4, 15),
    ]


@pytest.mark.parametrize("loader", [yaml.SafeLoader, yaml.CSafeLoader])
def test_half_a_character_cannot_come_in_by_an_escape(loader: type[yaml.SafeLoader]) -> None:
    for text in ('"\\ud800"', '"a \\ud83d\\ude00"'):
        found = read(f"title: {text}".encode(), loader).diagnostics
        assert {item.severity for item in found} == {"error"}
