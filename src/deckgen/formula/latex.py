"""LaTeX as latex2mathml reads it without loss, in one pass over the tokens that parses nothing itself.

The pass keeps account of what is open and what waits for an argument, so that what is missing or unpaired is a
mistake at its place. What latex2mathml has no word for (texts, the names of functions, the forms of tables) becomes a
mark: a private character in a `\\text{…}`, which latex2mathml carries through, and in whose place its element is put.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from string import ascii_letters
from typing import NoReturn

import msgspec
from latex2mathml import commands
from latex2mathml.converter import MOVABLE_LIMIT_TEXTS
from msgspec import Struct

from deckgen.formula.symbols import ALIASES, SIGNS, kind_of_sign, sign_named
from deckgen.formula.tokens import Token, taken
from deckgen.formula.tree import Element
from deckgen.regex import regex

_FIRST_MARK, _LAST_MARK = 0xE000, 0xF8FF
DEEPEST = 40


def _names(names: str) -> frozenset[str]:
    return frozenset(f"\\{name}" for name in names.split())


_WITH_OPTION = commands.EXTENSIBLE_ARROWS.keys() | {"\\sqrt"}
_ONE = (
    commands.DIACRITICS.keys()
    | _WITH_OPTION
    | _names(
        "mathbb mathbf mathcal mathfrak mathit mathrm mathscr mathsf mathtt boldsymbol boxed cancel"
        " bcancel xcancel sout phantom hphantom vphantom mathop mathbin mathrel mathord mathopen mathclose mathpunct"
        " mathinner mathllap mathrlap mathclap"
    )
)
_TWO = frozenset(commands.COMMANDS_WITH_TWO_PARAMETERS)
_TEXTS = dict.fromkeys(_names("text textrm mbox hbox textup textnormal textsc"), "") | {
    "\\textbf": "bold", "\\textit": "italic", "\\emph": "italic", "\\textsl": "italic", "\\texttt": "monospace",
    "\\textsf": "sans-serif",
}  # fmt: skip
_IDLE = _names(
    "displaystyle textstyle scriptstyle scriptscriptstyle nonumber notag allowbreak nobreak relax strut mathstrut"
    " noindent centering hfill hfil break protect / - large Large LARGE huge Huge small footnotesize scriptsize tiny"
    " normalsize smash"
)
"""Commands that set sizes or break lines, which follow from the formula here."""
_SIZES = _names("big Big bigg Bigg bigl bigr Bigl Bigr biggl biggr Biggl Biggr bigm Bigm biggm Biggm")
"""Sizes of brackets, which are as tall here as what they are round."""
_BARS = {"|": "|", "\\vert": "|", "\\rvert": "|", "\\|": "‖", "\\Vert": "‖", "\\rVert": "‖"}
_SPACES = _names(", : > ; ! thinspace thickspace negthinspace enspace quad qquad space nobreakspace") | {"~", "\\ "}
_LENGTHS = _names("hspace hspace* hskip kern mkern mskip mspace")
_INFIX = _names("over choose atop")
_SCRIPTS = ("^", "_", "'", "\\limits", "\\nolimits")
_FONTS = _names("rm bf it sf cal frak")
FUNCTIONS = frozenset((*commands.FUNCTIONS, *commands.LIMIT, *MOVABLE_LIMIT_TEXTS))
_TABLES = {
    **dict.fromkeys(("matrix", "smallmatrix", "array", "tabular"), "..c"),
    "pmatrix": "()c", "bmatrix": "[]c", "Bmatrix": "{}c", "vmatrix": "||c", "Vmatrix": "‖‖c", "cases": "{.l",
    "dcases": "{.l", "rcases": ".}l", "drcases": ".}l", "psmallmatrix": "()c", "bsmallmatrix": "[]c",
    **dict.fromkeys(("aligned", "align", "alignat", "alignedat", "flalign", "split", "eqnarray", "equation"), ".. "),
    **dict.fromkeys(("gather", "gathered", "multline", "multlined", "subarray", "displaymath"), "..|"),
}  # fmt: skip
"""The environments with their brackets and the usual alignment of their columns, or the form of lines."""
_DRAWINGS = ("CD", "tikzcd", "tikzpicture", "picture", "circuitikz", "axis", "forest")
"""Environments that are drawings and no formulas."""
LINES = {".. ": "", "..|": "center"}
"""The forms of lines, with their alignment."""
_WITH_COLUMNS = ("array", "tabular", "subarray", "alignat", "alignedat")
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
_IN_TEXT = {f"\\{name}": sign for name, sign in SIGNS.items()} | {
    "\\textbackslash": "\\", "\\ldots": "…", "\\dots": "…", "\\textendash": "–", "\\textemdash": "—",
    "\\\\": " ", "\\-": "", "\\/": "", "\\S": "§", "\\textquotedbl": '"', "{": "", "}": "",
    **dict.fromkeys(_SPACES, " "), "~": "\u00a0", "\\!": "", "\\negthinspace": "",
}  # fmt: skip
_QUOTES = {"---": "—", "--": "–", "``": "“", "''": "”", "`": "‘", "'": "’"}
_DELIMITERS = {"<": "⟨", ">": "⟩", "\\|": "‖", "\\{": "{", "\\}": "}", "∣": "|", "∥": "‖"}
_UNSEEN = regex("[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_STOPS = ("", "}", "&", "\\end", "\\right", "\\middle", "\\\\")


_BRACE = Token("}", -1, 0)
"""What waits, under the arguments of a command, for the brace behind them."""


class _Level(Struct):
    """What is open: its first token, the token that ends it, and the LaTeX for its end.

    `name` and `form` are those of a table, `row` is the part at which its last row begins, and `cell` counts the
    cells of that row before the present one; `font` is that of a text.
    `waits` holds commands without all their arguments, the next one last, and `chain` counts those in a row that are
    arguments themselves. `nucleus` is the part with which the item begins that has `scripts`.
    """

    opened: Token
    end: str
    close: str
    depth: int
    name: str = ""
    form: str = ""
    row: int = 0
    cell: int = 0
    font: str | None = None
    said: str = ""
    braces: int = 0
    waits: list[Token] = msgspec.field(default_factory=list)
    chain: int = 0
    nucleus: int | None = None
    scripts: str = ""
    is_divided: bool = False
    is_empty: bool = True


def rewritten(tokens: Sequence[Token]) -> tuple[str, dict[str, Element]]:
    """The formula of these tokens for latex2mathml, and the elements of the marks in it."""
    rewriting = _Rewriting(tokens)
    rewriting.whole()
    return " ".join(rewriting.parts), rewriting.marks


class _Rewriting:
    """The one pass over the tokens, each of which is passed on, rewritten, or a mistake."""

    def __init__(self, tokens: Sequence[Token]) -> None:
        end = tokens[-1].start + tokens[-1].length if tokens else 0
        self.waiting = [Token("", end, 1), *reversed(tokens)]
        self.parts: list[str] = []
        self.marks: dict[str, Element] = {}
        self.levels: list[_Level] = []

    @property
    def level(self) -> _Level:
        return self.levels[-1]

    def next(self) -> Token:
        """The next token, which is passed over; the last one is for ever."""
        return self.waiting.pop() if len(self.waiting) > 1 else self.waiting[0]

    def skip_space(self) -> Token:
        """The next token that is not white space."""
        while self.waiting[-1].is_space:
            self.waiting.pop()
        return self.waiting[-1]

    def matched(self, pattern: str) -> re.Match[str] | None:
        """What a pattern finds next, which is passed over; None if it finds nothing."""
        found = re.match(pattern, "".join(token.text for token in self.waiting[:-10:-1]))
        passed = 0
        while found is not None and passed < found.end():
            passed += len(self.next().text)
        return found

    def raw(self, owner: Token) -> str:
        """The text of the next group, verbatim."""
        self.check_brace(owner)
        return taken(owner, self.waiting)

    def check_brace(self, owner: Token) -> None:
        if self.skip_space().text != "{":
            owner.fail(f"what `{owner.text}` applies to is missing here", f"write `{owner.text}{{…}}`")

    def mark(self, tag: str, text: str = "", **attributes: str) -> str:
        if len(self.marks) > _LAST_MARK - _FIRST_MARK:
            self.waiting[-1].fail("this formula is too long", "split it into several formulas")
        sign = chr(_FIRST_MARK + len(self.marks))
        self.marks[sign] = Element(tag, text, attributes=tuple(attributes.items()))
        return rf"\text{{{sign}}}"

    # What is open

    def whole(self) -> None:
        for token in reversed(self.waiting):
            if _UNSEEN.search(token.text):
                token.fail("there is an invisible character in this formula", "remove it")
        self.open_table(self.waiting[0], "", "", ".. ")
        while self.levels:
            token = self.next()
            if self.level.font is not None and not self.level.waits:
                self.in_text(token)
            else:
                self.in_formula(token)

    def open(self, token: Token, end: str, begin: str, close: str) -> _Level:
        """Go into something that the token `end` closes."""
        self.parts.append(begin)
        depth = self.level.depth + self.level.chain + 1 if self.levels else 0
        self.levels.append(_Level(token, end, close, depth))
        self.check_depth(token)
        return self.level

    def check_depth(self, token: Token) -> None:
        if self.level.depth + self.level.chain > DEEPEST:
            token.fail(f"this formula is nested more than {DEEPEST} levels deep", "write it flatter")

    def open_table(self, token: Token, end: str, name: str, form: str, **columns: str) -> None:
        # latex2mathml takes a first cell of nothing but c, l and r for the columns.
        self.parts.append(rf"\begin{{matrix}}{{{self.mark('mtable', form=form, **columns)}")
        level = self.open(token, end, "{", r"}}\end{matrix}")
        level.name, level.form, level.row = name, form, len(self.parts)

    def in_formula(self, token: Token) -> None:
        text, level = token.text, self.level
        while level.waits and level.waits[-1] == _BRACE:
            level.waits.pop()
            self.parts.append("}")
        if text in _STOPS or text == level.end:
            self.stop(token)
        elif token.is_space:
            if "\n" in text and len(self.levels) == 1 and not level.waits:
                self.line_end()
        elif level.waits and (text in _INFIX or text in _FONTS or text in (*_SCRIPTS, "\\color")):
            self.missing()
        elif text in _SCRIPTS:
            self.script(token)
        elif text in _INFIX:
            self.infix(token)
        elif text in _FONTS:
            self.parts.append(text)
            level.nucleus = None
        elif text == "\\hline" and level.form and len(self.parts) == level.row:
            self.rule(token)
        elif text in _SIZES:
            self.size()
        elif text in _IDLE:
            self.matched(r"\s*\[[bt]\]" if text == "\\smash" else "")
        else:
            self.item(token)

    def stop(self, token: Token) -> None:
        """A token that ends an item, a cell, a row, or what is open."""
        text, level = token.text, self.level
        if level.waits:
            self.missing()
        level.nucleus, level.is_divided = None, False
        if text == level.end:
            self.close(token)
        elif level.form and text in ("&", "\\\\"):
            self.parts += ["}}&{" if text == "&" else r"}}\\{", "{"]
            level.cell = level.cell + 1 if text == "&" else 0
            if level.form in LINES and level.cell and level.cell % 2 == 0 and "alignat" not in level.name:
                # Every second `&` parts two alignments beside each other (amsmath User's Guide, 3.5).
                self.parts.append(r"\qquad ")
            if text == "\\\\":
                self.matched(r"\*?(?:\s*\[\s*-?[\d.]+\s*[a-z]{2}\s*\])?")
                level.row = len(self.parts)
        elif level.end == "\\right" and text == "\\middle":
            self.parts.append(f"}} {self.mark('mo', self.delimiter(token), stretchy='true')} {{")
        elif level.end == "\\right":
            level.opened.fail("this `\\left` has no `\\right`", "add `\\right` and a bracket where it ends")
        elif not text or (text in ("}", "&", "\\\\") and not level.form):
            level.opened.fail(f"this `{level.opened.text}` is never closed", f"add `{level.end}` where it ends")
        else:
            opening = {"}": "{", "\\right": "\\left", "\\middle": "\\left"}.get(text, "\\begin")
            hint = f"write `{opening}` before it, or remove it"
            token.fail(f"there is no `{opening}` for this `{text}`", hint)

    def close(self, token: Token) -> None:
        level = self.levels.pop()
        self.parts.append(level.close)
        if token.text == "\\right":
            self.parts.append(rf"\right {self.delimiter(token) or '.'}")
        elif token.text == "\\end":
            if (ended := self.raw(token).strip()) != level.name:
                message = f"`\\end{{{ended}}}` ends what `\\begin{{{level.name}}}` began"
                token.fail(message, f"write `\\end{{{level.name}}}`")
            if level.is_empty:
                message = f"there is nothing in this `{level.name.removesuffix('*')}`"
                level.opened.fail(message, "write something in it, or remove it")

    def line_end(self) -> None:
        """A line end outside of all braces, which breaks rows after something."""
        self.level.nucleus, self.level.is_divided = None, False
        if len(self.parts) > self.level.row:
            self.parts += [r"}}\\{", "{"]
            self.level.row, self.level.cell = len(self.parts), 0

    def rule(self, token: Token) -> None:
        if self.level.form in LINES:
            token.fail("`\\hline` needs columns", "write `\\begin{array}{cc} … \\end{array}`")
        self.parts.insert(-1, self.mark("rule"))
        self.level.row += 1

    def missing(self) -> NoReturn:
        """Report that the last command has not all of its arguments."""
        waits = self.level.waits
        owner = waits[-1]
        if owner.text in _TWO and waits.count(owner) == 1:
            role = "stands at" if "set" in owner.text or owner.text == "\\stackrel" else "is over"
            message = f"`{owner.text}` needs two parts, but what it {role} is missing"
            owner.fail(message, f"write `{owner.text}{{…}}{{…}}`")
        what = {"^": "an exponent", "_": "an index"}.get(owner.text, f"what `{owner.text}` applies to")
        owner.fail(f"{what} is missing here", f"write it in braces: `{owner.text}{{…}}`")

    # Items and their scripts

    def item(self, token: Token) -> None:
        """A sign, a command or a group, which may be the argument of the command before."""
        level, text = self.level, token.text
        level.chain = level.chain + (text[0] == "\\") if level.waits else 0
        self.check_depth(token)
        level.is_empty = False
        is_argument = bool(level.waits)
        if is_argument:
            token = self.digit(level.waits.pop(), token)
        else:
            level.nucleus, level.scripts = len(self.parts), ""
        if text in _COMMANDS:
            _COMMANDS[text](self, token)
        elif text in _ONE or text in _TWO:
            # latex2mathml makes several elements of one argument that is a \binom.
            self.parts.append(f"{{{text}" if is_argument else text)
            level.waits += [_BRACE] * is_argument + [token] * (2 if text in _TWO else 1)
            if text in _WITH_OPTION and self.skip_space().text == "[":
                self.open(self.next(), "]", "[{", "}]")
        elif text == ":" and self.waiting and self.waiting[-1].text == "=":
            self.next()
            self.parts.append(r"\coloneqq ")
        else:
            self.parts.append(self.character(token))

    def digit(self, owner: Token, token: Token) -> Token:
        """An argument, of a number the first digit, as in `\\frac12`; with a script, nobody means that."""
        if not token.text[0].isdigit() or len(token.text) == 1:
            return token
        if owner.text in ("^", "_"):
            # In LaTeX, x^10 is x to the 1 and then 0.
            hint = f"put it in braces: `{owner.text}{{{token.text}}}`"
            token.fail(f"only the first digit of `{token.text}` would belong to `{owner.text}`", hint)
        self.waiting.append(Token(token.text[1:], token.start + 1, token.length - 1))
        return Token(token.text[0], token.start, 1)

    def infix(self, token: Token) -> None:
        """One of TeX's older commands between two parts, as in `a \\over b`."""
        if self.level.is_divided:
            token.fail(f"this `{token.text}` is the second one here", "put braces round what belongs together")
        # Without anything before or after it, latex2mathml would fail.
        self.parts.append(f"{{}} {token.text} {{}}")
        self.level.nucleus, self.level.is_divided = None, True

    def script(self, token: Token) -> None:
        text, level = token.text, self.level
        if level.nucleus is None and "limits" in text:
            self.item(token)
        elif level.nucleus is None:
            level.nucleus, level.scripts, level.is_empty = len(self.parts), "", False
            self.parts.append("{}")
        if text in level.scripts and text == "^":
            token.fail("this has two exponents", "put braces round what belongs together: `{x^2}^3`, `x^{2^3}`")
        if text in level.scripts and text == "_":
            token.fail("this has two indices", "put both into one pair of braces: `x_{ij}`")
        if text in ("^", "_"):
            level.scripts += text
            level.waits.append(token)
            self.parts.append(text)
        elif text == "'":
            self.wrap("{", r"^\prime}")
        elif not level.scripts:
            limits = "true" if text == "\\limits" else "false"
            self.wrap(self.mark("mstyle", movablelimits=limits), "")

    def wrap(self, before: str, after: str) -> None:
        """Put the last item with its scripts between braces and more."""
        self.parts.insert(self.level.nucleus or 0, f"{{{before}")
        self.parts.append(f"}}{after}")

    def character(self, token: Token) -> str:
        text = token.text
        if text.startswith("______") or text > "\ud7ff":
            return self.mark("mtext", text)
        if text in ("$", "\\(", "\\)", "\\[", "\\]"):
            hint = "remove it, or write `\\$` for a dollar sign" if text == "$" else "remove it"
            token.fail(f"`{text}` has no meaning inside a formula", hint)
        is_known = text in FUNCTIONS or text in _SPACES or sign_named(text[1:])
        if not is_known and re.fullmatch(r"\\[A-Za-z]+\*?", text):
            token.fail(f"`{text}` is not known in formulas", _hint(text[1:]))
        return f"\\{text}" if text in ("%", "#") else text

    # Commands with a grammar of their own

    def group(self, token: Token) -> None:
        self.open(token, "}", "{", "}")

    def sized(self, token: Token) -> None:
        """The beginning of `\\left( … \\right)`."""
        self.open(token, "\\right", rf"\left {self.delimiter(token) or '.'} {{", "}")

    def size(self) -> None:
        """What is behind the size of a bracket: a dot is none, and a bar may be that of an evaluation."""
        token = self.skip_space()
        if token.text == ".":
            self.next()
        elif token.text in _BARS:
            self.next()
            self.waiting.append(Token(f"\\big{_BARS[token.text]}", token.start, token.length))

    def bar(self, token: Token) -> None:
        self.parts.append(self.mark("mo", token.text[-1], size="big"))

    def delimiter(self, owner: Token) -> str:
        """The bracket behind `\\left`, `\\middle` or `\\right`; empty for a dot."""
        text = self.skip_space().text
        sign = _DELIMITERS.get(text, text)
        sign = sign_named(sign[1:]) or "" if sign.startswith("\\") else sign
        if not sign or text in _STOPS or not (sign in "|‖∣∥/\\.↑↓↕⇑⇓⇕" or kind_of_sign(sign) in ("open", "close")):
            hint = f"write a bracket behind it, or a dot for none: `{owner.text}(`, `{owner.text}.`"
            owner.fail(f"`{owner.text}` needs a bracket", hint)
        self.next()
        return _DELIMITERS.get(sign, sign)

    def negated(self, token: Token) -> None:
        """A struck out sign, as the one character for it."""
        is_group = self.skip_space().text == "{"
        if is_group:
            self.next()
        text = self.next().text
        sign = sign_named(text[1:]) if text.startswith("\\") else text
        if (is_group and self.next().text != "}") or not sign or len(sign) != 1 or sign in "{}[]&":
            token.fail("`\\not` strikes out one sign", "write a sign behind it: `\\not=`")
        self.parts.append(self.mark("mo", unicodedata.normalize("NFC", f"{sign}\u0338")))

    def operator(self, token: Token) -> None:
        """The name of a function that the author writes out."""
        raw = re.sub(r"\\(mathrm|text|rm|mathsf|textrm|!|;|/) ?|[{}]", "", self.raw(token))
        name = re.sub(r"\\(lim|sup|inf|max|min|arg|log)\b", r"\1", re.sub(r"\\[, :]|~|\s+", " ", raw)).strip()
        if "\\" in name or not name:
            token.fail("the name of a function is letters", "write it like `\\operatorname{rank}`")
        is_star = token.text != "\\operatorname" or name in ("arg max", "arg min")
        self.parts.append(self.mark("mo", name, movablelimits="true" if is_star else "false"))

    def colour(self, token: Token) -> None:
        """A colour, for what follows: the argument of `\\textcolor`, or the rest of the group."""
        self.matched(r"\s*\[\w*\]")
        name = self.raw(token).strip()
        digits = re.fullmatch(r"#?([0-9A-Fa-f]{6})", name)
        colour = f"#{digits[1].upper()}" if digits else _COLOURS.get(name.lower().split("!")[0])
        if colour is None:
            hint = "write `red`, `blue`, `green`, `orange`, `purple`, `gray` or six digits such as `C00000`"
            token.fail(f"the colour `{name}` is not known in formulas", hint)
        self.parts.append(f"{token.text}{{{colour}}}")
        if token.text == "\\textcolor":
            self.level.waits.append(token)
        else:
            self.level.nucleus = None

    def length(self, token: Token) -> None:
        found = self.matched(r"\s*(\{)?\s*(-?\d*\.?\d+)\s*([a-z]{2})\s*(?(1)\})")
        if found is None or found[3] not in IN_EM:
            token.fail(f"`{token.text}` needs a length", f"write it like `{token.text}{{1em}}`")
        self.parts.append(rf"\hspace{{{float(found[2]):.3f}{found[3]}}}")

    def environment(self, token: Token) -> None:
        typed = self.raw(token).strip()
        name = typed.removesuffix("*")
        if name not in _TABLES:
            is_drawing = name in _DRAWINGS
            hint = "write `matrix`, `pmatrix`, `bmatrix`, `cases` or `aligned`"
            hint = "draw it with another program, and show it as an `image`" if is_drawing else hint
            token.fail(f"`\\begin{{{typed}}}` is not known in formulas", hint)
        option = self.matched(r"\s*\[\s*([lcrtb|]*)\s*\]")
        columns = self.raw(token) if name in _WITH_COLUMNS else ""
        usual = option[1] if option and not columns else ""
        self.open_table(token, "\\end", typed, _TABLES[name], columns=columns, usual=usual)

    # Texts

    def text(self, token: Token) -> None:
        self.check_brace(token)
        self.open(self.next(), "}", "{", "}").font = _TEXTS[token.text]

    def in_text(self, token: Token) -> None:
        """A token of a text: what it means there, or the beginning of a formula in it."""
        level, text = self.level, token.text
        level.braces += {"{": 1, "}": -1}.get(text, 0)
        if not text or level.braces < 0:
            self.say()
            self.stop(token)
        elif text[0] == "\\" and text[1:] in _ACCENTS:
            found = self.matched(r"\s*(?:\{([^\W\d_])\}|([^\W\d_]))")
            letter = (found[1] or found[2]) if found else ""
            level.said += unicodedata.normalize("NFC", letter + _ACCENTS[text[1:]])
        elif text == "$":
            self.say()
            self.open(token, "$", "{", "}")
        elif text not in _IN_TEXT and text[0] == "\\" and text[1:].isalpha():
            self.say()
            self.in_formula(token)
        else:
            level.said += _IN_TEXT.get(text, text.removeprefix("\\"))

    def say(self) -> None:
        """Write a mark for a text with its quotation marks and dashes as LaTeX sets them."""
        said, self.level.said = self.level.said, ""
        for typed, meant in _QUOTES.items():
            said = said.replace(typed, meant)
        said = re.sub(r"\s+", " ", said) if said.strip() else said and " "
        if said:
            attributes = {"mathvariant": self.level.font} if self.level.font else {}
            self.parts.append(self.mark("mtext", said, **attributes))


_COMMANDS: dict[str, Callable[[_Rewriting, Token], None]] = {
    "{": _Rewriting.group,
    "\\left": _Rewriting.sized,
    "\\not": _Rewriting.negated,
    **dict.fromkeys(("\\big|", "\\big‖"), _Rewriting.bar),
    "\\begin": _Rewriting.environment,
    **dict.fromkeys(_TEXTS, _Rewriting.text),
    **dict.fromkeys(_LENGTHS, _Rewriting.length),
    **dict.fromkeys(("\\operatorname", "\\operatorname*", "\\operatornamewithlimits"), _Rewriting.operator),
    **dict.fromkeys(("\\textcolor", "\\color"), _Rewriting.colour),
}


_DEFINING = (
    "newcommand", "renewcommand", "providecommand", "def", "gdef", "edef", "let", "DeclareMathOperator",
    "NewDocumentCommand",
)  # fmt: skip
"""Commands that define others."""


def known_commands() -> frozenset[str]:
    """The names of structures and letters, without backslashes, from which a misspelt one may have been meant."""
    tables = (
        _COMMANDS,
        _TWO,
        _ONE,
        _SIZES,
        _SPACES,
        _IDLE,
        _INFIX,
        _FONTS,
        FUNCTIONS,
        [f"\\{name}" for name in ALIASES],
    )
    return frozenset(name[1:] for table in tables for name in table if name[1:].isalpha())


def _hint(name: str) -> str:
    """The remedy for an unknown command: the one that was certainly meant, or another way."""
    if name in _DEFINING:
        return "define it under `macros:` at the head, such as `R: \\mathbb{R}`"
    if name in tuple("RNZQC"):
        return f"write `\\mathbb{{{name}}}`, or define it under `macros:` at the head"
    names = known_commands()
    near = {
        other
        for other in _one_slip(name)
        if other[:1] == name[:1] and len(other) > 3 and (other in names or sign_named(other) is not None)
    }
    if len(near) == 1:
        return f"did you mean `\\{near.pop()}`?"
    return "write it with other commands, as `\\text{…}`, or define it under `macros` at the head"


def _one_slip(name: str) -> set[str]:
    """The names from which this one differs by two letters swapped, a letter typed twice, or one left out."""
    swapped = {name[:at] + name[at + 1] + name[at] + name[at + 2 :] for at in range(1, len(name) - 1)}
    once = {name[:at] + name[at + 1 :] for at in range(1, len(name)) if name[at] == name[at - 1]}
    whole = {name[:at] + letter + name[at:] for at in range(1, len(name) + 1) for letter in ascii_letters}
    return (swapped | once | (whole if len(name) > 3 else set())) - {name}
