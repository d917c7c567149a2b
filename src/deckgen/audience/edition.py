"""The edition for students: without the lecturer's notes and answers, and with gaps where a slide says `blank`."""

from __future__ import annotations

from deckgen.audience.unanswered import unanswered
from deckgen.outline.blank import blanked, pattern_of
from deckgen.outline.check_see import renamed
from deckgen.outline.head import Outline
from deckgen.outline.slide import Slide
from deckgen.outline.walk import with_words


def for_students(outline: Outline) -> Outline:
    """The outline as students get it; what is not for them at all has been left out before."""
    slides = renamed(outline.slides, tuple(_slide(slide) for slide in outline.slides))
    return outline.model_copy(update={"slides": slides})


def _slide(slide: Slide) -> Slide:
    columns = tuple(unanswered(column) for column in slide.columns)
    without_notes = unanswered(slide.model_copy(update={"notes": (), "blank": (), "columns": columns}))
    if not slide.blank:
        return without_notes
    pattern = pattern_of(text.plain for text in slide.blank)
    return with_words(without_notes, lambda words: blanked(words, pattern))
