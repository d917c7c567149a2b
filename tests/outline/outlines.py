"""Short ways to write an outline in a test."""

from __future__ import annotations

from textwrap import dedent, indent

from deckgen.decode.outline import parse
from deckgen.outline.head import Outline
from deckgen.outline.slide import Slide

HEAD = """\
title: Docker
audiences: [beginners, developers, managers]
roles: {app: Applications, kernel: OS kernel, hardware: Hardware}
"""


def outline(text: str) -> Outline:
    """The outline that `text` is, without any mistake."""
    parsed = parse(dedent(text).encode())
    assert parsed.diagnostics == (), parsed.diagnostics
    assert parsed.outline is not None
    return parsed.outline


def slide(body: str) -> Slide:
    """The slide that holds `body`; it is called Slide unless the body gives it a title."""
    body = dedent(body)
    if not any(line.startswith(("title:", "section:", "agenda:")) for line in body.splitlines()):
        body = f"title: Slide\n{body}"
    return outline(f"{HEAD}slides:\n  -\n{indent(body, '    ')}\n").slides[0]


def codes(text: str) -> list[str]:
    """The codes of what is wrong with an outline."""
    return [item.code for item in parse(dedent(text).encode()).diagnostics]
