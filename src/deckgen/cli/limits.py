"""`--also-read` and `--limit`: the limits of an outline, for all commands that read one."""

from __future__ import annotations

import _thread
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import click
from msgspec.structs import replace

from deckgen.cli.terminal import OutOfTime, UsageError, closest

if TYPE_CHECKING:
    from deckgen.limits import Limits


Command = TypeVar("Command", bound=Callable[..., object])

_KEY = "deckgen.limits"
_LEFT = "deckgen.seconds_left"
_MOMENT = 0.001
"""A time that is over as soon as it is measured; 0 would stop the clock."""


def reaching(command: Command) -> Command:
    """Add the options to a command; `typed_limits` returns their values."""
    command = click.option(
        "--limit", "limits", metavar="NAME=NUMBER", multiple=True, expose_value=False, callback=_set_limits,
        help="Allow the outline more than usual; `deckgen explain limits` lists the names.",
    )(command)  # fmt: skip
    return click.option(
        "--also-read", metavar="FOLDER", multiple=True, expose_value=False, callback=_set_folders,
        type=click.Path(path_type=Path), help="Let the outline name files in this folder too.",
    )(command)  # fmt: skip


def typed_limits() -> Limits:
    """The limits for the outline of this command."""
    from deckgen.limits import USUAL, Limits
    from deckgen.text.fonts import installed_folders

    context = click.get_current_context(silent=True)
    found = context.meta.get(_KEY) if context is not None else None
    return found if isinstance(found, Limits) else replace(USUAL, fonts=installed_folders())


def _set_folders(context: click.Context, _option: click.Parameter, folders: tuple[Path, ...]) -> None:
    for folder in folders:
        if not folder.is_dir():
            raise UsageError(f"there is no folder `{folder}`", "name the folder of the files after `--also-read`")
    context.meta[_KEY] = replace(typed_limits(), folders=folders)


def _set_limits(context: click.Context, _option: click.Parameter, typed: tuple[str, ...]) -> None:
    if not typed:
        return
    from deckgen.limits import described_limits

    numbers = {name: number for name, number, _ in described_limits()}
    for one in typed:
        name, _, number = one.partition("=")
        if name not in numbers:
            near = closest(name, numbers)
            hint = f"did you mean `{near}`?" if near else "`deckgen explain limits` lists them"
            raise UsageError(f"there is no limit `{name}`", hint)
        if not (number.isascii() and number.isdigit() and 0 < len(number) < 10 and int(number)):
            raise UsageError(
                f"a limit is a whole number above 0, but this is `{number}`", f"type `{name}={numbers[name]}`"
            )
        context.meta[_KEY] = replace(typed_limits(), **{name: int(number)})


@contextmanager
def in_time() -> Iterator[None]:
    """Stop work with OutOfTime when the command has taken as much processor time as its outline may take."""
    context = click.get_current_context(silent=True)
    seconds = typed_limits().seconds
    stop_the_clock = _started(_left_of(context, seconds), OutOfTime(seconds))
    try:
        yield
    finally:
        left = stop_the_clock()
        if context is not None:
            context.meta[_LEFT] = left


def _left_of(context: click.Context | None, seconds: int) -> float:
    """The seconds that earlier work of the same command has left."""
    left = context.meta.get(_LEFT) if context is not None else None
    return max(left, _MOMENT) if isinstance(left, float) else seconds


def _started(seconds: float, late: OutOfTime) -> Callable[[], float]:
    """Start a clock that raises `late` in the program after so much processor time of its own; calling the result
    stops it and gives the seconds that are left. Other work on the machine does not count.
    """
    rung = threading.Event()

    def ring(*_: object) -> None:
        # Other processes ring too when their time is over; what is on its way out must not be interrupted again.
        if not rung.is_set():
            rung.set()
            raise late

    if sys.platform != "win32":
        signal.signal(signal.SIGPROF, ring)
        signal.setitimer(signal.ITIMER_PROF, seconds)
        return lambda: signal.setitimer(signal.ITIMER_PROF, 0)[0]
    stopped, end = threading.Event(), time.process_time() + seconds
    signal.signal(signal.SIGBREAK, ring)

    def watch() -> None:
        while not stopped.wait(0.5):
            if time.process_time() > end:
                _thread.interrupt_main(signal.SIGBREAK)
                return

    def stop() -> float:
        stopped.set()
        return end - time.process_time()

    threading.Thread(target=watch, daemon=True).start()
    return stop
