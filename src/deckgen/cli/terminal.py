"""The output of commands: results on stdout, messages on stderr, colour on a terminal only."""

from __future__ import annotations

import os
import re
import sys
import time
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, TextIO

import click

if TYPE_CHECKING:
    from deckgen.deck import Findings


class UsageError(click.ClickException):
    """A command that cannot be carried out; `message` gives the reason, `hint` the remedy."""

    exit_code = 2

    def __init__(self, message: str, hint: str | None = None) -> None:
        super().__init__(message)
        self.hint = hint

    def __reduce__(self) -> tuple[type[UsageError], tuple[str, str | None]]:
        """What another process needs to raise the same error."""
        return UsageError, (self.message, self.hint)


class OutOfTime(KeyboardInterrupt):
    """The outline has taken the processor time that it may take: so many seconds.

    It is raised between any two steps, even those that begin or end a `with`, so that only whoever runs the whole
    command can be sure to take it.
    """

    def __init__(self, seconds: int) -> None:
        super().__init__(seconds)
        self.seconds = seconds

    @property
    def mistake(self) -> UsageError:
        """What the author is told."""
        hint = "split the lecture into several outlines, or allow more: `--limit seconds=NUMBER`"
        return UsageError(f"this outline takes more than {counted(self.seconds, 'second')} of processor time", hint)


def closest(typed: str, known: Iterable[str]) -> str | None:
    """The name in `known` that `typed` was probably meant to be, or None."""
    import difflib

    near = difflib.get_close_matches(typed, list(known), n=1, cutoff=0.6)
    return near[0] if near else None


def as_usage_error(mistake: click.ClickException) -> UsageError:
    """The same mistake in our form: lower case, names in backticks, no full stop, a hint."""
    if isinstance(mistake, UsageError):
        return mistake
    command = mistake.ctx.command_path if isinstance(mistake, click.UsageError) and mistake.ctx else "deckgen"
    hint = f"`{command} --help` shows what can be typed"
    if isinstance(mistake, click.NoSuchOption):
        near = mistake.possibilities
        return UsageError(
            f"there is no option `{mistake.option_name}`", f"did you mean `{sorted(near)[0]}`?" if near else hint
        )
    text = re.sub(r"'([^']*)'", r"`\1`", mistake.format_message()).rstrip(".")
    return UsageError(text[:1].lower() + text[1:], hint)


MOST_DEFECTS = 10


def coloured(stream: TextIO) -> bool:
    """True if `stream` is a terminal whose user wants colour (https://no-color.org)."""
    return stream.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def say(message: str) -> None:
    """Print a result on stdout."""
    click.echo(message)


def say_usage_error(trouble: UsageError) -> None:
    """Print an error and its hint on stderr."""
    colour = coloured(sys.stderr)
    click.echo(_painted("error", "red", colour) + f": {trouble.message}", err=True)
    if trouble.hint is not None:
        click.echo(_painted("hint", "cyan", colour) + f": {trouble.hint}", err=True)


def say_broken(defects: Sequence[str]) -> None:
    """Print on stderr that the deck is defective and was not written, so that the existing one is unchanged."""
    colour = coloured(sys.stderr)
    head = _painted("error", "red", colour)
    click.echo(f"{head}: this is a bug in deckgen: PowerPoint would not open the deck without repairing it", err=True)
    for defect in defects[:MOST_DEFECTS]:
        click.echo(f"  {defect}", err=True)
    if len(defects) > MOST_DEFECTS:
        click.echo(f"  and {len(defects) - MOST_DEFECTS} more", err=True)
    click.echo("so it was not written, and an older deck was left as it was", err=True)
    code = defects[0].partition(":")[0]
    hint = f"please report it with the lines above and the outline; `deckgen explain {code}` says what it is about"
    click.echo(f"{_painted('hint', 'cyan', colour)}: {hint}", err=True)


def say_failure(outcome: str) -> None:
    """Print on stderr what happened to the result, after the mistakes that prevented it."""
    click.echo(outcome, err=True)


def say_findings(findings: Findings) -> None:
    """Print the report of an outline on stderr; nothing without findings."""
    if findings:
        click.echo(findings.report(colour=coloured(sys.stderr)), err=True, nl=False)


def counted(number: int, noun: str) -> str:
    """`number` with its noun: 1 slide, 2 slides, no slides."""
    return f"{number or 'no'} {noun}{'' if number == 1 else 's'}"


class Progress:
    """One line on a terminal with the current work and its duration; silent anywhere else."""

    def __init__(self, doing: str) -> None:
        self._doing = doing
        self._started = time.monotonic()
        self._shown = sys.stderr.isatty()

    def __enter__(self) -> Progress:
        self.tick()
        return self

    def tick(self, note: str = "") -> None:
        if self._shown:
            seconds = round(time.monotonic() - self._started)
            click.echo(f"\r\x1b[K{self._doing}{note} … {seconds} s", err=True, nl=False)

    def __exit__(self, *_: object) -> None:
        if self._shown:
            click.echo("\r\x1b[K", err=True, nl=False)


def _painted(word: str, colour: str, wanted: bool) -> str:
    return click.style(word, fg=colour, bold=True) if wanted else word
