"""Every code that deckgen can print in brackets, explained once: `deckgen explain CODE` reads it out.

A test holds that each code in the sources is here, and that nothing is here that no source can print.
"""

from __future__ import annotations

from deckgen.codes.code import Code
from deckgen.codes.files import FILES
from deckgen.codes.findings import FINDINGS
from deckgen.codes.names import NAMES
from deckgen.codes.package import PACKAGE
from deckgen.codes.slides import SLIDES
from deckgen.codes.syntax import SYNTAX
from deckgen.codes.values import VALUES

__all__ = ["BY_CODE", "Code", "explained"]

BY_CODE = {each.name: each for each in (*SYNTAX, *FILES, *VALUES, *NAMES, *FINDINGS, *PACKAGE, *SLIDES)}

_KINDS = {
    "error": "an error: no deck is written",
    "warning": "a warning: the deck is written; `allow` can silence it",
    "defect": "a defect of a package: a bug in deckgen, which its gate has stopped",
}


def explained(code: str) -> tuple[str, ...]:
    """What there is to say about a code, in paragraphs; KeyError for one that is none."""
    about = BY_CODE[code]
    return f"{about.name}  ({_KINDS[about.kind]})", about.meaning, f"Why it matters: {about.reason}", about.remedy
