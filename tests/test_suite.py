"""The suite itself: it does not depend on chance, nor on where it runs."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import settings

ROOT = Path(__file__).parents[1]
SLEEPER = "import time; print('asleep', flush=True); time.sleep(60)"


def test_examples_are_the_same_in_every_run_and_others_are_drawn_only_when_asked() -> None:
    ours, others = (settings.get_profile(name) for name in ("deckgen", "new"))
    assert (ours.derandomize, ours.deadline) == (True, None)
    assert (others.derandomize, others.deadline) == (False, None)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such signals")
def test_a_program_that_a_test_starts_can_be_interrupted() -> None:
    with subprocess.Popen([sys.executable, "-c", SLEEPER], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as run:
        assert run.stdout is not None
        assert run.stdout.readline() == b"asleep\n"
        run.send_signal(signal.SIGINT)
        try:
            assert run.wait(20) == -signal.SIGINT
        finally:
            run.kill()


@pytest.mark.skipif(sys.platform == "win32", reason="a shell of POSIX ignores the signal")
def test_in_the_background_where_signals_are_ignored_it_can_be_interrupted_too() -> None:
    name = f"tests/{Path(__file__).name}::{test_a_program_that_a_test_starts_can_be_interrupted.__name__}"
    command = f"trap '' INT; exec '{sys.executable}' -m pytest -q -n 0 -p no:cacheprovider {name}"
    run = subprocess.run(["sh", "-c", command], cwd=ROOT, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout
