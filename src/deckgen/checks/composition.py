"""How a slide is composed: words left alone, boxes that are too tight, empty slides, and too many sizes of text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from deckgen.checks.context import CheckContext, Text
from deckgen.codes import Code
from deckgen.diagnostics import Diagnostic, warning
from deckgen.geometry import pt, union
from deckgen.locale import Locale, locale_of
from deckgen.outline.slide import Slide
from deckgen.regex import regex
from deckgen.scene.items import Box, Item, Picture, TextBox, extent
from deckgen.scene.slide import SlideScene
from deckgen.theme.tokens import EYEBROW_INDEX, Theme

_ALONE = 0.1
"""The share of the measure under which a word is alone on the last line of a text."""
_FEWEST = 4
"""The words of a text that could be broken elsewhere."""
_LEAST_MEASURE = pt(240)
"""The width in which a text can be broken elsewhere; in a narrow box, words are often alone."""
_CAPITALS = 0.63
"""The height of capital letters of Calibri, as a share of their size."""
_TIGHT = 0.4
_FILLED, _SPANNED = 1 / 3, 0.7
"""The share of the area of content that a drawing fills, and the share of its width or height that is as good."""
_STEP = 1.15
"""The ratio from which on two sizes of text are seen as different."""
_MOST_SIZES = 3
_SMALL_TYPE = ("Source", "Footnotes", "Details")
_OF_NUMBERS = ("Number", "Comparison", "Meaning")
"""The texts of a number, whose sizes follow from the room that it has."""
_COUNTED = regex(r" \(\d+\)")
"""What is behind the name of an item that others have too."""
_DRAWN = (
    "layers",
    "graph",
    "tree",
    "cycle",
    "quadrants",
    "venn",
    "entities",
    "sequence",
    "matrix",
    "timeline",
    "chart",
    "compare",
    "table",
    "image",
    "images",
)
"""The blocks that are to be seen from afar, so that they should not be small on an empty slide."""
Said = tuple[Code, str, str]


def composition_findings(context: CheckContext) -> Iterator[Diagnostic]:
    """At most one warning of each kind for each slide."""
    locale = locale_of(context.scene.language)
    for shown, texts in context.pages:
        slide = context.slide_of(shown)
        if slide is None or slide.section is not None:
            continue
        place = context.place_of(shown)
        for code, message, hint in (
            *_orphans(texts),
            *_tight(texts),
            *_empty(shown, slide, context.theme, locale),
            *_sizes(texts, context.theme, locale),
        ):
            yield warning(code, message, place, hint)


def _orphans(texts: Iterable[Text]) -> Iterator[Said]:
    for text in texts:
        insets = text.body.insets
        for paragraph in text.body.paragraphs:
            measure = text.rect.width - insets.left - insets.right - paragraph.indent
            last, is_code = paragraph.lines[-1], any(run.face == "code" for run in paragraph.runs)
            is_short = measure >= _LEAST_MEASURE and last.width < _ALONE * measure
            words = 0 if is_code or paragraph.align == "centre" else len(paragraph.text.split())
            if len(paragraph.lines) > 1 and is_short and words >= _FEWEST and len(last.text.split()) == 1:
                message = f"`{last.text.strip()}` is alone on the last line of a text"
                yield Code.ORPHAN_WORD, message, "shorten the text by a word, or say a little more"
                return


def _tight(texts: Iterable[Text]) -> Iterator[Said]:
    for text in texts:
        item, paragraphs = text.item, text.body.paragraphs
        if not isinstance(item, Box) or item.line is None or len(paragraphs) != 1 or len(paragraphs[0].lines) != 1:
            continue
        size = max((run.size for run in paragraphs[0].runs), default=0)
        share = _CAPITALS * pt(size) / max(item.rect.height, 1)
        if share > _TIGHT:
            said = paragraphs[0].text.strip()
            percent = f"{100 * share:.0f} % of the height of their box, more than {100 * _TIGHT:.0f} %"
            message = f"the capitals of `{said}` take {percent}"
            yield Code.TIGHT_BOX, message, "show fewer boxes, so that each has more room"
            return


def _empty(shown: SlideScene, slide: Slide, theme: Theme, locale: Locale) -> Iterator[Said]:
    """A drawing that is small on an empty slide; text and formulas may be."""
    if slide.full_picture is not None or not any(name in _DRAWN for name in slide.order):
        return
    rects = [extent(item) for item in shown.items if _is_content(item, locale)]
    if not rects:
        return
    whole = union(rects)
    wide, high = whole.width / theme.body.width, whole.height / theme.body.height
    if wide * high < _FILLED and max(wide, high) < _SPANNED:
        message = f"the content of this slide fills {100 * wide * high:.0f} % of its area, less than a third"
        hint = "say more beside it, or show it on the slide that it belongs to"
        yield Code.EMPTY_AREA, message, hint


def _is_named(item: Item, names: Iterable[str], locale: Locale) -> bool:
    """True if an item has one of these names, in the language of the deck and with a number or not."""
    return _COUNTED.sub("", item.name) in map(locale.named, names)


def _is_content(item: Item, locale: Locale) -> bool:
    """True for what is not around the content: title, footers, links, the line of progress, the logo."""
    match item:
        case TextBox(placeholder=None):
            return not _is_named(item, _SMALL_TYPE, locale)
        case TextBox(placeholder=mark) if mark is not None:
            return mark.kind not in ("title", "footer", "slide-number") and mark.index != EYEBROW_INDEX
        case Box():
            return not item.progress and item.link is None and not item.decorative
        case Picture():
            return not item.decorative
    return True


def _sizes(texts: Sequence[Text], theme: Theme, locale: Locale) -> Iterator[Said]:
    """Sizes beside that of the title that can be told apart; code, small type, numbers and very large type do not
    count.
    """
    sizes = {
        run.size
        for text in texts
        if not text.is_frame
        and not _is_title(text.item)
        and not _is_named(text.item, (*_SMALL_TYPE, *_OF_NUMBERS), locale)
        for paragraph in text.body.paragraphs
        for run in paragraph.runs
        if run.text.strip() and run.face != "code" and run.size <= theme.sizes.title[0]
    }
    seen: list[int] = []
    for size in sorted(sizes):
        if not seen or size >= seen[-1] * _STEP:
            seen.append(size)
    if len(seen) > _MOST_SIZES:
        listed = ", ".join(map(str, seen[:-1]))
        message = f"beside its title, this slide has text in {len(seen)} sizes: {listed} and {seen[-1]} pt"
        yield Code.MANY_SIZES, message, "show fewer kinds of things on it, or make two slides"


def _is_title(item: Item) -> bool:
    return isinstance(item, TextBox) and item.placeholder is not None and item.placeholder.kind == "title"
