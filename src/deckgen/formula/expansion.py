"""Macros, chemistry and units written out in LaTeX that is read without them, at the places where they stand."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence

from deckgen.formula.chemistry import reaction
from deckgen.formula.symbols import ALIASES
from deckgen.formula.tokens import Token, Unreadable, taken, tokens_of
from deckgen.formula.units import COMMANDS as UNITS
from deckgen.formula.units import quantity
from deckgen.macros import Macro, Macros

_LONGEST = 6000
"""The most tokens of a formula whose macros are written out."""


def written_out(latex: str, macros: Macros) -> str:
    """LaTeX without the author's macros; one with a mistake in them as it is."""
    try:
        return "".join(token.text for token in _expanded(tokens_of(latex), dict(macros), {}))
    except Unreadable:
        return latex


def expanded(latex: str, macros: Macros) -> list[Token]:
    """The tokens of a text, with what macros, chemistry and units stand for in their stead, at the same places."""
    return _expanded(tokens_of(latex), ALIASES | dict(macros), _PACKAGES)


_Package = Callable[[Token, list[Token]], str]


def _expanded(tokens: Sequence[Token], macros: Mapping[str, Macro], packages: Mapping[str, _Package]) -> list[Token]:
    waiting, done, count = list(reversed(tokens)), [], 0
    while waiting:
        token = waiting.pop()
        name = token.text[1:] if token.text.startswith("\\") else ""
        if name in macros or name in packages:
            meant = packages[name](token, waiting) if name not in macros else _meaning(token, macros[name], waiting)
            waiting += reversed([Token(each.text, token.start, token.length) for each in tokens_of(meant)])
            count += 1
        else:
            done.append(token)
        if count + len(done) + len(waiting) > _LONGEST:
            message = f"this formula has more than {_LONGEST} signs, those of its macros counted"
            token.fail(message, "split it into several formulas")
    return done


def _meaning(token: Token, macro: Macro, waiting: list[Token]) -> str:
    need = f"`{token.text}` needs {macro.arguments} argument{'s' if macro.arguments > 1 else ''}"
    values = [taken(token, waiting, need) for _ in range(macro.arguments)]
    return re.sub(r"#([1-9])", lambda found: values[int(found[1]) - 1], macro.meaning)


def _reaction(token: Token, waiting: list[Token]) -> str:
    return f"{{{reaction(taken(token, waiting, 'this needs a formula'), token)}}}"


def _quantity(token: Token, waiting: list[Token]) -> str:
    _option(waiting)  # options of siunitx are about the way of setting, which is the same on all slides
    values = [taken(token, waiting, "this needs a value") for _ in range(UNITS[token.text[1:]])]
    return f"{{{quantity(token.text[1:], values, token)}}}"


_PACKAGES: dict[str, _Package] = {"ce": _reaction, **dict.fromkeys(UNITS, _quantity)}


def _option(waiting: list[Token]) -> str:
    """The text in square brackets that comes next, which is empty without any."""
    if not waiting or waiting[-1].text != "[":
        return ""
    text = ""
    while waiting and not text.endswith("]"):
        text += waiting.pop().text
    return text.strip("[]")
