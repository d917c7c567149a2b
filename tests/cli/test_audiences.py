"""Decks for several audiences, plans and differences, as a person asks for them."""

from __future__ import annotations

import json
from pathlib import Path

import click
import pytest
from pptx import Presentation
from pptx.enum.shapes import PP_PLACEHOLDER

from deckgen import build
from deckgen.cli import deckgen
from tests.cli.desk import Desk

LECTURE = """\
title: Docker
minutes: 10
audiences:
  beginners: {minutes: 4}
  managers: {title: Docker in short, minutes: 2}
slides:
  - title: A container is a process
    text: Not a machine.
    keep: must
    minutes: 2
    notes: Ask first.
  - title: Namespaces limit what it sees
    text: One view for each.
    except: managers
    keep: could
    minutes: 1.5
  - title: Cgroups limit what it uses
    text: Memory and time.
    except: managers
    minutes: 2
  - title: It saves servers
    text: About half of them.
    only: managers
    keep: could
    minutes: 1
"""


@pytest.fixture
def lecture(desk: Desk) -> Desk:
    desk.write("slides.yaml", LECTURE)
    return desk


def test_all_builds_a_deck_for_each_audience(lecture: Desk) -> None:
    run = lecture.run("build", "--all")
    assert (run.code, [line.split(" (")[0] for line in run.out.splitlines()]) == (0, [
        "slides-beginners.pptx: 3 slides for 4 minutes, no warnings",
        "slides-managers.pptx: 2 slides for 2 minutes, no warnings",
    ])  # fmt: skip
    assert lecture.files() == {"slides.yaml", "slides-beginners.pptx", "slides-managers.pptx"}


def test_what_there_was_no_time_for_is_said(lecture: Desk) -> None:
    assert lecture.run("build", "-a", "beginners").err == (
        "left out for beginners, to fit 5.5 minutes into 4:\n  Namespaces limit what it sees (1.5 min, keep: could)\n"
    )


def test_an_audience_without_minutes_has_the_slot_of_the_head(lecture: Desk) -> None:
    lecture.write("slides.yaml", LECTURE.replace("minutes: 10", "minutes: 4").replace("{minutes: 4}", ""))
    run = lecture.run("build", "-a", "beginners")
    assert run.out.startswith("slides-beginners.pptx: 3 slides for 4 minutes")
    assert run.err.startswith("left out for beginners, to fit 5.5 minutes into 4:")


def test_a_deck_of_everything_that_is_too_long_says_so(lecture: Desk) -> None:
    lecture.write("slides.yaml", "title: T\nminutes: 1\nslides:\n  - {title: One, text: a, minutes: 2}\n")
    run = lecture.run("build")
    assert (run.code, run.out.split(" (")[0]) == (0, "slides.pptx: 2 slides for 1 minute, 1 warning")
    assert "warning[over-time]: these slides take 2 minutes, 1 more than the slot of 1" in run.err


@pytest.mark.parametrize(
    ("arguments", "files"),
    [
        (["-o", "later/"], {"later/slides.pptx"}),
        (["-o", "this/year/"], {"this/year/slides.pptx"}),
        (["-a", "managers", "-o", "v1.2/"], {"v1.2/slides-managers.pptx"}),
        (["--all", "-o", "later/"], {"later/slides-beginners.pptx", "later/slides-managers.pptx"}),
    ],
)
def test_a_folder_named_with_a_slash_is_made(lecture: Desk, arguments: list[str], files: set[str]) -> None:
    run = lecture.run("build", *arguments)
    assert run.code == 0, run.err
    assert lecture.files() == {"slides.yaml"} | files


def test_no_folder_is_made_for_a_deck_that_cannot_be_built(lecture: Desk) -> None:
    lecture.write("slides.yaml", LECTURE.replace("title: It", "titel: It"))
    assert lecture.run("build", "-o", "later/").code == 1
    assert [path.name for path in lecture.folder.iterdir()] == ["slides.yaml"]


SAME_OPTIONS = ("audience", "students", "minutes", "theme")


@pytest.mark.parametrize("name", ["check", "handout", "render"])
def test_a_deck_is_wanted_in_the_same_words_everywhere(name: str) -> None:
    found = {each: deckgen.get_command(click.Context(deckgen), each) for each in (name, "build")}
    options = [
        [(option.opts, option.type.name) for option in command.params if option.name in SAME_OPTIONS]
        for command in found.values()
        if command is not None
    ]
    assert len(options[0]) == len(SAME_OPTIONS)
    assert options[0] == options[1]


@pytest.mark.parametrize("command", ["handout", "render"])
def test_what_there_was_no_time_for_is_said_of_paper_too(lecture: Desk, command: str) -> None:
    run = lecture.run(command, "-a", "beginners", "--minutes", "2", "--theme", "dark", "--students", PATH="")
    assert run.err.startswith("left out for beginners, to fit 5.5 minutes into 2:\n  Namespaces limit")
    wrong = lecture.run(command, "--theme", "darkk", PATH="")
    assert (wrong.code, wrong.err) == (2, "error: there is no template `darkk`\nhint: did you mean `dark`?\n")


SLOTS = """\
title: T
minutes: 4
audiences:
  a: {minutes: 2}
  b:
  c: {minutes: 9}
slides:
  - {title: One, text: a, minutes: 3, notes: Begin.}
  - {title: Two, text: b, minutes: 2.5, notes: Go on., except: b}
"""


def test_each_audience_whose_slides_are_longer_than_its_slot_is_named(desk: Desk) -> None:
    desk.write("slides.yaml", SLOTS)
    run = desk.run("build")
    assert run.err.startswith(
        "warning[over-time]: all slides together take 5.5 minutes, 1.5 more than the slot of 4\n"
        " --> slides.yaml:2:10\n"
    )
    assert "the slides for `a` take 5.5 minutes, 3.5 more than the slot of 2\n --> slides.yaml:4:16\n" in run.err
    command = "`deckgen build --audience a` leaves out what can go"
    assert f"hint: `deckgen plan` shows the times, and {command}" in run.err
    assert run.err.endswith("2 warnings\n")
    longer = SLOTS.replace("minutes: 3,", "minutes: 4.5,")
    desk.write("slides.yaml", longer)
    run = desk.run("build")
    assert "the slides for `b` take 4.5 minutes, 0.5 more than the slot of 4\n --> slides.yaml:5:3\n" in run.err
    assert run.err.endswith("3 warnings\n")


def test_a_lecture_longer_than_its_slot_has_no_times_in_its_notes(desk: Desk) -> None:
    for minutes, marks in ((4, ()), (5.5, ("At 0:00 of 5:30", "At 3:00 of 5:30"))):
        deck = build(SLOTS.replace("minutes: 4", f"minutes: {minutes}"), folder=desk.folder)
        assert tuple(note for notes in deck.notes for note in notes if note.startswith("At ")) == marks


MORPH = """\
title: T
audiences: [all, some]
slides:
  - {title: One, layers: [a, b], except: some}
  - {title: Two, layers: [a, b], highlight: a, transition: morph}
"""


def test_a_morph_whose_first_slide_is_for_others_fades_in_without_a_warning(desk: Desk) -> None:
    desk.write("slides.yaml", MORPH)
    assert [desk.run("build", *more).err for more in ([], ["--all"], ["--one-file"])] == ["", "", ""]
    desk.write("slides.yaml", MORPH.replace("One, layers: [a, b]", "One, layers: [c, d]"))
    assert "warning[nothing-to-morph]" in desk.run("build").err


def test_minutes_fit_the_lecture_to_another_slot(lecture: Desk) -> None:
    run = lecture.run("build", "--minutes", "4")
    assert run.code == 0
    assert "slides.pptx: 3 slides for 4 minutes" in run.out
    assert "Namespaces" in run.err


def test_a_slot_that_is_too_short_is_a_mistake(lecture: Desk) -> None:
    run = lecture.run("build", "--minutes", "1")
    assert run.code == 1
    assert "what must stay takes 2 minutes, 1 more than the slot of 1" in run.err
    assert lecture.files() == {"slides.yaml"}


@pytest.mark.parametrize(
    ("arguments", "files"),
    [
        (["--all", "-o", "decks"], {"decks/slides-beginners.pptx", "decks/slides-managers.pptx"}),
        (["--all", "-o", "decks/for-{audience}.pptx"], {"decks/for-beginners.pptx", "decks/for-managers.pptx"}),
        (["-a", "managers", "-o", "{audience}.pptx"], {"managers.pptx"}),
        (["--one-file"], {"slides-all.pptx"}),
        (["--students"], {"slides-students.pptx"}),
        (["--students", "--all"], {"slides-beginners-students.pptx", "slides-managers-students.pptx"}),
    ],
)
def test_decks_go_where_they_should(lecture: Desk, arguments: list[str], files: set[str]) -> None:
    (lecture.folder / "decks").mkdir()
    run = lecture.run("build", *arguments)
    assert run.code == 0, run.err
    assert lecture.files() == {"slides.yaml"} | files


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--all", "-o", "deck.pptx"], "`deck.pptx` is one file, and `--all` makes several"),
        (
            ["--all", "-o", "later"],
            'there is no folder `later`\nhint: type `-o later/` to make it, or `-o "later-{audience}.pptx"`',
        ),
        (["-o", "later"], "there is no folder `later`\nhint: type `-o later/` to make it, or `-o later.pptx`"),
        (["-o", "{audience}.pptx"], "`{audience}.pptx` is a name for each audience"),
        (["--all", "--one-file"], "`--audience`, `--all` and `--one-file` exclude each other"),
        (["--opening-show", "managers"], "`--opening-show` is for the deck of all audiences"),
    ],
)
def test_wishes_that_cannot_be_met_are_refused(lecture: Desk, arguments: list[str], said: str) -> None:
    run = lecture.run("build", *arguments)
    assert run.code == 2
    assert said in run.err
    assert lecture.files() == {"slides.yaml"}


def test_a_plan_shows_who_sees_what(lecture: Desk) -> None:
    assert lecture.run("plan").out.splitlines() == [
        "                                    minutes  beginners  managers",
        "  1  Docker                                      ●         ◐",
        "  2  A container is a process             2      ●         ●",
        "  3  Namespaces limit what it sees      1.5      ○         –",
        "  4  Cgroups limit what it uses           2      ●         –",
        "  5  It saves servers                     1      –         ○",
        "",
        "     slides                               5      3         2",
        "     minutes                      6.5 of 10   4 of 4     2 of 2",
        "",
        "● sees it   ◐ sees a version of its own   ○ no time   – not for it   ~ estimated",
    ]


def test_a_plan_says_when_much_of_a_slot_is_not_planned(desk: Desk) -> None:
    slides = "slides:\n  - {title: One, minutes: 14}\n  - {title: Two, minutes: 14, except: b}\n"
    desk.write("slides.yaml", f"title: T\nminutes: 45\n{slides.replace(', except: b', '')}")
    assert "     17 of the 45 minutes are not planned" in desk.run("plan").out.splitlines()
    audiences = "audiences: {a: {minutes: 30}, b: {minutes: 20}}"
    desk.write("slides.yaml", f"title: T\nminutes: 45\n{audiences}\n{slides}")
    lines = desk.run("plan").out.splitlines()
    assert [line.strip() for line in lines if "not planned" in line] == ["6 of the 20 minutes for b are not planned"]
    desk.write("slides.yaml", f"title: T\nminutes: 35\n{slides.replace(', except: b', '')}")
    assert "not planned" not in desk.run("plan").out


def test_a_plan_can_be_read_by_machines(lecture: Desk) -> None:
    plan = json.loads(lecture.run("plan", "--json").out)
    assert plan["slides"][2]["sights"] == {"beginners": "no time", "managers": "no"}
    assert plan["audiences"][1] == {"name": "managers", "slides": 2, "takes": 2, "minutes": 2}


def test_a_lecture_that_cannot_be_laid_out_has_a_plan_all_the_same(lecture: Desk) -> None:
    usual = lecture.run("plan").out
    lecture.write("slides.yaml", LECTURE.replace("text: Not a machine.", "image: no.png"))
    run = lecture.run("plan")
    assert (run.code, run.out) == (0, usual)


def test_two_audiences_differ_slide_by_slide(lecture: Desk) -> None:
    assert lecture.run("diff", "beginners", "managers").out == (
        "~   1  Docker in short\n"
        "       Docker {+in short+}\n"
        "       minutes: [-4-] {+2+}\n"
        "-   3  Cgroups limit what it uses\n\n1 slide the same, 1 changed, 1 only in the first\n"
    )


def test_the_outline_of_two_audiences_can_be_named(lecture: Desk) -> None:
    lecture.write("week3.yaml", LECTURE.replace("Cgroups limit", "Control groups limit"))
    assert "-   3  Control groups limit" in lecture.run("diff", "beginners", "managers", "week3.yaml").out


def test_an_audience_and_an_outline_cannot_be_compared(lecture: Desk) -> None:
    run = lecture.run("diff", "slides.yaml", "managers")
    assert (run.code, run.err.splitlines()[0]) == (2, "error: `slides.yaml` is an outline, and `managers` is none")


def test_two_versions_differ_word_by_word(lecture: Desk) -> None:
    lecture.write(
        "new.yaml", LECTURE.replace("Not a machine.", "Not a small machine.").replace("It saves", "They save")
    )
    assert lecture.run("diff", "slides.yaml", "new.yaml").out == (
        "~   2  A container is a process\n"
        "       Not a {+small+} machine.\n"
        "~   5  They save servers\n"
        "       [-It saves-] {+They save+} servers\n\n"
        "3 slides the same, 2 changed\n"
    )


LONG = f"""\
title: T
audiences: [a, b]
slides:
  - {{title: Behind, text: If asked., backup: true}}
  - title: Points
    bullets: [{", ".join(f"point {number}" for number in range(40))}]
  - {{title: After, text: All is said., except: b}}
  - {{title: Last, text: Questions, for: {{b: {{text: Questions?}}}}}}
"""


def footers(deck: Path) -> dict[str, int]:
    """The number in the footer of each slide, by its title; of a slide with several pages, that of the first."""
    found: dict[str, int] = {}
    for slide in Presentation(str(deck)).slides:
        title = slide.shapes.title.text_frame.text.partition(" (")[0]
        numbers = [
            shape.text_frame.text
            for shape in slide.placeholders
            if shape.placeholder_format.type == PP_PLACEHOLDER.SLIDE_NUMBER
        ]
        found.setdefault(title, int(numbers[0].split("/")[0]) if numbers else 1)
    return found


def test_slides_have_the_same_numbers_and_count_everywhere(desk: Desk) -> None:
    desk.write("slides.yaml", LONG)
    assert desk.run("build", "--all").code == desk.run("build").code == 0
    everybody, some = (footers(desk.folder / name) for name in ("slides.pptx", "slides-b.pptx"))
    plan = json.loads(desk.run("plan", "--json").out)
    assert {slide["title"]: slide["number"] for slide in plan["slides"]} == everybody
    assert everybody["After"] - everybody["Points"] > 1
    assert everybody["Behind"] == max(everybody.values()) == plan["count"] + 1
    counts = [desk.run("build", *which).out.split(": ")[1] for which in ((), ("-a", "a"), ("-a", "b"))]
    shown = [plan["count"], *(audience["slides"] for audience in plan["audiences"])]
    assert [int(count.split(" slides")[0]) for count in counts] == shown
    changes = desk.run("diff", "a", "b").out.splitlines()
    assert f"-  {everybody['After']:>2}  After" in changes
    assert f"~  {some['Last']:>2}  Last" in changes
    assert some["Last"] == everybody["Last"] - 1


def test_a_mistake_in_an_included_file_is_said_with_its_name(lecture: Desk) -> None:
    lecture.write("slides.yaml", LECTURE + "  - include: more.yaml\n")
    lecture.write("more.yaml", "- title: One\n  bulets: [a]\n")
    run = lecture.run("build")
    assert run.code == 1
    assert " --> more.yaml:2:3" in run.err


TOO_SHORT = LECTURE.replace("managers: {title: Docker in short, minutes: 2}", "managers: {minutes: 1}")


def test_a_slot_that_is_too_short_for_one_leaves_the_decks_of_the_others(desk: Desk) -> None:
    desk.write("slides.yaml", TOO_SHORT)
    run = desk.run("build", "--all")
    assert run.code == 1
    assert "what must stay for `managers` takes 2 minutes, 1 more than the slot of 1" in run.err
    assert "`slides-managers.pptx` was not written" in run.err
    assert desk.files() == {"slides.yaml", "slides-beginners.pptx"}


def test_a_plan_is_shown_though_a_slot_is_too_short(desk: Desk) -> None:
    desk.write("slides.yaml", TOO_SHORT)
    run = desk.run("plan")
    assert run.code == 1
    assert "what must stay for `managers` takes 2 minutes" in run.err
    assert "3 of 1" in run.out


def test_backups_and_hidden_slides_are_told_apart_from_those_that_are_shown(desk: Desk) -> None:
    slides = [
        "title: One\n    minutes: 2",
        "title: Deep\n    minutes: 9\n    backup: true",
        "title: Old\n    hidden: true",
    ]
    desk.write("slides.yaml", "title: T\naudiences: [a]\nslides:\n" + "".join(f"  - {slide}\n" for slide in slides))
    assert desk.run("build").out.startswith("slides.pptx: 2 slides, 2 backup or hidden slides, ")
    lines = [line.split() for line in desk.run("plan").out.splitlines()]
    assert lines[1:8] == [
        ["1", "T", "●"],
        ["2", "One", "2", "●"],
        ["4", "Deep", "backup", "●"],
        ["3", "Old", "hidden", "●"],
        [],
        ["slides", "2", "2"],
        ["minutes", "2", "2"],
    ]
