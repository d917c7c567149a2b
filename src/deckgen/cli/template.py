"""`deckgen template`: show how deckgen understands a template, prove it, and compare two versions of it."""

from __future__ import annotations

import shlex
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from deckgen.cli.files import make_output_folder, read_template, replace_file, result_path
from deckgen.cli.limits import typed_limits
from deckgen.cli.terminal import UsageError, counted, say, say_failure, say_findings

if TYPE_CHECKING:
    from deckgen.diagnostics import Diagnostic
    from deckgen.template.reading import Understood


@click.command("template", short_help="Show, prove or compare PowerPoint templates.")
@click.argument("file", type=click.Path(path_type=Path))
@click.argument("newer", metavar="[NEWER]", type=click.Path(path_type=Path), required=False)
@click.option("--proof", "wants_proof", is_flag=True, help="Write a deck that shows every kind of slide and block.")
@click.option("-o", "--output", metavar="PATH", help="The proof's file, or the folder to put it in.")
def command(file: Path, newer: Path | None, wants_proof: bool, output: str | None) -> None:
    """Show how a lecture uses the template FILE, a .pptx or .potx: its layouts, areas, fonts and colours.

    With NEWER, another version of the template, show what changes in decks that use that one instead. With
    --proof, write a deck (FILE-proof.pptx) whose notes say what was understood; what does not fit is on its slide.

    \b
    Examples:
      deckgen template university.potx
      deckgen template university.potx --proof
      deckgen template university.potx university-2027.potx
    """
    if newer is not None and wants_proof:
        raise UsageError("a proof is of one template", "leave out `--proof`, or one of the two files")
    if output is not None and not wants_proof:
        raise UsageError("`-o` is for a proof", "add `--proof`, or leave out `-o`")
    understood, warnings = _understood(file)
    if newer is not None:
        _compare(understood, file, newer)
    elif wants_proof:
        _prove(understood, file, output)
    else:
        _describe(understood, warnings, file)


def _understood(file: Path) -> tuple[Understood, Sequence[Diagnostic]]:
    """The template in a file, with what is left out of decks."""
    from deckgen.template.reading import understand

    found = understand(read_template(file), str(file))
    if found.value is None:
        (problem,) = found.diagnostics
        raise UsageError(problem.message, problem.hint)
    return found.value, found.diagnostics


def _describe(understood: Understood, warnings: Sequence[Diagnostic], file: Path) -> None:
    from deckgen.template.description import description
    from deckgen.themes import typefaces_of

    fonts = typefaces_of(understood.theme, None, (file.parent, typed_limits())).value
    say("\n".join([*description(understood, str(file), fonts), *(f"note: {each.message}" for each in warnings)]))
    say(f"\nproof: `deckgen template {shlex.quote(str(file))} --proof` writes a deck with every kind of slide")
    say(f"next: write `theme: {file.name}` in the head of an outline beside it")


def _compare(before: Understood, file: Path, newer: Path) -> None:
    from deckgen.template.difference import differences
    from deckgen.text.measure import FontMeasurer
    from deckgen.themes import typefaces_of

    after, _ = _understood(newer)
    fonts = [typefaces_of(each.theme, None, (file.parent, typed_limits())).value for each in (before, after)]
    changes = differences(before, after, FontMeasurer(lambda font: fonts[0].face(font) or fonts[1].face(font)))
    if changes:
        say("\n".join([f"with {newer} in place of {file}:", *(f"  {change}" for change in changes)]))
    else:
        say(f"decks look the same with {newer} as with {file}")


def _prove(understood: Understood, file: Path, output: str | None) -> None:
    from deckgen.deck import Rejected
    from deckgen.proof.deck import proof

    target = result_path(file, output, None, f"{file.stem}-proof")
    proved = proof(understood, str(file), typed_limits())
    if isinstance(proved, Rejected):
        say_findings(proved.findings)
        raise UsageError(f"nothing can be shown in `{file}`", "use another template")
    make_output_folder(output)
    replace_file(target, proved.deck.content)
    for title, problem in proved.problems:
        say_failure(f"note: on `{title}`: {problem}")
    found = f", {counted(len(proved.problems), 'problem')}" if proved.problems else ", no problems"
    say(f"{target}: {counted(proved.deck.slides, 'slide')}{found}; the notes say what was understood")
