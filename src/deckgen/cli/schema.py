"""`deckgen schema`: the language as a JSON Schema, for editors."""

from __future__ import annotations

import json

import click

from deckgen.cli.files import file_at, replace_file
from deckgen.cli.terminal import say

SCHEMA_NAME = ".deckgen.schema.json"


@click.command("schema", short_help="Print the JSON Schema of outlines, for editors.")
@click.option("--theme-file", "of_themes", is_flag=True, help="The schema of theme files instead.")
@click.option("-o", "--output", metavar="PATH", help="Write the schema to this file, or to this folder.")
def command(of_themes: bool, output: str | None) -> None:
    """Print the JSON Schema of outlines.

    Editors with the YAML language server (VS Code, Neovim, Emacs, JetBrains …) complete keys and underline
    mistakes as you type when the first line of the outline names the schema's file:

    \b
      # yaml-language-server: $schema=.deckgen.schema.json

    `deckgen new` writes both. To bring an old schema up to date:

    \b
      deckgen schema -o .deckgen.schema.json
    """
    text = schema_text(of_themes=of_themes)
    if output is None:
        say(text.rstrip("\n"))
        return
    file = file_at(output, SCHEMA_NAME)
    replace_file(file, text.encode())
    say(f"wrote {file}")


def schema_text(*, of_themes: bool = False) -> str:
    """The JSON Schema of outlines, or of theme files, as the text of a file."""
    from deckgen.outline.head import Outline
    from deckgen.outline.theme_file import ThemeFile
    from deckgen.reference.schema import json_schema

    return json.dumps(json_schema(ThemeFile if of_themes else Outline), indent=1) + "\n"
