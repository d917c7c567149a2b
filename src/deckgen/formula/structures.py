"""The commands of LaTeX that build something: fractions, roots, sized brackets, stacks, environments."""

from __future__ import annotations

import unicodedata
from functools import partial

from deckgen.formula import tables
from deckgen.formula.parser import STOPS, Parser, Structure
from deckgen.formula.scan import Token
from deckgen.formula.scripts import one
from deckgen.formula.symbols import SPACES
from deckgen.formula.tree import Atom, Fence, Fraction, Function, Limits, Line, Lines, Node, Root, Row, Space

_ARROWS = {"xrightarrow": "→", "xleftarrow": "←"}


def _fraction(parser: Parser, token: Token) -> Node:
    above = parser.argument(token)
    return Fraction(above, _second(parser, token, "is over"))


def _second(parser: Parser, token: Token, role: str) -> Node:
    """The second argument of a command; without it, the hint shows both."""
    parser.reader.skip_line_ends()
    if parser.reader.token.text in STOPS:
        message = f"`{token.text}` needs two parts, but what it {role} is missing"
        parser.reader.fail(token, message, f"write `{token.text}{{…}}{{…}}`")
    return parser.argument(token)


def _binomial(parser: Parser, token: Token) -> Node:
    above = parser.argument(token)
    return Fence("(", Fraction(above, _second(parser, token, "is over"), bar=False), ")")


def _root(parser: Parser, token: Token) -> Node:
    degree = None
    if parser.reader.token.text == "[":
        opened, end = parser.reader.token, parser.reader.partners.get(parser.reader.place)
        if end is None:
            parser.reader.fail(opened, "this `[` is never closed", "add `]` where it ends")
        parser.reader.skip()
        degree = parser.row(end)
        parser.reader.skip()
    return Root(parser.argument(token), degree)


def _sized(parser: Parser, token: Token) -> Node:
    """`\\left( … \\right)`, with `\\middle|` between where that is wanted."""
    left = parser.reader.delimiter(token)
    inner = [parser.row()]
    while parser.reader.token.text == "\\middle":
        middle = parser.reader.token
        parser.reader.skip()
        inner += [Atom(parser.reader.delimiter(middle), "relation"), parser.row()]
    if parser.reader.token.text != "\\right":
        parser.reader.fail(token, "this `\\left` has no `\\right`", "add `\\right` and a bracket where it ends")
    closing = parser.reader.token
    parser.reader.skip()
    return Fence(left, one(tuple(inner)), parser.reader.delimiter(closing))


def _stacked(parser: Parser, token: Token) -> Node:
    """`\\overset{above}{base}` and its kin."""
    extra, base = parser.argument(token), _second(parser, token, "stands at")
    return Limits(base, extra, None) if token.text == "\\underset" else Limits(base, None, extra)


def _negated(parser: Parser, token: Token) -> Node:
    inner = parser.argument(token)
    if not isinstance(inner, Atom):
        parser.reader.fail(token, "`\\not` strikes out one sign", "write a sign behind it: `\\not=`")
    return Atom(unicodedata.normalize("NFC", inner.text + "\u0338"), inner.kind)


def _lined(shape: str, over: bool, parser: Parser, token: Token) -> Node:
    return Line(parser.argument(token), "brace" if shape == "brace" else "line", over)


def _labelled_arrow(parser: Parser, token: Token) -> Node:
    return Limits(Atom(_ARROWS[token.text[1:]], "relation"), None, parser.argument(token))


def _modulo(parser: Parser, token: Token) -> Node:
    if token.text != "\\pmod":
        return Atom("mod", "binary")
    inner = Row((Atom("mod", "function"), Space(SPACES[" "]), parser.argument(token)))
    return Row((Space(0.5), Fence("(", inner, ")")))


def _operator(parser: Parser, token: Token) -> Node:
    return Function(Atom(parser.reader.raw_group(token), "function"), Row())


def _substack(parser: Parser, token: Token) -> Node:
    opened = parser.reader.token
    if opened.text != "{":
        parser.reader.fail(token, "what `\\substack` holds is missing", "write `\\substack{… \\\\ …}`")
    parser.reader.skip()
    rows = parser.rows("}", opened)
    parser.reader.skip()
    return Lines(tuple(rows))


def _environment(parser: Parser, token: Token) -> Node:
    name = parser.reader.environment_name(token)
    tables.check_name(name, parser.reader, token)
    columns = parser.reader.raw_group(token) if name == "array" else ""
    rows = parser.rows("\\end", token)
    if not rows:
        parser.reader.fail(token, f"there is nothing in this `{name}`", "write something in it, or remove it")
    end = parser.reader.token
    parser.reader.skip()
    ended = parser.reader.environment_name(end)
    if ended != name:
        message = f"`\\end{{{ended}}}` ends what `\\begin{{{name}}}` began"
        parser.reader.fail(end, message, f"write `\\end{{{name}}}`")
    return tables.table(name, rows, columns)


STRUCTURES: dict[str, Structure] = {
    **dict.fromkeys(("frac", "dfrac", "tfrac", "cfrac"), _fraction),
    **dict.fromkeys(("binom", "dbinom", "tbinom"), _binomial),
    **dict.fromkeys(("overset", "underset", "stackrel"), _stacked),
    **dict.fromkeys(("bmod", "pmod", "mod"), _modulo),
    **dict.fromkeys(_ARROWS, _labelled_arrow),
    **dict.fromkeys(("operatorname", "operatorname*"), _operator),
    "sqrt": _root,
    "left": _sized,
    "not": _negated,
    "substack": _substack,
    "begin": _environment,
    "overline": partial(_lined, "line", True),
    "underline": partial(_lined, "line", False),
    "overbrace": partial(_lined, "brace", True),
    "underbrace": partial(_lined, "brace", False),
}
