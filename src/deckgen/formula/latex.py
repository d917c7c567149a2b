"""LaTeX written anew, as latex2mathml reads it without loss: all arguments in braces, all tables of one kind.

What is missing or unpaired is a mistake at its place. What latex2mathml has no word for (texts, the names of
functions, the columns of tables, colours) becomes a mark: a private character in a `\\text{…}`, which latex2mathml
carries through, and in whose place the element of the mark is put.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import NoReturn

from latex2mathml import commands
from latex2mathml.converter import MOVABLE_LIMIT_TEXTS
from msgspec import Struct

from deckgen.formula.symbols import ALIASES, SIGNS, kind_of_sign, sign_named
from deckgen.formula.tokens import Token
from deckgen.formula.tree import Element

_FIRST_MARK, _LAST_MARK = 0xE000, 0xF8FF
DEEPEST = 40


def _names(names: str) -> frozenset[str]:
    return frozenset(f"\\{name}" for name in names.split())


_ONE = commands.DIACRITICS.keys() | _names(
    "mathbb mathbf mathcal mathfrak mathit mathrm mathscr mathsf mathtt boldsymbol bra ket braket boxed cancel"
    " bcancel xcancel sout phantom hphantom vphantom mathop mathbin mathrel mathord mathopen mathclose mathpunct"
    " mathinner mathllap mathrlap mathclap smash"
)
_TWO = frozenset(commands.COMMANDS_WITH_TWO_PARAMETERS)
_TEXTS = dict.fromkeys(_names("text textrm mbox hbox textup textnormal textsc"), "") | {
    "\\textbf": "bold", "\\textit": "italic", "\\emph": "italic", "\\textsl": "italic", "\\texttt": "monospace",
    "\\textsf": "sans-serif",
}  # fmt: skip
_IDLE = _names(
    "displaystyle textstyle scriptstyle scriptscriptstyle big Big bigg Bigg bigl bigr Bigl Bigr biggl biggr Biggl"
    " Biggr bigm Bigm biggm Biggm nonumber notag allowbreak nobreak relax strut mathstrut noindent centering hfill"
    " hfil break protect / - large Large LARGE huge Huge small footnotesize scriptsize tiny normalsize"
)
"""Commands that set sizes or break lines, which follow from the formula here."""
_SPACES = _names(", : > ; ! thinspace thickspace negthinspace enspace quad qquad space nobreakspace") | {"~", "\\ "}
_LENGTHS = _names("hspace hspace* hskip kern mkern mskip mspace")
_INFIX = _names("over choose atop")
_FONTS = _names("rm bf it sf cal frak")
FUNCTIONS = frozenset((*commands.FUNCTIONS, *commands.LIMIT, *MOVABLE_LIMIT_TEXTS))
_FENCES = {
    "matrix": "..", "smallmatrix": "..", "array": "..", "tabular": "..", "pmatrix": "()", "bmatrix": "[]",
    "Bmatrix": "{}", "vmatrix": "||", "Vmatrix": "‖‖", "cases": "{.", "dcases": "{.", "rcases": ".}", "drcases": ".}",
    "psmallmatrix": "()", "bsmallmatrix": "[]",
}  # fmt: skip
_IN_PAIRS = ("aligned", "align", "alignat", "alignedat", "flalign", "split", "eqnarray", "equation")
_CENTRED = ("gather", "gathered", "multline", "multlined", "subarray", "displaymath")
_LINES = dict.fromkeys(_IN_PAIRS, "") | dict.fromkeys(_CENTRED, "center")
_WITH_COLUMNS = ("array", "tabular", "subarray", "alignat", "alignedat")
_COLUMNS = {"l": "left", "c": "center", "r": "right"}
IN_EM = {"em": 1.0, "ex": 0.43, "pt": 0.1, "mu": 1 / 18, "mm": 0.285, "cm": 2.85, "in": 7.2, "pc": 1.2, "bp": 0.1}
_COLOURS = {
    "red": "#C00000", "blue": "#1F4FBF", "green": "#1E7B34", "orange": "#C55A11", "purple": "#7030A0",
    "violet": "#7030A0", "magenta": "#B0188C", "cyan": "#00788C", "teal": "#00707A", "brown": "#7F4A1E",
    "gray": "#6B6B6B", "black": "#000000", "white": "#FFFFFF", "yellow": "#B8860B",
}  # fmt: skip
"""The colours of LaTeX by their names, dark enough to be read on a light slide."""
_ACCENTS = dict(
    zip("'`^\"~=.uvHcr", "\u0301\u0300\u0302\u0308\u0303\u0304\u0307\u0306\u030c\u030b\u0327\u030a", strict=True)
)
_UNSEEN = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
STOPS = frozenset(("", "}", "&", "\\end", "\\right", "\\middle", "\\\\"))
"""Tokens that end a row."""


class Written(Struct, frozen=True):
    """LaTeX for latex2mathml, and the elements of the marks in it, in their order."""

    latex: str
    marks: tuple[Element, ...]

    def marked(self, text: str) -> Element | None:
        """The element that a text stands for; None if it is no mark."""
        number = ord(text) - _FIRST_MARK if len(text) == 1 else -1
        return self.marks[number] if 0 <= number < len(self.marks) else None


class Table(Struct, frozen=True):
    """The rows of cells of a table, and the numbers of rows that have a rule above them."""

    rows: tuple[tuple[str, ...], ...]
    rules: tuple[int, ...] = ()


def written_anew(tokens: Sequence[Token]) -> Written:
    """The formula of these tokens."""
    writer = _Writer(tokens)
    return Written(writer.whole(), tuple(writer.marks))


class _Writer:
    """One pass over the tokens. Each method begins at the token that it is named for, and ends behind it."""

    def __init__(self, tokens: Sequence[Token]) -> None:
        end = tokens[-1].start + tokens[-1].length if tokens else 0
        self.tokens = [*tokens, Token("", end, 1)]
        self.place = 0
        self.depth = 0
        self.marks: list[Element] = []

    @property
    def token(self) -> Token:
        return self.tokens[self.place]

    def next(self) -> Token:
        """The token here, which is passed over."""
        token = self.token
        self.place = min(self.place + 1, len(self.tokens) - 1)
        return token

    def skip_space(self) -> Token:
        """The next token that is not white space."""
        while self.token.is_space:
            self.place += 1
        return self.token

    @contextmanager
    def deeper(self) -> Iterator[None]:
        self.depth += 1
        if self.depth > DEEPEST:
            self.token.fail(f"this formula is nested more than {DEEPEST} levels deep", "write it flatter")
        yield
        self.depth -= 1

    def mark(self, tag: str, text: str = "", **attributes: str) -> str:
        if len(self.marks) > _LAST_MARK - _FIRST_MARK:
            self.token.fail("this formula is too long", "split it into several formulas")
        self.marks.append(Element(tag, text, attributes=tuple(attributes.items())))
        return rf"\text{{{chr(_FIRST_MARK + len(self.marks) - 1)}}}"

    # Rows and tables

    def whole(self) -> str:
        for token in self.tokens:
            if _UNSEEN.search(token.text):
                token.fail("there is an invisible character in this formula", "remove it")
        table = self.table("", None)
        if not any(cell.strip() for row in table.rows for cell in row):
            self.tokens[0].fail("this formula is empty", "write something like `E = mc^2`")
        return self.lines(table, "")

    def table(self, end: str, opened: Token | None) -> Table:
        """Rows of cells up to the token `end`. A line end breaks rows only outside of all braces."""
        rows: list[tuple[str, ...]] = []
        cells: list[str] = []
        rules: list[int] = []
        while True:
            while self.skip_cell_space(opened is None).text == "\\hline":
                rules.append(len(rows))
                self.next()
            cells.append(self.row(line_ends=opened is None))
            token = self.token
            if token.text != "&" and (len(cells) > 1 or cells[0].strip() or token.text == "\\\\"):
                rows.append(tuple(cells))
            if token.text == end:
                break
            if token.text != "&":
                cells = []
            if token.text == "\\\\":
                self.next()
                self.skip_length()
            elif token.text == "&" or (token.is_space and opened is None):
                self.next()
            elif not token.text and opened is not None:
                opened.fail(f"this `{opened.text}` is never closed", f"add `{end}` where it ends")
            else:
                self.stray(token)
        while rows and not any(cell.strip() for cell in rows[-1]):
            rows.pop()
        return Table(tuple(rows), tuple(rules))

    def skip_cell_space(self, line_ends: bool) -> Token:
        while self.token.is_space and not (line_ends and "\n" in self.token.text):
            self.next()
        return self.token

    def skip_length(self) -> None:
        """Pass over the distance behind a line break, such as `[4pt]`, and over the line end after it."""
        if self.matched(r"\s*\*?\s*\[\s*-?[\d.]+\s*[a-z]{2}\s*\]") is None and "\n" in self.token.text:
            self.next()

    def matched(self, pattern: str) -> re.Match[str] | None:
        """What a pattern finds here, which is passed over; None if it finds nothing."""
        found = re.match(pattern, "".join(token.text for token in self.tokens[self.place : self.place + 9]))
        passed = 0
        while found is not None and passed < found.end():
            passed += len(self.next().text)
        return found

    def stray(self, token: Token) -> NoReturn:
        """Report a token that closes something never opened, or an opening token that is not closed."""
        opening = {"}": "{", "\\right": "\\left", "\\middle": "\\left"}.get(token.text, "\\begin")
        message = f"there is no `{opening}` for this `{token.text}`"
        token.fail(message, f"write `{opening}` before it, or remove it")

    def row(self, *, line_ends: bool = False, until: str = "") -> str:
        """Items side by side, up to a token that ends a row, or up to `until`."""
        parts: list[str] = []
        with self.deeper():
            while self.token.text not in STOPS and self.token.text != until:
                if self.token.text in _INFIX:
                    parts = [self.infix(" ".join(filter(None, parts)), line_ends=line_ends, until=until)]
                elif not self.token.is_space:
                    parts.append(self.item())
                elif line_ends and "\n" in self.token.text:
                    break
                else:
                    self.next()
        return " ".join(filter(None, parts))

    def infix(self, above: str, *, line_ends: bool, until: str) -> str:
        """What comes before one of TeX's older commands over what follows it, as in `a \\over b`."""
        token = self.next()
        below = self.row(line_ends=line_ends, until=until)
        drawn = rf"\frac{{{above}}}{{{below}}}" if token.text == "\\over" else rf"{{{{{above}}}\atop{{{below}}}}}"
        return self.fenced("(", drawn, ")") if token.text == "\\choose" else drawn

    def tabled(self, table: Table, marked: str) -> str:
        rows = r"\\ ".join("&".join(f"{{{{}}{cell}}}" for cell in row) for row in table.rows)
        return rf"{{{marked}\begin{{matrix}}{rows}\end{{matrix}}}}"

    # Items

    def item(self) -> str:
        """A sign, a command or a group, with its scripts."""
        if self.token.text in _FONTS or self.token.text in _IDLE:
            return self.nucleus()
        base = "{}" if self.token.text in ("^", "_", "'") else self.nucleus()
        while self.token.text in ("\\limits", "\\nolimits"):
            limits = "true" if self.next().text == "\\limits" else "false"
            base = f"{{{self.mark('mstyle', movablelimits=limits)}{base}}}"
        return self.scripted(base)

    def scripted(self, base: str) -> str:
        primes, scripts = "", {"_": "", "^": ""}
        place = self.place
        while self.skip_line().text in ("^", "_", "'", "\\limits", "\\nolimits"):
            token = self.next()
            if token.text == "'":
                primes += r"\prime "
            elif token.text in scripts:
                if scripts[token.text]:
                    self.twice(token)
                scripts[token.text] = self.argument(token)
            place = self.place
        self.place = place
        upper = f"^{{{primes}{scripts['^']}}}" if primes or scripts["^"] else ""
        lower = f"_{scripts['_']}" if scripts["_"] else ""
        return f"{base}{lower}{upper}"

    def skip_line(self) -> Token:
        """The next token on the same line that is not white space."""
        while self.token.is_space and "\n" not in self.token.text:
            self.place += 1
        return self.token

    def twice(self, token: Token) -> None:
        if token.text == "^":
            token.fail("this has two exponents", "put braces round what belongs together: `{x^2}^3`, `x^{2^3}`")
        token.fail("this has two indices", "put both into one pair of braces: `x_{ij}`")

    def nucleus(self) -> str:
        token = self.next()
        text = token.text
        special = _COMMANDS.get(text)
        if special is not None:
            return special(self, token)
        if text in _TWO:
            return f"{text}{self.argument(token)}{self.second(token)}"
        if text in _ONE:
            return f"{text} {self.argument(token)}"
        if text in _IDLE:
            return ""
        is_known = text in FUNCTIONS or text in _SPACES or text in _FONTS or sign_named(text[1:])
        if is_known or not re.fullmatch(r"\\[A-Za-z]+\*?", text):
            return self.character(token)
        return self.mark("mi", text)

    def character(self, token: Token) -> str:
        text = token.text
        if text.startswith("______") or text > "\ud7ff":
            return self.mark("mtext", text)
        if text == "$":
            token.fail("`$` has no meaning inside a formula", "remove it, or write `\\$` for a dollar sign")
        if text in ("\\(", "\\)", "\\[", "\\]"):
            token.fail(f"`{text}` has no meaning inside a formula", "remove it")
        return f"\\{text}" if text in ("%", "#") else f"{text} "

    def argument(self, owner: Token) -> str:
        """The argument of a command, of `^` or of `_`, in braces: a group, or one item."""
        token = self.skip_space()
        if token.text in STOPS or token.text in ("^", "_"):
            what = {"^": "an exponent", "_": "an index"}.get(owner.text, f"what `{owner.text}` applies to")
            owner.fail(f"{what} is missing here", f"write it in braces: `{owner.text}{{…}}`")
        if token.text[0].isdigit() and len(token.text) > 1:
            return self.digit(owner, token)
        if token.text == "{":
            return self.group(self.next())
        with self.deeper():
            return f"{{{self.nucleus()}}}"

    def digit(self, owner: Token, token: Token) -> str:
        """The first digit of a number, as in `\\frac12`; with a script, nobody means that."""
        if owner.text in ("^", "_"):
            # In LaTeX, x^10 is x to the 1 and then 0.
            hint = f"put it in braces: `{owner.text}{{{token.text}}}`"
            token.fail(f"only the first digit of `{token.text}` would belong to `{owner.text}`", hint)
        self.tokens[self.place] = Token(token.text[1:], token.start + 1, token.length - 1)
        return f"{{{token.text[0]}}}"

    def second(self, owner: Token) -> str:
        if self.skip_space().text in STOPS:
            role = "stands at" if "set" in owner.text or owner.text == "\\stackrel" else "is over"
            message = f"`{owner.text}` needs two parts, but what it {role} is missing"
            owner.fail(message, f"write `{owner.text}{{…}}{{…}}`")
        return self.argument(owner)

    def group(self, opened: Token) -> str:
        return f"{{{self.between('}', opened)}}}"

    def close(self, text: str, opened: Token) -> None:
        if self.token.text != text:
            if self.token.text not in ("", "}", "&", "\\\\"):
                self.stray(self.token)
            opened.fail(f"this `{opened.text}` is never closed", f"add `{text}` where it ends")
        self.next()

    def option(self) -> str | None:
        """What stands in square brackets here; None if there are none."""
        place = self.place
        if self.skip_space().text != "[":
            self.place = place
            return None
        return self.between("]", self.next())

    def between(self, end: str, opened: Token) -> str:
        """The row up to the sign that closes it."""
        inner = self.row(until=end)
        self.close(end, opened)
        return inner

    def raw(self, owner: Token) -> str:
        """The text of the next group, verbatim."""
        if self.skip_space().text != "{":
            owner.fail(f"what `{owner.text}` applies to is missing here", f"write `{owner.text}{{…}}`")
        opened, text, depth = self.next(), "", 1
        while (depth := depth + {"{": 1, "}": -1}.get(self.token.text, 0)) > 0:
            if not self.token.text:
                opened.fail("this `{` is never closed", "add `}` where it ends")
            text += self.next().text
        self.next()
        return text

    # Commands with a grammar of their own

    def root(self, token: Token) -> str:
        degree = self.option()
        return rf"\sqrt{f'[{{{degree}}}]' if degree else ''}{self.argument(token)}"

    def arrow(self, token: Token) -> str:
        """An arrow with something over it and, in square brackets, under it."""
        below = self.option()
        return f"{token.text}{f'[{{{below}}}]' if below else ''}{self.argument(token)}"

    def sized(self, token: Token) -> str:
        """The formula of `\\left( … \\right)`, with `\\middle|` inside if there is one."""
        left = self.delimiter(token)
        inner = [self.row()]
        while self.token.text == "\\middle":
            middle = self.next()
            inner += [self.mark("mo", self.delimiter(middle), stretchy="true"), self.row()]
        if self.token.text != "\\right":
            token.fail("this `\\left` has no `\\right`", "add `\\right` and a bracket where it ends")
        right = self.delimiter(self.next())
        return self.fenced(left, "".join(inner), right)

    def fenced(self, left: str, inner: str, right: str) -> str:
        """Content between two brackets; an empty one is not drawn."""
        return f"{{{self.mark('mrow', left=left, right=right)}{inner}}}"

    def delimiter(self, owner: Token) -> str:
        """The bracket behind `\\left`, `\\middle` or `\\right`; empty for a dot."""
        text = self.skip_space().text
        sign = {"<": "⟨", ">": "⟩", "\\|": "‖", "\\{": "{", "\\}": "}"}.get(text, text)
        sign = sign_named(sign[1:]) or "" if sign.startswith("\\") else sign
        if not sign or text in STOPS or not (sign in "|‖∣∥/\\.↑↓↕⇑⇓⇕" or kind_of_sign(sign) in ("open", "close")):
            hint = f"write a bracket behind it, or a dot for none: `{owner.text}(`, `{owner.text}.`"
            owner.fail(f"`{owner.text}` needs a bracket", hint)
        self.next()
        return {".": "", "∣": "|", "∥": "‖"}.get(sign, sign)

    def negated(self, token: Token) -> str:
        """A struck out sign, as the one character for it."""
        is_group = self.skip_space().text == "{"
        if is_group:
            self.next()
        text = self.next().text
        sign = sign_named(text[1:]) if text.startswith("\\") else text
        if (is_group and self.next().text != "}") or not sign or len(sign) != 1 or sign in "{}[]&":
            token.fail("`\\not` strikes out one sign", "write a sign behind it: `\\not=`")
        return self.mark("mo", unicodedata.normalize("NFC", f"{sign}\u0338"))

    def operator(self, token: Token) -> str:
        """The name of a function that the author writes out."""
        raw = re.sub(r"\\(mathrm|text|rm|mathsf|textrm|!|;|/) ?|[{}]", "", self.raw(token))
        name = re.sub(r"\\(lim|sup|inf|max|min|arg|log)\b", r"\1", re.sub(r"\\[, :]|~|\s+", " ", raw)).strip()
        if "\\" in name or not name:
            token.fail("the name of a function is letters", "write it like `\\operatorname{rank}`")
        is_star = token.text != "\\operatorname" or name in ("arg max", "arg min")
        return self.mark("mo", name, movablelimits="true" if is_star else "false")

    def colour(self, token: Token) -> str:
        """A colour, for what follows: the argument of `\\textcolor`, or the rest of the group."""
        self.option()
        name = self.raw(token).strip()
        digits = re.fullmatch(r"#?([0-9A-Fa-f]{6})", name)
        colour = f"#{digits[1].upper()}" if digits else _COLOURS.get(name.lower().split("!")[0])
        if colour is None:
            hint = "write `red`, `blue`, `green`, `orange`, `purple`, `gray` or six digits such as `C00000`"
            token.fail(f"the colour `{name}` is not known in formulas", hint)
        inner = self.argument(token) if token.text == "\\textcolor" else self.row()
        return f"{{{self.mark('mstyle', mathcolor=colour)}{inner}}}"

    def length(self, token: Token) -> str:
        found = self.matched(r"\s*(\{)?\s*(-?\d*\.?\d+)\s*([a-z]{2})\s*(?(1)\})")
        if found is None or found[3] not in IN_EM:
            token.fail(f"`{token.text}` needs a length", f"write it like `{token.text}{{1em}}`")
        return rf"\hspace{{{found[2]}{found[3]}}}"

    # Texts

    def text(self, token: Token) -> str:
        """Text, with the formulas and the signs in it."""
        if self.skip_space().text != "{":
            token.fail(f"what `{token.text}` applies to is missing here", f"write `{token.text}{{…}}`")
        opened, parts, said, depth = self.next(), [], "", 0
        variant = _TEXTS[token.text]
        while depth or self.token.text != "}":
            here = self.token
            if not here.text:
                opened.fail("this `{` is never closed", "add `}` where it ends")
            depth += {"{": 1, "}": -1}.get(here.text, 0)
            plain = self.plain()
            if plain is not None:
                said += plain
                continue
            parts.append(self.words(said, variant))
            said = ""
            parts.append(self.between("$", self.next()) if here.text == "$" else self.item())
        self.next()
        return f"{{{''.join([*parts, self.words(said, variant)])}}}"

    def plain(self) -> str | None:
        """The characters that the next token of a text means; None for a formula or a command of formulas."""
        text = self.token.text
        if text == "$" or (
            text.startswith("\\") and text[1:].isalpha() and text not in _IN_TEXT and text not in _SPACES
        ):
            return None if text[1:] not in _ACCENTS else self.accented()
        if text[1:] in _ACCENTS and text.startswith("\\"):
            return self.accented()
        self.next()
        if text in _SPACES:
            return {"~": "\u00a0", "\\!": "", "\\negthinspace": ""}.get(text, " ")
        if text.startswith("\\"):
            return _IN_TEXT.get(text, text[1:])
        return "" if text in "{}" else text

    def accented(self) -> str:
        """A letter with an accent, as in `\\"o`."""
        mark = _ACCENTS[self.next().text[1:]]
        while self.token.text == "{" or self.token.is_space:
            self.next()
        is_letter = self.token.text.isalpha()
        return unicodedata.normalize("NFC", (self.next().text if is_letter else "") + mark)

    def words(self, said: str, variant: str) -> str:
        """A mark for a text with its quotation marks and dashes as LaTeX sets them."""
        for typed, meant in (("---", "—"), ("--", "–"), ("``", "“"), ("''", "”"), ("`", "‘"), ("'", "’")):
            said = said.replace(typed, meant)
        said = re.sub(r"\s+", " ", said) if said.strip() else said and " "
        attributes = {"mathvariant": variant} if variant else {}
        return self.mark("mtext", said, **attributes) if said else ""

    # Environments

    def environment(self, token: Token) -> str:
        typed = self.raw(token).strip()
        name = typed.removesuffix("*")
        if name not in _FENCES and name not in _LINES:
            hint = "write `matrix`, `pmatrix`, `bmatrix`, `cases` or `aligned`"
            token.fail(f"`\\begin{{{typed}}}` is not known in formulas", hint)
        option = self.matched(r"\s*\[\s*([lcrtb|]*)\s*\]")
        letters = self.raw(token) if name in _WITH_COLUMNS else ""
        table = self.table("\\end", token)
        end = self.next()
        if (ended := self.raw(end).strip()) != typed:
            message = f"`\\end{{{ended}}}` ends what `\\begin{{{typed}}}` began"
            end.fail(message, f"write `\\end{{{typed}}}`")
        if not table.rows:
            token.fail(f"there is nothing in this `{name}`", "write something in it, or remove it")
        if name in _LINES:
            return self.lines(table, _LINES[name])
        width = max(map(len, table.rows))
        letters = letters if name in ("array", "tabular") else (option[1] if option else "") * width
        letters += ("l" if name.endswith("cases") else "c") * width
        tabled = self.tabled(table, self.mark("mtable", **_columns(letters, width, table.rules)))
        left, right = (sign.strip(".") for sign in tuple(_FENCES[name]))
        return self.fenced(left, tabled, right) if left or right else tabled

    def lines(self, table: Table, align: str) -> str:
        if table.rules:
            rule = next(token for token in self.tokens if token.text == "\\hline")
            rule.fail("`\\hline` needs columns", "write `\\begin{array}{cc} … \\end{array}`")
        if len(table.rows) == 1 and len(table.rows[0]) == 1:
            return table.rows[0][0]
        return self.tabled(table, self.mark("mtable", displaystyle="true", columnalign=align))


def _columns(letters: str, width: int, rules: Sequence[int]) -> dict[str, str]:
    """The alignment of each column, and the numbers of the columns and rows that have a rule before them."""
    letters = re.sub(r"\*\s*\{(\d{1,2})\}\s*\{([^{}]*)\}", lambda found: found[2] * int(found[1]), letters)
    letters = re.sub(r"[@!><]\s*\{[^{}]*\}|\s", "", re.sub(r"[pmb]\{[^{}]*\}", "l", letters))
    aligned: list[str] = []
    ruled: dict[str, None] = {}
    for letter in letters:
        if letter == "|":
            ruled[str(len(aligned))] = None
        elif letter in _COLUMNS:
            aligned.append(_COLUMNS[letter])
    found = (" ".join(aligned[:width]), " ".join(ruled), " ".join(map(str, rules)))
    return {
        name: value for name, value in zip(("columnalign", "columnlines", "rowlines"), found, strict=True) if value
    }


_IN_TEXT = {f"\\{name}": sign for name, sign in SIGNS.items()} | {
    "\\textbackslash": "\\", "\\ldots": "…", "\\dots": "…", "\\textendash": "–", "\\textemdash": "—",
    "\\\\": " ", "\\-": "", "\\/": "", "\\S": "§", "\\textquotedbl": '"',
}  # fmt: skip
_COMMANDS: dict[str, Callable[[_Writer, Token], str]] = {
    "{": _Writer.group,
    "\\sqrt": _Writer.root,
    "\\left": _Writer.sized,
    "\\not": _Writer.negated,
    "\\begin": _Writer.environment,
    **dict.fromkeys(commands.EXTENSIBLE_ARROWS, _Writer.arrow),
    **dict.fromkeys(_TEXTS, _Writer.text),
    **dict.fromkeys(_LENGTHS, _Writer.length),
    **dict.fromkeys(("\\operatorname", "\\operatorname*", "\\operatornamewithlimits"), _Writer.operator),
    **dict.fromkeys(("\\textcolor", "\\color"), _Writer.colour),
}


def known_commands() -> frozenset[str]:
    """The names of structures and letters, without backslashes, from which a misspelt one may have been meant."""
    tables = (_COMMANDS, _TWO, _ONE, _SPACES, _IDLE, _INFIX, _FONTS, FUNCTIONS, [f"\\{name}" for name in ALIASES])
    return frozenset(name[1:] for table in tables for name in table if name[1:].isalpha())
