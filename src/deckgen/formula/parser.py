"""Formula source to a tree: tokens to rows, scripts, brackets, signs and letters."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import lru_cache, partial
from typing import NoReturn

from msgspec import Struct
from msgspec.structs import replace

from deckgen.formula.symbols import (
    ACCENTS,
    ALPHABETS,
    BIG,
    BIG_SIGNS,
    BINARY_SIGNS,
    CHARACTERS,
    CLOSING,
    FUNCTIONS,
    IDLE,
    INTEGRALS,
    OPENING,
    PARTNERS,
    RELATION_SIGNS,
    RELATIONS,
    SPACES,
    SPELLED,
    TEXTS,
    WITH_LIMITS,
    all_names,
    named_sign,
)
from deckgen.formula.tree import (
    Accent,
    Atom,
    Columns,
    Fence,
    Fraction,
    Function,
    Kind,
    Letters,
    Limits,
    Line,
    Lines,
    Matrix,
    Mistake,
    Node,
    Root,
    Row,
    Scripts,
    Space,
    Sum,
)

_TOKEN = re.compile(r"\\[A-Za-z]+\*?|\\[\s\S]|\n|_{6,}|[0-9]+(?:\.[0-9]+)?|[^\s]|[^\S\n]+")
_STARRED = frozenset(("\\operatorname*",))
END = ""
"""The token after the last one."""
_INNER = {"{": "}", "\\left": "\\right", "\\begin": "\\end"}
_BREAKS = ("&", "\\\\", "\n")


class Token(Struct, frozen=True):
    """A command with its backslash, a number, or one character, and where it begins."""

    text: str
    start: int

    @property
    def length(self) -> int:
        return max(len(self.text), 1)


def tokens_of(latex: str) -> list[Token]:
    """The tokens of a text, without white space; line ends are tokens, and END is the last."""
    tokens: list[Token] = []
    for found in _TOKEN.finditer(latex):
        text = found[0]
        if text.endswith("*") and len(text) > 2 and text not in _STARRED:
            tokens += [Token(text[:-1], found.start()), Token("*", found.end() - 1)]
        elif text == "\n" or not text.isspace():
            tokens.append(Token(text, found.start()))
    return [*tokens, Token(END, len(latex))]


def bracket(text: str) -> tuple[str, bool] | None:
    """The delimiter that a token means, and whether it opens; None if it is no bracket."""
    if text in ("(", "["):
        return text, True
    if text in (")", "]"):
        return text, False
    name = text[1:] if text.startswith("\\") else None
    if name in OPENING:
        return OPENING[name], True
    return (CLOSING[name], False) if name in CLOSING else None


class _Scope:
    """A range of tokens in which brackets can be paired: the inside of braces, a cell, or a line."""

    def __init__(self) -> None:
        self.opened: list[tuple[int, str]] = []


def partners_of(tokens: Sequence[Token]) -> dict[int, int]:
    """The index of the closing bracket for each paired opening bracket, by the index of the opening one."""
    found: dict[int, int] = {}
    scopes = [_Scope()]
    for index, token in enumerate(tokens):
        if token.text in _INNER:
            scopes.append(_Scope())
        elif token.text in _INNER.values():
            if len(scopes) > 1:
                scopes.pop()
        elif token.text in _BREAKS:
            if token.text != "\n" or len(scopes) == 1:
                scopes[-1].opened.clear()
        elif (sign := bracket(token.text)) is not None and tokens[index - 1].text not in _SIZED:
            _pair(index, *sign, scopes[-1].opened, found)
    return found


_SIZED = ("\\left", "\\right", "\\middle")


def _pair(index: int, sign: str, opens: bool, opened: list[tuple[int, str]], found: dict[int, int]) -> None:
    if opens:
        opened.append((index, sign))
        return
    for depth in range(len(opened) - 1, -1, -1):
        start, left = opened[depth]
        if sign in PARTNERS[left]:
            # Unpaired brackets between the two stay single.
            del opened[depth:]
            found[start] = index
            return


_DEEPEST = 40
_ESCAPED = re.compile(r"\\([ ,;:!%$&#_{}])")
_SPOKEN_SPACES = dict.fromkeys(",;: ", " ") | {"!": ""}
_INSTEAD = {"over": "write `\\frac{…}{…}`"} | dict.fromkeys(("label", "tag", "color", "textcolor"), "leave it out")
"""The hints for LaTeX commands that formulas on slides do not have."""
_BARS = {"|": "|", ".": "", "/": "/", "<": "⟨", ">": "⟩", "\\|": "‖", "\\Vert": "‖", "\\vert": "|"}


class Unreadable(Exception):  # noqa: N818
    """Raised at the first mistake in a formula."""

    def __init__(self, mistake: Mistake) -> None:
        super().__init__(mistake.message)
        self.mistake = mistake


class Reader:
    """The tokens of one formula. `partners` pairs brackets, by index."""

    def __init__(self, latex: str) -> None:
        self.latex = latex
        self.tokens = tokens_of(latex)
        self.partners = partners_of(self.tokens)
        self.place = 0
        self._depth = 0

    @property
    def token(self) -> Token:
        return self.tokens[self.place]

    def at(self, place: int) -> Token:
        return self.tokens[place]

    def skip(self) -> None:
        self.place = min(self.place + 1, len(self.tokens) - 1)

    def skip_line_ends(self) -> None:
        while self.token.text == "\n":
            self.skip()

    def fail(self, token: Token, message: str, hint: str) -> NoReturn:
        raise Unreadable(Mistake(token.start, token.length, message, hint))

    @contextmanager
    def deeper(self) -> Iterator[None]:
        """Enter one more level of nesting; too many are a mistake."""
        self._depth += 1
        if self._depth > _DEEPEST:
            self.fail(self.token, f"this formula is nested more than {_DEEPEST} levels deep", "write it flatter")
        yield
        self._depth -= 1

    def raw_group(self, owner: Token) -> str:
        """The text between the next pair of braces, verbatim."""
        self.skip_line_ends()
        opened = self.token
        if opened.text != "{":
            self.fail(owner, f"what `{owner.text}` applies to is missing here", f"write `{owner.text}{{…}}`")
        depth = 0
        while (depth := depth + {"{": 1, "}": -1}.get(self.token.text, 0)) > 0:
            if self.token.text == END:
                self.fail(opened, "this `{` is never closed", "add `}` where it ends")
            self.skip()
        text = self.latex[opened.start + 1 : self.token.start]
        self.skip()
        return self._unescaped(text, opened)

    def _unescaped(self, text: str, opened: Token) -> str:
        plain = _ESCAPED.sub(lambda found: _SPOKEN_SPACES.get(found[1], found[1]), text)
        odd = re.search(r"\\([A-Za-z]+|.)", _ESCAPED.sub("", text))
        if odd is not None or "$" in _ESCAPED.sub("", text):
            sign = odd[0] if odd else "$"
            place = Token(sign, self.latex.index(sign, opened.start))
            self.fail(place, f"text in a formula cannot hold `{sign}`", "close the braces of the text before it")
        return " ".join(plain.replace("~", "\u00a0").split(" ")) if plain.strip() else " "

    def delimiter(self, owner: Token) -> str:
        """The bracket after `\\left`, `\\middle` or `\\right`; empty for a dot."""
        token = self.token
        sign = bracket(token.text)
        found = sign[0] if sign else _BARS.get(token.text)
        arrow = RELATIONS.get(token.text.removeprefix("\\"), "")
        if found is None and arrow and arrow in "↑↓↕⇑⇓":
            found = arrow
        if found is None:
            hint = f"write a bracket behind it, or a dot for none: `{owner.text}(`, `{owner.text}.`"
            self.fail(owner, f"`{owner.text}` needs a bracket", hint)
        self.skip()
        return found

    def environment_name(self, owner: Token) -> str:
        """The name after `\\begin` or `\\end`."""
        return self.raw_group(owner).strip()

    def unknown(self, token: Token) -> NoReturn:
        """Report an unknown command, with the probable intention as a hint."""
        from difflib import get_close_matches  # noqa: PLC0415  (only needed for mistakes)

        near = get_close_matches(token.text[1:], sorted(all_names()), 1, 0.7)
        hint = f"did you mean `\\{near[0]}`?" if near else "write it with other commands, or as `\\text{…}`"
        hint = _INSTEAD.get(token.text[1:], hint)
        self.fail(token, f"`{token.text}` is not known in formulas", hint)


_OVER_AND_UNDER = frozenset(SPELLED.get(name, name) for name in WITH_LIMITS)


def one(parts: Iterable[Node]) -> Node:
    """The parts as one node: a single part itself, several as a row."""
    row = tuple(parts)
    return row[0] if len(row) == 1 else Row(row)


def joined(first: Node | None, second: Node) -> Node:
    """Two exponents as one; primes come before an exponent that follows them."""
    if first is None:
        return second
    return Row((*(first.parts if isinstance(first, Row) else (first,)), second))


def is_primes(node: Node) -> bool:
    """True if an exponent consists of primes only."""
    parts = node.parts if isinstance(node, Row) else (node,)
    return all(part == Atom("′") for part in parts)


def with_scripts(base: Node, lower: Node | None, upper: Node | None, stacked: bool | None) -> Node:
    """`base` with its scripts. `stacked` puts them under and over it, or beside it; None follows the usual style."""
    match base:
        case Sum() if stacked is not None or lower or upper:
            return Sum(base.sign, lower, upper, Row(), base.stacked if stacked is None else stacked)
        case Function(name=Atom(text=name)) if lower or upper:
            kind = Limits if (name in _OVER_AND_UNDER if stacked is None else stacked) else Scripts
            return Function(kind(base.name, lower, upper), Row())
        case Line(shape="brace") if lower or upper:
            return Limits(base, lower, upper)
        case Limits(lower=None, upper=None):
            return Limits(base.base, lower, upper)
    return Scripts(base, lower, upper) if lower or upper else base


_SIGNS = ("|", "‖")
_BEFORE_AN_OPENING = ("binary", "relation", "punctuation", "open")


def fenced(parts: Sequence[Node]) -> list[Node]:
    """The parts of a row with pairs of bars as fences; bars that do not pair stay single signs."""
    for sign in _SIGNS:
        count = sum(_bar_of(part) == sign for part in parts)
        if count and count % 2 == 0:
            parts = _paired(parts, sign) or parts
    return list(parts)


def _paired(parts: Sequence[Node], sign: str) -> list[Node] | None:
    """The parts with fences made from bars of one sign, or None if a bar is left unpaired."""
    levels: list[list[Node]] = [[]]
    for part in parts:
        here = levels[-1]
        if _bar_of(part) != sign:
            here.append(part)
        elif len(levels) > 1 and _is_operand(here[-1] if here else None):
            levels.pop()
            fence = Fence(sign, one(here), sign)
            levels[-1].append(replace(part, base=fence) if isinstance(part, Scripts) else fence)
        elif isinstance(part, Scripts):
            return None
        else:
            levels.append([])
    return levels[0] if len(levels) == 1 else None


def _bar_of(part: Node) -> str | None:
    """The sign of a bar, with or without scripts on it; None for anything else."""
    base = part.base if isinstance(part, Scripts) else part
    return base.text if isinstance(base, Atom) and base.kind == "ordinary" and base.text in _SIGNS else None


def _is_operand(part: Node | None) -> bool:
    """True if a bar after this part can close a pair."""
    if isinstance(part, Atom):
        return part.kind not in _BEFORE_AN_OPENING
    return part is not None and not isinstance(part, Space)


_ENDS_A_SUM = ("relation", "binary", "punctuation", "close")
_KEPT_IN_A_SUM = ("⋅", "×", "∘", "∗")


def bound(parts: Sequence[Node]) -> tuple[Node, ...]:
    """The parts of a row, with each operator and function joined to its operand."""
    done: list[Node] = []
    for part in reversed(parts):
        if isinstance(part, Sum) and part.of == Row():
            taken = _summed(done)
            done[:taken] = [Sum(part.sign, part.lower, part.upper, one(done[:taken]), part.stacked)]
        elif isinstance(part, Function) and part.of == Row():
            skipped = 1 if done and isinstance(done[0], Space) else 0
            taken = _argument(done[skipped:])
            applied = Function(part.name, one(done[skipped : skipped + taken])) if taken else part.name
            done[: skipped + taken if taken else 0] = [applied]
        else:
            done.insert(0, part)
    return tuple(done)


def _summed(following: Sequence[Node]) -> int:
    """The number of following parts that belong to a large operator: up to the next sign on the same level."""
    for count, part in enumerate(following):
        is_wide = isinstance(part, Space) and part.em >= 1
        if is_wide:
            return count
        # A sign before everything else belongs to a number: ∑ −x.
        if isinstance(part, Atom) and _ends_a_sum(part) and (count or part.kind != "binary"):
            return count
    return len(following)


def _ends_a_sum(atom: Atom) -> bool:
    return atom.kind in _ENDS_A_SUM and atom.text not in _KEPT_IN_A_SUM


def _argument(following: Sequence[Node]) -> int:
    """The number of following parts that belong to a function: one bracket, or letters and numbers up to one."""
    count = 0
    for part in following:
        if isinstance(part, Fence):
            return count + 1
        if isinstance(part, Function):
            return count + 1 if count == 0 else count
        if not _is_plain(part):
            return count + 1 if count == 0 and _can_begin(part) else count
        count += 1
    return count


def _is_plain(part: Node) -> bool:
    """True for a letter, a number, or either of them with scripts or an accent."""
    match part:
        case Atom():
            return part.kind in ("ordinary", "number") and part.text not in "/|!…⋯′∀∃"
        case Scripts():
            return isinstance(part.base, Atom | Accent) and _is_plain(part.base)
        case Accent() | Root():
            return True
    return False


def _can_begin(part: Node) -> bool:
    """True if a part that is neither letter nor number can be the argument of a function."""
    return not isinstance(part, Atom | Space | Limits)


STOPS = frozenset((END, "}", "&", "\\\\", "\\end", "\\right", "\\middle"))
"""Tokens that end a row."""
Structure = Callable[["Parser", Token], Node]


class Parser:
    """One pass over the tokens. Each method begins at the token that it is named for and ends after it.

    `structures` reads what follows the commands that are more than signs, by their names.
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
        """Cells separated by `&`, in rows separated by `\\\\`, from `opened` to `end`; empty rows are left out."""
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
        """Report a token that closes something never opened, or an opening token that is not closed."""
        if token.text == "&":
            self.reader.fail(token, "there is nothing to align with `&` here", "write `\\&` for the sign itself")
        opening = {"}": "{", "\\right": "\\left", "\\middle": "\\left"}.get(token.text, "\\begin")
        message = f"there is no `{opening}` for this `{token.text}`"
        self.reader.fail(token, message, f"write `{opening}` before it, or remove it")

    def row(self, until: int | None = None, *, line_ends: bool = False) -> Node:
        """Parts side by side, up to the token with index `until` or to one that ends a row."""
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
        """The argument of a command, of `^` or of `_`: a group in braces, or one sign."""
        self.reader.skip_line_ends()
        token = self.reader.token
        if token.text in STOPS or token.text in ("^", "_"):
            what = {"^": "an exponent", "_": "an index"}.get(owner.text, f"what `{owner.text}` applies to")
            self.reader.fail(owner, f"{what} is missing here", f"write it in braces: `{owner.text}{{…}}`")
        if token.text[0].isdigit() and len(token.text) > 1:
            # In LaTeX, x^10 is x to the 1 and then 0; nobody means that.
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
        """A pair of brackets with its content; a single bracket is a sign."""
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
    """The node, with consecutive upright letters in one pair of braces joined to one word."""
    if isinstance(node, Row) and node.parts and all(isinstance(part, Atom) for part in node.parts):
        atoms = [part for part in node.parts if isinstance(part, Atom)]
        if all(atom.text.isalnum() for atom in atoms):
            return Atom("".join(atom.text for atom in atoms), "ordinary", "upright")
    return node


_FENCED = {
    "matrix": ("", ""), "smallmatrix": ("", ""), "array": ("", ""), "pmatrix": ("(", ")"), "bmatrix": ("[", "]"),
    "Bmatrix": ("{", "}"), "vmatrix": ("|", "|"), "Vmatrix": ("‖", "‖"), "cases": ("{", ""), "dcases": ("{", ""),
    "rcases": ("", "}"),
}  # fmt: skip
_LINES = (
    "aligned", "align", "align*", "alignat", "gather", "gather*", "gathered", "split", "equation", "equation*",
    "eqnarray", "eqnarray*", "multline", "multline*",
)  # fmt: skip
_LETTERS: dict[str, Columns] = {"l": "left", "c": "centre", "r": "right"}


def check_environment(name: str, reader: Reader, token: Token) -> None:
    """Report an unknown environment."""
    if name not in _FENCED and name not in _LINES:
        hint = "write `matrix`, `pmatrix`, `bmatrix`, `cases` or `aligned`"
        reader.fail(token, f"`\\begin{{{name}}}` is not known in formulas", hint)


def environment(name: str, rows: Sequence[tuple[Node, ...]], columns: str) -> Node:
    """The rows of the environment `name`; `columns` are the letters of an array."""
    if name in _LINES:
        return Lines(tuple(rows)) if len(rows) > 1 or len(rows[0]) > 1 else rows[0][0]
    width = max((len(row) for row in rows), default=1)
    even = tuple((*row, *(Row(),) * (width - len(row))) for row in rows)
    given: list[Columns] = [_LETTERS[letter] for letter in columns if letter in _LETTERS]
    usual: Columns = "left" if name.endswith("cases") else "centre"
    matrix = Matrix(even, tuple((given + [usual] * width)[:width]))
    left, right = _FENCED[name]
    return Fence(left, matrix, right) if left or right else matrix


_ARROWS = {"xrightarrow": "→", "xleftarrow": "←"}


def _fraction(parser: Parser, token: Token) -> Node:
    above = parser.argument(token)
    return Fraction(above, _second(parser, token, "is over"))


def _second(parser: Parser, token: Token, role: str) -> Node:
    """The second argument of a command; if it is missing, the hint shows both."""
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
    """The formula of `\\left( … \\right)`, with `\\middle|` inside if there is one."""
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
    """The formula of `\\overset{above}{base}` and similar commands."""
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
    check_environment(name, parser.reader, token)
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
    return environment(name, rows, columns)


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


@lru_cache(maxsize=1024)
def formula_of(latex: str) -> Node | Mistake:
    """The formula for `latex`; its lines are separated by `\\\\` or by line ends."""
    try:
        return Parser(Reader(latex), STRUCTURES).whole()
    except Unreadable as unreadable:
        return unreadable.mistake
