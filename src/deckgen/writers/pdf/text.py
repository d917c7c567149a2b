"""Text bodies as paragraphs and lists, each line where the scene measured it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from msgspec import Struct

from deckgen.geometry import Rect
from deckgen.scene.text import Bullet, Paragraph, PlacedLine, Run, SlideLink, TextBody, placed_lines
from deckgen.writers.pdf.markup import array, language, sequence, string
from deckgen.writers.svg.pen import Pen, points
from deckgen.writers.svg.text import RISE


def paragraphs(body: TextBody, rect: Rect, pen: Pen) -> str:
    """The text in the shape that fills `rect`, as paragraphs and lists."""
    entries = [entry for entry in _entries(body, rect, pen) if entry.lines]
    blocks = []
    for is_listed, several in groupby(entries, lambda entry: entry.bullet is not None):
        group = list(several)
        blocks += _lists(group) if is_listed else [f"par({{ {entry.lines} }})" for entry in group]
    return _turned("\n".join(blocks), body, rect)


def lines(body: TextBody, rect: Rect, pen: Pen) -> str:
    """The text as part of something that has a tag of its own, such as a heading."""
    entries = [entry for entry in _entries(body, rect, pen) if entry.lines]
    return _turned(f"; {_SPACE}; ".join(entry.bulleted for entry in entries), body, rect)


_SPACE = 'at(0, 0, " ")'
_BREAKS = dict.fromkeys(map(ord, "\v\f\x85\u2028\u2029"), " ")
"""Characters at which typst would begin a line of its own, where the scene has none."""


class _Entry(Struct, frozen=True):
    """A paragraph: its lines, and the mark before it."""

    lines: str
    mark: str
    bullet: Bullet | None
    level: int

    @property
    def bulleted(self) -> str:
        return f"{self.mark}; {self.lines}" if self.bullet is not None else self.lines


def _entries(body: TextBody, rect: Rect, pen: Pen) -> Iterator[_Entry]:
    placed = list(placed_lines(body, rect))
    for paragraph in body.paragraphs:
        own, placed = placed[: len(paragraph.lines)], placed[len(paragraph.lines) :]
        spaces = _spaces(paragraph)
        said = [_line(line, pen, is_followed) for line, is_followed in zip(own, spaces, strict=True)]
        mark = _mark(own[0], pen) if own else ""
        yield _Entry(sequence(said), mark, paragraph.bullet, paragraph.level)


def _spaces(paragraph: Paragraph) -> list[bool]:
    """Whether each line ends between two words: some end within one."""
    shown, end = paragraph.shown, 0
    found: list[bool] = []
    for line in paragraph.lines:
        start = shown.index(line.text, end)
        if found:
            found[-1] = start > end
        end = start + len(line.text)
        found.append(False)
    return found


def _turned(content: str, body: TextBody, rect: Rect) -> str:
    if not body.rotated or not content:
        return content
    x, y = points(rect.centre.x), points(rect.centre.y)
    return f"at({x}, {y}, rotate(-90deg, origin: top + left, at(-{x}, -{y}, {{ {content} }})))"


def _line(line: PlacedLine, pen: Pen, is_followed: bool) -> str:
    if not line.runs:
        return ""
    said = sequence(_run(run, pen) for run in line.runs) + ('; " "' if is_followed else "")
    if not all(pen.typeface(run).is_as_wide for run in line.runs):
        # Another font than that which was measured must not take more room.
        natural = sum(pen.width(run.shown, run) for run in line.runs)
        side = "right" if line.from_right else "left"
        said = f"scale(x: {100 * line.width / max(natural, 1):.4g}%, origin: {side}, {{ {said} }})"
    return "; ".join([*_term(line, pen), _put(line, line.x, said)])


def _term(line: PlacedLine, pen: Pen) -> Iterator[str]:
    """The term in front of a line, with the space that parts it from the text when it is read aloud."""
    if line.term:
        yield _put(line, line.bullet_x, sequence(_run(run, pen) for run in line.term) + '; " "')


def _put(line: PlacedLine, x: int, content: str) -> str:
    return f"{'rt' if line.from_right else 'at'}({points(x)}, {points(line.baseline)}, {{ {content} }})"


def _mark(line: PlacedLine, pen: Pen) -> str:
    if line.bullet is None:
        return ""
    size = max((run.size for run in line.runs), default=0)
    return _put(line, line.bullet_x, _run(Run(line.bullet.sign, size, line.bullet.colour), pen))


def _run(run: Run, pen: Pen) -> str:
    about = [
        string(run.shown.translate(_BREAKS)),
        string(pen.typeface(run).twin),
        f"{pen.size(run):.4g}",
        string(pen.colour(run.colour)),
    ]
    if run.bold:
        about.append('weight: "bold"')
    if run.italic:
        about.append('style: "italic"')
    if run.script != "none":
        about.append(f"baseline: {-RISE[run.script] * run.size:.4g}pt")
    if run.language is not None:
        about.append(language(run.language))
    said = f"r({', '.join(filter(None, about))})"
    said = f"strike({said})" if run.struck else said
    if run.link is None:
        return said
    to = slide_name(run.link.slide) if isinstance(run.link, SlideLink) else string(run.link.url)
    return f"link({to}, underline({said}))"


def slide_name(slide: int) -> str:
    """The label of a slide, counted from 0."""
    return f"<slide-{slide + 1}>"


def _lists(entries: Sequence[_Entry]) -> list[str]:
    """Lists, one after the other: with numbers and without, each with the deeper ones in its points."""
    found = []
    least = min(entry.level for entry in entries)
    items: list[tuple[_Entry, list[_Entry]]] = []
    for entry in entries:
        if items and entry.level > least:
            items[-1][1].append(entry)
        else:
            items.append((entry, []))
    for is_numbered, several in groupby(
        items, lambda item: item[0].bullet is not None and item[0].bullet.number is not None
    ):
        found.append(_list(list(several), is_numbered=is_numbered))
    return found


def _list(items: Sequence[tuple[_Entry, list[_Entry]]], *, is_numbered: bool) -> str:
    points_ = []
    for entry, inner in items:
        below = "\n".join(["", *_lists(inner)]) if inner else ""
        if is_numbered:
            number = entry.bullet.number if entry.bullet is not None else None
            points_.append(f"enum.item({number}, {{ {entry.lines}{below} }})")
        else:
            # Typst has one mark for all points of a list, and their places differ.
            points_.append(f"list.item({{ pdf.artifact({{ {entry.mark} }}); {entry.lines}{below} }})")
    if not is_numbered:
        return f"list({', '.join(points_)})"
    marks = array(f"({entry.bullet.number}, {{ {entry.mark} }})" for entry, _ in items if entry.bullet is not None)
    return f"enum(numbering: n => {marks}.find(mark => mark.at(0) == n).at(1), {', '.join(points_)})"
