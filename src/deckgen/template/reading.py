"""A file of PowerPoint as a theme: the whole way from its bytes, and what was understood on it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property, lru_cache
from types import MappingProxyType
from typing import Final

from msgspec import Struct

from deckgen.codes import Code
from deckgen.limits import USUAL, Bounds
from deckgen.template.areas import Placed, Setting
from deckgen.template.background import Painter
from deckgen.template.colours import Ground, own_colour_map, palette_of, scheme_of
from deckgen.template.matching import Shown, chosen, shown
from deckgen.template.opening import A, Master, Opened, Problem, open_template
from deckgen.template.parts import Wanted, template_of
from deckgen.template.slides import Frame, content_areas, frame_of, section_areas, section_strip, title_areas
from deckgen.template.styles import Styles, scale_of
from deckgen.theme.builtin import SPACE
from deckgen.theme.carried import Holder, LayoutPart
from deckgen.theme.tokens import (
    SUBTITLE_INDEX,
    TITLE_INDEX,
    Fonts,
    LayoutName,
    Palette,
    SlideLayout,
    Theme,
    TypeScale,
)

Asked = Mapping[LayoutName, str]
NOTHING_ASKED: Final[Asked] = MappingProxyType({})
_CODE, _USUAL_FONT = "Courier New", "Arial"
_UNSAID = 99
"""Stands for a size that the template leaves to us."""
_MARKS: Final = ("type", "idx", "sz", "orient")
_FRAMED: Final[tuple[LayoutName, ...]] = ("content", "two-content", "comparison", "title-only")


class Understood(Struct, frozen=True):
    """A template as a theme, and the names of the layouts that serve each kind of slide."""

    theme: Theme
    layouts: Mapping[LayoutName, str]


def understand(
    content: bytes, name: str, asked: Asked = NOTHING_ASKED, bounds: Bounds = USUAL
) -> Understood | Problem:
    """The template in `content` as a theme called `name`, or why it is none.

    `asked` are the names of layouts that the author wants for some kinds of slides.
    """
    return _understood(content, name, tuple(sorted(asked.items())), bounds.template_mb)


@lru_cache(maxsize=4)
def _understood(
    content: bytes, name: str, asked: tuple[tuple[LayoutName, str], ...], most: int
) -> Understood | Problem:
    opened = open_template(content, most)
    if isinstance(opened, Problem):
        return opened
    known = {sheet.name for master in opened.masters for sheet in master.layouts}
    for _, layout in asked:
        if layout not in known:
            return Problem(Code.UNKNOWN_LAYOUT, f"has no layout `{layout}`", _instead_of(layout, known))
    readers = list(_readers(opened, name, dict(asked)))
    if not readers:
        return Problem(Code.DAMAGED_TEMPLATE, "has no layout that text can be put on", "use another template")
    return max(readers, key=lambda reader: reader.worth).understood()


def _instead_of(layout: str, known: set[str]) -> str:
    from difflib import get_close_matches  # noqa: PLC0415  (slow to import, and only needed for mistakes)

    near = get_close_matches(layout, known, n=1)
    return (
        f"did you mean `{near[0]}`?"
        if near
        else f"its layouts are {', '.join(f'`{each}`' for each in sorted(known))}"
    )


def _readers(opened: Opened, name: str, asked: Asked) -> Iterator[_Reader]:
    """A reader for each master of which something can be used."""
    for master in opened.masters:
        candidates = [each for sheet in master.layouts if (each := shown(sheet, opened.slide)) is not None]
        names = {each.sheet.name for each in candidates}
        if candidates:
            own = {kind: layout for kind, layout in asked.items() if layout in names}
            yield _Reader(opened, name, master, chosen(candidates, own), len(own))


class _Reader(Struct, frozen=True, dict=True):
    opened: Opened
    name: str
    master: Master
    layouts: Mapping[LayoutName, Shown]
    asked: int
    """How many of the layouts that the author wants the master has."""

    @property
    def worth(self) -> float:
        """How much the master is of use: room for content, from 0 to 1, and a little for each layout of its own."""
        body, slide = self._frame.body, self.opened.slide
        room = body.width * body.height / (slide.width * slide.height)
        return self.asked + room + len({id(layout) for layout in self.layouts.values()}) / 20

    def understood(self) -> Understood:
        names = {kind: layout.sheet.name for kind, layout in self.layouts.items()}
        return Understood(self._theme(), names)

    def _theme(self) -> Theme:
        settings, placed = self._settings, self._placed
        section, fonts = settings["section"], self._fonts
        layouts = {name: self._layout(name, areas) for name, areas in placed.items()}
        parts = Wanted(
            {name: self._part(name, areas) for name, areas in placed.items()},
            frozenset((fonts.heading, fonts.body)),
            self.opened.scale,
        )
        return Theme(
            name=self.name,
            slide=self.opened.slide,
            fonts=fonts,
            scheme=settings["content"].styles.scheme.colours,
            palette=self._palette,
            sizes=self._sizes(layouts),
            space=SPACE,
            body=self._frame.body,
            progress=None,
            section_strip=section_strip(section, placed["section"]),
            layouts=layouts,
            is_dark=settings["content"].ground.is_dark,
            template=template_of(self.opened, parts),
        )

    @cached_property
    def _settings(self) -> Mapping[LayoutName, Setting]:
        painter = Painter(self.opened, self.master)
        return {name: self._setting(layout, painter) for name, layout in self.layouts.items()}

    def _setting(self, layout: Shown, painter: Painter) -> Setting:
        scheme = scheme_of(self.master.theme, self.master.sheet, layout.sheet)
        styles = Styles(self.opened.presentation, self.master.sheet, scheme)
        scenery = painter.scenery(layout.sheet, scheme)
        text = (layout.contents or (layout.title,))[0]
        behind = scenery.ground if text is None else scenery.ground_of(text.rect)
        return Setting(layout, styles, scenery, Ground(scheme, behind), self.opened.scale)

    @cached_property
    def _frame(self) -> Frame:
        settings = self._settings
        return frame_of({name: settings[name] for name in _FRAMED if name in settings})

    @cached_property
    def _palette(self) -> Palette:
        content = self._settings["content"]
        text = content.shown.contents
        ink = content.looks(text[0]).colour if text else None
        return palette_of(content.ground, self._settings["section"].ground, ink)

    @cached_property
    def _placed(self) -> Mapping[LayoutName, Sequence[Placed]]:
        settings = self._settings
        placed: dict[LayoutName, Sequence[Placed]] = {
            "title": title_areas(settings["title"]),
            "section": section_areas(settings["section"]),
        }
        for name in _FRAMED:
            if name in settings:
                placed[name] = content_areas(name, settings[name], self._frame, self._palette.accent)
        return placed

    def _layout(self, name: LayoutName, areas: Sequence[Placed]) -> SlideLayout:
        own = tuple(placed.area for placed in areas)
        return SlideLayout(name, self.layouts[name].sheet.name, self._settings[name].ground.paper, own)

    def _part(self, name: LayoutName, areas: Sequence[Placed]) -> LayoutPart:
        holders = {}
        for placed in areas:
            if placed.shape is not None:
                looks = self._settings[name].looks(placed.shape)
                mark = {key: value for key, value in placed.shape.mark.items() if key in _MARKS}
                holders[placed.area.index] = Holder(mark, looks.margins, looks.levels)
        sheet = self.layouts[name].sheet
        return LayoutPart(sheet.part, holders, own_colour_map(sheet))

    def _sizes(self, layouts: Mapping[LayoutName, SlideLayout]) -> TypeScale:
        content = self._settings["content"]
        body = [_UNSAID, _UNSAID]
        if content.shown.contents:
            looks = content.looks(content.shown.contents[0])
            body = [round(size / self.opened.scale) for size in (looks.size, looks.levels[1].size or looks.size)]
        title, section, plain = (layouts[name].area(TITLE_INDEX) for name in ("title", "section", "content"))
        subtitle = layouts["title"].area(SUBTITLE_INDEX)
        feet = [area.size for area in layouts["content"].areas if area.kind in ("footer", "slide-number")]
        footer = min(feet, default=_UNSAID)
        return scale_of((title.size, section.size, plain.size), subtitle.size, (body[0], body[1]), footer)

    @property
    def _fonts(self) -> Fonts:
        content = self._settings["content"]
        title, text = content.shown.title, content.shown.contents
        heading = content.looks(title).family if title is not None else "+mj-lt"
        body = content.looks(text[0]).family if text else "+mn-lt"
        return Fonts(self._family(heading), self._family(body), _CODE)

    def _family(self, name: str) -> str:
        """The typeface behind a name: +mj-lt is the theme's for headings, +mn-lt that for text."""
        if not name.startswith("+"):
            return name
        kind = "majorFont" if name.startswith("+mj") else "minorFont"
        latin = self.master.theme.find(f".//{A}{kind}/{A}latin")
        return (latin.get("typeface") if latin is not None else "") or _USUAL_FONT
