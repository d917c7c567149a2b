"""A formula in spoken words, for listeners who cannot see it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from deckgen.formula.symbols import in_alphabet
from deckgen.formula.tree import (
    Accent,
    Atom,
    Fence,
    Fraction,
    Function,
    Limits,
    Line,
    Lines,
    Matrix,
    Node,
    Root,
    Row,
    Scripts,
    Space,
    Sum,
    text_of,
)
from deckgen.locale import SpokenWords, spoken_words_of

_BRACKETS = ("(", "[")
_PAUSES = re.compile(r"(?: ?,)+")


def spoken(node: Node, language: str) -> str | None:
    """The formula in the words of a language, given by its BCP 47 tag; None if deckgen has no words in it."""
    spoken_words = spoken_words_of(language)
    if spoken_words is None:
        return None
    said = _PAUSES.sub(",", " ".join(_Speaker(spoken_words).say(node).split()))
    return said.rstrip(",").removesuffix(f", {spoken_words.long_end}")


class _Speaker:
    def __init__(self, spoken_words: SpokenWords) -> None:
        self.spoken_words = spoken_words

    def say(self, node: Node) -> str:
        spoken_words = self.spoken_words
        match node:
            case Atom():
                drawn = in_alphabet(node.text, node.letters) if node.letters == "double-struck" else node.text
                return (
                    node.text
                    if node.kind == "text"
                    else self.sign(drawn if drawn in spoken_words.signs else node.text)
                )
            case Space():
                return " " if node.em < 1 else ", "
            case Row():
                return " ".join(self.row(node))
            case Root():
                of = self.ended(node.of)
                return (
                    spoken_words.nth_root.format(a=self.say(node.degree), b=of)
                    if node.degree
                    else spoken_words.root.format(a=of)
                )
            case Scripts():
                return self.scripts(node)
            case Limits():
                return self.limits(node)
            case Sum():
                return self.large(node)
            case Function():
                argument = node.of.of if isinstance(node.of, Fence) and node.of.left in _BRACKETS else node.of
                return spoken_words.of.format(a=self.say(node.name), b=self.say(argument))
            case Accent():
                return spoken_words.accent.format(a=self.say(node.of), b=self.sign(node.mark))
            case Line():
                return spoken_words.accent.format(
                    a=self.say(node.of), b=self.sign("line" if node.shape == "line" else "")
                )
            case _:
                return self.structure(node)

    def structure(self, node: Fraction | Fence | Matrix | Lines) -> str:
        spoken_words = self.spoken_words
        match node:
            case Fraction(bar=False):
                return spoken_words.binomial.format(a=self.say(node.above), b=self.say(node.below))
            case Fraction():
                return spoken_words.fraction.format(a=self.paused(node.above), b=self.ended(node.below))
            case Fence():
                return self.fence(node)
            case Matrix():
                size = {"rows": len(node.rows), "columns": len(node.columns)}
                return spoken_words.matrix.format(a=self.rows(node.rows, spoken_words.row), **size)
            case Lines():
                return self.rows(node.rows, spoken_words.line)

    def sign(self, text: str) -> str:
        """The name of a sign or of a Greek letter, announced if it is a capital; any other letter as it is."""
        known = self.spoken_words.signs.get(text)
        if known is not None:
            return known
        name = unicodedata.name(text, "") if len(text) == 1 else ""
        if name.startswith("GREEK"):
            letter = name.split()[-2 if name.endswith("SYMBOL") else -1].lower()
            return self.spoken_words.capital.format(a=letter) if "CAPITAL" in name else letter
        return text

    def row(self, row: Row) -> Iterator[str]:
        """The parts one after the other; a bracket right after a letter is the argument of a function."""
        before: Node | None = None
        for part in row.parts:
            if isinstance(part, Fence) and part.left in _BRACKETS and _can_be_applied(before):
                yield self.spoken_words.of.format(a="", b=self.say(part.of))
            else:
                yield self.say(part)
            before = part

    def paused(self, node: Node) -> str:
        """A part, followed by a pause if it is longer than one sign."""
        return self.say(node) + ("," if _is_long(node) else "")

    def ended(self, node: Node) -> str:
        """A part, with its end spoken if it is longer than one sign."""
        said = self.say(node)
        return f"{said}, {self.spoken_words.long_end}," if _is_long(node) else said

    def scripts(self, node: Scripts) -> str:
        spoken_words, base = self.spoken_words, self.say(node.base)
        if node.lower is not None:
            base = spoken_words.index.format(a=base, b=self.say(node.lower))
        if node.upper is None:
            return base
        upper = text_of(node.upper)
        if set(upper) <= set("′∗⊤†+−"):
            return f"{base} {self.say(node.upper)}"
        pattern = {"2": spoken_words.square, "3": spoken_words.cube}.get(upper)
        return pattern.format(a=base) if pattern else spoken_words.power.format(a=base, b=self.ended(node.upper))

    def limits(self, node: Limits) -> str:
        base = self.say(node.base)
        if node.lower is not None:
            is_name = isinstance(node.base, Atom) and node.base.kind == "function"
            pattern = self.spoken_words.under if is_name else self.spoken_words.below
            base = pattern.format(a=base, b=self.say(node.lower))
        return self.spoken_words.above.format(a=base, b=self.say(node.upper)) if node.upper is not None else base

    def large(self, node: Sum) -> str:
        sign, of = self.sign(node.sign), self.say(node.of)
        if node.lower is not None and node.upper is not None:
            return self.spoken_words.bounded.format(sign=sign, a=self.say(node.lower), b=self.say(node.upper), of=of)
        bound = node.lower or node.upper
        if bound is None:
            return self.spoken_words.free.format(sign=sign, of=of)
        return self.spoken_words.over.format(sign=sign, a=self.say(bound), of=of)

    def fence(self, node: Fence) -> str:
        spoken_words, inner = self.spoken_words, self.say(node.of)
        match node.left, node.of:
            case "{", Matrix():
                return spoken_words.cases.format(a=self.rows(node.of.rows, "{a}"))
            case _, Matrix() | Fraction(bar=False):
                return inner
            case "|", _:
                return spoken_words.absolute.format(a=inner)
            case "⌊" | "⌈" | "‖", _:
                return f"{self.sign(node.left)} {inner}, {spoken_words.long_end},"
            case "(", _:
                return f"{spoken_words.open} {inner} {spoken_words.close}"
        return f"{node.left} {inner} {node.right}"

    def rows(self, rows: tuple[tuple[Node, ...], ...], pattern: str) -> str:
        joint = " " if pattern == self.spoken_words.line else ", "
        said = [joint.join(filter(None, map(self.say, row))) for row in rows]
        return "; ".join(pattern.format(number=number, a=text) for number, text in enumerate(said, 1))


def _can_be_applied(node: Node | None) -> bool:
    """True if a bracket after this is its argument: after a letter, with or without a script."""
    base = node.base if isinstance(node, Scripts) else node.of if isinstance(node, Accent) else node
    return isinstance(base, Atom) and base.kind == "ordinary" and base.text.isalpha()


def _is_long(node: Node) -> bool:
    return (isinstance(node, Row) and len(node.parts) > 1) or isinstance(node, Fraction | Sum)
