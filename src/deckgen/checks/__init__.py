"""What a lecturer would want to know before the lecture: risks that no rule of the language forbids.

In: an outline, what one audience sees of it, and the scene that this became. Out: warnings, each with a code, a
place and a hint. Every check is a pure function; `surroundings` alone looks at the disk. What layout finds out while
it lays out (a title too long, an arrow without room) it reports itself. `deckgen.codes` explains every code and says
where its threshold comes from.
"""

from __future__ import annotations

from deckgen.checks.allowed import without_allowed
from deckgen.checks.context import Subject
from deckgen.checks.legibility import colour_findings, legibility_findings
from deckgen.checks.slides import link_findings, load_findings, picture_findings, title_findings
from deckgen.checks.spelling import spelling_findings
from deckgen.checks.unused import unused_findings
from deckgen.diagnostics import Diagnostic

__all__ = ["Subject", "findings", "without_allowed"]

_CHECKS = (
    title_findings,
    picture_findings,
    load_findings,
    legibility_findings,
    colour_findings,
    link_findings,
    spelling_findings,
    unused_findings,
)


def findings(subject: Subject) -> tuple[Diagnostic, ...]:
    """Everything that the checks have to say, each thing once."""
    return tuple(dict.fromkeys(found for check in _CHECKS for found in check(subject)))
