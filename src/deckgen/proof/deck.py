"""The proof of a template.

In: the bytes of a template. Out: a deck with every kind of slide and block, and what does not fit in the template.
The outline, `outline.yaml`, takes the same way as that of every lecture, so that a proof never differs from real
decks. Only the notes are made here: what was understood of the layout of each slide.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from deckgen.deck import Deck, Rejected
from deckgen.diagnostics import Diagnostic, Outcome, Place
from deckgen.layout.deck import LayoutOptions
from deckgen.layout.finish import finished
from deckgen.limits import USUAL, Limits
from deckgen.outline.blocks import Paragraph
from deckgen.outline.element import Inline, Words
from deckgen.outline.head import Outline
from deckgen.outline.slide import Slide
from deckgen.pipeline import Finished, Lecture, deck_of, laid_out, pictured_for, read_lecture
from deckgen.scene.slide import Scene, SlideScene
from deckgen.scene.text import Note, NoteRun
from deckgen.template.description import description, layout_description
from deckgen.template.reading import Understood
from deckgen.text.fonts import Typefaces
from deckgen.text.measure import FontMeasurer
from deckgen.themes import typefaces_of

FOLDER = Path(__file__).parent
Problems = Mapping[Place | None, Sequence[str]]
"""What does not fit, by the place of its slide; None stands for the title slide."""


class Proof(Struct, frozen=True):
    """The deck of a proof. `problems` are what does not fit in the template or may look bad, each with the title of
    its slide.
    """

    deck: Deck
    problems: tuple[tuple[str, str], ...]


def proof(understood: Understood, file: str, limits: Limits = USUAL) -> Proof | Rejected:
    """The proof of a template called `file`; a rejection if not even a slide with a title can be made in it."""
    lecture = read_lecture((FOLDER / "outline.yaml").read_bytes(), FOLDER, limits)
    if isinstance(lecture, Rejected):
        return lecture
    laid, problems = _laid(lecture, understood)
    if laid.value is None:
        return Rejected(lecture.findings.and_also(laid.diagnostics))
    fonts = typefaces_of(understood.theme, None, (FOLDER, limits)).value
    about = _About(understood, file, fonts, problems, _titles(lecture.outline))
    scene, theme = finished(_with_notes(laid.value, about), understood.theme, FontMeasurer(fonts.face))
    deck = deck_of(Finished(pictured_for(scene, theme, "pptx").value, theme, None, lecture.findings))
    return Proof(deck, tuple((about.titles[place], line) for place, lines in problems.items() for line in lines))


def _titles(outline: Outline) -> Mapping[Place | None, str]:
    names = ((slide.place, slide.section or slide.headline) for slide in outline.slides)
    return {None: outline.title.plain, **{place: name.plain for place, name in names if name is not None}}


def _laid(lecture: Lecture, understood: Understood) -> tuple[Outcome[Scene | None], Problems]:
    """The scene, in which slides that say so replace those that do not fit; as a last resort they are left out."""
    outline, told = lecture.outline, dict[Place | None, Sequence[str]]()
    found = laid_out(outline, lecture, understood.theme, LayoutOptions())
    for change in (_telling, _leaving_out):
        failed = _by_slide(outline, [each for each in found.diagnostics if each.severity == "error"])
        if not failed:
            break
        _add(told, failed)
        outline = change(outline, failed)
        found = laid_out(outline, lecture, understood.theme, LayoutOptions())
    _add(told, _by_slide(outline, [each for each in found.diagnostics if each.severity == "warning"]))
    return found, told


def _add(told: dict[Place | None, Sequence[str]], more: Problems) -> None:
    """Add the problems of other slides: what a slide that tells of a problem lacks itself is no news."""
    told.update({place: lines for place, lines in more.items() if place not in told})


def _by_slide(outline: Outline, found: Sequence[Diagnostic]) -> Problems:
    """The messages by the slides that they are about."""
    by_slide: dict[Place | None, list[str]] = {}
    for each in found:
        line = each.place.line if each.place is not None else -1
        before = [slide.place for slide in outline.slides if slide.place.line <= line]
        by_slide.setdefault(before[-1] if before else None, []).append(each.message)
    return by_slide


def _telling(outline: Outline, failed: Problems) -> Outline:
    return _changed(outline, failed, _in_words)


def _in_words(slide: Slide, problems: Sequence[str]) -> Slide | None:
    """A slide that says why another cannot be shown."""
    text = f"This does not fit in the template: {'; '.join(problems)}"
    words = Words(text, slide.place, (Inline(text),))
    paragraph = Paragraph(text=words, place=slide.place)
    return Slide(title=slide.title, content={"text": paragraph}, place=slide.place, places={"title": (), "text": ()})


def _leaving_out(outline: Outline, failed: Problems) -> Outline:
    return _changed(outline, failed, lambda _slide, _problems: None)


def _changed(outline: Outline, failed: Problems, change: Callable[[Slide, Sequence[str]], Slide | None]) -> Outline:
    """The outline with a change of each slide that failed; a title slide that did has its title alone."""
    slides = (change(slide, failed[slide.place]) if slide.place in failed else slide for slide in outline.slides)
    outline = replace(outline, slides=tuple(slide for slide in slides if slide is not None))
    return replace(outline, subtitle=None, author=None) if None in failed else outline


class _About(Struct, frozen=True):
    """All that the notes tell: what was understood of the template in `file`, and the problems by slide."""

    understood: Understood
    file: str
    fonts: Typefaces
    problems: Problems
    titles: Mapping[Place | None, str]

    def first(self, scene: Scene) -> Iterator[str]:
        """The notes of the title slide: the template as a whole, and the slides that could not be made."""
        for line in self.problems.get(None, ()):
            yield f"problem: {line}"
        shown = {slide.place for slide in scene.slides}
        for place, lines in self.problems.items():
            if place is not None and place not in shown:
                yield f"left out: {self.titles[place]}, because {'; '.join(lines)}"
        yield from description(self.understood, self.file, self.fonts)

    def other(self, slide: SlideScene) -> Iterator[str]:
        """The notes of another slide: its problems, and the layout on which it is."""
        yield from (f"problem: {line}" for line in self.problems.get(slide.place, ()))
        yield from layout_description(self.understood, slide.layout)


def _with_notes(scene: Scene, about: _About) -> Scene:
    """The scene with what is understood of the template and of each layout in the notes."""
    opening, *others = scene.slides
    noted = [replace(opening, notes=tuple(_notes(about.first(scene))))]
    noted += [replace(slide, notes=tuple(_notes(about.other(slide)))) for slide in others]
    return replace(scene, slides=tuple(noted))


def _notes(lines: Iterable[str]) -> Iterator[Note]:
    for line in lines:
        if line:
            yield (NoteRun(" ".join(line.split())),)
