"""Line breaking, with a measurer that makes every character half an em: at 20 pt a character is 10 pt wide."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from deckgen.geometry import pt
from deckgen.text.measure import FixedMeasurer, Font, FontMeasurer, Measurer
from deckgen.text.wrap import (
    SPACES,
    SPARE,
    Line,
    Span,
    box_width,
    break_points,
    min_content,
    natural_width,
    opened,
    pieces_of,
    wrap,
)

PLAIN, BOLD = Font("Calibri"), Font("Calibri", bold=True)
FIXED, REAL = FixedMeasurer(), FontMeasurer()


def room_for(characters: int) -> int:
    return box_width(characters * pt(10))


def lines(text: str, characters: int) -> list[str]:
    return [line.text for line in wrap([Span(text, PLAIN, 20)], room_for(characters), FIXED)]


def test_a_word_that_does_not_fit_goes_to_the_next_line() -> None:
    assert lines("one two three", 7) == ["one two", "three"]


def test_a_line_is_filled_to_its_last_character() -> None:
    assert lines("one two three", 13) == ["one two three"]


def test_a_line_fits_only_with_two_percent_to_spare() -> None:
    text = [Span("ten chars.", PLAIN, 20)]  # 100 pt
    assert natural_width(text, FIXED) == 1_295_919  # 1,270,000 / 0.98, rounded up
    assert wrap(text, 1_295_919, FIXED)[0].text == "ten chars."
    assert wrap(text, 1_295_918, FIXED)[0].text == "ten"


def test_a_line_tells_its_width_without_the_spaces_that_hang() -> None:
    assert wrap([Span("one   two", PLAIN, 20)], room_for(4), FIXED) == [
        Line("one", pt(30), 20),
        Line("two", pt(30), 20),
    ]


def test_empty_text_is_one_empty_line() -> None:
    assert wrap([Span("", PLAIN, 20)], room_for(4), FIXED) == [Line("", 0, 20)]
    assert wrap([], room_for(4), FIXED) == [Line("", 0, 0)]


def test_a_new_line_forces_a_break_and_two_leave_a_line_empty() -> None:
    assert lines("a\n\nb\n", 9) == ["a", "", "b", ""]


def test_spaces_in_front_are_kept_and_spaces_behind_are_not() -> None:
    assert lines("  x = 1  ", 20) == ["  x = 1"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("low-level", ["low-", "level"]),
        ("host–guest", ["host–", "guest"]),
        ("x86-64 -v", ["x86-64", "-v"]),
        ("a and/or", ["a", "and/or"]),
        ("10\u00a0GB or", ["10\u00a0GB", "or"]),
        ("names\u200bpace", ["names", "pace"]),
    ],
)
def test_lines_end_after_spaces_and_hyphens_between_letters_only(text: str, expected: list[str]) -> None:
    assert lines(text, 6) == expected


def test_a_word_wider_than_the_line_is_cut_by_characters() -> None:
    assert lines("a hypervisor x", 4) == ["a", "hype", "rvis", "or x"]


def test_a_line_narrower_than_a_character_holds_one() -> None:
    assert lines("ab c", 0) == ["a", "b", "c"]


def test_a_cut_leaves_marks_with_their_letter_and_an_emoji_whole() -> None:
    assert lines("e\u0301e\u0301", 1) == ["e\u0301", "e\u0301"]
    assert lines("👩\u200d💻👍🏽", 1) == ["👩\u200d💻", "👍🏽"]


def test_east_asian_text_breaks_between_characters() -> None:
    assert lines("日本語の文章", 4) == ["日本語の", "文章"]


def test_closing_punctuation_starts_no_line_and_opening_ends_none() -> None:
    assert lines("日本語。文「章」", 3) == ["日本", "語。文", "「章」"]


def test_a_word_that_changes_its_looks_stays_in_one_piece() -> None:
    spans = [Span("one hyper", PLAIN, 20), Span("visor", BOLD, 20), Span(" two", PLAIN, 20)]
    assert [line.text for line in wrap(spans, room_for(10), FIXED)] == ["one", "hypervisor", "two"]


def test_a_line_is_as_large_as_its_largest_span() -> None:
    spans = [Span("a ", PLAIN, 20), Span("B", PLAIN, 40), Span(" c\n", PLAIN, 20), Span("d", PLAIN, 24)]
    assert wrap(spans, room_for(20), FIXED) == [
        Line("a B c", pt(10 + 10 + 20 + 10 + 10), 40),
        Line("d", pt(12), 24),
    ]


def test_the_widest_word_is_not_cut_in_a_box_of_its_width() -> None:
    spans = [Span("an ope", PLAIN, 20), Span("rating system", BOLD, 20)]
    assert min_content(spans, FIXED) == room_for(9)
    assert "operating" in [line.text for line in wrap(spans, min_content(spans, FIXED), FIXED)]


def test_text_in_its_natural_width_breaks_only_at_new_lines() -> None:
    spans = [Span("one two\nthree four five", PLAIN, 20)]
    assert natural_width(spans, FIXED) == room_for(15)
    assert len(wrap(spans, natural_width(spans, FIXED), FIXED)) == 2


def test_the_width_of_a_line_counts_the_kerning_at_its_spaces() -> None:
    arial = Font("Arial")
    (line,) = wrap([Span("VA To A", arial, 100)], pt(2000), REAL)
    assert line.width == pytest.approx(REAL.width("VA To A", arial, 100), abs=3)


class Counting:
    """A measurer that counts the letters it measures."""

    def __init__(self) -> None:
        self.letters = 0

    def width(self, text: str, font: Font, size: int) -> int:
        self.letters += len(text)
        return FIXED.width(text, font, size)


def test_a_word_of_twice_as_many_letters_takes_twice_as_much_measuring() -> None:
    measured = []
    for count in (5_000, 10_000, 20_000):
        measurer = Counting()
        lines = wrap([Span("x" * count, PLAIN, 20)], pt(400), measurer)
        assert sum(len(line.text) for line in lines) == count
        measured.append(measurer.letters)
    assert measured[1] < 2.1 * measured[0]
    assert measured[2] < 2.1 * measured[1]


WORDS = st.text(alphabet="ab W-–/\n\u00a0\u200b。「日語é\u0301", max_size=40)
SPANS = st.lists(st.builds(Span, WORDS, st.sampled_from([PLAIN, BOLD]), st.sampled_from([18, 20])), max_size=4)
MEASURERS: st.SearchStrategy[Measurer] = st.sampled_from([FIXED, REAL])


def without_breaks(text: str) -> str:
    return "".join(character for character in text if character not in SPACES + "\n")


@given(SPANS, st.integers(0, 30), MEASURERS)
def test_no_word_is_lost(spans: list[Span], characters: int, measurer: Measurer) -> None:
    text = "".join(span.text for span in spans)
    wrapped = "".join(line.text for line in wrap(spans, room_for(characters), measurer))
    assert without_breaks(wrapped) == without_breaks(text)


@given(SPANS, st.integers(0, 30), MEASURERS)
def test_every_line_fits_or_is_a_single_character(spans: list[Span], characters: int, measurer: Measurer) -> None:
    width = room_for(characters)
    for line in wrap(spans, width, measurer):
        assert line.width <= width * (1 - SPARE) + 1 or len(line.text.replace("\u0301", "")) <= 1


def rigid(word: str) -> list[str]:
    """The parts of a word within which no line may end."""
    return [word[start:end] for start, end in pairwise([0, *break_points(word), len(word)])]


@pytest.mark.parametrize(
    ("word", "parts"),
    [
        ("Bedeutung", ["Bedeutung"]),
        ("1,234,567.89", ["1,234,567.89"]),
        ("192.168.0.1:8080", ["192.168.0.1:8080"]),
        ("2024-11-28", ["2024-11-28"]),
        ("https://example.org/a", ["https://", "example.", "org/", "a"]),
        ("/usr/local/lib", ["/usr/", "local/", "lib"]),
        ("page_table_entry", ["page_", "table_", "entry"]),
        ("--verbose", ["--verbose"]),
        ("don't", ["don't"]),
        ("🐳🇩🇪👩🏽‍🔬", ["🐳", "🇩🇪", "👩🏽‍🔬"]),
        ("ภาษา", ["ภ", "า", "ษ", "า"]),
    ],
)
def test_a_word_is_broken_within_addresses_paths_and_identifiers_only(word: str, parts: list[str]) -> None:
    assert rigid(word) == parts


def broken(text: str, characters: int) -> list[str]:
    """The lines of a text with breaks in its long words, in a box for that many characters."""
    width = room_for(characters)
    [changed] = opened([Span(text, PLAIN, 20)], width, FIXED)
    return [
        line.text.replace("\u200b", "") + "!" * bool(line.cut)
        for line in wrap([Span(changed, PLAIN, 20)], width, FIXED)
    ]


def test_a_long_address_is_broken_where_a_sign_allows_it() -> None:
    assert broken("see docs.example/a/long_path", 9) == ["see docs.", "example/", "a/long_", "path"]


def test_a_word_without_a_break_is_cut_and_named() -> None:
    [line, _] = wrap([Span("operating", PLAIN, 20)], room_for(5), FIXED)
    assert (line.text, line.cut) == ("opera", ("operating", pt(90)))
    assert broken("an operating", 5) == ["an", "opera!", "ting"]


def test_a_soft_hyphen_becomes_a_hyphen_where_its_word_is_broken_and_nothing_elsewhere() -> None:
    assert broken("Be\u00addeu\u00adtung", 11) == ["Bedeutung"]
    assert broken("Be\u00addeu\u00adtung", 7) == ["Bedeu-", "tung"]
    assert min_content([Span("Be\u00addeu\u00adtung", PLAIN, 20)], FIXED) == room_for(4)


@given(SPANS, MEASURERS)
def test_no_word_is_cut_in_the_width_of_the_widest(spans: list[Span], measurer: Measurer) -> None:
    text = "".join(span.text for span in spans)
    words = {part for row in text.split("\n") for piece in pieces_of(row) for part in rigid(row[slice(*piece[:2])])}
    width = min_content(spans, measurer)
    texts = opened(spans, width, measurer)
    spans = [replace(span, text=text) for span, text in zip(spans, texts, strict=True)]
    lines = [line.text for line in wrap(spans, width, measurer)]
    assert [line for line in wrap(spans, width, measurer) if line.cut] == []
    assert [word for word in words if not any(word in line for line in lines)] == []


@given(SPANS, MEASURERS)
def test_natural_width_leaves_as_many_lines_as_the_author_wrote(spans: list[Span], measurer: Measurer) -> None:
    text = "".join(span.text for span in spans)
    assert len(wrap(spans, natural_width(spans, measurer), measurer)) == text.count("\n") + 1
