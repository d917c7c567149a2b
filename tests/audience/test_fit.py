"""A lecture fitted to its slot, with the arithmetic to see; and how long slides are taken to be."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deckgen.audience.fit import Fitted, fit
from deckgen.diagnostics import Outcome
from deckgen.outline.head import Outline
from deckgen.outline.time import clock, minutes_of, starts
from tests.outline.outlines import outline, slide

Slides = list[tuple[str, float]]


def lecture(slides: Slides) -> Outline:
    """Slides that are kept so and take so long, called 0, 1, 2 …"""
    text = "".join(
        f"  - {{title: '{number}', keep: {keep}, minutes: {minutes}}}\n"
        for number, (keep, minutes) in enumerate(slides)
    )
    return outline(f"title: T\nslides:\n{text}")


def titles(found: Outcome[Fitted | None]) -> str:
    assert found.value is not None
    return " ".join(
        words.plain for slide in found.value.outline.slides for words in (slide.section, slide.title) if words
    )


MUST_3, SHOULD_2, SHOULD_4, COULD_1, COULD_3 = ("must", 3), ("should", 2), ("should", 4), ("could", 1), ("could", 3)
CASES: dict[str, tuple[Slides, float, str]] = {
    "all of it: 3 + 2 + 1 = 6": ([MUST_3, SHOULD_2, COULD_1], 6, "0 1 2"),
    "what could stay goes first: 3 + 2 = 5": ([COULD_1, MUST_3, SHOULD_2], 5, "1 2"),
    "a could that fits stays: 3 + 2 + 1 = 6, not 3 + 2 + 3": ([MUST_3, COULD_3, SHOULD_2, COULD_1], 7, "0 2 3"),
    "then what should stay, the fullest choice: 3 + 4 = 7": ([MUST_3, SHOULD_2, SHOULD_4], 7, "0 2"),
    "of equal choices the earlier slide: 3 + 2 = 5": ([MUST_3, SHOULD_2, SHOULD_2], 5, "0 1"),
    "should before could, though could would fill it: 3 + 2 = 5": ([MUST_3, SHOULD_2, COULD_3], 6, "0 1"),
    "only what must: 3": ([SHOULD_2, MUST_3, COULD_1], 3, "1"),
    "a hundredth of a minute is too much: 3 + 2 + 1 = 6 > 5.99": ([MUST_3, SHOULD_2, COULD_1], 5.99, "0 1"),
}


@pytest.mark.parametrize(("slides", "slot", "left"), CASES.values(), ids=CASES)
def test_the_best_that_fits_stays_in_order(slides: Slides, slot: float, left: str) -> None:
    assert titles(fit(lecture(slides), slot)) == left


def test_it_says_what_went_and_how_much_was_wanted() -> None:
    found = fit(lecture([MUST_3, COULD_3, SHOULD_2]), 6).value
    assert found is not None
    assert (found.before, found.minutes) == (8, 5)
    assert [(slide.title, slide.minutes, slide.keep) for slide in found.omitted] == [("1", 3, "could")]


def test_slides_without_a_title_go_by_the_name_of_their_kind() -> None:
    found = fit(
        outline("title: T\nslides:\n  - {title: a, minutes: 2}\n  - {references: [Knuth], minutes: 1}\n"), 2
    ).value
    assert found is not None
    assert [slide.title for slide in found.omitted] == ["References"]


def test_what_must_stay_and_does_not_fit_is_said_with_the_longest() -> None:
    (found,) = fit(lecture([("must", 3), ("must", 5), ("should", 1), ("must", 2.5)]), 8).diagnostics
    assert found.message == "what must stay takes 10.5 minutes, 2.5 more than the slot of 8"
    assert found.hint == "shorten the longest or let one go with `keep: should`: `1` (5), `0` (3), `3` (2.5)"


def test_a_section_speaks_for_its_slides_and_goes_with_the_last() -> None:
    found = outline(
        """
        title: T
        slides:
          - section: A
            keep: could
          - {title: a, minutes: 2}
          - {title: b, minutes: 2, keep: must}
          - section: B
            keep: could
          - {title: c, minutes: 2}
        """
    )
    assert titles(fit(found, 2)) == "A b"


SECTIONS = """
    title: T
    slides:
      - {section: A, minutes: 1}
      - {title: a, minutes: 2, keep: must}
      - {section: B, minutes: 1}
      - {title: b, minutes: 2}
      - {section: C, minutes: 1}
      - {title: c, minutes: 2}
      - {title: d, minutes: 4, keep: could}
    """
TIMED = {
    "a section with a must takes its time: 1 + 2 = 3": (3, "A a"),
    "no room for 1 + 2 more, so not for 2 alone": (5, "A a"),
    "one section more, the earlier one: 3 + 1 + 2 = 6": (6, "A a B b"),
    "both: 3 + 3 + 3 = 9": (9, "A a B b C c"),
}


@pytest.mark.parametrize(("slot", "left"), TIMED.values(), ids=TIMED)
def test_a_section_that_takes_time_comes_with_the_first_of_its_slides(slot: float, left: str) -> None:
    assert titles(fit(outline(SECTIONS), slot)) == left


def test_a_section_that_takes_time_counts_to_what_must_stay() -> None:
    (found,) = fit(outline(SECTIONS), 2.5).diagnostics
    assert found.message == "what must stay takes 3 minutes, 0.5 more than the slot of 2.5"


KEEPS = st.sampled_from(["must", "should", "could"])
QUARTERS = st.integers(1, 24).map(lambda quarters: quarters / 4)


@given(st.lists(st.tuples(KEEPS, QUARTERS), min_size=1, max_size=12), st.integers(1, 60).map(lambda n: n / 2))
def test_what_is_fitted_is_never_too_long_and_holds_every_must(slides: Slides, slot: float) -> None:
    whole = lecture(slides)
    found = fit(whole, slot).value
    must = sum(minutes for keep, minutes in slides if keep == "must")
    if must > slot:
        assert found is None
        return
    assert found is not None
    assert found.minutes <= slot
    left = [slide.title.plain for slide in found.outline.slides if slide.title]
    assert left == sorted(left, key=int)
    assert {str(number) for number, (keep, _) in enumerate(slides) if keep == "must"} <= set(left)
    room = slot - found.minutes
    assert not any(slide.minutes <= room for slide in found.omitted)


@given(
    st.lists(st.tuples(st.booleans(), KEEPS, QUARTERS), min_size=1, max_size=12),
    st.integers(1, 60).map(lambda n: n / 2),
)
def test_sections_that_take_time_never_make_it_too_long(slides: list[tuple[bool, str, float]], slot: float) -> None:
    text = "".join(
        f"  - {{{'section' if is_section else 'title'}: '{number}', keep: {keep}, minutes: {minutes}}}\n"
        for number, (is_section, keep, minutes) in enumerate(slides)
    )
    fitted = fit(outline(f"title: T\nslides:\n{text}"), slot)
    found = fitted.value
    if found is None:
        assert "-" not in fitted.diagnostics[0].message
        return
    assert found.minutes <= slot
    assert found.before == pytest.approx(sum(minutes for _, _, minutes in slides))
    assert found.before == pytest.approx(found.minutes + sum(slide.minutes for slide in found.omitted))


@given(st.lists(st.tuples(QUARTERS, st.lists(QUARTERS, min_size=1, max_size=3)), max_size=3), QUARTERS)
def test_with_sections_that_take_time_the_slot_is_filled_as_well_as_it_can_be(
    sections: list[tuple[float, list[float]]], slot: float
) -> None:
    text, sums = "  - {title: W, minutes: 0.25, keep: must}\n", {0.25}
    for section, slides in sections:
        text += f"  - {{section: S, minutes: {section}}}\n"
        text += "".join(f"  - {{title: T, minutes: {minutes}}}\n" for minutes in slides)
        some = [sum(chosen) for count in range(1, len(slides) + 1) for chosen in combinations(slides, count)]
        sums |= {before + section + minutes for before in sums for minutes in some}
    found = fit(outline(f"title: T\nslides:\n{text}"), slot).value
    assert found is not None
    assert found.minutes == max(minutes for minutes in sums if minutes <= slot)


ESTIMATES = {
    "said": ("text: a\nminutes: 7", 7),
    "a title": ("subtitle: a", 0.5),
    "text": ("text: a", 1),
    "a figure": ("layers: [a]", 1.5),
    "a table in a column": ("columns: [table: [[a], [b]]]", 1.5),
    "an agenda": ("agenda: true", 0.5),
    "3 clicks of 10 seconds: 1 + 0.5": ("bullets: [a, b, c]\nbuild: true", 1.5),
    "the clicks of a figure, 1.5 + 4 / 6, in quarters": ("layers: [a, b, c, d]\nbuild: bottom up", 2.25),
    "a quiz, its answer and 30 seconds: 1 + 1 / 6 + 0.5": ("quiz: {choices: [a, answer: b], seconds: 30}", 1.75),
    "260 words are longer than 3 clicks": (f"text: a\nbuild: true\nnotes: {'word ' * 260}", 2),
    "260 words at 130 a minute": (f"text: a\nnotes: {'word ' * 260}", 2),
    "261 words take a quarter more": (f"text: a\nnotes: {'word ' * 261}", 2.25),
}


@pytest.mark.parametrize(("body", "minutes"), ESTIMATES.values(), ids=ESTIMATES)
def test_a_slide_takes_what_it_says_or_the_estimate(body: str, minutes: float) -> None:
    assert minutes_of(slide(body)) == minutes


def test_the_clock_adds_up() -> None:
    assert [clock(start) for start in starts(lecture([("must", 1.5), ("must", 60), ("must", 1)]).slides)] == [
        "0:00", "1:30", "61:30",
    ]  # fmt: skip
