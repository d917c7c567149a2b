"""What two lectures differ in is seen: every field of the language that somebody can see, hear or click."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, Literal, get_args, get_origin

import pytest
from msgspec.structs import replace

from deckgen.audience.difference import Change, Seen, differences
from deckgen.cli.diff import report
from deckgen.decode.outline import elements, parse
from deckgen.outline.allow import Permission
from deckgen.outline.contents import Blocks
from deckgen.outline.element import Element, FieldSpec, Inline, Metres, Points, Position, Spot, Words, fields_of
from deckgen.outline.head import Audience, Outline, SharedFigure
from deckgen.outline.slide import Include, Slide, SlideParts, Variant
from deckgen.outline.theme_file import ThemeFile
from deckgen.outline.walk import elements_in
from tests.outline.outlines import outline
from tests.outline.test_explain import whole

APPLIED_BEFORE = (Audience, Variant, Include, SharedFigure)
"""What these say is in the slides and the head that are compared."""
NOT_SHOWN = {
    (Outline, "allow"): "what is allowed is only for the checks",
    (Slide, "allow"): "what is allowed is only for the checks",
    (Permission, "reason"): "what is allowed is only for the checks",
    (Outline, "audiences"): "their differences are in the slides and the head that are compared",
    (Outline, "values"): "they have been filled in",
    (Outline, "figures"): "they have been copied to the slides that show them",
    (Slide, "for"): "the differences are in the slides that are compared",
    (Outline, "title"): "a lecture cannot be without it; its words are compared",
}
BASES = (Blocks, SlideParts)
# Theme files are compared as files, and other tests have models of their own.
MODELS = [
    model
    for model in elements(Element)
    if model.__module__.startswith("deckgen.") and model.__module__ != ThemeFile.__module__
    if model not in APPLIED_BEFORE and model not in BASES and model.noun != Element.noun
]


@cache
def outlines() -> list[Outline]:
    """The examples of all fields, and the lecture of this repository, as outlines."""
    examples = {str(spec.meta.examples[0]) for model in elements(Element) for spec in fields_of(model)
                if spec.meta.examples}  # fmt: skip
    parsed = [parse(whole(example).encode()).value for example in sorted(examples)]
    lecture = parse((Path(__file__).parents[2] / "slides.yaml").read_bytes()).value
    return [each for each in [*parsed, lecture] if each is not None]


@cache
def homes() -> dict[type[Element], tuple[Outline, Element]]:
    """For each model an outline with an element of it, among the slides or in the head, and this element."""
    found: dict[type[Element], tuple[Outline, Element]] = {}
    for each in outlines():
        compared = replace(each, audiences={}, figures={})
        for element in elements_in(compared):
            found.setdefault(type(element), (compared, element))
    return found


def exchanged(thing: Any, old: Element, new: Element) -> Any:
    """The same thing with one element exchanged for another, at any depth."""
    if thing is old:
        return new
    if isinstance(thing, Element):
        changes = {name: exchanged(value, old, new) for name, value in thing.named_values()}
        changed = {name: value for name, value in changes.items() if value is not dict(thing.named_values())[name]}
        return thing.changed(**changed) if changed else thing
    if isinstance(thing, tuple):
        items = tuple(exchanged(item, old, new) for item in thing)
        return items if any(one is not other for one, other in zip(items, thing, strict=True)) else thing
    if isinstance(thing, dict):
        values = {name: exchanged(value, old, new) for name, value in thing.items()}
        return values if any(values[name] is not thing[name] for name in thing) else thing
    return thing


def another(kind: Any, value: Any) -> Any:
    """Another value of the same kind."""
    origin, parts = get_origin(kind), get_args(kind)
    if kind is Words:
        return Words("something else", runs=(Inline("something else"),))
    if kind is bool:
        return not value
    if kind in (float, Metres, Points):
        return kind((value or 0) + 1)
    if kind is Position:
        return Position(value.across / 2, value.up)
    if kind is Spot:
        return Spot(1, 2) if value is None else Spot(value.across + 1, value.down)
    if kind is str:
        return f"{value} more"
    if origin is Literal:
        return next(part for part in parts if part != value)
    if origin is tuple:
        return (*(value or ()), another(parts[0], None))
    if origin is dict:
        return {**(value or {}), "something": another(parts[1], None)}
    assert issubclass(kind, Element)
    _, element = homes()[kind]
    return element if value is None or value != element else _with_other_words(element)


def _with_other_words(element: Element) -> Element:
    spec = next(spec for spec in fields_of(type(element)) if spec.kind in (Words, bool, float))
    return element.changed(**{spec.name: another(spec.kind, getattr(element, spec.name))})


def with_another_value(element: Element, spec: FieldSpec) -> Element:
    value = dict(element.named_values()).get(spec.name)
    changed = element.changed(**{spec.name: another(spec.kind, value)})
    return replace(changed, places={**changed.places, spec.name: ()})


def kinds(found: Iterator[Change]) -> set[str]:
    return {change.kind for change in found}


@pytest.mark.parametrize("model", MODELS)
def test_a_change_of_any_field_is_seen(model: type[Element]) -> None:
    before, element = homes()[model]
    assert kinds(differences(Seen(before), Seen(before), by_place=True)) == {"same"}
    for spec in model.decoded_fields():
        if (model, spec.key) in NOT_SHOWN:
            continue
        after = exchanged(before, element, with_another_value(element, spec))
        assert after != before, spec.key
        for by_place in (True, False):
            assert kinds(differences(Seen(before), Seen(after), by_place=by_place)) - {"same"}, spec.key


SLIDE = "title: T\nslides:\n  - title: One\n"
CHANGED = {
    "the label of an arrow": ("layers: [A, B]\n    arrows: {A -> B: calls}", "calls", "asks"),
    "the direction of an arrow": ("layers: [A, B]\n    arrows: [A -> B]", "A -> B", "B -> A"),
    "the label of a brace": ("layers: [A, B]\n    braces: {low: [B]}", "low", "deep"),
    "an axis": ("layers: [A, B]\n    axes: [{side: left, label: fast}]", "left", "right"),
    "a highlight": ("layers: [A, B]\n    highlight: A", "highlight: A", "highlight: B"),
    "the right answer": ("quiz: [answer: A, B]", "answer: A, B", "A, answer: B"),
    "the target of a link": ("text: Read [this](https://a.example)", "a.example", "b.example"),
    "the minutes": ("text: A\n    minutes: 2", "minutes: 2", "minutes: 3"),
    "bold type": ("text: A **very** small one", "**very**", "very"),
    "the indentation of a program": ("code: |\n      if a:\n        b", "        b", "          b"),
    "the kind of a callout": ("callout: {tip: Ask}", "tip", "warning"),
    "the kind of a list": ("bullets: [A, B]", "bullets", "steps"),
    "the order of two blocks": (
        "text: A\n    bullets: [B]",
        "text: A\n    bullets: [B]",
        "bullets: [B]\n    text: A",
    ),
    "a transition": ("text: A\n    transition: push", "push", "fade"),
}


@pytest.mark.parametrize("name", CHANGED)
def test_a_change_is_seen_and_shown(name: str) -> None:
    body, old, new = CHANGED[name]
    text = f"{SLIDE}    {body}\n"
    assert old in text
    found = list(differences(Seen(outline(text)), Seen(outline(text.replace(old, new, 1))), by_place=False))
    assert [change.kind for change in found] == ["same", "changed"]
    assert all(any(piece.sign != "=" for piece in line) for line in found[1].lines)


def test_the_answer_is_shown_with_its_choice() -> None:
    before, after = (outline(f"{SLIDE}    quiz: [{choices}]\n") for choices in ("answer: A, B", "A, answer: B"))
    (change,) = [each for each in differences(Seen(before), Seen(after), by_place=False) if each.kind == "changed"]
    texts = ["".join(f"{piece.sign}{piece.text}" for piece in line) for line in change.lines]
    assert texts == ["=A-(answer: true)", "=B+(answer: true)"]


def test_the_title_slide_is_compared_as_slide_1() -> None:
    before, after = (outline(f"title: T\nauthor: {name}\nslides: [title: One]\n") for name in ("A", "B"))
    found = list(differences(Seen(before), Seen(after), by_place=False))
    assert [(change.kind, change.first, change.second, change.title) for change in found] == [
        ("changed", 1, 1, "T"),
        ("same", 2, 2, "One"),
    ]


LOOKS = {
    "theme": ("classroom", "folio"),
    "roles": ("{a: {label: A, colour: blue}}", "{a: {label: A, colour: red}}"),
    "language": ("en", "de"),
}


@pytest.mark.parametrize("field", LOOKS)
def test_the_look_of_all_slides_is_compared_once_for_the_deck(field: str) -> None:
    one, other = (outline(f"title: T\n{field}: {value}\nslides: [title: One]\n") for value in LOOKS[field])
    found = list(differences(Seen(one), Seen(other), by_place=False))
    assert [change.kind for change in found] == ["deck", "same", "same"]
    lines = report(found, colour=False)
    assert lines[0] == "~     the look of all slides"
    assert lines[-1] == "2 slides the same but for the look"


def test_a_slide_that_goes_on_counts_as_the_slides_that_it_is_in_the_deck() -> None:
    lecture = outline("title: T\nslides: [title: One, title: Two]\n")
    seen = Seen(lecture, {lecture.slides[0].place: 3})
    found = list(differences(seen, seen, by_place=False))
    assert [change.second for change in found] == [1, 2, 5]
    assert report(found, colour=False) == ["5 slides the same"]


def test_another_content_of_a_file_is_a_change() -> None:
    text = "title: T\nslides:\n  - title: A\n    image: {file: p.png, alt: a}\n  - title: B\n    text: b\n"
    first, second = (Seen(outline(text), contents={"p.png": digest}) for digest in ("1a", "2b"))
    changed = [each for each in differences(first, second, by_place=False) if each.kind == "changed"]
    assert [each.title for each in changed] == ["A"]
    assert list(differences(first, first, by_place=False)) != changed
