"""Inline Markdown: what is marked, what stays as typed, and that no word is lost."""

from __future__ import annotations

import re
from html import unescape

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from deckgen.decode.markdown import _merged, _parsed, inline
from deckgen.outline.element import Inline


def shown(text: str) -> str:
    """The runs of a text in the signs of this test: B(…), I(…), C(…), L(…|url)."""
    return "".join(_run(run) for run in inline(text))


def _run(run: Inline) -> str:
    text = run.text
    raised, lowered = run.script == "raised", run.script == "lowered"
    for sign, marked in (
        ("C", run.code), ("^", raised), ("~", lowered), ("S", run.struck), ("I", run.italic), ("B", run.bold)
    ):  # fmt: skip
        text = f"{sign}({text})" if marked else text
    return f"L({text}|{run.link})" if run.link else text


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("plain", "plain"),
        ("", ""),
        ("a **bold** word", "a B(bold) word"),
        ("an *italic* word", "an I(italic) word"),
        ("both ***at once***", "both B(I(at once))"),
        ("run `docker *ps*`", "run C(docker *ps*)"),
        ("see [the docs](https://docker.com/a_b)", "see L(the docs|https://docker.com/a_b)"),
        ("see <https://docker.com>", "see L(https://docker.com|https://docker.com)"),
        ("[](https://docker.com)", "L(https://docker.com|https://docker.com)"),
        (r"5 \* 3 \* 2", "5 * 3 * 2"),
        ("5 * 3 * 2", "5 * 3 * 2"),
        ("snake_case_name", "snake_case_name"),
        ("__init__ and _exit", "__init__ and _exit"),
        ("an _italic_ word", "an I(italic) word"),
        ("<b>HTML</b> & more", "<b>HTML</b> & more"),
        ("AT&amp;T", "AT&T"),
        ("![alt](picture.png)", "![alt](picture.png)"),
        ("[link](javascript:alert)", "L(link|javascript:alert)"),
        ("[link](file:///C:/a.pdf)", "L(link|file:///C:/a.pdf)"),
        ("~~struck~~ # no heading", "S(struck) # no heading"),
        ("~~a **b**~~ and **~~c~~**", "S(a )B(S(b)) and B(S(c))"),
        ("H~2~O and x^2^", "H~(2)O and x^(2)"),
        ("10^-3^ and CO~2~: **m^2^**", "10^(-3) and CO~(2): B(m)B(^(2))"),
        ("Ca^2+^, 1^st^, (a+b)^2^", "Ca^(2+), 1^(st), (a+b)^(2)"),
        ("[x^2^](https://a.b)", "L(x|https://a.b)L(^(2)|https://a.b)"),
        ("~5 ms, ~10 ms, ~/a:~/b and HEAD~1..HEAD~3", "~5 ms, ~10 ms, ~/a:~/b and HEAD~1..HEAD~3"),
        ("2^32 and HEAD^^ and a ^b^", "2^32 and HEAD^^ and a ^b^"),
        ("`x^2^` and `H~2~O`", "C(x^2^) and C(H~2~O)"),
        ("one<br>two<br/>three <br /> four<BR>five", "one\ntwo\nthree\nfour\nfive"),
        ("`a<br>b`", "C(a<br>b)"),
        ("one\\\ntwo", "one\ntwo"),
        ("2*3*4 and a*b*c and 2*(3*4)", "2*3*4 and a*b*c and 2*(3*4)"),
        ("ver*ständ*lich", "verI(ständ)lich"),
        ("*x* and *2*", "I(x) and I(2)"),
        ("see https://docker.com/a_b_c.", "see L(https://docker.com/a_b_c|https://docker.com/a_b_c)."),
        (
            "(https://a.b/c_(d)), www.e.org!",
            "(L(https://a.b/c_(d)|https://a.b/c_(d))), L(www.e.org|https://www.e.org)!",
        ),
        ("**https://a.b/c**", "L(B(https://a.b/c)|https://a.b/c)"),
        ("`https://a.b` and x://y and http:// and www", "C(https://a.b) and x://y and http:// and www"),
        ("[https://a.b](https://c.d)", "L(https://a.b|https://c.d)"),
        ("[Größe](https://a.b/c d.pdf)", "L(Größe|https://a.b/c%20d.pdf)"),
        ("[plan](my plan.pdf) and [1](as we said)", "L(plan|my%20plan.pdf) and [1](as we said)"),
        ("`[a](https://b/c d)`", "C([a](https://b/c d))"),
        ("は**「特権モード」**で", "はB(「特権モード」)で"),
        ("**注意：**内核", "B(注意：)内核"),
        ("内核*（kernel）*是", "内核I((kernel))是".replace("((", "(（").replace("))", "）)")),
        ("커널**(kernel)**은", "커널B((kernel))은"),
        ("**open", "**open"),
        ("C:\\docker", "C:\\docker"),
        ("one\ntwo **three\nfour**", "one\ntwo B(three\nfour)"),
        ("[1] and [2]", "[1] and [2]"),
        ("**容器**很小", "B(容器)很小"),
    ],
)
def test_a_text(typed: str, meant: str) -> None:
    assert shown(typed) == meant


TEXTS = st.lists(
    st.sampled_from([*"ab 1.é\n*_`[]()\\<>&!:;#", "**", "amp;", "](", "容", "http://", "x@y.z"]), max_size=14
)


@settings(max_examples=600)
@given(TEXTS.map("".join))
@example("*a **b* c**")
@example("*a*[a")
@example("*2*(3")
@example("`a *b` c*")
def test_the_short_cuts_read_a_text_like_markdown_it(text: str) -> None:
    assert _merged(list(inline(text))) == _parsed(text)


ENTITY = re.compile(r"&(?:#[xX][0-9a-fA-F]{1,6}|#[0-9]{1,7}|[A-Za-z][A-Za-z0-9]*);")
"""A character by its name or number, which Markdown shows as such outside code."""


@settings(max_examples=400)
@example("a &amp; b&lt;c &unknown; R&D &#65;")
@example("`a &amp; b` &copy;")
@given(st.text(max_size=30) | TEXTS.map("".join))
def test_no_word_is_lost(text: str) -> None:
    runs = inline(text)
    kept = "".join(run.text + (run.link or "") for run in runs)
    text = text.replace("\0", " ")
    for entity in ENTITY.findall(text):
        assert entity in kept or unescape(entity) in kept
    for word in re.findall(r"[^\W_]+", ENTITY.sub(" ", text)):
        assert word in kept


@given(st.text(max_size=60))
def test_a_text_always_has_the_same_runs(text: str) -> None:
    assert inline(text) == inline(text)
    assert all(run.text for run in inline(text))
