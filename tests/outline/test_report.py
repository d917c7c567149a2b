"""The form of a report."""

from __future__ import annotations

import json
from textwrap import dedent

import pytest

from deckgen.codes import Code
from deckgen.diagnostics import Diagnostic, Place, error, warning
from deckgen.report import FORMATS, as_github, as_json, as_sarif, render


def test_the_form_is_that_of_the_style_page() -> None:
    source = "\n" * 41 + "      colums: [Containers, Virtual machines]\n" + "\n" * 45 + "  - title: Long\n"
    found = [
        warning(
            Code.TITLE_TOO_LONG, "this title needs 3 lines", Place(87, 11, 4), "shorten it by about 14 characters"
        ),
        error(Code.UNKNOWN_FIELD, "a comparison has no field `colums`", Place(41, 6, 6), "did you mean `columns`?"),
        error(Code.NO_SLIDES, "no slide is left"),
    ]
    assert render(found, "slides.yaml", source) == dedent("""\
        error[unknown-field]: a comparison has no field `colums`
          --> slides.yaml:42:7
           |
        42 |       colums: [Containers, Virtual machines]
           |       ^^^^^^
        hint: did you mean `columns`?

        warning[title-too-long]: this title needs 3 lines
          --> slides.yaml:88:12
           |
        88 |   - title: Long
           |            ^^^^
        hint: shorten it by about 14 characters

        error[no-slides]: no slide is left
          --> slides.yaml

        2 errors, 1 warning
        """)


def test_nothing_is_said_about_nothing() -> None:
    assert render([], "slides.yaml", "a: b") == ""


def marked(line: str, place: Place) -> str:
    """What stands above the carets."""
    shown, carets = render([error(Code.UNKNOWN_BOX, "b", place)], "a.yaml", line).splitlines()[3:5]
    columns = "".join(char + ("\0" if char in "容器" else "") for char in shown)
    return columns[carets.index("^") : carets.rindex("^") + 1].replace("\0", "")


def test_the_caret_stands_under_the_value() -> None:
    assert marked("title: Docker", Place(0, 7, 6)) == "Docker"
    assert marked("\ttitle: Docker", Place(0, 8, 6)) == "Docker"
    assert marked("容器: Docker", Place(0, 4, 6)) == "Docker"
    assert marked("title: 容器", Place(0, 7, 2)) == "容器"
    assert marked("title: a\\x1bDocker", Place(0, 8, 99)) == "\\x1bDocker"
    assert marked("x" * 300 + "Docker" + "y" * 300, Place(0, 300, 6)) == "Docker"
    assert marked("x" * 300 + "Docker", Place(0, 300, 6)) == "Docker"


def test_a_long_line_is_cut_round_the_caret() -> None:
    line = render([error(Code.UNKNOWN_BOX, "b", Place(0, 300))], "a.yaml", "x" * 600).splitlines()[3]
    assert line.startswith("1 | …x")
    assert line.endswith("x…")
    assert len(line) < 110


def test_signs_that_a_terminal_obeys_are_shown_instead() -> None:
    report = render([error(Code.UNKNOWN_BOX, "there is no box `\x1b[31m`", Place(0, 0))], "a.yaml", "a: \x1b[31m")
    assert "\x1b" not in report


def test_colour_adds_nothing_but_colour() -> None:
    import re  # noqa: PLC0415

    found = [error(Code.UNKNOWN_BOX, "b", Place(0, 0), "c"), warning(Code.TITLE_TWICE, "e")]
    coloured = render(found, "a.yaml", "a: b", colour=True)
    assert re.sub(r"\x1b\[\d*m", "", coloured) == render(found, "a.yaml", "a: b")
    assert coloured != render(found, "a.yaml", "a: b")


def test_a_second_place_is_shown_under_the_first() -> None:
    found = error(Code.DUPLICATE_KEY, "twice", Place(2, 0, 5)).related_to(Place(0, 0, 5), "first here")
    assert render([found], "a.yaml", "title: A\nslides: []\ntitle: B").splitlines()[1:9] == [
        " --> a.yaml:3:1",
        "  |",
        "3 | title: B",
        "  | ^^^^^",
        " ::: a.yaml:1:1",
        "  |",
        "1 | title: A",
        "  | ----- first here",
    ]


def test_json_and_sarif_have_the_second_place_too() -> None:
    found = [error(Code.DUPLICATE_KEY, "twice", Place(2, 0, 5)).related_to(Place(0, 0, 5), "first here")]
    (one,) = json.loads(as_json(found, "a.yaml"))["findings"]
    assert one["related"] == [{"file": "a.yaml", "line": 1, "column": 1, "length": 5, "message": "first here"}]
    (result,) = json.loads(as_sarif(found, "a.yaml"))["runs"][0]["results"]
    (other,) = result["relatedLocations"]
    assert other["physicalLocation"]["region"] == {"startLine": 1, "startColumn": 1, "endColumn": 6}
    assert other["message"] == {"text": "first here"}


@pytest.mark.parametrize("form", FORMATS)
def test_every_code_can_be_written_in_every_format(form: str) -> None:
    for code in Code:
        for said in (error(code, "a"), warning(code, "a", Place(2, 0), "b")):
            assert code in FORMATS[form]([said], "a.yaml"), code


def many(count: int) -> list[Diagnostic]:
    """One warning in the first line, and below it `count` errors of a kind, a line each."""
    errors = [error(Code.UNKNOWN_FIELD, f"no field `{number}`", Place(number, 0)) for number in range(1, count + 1)]
    return [warning(Code.COMMENT, "left out", Place(0, 0)), *errors]


def test_twenty_of_a_kind_are_shown_and_the_rest_is_counted() -> None:
    lines = render(many(10_000), "a.yaml", None).splitlines()
    assert sum(line.startswith("error[unknown-field]: no field") for line in lines) == 20
    assert lines[-3:] == ["error[unknown-field]: and 9,980 more", "", "10,000 errors, 1 warning"]
    assert "more" not in render(many(20), "a.yaml", None)


def test_programs_are_told_how_many_are_left_out() -> None:
    told = json.loads(as_json(many(23), "a.yaml"))
    assert (told["errors"], told["more"], len(told["findings"])) == (23, {"unknown-field": 3}, 21)
    (run,) = json.loads(as_sarif(many(23), "a.yaml"))["runs"]
    assert (run["properties"], len(run["results"])) == ({"more": {"unknown-field": 3}}, 21)
    commands = as_github(many(23), "a.yaml").splitlines()
    assert (len(commands), commands[-1]) == (22, "::error file=a.yaml,title=unknown-field::and 3 more")


def test_nothing_is_said_of_more_where_all_are_shown() -> None:
    assert json.loads(as_json(many(20), "a.yaml"))["more"] == {}
    assert "properties" not in json.loads(as_sarif(many(20), "a.yaml"))["runs"][0]
    assert len(as_github(many(20), "a.yaml").splitlines()) == 21
