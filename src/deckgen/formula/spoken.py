"""A formula in spoken words, for listeners who cannot see it."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from deckgen.formula.alphabets import in_alphabet
from deckgen.formula.tree import Element, fence_of, parts_of, script_parts, text_of
from deckgen.locale import SpokenWords, spoken_words_of
from deckgen.regex import regex

_BRACKETS = ("(", "[")
_SAME = {"⟶": "→", "⩽": "≤", "⩾": "≥"}
"""Signs that differ in their form only."""
_RAISED = {"⊤": "transposed", "∘": "°"}
"""The names of raised signs that mean something else on the line."""
_PAUSES = regex(r"(?: ?,)+")


def spoken(node: Element, language: str) -> str | None:
    """The formula in the words of a language, given by its BCP 47 tag; None if deckgen has no words in it."""
    spoken_words = spoken_words_of(language)
    if spoken_words is None:
        return None
    said = _PAUSES.sub(",", " ".join(_Speaker(spoken_words).say(node).split()))
    return said.rstrip(",").removesuffix(f", {spoken_words.long_end}")


class _Speaker:
    def __init__(self, spoken_words: SpokenWords) -> None:
        self.spoken_words = spoken_words
        self.brackets = 0

    def say(self, node: Element) -> str:
        match node.tag:
            case "mtext":
                return node.text
            case "mi" | "mn" | "mo":
                is_named = node.get("mathvariant") == "double-struck"
                drawn = in_alphabet(node.text, "double-struck") if is_named else node.text
                return self.sign(drawn if drawn in self.spoken_words.signs else node.text)
            case "mspace":
                return " " if node.em < 1 else ", "
            case "mrow":
                return self.row(node)
            case "msub" | "msup" | "msubsup":
                return self.scripts(node)
            case "munder" | "mover" | "munderover":
                return self.limits(node)
        return self.structure(node)

    def structure(self, node: Element) -> str:
        spoken_words, children = self.spoken_words, node.children
        match node.tag:
            case "mfrac" if node.get("linethickness") == "0":
                return spoken_words.binomial.format(a=self.say(children[0]), b=self.say(children[1]))
            case "mfrac":
                return spoken_words.fraction.format(a=self.paused(children[0]), b=self.ended(children[1]))
            case "msqrt":
                return spoken_words.root.format(a=self.ended(children[0]))
            case "mroot":
                return spoken_words.nth_root.format(a=self.say(children[1]), b=self.ended(children[0]))
            case "mtable" if node.get("displaystyle"):
                return self.rows(node, spoken_words.line)
            case "mtable":
                size = {"rows": len(children), "columns": len(children[0].children)}
                return spoken_words.matrix.format(a=self.rows(node, spoken_words.row), **size)
            case "mphantom":
                return ""
        return " ".join(map(self.say, children))

    def sign(self, text: str) -> str:
        """The name of a sign or of a Greek letter, announced if it is a capital; any other letter as it is."""
        text, signs = _SAME.get(text, text), self.spoken_words.signs
        if text == "∣" and not self.brackets:
            text = "divides"
        if text in signs:
            return signs[text]
        struck = unicodedata.normalize("NFD", text).removesuffix("\u0338")
        if struck != text and struck in signs:
            return f"{signs['¬']} {signs[struck]}"
        name = unicodedata.name(text, "") if len(text) == 1 else ""
        if name.startswith("GREEK"):
            letter = name.split()[-2 if name.endswith("SYMBOL") else -1].lower()
            return self.spoken_words.capital.format(a=letter) if "CAPITAL" in name else letter
        return text

    def row(self, node: Element) -> str:
        """The parts one after the other; a bracket right after a letter is the argument of a function."""
        children, found = node.children, fence_of(node)
        match node.get("role"):
            case "applied":
                argument = fence_of(children[2])
                inner = argument[1] if argument and argument[0] in _BRACKETS else children[2]
                return self.spoken_words.of.format(a=self.say(children[0]), b=self.within(inner))
            case "summed":
                return self.large(*children)
            case _ if found is not None:
                return self.fence(*found)
        return " ".join(self.side_by_side(children))

    def side_by_side(self, parts: tuple[Element, ...]) -> Iterator[str]:
        before: Element | None = None
        for part in parts:
            found = fence_of(part)
            if found is not None and found[0] in _BRACKETS and _can_be_applied(before):
                yield self.spoken_words.of.format(a="", b=self.within(found[1]))
            else:
                yield self.say(part)
            before = part

    def within(self, content: Element) -> str:
        """What is in brackets, where a bar is a condition."""
        self.brackets += 1
        said = self.say(content)
        self.brackets -= 1
        return said

    def paused(self, node: Element) -> str:
        """A part, followed by a pause if it is longer than one sign."""
        return self.say(node) + ("," if _is_long(node) else "")

    def ended(self, node: Element) -> str:
        """A part, with its end spoken if it is longer than one sign."""
        said = self.say(node)
        return f"{said}, {self.spoken_words.long_end}," if _is_long(node) else said

    def scripts(self, node: Element) -> str:
        spoken_words = self.spoken_words
        inner, lower, upper = script_parts(node)
        base = self.say(inner)
        if lower is not None:
            base = spoken_words.index.format(a=base, b=self.say(lower))
        if upper is None:
            return base
        text = text_of(upper)
        if text in _RAISED:
            return f"{base} {self.sign(_RAISED[text])}"
        if set(text) <= set("′∗†+−"):
            return f"{base} {self.say(upper)}"
        pattern = {"2": spoken_words.square, "3": spoken_words.cube}.get(text)
        return pattern.format(a=base) if pattern else spoken_words.power.format(a=base, b=self.ended(upper))

    def limits(self, node: Element) -> str:
        inner, lower, upper = script_parts(node)
        base, mark = self.say(inner), node.children[1]
        if mark.get("accent"):
            name = "line" if mark.text in ("‾", "_") else "" if mark.get("stretchy") else mark.text
            return self.spoken_words.accent.format(a=base, b=self.sign(name))
        if lower is not None:
            pattern = self.spoken_words.under if inner.kind == "function" else self.spoken_words.below
            base = pattern.format(a=base, b=self.say(lower))
        return self.spoken_words.above.format(a=base, b=self.say(upper)) if upper is not None else base

    def large(self, sign: Element, operand: Element) -> str:
        name, of = self.say(sign.base), self.say(operand)
        _, lower, upper = script_parts(sign) if sign.children else (sign, None, None)
        if lower is not None and upper is not None:
            return self.spoken_words.bounded.format(sign=name, a=self.say(lower), b=self.say(upper), of=of)
        bound = lower or upper
        if bound is None:
            return self.spoken_words.free.format(sign=name, of=of)
        return self.spoken_words.over.format(sign=name, a=self.say(bound), of=of)

    def fence(self, left: str, content: Element, right: str) -> str:
        spoken_words, inner = self.spoken_words, self.within(content)
        is_table = content.tag == "mtable"
        match left:
            case "{" if is_table:
                return spoken_words.cases.format(a=self.rows(content, "{a}"))
            case _ if is_table or (content.tag == "mfrac" and content.get("linethickness") == "0"):
                return inner
            case "|" if right == "⟩":
                return f"{self.sign('ket')} {inner}"
            case "⟨" if right == "|":
                return f"{self.sign('bra')} {inner}"
            case "⟨" if right == "⟩" and any(part.text == "|" for part in parts_of(content)):
                return self.bracket(content)
            case "|":
                return spoken_words.absolute.format(a=inner)
            case "⌊" | "⌈" | "‖":
                return f"{self.sign(left)} {inner}, {spoken_words.long_end},"
            case "(":
                return f"{spoken_words.open} {inner} {spoken_words.close}"
        return f"{left} {inner} {right}"

    def bracket(self, content: Element) -> str:
        """A bra and a ket, with or without something between them."""
        said = " ".join(map(self.say, parts_of(content))).split(" | ")
        first, *between, last = said
        return ", ".join([f"{self.sign('bra')} {first}", *between, f"{self.sign('ket')} {last}"])

    def rows(self, table: Element, pattern: str) -> str:
        joint = " " if pattern == self.spoken_words.line else ", "
        said = [joint.join(filter(None, map(self.say, line.children))) for line in table.children]
        return "; ".join(pattern.format(number=number, a=text) for number, text in enumerate(said, 1))


def _can_be_applied(node: Element | None) -> bool:
    """True if a bracket after this is its argument: after a letter, with or without a script or an accent."""
    if node is None:
        return False
    if node.tag == "mover" and node.children[1].get("accent"):
        node = node.children[0]
    return node.base.tag == "mi" and node.base.text.isalpha()


def _is_long(node: Element) -> bool:
    if node.tag == "mrow":
        return fence_of(node) is None and node.get("role") != "applied" and len(node.children) > 1
    return node.tag == "mfrac"
