"""The command as a person meets it: a process with arguments, a folder, an exit code and two streams."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

OUTLINE = """\
title: Two layers
minutes: 10
slides:
  - title: An operating system has two layers
    bullets:
      - Applications
      - The kernel
"""


@dataclass(frozen=True, slots=True)
class Finished:
    """How a command ended and what it said."""

    code: int
    out: str
    err: str


@dataclass(frozen=True, slots=True)
class Desk:
    """A folder to work in and a way to run deckgen there."""

    folder: Path

    def start(self, *arguments: str, **environment: str) -> subprocess.Popen[str]:
        """`deckgen` with `arguments`, running; keywords are environment variables."""
        kept = {name: value for name, value in os.environ.items() if name not in {"NO_COLOR", "SOURCE_DATE_EPOCH"}}
        return subprocess.Popen(
            [sys.executable, "-m", "deckgen", *arguments],
            cwd=self.folder,
            env={**kept, **environment},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            encoding="utf-8",
        )

    def run(self, *arguments: str, **environment: str) -> Finished:
        """`deckgen` with `arguments`, until it ends."""
        with self.start(*arguments, **environment) as process:
            out, err = process.communicate(timeout=120)
        return Finished(process.returncode, out, err)

    def write(self, name: str, text: str = OUTLINE) -> Path:
        """Write an outline of one slide, or `text`."""
        path = self.folder / name
        path.write_text(text, encoding="utf-8")
        return path

    def files(self) -> set[str]:
        return {path.relative_to(self.folder).as_posix() for path in self.folder.rglob("*") if path.is_file()}
