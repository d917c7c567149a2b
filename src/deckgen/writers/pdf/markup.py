"""The language of Typst, as far as it is written here, and the PDF that Typst makes of it.

Everything on a slide is in boxes without extent, which are put at their places: Typst neither breaks lines nor
moves anything. Lengths are points.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from typst import Compiler

from deckgen.media.faces import SIGNS, Family
from deckgen.writers.pdf.letters import lettering_for

FAMILIES: tuple[Family, ...] = ("Carlito", "Caladea", "Liberation Sans", "Liberation Mono", SIGNS)
_SET = """
#set text(hyphenate: false, ligatures: false, dir: ltr, fallback: false)
#set list(marker: [], indent: 0pt, body-indent: 0pt, spacing: 0pt)
#set enum(indent: 0pt, body-indent: 0pt, spacing: 0pt)
#set table(stroke: none, inset: 0pt)
#set underline(evade: false)
#show heading: it => block(above: 0pt, below: 0pt, it.body)
#show figure: set align(left)
#let at(x, y, ..more, body) = box(
  width: 0pt, height: 0pt, place(top + left, dx: x * 1pt, dy: y * 1pt, box(width: 3000pt, ..more, body)))
#let rt(x, y, body) = at(x - 3000, y, align(right, text(dir: rtl, body)))
#let r(words, family, size, colour, ..more) = text(
  font: (family, signs, ..others), size: size * 1pt, fill: rgb(colour), ..more, words)
#let drawn(svg, width, height, ..more) = image(
  bytes(svg), format: "svg", width: width * 1pt, height: height * 1pt, fit: "stretch", ..more)
#let put(body) = place(top + left, body)
#let art(svg, width, height) = put(pdf.artifact(at(0, 0, drawn(svg, width, height))))
#let fig(about, body) = figure(
  alt: about, kind: "drawing", supplement: none, numbering: none, outlined: false, put(body))
#let canvas(body) = {
  set text(top-edge: "baseline", bottom-edge: "baseline")
  set block(spacing: 0pt)
  show heading: set text(weight: "regular")
  set par(spacing: 0pt, leading: 0pt, first-line-indent: 0pt, justify: false)
  body
}
"""
"""Names for what slides are made of. `at` puts something at a point, `rt` what is read from the right and ends there;
`r` are letters, `art` is a picture without tags as large as the slide, `fig` has an alternative text.
"""


def string(text: str) -> str:
    """A text as Typst reads it."""
    escaped = re.sub(r'[\\"]', r"\\\g<0>", text)
    return '"' + re.sub(r"[\x00-\x1f\x7f]", lambda found: f"\\u{{{ord(found.group()):x}}}", escaped) + '"'


def sequence(parts: Iterable[str]) -> str:
    """Content one after the other, without what is empty."""
    return "; ".join(filter(None, parts))


def array(parts: Iterable[str]) -> str:
    """Values as an array, of one value too."""
    return f"({''.join(f'{part}, ' for part in parts)})"


def language(tag: str) -> str:
    """The arguments for a BCP 47 tag."""
    found = re.match(r"([A-Za-z]{2,3})(?:-[A-Za-z]{4})?(?:-([A-Za-z]{2})\b)?", tag)
    if found is None:
        return ""
    region = string(found.group(2).lower()) if found.group(2) else "none"
    return f"lang: {string(found.group(1).lower())}, region: {region}"


def pdf_of(head: str, body: str, moment: datetime | None) -> bytes:
    """The PDF of a document: `head` sets what it is called and how its pages are."""
    with TemporaryDirectory(prefix="deckgen-") as name:
        lettering = lettering_for(body + head, Path(name))
        others = array(map(string, lettering.families))
        source = f"#let signs = {string(SIGNS)}\n#let others = {others}\n{_SET}\n{head}\n#{{\n{body}\n}}\n"
        compiler = Compiler(input=source.encode(), font_paths=lettering.fonts)
        # The moment is not seen, but the PDF has a place for it, which is that of the build otherwise.
        at = moment if moment is not None else datetime(1980, 1, 1, tzinfo=UTC)
        content = compiler.compile(format="pdf", pdf_standards=["ua-1"], timestamp=int(at.timestamp()))
    assert isinstance(content, bytes)
    return content


def document(title: str, author: str, moment: datetime | None) -> str:
    """The facts about a document."""
    when = "none"
    if moment is not None:
        now = moment.astimezone(UTC)
        parts = ("year", "month", "day", "hour", "minute", "second")
        when = f"datetime({', '.join(f'{part}: {getattr(now, part)}' for part in parts)})"
    by = array([string(author)]) if author else "()"
    return f"#set document(title: {string(title)}, author: {by}, date: {when})"
