"""`deckgen build`: names, exit codes, streams, and decks that are never harmed."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.desk import OUTLINE, Desk
from tests.writers.pptx.clicks import clicks_of

BROKEN = OUTLINE.replace("bullets:", "bulets:")


def test_without_arguments_it_builds_slides_yaml_into_slides_pptx(desk: Desk) -> None:
    desk.write("slides.yaml")
    run = desk.run("build")
    assert (run.code, run.err) == (0, "")
    assert run.out.startswith("slides.pptx: 2 slides for 10 minutes, no warnings (")
    assert desk.files() == {"slides.yaml", "slides.pptx"}


def test_the_deck_stands_beside_its_outline(desk: Desk) -> None:
    (desk.folder / "week 3").mkdir()
    desk.write("week 3/intro.yaml")
    assert desk.run("build", "week 3/intro.yaml").code == 0
    assert desk.files() == {"week 3/intro.yaml", "week 3/intro.pptx"}


def test_output_names_a_file(desk: Desk) -> None:
    desk.write("slides.yaml")
    assert desk.run("build", "-o", "monday.pptx").out.startswith("monday.pptx: ")
    assert desk.files() == {"slides.yaml", "monday.pptx"}


def test_output_names_a_folder(desk: Desk) -> None:
    desk.write("slides.yaml")
    (desk.folder / "decks").mkdir()
    assert desk.run("build", "-o", "decks").code == 0
    assert desk.files() == {"slides.yaml", "decks/slides.pptx"}


def test_an_output_that_is_no_deck_is_refused_so_that_no_outline_is_overwritten(desk: Desk) -> None:
    outline = desk.write("slides.yaml")
    run = desk.run("build", "-o", "slides.yaml")
    assert (run.code, run.out) == (2, "")
    assert run.err == (
        "error: a deck's file ends in .pptx, and `slides.yaml` does not\nhint: type `-o slides.pptx`, "
        "or another of .html, .pdf, .svg, .png\n"
    )
    assert outline.read_text(encoding="utf-8") == OUTLINE


@pytest.mark.parametrize("options", [(), ("--all",)])
def test_a_folder_that_is_not_there_is_told_before_anything_is_built(desk: Desk, options: tuple[str, ...]) -> None:
    """A lecture that is too long has a warning as soon as it is built."""
    desk.write("slides.yaml", OUTLINE.replace("minutes: 10", "minutes: .1\naudiences: [a, b]"))
    run = desk.run("build", "-o", "decks/{audience}.pptx" if options else "decks/a.pptx", *options)
    assert (run.code, run.err) == (
        2,
        "error: there is no folder `decks`\nhint: make it first, or name another with `-o`\n",
    )


def test_an_output_folder_that_is_not_there_is_refused(desk: Desk) -> None:
    desk.write("slides.yaml")
    run = desk.run("build", "-o", "decks/slides.pptx")
    assert run.code == 2
    assert run.err == "error: there is no folder `decks`\nhint: make it first, or name another with `-o`\n"


def test_a_missing_outline_says_what_to_do_next(desk: Desk) -> None:
    run = desk.run("build")
    assert (run.code, run.out) == (2, "")
    assert run.err == (
        "error: there is no outline `slides.yaml`\nhint: `deckgen new` writes a small one to start from\n"
    )


def test_a_mistyped_outline_is_recognized(desk: Desk) -> None:
    desk.write("lecture.yaml")
    run = desk.run("build", "lectrue.yaml")
    assert run.code == 2
    assert run.err == "error: there is no outline `lectrue.yaml`\nhint: did you mean `lecture.yaml`?\n"


def test_a_folder_is_no_outline(desk: Desk) -> None:
    (desk.folder / "week3").mkdir()
    run = desk.run("build", "week3")
    assert run.code == 2
    assert run.err == "error: `week3` is a folder\nhint: name the outline in it: `week3/slides.yaml`\n"


def test_a_deck_is_no_outline(desk: Desk) -> None:
    run = desk.run("build", "slides.pptx")
    assert run.code == 2
    assert run.err.startswith("error: `slides.pptx` is a deck")


def test_an_outline_with_a_mistake_ends_with_1_and_names_the_line(desk: Desk) -> None:
    desk.write("slides.yaml", BROKEN)
    run = desk.run("build")
    assert (run.code, run.out) == (1, "")
    assert "slides.yaml:5:5" in run.err
    assert "hint: did you mean `bullets`?" in run.err
    assert run.err.endswith("no deck was written\n")
    assert desk.files() == {"slides.yaml"}


def test_a_failed_build_leaves_the_last_deck_as_it_was(desk: Desk) -> None:
    desk.write("slides.yaml")
    desk.run("build")
    deck = desk.folder / "slides.pptx"
    before, then = deck.read_bytes(), deck.stat().st_mtime_ns
    desk.write("slides.yaml", BROKEN)
    run = desk.run("build")
    assert run.code == 1
    assert run.err.endswith("`slides.pptx` was left as it was\n")
    assert (deck.read_bytes(), deck.stat().st_mtime_ns) == (before, then)
    assert desk.files() == {"slides.yaml", "slides.pptx"}


def test_warnings_build_a_deck_but_not_under_strict(desk: Desk) -> None:
    desk.write("slides.yaml", OUTLINE + "    code: {language: klingon, text: nuqneH}\n")
    run = desk.run("build")
    assert run.code == 0
    assert "warning[" in run.err
    assert " 1 warning " in run.out
    (desk.folder / "slides.pptx").unlink()
    run = desk.run("build", "--strict")
    assert (run.code, run.out) == (1, "")
    assert desk.files() == {"slides.yaml"}


def test_without_builds_every_slide_is_whole_from_the_start(desk: Desk) -> None:
    desk.write("slides.yaml", OUTLINE + "    build: true\n")
    assert desk.run("build").code == 0
    assert [len(clicks) for clicks in clicks_of((desk.folder / "slides.pptx").read_bytes())] == [0, 2]
    assert desk.run("build", "--no-builds").code == 0
    assert [len(clicks) for clicks in clicks_of((desk.folder / "slides.pptx").read_bytes())] == [0, 0]


def test_a_deck_takes_the_place_of_the_old_one_with_its_permissions_of_the_folder(desk: Desk) -> None:
    desk.write("slides.yaml")
    desk.run("build")
    mask = os.umask(0)
    os.umask(mask)
    assert stat.S_IMODE((desk.folder / "slides.pptx").stat().st_mode) == 0o666 & ~mask


def test_a_link_keeps_being_a_link(desk: Desk) -> None:
    desk.write("slides.yaml")
    (desk.folder / "real.pptx").write_bytes(b"old")
    (desk.folder / "slides.pptx").symlink_to("real.pptx")
    assert desk.run("build").code == 0
    assert (desk.folder / "slides.pptx").is_symlink()
    assert (desk.folder / "real.pptx").read_bytes()[:2] == b"PK"


def test_the_same_outline_gives_the_same_bytes_from_any_folder_and_for_any_hash_seed(desk: Desk) -> None:
    (desk.folder / "a").mkdir()
    (desk.folder / "b c").mkdir()
    decks: list[bytes] = []
    for folder, seed in (("a", "1"), ("b c", "2")):
        desk.write(f"{folder}/slides.yaml")
        where = Desk(desk.folder / folder)
        where.run("build", PYTHONHASHSEED=seed)
        decks.append((where.folder / "slides.pptx").read_bytes())
    desk.run("build", str(Path("a") / "slides.yaml"), "-o", "third.pptx", TZ="Asia/Tokyo", PYTHONHASHSEED="3")
    decks.append((desk.folder / "third.pptx").read_bytes())
    assert decks[0] == decks[1] == decks[2]


def test_source_date_epoch_dates_the_deck(desk: Desk) -> None:
    desk.write("slides.yaml")
    decks = []
    for seconds in ("1700000000", "1700000000", "1800000000"):
        assert desk.run("build", SOURCE_DATE_EPOCH=seconds).code == 0
        decks.append((desk.folder / "slides.pptx").read_bytes())
    assert decks[0] == decks[1] != decks[2]


def test_a_source_date_epoch_that_is_no_number_is_said(desk: Desk) -> None:
    desk.write("slides.yaml")
    run = desk.run("build", SOURCE_DATE_EPOCH="yesterday")
    assert run.code == 2
    assert "SOURCE_DATE_EPOCH is `yesterday`" in run.err


def test_messages_have_no_colour_where_there_is_no_terminal(desk: Desk) -> None:
    desk.write("slides.yaml", BROKEN)
    assert "\x1b" not in desk.run("build").err


def test_a_deck_that_powerpoint_would_repair_is_our_bug_and_leaves_the_last_one_alone(desk: Desk) -> None:
    desk.write("slides.yaml")
    (desk.folder / "slides.pptx").write_bytes(b"the last good deck")
    program = (
        "import sys; from deckgen.writers.pptx import package; from deckgen.writers.preflight import Defect;"
        "found = [Defect('slide-id-twice', 'ppt/presentation.xml', '2 slides have the id 7')];"
        "package.searches = lambda *_: [lambda: found];"
        "sys.argv = ['deckgen', 'build']; from deckgen.cli import main; sys.exit(main())"
    )
    run = subprocess.run(
        [sys.executable, "-c", program], cwd=desk.folder, capture_output=True, text=True, check=False
    )
    assert (run.returncode, run.stdout) == (70, "")
    assert run.stderr == (
        "error: this is a bug in deckgen: PowerPoint would not open the deck without repairing it\n"
        "  slide-id-twice: ppt/presentation.xml: 2 slides have the id 7\n"
        "so it was not written, and an older deck was left as it was\n"
        "hint: please report it with the lines above and the outline; "
        "`deckgen explain slide-id-twice` says what it is about\n"
    )
    assert (desk.folder / "slides.pptx").read_bytes() == b"the last good deck"
