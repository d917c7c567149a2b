"""One deck for all audiences: what each of them sees is laid out, then put together with a show for each."""

from __future__ import annotations

from msgspec.structs import replace

from deckgen.audience.fit import Fitted
from deckgen.audience.select import check_audience, select
from deckgen.audience.viewer import Viewer
from deckgen.build import (
    Built,
    Lecture,
    Options,
    Rejected,
    allowed,
    built_from,
    checked,
    directed,
    fitted_for,
    laid_out,
    part_of,
)
from deckgen.diagnostics import Diagnostic, error
from deckgen.layout.clock import marks_of_all
from deckgen.layout.deck import Laid, Manner
from deckgen.layout.one_file import OneFile, merged
from deckgen.pptx import write
from deckgen.themes import chosen_theme


def build_together(lecture: Lecture, options: Options, opening_show: str | None = None) -> Built | Rejected:
    """The deck that holds every slide once and a custom show for each audience; `opening_show` is where it begins.

    `minutes` of the options are the slot of everybody.
    """
    outline = lecture.outline
    chosen = chosen_theme(outline.theme, (lecture.folder, lecture.bounds), options.theme)
    if isinstance(chosen, Diagnostic):
        return Rejected(lecture.findings.and_also((chosen,)))
    fitted = _fitted_for_each(lecture, options, opening_show)
    if not isinstance(fitted, dict):
        return Rejected(lecture.findings.and_also(fitted))
    marks = marks_of_all({name: each.outline for name, each in fitted.items()})
    scenes = {}
    found: dict[Diagnostic, None] = dict.fromkeys(chosen.diagnostics)
    for name, each in fitted.items():
        laid = laid_out(each.outline, lecture, chosen.theme, Manner(marks, options.builds, whole=False))
        found |= dict.fromkeys(laid.diagnostics if isinstance(laid, Laid) else laid)
        if isinstance(laid, Laid):
            scenes[name] = laid.scene
            about = checked(lecture, each.outline, laid, lecture.findings, options.of(name))
            found |= dict.fromkeys(about.diagnostics)
    findings = allowed(lecture, lecture.findings.and_also(tuple(found)), is_whole=False)
    if findings.fatal:
        return Rejected(findings)
    in_order = sorted(outline.slides, key=lambda slide: slide.backup)
    positions = {slide.place: index for index, slide in enumerate(in_order)}
    scene = merged(OneFile(scenes, select(outline, Viewer()).title.plain, positions, opening_show), chosen.theme)
    scene, theme = directed(scene, chosen.theme)
    deck = write(scene, theme, modified=options.modified, equations=options.equations)
    parts = tuple(part_of(each, name) for name, each in fitted.items())
    return built_from(scene, deck, None, findings, parts)


def _fitted_for_each(
    lecture: Lecture, options: Options, opening_show: str | None
) -> dict[str, Fitted] | tuple[Diagnostic, ...]:
    names = list(lecture.outline.audiences)
    if not names:
        return (error("no-audiences", "the outline has no audiences", None, "name them in `audiences`"),)
    unknown = check_audience(lecture.outline, opening_show)
    if unknown is not None:
        return (unknown,)
    fitted = {name: fitted_for(lecture.outline, options.of(name)) for name in names}
    wrong = tuple(each for each in fitted.values() if isinstance(each, Diagnostic))
    # One deck has one theme, whatever an audience would have in a deck of its own.
    look = {"theme": lecture.outline.theme}
    return wrong or {
        name: replace(each, outline=each.outline.model_copy(update=look))
        for name, each in fitted.items()
        if isinstance(each, Fitted)
    }
