"""The outline as one audience sees it.

One walk over the models takes out what is for others, whatever it is: nothing here knows a bullet from a box.
What an element becomes when parts of it have gone, it knows itself (`Element.settled`).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeVar

from deckgen.audience.viewer import Viewer
from deckgen.diagnostics import Diagnostic, error
from deckgen.outline.check_see import renamed
from deckgen.outline.element import Element
from deckgen.outline.head import Outline
from deckgen.outline.selectable import Selectable
from deckgen.outline.slide import Slide, Variant
from deckgen.outline.values import filled
from deckgen.outline.walk import LEAVES, with_words

E_ = TypeVar("E_", bound=Element)
HEAD = ("title", "subtitle", "author", "date", "language", "theme", "minutes")
"""Fields of the head that an audience may have of its own."""


def select(outline: Outline, viewer: Viewer) -> Outline:
    """The outline for `viewer`: its slides and everything on them, its head, its values filled in.

    A section that is not for this audience goes with the slides in it; a section of which no slide is left
    goes too.
    """
    head = outline.audiences[viewer.audience] if viewer.audience is not None else None
    values = {**outline.values, **head.values} if head is not None else outline.values
    own = {field: getattr(head, field) for field in HEAD if getattr(head, field, None) is not None}
    slides = renamed(outline.slides, tuple(Selecting(viewer).slides(outline.slides)))
    selected = outline.model_copy(update={**own, "slides": slides})
    return with_words(selected, lambda words: filled(words, values)) if values else selected


def check_audience(outline: Outline, audience: str | None) -> Diagnostic | None:
    """What keeps a deck for `audience` from being made, or None."""
    if audience is not None and audience not in outline.audiences:
        from deckgen.outline.suggest import closest, one_of  # noqa: PLC0415  (only needed for mistakes)

        near = closest(audience, outline.audiences)
        names = one_of(outline.audiences) if outline.audiences else ""
        hint = f"did you mean `{near}`?" if near else f"choose {names}" if names else "add it to `audiences`"
        return error("unknown-audience", f"the outline has no audience `{audience}`", None, hint)
    return None


def check_slides(outline: Outline, viewer: Viewer) -> Diagnostic | None:
    """What is wrong with an outline of which `viewer` sees no slide, or None where there are some."""
    if outline.slides:
        return None
    who, place = "students", None
    if viewer.audience is not None:
        number = list(outline.audiences).index(viewer.audience)
        who, place = f"the audience `{viewer.audience}`", outline.place_of("audiences", number)
    hint = "look at `only` and `except` of the slides"
    return error("no-slides", f"no slide is for {who}", place, hint)


def sections_of(slides: tuple[Slide, ...]) -> Iterator[tuple[Slide | None, list[Slide]]]:
    """Each section's own slide with the slides in it; None stands for what comes before the first section."""
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
    """Whether a section still has a slide to go through, or never had one, now that these of its slides are left."""
    had_one = any(slide.is_shown for slide in members)
    return not members or any(slide.is_shown or not had_one for slide in left)


class Selecting:
    """The walk for one viewer; what stays as it was stays the same object."""

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
        """The slide as the viewer sees it, None if it is not for it, or if nothing is left on it."""
        if not self._viewer.sees(slide):
            return None
        variant = slide.for_.get(self._viewer.audience or "")
        changed = replaced(slide, variant) if variant is not None else slide
        return self._element(changed.model_copy(update={"for_": {}}) if slide.for_ else changed)

    def _value(self, value: object) -> object:
        """Whatever a field holds, as the viewer sees it; None if it is not for the viewer."""
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
        for name, value in element.__dict__.items():
            if value and value.__class__ not in LEAVES and (new := self._value(value)) is not value:
                changes[name] = new
        return element.model_copy(update=changes).narrowed(element).settled() if changes else element


def replaced(slide: Slide, variant: Variant) -> Slide:
    """The slide with what it says for one audience."""
    fields = Variant.model_fields
    changes = {name: getattr(variant, name) for name in variant.model_fields_set - {"without"}}
    for key in variant.without:
        name = next((name for name, info in fields.items() if (info.alias or name) == key), key)
        changes[name] = fields[name].get_default(call_default_factory=True)
    return slide.model_copy(update=changes).settled() or slide
