"""The look of slides: what a designer measures. Each character is half an em wide."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import combinations, pairwise

import pytest

from deckgen.geometry import EMU_PER_POINT, Rect, pt
from deckgen.layout.typeset import height_of
from deckgen.paint import Colour
from deckgen.scene.items import Box, Connector, Formula, Grid, Group, Item, Picture, TextBox, walk
from deckgen.theme.builtin import CLASSROOM, THEMES
from deckgen.theme.contrast import READABLE, TOLD_APART, VISIBLE, contrast, difference, mixed, veiled
from deckgen.theme.tokens import Hue, Theme
from tests.case import FOLDER
from tests.layout.decks import deck, laid_out


def items(slides: str, number: int = 1, head: str = "title: Deck") -> list[Item]:
    """All items of a slide, by default of the one behind the title slide; slides without a title get one."""
    slides = re.sub(r"^  - (?=(?!section|title|\{)\w)", "  - title: Slide\n    ", slides, flags=re.MULTILINE)
    laid = deck(re.sub(r"^  - \{(?!title)", "  - {title: Slide, ", slides, flags=re.MULTILINE), head)
    assert laid.diagnostics == ()
    return list(walk(laid.value.slides[number].items))


def text_boxes(found: Iterable[Item]) -> dict[str, TextBox]:
    return {item.name: item for item in found if isinstance(item, TextBox)}


def boxes(found: Iterable[Item]) -> dict[str, Box]:
    return {item.name: item for item in found if isinstance(item, Box)}


def points(rect: Rect) -> tuple[float, ...]:
    return tuple(round(side / EMU_PER_POINT, 1) for side in (rect.x, rect.y, rect.width, rect.height))


@pytest.mark.parametrize("theme", THEMES.values(), ids=THEMES)
class TestColours:
    def shown(self, colour: Colour, theme: Theme) -> str:
        return mixed(colour, theme.scheme)

    def test_the_tints_of_two_roles_are_told_apart_and_from_the_slide(self, theme: Theme) -> None:
        palette = theme.palette
        tints = [self.shown(palette.pale_of(hue), theme) for hue in palette.hues.values()]
        apart = [difference(one, other) for one, other in combinations([*tints, self.shown(palette.paper, theme)], 2)]
        assert min(apart) >= TOLD_APART

    def test_text_is_read_on_every_tint_and_lines_are_seen_on_the_slide(self, theme: Theme) -> None:
        palette = theme.palette
        for hue in palette.hues.values():
            tint, line = self.shown(palette.pale_of(hue), theme), self.shown(palette.edge_of(hue), theme)
            assert contrast(self.shown(palette.ink, theme), tint) >= READABLE
            assert contrast(line, self.shown(palette.paper, theme)) >= VISIBLE

    def test_a_choice_that_fades_and_its_letter_are_still_seen(self, theme: Theme) -> None:
        quiz = "title: A\nslides:\n  - {title: B, quiz: {choices: [No, answer: Yes]}}"
        found = boxes(laid_out(quiz.encode(), theme=theme).value.slides[1].items)
        paper = self.shown(theme.palette.paper, theme)
        for hue in (theme.palette.ink, theme.palette.accent):
            faded = veiled(self.shown(hue, theme), paper, found["Veil A"].opacity)
            assert VISIBLE <= contrast(faded, paper) < contrast(self.shown(hue, theme), paper)

    def test_the_numeral_of_a_section_is_seen_and_its_name_is_read(self, theme: Theme) -> None:
        palette = theme.palette
        ground = self.shown(palette.section_ground, theme)
        assert contrast(self.shown(palette.on_dark_accent, theme), ground) >= VISIBLE
        assert contrast(self.shown(palette.on_dark, theme), ground) >= READABLE
        assert contrast(self.shown(palette.on_dark_muted, theme), ground) >= READABLE

    def test_a_section_is_no_content_slide(self, theme: Theme) -> None:
        assert difference(*(self.shown(theme.layouts[name].ground, theme) for name in ("section", "content"))) > 22

    def test_the_texts_of_the_title_slide_are_read_on_what_is_behind_them(self, theme: Theme) -> None:
        layout = theme.layouts["title"]
        for area in layout.areas:
            behind = [each.fill for each in layout.ornaments if each.fill and each.rect.overlaps(area.rect)]
            ground = self.shown(behind[0] if behind else layout.ground, theme)
            assert contrast(self.shown(area.colour, theme), ground) >= READABLE

    def test_every_hue_is_read_on_the_slide_and_told_from_the_others(self, theme: Theme) -> None:
        hues = [self.shown(hue, theme) for hue in theme.palette.hues.values()]
        assert min(contrast(hue, self.shown(theme.palette.paper, theme)) for hue in hues) >= READABLE
        assert min(difference(one, other) for one, other in combinations(hues, 2)) >= TOLD_APART

    def test_the_accent_is_the_first_of_powerpoint(self, theme: Theme) -> None:
        assert theme.palette.accent == Colour("accent1")


def test_a_box_in_a_frame_of_its_own_role_is_as_white_as_the_slide() -> None:
    found = boxes(
        items(
            "  - layers: [Hardware: [CPU, Disk]]\n",
            head="title: D\nroles: {h: {label: Hardware, matches: [CPU, Disk]}}",
        )
    )
    fills = {name: found[name].fill for name in ("Hardware", "CPU", "Disk")}
    paper = CLASSROOM.palette.paper
    assert fills == {
        "Hardware": CLASSROOM.palette.pale_of(CLASSROOM.palette.hues["teal"]),
        "CPU": paper,
        "Disk": paper,
    }


class TestTitleAndSections:
    def test_the_title_ends_on_one_line_of_the_slide_whatever_its_length(self) -> None:
        ends = set()
        for title in ("Short", "A title of two lines and more"):
            box = text_boxes(items("  - text: a\n", 0, f"title: {title}"))["Title"]
            assert box.body.anchor == "bottom"
            ends.add(box.rect.bottom)
        assert ends == {pt(344)}

    def test_it_has_no_ornaments_but_a_field_and_says_no_minutes(self) -> None:
        assert [points(each.rect) for each in CLASSROOM.layouts["title"].ornaments] == [(633.6, 0, 326.4, 540)]
        details = text_boxes(items("  - text: a\n", 0, "title: Deck\nauthor: Ada\nminutes: 45"))["Details"]
        assert details.body.text == "Ada"

    def test_a_section_has_a_large_number_and_one_that_is_alone_none(self) -> None:
        two = text_boxes(items("  - section: A\n  - text: a\n  - section: B\n  - text: b\n", 3))
        assert (two["Part"].body.text, two["Part"].body.paragraphs[0].runs[0].size) == ("2", 140)
        assert "Part" not in text_boxes(items("  - section: A\n  - text: a\n"))

    def test_a_section_that_is_alone_lists_the_slides_behind_it(self) -> None:
        listed = text_boxes(items("  - section: A\n  - {title: One, text: a}\n  - {title: Two, text: b}\n"))[
            "Content"
        ]
        assert [(each.text, each.runs[0].size) for each in listed.body.paragraphs] == [("One", 20), ("Two", 20)]

    def test_the_number_of_the_hundredth_section_is_smaller(self) -> None:
        sections = "".join(f"  - section: S{number}\n" for number in range(100))
        number = text_boxes(items(sections, 100))["Part"]
        # Three digits of 70 pt are 105 pt wide, of 105 pt they are 157.5: the area has 148.8.
        assert (number.body.text, number.body.paragraphs[0].runs[0].size) == ("100", 70)


class TestFewPoints:
    def test_they_share_the_slide_with_rules_between_them(self) -> None:
        found = items("  - bullets: [One, Two, Three]\n")
        text = text_boxes(found)["Text"]
        assert {run.size for paragraph in text.body.paragraphs for run in paragraph.runs} == {32}
        # Each takes 84 pt, of which a line of 32 pt takes 38.4; the body begins at 112.3 pt.
        assert points(text.rect) == (43.2, 135.1, 873.6, 206.4)
        assert [points(item.rect)[1] for name, item in boxes(found).items() if name.startswith("Rule")] == [
            196.3,
            280.3,
        ]

    @pytest.mark.parametrize(("letters", "size", "lines"), [(50, 32, 1), (54, 28, 1), (58, 28, 1), (62, 28, 2)])
    def test_they_are_of_the_next_size_where_one_is_too_long_for_a_line(
        self, letters: int, size: int, lines: int
    ) -> None:
        # A letter of 32 pt is 16 pt wide, of 28 pt 14 pt; without its bullet, a line has 843.2 or 847 pt.
        text = text_boxes(items(f"  - bullets: [{'ab ' * 14}{'c' * (letters - 42)}, Two]\n"))["Text"]
        assert [(each.runs[0].size, len(each.lines)) for each in text.body.paragraphs] == [(size, lines), (size, 1)]

    @pytest.mark.parametrize(
        ("points", "ink"),
        [
            pytest.param('["**Fast**: at once", "**Small**: too"]', CLASSROOM.palette.accent, id="all"),
            pytest.param(
                '["**Fast, and faster than all of the others**: yes", "**Small**: too"]',
                CLASSROOM.palette.accent,
                id="one-too-wide-for-a-column",
            ),
            pytest.param('["**Fast**: at once", "**Small** too"]', CLASSROOM.palette.ink, id="not-all"),
        ],
    )
    def test_terms_in_front_of_a_colon_have_the_colour_of_the_accent_if_all_points_have_one(
        self, points: str, ink: Colour
    ) -> None:
        text = text_boxes(items(f"  - bullets: {points}\n"))["Text"]
        assert [paragraph.runs[0].colour for paragraph in text.body.paragraphs] == [ink, ink]

    @pytest.mark.parametrize(
        "blocks",
        [
            "bullets: [One, Two, Three, Four, Five, Six]",
            f"bullets: [One, {'long ' * 20}]",
            "bullets: [One, Two: [Three]]",
            "bullets: [One, Two]\n    text: More",
        ],
    )
    def test_more_or_longer_points_and_points_with_company_do_not(self, blocks: str) -> None:
        assert not [name for name in boxes(items(f"  - {blocks}\n")) if name.startswith("Rule")]


def test_an_agenda_has_rules_whole_minutes_and_numbers_without_circles() -> None:
    slides = (
        "  - agenda: true\n  - section: A\n  - {text: a, minutes: 2.4}\n  - section: B\n  - {text: b, minutes: 3}\n"
    )
    found = items(slides)
    assert [box.body.text for name, box in text_boxes(found).items() if name.endswith("time")] == [
        "2\u00a0min",
        "3\u00a0min",
    ]
    numbers = [box for name, box in boxes(found).items() if name.endswith("number")]
    assert [(box.shape, box.fill) for box in numbers] == [("rectangle", None)] * 2
    assert len([name for name in boxes(found) if name.endswith("line")]) == 1


def test_steps_are_on_one_line_from_the_first_number_to_the_last() -> None:
    found = boxes(items("  - steps: [A: a, B: b, C: c, D: d, E: e, F: f]\n"))
    numbers = [found[f"{name} number"].rect for name in "ABCDEF"]
    lines = [found[f"{name} line"].rect for name in "BCDEF"]
    assert [(line.y, line.bottom) for line in lines] == [
        (above.bottom, below.y) for above, below in pairwise(numbers)
    ]
    assert {line.width for line in lines} == {pt(2)}


class TestQuestions:
    def test_letters_of_choices_are_on_the_accent(self) -> None:
        letter = boxes(items("  - {title: Is it so?, quiz: [Yes indeed, answer: Not at all]}\n"))["Letter A"]
        assert letter.fill == CLASSROOM.palette.accent

    @pytest.mark.parametrize(("title", "asks"), [("What is missing?", True), ("A chain of trust", False)])
    def test_a_statement_is_no_question_to_the_class(self, title: str, asks: bool) -> None:
        found = items(f"  - {{title: '{title}', layers: [A, B], predict: A}}\n")
        assert any(isinstance(item, TextBox) and item.body.text == "Question to the class" for item in found) is asks

    def test_a_question_is_white_on_the_full_colour(self) -> None:
        box = boxes(items("  - {text: a, callout: {question: Why?}}\n"))["Question"]
        assert (box.fill, box.shape) == (CLASSROOM.palette.hues["violet"], "rounded")
        assert box.body is not None
        assert {run.colour for run in box.body.paragraphs[0].runs} == {CLASSROOM.palette.paper}


def test_columns_with_titles_are_on_panels_of_one_height_and_the_callout_follows() -> None:
    columns = "columns: [{title: A, bullets: [One]}, {title: B, bullets: [Two, Three, Four]}]"
    found = boxes(items(f"  - {columns}\n    callout: {{tip: Five}}\n"))
    panels = [box.rect for name, box in found.items() if name.startswith("Panel")]
    assert len({(panel.y, panel.bottom) for panel in panels}) == 1
    assert found["Tip"].rect.y == panels[0].bottom + pt(24)


def test_four_columns_and_columns_without_titles_are_on_none() -> None:
    four = ", ".join(f"{{title: {name}, bullets: [One]}}" for name in "ABCD")
    for columns in (four, "{bullets: [One]}, {bullets: [Two]}"):
        assert not [name for name in boxes(items(f"  - columns: [{columns}]\n")) if name.startswith("Panel")]


def test_points_beside_a_figure_begin_at_its_top() -> None:
    found = items("  - layers: [A, B, C]\n    bullets: [One, Two]\n")
    figure = next(item for item in found if isinstance(item, Group))
    assert text_boxes(found)["Text"].rect.y == figure.rect.y


class TestTables:
    COMPARE = (
        "  - compare:\n      of: [X, Y]\n      rows: {Size: [a, b], Boots: [yes, no]}\n"
        "      best: {Size: X, Boots: Y}\n"
    )

    def grid(self, slides: str) -> Grid:
        return next(item for item in items(slides) if isinstance(item, Grid))

    def test_the_best_is_bold_and_tinted_and_marks_are_for_yes_and_no_in_ink(self) -> None:
        size, boots = self.grid(self.COMPARE).rows[1:]
        assert [cell.body.text for cell in size.cells] == ["Size", "a", "b"]
        assert [cell.body.text for cell in boots.cells] == ["Boots", "✓ yes", "✗ no"]
        tint = CLASSROOM.palette.pale_of(CLASSROOM.palette.good)
        assert [cell.fill for row in (size, boots) for cell in row.cells] == [None, tint, None, None, None, tint]
        assert {run.colour for cell in boots.cells for run in cell.body.paragraphs[0].runs} == {CLASSROOM.palette.ink}

    def test_columns_that_are_compared_are_equally_wide(self) -> None:
        _, one, other = self.grid(self.COMPARE.replace("[a, b]", "[a, something longer]")).widths
        assert abs(one - other) <= 1

    def test_cells_beside_one_that_wraps_begin_on_its_first_line(self) -> None:
        long = "word " * 24
        rows = self.grid(f"  - table: [[A, B], [one, {long}], [two, three]]\n").rows
        assert [[cell.body.anchor for cell in row.cells] for row in rows] == [
            ["middle"] * 2,
            ["top"] * 2,
            ["middle"] * 2,
        ]

    def test_ranges_are_numbers(self) -> None:
        rows = self.grid('  - table: [[Memory, Time], [Cache, "3-10 ns"], [Disk, "$0.08"]]\n').rows
        assert [row.cells[1].body.paragraphs[0].align for row in rows] == ["right"] * 3


def test_events_of_years_are_at_distances_in_proportion() -> None:
    found = boxes(items("  - timeline: [2000: A, 2001: B, 2010: C]\n"))
    first, second, third = (found[f"{year} dot"].rect.centre.x for year in (2000, 2001, 2010))
    assert (third - first) == pytest.approx(10 * (second - first), rel=0.01)


def test_years_that_are_close_have_their_texts_on_different_sides() -> None:
    found = items("  - timeline: [2000: A, 2001: B, 2010: C, 2020: D]\n")
    axis = next(item for item in found if item.name == "Time")
    assert isinstance(axis, Connector)
    sides = [box.rect.y < axis.start.y for name, box in text_boxes(found).items() if name in "ABCD"]
    assert sides == [False, True, False, True]


@pytest.mark.parametrize("years", ["2000: A, 2005: B, 2010: C", "soon: A, later: B, last: C"])
def test_events_at_even_distances_and_without_years_are_evenly_spread(years: str) -> None:
    centres = [
        box.rect.centre.x for name, box in boxes(items(f"  - timeline: [{years}]\n")).items() if name.endswith("dot")
    ]
    assert centres[1] - centres[0] == pytest.approx(centres[2] - centres[1], abs=2)


def test_boxes_in_a_row_are_no_towers() -> None:
    found = boxes(items("  - layers: [[A, B, C, D, E, F]]\n"))
    assert found["A"].rect.height == pytest.approx(0.8 * found["A"].rect.width, rel=0.02)


def test_the_legend_of_a_row_of_boxes_is_close_to_it() -> None:
    head = "title: D\nroles: {a: {label: Ours, matches: A}, b: {label: Theirs, matches: B}}"
    found = items("  - layers: [[A, B, C, D, E, F]]\n    legend: true\n", head=head)
    assert text_boxes(found)["Legend Ours"].rect.y - boxes(found)["A"].rect.bottom < pt(30)


@pytest.mark.parametrize(
    ("blocks", "size"),
    [
        ("formula: x", 60),
        ("{formula: x, callout: {tip: y}}", 60),
        ("{formula: x, bullets: [y]}", 48),
        ("formula: [x, y]", 48),
        ("formula: {latex: x, where: {x: y}}", 48),
    ],
)
def test_a_short_formula_is_large_where_it_is_alone_and_does_not_shout(blocks: str, size: int) -> None:
    found = [item for item in items(f"  - {blocks}\n") if isinstance(item, Formula)]
    assert {formula.size for formula in found} == {size}


class TestCode:
    def sizes(self, code: str, language: str) -> set[int]:
        box = boxes(items(f"  - code:\n      language: {language}\n      text: |\n        {code}\n"))["Code"]
        assert box.body is not None
        return {run.size for paragraph in box.body.paragraphs for run in paragraph.runs}

    def test_a_long_command_is_continued_before_it_is_small(self) -> None:
        assert self.sizes(f"$ openssl {'word ' * 16}", "console") == {20}

    def test_a_long_line_of_a_program_is_small_before_it_is_continued(self) -> None:
        assert self.sizes(f"value = {'word + ' * 11}1", "python") == {18}

    def test_commands_have_space_before_them_and_no_coloured_numbers(self) -> None:
        code = "      text: |\n        $ head -n 1\n        1\n        $ ls\n"
        box = boxes(items(f"  - code:\n      language: console\n{code}"))["Code"]
        assert box.body is not None
        assert [paragraph.space_before for paragraph in box.body.paragraphs] == [0, 0, pt(8)]
        amber = CLASSROOM.palette.hues["amber"]
        assert amber not in {run.colour for paragraph in box.body.paragraphs for run in paragraph.runs}


class TestLogo:
    @pytest.mark.parametrize("name", ["dark", "board"])
    @pytest.mark.parametrize("corner", ["top left", "top right", "bottom left", "bottom right"])
    def test_its_ground_on_dark_slides_keeps_to_the_margins_and_off_the_line_of_progress(
        self, name: str, corner: str
    ) -> None:
        content = f"title: Deck\nlogo: {{file: wide.png, corner: {corner}}}\nslides:\n  - title: A\n    text: B\n"
        theme = THEMES[name]
        scene = laid_out(content.encode(), FOLDER / "slides", theme).value
        grounds = [box.rect for slide in scene.slides if (box := boxes(slide.items).get("Logo ground"))]
        assert len(grounds) == 2
        assert theme.progress is not None
        for rect in grounds:
            assert theme.body.x <= rect.x
            assert rect.right <= theme.body.right
            assert rect.bottom <= theme.progress.y
        assert not corner.startswith("bottom") or grounds[1].y >= theme.body.bottom + pt(3)


class TestDetails:
    @pytest.mark.parametrize("theme", THEMES.values(), ids=list(THEMES))
    def test_three_lines_of_them_under_a_subtitle_of_two_have_their_full_size(self, theme: Theme) -> None:
        head = (
            "title: Deck\nsubtitle: What happens between a photon and a potato, and why it is not light\n"
            "author: Ada\ncourse: Biology 101\ncontact: Room 12\n"
        )
        slide = laid_out(f"{head}slides:\n  - {{title: A, text: a}}\n".encode(), None, theme).value.slides[0]
        found = text_boxes(slide.items)
        sizes = {name: {run.size for each in box.body.paragraphs for run in each.runs} for name, box in found.items()}
        assert (sizes["Subtitle"], len(found["Subtitle"].body.paragraphs[0].lines)) == ({28}, 2)
        assert sizes["Details"] == {20}
        assert len(found["Details"].body.paragraphs[0].lines) == 3


class TestEmphasis:
    @pytest.mark.parametrize(
        ("name", "hue"),
        [("classroom", "blue"), ("dark", "blue"), ("folio", "slate"), ("signal", "slate"), ("board", "slate")],
    )
    def test_steps_are_on_the_quiet_ground_and_verdicts_on_a_tint_like_it(self, name: str, hue: Hue) -> None:
        theme = THEMES[name]
        content = (
            "title: Deck\nslides:\n  - {title: B, steps: [One, Two], flow: across}\n"
            "  - title: C\n    compare: {of: [A, B], rows: [C: [d, e]], verdict: F}\n"
        )
        steps, compare = laid_out(content.encode(), None, theme).value.slides[1:]
        found = [box for name, box in boxes(walk(steps.items)).items() if name[:2] in ("1.", "2.")]
        edge = theme.palette.edge_of(theme.palette.accent)
        assert [(box.fill, box.line and box.line.colour) for box in found] == [(theme.palette.surface, edge)] * 2
        assert boxes(compare.items)["Verdict"].fill == theme.palette.pale_of(theme.palette.hues[hue])


@pytest.mark.parametrize("about", ["", "course: Docker\n", "course: Docker\ncontact: me@example.org\n"])
def test_the_details_on_a_title_slide_are_clear_of_a_strip_along_its_foot(about: str) -> None:
    board = THEMES["board"]
    outline = f"title: Deck\nsubtitle: Below\nauthor: Somebody\n{about}slides:\n  - statement: One\n"
    opening = laid_out(outline.encode(), theme=board).value.slides[0]
    (strip,) = board.layouts["title"].ornaments
    details = text_boxes(opening.items)["Details"]
    lines = sum(line.height for paragraph in details.body.paragraphs for line in paragraph.lines)
    assert lines == pt(24) * (1 + len(about.splitlines()))
    assert details.rect.bottom + pt(16) <= strip.rect.y


def test_the_source_of_a_cover_goes_on_with_a_strip_along_the_foot() -> None:
    outline = b"title: Deck\ncover: {file: wide.png, source: Own}\nslides:\n  - statement: One\n"
    sources = {}
    for name in ("board", "classroom"):
        opening = laid_out(outline, FOLDER / "slides", THEMES[name]).value.slides[0]
        sources[name] = boxes(opening.items)["Source"]
    (strip,) = THEMES["board"].layouts["title"].ornaments
    board = sources["board"]
    assert (board.rect.y, board.rect.bottom, board.fill, board.opacity) == (
        strip.rect.y, strip.rect.bottom, strip.fill, 100,
    )  # fmt: skip
    assert (sources["classroom"].rect.height, sources["classroom"].opacity) == (pt(26.8), 85)


def test_a_rule_on_a_title_slide_has_air_above_and_below() -> None:
    folio = THEMES["folio"]
    outline = (
        b"title: Deck\nsubtitle: Below\nauthor: A\ncourse: B\ncontact: me@example.org\nslides:\n  - statement: One\n"
    )
    texts = text_boxes(laid_out(outline, theme=folio).value.slides[0].items)
    (rule,) = folio.layouts["title"].ornaments
    assert texts["Title"].rect.bottom + pt(16) <= rule.rect.y
    assert rule.rect.bottom + pt(13) <= texts["Subtitle"].rect.y


@pytest.mark.parametrize(
    "cell", ["alpine", "[One, Two]", "A text that needs more than one line in its column of these"]
)
def test_a_row_is_higher_than_its_text_and_insets_as_other_programs_have_higher_lines(cell: str) -> None:
    table = f"{{columns: [Name, A, B, C, D], rows: [[{cell}, 1, 2, 3, 4], [debian, 5, 6, 7, 8]]}}"
    (grid,) = (item for item in items(f"  - table: {table}") if isinstance(item, Grid))
    for row in grid.rows:
        needed = [
            height_of(each.body.paragraphs) + each.body.insets.top + each.body.insets.bottom for each in row.cells
        ]
        assert max(needed) <= row.height - pt(4)


@pytest.mark.parametrize(
    ("letters", "size", "wide"),
    [(16, 18, 151.1), (19, 15, 151.1), (25, 15, 192.4)],
    ids=["usual", "smaller", "wider"],
)
def test_a_word_under_a_bar_is_smaller_and_then_has_a_wider_bar(letters: int, size: int, wide: float) -> None:
    number = f"{{value: 12 %, meaning: {'b' * 28}, against: {{8 %: {'a' * letters}}}}}"
    found = items(f"  - number: {number}\n")
    meanings = [item for item in found if isinstance(item, TextBox) and item.name == "Meaning"]
    assert [text.body.text for text in meanings] == ["a" * letters]  # the other would be cut, and is beside the bars
    assert [(run.size, points(text.rect)[2]) for text in meanings for run in text.body.paragraphs[0].runs] == [
        (size, wide)
    ]
    assert points(boxes(found)["Bar 1"].rect)[2] == wide


def test_a_number_over_a_bar_is_smaller_where_it_would_be_cut() -> None:
    number = "{value: 4305305305305 MB, against: 3305305305305 MB}"
    over = [box for name, box in text_boxes(items(f"  - number: {number}\n")).items() if name.startswith("Number (")]
    assert [run.size for box in over for each in box.body.paragraphs for run in each.runs] == [18, 18]


@pytest.mark.parametrize("theme", THEMES.values(), ids=THEMES)
@pytest.mark.parametrize("corner", ["top left", "top right"])
@pytest.mark.parametrize("agenda", ["Agenda", "What we do today, and what next time"])
def test_the_way_to_the_agenda_keeps_clear_of_the_ground_of_a_logo(corner: str, theme: Theme, agenda: str) -> None:
    head = f"title: Deck\nlogo: {{file: wide.png, corner: {corner}}}\n"
    slides = f"slides:\n  - title: {agenda}\n    agenda: true\n  - section: One\n  - section: Two\n"
    scene = laid_out((head + slides).encode(), FOLDER / "slides", theme).value
    found = boxes(scene.slides[2].items)
    (link,) = (box.rect for box in found.values() if box.link is not None and box.name.startswith("Back"))
    (logo,) = (item.rect for item in scene.slides[2].items if isinstance(item, Picture))
    taken = found["Logo ground"].rect if "Logo ground" in found else logo
    assert link.right + pt(6) <= taken.x or taken.right + pt(6) <= link.x
