"""The choice of a template's layout for each kind of slide.

The type that a layout declares is unreliable: LibreOffice calls its title layout "tx", and designers mostly omit it.
So layouts are classified by their placeholders first, then by their type and name.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Final

from msgspec import Struct

from deckgen.geometry import Rect, Size
from deckgen.template.opening import A, PlaceholderShape, Sheet
from deckgen.theme.tokens import LayoutName

CONTENT_KINDS: Final = ("obj", "body")
_BIG = 0.12
"""The smallest share of the slide's area that content needs."""
_LOW = 0.13
"""The share of the slide's height below which a placeholder is a heading."""
_LINE = 0.07
"""The share of the slide's height below which a placeholder holds one line of small text."""
_LOWER_HALF = 0.33
_FIT: Final = 100
_SECTION_NAMES = re.compile(r"section|chapter|divider|separator|kapitel|abschnitt|trenn|zwischen|partie|secci", re.I)
_TITLE_NAMES = re.compile(r"title slide|cover|opening|start|titelfolie|titelseite|deckblatt|couverture|portada", re.I)


class Shown(Struct, frozen=True):
    """A layout with its placeholders classified; `contents` and `headings` are ordered from left to right.

    `label` is a low placeholder above or just below the title, such as one for the name of a section.
    """

    sheet: Sheet
    title: PlaceholderShape | None
    subtitle: PlaceholderShape | None
    contents: tuple[PlaceholderShape, ...]
    headings: tuple[PlaceholderShape, ...]
    label: PlaceholderShape | None
    others: int
    slide: Size

    @property
    def declared(self) -> str:
        return str(self.sheet.tree.get("type", ""))

    @property
    def pair(self) -> bool:
        """True if it has two contents, side by side and about equally wide."""
        if len(self.contents) != 2:
            return False
        left, right = (content.rect for content in self.contents)
        return left.right <= right.x + self.slide.width // 50 and abs(left.y - right.y) < self.slide.height // 12


def shown(sheet: Sheet, slide: Size) -> Shown | None:
    """The classified layout, or None for a layout with vertical text or two titles."""
    found = [shape for shape in sheet.placeholders if shape.kind not in ("dt", "ftr", "sldNum")]
    if any(_is_turned(shape) for shape in found):
        return None
    titles = [shape for shape in found if shape.kind in ("title", "ctrTitle")]
    subtitles = [shape for shape in found if shape.kind == "subTitle"]
    texts = [shape for shape in found if shape.kind in CONTENT_KINDS]
    contents = tuple(sorted((s for s in texts if _is_content(s.rect, slide)), key=lambda shape: shape.rect.x))
    small = [shape for shape in texts if shape not in contents]
    label = next((shape for shape in small if titles and _is_label(shape.rect, titles[0].rect, slide)), None)
    headings = tuple(sorted((s for s in small if s is not label), key=lambda shape: (shape.rect.x, shape.rect.y)))
    others = len(found) - len(titles) - len(subtitles) - len(texts)
    if len(titles) > 1:
        return None
    title, subtitle = titles[0] if titles else None, subtitles[0] if subtitles else None
    return Shown(sheet, title, subtitle, contents, headings, label, others, slide)


def _is_label(rect: Rect, title: Rect, slide: Size) -> bool:
    return rect.height < _LINE * slide.height and rect.bottom <= title.bottom + slide.height // 10


def _is_content(rect: Rect, slide: Size) -> bool:
    return rect.width * rect.height >= _BIG * slide.width * slide.height and rect.height >= _LOW * slide.height


def _is_turned(shape: PlaceholderShape) -> bool:
    body = shape.tree.find(f".//{A}bodyPr")
    turned = shape.tree.find(f".//{A}xfrm")
    return (
        shape.mark.get("orient") == "vert"
        or (body is not None and body.get("vert", "horz") != "horz")
        or (turned is not None and turned.get("rot", "0") != "0")
    )


Score = Callable[[Shown], int]


def chosen(layouts: Iterable[Shown], asked: Mapping[LayoutName, str]) -> dict[LayoutName, Shown]:
    """The layout for each kind of slide that has one; `asked` are the names of layouts that the author wants."""
    candidates = list(layouts)
    found: dict[LayoutName, Shown] = {}
    for name, score in _SCORES.items():
        wanted = asked.get(name)
        if wanted is not None:
            found[name] = next(each for each in candidates if each.sheet.name == wanted)
            continue
        best = _best(candidates, score)
        if best is not None:
            found[name] = best
    return _completed(found, candidates)


def _best(candidates: Sequence[Shown], score: Score) -> Shown | None:
    """The candidate with the best score, the first of equals; None if none fits."""
    scores = [score(each) for each in candidates]
    best = max(scores, default=0)
    return candidates[scores.index(best)] if best >= _FIT else None


def _completed(found: dict[LayoutName, Shown], candidates: Sequence[Shown]) -> dict[LayoutName, Shown]:
    """The layouts, with substitutes for those every deck needs: title for section, content for title-only."""
    plain = found.get("content") or found.get("title-only")
    if plain is None:
        plain = max(candidates, key=lambda each: (each.title is not None, bool(each.contents), -each.others))
    found.setdefault("content", plain)
    found.setdefault("title-only", found["content"])
    found.setdefault("title", found.get("section", found["title-only"]))
    found.setdefault("section", found["title"])
    return found


def _title(layout: Shown) -> int:
    if layout.title is None or len(layout.contents) > 1 or layout.others > 1:
        return 0
    marks = (layout.title.kind == "ctrTitle", layout.subtitle is not None, layout.declared == "title")
    named = bool(_TITLE_NAMES.search(layout.sheet.name))
    if not (any(marks) or named):
        return 0
    score = 30 * marks[0] + 25 * marks[1] + 30 * marks[2] + 25 * named - 30 * len(layout.contents)
    return (
        _FIT
        + score
        - 5 * (len(layout.headings) + layout.others)
        - 40 * bool(_SECTION_NAMES.search(layout.sheet.name))
    )


def _section(layout: Shown) -> int:
    if layout.title is None or len(layout.contents) > 1 or len(layout.headings) > 2 or layout.others:
        return 0
    declared, named = layout.declared == "secHead", bool(_SECTION_NAMES.search(layout.sheet.name))
    low = layout.title.rect.y > _LOWER_HALF * layout.slide.height and layout.subtitle is None
    if not (declared or named or (low and layout.declared not in ("title", "titleOnly", "obj"))):
        return 0
    return _FIT + 30 * declared + 40 * named + 5 * low - 5 * len(layout.contents)


def _content(layout: Shown) -> int:
    if layout.title is None or len(layout.contents) != 1 or layout.declared == "secHead":
        return 0
    content = layout.contents[0]
    if content.rect.y < layout.title.rect.y or _SECTION_NAMES.search(layout.sheet.name):
        return 0
    size = 100 * content.rect.width * content.rect.height // (layout.slide.width * layout.slide.height)
    declared = 15 * (layout.declared == "obj") + 10 * (content.kind == "obj")
    return _FIT + size + declared - 20 * (len(layout.headings) + layout.others + (layout.subtitle is not None))


def _two(layout: Shown) -> int:
    if layout.title is None or not layout.pair or layout.headings or layout.others:
        return 0
    widths = [content.rect.width for content in layout.contents]
    return _FIT + 10 * (layout.declared == "twoObj") - 60 * abs(widths[0] - widths[1]) // max(widths)


def _comparison(layout: Shown) -> int:
    fits = layout.title is not None and layout.pair and len(layout.headings) == 2 and not layout.others
    return _FIT + 10 * (layout.declared == "twoTxTwoObj") if fits else 0


def _title_only(layout: Shown) -> int:
    if layout.title is None or layout.contents or layout.headings or layout.others or layout.subtitle is not None:
        return 0
    top = layout.title.rect.centre.y < layout.slide.height // 3
    return _FIT + 20 * (layout.declared == "titleOnly") - (0 if top else 150)


_SCORES: Final[dict[LayoutName, Score]] = {
    "title": _title,
    "section": _section,
    "content": _content,
    "two-content": _two,
    "comparison": _comparison,
    "title-only": _title_only,
}
