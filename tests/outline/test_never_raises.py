"""Whatever stands in the file, the author gets a report and never a traceback."""

from __future__ import annotations

import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from deckgen.audience.select import Viewer, for_students, select
from deckgen.decode.outline import Parsed, parse
from deckgen.report import render
from deckgen.source import read
from tests.case import cases

CASES = [case.content for case in cases("messages")]
GOOD = b"""\
title: Docker
audiences: {beginners: {minutes: 30}, developers: }
roles: {app: Applications, kernel: {label: Kernel, colour: teal}}
slides:
  - section: One
  - title: Two **bold**
    layers:
      Docker: [App: small, Kernel: [CPU, {box: Disk, style: ghost, tall: 2}]]
      VM: [App, Guest]
    below: [Hardware]
    braces: {both: [Docker / App, Kernel]}
    arrows: [Guest -> Hardware: uses, Guest -x-> Disk]
    highlight: App
    only: beginners
  - title: Three
    compare: {of: [Docker, VM], rows: {Start: [fast, slow]}, best: {Start: Docker}, verdict: yes}
    table: [[a, b], [c, d]]
  - title: Grown
    compare:
      of: [Docker, VM]
      rows: {Size: {Image: [50 MB, 20 GB]}, Start: [1 s, [a, b]]}
      better: {Image: lower}
      ratio: {Image: smaller}
      later: VM
    table: {columns: [a, b], rows: [[c, 1], [d, 2]], total: e}
    matrix: {columns: [a, b], rows: {c: [you, you + me]}, axis: d -> e}
    timeline: [1979: chroot, 2013: [Docker, easy]]
    chart: {kind: line, series: [a, b], values: {c: [1, 2]}, axes: [x, y], unit: s}
    steps: [a, b: c]
    flow: down
  - title: Four
    columns:
      - bullets: [a, b: [c]]
      - code: {language: python, text: "a = 1"}
    callout: {tip: try}
    notes: |
      Say it.
"""
SIGNS = "- |: |[|]|{|}|\"|'|#|&a |*a|!x |<<|~|null|>|? |title|box|->| / |true|%|@|`"
PIECES = [*SIGNS.encode().split(b"|"), b"|", b"\n", b"  ", b"\t", b"\r", b"\xff", b"\xc2\x85"]
FIELDS = [
    "title",
    "section",
    "text",
    "bullets",
    "steps",
    "layers",
    "below",
    "braces",
    "arrows",
    "highlight",
    "legend",
    "compare",
    "table",
    "image",
    "code",
    "quote",
    "statement",
    "number",
    "callout",
    "references",
    "agenda",
    "columns",
    "notes",
    "minutes",
    "only",
    "except",
    "for",
    "without",
    "blank",
    "keep",
    "include",
    "beginners",
    "box",
    "note",
    "across",
    "of",
    "rows",
    "best",
    "tip",
    "from",
    "to",
    "label",
    "over",
    "file",
    "matrix",
    "timeline",
    "chart",
    "values",
    "series",
    "axes",
    "axis",
    "better",
    "ratio",
    "later",
    "stacks",
    "total",
    "flow",
    "when",
    "what",
    "name",
    "cells",
    "a",
    "b",
]


def reported(content: bytes) -> Parsed:
    """What came of it, reported; an outline, or at least one reason against it."""
    parsed = parse(content)
    text = render(parsed.diagnostics, "slides.yaml", parsed.text)
    errors = [item for item in parsed.diagnostics if item.severity == "error"]
    assert (parsed.value is None) == bool(errors)
    assert bool(text) == bool(parsed.diagnostics)
    if parsed.value is not None:
        for audience in parsed.value.audiences:
            for_students(select(parsed.value, Viewer(audience, students=True)))
    return parsed


@given(st.binary(max_size=200))
def test_random_bytes(content: bytes) -> None:
    reported(content)


@given(st.lists(st.sampled_from(PIECES), max_size=40).map(b"".join))
def test_random_pieces_of_yaml(content: bytes) -> None:
    reported(content)
    reported(b"title: a\nslides:\n  - title: b\n    " + content)


@settings(max_examples=150)
@given(st.sampled_from([GOOD, *CASES]), st.data())
def test_an_outline_with_a_piece_put_in_or_taken_out(content: bytes, data: st.DataObject) -> None:
    for _ in range(data.draw(st.integers(1, 3))):
        start = data.draw(st.integers(0, len(content)))
        end = data.draw(st.integers(start, min(len(content), start + 12)))
        content = content[:start] + data.draw(st.sampled_from([b"", *PIECES])) + content[end:]
    reported(content)


VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.floats()
    | st.text(max_size=8)
    | st.sampled_from(["App", "A -> B", "a: b", "*", "null"]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(FIELDS),
            inner,
            max_size=4,
        )
    ),
    max_leaves=12,
)


@settings(max_examples=150)
@given(st.lists(VALUES, max_size=3))
def test_any_values_under_any_fields(slides: list[object]) -> None:
    reported(yaml.safe_dump({"title": "Docker", "audiences": ["beginners"], "slides": slides}).encode())


def test_a_good_outline_has_no_report() -> None:
    assert reported(GOOD).diagnostics == ()


def test_nesting_without_end_is_refused_at_once() -> None:
    for content in (b"[" * 1_000_000, b"{a: " * 100_000, b"- " * 100_000):
        assert [item.code for item in parse(content).diagnostics] == ["too-deep"]


def test_aliases_cannot_make_a_small_file_large() -> None:
    bomb = b"a: &a [x,x]\n" + b"".join(b"%c: &%c [*%c,*%c]\n" % (c + 1, c + 1, c, c) for c in range(97, 120))
    assert {item.code for item in parse(bomb).diagnostics} == {"alias", "anchor"}


def test_a_large_file_is_refused() -> None:
    assert [item.code for item in read(b"#" * 10_000_001).diagnostics] == ["too-large"]


BLOCKS = (
    "table", "compare", "layers", "callout", "code", "quote", "image", "steps", "references", "quiz", "poll",
    "matrix", "timeline", "chart", "statement", "number",
)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(BLOCKS), VALUES)
def test_what_cannot_be_read_is_never_left_out_without_a_word(block: str, value: object) -> None:
    typed = yaml.safe_dump({"title": "Docker", "slides": [{"title": "One", block: value}]}).encode()
    parsed = parse(typed)
    assert parsed.diagnostics or (parsed.value and block in parsed.value.slides[0].order)
