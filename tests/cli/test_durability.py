"""Whatever happens to a build, every file is whole: the old one or the new one."""

from __future__ import annotations

import os
import signal
import stat
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import click
import pytest

from deckgen.cli.files import replace_file
from deckgen.cli.limits import in_time
from deckgen.cli.terminal import OutOfTime, UsageError
from deckgen.limits import Limits
from deckgen.processes import at_once
from tests.cli.desk import Desk

FORTY = "  - title: A slide\n    layers: [a, [b, c], d]\n" * 40
SLIDES = f"slides:\n{FORTY}"
OTHER = f"title: Other\n{SLIDES}"
LONG = f"title: Long\naudiences: [a, b, c]\n{SLIDES}"


def leftovers(folder: Path) -> list[str]:
    return [file.name for file in folder.rglob("*") if file.name.startswith(".deckgen-")]


def is_whole(deck: Path) -> bool:
    with zipfile.ZipFile(deck) as package:
        return package.testzip() is None


def test_backup_keeps_the_deck_before(desk: Desk) -> None:
    desk.write("slides.yaml")
    assert desk.run("build", "--backup").code == 0
    assert desk.files() == {"slides.yaml", "slides.pptx"}
    first = (desk.folder / "slides.pptx").read_bytes()
    desk.write("slides.yaml", OTHER)
    assert desk.run("build", "--backup").code == 0
    assert (desk.folder / "slides.backup.pptx").read_bytes() == first
    assert (desk.folder / "slides.pptx").read_bytes() != first


def test_building_the_same_again_keeps_the_backup_of_what_was_different(desk: Desk) -> None:
    desk.write("slides.yaml")
    desk.run("build")
    first = (desk.folder / "slides.pptx").read_bytes()
    desk.write("slides.yaml", OTHER)
    for _ in range(2):
        desk.run("build", "--backup")
    assert (desk.folder / "slides.backup.pptx").read_bytes() == first


def test_builds_at_the_same_time_do_not_mix(desk: Desk) -> None:
    desk.write("a.yaml")
    desk.write("b.yaml", OTHER)
    whole = set()
    for name in ("a", "b"):
        desk.run("build", f"{name}.yaml", "-o", "alone.pptx")
        whole.add((desk.folder / "alone.pptx").read_bytes())
    running = [desk.start("build", f"{name}.yaml", "-o", "deck.pptx", "--backup") for name in "ababab"]
    for process in running:
        out, err = process.communicate(timeout=120)
        assert (process.returncode, err) == (0, ""), out
    assert (desk.folder / "deck.pptx").read_bytes() in whole
    assert (desk.folder / "deck.backup.pptx").read_bytes() in whole
    assert leftovers(desk.folder) == []


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such signals")
@pytest.mark.parametrize(
    ("more", "sign", "times", "moments"),
    [((), signal.SIGINT, 1, (0.3, 0.7)), ((), signal.SIGTERM, 1, (0.6,)), ((), signal.SIGHUP, 1, (0.4,)),
     ((), signal.SIGINT, 5, (0.6,)), (("--all",), signal.SIGINT, 1, (0.7,)),
     (("--all",), signal.SIGTERM, 1, (0.5,)), (("--one-file",), signal.SIGINT, 1, (0.5,))],
)  # fmt: skip
def test_an_interruption_at_any_moment_leaves_whole_files(
    desk: Desk, sign: signal.Signals, more: tuple[str, ...], times: int, moments: tuple[float, ...]
) -> None:
    # The pages of many slides are made by several processes.
    desk.write("slides.yaml", LONG + FORTY * (times - 1))
    started = time.monotonic()
    with desk.start("build", *more) as whole:
        whole.communicate(timeout=60)
    seconds = time.monotonic() - started
    old = {file: file.read_bytes() for file in desk.folder.glob("*.pptx")}
    assert old
    desk.write("slides.yaml", f"{OTHER}{FORTY * (times - 1)}audiences: [a, b, c]\n")
    for moment in moments:
        process = subprocess.Popen(
            [sys.executable, "-m", "deckgen", "build", *more],
            cwd=desk.folder,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )
        time.sleep(moment * seconds)
        if process.poll() is None:
            os.killpg(process.pid, sign)  # as a terminal does: every process of the command gets it
        _, err = process.communicate(timeout=60)
        assert "Traceback" not in err
        assert process.returncode in (0, 130, -sign, -signal.SIGINT)
        assert all(is_whole(file) for file in old)
        assert leftovers(desk.folder) == []


def test_what_killed_builds_left_is_cleared_away_once_nobody_can_be_writing_it(tmp_path: Path) -> None:
    old, new = tmp_path / ".deckgen-old.tmp", tmp_path / ".deckgen-new.tmp"
    for file in (old, new):
        file.write_bytes(b"half")
    os.utime(old, (time.time() - 7200, time.time() - 7200))
    replace_file(tmp_path / "a.pptx", b"whole")
    assert leftovers(tmp_path) == [new.name]


def test_the_permissions_of_a_deck_stay(tmp_path: Path) -> None:
    deck = tmp_path / "a.pptx"
    deck.write_bytes(b"old")
    deck.chmod(0o640)
    replace_file(deck, b"new")
    assert deck.stat().st_mode & 0o777 == 0o640


def test_the_folder_is_flushed_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    flushed: list[bool] = []
    monkeypatch.setattr(os, "fsync", lambda number: flushed.append(stat.S_ISDIR(os.fstat(number).st_mode)))
    replace_file(tmp_path / "a.pptx", b"new")
    assert flushed == [False, True]


def test_an_outline_takes_only_so_long(desk: Desk) -> None:
    desk.write("slides.yaml", LONG)
    slow = LONG + "  - title: A slide\n    layers: [a, [b, c], d]\n" * 4_000
    desk.write("slides.yaml", slow)
    run = desk.run("build", "--limit", "seconds=1")
    assert (run.code, run.out) == (2, "")
    assert run.err == (
        "error: this outline takes more than 1 second of processor time\n"
        "hint: split the lecture into several outlines, or allow more: `--limit seconds=NUMBER`\n"
    )
    assert desk.files() == {"slides.yaml"}


@pytest.mark.skipif(sys.platform == "win32", reason="Windows does not tell what drawing takes")
def test_drawings_take_only_so_long_together(desk: Desk) -> None:
    glass = '<rect width="200" height="100" opacity=".5"/>' * 4
    slides = ""
    for number in range(20):
        head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 200 100"><desc>{number}</desc>'
        desk.write(f"{number}.svg", f"{head}{glass}</svg>")
        slides += f"  - {{title: Drawing {number}, image: {{file: {number}.svg, alt: Glass}}}}\n"
    desk.write("slides.yaml", f"title: T\nslides:\n{slides}")
    run = desk.run("build", "--limit", "seconds=1")
    assert (run.code, run.out) == (2, "")
    assert run.err.startswith("error: this outline takes more than 1 second of processor time\n")
    assert not (desk.folder / "slides.pptx").exists()


def test_a_deck_that_takes_too_long_ends_the_others_with_its_message() -> None:
    def work(number: int) -> int:
        raise UsageError(f"deck {number} takes too long", "split it")

    with pytest.raises(UsageError) as trouble:
        list(at_once(work, [1, 2], 2))
    assert (trouble.value.message[:5], trouble.value.hint) == ("deck ", "split it")


def busy(seconds: float) -> None:
    """Use the processor for so long."""
    begun = time.process_time()
    while time.process_time() < begun + seconds:
        pass


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such signals")
def test_time_is_over_only_once_however_many_processes_ring() -> None:
    went_on = []

    def ring_twice() -> None:
        try:
            signal.raise_signal(signal.SIGPROF)
        finally:
            signal.raise_signal(signal.SIGPROF)
            went_on.append(True)

    with click.Context(click.Command("build")), pytest.raises(OutOfTime), in_time():
        ring_twice()
    assert went_on


def test_only_processor_time_counts() -> None:
    with click.Context(click.Command("build")) as context:
        context.meta["deckgen.limits"] = Limits(seconds=1)
        with in_time():
            time.sleep(1.2)
        with pytest.raises(OutOfTime) as late, in_time():
            busy(10)
    assert late.value.mistake.message == "this outline takes more than 1 second of processor time"


def test_a_command_has_one_clock_for_all_of_its_work() -> None:
    with click.Context(click.Command("build")) as context:
        context.meta["deckgen.limits"] = Limits(seconds=1)
        with in_time():
            busy(0.6)
        with pytest.raises(OutOfTime), in_time():
            busy(0.6)


SWALLOWED = """
import signal, time
from deckgen.__main__ import interrupt_for_certain

class Finalized:
    def __del__(self):
        signal.raise_signal(signal.SIGINT)

interrupt_for_certain()
try:
    Finalized()
    time.sleep(20)
    print("it went on")
except KeyboardInterrupt:
    print("interrupted")
"""


def test_an_interruption_that_arrives_in_a_finalizer_is_not_lost() -> None:
    run = subprocess.run([sys.executable, "-c", SWALLOWED], capture_output=True, text=True, check=False)
    assert (run.stdout, run.stderr) == ("interrupted\n", "")


COMMAND = """
import deckgen.cli, signal, time
from deckgen.__main__ import main

class Finalized:
    def __del__(self):
        signal.raise_signal(signal.SIGINT)

def work():
    Finalized()
    time.sleep(20)
    return 0

deckgen.cli.main = work
main()
"""


def test_a_command_ends_at_an_interruption_that_arrives_in_a_finalizer() -> None:
    run = subprocess.run([sys.executable, "-c", COMMAND], capture_output=True, text=True, check=False)
    assert (run.returncode, run.stdout, run.stderr) == (130, "", "")


def test_other_exceptions_in_finalizers_are_shown_as_ever() -> None:
    code = SWALLOWED.replace("signal.raise_signal(signal.SIGINT)", "1 / 0").replace("sleep(20)", "sleep(0)")
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert run.stdout == "it went on\n"
    assert "ZeroDivisionError" in run.stderr
