"""A place in the tokens of a formula, what can be read from there, and the end of reading at a mistake."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import NoReturn

from deckgen.formula.scan import END, Token, bracket, partners_of, tokens_of
from deckgen.formula.symbols import RELATIONS, all_names
from deckgen.formula.tree import Mistake

_DEEPEST = 40
_ESCAPED = re.compile(r"\\([ ,;:!%$&#_{}])")
_SPOKEN_SPACES = dict.fromkeys(",;: ", " ") | {"!": ""}
_INSTEAD = {"over": "write `\\frac{…}{…}`"} | dict.fromkeys(("label", "tag", "color", "textcolor"), "leave it out")
"""What to type for commands that LaTeX has and formulas on slides have not."""
_BARS = {"|": "|", ".": "", "/": "/", "<": "⟨", ">": "⟩", "\\|": "‖", "\\Vert": "‖", "\\vert": "|"}


class Unreadable(Exception):  # noqa: N818
    """Ends the reading of a formula at its first mistake."""

    def __init__(self, mistake: Mistake) -> None:
        super().__init__(mistake.message)
        self.mistake = mistake


class Reader:
    """The tokens of one formula. `partners` says which brackets belong together, by their places."""

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
        """One more level of nesting, of which there is an end."""
        self._depth += 1
        if self._depth > _DEEPEST:
            self.fail(self.token, f"this formula is nested more than {_DEEPEST} levels deep", "write it flatter")
        yield
        self._depth -= 1

    def raw_group(self, owner: Token) -> str:
        """The text between the next pair of braces, as it stands there."""
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
        """The bracket behind `\\left`, `\\middle` or `\\right`; nothing for a dot."""
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
        """The name behind `\\begin` or `\\end`."""
        return self.raw_group(owner).strip()

    def unknown(self, token: Token) -> NoReturn:
        """Report a command that is not known, with what was probably meant."""
        from difflib import get_close_matches  # noqa: PLC0415  (only needed for mistakes)

        near = get_close_matches(token.text[1:], sorted(all_names()), 1, 0.7)
        hint = f"did you mean `\\{near[0]}`?" if near else "write it with other commands, or as `\\text{…}`"
        hint = _INSTEAD.get(token.text[1:], hint)
        self.fail(token, f"`{token.text}` is not known in formulas", hint)
