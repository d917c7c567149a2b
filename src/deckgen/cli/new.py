"""`deckgen new`: write a small outline that builds, with comments that teach the language."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import click

from deckgen.cli.files import DEFAULT_OUTLINE, file_at, replace_file, said_by
from deckgen.cli.schema import SCHEMA_NAME, schema_text
from deckgen.cli.terminal import UsageError, say

OUTLINE_ENDINGS = (".yaml", ".yml")


@click.command("new", short_help="Write a small outline to start from.")
@click.argument("file", default=str(DEFAULT_OUTLINE))
def command(file: str) -> None:
    """Write a small outline to FILE (slides.yaml when none is named) to start a lecture from.

    It builds as it is, and its comments show the language. A schema goes beside it, by which editors with
    the YAML language server complete keys and underline mistakes. An outline that exists is never touched.

    \b
    Examples:
      deckgen new
      deckgen new week3.yaml
      deckgen new week3/
    """
    named = file_at(file, DEFAULT_OUTLINE.name)
    outline = named if named.suffix else named.with_suffix(".yaml")
    if outline.suffix.lower() not in OUTLINE_ENDINGS:
        raise UsageError(
            f"an outline's file ends in .yaml, and `{outline}` does not", f"type `{outline.with_suffix('.yaml')}`"
        )
    _write_new(outline, template().encode())
    say(f"wrote {outline}, a small lecture to change into yours")
    schema = outline.with_name(SCHEMA_NAME)
    replace_file(schema, schema_text().encode())
    say(f"wrote {schema}, by which editors complete and check outlines")
    say(f"next: deckgen build{'' if outline == DEFAULT_OUTLINE else f' {outline}'}")


def template() -> str:
    """The outline from which a new lecture starts."""
    body = Path(__file__).with_name("new.yaml").read_text(encoding="utf-8")
    return f"# yaml-language-server: $schema={SCHEMA_NAME}\n{body}"


def _write_new(path: Path, content: bytes) -> None:
    """Write a file that must not exist yet."""
    try:
        with path.open("xb") as file:
            file.write(content)
    except FileExistsError:
        raise UsageError(
            f"`{path}` is already there, and deckgen never overwrites an outline",
            "name another file: `deckgen new lecture.yaml`",
        ) from None
    except FileNotFoundError:
        raise UsageError(f"there is no folder `{path.parent}`", "make it first") from None
    except OSError as reason:
        with suppress(OSError):
            path.unlink(missing_ok=True)  # half an outline would block the next attempt
        raise UsageError(f"cannot write `{path}`: {said_by(reason)}") from None
