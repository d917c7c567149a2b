"""Displayed formulas, written in LaTeX, and the meanings of their symbols."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Annotated, Any, ClassVar

from msgspec import Meta

from deckgen.codes import Code
from deckgen.diagnostics import Sink, error, warning
from deckgen.macros import Macro, Macros
from deckgen.outline.desugar import has, items_of, one_by_one, within, written
from deckgen.outline.element import Latex, Selectable, Words
from deckgen.outline.forms import NAME, TYPED, JsonSchema, mapping_of
from deckgen.outline.walk import blanked
from deckgen.regex import regex
from deckgen.source import MapNode, Node, TextNode

if TYPE_CHECKING:
    from deckgen.formula.tokens import Mistake
    from deckgen.formula.tree import Element as Tree

EXAMPLE = "formula: E = mc^2"
WHERE = "formula:\n  latex: E = mc^2\n  where: {E: energy, m: mass, c: the speed of light}"
LINES = "formula: |\n  T(n) &= 2\\,T(n/2) + n\n  &= \\Theta(n \\log n)"


_NAME = regex("[A-Za-z]+")


class Meaning(Selectable, frozen=True):
    """The meaning of a symbol in a formula. Written short: `symbol: meaning`."""

    noun: ClassVar[str] = "a symbol"

    symbol: Annotated[Words, Latex, Meta(description="The symbol, in LaTeX.", examples=[WHERE])]
    meaning: Annotated[Words, Meta(description="The meaning of the symbol.", examples=[WHERE])]

    @classmethod
    def items(cls, node: Node) -> tuple[Node, ...]:
        short = isinstance(node, MapNode) and node.entries and not has(node, "symbol", "meaning")
        return one_by_one(node) if isinstance(node, MapNode) and short else items_of(node)

    @classmethod
    def desugar(cls, node: Node, sink: Sink) -> MapNode | None:
        match node:
            case MapNode() if has(node, "symbol", "meaning"):
                return node
            case MapNode(entries=(only,)) if isinstance(only.value, TextNode):
                return written(only.key.place, symbol=only.key, meaning=only.value)
        sink.wrong(node, "a symbol is `symbol: meaning`", "write the symbol, `: ` and its meaning")
        return None

    @classmethod
    def short_forms(cls) -> list[JsonSchema]:
        return [mapping_of(TYPED, only_one=True)]

    @classmethod
    def several_form(cls) -> JsonSchema | None:
        return mapping_of(TYPED)

    @classmethod
    def finish(cls, element: Any, node: MapNode, sink: Sink) -> None:  # noqa: ARG003  (the signature of Element)
        from deckgen.formula.runs import remark_on  # noqa: PLC0415  (few outlines hold formulas)

        typed = node.get("symbol")
        remark = remark_on(typed.text, sink.macros) if isinstance(typed, TextNode) else None
        if remark is not None:
            _report(*remark, typed, sink)


class Formula(Selectable, frozen=True):
    """A formula in LaTeX, which PowerPoint can edit. Written short: the formula itself.

    Each line of it is a line on the slide; `&` marks the points at which lines are aligned. It may use what amsmath
    has, `\\ce{…}` for chemistry, `\\SI{…}{…}` for quantities, and the `macros` of the head.
    """

    noun: ClassVar[str] = "a formula"

    latex: Annotated[
        Words,
        Latex,
        Meta(
            description="The formula, in LaTeX; after `|` each line of it is a line on the slide, and `&` marks"
            " the points at which lines are aligned.",
            examples=[LINES],
        ),
    ]
    where: Annotated[
        tuple[Meaning, ...],
        Meta(description="The meanings of the symbols, as a list below the formula.", examples=[WHERE]),
    ] = ()
    alt: Annotated[
        Words | None,
        Meta(
            description="The words in which the formula is read aloud, instead of deckgen's own.",
            examples=["formula: {latex: E = mc^2, alt: Energy is mass times the speed of light squared}"],
        ),
    ] = None

    @classmethod
    def desugar(cls, node: Node, sink: Sink) -> MapNode | None:
        if isinstance(node, TextNode) and not node.is_null:
            return written(node.place, latex=node)
        if isinstance(node, MapNode) and not has(node, *cls.field_names()):
            hint = "put the formula in single quotes, or on lines of its own after `|`"
            sink.wrong(node, "a formula is text", hint)
            return None
        return super().desugar(node, sink)

    @classmethod
    def short_forms(cls) -> list[JsonSchema]:
        return [NAME]

    @classmethod
    def finish(cls, element: Any, node: MapNode, sink: Sink) -> None:  # noqa: ARG003  (the signature of Element)
        from deckgen.formula.mathml import formula_of  # noqa: PLC0415  (few outlines hold formulas)
        from deckgen.formula.tokens import Mistake  # noqa: PLC0415

        typed = node.get("latex")
        tree = formula_of(typed.text.rstrip("\n"), sink.macros) if isinstance(typed, TextNode) else None
        if isinstance(tree, Mistake):
            _report(Code.BAD_FORMULA, tree, typed, sink)
        elif tree is not None and typed is not None:
            _check_letters(tree, typed, sink)


def with_gaps(latex: Words, pattern: re.Pattern[str]) -> Words:
    """The formula, or the symbol, with a gap for each text that `pattern` finds, but in no name of a command.

    One that could not be read with its gaps, such as an environment without its name, has none.
    """
    from deckgen.formula.mathml import formula_of  # noqa: PLC0415  (few outlines hold formulas)
    from deckgen.formula.tokens import Mistake  # noqa: PLC0415

    found = blanked(latex, re.compile(rf"(?<!\\)(?:{pattern.pattern})"))
    return latex if isinstance(formula_of(found.raw), Mistake) else found


def _check_letters(tree: Tree, typed: Node, sink: Sink) -> None:
    """Report letters that would be boxes where a program shows the picture of a formula."""
    if isinstance(typed, TextNode) and typed.text.isascii() and not sink.macros:
        return
    from deckgen.formula.picture import undrawn  # noqa: PLC0415  (few outlines hold formulas)

    missing = undrawn(tree)
    if missing:
        letters = " ".join(f"`{letter}`" for letter in missing[:10]) + (" …" if len(missing) > 10 else "")
        message = f"the picture of this formula, for programs that show no formulas, cannot have {letters}"
        hint = "write these words beside the formula, such as under `where`"
        sink.add(warning(Code.LETTERS_MISSING, message, typed.place, hint))


def _report(code: Code, mistake: Mistake, typed: Node | None, sink: Sink) -> None:
    """Report a mistake in a formula, or what is drawn otherwise than in LaTeX, at its place in the outline."""
    if isinstance(typed, TextNode):
        remark = warning if code == Code.FORMULA_FLAT else error
        sink.add(remark(code, mistake.message, within(typed, mistake.start, mistake.length), mistake.hint))


def macros_in(outline: Node) -> Macros:
    """The macros that an outline defines, without those that cannot be used."""
    defined = outline.get("macros") if isinstance(outline, MapNode) else None
    entries = defined.entries if isinstance(defined, MapNode) else ()
    found = {}
    for entry in entries:
        name = entry.key.text.removeprefix("\\")
        if isinstance(entry.value, TextNode) and _NAME.fullmatch(name):
            numbers = [int(number) for number in re.findall(r"#([1-9])", entry.value.text)]
            found[name] = Macro(max(numbers, default=0), entry.value.text)
    return tuple((name, macro) for name, macro in found.items() if not _in_itself(name, found))


def _in_itself(name: str, macros: Mapping[str, Macro]) -> bool:
    """True if a macro stands for something with itself in it, perhaps by way of others."""
    waiting, seen = [name], set[str]()
    while waiting:
        inner = re.findall(r"\\([A-Za-z]+)", macros[waiting.pop()].meaning)
        if name in inner:
            return True
        waiting += [each for each in inner if each in macros and each not in seen]
        seen |= set(inner)
    return False


def check_macros(outline: Node, sink: Sink) -> None:
    """Report the macros that cannot be used, at their places."""
    defined = outline.get("macros") if isinstance(outline, MapNode) else None
    usable = dict(macros_in(outline))
    for entry in defined.entries if isinstance(defined, MapNode) else ():
        name = entry.key.text.removeprefix("\\")
        if not _NAME.fullmatch(name):
            message = f"`{entry.key.text}` cannot be the name of a macro"
            sink.error(Code.BAD_FORMULA, message, entry.key.place, "use letters only, such as `R`")
        elif isinstance(entry.value, TextNode) and name not in usable:
            message = f"the macro `\\{name}` stands for itself"
            sink.error(Code.BAD_FORMULA, message, entry.value.place, "write it with other commands")
        elif isinstance(entry.value, TextNode):
            _check_meaning(name, usable[name], entry.value, sink)


def _check_meaning(name: str, macro: Macro, typed: TextNode, sink: Sink) -> None:
    from deckgen.formula.mathml import formula_of  # noqa: PLC0415  (few outlines hold formulas)
    from deckgen.formula.tokens import Mistake  # noqa: PLC0415

    tree = formula_of(f"{{}}\\{name}{'{x}' * macro.arguments}", sink.macros)
    if isinstance(tree, Mistake):
        sink.error(Code.BAD_FORMULA, f"in the macro `\\{name}`: {tree.message}", typed.place, tree.hint)
