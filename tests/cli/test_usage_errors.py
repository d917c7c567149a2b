"""What can be wrong round an outline: files, folders, disks and options. The whole report, and nothing is harmed."""

from __future__ import annotations

import errno
import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from deckgen.cli.files import read_deck, read_outline, read_template, replace_file
from deckgen.cli.terminal import UsageError
from tests.cli.desk import OUTLINE, Desk

CASES: dict[str, tuple[tuple[str, ...], str, str]] = {
    "no such outline": (
        ("build", "lecture/none.yaml"),
        "there is no outline `lecture/none.yaml`",
        "`deckgen new lecture/none.yaml` writes a small one to start from",
    ),
    "a dash for an outline": (
        ("build", "-"),
        "there is no outline `-`",
        "name its file; `/dev/stdin` is what comes through a pipe",
    ),
    "an output in a folder that takes no files": (
        ("build", "-o", "/proc/a.pptx"),
        "cannot write `/proc/a.pptx`: no such file or directory",
        "name another file with `-o`",
    ),
    "a mistyped outline": (
        ("build", "sldies.yaml"),
        "there is no outline `sldies.yaml`",
        "did you mean `slides.yaml`?",
    ),
    "an outline without its ending": (
        ("build", "slides"),
        "there is no outline `slides`",
        "did you mean `slides.yaml`?",
    ),
    "an outline in no folder": (
        ("build", "none/slides.yaml"),
        "there is no outline `none/slides.yaml`",
        "`deckgen new none/slides.yaml` writes a small one to start from",
    ),
    "a folder for an outline": (
        ("build", "folder"),
        "`folder` is a folder",
        "name the outline in it: `folder/slides.yaml`",
    ),
    "a deck for an outline": (
        ("build", "old.pptx"),
        "`old.pptx` is a deck, and a deck is built from an outline",
        "name the .yaml file",
    ),
    "an outline under a file": (
        ("build", "slides.yaml/a.yaml"),
        "cannot read `slides.yaml/a.yaml`: not a directory",
        "name another file",
    ),
    "an output in no folder": (
        ("build", "-o", "none/a.pptx"),
        "there is no folder `none`",
        "make it first, or name another with `-o`",
    ),
    "an output under a file": (
        ("build", "-o", "old.pptx/a.pptx"),
        "cannot write `old.pptx/a.pptx`: not a directory",
        "name another file with `-o`",
    ),
    "an output with a name that is too long": (
        ("build", "-o", f"{'a' * 300}.pptx"),
        f"cannot write `{'a' * 300}.pptx`: file name too long",
        "give it a shorter name with `-o`",
    ),
    "an outline with a name that is too long": (
        ("build", f"{'a' * 300}.yaml"),
        f"cannot read `{'a' * 300}.yaml`: file name too long",
        "check its name",
    ),
    "an output in a folder to be made under a file": (
        ("build", "-o", "old.pptx/"),
        "`old.pptx` is a file, not a folder",
        "name a folder with `-o`",
    ),
    "an output without an ending": (
        ("build", "-o", "none"),
        "there is no folder `none`",
        "type `-o none/` to make it, or `-o none.pptx`",
    ),
    "a pipe for an outline": (
        ("build", "pipe"),
        "cannot read `pipe`: this is a pipe, not a file",
        "name another file",
    ),
    "a pipe for an outline to check": (
        ("check", "pipe"),
        "cannot read `pipe`: this is a pipe, not a file",
        "name another file",
    ),
    "a socket for an outline": (
        ("build", "socket"),
        "cannot read `socket`: this is a socket, not a file",
        "name another file",
    ),
    "a device for an outline": (
        ("build", "/dev/zero"),
        "cannot read `/dev/zero`: this is a device, not a file",
        "name another file",
    ),
    "a pipe for a template": (
        ("build", "--theme", "pipe"),
        "cannot read `pipe`: this is a pipe, not a file",
        "name another file",
    ),
    "a folder for a template": (
        ("template", "folder"),
        "cannot read `folder`: is a directory",
        "name another file",
    ),
    "a pipe for a deck": (
        ("render", "pipe.pptx"),
        "cannot read `pipe.pptx`: this is a pipe, not a file",
        "name another file",
    ),
    "a theme for a finished deck": (
        ("render", "old.pptx", "--theme", "dark"),
        "audience, edition, slot and theme are chosen for an outline, not for a finished deck",
        "name the outline instead",
    ),
    "an output of another kind": (
        ("build", "-o", "a.odp"),
        "a deck's file ends in .pptx, and `a.odp` does not",
        "type `-o a.pptx`, or another of .html, .pdf, .svg, .png",
    ),
    "the outline as the output": (
        ("build", "-o", "slides.yaml"),
        "a deck's file ends in .pptx, and `slides.yaml` does not",
        "type `-o slides.pptx`, or another of .html, .pdf, .svg, .png",
    ),
    "a number for each slide in a form that holds all": (
        ("build", "-o", "{number}.pdf"),
        "`{number}.pdf` is a name for each slide, and a .pdf holds all",
        "leave `{number}` out; SVG and PNG have a file for each slide",
    ),
    "a full disk": (
        ("build", "-o", "full.pptx"),
        "cannot write `full.pptx`: no space left on device",
        "make room on the disk, or name a file on another with `-o`",
    ),
    "an audience that is not there, with --all": (
        ("build", "--all"),
        "`slides.yaml` has no audiences",
        "name them in `audiences`, or leave out `--all`",
    ),
    "two wishes at once": (
        ("build", "--all", "--one-file"),
        "`--audience`, `--all` and `--one-file` exclude each other",
        "keep one of them",
    ),
    "a show of one deck": (
        ("build", "--opening-show", "a"),
        "`--opening-show` is for the deck of all audiences",
        "add `--one-file`",
    ),
    "a name for each audience without one": (
        ("build", "-o", "{audience}.pptx"),
        "`{audience}.pptx` is a name for each audience",
        "add `--all`, or `--audience` and its name",
    ),
    "minutes that are none": (
        ("build", "--minutes", "0"),
        "invalid value for `-m` / `--minutes`: 0.0 is not in the range x>0",
        "`deckgen build --help` shows what can be typed",
    ),
    "an unknown option": (("build", "--strickt"), "there is no option `--strickt`", "did you mean `--strict`?"),
    "an unknown command": (("biuld",), "there is no command `biuld`", "did you mean `deckgen build`?"),
    "an outline for a command": (
        ("slides.yaml",),
        "there is no command `slides.yaml`",
        "to build this outline, type `deckgen build slides.yaml`",
    ),
    "two outlines": (
        ("build", "slides.yaml", "more.yaml"),
        "got unexpected extra argument (more.yaml)",
        "`deckgen build --help` shows what can be typed",
    ),
    "an unknown limit": (("build", "--limit", "slide=3"), "there is no limit `slide`", "did you mean `slides`?"),
    "a limit without a number": (
        ("build", "--limit", "slides"),
        "a limit is a whole number above 0, but this is ``",
        "type `slides=5000`",
    ),
    "a folder to allow that is not there": (
        ("build", "--also-read", "none"),
        "there is no folder `none`",
        "name the folder of the files after `--also-read`",
    ),
    "a new outline over an old one": (
        ("new", "slides.yaml"),
        "`slides.yaml` is already there, and deckgen never overwrites an outline",
        "name another file: `deckgen new lecture.yaml`",
    ),
    "a new outline in no folder": (("new", "none/a.yaml"), "there is no folder `none`", "make it first"),
    "a new outline of another kind": (
        ("new", "a.txt"),
        "an outline's file ends in .yaml, and `a.txt` does not",
        "type `a.yaml`",
    ),
    "a deck that is not there": (
        ("render", "none.pptx"),
        "there is no deck `none.pptx`",
        "`deckgen build` makes one from an outline",
    ),
    "an unknown key": (
        ("explain", "bulets"),
        "the outline language has no field `bulets`",
        "did you mean `bullets`?",
    ),
    "an unknown shell": (
        ("completion", "csh"),
        "invalid value for `{bash|zsh|fish}`: `csh` is not one of `bash`, `zsh`, `fish`",
        "`deckgen completion --help` shows what can be typed",
    ),
}


@pytest.fixture
def full_desk(desk: Desk) -> Desk:
    """A desk with things that can be taken for one another."""
    desk.write("slides.yaml")
    desk.write("old.pptx", "the last deck")
    (desk.folder / "folder").mkdir()
    (desk.folder / "full.pptx").symlink_to("/dev/full")
    for name in ("pipe", "pipe.pptx"):
        os.mkfifo(desk.folder / name)
    with socket.socket(socket.AF_UNIX) as bound:
        bound.bind(str(desk.folder / "socket"))
    return desk


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no full device here")
@pytest.mark.parametrize(("arguments", "message", "hint"), CASES.values(), ids=CASES)
def test_a_command_that_cannot_be_carried_out_says_why_and_harms_nothing(
    full_desk: Desk, arguments: tuple[str, ...], message: str, hint: str
) -> None:
    before = full_desk.files()
    run = full_desk.run(*arguments)
    assert run.err == f"error: {message}\n" + (f"hint: {hint}\n" if hint else "")
    assert (run.code, run.out) == (2, "")
    assert full_desk.files() == before
    assert (full_desk.folder / "old.pptx").read_text() == "the last deck"


SECONDS = ["yesterday", "1.5", "-1", "1_000", " 1", "99999999999999999999", "1e9", "١"]


@pytest.mark.parametrize("seconds", SECONDS)
def test_a_date_that_is_none_is_said(desk: Desk, seconds: str) -> None:
    desk.write("slides.yaml")
    run = desk.run("build", SOURCE_DATE_EPOCH=seconds)
    message = f"the environment variable SOURCE_DATE_EPOCH is `{seconds}`, not a number of seconds since 1970"
    assert run.err == f"error: {message}\nhint: set it to a whole number, or unset it\n"
    assert (run.code, desk.files()) == (2, {"slides.yaml"})


DENIED = [
    (errno.EACCES, "check its permissions"),
    (errno.EIO, "copy it to another disk"),
    (errno.EISDIR + 1000, "name another file"),
]


@pytest.mark.parametrize(("number", "hint"), DENIED)
def test_what_may_not_be_read_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, hint: str
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise OSError(number, "It May Not Be")

    for read, name in ((read_outline, "a.yaml"), (read_deck, "a.pptx"), (read_template, "a.potx")):
        file = tmp_path / name
        file.write_bytes(b"there")
        with monkeypatch.context() as patched:
            patched.setattr(Path, "open", refuse)
            with pytest.raises(UsageError) as trouble:
                read(file)
        assert trouble.value.message == f"cannot read `{file}`: it may not be"
        assert trouble.value.hint == hint


CLOSE_IT = "if it is open in another program, close it there; or name another file with `-o`"
MAKE_ROOM = "make room on the disk, or name a file on another with `-o`"
ANOTHER = "name another file with `-o`"


@pytest.mark.parametrize(
    ("number", "hint"),
    [(errno.EACCES, CLOSE_IT), (errno.EBUSY, CLOSE_IT), (errno.ENOSPC, MAKE_ROOM), (errno.EDQUOT, MAKE_ROOM),
     (errno.EROFS, ANOTHER), (errno.EIO, ANOTHER)],
)  # fmt: skip
@pytest.mark.parametrize("step", ["open", "replace"])
def test_what_may_not_be_written_is_said_and_the_old_file_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, hint: str, step: str
) -> None:
    """A read-only folder, a full disk, a file that another program has open: at the first and at the last step."""
    deck = tmp_path / "a.pptx"
    deck.write_bytes(b"old")

    def refuse(*_: object, **__: object) -> None:
        raise OSError(number, os.strerror(number))

    with monkeypatch.context() as patched:
        patched.setattr(Path, step, refuse)
        with pytest.raises(UsageError) as trouble:
            replace_file(deck, b"new")
    assert trouble.value.message == f"cannot write `{deck}`: {os.strerror(number).lower()}"
    assert trouble.value.hint == hint
    assert deck.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [deck]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="only Linux has /dev/full")
@pytest.mark.parametrize("arguments", ["plan", "--version", "check --format json"])
def test_what_is_printed_may_have_no_room(desk: Desk, arguments: str) -> None:
    desk.write("slides.yaml")
    command = f"'{sys.executable}' -m deckgen {arguments} > /dev/full"
    run = subprocess.run(["sh", "-c", command], cwd=desk.folder, capture_output=True, text=True, check=False)
    assert run.returncode == 2
    assert run.stderr.splitlines()[0] == "error: what is printed cannot be written: no space left on device"


@pytest.mark.skipif(os.name == "nt", reason="a shell of POSIX closes it")
@pytest.mark.parametrize("arguments", ["plan", "--version"])
def test_a_command_without_a_place_to_print_does_its_work(desk: Desk, arguments: str) -> None:
    desk.write("slides.yaml")
    command = f"'{sys.executable}' -m deckgen {arguments} >&-"
    run = subprocess.run(["sh", "-c", command], cwd=desk.folder, capture_output=True, check=False)
    assert (run.returncode, run.stderr) == (0, b"")


@pytest.mark.skipif(sys.platform == "win32", reason="Windows cannot limit the size of files")
def test_a_disk_that_fills_up_while_a_deck_is_written_leaves_the_old_one(desk: Desk) -> None:
    desk.write("slides.yaml")
    desk.write("slides.pptx", "the last deck")
    code = (
        "import resource; resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096));"
        "import sys, deckgen.cli as c; sys.exit(c.main())"
    )
    run = subprocess.run(
        [sys.executable, "-c", code, "build"], cwd=desk.folder, capture_output=True, text=True, check=False
    )
    assert run.stderr.startswith("error: cannot write `slides.pptx`: file too large\n")
    assert run.returncode == 2
    assert desk.files() == {"slides.yaml", "slides.pptx"}
    assert (desk.folder / "slides.pptx").read_text() == "the last deck"


def test_half_a_new_outline_is_not_in_the_way_of_the_next(desk: Desk) -> None:
    (desk.folder / "a.yaml").symlink_to("/dev/full")
    run = desk.run("new", "a.yaml")
    assert run.code == 2
    code = "import resource; resource.setrlimit(resource.RLIMIT_FSIZE, (100, 100)); import deckgen.cli as c; c.main()"
    found = subprocess.run(
        [sys.executable, "-c", code, "new", "b.yaml"], cwd=desk.folder, capture_output=True, text=True, check=False
    )
    assert found.stderr == "error: cannot write `b.yaml`: file too large\n"
    assert not (desk.folder / "b.yaml").exists()


def test_an_outline_can_come_through_a_pipe(desk: Desk) -> None:
    command = [sys.executable, "-m", "deckgen", "build", "/dev/stdin", "-o", "a.pptx"]
    run = subprocess.run(command, cwd=desk.folder, input=OUTLINE.encode(), capture_output=True, check=False)
    assert run.returncode == 0, run.stderr


def test_a_folder_that_is_allowed_is_read_and_no_other(desk: Desk) -> None:
    for name in ("lecture", "course", "other"):
        (desk.folder / name).mkdir()
        desk.write(f"{name}/a.py", "x = 1\n")
    desk.write("lecture/slides.yaml", "title: T\nslides:\n  - title: A\n    code: {file: ../course/a.py}\n")
    where = Desk(desk.folder / "lecture")
    assert "error[file-outside]" in where.run("build").err
    assert "error[file-outside]" in where.run("build", "--also-read", "../other").err
    for command in ("build", "plan"):
        assert where.run(command, "--also-read", "../course").code == 0
