"""Pictures that some cannot see, or nobody sharply."""

from __future__ import annotations

from collections.abc import Iterator

from deckgen.checks.subject import Subject
from deckgen.diagnostics import Diagnostic, Place, warning
from deckgen.geometry import EMU_PER_INCH
from deckgen.outline.blocks import Image
from deckgen.scene.items import Group, Item, Picture
from deckgen.scene.slide import SlideScene

COARSEST = 72
"""Pixels per inch of slide: half of the 144 with which a projector of 1,920 pixels shows a slide of 13.3 inches."""


def picture_findings(subject: Subject) -> Iterator[Diagnostic]:
    """Pictures without a description, and pictures with too few pixels for their size."""
    for image in _images(subject):
        if image.alt is None and image.caption is None:
            message = f"`{image.file.raw}` says nothing to those who cannot see it"
            yield warning("missing-alt", message, image.file.place, "describe what it shows in `alt: …`")
    for slide in subject.scene.slides:
        for picture in _pictures(slide.items):
            if picture.media.drawing:  # drawn anew at every size
                continue
            density = picture.media.width * EMU_PER_INCH / picture.rect.width if picture.rect.width else COARSEST
            if density < COARSEST:
                needed = round(picture.rect.width / EMU_PER_INCH * 2 * COARSEST)
                message = f"`{picture.media.name}` is {picture.media.width} pixels wide and looks coarse at its size"
                hint = f"save it {needed} pixels wide, or put something beside it so that it gets smaller"
                yield warning("picture-too-coarse", message, _place(subject, slide, picture), hint)


def _images(subject: Subject) -> Iterator[Image]:
    for slide in subject.seen.slides:
        for blocks in slide.blocks:
            if blocks.image is not None:
                yield blocks.image


def _pictures(items: tuple[Item, ...]) -> Iterator[Picture]:
    for item in items:
        if isinstance(item, Picture):
            yield item
        elif isinstance(item, Group):
            yield from _pictures(item.items)


def _place(subject: Subject, shown: SlideScene, picture: Picture) -> Place | None:
    slide = subject.slide_of(shown)
    for blocks in slide.blocks if slide is not None else ():
        if blocks.image is not None and blocks.image.file.raw.endswith(picture.media.name):
            return blocks.image.file.place
    return subject.place_of(shown)
