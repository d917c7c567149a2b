"""How large text has to be: 1/200 of the distance, on a slide that is 540 pt high."""

from __future__ import annotations

import pytest

from deckgen.layout.legibility import legibility_of
from deckgen.scene.items import TextBox
from deckgen.text.measure import line_height
from deckgen.theme.builtin import CLASSROOM
from tests.layout.decks import every_item, laid_out, outline_of


def least(head: str) -> int | None:
    found = legibility_of(outline_of(f"title: Deck\n{head}\nslides: [title: One]\n".encode()), CLASSROOM)
    return found.size if found else None


@pytest.mark.parametrize(
    ("head", "size"),
    [
        ("", None),
        ("legible_from: 10 m", 14),  # 540 · 10 / (200 · 2) = 13.5
        ("legible_from: 16", 22),  # 540 · 16 / 400 = 21.6
        ("room: {rows: 20, screen: 2.5 m}", 22),  # 3 + 19 · 0.9 = 20.1 m; 540 · 20.1 / 500 = 21.7
        ("room: {rows: 1}", 5),  # 540 · 3 / 400 = 4.05
        ("legible_from: 100 m", 28),  # the largest body text of the theme
    ],
)
def test_the_last_row_decides_the_least_size(head: str, size: int | None) -> None:
    assert least(head) == size


def test_a_room_too_deep_for_any_slide_is_told_with_the_picture_that_would_do() -> None:
    laid = laid_out(b"title: Deck\nroom: {rows: 30, screen: 2 m}\nslides: [title: One]\n")
    (found,) = laid.diagnostics
    # 3 + 29 · 0.9 = 29.1 m; 540 · 29.1 / 400 = 39.3 pt; 2 m · 40 / 28 = 2.86 m
    assert found.message == "the last row, 29.1 m away, needs text of 40 pt, but 28 pt is most"
    assert found.hint == "a picture 2.9 m high is enough; else leave the last rows empty"
    (found,) = laid_out(b"title: Deck\nroom: {rows: 60, screen: 4 m}\nslides: [title: One]\n").diagnostics
    # 3 + 59 · 0.9 = 56.1 m; 540 · 56.1 / 800 = 37.9 pt; 4 m · 38 / 28 = 5.43 m
    assert found.hint == "a picture 5.5 m high is enough; else leave the last rows empty"
    assert laid_out(b"title: Deck\nroom: {rows: 20, screen: 2 m}\nslides: [title: One]\n").diagnostics == ()


def test_a_small_room_changes_nothing() -> None:
    found = legibility_of(outline_of(b"title: Deck\nlegible_from: 5 m\nslides: [title: One]\n"), CLASSROOM)
    assert found is not None
    assert found.raised(CLASSROOM) == CLASSROOM


@pytest.mark.parametrize(
    "block",
    [
        "layers: [{box: A, role: app}]\n    legend: true",
        "graph: {edges: [A -> B], nodes: {A: {role: app}}, legend: true}",
    ],
)
def test_a_legend_is_as_high_as_its_letters(block: str) -> None:
    head = "title: Deck\nlegible_from: 15\nroles: {app: {label: Application}}"
    laid = laid_out(f"{head}\nslides:\n  - title: One\n    {block}\n".encode())
    assert laid.value is not None
    (label,) = (
        item for item in every_item(laid.value) if isinstance(item, TextBox) and item.name.startswith("Legend")
    )
    (run,) = label.body.paragraphs[0].runs
    assert run.size >= 21
    assert label.rect.height >= line_height(run.size)
