"""The names of boxes: ids, labels, copies and paths, and the arrows that one line means."""

from __future__ import annotations

import pytest

from deckgen.outline.box_names import name_of
from deckgen.outline.figure import Figure
from tests.outline.outlines import figure

NODES = "layers:\n  - API server\n  - - {box: Node, times: 3, down: [Kubelet, {box: Pod, times: 2}]}\n"
PANELS = "layers:\n  One: [Box: [App, Lib], App]\n  Two: [Box: [App, Lib]]\n"
SERVERS = "layers:\n  - {box: Server, id: web}\n  - {box: Server, id: data}\n"


@pytest.mark.parametrize(
    ("typed", "name", "numbers"),
    [
        (NODES, "Kubelet", [3, 7, 11]),
        (NODES, "Node 2 / Kubelet", [7]),
        (NODES, "node 2 /  kubelet", [7]),
        (NODES, "Node 2", [6]),
        (NODES, "Node 3 / Pod 2", [13]),
        (NODES, "Node / Pod 2", [5, 9, 13]),
        (NODES, "Node 4 / Kubelet", []),
        (NODES, "Kubelet / Node 2", []),
        (PANELS, "One / Box / App", [1]),
        (PANELS, "Two / App", [5]),
        (PANELS, "One / App", [1, 3]),
        (PANELS, "Box / App", [1, 5]),
        (SERVERS, "web", [0]),
        (SERVERS, "Server", [0, 1]),
        ("layers: [TCP / IP: [A], A]\n", "TCP / IP", [0]),
        ("layers: [TCP / IP: [A], A]\n", "TCP / IP / A", [1]),
        ("layers: [A, A, A 2]\n", "A 2", [2]),
    ],
)
def test_a_name_means_boxes_by_id_then_by_label_then_by_path(typed: str, name: str, numbers: list[int]) -> None:
    assert figure(typed).numbers_of(name) == numbers


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        (NODES, ["API server", "Node 1", "Node 1 / Kubelet", "Node 1 / Pod 1", "Node 1 / Pod 2"]),
        (PANELS, ["One / Box", "One / Box / App", "One / Lib", None, "Two / Box", "Two / App"]),
        (SERVERS, ["web", "data"]),
    ],
)
def test_the_shortest_name_of_a_box_means_only_this_one(typed: str, names: list[str | None]) -> None:
    made = figure(typed)
    assert [name_of(each.number, made.addresses) for each in made.addresses[: len(names)]] == names


def arrows_of(made: Figure) -> list[tuple[int, int]]:
    return [pair for arrow in made.arrows for pair in made.ends_of(arrow)]


@pytest.mark.parametrize(
    ("arrow", "pairs"),
    [
        ("each Kubelet -> API server", [(3, 0), (7, 0), (11, 0)]),
        ("API server -> each Node", [(0, 2), (0, 6), (0, 10)]),
        ("each Kubelet -> each Node / Pod 1", [(3, 4), (7, 8), (11, 12)]),
        ("Node 2 / Kubelet -> Node 2 / Pod 1", [(7, 8)]),
    ],
)
def test_each_is_an_arrow_for_every_box_of_a_name(arrow: str, pairs: list[tuple[int, int]]) -> None:
    assert arrows_of(figure(f"{NODES}arrows: ['{arrow}']")) == pairs


def test_a_box_called_each_is_only_itself() -> None:
    assert arrows_of(figure("layers: [each App, App, App, End]\narrows: [each App -> End]")) == [(0, 3)]
