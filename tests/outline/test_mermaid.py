"""Mermaid becomes the graphs and sequences of an outline, and what it says besides is named with its place."""

from __future__ import annotations

from pathlib import Path
from textwrap import dedent, indent

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from deckgen.codes import Code
from deckgen.decode.outline import Parsed, parse
from deckgen.outline.graph import Graph
from deckgen.outline.sequence import Sequence


def parsed(mermaid: str, key: str = "graph") -> Parsed:
    text = indent(dedent(mermaid).strip(), " " * 8)
    return parse(f"title: T\nslides:\n  - title: S\n    {key}:\n      mermaid: |\n{text}\n".encode())


def graph(mermaid: str) -> Graph:
    found = parsed(mermaid)
    assert [each for each in found.diagnostics if each.code is not Code.MERMAID_LOOK] == []
    assert found.value is not None
    drawn = found.value.slides[0].find(Graph)
    assert drawn is not None
    return drawn


def edges(drawn: Graph) -> list[str]:
    found = []
    for edge in drawn.edges:
        sign = "<->" if edge.both else "-x->" if edge.crossed else "->"
        label = f": {edge.label.plain}" if edge.label else ""
        found.append(f"{edge.start.plain} {sign} {edge.end.plain}{label}")
    return found


FLOWS = {
    "chain": ("A --> B --> C", ["A -> B", "B -> C"]),
    "and": ("A & B --> C & D", ["A -> C", "A -> D", "B -> C", "B -> D"]),
    "label": ("A -->|no way| B", ["A -> B: no way"]),
    "text": ("A -- no way --> B", ["A -> B: no way"]),
    "quoted": ('A -- "a --> b" --> B', [r"A -> B: a --> b"]),
    "dotted": ("A -.-> B -. why .-> C", ["A -> B", "B -> C: why"]),
    "thick": ("A ==> B == why ==> C", ["A -> B", "B -> C: why"]),
    "long": ("A ----> B", ["A -> B"]),
    "both": ("A <--> B", ["A <-> B"]),
    "a cross at its end": ("A --x B", ["A -> B"]),
    "a ring at its end": ("A --o B", ["A -> B"]),
    "no head": ("A --- B -- why --- C", ["A -> B", "B -> C: why"]),
    "unseen": ("A ~~~ B\nB --> A", ["B -> A"]),
    "semicolons": ("A --> B; B --> C;", ["A -> B", "B -> C"]),
    "closed up": ("A-->B-->C", ["A -> B", "B -> C"]),
    "texts": ('A[One (1)] --> B["Two; 2"]\nB --> A', ["One (1) -> Two; 2", "Two; 2 -> One (1)"]),
    "no Markdown": ("A[*p = 1] --> B[x_1 < y]", ["*p = 1 -> x_1 < y"]),
    "text later": ("A --> B\nA[Begin]\n%% B is not", ["Begin -> B"]),
    "to itself": ("A --> A", ["A -> A"]),
}


@pytest.mark.parametrize(("text", "expected"), FLOWS.values(), ids=FLOWS)
def test_links_of_a_flowchart_are_edges(text: str, expected: list[str]) -> None:
    assert edges(graph(f"flowchart LR\n{text}")) == expected


def test_the_shapes_of_nodes_are_those_of_a_graph() -> None:
    drawn = graph("graph TD\nA[a] --> B(b) --> C{c?} --> D([d]) --> E((e)) --> F[(f)] --> G{{g}} --> H[h?]")
    shapes = [joint.shape for joint in drawn.joints]
    assert shapes == ["box", "round", "decision", "round", "round", "box", "box", "box"]
    assert [joint.name.plain for joint in drawn.joints] == ["a", "b", "c?", "d", "e", "f", "g", "h?"]


@pytest.mark.parametrize(("sign", "direction"), [("TD", "down"), ("TB", "down"), ("LR", "across"), ("", None)])
def test_the_direction_of_a_flowchart_is_that_of_the_graph(sign: str, direction: str | None) -> None:
    assert graph(f"flowchart {sign}\nA --> B").direction == direction


def test_subgraphs_are_groups() -> None:
    drawn = graph("flowchart TD\nsubgraph one [The first]\nA --> B\nend\nsubgraph Second one\nC\nend\nB --> C --> D")
    groups = [(group.name.plain, [name.plain for name in group.nodes]) for group in drawn.groups]
    assert groups == [("The first", ["A", "B"]), ("Second one", ["C"])]


def test_a_subgraph_in_another_is_beside_it_with_both_names() -> None:
    typed = "flowchart TD\nsubgraph out [Cloud]\nA --> B\nsubgraph inner\nC\nend\nD\nend\nB --> C --> D"
    assert [each.code for each in parsed(typed).diagnostics] == ["mermaid-look"]
    drawn = graph(typed)
    groups = [(group.name.plain, [name.plain for name in group.nodes]) for group in drawn.groups]
    assert groups == [("Cloud", ["A", "B", "D"]), ("Cloud: inner", ["C"])]


def test_an_arrow_from_a_state_with_states_in_it_comes_from_their_end_or_from_the_last_of_them() -> None:
    drawn = graph(
        "stateDiagram-v2\nstate On {\n[*] --> Up\nUp --> [*]\n}\nstate Off {\nX --> Y\n}\nOn --> Off\nOff --> On"
    )
    assert edges(drawn) == ["On start -> Up", "Up -> On end", "X -> Y", "On end -> X", "Y -> On start"]


def test_an_arrow_to_a_state_with_states_in_it_leads_to_their_start() -> None:
    drawn = graph("stateDiagram-v2\nIdle --> On : go\nstate On {\n[*] --> Up\nUp --> [*]\n}\nUp --> Idle : stop")
    assert [(group.name.plain, [name.plain for name in group.nodes]) for group in drawn.groups] == [
        ("On", ["On start", "Up", "On end"])
    ]
    assert edges(drawn) == ["Idle -> On start: go", "On start -> Up", "Up -> On end", "Up -> Idle: stop"]
    assert {joint.name.plain: joint.shape for joint in drawn.joints}["On start"] == "start"


SHARED = {
    "one text": ("flowchart LR\nA[Server] --> B[Server]\nB --> C", ["Server", "Server", "C"], [(0, 1), (1, 2)]),
    "a text that is another's name": ("flowchart LR\nA[B] --> B[A]\nB --> C", ["B", "A", "C"], [(0, 1), (1, 2)]),
    "names in other case": ("flowchart LR\nc --> C --> D[c]", ["c", "C", "c"], [(0, 1), (1, 2)]),
    "a state called like a mark": (
        "stateDiagram-v2\n[*] --> start\nstart --> [*]",
        ["start", "start", "end"],
        [(0, 1), (1, 2)],
    ),
}


@pytest.mark.parametrize(("text", "names", "ends"), SHARED.values(), ids=SHARED)
def test_nodes_that_share_a_text_or_a_name_are_drawn_each(
    text: str, names: list[str], ends: list[tuple[int, int]]
) -> None:
    drawn = graph(text)
    assert [joint.name.plain for joint in drawn.joints] == names
    assert list(drawn.ends) == ends


def test_a_node_is_lit_and_built_by_its_name_in_the_diagram() -> None:
    content = "title: T\nslides:\n  - title: S\n    graph: {mermaid: 'graph TD; A[Read] --> B[Write]'}\n"
    found = parse((content + "    highlight: A\n    build: [A, Write]\n").encode())
    assert found.diagnostics == ()
    assert found.value is not None
    drawn = found.value.slides[0].find(Graph)
    assert drawn is not None
    assert [drawn.number_of(name.plain) for name in drawn.highlight] == [0]


def test_states_have_marks_labels_and_groups() -> None:
    drawn = graph(
        """
        stateDiagram-v2
            direction LR
            [*] --> Idle
            Idle --> Busy : a job
            state "Out of order" as Broken
            state Working {
                Busy --> Broken : an error
            }
            Broken : gone for good
            state which <<choice>>
            Busy --> which
            which --> [*]
        """
    )
    assert edges(drawn) == [
        "start -> Idle", "Idle -> Busy: a job", "Busy -> Out of order\ngone for good: an error", "Busy -> which",
        "which -> end",
    ]  # fmt: skip
    assert [joint.shape for joint in drawn.joints] == ["start", "round", "round", "round", "choice", "end"]
    assert [[name.plain for name in group.nodes] for group in drawn.groups] == [
        ["Busy", "Out of order\ngone for good"]
    ]
    assert drawn.direction == "across"


def test_messages_notes_and_groups_of_a_sequence() -> None:
    found = parsed(
        """
        sequenceDiagram
            participant B as Browser
            actor S
            B->>+S: GET /
            Note over B,S: over both
            loop until it is there
                S->>S: waits
            end
            alt found
                S-->>-B: 200
            else
                S--xB: 404
            end
        """,
        "sequence",
    )
    assert found.diagnostics == ()
    assert found.value is not None
    drawn = found.value.slides[0].find(Sequence)
    assert drawn is not None
    assert drawn.activation
    assert [each.name.plain for each in drawn.speakers] == ["Browser", "S"]
    said = [
        (step.start.plain if step.start else "", step.note.plain if step.note else "", step.reply, step.crossed)
        for step in drawn.walk()
    ]
    assert said == [
        ("Browser", "", False, False), ("", "over both", False, False), ("S", "", False, False),
        ("S", "", True, False), ("S", "", True, True),
    ]  # fmt: skip
    assert [step.group[0] for step in drawn.steps if step.group] == ["loop", "alt"]


def test_bars_are_drawn_where_mermaid_asks_for_them() -> None:
    found = parsed("sequenceDiagram\nA->>B: one\nB-->>A: two", "sequence").value
    assert found is not None
    drawn = found.slides[0].find(Sequence)
    assert drawn is not None
    assert not drawn.activation


def test_other_fields_stay_beside_mermaid() -> None:
    content = "title: T\nslides:\n  - title: S\n    graph: {mermaid: 'graph TD; A --> B', direction: across}\n"
    found = parse((content + "    highlight: B\n").encode())
    assert found.diagnostics == ()
    assert found.value is not None
    drawn = found.value.slides[0].find(Graph)
    assert drawn is not None
    assert (drawn.direction, [name.plain for name in drawn.highlight]) == ("across", ["B"])


def test_a_file_of_the_other_kind_is_reported_at_its_first_word(tmp_path: Path) -> None:
    (tmp_path / "flow.mmd").write_text("%% mine\nstateDiagram-v2\n  A --> B\n", encoding="utf-8")
    (only,) = parse(b"title: T\nslides:\n  - title: S\n    sequence: flow.mmd\n", tmp_path).diagnostics
    assert only.place is not None
    assert (only.place.file, only.line, only.column) == ("flow.mmd", 2, 1)
    assert only.hint == "put it under `graph`"


@pytest.mark.parametrize("value", ["flow.mmd", "{file: flow.mmd, direction: across}"])
def test_a_mistake_in_a_file_has_its_place_there(value: str, tmp_path: Path) -> None:
    (tmp_path / "flow.mmd").write_text("%% mine\nflowchart LR\n  A --> B\n  A -)- B\n", encoding="utf-8")
    found = parse(f"title: T\nslides:\n  - title: S\n    graph: {value}\n".encode(), tmp_path)
    (only,) = found.diagnostics
    assert only.place is not None
    assert (only.code, only.place.file, only.line, only.column) == ("mermaid-not-drawn", "flow.mmd", 4, 5)
    assert "flow.mmd" in found.included


@pytest.mark.parametrize("content", ["", "\n\n", "%% nothing but a note\n"])
def test_an_empty_file_is_reported_at_its_first_line(content: str, tmp_path: Path) -> None:
    (tmp_path / "flow.mmd").write_text(content, encoding="utf-8")
    (only,) = parse(b"title: T\nslides:\n  - title: S\n    graph: flow.mmd\n", tmp_path).diagnostics
    assert only.place is not None
    assert (only.code, only.place.file, only.line, only.column) == ("empty-value", "flow.mmd", 1, 1)


def test_a_file_that_is_not_there_is_reported_once(tmp_path: Path) -> None:
    found = parse(b"title: T\nslides:\n  - title: S\n    columns: [{graph: gone.mmd}, {text: x}]\n", tmp_path)
    assert [item.code for item in found.diagnostics] == ["missing-file"]


LINES = [
    "flowchart LR",
    "stateDiagram-v2",
    "sequenceDiagram",
    "subgraph x [y]",
    "end",
    "A[",
    "A --> B",
    "A -->|x",
    "}",
    "alt x",
    "else",
    "loop",
    "rect rgb(0,0,0)",
    "A->>B: x",
    "A->>",
    "Note over A: x",
    "Note over : x",
    "[*] --> A",
    "A --> [*] :",
    "state x {",
    'state "',
    "participant",
    "& B",
    "A & --> B",
    "---",
    "%%{init: {}}%%",
    '"',
    ";",
    "class A b",
    "A@{shape: x}",
    "A:::b --> C",
    "~~~",
    "activate",
    "A --> B & C -- x --> D",
]


@settings(max_examples=150, deadline=None)
@given(
    st.sampled_from(LINES[:3]), st.lists(st.sampled_from(LINES), max_size=8), st.sampled_from(["graph", "sequence"])
)
def test_no_text_in_mermaid_is_an_exception_or_goes_without_a_word(first: str, lines: list[str], key: str) -> None:
    found = parsed("\n".join([first, *lines]), key)
    assert found.value is not None or found.diagnostics
