"""Figures hold to what every other part of a slide does for audiences: `only`, `except`, `for` and includes."""

from __future__ import annotations

from pathlib import Path

from deckgen.audience.select import Viewer, select
from deckgen.decode.outline import parse
from deckgen.outline.figure import Figure, everything
from deckgen.outline.slide import Slide
from tests.outline.outlines import the

HEAD = """\
title: Docker
audiences: [developers, managers]
figures:
  machine:
    layers: [Apps, {box: Kernel, only: developers}, Hardware]
    arrows: [Apps -> Kernel, Apps -> Hardware]
    axes: [{side: left, label: depth, only: developers}]
  cloud:
    layers: [Service, Provider]
    braces: {rented: Provider}
slides:
"""


def seen(slide: str, audience: str, head: str = HEAD) -> Slide | None:
    parsed = parse((head + slide).encode())
    assert parsed.value is not None, parsed.diagnostics
    slides = select(parsed.value, Viewer(audience)).slides
    return slides[0] if slides else None


def labels(slide: Slide | None) -> list[str]:
    assert slide is not None
    boxes = [box for panel in the(slide, Figure).panels for box in everything(panel.boxes)]
    return [box.label.plain for box in boxes if box.label]


def test_a_shared_figure_lets_go_of_what_is_for_others() -> None:
    slide = "  - {title: One, figure: machine, show: [Kernel, Apps]}\n"
    assert labels(seen(slide, "developers")) == ["Apps", "Kernel", "Hardware"]
    managers = seen(slide, "managers")
    assert labels(managers) == ["Apps", "Hardware"]
    assert managers is not None
    assert [arrow.end.plain for arrow in the(managers, Figure).arrows] == ["Hardware"]
    assert [name.plain for name in the(managers, Figure).show] == ["Apps"]
    assert the(managers, Figure).axes == ()


def test_a_figure_of_which_an_audience_is_shown_nothing_goes_with_its_slide() -> None:
    slide = seen("  - {title: One, figure: machine, show: Kernel}\n  - {title: Two}\n", "managers")
    assert slide is not None
    assert slide.title is not None
    assert slide.title.plain == "Two"


def test_an_audience_can_have_another_figure_or_none() -> None:
    slide = "  - {title: One, text: Two, figure: machine, for: {managers: {figure: cloud}}}\n"
    managers = seen(slide, "managers")
    assert labels(managers) == ["Service", "Provider"]
    assert managers is not None
    assert [brace.label.plain for brace in the(managers, Figure).braces] == ["rented"]
    assert the(managers, Figure).arrows == ()
    without = seen("  - {title: One, text: Two, figure: machine, for: {managers: {without: figure}}}\n", "managers")
    assert without is not None
    assert without.order == ("text",)


def test_copies_lines_and_rows_of_a_grid_can_be_for_some() -> None:
    slide = """\
  - title: One
    layers:
      - [{VM: {times: [1, 2]}, only: developers}, App]
      - {line: user | kernel, only: developers}
      - {left: net, across: [Stack], only: developers}
      - Kernel
"""
    assert labels(seen(slide, "developers")) == ["VM 1", "VM 2", "App", "Stack", "Kernel"]
    assert labels(seen(slide, "managers")) == ["App", "Kernel"]


def test_dots_among_copies_are_for_the_same_audiences() -> None:
    slide = "  - {title: One, layers: [[{box: VM, times: [1, …], only: developers}, App], Kernel]}\n"
    assert labels(seen(slide, "managers")) == ["App", "Kernel"]


def test_an_arrow_between_panels_stays_while_both_are_there() -> None:
    slide = "  - {title: One, layers: {A: [x, {box: z, only: developers}], B: [y]}, arrows: [A -> B]}\n"
    managers = seen(slide, "managers")
    assert managers is not None
    assert len(the(managers, Figure).arrows) == 1


def test_an_included_slide_shows_a_figure_of_the_outline_and_keeps_its_own_places(tmp_path: Path) -> None:
    (tmp_path / "more.yaml").write_text("- {title: One, figure: machine, highlight: Nowhere}\n", "utf-8")
    found = parse((HEAD + "  - include: more.yaml\n").encode(), tmp_path).diagnostics
    assert [(item.code, item.place.file if item.place else None) for item in found] == [("unknown-box", "more.yaml")]
    (tmp_path / "more.yaml").write_text("- {title: One, figure: machine}\n", "utf-8")
    broken = HEAD.replace("Apps -> Kernel", "Apps -> Nowhere")
    found = parse((broken + "  - include: more.yaml\n").encode(), tmp_path).diagnostics
    assert [(item.code, item.place.file, item.place.line) for item in found if item.place] == [("unknown-box", "", 5)]


def test_an_audience_that_is_not_there_is_told_also_in_a_figure_that_no_slide_shows() -> None:
    found = parse((HEAD.replace("only: developers}, H", "only: testers}, H") + "  - title: One\n").encode())
    assert [item.code for item in found.diagnostics] == ["unknown-audience"]


def test_what_stands_round_a_figure_goes_with_it() -> None:
    """Else a slide would ask the class to predict a box that is not there."""
    layers = "{only: developers, layers: [App, Kernel]}"
    slide = f"  - {{title: One, text: Two, layers: {layers}, predict: App, braces: {{both: [App, Kernel]}}}}\n"
    managers = seen(slide, "managers")
    assert managers is not None
    assert managers.find(Figure) is None
