"""Venn diagrams: each text is in the circles of its sets and outside the others, and legible where they overlap."""

from __future__ import annotations

from itertools import combinations
from math import hypot

import pytest

from deckgen.audience.select import Viewer, select
from deckgen.geometry import Point, Rect
from deckgen.outline.venn import Venn
from deckgen.scene.items import Box, TextBox
from deckgen.theme.builtin import THEMES
from deckgen.theme.contrast import READABLE, contrast, mixed, veiled
from tests.layout.decks import every_item, laid_out, outline_of

TWO = {"a": "A", "b of many words in several lines": "B", "ab": "AB"}
THREE = {"a": "A", "b b": "B", "a longer c": "C", "ab": "AB", "bc": "BC", "ac in two words": "AC", "abc": "ABC"}
KEYS = {"AB": "A + B", "BC": "B + C", "AC": "A + C", "ABC": "all"}


@pytest.mark.parametrize("theme", sorted(THEMES))
@pytest.mark.parametrize("texts", [TWO, THREE], ids=["two", "three"])
def test_texts_are_in_their_sets_alone_and_legible(texts: dict[str, str], theme: str) -> None:
    parts = ", ".join(f"{KEYS.get(sets, sets)}: {text}" for text, sets in texts.items())
    laid = laid_out(f"title: Deck\nslides:\n- title: Sets\n  venn: {{{parts}}}".encode(), theme=THEMES[theme])
    assert laid.diagnostics == ()
    assert laid.value is not None
    items = [*every_item(laid.value)]
    circles = {item.name[-1]: item for item in items if isinstance(item, Box) and item.shape == "ellipse"}
    found = {item.name: item.rect for item in items if isinstance(item, TextBox) and item.name in texts}
    names = [item.rect for item in items if isinstance(item, TextBox) and item.name in circles]
    assert found.keys() == texts.keys()
    assert len(names) == len(circles)
    assert not any(one.overlaps(other) for one, other in combinations([*found.values(), *names], 2))
    scheme = THEMES[theme].scheme
    for text, rect in found.items():
        ground = mixed(THEMES[theme].palette.paper, scheme)
        for name, circle in circles.items():
            if name in texts[text]:
                assert max(_distances(rect, circle.rect)) < 1
                assert circle.fill is not None
                ground = veiled(ground, mixed(circle.fill, scheme), circle.opacity)
            else:
                assert _nearest(rect, circle.rect) > 1
        assert contrast(mixed(THEMES[theme].palette.ink, scheme), ground) >= READABLE


@pytest.mark.parametrize(
    ("audience", "left"),
    [(None, ["A + B", "A + C", "all"]), ("short", ["A + B"])],
    ids=["everybody", "an audience that does not see C"],
)
def test_intersections_are_left_out_with_one_of_their_sets(audience: str | None, left: list[str]) -> None:
    whole = outline_of(
        b"title: D\naudiences: {short: {}}\nslides:\n- title: S\n  venn:\n    A: a\n    B: b\n"
        b"    C: {parts: c, except: short}\n    A + B: ab\n    A + C: ac\n    all: abc\n"
    )
    venn = select(whole, Viewer(audience)).slides[0].find(Venn)
    assert venn is not None
    assert [" + ".join(name.plain for name in common.of) for common in venn.common] == left
    assert venn.clicks("one by one") == len(venn.sets) + len(left)


def _distances(rect: Rect, circle: Rect) -> list[float]:
    """How far the corners of a rectangle are from the middle of a circle, in radii."""
    corners = [Point(x, y) for x in (rect.x, rect.right) for y in (rect.y, rect.bottom)]
    return [_distance(corner, circle) for corner in corners]


def _nearest(rect: Rect, circle: Rect) -> float:
    """How far a rectangle is from the middle of a circle, in radii."""
    middle = circle.centre
    return _distance(Point(min(max(middle.x, rect.x), rect.right), min(max(middle.y, rect.y), rect.bottom)), circle)


def _distance(place: Point, circle: Rect) -> float:
    middle = circle.centre
    return hypot((place.x - middle.x) * 2 / circle.width, (place.y - middle.y) * 2 / circle.height)


@pytest.mark.parametrize(
    ("typed", "sets", "both"),
    [
        ("Bash: a, C: b, Bash + C: c", ["Bash", "C"], ["Bash", "C"]),
        ("Bash: a, C: b, Bash & C: c", ["Bash", "C"], ["Bash", "C"]),
        ("Bash: a, C: b, c ∩ bash: c", ["Bash", "C"], ["c", "bash"]),
        ("Bash: a, C: b, Bash and C: c", ["Bash", "C"], ["Bash", "C"]),
        ("R & D: a, C: b, R & D + C: c", ["R & D", "C"], ["R & D", "C"]),
    ],
)
def test_a_sign_between_two_sets_means_what_they_have_in_common(typed: str, sets: list[str], both: list[str]) -> None:
    outline = outline_of(f"title: D\nslides:\n- title: S\n  venn: {{{typed}}}\n".encode())
    venn = outline.slides[0].find(Venn)
    assert venn is not None
    assert [each.name.plain for each in venn.sets] == sets
    assert [[name.plain for name in each.of] for each in venn.common] == [both]
