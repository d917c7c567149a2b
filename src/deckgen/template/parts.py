"""The parts of a template that every deck in it holds: its masters and all that they lead to, slides apart.

Parts get new names, so that none can clash with those of our slides and pictures, and keep their own bytes but where
something in them has to go or would make PowerPoint repair the deck.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from deckgen.template.opening import A, Opened, P, R, Tree, fragment, parsed, tell_apart, written
from deckgen.theme.carried import Carried, LayoutPart, Relation, Template

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
_FONT_SLOTS: Final = ("regular", "bold", "italic", "boldItalic")


class Wanted(Struct, frozen=True):
    """What is known of a template beside its parts: layouts with the old names of their parts, and fonts in use."""

    layouts: Mapping[str, LayoutPart]
    fonts: frozenset[str]
    scale: float


def template_of(opened: Opened, wanted: Wanted) -> Template:
    """All that a deck takes over."""
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
        scale=wanted.scale,
    )


def _followed(relation: Relation) -> bool:
    return relation.kind.rsplit("/", 1)[-1] not in _LEFT_BEHIND


def _reached(opened: Opened, roots: Iterable[str]) -> list[str]:
    """The parts that `roots` lead to, in the order in which they are met."""
    met: dict[str, None] = dict.fromkeys(roots)
    waiting = list(met)
    while waiting:
        for relation in opened.parts[waiting.pop(0)].relations:
            if not relation.outside and _followed(relation) and relation.target not in met:
                met[relation.target] = None
                waiting.append(relation.target)
    return list(met)


def _named(opened: Opened, parts: Iterable[str]) -> dict[str, str]:
    """A new name for each part, by its kind; the old one may be taken, or not in ASCII."""
    counts: dict[str, int] = {}
    names = {}
    for old in parts:
        folder = next(folder for kind, folder in _FOLDERS if kind in opened.parts[old].content_type)
        counts[folder] = counts.get(folder, 0) + 1
        extension = re.sub("[^a-z0-9]", "", old.rpartition(".")[2].lower()) or "bin"
        names[old] = f"{folder}{counts[folder]}.{extension}"
    return names


class _Numbers:
    """Ids for layouts: PowerPoint wants all of them, and those of masters, to be different."""

    def __init__(self, last: int) -> None:
        self.last = last

    def next(self) -> str:
        self.last += 1
        return str(self.last)


def _carried(part: Carried, names: Mapping[str, str], numbers: _Numbers) -> Carried:
    gone = {relation.number for relation in part.relations if not _followed(relation)}
    relations = tuple(
        relation if relation.outside else replace(relation, target=names[relation.target])
        for relation in part.relations
        if relation.number not in gone
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
    return Carried(names[part.name], part.content_type, content, relations)


def _without(tree: Tree, gone: set[str]) -> bool:
    """Take out what refers to relationships that are gone: links to slides, mostly."""
    found = [element for element in tree.iter() if any(element.get(f"{R}{key}") in gone for key in ("id", "embed"))]
    for element in found:
        element.getparent().remove(element)
    return bool(found)


def _mended(tree: Tree) -> bool:
    """Give each shape a name and an id of its own, and take out typefaces that have no name."""
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


def _table_styles(opened: Opened) -> tuple[dict[str, str], str | None]:
    """The template's table styles as they are written, by their ids, and the one that new tables get."""
    part = next(opened.led_to(opened.main, "tableStyles"), None)
    if part is None:
        return {}, None
    tree = parsed(opened.parts[part].content)
    return {style.get("styleId"): fragment(style) for style in tree.iterchildren(f"{A}tblStyle")}, tree.get("def")
