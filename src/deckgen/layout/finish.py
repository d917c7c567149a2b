"""The last steps of layout: writing direction, backgrounds, the slide size of a template, and the marks of charts.

Afterwards nothing is left to decide: writers need only the scene and the theme's tokens.
"""

from __future__ import annotations

from msgspec.structs import replace

from deckgen.layout.right_to_left import from_right, runs_from_right
from deckgen.layout.typeset import Typesetter
from deckgen.scene.items import Box, ChartFrame, Item
from deckgen.scene.scale import scaled
from deckgen.scene.slide import Scene
from deckgen.text.measure import Measurer
from deckgen.theme.tokens import SlideLayout, Theme


def finished(scene: Scene, theme: Theme, measurer: Measurer) -> tuple[Scene, Theme]:
    """The final scene with its theme; both are mirrored if the language is written from right to left."""
    if runs_from_right(scene.language):
        scene, theme = from_right(scene, theme)
    grounds = {name: (layout.ground, _ornaments(layout)) for name, layout in theme.layouts.items()}
    slides = []
    for slide in scene.slides:
        ground, ornaments = grounds[slide.layout]
        slides.append(replace(slide, ground=ground, ornaments=ornaments))
    scene = replace(scene, slides=tuple(slides))
    scene = scaled(scene, theme.template.scale if theme.template else 1)
    return _with_charts_drawn(scene, Typesetter(theme, measurer)), theme


def _with_charts_drawn(scene: Scene, typesetter: Typesetter) -> Scene:
    """The scene with the marks of its charts, which depend on the final frames."""
    if not any(isinstance(item, ChartFrame) for slide in scene.slides for item in slide.items):
        return scene
    from deckgen.layout.chart_marks import marks  # noqa: PLC0415  (few decks hold charts)

    def drawn(item: Item) -> Item:
        return replace(item, marks=marks(item, typesetter)) if isinstance(item, ChartFrame) else item

    return replace(
        scene, slides=tuple(replace(slide, items=tuple(map(drawn, slide.items))) for slide in scene.slides)
    )


def _ornaments(layout: SlideLayout) -> tuple[Box, ...]:
    return tuple(
        Box(
            f"Ornament {number}",
            ornament.rect,
            "rounded" if ornament.corner else "rectangle",
            ornament.fill,
            ornament.line,
            ornament.corner,
            decorative=True,
        )
        for number, ornament in enumerate(layout.ornaments, 1)
    )
