"""YAML to located nodes."""

from __future__ import annotations

import pytest
import yaml

from deckgen.source import ListNode, MapNode, Node, TextNode, read


def data(node: Node | None) -> object:
    """A node as plain data, without places."""
    match node:
        case TextNode():
            return None if node.is_null else node.text
        case ListNode():
            return [data(item) for item in node.items]
        case MapNode():
            return {entry.key.text: data(entry.value) for entry in node.entries}
    return "nothing"


def place(node: Node | None) -> tuple[int, int, int]:
    assert node is not None
    return node.place.line, node.place.column, node.place.length


def root(text: str) -> MapNode:
    node = read(text.encode()).value
    assert isinstance(node, MapNode)
    return node


def test_scalars_stay_text() -> None:
    typed = "[no, yes, 1.10, 12:30, 2024-10-01, 0x1f, .inf, True]"
    assert data(read(typed.encode()).value) == typed[1:-1].split(", ")


def test_only_plain_nothing_is_nothing() -> None:
    assert data(read(b"""[~, null, "", '~', "null"]""").value) == [None, None, "", "~", "null"]
    assert data(read(b"a:\nb: ''").value) == {"a": None, "b": ""}


def test_places_are_counted_from_zero_in_characters() -> None:
    node = root("tïtle: Dócker\nslides:\n  - {a: [x, yy]}\n  - b: |\n      text\n")
    assert place(node) == (0, 0, 5)
    assert place(node.get("tïtle")) == (0, 7, 6)
    slides = node.get("slides")
    assert isinstance(slides, ListNode)
    assert place(slides) == (2, 2, 1)
    first, second = slides.items
    assert isinstance(first, MapNode)
    assert isinstance(second, MapNode)
    assert place(first) == (2, 4, 1)
    assert place(first.entries[0].key) == (2, 5, 1)
    inner = first.get("a")
    assert isinstance(inner, ListNode)
    assert [place(item) for item in inner.items] == [(2, 9, 1), (2, 12, 2)]
    assert place(second) == (3, 4, 1)
    assert place(second.get("b"))[:2] == (3, 7)


def test_both_loaders_make_the_same_nodes() -> None:
    content = 'a: [1, {b: \'c d\'}]\nd: |\n  x\n  y\ne: >\n  z\n"f": "g\\nh"\n容: 😀 x\n'.encode()
    assert read(content, yaml.SafeLoader) == read(content)


@pytest.mark.parametrize("mark", [b"\xef\xbb\xbf", b""])
def test_a_byte_order_mark_takes_no_column(mark: bytes) -> None:
    node = read(mark + b"a: b").value
    assert isinstance(node, MapNode)
    assert place(node.get("a")) == (0, 3, 1)


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_line_ends_of_all_systems_count(end: str) -> None:
    assert place(root(f"a: b{end}c: d{end}").get("c")) == (1, 3, 1)


def test_duplicate_keys_are_all_reported_and_the_first_is_kept() -> None:
    found = read(b"a: 1\nb: {c: 1, c: 2}\na: 3\n")
    assert [(item.code, item.place and item.place.line) for item in found.diagnostics] == [
        ("duplicate-key", 1),
        ("duplicate-key", 2),
    ]
    assert data(found.value) == {"a": "1", "b": {"c": "1"}}


def test_a_number_sign_that_cuts_a_text_off_is_a_warning() -> None:
    def cut(typed: str) -> list[str]:
        return [item.message for item in read(typed.encode()).diagnostics]

    assert cut("a: Issue #12") == ["`#12` is left out: a `#` after a space begins a comment"]
    assert cut("a: 45 # a comment\nb: 'x #1'\nc: C# and F#\n# x #y\nd: [1]  #e\nf: |\n  g #h") == []
