"""Which slides `see` means, by their titles, and whether they are there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from msgspec.structs import replace

from deckgen.diagnostics import Diagnostic, error
from deckgen.outline.element import Words
from deckgen.outline.head import Outline
from deckgen.outline.slide import Slide


def titled(slides: Sequence[Slide]) -> dict[str, Slide]:
    """The slides by title, as `seen` looks them up; of several with one title the first."""
    return {_key(slide.title): slide for slide in reversed(slides) if slide.title is not None}


def seen(slide: Slide, by_title: Mapping[str, Slide]) -> list[Slide]:
    """The slides that `see` of a slide names, as far as they are there."""
    return [by_title[_key(words)] for words in slide.see if _key(words) in by_title]


def renamed(before: Sequence[Slide], after: tuple[Slide, ...]) -> tuple[Slide, ...]:
    """The slides as they are `after`, with `see` following the titles that were others `before`."""
    titles = {slide.place: slide.title for slide in after}
    changed = {
        key: title
        for key, slide in titled(before).items()
        if (title := titles.get(slide.place)) is not None and _key(title) != key
    }
    if not changed:
        return after
    return tuple(
        replace(slide, see=tuple(changed.get(_key(words), words) for words in slide.see)) if slide.see else slide
        for slide in after
    )


def check_see(outline: Outline) -> Iterator[Diagnostic]:
    """Every title under `see` that no slide has, or that is the slide's own."""
    by_title = titled(outline.slides)
    for slide in outline.slides:
        for words in slide.see:
            found = by_title.get(_key(words))
            if found is None:
                yield _unknown(words, outline)
            elif found is slide:
                message = f"`{words.plain}` is the title of this slide itself"
                yield error("see-itself", message, words.place, "write the title of another slide, or remove `see`")


def _unknown(words: Words, outline: Outline) -> Diagnostic:
    from deckgen.outline.suggest import closest  # noqa: PLC0415  (only needed for mistakes)

    near = closest(words.plain, [slide.title.plain for slide in outline.slides if slide.title is not None])
    hint = f"did you mean `{near}`?" if near else "write the title of a slide as it stands there"
    return error("unknown-slide", f"there is no slide with the title `{words.plain}`", words.place, hint)


def _key(title: Words) -> str:
    """What two ways to write one title have in common."""
    return " ".join(title.plain.split()).casefold()
