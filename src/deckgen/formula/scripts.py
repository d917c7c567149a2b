"""Indices and exponents: where they stand depends on what they belong to."""

from __future__ import annotations

from collections.abc import Iterable

from deckgen.formula.symbols import SPELLED, WITH_LIMITS
from deckgen.formula.tree import Atom, Function, Limits, Line, Node, Row, Scripts, Sum

_OVER_AND_UNDER = frozenset(SPELLED.get(name, name) for name in WITH_LIMITS)


def one(parts: Iterable[Node]) -> Node:
    """The parts as one: itself where there is just one."""
    row = tuple(parts)
    return row[0] if len(row) == 1 else Row(row)


def joined(first: Node | None, second: Node) -> Node:
    """Two exponents as one; primes come before what is written behind them."""
    if first is None:
        return second
    return Row((*(first.parts if isinstance(first, Row) else (first,)), second))


def is_primes(node: Node) -> bool:
    """Whether an exponent is only primes."""
    parts = node.parts if isinstance(node, Row) else (node,)
    return all(part == Atom("′") for part in parts)


def with_scripts(base: Node, lower: Node | None, upper: Node | None, stacked: bool | None) -> Node:
    """`base` with its scripts; `stacked` says whether they stand under and over it, None that it is as usual."""
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
