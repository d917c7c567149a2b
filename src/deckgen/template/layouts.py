"""The areas that a template's layout offers to text, measured without their margins, with size and colour.

An area that a layout lacks becomes a text box where the template leaves room for it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Final, Literal

from msgspec import Struct
from msgspec.structs import replace

from deckgen.geometry import Rect, Size, pt, union
from deckgen.paint import Colour
from deckgen.regex import regex
from deckgen.template.background import Scenery
from deckgen.template.canvas import fill_in
from deckgen.template.colours import Ground
from deckgen.template.opening import A, P, PlaceholderShape, Sheet
from deckgen.template.styles import Looks, Styles, shrinking
from deckgen.theme.contrast import LARGE, LARGE_BOLD, READABLE, VISIBLE, mixed
from deckgen.theme.tokens import (
    CONTENT_INDEX,
    EYEBROW_INDEX,
    FOOTER_INDEX,
    NUMBER_INDEX,
    PICTURE_INDEX,
    SUBTITLE_INDEX,
    TITLE_INDEX,
    Area,
    AreaKind,
    LayoutName,
    TextLevel,
)

CONTENT_KINDS: Final = ("obj", "body")
_BIG = 0.12
"""The smallest share of the slide's area that content needs."""
_LOW = 0.13
"""The share of the slide's height below which a placeholder is a heading."""
_MATCHED_LINE = 0.07
"""The share of the slide's height below which a placeholder holds one line of small text."""
_LOWER_HALF = 0.33
_LEAST_ROOM, _LEAST_HIGH = 0.25, 0.3
"""The shares of the slide's area and height below which the room for content is too small."""
_MOSTLY = 0.5
"""The share of a placeholder that has to be on the slide."""
_FIT: Final = 100
_SECTION_NAMES = regex(r"section|chapter|divider|separator|kapitel|abschnitt|trenn|zwischen|partie|secci", re.I)
_OTHER_NAMES = regex(
    r"agenda|table of content|contents$|inhaltsverz|sommaire|quot|zitat|citation|cita$|contact|kontakt"
    r"|thank|danke|end slide|closing|bio\b|team",
    re.I,
)
"""Names of layouts for one occasion, which are no usual content."""
_USED: Final = 50
"""The weight of the share of the owner's slides that use a layout, beside the share of its area, from 0 to 100."""
_WIDE = 0.6
"""The share of the slide's width from which a low placeholder is content that grows."""
_TITLE_NAMES = regex(r"title slide|cover|opening|start|titelfolie|titelseite|deckblatt|couverture|portada", re.I)


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
    is_beyond: bool = False
    """True if it has a place for text that is hardly on the slide, and not used."""

    @property
    def declared(self) -> str:
        return str(self.sheet.tree.get("type", ""))

    @property
    def is_grid(self) -> bool:
        """True if its texts belong to many things, of which a title slide needs none."""
        return self.subtitle is None and (len(self.contents) > 1 or len(self.headings) > _FEW)

    @property
    def pair(self) -> bool:
        """True if it has two contents, side by side and about equally wide."""
        if len(self.contents) != 2:
            return False
        left, right = (content.rect for content in self.contents)
        return left.right <= right.x + self.slide.width // 50 and abs(left.y - right.y) < self.slide.height // 12


def shown(sheet: Sheet, slide: Size) -> Shown | None:
    """The classified layout, or None for a layout with vertical text or two titles."""
    stated, sheet = sheet, _on_slide(sheet, slide)
    found = _texts(sheet)
    if any(_is_turned(shape) for shape in found):
        return None
    titles = [shape for shape in found if shape.kind in ("title", "ctrTitle")]
    subtitles = [shape for shape in found if shape.kind == "subTitle"]
    texts = [shape for shape in found if shape.kind in CONTENT_KINDS]
    contents = tuple(sorted((s for s in texts if _is_content(s.rect, slide)), key=lambda shape: shape.rect.x))
    contents = contents or _growing(texts, titles, slide)
    small = [shape for shape in texts if shape not in contents]
    label = next((shape for shape in small if titles and _is_label(shape.rect, titles[0].rect, slide)), None)
    headings = tuple(sorted((s for s in small if s is not label), key=lambda shape: (shape.rect.x, shape.rect.y)))
    others = len(found) - len(titles) - len(subtitles) - len(texts)
    if len(titles) > 1:
        return None
    title, subtitle = titles[0] if titles else None, subtitles[0] if subtitles else None
    is_beyond = len(found) < len(_texts(stated))
    return Shown(sheet, title, subtitle, contents, headings, label, others, slide, is_beyond)


def _texts(sheet: Sheet) -> list[PlaceholderShape]:
    """The placeholders for all that an author writes."""
    return [shape for shape in sheet.placeholders if shape.kind not in ("dt", "ftr", "sldNum")]


def _on_slide(sheet: Sheet, slide: Size) -> Sheet:
    """The layout with its placeholders cut back to the slide, and without those that are hardly on it."""
    cut = (_cut_to(slide, shape) for shape in sheet.placeholders)
    return replace(sheet, placeholders=tuple(shape for shape in cut if shape is not None))


def _cut_to(slide: Size, shape: PlaceholderShape) -> PlaceholderShape | None:
    """The part of a placeholder that is on the slide; None if that is less than half of it."""
    whole, rect = Rect(0, 0, slide.width, slide.height), shape.rect
    if whole.contains(rect):
        return shape
    left = rect.within(whole)
    is_large = left.width * left.height >= max(_MOSTLY * rect.width * rect.height, 1)
    return replace(shape, rect=left, is_cut=True) if is_large else None


def _growing(
    texts: Sequence[PlaceholderShape], titles: Sequence[PlaceholderShape], slide: Size
) -> tuple[PlaceholderShape, ...]:
    """A low but wide placeholder alone below the title: content that grows with its text, down to the footers."""
    if len(texts) != 1 or not titles or texts[0].rect.y < titles[0].rect.bottom:
        return ()
    alone = texts[0].rect
    upper = alone.y < slide.height // 2 and titles[0].rect.bottom < slide.height // 3
    return (texts[0],) if upper and alone.width >= _WIDE * slide.width else ()


def _is_label(rect: Rect, title: Rect, slide: Size) -> bool:
    return rect.height < _MATCHED_LINE * slide.height and rect.bottom <= title.bottom + slide.height // 10


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


_FEW: Final = 3
_BESIDE_CONTENT: Final[tuple[LayoutName, ...]] = ("two-content", "comparison", "title-only")
_NEAR: Final = 0.04
"""The shares of the slide's width and height by which nobody sees a title jump."""
Score = Callable[[Shown], int]


def chosen(
    layouts: Iterable[Shown], asked: Mapping[LayoutName, str], uses: Mapping[str, int]
) -> dict[LayoutName, Shown]:
    """The layout for each kind of slide that has one.

    `asked` are the names of layouts that the author wants; `uses` says how many of the owner's slides use a layout.
    """
    candidates = list(layouts)
    found: dict[LayoutName, Shown] = {}
    for name, score in _SCORES.items():
        wanted = asked.get(name)
        if wanted is not None:
            found[name] = next(each for each in candidates if each.sheet.name == wanted)
            continue
        best = _best(candidates, score, uses)
        if best is not None:
            found[name] = best
    return _completed(found, candidates)


def _best(candidates: Sequence[Shown], score: Score, uses: Mapping[str, int]) -> Shown | None:
    """The candidate with the best score, the first of equals; None if none fits."""
    fitting = [each for each in candidates if score(each) >= _FIT]
    total = max(sum(uses.get(each.sheet.part, 0) for each in fitting), 1)
    return max(fitting, key=lambda each: score(each) + _USED * uses.get(each.sheet.part, 0) // total, default=None)


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


def alike(
    found: Mapping[LayoutName, Shown], asked: Mapping[LayoutName, str], looks: Callable[[Shown], object]
) -> dict[LayoutName, Shown]:
    """The layouts without those for content on which the title stands or looks otherwise than on that for text.

    The title of a lecture then keeps its place and its `looks`; what the author has `asked` for stays.
    """
    content = found["content"]

    def fits(name: LayoutName) -> bool:
        own = found[name]
        free = name in asked or name not in _BESIDE_CONTENT or content.title is None
        return free or (own.title is not None and _is_near(own, content) and looks(own) == looks(content))

    kept = {name: layout for name, layout in found.items() if fits(name)}
    return {**kept, "title-only": kept.get("title-only", content)}


def _is_near(one: Shown, other: Shown) -> bool:
    """True if the titles of two layouts begin at the same place."""
    assert one.title is not None
    assert other.title is not None
    here, there, slide = one.title.rect, other.title.rect, one.slide
    return (
        abs(here.x - there.x) <= _NEAR * slide.width
        and abs(here.y - there.y) <= _NEAR * slide.height
        and abs(here.bottom - there.bottom) <= _NEAR * slide.height
    )


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
    if layout.title is None or len(layout.contents) > 1 or len(layout.headings) > 2 or layout.others > 1:
        return 0
    declared, named = layout.declared == "secHead", bool(_SECTION_NAMES.search(layout.sheet.name))
    low = layout.title.rect.y > _LOWER_HALF * layout.slide.height and layout.subtitle is None and not layout.others
    if not (declared or named or (low and layout.declared not in ("title", "titleOnly", "obj"))):
        return 0
    wide = 10 * layout.title.rect.width // layout.slide.width
    return _FIT + 30 * declared + 40 * named + 5 * low + wide - 5 * (len(layout.contents) + layout.others)


def _content(layout: Shown) -> int:
    if layout.title is None or len(layout.contents) != 1 or layout.declared == "secHead":
        return 0
    content = layout.contents[0]
    is_below = layout.title.rect.y > layout.slide.height // 2 and content.rect.bottom <= layout.title.rect.centre.y
    if (content.rect.y < layout.title.rect.centre.y and not is_below) or _SECTION_NAMES.search(layout.sheet.name):
        return 0
    size = 100 * content.rect.width * content.rect.height // (layout.slide.width * layout.slide.height)
    declared = 15 * (layout.declared == "obj") + 10 * (content.kind == "obj")
    declared -= 30 * bool(_OTHER_NAMES.search(layout.sheet.name))
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


GAP = pt(12)
"""The gap between areas one below the other."""
_USUAL_SIZE = 18
_LINE = 1.2
Align = Literal["left", "centre", "right"]
_MIRRORED: Final[dict[Align, Align]] = {"left": "right", "right": "left", "centre": "centre"}
_NAMES: Final = {
    TITLE_INDEX: "Title",
    SUBTITLE_INDEX: "Subtitle",
    2: "Content",
    3: "Heading",
    4: "Content",
    FOOTER_INDEX: "Footer",
    NUMBER_INDEX: "Slide number",
    EYEBROW_INDEX: "Section name",
    PICTURE_INDEX: "Picture",
}


_FEET: Final[dict[str, tuple[AreaKind, int]]] = {
    "ftr": ("footer", FOOTER_INDEX),
    "sldNum": ("slide-number", NUMBER_INDEX),
}


class Placed(Struct, frozen=True):
    """An area with its placeholder, or None for a text box of our own."""

    area: Area
    shape: PlaceholderShape | None


class Setting(Struct, frozen=True):
    """One layout of the template, with everything known about it."""

    shown: Shown
    styles: Styles
    scenery: Scenery
    scale: float

    @property
    def whole(self) -> Rect:
        """The whole slide."""
        return Rect(0, 0, self.shown.slide.width, self.shown.slide.height)

    def looks(self, shape: PlaceholderShape) -> Looks:
        return self.styles.looks(shape)

    def text_rect(self, shape: PlaceholderShape) -> Rect:
        """The area for the text of a placeholder: the placeholder without its margins, unless they leave nothing."""
        inner = shape.rect.inset(*(round(margin / self.scale) for margin in self.looks(shape).margins))
        return inner if inner.width > 0 and inner.height > 0 else shape.rect

    def placed(self, shape: PlaceholderShape, kind: AreaKind, index: int, rect: Rect | None = None) -> Placed:
        """A placeholder as an area; if `rect` differs from the placeholder's own, slides move it there."""
        own, looks = self.text_rect(shape), self.looks(shape)
        first = looks.levels[0]
        scenery, behind = self._filled(shape), rect or shape.rect
        ground = Ground(scenery.scheme, scenery.ground_of(behind))
        colour, small = self._readable(scenery, looks, behind, ground)
        return Placed(
            Area(
                kind,
                index,
                _NAMES[index] if kind != "content" else "Content",
                rect or own,
                round(looks.size / self.scale),
                colour,
                looks.bold,
                looks.anchor,
                aligned(first),
                first.line_spacing or 100,
                standing="inherited" if rect in (None, own) and not shape.is_cut else "own-place",
                capitals=looks.is_capitals,
                indent=round(first.indent / self.scale) if first.mark == "none" and not first.hanging else 0,
                small=small if small != colour else None,
                ground=ground.paper,
            ),
            shape,
        )

    def behind(self, rect: Rect) -> Ground:
        """What lies behind text outside placeholders."""
        return Ground(self.scenery.scheme, self.scenery.ground_of(rect))

    def _filled(self, shape: PlaceholderShape) -> Scenery:
        """The scenery with the fill of a placeholder, which is that of the master's if it states none."""
        above = self.styles.above(shape)
        owner, part = shape, self.shown.sheet.part
        if above is not None and fill_in(shape.tree.find(f"{P}spPr")) is None:
            owner, part = above, self.styles.master.part
        return self.scenery.with_fill_of(owner.tree, part, shape.rect)

    def _readable(self, scenery: Scenery, looks: Looks, rect: Rect, ground: Ground) -> tuple[Colour, Colour]:
        """The owner's colour for text, or another one if that cannot be read on what lies behind the text in `rect`.

        The second one is for small letters.
        """
        if looks.colour is None:
            return ground.ink(), ground.ink()
        is_large = looks.size / self.scale >= (LARGE_BOLD if looks.bold else LARGE)
        wanted, is_estimate = looks.colour, ground.paint.is_estimate
        seen = scenery.least_contrast(mixed(wanted, scenery.scheme.colours), rect)

        def best(least: float) -> Colour:
            if seen >= (VISIBLE if is_estimate else least):
                return wanted
            if not is_estimate:
                return ground.readable(wanted, least)
            return scenery.most_readable((wanted, ground.readable(wanted, least)), rect, least)

        return best(VISIBLE if is_large else READABLE), best(READABLE)

    def free(self, index: int, rect: Rect, size: int, colour: Colour | None = None) -> Placed:
        """A text box of our own, aligned like the title; in `colour`, as far as it can be read there."""
        title, ground = self.shown.title, self.behind(rect)
        align = aligned(self.looks(title).levels[0]) if title is not None else "left"
        ink = ground.readable(colour, READABLE) if colour is not None else ground.ink()
        area = Area("body", index, _NAMES[index], rect, size, ink, align=align, ground=ground.paper, standing="free")
        return Placed(area, None)

    def furniture(self) -> Iterator[Placed]:
        """The footer and the slide number, if the layout has them."""
        for shape in self._feet:
            yield self.placed(shape, *_FEET[shape.kind])

    def feet(self) -> Iterator[Rect]:
        """Where the footer and the slide number are."""
        return map(self.text_rect, self._feet)

    @property
    def _feet(self) -> Iterator[PlaceholderShape]:
        return (shape for shape in self.shown.sheet.placeholders if shape.kind in _FEET)


def aligned(level: TextLevel) -> Align:
    """The alignment of text if it is read from left to right; other text is mirrored afterwards."""
    align: Align = level.align or "left"
    return _MIRRORED[align] if level.from_right else align


def title_of(setting: Setting) -> Placed:
    """The title, with room for two lines if possible; a text box of our own on a layout without a title."""
    shape = setting.shown.title
    if shape is not None:
        own = setting.placed(shape, "centred-title" if shape.kind == "ctrTitle" else "title", TITLE_INDEX)
        room = _title_room(own.area, setting)
        return own if room.height <= own.area.rect.height else setting.placed(shape, own.area.kind, TITLE_INDEX, room)
    slide = setting.shown.slide
    rect = Rect(slide.width // 16, slide.height // 12, slide.width * 7 // 8, slide.height // 6)
    area = replace(setting.free(TITLE_INDEX, rect, 32).area, kind="title", bold=True)
    return Placed(area, None)


def _title_room(area: Area, setting: Setting) -> Rect:
    """The rectangle for two lines of the title at its smallest size, or one at its largest; it can grow upwards.

    On a title slide it can extend down to the next text; on other slides content makes room.
    """
    sizes, rect = shrinking(area.size), area.rect
    lines = max(2 * sizes[-1], sizes[0])
    more = pt(lines * _LINE * area.line_spacing / 100) - rect.height
    if area.anchor == "bottom":
        more = min(more, rect.y)
        return Rect(rect.x, rect.y - more, rect.width, rect.height + more)
    texts = [shape for shape in (setting.shown.subtitle, *setting.shown.headings) if shape is not None]
    under = [shape.rect.y - rect.bottom for shape in texts if shape.rect.y >= rect.bottom]
    return replace(rect, height=rect.height + min([more, *under]))


def under(rects: Sequence[Rect], setting: Setting) -> Rect:
    """The rectangle below all of `rects`, as wide as they are, down to the footers or the margin of the slide."""
    above, slide = union(rects), setting.shown.slide
    feet = [shape.rect.y for shape in setting.shown.sheet.placeholders if shape.kind in ("dt", "ftr", "sldNum")]
    bottom = min([foot for foot in feet if foot > above.bottom], default=slide.height - slide.height // 16)
    return Rect(above.x, above.bottom + GAP // 2, above.width, max(bottom - above.bottom - GAP, 1))


_ROW = pt(19)
_RISE = pt(7)
"""The distance of the links from the section's name, above which they are."""
_LEAST_ABOVE = pt(40)
_GAP_ABOVE = pt(3)
_EYEBROW_SIZE = 14
_SLIDE_LINE = 1.2


def content_rect(setting: Setting) -> Rect:
    """The rectangle for content; the room between title and footer if the layout has no placeholder for it."""
    contents = setting.shown.contents
    if contents and _is_content(contents[0].rect, setting.shown.slide):
        return setting.text_rect(contents[0])
    return under([title_of(setting).area.rect], setting)


class Frame(Struct, frozen=True):
    """The frame that all content slides share: the area of the title, the row of the section's name, and the body.

    If the layouts have too little room, `title_size` is that of the master's title, or of the layout without one.
    """

    title: Rect
    row: Rect
    body: Rect
    title_size: int | None = None


def frame_of(settings: Mapping[LayoutName, Setting]) -> Frame:
    """The frame of content slides: the content area, cut back from titles, footers, logos and ornaments.

    If that leaves too little, the areas of the master, or else everything that is free below the title.
    """
    content, each = settings["content"], {id(setting.shown): setting for setting in settings.values()}.values()
    title = title_of(content).area
    frame = Frame(title.rect, title.rect, _cut_back(content_rect(content), title.rect, each))
    is_low = not content.shown.contents and title.rect.centre.y > content.shown.slide.height // 3
    if is_low or not _is_roomy(frame.body, content):
        frames = [*_frames_of_master(content, each), _below_title(content, each), frame]
        frame = next((other for other in frames if _is_roomy(other.body, content)), frame)
    return _with_row(frame, content)


def _cut_back(body: Rect, title: Rect, settings: Iterable[Setting]) -> Rect:
    for setting in settings:
        body = _above_feet(setting.scenery.free(body), setting)
    if not title.overlaps(Rect(body.x, title.y, body.width, title.height)):
        return body
    if title.y > body.centre.y:
        return replace(body, height=min(body.bottom, title.y - GAP) - body.y)
    return _below(body, title.bottom)


def _is_roomy(body: Rect, setting: Setting) -> bool:
    slide = setting.shown.slide
    wide, high = body.width / slide.width, body.height / slide.height
    return wide * high >= _LEAST_ROOM and high >= _LEAST_HIGH


def _frames_of_master(content: Setting, settings: Iterable[Setting]) -> Iterator[Frame]:
    """The title and the body of the master, if it has both."""
    shapes = _on_slide(content.styles.master, content.shown.slide).placeholders
    title = next((shape for shape in shapes if shape.kind == "title"), None)
    body = next((shape for shape in shapes if shape.kind == "body"), None)
    if title is not None and body is not None:
        rect, size = content.text_rect(title), round(content.looks(title).size / content.scale)
        room = content.scenery.emptiest(content.text_rect(body))
        yield Frame(rect, rect, _cut_back(room, rect, settings), size)


def _below_title(content: Setting, settings: Iterable[Setting]) -> Frame:
    """Everything below the title of the layout, as wide as the slide without its margins."""
    title, slide = title_of(content).area, content.shown.slide
    margin = min(title.rect.x, slide.width // 16)
    below = under([Rect(margin, title.rect.y, slide.width - 2 * margin, title.rect.height)], content)
    room = content.scenery.emptiest(below)
    return Frame(title.rect, title.rect, _cut_back(room, title.rect, settings), title.size)


def _above_feet(body: Rect, setting: Setting) -> Rect:
    for foot in setting.feet():
        if foot.overlaps(body) and foot.y > body.centre.y:
            body = replace(body, height=foot.y - GAP // 2 - body.y)
    return body


def _below(body: Rect, top: int) -> Rect:
    return body if body.y >= top else Rect(body.x, top, body.width, max(body.bottom - top, 1))


def _with_row(frame: Frame, content: Setting) -> Frame:
    """The frame with a row for the section's name: above the title if it is top-aligned, else below it."""
    title, body = frame.title, frame.body
    if content.shown.label is not None:
        return replace(frame, row=content.text_rect(content.shown.label))
    area = _title_in(frame, content).area
    lines = title.height / pt(area.size * _SLIDE_LINE)
    above = Rect(title.x, title.y - _RISE - _ROW, title.width, _RISE + _ROW)
    is_close = (area.anchor == "top" or lines < 1.6) and _LEAST_ABOVE <= title.y < body.centre.y
    if is_close and content.scenery.is_empty(above):
        return replace(frame, row=Rect(title.x, title.y - _ROW - _GAP_ABOVE, title.width, _ROW))
    top = body.y if title.bottom > body.y or title.y > body.y else max(title.bottom, body.y - _RISE - _ROW - GAP)
    row = content.scenery.moved_clear(Rect(body.x, top + _RISE, body.width, _ROW), body.centre.y)
    return replace(frame, row=row, body=_below(body, row.bottom + GAP))


def _title_in(frame: Frame, setting: Setting) -> Placed:
    """The title where the layout has it, or where the frame has it if the layout has too little room for content."""
    own = title_of(setting)
    if frame.title_size is None or own.area.rect == frame.title or own.shape is None:
        return own
    placed = setting.placed(own.shape, own.area.kind, TITLE_INDEX, frame.title)
    return replace(placed, area=replace(placed.area, size=frame.title_size))


def content_areas(name: LayoutName, setting: Setting, frame: Frame, accent: Colour) -> list[Placed]:
    """The areas of a layout for content, within the frame that all of them share."""
    title = _title_in(frame, setting)
    if setting.shown.label is not None:
        row = setting.placed(setting.shown.label, "body", EYEBROW_INDEX)
    else:
        row = setting.free(EYEBROW_INDEX, frame.row, _EYEBROW_SIZE, accent)
        row = replace(row, area=replace(row.area, bold=True))
    return [title, row, *_contents(name, setting, frame), *setting.furniture()]


def _contents(name: LayoutName, setting: Setting, frame: Frame) -> Iterator[Placed]:
    contents, headings = setting.shown.contents, setting.shown.headings
    match name:
        case "content" if contents:
            yield setting.placed(contents[0], "content", CONTENT_INDEX, frame.body)
        case "two-content":
            for index, shape in enumerate(contents, 1):
                yield setting.placed(shape, "content", index, _within(setting.text_rect(shape), frame.body))
        case "comparison":
            pairs = zip(headings, contents, strict=True)
            for number, (heading, content) in enumerate(pairs):
                top = _within(setting.text_rect(heading), frame.body)
                yield setting.placed(heading, "body", 2 * number + 1, top)
                below = replace(frame.body, y=top.bottom, height=frame.body.bottom - top.bottom)
                rect = _within(setting.text_rect(content), below)
                yield setting.placed(content, "content", 2 * number + 2, rect)
        case _:
            return


def _within(rect: Rect, body: Rect) -> Rect:
    """The part of a column that is as high as the body; below its top edge, if the column is higher up."""
    top = max(rect.y, body.y)
    bottom = max(min(rect.bottom, body.bottom), top + min(rect.height, pt(_USUAL_SIZE * _LINE)))
    return Rect(rect.x, top, rect.width, bottom - top)


_DETAIL_SIZE, _SUBTITLE_SIZE = 18, 24
_LEAST_FREE: Final = 40
"""The height in points that texts beside the title need."""


def title_areas(setting: Setting) -> list[Placed]:
    """The areas of the title slide: title, subtitle and, where there is a place for them, details and a picture."""
    pictures = [shape for shape in setting.shown.sheet.placeholders if shape.kind == "pic" and not shape.is_cut]
    largest = max(pictures, key=lambda shape: shape.rect.width * shape.rect.height, default=None)
    held = [setting.placed(largest, "picture", PICTURE_INDEX, largest.rect)] if largest else []
    return [*_title_texts(setting), *held]


def _title_texts(setting: Setting) -> list[Placed]:
    shown, title = setting.shown, title_of(setting)
    texts = [shape for shape in (shown.subtitle, *shown.contents, *shown.headings, shown.label) if shape is not None]
    if not texts or shown.is_grid:
        return _with_rooms([title, *_free_texts(setting, _beside(title.area.rect, setting))], setting)
    first, *others = texts
    subtitle = setting.placed(first, _kind(first), SUBTITLE_INDEX)
    if others:
        lowest = max(others, key=lambda shape: shape.rect.y)
        details = replace(setting.placed(lowest, "body", EYEBROW_INDEX).area, name="Details")
        return _with_rooms([title, subtitle, Placed(details, lowest)], setting)
    rect = subtitle.area.rect
    below = under([title.area.rect, rect], setting)
    if below.height < pt(60):
        return _with_rooms([title, subtitle], setting)
    return _with_rooms(
        [title, subtitle, _details(setting, first, Rect(rect.x, below.y, rect.width, pt(30)))], setting
    )


def _with_rooms(areas: Sequence[Placed], setting: Setting) -> list[Placed]:
    """The areas with the rooms into which their texts may grow: the subtitle first, then details, then the title."""
    found = list(areas)
    for number in (1, 2, 0):
        if number < len(found):
            area = found[number].area
            taken = [other.area.room or other.area.rect for other in found if other.area is not area]
            taken += [shape.rect for shape in setting.shown.sheet.placeholders if shape.kind == "pic"]
            room = _room(area.rect, taken, setting, sideways=number == 0)
            found[number] = Placed(replace(area, room=room), found[number].shape)
    return found


def _room(rect: Rect, taken: Sequence[Rect], setting: Setting, *, sideways: bool) -> Rect | None:
    """The free rectangle around `rect`, as wide as that unless it may grow `sideways`; None if it is no larger."""
    slide = setting.shown.slide
    left, top, right, bottom = rect.x, slide.height // 16, rect.right, slide.height - slide.height // 16
    if sideways:
        left, right = min(slide.width // 16, rect.x), max(slide.width - slide.width // 16, rect.right)
    for other in (*taken, *setting.feet()):
        if other.right <= left or other.x >= right:
            continue
        if other.y >= rect.bottom:
            bottom = min(bottom, other.y)
        elif other.bottom <= rect.y:
            top = max(top, other.bottom)
        elif other.x >= rect.right:
            right = min(right, other.x - GAP)
        elif other.right <= rect.x:
            left = max(left, other.right + GAP)
    left, top, right, bottom = min(left, rect.x), min(top, rect.y), max(right, rect.right), max(bottom, rect.bottom)
    free = setting.scenery.free(Rect(left, top, right - left, bottom - top))
    return free if union([free, rect]) == free != rect else None


def _beside(title: Rect, setting: Setting) -> Rect:
    """The room for texts below the title, or just above it where it is too low on the slide for that."""
    below, top = under([title], setting), setting.shown.slide.height // 16
    high = min(title.y - GAP // 2 - top, pt(2 * _LEAST_FREE))
    if below.height >= pt(_LEAST_FREE) or high <= below.height:
        return below
    return Rect(title.x, title.y - GAP // 2 - high, title.width, high)


def _free_texts(setting: Setting, room: Rect) -> list[Placed]:
    """Subtitle and details in text boxes, for a layout that has only a title."""
    top, rest = _split(room, pt(44))
    details = replace(rest, height=min(rest.height, pt(30)))
    return [
        setting.free(SUBTITLE_INDEX, top, _SUBTITLE_SIZE),
        setting.free(EYEBROW_INDEX, details, _DETAIL_SIZE),
    ]


def section_areas(setting: Setting) -> list[Placed]:
    """The areas of a section slide: its name, and the text below it or, if there is room, above it."""
    shown = setting.shown
    title = title_of(setting)
    own = [shape for shape in (shown.subtitle, shown.label) if shape is not None]
    texts = [*own, *shown.contents, *shown.headings]
    if texts and not shown.is_grid:
        return [title, setting.placed(texts[0], _kind(texts[0]), SUBTITLE_INDEX)]
    below = _beside(title.area.rect, setting)
    size = min(_SUBTITLE_SIZE, title.area.size)
    return [title, setting.free(SUBTITLE_INDEX, replace(below, height=min(below.height, pt(64))), size)]


def section_strip(setting: Setting, areas: Sequence[Placed]) -> Rect | None:
    """The free area at the bottom of section slides, for the list of all sections."""
    below = under([placed.area.rect for placed in areas], setting)
    room = setting.scenery.free(below.inset(0, GAP, 0, 0))
    height = pt(62)
    if room.height < height or room.width < below.width * 2 // 3:
        return None
    top = min(room.y + pt(48), room.bottom - height)
    return Rect(room.x, max(top, room.y), room.width, height)


def _kind(shape: PlaceholderShape) -> AreaKind:
    return "subtitle" if shape.kind == "subTitle" else "body"


def _details(setting: Setting, subtitle: PlaceholderShape, rect: Rect) -> Placed:
    """Author and date, in a text box that looks like a smaller subtitle."""
    looks = setting.looks(subtitle)
    first = looks.levels[0]
    placed = setting.free(EYEBROW_INDEX, rect, _DETAIL_SIZE)
    return Placed(replace(placed.area, name="Details", align=aligned(first)), None)


def _split(rect: Rect, height: int) -> tuple[Rect, Rect]:
    """The upper part of a rectangle, at most `height` high, and the rest."""
    height = max(min(height, rect.height * 2 // 3), 1)
    return replace(rect, height=height), rect.inset(0, height, 0, 0)
