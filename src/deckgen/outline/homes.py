"""Fields that say more about a block beside them: which block that is, and whether it is there."""

from __future__ import annotations

from collections.abc import Sequence

from deckgen.outline.reading import Reading
from deckgen.source import TextNode

ROUND_LAYERS = ("below", "braces", "arrows", "axes", "pyramid", "highlight", "predict", "show", "legend")
HOMES = {**dict.fromkeys(ROUND_LAYERS, "layers"), "flow": "steps"}
"""Fields that say more about a block, and the field that holds it."""


def check_homes(keys: Sequence[TextNode], reading: Reading) -> None:
    """Report every field whose block is not among the `keys` beside it."""
    typed = {key.text for key in keys}
    for key in keys:
        home = HOMES.get(key.text)
        if home is not None and home not in typed:
            message = f"`{key.text}` belongs to `{home}`, but there are none here"
            reading.error("missing-field", message, key.place, f"add `{home}`, or remove `{key.text}`")
