"""A lecture that is drawn again and again: only what changed is made anew, and it is the same as if all were."""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Callable, Hashable
from pathlib import Path
from random import Random
from typing import Any, TypeVar

import pytest
from msgspec import Struct
from msgspec.structs import replace
from PIL import Image

from deckgen.diagnostics import Place, moved
from deckgen.memo import Memo
from deckgen.pipeline import BuildRequest, Finished, Lecture, finish_lecture, read_lecture
from deckgen.preview.drawing import Said, Shown, Studio, View
from deckgen.writers.svg.pen import pen_of
from deckgen.writers.svg.slide import Drawing, svg
from tests.case import FOLDER, cases

T_ = TypeVar("T_")
HEAD = "title: Kernels\nslides:\n"
SLIDE = "  - title: Slide number {0}\n    bullets: [One, Two {0}]\n    notes: Say {0}.\n"


class Counting(Memo):
    """A memo that counts what is made, by the first part of its key."""

    def __init__(self) -> None:
        super().__init__()
        self.made: Counter[str] = Counter()

    def recall(self, key: Hashable, make: Callable[[], T_]) -> T_:
        def counted() -> T_:
            assert isinstance(key, tuple)
            self.made[key[0].__name__] += 1
            return make()

        return super().recall(key, counted)


def drawn(outline: str, memo: Memo) -> list[str]:
    """The pictures of an outline."""
    lecture = read_lecture(outline.encode(), Path(), memo=memo)
    assert isinstance(lecture, Lecture)
    done = finish_lecture(lecture, BuildRequest(form="html"))
    assert isinstance(done, Finished)
    drawing = Drawing(done.theme, pen_of(done.theme), memo=memo)
    pictures = [svg(slide, number, drawing, "en") for number, slide in enumerate(done.scene.slides, 1)]
    memo.turn()
    return pictures


def made_for(change: Callable[[list[str]], object], count: int = 30) -> Counter[str]:
    """What is made for a change of the slides in a deck of so many, after it was drawn once."""
    memo, slides = Counting(), [SLIDE.format(number) for number in range(count)]
    drawn(HEAD + "".join(slides), memo)
    memo.made.clear()
    change(slides)
    drawn(HEAD + "".join(slides), memo)
    return memo.made


def test_nothing_is_made_again_where_nothing_changed() -> None:
    assert made_for(list.copy) == {"_tagged": 1}, "the title slide is laid out each time, and drawn once"


@pytest.mark.parametrize("count", [10, 30])
def test_of_a_slide_that_changed_only_that_slide_is_laid_out_and_drawn(count: int) -> None:
    made = made_for(lambda slides: slides.__setitem__(4, slides[4].replace("Two", "Three")), count)
    assert made["Pager"] == 1
    assert made["element"] == 1, "the bullets; title, footer, number and progress are as they were"


def test_lines_above_a_slide_move_it_and_change_nothing_else() -> None:
    made = made_for(lambda slides: slides.insert(4, "    # a comment\n\n"))
    assert made["Pager"] == 0
    assert made["element"] == 0


def test_slides_behind_a_new_one_are_not_laid_out_again() -> None:
    made = made_for(lambda slides: slides.insert(4, SLIDE.format("new")))
    assert made["Pager"] == 1
    slides, furniture = 31, 2
    assert made["element"] <= slides * furniture + 5, "numbers and progress change on all, content on one"


def test_slides_that_change_places_are_not_laid_out_again() -> None:
    assert made_for(lambda slides: slides.insert(2, slides.pop(9)))["Pager"] == 0


def test_another_theme_lays_out_everything() -> None:
    made = made_for(lambda slides: slides.append("theme: dark\n"), 10)
    assert made["Pager"] == 10


def test_what_nobody_asked_for_is_forgotten() -> None:
    memo = Memo()
    assert memo.recall("a", lambda: 1) == 1
    memo.turn()
    assert memo.recall("a", lambda: 2) == 1
    memo.turn()
    memo.turn()
    assert memo.recall("a", lambda: 3) == 3


def test_what_was_made_for_an_object_is_found_for_this_very_object_alone() -> None:
    memo, thing, equal = Memo(), [1, 2], [1, 2]
    assert memo.recall_for(thing, ("a",), sum) == 3
    assert memo.recall_for(thing, ("a",), len) == 3
    assert memo.recall_for(thing, ("b",), len) == 2
    assert memo.recall_for(equal, ("a",), len) == 2


def test_equal_things_have_one_number_and_others_have_others() -> None:
    memo = Memo()
    numbers = [memo.number({"a": each % 40}) for each in range(40)]
    assert len(set(numbers)) == 40
    assert memo.number({"a": 39}) == numbers[39]
    assert memo.number({"a": 0}) not in numbers, "it was forgotten, and a number is never given twice"


class Located(Struct, frozen=True):
    place: Place
    inner: tuple[Any, ...] = ()
    named: dict[str, Any] = {}


def test_a_record_is_moved_with_all_in_it_but_not_what_is_in_another_file() -> None:
    here, there = Place(3, 2), Place(3, 2, 1, "other.yaml")
    record = Located(here, ("x", Located(there), [here]), {"a": (here,)})
    assert moved(record, 2, "") == Located(Place(5, 2), ("x", Located(there), [here]), {"a": (Place(5, 2),)})
    assert moved(moved(record, 2, ""), -2, "") == record


OUTLINES = [
    case.content
    for case in cases()
    if case.outline is not None and not any("error[" in part.text for part in case.expected)
]
HEADS = [
    b"theme: dark",
    b"language: de",
    b"legible_from: 20",
    b"roles: {app: Applications, small: Small}",
    b"macros: {R: x}",
    b"values: {x: y}",
]
"""What changes all slides."""
VIEWS = [View(), View(students=True), View("developers")]


def edited(content: bytes, pick: Random) -> bytes:
    """An outline with a line out, twice, elsewhere or with another word in it; or with another head; or another."""
    lines = content.split(b"\n")
    number = pick.randrange(len(lines))
    match pick.randrange(9):
        case 0:
            del lines[number]
        case 1:
            lines.insert(number, lines[number])
        case 2:
            lines.insert(pick.randrange(len(lines)), lines.pop(number))
        case 3:
            lines.insert(number, b"")
        case 4:
            words = lines[number].split(b" ")
            words[-1] = pick.choice([b"Containers", b"a longer end of it", b"1", words[-1] + b"s"])
            lines[number] = b" ".join(words)
        case 5:
            return pick.choice(OUTLINES)
        case _:
            lines = [line for line in lines if line not in HEADS] + [pick.choice(HEADS), b""]
    return b"\n".join(lines)


def seen(shown: Shown, studio: Studio) -> object:
    """All that a page shows, with its pictures."""
    return replace(shown, changed=0, picture=""), [studio.pictures[slide.picture] for slide in shown.slides]


def unplaced(findings: list[Said]) -> list[Said]:
    """Findings without their slides, which are those of the last lecture without errors."""
    return [replace(finding, slide=None) for finding in findings]


@pytest.mark.parametrize("seed", range(8))
def test_after_any_edits_everything_is_as_if_it_were_drawn_for_the_first_time(seed: int, tmp_path: Path) -> None:
    for folder in FOLDER.iterdir():
        for file in folder.iterdir():
            if file.is_file() and file.suffix != ".case":
                shutil.copy(file, tmp_path)
    pick, outline = Random(seed), tmp_path / "slides.yaml"
    warm, content = Studio(outline), pick.choice(OUTLINES)
    for _ in range(30):
        outline.write_bytes(content)
        view, cold = pick.choice(VIEWS), Studio(outline)
        found, anew = warm.draw(view), cold.draw(view)
        if any(finding.severity == "error" for finding in anew.findings):
            assert unplaced(found.findings) == unplaced(anew.findings)
        else:
            assert seen(found, warm) == seen(anew, cold)
        content = edited(content, pick)


WHOLE = f"""\
title: Kernels
figures:
  machine: {{layers: [Applications, Hardware]}}
slides:
  - title: First
    figure: machine
  - title: Too wide
    code: "{"word " * 40}"
  - include: part.yaml
  - title: Last
    image: {{file: dot.png}}
"""
PART = "- title: Included\n  figure: machine\n- title: Included\n  text: See [this](#nowhere)\n"


def test_files_that_include_each_other_and_shared_figures_move_by_themselves(tmp_path: Path) -> None:
    Image.new("RGB", (20, 10)).save(tmp_path / "dot.png")
    outline, part = tmp_path / "slides.yaml", tmp_path / "part.yaml"
    outline.write_text(WHOLE)
    part.write_text(PART)
    warm = Studio(outline)
    told = []
    for whole, included in [
        (WHOLE, PART),
        (f"# moved\n\n{WHOLE}", PART),
        (WHOLE.replace("slides:", "\nslides:"), f"\n{PART}"),
        (WHOLE, PART.replace("Included", "Other", 1)),
    ]:
        outline.write_text(whole)
        part.write_text(included)
        cold = Studio(outline)
        found = warm.draw(View())
        assert seen(found, warm) == seen(cold.draw(View()), cold)
        told.append([(Path(finding.file).name, finding.line) for finding in found.findings])
    assert told[0] == [("slides.yaml", 8), ("slides.yaml", 11), ("slides.yaml", 11), ("part.yaml", 4)]
    assert told[1] == [("slides.yaml", 10), ("slides.yaml", 13), ("slides.yaml", 13), ("part.yaml", 4)]
    assert told[2] == [("slides.yaml", 9), ("slides.yaml", 12), ("slides.yaml", 12), ("part.yaml", 5)]
