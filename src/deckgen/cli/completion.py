"""`deckgen completion`: a script that lets a shell complete commands and options."""

from __future__ import annotations

import click
from click.shell_completion import get_completion_class

from deckgen.cli.terminal import UsageError, say


@click.command("completion", short_help="Print a script for completion in your shell.")
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
@click.pass_context
def command(ctx: click.Context, shell: str) -> None:
    """Print a script that completes deckgen's commands and options in a SHELL.

    \b
    To switch it on:
      bash   deckgen completion bash >> ~/.bashrc
      zsh    deckgen completion zsh >> ~/.zshrc
      fish   deckgen completion fish > ~/.config/fish/completions/deckgen.fish
    """
    completer = get_completion_class(shell)
    if completer is None:
        raise UsageError(
            f"this version of click cannot complete in {shell}", "install a newer one: pip install -U click"
        )
    say(completer(ctx.find_root().command, {}, "deckgen", "_DECKGEN_COMPLETE").source())
