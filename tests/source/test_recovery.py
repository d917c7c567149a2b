"""All syntax errors that can be told apart are reported in one run, and none that only follows from another."""

from __future__ import annotations

import pytest

from deckgen.source import read

HEAD = "title: Deck\nslides:\n"


def found(slides: str) -> list[tuple[str, int]]:
    """The codes of the diagnostics, with their lines among those of the slides."""
    problems = read((HEAD + slides).encode()).diagnostics
    return [(item.code, (item.line or 0) - 2) for item in problems]


@pytest.mark.parametrize(
    ("slides", "codes"),
    [
        ("  - title: A: b\n  - title: C: d\n", [("needs-quotes", 1), ("needs-quotes", 2)]),
        ("  - title: **A**\n  - title: B\n    text: `c`\n", [("needs-quotes", 1), ("needs-quotes", 3)]),
        ("  - title: \"A\" b\n    text: 'c' d\n", [("after-quote", 1), ("after-quote", 2)]),
        ("  - title: A\n    text:b\n    notes: c\n  - title:D\n    text: e\n", [("no-space", 2), ("no-space", 4)]),
        ("  - title: A\n    text = b\n  - title: C: d\n", [("no-colon", 2), ("needs-quotes", 3)]),
        ('  - title: A\n    text: "b\n  - title: C: d\n', [("open-quote", 2), ("needs-quotes", 3)]),
        ("  - title: A\n    bullets: [b, c\n  - title: C: d\n", [("open-bracket", 2), ("needs-quotes", 3)]),
        ("  - title: A\n    notes: | b\n  - title: C: d\n", [("block-text", 2), ("needs-quotes", 3)]),
        ('  - title: "A \\d"\n  - title: C: d\n', [("bad-escape", 1), ("needs-quotes", 2)]),
        ("  - title: “A” and: b\n  - title: C: d\n", [("curly-quotes", 1), ("needs-quotes", 2)]),
    ],
)
def test_errors_in_several_lines_are_reported_together(slides: str, codes: list[tuple[str, int]]) -> None:
    assert found(slides) == codes


@pytest.mark.parametrize(
    ("slides", "codes"),
    [
        # Nobody knows where the list was to end, so the lines below it may be right or wrong.
        ("  - title: A\n    bullets: [b,\n      c: d: e,\n  - title: F\n", [("open-bracket", 2)]),
        ('  - title: A\n    text: "b\n      c\n  - title: C: d\n', [("open-quote", 2)]),
        ("  - title: A\n   text: b\n  - title: C: d\n", [("indentation", 2)]),
        ("  - title: A: b\n  - title: B\n", [("needs-quotes", 1)]),
        ("  - title: A: b\n  - title: B\n    title: B\n", [("needs-quotes", 1), ("duplicate-key", 3)]),
    ],
)
def test_what_may_only_follow_from_an_error_is_not_reported(slides: str, codes: list[tuple[str, int]]) -> None:
    assert found(slides) == codes


def test_a_colon_in_a_title_has_the_line_to_paste() -> None:
    problems = read(f"{HEAD}  - title: VM: what\n  - title: 'a': \"b\": c\n  - Note: x: y\n".encode()).diagnostics
    assert [item.hint for item in problems][0::2] == ['write title: "VM: what"', 'write Note: "x: y"']


def test_twenty_errors_are_enough() -> None:
    assert len(found("  - title: A: b\n" * 100)) == 20
