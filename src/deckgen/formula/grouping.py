"""What belongs together in a row: paired brackets and bars, functions and large operators with operands."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from deckgen.formula.symbols import PARTNERS
from deckgen.formula.tree import LIMITS, SCRIPTS, Element, applied, fence, fence_of, row, summed

_BARS = ("|", "‖")
_BEFORE_AN_OPENING = ("binary", "relation", "punctuation", "open", "large", "function")
_BEFORE_A_TERM = ("binary", "relation", "punctuation", "open")
_ENDS_A_SUM = ("relation", "binary", "punctuation", "close")
_KEPT_IN_A_SUM = ("⋅", "×", "∘", "∗")


def grouped(parts: Sequence[Element], left: str = "") -> list[Element]:
    """The parts of a row, behind the bracket `left`, with all that belongs together as one part."""
    return bound(bracketed(_numbers(parts), left))


def _numbers(parts: Sequence[Element]) -> list[Element]:
    """The parts with decimal numbers such as `3{,}3` as one number each."""
    done: list[Element] = []
    for part in parts:
        if part.tag == "mn" and len(done) > 1 and done[-1].get("lspace") == "0em" and done[-2].tag == "mn":
            part = replace(part, text=f"{done[-2].text}{done[-1].text}{part.text}")  # noqa: PLW2901
            del done[-2:]
        done.append(part)
    return done


def bracketed(parts: Sequence[Element], left: str = "") -> list[Element]:
    """The parts with pairs of brackets and bars as fences; those that do not pair stay single signs."""
    levels: list[list[Element]] = [[]]
    opened: list[Element] = []
    for part in parts:
        sign = part.base if part.base.tag == "mo" and not part.base.get("fence") else None
        if sign is not None and part is sign and sign.kind == "open":
            opened.append(part)
            levels.append([])
            continue
        depth = _partner(opened, sign.text) if sign is not None and sign.kind == "close" else None
        if depth is None or sign is None:
            levels[-1].append(part)
            continue
        while len(opened) > depth + 1:
            _reopen(opened, levels)
        inner = _barred(levels.pop(), opened[-1].text)
        levels[-1].append(_with_base(part, fence(opened.pop().text, row(bound(inner)), sign.text)))
    while opened:
        _reopen(opened, levels)
    return _barred(levels[0], left)


def _partner(opened: Sequence[Element], closing: str) -> int | None:
    """The index of the innermost opened bracket that `closing` can close."""
    return next((at for at in range(len(opened) - 1, -1, -1) if closing in PARTNERS.get(opened[at].text, "")), None)


def _reopen(opened: list[Element], levels: list[list[Element]]) -> None:
    """Let the innermost opened bracket be a single sign."""
    inner = levels.pop()
    levels[-1] += [opened.pop(), *inner]


def _with_base(part: Element, base: Element) -> Element:
    """The part with another base under its scripts."""
    if part.tag not in (*SCRIPTS, *LIMITS):
        return base
    return replace(part, children=(_with_base(part.children[0], base), *part.children[1:]))


def _barred(parts: list[Element], left: str) -> list[Element]:
    if left == "⟨" and not any(_is_bar(part, "|") for part in (*parts[:1], *parts[-1:])):
        # The bars between a bra and a ket are no pair.
        return parts
    for sign in _BARS:
        count = sum(_is_bar(part, sign) for part in parts)
        if count and count % 2 == 0:
            parts = _paired(parts, sign) or parts
    return _evaluated(parts)


def _evaluated(parts: Sequence[Element]) -> list[Element]:
    """The parts with each tall bar that has bounds, as in `f(x)\\Big|_0^1`, as high as the term before it."""
    done: list[Element] = []
    for part in parts:
        start = len(done)
        if part.tag in SCRIPTS and part.base.get("size"):
            while start and done[start - 1].kind not in _BEFORE_A_TERM:
                start -= 1
        if start < len(done):
            done[start:] = [_with_base(part, fence("", row(bound(done[start:])), part.base.text))]
        else:
            done.append(part)
    return done


def _is_bar(part: Element, sign: str) -> bool:
    return part.base.text == sign and part.base.tag in ("mi", "mo") and not part.base.get("stretchy")


def _paired(parts: Sequence[Element], sign: str) -> list[Element] | None:
    """The parts with fences made from bars of one sign, or None if a bar is left unpaired."""
    levels: list[list[Element]] = [[]]
    for part in parts:
        here = levels[-1]
        if not _is_bar(part, sign):
            here.append(part)
        elif len(levels) > 1 and _is_operand(here[-1] if here else None):
            levels.pop()
            levels[-1].append(_with_base(part, fence(sign, row(bound(here)), sign)))
        elif part.tag in SCRIPTS:
            return None
        else:
            levels.append([])
    return levels[0] if len(levels) == 1 else None


def _is_operand(part: Element | None) -> bool:
    """True if a bar after this part can close a pair."""
    return part is not None and part.tag != "mspace" and part.kind not in _BEFORE_AN_OPENING


def bound(parts: Sequence[Element]) -> list[Element]:
    """The parts of a row, with each operator and function joined to its operand."""
    done: list[Element] = []
    for part in reversed(parts):
        if part.is_large:
            taken = _operand(done)
            done[:taken] = [summed(part, row(spliced(done[:taken])))]
        elif part.base.kind == "function":
            skipped = 1 if done and done[0].tag == "mspace" else 0
            taken = _argument(done[skipped:])
            if taken:
                done[: skipped + taken] = [applied(part, row(spliced(done[skipped : skipped + taken])))]
            else:
                done.insert(0, part)
        else:
            done.insert(0, part)
    return spliced(done)


def spliced(parts: Sequence[Element]) -> list[Element]:
    """The parts, with those of plain rows among them in the stead of these."""
    found: list[Element] = []
    for part in parts:
        is_plain = part.tag == "mrow" and not part.get("role") and fence_of(part) is None
        found += part.children if is_plain else (part,)
    return found


def _operand(following: Sequence[Element]) -> int:
    """The number of following parts that belong to a large operator: up to the next sign on the same level."""
    for count, part in enumerate(following):
        if part.tag == "mspace" and part.em >= 1:
            return count
        # A sign before everything else belongs to a number: ∑ −x.
        if part.kind in _ENDS_A_SUM and part.text not in _KEPT_IN_A_SUM and (count or part.kind != "binary"):
            return count
    return len(following)


def _argument(following: Sequence[Element]) -> int:
    """The number of following parts that belong to a function: one bracket, or letters and numbers up to one."""
    count = 0
    for part in following:
        if fence_of(part.base) is not None:
            return count + 1 if count == 0 or part.base is part else count
        if part.get("role") == "applied":
            return count + 1 if count == 0 else count
        if not _is_plain(part):
            return count + 1 if count == 0 and _can_begin(part) else count
        count += 1
    return count


def _is_plain(part: Element) -> bool:
    """True for a letter, a number, or either of them with scripts or an accent, and for a root."""
    if part.tag in ("mi", "mn"):
        return part.text not in tuple("/|!…⋯′∀∃.?")
    if part.tag in SCRIPTS:
        return _is_plain(part.children[0])
    return part.tag in ("msqrt", "mroot") or (part.tag == "mover" and bool(part.children[1].get("accent")))


def _can_begin(part: Element) -> bool:
    """True if a part that is neither letter nor number can be the argument of a function."""
    if part.tag in ("mo", "mi", "mtext", "mspace"):
        return False
    return part.tag not in LIMITS or bool(part.children[1].get("accent"))
