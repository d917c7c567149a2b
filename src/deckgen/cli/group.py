"""The command `deckgen`: its subcommands by name, each imported only when it is needed."""

from __future__ import annotations

from importlib import import_module

import click

from deckgen.cli.terminal import UsageError, closest
from deckgen.version import __version__

COMMANDS = (
    "build",
    "check",
    "new",
    "plan",
    "diff",
    "explain",
    "template",
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
  deckgen explain       list everything that an outline can contain

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
