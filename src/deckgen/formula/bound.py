"""What large operators and named functions are applied to: the parts behind them, as far as a reader would say."""

from __future__ import annotations

from collections.abc import Sequence

from deckgen.formula.scripts import one
from deckgen.formula.tree import Accent, Atom, Fence, Function, Limits, Node, Root, Row, Scripts, Space, Sum

_ENDS_A_SUM = ("relation", "binary", "punctuation", "close")
_KEPT_IN_A_SUM = ("⋅", "×", "∘", "∗")


def bound(parts: Sequence[Node]) -> tuple[Node, ...]:
    """The parts of a row, each operator and function together with what it is applied to."""
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
    """How many of the parts that follow belong to a large operator: up to the next sign on its level."""
    for count, part in enumerate(following):
        is_wide = isinstance(part, Space) and part.em >= 1
        if is_wide:
            return count
        # A sign in front of everything is that of a number: ∑ −x.
        if isinstance(part, Atom) and _ends_a_sum(part) and (count or part.kind != "binary"):
            return count
    return len(following)


def _ends_a_sum(atom: Atom) -> bool:
    return atom.kind in _ENDS_A_SUM and atom.text not in _KEPT_IN_A_SUM


def _argument(following: Sequence[Node]) -> int:
    """How many of the parts that follow belong to a function: one bracket, or the letters and numbers up to it."""
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
    """Whether it is a letter, a number, or one of them with scripts or an accent."""
    match part:
        case Atom():
            return part.kind in ("ordinary", "number") and part.text not in "/|!…⋯′∀∃"
        case Scripts():
            return isinstance(part.base, Atom | Accent) and _is_plain(part.base)
        case Accent() | Root():
            return True
    return False


def _can_begin(part: Node) -> bool:
    """Whether something that is neither letter nor number can be what a function is applied to."""
    return not isinstance(part, Atom | Space | Limits)
