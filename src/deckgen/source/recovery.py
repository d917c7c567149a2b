"""An outline with one syntax error less, so that the next one can be found in the same run.

The mended text is read only to find more errors, never to build from. A line is changed only where what the author
meant is clear enough for no error to follow from the change.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from deckgen.codes import Code
from deckgen.diagnostics import Diagnostic, Place
from deckgen.source.syntax import quoted


def mended(problem: Diagnostic, lines: Sequence[str]) -> list[str] | None:
    """The lines without this error, as many as before; None if it is not clear what was meant."""
    place, mend = problem.place, _MENDS.get(problem.code)
    if place is None or mend is None or place.line >= len(lines):
        return None
    line = mend(lines, place)
    return None if line is None else [*lines[: place.line], line, *lines[place.line + 1 :]]


def _in_quotes(lines: Sequence[str], place: Place) -> str | None:
    line = lines[place.line]
    before, text = line[: place.column], line[place.column :].rstrip()
    is_in_list = before.count("[") > before.count("]") or before.count("{") > before.count("}")
    is_value = bool(before.strip()) and not text.startswith("```")
    return before + quoted(text) if is_value and not is_in_list and not _goes_on(lines, place.line) else None


def _with_space(lines: Sequence[str], place: Place) -> str:
    line = lines[place.line]
    return f"{line[: place.column + 1]} {line[place.column + 1 :]}"


def _with_colon(lines: Sequence[str], place: Place) -> str | None:
    line = lines[place.line]
    if line[place.column] in "=：":
        return f"{line[: place.column].rstrip()}: {line[place.column + 1 :].strip()}"
    # A line that says nothing is left out; one with others below it may be the name of them.
    return None if _goes_on(lines, place.line) else ""


def _up_to(lines: Sequence[str], place: Place) -> str:
    return lines[place.line][: place.column]


def _closed(lines: Sequence[str], place: Place) -> str | None:
    line = lines[place.line].rstrip()
    if _goes_on(lines, place.line) or line.endswith(","):
        return None
    opening = line[place.column : place.column + 1]
    return line + {"[": "]", "{": "}"}.get(opening, opening)


def _after_block_sign(lines: Sequence[str], place: Place) -> str | None:
    if _goes_on(lines, place.line):
        return None
    line = lines[place.line]
    return line[: place.column].rstrip().rstrip("|>") + quoted(line[place.column :].rstrip())


def _without_escapes(lines: Sequence[str], place: Place) -> str:
    return lines[place.line].replace("\\", "/")


def _goes_on(lines: Sequence[str], number: int) -> bool:
    """True if the next line that is not blank is indented deeper than the text of this one, behind its dash."""
    line = lines[number]
    following = next((line for line in lines[number + 1 :] if line.strip()), "")
    return len(following) - len(following.lstrip()) > len(line) - len(line.lstrip(" -"))


_MENDS: Mapping[Code, Callable[[Sequence[str], Place], str | None]] = {
    Code.NEEDS_QUOTES: _in_quotes,
    Code.CURLY_QUOTES: _in_quotes,
    Code.NO_SPACE: _with_space,
    Code.NO_COLON: _with_colon,
    Code.AFTER_QUOTE: _up_to,
    Code.OPEN_QUOTE: _closed,
    Code.OPEN_BRACKET: _closed,
    Code.BLOCK_TEXT: _after_block_sign,
    Code.BAD_ESCAPE: _without_escapes,
}
