"""Quizzes, predictions and backups, for audiences, for students and for a slot."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from deckgen.audience.fit import fit
from deckgen.audience.select import Viewer, for_students, select
from deckgen.layout.speaker_notes import marks_of
from deckgen.outline.blocks import Image
from deckgen.outline.chart import Chart
from deckgen.outline.figure import Figure
from deckgen.outline.formula import Formula
from deckgen.outline.head import Outline
from deckgen.outline.interaction import Poll, Quiz
from deckgen.outline.matrix import Matrix
from deckgen.outline.time import total
from deckgen.outline.walk import words_in
from tests.outline.outlines import HEAD, outline, slide, the

ASIDE = """
    title: Docker
    minutes: 6
    slides:
      - {title: One, minutes: 3, notes: Begin., keep: must, see: Deep}
      - section: Inside
      - {title: Two, minutes: 3, notes: Go on., keep: could}
      - {title: Deep, minutes: 20, backup: true, notes: If asked.}
      - {title: Old, minutes: 10, hidden: true}
    """


def students(body: str) -> Outline:
    return for_students(outline(f"{HEAD}slides:\n  - {body}\n"))


def test_backups_and_hidden_slides_take_no_time_and_have_no_mark() -> None:
    lecture = outline(ASIDE)
    assert total(lecture.slides) == 6
    marks = {
        slide.title.plain: marks
        for slide, marks in zip(lecture.slides, marks_of(lecture), strict=True)
        if slide.title
    }
    assert marks == {"One": ("At 0:00 of 6:00",), "Two": ("At 3:00 of 6:00",), "Deep": (), "Old": ()}


def test_fitting_keeps_backups_but_not_the_section_around_them() -> None:
    fitted = fit(outline(ASIDE), 3).value
    assert fitted is not None
    left = [words.plain for slide in fitted.outline.slides for words in (slide.section, slide.title) if words]
    assert left == ["One", "Deep", "Old"]


def test_links_follow_the_title_that_an_audience_sees() -> None:
    lecture = outline(
        f"{HEAD}slides:\n  - {{title: A, see: B}}\n"
        "  - {title: B, backup: true, for: {managers: {title: C}}}\n  - {title: D, except: managers}\n"
    )
    seen = {name: select(lecture, Viewer(name)).slides[0].see[0].plain for name in ("managers", "beginners")}
    assert seen == {"managers": "C", "beginners": "B"}


def test_students_links_follow_titles_with_gaps() -> None:
    lecture = outline("title: T\nslides:\n  - {title: A, see: My kernel}\n  - {title: My kernel, blank: kernel}\n")
    first, second = for_students(lecture).slides
    assert second.title is not None
    assert first.see[0].plain == second.title.plain == "My ________"


def test_students_get_the_question_and_the_choices_but_not_the_answer() -> None:
    quiz = (
        students("{title: Which?, quiz: {choices: [One, answer: Two], explanation: Because., seconds: 20}}")
        .slides[0]
        .find(Quiz)
    )
    assert quiz is not None
    assert [(choice.text.plain, choice.answer) for choice in quiz.choices] == [("One", False), ("Two", False)]
    assert (quiz.explanation, quiz.seconds) == (None, 20)


def test_students_get_blank_boxes_with_all_that_leads_to_them() -> None:
    body = (
        "{title: T, layers: [App: [Code, Libraries], Kernel, Hardware], predict: [App, Kernel], highlight: Kernel, "
        "braces: {all: [App, Kernel]}, arrows: [App -> Kernel, Code -> Kernel]}"
    )
    found = students(body).slides[0]
    boxes = the(found, Figure).panels[0].boxes
    assert [box.label.plain for box in boxes if box.label] == ["______", "_______", "Hardware"]
    assert (boxes[0].parts, boxes[0].style) == ((), "dashed")
    assert (the(found, Figure).predict, the(found, Figure).highlight) == ((), ())
    assert [name.plain for name in the(found, Figure).braces[0].over] == ["______", "_______"]
    assert [(arrow.start.plain, arrow.end.plain) for arrow in the(found, Figure).arrows] == [("______", "_______")]


def test_students_get_arrows_to_the_blank_copies_that_were_named() -> None:
    body = (
        "{title: T, layers: [A, [{box: Node, times: 2, down: [{box: Kubelet, id: agent}]}]], predict: Kubelet, "
        "arrows: [Node 2 / Kubelet -> A, each Kubelet -> A, A -> Node 1 / agent]}"
    )
    figure = the(students(body).slides[0], Figure)
    ends = [(arrow.start.plain, arrow.end.plain) for arrow in figure.arrows]
    assert ends == [("Node 2 / ______", "A"), ("each ______", "A"), ("A", "Node 1 / agent")]
    assert [figure.ends_of(arrow) for arrow in figure.arrows] == [[(5, 0)], [(3, 0), (5, 0)], [(0, 3)]]


def test_predicted_cells_of_a_matrix_are_lines_to_write_on() -> None:
    body = "{title: T, matrix: {columns: [a, b], rows: {c: [d, 'e: f'], g: [h, '']}, predict: [b, {g: a}]}}"
    found = the(students(body.replace("'e: f'", "{e: f}")).slides[0], Matrix)
    assert [[cell.plain for cell in row.cells] for row in found.rows] == [["d", "______"], ["______", ""]]
    assert (found.predict, found.rows[0].cells[1].note) == ((), None)


def test_columns_have_no_answers_either() -> None:
    found = students("{title: T, columns: [{quiz: [One, answer: Two]}, {layers: [A, B], predict: A}]}").slides[0]
    assert not any(choice.answer for choice in the(found.columns[0], Quiz).choices)
    assert the(found.columns[1], Figure).predict == ()


@pytest.mark.parametrize(
    ("choices", "left"),
    [
        ("[A, {choice: B, only: developers}, answer: C]", ["A", "C"]),
        ("[A, B, {answer: C, only: developers}, {answer: D, except: developers}]", ["A", "B", "D"]),
    ],
)
def test_choices_are_for_those_whom_they_name(choices: str, left: list[str]) -> None:
    lecture = outline(f"{HEAD}slides:\n  - {{title: T, quiz: {choices}}}\n")
    quiz = the(select(lecture, Viewer("managers")).slides[0], Quiz)
    assert quiz is not None
    assert [choice.text.plain for choice in quiz.choices] == left


def test_a_quiz_that_has_lost_its_answer_goes() -> None:
    lecture = outline(f"{HEAD}slides:\n  - {{title: T, text: A., quiz: [A, B, {{answer: C, only: developers}}]}}\n")
    assert select(lecture, Viewer("managers")).slides[0].find(Quiz) is None


def test_a_quiz_and_a_poll_are_for_those_whom_they_name() -> None:
    lecture = outline(
        f"{HEAD}slides:\n  - {{title: A, quiz: {{choices: [No, answer: Yes], only: developers}}, text: T.}}\n"
        "  - {title: B, poll: {link: 'https://example.org', except: managers}, text: T.}\n"
    )
    found = select(lecture, Viewer("managers")).slides
    assert [(slide.find(Quiz), slide.find(Poll)) for slide in found] == [(None, None), (None, None)]


def test_a_prediction_lets_go_of_a_box_that_is_not_for_all() -> None:
    box = slide("layers: [A, {box: B, only: developers}]\npredict: [A, B]")
    lecture = outline("title: T\naudiences: [managers, developers]\nslides: [title: T]\n")
    lecture = replace(lecture, slides=(box,))
    assert [name.plain for name in the(select(lecture, Viewer("managers")).slides[0], Figure).predict] == ["A"]


@pytest.mark.parametrize(
    ("latex", "blank", "seen"),
    [
        ("E = m c^2", "m", "E = ______ c^2"),
        (r"\frac{frac}{2}", "frac", r"\frac{______}{2}"),
        (r"\begin{matrix} matrix \end{matrix}", "matrix", r"\begin{matrix} matrix \end{matrix}"),
        (r"\begin{array}{c} 1 \\ \hline c \end{array}", "hline", r"\begin{array}{c} 1 \\ \hline c \end{array}"),
    ],
)
def test_a_blank_is_no_name_of_a_command(latex: str, blank: str, seen: str) -> None:
    lecture = students(f"{{title: A {blank}, formula: '{latex}', blank: [{blank}]}}")
    assert [each.latex.raw for each in lecture.slides[0].find_all(Formula)] == [seen]


@pytest.mark.parametrize(
    ("text", "blank", "seen"),
    [
        ("0.5 and 5", "5", "0.5 and ______"),
        ("5.5 and 5", "5", "5.5 and ______"),
        ("It has 4,096 and 4.", "4", "It has 4,096 and ______."),
        ("It has 4,096 and 96, as 4.", "96", "It has 4,096 and ______, as 4."),
        ("Version 2.0 of 2019, no. 2,", "2", "Version 2.0 of 2019, no. ______,"),
        ("1.5 and 21.5", "1.5", "______ and 21.5"),
        ("The set {1,2,3}", "2", "The set {1,______,3}"),
        ("f(0,1) is 1", "1", "f(0,______) is ______"),
        ("1,234,567 and 234", "234", "1,234,567 and ______"),
        ("3", "3", "______"),
    ],
)
def test_a_blank_is_no_part_of_a_number(text: str, blank: str, seen: str) -> None:
    only = students(f"{{title: {text!r}, text: T., blank: [{blank!r}]}}").slides[0]
    assert only.title is not None
    assert only.title.plain == seen


@pytest.mark.parametrize("number", ["0.5", "0,5", "5,5"])
def test_a_blank_is_no_part_of_a_number_of_a_chart(number: str) -> None:
    chart = f"{{decimal: '{number[1]}', values: {{a: '{number}'}}}}"
    only = students(f"{{title: A 5, chart: {chart}, blank: ['5']}}").slides[0]
    found = only.find(Chart)
    assert found is not None
    assert [words.plain for row in found.values for words in row.numbers] == [number]


def test_a_blank_is_no_part_of_the_name_of_a_file() -> None:
    image = students("{title: One png, image: {file: wide.png, alt: A png}, blank: [png]}").slides[0].find(Image)
    assert image is not None
    assert (image.file.plain, image.alt.plain if image.alt else "") == ("wide.png", "A ______")


@pytest.mark.parametrize(
    "block",
    [
        "chart: {file: m.xlsx, sheet: Kept}",
        "chart: {file: m.csv, categories: Kept}",
        "chart: {file: m.csv, series: [Kept], highlight: [Kept]}",
        "chart: {file: m.csv, series: [{series: Gone, column: Kept}]}",
        "chart: {file: m.csv, series: [{series: Gone, column: Kept}], highlight: [Gone, Kept]}",
        "table: {file: m.xlsx, sheet: Kept}",
        "table: {file: m.csv, columns: [Name, Gone: [Kept, Other]], highlight: [Gone, Kept]}",
        "table: {file: m.csv, columns: [Kept], highlight: [Kept]}",
        "poll: 'https://example.org/Kept'",
    ],
)
def test_what_names_something_outside_the_outline_is_never_blank(block: str) -> None:
    only = students(f"{{title: Kept or Gone, {block}, blank: [Kept, Gone]}}").slides[0]
    assert only.title is not None
    assert only.title.plain == "______ or ______"
    names = [words.raw for words in words_in(only) if "Kept" in words.raw]
    assert len(names) == block.count("Kept")
    assert not any("Gone" in words.raw for words in words_in(only))
