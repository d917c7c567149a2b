"""Valid outlines by the dozen, the same for the same seed; several can be put together into one."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

from tests.fuzz.outlines import Focus, outlines, raw_outlines
from tests.fuzz.texts import TEXTS
from tests.fuzz.typed import found_when_built, mended

Tree = Any
SHARED = ("audiences", "roles", "values", "macros", "figures")
quietly = settings(
    deadline=None, database=None, phases=[Phase.generate], suppress_health_check=list(HealthCheck), derandomize=False
)


def drawn(
    count: int,
    start: int,
    texts: st.SearchStrategy[str] = TEXTS,
    focus: Focus | None = None,
    *,
    is_lean: bool = False,
) -> list[dict[str, Tree]]:
    """About `count` outlines, without what deckgen reports as mistakes; one focus for all, or each in turn."""
    found: list[dict[str, Tree]] = []

    @seed(start)
    @settings(quietly, max_examples=count)
    @given(outlines(texts) if focus is None else raw_outlines(focus, texts, is_lean=is_lean))
    def take(outline: dict[str, Tree]) -> None:
        valid = mended(outline)
        if valid is not None:
            found.append(valid)

    take()
    return found


def together(several: Iterable[dict[str, Tree]]) -> dict[str, Tree]:
    """One outline with the slides of several, and what they share."""
    whole: dict[str, Tree] = {"title": "Together", "slides": []}
    for outline in several:
        whole["slides"] += outline["slides"]
        for key in SHARED:
            if isinstance(outline.get(key), dict):
                whole[key] = {**whole.get(key, {}), **outline[key]}
    return mended(whole, found_when_built) or {"title": "Together", "slides": [{"title": "Nothing"}]}
