"""The numbers of a column are aligned at their decimal signs, whatever follows these."""

from __future__ import annotations

import pytest

from deckgen.scene.items import Grid
from tests.layout.decks import deck, every_item


def ends(cells: str, rows: str = "", language: str = "en") -> list[float]:
    """How far from the right edge of the column each number of the second column ends, in letters of half an em."""
    head = f"title: Deck\nlanguage: {language}"
    slides = f"  - title: A\n    table:\n      columns: [Name, Number]\n      rows: {{{cells}}}\n{rows}"
    (grid,) = (item for item in every_item(deck(slides, head).value) if isinstance(item, Grid))
    found = [row.cells[1].body for row in grid.rows[1:]]
    size = found[0].paragraphs[0].runs[0].size
    least = min(body.insets.right for body in found)
    return [(body.insets.right - least) / 12700 / size * 2 for body in found]


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        ("a: $0.08, b: $12, c: $1.5", [0, 3, 1]),  # `.08`, nothing and `.5` are behind the whole numbers
        ("a: 99.9 %, b: 100 %, c: 3.25 %", [1, 3, 0]),
        ("a: 3-10 ns, b: 0.5 ns", [2, 0]),
        ('a: "4,210", b: "12", c: "1,000,000"', [0, 0, 0]),  # these commas part thousands
        ('a: "4,5", b: "12"', [0, 2]),
        ("a: 8 MB, b: 120 MB", [0, 0]),
        ("a: 8 s, b: 12 min", [2, 0]),
    ],
    ids=["prices", "shares", "ranges", "thousands", "decimal commas", "one unit", "two units"],
)
def test_decimal_signs_are_under_each_other(cells: str, expected: list[float]) -> None:
    assert ends(cells) == pytest.approx(expected, abs=0.1)


def test_the_column_is_wide_enough_for_the_widest_whole_number_and_the_longest_fraction() -> None:
    slides = "  - title: A\n    table: {columns: [Name, Number], rows: {a: 1000000, b: 0.123456}}\n"
    (grid,) = (item for item in every_item(deck(slides).value) if isinstance(item, Grid))
    for row in grid.rows[1:]:
        insets, paragraph = row.cells[1].body.insets, row.cells[1].body.paragraphs[0]
        assert len(paragraph.lines) == 1
        assert paragraph.lines[0].width + insets.left + insets.right <= grid.widths[1]


def test_text_is_not_aligned_at_a_sign() -> None:
    assert ends("a: 1.5, b: v2.25 beta") == [0, 0]


@pytest.mark.parametrize(("language", "expected"), [("de", [0, 0]), ("en", [0, 4])])
def test_a_point_before_three_digits_is_what_the_language_makes_of_it(language: str, expected: list[float]) -> None:
    assert ends('a: "2.250", b: "793"', language=language) == pytest.approx(expected, abs=0.1)


@pytest.mark.parametrize(
    ("cells", "aligned"),
    [
        ("a: 12, b: 3, c: '-'", "right"),
        ("a: 12, b: 3, c: –", "right"),
        ("a: 12, b: 3, c: n/a", "right"),
        ("a: 12, b: 3, c: k. A.", "right"),
        ("a: 12, b: 3, c: keine Angabe, d: ''", "right"),
        ("a: 12, b: '-', c: '-'", "right"),
        ("a: 12, b: two", "left"),
        ("a: 12, b: 3, c: as many as the network carries", "left"),
        ("a: '-', b: –", "left"),
    ],
)
def test_a_missing_number_does_not_move_the_others(cells: str, aligned: str) -> None:
    slides = f"  - title: A\n    table: {{columns: [Name, Number], rows: {{{cells}}}}}\n"
    (grid,) = (item for item in every_item(deck(slides).value) if isinstance(item, Grid))
    assert {row.cells[1].body.paragraphs[0].align for row in grid.rows[1:]} == {aligned}


def test_decimal_signs_are_under_each_other_beside_a_missing_number() -> None:
    assert ends("a: 99.9 %, b: 100 %, c: n/a, d: 3.25 %") == pytest.approx([1, 3, 0, 0], abs=0.1)


@pytest.mark.parametrize("table", ["table", "compare"])
def test_a_hyphen_alone_is_a_dash_in_a_cell_but_not_in_a_name(table: str) -> None:
    names = "columns: [Sign, Use]" if table == "table" else "of: [Use]"
    slides = f"  - title: A\n    {table}: {{{names}, rows: {{'-': '-', b: 'x-y'}}}}\n"
    (grid,) = (item for item in every_item(deck(slides).value) if isinstance(item, Grid))
    shown = [[cell.body.paragraphs[0].lines[0].text for cell in row.cells] for row in grid.rows[1:]]
    assert shown == [["-", "–"], ["b", "x-y"]]
