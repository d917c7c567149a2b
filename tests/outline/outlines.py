"""Short ways to write an outline in a test."""

from __future__ import annotations

from textwrap import dedent, indent
from typing import TypeVar

from deckgen.decode.outline import parse
from deckgen.outline.contents import Blocks
from deckgen.outline.element import Element
from deckgen.outline.figure import Figure
from deckgen.outline.head import Outline
from deckgen.outline.slide import Slide

E_ = TypeVar("E_", bound=Element)

HEAD = """\
title: Docker
audiences: [beginners, developers, managers]
roles: {app: Applications, kernel: OS kernel, hardware: Hardware}
"""


def outline(text: str) -> Outline:
    """The outline that `text` is, without any mistake."""
    parsed = parse(dedent(text).encode())
    assert parsed.diagnostics == (), parsed.diagnostics
    assert parsed.value is not None
    return parsed.value


def slide(body: str) -> Slide:
    """The slide that holds `body`; it is called Slide unless the body gives it a title."""
    body = dedent(body)
    if not any(line.startswith(("title:", "section:", "agenda:")) for line in body.splitlines()):
        body = f"title: Slide\n{body}"
    return outline(f"{HEAD}slides:\n  -\n{indent(body, '    ')}\n").slides[0]


def the(blocks: Blocks, model: type[E_]) -> E_:
    """The block of a model that is there."""
    block = blocks.find(model)
    assert block is not None
    return block


def figure(body: str) -> Figure:
    """The figure of a slide that holds `body`."""
    return the(slide(body), Figure)


def codes(text: str) -> list[str]:
    """The codes of what is wrong with an outline."""
    return [item.code for item in parse(dedent(text).encode()).diagnostics]
