"""`deckgen check`: findings for people and for programs, and nothing written."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest

from tests.cli.desk import OUTLINE, Desk

RISKY = """\
title: A lecture
minutes: 1
slides:
  - title: Wörter, 100 % sicher
    minutes: 2
    text: See [the notes](notes.pdf)
"""
BROKEN = OUTLINE.replace("bullets:", "bulets:")


def test_a_sound_outline_has_no_findings(desk: Desk) -> None:
    desk.write("slides.yaml")
    run = desk.run("check")
    assert (run.code, run.out, run.err) == (0, "slides.yaml: no findings\n", "")
    assert desk.files() == {"slides.yaml"}


def test_findings_are_the_result_and_go_to_stdout(desk: Desk) -> None:
    desk.write("slides.yaml", RISKY)
    run = desk.run("check")
    assert (run.code, run.err) == (0, "")
    assert run.out == (
        "warning[over-time]: these slides take 2 minutes, 1 more than the slot of 1\n"
        " --> slides.yaml:2:10\n"
        "  |\n"
        "2 | minutes: 1\n"
        "  |          ^\n"
        "hint: `deckgen plan` shows the times, and `deckgen build --minutes 1` leaves out what can go\n"
        "\n"
        "warning[dead-link]: this link to `notes.pdf` leads nowhere: there is no such file beside the outline\n"
        " --> slides.yaml:6:11\n"
        "  |\n"
        "6 |     text: See [the notes](notes.pdf)\n"
        "  |           ^^^^^^^^^^^^^^^^^^^^^^^^^^\n"
        "hint: names are relative to the folder of the outline\n"
        "\n"
        "2 warnings\n"
    )


def test_a_build_says_the_same(desk: Desk) -> None:
    desk.write("slides.yaml", RISKY)
    checked, built = desk.run("check"), desk.run("build")
    assert built.err == checked.out
    assert built.code == 0


@pytest.mark.parametrize(("outline", "arguments", "code"), [
    (RISKY, [], 0), (RISKY, ["--strict"], 1), (BROKEN, [], 1), (BROKEN, ["--format", "json"], 1),
    (OUTLINE, ["--strict"], 0), (RISKY, ["--format", "xml"], 2), (RISKY, ["--audience", "a", "--all"], 2),
    (RISKY, ["--audience", "a"], 1),
])  # fmt: skip
def test_exit_codes_say_whether_something_is_to_be_done(
    outline: str, arguments: list[str], code: int, desk: Desk
) -> None:
    desk.write("slides.yaml", outline)
    assert desk.run("check", *arguments).code == code


def test_json_is_one_object_with_all_findings(desk: Desk) -> None:
    desk.write("slides.yaml", RISKY)
    assert json.loads(desk.run("check", "--format", "json").out) == {
        "outline": "slides.yaml",
        "errors": 0,
        "warnings": 2,
        "more": {},
        "findings": [
            {
                "severity": "warning",
                "code": "over-time",
                "message": "these slides take 2 minutes, 1 more than the slot of 1",
                "hint": "`deckgen plan` shows the times, and `deckgen build --minutes 1` leaves out what can go",
                "file": "slides.yaml",
                "line": 2,
                "column": 10,
                "length": 1,
            },
            {
                "severity": "warning",
                "code": "dead-link",
                "message": "this link to `notes.pdf` leads nowhere: there is no such file beside the outline",
                "hint": "names are relative to the folder of the outline",
                "file": "slides.yaml",
                "line": 6,
                "column": 11,
                "length": 26,
            },
        ],
    }


def test_json_of_a_sound_outline_is_an_object_too(desk: Desk) -> None:
    desk.write("slides.yaml")
    found = json.loads(desk.run("check", "--format", "json").out)
    assert found == {"outline": "slides.yaml", "errors": 0, "warnings": 0, "more": {}, "findings": []}


def sarif(log: Any) -> None:
    """What OASIS SARIF 2.1.0 requires of the parts that are used here (3.13, 3.14, 3.18, 3.19, 3.27-3.30, 3.49)."""
    assert log["version"] == "2.1.0"
    assert log["$schema"].endswith("sarif-2.1.0.json")
    (run,) = log["runs"]
    assert run["columnKind"] in ("utf16CodeUnits", "unicodeCodePoints")
    driver = run["tool"]["driver"]
    assert driver["name"]
    assert re.fullmatch(r"\d+\.\d+\.\d+.*", driver["semanticVersion"])
    for rule in driver["rules"]:
        assert rule["id"]
        assert all(rule[key]["text"] for key in ("shortDescription", "fullDescription", "help"))
        assert rule["defaultConfiguration"]["level"] in ("none", "note", "warning", "error")
    assert len({rule["id"] for rule in driver["rules"]}) == len(driver["rules"])
    for result in run["results"]:
        assert result["message"]["text"]
        assert result["level"] in ("none", "note", "warning", "error")
        assert driver["rules"][result["ruleIndex"]]["id"] == result["ruleId"]
        for location in result["locations"]:
            where = location["physicalLocation"]
            assert re.fullmatch(r"[A-Za-z0-9\-._~/%!$&'()*+,;=:@]+", where["artifactLocation"]["uri"])
            region = where.get("region", {"startLine": 1, "startColumn": 1, "endColumn": 2})
            assert region["startLine"] >= 1
            assert 1 <= region["startColumn"] < region["endColumn"]


@pytest.mark.parametrize("outline", [OUTLINE, RISKY, BROKEN, ""], ids=["sound", "risky", "broken", "empty"])
def test_sarif_is_what_its_standard_requires(outline: str, desk: Desk) -> None:
    desk.write("week 1 ü.yaml", outline)
    sarif(json.loads(desk.run("check", "week 1 ü.yaml", "--format", "sarif").out))


def test_sarif_points_into_the_outline(desk: Desk) -> None:
    desk.write("slides.yaml", RISKY)
    (run,) = json.loads(desk.run("check", "--format", "sarif").out)["runs"]
    assert [rule["id"] for rule in run["tool"]["driver"]["rules"]] == ["dead-link", "over-time"]
    second = run["results"][1]
    assert (second["ruleId"], second["ruleIndex"], second["level"]) == ("dead-link", 0, "warning")
    assert second["locations"] == [
        {
            "physicalLocation": {
                "artifactLocation": {"uri": "slides.yaml"},
                "region": {"startLine": 6, "startColumn": 11, "endColumn": 37},
            }
        }
    ]


def test_github_gets_a_command_for_each_finding(desk: Desk) -> None:
    desk.write("slides.yaml", RISKY.replace("notes.pdf", "100%25.pdf"))
    assert desk.run("check", "--format", "github").out.splitlines() == [
        "::warning file=slides.yaml,line=2,col=10,endColumn=11,title=over-time::these slides take 2 minutes, 1 more "
        "than the slot of 1%0Ahint: `deckgen plan` shows the times, and `deckgen build --minutes 1` leaves out what "
        "can go",
        "::warning file=slides.yaml,line=6,col=11,endColumn=38,title=dead-link::this link to `100%2525.pdf` leads "
        "nowhere: there is no such file beside the outline%0Ahint: names are relative to the folder of the outline",
    ]


def test_github_hears_nothing_of_a_sound_outline(desk: Desk) -> None:
    desk.write("slides.yaml")
    assert desk.run("check", "--format", "github").out == ""


def test_all_looks_at_each_audience_and_says_each_thing_once(desk: Desk) -> None:
    outline = (
        "title: A lecture\naudiences: [beginners, experts]\nslides:\n"
        "  - {title: One, minutes: 1}\n  - {title: Two, minutes: 2, only: experts}\n"
        "  - {title: Three, text: '[a](b.pdf)', minutes: 1, except: beginners}\n"
    )
    desk.write("slides.yaml", outline)
    assert re.findall(r"\[(\S+)\]:", desk.run("check").out) == ["dead-link"]
    assert desk.run("check", "--audience", "beginners").out == "slides.yaml: no findings\n"
    assert re.findall(r"\[(\S+)\]:", desk.run("check", "--all").out) == ["dead-link"]


def test_the_outline_of_new_has_no_findings(desk: Desk) -> None:
    desk.run("new")
    assert desk.run("check", "--strict").out == "slides.yaml: no findings\n"


def test_a_code_is_explained(desk: Desk) -> None:
    run = desk.run("explain", "title-twice")
    assert (run.code, run.err) == (0, "")
    assert run.out.startswith("title-twice  (a warning: the deck is written; `allow` can silence it)\n")
    assert "WCAG 2.2, 2.4.2" in run.out


def test_a_misspelt_code_is_told(desk: Desk) -> None:
    run = desk.run("explain", "title-twise")
    assert (run.code, run.out) == (2, "")
    assert "hint: did you mean the code `title-twice`?" in run.err


def test_all_codes_are_listed(desk: Desk) -> None:
    listed = desk.run("explain", "codes").out
    assert all(f"\n  {code} " in listed for code in ("title-twice", "unknown-field", "slide-id-twice"))
