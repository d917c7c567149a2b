"""Names that mean something elsewhere: boxes, roles, audiences, languages."""

from __future__ import annotations

import pytest

from deckgen.decode.outline import parse
from deckgen.outline.figure import Figure
from tests.outline.outlines import HEAD, codes, slide, the

PANELS = "layers:\n  Docker: [App, Kernel: [CPU]]\n  VM: [App, Guest]\nbelow: [Hardware]"


def found(name: str) -> list[str]:
    return [box.label.plain for box in the(slide(PANELS), Figure).named(name) if box.label]


@pytest.mark.parametrize(
    ("name", "labels"),
    [
        ("App", ["App", "App"]),
        ("Docker / App", ["App"]),
        ("docker / app", ["App"]),
        ("CPU", ["CPU"]),
        ("Docker / CPU", ["CPU"]),
        ("VM / CPU", []),
        ("Hardware", ["Hardware"]),
        ("VM / Hardware", []),
        ("Docker", []),
    ],
)
def test_a_name_means_the_boxes_of_that_label(name: str, labels: list[str]) -> None:
    assert found(name) == labels


def test_a_name_gives_the_figures_own_boxes() -> None:
    one = slide(PANELS)
    assert the(one, Figure).named("Hardware")[0] is the(one, Figure).below[0]
    assert the(one, Figure).named("VM / App")[0] is the(one, Figure).panels[1].boxes[0]


def test_a_label_with_a_slash_is_a_name_too() -> None:
    one = slide("layers: [TCP / IP, Link]\nhighlight: TCP / IP\narrows: [TCP / IP -> Link]")
    assert len(the(one, Figure).named("TCP / IP")) == 1


def test_markdown_in_a_label_is_no_part_of_its_name() -> None:
    assert (
        the(slide("layers: ['`docker` CLI', Engine]\nhighlight: [docker CLI]"), Figure).highlight[0].plain
        == "docker CLI"
    )


def test_a_brace_may_span_several_boxes_of_one_label() -> None:
    assert the(slide("layers:\n  - [VM 1: [App, OS], VM 2: [App, OS]]\nbraces: {guests: OS}"), Figure).braces


def test_all_mistakes_are_found_at_once() -> None:
    assert codes("""
        title: Docker
        slides:
          - title: One
            layers: [{box: App, role: ap}]
            highlight: Ap
            only: nobody
          - title: Two
            nots: a
        """) == ["unknown-field", "unknown-audience", "unknown-role", "unknown-box"]


def test_an_unknown_language_is_only_a_warning() -> None:
    parsed = parse(f"{HEAD}slides:\n  - title: One\n    code: {{text: a, language: klingon}}".encode())
    assert parsed.value is not None
    assert [item.code for item in parsed.diagnostics] == ["unknown-language"]


def test_slides_may_share_a_title() -> None:
    assert codes("title: Docker\nslides: [title: One, title: One]") == []


def test_the_numbers_that_a_name_means_count_all_boxes_and_frames_before_their_parts() -> None:
    figure = the(slide(PANELS), Figure)
    assert figure.numbers_of("App") == [0, 3]
    assert figure.numbers_of("CPU") == [2]
    assert figure.numbers_of("Hardware") == [5]
