"""`deckgen handout`: slides with their notes, or with lines to write on, as a PDF to print.

The format is PDF because it prints the same everywhere, and because changes belong in the outline.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from deckgen.cli.build import OUTLINE_TO_FIX, lecture_of, say_left_out, slides_of
from deckgen.cli.files import DEFAULT_OUTLINE, make_output_folder, read_outline, replace_file, result_path
from deckgen.cli.limits import in_time, reaching
from deckgen.cli.terminal import UsageError, say, say_failure, say_findings
from deckgen.cli.wanted import Wanted, wanting

_PER_PAGE = ("1", "2", "3", "4", "6", "9")


@click.command("handout", short_help="Make a handout to print.")
@reaching
@click.argument("outline", type=click.Path(path_type=Path), default=DEFAULT_OUTLINE)
@click.option("-o", "--output", metavar="PATH", help="The handout's file, or the folder to put it in.")
@wanting
@click.option("--paper", type=click.Choice(["a4", "letter"]), default="a4", help="The size of the paper.")
@click.option(
    "--per-page",
    type=click.Choice(_PER_PAGE),
    help="Slides on a page: 1 with its notes below, 3 with lines beside, or 2, 4, 6 or 9 alone.",
)
@click.option("--answers", is_flag=True, help="With --students, the slides with their answers at the end.")
def command(outline: Path, output: str | None, wanted: Wanted, **typed: Any) -> None:
    """Make a PDF of OUTLINE (slides.yaml when none is named) to print: each slide with its notes beside it.

    Sections are headings between the slides. In the edition for students there are lines to write on in place of
    notes. Slides on a dark ground are printed on white, unless `--theme` names the dark theme. The PDF is tagged for
    screen readers (PDF/UA-1), and needs the extra `deckgen[pdf]`.

    \b
    Examples:
      deckgen handout
      deckgen handout --paper letter --per-page 6
      deckgen handout --students --answers -o for-the-class.pdf
    """
    name = wanted.name(outline, "handout")
    target = result_path(outline, output, wanted.audience, name, ".pdf")
    if typed["answers"] and not wanted.students:
        raise UsageError("`--answers` is for the edition for students; all others show them", "add `--students`")
    summary, content = _printed(outline, wanted, typed)
    make_output_folder(output)
    replace_file(target, content)
    say(f"wrote {target}: {summary}")


def _printed(outline: Path, wanted: Wanted, typed: dict[str, Any]) -> tuple[str, bytes]:
    """One line about the handout, and its bytes; ends the command if the outline needs fixing."""
    request = wanted.request(form="pdf")
    from deckgen.deck import Rejected
    from deckgen.handout import HandoutOptions, build_handout

    per_page = int(typed["per_page"]) if typed["per_page"] else None
    options: Any = {"paper": typed["paper"], "per_page": per_page, "answers": typed["answers"]}
    lecture = lecture_of(read_outline(outline), outline)
    if lecture is not None:
        with in_time():
            built = build_handout(lecture, request, HandoutOptions(**options))
        say_findings(built.findings)
        if not isinstance(built, Rejected):
            say_left_out(built)
            return f"{', '.join(slides_of(built))}, {_arranged(per_page, wanted.students)}", built.content
    say_failure("no handout was written")
    raise click.exceptions.Exit(OUTLINE_TO_FIX)


def _arranged(per_page: int | None, students: bool) -> str:
    if per_page in (2, 4, 6, 9):
        return f"{per_page} on a page"
    return "with lines to write on" if students or per_page == 3 else "with notes"
