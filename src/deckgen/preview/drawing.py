"""The lecture as its page shows it: a picture of each slide with what is said about it, by audience and edition.

Pictures are named by their content, so that a page fetches only those that it has not yet seen.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from hashlib import sha256
from pathlib import Path
from threading import Lock

from msgspec import Struct
from msgspec.structs import replace

from deckgen.codes import Code
from deckgen.deck import Findings, Rejected
from deckgen.diagnostics import Diagnostic, error
from deckgen.limits import USUAL, Limits
from deckgen.media.opening import path_of
from deckgen.memo import Memo
from deckgen.outline.head import named_files
from deckgen.pipeline import (
    BuildRequest,
    Finished,
    Lecture,
    check_lecture,
    deck_of,
    finish_lecture,
    lay_out_lecture,
    read_lecture,
)
from deckgen.preview.watching import fonts_in, outlines_in
from deckgen.reading import content_of
from deckgen.regex import regex
from deckgen.report import beside, capped, in_order
from deckgen.scene.items import Item
from deckgen.scene.slide import SlideScene
from deckgen.scene.validate import clicks
from deckgen.writers.html.page import notes_by_click
from deckgen.writers.svg.pen import pen_of
from deckgen.writers.svg.slide import Drawing, svg


class View(Struct, frozen=True):
    """What the page asks for: an audience, and the edition for students."""

    audience: str | None = None
    students: bool = False


class Slide(Struct, frozen=True):
    """A slide on the page: the name of its picture, and what is beside it. `line` counts from 1 in its `file`, which
    the outline calls `source`; it is empty for the outline itself.
    """

    picture: str
    title: str
    section: str
    clicks: int
    hidden: bool
    minute: float | None
    notes: list[list[str]]
    file: str
    line: int
    source: str


class Said(Struct, frozen=True):
    """A finding on the page, with its line; `slide` is that of the slide which it is about, counted from 0."""

    severity: str
    code: str
    message: str
    hint: str
    file: str
    line: int
    column: int
    text: str
    slide: int | None


class Shown(Struct, frozen=True):
    """Everything the page shows. With errors, the slides are those of the last lecture without any."""

    title: str
    language: str
    from_right: bool
    wide: float
    slot: float | None
    slides: list[Slide]
    findings: list[Said]
    audiences: list[str]
    changed: int
    """The first slide that is not as it was before."""
    picture: str = ""
    """The picture of that slide, so that no page has to ask for it."""
    sources: dict[str, str] = {}
    """The texts of the outline and of the files that it includes, by the names that it has for them."""
    files: dict[str, str] = {}
    """The paths of the same files."""


class Sketch(Struct, frozen=True):
    """What the page shows at once, with the findings of before; and what finds out what is to be said now.

    The checks take as long as drawing one slide anew, and nobody waits for them as they wait for the picture.
    """

    shown: Shown
    findings: Callable[[], list[Said]]


_PLACE = regex(rb' data-place="[^"]*"')
_EMPTY = Shown("", "en", False, 16 / 9, None, [], [], [], 0)


class Studio:
    """The outline at a path, drawn anew when it is asked for. Several threads may ask."""

    def __init__(self, outline: Path, limits: Limits = USUAL, request: BuildRequest | None = None) -> None:
        self.outline = outline
        self.pictures: dict[str, bytes] = {}
        self.files = [self._watched(None, None)]
        """One set: all files that the lecture is made of, as far as they are known."""
        self._limits = limits
        self._request = request or BuildRequest()
        self._last: dict[View, Shown] = {}
        self._memos: dict[View, Memo] = {}
        self.drawing = Lock()
        """Held while a picture is drawn."""

    def draw(self, view: View) -> Shown:
        """The lecture as it is now, with all that is to be said about it."""
        sketch = self.sketch(view)
        return replace(sketch.shown, findings=sketch.findings())

    def sketch(self, view: View) -> Sketch:
        """The lecture as it is now, before the checks have run."""
        with self.drawing:
            return self._drawn(view)

    def deck(self) -> bytes | None:
        """The deck of the lecture as it is now, None while it has errors. No page waits for it."""
        lecture = self._read(None)
        done = finish_lecture(lecture, self._request) if isinstance(lecture, Lecture) else lecture
        return deck_of(done, self._request).content if isinstance(done, Finished) else None

    def _drawn(self, view: View) -> Sketch:
        before, memo = self._last.get(view, _EMPTY), self._memos.setdefault(view, Memo())
        lecture = self._read(memo)
        if isinstance(lecture, Rejected):
            return self._refused(lecture, before)
        audience = view.audience if view.audience in lecture.outline.audiences else None
        request = replace(self._request, audience=audience, students=view.students, form="html")
        laid = lay_out_lecture(lecture, request)
        names = list(lecture.outline.audiences)
        if isinstance(laid, Rejected):
            return self._refused(laid, replace(before, audiences=names))
        shown = self._last[view] = self._shown(laid.finished, names, before, memo)
        memo.turn()
        self._forget()

        def findings() -> list[Said]:
            said = self._said(check_lecture(lecture, laid, request).findings, shown)
            if self._last[view] is shown:
                self._last[view] = replace(shown, findings=said)
            return said

        return Sketch(shown, findings)

    def _refused(self, reason: Rejected, before: Shown) -> Sketch:
        said = self._said(reason.findings, before)
        return Sketch(replace(before, findings=said, changed=_NOTHING, picture=""), lambda: said)

    def _read(self, memo: Memo | None) -> Lecture | Rejected:
        try:
            content = content_of(self.outline)
        except FileNotFoundError:
            missing = error(Code.MISSING_FILE, f"there is no file `{self.outline.name}`", None, "bring it back")
            return Rejected(Findings((missing,), name=str(self.outline)))
        except OSError:
            content = b""
        lecture = read_lecture(content, self.outline.parent, self._limits, str(self.outline), memo)
        findings = lecture.findings
        self.files[0] = self._watched(lecture if isinstance(lecture, Lecture) else None, findings)
        return lecture

    def _watched(self, lecture: Lecture | None, findings: Findings | None) -> set[Path]:
        folder = self.outline.parent
        found = {self.outline, *outlines_in(folder)}
        if findings is not None:
            found |= {folder / name for name in findings.included}
        if lecture is None:
            return found | (self.files[0] if findings is not None else set())
        outline = lecture.outline
        found |= {folder / path_of(name) for name, _ in named_files(outline)}
        looks = [outline.theme, *(audience.theme for audience in outline.audiences.values())]
        found |= {folder / path_of(look.use) for look in looks if look is not None and look.is_file}
        return found | (fonts_in(folder / path_of(outline.fonts)) if outline.fonts is not None else set())

    def _shown(self, done: Finished, audiences: list[str], before: Shown, memo: Memo) -> Shown:
        scene, theme = done.scene, done.theme
        sources = {"": done.findings.text or "", **done.findings.included}
        drawing = Drawing(theme, pen_of(theme), artwork=done.artwork)
        way = memo.number((drawing, scene.language))
        drawing = replace(drawing, memo=memo)
        names = [section.name for section in scene.sections for _ in range(section.count)]
        slides = []
        for number, (slide, section) in enumerate(zip(scene.slides, names, strict=True), 1):
            place, bare = slide.place, replace(slide, place=None, items=())
            draw = partial(_pictured, bare, number, drawing, scene.language)
            picture = memo.recall_for(slide.items, (_pictured, way, number, bare), draw)
            if picture.name not in self.pictures:
                self.pictures[picture.name] = picture.content
            slides.append(
                Slide(
                    picture.name, slide.title, section, picture.clicks, slide.hidden, slide.minute, picture.notes,
                    self._path(place.file if place else ""),
                    place.line + 1 if place else 1,
                    place.file if place else "",
                )
            )  # fmt: skip
        changed = self._first_difference(before.slides, slides)
        return Shown(
            scene.title, scene.language, theme.from_right, theme.slide.width / theme.slide.height, done.minutes,
            slides, before.findings, audiences, changed,
            self.pictures[slides[changed].picture].decode() if changed != _NOTHING else "",
            sources, {name: self._path(name) for name in sources},
        )  # fmt: skip

    def _first_difference(self, before: list[Slide], slides: list[Slide]) -> int:
        if not before:
            return _NOTHING
        for number, slide in enumerate(slides):
            if number >= len(before) or slide.notes != before[number].notes or self._differ(slide, before[number]):
                return number
        return _NOTHING

    def _differ(self, slide: Slide, before: Slide) -> bool:
        """True if two slides look different, wherever in the outline their words are."""
        if slide.picture == before.picture:
            return False
        one, other = (_PLACE.sub(b"", self.pictures.get(each.picture, b"")) for each in (slide, before))
        return one != other

    def _path(self, file: str) -> str:
        """The path of a file that the outline includes, or of the outline itself."""
        return str(beside(str(self.outline), file)) if file else str(self.outline)

    def _forget(self) -> None:
        """Drop the pictures that no view shows any more."""
        kept = {slide.picture for shown in self._last.values() for slide in shown.slides}
        for name in self.pictures.keys() - kept:
            del self.pictures[name]

    def _said(self, findings: Findings, shown: Shown) -> list[Said]:
        sources = {"": findings.text or "", **findings.included}
        found, _ = capped(in_order(findings.diagnostics))
        return [self._finding(item, sources, shown) for item in found]

    def _finding(self, item: Diagnostic, sources: dict[str, str], shown: Shown) -> Said:
        file = item.place.file if item.place is not None else ""
        path = self._path(file)
        lines = sources.get(file, "").splitlines()
        line = item.line or 1
        text = lines[line - 1] if item.line is not None and line <= len(lines) else ""
        about = [number for number, slide in enumerate(shown.slides) if slide.file == path and slide.line <= line]
        # Backups are at the end of the deck, wherever they are in the outline.
        slide = max(about, key=lambda number: shown.slides[number].line, default=None)
        slide = slide if item.place is not None else None
        return Said(
            item.severity, str(item.code), item.message, item.hint or "", path, line, item.column or 1, text, slide
        )  # fmt: skip


class _Picture(Struct, frozen=True):
    """What is made of one slide alone: its picture with a name, the number of its clicks, and its notes."""

    name: str
    content: bytes
    clicks: int
    notes: list[list[str]]


def _pictured(bare: SlideScene, number: int, drawing: Drawing, language: str, items: tuple[Item, ...]) -> _Picture:
    slide = replace(bare, items=items)
    content = svg(slide, number, drawing, language).encode()
    name = sha256(content).hexdigest()[:24]
    return _Picture(name, content, clicks(slide.items), list(notes_by_click(slide, language)))


_NOTHING = -1
"""The number of the changed slide where no slide has changed."""
