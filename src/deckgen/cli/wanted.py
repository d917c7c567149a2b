"""The options that say which deck is wanted, for all commands that make one of an outline."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import UTC, datetime
from functools import wraps
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from msgspec import Struct
from msgspec.structs import replace

from deckgen.cli.files import given_theme, result_name
from deckgen.cli.terminal import UsageError

if TYPE_CHECKING:
    from deckgen.pipeline import BuildRequest, Form


class Wanted(Struct, frozen=True):
    """The audience, edition, slot and theme of a deck, as typed."""

    audience: str | None = None
    students: bool = False
    minutes: float | None = None
    theme: str | None = None

    def of(self, audience: str | None) -> Wanted:
        """The same for another audience."""
        return replace(self, audience=audience)

    def request(self, *, builds: bool = True, form: Form = "pptx") -> BuildRequest:
        """The request for the deck, in this form; a usage error if the extra that the form needs is not installed."""
        from deckgen.pipeline import BuildRequest

        missing = [name for name in ("typst", "pikepdf") if find_spec(name) is None] if form == "pdf" else []
        if missing:
            message = f"a PDF needs the package `{missing[0]}`, which is not installed"
            raise UsageError(message, "install it with `pip install 'deckgen[pdf]'`")
        theme = None if self.theme is None else given_theme(self.theme)
        return BuildRequest(self.audience, _moment(), builds, self.students, self.minutes, theme, form=form)

    def name(self, outline: Path, *more: str) -> str:
        """The name of a result, without its ending; `more` is appended."""
        return result_name(outline, self.audience, *(["students"] if self.students else []), *more)


_OPTIONS = (
    click.option("-a", "--audience", metavar="NAME", help="The deck for one of the outline's audiences."),
    click.option("--students", is_flag=True, help="The edition for students: no notes, gaps to fill in."),
    click.option(
        "-m", "--minutes", type=click.FloatRange(min=0, min_open=True), help="Fit the lecture to this slot."
    ),
    click.option(
        "-t", "--theme", metavar="NAME|FILE", help="A built-in theme, or a .pptx or .potx file as template."
    ),
)


def wanting(command: Callable[..., None]) -> Callable[..., None]:
    """Add the options to a command, which takes what they say as `wanted`."""

    @wraps(command)
    def with_options(
        *, audience: str | None, students: bool, minutes: float | None, theme: str | None, **others: Any
    ) -> None:
        command(wanted=Wanted(audience, students, minutes, theme), **others)

    for option in reversed(_OPTIONS):
        option(with_options)
    return with_options


def _moment() -> datetime | None:
    """The time that SOURCE_DATE_EPOCH sets for the deck (https://reproducible-builds.org), None without it."""
    seconds = os.environ.get("SOURCE_DATE_EPOCH")
    if not seconds:
        return None
    try:
        if not (seconds.isascii() and seconds.isdigit()):
            raise ValueError(seconds)  # int() would take ` 1_0` too
        return datetime.fromtimestamp(int(seconds), UTC)
    except (ValueError, OverflowError, OSError):
        raise UsageError(
            f"the environment variable SOURCE_DATE_EPOCH is `{seconds}`, not a number of seconds since 1970",
            "set it to a whole number, or unset it",
        ) from None
