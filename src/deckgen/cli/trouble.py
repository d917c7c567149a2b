"""What keeps a command from being carried out as given: a message, a hint, and exit code 2.

Mistakes inside an outline are not troubles; they are diagnostics and end with exit code 1.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable

import click


class Trouble(click.ClickException):
    """A command that cannot be carried out; `message` says why, `hint` says what to do."""

    exit_code = 2

    def __init__(self, message: str, hint: str | None = None) -> None:
        super().__init__(message)
        self.hint = hint


def closest(typed: str, known: Iterable[str]) -> str | None:
    """The name in `known` that `typed` was probably meant to be, or None."""
    near = difflib.get_close_matches(typed, list(known), n=1, cutoff=0.6)
    return near[0] if near else None


def as_trouble(mistake: click.ClickException) -> Trouble:
    """The same mistake in our form: lower case, names in backticks, no full stop, a hint."""
    if isinstance(mistake, Trouble):
        return mistake
    command = mistake.ctx.command_path if isinstance(mistake, click.UsageError) and mistake.ctx else "deckgen"
    hint = f"`{command} --help` shows what can be typed"
    if isinstance(mistake, click.NoSuchOption):
        near = mistake.possibilities
        return Trouble(
            f"there is no option `{mistake.option_name}`", f"did you mean `{sorted(near)[0]}`?" if near else hint
        )
    text = re.sub(r"'([^']*)'", r"`\1`", mistake.format_message()).rstrip(".")
    return Trouble(text[:1].lower() + text[1:], hint)
