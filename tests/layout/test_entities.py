"""Entities: relations are glued to their cards, end in the signs of what they count, and keep clear of others."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from deckgen.audience.select import Viewer, select
from deckgen.geometry import Rect, pt
from deckgen.layout.typeset import height_of
from deckgen.outline.entities import Entities
from deckgen.scene.items import Box, Connector, Item, TextBox
from tests.layout.decks import deck, every_item, outline_of
from tests.layout.test_graphs import met

Items = dict[str, Item]


def drawn(entities: str) -> Items:
    """The items of entities, typed in one line, by their names."""
    laid = deck(f"- title: One\n  entities: {{{entities}}}\n")
    assert laid.diagnostics == ()
    assert laid.value is not None
    return {item.name: item for item in every_item(laid.value)}


def run_into(items: Sequence[Item]) -> list[tuple[str, str]]:
    """The lines that run through a card, a label or a number, and the texts that overlap."""
    things = {item.name: item for item in items if isinstance(item, Box | TextBox) and item.name != "Title"}
    texts = [item for item in things.values() if isinstance(item, TextBox)]
    overlapping = [(a.name, b.name) for a, b in combinations(texts, 2) if a.rect.overlaps(b.rect)]
    return met(things, [item for item in items if isinstance(item, Connector)]) + overlapping


def signs(items: Items, end: int) -> list[str]:
    """The shapes of the signs at one end of the only relation."""
    found = []
    for name, item in items.items():
        if f"end {end}, sign" in name:
            is_toe = isinstance(item, Connector) and item.end_glue is not None
            found.append("ring" if isinstance(item, Box) else "toe" if is_toe else "bar")
    return found


@pytest.mark.parametrize(
    ("count", "expected"),
    [
        ("1", ["bar"]),
        ("1..1", ["bar", "bar"]),
        ("0..1", ["bar", "ring"]),
        ("n", ["toe", "toe"]),
        ("*", ["toe", "toe"]),
        ("0..m", ["toe", "toe", "ring"]),
        ("1..*", ["toe", "toe", "bar"]),
        ("2..4", []),
    ],
)
@pytest.mark.parametrize("direction", ["across", "down"])
def test_an_end_has_the_signs_of_its_count(count: str, expected: list[str], direction: str) -> None:
    items = drawn(f"A: [a], B: [b], relations: ['A {count}:1 B'], direction: {direction}")
    assert signs(items, 1) == expected
    assert signs(items, 2) == ["bar"]
    texts = [item.body.text for item in items.values() if isinstance(item, TextBox)]
    assert (count in texts) == (not expected)


@pytest.mark.parametrize(
    "typed", ["'A n:1 B'", "A -> B: n:1", "'A -- B: n : 1'", "{from: A, to: B, cardinality: 'n:1'}"]
)
def test_numbers_can_be_typed_between_the_names_or_after_them(typed: str) -> None:
    items = drawn(f"A: [a], B: [b], relations: [{typed}]")
    assert (signs(items, 1), signs(items, 2)) == (["toe", "toe"], ["bar"])
    line = items["Line: A to B"]
    assert isinstance(line, Connector)
    assert (line.end_head, line.alt) == (False, "A to B, many to one")


def test_relations_touch_their_cards_apart_from_each_other_and_from_corners() -> None:
    items = drawn("A: [a], B: [b], relations: [A 1:n B, A n:m B, B 1:1 A, 'A 1:n B: label']")
    cards = {name: item.rect for name, item in items.items() if isinstance(item, Box) and name in ("A", "B")}
    for name, card in cards.items():
        ends = [
            point.y
            for item in items.values()
            if isinstance(item, Connector) and ", sign" not in item.name
            for point, glue in ((item.start, item.start_glue), (item.end, item.end_glue))
            if glue is not None and glue.shape == name
        ]
        assert len(ends) == 4
        assert min(ends) >= card.y + pt(7)
        assert max(ends) <= card.bottom - pt(7)
        assert min(abs(one - other) for one, other in combinations(ends, 2)) >= pt(14)


@pytest.mark.parametrize("direction", ["across", "down"])
def test_a_line_leaves_the_layer_of_its_entity_before_it_turns(direction: str) -> None:
    items = drawn(f"A: [a, b, c, d, e], B: [b], C: [c], relations: [A 1:n C, B 1:n C], direction: {direction}")
    tall = items["A"]
    assert isinstance(tall, Box)
    slanted = [item for item in items.values() if isinstance(item, Connector) and not _is_level(item)]
    assert not any(tall.rect.overlaps(_around(item)) for item in slanted if ", sign" not in item.name)


def _is_level(line: Connector) -> bool:
    return line.start.x == line.end.x or line.start.y == line.end.y


def _around(line: Connector) -> Rect:
    return Rect(
        min(line.start.x, line.end.x),
        min(line.start.y, line.end.y),
        abs(line.end.x - line.start.x),
        abs(line.end.y - line.start.y),
    )


def test_a_general_case_is_above_its_special_ones_under_a_hollow_triangle() -> None:
    items = drawn("Circle: [radius], Shape: [colour], relations: [Circle is a Shape]")
    shape, circle, line = items["Shape"], items["Circle"], items["Line: Shape to Circle"]
    assert isinstance(shape, Box)
    assert isinstance(circle, Box)
    assert isinstance(line, Connector)
    assert shape.rect.bottom < circle.rect.y
    assert line.start.y > shape.rect.bottom + pt(8)
    sides = [items[f"{line.name}, end 1, side {number}"] for number in (1, 2)]
    assert all(isinstance(side, Connector) and side.end.y == shape.rect.bottom for side in sides)


def test_what_marks_a_key_is_beside_it() -> None:
    items = drawn("A: [number of a long name key, b FK, public, '**bold** PK']")
    part = items["A attributes"]
    assert isinstance(part, Box)
    assert part.body is not None
    assert part.body.text == "number of a long name\nb\npublic\nbold"
    assert [paragraph.runs[0].bold for paragraph in part.body.paragraphs] == [True, False, False, True]
    for name, mark in (("key", 0), ("FK", 1), ("PK", 3)):
        text = items[name]
        assert isinstance(text, TextBox)
        line = part.body.paragraphs[mark].lines[0]
        top = part.rect.y + part.body.insets.top + height_of(part.body.paragraphs[:mark])
        assert text.rect.y == top
        assert text.rect.x >= part.rect.x + part.body.insets.left + line.width


def test_an_audience_sees_no_relation_and_no_attribute_of_what_it_does_not_see() -> None:
    outline = outline_of(
        b"title: D\naudiences: {short: {}}\nslides:\n- title: S\n  entities:\n    A: [a, {b: int, except: short}]\n"
        b"    B: {attributes: [b], except: short}\n    relations: [A 1:n B, A 1:n A]\n    highlight: B\n"
    )
    entities = select(outline, Viewer("short")).slides[0].find(Entities)
    assert entities is not None
    assert [relation.end.plain for relation in entities.relations] == ["A"]
    assert entities.highlight == ()
    assert [words.plain for words in entities.of[0].compartments[0]] == ["a"]


NEAR = {
    "past a label": "Address: [name], City: [city text, id key], Customer: [city text, very long attribute name], "
    "Invoice: [date], relations: ['Address n:m City: belongs to many', City is a Address, "
    "'Invoice n:m City: belongs to many', 'Address n:m Customer: belongs to many', City 0..1:n Invoice]",
    "past one on the way back": "Book: [id key], Copy: [date, name, id key], Order: [name, city text, id key, date], "
    "Stock: [very long attribute name, date, id key, city text], relations: ['Stock is a Order: belongs to many', "
    "Order is a Book, Book 1:n Copy, 'Order n:m Order: has', 'Copy -> Book: belongs to many']",
    "a number beside a triangle": "Reader: [id key], Address: [id key, name, city text, very long attribute name], "
    "Region: [city text, name], Customer: [name], Copy: [city text, id key], Line: [name], "
    "Stock: [name, id key, a, b], relations: ['Reader 0..1:n Copy: belongs to many', "
    "'Line is a Reader: belongs to many', Stock 0..1:n Region, "
    "'Region 2:5 Stock: belongs to many', 'Copy n:m Copy: has', Reader 2:5 Region, 'Line -> Copy: has']",
    "numbers at itself": "A: [a], B: [b, c], "
    "relations: ['A 2..4:5..7 A: has', A 2..4:3..5 B, B 100:20 A, B 1..3:n B]",
}


@pytest.mark.parametrize("entities", NEAR.values(), ids=NEAR)
def test_relations_keep_clear_of_the_labels_and_numbers_of_others(entities: str) -> None:
    assert run_into([*drawn(f"{entities}, direction: across").values()]) == []


def test_numbers_at_an_entity_itself_keep_clear_of_its_lines_at_its_right() -> None:
    assert run_into([*drawn(f"{NEAR['numbers at itself']}, direction: down").values()]) == []


@st.composite
def relations(draw: st.DrawFn) -> list[str]:
    """Up to six relations of five entities."""
    entity = st.sampled_from(["Book", "Reader", "City", "Very long name", "Copy"])
    kind = st.sampled_from(["1:n", "n:m", "0..1:n", "2:5", "2..4:1", "->", "is a"])
    label = st.sampled_from(["", ": has", ": belongs to many"])
    parts = draw(st.lists(st.tuples(entity, kind, entity, label), min_size=1, max_size=6))
    found = [f"'{start} {how} {end}{what}'" for start, how, end, what in parts if start != end or how != "is a"]
    return found or ["'Book 1:n Copy'"]


@settings(max_examples=15, deadline=None)
@given(relations(), st.sampled_from(["across", "down"]))
def test_no_relation_runs_through_a_card_or_a_text(typed: list[str], direction: str) -> None:
    entities = "Book: [id key, very long title], Reader: [id key], City: [name], Very long name: [a, b, c], Copy: [a]"
    laid = deck(
        f"- title: One\n  entities: {{{entities}, relations: [{', '.join(typed)}], direction: {direction}}}\n"
    )
    if laid.value is not None and not laid.diagnostics:
        assert run_into(list(every_item(laid.value))) == []


SHAPES = (
    "Shape: {attributes: [origin, colour], operations: [draw(), area()]}, "
    "Circle: {attributes: [radius], operations: [area()]}, Polygon: {attributes: [points], operations: [area()]}, "
    "Rectangle: {operations: [area()]}, Triangle: {operations: [area()]}, Canvas: {operations: [add(shape)]}, "
    "relations: [Circle is a Shape, Polygon is a Shape, Rectangle is a Polygon, Triangle is a Polygon, "
    "'Canvas 1:n Shape: shows', 'Canvas -> Canvas: repaints']"
)


@pytest.mark.parametrize("direction", ["", ", direction: down"])
def test_three_levels_of_classes_are_below_each_other(direction: str) -> None:
    items = drawn(f"{SHAPES}{direction}")
    rects = {name: item.rect for name, item in items.items() if isinstance(item, Box)}
    for special, general in (("Circle", "Shape"), ("Polygon", "Shape"), ("Rectangle", "Polygon")):
        assert rects[general].bottom < rects[special].y
    assert run_into([*items.values()]) == []


SHOP = ["Order n:1 Customer", "Order line n:1 Order", "Order line n:1 Product", "Product n:0..1 Category"]


@pytest.mark.parametrize("typed", [SHOP, SHOP[::-1], ["Customer 1:n Order", *SHOP[1:3], "Category 0..1:n Product"]])
def test_the_end_that_is_typed_first_does_not_decide_whether_entities_have_room(typed: list[str]) -> None:
    more = ["Supplier n:m Product", "Customer n:m Address", "Order 1:0..1 Payment", "Order 1:n Shipment"]
    names = ["Customer", "Order", "Product", "Category", "Supplier", "Address", "Payment", "Shipment", "Warehouse"]
    entities = ", ".join(f"{name}: [id key, name]" for name in [*names, "Order line"])
    relations = ", ".join(f"'{each}: has'" for each in [*typed, *more, "Warehouse 1:n Shipment"])
    assert run_into([*drawn(f"{entities}, relations: [{relations}]").values()]) == []


def test_entities_that_have_room_in_the_other_direction_are_told_to_leave_it_out() -> None:
    entities = ", ".join(f"E{number}: [id key, name, other, more]" for number in range(4))
    laid = deck(
        f"- title: One\n  entities: {{{entities}, relations: [E0 1:n E1, E1 1:n E2, E2 1:n E3], direction: down}}\n"
    )
    assert [each.hint for each in laid.diagnostics] == ["leave out its `direction`: it has room in the other one"]
