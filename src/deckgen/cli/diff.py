"""`deckgen diff`: the differences between two audiences, or between two versions of an outline."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from deckgen.cli.build import OUTLINE_TO_FIX, lecture_of
from deckgen.cli.files import DEFAULT_OUTLINE, read_outline
from deckgen.cli.limits import in_time, reaching
from deckgen.cli.terminal import UsageError, coloured, counted, say, say_findings

if TYPE_CHECKING:
    from deckgen.audience.difference import Change, Piece, Seen

SIGNS = {"deck": "~", "same": " ", "removed": "-", "added": "+", "changed": "~"}
COLOURS = {"-": "red", "+": "green", "~": "yellow"}


@click.command("diff", short_help="Show where two audiences, or two versions, differ.")
@reaching
@click.argument("first", metavar="A")
@click.argument("second", metavar="B")
@click.argument("outline", type=click.Path(path_type=Path), default=DEFAULT_OUTLINE)
def command(first: str, second: str, outline: Path) -> None:
    """Show slide by slide and word by word where A and B differ: two audiences of OUTLINE (slides.yaml when none is
    named), or two outlines.

    \b
    Examples:
      deckgen diff beginners managers
      deckgen diff beginners managers week3.yaml
      deckgen diff last-year.yaml slides.yaml
    """
    from deckgen.audience.difference import differences

    files = [name for name in (first, second) if name.endswith((".yaml", ".yml"))]
    are_files = len(files) == 2
    if len(files) == 1:
        other = second if files == [first] else first
        raise UsageError(f"`{files[0]}` is an outline, and `{other}` is none", "name two outlines, or two audiences")
    if are_files:
        lectures = [_seen(Path(name), None) for name in (first, second)]
    else:
        lectures = [_seen(outline, name) for name in (first, second)]
    for line in report(list(differences(*lectures, by_place=not are_files)), coloured(sys.stdout)):
        say(line)


def _seen(outline: Path, audience: str | None) -> Seen:
    """What an audience sees; where the outline needs fixing, the command ends."""
    from deckgen.audience.difference import Seen
    from deckgen.pipeline import BuildRequest, contents_of, fitted_for, pages_of

    lecture = lecture_of(read_outline(outline), outline)
    if lecture is not None:
        with in_time():
            fitted = fitted_for(lecture.outline, BuildRequest(audience))
            if fitted.value is not None:
                seen = fitted.value.outline
                return Seen(seen, pages_of(lecture, seen), contents_of(lecture, seen))
        say_findings(lecture.findings.and_also(fitted.diagnostics))
    raise click.exceptions.Exit(OUTLINE_TO_FIX)


def report(changes: list[Change], colour: bool) -> list[str]:
    """The changes as lines; unchanged slides are only counted."""
    lines = []
    for change in changes:
        if change.kind == "same":
            continue
        sign = SIGNS[change.kind]
        number = change.first if change.second is None else change.second
        named = "     the look of all slides" if change.kind == "deck" else f" {number:>3}  {change.title}"
        lines.append(_painted(f"{sign}{named}", COLOURS[sign], colour))
        lines += [f"       {_line(pieces, colour)}" for pieces in change.lines]
    return [*lines, *([""] if lines else []), _counts(changes)]


def _counts(changes: list[Change]) -> str:
    kinds = [kind for change in changes for kind in [str(change.kind)] * change.pages]
    same = "the same but for the look" if "deck" in kinds else "the same"
    words = {"same": same, "changed": "changed", "removed": "only in the first", "added": "only in the second"}
    return ", ".join(
        f"{counted(kinds.count(kind), 'slide') if kind == 'same' else kinds.count(kind)} {said}"
        for kind, said in words.items()
        if kinds.count(kind) or kind == "same"
    )


def _line(pieces: tuple[Piece, ...], colour: bool) -> str:
    """A text with the words of only one side in [-brackets-] and {+braces+}."""
    marks = {"=": ("", ""), "-": ("[-", "-]"), "+": ("{+", "+}")}
    shown = []
    for piece in pieces:
        before, after = marks[piece.sign]
        text = f"{before}{piece.text}{after}"
        shown.append(text if piece.sign == "=" else _painted(text, COLOURS[piece.sign], colour))
    return " ".join(shown)


def _painted(text: str, hue: str, wanted: bool) -> str:
    return click.style(text, fg=hue) if wanted else text
