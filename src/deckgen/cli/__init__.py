"""The command line: the only place that prints, exits, and reads the environment.

Importing it loads click and nothing else. The module of a command is imported when the command is used, and the
modules it works with (the models, YAML, lxml) when it runs, so that `--version`, `--help` and completion answer at
once. Exit codes: 0 success; 1 the outline needs fixing; 2 the command cannot be carried out as given; 70 a bug in
deckgen; 130 interrupted.
"""

from __future__ import annotations

import gc
import os
import signal
import sys
from typing import TextIO

import click

from deckgen.cli.group import deckgen
from deckgen.cli.terminal import as_usage_error, say_broken, say_usage_error
from deckgen.diagnostics import BrokenDeck

INTERRUPTED = 130
OUR_BUG = 70


def main() -> None:
    """Run the command that was typed and leave with its exit code."""
    # A command is short-lived and makes few cycles; collecting them takes a tenth of a build.
    gc.disable()
    for stream in (sys.stdout, sys.stderr):
        _never_fail_on_a_letter(stream)
    for name in ("SIGTERM", "SIGHUP"):  # treat termination as an interrupt: no half-written file stays behind
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), signal.default_int_handler)
    sys.exit(_run())


def _run() -> int:
    try:
        code = deckgen.main(prog_name="deckgen", standalone_mode=False)
        sys.stdout.flush()
    except click.ClickException as mistake:
        say_usage_error(as_usage_error(mistake))
        return mistake.exit_code
    except (click.Abort, KeyboardInterrupt):
        click.echo("\ninterrupted", err=True)
        return INTERRUPTED
    except BrokenPipeError:  # the program that reads our output (head, less) has closed it
        sys.stdout = open(os.devnull, "w")  # noqa: SIM115, PTH123 - the interpreter closes it
        return 0
    except BrokenDeck as broken:
        say_broken(broken.defects)
        return OUR_BUG
    except Exception as bug:  # the last resort: report that this is a bug in deckgen
        _say_bug(bug)
        return OUR_BUG
    return code if isinstance(code, int) else 0


def _never_fail_on_a_letter(stream: TextIO) -> None:
    """Let a terminal without some character show a question mark instead of ending the command."""
    reconfigure = getattr(stream, "reconfigure", None)
    if reconfigure is not None:
        reconfigure(errors="replace")


def _say_bug(bug: Exception) -> None:
    import traceback

    click.echo("".join(traceback.format_exception(bug)), err=True)
    click.echo(f"error: this is a bug in deckgen: {type(bug).__name__}: {bug}", err=True)
    click.echo("hint: please report it with the lines above and the outline", err=True)
