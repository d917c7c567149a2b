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
    for sign, marked in (("C", run.code), ("I", run.italic), ("B", run.bold)):
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
        ("[link](javascript:alert)", "[link](javascript:alert)"),
        ("~~struck~~ # no heading", "~~struck~~ # no heading"),
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
