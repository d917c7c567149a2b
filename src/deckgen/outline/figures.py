"""Figures that are drawn once, at the head of the outline, and shown on several slides.

A slide that says `figure: name` gets the figure's own nodes, places included, as if they had been typed there. So
nothing behind this module knows that a figure was shared.
"""

from __future__ import annotations

from typing import Annotated, ClassVar

from msgspec import Meta
from msgspec.structs import replace

from deckgen.outline.box import Box
from deckgen.outline.contents import Blocks
from deckgen.outline.element import Element, fields_of
from deckgen.outline.figure import Arrow, Axis, Brace, Layers
from deckgen.outline.short import has
from deckgen.source import Entry, ListNode, MapNode, Node, TextNode


def _as_on_a_slide(name: str) -> Meta:
    """The words about the field of this name on a slide."""
    return next(spec.meta for spec in fields_of(Blocks) if spec.name == name)


class Figure(Element, frozen=True):
    """A figure that several slides show with `figure: its name`."""

    noun: ClassVar[str] = "a figure"

    layers: Annotated[Layers, _as_on_a_slide("layers")]
    below: Annotated[tuple[Box, ...], _as_on_a_slide("below")] = ()
    braces: Annotated[tuple[Brace, ...], _as_on_a_slide("braces")] = ()
    arrows: Annotated[tuple[Arrow, ...], _as_on_a_slide("arrows")] = ()
    axes: Annotated[tuple[Axis, ...], _as_on_a_slide("axes")] = ()
    pyramid: Annotated[bool, _as_on_a_slide("pyramid")] = False
    legend: Annotated[bool, _as_on_a_slide("legend")] = False


def with_figures(outline: MapNode) -> MapNode:
    """The outline with every figure where it is shown; names that mean no figure stay, to be reported."""
    figures, slides = outline.get("figures"), outline.get("slides")
    if not isinstance(figures, MapNode) or not isinstance(slides, ListNode):
        return outline
    shown = replace(slides, items=tuple(_shown(slide, figures) for slide in slides.items))
    entries = (replace(entry, value=shown) if entry.key.text == "slides" else entry for entry in outline.entries)
    return replace(outline, entries=tuple(entries))


def _shown(node: Node, figures: MapNode) -> Node:
    """A slide, or one of its columns, with the figure that it names; what it says itself counts more."""
    if not isinstance(node, MapNode):
        return node
    entries: list[Entry] = []
    for entry in node.entries:
        named = figures.get(entry.value.text) if isinstance(entry.value, TextNode) else None
        if entry.key.text == "figure" and isinstance(named, MapNode) and not has(node, "layers"):
            entries += [own for own in named.entries if not has(node, own.key.text)]
        elif entry.key.text == "for" and isinstance(entry.value, MapNode):
            variants = tuple(replace(one, value=_variant(one.value, node, figures)) for one in entry.value.entries)
            entries.append(replace(entry, value=replace(entry.value, entries=variants)))
        elif entry.key.text == "columns" and isinstance(entry.value, ListNode):
            columns = tuple(_shown(column, figures) for column in entry.value.items)
            entries.append(replace(entry, value=replace(entry.value, items=columns)))
        else:
            entries.append(entry)
    return replace(node, entries=tuple(entries))


def _variant(node: Node, slide: MapNode, figures: MapNode) -> Node:
    """What a slide says for one audience; `without: figure` leaves out the layers that stand for the figure."""
    shown = _shown(node, figures)
    if not isinstance(shown, MapNode) or not has(slide, "figure"):
        return shown
    entries = (
        replace(entry, value=_without_figure(entry.value)) if entry.key.text == "without" else entry
        for entry in shown.entries
    )
    return replace(shown, entries=tuple(entries))


def _without_figure(node: Node) -> Node:
    if isinstance(node, ListNode):
        return replace(node, items=tuple(_without_figure(item) for item in node.items))
    return replace(node, text="layers") if isinstance(node, TextNode) and node.text == "figure" else node
