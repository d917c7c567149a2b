"""The design that the built-in themes share: one grid, one type scale, the same layouts. A theme adds its colours."""

from __future__ import annotations

from collections.abc import Mapping

from deckgen.geometry import Rect, Size, inch, pt
from deckgen.paint import Colour, Slot, Stroke
from deckgen.theme.tokens import (
    EYEBROW_INDEX,
    Area,
    Fonts,
    Hue,
    LayoutName,
    Ornament,
    Palette,
    SlideLayout,
    Spacing,
    Theme,
    Tone,
    TypeScale,
)

HUES: Mapping[Hue, Colour] = {
    "blue": Colour("accent1"),
    "teal": Colour("accent2"),
    "slate": Colour("accent3"),
    "violet": Colour("accent4"),
    "amber": Colour("accent5"),
    "red": Colour("accent6"),
}
"""The accents of the colour scheme, by the names that outlines use."""
_SLIDE = Size(12_192_000, 6_858_000)  # 13⅓ × 7½ in, 16:9 as PowerPoint counts it
_MARGIN = inch(0.6)
_WIDTH = _SLIDE.width - 2 * _MARGIN
_BODY = Rect(_MARGIN, inch(1.56), _WIDTH, inch(6.77) - inch(1.56))
_HALF_GAP = pt(24)
_HALF = (_WIDTH - _HALF_GAP) // 2
_HEADING = inch(0.5)
_UNDER_HEADING = _HEADING + pt(8)
_PROGRESS = Rect(0, _SLIDE.height - pt(4), _SLIDE.width, pt(4))
_FOOT = inch(7.03)
SIZES = TypeScale(
    deck_title=(60, 54, 48, 44, 40),
    section_title=(48, 44, 40, 36),
    title=(34, 32, 30),
    subtitle=(28, 26, 24, 22, 20),
    body=(28, 24, 24, 22, 20, 18),
    second_level=(24, 20, 20, 20, 18, 18),
    label=(24, 22, 20, 18, 17, 16, 15, 14),
    note=(18, 17, 16, 15, 14),
    caption=(20, 18, 17, 16),
    table=(24, 22, 22, 20, 19, 18),
    callout=(24, 22, 22, 20, 20, 18),
    code=(26, 22, 20, 18, 17, 16),
    eyebrow=14,
    footer=12,
)
SPACE = Spacing(
    unit=pt(8),
    margin=_MARGIN,
    box_gap=pt(8),
    frame_padding=pt(8),
    panel_gap=pt(24),
    block_gap=pt(24),
    corner=pt(5),
    line=pt(1.5),
)


def designed(name: str, scheme: Mapping[Slot, str], palette: Palette, *, is_dark: bool = False) -> Theme:
    """The theme called `name`, in the colours of `scheme` and `palette`."""
    layouts = (_opening(palette), _section(palette), *_content_layouts(palette))
    return Theme(
        name=name,
        slide=_SLIDE,
        fonts=Fonts(heading="Calibri", body="Calibri", code="Courier New"),
        scheme=scheme,
        palette=palette,
        sizes=SIZES,
        space=SPACE,
        body=_BODY,
        progress=_PROGRESS,
        section_strip=Rect(_MARGIN, pt(440), _WIDTH, pt(62)),
        layouts={layout.name: layout for layout in layouts},
        is_dark=is_dark,
    )


def _opening(palette: Palette) -> SlideLayout:
    """The title slide: a bar above the title and a stack of four layers, one of them highlighted."""
    width = inch(9.2)
    title = Rect(_MARGIN, inch(2.62), width, inch(1.7))
    subtitle = Rect(_MARGIN, inch(4.4), width, inch(0.95))
    details = Rect(_MARGIN, inch(6.4), width, inch(0.5))
    muted = palette.on_dark_muted
    return SlideLayout(
        "title",
        "Title Slide",
        palette.dark_ground,
        (
            Area("centred-title", 0, "Title", title, 60, palette.on_dark, bold=True, line_spacing=90),
            Area("subtitle", 1, "Subtitle", subtitle, 28, muted),
            Area("body", EYEBROW_INDEX, "Details", details, 18, muted, anchor="bottom"),
        ),
        (Ornament(Rect(_MARGIN, inch(2.37), inch(0.96), pt(6)), palette.on_dark_accent), *_stack(palette)),
        is_flowing=True,
    )


def _stack(palette: Palette) -> tuple[Ornament, ...]:
    left, width, height, gap = inch(10.12), inch(2.61), inch(0.66), inch(0.12)
    accent = palette.on_dark_accent
    looks = (
        (None, Stroke(accent, pt(2))),
        (None, Stroke(palette.on_dark_edge, pt(2))),
        (accent, None),
        (None, Stroke(palette.on_dark_rule, pt(2))),
    )
    return tuple(
        Ornament(Rect(left, inch(1.56) + row * (height + gap), width, height), fill, line, pt(5))
        for row, (fill, line) in enumerate(looks)
    )


def _section(palette: Palette) -> SlideLayout:
    title = Rect(_MARGIN, inch(2.86), _WIDTH, inch(1.7))
    part = Rect(_MARGIN, inch(2.36), _WIDTH, inch(0.46))
    return SlideLayout(
        "section",
        "Section Header",
        palette.dark_ground,
        (
            Area("title", 0, "Title", title, 48, palette.on_dark, bold=True, line_spacing=90),
            Area("body", EYEBROW_INDEX, "Part", part, 22, palette.on_dark_accent, bold=True, anchor="bottom"),
        ),
        is_flowing=True,
    )


def _content_layouts(palette: Palette) -> tuple[SlideLayout, ...]:
    under = _BODY.height - _UNDER_HEADING
    left, right = _BODY.x, _BODY.x + _HALF + _HALF_GAP

    def content(index: int, name: str, rect: Rect) -> Area:
        return Area("content", index, name, rect, 24, palette.ink, half=rect.width == _HALF)

    def heading(index: int, name: str, x: int) -> Area:
        rect = Rect(x, _BODY.y, _HALF, _HEADING)
        return Area("body", index, name, rect, 24, palette.ink, bold=True, anchor="bottom")

    def half(index: int, name: str, x: int) -> Area:
        return content(index, f"{name} content", Rect(x, _BODY.y, _HALF, _BODY.height))

    def under_heading(index: int, name: str, x: int) -> Area:
        return content(index, name, Rect(x, _BODY.y + _UNDER_HEADING, _HALF, under))

    top = (_title(palette), _eyebrow(palette))
    return (
        _framed(palette, "content", "Title and Content", *top, content(1, "Content", _BODY)),
        _framed(palette, "two-content", "Two Content", *top, half(1, "Left", left), half(2, "Right", right)),
        _framed(
            palette,
            "comparison",
            "Comparison",
            *top,
            heading(1, "Left heading", left),
            under_heading(2, "Left content", left),
            heading(3, "Right heading", right),
            under_heading(4, "Right content", right),
        ),
        _framed(palette, "title-only", "Title Only", *top),
        _framed(palette, "blank", "Blank"),
    )


def _framed(palette: Palette, name: LayoutName, label: str, *areas: Area) -> SlideLayout:
    """A layout with a footer, a number, and the track of the progress line."""
    footer = Rect(_MARGIN, _FOOT, inch(9), inch(0.28))
    number = Rect(_SLIDE.width - _MARGIN - inch(1.2), _FOOT, inch(1.2), inch(0.28))
    foot = (
        Area("footer", 11, "Footer", footer, 12, palette.muted, anchor="middle"),
        Area("slide-number", 12, "Slide number", number, 12, palette.muted, anchor="middle", align="right"),
    )
    return SlideLayout(name, label, palette.paper, (*areas, *foot), (Ornament(_PROGRESS, palette.track),))


def _title(palette: Palette) -> Area:
    rect = Rect(_MARGIN, inch(0.53), _WIDTH, inch(0.91))
    return Area("title", 0, "Title", rect, 34, palette.ink, bold=True, line_spacing=90)


def _eyebrow(palette: Palette) -> Area:
    rect = Rect(_MARGIN, inch(0.29), _WIDTH, inch(0.26))
    return Area("body", EYEBROW_INDEX, "Section name", rect, 14, palette.accent, bold=True)


CLASSROOM = designed(
    "classroom",
    {
        "dk1": "16202C",
        "lt1": "FFFFFF",
        "dk2": "12263F",
        "lt2": "F3F6F9",
        "accent1": "1F5FBF",
        "accent2": "0B7A75",
        "accent3": "4B5A68",
        "accent4": "6B4FB3",
        "accent5": "A65708",
        "accent6": "B3261E",
        "hlink": "1F5FBF",
        "folHlink": "6B4FB3",
    },
    Palette(
        ink=Colour("dk1"),
        muted=Colour("accent3"),
        rule=Colour("dk1", tint=80),
        track=Colour("dk1", tint=85),
        surface=Colour("lt2"),
        paper=Colour("lt1"),
        accent=Colour("accent1"),
        dark_ground=Colour("dk2"),
        on_dark=Colour("lt1"),
        on_dark_muted=Colour("dk2", tint=70),
        on_dark_accent=Colour("accent1", tint=50),
        on_dark_edge=Colour("accent1", tint=25),
        on_dark_rule=Colour("dk2", tint=25),
        good=Colour("accent2"),
        bad=Colour("accent6"),
        hues=HUES,
        well=Colour("accent3", tint=85),
        mat=None,
        pale=Tone(tint=88, saturation=55),
        edge=Tone(tint=40, saturation=50),
        quiet=Tone(tint=25),
        depth=Tone(shade=4),
    ),
)


DARK = designed(
    "dark",
    {
        "dk1": "F4F7FB",
        "lt1": "12203A",
        "dk2": "D5E2F2",
        "lt2": "1B2D4B",
        "accent1": "6BB0FF",
        "accent2": "35D6C3",
        "accent3": "A9B8C9",
        "accent4": "B5A6F0",
        "accent5": "F4B556",
        "accent6": "FF8A80",
        "hlink": "8CC2FF",
        "folHlink": "CDBDFF",
    },
    Palette(
        ink=Colour("dk1"),
        muted=Colour("accent3"),
        rule=Colour("lt1", tint=25),
        track=Colour("lt1", tint=15),
        surface=Colour("lt2"),
        paper=Colour("lt1"),
        accent=Colour("accent1"),
        dark_ground=Colour("lt1", shade=40),
        on_dark=Colour("dk1"),
        on_dark_muted=Colour("dk2"),
        on_dark_accent=Colour("accent1"),
        on_dark_edge=Colour("accent1", shade=35),
        on_dark_rule=Colour("lt1", tint=25),
        good=Colour("accent2"),
        bad=Colour("accent6"),
        hues=HUES,
        well=Colour("lt1", tint=20),
        mat=Colour("dk1", tint=100),
        pale=Tone(shade=62, saturation=55),
        edge=Tone(shade=32, saturation=65),
        quiet=Tone(shade=20),
        depth=Tone(tint=5),
    ),
    is_dark=True,
)
