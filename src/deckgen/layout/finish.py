"""The last steps of layout: the direction of the language, the grounds of slides, and the size of a template's slides.

After them nothing is left to decide: writers need the scene and the theme's tokens.
"""

from __future__ import annotations

from msgspec.structs import replace

from deckgen.layout.right_to_left import from_right, runs_from_right
from deckgen.scene.items import Box
from deckgen.scene.scale import scaled
from deckgen.scene.slide import Scene
from deckgen.theme.tokens import SlideLayout, Theme


def finished(scene: Scene, theme: Theme) -> tuple[Scene, Theme]:
    """The scene as it is shown, with its theme: mirrored where its language is read from right to left."""
    if runs_from_right(scene.language):
        scene, theme = from_right(scene, theme)
    grounds = {name: (layout.ground, _ornaments(layout)) for name, layout in theme.layouts.items()}
    slides = []
    for slide in scene.slides:
        ground, ornaments = grounds[slide.layout]
        slides.append(replace(slide, ground=ground, ornaments=ornaments))
    scene = replace(scene, slides=tuple(slides))
    return scaled(scene, theme.template.scale if theme.template else 1), theme


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
