"""`deckgen plan`: a table of the slides, their minutes, and the audiences that see them."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import click
from msgspec.structs import replace

from deckgen.cli.build import OUTLINE_TO_FIX, lecture_of
from deckgen.cli.files import DEFAULT_OUTLINE, read_outline
from deckgen.cli.limits import in_time, reaching
from deckgen.cli.terminal import say, say_findings

if TYPE_CHECKING:
    from deckgen.audience.plan import Plan, PlannedSlide, Sight
    from deckgen.pipeline import Lecture

SIGNS: dict[Sight, str] = {"seen": "●", "changed": "◐", "no time": "○", "no": "–"}
LEGEND = "● sees it   ◐ sees a version of its own   ○ no time   – not for it   ~ estimated"
NARROWEST_TITLE = 20


@click.command("plan", short_help="Show who sees what, and how long it takes.")
@reaching
@click.argument("outline", type=click.Path(path_type=Path), default=DEFAULT_OUTLINE)
@click.option("--json", "as_json", is_flag=True, help="Print the plan as JSON.")
def command(outline: Path, as_json: bool) -> None:
    """Show the slides of OUTLINE (slides.yaml when none is named) as a table: minutes, and what each audience sees.

    \b
    Examples:
      deckgen plan
      deckgen plan week3.yaml --json
    """
    lecture = lecture_of(read_outline(outline), outline)
    if lecture is None:
        raise click.exceptions.Exit(OUTLINE_TO_FIX)
    with in_time():
        found, is_sound = planned(lecture)
    if as_json:
        import json

        from msgspec import to_builtins

        say(json.dumps(to_builtins(found), indent=2, ensure_ascii=False))
    else:
        say("\n".join(table(found, shutil.get_terminal_size((100, 24)).columns)))
    if not is_sound:
        raise click.exceptions.Exit(OUTLINE_TO_FIX)


def planned(lecture: Lecture) -> tuple[Plan, bool]:
    """The plan of a lecture, and True if every audience sees something that fits its slot.

    For an audience without a fitting selection, the plan shows all slides it would see; the reason goes to stderr.
    """
    from deckgen.audience.plan import View, plan
    from deckgen.audience.select import select
    from deckgen.diagnostics import Sink
    from deckgen.pipeline import BuildRequest, fitted_for, pages_of

    views, sink = {}, Sink()
    whole = select(lecture.outline, BuildRequest().viewer)
    pages = pages_of(lecture, whole)
    as_seen_by_all = {slide.place: slide for slide in whole.slides}
    for name in lecture.outline.audiences:
        options = BuildRequest(name)
        selected, fitted = select(lecture.outline, options.viewer), sink.take(fitted_for(lecture.outline, options))
        changed = tuple(slide for slide in selected.slides if as_seen_by_all.get(slide.place) != slide)
        own = pages_of(lecture, replace(selected, slides=changed)) if changed else {}
        views[name] = View(selected, selected if fitted is None else fitted.outline, {**pages, **own})
    if sink.diagnostics:
        say_findings(lecture.findings.and_also(tuple(sink.diagnostics)))
    return plan(whole, views, pages), not sink.diagnostics


def table(found: Plan, width: int) -> list[str]:
    """The plan in lines of at most `width` columns, if that leaves room for a title at all."""
    names = [audience.name for audience in found.audiences]
    columns = [max(len(name), len(_slot(audience.takes, audience.minutes))) for name, audience in
               zip(names, found.audiences, strict=True)]  # fmt: skip
    minutes = max(7, len(_slot(found.takes, found.minutes)))
    room = width - 5 - minutes - sum(column + 2 for column in columns)
    title = max(NARROWEST_TITLE, min(room, max(len(slide.title) for slide in found.slides)))

    def line(number: str, text: str, time: str, cells: list[str]) -> str:
        shown = text if len(text) <= title else text[: title - 1] + "…"
        fitted = "".join(f"  {cell:^{column}}" for cell, column in zip(cells, columns, strict=True))
        return f"{number:>3}  {shown:<{title}}{time:>{minutes}}{fitted}".rstrip()

    lines = [line("", "", "minutes", names)]
    for slide in found.slides:
        if slide.is_section:
            lines.append("")
        lines.append(
            line(str(slide.number), slide.title, _time(slide), [SIGNS[slide.sights[name]] for name in names])
        )
    totals = [_slot(audience.takes, audience.minutes) for audience in found.audiences]
    count = [str(audience.slides) for audience in found.audiences]
    lines += ["", line("", "slides", str(found.count), count)]
    lines.append(line("", "minutes", _slot(found.takes, found.minutes), totals))
    return [*lines, *_unplanned(found), "", LEGEND if names else "~ estimated"]


_PLANNED_ENOUGH = 0.8
"""The share of a slot that is as good as full: questions take the rest."""


def _unplanned(found: Plan) -> list[str]:
    """A line for each slot of which much is left, that of the whole lecture if there are no audiences."""
    slots = [(f" for {each.name}", each.takes, each.minutes) for each in found.audiences] or [
        ("", found.takes, found.minutes)
    ]
    lines = [
        f"     {minutes - takes:g} of the {minutes:g} minutes{whom} are not planned"
        for whom, takes, minutes in slots
        if minutes is not None and takes < minutes * _PLANNED_ENOUGH
    ]
    return ["", *lines] if lines else []


def _time(slide: PlannedSlide) -> str:
    if slide.aside is not None:
        return slide.aside
    return f"{'~' if slide.is_estimate else ''}{slide.minutes:g}" if slide.minutes else ""


def _slot(takes: float, minutes: float | None) -> str:
    return f"{takes:g}" if minutes is None else f"{takes:g} of {minutes:g}"
