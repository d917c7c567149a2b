"""The course that a lecture takes: its slides in order, which of them are shown, and the ways between them.

In: the slides of the outline with their pages. Out: numbers of slides, counted from 0 with the opening; the links
of a slide, its place in the run, and the sections of the deck.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate, pairwise

from msgspec import Struct

from deckgen.layout.links import Jump
from deckgen.layout.pages import Page
from deckgen.outline.check_see import seen, titled
from deckgen.outline.slide import Slide
from deckgen.scene.slide import Section


class Leaf(Struct, frozen=True):
    """A slide of the deck before it is dressed: the slide of the outline, one page of it, and where it belongs."""

    slide: Slide
    page: Page | None
    number: int
    """Which page of the slide it is, from 1."""
    count: int
    section: int
    """The section it is in, from 0; -1 in front of the first. The section behind the last holds the backups."""

    @property
    def hidden(self) -> bool:
        """Whether it is passed over when the lecture is shown."""
        return not self.slide.is_shown


class Course:
    """All leaves of a deck, looked through once. The opening is slide 0, so leaf n is slide n + 1."""

    def __init__(self, leaves: Sequence[Leaf], slides: Sequence[Slide]) -> None:
        self.leaves = leaves
        self.starts = [index for index, leaf in enumerate(leaves, 1) if leaf.slide.section]
        self.agenda = next((index for index, leaf in enumerate(leaves, 1) if leaf.slide.agenda), None)
        self._first = {id(leaf.slide): index for index, leaf in enumerate(leaves, 1) if leaf.number == 1}
        self._shown = list(accumulate((not leaf.hidden for leaf in leaves), initial=1))
        by_title = titled(slides)
        self._sees = {id(slide): seen(slide, by_title) for slide in slides if slide.see}
        self._seen_by: dict[int, list[Slide]] = {}
        for slide in slides:
            for target in self._sees.get(id(slide), []):
                self._seen_by.setdefault(id(target), []).append(slide)

    def jumps(self, leaf: Leaf) -> list[Jump]:
        """Links to what the slide names under `see`; from a slide outside the run also back to those that name it."""
        back = self._seen_by.get(id(leaf.slide), []) if leaf.hidden else []
        ahead = [slide for slide in self._sees.get(id(leaf.slide), []) if not any(slide is other for other in back)]
        return [*(self._jump(slide, back=True) for slide in back), *(self._jump(slide) for slide in ahead)]

    def _jump(self, slide: Slide, *, back: bool = False) -> Jump:
        return Jump(slide.title.plain if slide.title else "", self._first[id(slide)], back)

    def progress(self, index: int) -> tuple[int, int]:
        """How many slides of the run have come by slide `index`, and how many there are; the opening counts."""
        return self._shown[index], self._shown[-1]

    @property
    def last(self) -> int:
        """The number of the last slide that is shown, counted from 1."""
        return 1 + max((index for index, leaf in enumerate(self.leaves, 1) if not leaf.hidden), default=0)

    def sections(self, names: Sequence[str]) -> tuple[Section, ...]:
        """Sections of PowerPoint's list: `names` are those of the slides in front of the first section, of the
        sections, and of the backups."""
        total = len(self.leaves) + 1
        backups = sum(leaf.slide.backup for leaf in self.leaves)
        edges = [0, *self.starts, total - backups, total]
        return tuple(
            Section(name, first, after - first)
            for name, (first, after) in zip(names, pairwise(edges), strict=True)
            if after > first
        )
