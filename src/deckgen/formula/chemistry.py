"""Chemical formulas and reactions, as mhchem's `\\ce{…}` writes them, in LaTeX: elements upright, numbers as indices,
charges, states, isotopes and arrows.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from deckgen.formula.tokens import Token
from deckgen.regex import regex

_ARROWS = {
    **dict.fromkeys(("<=>>", "<<=>", "<=>"), (r"\rightleftharpoons", r"\xrightleftharpoons")),
    **dict.fromkeys(("<-->", "<->"), (r"\longleftrightarrow", r"\xleftrightarrow")),
    **dict.fromkeys(("-->", "->"), (r"\longrightarrow", r"\xrightarrow")),
    "<-": (r"\longleftarrow", r"\xleftarrow"),
}  # fmt: skip
"""The arrows, without and with labels."""
_PART = regex(
    r"(?P<space>\s+)|(?P<arrow><=>>|<<=>|<=>|<-->|<->|-->|->|<-)(?P<labels>(?:\[[^\]]*\]){0,2})"
    r"|(?P<math>\$[^$]*\$)|(?P<state>\((?:s|l|g|aq|cr)\))|(?P<letters>[A-Za-z]+)"
    r"|(?P<number>\d+/\d+|\d+(?:\.\d+)?)|(?P<script>[_^](?:\{[^{}]*\}|\\?[A-Za-z]+|[-+]?\d*[-+]?|.))"
    r"|(?P<command>\\[A-Za-z]+(?:\{[^{}]*\})*)|(?P<bond>[-=#])|(?P<sign>[+*.()\[\]{}/,·∙'′]|\\[,;:! ]|[^\x00-\x7f])"
)


_CHARGE = regex(r"[+-](?![A-Za-z0-9>\[]|\((?!(?:s|l|g|aq|cr)\)))")


def reaction(typed: str, place: Token) -> str:
    """The LaTeX of what `\\ce` holds."""
    return "".join(_parts(typed, place)) or r"{}"


def _parts(typed: str, place: Token) -> Iterator[str]:
    at, follows = 0, False
    while at < len(typed):
        found = _PART.match(typed, at)
        if found is None:
            hint = "write it outside of `\\ce{…}`, or as `$…$` in it"
            place.fail(f"`{typed[at]}` has no meaning in a chemical formula", hint)
            return
        kind = "arrow" if found["arrow"] else found.lastgroup or ""
        text = found[kind]
        if kind == "number" and follows:
            text = re.match(r"\d+", text)[0]  # type: ignore[index]
        at += len(text) + len(found["labels"] or "")
        charge = _CHARGE.match(typed, at - 1) if kind in ("bond", "sign") and follows else None
        if charge is not None and (text in "+-"):
            yield f"^{{{_minus(text)}}}"
        elif kind == "number" and follows:
            yield f"_{{{text}}}"
        else:
            yield _part(kind, text, found, follows)
        follows = kind in ("letters", "number", "script", "state") and (follows or kind != "number")
        follows = follows or text in (")", "]", "}")


def _part(kind: str, text: str, found: re.Match[str], follows: bool) -> str:
    match kind:
        case "space":
            return " "
        case "arrow":
            plain, labelled = _ARROWS[found["arrow"]]
            return f" {labelled}{_labels(found['labels'])} " if found["labels"] else f" {plain} "
        case "math":
            return f"{{{text[1:-1]}}}"
        case "state":
            return rf"\text{{{text}}}"
        case "letters":
            # A v alone is a deposit.
            return r"{\downarrow}" if text == "v" else rf"\mathrm{{{text}}}"
        case "number":
            above, line, below = text.partition("/")
            return rf"\tfrac{{{above}}}{{{below}}}" if line else rf"{text}\,"
        case "script":
            return _script(text, follows)
        case "bond":
            return {"-": r"{-}", "=": r"{=}", "#": r"{\equiv}"}[text]
        case _:
            return r"\cdot " if text in "*.·∙" else f"{text} "


def _script(text: str, follows: bool) -> str:
    inner = text[1:].strip("{}")
    if not inner:
        return r"{\uparrow}" if text == "^" else ""
    base = "" if follows else "{}"
    if re.fullmatch(r"[-+\d. ]*", inner):
        return f"{base}{text[0]}{{{_minus(inner)}}}"
    return rf"{base}{text[0]}{{\mathrm{{{_minus(inner)}}}}}" if inner.isalnum() else f"{base}{text[0]}{{{inner}}}"


def _minus(text: str) -> str:
    return re.sub(r"([-+])", r"{\1}", text)


def _labels(typed: str) -> str:
    """What stands over and under an arrow, as LaTeX has it: `[under]{over}`."""
    labels = [each.strip("[]") for each in re.findall(r"\[[^\]]*\]", typed)]
    above, *below = [each.replace("$", "") if "$" in each else each and rf"\ce{{{each}}}" for each in labels]
    return (f"[{{{below[0]}}}]" if below else "") + f"{{{above}}}"
