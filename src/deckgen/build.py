"""The whole journey of a lecture, from the bytes of an outline to the bytes of a deck.

It reads the files that the outline names and nothing else: no clock, no environment, no settings. What is
wrong comes back as diagnostics; what is printed, where the deck goes and how the command ends is the command
line's business.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from msgspec import Struct, field
from msgspec.structs import replace

from deckgen.audience.fit import Fitted, Gone, fit
from deckgen.audience.select import Viewer, check_audience, check_slides, for_students, select
from deckgen.checks import Subject, findings, without_allowed
from deckgen.checks.context import look_around
from deckgen.decode.outline import parse
from deckgen.diagnostics import Diagnostic
from deckgen.layout.deck import Laid, Manner, arrange
from deckgen.layout.finish import finished
from deckgen.layout.speaker_notes import marks_of
from deckgen.limits import USUAL, Bounds
from deckgen.media.files import read_files
from deckgen.outline.head import Outline, named_files
from deckgen.outline.time import total
from deckgen.scene.slide import Scene
from deckgen.text.measure import FontMeasurer
from deckgen.theme.tokens import Theme
from deckgen.themes import GivenTheme, chosen_theme
from deckgen.writers.pptx.deck import write


class Options(Struct, frozen=True):
    """What is asked of a build beyond the outline: for whom, in how many minutes, when it was made, whether slides
    appear click by click, and how they look.

    Formulas are `equations` that PowerPoint can edit, or else pictures, which every program draws alike.
    Without `minutes`, the lecture is fitted to the slot of its audience, its own or that of the head.
    """

    audience: str | None = None
    modified: datetime | None = None
    builds: bool = True
    students: bool = False
    minutes: float | None = None
    theme: GivenTheme | None = None
    equations: bool = True

    @property
    def is_whole(self) -> bool:
        """Whether nothing of the outline is left out."""
        return self.audience is None and self.minutes is None and self.builds and not self.students

    @property
    def viewer(self) -> Viewer:
        return Viewer(self.audience, self.students)

    def of(self, audience: str) -> Options:
        """The same for another audience."""
        return replace(self, audience=audience)


_USUAL = Options()


class Findings(Struct, frozen=True):
    """What is to be said about an outline, and the texts for saying it: its own, None where it is not text, and
    those of the files it includes.
    """

    diagnostics: tuple[Diagnostic, ...]
    text: str | None
    included: Mapping[str, str] = field(default_factory=dict)

    @property
    def fatal(self) -> bool:
        return any(diagnostic.severity == "error" for diagnostic in self.diagnostics)

    def and_also(self, more: tuple[Diagnostic, ...]) -> Findings:
        return replace(self, diagnostics=(*self.diagnostics, *more))


class Part(Struct, frozen=True):
    """What one audience sees: the slot, if there is one, how long the slides take, and what there was no time for."""

    audience: str | None
    minutes: float | None
    takes: float
    gone: tuple[Gone, ...]


class Built(Struct, frozen=True):
    """A deck: the bytes of its file, what it holds, the slot in minutes if there is one; findings are warnings.

    `slides` are shown, `hidden` are those that are not, backups among them. `parts` tell of each audience that it is
    for, `notes` are those of each slide.
    """

    deck: bytes
    slides: int
    minutes: float | None
    findings: Findings
    parts: tuple[Part, ...] = ()
    hidden: int = 0
    title: str = ""
    language: str = ""
    notes: tuple[tuple[str, ...], ...] = ()


class Rejected(Struct, frozen=True):
    """An outline that needs fixing; at least one of the findings is an error."""

    findings: Findings


class Lecture(Struct, frozen=True):
    """An outline that has been read and found sound, with the folder of its files and how far it may reach."""

    outline: Outline
    folder: Path
    findings: Findings
    bounds: Bounds = USUAL


def build(content: bytes, folder: Path, options: Options = _USUAL) -> Built | Rejected:
    """The deck of the outline in `content`, whose files are found in `folder`, or what is wrong with it."""
    lecture = read_lecture(content, folder)
    return lecture if isinstance(lecture, Rejected) else build_lecture(lecture, options)


def read_lecture(content: bytes, folder: Path, bounds: Bounds = USUAL) -> Lecture | Rejected:
    """The lecture in `content`, or what is wrong with it."""
    parsed = parse(content, folder, bounds)
    found = Findings(parsed.diagnostics, parsed.text, parsed.included)
    return Rejected(found) if parsed.outline is None else Lecture(parsed.outline, folder, found, bounds)


def build_lecture(lecture: Lecture, options: Options) -> Built | Rejected:
    """The deck of a lecture for whom `options` say."""
    fitted = fitted_for(lecture.outline, options)
    if isinstance(fitted, Diagnostic):
        return Rejected(lecture.findings.and_also((fitted,)))
    chosen = chosen_theme(fitted.outline.theme, (lecture.folder, lecture.bounds), options.theme)
    if isinstance(chosen, Diagnostic):
        return Rejected(lecture.findings.and_also((chosen,)))
    is_whole = len(fitted.outline.slides) == len(lecture.outline.slides)
    manner = Manner(marks_of(fitted.outline), options.builds, is_whole)
    laid = laid_out(fitted.outline, lecture, chosen.theme, manner)
    if not isinstance(laid, Laid):
        return Rejected(lecture.findings.and_also(laid))
    found = lecture.findings.and_also((*chosen.diagnostics, *laid.diagnostics))
    if found.fatal:
        return Rejected(found)
    found = checked(lecture, fitted.outline, laid, found, options)
    scene, theme = finished(laid.scene, laid.theme, FontMeasurer())
    deck = write(scene, theme, modified=options.modified, equations=options.equations)
    return built_from(scene, deck, fitted.outline.minutes, found, (part_of(fitted, options.audience),))


def checked(lecture: Lecture, seen: Outline, laid: Laid, found: Findings, options: Options) -> Findings:
    """What the checks add to what was `found`, without what the author allows."""
    around = look_around(lecture.outline, seen, lecture.folder, tuple(found.included.values()))
    subject = Subject(lecture.outline, seen, laid.scene, laid.theme, around)
    return allowed(lecture, found.and_also(findings(subject)), is_whole=options.is_whole)


def allowed(lecture: Lecture, found: Findings, *, is_whole: bool) -> Findings:
    """The findings without what the author allows, each once. What is allowed needlessly can only be told where
    the `is_whole` lecture has been looked at.
    """
    once = dict.fromkeys(found.diagnostics)
    return replace(found, diagnostics=without_allowed(once, lecture.outline, tell_idle=is_whole))


def built_from(
    scene: Scene, deck: bytes, minutes: float | None, findings: Findings, parts: tuple[Part, ...]
) -> Built:
    """What is to be told of the deck that a scene became."""
    notes = tuple(tuple("".join(run.plain for run in note) for note in slide.notes) for slide in scene.slides)
    hidden = sum(slide.hidden for slide in scene.slides)
    shown = len(scene.slides) - hidden
    return Built(deck, shown, minutes, findings, parts, hidden, scene.title, scene.language, notes)


def part_of(fitted: Fitted, audience: str | None) -> Part:
    """What is to be told of what one audience sees."""
    return Part(audience, fitted.outline.minutes, fitted.minutes, fitted.gone)


def fitted_for(outline: Outline, options: Options) -> Fitted | Diagnostic:
    """What is shown to whom `options` say, within the time there is, or why nothing can be."""
    unknown = check_audience(outline, options.audience)
    if unknown is not None:
        return unknown
    selected = select(outline, options.viewer)
    if options.minutes is not None:
        selected = replace(selected, minutes=options.minutes)
    unseen = check_slides(selected, options.viewer)
    if unseen is not None:
        return unseen
    slot = selected.minutes if options.minutes is not None or options.audience is not None else None
    takes = total(selected.slides)
    fitted = Fitted(selected, takes, takes, ()) if slot is None else fit(selected, slot, options.audience)
    if options.students and isinstance(fitted, Fitted):
        return replace(fitted, outline=for_students(fitted.outline))
    return fitted


def laid_out(outline: Outline, lecture: Lecture, theme: Theme, manner: Manner) -> Laid | tuple[Diagnostic, ...]:
    """The scene of what is shown of a lecture in a theme, or what is wrong with the files that it names."""
    files, about_files = read_files(named_files(outline), lecture.folder, lecture.bounds)
    if any(item.severity == "error" for item in about_files):
        return about_files
    laid = arrange(outline, files, theme, FontMeasurer(), manner)
    return replace(laid, diagnostics=(*about_files, *laid.diagnostics))
