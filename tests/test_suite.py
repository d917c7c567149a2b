"""The suite itself: no run of it depends on chance."""

from __future__ import annotations

from hypothesis import settings


def test_examples_are_the_same_in_every_run_and_others_are_drawn_only_when_asked() -> None:
    ours, others = (settings.get_profile(name) for name in ("deckgen", "new"))
    assert (ours.derandomize, ours.deadline) == (True, None)
    assert (others.derandomize, others.deadline) == (False, None)
