"""Whether what a slide says `for` an audience has something to replace."""

from __future__ import annotations

from collections.abc import Mapping

from deckgen.outline.element import Element
from deckgen.outline.homes import ROUND_LAYERS
from deckgen.outline.reading import Reading
from deckgen.source import MapNode, TextNode

ALWAYS_THERE = {"minutes", "keep", "without"}
"""Fields that every slide has a value for, whether it was typed or not."""
NEEDED = ("title", "section")


def check_variants(variants: Mapping[str, Element], keys: set[str], slide: MapNode, reading: Reading) -> None:
    """Report every key of a variant that is not among the `keys` of its slide."""
    given = slide.get("for")
    known = {name for variant in variants.values() for name in variant.field_names()}
    if not variants or not isinstance(given, MapNode):
        return
    for entry in given.entries:
        if entry.key.text not in variants or not isinstance(entry.value, MapNode):
            continue
        there = keys | ALWAYS_THERE | set(ROUND_LAYERS if "layers" in keys and entry.value.get("layers") else ())
        for part in entry.value.entries:
            if part.key.text in known and part.key.text not in there:
                _nothing_there(part.key, f"this slide has no `{part.key.text}` to replace", keys, entry.key, reading)
        for name in _names(entry.value):
            if name.text in NEEDED:
                hint = f"write `except: [{entry.key.text}]` to leave out the whole slide"
                reading.error("needed-part", f"a slide cannot be without its {name.text}", name.place, hint)
            elif name.text not in keys:
                _nothing_there(name, f"this slide has no `{name.text}` to leave out", keys, entry.key, reading)


def _names(variant: MapNode) -> list[TextNode]:
    given = variant.get("without")
    items = (given,) if isinstance(given, TextNode) else getattr(given, "items", ())
    return [item for item in items if isinstance(item, TextNode)]


def _nothing_there(name: TextNode, message: str, keys: set[str], audience: TextNode, reading: Reading) -> None:
    from deckgen.outline.suggest import closest  # noqa: PLC0415  (only needed for mistakes)

    near = closest(name.text, keys - {"for", "only", "except"})
    hint = (
        f"did you mean `{near}`?" if near else f"add it to the slide, or make a slide with `only: [{audience.text}]`"
    )
    reading.error("nothing-to-replace", message, name.place, hint)
