"""From the decisions of a designer to a theme: one grid, one type scale and the same layouts for all of them.

In: a `Design`, which a built-in theme has in `builtin` and a department in a file. Out: the theme, whose other
colours follow from these, and what cannot be seen or told apart in it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations, product
from typing import Final, Literal, assert_never

from msgspec import Struct
from msgspec.structs import replace

from deckgen.geometry import Rect, Size, inch, pt
from deckgen.paint import Colour, Slot
from deckgen.theme.contrast import (
    READABLE,
    TOLD_APART,
    VISIBLE,
    contrast,
    difference,
    has_quiet_tint,
    is_dark,
    luminance,
    mixed,
)
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

TitleSlide = Literal["field", "side", "rule", "block", "foot"]
"""The title slide: on the deep colour beside a field in the accent colour; on paper beside a deep field; on paper
over a thin rule; in a block of the accent colour; or low on paper, over a deep strip along the foot.
"""
Numeral = Literal["accent", "text"]
_SLOTS: Final[Mapping[Hue, Slot]] = {
    "blue": "accent1",
    "teal": "accent2",
    "slate": "accent3",
    "violet": "accent4",
    "amber": "accent5",
    "red": "accent6",
}
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


class Design(Struct, frozen=True):
    """The decisions of a designer. Colours are RRGGBB; `corner` and `line` are in points.

    `paper` is the background, `ink` the text; `surface` is behind code, columns and frames; `deep` is the ground of
    sections, and of what is strong on the title slide. `slate` is also the colour of text that is less important.
    `numeral` is the colour of the numbers of sections. `tones` make the tints of boxes from their hues; hues without
    one have `tone`.
    """

    name: str
    about: str
    """Its look in a few words, for lists."""
    paper: str
    ink: str
    surface: str
    deep: str
    hues: Mapping[Hue, str]
    tone: Tone
    accent: Hue = "blue"
    fonts: Fonts = Fonts(heading="Calibri", body="Calibri", code="Consolas")
    corner: float = 5
    line: float = 1.5
    is_bold: bool = True
    """True if titles are bold."""
    title_slide: TitleSlide = "field"
    numeral: Numeral = "accent"
    tones: Mapping[Hue, Tone] = {}

    @property
    def is_dark(self) -> bool:
        """True if text is lighter than its background."""
        return luminance(self.ink) > luminance(self.paper)

    @property
    def colours(self) -> Mapping[Hue, Colour]:
        """The slot of each hue. That of the accent is PowerPoint's first, which new shapes have."""
        slots = {**_SLOTS, "blue": _SLOTS[self.accent], self.accent: _SLOTS["blue"]}
        return {hue: Colour(slots[hue]) for hue in _SLOTS}

    @property
    def scheme(self) -> Mapping[Slot, str]:
        """The colour of each slot."""
        accents = {self.colours[hue].slot: self.hues[hue] for hue in _SLOTS}
        return {
            "dk1": self.ink,
            "lt1": self.paper,
            "dk2": self.deep,
            "lt2": self.surface,
            **{slot: accents[slot] for slot in _SLOTS.values()},
            "hlink": self.hues[self.accent],
            "folHlink": self.hues["violet"],
        }

    @property
    def on_deep(self) -> Colour:
        """The colour of text on the deep colour: that of text or that of the background, which is seen better."""
        paper_is_better = contrast(self.paper, self.deep) > contrast(self.ink, self.deep)
        return Colour("lt1") if paper_is_better else Colour("dk1")

    def shown(self, colour: Colour) -> str:
        """The colour as RRGGBB."""
        return mixed(colour, self.scheme)

    def tint(self, hue: Hue) -> str:
        """The pale fill of boxes in this hue, as RRGGBB."""
        return self.shown(self.tones.get(hue, self.tone).of(self.colours[hue]))


def designed(design: Design) -> Theme:
    """The theme of a design."""
    palette = _palette(design)
    layouts = (_opening(design, palette), _section(design, palette), *_content_layouts(design, palette))
    return Theme(
        name=design.name,
        slide=_SLIDE,
        fonts=design.fonts,
        scheme=design.scheme,
        palette=palette,
        sizes=SIZES,
        space=replace(SPACE, corner=pt(design.corner), line=pt(design.line)),
        body=_BODY,
        progress=_PROGRESS,
        links=Rect(_MARGIN + _LECTURE, _FOOT, _WIDTH - _LECTURE - _NUMBER, _FOOT_HEIGHT),
        section_strip=Rect(_MARGIN, pt(440), _WIDTH, pt(62)),
        layouts={layout.name: layout for layout in layouts},
        is_dark=design.is_dark,
    )


def _palette(design: Design) -> Palette:
    """The colours by their purpose: the designer's own, and those that are made from them."""
    dark, hues = design.is_dark, design.colours
    quiet = [Colour("dk2", tint=share) for share in range(70, 100, 5)]
    quiet += [Colour("dk2", shade=share) for share in range(70, 100, 5)]
    accents = [hues[design.accent], *(Colour(hues[design.accent].slot, tint=share) for share in range(50, 100, 10))]
    numerals = accents if design.numeral == "accent" else []
    return Palette(
        ink=Colour("dk1"),
        muted=hues["slate"],
        rule=Colour("lt1", tint=25) if dark else Colour("dk1", tint=80),
        track=Colour("lt1", tint=15) if dark else Colour("dk1", tint=85),
        surface=Colour("lt2"),
        paper=Colour("lt1"),
        accent=hues[design.accent],
        emphasis=hues[design.accent if has_quiet_tint(design.hues[design.accent], on_dark=dark) else "slate"],
        section_ground=Colour("dk2"),
        on_dark=design.on_deep,
        on_dark_muted=_first_seen(design, quiet, READABLE),
        on_dark_accent=_first_seen(design, numerals, VISIBLE),
        on_dark_rule=Colour("dk2", tint=25) if is_dark(design.deep) else Colour("dk2", shade=25),
        good=hues["teal"],
        bad=hues["red"],
        hues=hues,
        well=Colour("lt1", tint=20) if dark else Colour(hues["slate"].slot, tint=85),
        mat=Colour("dk1", shade=4) if dark else None,
        pale=design.tone,
        edge=Tone(),
        quiet=Tone(shade=20) if dark else Tone(tint=25),
        depth=Tone(tint=5) if dark else Tone(shade=4),
        pales={hues[hue].slot: tone for hue, tone in design.tones.items()},
    )


def _first_seen(design: Design, colours: Iterable[Colour], least: float) -> Colour:
    """The first of `colours` with the contrast `least` to the deep colour, or else that of text on it."""
    seen = (colour for colour in colours if contrast(design.shown(colour), design.deep) >= least)
    return next(seen, design.on_deep)


_FIELD = round(0.66 * _SLIDE.width)
"""The left edge of what a title slide shows beside its title."""
_TEXT_WIDTH = _FIELD - _MARGIN - pt(30)


def _opening(design: Design, palette: Palette) -> SlideLayout:
    """The title slide: its texts at the left, and one thing that is no text."""
    treatment = design.title_slide
    ground, ink, muted = palette.paper, palette.ink, palette.muted
    if treatment == "field":
        ground, ink, muted = palette.section_ground, palette.on_dark, palette.on_dark_muted
    elif treatment == "block":
        ink = muted = palette.paper
    # A strip along the foot is clear of the last of three lines of details.
    higher = pt(12) if treatment == "foot" else 0
    # A rule between title and subtitle has air on both sides.
    above, below = (pt(10), pt(6)) if treatment == "rule" else (0, 0)
    title = Rect(_MARGIN, pt(148) - higher - above, _TEXT_WIDTH, pt(196))
    subtitle = Rect(_MARGIN, pt(358) - higher + below, _TEXT_WIDTH, pt(70))
    details = Rect(_MARGIN, pt(446) - higher, _TEXT_WIDTH, pt(51))
    room = Rect(_MARGIN, subtitle.bottom + pt(8), _TEXT_WIDTH, pt(514) - higher - subtitle.bottom - pt(8))
    bold = design.is_bold
    return SlideLayout(
        "title",
        "Title Slide",
        ground,
        (
            Area("centred-title", 0, "Title", title, 60, ink, bold=bold, anchor="bottom", line_spacing=90),
            Area("subtitle", 1, "Subtitle", subtitle, 28, muted),
            Area("body", EYEBROW_INDEX, "Details", details, 20, muted, anchor="bottom", room=room),
        ),
        (_ornament(treatment, palette),),
    )


def _ornament(treatment: TitleSlide, palette: Palette) -> Ornament:
    """The one thing on a title slide that is no text."""
    right, foot = Rect(_FIELD, 0, _SLIDE.width - _FIELD, _SLIDE.height), round(0.04 * _SLIDE.height)
    match treatment:
        case "field":
            return Ornament(right, palette.accent)
        case "side":
            return Ornament(right, palette.section_ground)
        case "rule":
            return Ornament(Rect(_MARGIN, pt(350), _TEXT_WIDTH, pt(1)), palette.accent)
        case "block":
            return Ornament(Rect(0, 0, _FIELD, _SLIDE.height), palette.accent)
        case "foot":
            return Ornament(Rect(0, _SLIDE.height - foot, _SLIDE.width, foot), palette.section_ground)
        case _:
            assert_never(treatment)


def _section(design: Design, palette: Palette) -> SlideLayout:
    left = round(0.2 * _SLIDE.width)
    title = Rect(left, pt(158), _SLIDE.width - _MARGIN - left, pt(170))
    number = Rect(_MARGIN, title.y, left - _MARGIN, title.height)
    return SlideLayout(
        "section",
        "Section Header",
        palette.section_ground,
        (
            Area(
                "title", 0, "Title", title, 48, palette.on_dark, bold=design.is_bold, anchor="middle", line_spacing=90
            ),
            Area(
                "body",
                EYEBROW_INDEX,
                "Part",
                number,
                140,
                palette.on_dark_accent,
                bold=design.is_bold,
                anchor="middle",
            ),
        ),
        is_flowing=True,
        has_numeral=True,
    )


def _content_layouts(design: Design, palette: Palette) -> tuple[SlideLayout, ...]:
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

    top = (_title(design, palette), _eyebrow(palette))
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


def _title(design: Design, palette: Palette) -> Area:
    rect = Rect(_MARGIN, pt(44), _WIDTH, inch(0.91))
    return Area("title", 0, "Title", rect, 34, palette.ink, bold=design.is_bold, line_spacing=90)


def _eyebrow(palette: Palette) -> Area:
    rect = Rect(_MARGIN, pt(16), _WIDTH, pt(20))
    return Area("body", EYEBROW_INDEX, "Section name", rect, 14, palette.accent, bold=True)


class Weakness(Struct, frozen=True):
    """A colour that is not seen well enough beside others, by the name that designers give it.

    `measured` is a contrast or, if `is_alike`, a ΔE. `better` has the contrast, None if nothing near has it.
    """

    name: str
    other: str
    measured: float
    is_alike: bool = False
    better: str | None = None


def weaknesses(design: Design) -> Iterator[Weakness]:
    """The colours of a design that cannot be read or, if all can, not be told apart."""
    unread = list(_all_unread(design))
    yield from unread or _alike(design)


def _all_unread(design: Design) -> Iterator[Weakness]:
    paper, surface = {"paper": design.paper}, {"surface": design.surface}
    yield from _unread("ink", design.ink, {**paper, **surface})
    for hue, rgb in design.hues.items():
        yield from _unread(hue, rgb, {**paper, **(surface if hue == "slate" else {})})
    name = {"dk1": "ink", "lt1": "paper"}[design.on_deep.slot]
    yield from _unread("deep", design.deep, {name: design.shown(design.on_deep)})


def _alike(design: Design) -> Iterator[Weakness]:
    for (hue, rgb), (other, its) in combinations(design.hues.items(), 2):
        if (apart := difference(rgb, its)) < TOLD_APART:
            yield Weakness(other, hue, apart, is_alike=True)
        elif (apart := difference(design.tint(hue), design.tint(other))) < TOLD_APART:
            yield Weakness(f"tint of {other}", f"tint of {hue}", apart, is_alike=True)


def _unread(name: str, rgb: str, others: Mapping[str, str]) -> Iterator[Weakness]:
    """The weakness of a colour that has too little contrast to the worst of the others."""
    other = min(others, key=lambda each: contrast(rgb, others[each]))
    if (measured := contrast(rgb, others[other])) < READABLE:
        scheme: dict[Slot, str] = {"dk1": rgb}
        steps = (Colour("dk1", step, 0) if is_lighter else Colour("dk1", 0, step) for step, is_lighter in _STEPS)
        colours = (mixed(step, scheme) for step in steps)
        better = (each for each in colours if all(contrast(each, its) >= READABLE for its in others.values()))
        yield Weakness(name, other, measured, better=next(better, None))


_STEPS: Final = tuple(product(range(2, 100, 2), (True, False)))
"""Changes of a colour in percent, the smallest first; whether they make it lighter."""


def with_tints(design: Design) -> Design:
    """The design with tones for its hues: its own where text can be read on the tint and the tint is told from those
    before it and from the background, or else the first in which that is so.
    """
    dark = design.is_dark
    if dark != bool(design.tone.shade):
        usual = Tone(shade=52, saturation=60) if dark else Tone(tint=76, saturation=75)
        design = replace(design, tone=usual, tones={})
    chosen: dict[Hue, Tone] = {}
    seen = [design.paper]
    for hue in design.hues:
        chosen[hue] = _tone_of(hue, design, seen)
        seen.append(design.shown(chosen[hue].of(design.colours[hue])))
    return replace(design, tones={hue: tone for hue, tone in chosen.items() if tone != design.tone})


def _tone_of(hue: Hue, design: Design, seen: Sequence[str]) -> Tone:
    """The first tone for a hue in which its tint is apart from all that are `seen`, or else the design's own."""
    own, dark = design.tones.get(hue, design.tone), design.is_dark
    texts = [design.ink] if dark else [design.ink, design.hues["slate"]]
    others = (
        Tone(shade=step, saturation=share) if dark else Tone(tint=step, saturation=share)
        for share, step in product((75, 50, 100, 30), (46, 52, 40, 58, 34, 64) if dark else (76, 70, 82, 64, 86, 58))
    )
    for tone in (own, *others):
        tint = design.shown(tone.of(design.colours[hue]))
        is_read = all(contrast(text, tint) >= READABLE for text in texts)
        if is_read and all(difference(tint, other) >= TOLD_APART for other in seen):
            return tone
    return own
