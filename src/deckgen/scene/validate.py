"""The promises of a scene that writers and readers rely on, and the violations of them.

In: a finished scene. Out: one sentence for each violation, which is a bug in layout and never a mistake of the
author's.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

from deckgen.geometry import Rect, Size, union
from deckgen.regex import regex
from deckgen.scene.items import Box, ChartFrame, Connector, Formula, Grid, Group, Item, Picture, TextBox, extent, walk
from deckgen.scene.slide import Scene, SlideScene
from deckgen.scene.text import Paragraph, Run, SlideLink, TextBody

_UNSPACED = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u1950-\u19df\u1a20-\u1aaf\ua9e0-\uaa7f"
    "\u2e80-\ud7af\uf900-\ufaff\uff00-\uff9f\U00020000-\U0003ffff"
)
"""Scripts without spaces between words, in which a line may end nearly everywhere."""
_PARTING_SIGN = regex(f"[-\u2010–—{_UNSPACED}]")
"""A sign beside which a line may end where the text has no space, not even one of zero width."""


def clicks(items: Sequence[Item]) -> int:
    """The number of clicks that a slide with these items takes until everything is visible."""
    return max([click for item in walk(items) for click in _clicks(item)], default=0)


def click_violations(items: Sequence[Item]) -> Iterator[str]:
    """The violations among the clicks of one slide, one sentence each."""
    used = {click for item in walk(items) for click in _clicks(item)} - {0}
    if used and used != set(range(1, len(used) + 1)):
        yield f"its clicks are {sorted(used)}, not 1 to {len(used)}"
    for item in items:
        if isinstance(item, Group) and any(click for inner in walk(item.items) for click in _clicks(inner)):
            yield f"{item.name}: holds clicks, but PowerPoint cannot animate a shape inside a group"
        clicked = [paragraph for body in bodies(item) for paragraph in body.paragraphs if paragraph.click]
        if clicked and item.click:
            yield f"{item.name}: appears at a click, and so do paragraphs of it"
        if clicked and isinstance(item, Grid):
            yield f"{item.name}: holds clicks, but PowerPoint cannot animate the cells of a table"
        if isinstance(item, ChartFrame) and item.parts:
            count = len(item.series if item.parts.by == "series" else item.categories)
            if len(item.parts.clicks) != count or min(item.parts.clicks) <= item.click:
                yield f"{item.name}: its {count} parts appear at {list(item.parts.clicks)}, the frame at {item.click}"


def bodies(item: Item) -> list[TextBody]:
    """The texts of an item itself, without those of the items in it."""
    if isinstance(item, Grid):
        return [cell.body for row in item.rows for cell in row.cells]
    if isinstance(item, TextBox | Box) and item.body is not None:
        return [item.body]
    return []


def _clicks(item: Item) -> list[int]:
    """The clicks of an item itself; 0 means visible from the start."""
    parts = item.parts.clicks if isinstance(item, ChartFrame) and item.parts else ()
    return [item.click, *parts, *[paragraph.click for body in bodies(item) for paragraph in body.paragraphs]]


_SIDES = {"left-brace": ("top", "left", "bottom"), "right-brace": ("top", "right", "bottom")}
_ALL_SIDES = ("top", "left", "bottom", "right")
_GLUABLE = (TextBox, Box, Picture, Grid)


def violations(scene: Scene, slide: Size) -> list[str]:
    """The violations in a scene, one sentence each, none if all is well; slides are counted from 1."""
    found = list(_sections(scene))
    if scene.slides and all(slide.hidden for slide in scene.slides):
        found.append("all slides are hidden")
    for seen in [show.slides for show in scene.shows] or [tuple(range(len(scene.slides)))]:
        for title, count in Counter(scene.slides[index].title for index in seen).items():
            if count > 1:
                found.append(f"{count} slides have the title {title!r}")
    for number, each in enumerate(scene.slides, 1):
        found += [f"slide {number}: {violation}" for violation in _slide_violations(each, slide, len(scene.slides))]
    return found


def _sections(scene: Scene) -> Iterator[str]:
    following = 0
    for section in scene.sections:
        if section.first != following or section.count < 1:
            yield f"section {section.name!r} holds {section.count} slides from {section.first}, not from {following}"
        following = section.first + section.count
    if following != len(scene.slides):
        yield f"the sections hold {following} of {len(scene.slides)} slides"


def _slide_violations(slide: SlideScene, size: Size, slides: int) -> Iterator[str]:
    items = list(walk(slide.items))
    for name, count in Counter(item.name for item in items).items():
        if not name or count > 1:
            yield f"{count} items are called {name!r}"
    marks = [item.placeholder for item in items if isinstance(item, TextBox | Picture) and item.placeholder]
    for index, count in Counter(mark.index for mark in marks).items():
        if count > 1:
            yield f"placeholder {index} is filled {count} times"
    for item in slide.items:
        if not _described(item):
            yield f"{item.name}: has no alternative text"
    yield from click_violations(slide.items)
    named = {item.name: item for item in items}
    for item in items:
        yield from (f"{item.name}: {violation}" for violation in _item_violations(item, size, named))
        yield from (f"{item.name}: {violation}" for violation in _text_violations(item, slides))


def _item_violations(item: Item, size: Size, named: dict[str, Item]) -> Iterator[str]:
    if isinstance(item, Connector):
        if not all(0 <= end.x <= size.width and 0 <= end.y <= size.height for end in item.points):
            yield "lies off the slide"
        yield from _glue_violations(item, named)
        return
    if item.rect.width < 0 or item.rect.height < 0:
        yield f"is {item.rect.width} by {item.rect.height}"
    elif not Rect(0, 0, size.width, size.height).contains(item.rect):
        yield "lies off the slide"
    if isinstance(item, Grid):
        yield from _grid_violations(item)
    if isinstance(item, Formula):
        yield from _formula_violations(item)
    if isinstance(item, Group):
        yield from _group_violations(item)


def _described(item: Item) -> bool:
    """True if a screen reader can read the item: text is read itself, and a group's alt text covers its items."""
    if isinstance(item, TextBox):
        return True
    if isinstance(item, Grid | ChartFrame | Formula | Group):
        return bool(item.alt)
    if isinstance(item, Box) and item.body and item.body.text.strip():
        return True
    return bool(item.decorative or item.alt)


def _glue_violations(item: Connector, named: dict[str, Item]) -> Iterator[str]:
    for glue in (item.start_glue, item.end_glue):
        if glue is None:
            continue
        target = named.get(glue.shape)
        if not isinstance(target, _GLUABLE):
            yield f"is glued to {glue.shape!r}, which is no shape of this slide"
        elif isinstance(target, Box) and glue.site not in _SIDES.get(target.shape, _ALL_SIDES):
            yield f"is glued to the {glue.site} of {glue.shape!r}, where a {target.shape} has no site"


def _grid_violations(grid: Grid) -> Iterator[str]:
    if sum(grid.widths) != grid.rect.width:
        yield f"has columns of {sum(grid.widths)} in a width of {grid.rect.width}"
    if sum(row.height for row in grid.rows) != grid.rect.height:
        yield f"has rows of {sum(row.height for row in grid.rows)} in a height of {grid.rect.height}"
    above = [0] * len(grid.widths)
    for number, row in enumerate(grid.rows, 1):
        spans = [cell.row_span for cell in row.cells for _ in range(cell.span)]
        count = len(spans) + len(above) - above.count(0)
        if count != len(grid.widths):
            yield f"has {count} cells in row {number} for {len(grid.widths)} columns"
            return
        own = iter(spans)
        above = [(rows or next(own)) - 1 for rows in above]
    if any(above):
        yield "has a cell that spans more rows than there are"


def _formula_violations(formula: Formula) -> Iterator[str]:
    from deckgen.formula.tree import text_of  # noqa: PLC0415  (few decks hold formulas)

    if not text_of(formula.tree).strip():
        yield "holds a formula without a sign"
    seen, rect = formula.picture, formula.rect
    if abs(seen.width * rect.height - seen.height * rect.width) > rect.width + rect.height + seen.width + seen.height:
        yield f"has a picture of {seen.width} by {seen.height} in a rectangle of other proportions"


def _group_violations(group: Group) -> Iterator[str]:
    if any(isinstance(item, Grid) for item in group.items):
        yield "holds a table, which PowerPoint cannot group"
    if any(isinstance(item, Formula) for item in group.items):
        yield "holds a formula, which has to be on the slide itself"
    if any(isinstance(item, TextBox) and item.placeholder for item in group.items):
        yield "holds a placeholder, which PowerPoint cannot group"
    if not group.items:
        yield "is empty"
    elif union([extent(item) for item in group.items]) != group.rect:
        yield "is not the union of its items"


def _text_violations(item: Item, slides: int) -> Iterator[str]:
    for body in bodies(item):
        for paragraph in body.paragraphs:
            if not 0 <= paragraph.level < 9:
                yield f"has a paragraph of level {paragraph.level}"
            lines = tuple(line.text for line in paragraph.lines)
            if _letters("".join(lines)) != _letters(paragraph.shown):
                yield f"was measured as {lines!r} but says {paragraph.shown!r}"
            yield from (f"breaks a word or a number: {part}" for part in _broken_words(paragraph))
    links = [run.link for run in _runs(item)] + ([item.link] if isinstance(item, Box) else [])
    for link in links:
        if isinstance(link, SlideLink) and not 0 <= link.slide < slides:
            yield f"links to slide {link.slide + 1} of {slides}"


def _broken_words(paragraph: Paragraph) -> Iterator[str]:
    """The ends of lines within a word or a number, but not in code: there, the rest of a line is moved in instead."""
    if paragraph.hanging and paragraph.bullet is None and all(run.face == "code" for run in paragraph.runs):
        return
    text, end = paragraph.shown, 0
    for line, following in pairwise(line.text for line in paragraph.lines):
        end = text.find(line, end) + len(line)
        if line and following and text.startswith(following, end) and not _may_part(line[-1], following[0]):
            yield f"{line[-8:]}|{following[:8]}"


def _may_part(before: str, after: str) -> bool:
    if before.isdigit() and after.isdigit():
        return False
    parts = _PARTING_SIGN.match
    return any(parts(sign) or unicodedata.category(sign) in ("So", "Sk", "Cn") for sign in (before, after))


def _letters(text: str) -> str:
    """`text` without white space, which is not counted at the end of a line, and without zero width spaces."""
    return "".join(text.replace("\u200b", "").split())


def _runs(item: Item) -> Iterator[Run]:
    for body in bodies(item):
        for paragraph in body.paragraphs:
            yield from paragraph.runs
