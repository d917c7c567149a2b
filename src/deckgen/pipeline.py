"""The whole journey of a lecture, from the bytes of an outline to the bytes of a deck.

The command line and `deckgen.build` both come through here. The journey reads the files that the outline names and
nothing else: no clock, no environment, no settings. Mistakes come back as diagnostics; the caller decides what is
printed, where the deck goes and how a command ends.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from deckgen.audience.fit import Fitted, fit, overruns
from deckgen.audience.select import Viewer, check_audience, check_slides, for_students, select
from deckgen.checks import CheckContext, findings, without_allowed
from deckgen.checks.context import look_around
from deckgen.deck import Deck, Findings, Part, Rejected
from deckgen.decode.outline import parse
from deckgen.diagnostics import Diagnostic, Outcome, Place, Sink, refused
from deckgen.layout.deck import LayoutOptions, arrange
from deckgen.layout.drawings import with_pictures
from deckgen.layout.finish import finished
from deckgen.layout.speaker_notes import marks_of
from deckgen.limits import USUAL, Limits
from deckgen.media.files import Files, read_files
from deckgen.media.opening import folder_named, opened
from deckgen.memo import Memo
from deckgen.outline.head import Outline, files_of_head, files_on, named_files
from deckgen.outline.slide import Slide
from deckgen.outline.time import starts, total
from deckgen.outline.walk import elements_in, words_in
from deckgen.processes import beside, worthwhile
from deckgen.scene.slide import Scene
from deckgen.text.measure import FontMeasurer
from deckgen.theme.tokens import NO_ARTWORK, ArtworkByLayout, Theme
from deckgen.themes import GivenTheme, artwork_in, chosen_theme, texts_of_themes, typefaces_of
from deckgen.writers.pptx.deck import write

Form = Literal["pptx", "html", "pdf", "svg", "png"]
"""What is written: a deck, a web page, a PDF, or a picture of each slide; the endings of their files."""


class BuildRequest(Struct, frozen=True):
    """The options of a build, beside the outline itself.

    Formulas are `equations` that PowerPoint can edit, or else pictures, which every program draws alike.
    Without `minutes`, the lecture is fitted to the slot of its audience, its own or that of the head; without an
    audience it is not fitted at all. `modified` is the date in the file's properties. The work is shared by so many
    `processes`; one is right wherever there are other threads.
    """

    audience: str | None = None
    modified: datetime | None = None
    builds: bool = True
    students: bool = False
    minutes: float | None = None
    theme: GivenTheme | None = None
    equations: bool = True
    form: Form = "pptx"
    processes: int = 1

    @property
    def is_whole(self) -> bool:
        """True if nothing of the outline is left out."""
        return self.audience is None and self.minutes is None and self.builds and not self.students

    @property
    def has_clicks(self) -> bool:
        """True if parts of slides appear one by one; paper and pictures have all of them, as clear as each other."""
        return self.builds and self.form in ("pptx", "html")

    @property
    def viewer(self) -> Viewer:
        return Viewer(self.audience, self.students)

    def of(self, audience: str) -> BuildRequest:
        """The same for another audience."""
        return replace(self, audience=audience)


_USUAL = BuildRequest()


class Lecture(Struct, frozen=True):
    """An outline that has been read and found sound, with the folder of its files and how far it may reach.

    `memo` has what was worked out for it before; None for a lecture that is made once.
    """

    outline: Outline
    folder: Path
    findings: Findings
    limits: Limits = USUAL
    memo: Memo | None = None


def build(content: bytes, folder: Path, request: BuildRequest = _USUAL, name: str = "outline") -> Deck | Rejected:
    """Build the deck of an outline whose files are in `folder`; reports call the outline by its `name`."""
    lecture = read_lecture(content, folder, name=name)
    return lecture if isinstance(lecture, Rejected) else build_lecture(lecture, request)


def read_lecture(
    content: bytes, folder: Path, limits: Limits = USUAL, name: str = "outline", memo: Memo | None = None
) -> Lecture | Rejected:
    """Read an outline and check it."""
    parsed = parse(content, folder, limits, memo)
    themes = texts_of_themes(parsed.readable, (folder, limits)) if parsed.readable is not None else {}
    found = Findings(parsed.diagnostics, parsed.text, {**parsed.included, **themes}, name)
    if parsed.value is not None:
        return Lecture(parsed.value, folder, found, limits, memo)
    if parsed.readable is None:
        return Rejected(found)
    lecture = Lecture(parsed.readable, folder, found, limits, memo)
    found = found.and_also((*file_mistakes(parsed.readable, folder, limits), *layout_mistakes(lecture)))
    return Rejected(allowed(parsed.readable, found, is_whole=False))


def file_mistakes(outline: Outline, folder: Path, limits: Limits) -> tuple[Diagnostic, ...]:
    """The errors in all files that an outline names, for an outline that is refused for something else."""
    files = read_files(named_files(outline), folder, limits).diagnostics
    look = outline.theme
    # The name of a theme that is no file's has been reported.
    theme = chosen_theme(look, (folder, limits)).diagnostics if look is not None and "." in look.use.raw else ()
    fonts = folder_named(outline.fonts, folder, limits).diagnostics if outline.fonts is not None else ()
    return tuple(item for item in (*theme, *fonts, *files) if item.severity == "error")


def layout_mistakes(lecture: Lecture) -> tuple[Diagnostic, ...]:
    """The errors in the layout of the slides that are sound, for an outline that is refused for something else."""
    outline = lecture.outline
    theme = chosen_theme(outline.theme, (lecture.folder, lecture.limits)).value
    if theme is None:
        return ()
    sound = _without_mistakes(outline.slides, lecture.findings.diagnostics)
    found = laid_out(replace(outline, slides=sound), lecture, theme, LayoutOptions(memo=lecture.memo)).diagnostics
    return tuple(item for item in found if item.severity == "error")


def _without_mistakes(slides: tuple[Slide, ...], found: tuple[Diagnostic, ...]) -> tuple[Slide, ...]:
    """The slides that no error is about, nor about a figure of the head that they show."""
    places = (item.place for item in found if item.severity == "error" and item.place is not None)
    errors = {(place.file, place.line) for place in places}
    starts = sorted({(slide.place.file, slide.place.line) for slide in slides})
    wrong = {starts[bisect_right(starts, at) - 1] for at in errors if starts and at >= starts[0]}
    sound = (slide for slide in slides if (slide.place.file, slide.place.line) not in wrong)
    return tuple(slide for slide in sound if errors.isdisjoint(_lines_of(slide)))


def _lines_of(slide: Slide) -> Iterator[tuple[str, int]]:
    """The lines of everything on a slide, which may be in the head of the outline."""
    yield from ((element.place.file, element.place.line) for element in elements_in(slide))
    yield from ((words.place.file, words.place.line) for words in words_in(slide))


def rejected(lecture: Lecture, reasons: tuple[Diagnostic, ...]) -> Rejected:
    """The refusal of a lecture, with the mistakes in its files."""
    files = file_mistakes(lecture.outline, lecture.folder, lecture.limits)
    return Rejected(allowed(lecture.outline, lecture.findings.and_also((*reasons, *files)), is_whole=False))


class Finished(Struct, frozen=True):
    """A lecture that is laid out and checked: all that a writer of any format needs.

    `minutes` is its slot, None without one; `findings` are warnings only; `parts` has an entry for each audience.
    `artwork` is what the owner of a template drew, for other formats than decks.
    """

    scene: Scene
    theme: Theme
    minutes: float | None
    findings: Findings
    parts: tuple[Part, ...] = ()
    artwork: ArtworkByLayout = NO_ARTWORK

    @property
    def hidden(self) -> int:
        """The number of slides that are not shown, backups included."""
        return sum(slide.hidden for slide in self.scene.slides)

    @property
    def slides(self) -> int:
        """The number of slides that are shown."""
        return len(self.scene.slides) - self.hidden


def build_lecture(lecture: Lecture, request: BuildRequest) -> Deck | Rejected:
    """The deck of a lecture, which may be written while another process checks it."""
    laid = lay_out_lecture(lecture, request)
    if isinstance(laid, Rejected):
        return laid
    processes = worthwhile(request.processes, len(laid.scene.slides))
    done, deck = beside(
        lambda: check_lecture(lecture, laid, request).findings, lambda: deck_of(laid.finished, request), processes
    )
    return replace(deck, findings=done)


def deck_of(done: Finished, request: BuildRequest = _USUAL) -> Deck:
    """The deck with the slides of a finished lecture, in the form that is requested."""
    scene, content = done.scene, b""
    pictures: tuple[bytes, ...] = ()
    match request.form:
        case "pptx":
            processes = worthwhile(request.processes, len(scene.slides))
            content = write(
                scene, done.theme, modified=request.modified, equations=request.equations, processes=processes
            )
        case "html":
            from deckgen.writers.html.page import page  # noqa: PLC0415  (most builds write a deck)

            content = page(scene, done.theme, done.minutes, done.artwork)
        case "pdf":
            from deckgen.writers.pdf.lecture import lecture  # noqa: PLC0415

            content = lecture(scene, done.theme, done.artwork, request.modified)
        case "svg" | "png":
            from deckgen.writers.svg.pictures import pictures_of  # noqa: PLC0415

            pictures = tuple(pictures_of(scene, done.theme, request.form, done.artwork))
    notes = tuple(tuple("".join(run.plain for run in note) for note in slide.notes) for slide in scene.slides)
    return Deck(
        content,
        done.slides,
        done.minutes,
        done.findings,
        done.parts,
        done.hidden,
        scene.title,
        scene.language,
        notes,
        pictures,
    )


class LaidOut(Struct, frozen=True):
    """A lecture whose slides are final, but not yet checked. Whoever waits for a picture need not wait for warnings.

    `finished` has what was found so far. The checks look at the `scene` and the `theme` before the last steps, and at
    what the audience has `seen` of the outline.
    """

    finished: Finished
    seen: Outline
    scene: Scene
    theme: Theme


def finish_lecture(lecture: Lecture, request: BuildRequest) -> Finished | Rejected:
    """The finished slides of a lecture: choose what is shown, lay it out in a theme, check it."""
    laid = lay_out_lecture(lecture, request)
    return laid if isinstance(laid, Rejected) else check_lecture(lecture, laid, request)


def lay_out_lecture(lecture: Lecture, request: BuildRequest) -> LaidOut | Rejected:
    """The slides of a lecture: choose what is shown, lay it out in a theme."""
    fitted = fitted_for(lecture.outline, request)
    if fitted.value is None:
        return rejected(lecture, fitted.diagnostics)
    outline = fitted.value.outline
    chosen = chosen_theme(outline.theme, (lecture.folder, lecture.limits), request.theme)
    if chosen.value is None:
        return rejected(lecture, chosen.diagnostics)
    is_whole = len(outline.slides) == len(lecture.outline.slides)
    options = LayoutOptions(
        marks_of(outline), request.has_clicks, is_whole, lecture.outline, lecture.memo, request.processes
    )
    laid = laid_out(outline, lecture, chosen.value, options)
    found = lecture.findings.and_also((*fitted.diagnostics, *chosen.diagnostics, *laid.diagnostics))
    if laid.value is None or found.has_errors:
        return Rejected(allowed(lecture.outline, found, is_whole=False))
    artwork = artwork_of(chosen.value, outline, laid.value, request.form)
    found = found.and_also(artwork.diagnostics)
    timed = with_minutes(laid.value, outline)
    scene, theme = finished(timed, chosen.value, measurer_for(outline, lecture, chosen.value).value, lecture.memo)
    pictured = pictured_for(scene, theme, request.form)
    parts = (part_of(fitted.value, request.audience),)
    found = found.and_also(pictured.diagnostics)
    done = Finished(pictured.value, theme, outline.minutes, found, parts, artwork.value)
    return LaidOut(done, outline, laid.value, chosen.value)


def check_lecture(lecture: Lecture, laid: LaidOut, request: BuildRequest) -> Finished:
    """The slides of a lecture with the warnings of the checks, but for those that the author allows."""
    found = laid.finished.findings.and_also(checked(lecture, laid.seen, laid.scene, laid.theme))
    return replace(laid.finished, findings=allowed(lecture.outline, found, is_whole=request.is_whole))


def artwork_of(theme: Theme, outline: Outline, scene: Scene, form: Form) -> Outcome[ArtworkByLayout]:
    """What the owner of a template drew behind the slides of a scene, which PowerPoint draws by itself."""
    layouts = () if form == "pptx" else tuple(slide.layout for slide in scene.slides)
    # resvg takes long to draw some drawings, and their pictures are as good for a picture of the slide.
    return artwork_in(theme, outline, layouts, drawings=form != "png")


def pictured_for(scene: Scene, theme: Theme, form: Form) -> Outcome[Scene]:
    """A finished scene with pictures of its drawings, if they may be shown in their place."""
    if form in ("html", "svg"):
        return Outcome(scene)
    return with_pictures(scene, theme.page)


def with_minutes(scene: Scene, outline: Outline) -> Scene:
    """The scene of a lecture with a slot, with the minutes when its slides should begin."""
    if outline.minutes is None:
        return scene
    slides = zip(outline.slides, starts(outline.slides), strict=True)
    minutes = {slide.place: start for slide, start in slides if slide.is_shown}
    timed = [
        replace(slide, minute=None if slide.place is None else minutes.get(slide.place)) for slide in scene.slides
    ]
    return replace(scene, slides=tuple(timed))


def checked(lecture: Lecture, seen: Outline, scene: Scene, theme: Theme) -> tuple[Diagnostic, ...]:
    """The warnings of the checks about what an audience has `seen` of a lecture."""
    around = look_around(lecture.outline, seen, lecture.folder, tuple(lecture.findings.included.values()))
    return findings(CheckContext(lecture.outline, seen, scene, theme, around))


def allowed(outline: Outline, found: Findings, *, is_whole: bool) -> Findings:
    """The findings without what the author allows, each once. An `allow` that silences nothing is reported only
    where the `is_whole` lecture has been checked.
    """
    once = dict.fromkeys(found.diagnostics)
    return replace(found, diagnostics=without_allowed(once, outline, tell_idle=is_whole))


def part_of(fitted: Fitted, audience: str | None) -> Part:
    """The share of one audience in a deck."""
    return Part(audience, fitted.outline.minutes, fitted.minutes, fitted.omitted)


def fitted_for(outline: Outline, request: BuildRequest) -> Outcome[Fitted | None]:
    """The slides that the requested audience sees within its time, or the reason why it can see none.

    A lecture that is not fitted to any slot has warnings if it is longer than its own, or those of its audiences.
    """
    unknown = check_audience(outline, request.audience)
    if unknown is not None:
        return refused(unknown)
    selected = select(outline, request.viewer)
    if request.minutes is not None:
        selected = replace(selected, minutes=request.minutes)
    unseen = check_slides(selected, request.viewer)
    if unseen is not None:
        return refused(unseen)
    slot = selected.minutes if request.minutes is not None or request.audience is not None else None
    takes = total(selected.slides)
    if slot is None:
        overrun = tuple(overruns(outline, request.students))
        fitted = Outcome[Fitted | None](Fitted(selected, takes, takes, ()), overrun)
    else:
        fitted = fit(selected, slot, request.audience)
    if request.students and fitted.value is not None:
        seen = for_students(fitted.value.outline)
        return replace(fitted, value=replace(fitted.value, outline=seen))
    return fitted


def laid_out(
    outline: Outline, lecture: Lecture, theme: Theme, layout_options: LayoutOptions
) -> Outcome[Scene | None]:
    """Lay out the slides that are shown in a theme, or report what is wrong with the files that they name."""
    sink = Sink()
    files = sink.take(read_files(named_files(outline), lecture.folder, lecture.limits))
    measurer = sink.take(measurer_for(outline, lecture, theme))
    if not sink.has_errors:
        return sink.outcome(sink.take(arrange(outline, files, theme, measurer, layout_options)))
    drawable = replace(outline, slides=tuple(slide for slide in outline.slides if _is_drawable(slide, files)))
    if not all(files.has(name, kind) for name, kind in files_of_head(outline)):
        drawable = replace(drawable, cover=None, logo=None)
    others = arrange(drawable, files, theme, measurer, layout_options).diagnostics
    sink.add(*(item for item in others if item.severity == "error"))
    return sink.outcome(None)


def measurer_for(outline: Outline, lecture: Lecture, theme: Theme) -> Outcome[FontMeasurer]:
    """The measurer of the theme's fonts, in their own files if need be, with what is to be said about them."""
    found, memo = typefaces_of(theme, outline, (lecture.folder, lecture.limits)), lecture.memo

    def measurer() -> FontMeasurer:
        return FontMeasurer(found.value.face)

    known = memo.recall((FontMeasurer, memo.number(found.value)), measurer) if memo is not None else measurer()
    return Outcome(known, found.diagnostics)


def pages_of(lecture: Lecture, outline: Outline) -> dict[Place, int]:
    """The number of slides of the deck that each slide of an outline becomes; empty if some cannot be laid out."""
    theme = chosen_theme(outline.theme, (lecture.folder, lecture.limits)).value
    options = LayoutOptions(lecture=lecture.outline)
    scene = laid_out(outline, lecture, theme, options).value if theme is not None else None
    if scene is None:
        return {}
    # A file that is included twice gives two slides with the same place.
    times = Counter(slide.place for slide in outline.slides)
    pages = Counter(slide.place for slide in scene.slides[1:] if slide.place is not None)
    return {place: count // times[place] for place, count in pages.items()}


def contents_of(lecture: Lecture, outline: Outline) -> dict[str, str]:
    """A digest of the content of each file that the outline names, by its name; without those that are missing."""
    from hashlib import sha256  # noqa: PLC0415  (takes long to import, and a deck needs none)

    names = {name for name, _ in named_files(outline)}
    found = {name.raw: opened(name, lecture.folder, lecture.limits).value for name in names}
    return {name: sha256(content).hexdigest()[:8] for name, content in found.items() if content is not None}


def _is_drawable(slide: Slide, files: Files) -> bool:
    """True if all files that a slide names could be read."""
    return all(files.has(name, kind) for name, kind in files_on(slide))
