"""The built-in theme `classroom`: white slides with a dark opening, made for a lecture hall with a weak projector."""

from __future__ import annotations

from deckgen.geometry import Rect, Size, inch, pt
from deckgen.paint import Colour, Stroke
from deckgen.theme.tokens import (
    Area,
    AreaKind,
    Fonts,
    LayoutName,
    Ornament,
    Palette,
    SlideLayout,
    Spacing,
    Theme,
    TypeScale,
)

EYEBROW_INDEX = 13

_SLIDE = Size(12_192_000, 6_858_000)  # 13⅓ × 7½ in, 16:9 as PowerPoint counts it
_MARGIN = inch(0.6)
_WIDTH = _SLIDE.width - 2 * _MARGIN
_BODY = Rect(_MARGIN, inch(1.56), _WIDTH, inch(6.77) - inch(1.56))
_HALF_GAP = pt(24)
_HALF = (_WIDTH - _HALF_GAP) // 2

_INK = Colour("dk1")
_MUTED = Colour("accent3")
_PAPER = Colour("lt1")
_GROUND = Colour("dk2")
_ON_DARK = Colour("lt1")
_ON_DARK_MUTED = Colour("dk2", tint=70)
_ON_DARK_ACCENT = Colour("accent1", tint=50)
_ACCENT = Colour("accent1")

_EYEBROW = Area(
    "body",
    EYEBROW_INDEX,
    "Section name",
    Rect(_MARGIN, inch(0.29), _WIDTH, inch(0.26)),
    14,
    _ACCENT,
    bold=True,
)
_TITLE = Area(
    "title", 0, "Title", Rect(_MARGIN, inch(0.53), _WIDTH, inch(0.91)), 34, _INK, bold=True, line_spacing=90
)
_FOOTER = Area("footer", 11, "Footer", Rect(_MARGIN, inch(7.03), inch(9), inch(0.28)), 12, _MUTED, anchor="middle")
_NUMBER = Area(
    "slide-number",
    12,
    "Slide number",
    Rect(_SLIDE.width - _MARGIN - inch(1.2), inch(7.03), inch(1.2), inch(0.28)),
    12,
    _MUTED,
    anchor="middle",
    align="right",
)
_PROGRESS = Rect(0, _SLIDE.height - pt(4), _SLIDE.width, pt(4))


def _content(  # noqa: PLR0913
    index: int, name: str, rect: Rect, *, half: bool = False, kind: AreaKind = "content", bold: bool = False
) -> Area:
    return Area(kind, index, name, rect, 24, _INK, half=half, bold=bold, anchor="bottom" if bold else "top")


def _strip(left: int, top: int, width: int, height: int) -> Rect:
    return Rect(_BODY.x + left, _BODY.y + top, width, height)


def _light(name: LayoutName, label: str, *areas: Area) -> SlideLayout:
    track = Ornament(_PROGRESS, Colour("dk1", tint=85))
    return SlideLayout(name, label, _PAPER, (*areas, _FOOTER, _NUMBER), (track,))


def _opening() -> SlideLayout:
    """The title slide: a bar above the title and a stack of four layers, one of them lit."""
    left, width, height, gap = inch(10.12), inch(2.61), inch(0.66), inch(0.12)
    stack = tuple(
        Ornament(
            Rect(left, inch(1.56) + row * (height + gap), width, height),
            fill,
            line,
            pt(5),
        )
        for row, (fill, line) in enumerate(
            (
                (None, Stroke(_ON_DARK_ACCENT, pt(2))),
                (None, Stroke(Colour("accent1", tint=25), pt(2))),
                (_ON_DARK_ACCENT, None),
                (None, Stroke(Colour("dk2", tint=25), pt(2))),
            )
        )
    )
    bar = Ornament(Rect(_MARGIN, inch(2.37), inch(0.96), pt(6)), _ON_DARK_ACCENT)
    width = inch(9.2)
    return SlideLayout(
        "title",
        "Title Slide",
        _GROUND,
        (
            Area(
                "centred-title",
                0,
                "Title",
                Rect(_MARGIN, inch(2.62), width, inch(1.7)),
                60,
                _ON_DARK,
                bold=True,
                line_spacing=90,
            ),
            Area("subtitle", 1, "Subtitle", Rect(_MARGIN, inch(4.4), width, inch(0.95)), 28, _ON_DARK_MUTED),
            Area(
                "body",
                EYEBROW_INDEX,
                "Details",
                Rect(_MARGIN, inch(6.4), width, inch(0.5)),
                18,
                _ON_DARK_MUTED,
                anchor="bottom",
            ),
        ),
        (bar, *stack),
    )


def _section() -> SlideLayout:
    return SlideLayout(
        "section",
        "Section Header",
        _GROUND,
        (
            Area(
                "title",
                0,
                "Title",
                Rect(_MARGIN, inch(2.86), _WIDTH, inch(1.7)),
                48,
                _ON_DARK,
                bold=True,
                line_spacing=90,
            ),
            Area(
                "body",
                EYEBROW_INDEX,
                "Part",
                Rect(_MARGIN, inch(2.36), _WIDTH, inch(0.46)),
                22,
                _ON_DARK_ACCENT,
                bold=True,
                anchor="bottom",
            ),
        ),
    )


_HEADING = inch(0.5)
_SECOND = _HALF + _HALF_GAP

CLASSROOM = Theme(
    name="classroom",
    slide=_SLIDE,
    fonts=Fonts(heading="Calibri", body="Calibri", code="Courier New"),
    scheme={
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
    palette=Palette(
        ink=_INK,
        muted=_MUTED,
        rule=Colour("dk1", tint=80),
        surface=Colour("lt2"),
        paper=_PAPER,
        accent=_ACCENT,
        dark_ground=_GROUND,
        on_dark=_ON_DARK,
        on_dark_muted=_ON_DARK_MUTED,
        on_dark_accent=_ON_DARK_ACCENT,
        good=Colour("accent2"),
        bad=Colour("accent6"),
        hues={
            "blue": Colour("accent1"),
            "teal": Colour("accent2"),
            "slate": Colour("accent3"),
            "violet": Colour("accent4"),
            "amber": Colour("accent5"),
            "red": Colour("accent6"),
        },
    ),
    sizes=TypeScale(
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
        strip=(24, 22, 22, 20, 20, 18),
        code=(26, 22, 20, 18, 17, 16),
        eyebrow=14,
        footer=12,
    ),
    space=Spacing(
        unit=pt(8),
        margin=_MARGIN,
        box_gap=pt(8),
        frame_padding=pt(8),
        panel_gap=pt(24),
        block_gap=pt(24),
        corner=pt(5),
        line=pt(1.5),
    ),
    body=_BODY,
    progress=_PROGRESS,
    layouts={
        "title": _opening(),
        "section": _section(),
        "content": _light("content", "Title and Content", _TITLE, _EYEBROW, _content(1, "Content", _BODY)),
        "two-content": _light(
            "two-content",
            "Two Content",
            _TITLE,
            _EYEBROW,
            _content(1, "Left content", _strip(0, 0, _HALF, _BODY.height), half=True),
            _content(2, "Right content", _strip(_SECOND, 0, _HALF, _BODY.height), half=True),
        ),
        "comparison": _light(
            "comparison",
            "Comparison",
            _TITLE,
            _EYEBROW,
            _content(1, "Left heading", _strip(0, 0, _HALF, _HEADING), kind="body", bold=True),
            _content(
                2,
                "Left content",
                _strip(0, _HEADING + pt(8), _HALF, _BODY.height - _HEADING - pt(8)),
                half=True,
            ),
            _content(3, "Right heading", _strip(_SECOND, 0, _HALF, _HEADING), kind="body", bold=True),
            _content(
                4,
                "Right content",
                _strip(_SECOND, _HEADING + pt(8), _HALF, _BODY.height - _HEADING - pt(8)),
                half=True,
            ),
        ),
        "title-only": _light("title-only", "Title Only", _TITLE, _EYEBROW),
        "blank": _light("blank", "Blank"),
    },
)
