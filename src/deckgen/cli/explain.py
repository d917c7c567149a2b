"""`deckgen explain`: every field of the language, from the models themselves."""

from __future__ import annotations

import click

from deckgen.cli.terminal import say
from deckgen.cli.trouble import Trouble


@click.command("explain", short_help="Explain what can stand in an outline.")
@click.argument("key", required=False)
def command(key: str | None) -> None:
    """Explain what can stand in an outline, or one KEY of it.

    \b
    Examples:
      deckgen explain
      deckgen explain layers
      deckgen explain compare
    """
    from deckgen.outline.explain import explain, is_known

    text = explain(key).rstrip("\n")
    if key is not None and not is_known(key):
        message, _, hint = text.partition("; ")
        raise Trouble(message, hint or None)
    say(text)
