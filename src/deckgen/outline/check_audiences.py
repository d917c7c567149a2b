"""Whether audiences, overrides and values name something."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from msgspec.structs import replace

from deckgen.diagnostics import Diagnostic, Place, error
from deckgen.outline.blank import pattern_of
from deckgen.outline.element import Element
from deckgen.outline.head import Outline
from deckgen.outline.homes import ROUND_LAYERS
from deckgen.outline.selectable import Selectable
from deckgen.outline.slide import Slide, SlideParts, Variant
from deckgen.outline.values import names_in
from deckgen.outline.walk import elements_in, words_in

NOT_ON_SLIDE: dict[str, object] = {"notes": (), "blank": (), "for_": {}}
EDITION = "students"
"""The name in `only` and `except` that means no audience but the edition for students."""


def check_audiences(outline: Outline, known: frozenset[str]) -> Iterator[Diagnostic]:
    """Every name of an audience that the head does not have."""
    for thing in elements_in((outline.slides, outline.figures)):
        if isinstance(thing, Selectable):
            yield from _unknown_in(thing, "only", thing.only, known | {EDITION})
            yield from _unknown_in(thing, "except_", thing.except_, known | {EDITION})
        if isinstance(thing, Slide):
            yield from _unknown_in(thing, "for_", tuple(thing.for_), known)


def _unknown_in(thing: Element, field: str, names: tuple[str, ...], known: frozenset[str]) -> Iterator[Diagnostic]:
    for index, name in enumerate(names):
        if name not in known:
            yield unknown_name("audience", "audiences", name, sorted(known - {EDITION}), thing.place_of(field, index))


def unknown_name(what: str, field: str, name: str, names: Iterable[str], place: Place) -> Diagnostic:
    """A name that stands for nothing; it should be among `names`, which the head's `field` holds."""
    from deckgen.outline.suggest import closest  # noqa: PLC0415  (only needed for mistakes)

    near = closest(name, names)
    hint = f"did you mean `{near}`?" if near else f"add `{name}` to `{field}` at the top of the outline"
    return error(f"unknown-{what}", f"there is no {what} `{name}`", place, hint)


def check_values(outline: Outline) -> Iterator[Diagnostic]:
    """Every `{{name}}` without a value, and every value of an audience that the head does not have."""
    for audience in outline.audiences.values():
        for index, name in enumerate(audience.values):
            if name not in outline.values:
                yield _unknown_value(name, outline, audience.place_of("values", index))
    for words in words_in(outline):
        if "{{" in words.raw:
            for name in names_in(words):
                if name not in outline.values:
                    yield _unknown_value(name, outline, words.place)


def _unknown_value(name: str, outline: Outline, place: Place) -> Diagnostic:
    found = unknown_name("value", "values", name, outline.values, place)
    return replace(found, code="missing-value")  # `unknown-value` is the code of a word that a field does not take


def check_blanks(slides: Iterable[SlideParts]) -> Iterator[Diagnostic]:
    """Every text to be left blank that does not stand on its slide."""
    for slide in slides:
        if not slide.blank:
            continue
        texts = [run.text for words in words_in(replace(slide, **NOT_ON_SLIDE)) for run in words.runs]
        for blank in slide.blank:
            pattern = pattern_of([blank.plain])
            if not any(pattern.search(text) for text in texts):
                hint = "write it as it stands on the slide: whole words of one text, capital letters as there"
                yield error("nothing-to-blank", f"`{blank.plain}` is not on this slide", blank.place, hint)


def seen_with(slide: Slide, variant: Variant) -> Variant:
    """What a variant says, on the figure that its audience sees: its own, or that of the slide."""
    if variant.layers is None and any(getattr(variant, key) for key in ROUND_LAYERS):
        figure = {"layers": slide.layers, "below": variant.below or slide.below}
        return replace(variant, **figure)
    return variant
