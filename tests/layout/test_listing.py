"""Code: where it is parted, and what becomes of lines that are too long.

Letters are half an em wide and lines 1.2 em high; insets take 16 pt at each side, 12 pt above and below.
"""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from deckgen.diagnostics import Diagnostic
from deckgen.geometry import Rect, pt
from deckgen.layout.block import SCALES
from deckgen.layout.code import Listing, listing
from deckgen.layout.typeset import ENDLESS, Typesetter
from deckgen.outline.blocks import lines_named
from deckgen.outline.element import NOWHERE
from deckgen.scene.items import Box
from deckgen.theme.builtin import CLASSROOM
from tests.layout.decks import FIXED

FLOOR = SCALES - 1
WIDE = pt(800)


def code(text: str, found: list[Diagnostic] | None = None) -> Listing:
    found = [] if found is None else found
    return listing(text, None, NOWHERE, Typesetter(CLASSROOM, FIXED), found.append)


def parted(text: str, lines: int) -> tuple[list[str], list[str]]:
    """The lines of the first page, on which there is room for `lines`, and of the second."""
    halves = code(text).split(WIDE, round(pt(16 * 1.2) * lines) + pt(24), FLOOR)
    assert halves is not None
    first, rest = (
        ["".join(t.text for t in line) for line in half.lines] for half in halves if isinstance(half, Listing)
    )
    return first, rest


def test_code_is_parted_at_a_blank_line_which_goes() -> None:
    assert parted("a\nb\n\nc\nd", 4) == (["a", "b"], ["c", "d"])


def test_code_without_blank_lines_is_parted_before_a_line_that_stands_far_left() -> None:
    assert parted("if a:\n    b\nif c:\n    d\n    e", 4) == (["if a:", "    b"], ["if c:", "    d", "    e"])


def test_what_closes_a_block_stays_with_it() -> None:
    assert parted("f {\n  a\n  b\n}\ng", 3) == (["f {", "  a"], ["  b", "}", "g"])


def test_a_page_is_at_least_half_full() -> None:
    assert parted("a\n\nb\nb\nb\nb\nb\nc", 6)[0] == ["a", "", "b", "b", "b", "b"]


def test_the_rest_of_a_line_that_is_too_long_is_moved_in() -> None:
    # 800 pt less 32 hold 96 letters of 8 pt; four letters are 32 pt, and 2 % stay free.
    box = code("x " * 60).draw(Rect(0, 0, WIDE, pt(300)), FLOOR)[0]
    assert isinstance(box, Box)
    assert box.body is not None
    assert [round(paragraph.indent / pt(1)) for paragraph in box.body.paragraphs] == [33]


@pytest.mark.parametrize(("letters", "height"), [(40, pt(24 + 31.2 * 1.15)), (70, ENDLESS)])
def test_type_shrinks_before_a_line_is_broken(letters: int, height: int) -> None:
    # At 26 pt there is room for 768 / 13 = 59 letters, at the floor for 96.
    assert code("x" * letters).height(WIDE, 0) == height


def test_a_line_too_long_for_the_smallest_type_is_told() -> None:
    found: list[Diagnostic] = []
    code("x" * 120, found).draw(Rect(0, 0, WIDE, pt(300)), 0)
    assert [each.code for each in found] == ["code-too-wide"]
    assert found[0].message.startswith("a line of this code has 120 characters, but 9")


def test_lines_that_fit_are_not_told() -> None:
    found: list[Diagnostic] = []
    code("x" * 90, found).draw(Rect(0, 0, WIDE, pt(300)), FLOOR)
    assert found == []


def test_each_page_of_a_walk_has_the_steps_that_are_about_its_lines() -> None:
    whole = replace(code("a\nb\n\nc\nd"), walk=(frozenset({1}), frozenset({4, 5}), frozenset({2, 4})))
    halves = whole.split(WIDE, round(pt(16 * 1.2) * 4) + pt(24), FLOOR)
    assert halves is not None
    first, rest = halves
    assert [stage.strong for stage in first.stages() if isinstance(stage, Listing)] == [None, {1}, {2, 4}]
    assert [stage.strong for stage in rest.stages() if isinstance(stage, Listing)] == [None, {4, 5}, {2, 4}]


def test_all_stages_of_a_walk_have_the_same_lines_at_the_same_places() -> None:
    whole = replace(code("a\nb\nc"), walk=(frozenset({1}), frozenset({2})))
    drawn = [stage.draw(Rect(0, 0, WIDE, pt(300)), FLOOR)[0] for stage in whole.stages()]
    bodies = [
        (box.rect, [line.text for line in box.body.paragraphs]) for box in drawn if isinstance(box, Box) and box.body
    ]
    assert len(bodies) == 3
    assert bodies[0] == bodies[1] == bodies[2]


def test_the_output_goes_with_the_end_of_the_program() -> None:
    whole = replace(code("a\nb\n\nc\nd"), output=code("printed"))
    halves = whole.split(WIDE, round(pt(16 * 1.2) * 4) + pt(24), FLOOR)
    assert halves is not None
    first, rest = halves
    assert [item.name for item in first.draw(Rect(0, 0, WIDE, pt(300)), FLOOR)] == ["Code"]
    assert [item.name for item in rest.draw(Rect(0, 0, WIDE, pt(300)), FLOOR)] == ["Code", "Output"]


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("2", {2}),
        ("2-4", {2, 3, 4}),
        ("1, 3–4", {1, 3, 4}),
        ("0", set()),
        ("4-2", set()),
        ("a", set()),
        ("1,", set()),
        ("1-999999", set()),
    ],
)
def test_lines_are_named_by_numbers_and_ranges(text: str, lines: set[int]) -> None:
    assert lines_named(text) == lines
