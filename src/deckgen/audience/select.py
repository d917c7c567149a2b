"""The outline as one audience sees it.

One walk over the models removes whatever is for others: nothing here distinguishes a bullet from a box. Each element
knows what becomes of it when parts of it are removed (`Element.pruned`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TypeVar, cast

from msgspec import Struct
from msgspec.structs import replace

from deckgen.codes import Code
from deckgen.diagnostics import Diagnostic, error
from deckgen.outline.box import Box
from deckgen.outline.contents import Blocks
from deckgen.outline.element import Element, Inline, Selectable, Words, fields_of, one_of
from deckgen.outline.figure import Figure
from deckgen.outline.formula import Formula, Meaning, with_gaps
from deckgen.outline.head import Outline
from deckgen.outline.interaction import Quiz
from deckgen.outline.matrix import Matrix
from deckgen.outline.slide import Slide, Variant, renamed
from deckgen.outline.walk import LEAVES, SHORTEST, blanked, elements_in, filled, pattern_of, with_words, words_in
from deckgen.suggest import closest

STUDENTS = "students"
"""The name of the students' edition in `only` and `except`."""


class Viewer(Struct, frozen=True):
    """The viewer of a deck; without an audience, the viewer sees everything that any audience sees."""

    audience: str | None = None
    students: bool = False

    def sees(self, thing: Selectable) -> bool:
        """True if this is for the viewer, by its own `only` and `except`."""
        names = self._names
        if names.intersection(thing.except_):
            return False
        if not thing.only or names.intersection(thing.only):
            return True
        return self.audience is None and any(name not in (STUDENTS, *thing.except_) for name in thing.only)

    @property
    def _names(self) -> set[str]:
        names = {STUDENTS} if self.students else set()
        return names if self.audience is None else names | {self.audience}


E_ = TypeVar("E_", bound=Element)
HEAD = ("title", "subtitle", "author", "date", "language", "theme", "minutes")
"""The fields of the head that an audience can override."""


def select(outline: Outline, viewer: Viewer) -> Outline:
    """The outline for `viewer`: its slides and everything on them, its head, its values filled in.

    A section that is not for this audience is removed together with its slides, and so is a section slide if none of
    its slides is left.
    """
    head = outline.audiences[viewer.audience] if viewer.audience is not None else None
    values = {**outline.values, **head.values} if head is not None else outline.values
    own = {field: getattr(head, field) for field in HEAD if getattr(head, field, None) is not None}
    slides = renamed(outline.slides, tuple(Selecting(viewer).slides(outline.slides)))
    selected = replace(outline, **own, slides=slides)
    return _with_values(selected, values) if values else selected


def _with_values(outline: Outline, values: Mapping[str, Words]) -> Outline:
    """The outline with the names in its texts replaced by their values."""

    def fill(words: Words) -> Words:
        return filled(words, values)

    slides = tuple(with_words(slide, fill) if slide.kept(_names_on) else slide for slide in outline.slides)
    # What an audience has of its own is in the head by now, and its name is what it is asked for by.
    head = with_words(replace(outline, slides=(), audiences={}), fill)
    return replace(head, slides=slides, audiences=outline.audiences)


def _names_on(slide: Slide) -> Iterator[str]:
    """The texts on a slide, and the names that the author chose, in which there may be names of values."""
    yield from (words.raw for words in words_in(slide) if "{{" in words.raw)
    for element in elements_in(slide):
        mappings = (value for value in element.values_in_order if isinstance(value, dict))
        yield from (name for mapping in mappings for name in mapping if "{{" in name)


def check_audience(outline: Outline, audience: str | None) -> Diagnostic | None:
    """The error that keeps a deck for `audience` from being made, or None."""
    if audience is not None and audience not in outline.audiences:
        near = closest(audience, outline.audiences)
        names = one_of(outline.audiences) if outline.audiences else ""
        hint = f"did you mean `{near}`?" if near else f"choose {names}" if names else "add it to `audiences`"
        return error(Code.UNKNOWN_AUDIENCE, f"the outline has no audience `{audience}`", None, hint)
    return None


def check_slides(outline: Outline, viewer: Viewer) -> Diagnostic | None:
    """An error for an outline of which `viewer` sees no slide, or None."""
    if outline.slides:
        return None
    who, place = "students", None
    if viewer.audience is not None:
        number = list(outline.audiences).index(viewer.audience)
        who, place = f"the audience `{viewer.audience}`", outline.place_of("audiences", number)
    hint = "look at `only` and `except` of the slides"
    return error(Code.NO_SLIDES, f"no slide is for {who}", place, hint)


def sections_of(slides: tuple[Slide, ...]) -> Iterator[tuple[Slide | None, list[Slide]]]:
    """Each section slide with the slides in its section; None precedes the slides before the first section."""
    head: Slide | None = None
    members: list[Slide] = []
    for slide in slides:
        if slide.section is None:
            members.append(slide)
            continue
        if head is not None or members:
            yield head, members
        head, members = slide, []
    if head is not None or members:
        yield head, members


def goes_on(members: list[Slide], left: list[Slide]) -> bool:
    """True if a section with the slides `left` still has a slide that is shown, or if it never had one."""
    had_one = any(slide.is_shown for slide in members)
    return not members or any(slide.is_shown or not had_one for slide in left)


class Selecting:
    """The walk for one viewer; unchanged elements stay the same objects."""

    def __init__(self, viewer: Viewer) -> None:
        self._viewer = viewer

    def slides(self, slides: tuple[Slide, ...]) -> Iterator[Slide]:
        """The slides that the viewer sees."""
        for head, members in sections_of(slides):
            seen_head = self.slide(head) if head is not None else None
            if head is not None and seen_head is None:
                continue
            seen = [shown for slide in members if (shown := self.slide(slide)) is not None]
            if seen_head is not None and goes_on(members, seen):
                yield seen_head
            yield from seen

    def slide(self, slide: Slide) -> Slide | None:
        """The slide as the viewer sees it; None if it is not for the viewer or if nothing is left on it."""
        return next(iter(slide.kept(_AsSeen(self._viewer))), None)

    def selected(self, slide: Slide) -> Slide | None:
        """The same, selected anew."""
        if not self._viewer.sees(slide):
            return None
        variant = slide.for_.get(self._viewer.audience or "")
        changed = replaced(slide, variant) if variant is not None else slide
        if changed is slide and not slide.for_ and not slide.kept(_limited_in):
            return slide
        return self._element(replace(changed, for_={}) if slide.for_ else changed)

    def _value(self, value: object) -> object:
        """The value of a field as the viewer sees it; None if it is not for the viewer."""
        if isinstance(value, Element):
            return self._element(value) if not isinstance(value, Selectable) or self._viewer.sees(value) else None
        if isinstance(value, tuple):
            left = tuple(item for thing in value if (item := self._value(thing)) is not None)
            same = len(left) == len(value) and all(new is old for new, old in zip(left, value, strict=True))
            return value if same else left
        if isinstance(value, dict):
            return {name: self._value(item) for name, item in value.items()}
        return value

    def _element(self, element: E_) -> E_ | None:
        changes = {}
        for name, value in element.named_values():
            if value and value.__class__ not in LEAVES and (new := self._value(value)) is not value:
                changes[name] = new
        return element.changed(**changes).narrowed(element).pruned() if changes else element


class _AsSeen(Struct, frozen=True):
    """The walk that finds a slide as a viewer sees it, or nothing."""

    viewer: Viewer

    def __call__(self, slide: Slide) -> Iterator[Slide]:
        seen = Selecting(self.viewer).selected(slide)
        if seen is not None:
            yield seen


def _limited_in(slide: Slide) -> Iterator[Element]:
    """The elements on a slide that not everybody sees."""
    for thing in elements_in(slide):
        if isinstance(thing, Selectable) and (thing.only or thing.except_):
            yield thing


def replaced(slide: Slide, variant: Variant) -> Slide:
    """The slide with the fields of one audience's variant."""
    changes = {name: value for name, value in variant.typed_values() if name != "without"}
    changes |= {spec.name: spec.default for spec in fields_of(Variant) if spec.key in variant.without}
    changed = slide.changed(**changes)
    return replace(changed, places={**slide.places, **variant.places}).pruned() or slide


B_ = TypeVar("B_", bound=Blocks)
T_ = TypeVar("T_")


def unanswered(blocks: B_) -> B_:
    """The blocks without answers: a quiz shows only its question and choices, and the boxes to predict are blank."""
    quiz, figure, matrix = blocks.find(Quiz), blocks.find(Figure), blocks.find(Matrix)
    if matrix is not None and matrix.predict:
        blocks = blocks.changed(matrix=matrix.unanswered())
    if quiz is not None:
        blocks = blocks.changed(quiz=_asked(quiz))
    if figure is not None and figure.predict:
        blanks = _Blanks(figure)
        build = tuple(with_words(build, blanks.name) for build in blocks.build)
        blocks = blocks.changed(layers=blanks.blanked(), build=build).pruned() or blocks
    return blocks


def _asked(quiz: Quiz) -> Quiz:
    choices = tuple(replace(choice, answer=False) for choice in quiz.choices)
    return replace(quiz, choices=choices, explanation=None)


class _Blanks:
    """The blank boxes of a figure. Each name becomes a line of its own length, so that references to the box still
    find it; the length reveals nothing.
    """

    def __init__(self, figure: Figure) -> None:
        self.figure = figure
        self._lines: list[tuple[Box, Words]] = []
        for number, name in enumerate(figure.predict):
            text = "_" * (SHORTEST + number)
            line = Words(text, name.place, (Inline(text),))
            self._lines += [(box, line) for box in figure.named(name.plain)]

    def blanked(self) -> Figure:
        """The figure with lines in place of names; blank boxes are not highlighted, so that one can write on them."""
        figure = self.figure
        return replace(
            figure,
            predict=(),
            layers=self._boxes(figure.layers),
            below=self._boxes(figure.below),
            highlight=tuple(name for name in figure.highlight if self.name(name) is name),
            show=tuple(self.name(name) for name in figure.show),
            braces=tuple(with_words(brace, self.name) for brace in figure.braces),
            arrows=tuple(with_words(arrow, self.name) for arrow in figure.arrows),
        )

    def name(self, words: Words) -> Words:
        """The line in place of a blank box's name, also at the end of a path; all other words unchanged."""
        boxes = self.figure.boxes_at(self.figure.numbers_at(words.plain))
        for box, line in ((box, self._line(box)) for box in boxes):
            if line is not None and box.label is not None:
                return _with_line(words, box.label.plain, line)
        return words

    def _line(self, box: Box) -> Words | None:
        """The line in place of the box's name; None if it is not blank. Equal boxes are distinct."""
        return next((line for blank, line in self._lines if blank is box), None)

    def _boxes(self, thing: T_) -> T_:
        """The figure with its blank boxes at their size, without role and content."""
        if isinstance(thing, tuple):
            return cast(T_, tuple(self._boxes(item) for item in thing))
        line = self._line(thing) if isinstance(thing, Box) else None
        if isinstance(thing, Box) and line is not None:
            nothing = {"note": None, "badge": None, "role": (), "across": (), "down": (), "parts": ()}
            return replace(thing, **nothing, label=line, style="dashed")
        if isinstance(thing, Element):
            inner = {name: self._boxes(value) for name, value in thing.named_values() if isinstance(value, tuple)}
            return replace(thing, **inner)
        return thing


def _with_line(name: Words, label: str, line: Words) -> Words:
    """A name with the line in place of the last label in it; an id, which has none, stays."""
    at = name.plain.casefold().rfind(label.casefold())
    if at < 0:
        return name
    text = name.plain[:at] + line.plain + name.plain[at + len(label) :]
    return line if text == line.plain else Words(text, name.place, (Inline(text),))


def for_students(outline: Outline) -> Outline:
    """The students' edition of the outline, from which everything that is not for students was removed before."""
    slides = renamed(outline.slides, tuple(_slide(slide) for slide in outline.slides))
    return replace(outline, slides=slides)


def _slide(slide: Slide) -> Slide:
    columns = tuple(unanswered(column) for column in slide.columns)
    without_notes = unanswered(replace(slide, notes=(), blank=(), columns=columns))
    if not slide.blank:
        return without_notes
    pattern = pattern_of(text.plain for text in slide.blank)
    elements = elements_in(slide)
    outside = {name for each in elements for name in each.names_outside()}
    latex = {each.latex for each in elements if isinstance(each, Formula)}
    latex |= {each.symbol for each in elements if isinstance(each, Meaning)}

    def with_gaps_in(words: Words) -> Words:
        if words in latex:
            return with_gaps(words, pattern)
        return words if words in outside else blanked(words, pattern)

    return with_words(without_notes, with_gaps_in)
