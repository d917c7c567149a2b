"""The command line: the only place that prints, exits, and reads the environment.

Importing it loads click and nothing else. The module of a command is imported when the command is used, and the
modules it works with (the models, YAML, lxml) when it runs, so that `--version`, `--help` and completion answer at
once. Exit codes: 0 success; 1 the outline needs fixing; 2 the command cannot be carried out as given; 70 a bug in
deckgen; 130 interrupted.
"""

from __future__ import annotations

import errno
import os
import signal
import sys
from importlib import import_module
from typing import TextIO

import click

from deckgen.cli.terminal import OutOfTime, UsageError, as_usage_error, closest, say_broken, say_usage_error
from deckgen.diagnostics import BrokenDeck
from deckgen.version import __version__

COMMANDS = (
    "build",
    "check",
    "new",
    "plan",
    "diff",
    "explain",
    "themes",
    "template",
    "preview",
    "present",
    "render",
    "handout",
    "schema",
    "completion",
)
"""The subcommands in the order in which help lists them; each is `command` in the module of its name."""

EPILOG = """\
\b
First steps:
  deckgen new           write a small outline, slides.yaml, to start from
  deckgen build         turn slides.yaml into slides.pptx
  deckgen check         look for what could go wrong in the lecture hall
  deckgen explain       list the keys of an outline and of a slide

\b
Exit codes:
  0  done
  1  the outline needs fixing (or has warnings, under --strict)
  2  the command cannot be carried out as given
 70  a bug in deckgen
"""


class Subcommands(click.Group):
    """A group whose commands are imported one by one, on use."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        if cmd_name not in COMMANDS:
            return None
        command = import_module(f"deckgen.cli.{cmd_name}").command
        assert isinstance(command, click.Command)
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        name = args[0]
        if not ctx.resilient_parsing and not name.startswith("-") and name not in COMMANDS:
            raise UsageError(f"there is no command `{name}`", _instead_of(name))
        return super().resolve_command(ctx, args)

    def invoke(self, ctx: click.Context) -> object:
        try:
            return super().invoke(ctx)
        except OutOfTime as late:
            raise late.mistake from None


def _instead_of(name: str) -> str:
    if name.endswith((".yaml", ".yml")):
        return f"to build this outline, type `deckgen build {name}`"
    near = closest(name, COMMANDS)
    return f"did you mean `deckgen {near}`?" if near else "`deckgen --help` lists the commands"


@click.group(
    cls=Subcommands,
    epilog=EPILOG,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    no_args_is_help=False,
    invoke_without_command=True,
)
@click.version_option(__version__, "-V", "--version", message="%(prog)s %(version)s")
@click.pass_context
def deckgen(ctx: click.Context) -> None:
    """Turn the outline of a lecture, written in YAML, into a PowerPoint deck.

    Everything on the slides is native and editable: text, tables, diagrams of layers, speaker notes.
    """
    if ctx.invoked_subcommand is None:
        click.echo(ctx.get_help())


INTERRUPTED = 130
OUR_BUG = 70
_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO)
"""What a system says that can write no more of what is printed."""


def main() -> int:
    """Run the command that was typed; return its exit code."""
    # A program that is started without them, as by `>&-`, prints to nobody.
    sys.stdout, sys.stderr = (stream or _nobody() for stream in (sys.stdout, sys.stderr))
    for stream in (sys.stdout, sys.stderr):
        _never_fail_on_a_letter(stream)
    for name in ("SIGTERM", "SIGHUP"):  # treat termination as an interrupt: no half-written file stays behind
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), signal.default_int_handler)
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
        sys.stdout = _nobody()
        return 0
    except OSError as reason:
        if reason.errno in _FULL and reason.filename is None:
            return _say_full(reason)
        _say_bug(reason)
        return OUR_BUG
    except BrokenDeck as broken:
        say_broken(broken.defects)
        return OUR_BUG
    except Exception as bug:  # the last resort: report that this is a bug in deckgen
        _say_bug(bug)
        return OUR_BUG
    return code if isinstance(code, int) else 0


def _nobody() -> TextIO:
    return open(os.devnull, "w")  # noqa: PTH123 - the interpreter closes it


def _say_full(reason: OSError) -> int:
    """Report that there is no room for what is printed; return the exit code."""
    from deckgen.cli.files import said_by

    sys.stdout = _nobody()
    say_usage_error(UsageError(f"what is printed cannot be written: {said_by(reason)}", "print to another place"))
    return UsageError.exit_code


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
