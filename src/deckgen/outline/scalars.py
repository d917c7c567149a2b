"""The readers of single values: text, names, numbers, true or false, one of a few words.

Each gives the value, or FAILED once the mistake has been reported.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from deckgen.outline.element import Inline, Metres, Words
from deckgen.outline.markdown import inline
from deckgen.outline.reading import Reading, named
from deckgen.outline.short import within
from deckgen.source import ListNode, MapNode, Node, TextNode


class Failed:
    """Stands for what could not be read."""


FAILED: Final = Failed()

Read = Callable[[Node, Reading], object]

NUMBER = re.compile(r"[0-9]{1,6}(\.[0-9]{1,6})?|\.[0-9]{1,6}")
TRUTH = {"true": True, "True": True, "false": False, "False": False}
SPOKEN = {"yes": "true", "on": "true", "y": "true", "no": "false", "off": "false", "n": "false"}


def read_words(node: Node, reading: Reading) -> Words | Failed:
    """Text with inline Markdown."""
    if not isinstance(node, TextNode):
        reading.wrong(node, "text is expected here", text_hint(node))
        return FAILED
    raw = node.text.rstrip("\n") if node.style else node.text
    if node.style == ">":
        # YAML has joined the lines of a paragraph and keeps one line end for the blank line between two.
        raw = raw.replace("\n", "\n\n")
    if "$" in raw:
        _check_formulas(raw, node, reading)
    return Words(raw, node.place, inline(raw))


def _check_formulas(raw: str, node: TextNode, reading: Reading) -> None:
    from deckgen.outline.dollars import mistakes_in  # noqa: PLC0415  (few texts hold formulas)

    for mistake in mistakes_in(raw):
        place = within(node, mistake.start, mistake.length)
        reading.error("bad-formula", mistake.message, place, mistake.hint)


def read_verbatim(node: Node, reading: Reading) -> Words | Failed:
    """Text whose signs mean themselves."""
    if not isinstance(node, TextNode):
        reading.wrong(node, "text is expected here", text_hint(node))
        return FAILED
    raw = node.text.rstrip("\n")
    return Words(raw, node.place, (Inline(raw, code=True),))


def text_hint(node: Node) -> str | None:
    """What to type for text that YAML took for something else."""
    match node:
        case MapNode(entries=(only,)) if isinstance(only.value, TextNode):
            return f'put the text in quotes: "{only.key.text}: {only.value.text}"'
        case ListNode(items=(TextNode() as only,)):
            return f"write the text without `- ` or brackets: {only.text}"
    return "write one text here"


def read_text(node: Node, reading: Reading) -> str | Failed:
    """A name, as typed."""
    if isinstance(node, TextNode) and not node.is_null:
        return node.text
    reading.wrong(node, "text is expected here", text_hint(node))
    return FAILED


def read_number(node: Node, reading: Reading) -> float | Failed:
    """A number above 0."""
    if isinstance(node, TextNode) and NUMBER.fullmatch(node.text) and float(node.text) > 0:
        return float(node.text)
    hint = _number_hint(node.text) if isinstance(node, TextNode) else "write one number, without brackets"
    reading.wrong(node, "a number above 0 is expected here", hint)
    return FAILED


def read_metres(node: Node, reading: Reading) -> Metres | Failed:
    """A length above 0: `2.5 m`, or the number alone."""
    if isinstance(node, TextNode):
        number = node.text.removesuffix("m").rstrip()
        if NUMBER.fullmatch(number) and float(number) > 0:
            return Metres(number)
    reading.wrong(node, "a length in metres is expected here", "write it like `2.5 m`")
    return FAILED


def _number_hint(text: str) -> str | None:
    if (clock := re.fullmatch(r"(\d{1,3}):(\d\d)", text)) is not None:
        return f"write the minutes as one number: {int(clock.group(1)) * 60 + int(clock.group(2))}"
    if re.fullmatch(r"\d+,\d+", text) is not None:
        return f"write a point for the comma: {text.replace(',', '.')}"
    if re.fullmatch(r"[-−+]?[\d.]+", text) is not None:
        return "write a number above 0 and below a million, or leave it out"
    with_unit = re.match(r"(\d+(?:\.\d+)?)\s*(?:[^\W\d]|%)", text)
    return (
        f"write only the number: {with_unit.group(1)}" if with_unit is not None else "write it in digits, such as 2.5"
    )


def read_truth(node: Node, reading: Reading) -> bool | Failed:
    """`true` or `false`, and no other word for them."""
    if isinstance(node, TextNode):
        if node.text in TRUTH:
            return TRUTH[node.text]
        meant = SPOKEN.get(node.text.lower())
        reading.wrong(
            node, "true or false is expected here", f"write `{meant}`" if meant else "write `true` or `false`"
        )
        return FAILED
    reading.wrong(node, "true or false is expected here", "write `true` or `false`")
    return FAILED


def choice_reader(choices: tuple[str, ...]) -> Read:
    """The reader of one of a few words."""

    def read(node: Node, reading: Reading) -> str | Failed:
        if isinstance(node, TextNode) and node.text in choices:
            return node.text
        from deckgen.outline.suggest import closest, one_of  # noqa: PLC0415  (difflib is slow to import)

        near = closest(node.text, choices) if isinstance(node, TextNode) else None
        hint = f"did you mean `{near}`?" if near else None
        reading.error(
            "unknown-value", f"{one_of(choices)} is expected here, but this is {named(node)}", node.place, hint
        )
        return FAILED

    return read
