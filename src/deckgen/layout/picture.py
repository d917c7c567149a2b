"""Pictures: one as large as its area allows, with its words below and labels beside it; or several of one height."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import product
from math import hypot, inf, sqrt

from msgspec.structs import replace

from deckgen.codes import Code
from deckgen.diagnostics import Diagnostic, Place, warning
from deckgen.geometry import Rect, inch, pt
from deckgen.layout.animation import BuildSequence
from deckgen.layout.block import ABOVE, Block, LayoutContext, SequencedBlock
from deckgen.layout.right_to_left import runs_from_right
from deckgen.layout.typeset import ENDLESS, Style, Typesetter, height_of
from deckgen.media.media import Media
from deckgen.outline.blocks import Image, OnePicture, PictureLabel
from deckgen.outline.element import Spot, Words
from deckgen.paint import Colour, Stroke
from deckgen.scene.items import WHOLE, Box, Crop, Item, Picture, Shape, TextBox
from deckgen.scene.text import Align, Paragraph, TextBody
from deckgen.theme.contrast import READABLE, contrast, is_dark, mixed, veiled
from deckgen.theme.tokens import Theme

_LEAST_HEIGHT = inch(1.5)
_CAPTION_GAP = pt(8)
_SOURCE_GAP = pt(3)
_MAT = pt(12)
_DOT = pt(31)
_DOT_SIZE = 18
_LEGEND = 0.3
"""The least share of the width for the texts of labels beside a picture."""
_LEGEND_GAP = pt(28)
_STEPS = 16
"""The sizes of a picture that are tried, until its texts have room beside it."""
_ENTRY_GAP = pt(14)
_BESIDE_DOT = pt(12)
_WIDE = pt(440)
"""The least width in which the texts of labels are beside the picture."""
_MOST_ASIDE = 3
"""How many dots may be between a point and its own dot, where others are."""
_PICTURES_GAP, _PAIR_GAP = pt(12), pt(6)
_MOST_CROPPED = 1.4
"""The most by which a picture beside others may be larger than what is shown of it, in one direction."""
_LITTLE_CROPPED = 1.05
"""The same for pictures of equal shape, which need not be cropped."""
_NEARLY = 0.85
"""The share of their largest size that several pictures keep where more rows fill the slide."""
_DIMMED = 38
"""The opacity in percent of what dims a label: its text keeps a contrast of 4.5:1 in the built-in themes."""
_MIDDLE = Spot(50, 50)
_WHITE, _BLACK = "FFFFFF", "000000"
_BAND = 85
"""The least opacity in percent of a band over a picture."""


def cropped(media: Media, width: int, height: int, focus: Spot | None) -> Crop:
    """What has to go of a picture to fill `width` by `height`, with the focus as near to the middle as possible."""
    wide, high = media.width * max(height, 1), media.height * max(width, 1)
    if abs(wide - high) <= max(media.width, media.height):  # whole EMU are never of exactly the same shape
        return Crop()
    spot = focus or _MIDDLE
    left, right = _sides(WHOLE * high // wide if wide > high else WHOLE, spot.across)
    top, bottom = _sides(WHOLE * wide // high if high > wide else WHOLE, spot.down)
    return Crop(left, top, right, bottom)


def _sides(shown: int, at: float) -> tuple[int, int]:
    """What is cut off before and after the part that is shown, which has a point in its middle if it can."""
    cut = WHOLE - shown
    before = min(max(round(WHOLE * at / 100) - shown // 2, 0), cut)
    return before, cut - before


def ground_of(
    media: Media, rect: Rect, theme: Theme, margin: int = 0, *, behind: Colour | None = None
) -> tuple[Box, ...]:
    """A light ground under a picture through which a dark slide would be seen.

    With a margin on all sides, there is one under a picture that was drawn on white, too: white paper around it.
    `behind` is the ground of the slide; None if that is the paper of the theme.
    """
    palette = theme.palette
    fill = palette.paper if palette.mat is None else palette.mat
    if not _is_seen_through(media, theme, behind):
        if not margin or not _is_on_white(media, theme):
            return ()
        fill = Colour(fill.slot, tint=100)
    shape: Shape = "rounded" if margin else "rectangle"
    corner = theme.space.corner if margin else 0
    return (Box("Mat", rect.inset(-margin, -margin), shape, fill, corner=corner, decorative=True),)


def band_over_picture(rect: Rect, inks: Iterable[Colour], theme: Theme) -> Box:
    """A band in the colour of sections, opaque enough for texts in these colours over the brightest and the darkest
    picture.
    """
    fill = theme.palette.section_ground
    ground, *texts = (mixed(colour, theme.scheme) for colour in (fill, *inks))
    behind = {opacity: [veiled(rgb, ground, opacity) for rgb in (_WHITE, _BLACK)] for opacity in range(_BAND, 101)}
    clear = (
        opacity
        for opacity, grounds in behind.items()
        if all(contrast(text, under) >= READABLE for text, under in product(texts, grounds))
    )
    return Box("Band", rect, fill=fill, decorative=True, opacity=next(clear, 100))


def _is_seen_through(media: Media, theme: Theme, behind: Colour | None = None) -> bool:
    """True if a dark slide would be seen through a picture."""
    is_on_dark = theme.palette.mat is not None if behind is None else is_dark(mixed(behind, theme.scheme))
    if not is_on_dark:
        return False
    from deckgen.media.pictures import is_transparent  # noqa: PLC0415  (slow to import, but loaded with the picture)

    return is_transparent(media)


def _is_on_white(media: Media, theme: Theme) -> bool:
    """True if a picture was drawn on white paper, and the slide is dark."""
    if theme.palette.mat is None:
        return False
    from deckgen.media.pictures import is_on_white  # noqa: PLC0415  (as above)

    return is_on_white(media)


def _is_drawn(media: Media) -> bool:
    """True if a picture was drawn, on white or on nothing: what is at its edge belongs to it, as in no photo."""
    from deckgen.media.pictures import is_on_white, is_transparent  # noqa: PLC0415  (as above)

    return is_transparent(media) or is_on_white(media)


def alt_of(image: OnePicture, media: Media, fallback: str) -> str:
    """The alternative text: `alt`, or the caption, or else `fallback`; failing all these, the file's name."""
    said = (words.plain for words in (image.alt, image.caption) if words)
    return next((text for text in said if text.strip()), fallback or media.name)


def _caption_style(typesetter: Typesetter, align: Align) -> Style:
    theme = typesetter.theme
    return Style(theme.sizes.note[0], theme.palette.muted, align=align)


def _words_below(image: OnePicture, width: int, typesetter: Typesetter, style: Style) -> tuple[Paragraph, ...]:
    """The caption of a picture, in its style, and its source."""
    words = _styled(image, typesetter, style)
    return tuple(typesetter.set(each, width, style, space_before=_SOURCE_GAP) for each, style in words)


def _styled(image: OnePicture, typesetter: Typesetter, style: Style) -> Iterator[tuple[Words, Style]]:
    """The caption of a picture in its style, and its source in small type."""
    sizes, muted = typesetter.theme.sizes, typesetter.theme.palette.muted
    if image.caption:
        yield image.caption, style
    if image.source:
        yield image.source, Style(min(sizes.eyebrow, sizes.note[-1]), muted, align=style.align)


class PictureBlock(SequencedBlock, frozen=True):
    """A picture, described by `fallback` if it has neither alt text nor caption."""

    image: Image
    media: Media
    typesetter: Typesetter
    fallback: str
    report: Callable[[Diagnostic], None]
    at_top: bool = False
    """True if the picture goes to the top of its area rather than the middle."""

    @property
    def place(self) -> Place:
        return self.image.place

    @property
    def alt(self) -> str:
        return alt_of(self.image, self.media, self.fallback)

    def built(self, sequence: BuildSequence) -> Block:
        return super().built(sequence) if self.image.labels else self.as_a_whole()

    def height(self, width: int, scale: int) -> int:
        below = self._below_height(self._width(width))
        if self._has_legend_beside(width):
            return self._least_beside(width, scale) + below
        return _LEAST_HEIGHT + below + self._legend_under(width, scale)

    def max_height(self, width: int, scale: int) -> int:  # noqa: ARG002
        return ENDLESS

    def draw(self, area: Rect, scale: int) -> tuple[Item, ...]:
        beside = self._has_legend_beside(area.width)
        width, margin = self._width(area.width), self._margin
        below = self._below_height(width)
        under = 0 if beside else self._legend_under(area.width, scale)
        room = Rect(area.x, area.y, width, area.height - below - under)
        rect = self._beside_texts(room, area.width, scale) if beside else self._rect(room.inset(margin, margin))
        left, foot = rect.right + margin + _LEGEND_GAP if beside else area.x, rect.bottom + margin
        legend = Rect(left, rect.y if beside else foot + below + _ENTRY_GAP, area.right - left, 0)
        if beside and left < room.right:  # the caption is wider than the picture
            foot = max(foot, legend.y + self._texts_height(legend.width, scale))
        items = [*self._picture(rect, margin), *self._words(area.x, foot + _CAPTION_GAP, width, below)]
        return (*items, *self._labels(rect, legend, scale)) if self.image.labels else tuple(items)

    def under_others(self) -> Block:
        return replace(self, at_top=True)

    def filled_width(self, width: int, height: int) -> int | None:
        """The width of the picture in an area of `width` by `height` EMU; 0 if no height is left for it."""
        if self._covers or self.image.labels:
            return None
        room = height - self._below_height(width)
        return max(min(width, room * self.media.width // self.media.height), 0)

    @property
    def _covers(self) -> bool:
        return self.image.fit == "cover"

    @property
    def _margin(self) -> int:
        """The width of the light ground around a picture that needs one."""
        theme = self.typesetter.theme
        needs_one = _is_seen_through(self.media, theme) or _is_on_white(self.media, theme)
        return _MAT if needs_one and not self._covers else 0

    def _rect(self, room: Rect) -> Rect:
        if self._covers:
            return room
        ratio = min(room.width / self.media.width, room.height / self.media.height)
        width, height = round(self.media.width * ratio), round(self.media.height * ratio)
        above = 0 if self.at_top or self.image.labels else (room.height - height) // 2
        left = 0 if self.image.labels else (room.width - width) // 2
        return Rect(room.x + left, room.y + above, width, height)

    def _picture(self, rect: Rect, margin: int) -> Iterator[Item]:
        yield from ground_of(self.media, rect, self.typesetter.theme, margin)
        source = self.typesetter.source(self.image.file.place)
        yield Picture(self.media.name, rect, self.media, self.alt, crop=self._crop(rect), source=source)

    def _crop(self, rect: Rect) -> Crop:
        return cropped(self.media, rect.width, rect.height, self.image.focus) if self._covers else Crop()

    def _words(self, x: int, y: int, width: int, below: int) -> Iterator[Item]:
        if paragraphs := self._below(width):
            name = "Caption" if self.image.caption else "Source"
            yield TextBox(name, Rect(x, y, width, below - _CAPTION_GAP), TextBody(paragraphs))

    def _below_height(self, width: int) -> int:
        paragraphs = self._below(width)
        return height_of(paragraphs) + _CAPTION_GAP if paragraphs else 0

    def _below(self, width: int) -> tuple[Paragraph, ...]:
        align: Align = "left" if self.image.labels or self._covers else "centre"
        return _words_below(self.image, width, self.typesetter, _caption_style(self.typesetter, align))

    def _has_legend_beside(self, width: int) -> bool:
        return bool(self.image.labels) and width >= _WIDE

    def _width(self, width: int) -> int:
        """The part of the width that the picture can fill."""
        return round(width * (1 - _LEGEND)) - _LEGEND_GAP if self._has_legend_beside(width) else width

    def _left_by(self, picture: Rect, width: int) -> int:
        """The width that a picture leaves of `width` for the texts beside it."""
        return width - (picture.right + self._margin) - _LEGEND_GAP

    def _least_beside(self, width: int, scale: int) -> int:
        """The least height in which a picture and the texts beside it have room; both grow with the picture."""
        margin, height, needed = self._margin, 0, _LEAST_HEIGHT
        while needed > height:
            height = needed
            picture = self._rect(Rect(0, 0, self._width(width), height).inset(margin, margin))
            needed = self._texts_height(self._left_by(picture, width), scale)
        return height

    def _beside_texts(self, room: Rect, width: int, scale: int) -> Rect:
        """The largest picture in `room` that leaves its texts as much of `width` as they need to be as high."""
        margin, least = self._margin, min(self._least_beside(width, scale), room.height)
        for step in range(_STEPS + 1):
            height = room.height - (room.height - least) * step // _STEPS
            picture = self._rect(replace(room, height=height).inset(margin, margin))
            left = self._left_by(replace(picture, x=picture.x - room.x), width)
            if self._texts_height(left, scale) <= room.height:
                break
        return picture

    def _entries(self, width: int, scale: int) -> list[Paragraph]:
        """The texts of the labels in `width`, with the dots in front of them."""
        style = Style(self.typesetter.theme.sizes.second_level[scale], self.typesetter.theme.palette.ink)
        room = width - _DOT - _BESIDE_DOT
        return [self.typesetter.set(label.text, room, style) for label in self.image.labels]

    def _texts_height(self, width: int, scale: int) -> int:
        heights = [max(height_of([entry]), _DOT) for entry in self._entries(width, scale)]
        return sum(heights) + _ENTRY_GAP * (len(heights) - 1) if heights else 0

    def _legend_under(self, width: int, scale: int) -> int:
        """The height of the texts under a picture, and of the space between them; 0 without texts."""
        return self._texts_height(width, scale) + _ENTRY_GAP if self.image.labels else 0

    def _labels(self, picture: Rect, legend: Rect, scale: int) -> Iterator[Item]:
        """A number at each point, and again in front of its text."""
        y, points = legend.y, self._points(picture)
        for number, entry in enumerate(self._entries(legend.width, scale), 1):
            click = number if self.build else 0
            height = max(height_of([entry]), _DOT)
            point = points[number - 1]
            yield from (self._dot(number, dot, click) for dot in (point, Rect(legend.x, y, _DOT, _DOT)))
            words = Rect(legend.x + _DOT + _BESIDE_DOT, y, legend.width - _DOT - _BESIDE_DOT, height)
            one_line = height_of([entry]) <= _DOT
            yield TextBox(f"Label {number}", words, TextBody((entry,), "middle" if one_line else "top"), click=click)
            if self.build and number < len(self.image.labels):
                # The white edge of a dot is half outside its rectangle.
                yield self._veil(number, point.inset(-pt(1), -pt(1)), "ellipse")
                yield self._veil(number, Rect(legend.x, y, legend.width, height), "rectangle")
            y += height + _ENTRY_GAP

    def _veil(self, number: int, rect: Rect, shape: Shape) -> Box:
        """What dims a label when the next one appears; its text can still be read."""
        paper = self.typesetter.theme.palette.paper
        veil = Box(f"Veil {number}", rect, shape, paper, decorative=True, click=number + 1, opacity=_DIMMED)
        return replace(veil, fades=True)

    def _points(self, picture: Rect) -> list[Rect]:
        """The places of the dots, each beside those before it if they are at one point."""
        found: list[Rect] = []
        for label in self.image.labels:
            place = self._point(picture, label)
            found.append(next(self._free(place, found, picture), place))
        return found

    @staticmethod
    def _free(place: Rect, taken: Sequence[Rect], picture: Rect) -> Iterator[Rect]:
        """The places at a point, and beside it on all sides, that are on the picture and free; the nearest first."""
        steps = [(across, down) for across, down in product(range(-_MOST_ASIDE, _MOST_ASIDE + 1), repeat=2)]
        for across, down in sorted(steps, key=lambda step: (hypot(*step), step[1] != 0, -step[0], -step[1])):
            there = replace(place, x=place.x + across * (_DOT + pt(2)), y=place.y + down * (_DOT + pt(2)))
            if picture.contains(there) and not any(there.overlaps(other) for other in taken):
                yield there

    def _point(self, picture: Rect, label: PictureLabel) -> Rect:
        """The place of a dot, which is all on the picture."""
        spot = label.at
        crop = self._crop(picture)
        across, down = round(spot.across * WHOLE / 100) - crop.left, round(spot.down * WHOLE / 100) - crop.top
        if not (0 <= across <= crop.width and 0 <= down <= crop.height):
            message = f"`{spot}` is not on the part of the picture that is shown"
            hint = f"write `focus: {spot}`, or leave out `fit: cover`"
            self.report(warning(Code.LABEL_CROPPED, message, label.place, hint))
        if runs_from_right(self.typesetter.language):  # the slide is mirrored, but not what is in the picture
            across = crop.width - across
        x = picture.x + picture.width * across // crop.width - _DOT // 2
        y = picture.y + picture.height * down // crop.height - _DOT // 2
        right, bottom = max(picture.right - _DOT, picture.x), max(picture.bottom - _DOT, picture.y)
        return Rect(min(max(x, picture.x), right), min(max(y, picture.y), bottom), _DOT, _DOT)

    def _dot(self, number: int, rect: Rect, click: int) -> Box:
        palette = self.typesetter.theme.palette
        style = Style(_DOT_SIZE, palette.paper, bold=True, align="centre")
        body = TextBody((self.typesetter.set(str(number), rect.width, style),), "middle")
        return Box(
            f"Number {number}",
            rect,
            "ellipse",
            palette.accent,
            Stroke(palette.paper, pt(1.5)),
            body=body,
            click=click,
        )


class PicturesBlock(SequencedBlock, frozen=True):
    """Pictures of one shape, or whole if that would hide too much of one, in the rows in which they are largest."""

    images: tuple[OnePicture, ...]
    media: tuple[Media, ...]
    typesetter: Typesetter
    fallback: str
    is_alone: bool = False
    """True if nothing else is on the slide but callouts: two pictures then go to its edges, to be compared."""

    @property
    def place(self) -> Place:
        return self.images[0].place

    def alone(self) -> Block:
        # What a template's owner has drawn at the edges of slides is not known.
        return replace(self, is_alone=self.typesetter.theme.template is None)

    def height(self, width: int, scale: int) -> int:  # noqa: ARG002
        return min(self._least(width, columns) for columns in self._grids)

    def max_height(self, width: int, scale: int) -> int:  # noqa: ARG002
        return ENDLESS

    def draw(self, area: Rect, scale: int) -> tuple[Item, ...]:  # noqa: ARG002
        if pair := self._to_the_edges(area):
            return tuple(item for number, rect in enumerate(pair) for item in self._one_of_pair(number, rect))
        clicks = (number + 1 if self.build else 0 for number in range(len(self.images)))
        placed = enumerate(zip(self._in_rows(area), clicks, strict=True))
        return tuple(
            item for number, ((rect, width), click) in placed for item in self._one(number, rect, width, click)
        )

    def _in_rows(self, area: Rect) -> list[tuple[Rect, int]]:
        """The pictures, all of one height, each with the width of its words.

        They are in the fewest columns in which they are together nearly as large as they can be.
        """
        grids = [self._in_columns(area, columns) for columns in self._grids]
        shown = [sum(_surface(rect) for rect, _ in places) for places in grids]
        return next(places for places, size in zip(grids, shown, strict=True) if size >= _NEARLY * max(shown))

    def _in_columns(self, area: Rect, columns: int) -> list[tuple[Rect, int]]:
        """The pictures in so many columns, as close together as their words allow."""
        column, count = self._column(area.width, columns), len(self.images)
        height, shapes, words = self._size(area, columns), self._shapes_in(area, columns), self._words_widths(column)
        below = self._below_height(column)
        tops = [number * (height + below + _PICTURES_GAP) for number in range(count // columns)]
        top = area.y + round(max(area.height - tops[-1] - height - below, 0) * ABOVE)
        widths = [max(round(height * shape), least) for shape, least in zip(shapes, words, strict=True)]
        rows = [widths[first : first + columns] for first in range(0, count, columns)]
        left = area.x + (area.width - max(map(sum, rows)) - (columns - 1) * _PICTURES_GAP) // 2
        places = []
        for number, (shape, width) in enumerate(zip(shapes, widths, strict=True)):
            down, across = divmod(number, columns)
            x = left + sum(rows[down][:across]) + across * _PICTURES_GAP
            places.append((Rect(x, top + tops[down], round(height * shape), height), width))
        return places

    def _size(self, area: Rect, columns: int) -> int:
        """The greatest height of pictures in so many columns."""
        column, shapes = self._column(area.width, columns), self._shapes_in(area, columns)
        words, room = self._words_widths(column), area.width - (columns - 1) * _PICTURES_GAP

        def widest(height: int) -> int:
            widths = [max(round(height * shape), least) for shape, least in zip(shapes, words, strict=True)]
            return max(sum(widths[first : first + columns]) for first in range(0, len(widths), columns))

        return max(bisect_right(range(self._most_height(area, columns) + 1), room, key=widest) - 1, 0)

    def _most_height(self, area: Rect, columns: int) -> int:
        """The height that so many columns leave a picture, whatever its width."""
        rows = len(self.images) // columns
        each = (area.height - (rows - 1) * _PICTURES_GAP) // rows
        return max(each - self._below_height(self._column(area.width, columns)), 0)

    def _words_widths(self, column: int) -> list[int]:
        """The least widths in which the words of each picture need no more lines than in a column."""
        usual, balanced = _caption_style(self.typesetter, "left"), self.typesetter.balanced_width
        texts = (_styled(image, self.typesetter, usual) for image in self.images)
        return [max((balanced(words, column, style) for words, style in each), default=0) for each in texts]

    def _shapes_in(self, area: Rect, columns: int) -> list[float]:
        """What is shown of each picture, as width by height: the shape that fills so many columns best, or as near to
        it as crops little; their own shapes if that hides too much of one.
        """
        own = [media.width / media.height for media in self.media]
        unlike = sqrt(max(own) / min(own))
        if unlike > _MOST_CROPPED or any(map(_is_drawn, self.media)):
            return own
        most = min(unlike * _LITTLE_CROPPED, _MOST_CROPPED)
        best = self._column(area.width, columns) / max(self._most_height(area, columns), 1)
        return [min(max(best, max(own) / most), min(own) * most)] * len(own)

    def _to_the_edges(self, area: Rect) -> tuple[Rect, Rect] | None:
        """The places of two pictures that fill the width of the slide; None where that crops too much."""
        slide = self.typesetter.theme.slide
        if not self.is_alone or len(self.images) != 2:
            return None
        width = (slide.width - _PAIR_GAP) // 2
        words = [height_of(self._words_of_pair(number, width)) for number in range(2)]
        height = area.height - (max(words) + _CAPTION_GAP if any(words) else 0)
        narrowest, widest = self._shapes
        if not narrowest <= width / max(height, 1) <= widest:
            return None
        left = Rect(0, area.y, width, height)
        return left, replace(left, x=slide.width - width)

    def _one_of_pair(self, number: int, rect: Rect) -> Iterator[Item]:
        margin, click = self.typesetter.theme.space.margin, number + 1 if self.build else 0
        yield from self._picture(number, rect, click)
        if paragraphs := self._words_of_pair(number, rect.width):
            left = rect.x + (margin // 2 if number else margin)
            words = Rect(left, rect.bottom + _CAPTION_GAP, rect.width - margin * 3 // 2, height_of(paragraphs))
            yield TextBox(
                "Caption" if self.images[number].caption else "Source", words, TextBody(paragraphs), click=click
            )

    def _words_of_pair(self, number: int, width: int) -> tuple[Paragraph, ...]:
        """The caption and the source of a picture as wide as half of the slide; the margin is outside of them."""
        theme = self.typesetter.theme
        style = Style(theme.sizes.second_level[0], theme.palette.ink)
        return _words_below(self.images[number], width - theme.space.margin * 3 // 2, self.typesetter, style)

    @property
    def _grids(self) -> Sequence[int]:
        """The numbers of columns in which all rows are full."""
        count = len(self.images)
        return [columns for columns in range(1, count + 1) if count % columns == 0]

    @staticmethod
    def _column(width: int, columns: int) -> int:
        return (width - (columns - 1) * _PICTURES_GAP) // columns

    def _least(self, width: int, columns: int) -> int:
        rows = len(self.images) // columns
        return (
            rows * (_LEAST_HEIGHT + self._below_height(self._column(width, columns)) + _PICTURES_GAP) - _PICTURES_GAP
        )

    @property
    def _shapes(self) -> tuple[float, float]:
        """The narrowest and the widest shape, as width by height, in which every picture keeps enough of itself.

        The narrowest one is the wider one if there is none: then the pictures stay whole, as drawings always do.
        """
        if any(map(_is_drawn, self.media)):
            return inf, 0
        shapes = [media.width / media.height for media in self.media]
        return max(shapes) / _MOST_CROPPED, min(shapes) * _MOST_CROPPED

    def _below_height(self, width: int) -> int:
        return max(self._words_height(number, width) for number in range(len(self.images)))

    def _words_height(self, number: int, width: int) -> int:
        style = _caption_style(self.typesetter, "left")
        words = height_of(_words_below(self.images[number], width, self.typesetter, style))
        return words + _CAPTION_GAP if words else 0

    def _ground(self, media: Media, rect: Rect) -> tuple[Box, ...]:
        """What is under a picture: white if it can be seen through and one beside it was drawn on white."""
        from deckgen.media.pictures import is_on_white, is_transparent  # noqa: PLC0415  (as above)

        theme = self.typesetter.theme
        is_white = mixed(theme.palette.paper, theme.scheme) == _WHITE
        if not is_white and is_transparent(media) and any(map(is_on_white, self.media)):
            return (Box("Mat", rect, fill=Colour("lt1", tint=100), decorative=True),)
        return ground_of(media, rect, theme)

    def _picture(self, number: int, rect: Rect, click: int) -> Iterator[Item]:
        image, media = self.images[number], self.media[number]
        for ground in self._ground(media, rect):
            yield replace(ground, click=click)
        crop = cropped(media, rect.width, rect.height, image.focus)
        alt, source = alt_of(image, media, self.fallback), self.typesetter.source(image.file.place)
        yield Picture(media.name, rect, media, alt, click=click, crop=crop, source=source)

    def _one(self, number: int, rect: Rect, width: int, click: int) -> Iterator[Item]:
        """A picture, with its words as wide as its place."""
        image = self.images[number]
        yield from self._picture(number, rect, click)
        if paragraphs := _words_below(image, width, self.typesetter, _caption_style(self.typesetter, "left")):
            words = Rect(rect.x, rect.bottom + _CAPTION_GAP, width, height_of(paragraphs))
            yield TextBox("Caption" if image.caption else "Source", words, TextBody(paragraphs), click=click)


def _surface(rect: Rect) -> int:
    return rect.width * rect.height


def picture_block(image: Image, context: LayoutContext) -> PictureBlock:
    """The picture of a file; without alt text or caption, the title of the slide describes it."""
    return PictureBlock(image, context.files.picture(image.file), context.typesetter, context.title, context.report)


def pictures_block(images: tuple[OnePicture, ...], context: LayoutContext) -> PicturesBlock:
    """The pictures of several files."""
    media = tuple(context.files.picture(image.file) for image in images)
    return PicturesBlock(images, media, context.typesetter, context.title)
