"""What all drawing shares: lengths, colours, and typefaces as CSS names them."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property

from msgspec import Struct

from deckgen.geometry import EMU_PER_POINT
from deckgen.media.faces import Typeface, typeface
from deckgen.paint import Colour, Slot, Stroke
from deckgen.scene.text import Run
from deckgen.text.measure import Font, FontMeasurer
from deckgen.theme.contrast import mixed
from deckgen.theme.tokens import Theme


def points(length: float) -> str:
    """A length in EMU as points, to a hundredth and without needless digits."""
    return f"{length / EMU_PER_POINT:.2f}".rstrip("0").rstrip(".")


class Pen(Struct, frozen=True, dict=True):
    """The colours and the typefaces of a theme."""

    scheme: Mapping[Slot, str]
    faces: Mapping[str, Typeface]
    """The typefaces by the face of a run, and by the family of a placeholder."""

    def typeface(self, run: Run) -> Typeface:
        """The typeface of a run."""
        return self.faces[run.family or run.face]

    @cached_property
    def _mixed(self) -> dict[Colour, str]:
        return {}

    def colour(self, colour: Colour) -> str:
        """The colour as #RRGGBB."""
        known = self._mixed.get(colour)
        if known is None:
            known = self._mixed[colour] = f"#{mixed(colour, self.scheme)}"
        return known

    def fill(self, colour: Colour | None) -> str:
        """The attribute for the fill of an area."""
        return f' fill="{self.colour(colour) if colour is not None else "none"}"'

    @cached_property
    def _measurer(self) -> FontMeasurer:
        return FontMeasurer()

    def size(self, run: Run) -> float:
        """The size of the letters of a run in points; raised and lowered ones are smaller, as in PowerPoint."""
        return run.size if run.script == "none" else run.size * 2 / 3

    def width(self, letters: str, run: Run) -> int:
        """The width of letters of a run, in EMU, in the font of the package that stands in for its own."""
        font = Font(self.typeface(run).twin, run.bold, run.italic)
        return self._measurer.width(letters, font, round(self.size(run)))

    def line(self, stroke: Stroke | None) -> str:
        """The attributes for a line, none without a stroke. Dashes are as long as in PowerPoint."""
        if stroke is None:
            return ""
        dashes = f' stroke-dasharray="{points(4 * stroke.width)} {points(3 * stroke.width)}"' if stroke.dashed else ""
        return f' stroke="{self.colour(stroke.colour)}" stroke-width="{points(stroke.width)}"{dashes}'


def pen_of(theme: Theme) -> Pen:
    """The pen for slides in a theme."""
    fonts = theme.fonts
    usual = {"heading": fonts.heading, "body": fonts.body, "code": fonts.code}
    families = {**{family: family for family in theme.families}, **usual}
    return Pen(theme.scheme, {face: typeface(family) for face, family in families.items()})
