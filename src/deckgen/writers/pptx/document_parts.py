"""The parts around the slides: theme, properties of presentation and view, properties of the document."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import get_args

from deckgen.paint import Slot
from deckgen.scene.slide import Scene, Show
from deckgen.theme.tokens import Theme
from deckgen.writers.pptx.xml import DECLARATION, NAMESPACES, attribute, text


def show_list(shows: tuple[Show, ...], relationships: Sequence[str]) -> str:
    """The shows as p:custShowLst, nothing without any; slide number n has the nth of `relationships`."""
    if not shows:
        return ""
    entries = []
    for number, show in enumerate(shows):
        slides = "".join([f'<p:sld r:id="{relationships[index]}"/>' for index in show.slides])
        name = attribute(show.name)
        entries.append(f'<p:custShow name="{name}" id="{number}"><p:sldLst>{slides}</p:sldLst></p:custShow>')
    return f"<p:custShowLst>{''.join(entries)}</p:custShowLst>"


def opening_show(number: int | None) -> str:
    """What p:presentationPr says of the show that begins when the deck is shown, nothing for the whole deck."""
    return "" if number is None else f'<p:showPr><p:present/><p:custShow id="{number}"/></p:showPr>'


_NO_DATE = datetime(1980, 1, 1, tzinfo=UTC)
_LINE_WIDTHS = (9_525, 19_050, 28_575)
_SCRIPTS = {
    "Jpan": "Yu Gothic",
    "Hang": "Malgun Gothic",
    "Hans": "Microsoft YaHei",
    "Hant": "Microsoft JhengHei",
    "Arab": "Arial",
    "Hebr": "Arial",
    "Thai": "Leelawadee UI",
    "Deva": "Nirmala UI",
    "Beng": "Nirmala UI",
    "Taml": "Nirmala UI",
    "Telu": "Nirmala UI",
    "Gujr": "Nirmala UI",
    "Knda": "Nirmala UI",
    "Mlym": "Nirmala UI",
    "Guru": "Nirmala UI",
    "Ethi": "Ebrima",
    "Armn": "Segoe UI",
    "Geor": "Segoe UI",
}
"""Fonts for scripts that the theme's own fonts lack, by ISO 15924; all of them come with Windows."""
_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/main"
_PLAIN_FILL = '<a:solidFill><a:schemeClr val="phClr"/></a:solidFill>'


def theme_part(theme: Theme, name: str, language: str) -> str:
    """The theme's colours and fonts; its effects are flat, so that what the user adds has no shadows either."""
    swapped: dict[Slot, Slot] = {"dk1": "lt1", "lt1": "dk1", "dk2": "lt2", "lt2": "dk2"} if theme.is_dark else {}
    slots: tuple[Slot, ...] = get_args(Slot)
    colours = "".join(
        f'<a:{slot}><a:srgbClr val="{theme.scheme[swapped.get(slot, slot)]}"/></a:{slot}>' for slot in slots
    )
    scripts = "".join(f'<a:font script="{script}" typeface="{face}"/>' for script, face in _SCRIPTS.items())
    east_asian = _SCRIPTS.get(_east_asian_script(language), "")
    others = f'<a:ea typeface="{east_asian}"/><a:cs typeface=""/>{scripts}'
    fonts = "".join(
        f'<a:{kind}><a:latin typeface="{attribute(face)}"/>{others}</a:{kind}>'
        for kind, face in (("majorFont", theme.fonts.heading), ("minorFont", theme.fonts.body))
    )
    lines = "".join(
        f'<a:ln w="{width}" cap="flat" cmpd="sng" algn="ctr">{_PLAIN_FILL}<a:prstDash val="solid"/>'
        f'<a:miter lim="800000"/></a:ln>'
        for width in _LINE_WIDTHS
    )
    effects = "<a:effectStyle><a:effectLst/></a:effectStyle>" * 3
    label = attribute(name)
    return (
        f'{DECLARATION}<a:theme xmlns:a="{_DRAWING}" name="{label}"><a:themeElements>'
        f'<a:clrScheme name="{label}">{colours}</a:clrScheme><a:fontScheme name="{label}">{fonts}</a:fontScheme>'
        f'<a:fmtScheme name="{label}"><a:fillStyleLst>{_PLAIN_FILL * 3}</a:fillStyleLst>'
        f"<a:lnStyleLst>{lines}</a:lnStyleLst><a:effectStyleLst>{effects}</a:effectStyleLst>"
        f"<a:bgFillStyleLst>{_PLAIN_FILL * 3}</a:bgFillStyleLst></a:fmtScheme></a:themeElements>"
        f"<a:objectDefaults/><a:extraClrSchemeLst/></a:theme>"
    )


def _east_asian_script(language: str) -> str:
    """The script of an East Asian language, by its BCP 47 tag; nothing for others."""
    primary, *others = language.lower().split("-")
    if primary == "zh":
        return "Hant" if {"hant", "tw", "hk", "mo"} & set(others) else "Hans"
    return {"ja": "Jpan", "ko": "Hang"}.get(primary, "")


def presentation_properties(scene: Scene) -> str:
    """The presProps part: PowerPoint's defaults are meant, but for the show that the deck begins with."""
    return f"{DECLARATION}<p:presentationPr {NAMESPACES}>{opening_show(scene.opening_show)}</p:presentationPr>"


def view_properties() -> str:
    """The normal view with the notes a little open, because lectures have notes."""
    return (
        f"{DECLARATION}<p:viewPr {NAMESPACES}><p:normalViewPr>"
        '<p:restoredLeft sz="15620"/><p:restoredTop sz="80000"/></p:normalViewPr>'
        '<p:gridSpacing cx="76200" cy="76200"/></p:viewPr>'
    )


def core_properties(scene: Scene, modified: datetime | None) -> str:
    """Title, author and dates; without `modified` the first date that zip archives know."""
    moment = modified or _NO_DATE
    moment = moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
    stamp = f"{moment:%Y-%m-%dT%H:%M:%SZ}"
    dated = "".join(
        f'<dcterms:{kind} xsi:type="dcterms:W3CDTF">{stamp}</dcterms:{kind}>' for kind in ("created", "modified")
    )
    return (
        f'{DECLARATION}<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/'
        'core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"'
        ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{text(scene.title)}</dc:title><dc:subject>{text(scene.subtitle)}</dc:subject>"
        f"<dc:creator>{text(scene.author)}</dc:creator><cp:lastModifiedBy>{text(scene.author)}</cp:lastModifiedBy>"
        f"<cp:revision>1</cp:revision>{dated}<dc:language>{text(scene.language)}</dc:language></cp:coreProperties>"
    )


def extended_properties(scene: Scene, shape: str) -> str:
    """Counts of slides and notes, by the program that wrote them, and the `shape` of slides in PowerPoint's words."""
    notes = sum(bool(slide.notes) for slide in scene.slides)
    hidden = sum(slide.hidden for slide in scene.slides)
    return (
        f'{DECLARATION}<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/'
        'extended-properties"><TotalTime>0</TotalTime><Application>deckgen</Application>'
        f"<PresentationFormat>{shape}</PresentationFormat>"
        f"<Slides>{len(scene.slides)}</Slides><Notes>{notes}</Notes><HiddenSlides>{hidden}</HiddenSlides></Properties>"
    )
