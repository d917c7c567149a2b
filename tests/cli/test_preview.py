"""`deckgen preview` as a process: what it says, what it writes, and how it ends."""

from __future__ import annotations

import json
import signal
import socket
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from subprocess import Popen

import pytest

from tests.cli.desk import OUTLINE, Desk


@contextmanager
def preview(desk: Desk, *arguments: str) -> Iterator[tuple[Popen[str], str]]:
    """A running preview and the address of its page."""
    with desk.start("preview", "--no-browser", *arguments) as process:
        assert process.stdout is not None
        said = process.stdout.readline()
        assert said.startswith("preview at http://127.0.0.1:")
        assert said.endswith("/ (Ctrl-C ends it)\n")
        try:
            yield process, said.split()[2]
            process.send_signal(signal.SIGINT)
            assert process.wait(30) == 0
        finally:
            process.kill()  # what has ended already is not harmed


def test_it_says_where_the_page_is_and_ends_with_an_interruption(desk: Desk) -> None:
    desk.write("slides.yaml")
    with preview(desk) as (_, address), urllib.request.urlopen(address, timeout=20) as page:
        assert b"<title>Preview</title>" in page.read()
    assert desk.files() == {"slides.yaml"}


def appears(path: Path, newer_than: float = 0) -> bool:
    """True if a file is there soon, and newer than a moment."""
    end = time.monotonic() + 30
    while time.monotonic() < end:
        if path.exists() and path.stat().st_mtime > newer_than:
            return True
        time.sleep(0.05)
    return False


def test_it_writes_the_deck_at_each_save_when_asked(desk: Desk) -> None:
    desk.write("slides.yaml")
    deck = desk.folder / "slides.pptx"
    with preview(desk, "--deck"):
        desk.write("slides.yaml", OUTLINE.replace("The kernel", "A kernel"))
        assert appears(deck)
        first = deck.stat().st_mtime
        desk.write("slides.yaml", OUTLINE + "    txet: wrong\n")
        time.sleep(0.5)
        assert deck.stat().st_mtime == first
        desk.write("slides.yaml", OUTLINE.replace("The kernel", "One kernel"))
        assert appears(deck, first)


def test_a_deck_that_cannot_be_written_ends_no_preview(desk: Desk) -> None:
    desk.write("slides.yaml")
    deck = desk.folder / "slides.pptx"
    deck.mkdir()
    with preview(desk, "--deck") as (process, _):
        desk.write("slides.yaml", OUTLINE.replace("The kernel", "A kernel"))
        assert process.stderr is not None
        assert process.stderr.readline() == "error: `slides.pptx` is a folder\n"
        deck.rmdir()
        desk.write("slides.yaml", OUTLINE.replace("The kernel", "One kernel"))
        assert appears(deck)


def test_a_port_in_use_is_told(desk: Desk) -> None:
    desk.write("slides.yaml")
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        run = desk.run("preview", "--no-browser", "--port", str(port))
    assert run.err == (
        f"error: cannot listen on port {port}: address already in use\n"
        "hint: choose another with `--port`, or leave it out\n"
    )
    assert run.code == 2


def test_an_outline_that_is_not_there_is_told(desk: Desk) -> None:
    run = desk.run("preview", "--no-browser")
    assert run.err.startswith("error: there is no outline `slides.yaml`\n")
    assert run.code == 2


def editor_of(address: str) -> str:
    """The address of a place in the editor that the page of a preview is told of."""
    with urllib.request.urlopen(f"{address}events?", timeout=20) as events:
        told = json.loads(events.readline().removeprefix(b"data: "))
    assert isinstance(told["editor"], str)
    return told["editor"]


@pytest.mark.parametrize(
    ("editor", "outline", "told"),
    [
        ("vscode", "slides.yaml", "vscode://file{folder}/{path}:{line}:{column}"),
        ("vscode", "{folder}/slides.yaml", "vscode://file{path}:{line}:{column}"),
        ("idea", "slides.yaml", "idea://open?file={folder}/{path}&line={line}&column={column}"),
        ("my://{path}#{line}", "slides.yaml", "my://{folder}/{path}#{line}"),
    ],
)
def test_lines_are_opened_in_the_editor_that_is_named(desk: Desk, editor: str, outline: str, told: str) -> None:
    desk.write("slides.yaml")
    folder = desk.folder.as_posix()
    with preview(desk, outline.replace("{folder}", folder), "--editor", editor) as (_, address):
        assert editor_of(address) == told.replace("{folder}", folder)


def test_an_editor_that_is_not_known_is_told(desk: Desk) -> None:
    desk.write("slides.yaml")
    run = desk.run("preview", "--no-browser", "--editor", "vsode")
    assert run.err == (
        "error: `vsode` is no editor that is known, and no address such as `vscode://file/{path}:{line}:{column}`\n"
        "hint: did you mean `vscode`?\n"
    )
    assert run.code == 2


def test_it_opens_the_browser_itself(desk: Desk) -> None:
    desk.write("slides.yaml")
    browser = desk.write("browser.py", "import pathlib, sys\npathlib.Path('opened').write_text(sys.argv[1])\n")
    with desk.start("preview", BROWSER=f"{sys.executable} {browser} %s") as process:
        assert process.stdout is not None
        address = process.stdout.readline().split()[2]
        assert appears(desk.folder / "opened")
        process.send_signal(signal.SIGINT)
        assert process.wait(30) == 0
    assert (desk.folder / "opened").read_text() == address
