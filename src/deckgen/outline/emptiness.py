"""Slides and columns that hold nothing, and sections that hold too much."""

from __future__ import annotations

from deckgen.outline.element import listed
from deckgen.outline.reading import Reading
from deckgen.source import MapNode, Node


def empty_slide(node: Node, reading: Reading) -> None:
    """Report a slide without anything to show."""
    reading.error("empty-slide", "this slide is empty", node.place, "give it a `title`, or remove its `- `")


def check_section(node: MapNode, content: set[str], reading: Reading) -> None:
    """A section's slide holds nothing but the beginning of the section."""
    others = [entry.key for entry in node.entries if entry.key.text in content]
    if others:
        names = listed([key.text for key in others])
        hint = f"begin a new slide with `- ` for {names}"
        if [key.text for key in others] == ["title"]:
            hint = "what stands after `section` is its title; a second line is a `subtitle`"
        elif {key.text for key in others} <= {"hidden", "backup", "see"}:
            hint = f"write {names} on the slides of the section"
        reading.error("clashing-fields", f"a section cannot hold {names}", others[0].place, hint)


def empty_column(node: Node, reading: Reading) -> None:
    """Report a column without anything to show."""
    reading.error("empty-column", "this column is empty", node.place, "give it `text`, `bullets` or `layers`")
