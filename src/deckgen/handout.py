"""The lecture on paper, for its speaker with notes, or for students, whose answers may follow at the end."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from msgspec import Struct
from msgspec.structs import replace

from deckgen.deck import Deck, Rejected
from deckgen.diagnostics import Place
from deckgen.pipeline import BuildRequest, Finished, Lecture, finish_lecture
from deckgen.scene.items import Item
from deckgen.scene.slide import Scene, SlideScene
from deckgen.theme.contrast import luminance, mixed
from deckgen.theme.tokens import Theme
from deckgen.themes import GivenTheme
from deckgen.writers.pdf.handout import Edition, Paper, PerPage, Printing, handout
from deckgen.writers.pdf.slide import is_furniture

_DARK = 0.4
"""The luminance below which a ground takes more toner than paper should carry."""


class HandoutOptions(Struct, frozen=True):
    """The paper, how many slides are on a page, None for those that have a place with notes beside them, and whether
    `answers` follow at the end of the edition for students.
    """

    paper: Paper = "a4"
    per_page: PerPage | None = None
    answers: bool = False


def build_handout(lecture: Lecture, request: BuildRequest, options: HandoutOptions) -> Deck | Rejected:
    """The handout of a lecture. Slides on a dark ground are printed in the light theme, unless one is requested."""
    request = replace(request, form="pdf")
    done = finish_lecture(lecture, request)
    if isinstance(done, Rejected):
        return done
    if request.theme is None and _is_dark(done.theme):
        request = replace(request, theme=GivenTheme("classroom"))
        done = finish_lecture(lecture, request)
        if isinstance(done, Rejected):
            return done
    answers: tuple[tuple[int, SlideScene], ...] = ()
    if options.answers:
        whole = finish_lecture(lecture, replace(request, students=False))
        answers = tuple(_answers(done.scene, whole.scene)) if isinstance(whole, Finished) else ()
    printing = Printing(options.paper, options.per_page, request.students)
    content = handout(Edition(done.scene, done.theme, done.artwork), printing, answers, request.modified)
    return Deck(content, done.slides, done.minutes, done.findings, done.parts, done.hidden, done.scene.title)


def _is_dark(theme: Theme) -> bool:
    return luminance(mixed(theme.layouts["content"].ground, theme.scheme)) < _DARK


def _answers(students: Scene, whole: Scene) -> Iterator[tuple[int, SlideScene]]:
    """The slides that say more than those for students, with the numbers that these have."""
    theirs = dict(_by_page(students))
    for page, (_, slide) in _by_page(whole):
        number, shown = theirs.get(page, (0, None))
        if shown is not None and _content(shown) != _content(slide):
            yield number, slide


def _by_page(scene: Scene) -> Iterator[tuple[tuple[Place | None, int], tuple[int, SlideScene]]]:
    """The slides with their numbers, by their place in the outline and their page of those made of it."""
    pages: Counter[Place | None] = Counter()
    for number, slide in enumerate(scene.slides, 1):
        pages[slide.place] += 1
        yield (slide.place, pages[slide.place]), (number, slide)


def _content(slide: SlideScene) -> tuple[Item, ...]:
    """What a slide says, without what tells how many slides there are."""
    return tuple(item for item in slide.items if not is_furniture(item) and not getattr(item, "progress", False))
