"""More colours for roles than the six that a theme names, and legends that show the colours that are there."""

from __future__ import annotations

from itertools import combinations

import pytest

from deckgen.layout.colour_key import colour_key
from deckgen.outline.role import Role
from deckgen.scene.items import Box, Group
from deckgen.theme.builtin import CLASSROOM, THEMES
from deckgen.theme.contrast import READABLE, TOLD_APART, contrast, difference, mixed
from deckgen.theme.tokens import Theme
from tests.layout.decks import laid_out
from tests.outline.outlines import outline

ROLES = ["apps", "browsers", "compilers", "daemons", "editors", "files", "games", "hosts", "images", "jobs"]
HEAD = """title: Deck
roles: {app: Applications, kernel: {label: Kernel, fill: strong}, disk: {label: Disk, colour: slate}}"""


def roles_of(names: list[str]) -> dict[str, Role]:
    return dict(
        outline(f"title: T\nroles: {{{', '.join(f'{name}: {name}' for name in names)}}}\nslides: [title: A]").roles
    )


@pytest.mark.parametrize("theme", THEMES.values(), ids=THEMES)
def test_ten_roles_have_ten_colours_that_are_told_apart_and_read(theme: Theme) -> None:
    key = colour_key(roles_of(ROLES), theme)
    full = [mixed(key.hue(name), theme.scheme) for name in ROLES]
    tints = [mixed(theme.palette.pale_of(key.hue(name)), theme.scheme) for name in ROLES]
    ink, paper = (mixed(each, theme.scheme) for each in (theme.palette.ink, theme.palette.paper))
    assert min(difference(one, other) for one, other in combinations(full, 2)) >= TOLD_APART
    assert min(difference(one, other) for one, other in combinations([paper, *tints], 2)) >= TOLD_APART
    assert min(contrast(ink, tint) for tint in tints) >= READABLE
    assert min(contrast(paper, each) for each in full[6:]) >= READABLE


def test_the_first_six_roles_have_the_colours_of_the_theme() -> None:
    few, many = (colour_key(roles_of(names), CLASSROOM) for names in (ROLES[:6], ROLES))
    assert [few.hue(name) for name in ROLES[:6]] == [many.hue(name) for name in ROLES[:6]]


def boxes_of(slide: str) -> dict[str, Box]:
    scene = laid_out(f"{HEAD}\nslides:\n  - {{title: One, {slide}}}\n".encode()).value
    groups = [item for item in scene.slides[1].items if isinstance(item, Group)]
    return {item.name: item for group in groups for item in group.items if isinstance(item, Box)}


def test_a_box_without_a_role_is_not_as_grey_as_a_role_that_is_slate() -> None:
    boxes = boxes_of("layers: [Disk, Nothing]")
    assert boxes["Disk"].fill == CLASSROOM.palette.pale_of(CLASSROOM.palette.hues["slate"])
    assert boxes["Nothing"].fill == CLASSROOM.palette.paper


def test_a_role_can_fill_its_boxes_with_its_full_colour() -> None:
    boxes = boxes_of("layers: [Kernel, Applications], legend: true")
    key = colour_key(outline(f"{HEAD}\nslides: [title: A]").roles, CLASSROOM)
    assert boxes["Kernel"].fill == boxes["Legend: Kernel"].fill == key.hue("kernel")
    assert boxes["Applications"].fill == boxes["Legend: Applications"].fill != key.hue("app")


@pytest.mark.parametrize(
    ("slide", "labels"),
    [
        ("layers: [Applications, Kernel, Disk], show: [Kernel]", ["Kernel"]),
        ("layers: [{box: Applications, style: ghost}, Kernel]", ["Kernel"]),
        ("layers: [{box: Applications, style: crossed}, {box: Both, role: [kernel, disk]}]", ["Kernel", "Disk"]),
        (
            "layers: [A, B], arrows: [{from: A, to: B, role: app, crossed: true}, {from: B, to: A, role: disk}]",
            ["Disk"],
        ),
    ],
)
def test_a_legend_shows_only_colours_that_can_be_seen(slide: str, labels: list[str]) -> None:
    scene = laid_out(f"{HEAD}\nslides:\n  - {{title: One, {slide}, legend: true}}\n".encode()).value
    items = [item for group in scene.slides[1].items if isinstance(group, Group) for item in group.items]
    names = [item.name.removeprefix("Legend ") for item in items if item.name.startswith("Legend ")]
    assert names == labels


def test_roles_of_a_figure_are_for_it_alone_and_leave_the_others_their_colours() -> None:
    slide = "layers: [Applications, Drivers, Kernel], roles: {drivers: Drivers, kernel: {label: Kernel, colour: red}}"
    own, plain = boxes_of(slide), boxes_of("layers: [Applications, Drivers, Kernel]")
    hues = CLASSROOM.palette.hues
    assert own["Applications"].fill == plain["Applications"].fill
    assert own["Kernel"].fill == CLASSROOM.palette.pale_of(hues["red"])
    assert own["Drivers"].fill != plain["Drivers"].fill == CLASSROOM.palette.paper


def test_a_role_that_is_asked_for_is_only_for_boxes_that_name_it() -> None:
    boxes = boxes_of("layers: [Mine, {box: Yours, role: mine}], roles: {mine: {label: Mine, match: asked}}")
    assert boxes["Mine"].fill == CLASSROOM.palette.paper
    assert boxes["Yours"].fill not in (None, CLASSROOM.palette.paper)
