"""The command as a person meets it: a process with arguments, a folder, an exit code and two streams."""

from __future__ import annotations

import multiprocessing
import os
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from deckgen.__main__ import main

OUTLINE = """\
title: Two layers
minutes: 10
slides:
  - title: An operating system has two layers
    bullets:
      - Applications
      - The kernel
"""
STARTS = ("PYTHON", "LC_", "LANG")
"""Variables that begin so are read when Python starts, and no later."""
FORKS = "forkserver" in multiprocessing.get_all_start_methods()


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
        return subprocess.Popen(
            [sys.executable, "-m", "deckgen", *arguments],
            cwd=self.folder,
            env=_surroundings(environment),
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            encoding="utf-8",
        )

    def run(self, *arguments: str, **environment: str) -> Finished:
        """`deckgen` with `arguments`, until it ends: in a process of its own, with what it imports already loaded."""
        if FORKS and not any(name.startswith(STARTS) for name in environment):
            return self._forked(arguments, _surroundings(environment))
        with self.start(*arguments, **environment) as process:
            out, err = process.communicate(timeout=120)
        return Finished(process.returncode, out, err)

    def _forked(self, arguments: tuple[str, ...], surroundings: dict[str, str]) -> Finished:
        forks = multiprocessing.get_context("forkserver")
        forks.set_forkserver_preload(["tests.cli.loaded"])
        with TemporaryDirectory(prefix="deckgen-test-") as streams:
            out, err = Path(streams, "out"), Path(streams, "err")
            process = forks.Process(target=_command, args=(arguments, self.folder, surroundings, out, err))
            process.start()
            process.join(120)
            assert process.exitcode is not None, "the command does not end"
            return Finished(process.exitcode, out.read_text("utf-8"), err.read_text("utf-8"))

    def write(self, name: str, text: str = OUTLINE) -> Path:
        """Write an outline of one slide, or `text`."""
        path = self.folder / name
        path.write_text(text, encoding="utf-8")
        return path

    def files(self) -> set[str]:
        return {path.relative_to(self.folder).as_posix() for path in self.folder.rglob("*") if path.is_file()}


def _surroundings(more: dict[str, str]) -> dict[str, str]:
    return {**{name: os.environ[name] for name in os.environ.keys() - {"NO_COLOR", "SOURCE_DATE_EPOCH"}}, **more}


def _command(arguments: tuple[str, ...], folder: Path, surroundings: dict[str, str], out: Path, err: Path) -> None:
    """What a process of the command does once Python runs."""
    for stream, target in ((sys.stdout, out), (sys.stderr, err)):
        with target.open("wb") as file:
            os.dup2(file.fileno(), stream.fileno())
    os.chdir(folder)
    os.environ.clear()
    os.environ.update(surroundings)
    time.tzset()
    sys.argv = ["deckgen", *arguments]
    main()
