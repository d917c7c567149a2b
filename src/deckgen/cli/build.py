"""`deckgen build`: write the deck of an outline, one for each audience, or one for all of them."""

from __future__ import annotations

import shlex
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeGuard

import click
from msgspec import Struct
from msgspec.structs import replace

from deckgen.cli.files import (
    AUDIENCE,
    DEFAULT_OUTLINE,
    form_of,
    is_folder,
    make_output_folder,
    read_deck,
    read_outline,
    replace_file,
    result_path,
    write_by_slide,
)
from deckgen.cli.limits import in_time, reaching, typed_limits
from deckgen.cli.terminal import Progress, UsageError, counted, say, say_failure, say_findings
from deckgen.cli.wanted import Wanted, wanting
from deckgen.processes import at_once, processors

if TYPE_CHECKING:
    from deckgen.deck import Deck, Findings, Rejected
    from deckgen.pipeline import BuildRequest, Lecture


MARK = ".backup"


def backup_of(deck: Path) -> Path:
    """The file in which the previous deck is kept: `slides.pptx` becomes `slides.backup.pptx`."""
    return deck.with_name(f"{deck.stem}{MARK}{deck.suffix}")


def keep_previous(deck: Path, new: bytes) -> None:
    """Keep the existing deck, unless the new one is the same: then the existing backup stays."""
    if deck.is_file():
        old = read_deck(deck)
        if old != new:
            replace_file(backup_of(deck), old)


OUTLINE_TO_FIX = 1


class TypedOptions(Struct, frozen=True):
    """The options of `deckgen build`, as typed."""

    wanted: Wanted
    output: str | None
    every: bool
    one_file: bool
    opening_show: str | None
    no_builds: bool
    strict: bool
    backup: bool

    def request(self, audience: str | None) -> BuildRequest:
        form: Any = form_of(self.output).removeprefix(".")
        request = self.wanted.of(audience).request(builds=not self.no_builds, form=form)
        # Of several decks, each has a process of its own.
        return replace(request, processes=1 if self.every else processors())

    def path(self, outline: Path, audience: str | None) -> Path:
        name = self.wanted.of(audience).name(outline, *(["all"] if self.one_file else []))
        return result_path(outline, self.output, audience, name, form_of(self.output))


@click.command("build", short_help="Build the deck of an outline.")
@click.argument("outline", type=click.Path(path_type=Path), default=DEFAULT_OUTLINE)
@click.option(
    "-o",
    "--output",
    metavar="PATH",
    help="The file, the folder to put the deck in (`folder/` makes it), or a name with {audience} in it. The name's "
    "ending says what it becomes: .pptx, .html, .pdf, or .svg or .png with {number} in the name.",
)
@wanting
@click.option("--all", "every", is_flag=True, help="Build a deck for each audience.")
@click.option("--one-file", is_flag=True, help="Build one deck with a custom show for each audience.")
@click.option("--opening-show", metavar="NAME", help="With --one-file, the audience whose show begins with F5.")
@click.option("--no-builds", is_flag=True, help="Show every slide whole from the start, for a handout.")
@reaching
@click.option("--backup", is_flag=True, help="Keep the deck that was there, as NAME.backup.pptx.")
@click.option("--strict", is_flag=True, help="Treat warnings as errors: no deck, exit code 1.")
def command(outline: Path, **typed: Any) -> None:
    """Build the deck of OUTLINE (slides.yaml when none is named).

    The deck is named after the outline and put beside it: slides.yaml becomes slides.pptx, and
    slides-beginners.pptx with --audience beginners. When the outline has mistakes, all of them are shown,
    each with its line, and the deck that was there before is left as it was.

    \b
    Examples:
      deckgen build
      deckgen build lectures/week3.yaml -o ~/Desktop/week3.pptx
      deckgen build --audience beginners --minutes 20
      deckgen build --all -o "decks/{audience}.pptx"
      deckgen build --one-file --opening-show managers
      deckgen build --theme university.potx
      deckgen build -o lecture.html
      deckgen build -o lecture.pdf
      deckgen build -o "slides/{number}.png"
    """
    started = time.perf_counter()
    options = TypedOptions(**typed)
    check_options(options)
    content = read_outline(outline)
    if options.every:
        build_each(content, outline, options)
        return
    target = options.path(outline, options.wanted.audience)
    built = deck_of(content, outline, options)
    if built is None:
        say_failure(left_as_it_was(target))
        raise click.exceptions.Exit(OUTLINE_TO_FIX)
    write_deck(target, built, options)
    say_built(target, built, time.perf_counter() - started)


def write_deck(target: Path, built: Deck, options: TypedOptions) -> None:
    """Write the deck to its file, or its slides to theirs; with `--backup`, keep the existing deck beside it."""
    if built.pictures:
        write_by_slide(target, built.pictures)
        return
    make_output_folder(options.output)
    if options.backup:
        keep_previous(target, built.content)
    replace_file(target, built.content)


def check_options(options: TypedOptions) -> None:
    """Refuse options that contradict each other."""
    if sum((options.every, options.one_file, options.wanted.audience is not None)) > 1:
        raise UsageError("`--audience`, `--all` and `--one-file` exclude each other", "keep one of them")
    if options.opening_show is not None and not options.one_file:
        raise UsageError("`--opening-show` is for the deck of all audiences", "add `--one-file`")
    if options.backup and form_of(options.output) != ".pptx":
        raise UsageError("`--backup` keeps decks, and this is none", "leave it out")
    output = options.output
    if options.every and output is not None and AUDIENCE not in output and not is_folder(output):
        file = Path(output)
        better = f"{file.with_suffix('')}-{AUDIENCE}{form_of(output)}"
        if not file.suffix:
            hint = f'type `-o {shlex.quote(f"{file}/")}` to make it, or `-o "{better}"`'
            raise UsageError(f"there is no folder `{file}`", hint)
        raise UsageError(f"`{file}` is one file, and `--all` makes several", f'type `-o "{better}"`')


def deck_of(content: bytes, outline: Path, options: TypedOptions) -> Deck | None:
    """The deck of the outline in `content`, or None if it needs fixing; prints the findings on stderr."""
    lecture = lecture_of(content, outline)
    if lecture is None:
        return None
    result = one_deck(lecture, options)
    say_findings(result.findings)
    return result if is_fine(result, options.strict) else None


def lecture_of(content: bytes, outline: Path) -> Lecture | None:
    """The lecture in `content`, or None if it needs fixing; prints the findings on stderr."""
    from deckgen.deck import Rejected
    from deckgen.pipeline import read_lecture

    with in_time():
        lecture = read_lecture(content, outline.parent, typed_limits(), str(outline))
    if isinstance(lecture, Rejected):
        say_findings(lecture.findings)
        return None
    return lecture


def one_deck(lecture: Lecture, options: TypedOptions) -> Deck | Rejected:
    """The deck for one audience, or for all of them in one file."""
    if options.one_file:
        from deckgen.combined import build_combined

        with in_time():
            return build_combined(lecture, options.request(None), options.opening_show)
    from deckgen.pipeline import build_lecture

    with in_time():
        return build_lecture(lecture, options.request(options.wanted.audience))


def is_fine(result: Deck | Rejected, strict: bool) -> TypeGuard[Deck]:
    """True if there is a deck and it may be written."""
    return hasattr(result, "content") and not (strict and result.findings)


def build_each(content: bytes, outline: Path, options: TypedOptions) -> None:
    """Write a deck for each audience, in parallel on all processors."""
    from deckgen.pipeline import build_lecture

    lecture = lecture_of(content, outline)
    if lecture is None:
        say_failure("no deck was written")
        raise click.exceptions.Exit(OUTLINE_TO_FIX)
    names = list(lecture.outline.audiences)
    if not names:
        raise UsageError(f"`{outline}` has no audiences", "name them in `audiences`, or leave out `--all`")
    targets = {name: options.path(outline, name) for name in names}
    results: dict[str, tuple[Deck | Rejected, float]] = {}
    with Progress("building") as progress:

        def work(name: str) -> tuple[Deck | Rejected, float]:
            started = time.perf_counter()
            with in_time():
                return build_lecture(lecture, options.request(name)), time.perf_counter() - started

        for name, result in at_once(work, names, processors()):
            results[name] = result
            progress.tick(f" {len(results)} of {len(names)} decks")
    say_findings(all_findings([results[name][0] for name in names]))
    for name in names:
        _write_one(targets[name], *results[name], options)
    if not all(is_fine(result, options.strict) for result, _ in results.values()):
        raise click.exceptions.Exit(OUTLINE_TO_FIX)


def _write_one(target: Path, result: Deck | Rejected, seconds: float, options: TypedOptions) -> None:
    if is_fine(result, options.strict):
        write_deck(target, result, options)
        say_built(target, result, seconds)
    else:
        say_failure(f"`{target}` was {'left as it was' if target.is_file() else 'not written'}")


def all_findings(results: list[Deck | Rejected]) -> Findings:
    """The findings of all decks, without duplicates."""
    said = dict.fromkeys(item for result in results for item in result.findings.diagnostics)
    return replace(results[0].findings, diagnostics=tuple(said))


def left_as_it_was(target: Path) -> str:
    """The sentence for a deck that was not written."""
    return f"`{target}` was left as it was" if target.is_file() else "no deck was written"


def say_built(target: Path, built: Deck, seconds: float) -> None:
    """Print on stdout what was built, and on stderr the slides that were left out for lack of time."""
    say_left_out(built)
    say(summary(target, built, seconds))


def say_left_out(built: Deck) -> None:
    """Print on stderr the slides that were left out for lack of time."""
    for part in built.parts:
        if part.omitted:
            whom = f" for {part.audience}" if part.audience else ""
            takes = f"{part.takes + sum(slide.minutes for slide in part.omitted):g}"
            say_failure(f"left out{whom}, to fit {takes} minutes into {part.minutes:g}:")
            for slide in part.omitted:
                say_failure(f"  {slide.title} ({slide.minutes:g} min, keep: {slide.keep})")


def summary(target: Path, built: Deck, seconds: float) -> str:
    """One line about the result."""
    slot = f" for {built.minutes:g} minute{'' if built.minutes == 1 else 's'}" if built.minutes is not None else ""
    warnings = counted(len(built.findings), "warning")
    shown, *hidden = slides_of(built)
    return f"{target}: {', '.join([shown + slot, *hidden, warnings])} ({seconds:.2f} s)"


def slides_of(built: Deck) -> list[str]:
    """The number of slides that are shown, and of those that are not, if there are any."""
    hidden = [counted(built.hidden, "backup or hidden slide")] if built.hidden else []
    return [counted(built.slides, "slide"), *hidden]
