"""Flowcharts and state diagrams in Mermaid, written out as graphs."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from deckgen.codes import Code
from deckgen.diagnostics import Place, Sink, error, warning
from deckgen.outline.desugar import list_of, written
from deckgen.outline.mermaid.statements import Statement, called_twice
from deckgen.regex import regex
from deckgen.source import Entry, MapNode, Node, TextNode

SHAPES: tuple[tuple[str, str, str], ...] = (
    ("(((", ")))", "round"), ("([", "])", "round"), ("((", "))", "round"), ("(", ")", "round"),
    ("[[", "]]", "box"), ("[(", ")]", "box"), ("[/", "/]", "box"), ("[/", "\\]", "box"), ("[\\", "\\]", "box"),
    ("[\\", "/]", "box"), ("[", "]", "box"), ("{{", "}}", "box"), ("{", "}", "decision"), (">", "]", "box"),
)  # fmt: skip
"""How nodes are written, the longer signs first, and their shapes here."""
PLAIN = frozenset(opening for opening, _, shape in SHAPES if shape == "box" and opening != "[")
"""The beginnings of the shapes that are drawn as boxes, though they are none."""
DIRECTIONS = {"TD": "down", "TB": "down", "BT": "down", "LR": "across", "RL": "across"}
LOOKS = (
    "classDef",
    "class",
    "style",
    "linkStyle",
    "click",
    "direction",
    "accTitle",
    "accDescr",
    "title",
    "hide",
    "scale",
)
_INSTEAD = {
    "direction": "remove it; the whole graph has the direction of its first line, or of `direction` beside it",
    "title": "remove it, and write it as the `title` of the slide",
    "accTitle": "remove it; deckgen describes each drawing itself",
    "accDescr": "remove it; deckgen describes each drawing itself",
    "click": "remove it, and put the link into a text of the slide",
}
"""What to do about statements that are about no colours."""
_ID = regex(r"\w+(?:[-.]+(?=\w)\w+)*")
_LINK = regex(
    r"\s*(?P<tail><|[xo](?=[-=]))?(?:"
    r"(?:-{2,}(?=[>xo])|-{3,}|={2,}(?=[>xo])|={3,}|-\.+-)(?P<head>[>xo](?!\w)|>)?(?:\s*\|(?P<label>[^|]*)\|)?"
    r"|(?:--|==|-\.)\s+(?P<text>(?:\"[^\"]*\"|[^\"\n])+?)\s*(?:-{2,}|={2,}|\.+-)(?P<end>[>xo])?"
    r"|(?P<gone>~{3,})"
    r")\s*"
)
_SUBGRAPH = regex(r"\s*subgraph\s+(?P<id>\w[\w.-]*)?\s*(?:\[(?P<title>.*)\]|(?P<rest>.*))\s*$")
_TRANSITION = regex(r"\s*(?P<start>\[\*\]|[\w.-]+?)\s*-->\s*(?P<end>\[\*\]|[\w.-]+)\s*(?::(?P<label>.*))?$")
_ARROW = regex(r"--[->xo]|==[=>]|-\.+->")
"""What is in no text of a node without quotes: a link, which is behind a text that is not closed."""
_STATE_AS = regex(r'\s*state\s+(?P<text>"[^"]*")\s+as\s+(?P<id>[\w.-]+)\s*(?P<open>\{)?\s*$')
_STATE = regex(r"\s*(?:state\s+)?(?P<id>[.-]*\w[\w.-]*)\s*(?:<<(?P<kind>\w+)>>|:(?P<text>.*)|(?P<open>\{))?\s*$")


class GraphMaker:
    """Gathers the nodes, the edges and the groups of a graph, as they are met."""

    def __init__(self, sink: Sink) -> None:
        self.sink = sink
        self.texts: dict[str, TextNode] = {}
        self.shapes: dict[str, str] = {}
        self.edges: list[MapNode] = []
        self.titles: dict[str, TextNode] = {}
        self.own_titles: dict[str, TextNode] = {}
        self.homes: dict[str, str] = {}
        self.around: dict[str, str] = {}
        self.open: list[str] = []
        self.ids: dict[str, str] = {}
        self.shared: set[str] = set()

    def node(self, name: TextNode, text: TextNode | None = None, shape: str | None = None) -> TextNode:
        """The name of a node in the diagram, which is kept with what is known of it by now."""
        key = name.text
        if text is not None and text.text:
            self.texts[key] = text
        self.texts.setdefault(key, TextNode(key, name.place, '"'))
        if shape is not None or key not in self.shapes:
            self.shapes[key] = shape or self.shapes.get(key, "box")
        if self.open:
            self.homes.setdefault(key, self.open[-1])
        return name

    def edge(
        self, start: TextNode, end: TextNode, place: Place, label: TextNode | None = None, *, both: bool = False
    ) -> None:
        self.edges.append(
            written(
                place,
                **{"from": start, "to": end},
                label=label if label is not None and label.text else None,
                both=TextNode("true", place) if both else None,
            )
        )

    def check_once(self, key: str, second: TextNode) -> None:
        """Report a second text for a group, or for a node whose first one is not its name alone."""
        first = self.own_titles.get(key) or self.called(key)
        if first is not None and first.text != second.text:
            self.sink.add(called_twice(key, first, second))

    def called(self, key: str) -> TextNode | None:
        """The text of a node or a group by now; None if that is its name."""
        text = self.own_titles.get(key) or self.texts.get(key)
        return text if text is not None and text.text != key else None

    def open_group(self, key: str, title: TextNode, statement: Statement) -> None:
        """Put what follows into a group, called `title`, or as before if that is only its name."""
        typed, known = title, self.called(key)
        if known is not None and typed.text == key:
            title = known
        elif known is not None:
            self.check_once(key, title)
        own = title
        hint = "give one of the two another name"
        if self.open and key in self._with_groups_around(self.open[-1]):
            message = f"the group `{title.text}` is in itself"
            self.sink.error(Code.MERMAID_NOT_DRAWN, message, typed.place, hint)
        elif key in self.titles and self.around.get(key) != (self.open[-1] if self.open else None):
            found = error(
                Code.MERMAID_NOT_DRAWN, f"the group `{title.text}` is in another one too", typed.place, hint
            )
            self.sink.add(found.related_to(self.own_titles[key].place, "the other one"))
        elif self.open:
            # The frames of a graph are not in one another, so the name of this one says where it belongs.
            around = self.titles[self.open[-1]].text
            hint = f"draw it as `layers` if it has to be inside `{around}`"
            self.around[key] = self.open[-1]
            statement.change(self.sink, f"a group beside `{around}`", hint, 0, None)
            title = TextNode(f"{around}: {title.text}", title.place, '"')
        self.own_titles[key] = own
        self.titles[key] = title
        self.open.append(key)

    def close_group(self, statement: Statement) -> None:
        if self.open:
            self.open.pop()
        else:
            statement.refuse(self.sink, "remove it: no group is open here")

    def made(self, place: Place, direction: str | None) -> MapNode:
        """The long form of the graph."""
        self._check()
        self._give_ids()
        edges = [self._with_names(self._joined(edge)) for edge in self.edges]
        nodes = [
            written(text.place, name=text, id=self._id(key, text.place), shape=TextNode(self.shapes[key], text.place))
            for key, text in self.texts.items()
            if key not in self.titles
        ]
        groups = [
            written(title.place, name=title, nodes=list_of(self._inside(key), title.place))
            for key, title in self.titles.items()
            if key in self.homes.values()
        ]
        return written(
            place,
            edges=list_of(edges, place) if edges else None,
            nodes=list_of(nodes, place) if nodes else None,
            groups=list_of(groups, place) if groups else None,
            direction=TextNode(direction, place) if direction else None,
        )

    def _joined(self, edge: MapNode) -> MapNode:
        """An edge between nodes: one to a group leads to its start or first node, one from it comes from its end."""
        ends = edge.get("from"), edge.get("to")
        assert isinstance(ends[0], TextNode)
        assert isinstance(ends[1], TextNode)
        found = {
            "from": self._node_at(ends[0], "end", ends[1].text),
            "to": self._node_at(ends[1], "start", ends[0].text),
        }
        return MapNode(
            tuple(Entry(entry.key, found.get(entry.key.text, entry.value)) for entry in edge.entries), edge.place
        )

    def _node_at(self, end: TextNode, side: str, other: str) -> TextNode:
        """The node at an end of an edge whose other end is `other`; one in the group if that is a group."""
        mark = mark_in(end.text, side)
        if end.text not in self.titles or mark in self.texts:
            return TextNode(mark if mark in self.texts and end.text in self.titles else end.text, end.place)
        way, which = ("to", "first") if side == "start" else ("from", "last")
        inside = [key for key in self._all_inside(end.text) if key != other and not key.startswith("[*]")]
        if not inside:
            message = f"an arrow leads {way} the group `{end.text}`, which has no node for it"
            hint = f"let the arrow lead {way} a node"
            self.sink.add(error(Code.MERMAID_NOT_DRAWN, message, end.place, hint))
            return end
        node = inside[0] if side == "start" else inside[-1]
        text = self.texts[node].text
        message = f"the arrow {way} the group `{end.text}` is drawn {way} `{text}`, the {which} node in it"
        hint = f"let the arrow lead {way} a node in the group"
        self.sink.add(warning(Code.MERMAID_LOOK, message, end.place, hint))
        return TextNode(node, end.place)

    def _all_inside(self, group: str) -> Iterator[str]:
        """The keys of the nodes in a group, and in the groups in it."""
        for key in self.texts:
            if group in self._with_groups_around(self.homes.get(key, "")) and key not in self.titles:
                yield key

    def _with_groups_around(self, group: str) -> Iterator[str]:
        """A group, the one around it, and so on."""
        while group:
            yield group
            group = self.around.get(group, "")

    def _inside(self, group: str) -> Iterator[TextNode]:
        keys = (key for key, home in self.homes.items() if home == group and key not in self.titles)
        return (self._called(key, self.texts[key].place) for key in keys)

    def _with_names(self, edge: MapNode) -> MapNode:
        """An edge between the texts of its nodes, by which a graph calls them."""
        named = {"from", "to"}
        fields: dict[str, Node] = {entry.key.text: entry.value for entry in edge.entries}
        for name in named:
            end = fields[name]
            assert isinstance(end, TextNode)
            fields[name] = self._called(end.text, end.place)
        return written(edge.place, **fields)

    def _id(self, key: str, place: Place) -> TextNode | None:
        return TextNode(self.ids[key], place, '"') if key in self.ids else None

    def _called(self, key: str, place: Place) -> TextNode:
        """The name by which edges and groups call a node: its text, or its id if others share it."""
        return TextNode(self.ids[key] if key in self.shared else self.texts[key].text, place, '"')

    def _give_ids(self) -> None:
        """Give nodes that have another text than their name that as an id, with a number if it is taken.

        Mermaid tells names apart by their case, which nothing here does.
        """
        keys = [key for key in self.texts if key not in self.titles]
        texts = {key: _folded(self.texts[key].text) for key in keys}
        names, uses = Counter(map(_folded, keys)), Counter(texts.values())
        taken: Counter[str] = Counter()
        for key in keys:
            text, name = texts[key], _folded(key)
            taken[name] += 1
            is_alone = uses[text] == names[name] == 1 and names[text] == (text == name)
            if not is_alone:
                self.shared.add(key)
            if not is_alone or (key != self.texts[key].text and not key.startswith("[*]")):
                plain = key.replace("[*]", "mark")
                self.ids[key] = f"{plain} {taken[name]}" if taken[name] > 1 else plain

    def _check(self) -> None:
        """Report what is not closed."""
        if self.open:
            title = self.titles[self.open[-1]]
            self.sink.error(
                Code.MERMAID_NOT_DRAWN, f"`{title.text}` is not closed", title.place, "close it with `end` or `}`"
            )


def _folded(name: str) -> str:
    """What two names have in common that a graph takes for one."""
    return " ".join(name.casefold().split())


def mark_in(group: str, side: str) -> str:
    """The key of the start or of the end of a group, or of the whole diagram, which is ""."""
    return f"[*] {side} {group}".rstrip()


def flowchart(found: Iterator[Statement], direction: TextNode, place: Place, sink: Sink) -> MapNode:
    """The graph of a flowchart whose statements these are."""
    maker = GraphMaker(sink)
    way = DIRECTIONS.get(direction.text)
    if direction.text and way is None:
        hint = "write `TD` or `LR`"
        sink.error(Code.MERMAID_NOT_DRAWN, f"`{direction.text}` is no direction", direction.place, hint)
    if direction.text in ("BT", "RL"):
        message, hint = f"`{direction.text}` changes nothing here", f"write `{direction.text[::-1]}`"
        sink.add(warning(Code.MERMAID_LOOK, message, direction.place, hint))
    for statement in found:
        first = statement.text.split(None, 1)[0].rstrip(":")
        if first in LOOKS:
            statement.ignore(sink, _INSTEAD.get(first))
        elif first == "subgraph":
            _subgraph(statement, maker)
        elif statement.text.strip() == "end":
            maker.close_group(statement)
        else:
            _chain(statement, maker)
    return maker.made(place, way)


def _subgraph(statement: Statement, maker: GraphMaker) -> None:
    match = _SUBGRAPH.match(statement.text)
    if match is None:
        statement.refuse(maker.sink, "write `subgraph name`")
        return
    which = "title" if match["title"] is not None else "rest" if match["rest"] else "id"
    start = match.start("id") if which == "rest" and match["id"] else match.start(which)
    title = statement.shown(max(start, 0), match.end(which))
    if not _is_text(match[which] or "", match[which] if re.fullmatch(r'\s*"[^"]*"\s*', match[which] or "") else ""):
        statement.refuse(maker.sink, "close the title with `]`, or put all of it in quotation marks")
    key = match["id"] if match["id"] and which != "rest" else title.text
    maker.open_group(key or title.text, title, statement)


def _chain(statement: Statement, maker: GraphMaker) -> None:
    """Nodes, joined by links: `A & B --> C -- text --> D`."""
    at, before, link = 0, list[TextNode](), None
    while True:
        nodes, at = _nodes(statement, at, maker)
        if not nodes:
            if statement.text[at:].strip():
                statement.refuse(maker.sink, "write it like `A[text] --> B`", at)
            else:
                message = f"`{statement.piece().text}` leads nowhere"
                hint = "write the node that it leads to"
                maker.sink.add(error(Code.MERMAID_NOT_DRAWN, message, statement.piece().place, hint))
            return
        if link is not None and link["gone"] is None:
            for start in before:
                for end in nodes:
                    _link(statement, link, (start, end), maker)
        if not statement.text[at:].strip():
            return
        link = _LINK.match(statement.text, at)
        if link is None:
            statement.refuse(maker.sink, "write it like `A[text] --> B`", at)
            return
        _warn_of_line(statement, link, maker.sink)
        before, at = nodes, link.end()


def _link(statement: Statement, link: re.Match[str], ends: tuple[TextNode, TextNode], maker: GraphMaker) -> None:
    """An edge for each pair of ends of a link."""
    name = "label" if link["label"] is not None else "text" if link["text"] is not None else None
    label = statement.shown(*link.span(name)) if name else None
    maker.edge(*ends, statement.piece(*link.span()).place, label, both=link["tail"] is not None)


def _warn_of_line(statement: Statement, link: re.Match[str], sink: Sink) -> None:
    """Warn of a line that is drawn as another one: all lines of a graph are thin and have heads."""
    head = link["head"] or link["end"]
    plain = "`<-->`" if link["tail"] else "`-->`"
    if link["gone"] is not None:
        hint = "remove it; deckgen finds the places of the nodes"
        statement.ignore(sink, hint, *link.span())
    elif link["tail"] == "<" and head is None:
        statement.refuse(sink, "write `-->`, and its ends the other way round", *link.span())
    elif head is None:
        hint = f"write {plain}; all lines of a graph have heads"
        statement.change(sink, f"{plain}, with a head", hint, *link.span())
    elif "x" in (head, link["tail"]) or "o" in (head, link["tail"]):
        statement.change(sink, f"{plain}, without the sign at its end", f"write {plain}", *link.span())
    elif link[0].strip().lstrip("<").startswith(("==", "-.")):
        statement.change(sink, plain, f"write {plain}", *link.span())


def _nodes(statement: Statement, at: int, maker: GraphMaker) -> tuple[list[TextNode], int]:
    """The nodes that are joined by `&` from there on, and where they stop."""
    found: list[TextNode] = []
    while True:
        name = _ID.match(statement.text, at + len(statement.text[at:]) - len(statement.text[at:].lstrip()))
        if name is None:
            return [], at
        text, shape, at = _shape(statement, name.end(), maker.sink)
        piece = statement.piece(*name.span())
        if text is not None:
            maker.check_once(piece.text, text)
        found.append(maker.node(piece, text, shape))
        if (style := re.compile(r":::[\w-]+").match(statement.text, at)) is not None:
            statement.ignore(maker.sink, None, *style.span())
            at = style.end()
        if (more := re.compile(r"\s*&\s*").match(statement.text, at)) is None:
            return found, at
        at = more.end()


def _shape(statement: Statement, at: int, sink: Sink) -> tuple[TextNode | None, str | None, int]:
    """The text and the shape of a node behind its name, if they are there, and where they stop."""
    for opening, closing, shape in SHAPES:
        if statement.text.startswith(opening, at):
            start = at + len(opening)
            quoted = re.compile(r'\s*"[^"]*"\s*').match(statement.text, start)
            stop = statement.text.find(closing, quoted.end() if quoted else start)
            if stop >= 0:
                span = at, stop + len(closing)
                if not _is_text(statement.text[start:stop], quoted[0] if quoted else ""):
                    hint = f"close the text of the node with `{closing}`, or put all of it in quotation marks"
                    statement.refuse(sink, hint, *span)
                _warn_of_shape(statement, opening, span, sink)
                return statement.shown(start, stop), shape, stop + len(closing)
    return None, None, at


def _is_text(text: str, quoted: str = "") -> bool:
    """True if a text is the text of one node, which is in quotes if it holds brackets, arrows or a quotation mark."""
    return text == quoted if quoted else not (set('[]"') & set(text) or _ARROW.search(text))


def _warn_of_shape(statement: Statement, opening: str, span: tuple[int, int], sink: Sink) -> None:
    """Warn of a shape that a graph does not have."""
    if opening in PLAIN:
        statement.change(sink, "a box", "write the text in `[` and `]`, or give the node a role", *span)


def state_diagram(found: Iterator[Statement], place: Place, sink: Sink) -> MapNode:
    """The graph of a state diagram whose statements these are."""
    maker, way = GraphMaker(sink), None
    for statement in found:
        first, *rest = statement.text.split()
        if first == "direction" and rest and rest[0] in DIRECTIONS and not maker.open:
            way = DIRECTIONS[rest[0]]
        elif first in LOOKS:
            statement.ignore(sink, _INSTEAD.get(first))
        elif first == "}":
            maker.close_group(statement)
        elif first == "note":
            _leave_out_note(statement, found, sink)
        elif first == "--":
            statement.refuse(sink, "write each of the regions as a state of its own: `state name {`")
        elif (step := _TRANSITION.match(statement.text)) is not None:
            _transition(statement, step, maker)
        else:
            _state(statement, maker)
    return maker.made(place, way)


def _leave_out_note(statement: Statement, found: Iterator[Statement], sink: Sink) -> None:
    """Warn of a note, and pass over its text if that is in the lines below it."""
    is_whole = ":" in statement.text or _STATE_AS.match(statement.text.replace("note", "state", 1)) is not None
    if not is_whole and all(each.text.split() != ["end", "note"] for each in found):
        piece = statement.piece()
        message = f"`{piece.text}` is not closed"
        sink.add(error(Code.MERMAID_NOT_DRAWN, message, piece.place, "close it with `end note`"))
        return
    piece = statement.piece()
    hint = "say it in the notes of the slide, or in a callout"
    sink.add(warning(Code.MERMAID_LOOK, f"`{piece.text}` is left out", piece.place, hint))


def _transition(statement: Statement, step: re.Match[str], maker: GraphMaker) -> None:
    ends = []
    for side in ("start", "end"):
        name = statement.piece(*step.span(side))
        if name.text != "[*]":
            ends.append(maker.node(name, None, None if name.text in maker.shapes else "round"))
            continue
        group = maker.open[-1] if maker.open else ""
        own = f"{maker.titles[group].text} {side}" if group else side
        ends.append(maker.node(TextNode(mark_in(group, side), name.place), TextNode(own, name.place, '"'), side))
    label = statement.shown(*step.span("label")) if step["label"] else None
    maker.edge(ends[0], ends[1], statement.piece().place, label)


def _state(statement: Statement, maker: GraphMaker) -> None:
    match = _STATE_AS.match(statement.text) or _STATE.match(statement.text)
    if match is None or match.groupdict().get("kind") not in (None, "choice"):
        statement.refuse(maker.sink, 'write `A --> B : text`, or `state "text" as A`')
        return
    name = statement.piece(*match.span("id"))
    text = statement.shown(*match.span("text")) if match["text"] else None
    if match["open"]:
        maker.open_group(name.text, text or name, statement)
        return
    known = maker.called(name.text)
    if text is not None and name.text in maker.titles:
        maker.check_once(name.text, text)
    elif text is not None and known is not None:
        # Each further text of a state is a line of it.
        text = TextNode(f"{known.text}\n{text.text}", known.place, '"')
    maker.node(name, text, "choice" if match.groupdict().get("kind") else "round")
