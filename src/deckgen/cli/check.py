"""`deckgen check`: report everything that can be said about a lecture, without writing a deck."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from deckgen.cli.build import OUTLINE_TO_FIX, all_findings
from deckgen.cli.files import DEFAULT_OUTLINE, read_outline
from deckgen.cli.limits import in_time, reaching, typed_limits
from deckgen.cli.terminal import UsageError, coloured, say
from deckgen.cli.wanted import Wanted, wanting

if TYPE_CHECKING:
    from deckgen.deck import Deck, Findings, Rejected


@click.command("check", short_help="Look for what could go wrong in the lecture hall.")
@click.argument("outline", type=click.Path(path_type=Path), default=DEFAULT_OUTLINE)
@wanting
@click.option("--all", "every", is_flag=True, help="Look at the whole deck and at that for each audience.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "sarif", "github"]),
    default="text",
    help="How findings are written: for people, programs, code scanning, or comments on GitHub.",
)
@reaching
@click.option("--strict", is_flag=True, help="Exit with 1 on warnings too.")
def command(outline: Path, wanted: Wanted, every: bool, form: str, strict: bool) -> None:
    """Look for what could go wrong with OUTLINE (slides.yaml when none is named), and write no deck.

    Mistakes and risks are shown with their lines and their codes: text that does not fit or cannot be read,
    pictures without a description, slides with too much on them, what is defined and never used, and so on.
    `deckgen build` looks for the same. `deckgen explain CODE` says more about one of them, and `allow` on a slide
    lets a warning stay.

    \b
    Examples:
      deckgen check
      deckgen check week3.yaml --strict
      deckgen check --all --format sarif > findings.sarif
    """
    if every and wanted.audience is not None:
        raise UsageError("`--audience` and `--all` exclude each other", "keep one of them")
    found = findings_of(read_outline(outline), outline, wanted, every=every)
    text = written(found, form)
    if text:
        click.echo(text, nl=False)
    elif form == "text":
        say(f"{outline}: no findings")
    if found.has_errors or (strict and found):
        raise click.exceptions.Exit(OUTLINE_TO_FIX)


def findings_of(content: bytes, outline: Path, wanted: Wanted, *, every: bool) -> Findings:
    """The findings on the deck that is wanted, or with `every` on the deck for everybody and for each audience."""
    from deckgen.deck import Rejected
    from deckgen.pipeline import build_lecture, read_lecture

    with in_time():
        lecture = read_lecture(content, outline.parent, typed_limits(), str(outline))
        if isinstance(lecture, Rejected):
            return lecture.findings
        names = [wanted.audience] if not every else [None, *lecture.outline.audiences]
        results: list[Deck | Rejected] = [build_lecture(lecture, wanted.of(name).request()) for name in names]
    return all_findings(results)


def written(found: Findings, form: str) -> str:
    """The findings in one of the formats; as text, an empty string if there are none."""
    if form == "text":
        return found.report(colour=coloured(sys.stdout))
    from deckgen.report import FORMATS

    return FORMATS[form](found.diagnostics, found.name)
