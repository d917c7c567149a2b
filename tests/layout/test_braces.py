"""The label of a brace is beside its middle, level while there is room and turned when it is long."""

from __future__ import annotations

from itertools import combinations

import pytest

from deckgen.scene.items import Box, TextBox
from deckgen.scene.text import placed_lines
from tests.layout.decks import deck, every_item


@pytest.mark.parametrize(("label", "is_turned"), [("seen", False), ("what a user of all this ever sees", True)])
def test_a_label_is_beside_the_middle_of_its_brace(label: str, is_turned: bool) -> None:
    laid = deck(f"""
      - title: A
        layers: [One, Two, Three, Four]
        braces: [{{label: {label}, over: [One, Two, Three]}}]
    """)
    assert laid.diagnostics == ()
    assert laid.value is not None
    items = {item.name: item for item in every_item(laid.value)}
    brace, text = items[f"Brace: {label}"], items[label]
    assert isinstance(brace, Box)
    assert isinstance(text, TextBox)
    assert text.body.rotated == is_turned
    assert text.rect.centre.y == pytest.approx(brace.rect.centre.y, abs=2)
    if is_turned:
        for line in placed_lines(text.body, text.rect):
            assert line.x + line.width // 2 == pytest.approx(text.rect.centre.x, abs=2)


@pytest.mark.parametrize(
    ("layers", "braces"),
    [
        ("[[{box: Outer, down: [One, Two, Three]}], Base]", "[{all: Outer}, {this: Two}, {base: Base}]"),
        ("[[{box: Outer, down: [One, Two, Three]}], Base]", "[{this: Two}, {all: [Outer, Base]}, {three: Three}]"),
        ("[[One, Two], Three, Four]", "[{this: One}, {that: Two}, {both: [Three, Four]}]"),
        ("[[One, {Two: [Three, Four]}], Five]", "[{this: One}, {that: Three}, {next: Four}, {all: [One, Five]}]"),
        ("[[{box: Outer, down: […]}]]", "[{all of it: Outer}, {more: …}]"),
    ],
)
def test_no_brace_overlaps_another_with_its_label(layers: str, braces: str) -> None:
    laid = deck(f"""
      - title: A
        layers: {layers}
        braces: {braces}
    """)
    assert laid.diagnostics == ()
    assert laid.value is not None
    items = [item for item in every_item(laid.value) if isinstance(item, Box | TextBox)]
    drawn = [item for item in items if item.name.startswith("Brace: ")]
    labels = {item.name.removeprefix("Brace: ") for item in drawn}
    beside = [item.rect for item in (*drawn, *(item for item in items if item.name in labels))]
    assert len(beside) == 2 * len(labels) == 2 * braces.count("{")
    assert not any(one.overlaps(other) for one, other in combinations(beside, 2))


def test_no_word_of_a_turned_label_is_broken() -> None:
    laid = deck("""
      - title: A
        layers: [One]
        braces: [{Pneumonoultramicroscopicsilicovolcanoconiosis: One}]
    """)
    assert laid.diagnostics == ()
    assert laid.value is not None
    (label,) = (item for item in every_item(laid.value) if item.name.startswith("Pneumono"))
    assert isinstance(label, TextBox)
    assert len(label.body.paragraphs[0].lines) == 1


def test_a_figure_is_not_drawn_over_its_room_for_the_sake_of_a_level_label() -> None:
    """Turned, the label is longer than its brace; level, it leaves the boxes too little width for their texts."""
    laid = deck("""
      - title: A
        layers:
          one: [{parts: [Linux on all of these, "shares A-B-C-D-E-F-G-H-I-J-K-L-M-N-O-P hardware, and so much more"]}]
          two: [a file of the container]
        braces: [{label: pneumonoultramicroscopicsilicovolcanoconiosis, over: [a file of the container]}]
        venn: {sets: [Client, Server]}
    """)
    told = [(found.severity, found.code) for found in laid.diagnostics]
    assert told == [("error", "figure-too-full")]
