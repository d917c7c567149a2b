"""The design that the built-in themes share: one grid, one type scale, the same layouts. A theme adds its colours."""

from __future__ import annotations

from collections.abc import Mapping

from deckgen.geometry import Rect, Size, inch, pt
from deckgen.paint import Colour, Slot
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
_PROGRESS = Rect(0, _SLIDE.height - pt(2), _SLIDE.width, pt(2))
_FOOT = inch(7.03)
_FOOT_HEIGHT = inch(0.28)
_FIELD = Rect(round(0.66 * _SLIDE.width), 0, _SLIDE.width - round(0.66 * _SLIDE.width), _SLIDE.height)
"""The part of the title slide that is in the accent colour."""
_NUMBER = pt(40)
_LECTURE = pt(400)
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
    few_points=32,
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
    column_padding=pt(20),
)


def designed(name: str, scheme: Mapping[Slot, str], palette: Palette, *, is_dark: bool = False) -> Theme:
    """The theme called `name`, in the colours of `scheme` and `palette`."""
    layouts = (_opening(palette), _section(palette), *_content_layouts(palette))
    return Theme(
        name=name,
        slide=_SLIDE,
        fonts=Fonts(heading="Calibri", body="Calibri", code="Consolas"),
        scheme=scheme,
        palette=palette,
        sizes=SIZES,
        space=SPACE,
        body=_BODY,
        progress=_PROGRESS,
        links=Rect(_MARGIN + _LECTURE, _FOOT, _WIDTH - _LECTURE - _NUMBER, _FOOT_HEIGHT),
        section_strip=Rect(_MARGIN, pt(440), _WIDTH, pt(62)),
        layouts={layout.name: layout for layout in layouts},
        is_dark=is_dark,
    )


def _opening(palette: Palette) -> SlideLayout:
    """The title slide: the title on the ground of the sections, beside a field in the accent colour."""
    width = _FIELD.x - _MARGIN - pt(30)
    title = Rect(_MARGIN, pt(148), width, pt(196))
    subtitle = Rect(_MARGIN, pt(358), width, pt(70))
    details = Rect(_MARGIN, pt(446), width, pt(51))
    muted = palette.on_dark_muted
    return SlideLayout(
        "title",
        "Title Slide",
        palette.dark_ground,
        (
            Area(
                "centred-title", 0, "Title", title, 60, palette.on_dark, bold=True, anchor="bottom", line_spacing=90
            ),
            Area("subtitle", 1, "Subtitle", subtitle, 28, muted),
            Area("body", EYEBROW_INDEX, "Details", details, 20, muted, anchor="bottom"),
        ),
        (Ornament(_FIELD, palette.field),),
    )


def _section(palette: Palette) -> SlideLayout:
    left = round(0.2 * _SLIDE.width)
    title = Rect(left, pt(158), _SLIDE.width - _MARGIN - left, pt(170))
    number = Rect(_MARGIN, title.y, left - _MARGIN, title.height)
    return SlideLayout(
        "section",
        "Section Header",
        palette.section_ground,
        (
            Area("title", 0, "Title", title, 48, palette.on_dark, bold=True, anchor="middle", line_spacing=90),
            Area("body", EYEBROW_INDEX, "Part", number, 140, palette.on_dark_accent, bold=True, anchor="middle"),
        ),
        is_flowing=True,
        has_numeral=True,
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
    footer = Rect(_MARGIN, _FOOT, _LECTURE, _FOOT_HEIGHT)
    number = Rect(_SLIDE.width - _MARGIN - _NUMBER, _FOOT, _NUMBER, _FOOT_HEIGHT)
    foot = (
        Area("footer", 11, "Footer", footer, 12, palette.muted, anchor="middle"),
        Area("slide-number", 12, "Slide number", number, 12, palette.muted, anchor="middle", align="right"),
    )
    return SlideLayout(name, label, palette.paper, (*areas, *foot), (Ornament(_PROGRESS, palette.track),))


def _title(palette: Palette) -> Area:
    rect = Rect(_MARGIN, pt(44), _WIDTH, inch(0.91))
    return Area("title", 0, "Title", rect, 34, palette.ink, bold=True, line_spacing=90)


def _eyebrow(palette: Palette) -> Area:
    rect = Rect(_MARGIN, pt(16), _WIDTH, pt(20))
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
        section_ground=Colour("dk2"),
        field=Colour("accent1"),
        on_dark=Colour("lt1"),
        on_dark_muted=Colour("dk2", tint=70),
        on_dark_accent=Colour("accent1", tint=50),
        on_dark_rule=Colour("dk2", tint=25),
        good=Colour("accent2"),
        bad=Colour("accent6"),
        hues=HUES,
        well=Colour("accent3", tint=85),
        mat=None,
        pale=Tone(tint=76, saturation=75),
        edge=Tone(),
        quiet=Tone(tint=25),
        depth=Tone(shade=4),
        pales={"accent2": Tone(tint=76, saturation=50)},
    ),
)


DARK = designed(
    "dark",
    {
        "dk1": "F4F7FB",
        "lt1": "12203A",
        "dk2": "D5E2F2",
        "lt2": "1B2D4B",
        "accent1": "5A9BE8",
        "accent2": "2FB8A8",
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
        section_ground=Colour("accent1", shade=36),
        field=Colour("accent1", shade=36),
        on_dark=Colour("dk1"),
        on_dark_muted=Colour("dk2"),
        on_dark_accent=Colour("accent1", tint=60),
        on_dark_rule=Colour("accent1", shade=5),
        good=Colour("accent2"),
        bad=Colour("accent6"),
        hues=HUES,
        well=Colour("lt1", tint=20),
        mat=Colour("dk1", shade=4),
        pale=Tone(shade=46, saturation=70),
        edge=Tone(),
        quiet=Tone(shade=20),
        depth=Tone(tint=5),
        pales={
            "accent1": Tone(shade=46, saturation=78),
            "accent2": Tone(shade=44, saturation=96),
            "accent3": Tone(shade=52, saturation=70),
            "accent4": Tone(shade=46, saturation=56),
            "accent5": Tone(shade=54, saturation=69),
            "accent6": Tone(shade=50, saturation=50),
        },
    ),
    is_dark=True,
)
