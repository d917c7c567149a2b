"""A PowerPoint file as a theme: from its bytes to a theme, with the layouts that were chosen and the parts to take
over.

In: the bytes of a template. Out: a theme and the names of its layouts, or a problem. Every deck with the theme
contains the template's masters and all parts they lead to, without slides. These parts get new names, so that none
can clash with those of our slides and pictures. They keep their own bytes, except where something in them must go or
would make PowerPoint repair the deck.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property, lru_cache, partial
from pathlib import PurePath
from types import MappingProxyType
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from deckgen.codes import Code
from deckgen.diagnostics import Diagnostic, Outcome, error, refused, warning
from deckgen.geometry import Rect
from deckgen.limits import USUAL, Limits
from deckgen.template.background import Painter
from deckgen.template.colours import Ground, own_colour_map, palette_of, scheme_of
from deckgen.template.layouts import (
    Frame,
    Placed,
    Setting,
    Shown,
    alike,
    chosen,
    content_areas,
    frame_of,
    section_areas,
    section_strip,
    shown,
    title_areas,
)
from deckgen.template.opening import (
    A,
    Master,
    Opened,
    P,
    R,
    Tree,
    fragment,
    open_template,
    parsed,
    tell_apart,
    written,
)
from deckgen.template.shapes import NOBODYS_CHOICE, spacing_of, tables_of
from deckgen.template.styles import Styles, scale_of
from deckgen.theme.tokens import (
    SUBTITLE_INDEX,
    TITLE_INDEX,
    Carried,
    EmbeddedFont,
    Fonts,
    Holder,
    LayoutName,
    LayoutPart,
    Palette,
    Relation,
    SlideLayout,
    TableLook,
    Template,
    TextLevel,
    Theme,
    TypeScale,
)

FIRST_MASTER_ID = 2_147_483_648
_LEFT_BEHIND: Final = {"slide", "notesSlide", "comments", "commentAuthors", "vbaProject", "presProps", "viewProps"}
"""Kinds of relationships that are not followed."""
_FOLDERS: Final = (
    ("slideMaster+xml", "ppt/slideMasters/slideMaster"),
    ("slideLayout+xml", "ppt/slideLayouts/slideLayout"),
    ("notesMaster+xml", "ppt/notesMasters/notesMaster"),
    ("handoutMaster+xml", "ppt/handoutMasters/handoutMaster"),
    ("theme+xml", "ppt/theme/theme"),
    ("image/", "ppt/media/template"),
    ("", "ppt/template/part"),
)
_SHEETS: Final = tuple(kind for kind, _ in _FOLDERS[:4])
_REFERENCES: Final = ("id", "embed", "link", "pict")
_SHOWING: Final = {
    f"{A}blip",
    f"{P}oleObj",
    f"{A}videoFile",
    f"{A}audioFile",
    f"{A}quickTimeFile",
    f"{A}wavAudioFile",
}
_SHOWN: Final = {f"{P}pic", f"{P}graphicFrame", f"{P}bg"}
"""What shows something from a relationship, and what is empty without that."""
_FONT_SLOTS: Final = ("regular", "bold", "italic", "boldItalic")


class Wanted(Struct, frozen=True):
    """Facts about a template besides its parts: layouts with the old names of their parts, and fonts in use."""

    layouts: Mapping[str, LayoutPart]
    faces: Fonts
    fonts: frozenset[str]
    free: tuple[TextLevel, ...]
    scale: float


def template_of(opened: Opened, wanted: Wanted) -> Template:
    """All that a deck takes over from the template."""
    main = opened.main
    masters = [master.sheet.part for master in opened.masters]
    notes = next(opened.led_to(main, "notesMaster"), None)
    handout = next(opened.led_to(main, "handoutMaster"), None)
    fonts, font_relations = _fonts(opened, wanted.fonts)
    roots = [*masters, *filter(None, (notes, handout)), *(relation.target for relation in font_relations)]
    names = _named(opened, _reached(opened, roots))
    numbers = _Numbers(FIRST_MASTER_ID + len(masters))
    styles, usual = _table_styles(opened)
    theme = next(opened.led_to(masters[0], "theme"))
    return Template(
        parts=tuple(_carried(opened.parts[old], names, numbers) for old in names),
        layouts={name: replace(layout, part=names[layout.part]) for name, layout in wanted.layouts.items()},
        masters=tuple((str(FIRST_MASTER_ID + place), names[master]) for place, master in enumerate(masters)),
        theme=names[theme],
        notes_master=names[notes] if notes else None,
        handout_master=names[handout] if handout else None,
        slide_size=fragment(opened.presentation.find(f"{P}sldSz")),
        notes_size=fragment(opened.presentation.find(f"{P}notesSz")),
        default_text=fragment(opened.presentation.find(f"{P}defaultTextStyle")),
        fonts=fonts,
        font_relations=tuple(replace(relation, target=names[relation.target]) for relation in font_relations),
        table_styles=styles,
        usual_table_style=usual,
        embedded=tuple(_embedded(opened, wanted.fonts)),
        faces=wanted.faces,
        free=wanted.free,
        scale=wanted.scale,
    )


def _followed(relation: Relation) -> bool:
    """True for what a deck takes over, which nothing outside the template is."""
    return not relation.outside and relation.kind.rsplit("/", 1)[-1] not in _LEFT_BEHIND


def _left_out(opened: Opened, file: str) -> list[Diagnostic]:
    """A warning for each address outside the template to which a part leads that a deck takes over."""
    main = opened.main
    roots = [master.sheet.part for master in opened.masters]
    roots += [part for kind in ("notesMaster", "handoutMaster") for part in opened.led_to(main, kind)]
    parts = (opened.parts[name] for name in _reached(opened, roots))
    addresses = dict.fromkeys(each.target for part in parts for each in part.relations if each.outside)
    hint = "embed it in the template, or take the link out there"
    return [
        warning(Code.TEMPLATE_LINK, f"`{file}` leads to `{address}`, which is left out of the deck", None, hint)
        for address in addresses
    ]


def _reached(opened: Opened, roots: Iterable[str]) -> list[str]:
    """The parts that `roots` lead to, in the order in which they are reached."""
    met: dict[str, None] = dict.fromkeys(roots)
    waiting = list(met)
    while waiting:
        for relation in opened.parts[waiting.pop(0)].relations:
            if _followed(relation) and relation.target not in met:
                met[relation.target] = None
                waiting.append(relation.target)
    return list(met)


def _named(opened: Opened, parts: Iterable[str]) -> dict[str, str]:
    """A new name for each part, by its kind; the old name may be taken, or not in ASCII."""
    counts: dict[str, int] = {}
    names = {}
    for old in parts:
        folder = next(folder for kind, folder in _FOLDERS if kind in opened.parts[old].content_type)
        counts[folder] = counts.get(folder, 0) + 1
        extension = re.sub("[^a-z0-9]", "", old.rpartition(".")[2].lower()) or "bin"
        names[old] = f"{folder}{counts[folder]}.{extension}"
    return names


class _Numbers:
    """Ids for layouts: PowerPoint requires the ids of all layouts and masters to be different."""

    def __init__(self, last: int) -> None:
        self.last = last

    def next(self) -> str:
        self.last += 1
        return str(self.last)


def _carried(part: Carried, names: Mapping[str, str], numbers: _Numbers) -> Carried:
    gone = {relation.number for relation in part.relations if not _followed(relation)}
    relations = tuple(
        replace(relation, target=names[relation.target]) for relation in part.relations if relation.number not in gone
    )
    content = part.content
    if any(kind in part.content_type for kind in _SHEETS):
        tree = parsed(content)
        is_layout = tree.tag == f"{P}sldLayout"
        changes = [
            _without(tree, gone),
            _mended(tree),
            _renumbered(tree, numbers),
            is_layout and tell_apart(tree),
        ]
        content = written(tree) if any(changes) else content
    elif gone and part.content_type.endswith("xml"):
        tree = parsed(content)
        content = written(tree) if _without(tree, gone) else content
    return Carried(names[part.name], part.content_type, content, relations, part.content)


def _without(tree: Tree, gone: set[str]) -> bool:
    """Remove references to relationships that were dropped, mostly links to slides; True if there were any.

    What shows nothing without them, such as a linked picture, is removed as a whole.
    """
    found = [element for element in tree.iter() if any(element.get(f"{R}{key}") in gone for key in _REFERENCES)]
    for element in found:
        if element.get(f"{R}link") in gone:
            del element.attrib[f"{R}link"]
        if element.get(f"{R}embed", "") in {"", *gone} or element.get(f"{R}id") in gone:
            whole = next((each for each in element.iterancestors() if each.tag in _SHOWN), element)
            removed = whole if element.tag in _SHOWING else element
            if removed.getparent() is not None:
                removed.getparent().remove(removed)
    return bool(found)


def _mended(tree: Tree) -> bool:
    """Give each shape a name and a unique id, and remove typefaces without a name; True if anything changed."""
    empty = [font for tag in ("latin", "ea", "cs", "sym", "buFont") for font in tree.iter(f"{A}{tag}")]
    empty = [font for font in empty if not font.get("typeface")]
    for font in empty:
        font.getparent().remove(font)
    taken: set[str] = set()
    changed = bool(empty)
    for number, identity in enumerate(tree.iter(f"{P}cNvPr"), 1):
        if identity.get("id", "") in {*taken, "0"} or not identity.get("id", "").isdigit():
            identity.set("id", str(max([0, *(int(other) for other in taken)]) + 1))
            changed = True
        taken.add(identity.get("id"))
        if number > 1 and not identity.get("name"):
            identity.set("name", f"Shape {identity.get('id')}")
            changed = True
    return changed


def _renumbered(tree: Tree, numbers: _Numbers) -> bool:
    entries = list(tree.iter(f"{P}sldLayoutId"))
    for entry in entries:
        entry.set("id", numbers.next())
    return bool(entries)


def _fonts(opened: Opened, used: frozenset[str]) -> tuple[str, tuple[Relation, ...]]:
    """The embedded fonts in use: PowerPoint repairs decks that list others."""
    stored = opened.presentation.find(f"{P}embeddedFontLst")
    relations = {relation.number: relation for relation in opened.parts[opened.main].relations}
    kept: list[str] = []
    needed: list[Relation] = []
    for entry in stored if stored is not None else ():
        typeface = entry.find(f"{P}font").get("typeface", "")
        faces = [face for slot in _FONT_SLOTS if (face := entry.find(f"{P}{slot}")) is not None]
        if typeface not in used or any(face.get(f"{R}id") not in relations for face in faces):
            continue
        copy = parsed(fragment(entry).encode())
        for face in (face for slot in _FONT_SLOTS if (face := copy.find(f"{P}{slot}")) is not None):
            number = f"font{len(needed) + 1}"
            needed.append(replace(relations[face.get(f"{R}id")], number=number))
            face.set(f"{R}id", number)
        kept.append(fragment(copy))
    return (f"<p:embeddedFontLst>{''.join(kept)}</p:embeddedFontLst>" if kept else ""), tuple(needed)


def _embedded(opened: Opened, used: frozenset[str]) -> Iterator[EmbeddedFont]:
    """The faces of the embedded fonts in use."""
    stored = opened.presentation.find(f"{P}embeddedFontLst")
    parts = {relation.number: relation.target for relation in opened.parts[opened.main].relations}
    for entry in stored if stored is not None else ():
        typeface = entry.find(f"{P}font").get("typeface", "")
        for slot in _FONT_SLOTS if typeface in used else ():
            face = entry.find(f"{P}{slot}")
            part = parts.get(face.get(f"{R}id")) if face is not None else None
            if part is not None:
                yield EmbeddedFont(
                    typeface, "bold" in slot, slot.lower().endswith("italic"), opened.parts[part].content
                )


def _table_styles(opened: Opened) -> tuple[dict[str, str], str | None]:
    """The XML of the template's table styles, by their ids, and the id of the style for new tables."""
    part = next(opened.led_to(opened.main, "tableStyles"), None)
    if part is None:
        return {}, None
    tree = parsed(opened.parts[part].content)
    return {style.get("styleId"): fragment(style) for style in tree.iterchildren(f"{A}tblStyle")}, tree.get("def")


Asked = Mapping[LayoutName, str]
NOTHING_ASKED: Final[Asked] = MappingProxyType({})
_CODE, _USUAL_FONT = "Courier New", "Arial"
_UNSAID = 99
"""A size that the template leaves to us."""
_MARKS: Final = ("type", "idx", "sz", "orient")
_FRAMED: Final[tuple[LayoutName, ...]] = ("content", "two-content", "comparison", "title-only")


class Understood(Struct, frozen=True):
    """A template as a theme, and the name of the layout for each kind of slide."""

    theme: Theme
    layouts: Mapping[LayoutName, str]


def understand(
    content: bytes, file: str, asked: Asked = NOTHING_ASKED, limits: Limits = USUAL
) -> Outcome[Understood | None]:
    """The template in `content` as a theme with the name of its `file`, or the reason to refuse it.

    `asked` are the names of the layouts that the author wants for some kinds of slides.
    """
    return _understood(content, file, tuple(sorted(asked.items())), limits.template_mb)


@lru_cache(maxsize=4)
def _understood(
    content: bytes, file: str, asked: tuple[tuple[LayoutName, str], ...], most: int
) -> Outcome[Understood | None]:
    opened = open_template(content, file, most)
    if opened.value is None:
        return refused(*opened.diagnostics)
    known = {sheet.name for master in opened.value.masters for sheet in master.layouts}
    for _, layout in asked:
        if layout not in known:
            message = f"`{file}` has no layout `{layout}`"
            return refused(error(Code.UNKNOWN_LAYOUT, message, None, _instead_of(layout, known)))
    readers = list(_readers(opened.value, PurePath(file).stem, dict(asked)))
    if not readers:
        message = f"`{file}` has no layout that text can be put on"
        return refused(error(Code.DAMAGED_TEMPLATE, message, None, "use another template"))
    highest = max(reader.use for reader in readers)
    best = max(
        (reader for reader in readers if reader.use > highest - 1), key=lambda reader: reader.use + reader.room
    )
    return Outcome(best.understood(), (*opened.diagnostics, *_left_out(opened.value, file), *best.too_small(file)))


def _instead_of(layout: str, known: set[str]) -> str:
    from difflib import get_close_matches  # noqa: PLC0415  (slow to import, and only needed for mistakes)

    near = get_close_matches(layout, known, n=1)
    return (
        f"did you mean `{near[0]}`?"
        if near
        else f"its layouts are {', '.join(f'`{each}`' for each in sorted(known))}"
    )


def _readers(opened: Opened, name: str, asked: Asked) -> Iterator[_Reader]:
    """A reader for each master with usable layouts."""
    for master in opened.masters:
        candidates = [each for sheet in master.layouts if (each := shown(sheet, opened.slide)) is not None]
        names = {each.sheet.name for each in candidates}
        if candidates:
            own = {kind: layout for kind, layout in asked.items() if layout in names}
            found = alike(chosen(candidates, own, opened.uses), own, partial(_titles_of, opened, master))
            yield _Reader(opened, name, master, found, len(own))


def _titles_of(opened: Opened, master: Master, layout: Shown) -> object:
    """What is seen of a title, apart from its size, which decks set themselves, and the ground of its layout."""
    if layout.title is None:
        return None
    sheet = layout.sheet
    ground = fragment(sheet.tree.find(f"{P}cSld/{P}bg")), own_colour_map(sheet), sheet.tree.get("showMasterSp")
    styles = Styles(opened.presentation, master.sheet, scheme_of(master.theme, master.sheet, layout.sheet))
    looks = styles.looks(layout.title)
    return ground, looks.colour, looks.bold, looks.family, looks.is_capitals, looks.levels[0].align


class _Reader(Struct, frozen=True, dict=True):
    opened: Opened
    name: str
    master: Master
    layouts: Mapping[LayoutName, Shown]
    asked: int
    """The number of layouts among those the author wants that the master has."""

    @property
    def use(self) -> float:
        """The share of the file's own slides on the master, from 0 to 10, after the layouts that are asked for."""
        uses = self.opened.uses
        return 100 * self.asked + 10 * sum(uses[sheet.part] for sheet in self.master.layouts) / max(uses.total(), 1)

    @property
    def room(self) -> float:
        """The room for content, from 0 to 1, with a little more for each layout of its own."""
        body, slide = self._frame.body, self.opened.slide
        share = body.width * body.height / (slide.width * slide.height)
        return share + len({id(layout) for layout in self.layouts.values()}) / 20

    def understood(self) -> Understood:
        names = {kind: layout.sheet.name for kind, layout in self.layouts.items()}
        return Understood(self._theme(), names)

    def too_small(self, file: str) -> Iterator[Diagnostic]:
        """A warning if no layout has enough room for content, or if places for text are hardly on the slide."""
        beyond = dict.fromkeys(layout.sheet.name for layout in self.layouts.values() if layout.is_beyond)
        if beyond:
            names = ", ".join(f"`{name}`" for name in beyond)
            message = f"in `{file}`, places for text lie mostly off the slide, so slides use what is free: {names}"
            hint = "move them onto the slide in the template, or give its slides the size that they were made for"
            yield warning(Code.SMALL_CONTENT_AREA, message, None, hint)
        elif self._frame.title_size is not None:
            name = self.layouts["content"].sheet.name
            message = (
                f"the layout `{name}` of `{file}` has too little room for content, so slides use all that is free"
            )
            hint = "choose another layout under `layouts`, or add one with a title and a large text to the template"
            yield warning(Code.SMALL_CONTENT_AREA, message, None, hint)

    def _theme(self) -> Theme:
        settings, placed = self._settings, self._placed
        layouts = {name: self._layout(name, areas) for name, areas in placed.items()}
        theme = Theme(
            name=self.name,
            slide=self.opened.slide,
            fonts=self._fonts,
            scheme=settings["content"].styles.scheme.colours,
            palette=self._palette,
            sizes=self._sizes(layouts),
            space=spacing_of(self.master, self.opened.scale),
            body=self._frame.body,
            progress=None,
            links=None,
            section_strip=self._strip,
            layouts=layouts,
            table=self._table,
            is_dark=self._ground.is_dark,
        )
        wanted = Wanted(
            {name: self._part(name, areas) for name, areas in placed.items()},
            self._faces,
            frozenset(theme.families),
            settings["content"].styles.free,
            self.opened.scale,
        )
        return replace(theme, template=template_of(self.opened, wanted))

    @cached_property
    def _settings(self) -> Mapping[LayoutName, Setting]:
        painter = Painter(self.opened, self.master)
        return {name: self._setting(layout, painter) for name, layout in self.layouts.items()}

    def _setting(self, layout: Shown, painter: Painter) -> Setting:
        scheme = scheme_of(self.master.theme, self.master.sheet, layout.sheet)
        styles = Styles(self.opened.presentation, self.master.sheet, scheme)
        scenery = painter.scenery(layout.sheet, scheme)
        return Setting(layout, styles, scenery, self.opened.scale)

    @cached_property
    def _frame(self) -> Frame:
        settings = self._settings
        return frame_of({name: settings[name] for name in _FRAMED if name in settings})

    @property
    def _table(self) -> TableLook:
        """The look of tables, if the owner has chosen a style for them."""
        styles, usual = _table_styles(self.opened)
        if usual is None or usual == NOBODYS_CHOICE or usual not in styles:
            return TableLook()
        return tables_of(styles[usual], self._ground, self.opened.scale)

    @cached_property
    def _palette(self) -> Palette:
        text = self._settings["content"].shown.contents
        ink = self._settings["content"].looks(text[0]).colour if text else None
        section = self._settings["section"]
        ground = section.behind(self._strip) if self._strip else self._behind_all("section")
        # The link to the agenda is there where other slides have the name of their section.
        ground = replace(ground, surface=section.scenery.ground_of(self._frame.row).rgb)
        return palette_of(self._ground, ground, ink)

    @property
    def _ground(self) -> Ground:
        """What lies behind the content of slides."""
        return self._behind_all("content")

    def _behind_all(self, name: LayoutName) -> Ground:
        """What lies behind the content of a layout, or behind most of a slide without content."""
        setting = self._settings[name]
        return setting.behind(self._frame.body if name in _FRAMED else setting.whole)

    @cached_property
    def _strip(self) -> Rect | None:
        section = self._settings["section"]
        return section_strip(section, section_areas(section))

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
        ground = self._behind_all(name).paper
        own = tuple(
            replace(
                placed.area,
                ground=None if placed.area.ground == ground else placed.area.ground,
                family=self._family_in(placed, self._settings[name]),
            )
            for placed in areas
        )
        return SlideLayout(name, self.layouts[name].sheet.name, ground, own)

    def _family_in(self, placed: Placed, setting: Setting) -> str | None:
        """The typeface of an area, if it is not that of the headings or the text of slides."""
        if placed.shape is None:
            return None
        family = self._family(setting.looks(placed.shape).family)
        usual = self._fonts.heading if "title" in placed.area.kind else self._fonts.body
        return family if family != usual and placed.area.kind != "content" else None

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
        faces = self._faces
        return Fonts(self._family(faces.heading), self._family(faces.body), faces.code)

    @property
    def _faces(self) -> Fonts:
        content = self._settings["content"]
        title, text = content.shown.title, content.shown.contents
        heading = content.looks(title).family if title is not None else "+mj-lt"
        body = content.looks(text[0]).family if text else "+mn-lt"
        return Fonts(heading, body, _CODE)

    def _family(self, name: str) -> str:
        """The typeface for a name: +mj-lt is the theme's for headings, +mn-lt for body text."""
        if not name.startswith("+"):
            return name
        kind = "majorFont" if name.startswith("+mj") else "minorFont"
        latin = self.master.theme.find(f".//{A}{kind}/{A}latin")
        return (latin.get("typeface") if latin is not None else "") or _USUAL_FONT
