"""Panels beside each other: what is lined up, what is stretched, and where the ground is.

Every row is at least 10 high, and gaps are 2, so that sums can be made in the head.
"""

from __future__ import annotations

import pytest

from deckgen.layout.figure.tracks import Row, anchors_of, arrange, largest_unit, total_height


def panel(*names: str, weights: dict[str, float] | None = None) -> list[Row]:
    """Rows of these names, a gap of 2 under each."""
    return [Row(name, 10, (weights or {}).get(name, 1), 2) for name in names]


def edges(*panels: list[Row], height: int) -> list[list[tuple[int, int]]]:
    return arrange(panels, anchors_of(panels), height)


def test_one_panel_has_no_anchors() -> None:
    assert anchors_of([panel("app", "kernel")]) == []


def test_a_row_that_all_panels_have_is_an_anchor() -> None:
    assert anchors_of([panel("app", "kernel", "hardware"), panel("guest", "hardware")]) == [(2, 1)]


def test_a_name_that_comes_twice_in_a_panel_is_no_anchor() -> None:
    assert anchors_of([panel("os", "os", "hardware"), panel("os", "hardware")]) == [(2, 1)]


def test_rows_without_a_name_are_no_anchors() -> None:
    assert anchors_of([panel("", "hardware"), panel("", "hardware")]) == [(1, 1)]


def test_anchors_do_not_cross() -> None:
    """`a` is above `b` in one panel and below it in the other: only the lower one can be lined up."""
    assert anchors_of([panel("a", "b"), panel("b", "a")]) == []


def test_an_anchor_leaves_no_hole_in_a_panel() -> None:
    """Between `app` and the ground one panel has a row, the other none: lined up, it would float."""
    assert anchors_of([panel("app", "kernel"), panel("app")]) == []


def test_rows_share_the_height_by_weight() -> None:
    # 62 - 2 gaps of 2 = 58 for weights of 4: 14.5 for one, rounded to even, and 29 for two.
    [only] = edges(panel("a", "b", "c", weights={"b": 2}), height=62)
    assert [bottom - top for top, bottom in only] == [14, 29, 14]


def test_the_highest_panel_fills_the_height() -> None:
    high, low = edges(panel("a", "b", "c"), panel("d"), height=64)
    assert high == [(0, 20), (22, 42), (44, 64)]
    assert low == [(44, 64)]


def test_panels_stand_on_one_ground() -> None:
    result = edges(panel("a", "b"), panel("c", "d", "e"), panel("f"), height=100)
    assert {rows[-1][1] for rows in result} == {100}


def test_rows_of_one_name_are_lined_up() -> None:
    docker, vm = edges(panel("app", "host", "metal"), panel("app vm", "guest", "host", "metal"), height=86)
    assert vm == [(0, 20), (22, 42), (44, 64), (66, 86)]
    assert docker == [(22, 42), (44, 64), (66, 86)]


def test_between_anchors_the_panel_with_less_is_stretched() -> None:
    few, many = edges(panel("app", "engine", "host"), panel("app", "guest", "hypervisor", "host"), height=86)
    assert many == [(0, 20), (22, 42), (44, 64), (66, 86)]
    assert few == [(0, 20), (22, 64), (66, 86)]


def test_what_is_stretched_is_shared_by_weight() -> None:
    few = panel("app", "one", "two", "host", weights={"two": 2})
    many = panel("app", "a", "b", "c", "d", "e", "host")
    [(_, top), one, two, _], _ = edges(few, many, height=152)
    # Seven rows of 20: five of them and four gaps are 108, less one gap 106; one and two take 20 + 40 and share 46.
    assert [top, *one, *two] == [20, 22, 22 + 20 + 15, 22 + 20 + 15 + 2, 130]


def test_above_the_highest_anchor_a_panel_with_less_is_lower() -> None:
    low, high = edges(panel("app", "host"), panel("app vm", "guest", "host"), height=64)
    assert high[0] == (0, 20)
    assert low == [(22, 42), (44, 64)]


def test_above_the_highest_anchor_a_tall_row_is_as_tall_as_several() -> None:
    many, tall = edges(panel("7", "6", "5", "4"), panel("app", "4", weights={"app": 3}), height=86)
    assert many == [(0, 20), (22, 42), (44, 64), (66, 86)]
    assert tall == [(0, 64), (66, 86)]


def test_text_that_needs_more_keeps_its_least_height() -> None:
    [only] = edges([Row("a", 40, 1, 2), Row("b", 10, 1, 2)], height=62)
    assert only == [(0, 40), (42, 62)]


def test_the_widest_gap_at_an_anchor_counts_for_all_panels() -> None:
    wide, usual = edges([Row("a", 10, 1, 12), Row("b", 10, 1, 0)], panel("a", "b"), height=52)
    assert wide == usual == [(0, 20), (32, 52)]


@pytest.mark.parametrize(("names", "height"), [(("a",), 10), (("a", "b", "c"), 34)])
def test_the_least_height_is_that_of_all_rows_and_the_gaps_between(names: tuple[str, ...], height: int) -> None:
    assert total_height([panel(*names)], [])(0) == height


def test_without_rows_there_is_no_height() -> None:
    assert total_height([[]], [])(0) == 0


def test_the_largest_unit_is_the_last_that_fits() -> None:
    assert largest_unit(lambda unit: round(3 * unit), 60) == pytest.approx(20, abs=0.5)
    assert largest_unit(lambda unit: 100 + round(unit), 60) == 0
