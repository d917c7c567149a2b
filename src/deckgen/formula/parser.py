"""Tokens to the tree of a formula: rows, scripts, brackets, signs and letters."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import NoReturn

from deckgen.formula.bars import fenced
from deckgen.formula.bound import bound
from deckgen.formula.reader import Reader
from deckgen.formula.scan import END, Token, bracket
from deckgen.formula.scripts import is_primes, joined, one, with_scripts
from deckgen.formula.symbols import (
    ACCENTS,
    ALPHABETS,
    BIG,
    BIG_SIGNS,
    BINARY_SIGNS,
    CHARACTERS,
    FUNCTIONS,
    IDLE,
    INTEGRALS,
    RELATION_SIGNS,
    SPACES,
    SPELLED,
    TEXTS,
    WITH_LIMITS,
    named_sign,
)
from deckgen.formula.tree import (
    Accent,
    Atom,
    Fence,
    Fraction,
    Function,
    Kind,
    Letters,
    Lines,
    Node,
    Row,
    Space,
    Sum,
)

STOPS = frozenset((END, "}", "&", "\\\\", "\\end", "\\right", "\\middle"))
"""Tokens that end a row."""
Structure = Callable[["Parser", Token], Node]


class Parser:
    """One pass over the tokens; each method begins at the token it is named for and ends behind it.

    `structures` reads what stands behind the commands that are no mere signs, by their names.
    """

    def __init__(self, reader: Reader, structures: Mapping[str, Structure]) -> None:
        self.reader = reader
        self.structures = structures
        self.letters: Letters | None = None

    def whole(self) -> Node:
        rows = self.rows(END, line_ends=True)
        if not any(cell != Row() for row in rows for cell in row):
            self.reader.fail(self.reader.at(0), "this formula is empty", "write something like `E = mc^2`")
        return rows[0][0] if len(rows) == 1 and len(rows[0]) == 1 else Lines(tuple(rows))

    def rows(self, end: str, opened: Token | None = None, *, line_ends: bool = False) -> list[tuple[Node, ...]]:
        """Cells parted by `&`, in rows parted by `\\\\`, from `opened` up to `end`; empty rows are left out."""
        rows: list[tuple[Node, ...]] = []
        cells: list[Node] = []
        while True:
            cells.append(self.row(line_ends=line_ends))
            token = self.reader.token
            if token.text in ("\\\\", "\n") or token.text == end:
                if any(cell != Row() for cell in cells):
                    rows.append(tuple(cells))
                cells = []
                if token.text == end:
                    return rows
            elif token.text == END and opened is not None:
                self.reader.fail(opened, f"this `{opened.text}` is never closed", f"add `{end}` where it ends")
            elif token.text != "&":
                self.stray(token)
            self.reader.skip()

    def stray(self, token: Token) -> NoReturn:
        """Report what closes something that was never opened, or is not closed itself."""
        if token.text == "&":
            self.reader.fail(token, "there is nothing to align with `&` here", "write `\\&` for the sign itself")
        opening = {"}": "{", "\\right": "\\left", "\\middle": "\\left"}.get(token.text, "\\begin")
        message = f"there is no `{opening}` for this `{token.text}`"
        self.reader.fail(token, message, f"write `{opening}` before it, or remove it")

    def row(self, until: int | None = None, *, line_ends: bool = False) -> Node:
        """Parts beside each other, up to the token numbered `until` or to one that ends a row."""
        parts: list[Node] = []
        with self.reader.deeper():
            while self.reader.place != until and self.reader.token.text not in STOPS:
                if self.reader.token.text == "\n":
                    if line_ends:
                        break
                    self.reader.skip()
                elif self.reader.token.text == "\\choose":
                    self.reader.skip()
                    above = one(bound(fenced(parts)))
                    return Fence("(", Fraction(above, self.row(until, line_ends=line_ends), bar=False), ")")
                else:
                    parts += self.part()
        return one(bound(fenced(parts)))

    def part(self) -> Iterable[Node]:
        """One part with its index and exponent; nothing for a command that only changes sizes."""
        token = self.reader.token
        if token.text.removeprefix("\\") in IDLE and token.text.startswith("\\"):
            self.reader.skip()
            return ()
        base = Row() if token.text in ("^", "_", "'") else self.nucleus()
        return (self.scripted(base),)

    def scripted(self, base: Node) -> Node:
        lower: Node | None = None
        upper: Node | None = None
        stacked: bool | None = None
        while (token := self.reader.token).text in ("^", "_", "'", "\\limits", "\\nolimits"):
            self.reader.skip()
            if token.text in ("\\limits", "\\nolimits"):
                stacked = token.text == "\\limits"
            elif token.text == "_":
                if lower is not None:
                    self.reader.fail(token, "this has two indices", "put both into one pair of braces: `x_{ij}`")
                lower = self.argument(token)
            elif token.text == "'":
                upper = joined(upper, Atom("′"))
            else:
                if upper is not None and not is_primes(upper):
                    hint = "put braces round what belongs together: `{x^2}^3`, `x^{2^3}`"
                    self.reader.fail(token, "this has two exponents", hint)
                upper = joined(upper, self.argument(token))
        return with_scripts(base, lower, upper, stacked)

    def argument(self, owner: Token) -> Node:
        """What a command or `^` and `_` are applied to: a group in braces, or one sign."""
        self.reader.skip_line_ends()
        token = self.reader.token
        if token.text in STOPS or token.text in ("^", "_"):
            what = {"^": "an exponent", "_": "an index"}.get(owner.text, f"what `{owner.text}` applies to")
            self.reader.fail(owner, f"{what} is missing here", f"write it in braces: `{owner.text}{{…}}`")
        if token.text[0].isdigit() and len(token.text) > 1:
            # As LaTeX has it, x^10 is x to the 1 and then 0; that is never meant.
            hint = f"put it in braces: `{owner.text}{{{token.text}}}`"
            self.reader.fail(token, f"only the first digit of `{token.text}` would belong to `{owner.text}`", hint)
        return self.nucleus()

    def nucleus(self) -> Node:
        token = self.reader.token
        if token.text == "{":
            self.reader.skip()
            inner = self.row()
            self.close("}", token)
            return inner
        sign = bracket(token.text)
        if sign is not None:
            return self.fence(*sign)
        self.reader.skip()
        if token.text.startswith("\\"):
            return self.command(token, token.text[1:])
        return self.character(token.text)

    def close(self, text: str, opened: Token) -> None:
        if self.reader.token.text != text:
            if self.reader.token.text not in (END, "}", "&", "\\\\"):
                self.stray(self.reader.token)
            self.reader.fail(opened, f"this `{opened.text}` is never closed", f"add `{text}` where it ends")
        self.reader.skip()

    def fence(self, sign: str, opens: bool) -> Node:
        """A pair of brackets with what is between them; a bracket alone is a sign."""
        partner = self.reader.partners.get(self.reader.place)
        self.reader.skip()
        if partner is None:
            return Atom(sign, "open" if opens else "close")
        inner = self.row(partner)
        if self.reader.place != partner:
            self.stray(self.reader.token)
        closing = bracket(self.reader.token.text)
        self.reader.skip()
        return Fence(sign, inner, closing[0] if closing else "")

    def character(self, text: str) -> Node:
        if text[0].isdigit():
            return Atom(text, "number", _digits(self.letters))
        if text[0] == "_":
            return Atom(text, "text")
        if text in CHARACTERS:
            return Atom(*CHARACTERS[text])
        if text in BIG_SIGNS:
            return Sum(text, None, None, Row(), stacked=text not in INTEGRALS)
        if text == "~":
            return Space(SPACES[" "])
        kind: Kind = "relation" if text in RELATION_SIGNS else "binary" if text in BINARY_SIGNS else "ordinary"
        greek_capital = "\u0391" <= text <= "\u03a9"
        usual: Letters = "italic" if text.isalpha() and not greek_capital else "upright"
        return Atom(text, kind, self.letters or usual if text.isalpha() else "upright")

    def command(self, token: Token, name: str) -> Node:
        structure = self.structures.get(name)
        if structure is not None:
            return structure(self, token)
        if name in SPACES:
            return Space(SPACES[name])
        if name in ACCENTS:
            return Accent(self.argument(token), ACCENTS[name])
        if name in ALPHABETS:
            return self.in_letters(token, ALPHABETS[name])
        if name in TEXTS:
            return Atom(self.reader.raw_group(token), "text", TEXTS[name])
        if name in BIG:
            return Sum(BIG[name], None, None, Row(), stacked=BIG[name] not in INTEGRALS)
        if name in FUNCTIONS or name in WITH_LIMITS:
            return Function(Atom(SPELLED.get(name, name), "function"), Row())
        sign = named_sign(name)
        if sign is None:
            self.reader.unknown(token)
        if sign[0].isalpha() and sign[1] == "ordinary":
            return self.character(sign[0])
        return Atom(*sign)

    def in_letters(self, token: Token, letters: Letters) -> Node:
        before, self.letters = self.letters, letters
        inner = self.argument(token)
        self.letters = before
        return _spelled(inner) if letters == "upright" else inner


def _digits(letters: Letters | None) -> Letters:
    return letters if letters in ("bold", "double-struck", "sans", "mono") else "upright"


def _spelled(node: Node) -> Node:
    """Upright letters in one pair of braces are one word."""
    if isinstance(node, Row) and node.parts and all(isinstance(part, Atom) for part in node.parts):
        atoms = [part for part in node.parts if isinstance(part, Atom)]
        if all(atom.text.isalnum() for atom in atoms):
            return Atom("".join(atom.text for atom in atoms), "ordinary", "upright")
    return node
