"""Formulas between dollar signs, found before Markdown is read, so that `_` and `*` inside them belong to LaTeX.

The rule is pandoc's: the opening `$` is not followed by a space, and the closing one is neither preceded by a space
nor followed by a digit, so `$5 and $6` are prices. A dollar after a backslash, or in inline code, is always a plain
dollar.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator

from msgspec import Struct
from msgspec.structs import replace

from deckgen.codes import Code
from deckgen.formula.mathml import formula_of
from deckgen.formula.runs import remark_on, said_in_text
from deckgen.formula.tokens import Mistake
from deckgen.macros import Macros
from deckgen.outline.element import Inline
from deckgen.regex import regex

_SPANS = regex(
    r"(?P<ticks>`++).*?(?<!`)(?P=ticks)(?!`)"
    r"|\\."
    r"|\$\$(?P<display>[^\s$](?:[^$]*[^\s$])?)\$\$"
    r"|(?<!\$)\$(?P<latex>(?!\s)(?:\\.|[^\\$\n]|\n(?!\s*\n))+?(?<!\s))\$(?![\d$])",
    re.DOTALL,
)
_FIRST = 0xF0000
"""Private use characters replace formulas while Markdown is read; nobody types those of this plane."""
_STAND_IN = regex("([\U000f0000-\U000ffffd])")


class Found(Struct, frozen=True):
    """A formula in a text: the positions of its dollar and of its LaTeX, and whether it has two dollars."""

    start: int
    inside: int
    latex: str
    display: bool

    @property
    def typed(self) -> str:
        sign = "$$" if self.display else "$"
        return f"{sign}{self.latex}{sign}"


def formulas_in(text: str) -> list[Found]:
    """The formulas of a text, in order."""
    if "$" not in text or _STAND_IN.search(text):
        return []
    found = []
    for span in _SPANS.finditer(text):
        if span["latex"] is not None:
            found.append(Found(span.start(), span.start("latex"), span["latex"], display=False))
        elif span["display"] is not None:
            found.append(Found(span.start(), span.start("display"), span["display"], display=True))
    return found


def with_formulas(
    text: str, read: Callable[[str], tuple[Inline, ...]], macros: Macros = (), *, spoken: bool = False
) -> tuple[Inline, ...]:
    """The runs of a text, of which `read` reads the Markdown, with the runs of its formulas inserted; those in `$$`
    are formulas in a `spoken` text only.
    """
    found = formulas_in(text)
    if not found:
        return read(text)
    pieces, end = [], 0
    for number, formula in enumerate(found):
        pieces += [text[end : formula.start], chr(_FIRST + number)]
        end = formula.start + len(formula.typed)
    runs = read("".join(pieces) + text[end:])
    return tuple(part for run in runs for part in _expanded(run, found, macros, spoken))


def remarks_in(text: str, macros: Macros = (), *, spoken: bool = False) -> Iterator[tuple[Code, Mistake]]:
    """What is to be said about the formulas of a text, each with its place in it. A `spoken` text, which nobody sees
    but the speaker, may hold everything that is LaTeX.
    """
    for formula in formulas_in(text):
        is_latex = not isinstance(formula_of(formula.latex, macros), Mistake)
        if spoken and is_latex:
            continue
        if formula.display:
            message = "`$$` sets a formula apart, which running text cannot"
            hint = "put it into a `formula` of its own, or write one `$` on each side"
            yield Code.BAD_FORMULA, Mistake(formula.start, len(formula.typed), message, hint)
        elif (remark := remark_on(formula.latex, macros)) is not None:
            # LaTeX that cannot be part of a line was meant as a formula; what is not LaTeX at all perhaps was not.
            code, mistake = remark
            hint = mistake.hint if is_latex else f"{mistake.hint}, or `\\$` for a dollar sign"
            yield code, replace(mistake, start=formula.inside + mistake.start, hint=hint)


def _expanded(run: Inline, found: Iterable[Found], macros: Macros, spoken: bool) -> Iterator[Inline]:
    formulas = tuple(found)
    link = run.link and _STAND_IN.sub(lambda sign: formulas[ord(sign[0]) - _FIRST].typed, run.link)
    for part in _STAND_IN.split(run.text):
        if not _STAND_IN.fullmatch(part):
            if part:
                yield replace(run, text=part, link=link)
            continue
        formula = formulas[ord(part) - _FIRST]
        said = said_in_text(formula.latex, macros)
        if run.code or (formula.display and not spoken) or isinstance(said, Mistake):
            yield replace(run, text=formula.typed, link=link)
            continue
        for piece in said.pieces:
            slope, weight = run.italic or piece.italic, run.bold or piece.bold
            yield Inline(piece.text, weight, slope, link=link, script=piece.script, formula=True)
