"""Bars that belong together: those of absolute values and norms, which open and close with the same sign."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from deckgen.formula.scripts import one
from deckgen.formula.tree import Atom, Fence, Node, Scripts, Space

_SIGNS = ("|", "‖")
_BEFORE_AN_OPENING = ("binary", "relation", "punctuation", "open")


def fenced(parts: Sequence[Node]) -> list[Node]:
    """The parts of a row with pairs of bars as fences; where they do not come in pairs, bars stay single signs."""
    for sign in _SIGNS:
        count = sum(_bar_of(part) == sign for part in parts)
        if count and count % 2 == 0:
            parts = _paired(parts, sign) or parts
    return list(parts)


def _paired(parts: Sequence[Node], sign: str) -> list[Node] | None:
    """The parts with fences of one sign, None where a bar is left over."""
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
    """The sign of a bar, with or without scripts behind it."""
    base = part.base if isinstance(part, Scripts) else part
    return base.text if isinstance(base, Atom) and base.kind == "ordinary" and base.text in _SIGNS else None


def _is_operand(part: Node | None) -> bool:
    """Whether something stands there that a bar behind it can close."""
    if isinstance(part, Atom):
        return part.kind not in _BEFORE_AN_OPENING
    return part is not None and not isinstance(part, Space)
