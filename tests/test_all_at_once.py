"""One run reports all that can be known: a mistake of one kind hides none of another."""

from __future__ import annotations

from pathlib import Path

import pytest

import deckgen

SEVEN = """\
title: Docker
audiences: [beginners]
slides:
  - title: One
    bulets: [a]
  - include: shared.yaml
  - title: Two
    text: "In {{room}}"
    see: Nowhere
  - title: Three
    figure: machine
  - title: Four
    text: For some
    only: managers
  - title: Five
    image: {file: kernel.png, alt: A kernel}
"""


def said(folder: Path, text: str) -> list[tuple[str, int | None]]:
    """The codes of the findings on an outline in `folder`, with their lines."""
    return [(item.code, item.line) for item in deckgen.check(text, folder=folder)]


def test_seven_mistakes_of_seven_kinds_are_reported_in_one_run(tmp_path: Path) -> None:
    assert said(tmp_path, SEVEN) == [
        ("unknown-field", 5),
        ("missing-file", 6),
        ("missing-value", 8),
        ("unknown-slide", 9),
        ("unknown-figure", 11),
        ("unknown-audience", 14),
        ("missing-file", 16),
    ]


def test_each_of_the_seven_is_reported_when_it_is_the_only_one(tmp_path: Path) -> None:
    head = "title: T\naudiences: [beginners]\nslides:\n  - title: A\n    text: B\n"
    alone = {
        "unknown-field": "    bulets: [a]\n",
        "missing-file": "  - include: shared.yaml\n",
        "missing-value": '    callout: {tip: "{{room}}"}\n',
        "unknown-slide": "    see: Nowhere\n",
        "unknown-figure": "    figure: machine\n",
        "unknown-audience": "    only: managers\n",
    }
    for code, line in alone.items():
        assert [each for each, _ in said(tmp_path, head + line)] == [code]


def test_a_missing_title_hides_no_other_mistake(tmp_path: Path) -> None:
    text = 'audiences: [a]\nslides:\n  - title: One\n    only: b\n    text: "{{x}}"\n'
    assert said(tmp_path, text) == [("missing-field", 1), ("unknown-audience", 4), ("missing-value", 5)]


def test_slides_that_are_all_missing_hide_no_mistake_in_the_head(tmp_path: Path) -> None:
    text = "title: T\nminute: 3\nslides:\n  - include: no.yaml\n"
    assert said(tmp_path, text) == [("unknown-field", 2), ("missing-file", 4)]


def test_a_missing_template_hides_no_missing_picture(tmp_path: Path) -> None:
    text = "title: T\ntheme: no.potx\nslides:\n  - title: A\n    image: no.png\n"
    assert said(tmp_path, text) == [("missing-file", 2), ("missing-file", 5)]
    broken = text.replace("title: A", "titel: A")
    assert said(tmp_path, broken) == [("missing-file", 2), ("unknown-field", 4), ("missing-file", 5)]


def test_a_missing_picture_hides_no_figure_that_is_too_full(tmp_path: Path) -> None:
    rows = "".join(f"      - box: {'Kernel ' * 30}{number}\n" for number in range(12))
    full = f"  - title: A\n    layers:\n{rows}"
    assert [code for code, _ in said(tmp_path, f"title: T\nslides:\n{full}")] == ["figure-too-full"]
    text = f"title: T\nslides:\n  - title: B\n    image: no.png\n{full}"
    assert [code for code, _ in said(tmp_path, text)] == ["missing-file", "figure-too-full"]


def test_an_unknown_field_hides_no_slide_that_is_too_full(tmp_path: Path) -> None:
    rows = "".join(f"      - box: {'Kernel ' * 30}{number}\n" for number in range(12))
    full = f"  - title: A\n    layers:\n{rows}"
    text = f"title: T\nminute: 3\nslides:\n  - title: B\n    txt: b\n{full}  - title: C\n    image: no.png\n"
    assert said(tmp_path, text) == [
        ("unknown-field", 2),
        ("unknown-field", 5),
        ("figure-too-full", 8),
        ("missing-file", 21),
    ]


def test_a_slide_with_a_mistake_is_not_judged_by_what_is_left_of_it(tmp_path: Path) -> None:
    rows = "".join(f"      - box: {'Kernel ' * 30}{number}\n" for number in range(12))
    text = f"title: T\nslides:\n  - title: A\n    txt: a\n    layers:\n{rows}"
    assert said(tmp_path, text) == [("unknown-field", 4)]


def test_a_slot_that_is_too_short_hides_no_missing_picture(tmp_path: Path) -> None:
    text = (
        "title: T\naudiences: {a: {minutes: 1}}\nslides:\n  - title: A\n    minutes: 2\n    keep: must\n"
        "    image: no.png\n"
    )
    found = deckgen.check(text, folder=tmp_path, audience="a")
    assert {item.code for item in found} == {"slot-too-short", "missing-file"}


@pytest.mark.parametrize("typed", ["titel: Kernel", "title: [Kernel]\n    text: Kernel"])
def test_a_slide_whose_title_is_misspelt_is_not_reported_again_where_it_is_named(tmp_path: Path, typed: str) -> None:
    text = f"title: T\nslides:\n  - {typed}\n  - title: B\n    see: Kernel\n"
    assert {code for code, _ in said(tmp_path, text)} <= {"unknown-field", "wrong-type"}


@pytest.mark.parametrize("use", ["figure: machine", "columns: [{figure: machine}]"])
def test_a_mistake_in_a_figure_of_the_head_is_reported_and_its_slides_are_not_laid_out(
    tmp_path: Path, use: str
) -> None:
    figure = "figures:\n  machine:\n    layers: [Kernel]\n    braces: {all: [Kernel, Cernel]}\n"
    slides = f"slides:\n  - title: A\n    {use}\n  - title: B\n    quote: {'long words ' * 700}\n  - title: C\n"
    assert said(tmp_path, f"title: T\n{figure}{slides}") == [("unknown-box", 5), ("slide-too-full", 9)]
    # Where the figures come last, nothing is known to be wrong with the last slide, which is above them.
    assert said(tmp_path, f"title: T\n{slides}{figure}") == [("slide-too-full", 5), ("unknown-box", 11)]
