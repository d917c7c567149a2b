"""What slides stand on: masters, layouts and themes, made from the tokens of a theme or taken from a template."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from posixpath import basename

from msgspec import Struct
from msgspec.structs import replace

from deckgen.pptx.base import theme_part
from deckgen.pptx.levels import list_style, of_area, of_holder
from deckgen.pptx.master import MASTER_ID, add_master, add_notes_master, plain_levels
from deckgen.pptx.package import Package
from deckgen.pptx.shapes import placeholder
from deckgen.pptx.sheet import Slot, UsedLayout
from deckgen.pptx.xml import attribute
from deckgen.scene.text import Insets
from deckgen.theme.template.model import LayoutPart, Relation, Template
from deckgen.theme.tokens import Area, LayoutName, SlideLayout, Theme

_NOTES_SIZE = '<p:notesSz cx="6858000" cy="9144000"/>'
_NOTES_MASTER = "ppt/notesMasters/notesMaster1.xml"


class Foundation(Struct, frozen=True):
    """Masters, by id and part, and what the presentation part says of them; `add` puts all parts into a package.

    The texts are elements of the presentation part in its order, "" where there is none.
    """

    masters: tuple[tuple[str, str], ...]
    notes_master: str
    handout_master: str | None
    theme: str
    sizes: str
    shape: str
    """The shape of slides in PowerPoint's words."""
    fonts: str
    font_relations: tuple[Relation, ...]
    default_text: str
    layouts: Mapping[LayoutName, UsedLayout]
    from_right: bool
    """Whether the deck is read from right to left."""
    add: Callable[[Package], None]


def foundation(theme: Theme, language: str) -> Foundation:
    """What the slides of a deck in `theme` stand on."""
    return _made(theme, language) if theme.template is None else _carried(theme, theme.template, language)


def _made(theme: Theme, language: str) -> Foundation:
    def add(package: Package) -> None:
        package.add("ppt/theme/theme1.xml", "theme", theme_part(theme, theme.name.title(), language))
        package.add("ppt/theme/theme2.xml", "theme", theme_part(theme, f"{theme.name.title()} notes", language))
        add_master(package, theme, language)
        add_notes_master(package, language, "theme2.xml")

    return Foundation(
        masters=((str(MASTER_ID), "ppt/slideMasters/slideMaster1.xml"),),
        notes_master=_NOTES_MASTER,
        handout_master=None,
        theme="ppt/theme/theme1.xml",
        sizes=f'<p:sldSz cx="{theme.slide.width}" cy="{theme.slide.height}"/>{_NOTES_SIZE}',
        shape="Widescreen",
        fonts="",
        font_relations=(),
        default_text=_default_text(language),
        layouts={
            layout.name: _made_layout(layout, number, theme)
            for number, layout in enumerate(theme.layouts.values(), 1)
        },
        from_right=theme.from_right,
        add=add,
    )


def _default_text(language: str) -> str:
    return (
        f'<p:defaultTextStyle><a:defPPr><a:defRPr lang="{attribute(language)}"/></a:defPPr>'
        f"{list_style(plain_levels(), kern=True)}</p:defaultTextStyle>"
    )


def _made_layout(layout: SlideLayout, number: int, theme: Theme) -> UsedLayout:
    slots = {
        area.index: Slot(area, of_area(area, theme), placeholder(area.kind, area.index, area.half))
        for area in layout.areas
    }
    return UsedLayout(f"slideLayout{number}.xml", slots)


def _carried(theme: Theme, template: Template, language: str) -> Foundation:
    def add(package: Package) -> None:
        for part in template.parts:
            package.carry(part)
        if template.notes_master is None:
            # A notes master needs a theme of its own; two masters that share one make PowerPoint repair the deck.
            own = next(part for part in template.parts if part.name == template.theme)
            package.carry(replace(own, name="ppt/theme/notes.xml"))
            add_notes_master(package, language, "notes.xml")

    return Foundation(
        masters=template.masters,
        notes_master=template.notes_master or _NOTES_MASTER,
        handout_master=template.handout_master,
        theme=template.theme,
        sizes=template.slide_size + (template.notes_size or _NOTES_SIZE),
        shape="Custom",
        fonts=template.fonts,
        font_relations=template.font_relations,
        default_text=template.default_text or _default_text(language),
        layouts={
            name: _carried_layout(layout, template.layouts[name], theme) for name, layout in theme.layouts.items()
        },
        from_right=theme.from_right,
        add=add,
    )


def _carried_layout(layout: SlideLayout, part: LayoutPart, theme: Theme) -> UsedLayout:
    slots = {area.index: _slot(area, part, theme) for area in layout.areas if area.index in part.holders}
    used = UsedLayout(basename(part.part), slots)
    return replace(used, colour_map=part.colour_map) if part.colour_map else used


def _slot(area: Area, part: LayoutPart, theme: Theme) -> Slot:
    holder = part.holders[area.index]
    mark = "".join(f' {name}="{attribute(value)}"' for name, value in holder.mark.items())
    return Slot(area, of_holder(holder, theme), f"<p:ph{mark}/>", Insets(*holder.margins))
