"""Sequences: messages in their order, from lifeline to lifeline, with bars and frames that hold what they should."""

from __future__ import annotations

from itertools import combinations, pairwise

import pytest

from deckgen.geometry import Rect, pt
from deckgen.scene.items import Box, Connector, Item, TextBox
from tests.layout.decks import deck, every_item


def drawn(steps: str, more: str = "") -> list[Item]:
    laid = deck(f"""
      - title: Sequence
        sequence: {{steps: {steps}{more}}}
    """)
    assert laid.diagnostics == ()
    assert laid.value is not None
    return list(every_item(laid.value))


def boxes(items: list[Item]) -> dict[str, Rect]:
    return {item.name: item.rect for item in items if isinstance(item, Box | TextBox)}


def lines(items: list[Item]) -> list[Connector]:
    return [item for item in items if isinstance(item, Connector) and item.start_glue]


SEQUENCES = {
    "handshake": "['A -> B: SYN', 'B --> A: SYN, ACK', 'A -> B: ACK']",
    "nested": "['A -> B: one', 'B -> C: two', 'C --> B: three', 'B --> A: four', 'A -> C: passes B']",
    "notes": "['A -> B: x', {note: a long note over one of them, over: B}, note: over all, 'B -> C: y']",
    "groups": "['A -> B: x', alt: {yes: ['B --> A: y'], no: [loop: {often: ['B -> B: again']}, 'B --> A: z']}]",
    "lost": "['A -x-> B: lost', 'A -x-> B', 'A -> B: found']",
}


@pytest.mark.parametrize("steps", SEQUENCES.values(), ids=SEQUENCES)
def test_lines_are_level_go_down_and_end_at_what_they_are_glued_to(steps: str) -> None:
    items = drawn(steps)
    rects = boxes(items)
    for line in lines(items):
        for glue, point in ((line.start_glue, line.start), (line.end_glue, line.end)):
            assert glue is not None
            rect = rects[glue.shape]
            assert rect.inset(-1).contains(Rect(point.x, point.y, 0, 0))
    straight = [line for line in lines(items) if line.start.x != line.end.x]
    assert all(line.start.y == line.end.y for line in straight)
    assert all(one.start.y <= other.start.y for one, other in pairwise(straight))


@pytest.mark.parametrize("steps", SEQUENCES.values(), ids=SEQUENCES)
def test_texts_do_not_overlap(steps: str) -> None:
    texts = [item for item in drawn(steps) if isinstance(item, Box | TextBox) and item.body and item.name != "Title"]
    overlapping = [(one.name, other.name) for one, other in combinations(texts, 2) if one.rect.overlaps(other.rect)]
    assert overlapping == []


def test_whoever_was_asked_is_active_until_the_answer() -> None:
    items = drawn("['A -> B: ask', 'B -> C: ask on', 'C --> B: told', 'B --> A: told', 'A -> B: thanks']")
    rects = boxes(items)
    ask, on, told, back, thanks = (line.start.y for line in lines(items))
    outer, inner = rects["Activation 1: B"], rects["Activation 2: C"]
    assert outer.y < ask < back < outer.bottom < thanks
    assert ask < inner.y < on < told < inner.bottom < back
    reached = [line.end_glue.shape for line in lines(items) if line.end_glue]
    assert reached == ["Activation 1: B", "Activation 2: C", "Activation 1: B", "Lifeline: A", "Lifeline: B"]


def test_every_course_can_have_its_own_answer() -> None:
    items = drawn("['A -> B: ask', alt: {well: ['B --> A: yes'], badly: ['B --> A: no']}]")
    bar, last = boxes(items)["Activation 1: B"], lines(items)[-1]
    assert bar.y < lines(items)[0].start.y
    assert last.start.y < bar.bottom
    assert "Activation 2: B" not in boxes(items)


def test_a_question_in_a_question_has_a_bar_beside_the_first() -> None:
    items = drawn("['A -> B: one', 'B -> A: what', 'A -> B: two', 'B --> A: second', 'B --> A: first']")
    outer, inner = boxes(items)["Activation 1: B"], boxes(items)["Activation 2: B"]
    assert inner.x == outer.x + outer.width // 2
    assert outer.y < inner.y < inner.bottom < outer.bottom


def test_bars_can_be_left_out() -> None:
    items = drawn("['A -> B: ask', 'B --> A: told']", ", activation: false")
    assert not [name for name in boxes(items) if name.startswith("Activation")]


def test_answers_and_lost_messages_are_dashed() -> None:
    found = lines(drawn("['A -> B: ask', 'B --> A: told', 'A -x-> B: lost']"))
    assert [line.stroke.dashed for line in found] == [False, True, True, True]


def test_frames_hold_their_steps_and_each_other() -> None:
    items = drawn(SEQUENCES["groups"])
    outer, inner = (item.rect for item in items if isinstance(item, Box) and item.name.startswith("Frame"))
    rects = boxes(items)
    assert outer.contains(inner)
    assert inner.contains(rects["again"])
    assert outer.contains(rects["y"])
    assert outer.contains(rects["z"])
    assert not outer.overlaps(rects["x"])


def test_participants_are_in_the_order_that_the_author_gives_them() -> None:
    rects = boxes(drawn("['A -> B: x', 'B -> C: y']", ", participants: [C, A]"))
    assert sorted("ABC", key=lambda name: rects[name].x) == ["C", "A", "B"]


def test_a_label_on_a_lifeline_has_a_ground_of_its_own() -> None:
    items = drawn("['A -> B: x', 'B -> C: y', 'A -> C: a long way past']")
    (label,) = (item for item in items if item.name == "a long way past")
    assert isinstance(label, Box)
    assert label.fill is not None


def test_fourteen_messages_have_room_and_keep_apart() -> None:
    steps = ", ".join(f"'A -> B: message {number}'" for number in range(14))
    items = drawn(f"[{steps}]")
    texts = [rect for name, rect in boxes(items).items() if name.startswith("message")]
    assert len(texts) == len(lines(items)) == 14
    assert not any(one.overlaps(other) for one, other in combinations(texts, 2))
    for text, line, after in zip(texts, lines(items), [*lines(items)[1:], None], strict=True):
        assert text.bottom <= line.start.y
        assert after is None or line.start.y < after.start.y


@pytest.mark.parametrize("label", ["", ": keeps state"])
def test_a_crossed_out_message_to_oneself_has_its_cross_on_its_line_beside_its_label(label: str) -> None:
    items = drawn(f"['A -> B: x', 'A -x-> A{label}', 'B -x-> B{label}', 'A -> B: y']")
    things = boxes(items)
    for who in "AB":
        cross = things[f"Cross: Arrow: {who} to {who}"]
        (far,) = (line for line in lines(items) if line.name == f"Arrow: {who} to {who}, part 2")
        assert abs(cross.centre.x - far.start.x) <= 1
        assert far.start.y < cross.centre.y < far.end.y
    texts = [things[name] for name in ("x", "y")]
    texts += [item.rect for item in items if isinstance(item, TextBox) and item.name == "keeps state"]
    crosses = [things[name] for name in things if name.startswith("Cross")]
    assert not any(one.overlaps(other) for one, other in combinations([*crosses, *texts], 2))


CLOSE = (
    "['A -> B: m0', 'A -> B: m1', 'A -> B: m2', 'A -> B: m3', 'A -> B: m4', 'A -> B: m5', 'A -> B: m6', "
    "'A -> B: m7', alt: {it is well: ['A -> B: a', 'B --> A: b'], it is not: [A -> B]}, 'B --> A: the end']"
)


def test_arrows_that_are_close_together_keep_clear_of_the_lines_of_a_frame() -> None:
    items = drawn(CLOSE)
    frame = boxes(items)["Frame"]
    (part,) = (item for item in items if isinstance(item, Connector) and item.name == "Part of a frame")
    arrows = [line.start.y for line in lines(items)]
    apart = [abs(arrow - at) for arrow in arrows for at in (frame.y, part.start.y, frame.bottom)]
    assert len(arrows) == 12
    assert min(apart) >= pt(6)


def test_every_condition_of_a_group_is_beside_the_lifeline_that_its_tab_covers() -> None:
    rects = boxes(drawn(SEQUENCES["groups"]))
    assert rects["no"].x == rects["yes"].x > rects["alt"].right


@pytest.mark.parametrize(
    ("courses", "bars"),
    [
        (
            "yes: ['B --> A: b'], no: ['A -> B: again', 'B --> A: well', 'B --> A: bad']",
            [("ask", "bad"), ("again", "well")],
        ),
        ("yes: ['A -> B: again'], no: ['B --> A: bad']", [("ask", "bad")]),
        ("yes: ['B --> A: well'], no: ['B --> A: bad', 'A -> B: again']", [("ask", "bad")]),
    ],
)
def test_an_answer_is_for_a_question_of_its_own_course_or_before_the_group(
    courses: str, bars: list[tuple[str, str]]
) -> None:
    items = drawn(f"['A -> B: ask', alt: {{{courses}}}]")
    labels = [name for name in boxes(items) if name in ("ask", "again", "b", "well", "bad")]
    at = dict(zip(labels, (line.start.y for line in lines(items)), strict=True))
    found = [rect for name, rect in boxes(items).items() if name.startswith("Activation")]
    assert [(rect.y + pt(6), rect.bottom - pt(6)) for rect in found] == [(at[one], at[last]) for one, last in bars]


def test_a_label_is_broken_only_where_the_slide_has_no_room_for_it() -> None:
    label = "a label of many words in one line"
    wide, narrow = (
        next(item for item in drawn(f"['A -> B: {label}'{more}]") if item.name == label)
        for more in (
            "",
            ", 'B -> C: and another label with many words', 'C -> D: yet another label of as many words'",
        )
    )
    for item, count in ((wide, 1), (narrow, 2)):
        assert isinstance(item, Box | TextBox)
        assert item.body is not None
        assert len(item.body.paragraphs[0].lines) == count


def test_messages_come_close_to_frames_before_a_sequence_is_refused() -> None:
    typed = ", ".join(["A -> B: a", "B -> C: b", "C --> B: c", "B -> C: d", "C --> B: e"])
    several = ", ".join(f"'{message}'" for message in typed.split(", "))
    laid = deck(f"""
      - title: Slide
        sequence: [{several}, {several}, {{alt: {{yes: ['A -> B: f'], no: ['A -> B: g', 'B --> A: h']}}}}]
    """)
    assert [found.code for found in laid.diagnostics if found.severity == "error"] == []
