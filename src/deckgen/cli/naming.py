"""Where results go: a file, a folder, or a name with `{audience}` in it."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

from deckgen.cli.trouble import Trouble

AUDIENCE = "{audience}"


def result_name(outline: Path, audience: str | None, *more: str) -> str:
    """The name of what is made from an outline, without its ending; `more` is put behind it."""
    parts = [outline.stem, *([_plain(audience)] if audience is not None else []), *more]
    return "-".join(parts)


def result_path(outline: Path, output: Path | None, audience: str | None, name: str, ending: str = ".pptx") -> Path:
    """Where a result called `name` goes: `output`, or in the folder `output`, or beside the outline."""
    if output is None:
        return outline.with_name(name + ending)
    if AUDIENCE in str(output):
        if audience is None:
            raise Trouble(f"`{output}` is a name for each audience", "add `--all`, or `--audience` and its name")
        output = Path(str(output).replace(AUDIENCE, _plain(audience)))
    if output.is_dir():
        return output / f"{name}{ending}"
    if output.suffix.lower() != ending and (output.is_file() or not output.exists()):
        better = shlex.quote(str(output.with_name(output.stem + ending)))
        if not output.suffix and not output.exists():
            raise Trouble(f"there is no folder `{output}`", f"make it first, or type `-o {better}`")
        what = "a deck's file" if ending == ".pptx" else "this file"
        raise Trouble(f"{what} ends in {ending}, and `{output}` does not", f"type `-o {better}`")
    return output


def _plain(audience: str) -> str:
    return re.sub(r"[^\w-]+", "-", audience)
