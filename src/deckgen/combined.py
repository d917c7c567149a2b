"""One deck for all audiences: each audience's scene is laid out, then all are merged, with a custom show for each."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import accumulate
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from deckgen.audience.fit import Fitted
from deckgen.audience.select import Viewer, check_audience, select
from deckgen.codes import Code
from deckgen.deck import Deck, Rejected
from deckgen.diagnostics import Outcome, Place, Sink, error, refused
from deckgen.layout.deck import LayoutOptions
from deckgen.layout.finish import finished
from deckgen.layout.furniture import Progress, as_in_footers, progress_line
from deckgen.layout.right_to_left import runs_from_right
from deckgen.layout.speaker_notes import marks_of_all
from deckgen.pipeline import (
    BuildRequest,
    Finished,
    Lecture,
    allowed,
    artwork_of,
    checked,
    deck_of,
    fitted_for,
    laid_out,
    measurer_for,
    part_of,
    pictured_for,
    rejected,
)
from deckgen.scene.items import Box, Item, TextBox
from deckgen.scene.slide import Scene, Section, Show, SlideScene
from deckgen.scene.text import Line, SlideLink
from deckgen.theme.tokens import Theme
from deckgen.themes import chosen_theme

Spot = tuple[str, int]
"""A slide of one audience: the name of the audience and the slide's index in its deck."""
OPENING = -1


class OneFile(Struct, frozen=True):
    """The scenes to merge, by audience, the title of the file, and the positions of slides in the outline."""

    scenes: Mapping[str, Scene]
    title: str
    positions: Mapping[Place, int]
    opening_show: str | None = None


def merged(wanted: OneFile, theme: Theme) -> Scene:
    """The merged scene; its sections and shows follow those of the scenes."""
    kinds = _kinds(wanted.scenes)
    places = {kind: number for number, kind in enumerate(_ordered(kinds, wanted))}
    first = {number: spot for spot, kind in reversed(kinds.items()) for number in (places[kind],)}

    def slide(number: int) -> SlideScene:
        name, index = first[number]
        found = wanted.scenes[name].slides[index]
        linked = _mapped(found, lambda link: SlideLink(places[kinds[name, link.slide]]))
        language = wanted.scenes[name].language
        return _furnished(
            linked, *(as_in_footers(title, language) for title in (wanted.scenes[name].title, wanted.title))
        )

    shows = tuple(
        Show(name, tuple(places[kinds[name, index]] for index, each in enumerate(scene.slides) if not each.hidden))
        for name, scene in wanted.scenes.items()
    )
    names = [show.name for show in shows]
    whole = replace(
        next(iter(wanted.scenes.values())),
        title=wanted.title,
        sections=_sections([first[number] for number in range(len(places))], wanted.scenes),
        shows=shows,
        opening_show=names.index(wanted.opening_show) if wanted.opening_show is not None else None,
    )
    return replace(whole, slides=_numbered([slide(number) for number in range(len(places))], whole, theme))


def _kinds(scenes: Mapping[str, Scene]) -> dict[Spot, int]:
    """A number for each spot. Spots with the same content, whose links also lead to the same content, share one."""
    spots = {(name, index): slide for name, scene in scenes.items() for index, slide in enumerate(scene.slides)}
    targets: dict[Spot, list[Spot]] = {spot: [] for spot in spots}
    looks: dict[Spot, object] = {}
    for spot, slide in spots.items():
        looks[spot] = _look(slide, spot[0], targets[spot])
    kinds = _counted(looks)
    while True:
        finer = _counted({spot: (kinds[spot], *(kinds[to] for to in targets[spot])) for spot in spots})
        if len(set(finer.values())) == len(set(kinds.values())):
            return finer
        kinds = finer


def _look(slide: SlideScene, name: str, targets: list[Spot]) -> SlideScene:
    """The slide without the items that depend on its number; the targets of its links are appended to `targets`."""

    def note(link: SlideLink) -> SlideLink:
        targets.append((name, link.slide))
        return SlideLink(0)

    bare = replace(slide, items=tuple(item for item in slide.items if not _is_furniture(item)))
    look: SlideScene = _mapped(bare, note)
    return look


def _counted(values: Mapping[Spot, object]) -> dict[Spot, int]:
    numbers: dict[object, int] = {}
    return {spot: numbers.setdefault(value, len(numbers)) for spot, value in values.items()}


def _ordered(kinds: Mapping[Spot, int], wanted: OneFile) -> list[int]:
    """The kinds in the order of the outline; variants of a slide in the order of the audiences."""
    order = list(wanted.scenes)
    keys: dict[int, tuple[int, int, int]] = {}
    for (name, index), kind in kinds.items():
        place = wanted.scenes[name].slides[index].place
        position = wanted.positions.get(place, OPENING) if place is not None and index > 0 else OPENING
        keys.setdefault(kind, (position, order.index(name), index))
    return sorted(keys, key=lambda kind: keys[kind])


def _sections(spots: list[Spot], scenes: Mapping[str, Scene]) -> tuple[Section, ...]:
    sections: list[Section] = []
    begun: object = ()
    for number, (name, index) in enumerate(spots):
        scene = scenes[name]
        section = next(part for part in scene.sections if part.first <= index < part.first + part.count)
        head = scene.slides[section.first]
        key = head.place if head.layout == "section" else section.first > 0
        if not sections or key != begun:
            sections.append(Section(section.name, number, 1))
            begun = key
        else:
            sections[-1] = replace(sections[-1], count=sections[-1].count + 1)
    return tuple(sections)


def _is_furniture(item: Item) -> bool:
    if isinstance(item, TextBox) and item.placeholder is not None:
        return item.placeholder.kind in ("footer", "slide-number")
    return isinstance(item, Box) and item.progress


def _furnished(slide: SlideScene, own: str, title: str) -> SlideScene:
    """The slide with `title` in place of `own`, its audience's title, in a footer of one line."""

    def titled(item: Item) -> Item:
        if isinstance(item, TextBox) and item.placeholder and item.placeholder.kind == "footer":
            paragraph = item.body.paragraphs[0]
            first, *others = (run.text for run in paragraph.runs)
            if first == own != title and len(paragraph.lines) == 1:
                return _saying(item, [title, *others])
        return item

    return replace(slide, items=tuple(map(titled, slide.items)))


def _numbered(slides: Sequence[SlideScene], merged: Scene, theme: Theme) -> tuple[SlideScene, ...]:
    """The slides with their numbers, and with progress lines that count the slides shown."""
    shown = list(accumulate((not slide.hidden for slide in slides), initial=0))
    begun = tuple(shown[part.first] for part in merged.sections if slides[part.first].layout == "section")

    def lines(name: str, number: int) -> Iterator[Item]:
        for count, box in enumerate(progress_line(theme, Progress(shown[number], shown[-1], begun)), 1):
            at_right = theme.slide.width - box.rect.right
            rect = replace(box.rect, x=at_right) if runs_from_right(merged.language) else box.rect
            yield replace(box, name=name if count == 1 else f"{name} ({count})", rect=rect)

    def numbered(slide: SlideScene, number: int) -> Iterator[Item]:
        is_drawn = False
        for item in slide.items:
            if isinstance(item, Box) and item.progress:
                yield from () if is_drawn else lines(item.name, number)
                is_drawn = True
            elif isinstance(item, TextBox) and item.placeholder and item.placeholder.kind == "slide-number":
                yield _saying(item, [str(number)])
            else:
                yield item

    return tuple(replace(slide, items=tuple(numbered(slide, number))) for number, slide in enumerate(slides, 1))


def _saying(box: TextBox, texts: Sequence[str]) -> TextBox:
    """The same box with its line of text replaced, run by run."""
    paragraph = box.body.paragraphs[0]
    runs = tuple(replace(run, text=text) for run, text in zip(paragraph.runs, texts, strict=True))
    text, (line,) = "".join(texts), paragraph.lines
    # Digits are equally wide, so the text is as wide as its share of the old one.
    line = Line(text, line.width * len(text) // max(len(line.text), 1), line.height)
    changed = replace(paragraph, runs=runs, lines=(line,))
    return replace(box, body=replace(box.body, paragraphs=(changed,)))


def _mapped(thing: Any, change: Callable[[SlideLink], SlideLink]) -> Any:
    """The same thing with every link to a slide changed, at any depth."""
    if isinstance(thing, SlideLink):
        return change(thing)
    if isinstance(thing, tuple):
        return tuple(_mapped(item, change) for item in thing)
    if not isinstance(thing, Struct):
        return thing
    changes = {}
    for name in thing.__struct_fields__:
        value = getattr(thing, name)
        if isinstance(value, (tuple, Struct)):
            new = _mapped(value, change)
            if new != value:
                changes[name] = new
    return replace(thing, **changes) if changes else thing


def build_combined(lecture: Lecture, request: BuildRequest, opening_show: str | None = None) -> Deck | Rejected:
    """The deck with every slide once and a custom show for each audience; it begins with `opening_show`.

    `minutes` of the request is the slot of every audience.
    """
    done = finish_combined(lecture, request, opening_show)
    return done if isinstance(done, Rejected) else deck_of(done, request)


def finish_combined(lecture: Lecture, request: BuildRequest, opening_show: str | None = None) -> Finished | Rejected:
    """The finished slides of that deck."""
    outline = lecture.outline
    chosen = chosen_theme(outline.theme, (lecture.folder, lecture.limits), request.theme)
    if chosen.value is None:
        return rejected(lecture, chosen.diagnostics)
    theme = chosen.value
    fitted = _fitted_for_each(lecture, request, opening_show)
    if fitted.value is None:
        return rejected(lecture, fitted.diagnostics)
    scenes = _scenes(lecture, fitted.value, theme, builds=request.has_clicks)
    findings = lecture.findings.and_also((*chosen.diagnostics, *scenes.diagnostics))
    findings = allowed(outline, findings, is_whole=False)
    if findings.has_errors:
        return Rejected(findings)
    in_order = sorted(outline.slides, key=lambda slide: slide.backup)
    positions = {slide.place: index for index, slide in enumerate(in_order)}
    scene = merged(OneFile(scenes.value, select(outline, Viewer()).title.plain, positions, opening_show), theme)
    artwork = artwork_of(theme, outline, scene, request.form)
    scene, theme = finished(scene, theme, measurer_for(outline, lecture, theme).value)
    pictured = pictured_for(scene, theme, request.form)
    findings = allowed(outline, findings.and_also((*artwork.diagnostics, *pictured.diagnostics)), is_whole=False)
    parts = tuple(part_of(each, name) for name, each in fitted.value.items())
    return Finished(pictured.value, theme, None, findings, parts, artwork.value)


def _scenes(
    lecture: Lecture, fitted: Mapping[str, Fitted], theme: Theme, *, builds: bool
) -> Outcome[dict[str, Scene]]:
    """The checked scene of each audience for which everything can be laid out."""
    marks = marks_of_all({name: each.outline for name, each in fitted.items()})
    scenes = {}
    sink = Sink()
    for name, each in fitted.items():
        options = LayoutOptions(marks[name], builds, whole=False, lecture=lecture.outline)
        scene = sink.take(laid_out(each.outline, lecture, theme, options))
        if scene is not None:
            scenes[name] = scene
            sink.add(*checked(lecture, each.outline, scene, theme))
    return Outcome(scenes, tuple(sink.diagnostics))


def _fitted_for_each(
    lecture: Lecture, request: BuildRequest, opening_show: str | None
) -> Outcome[dict[str, Fitted] | None]:
    names = list(lecture.outline.audiences)
    if not names:
        return refused(error(Code.NO_AUDIENCES, "the outline has no audiences", None, "name them in `audiences`"))
    unknown = check_audience(lecture.outline, opening_show)
    if unknown is not None:
        return refused(unknown)
    sink = Sink()
    fitted = {name: sink.take(fitted_for(lecture.outline, request.of(name))) for name in names}
    # A deck has one theme; audiences' own themes apply only to decks of their own.
    theme = lecture.outline.theme
    seen = {
        name: replace(each, outline=replace(each.outline, theme=theme))
        for name, each in fitted.items()
        if each is not None
    }
    return sink.outcome(None if sink.has_errors else seen)
