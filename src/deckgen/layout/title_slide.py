"""The title slide: title, subtitle and details, which find a place as long as the slide has one, and the cover.

Details are the author and the date in one line, the course and the institution in the next, and how to reach the
author; they are the first to give way.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from msgspec.structs import replace

from deckgen.codes import Code
from deckgen.diagnostics import Place, warning
from deckgen.geometry import pt
from deckgen.layout.block import LayoutContext
from deckgen.layout.furniture import end_of_text, fitted_text, text_with_a_place
from deckgen.layout.titles import title_box
from deckgen.outline.element import Inline, Words
from deckgen.outline.head import Outline
from deckgen.regex import regex
from deckgen.scene.items import Box, Item, Picture, TextBox
from deckgen.scene.text import Note, NoteRun
from deckgen.theme.tokens import EYEBROW_INDEX, SUBTITLE_INDEX, SlideLayout

_DETAIL_SIZES = (20, 18, 17, 16, 15)
_BELOW_TITLE = pt(12)


def title_slide(head: Outline, context: LayoutContext) -> tuple[list[Item], tuple[Note, ...]]:
    """The items of the title slide, made from the head of an outline, and its notes: details that have no place."""
    layout = context.typesetter.theme.layouts["title"]
    cover: tuple[Picture | Box, ...] = ()
    if head.cover is not None:
        from deckgen.layout.cover import beside_cover, cover_of  # noqa: PLC0415  (few decks have a cover)

        cover = cover_of(head.cover, layout, context)
        layout = beside_cover(cover[0].rect, layout)
    texts, notes = _texts(head, layout, context)
    return [texts[0], *cover, *texts[1:]], notes


def _texts(head: Outline, layout: SlideLayout, context: LayoutContext) -> tuple[list[TextBox], tuple[Note, ...]]:
    sizes = context.typesetter.theme.sizes.deck_title
    title = title_box(head.title, layout.area(0), sizes, context.typesetter, context.report)
    details = _details(head)
    below = _below(head.subtitle, details, layout, context)
    if below is None:
        assert details is not None
        said = " · ".join(details.plain.splitlines())
        message = f"`{_shortened(said)}` is in the notes of the title slide, which has no room for it"
        name, longest = _longest(head)
        is_own = context.typesetter.theme.template is not None
        other = "choose another layout under `theme:`" if is_own else "leave one of them out"
        hint = f"shorten `{name}`, the longest of them, or {other}"
        context.report(warning(Code.DETAILS_IN_NOTES, message, longest.place, hint))
        return [title, *(_below(head.subtitle, None, layout, context) or [])], ((NoteRun(said),),)
    if layout.is_flowing and head.subtitle:
        below[0] = _following(title, below[0])
    return [title, *below], ()


def _shortened(text: str) -> str:
    """The beginning of a text that is too long for a message."""
    return text if len(text) <= _MOST_SHOWN else f"{text[: _MOST_SHOWN - 1].rstrip()}…"


_MOST_SHOWN = 60


def _longest(head: Outline) -> tuple[str, Words]:
    """The longest text under the title, with the name of its field."""
    texts = {
        "subtitle": head.subtitle, "author": head.author, "course": head.course, "institution": head.institution,
        "contact": head.contact,
    }  # fmt: skip
    said = [(name, words) for name, words in texts.items() if words is not None]
    return max(said, key=lambda field: len(field[1].plain), default=("title", head.title))


def _details(head: Outline) -> Words | None:
    date = Words(head.date, runs=(Inline(head.date),)) if head.date else None
    about = [_in_a_row([head.author, date]), _in_a_row([head.course, head.institution]), _contact(head)]
    texts = [words for words in (head.author, head.course, head.institution, head.contact) if words]
    lines = told(about)
    return replace(lines, place=(texts[0] if texts else head.title).place) if lines else None


def told(texts: Iterable[Words | None]) -> Words | None:
    """The texts that say something, in a line each; None if there are none."""
    lines = [words for words in texts if words is not None and words.plain.strip()]
    return _joined(lines, "\n", lines[0].place) if lines else None


def closing_words(head: Outline) -> Words | None:
    """What is at the foot of the last slide: the course, the institution, and how to reach the speaker."""
    return _in_a_row([head.course, head.institution, _contact(head)])


_MAIL = regex(r"(?<![^\s(,;:])[\w.+-]+@[\w-]+(?:\.[\w-]+)+")


def _contact(head: Outline) -> Words | None:
    """How to reach the speaker, with a link for an address of mail that was typed without one."""
    if head.contact is None or any(run.link for run in head.contact.runs):
        return head.contact
    return replace(head.contact, runs=tuple(piece for run in head.contact.runs for piece in _with_mail(run)))


def _with_mail(run: Inline) -> Iterator[Inline]:
    found = _MAIL.search(run.text)
    if found is None:
        yield run
        return
    pieces = (run.text[: found.start()], found[0], run.text[found.end() :])
    for text, link in zip(pieces, (None, f"mailto:{found[0]}", None), strict=True):
        if text:
            yield replace(run, text=text, link=link)


def _in_a_row(texts: Iterable[Words | None]) -> Words | None:
    said = [words for words in texts if words is not None]
    return _joined(said, _BETWEEN, said[0].place) if said else None


_BETWEEN = "  ·  "


def last_apart(words: Words) -> Words:
    """The parts of a row with the last one, if there are several, on a line of its own."""
    for number, run in reversed([*enumerate(words.runs)]):
        if run.text == _BETWEEN:
            return replace(words, runs=(*words.runs[:number], replace(run, text="\n"), *words.runs[number + 1 :]))
    return words


def _joined(texts: Iterable[Words], between: str, place: Place) -> Words:
    runs: list[Inline] = []
    for words in texts:
        runs += [Inline(between)] if runs else []
        runs += words.runs
    return Words("".join(run.text for run in runs), place, tuple(runs))


def _below(
    subtitle: Words | None, details: Words | None, layout: SlideLayout, context: LayoutContext
) -> list[TextBox] | None:
    """Subtitle and details, each in its own area, or both in that of the subtitle; None without room for details."""
    theme, typesetter = context.typesetter.theme, context.typesetter
    area, aside = layout.area(SUBTITLE_INDEX), layout.find(EYEBROW_INDEX)
    sizes = theme.sizes.subtitle if subtitle else _DETAIL_SIZES
    above = text_with_a_place([subtitle], area, sizes, typesetter) if subtitle else None
    under = text_with_a_place([details], aside, _DETAIL_SIZES, typesetter) if details and aside else None
    placed, texts = [box for box in (above, under) if box], [words for words in (subtitle, details) if words]
    if len(placed) == len(texts):
        return placed
    together = text_with_a_place(texts, area, sizes, typesetter)
    if together is not None:
        return [together]
    if subtitle and not above:
        placed.insert(0, fitted_text(subtitle, area, sizes, typesetter, context.report))
    return placed if under or not details else None


def _following(title: TextBox, subtitle: TextBox) -> TextBox:
    """The subtitle under the last line of the title."""
    top = end_of_text(title) + _BELOW_TITLE
    is_moved = top != subtitle.rect.y
    return replace(subtitle, rect=replace(subtitle.rect, y=top), inherited=not is_moved and subtitle.inherited)
