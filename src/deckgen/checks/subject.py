"""What is checked: an outline, what one audience sees of it, and the scene that this became."""

from __future__ import annotations

from functools import cached_property

from msgspec import Struct

from deckgen.checks.surroundings import Surroundings
from deckgen.checks.texts import Text, texts_of
from deckgen.diagnostics import Place
from deckgen.outline.head import Outline
from deckgen.outline.slide import Slide
from deckgen.scene.slide import Scene, SlideScene
from deckgen.theme.tokens import Theme


class Subject(Struct, frozen=True, dict=True):
    """`whole` is the outline as it was written, `seen` what is left of it for the audience of the `scene`."""

    whole: Outline
    seen: Outline
    scene: Scene
    theme: Theme
    surroundings: Surroundings

    @cached_property
    def _slides(self) -> dict[Place, Slide]:
        return {slide.place: slide for slide in self.seen.slides}

    @cached_property
    def pages(self) -> tuple[tuple[SlideScene, tuple[Text, ...]], ...]:
        """Every slide of the scene with its texts."""
        return tuple((slide, tuple(texts_of(slide, self.theme))) for slide in self.scene.slides)

    def slide_of(self, shown: SlideScene) -> Slide | None:
        """The slide of the outline that a slide of the scene came from; None for the title slide."""
        return self._slides.get(shown.place) if shown.place is not None else None

    def place_of(self, shown: SlideScene) -> Place | None:
        """Where to point for a whole slide: at its title, if it has one."""
        slide = self.slide_of(shown)
        return slide.title.place if slide is not None and slide.title is not None else shown.place
