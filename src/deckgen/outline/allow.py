"""Permissions: warnings that the author accepts, each with a reason."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Annotated, ClassVar

from msgspec import Meta

from deckgen.codes import Code
from deckgen.diagnostics import Diagnostic, Sink, error
from deckgen.outline.desugar import written
from deckgen.outline.element import Element
from deckgen.outline.forms import NAME, JsonSchema
from deckgen.source import MapNode, Node, TextNode
from deckgen.suggest import closest


class Permission(Element, frozen=True):
    """A reason to accept a warning. Written short: the reason."""

    noun: ClassVar[str] = "a permission"
    in_one_text: ClassVar[bool] = True

    reason: Annotated[
        str,
        Meta(
            description="The reason to accept the warning.",
            examples=["title: A title\ntext: One.\nallow: {title-twice: {reason: it is asked again at the end}}"],
        ),
    ]

    @classmethod
    def desugar(cls, node: Node, sink: Sink) -> MapNode | None:
        if isinstance(node, TextNode) and node.is_blank:
            hint = "write it behind the code, as in `title-too-long: a quotation, it must stay whole`"
            sink.error(Code.MISSING_REASON, "a warning is allowed without a reason", node.place, hint)
            return None
        return written(node.place, reason=node) if isinstance(node, TextNode) else super().desugar(node, sink)

    @classmethod
    def short_forms(cls) -> list[JsonSchema]:
        return [NAME]


ALLOW = Meta(
    description="Warnings to accept, by their codes, each with a reason: on a slide for that slide, in the head"
    " for the whole outline. `deckgen explain CODE` explains a code; errors cannot be allowed.",
    examples=["title: A title\ntext: One.\nallow: {title-twice: it is asked again at the end}"],
)
"""The field `allow` of an outline and of a slide."""


def check_allowed(thing: Element, allow: Mapping[str, Permission]) -> Iterator[Diagnostic]:
    """Report the codes that `thing` may not `allow`: unknown codes, and those of errors."""
    if not allow:
        return

    warnings = [code for code in Code if code.kind == "warning"]
    for index, code in enumerate(allow):
        place = thing.place_of("allow", index)
        if code not in set(Code):
            near = closest(code, warnings)
            hint = f"did you mean `{near}`?" if near else "a warning has its code in brackets: `warning[code]`"
            yield error(Code.UNKNOWN_CODE, f"there is no finding with the code `{code}`", place, hint)
        elif code not in warnings:
            hint = f"`deckgen explain {code}` says what to do about it"
            yield error(Code.NOT_ALLOWABLE, f"`{code}` is an error, and only warnings can be allowed", place, hint)
