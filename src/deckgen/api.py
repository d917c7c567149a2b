"""deckgen for scripts: `build` and `check`, as the package exports them.

In: the path or the text of an outline, and the options of `deckgen build`. Out: a `Deck`, `Findings` or an exception.
Outline and template are read here; everything else is done by the pipeline that the commands use too.
"""

from __future__ import annotations

from os import PathLike
from pathlib import Path

from msgspec.structs import replace

from deckgen import pipeline
from deckgen.deck import Deck, Findings, Rejected
from deckgen.limits import USUAL
from deckgen.outline.theme_file import is_theme_file
from deckgen.reading import content_of
from deckgen.text.fonts import installed_folders
from deckgen.theme.builtin import THEMES
from deckgen.themes import GivenTheme


class OutlineError(Exception):
    """An outline of which no deck can be built.

    `findings` holds all findings, including warnings; `str(error)` is the report that `deckgen build` prints.
    """

    def __init__(self, findings: Findings) -> None:
        super().__init__(findings)
        self.findings = findings

    def __str__(self) -> str:
        return str(self.findings)


def build(  # noqa: PLR0913  (each option has a name and a default)
    outline: str | PathLike[str],
    *,
    audience: str | None = None,
    students: bool = False,
    minutes: float | None = None,
    theme: str | PathLike[str] | None = None,
    builds: bool = True,
    folder: str | PathLike[str] | None = None,
) -> Deck:
    """Build a deck from an outline.

    `outline` is the path of a YAML file or the text of an outline: a string with a line break in it is text, and so
    is an empty one; every other string is a path.

    The options are those of `deckgen build`. `audience` names one of the outline's audiences; without it the deck has
    everything. `students` makes the edition to give away, without notes and answers. `minutes` fits the lecture to a
    slot. `theme` is a built-in theme, such as `dark`, or the path of a theme file, or of a .pptx or .potx file
    to use as template.
    With `builds=False` every slide is whole from the start. `folder` is where the files are that the outline names;
    without it, that is the folder of the outline's file, or the current folder for a text.

    An outline with errors raises an `OutlineError`, so that a deck that was returned is always complete, and a script
    that forgets about errors stops with the report of them. Warnings are in the deck's `findings`. A file that cannot
    be read raises an OSError, a slot of no minutes a ValueError.
    """
    result = _result(outline, folder, _request(audience, students, minutes, theme, builds))
    if isinstance(result, Rejected):
        raise OutlineError(result.findings)
    return result


def check(  # noqa: PLR0913
    outline: str | PathLike[str],
    *,
    audience: str | None = None,
    students: bool = False,
    minutes: float | None = None,
    theme: str | PathLike[str] | None = None,
    folder: str | PathLike[str] | None = None,
) -> Findings:
    """Find what is wrong with an outline, or could go wrong in the lecture hall.

    The arguments are those of `build`. Errors are findings too, so only a file that cannot be read raises. Empty
    findings are false: `if not deckgen.check("slides.yaml"): …`.
    """
    return _result(outline, folder, _request(audience, students, minutes, theme, builds=True)).findings


def _result(
    outline: str | PathLike[str], folder: str | PathLike[str] | None, request: pipeline.BuildRequest
) -> Deck | Rejected:
    if isinstance(outline, str) and ("\n" in outline or not outline):
        return _built(outline.encode("utf-8", "surrogatepass"), Path(folder or "."), request, "outline")
    path = Path(outline)
    return _built(content_of(path), path.parent if folder is None else Path(folder), request, str(path))


def _built(content: bytes, folder: Path, request: pipeline.BuildRequest, name: str) -> Deck | Rejected:
    """The deck that the command would make, which may measure installed fonts."""
    lecture = pipeline.read_lecture(content, folder, replace(USUAL, fonts=installed_folders()), name)
    return lecture if isinstance(lecture, Rejected) else pipeline.build_lecture(lecture, request)


def _request(
    audience: str | None, students: bool, minutes: float | None, theme: str | PathLike[str] | None, builds: bool
) -> pipeline.BuildRequest:
    if minutes is not None and not minutes > 0:
        raise ValueError(f"`minutes` has to be above 0, and is {minutes:g}")
    given = None
    if theme is not None:
        given = GivenTheme(theme) if theme in THEMES else _theme_in(Path(theme))
    return pipeline.BuildRequest(audience, None, builds, students, minutes, given)


def _theme_in(path: Path) -> GivenTheme:
    content, name = content_of(path), str(path)
    if not is_theme_file(name):
        return GivenTheme(name, content)
    from deckgen.theme_file import read_theme  # noqa: PLC0415  (few decks have a theme of their own)

    found = read_theme(content, name)
    if found.theme is None:
        raise OutlineError(Findings(found.diagnostics, found.text, name=name))
    return GivenTheme(name, theme=found.theme)
