"""The other commands, help, and what is said to a wrong command line."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from deckgen import __version__
from deckgen.cli import COMMANDS
from tests.cli.desk import Desk


def test_version(desk: Desk) -> None:
    run = desk.run("--version")
    assert (run.code, run.out, run.err) == (0, f"deckgen {__version__}\n", "")


def test_what_is_to_be_done_at_the_end_of_the_program_is_done() -> None:
    program = (
        "import atexit, sys; from deckgen.__main__ import main; atexit.register(print, 'the end');"
        "sys.argv = ['deckgen', '--version']; main()"
    )
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert (run.returncode, run.stdout, run.stderr) == (0, f"deckgen {__version__}\nthe end\n", "")


@pytest.mark.parametrize("arguments", [(), ("-h",), ("--help",)])
def test_help_lists_every_command(desk: Desk, arguments: tuple[str, ...]) -> None:
    run = desk.run(*arguments)
    assert (run.code, run.err) == (0, "")
    assert all(f"\n  {command} " in run.out for command in COMMANDS)


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_explains_itself(desk: Desk, command: str) -> None:
    run = desk.run(command, "-h")
    assert (run.code, run.err) == (0, "")
    assert run.out.startswith(f"Usage: deckgen {command} ")
    assert f"deckgen {command}" in run.out.split("\n", 1)[1], "its help shows an example"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["biuld"], "error: there is no command `biuld`\nhint: did you mean `deckgen build`?\n"),
        (["frobnicate"], "error: there is no command `frobnicate`\nhint: `deckgen --help` lists the commands\n"),
        (
            ["week3.yaml"],
            "error: there is no command `week3.yaml`\nhint: to build this outline, type `deckgen build week3.yaml`\n",
        ),
        (["build", "--stritc"], "error: there is no option `--stritc`\nhint: did you mean `--strict`?\n"),
        (
            ["build", "a.yaml", "b.yaml"],
            "error: got unexpected extra argument (b.yaml)\nhint: `deckgen build --help` shows what can be typed\n",
        ),
    ],
)
def test_a_wrong_command_line_ends_with_2_and_a_hint(desk: Desk, arguments: list[str], said: str) -> None:
    run = desk.run(*arguments)
    assert (run.code, run.out, run.err) == (2, "", said)


def test_asking_for_help_or_completion_loads_nothing_heavy() -> None:
    program = (
        "import sys, deckgen.cli as cli; from deckgen.cli import COMMANDS, deckgen; "
        "[deckgen.get_command(None, name) for name in COMMANDS]; print(*sys.modules)"
    )
    loaded = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout
    libraries = {"yaml", "lxml", "pptx", "PIL", "pygments", "markdown_it"}
    heavy = {*libraries, "deckgen.api", "deckgen.pipeline", "deckgen.layout"}
    assert not heavy & set(loaded.split())


def test_importing_the_command_line_loads_only_what_parsing_it_needs() -> None:
    program = "import sys, deckgen.cli; print(*(name for name in sys.modules if name.startswith('deckgen')))"
    loaded = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout
    assert set(loaded.split()) == {
        "deckgen",
        "deckgen.codes",
        "deckgen.diagnostics",
        "deckgen.version",
        "deckgen.cli",
        "deckgen.cli.terminal",
    }


def test_new_writes_an_outline_that_builds_without_a_warning(desk: Desk) -> None:
    run = desk.run("new")
    assert (run.code, run.err) == (0, "")
    assert run.out.splitlines()[0] == "wrote slides.yaml, a small lecture to change into yours"
    assert run.out.splitlines()[-1] == "next: deckgen build"
    assert desk.files() == {"slides.yaml", ".deckgen.schema.json"}
    built = desk.run("build", "--strict")
    assert (built.code, built.err) == (0, "")
    assert ", no warnings (" in built.out


def test_new_names_a_schema_that_is_there(desk: Desk) -> None:
    desk.run("new", "lecture")
    first = (desk.folder / "lecture.yaml").read_text(encoding="utf-8").splitlines()[0]
    name = first.removeprefix("# yaml-language-server: $schema=")
    assert name != first
    schema = json.loads((desk.folder / name).read_text(encoding="utf-8"))
    assert "slides" in schema["properties"]


def test_new_never_overwrites_an_outline(desk: Desk) -> None:
    outline = desk.write("slides.yaml", "mine")
    run = desk.run("new")
    assert (run.code, run.out) == (2, "")
    assert run.err.startswith("error: `slides.yaml` is already there, and deckgen never overwrites an outline\n")
    assert outline.read_text(encoding="utf-8") == "mine"
    assert desk.files() == {"slides.yaml"}


@pytest.mark.parametrize("is_there", [True, False])
def test_new_and_schema_go_into_a_folder_which_is_made(desk: Desk, is_there: bool) -> None:
    if is_there:
        (desk.folder / "week3").mkdir()
    run = desk.run("new", "week3/")
    assert (run.code, run.err) == (0, "")
    assert run.out.splitlines()[-1] == "next: deckgen build week3/slides.yaml"
    written = desk.run("schema", "-o", "editors/")
    assert written.out == "wrote editors/.deckgen.schema.json\n"
    assert desk.files() == {
        "week3/slides.yaml",
        "week3/.deckgen.schema.json",
        "editors/.deckgen.schema.json",
    }


def test_schema_goes_to_stdout_or_to_a_file(desk: Desk) -> None:
    printed = desk.run("schema")
    assert printed.code == 0
    assert json.loads(printed.out)["properties"]["title"]
    written = desk.run("schema", "-o", "schema.json")
    assert written.out == "wrote schema.json\n"
    assert json.loads((desk.folder / "schema.json").read_bytes()) == json.loads(printed.out)


def test_explain_lists_the_language_and_explains_a_key(desk: Desk) -> None:
    whole = desk.run("explain")
    assert (whole.code, whole.err) == (0, "")
    assert "layers" in whole.out
    key = desk.run("explain", "layers")
    assert (key.code, key.err) == (0, "")
    assert "layers:" in key.out


def test_explain_suggests_a_key_for_a_mistyped_one(desk: Desk) -> None:
    run = desk.run("explain", "bulets")
    assert (run.code, run.out) == (2, "")
    assert "did you mean" in run.err
    assert "bullets" in run.err


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_prints_a_script_for_the_shell(desk: Desk, shell: str) -> None:
    run = desk.run("completion", shell)
    assert (run.code, run.err) == (0, "")
    assert "_DECKGEN_COMPLETE" in run.out


def test_completion_completes_commands(desk: Desk) -> None:
    run = desk.run(_DECKGEN_COMPLETE="bash_complete", COMP_WORDS="deckgen bu", COMP_CWORD="1")
    assert run.out == "plain,build\n"


def test_explain_lists_the_limits(desk: Desk) -> None:
    run = desk.run("explain", "limits")
    assert run.code == 0
    assert "  slides                   5,000  slides, sections counted\n" in run.out
    assert "`--limit NAME=NUMBER` allows another number" in run.out
