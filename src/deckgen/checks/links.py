"""Links that lead nowhere when they are clicked in front of everybody."""

from __future__ import annotations

import re
from collections.abc import Iterator

from deckgen.address import address
from deckgen.checks.subject import Subject
from deckgen.diagnostics import Diagnostic, warning

_WEB = re.compile(r"https?:", re.IGNORECASE)


def link_findings(subject: Subject) -> Iterator[Diagnostic]:
    """Links to slides and files that are not there, and addresses that are none."""
    for words in subject.surroundings.links:
        for run in words.runs:
            fault = _fault(run.link, subject.surroundings.missing) if run.link else None
            if fault is not None:
                yield warning(
                    "dead-link", f"this link to `{run.link}` leads nowhere: {fault[0]}", words.place, fault[1]
                )


def _fault(target: str, missing: frozenset[str]) -> tuple[str, str] | None:
    """What is wrong with a link, and what to do."""
    if target.startswith("#"):
        return "slides have no such names", "write `see: …` with the title of the slide"
    if target.startswith(("www.", "//")):
        return "it does not begin with `https://`", f"write `https://{target.lstrip('/')}`"
    if address(target) is None:
        what = "it names no computer" if _WEB.match(target) else "it is no address"
        return what, "copy the whole address from a browser"
    if target in missing:
        return "there is no such file beside the outline", "names are relative to the folder of the outline"
    return None
