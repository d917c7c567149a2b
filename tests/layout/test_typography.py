"""Typography by language. A no-break space is written as `~` in these tests."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from deckgen.geometry import pt
from deckgen.layout.typeset import Style, Typesetter
from deckgen.layout.typography import typographic
from deckgen.outline.element import Inline
from deckgen.paint import Colour
from deckgen.text.measure import FixedMeasurer
from deckgen.theme.builtin import CLASSROOM


def shown(text: str, language: str = "en") -> str:
    return "".join(run.text for run in typographic((Inline(text),), language)).replace("\u00a0", "~")


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("en", "He said “yes, ‘now’”"),
        ("en-GB", "He said “yes, ‘now’”"),
        ("de", "He said „yes, ‚now‘“"),
        ("de-CH", "He said «yes, ‹now›»"),
        ("fr", "He said «~yes, “now”~»"),
        ("es", "He said «yes, “now”»"),
        ("ru", "He said «yes, „now“»"),
        ("pl", "He said „yes, «now»”"),
        ("sv", "He said ”yes, ’now’”"),
    ],
)
def test_quotation_marks_are_those_of_the_language(language: str, expected: str) -> None:
    assert shown("He said \"yes, 'now'\"", language) == expected


@pytest.mark.parametrize("language", ["ja", "zh", "he", "ar"])
def test_languages_in_which_the_sign_has_other_uses_keep_it(language: str) -> None:
    assert shown('"x"', language) == '"x"'


def test_apostrophes_are_curly() -> None:
    assert shown("the host's kernel, the dogs' day, don't, rock 'n' roll, the '90s") == (
        "the host’s kernel, the dogs’ day, don’t, rock ‘n’ roll, the ’90s"
    )


@pytest.mark.parametrize("text", ['a 3.5" disk', "5' wide", 'an "open end', "App A' and A''", 'say "a" and "b', '"'])
def test_inches_primes_and_quotations_without_an_end_stay(text: str) -> None:
    assert shown(text) == text


def test_a_quotation_may_begin_in_one_run_and_end_in_another() -> None:
    runs = (Inline('He said "'), Inline("yes", bold=True), Inline('".'))
    assert [run.text for run in typographic(runs, "en")] == ["He said “", "yes", "”."]


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("small -- and fast", "small~– and fast"),
        ("small --- and fast", "small~— and fast"),
        ("small---and fast", "small—and fast"),
        ("Docker - a tool", "Docker~– a tool"),
        ("1990-1995", "1990–1995"),
        ("1990-95", "1990–95"),
        ("5-10 ms", "5–10~ms"),
        ("0.5-2 m", "0.5–2~m"),
    ],
)
def test_dashes_join_words_and_ranges(typed: str, expected: str) -> None:
    assert shown(typed) == expected


@pytest.mark.parametrize(
    "text",
    [
        "5 - 3",
        "a - b",
        "2026-11-28",
        "555-1234",
        "03-04",
        "won 3-1",
        "AES-256",
        "i7-8700",
        "a 2-3-tree",
        "docker run --rm -- x",
        "git log -p -- file",
        "well-known",
    ],
)
def test_what_may_be_no_dash_stays(text: str) -> None:
    assert shown(text) == text


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("3 x 4", "3~×~4"),
        ("1920x1080", "1920×1080"),
        ("10x faster", "10× faster"),
        ("0x10", "0x10"),
        ("x86", "x86"),
        ("2 xy", "2 xy"),
    ],
)
def test_a_letter_between_numbers_is_a_multiplication_sign(typed: str, expected: str) -> None:
    assert shown(typed) == expected


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("256 KB", "256~KB"),
        ("40 MB/s", "40~MB/s"),
        ("3.5 GHz", "3.5~GHz"),
        ("99.9 %", "99.9~%"),
        ("20 °C", "20~°C"),
        ("5 min", "5~min"),
        ("3 apples", "3 apples"),
        ("2 members", "2 members"),
        ("see p. 5, Fig. 3 and § 7", "see p.~5, Fig.~3 and §~7"),
        ("Dr. Ada", "Dr.~Ada"),
        ("z. B. so", "z.~B. so"),
    ],
)
def test_no_line_ends_between_a_number_and_its_unit(typed: str, expected: str) -> None:
    assert shown(typed) == expected


def test_french_signs_keep_the_space_before_them() -> None:
    assert shown("Oui ! Non ? 5 % : voilà", "fr") == "Oui~! Non~? 5~%~: voilà"


def test_code_formulas_and_addresses_stay_as_typed() -> None:
    link = "https://example.org/1990-1995"
    runs = (Inline('x = "a"', code=True), Inline("3 x 4", formula=True), Inline(link, link=link))
    assert typographic(runs, "en") == runs


def test_an_apostrophe_may_follow_code() -> None:
    runs = (Inline("docker", code=True), Inline("'s options"))
    assert [run.text for run in typographic(runs, "en")] == ["docker", "’s options"]


@pytest.mark.parametrize("text", ["“yes”, ‘now’", "1990–1995 — 3 × 4 and 5\u00a0kg", "« oui »"])
def test_what_is_typographic_already_does_not_change(text: str) -> None:
    once = typographic((Inline(text),), "en")
    assert typographic(once, "en") == once


class TestLastLines:
    """Each letter of these texts is half an em wide, so a line of 103 pt holds twenty at 10 pt."""

    def lines(self, text: str, letters: int, *, code: bool = False) -> list[str]:
        typesetter = Typesetter(CLASSROOM, FixedMeasurer(), "en")
        style = Style(10, Colour("dk1"), face="code" if code else "body")
        width = pt(5 * letters + 3)
        return [line.text.replace("\u00a0", " ") for line in typesetter.set(text, width, style).lines]

    def test_a_word_does_not_stand_alone(self) -> None:
        assert self.lines("aaaa bbbb cccc dddd ee", 20) == ["aaaa bbbb cccc", "dddd ee"]

    def test_a_long_last_word_may(self) -> None:
        assert self.lines("aaaa bbbb cccc dddd eeeeeeee", 20) == ["aaaa bbbb cccc dddd", "eeeeeeee"]

    def test_no_line_is_added_for_it(self) -> None:
        assert self.lines("aaaaaaaaaaaa bbbbbbbbbbbbbbbbbb cc", 20)[-1] == "cc"

    def test_no_address_is_broken_for_it(self) -> None:
        assert self.lines("aaaaaaaaaa/bbbbbbbbb ee", 20) == ["aaaaaaaaaa/bbbbbbbbb", "ee"]

    def test_code_is_not_joined(self) -> None:
        assert self.lines("aaaa bbbb cccc dddd ee", 20, code=True)[-1] == "ee"


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("-5 %", "−5~%"),
        ("-3.5", "−3.5"),
        ("-$3.5, a change of -€4", "−$3.5, a change of −€4"),
        ("A-$5", "A-$5"),
        ("(-2)", "(−2)"),
        ("x = -1", "x = −1"),
        ("down to -40 °C", "down to −40~°C"),
        ("from -5 to 3", "from −5 to 3"),
        ("between -5 and -3.5, or -1", "between −5 and −3.5, or −1"),
        ("from -5 to 3%, -2; (x, -1)", "from −5 to 3%, −2; (x, −1)"),
        ("It fell to -1,000.", "It fell to −1,000."),
        ("kill -9 42", "kill -9 42"),
        ("run tail -5 file", "run tail -5 file"),
        ("F-16, COVID-19 and A -5-5", "F-16, COVID-19 and A -5-5"),
        ("ask 0800 -5 or -123-456 or -5th", "ask 0800 -5 or -123-456 or -5th"),
        ("tail -n -5", "tail -n -5"),
        ("A-5 %", "A-5~%"),
        ("- 5 points", "- 5 points"),
        ("It was cold, -40 °C at night", "It was cold, −40~°C at night"),
        ("losses of -3 in a row", "losses of −3 in a row"),
        ("a loss below -3", "a loss below −3"),
        ("the exit code is -1", "the exit code is −1"),
        ("the roots are -1, 2 and -3", "the roots are −1, 2 and −3"),
        ("the point (0, -1)", "the point (0, −1)"),
        ("the interval [-1, 1]", "the interval [−1, 1]"),
        ("for all x ≥ -2", "for all x ≥ −2"),
        ("it grew by -0.5 %", "it grew by −0.5~%"),
        ("run python -3", "run python -3"),
        ("ls -1 shows a file per line", "ls -1 shows a file per line"),
        ("py -3 app.py and python -2", "py -3 app.py and python -2"),
        ("sort -1, then head -20", "sort -1, then head -20"),
        ("gcc -3 and clang -2", "gcc -3 and clang -2"),
        ("ping -4 host", "ping -4 host"),
        ("use fold -80 on it", "use fold -80 on it"),
        ("cut -5 s", "cut -5~s"),
        ("curl -4 -6", "curl -4 -6"),
        ("x - -5", "x - -5"),
        ("= -5 and x= -5", "= −5 and x= −5"),
        ("a file called x -2", "a file called x -2"),
    ],
)
def test_a_hyphen_before_a_number_is_a_minus_but_not_before_an_option(typed: str, expected: str) -> None:
    assert shown(typed) == expected


@pytest.mark.parametrize(
    ("typed", "expected", "language"),
    [
        ("von -5 bis -3 und -1", "von −5 bis −3 und −1", "de"),
        ("bei -40", "bei −40", "de-AT"),
        ("kill -9 und ls -1", "kill -9 und ls -1", "de"),
        ("entre -5 et -3", "entre −5 et −3", "fr"),
        ("de -5 a -3", "de −5 a −3", "es"),
        ("от -5 до -3", "от −5 до −3", "ru"),
        ("από -5 έως -3", "από −5 έως −3", "el"),
        ("van -5 tot -3", "van −5 tot −3", "nl"),
        ("from -5 to -3", "from -5 to -3", "sv"),
        ("-5 grader, -3 °C", "−5 grader, −3~°C", "sv"),
    ],
)
def test_the_words_before_numbers_are_those_of_the_language(typed: str, expected: str, language: str) -> None:
    assert shown(typed, language) == expected


def test_a_hyphen_in_code_stays() -> None:
    runs = (Inline("-5", code=True), Inline(" is -5%"))
    assert [run.text for run in typographic(runs, "en")] == ["-5", " is −5%"]


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("It weighs 12.5-20 kg", "It weighs 12.5–20~kg"),
        ("It weighs 12,5-20 kg", "It weighs 12,5–20~kg"),
        ("0-1 %", "0–1~%"),
        ("5-8 %", "5–8~%"),
        ("1,5-2 %", "1,5–2~%"),
        ("1,5-2,5 kg, 0,5-1 % and 0-10", "1,5–2,5~kg, 0,5–1~% and 0–10"),
        ("10,000-20,000", "10,000–20,000"),
        ("3.000-4.000 €", "3.000–4.000~€"),
        ("1.500-2", "1.500–2"),
        ("1000-20000", "1000–20000"),
        ("1,200,000-2,000,000", "1,200,000–2,000,000"),
        ("10 000-20 000", "10~000–20~000"),
        ("1'200-1’500", "1'200–1’500"),
        ("900-1200 €", "900–1200~€"),
        ("see 3,5,7-9", "see 3,5,7–9"),
    ],
)
def test_ranges_have_decimals_and_groups_of_digits(typed: str, expected: str) -> None:
    assert shown(typed) == expected


@pytest.mark.parametrize(
    "text",
    [
        "28.11.2026-30.11.2026",
        "03.04-05.04",
        "1.2.3-4",
        "v1.2-3",
        "call 0171-234567",
        "call 030 1234-5678",
        "call (089) 1234-5678",
        "call +49-171-555",
        "call +1-555",
        "555-1234",
        "12-345678",
        "F-16",
        "20.5-2",
        "978-3-16-148410-0",
    ],
)
def test_dates_telephone_numbers_and_versions_are_no_ranges(text: str) -> None:
    assert shown(text) == text


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("about 1 200 000 € a year", "about 1~200~000~€ a year"),
        ("10 000 people", "10~000 people"),
        ("25 EUR, 10 USD or 5 $", "25~EUR, 10~USD or 5~$"),
        ("37 trillion cells", "37~trillion cells"),
        ("4 305 Mrd. € und 3 Mio. Euro", "4~305~Mrd.~€ und 3~Mio.~Euro"),
        ("2 Milliarden Menschen", "2~Milliarden Menschen"),
        ("5 mln zł, 5 млн", "5~mln zł, 5~млн"),
        ("in 2024 100 people", "in 2024 100 people"),
        ("10 millipedes, 10 0000", "10 millipedes, 10 0000"),
    ],
)
def test_no_line_ends_within_a_number(typed: str, expected: str) -> None:
    assert shown(typed) == expected


_PRINTED = str.maketrans({"–": "-", "—": "-", "−": "-", "×": "x"} | dict.fromkeys("“”„«»‹›’‘‚", "'"))


@pytest.mark.parametrize("language", ["en", "de", "fr", "ru", "ja"])
@settings(max_examples=60, deadline=None)
@given(text=st.text(alphabet="0123456789.,;:-–—x ()[]\"'’\u00a0§a²٣kgM€$%", max_size=40))
def test_only_spaces_dashes_quotes_minuses_and_times_change(language: str, text: str) -> None:
    def bare(words: str) -> str:
        """The words without what typography may change; runs of dashes are one."""
        plain = "".join(words.split()).replace('"', "'").translate(_PRINTED)
        return re.sub("-+", "-", plain)

    assert bare(shown(text, language).replace("~", " ")) == bare(text)


@pytest.mark.parametrize(
    "text",
    [
        "(" + "1,0," * 2000 + "…)",
        "(" * 3000,
        "1,1" * 2000,
        "9" * 900 + "-" + "9" * 900,
        "1 200 " * 1500,
        "[1, -2" * 1000,
        "'a 'b" * 1500,
    ],
)
def test_long_texts_cost_little(text: str) -> None:
    """An expression that tries each part in two ways does not come back from these."""
    assert len(shown(text)) == len(text)


def test_a_hyphen_in_a_long_row_of_numbers_is_a_minus() -> None:
    assert shown("(" + "-1,0," * 30 + "1)") == "(" + "−1,0," * 30 + "1)"


def test_a_decimal_comma_in_brackets_is_part_of_a_number() -> None:
    assert shown("(1,5; -2,5) and [a, -1]") == "(1,5; −2,5) and [a, −1]"
