"""What no schema tells: which fields hold names of what stands elsewhere, and which take a form of their own.

A place is a model and a key in it; an empty model stands for all, an empty key for the texts of short forms, and a
colon after the key for what a mapping holds there.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from hypothesis import strategies as st

from deckgen.codes import explanations

Place = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Ref:
    """The name of something of this kind: which of those that are there, `pick` says."""

    kind: str
    pick: int = 0


@dataclass(frozen=True, slots=True)
class Arrow:
    """An arrow between two boxes, as it is written short."""

    start: Ref
    sign: str
    end: Ref
    each: str = ""


def names(kind: str) -> st.SearchStrategy[Any]:
    return st.integers(0, 99).map(lambda pick: Ref(kind, pick))


def several(kind: str) -> st.SearchStrategy[Any]:
    return st.one_of(names(kind), st.lists(names(kind), min_size=1, max_size=3))


def one_of(*values: object) -> st.SearchStrategy[Any]:
    return st.sampled_from(values)


NUMBERS = one_of("1", "2", "60", "0.5", "-3", "8.25", "", 4, 100)
ARROWS = st.builds(Arrow, names("box"), one_of("->", "<->", "-x->"), names("box"), one_of("", "", "each "))
MESSAGES = st.builds(
    lambda ends, text: f"{ends}: {text}" if text else ends,
    one_of("Client -> Server", "Server --> Client", "Client -x-> Server", "Server -> Server", "Server -> 管理者"),
    one_of("", "SYN", "two words of it", "**bold** `code`", "取得", "x: y"),
)
RELATIONS = one_of(
    "Client 1:n Server", "Server is a Client", "Client -> Server", "Server 0..1:1..n Server", "Client -- Server",
    "Client 2:3 Server",
)  # fmt: skip
AUDIENCES = one_of("beginners", "developers", "managers", "Entwickler*innen", "管理者", "a b", "students", "1")
ROLES = one_of("app", "kernel", "hardware", "runtime", "ядро", "a: b", "x y")
THEMES = one_of("classroom", "dark", {"use": "dark"})
LANGUAGES = one_of("en", "de", "de-CH", "fr", "ar", "he", "ja", "zh-Hans", "tlh", "x", "EN-gb", "en_GB")
LINKS = one_of("https://example.org/vote", "http://a", "https://пример.рф/?a=b&c=%20#d", "https://x.org/" + "a" * 180)
LATEX = one_of(
    "E = mc^2", r"\frac{a}{b}", "T(n) &= 2\\,T(n/2) + n\n&= \\Theta(n)", r"\sum_{k=1}^{n} k", "|x|", "x",
    r"\begin{pmatrix} a & b \\ c & d \end{pmatrix}", r"\text{für alle } \sqrt[3]{x} \ge 0", "a + b + c = " * 20 + "d",
    r"3\text{-SAT} \in \mathcal{NP}", r"\overline{}", r"\dfrac{}{\Gamma \vdash A}", r"\ce{2H2 + O2 ->[\Delta] 2H2O}",
    r"\SI{9.81}{\metre\per\second\squared}",
    r"\left[\begin{array}{cc|c} 1 & 2 & 3 \\[4pt] \hline 4 & 5 & 6 \end{array}\right]",
    r"\boxed{\cancel{x} + \textcolor{red}{y}} \tag{1}", r"A \xrightarrow[a]{b} \overrightarrow{AB}",
    r"\R^n \ni \norm{x}",
    r"{\rm d}x \over \sum\nolimits_i \phantom{x}", "&", r"\unheard x", r"\frac{a}", "{", "______",
)  # fmt: skip
ENDS = one_of("low -> high", ["few", "very many of them"], "Effort", "少 -> 多", "**a** -> `b`")
POSITIONS = one_of(["20%", "80%"], [0.5, 0.5], [0, 1], "100% 0%", ["33.3%", ".5"], "0.25, 0.75")
SPOTS = one_of("40% 30%", "0 100", ["10%", 90], "50%, 50%", "7.5% 1%")
SYMBOLS = one_of("n", "x_1", r"\alpha", r"\hat{y}", "E", r"\frac{a}{b}", r"\ce{H2O}", r"\R")
HIGHLIGHTS = st.one_of(
    names("row"),
    st.lists(
        st.one_of(
            st.fixed_dictionaries({"row": names("row"), "column": names("column")}),
            st.fixed_dictionaries({"name": names("column")}),
        ),
        min_size=1,
        max_size=2,
    ),
)

VALUES: dict[Place, st.SearchStrategy[Any]] = {
    ("", "only"): several("audience"),
    ("", "except"): several("audience"),
    ("", "role"): several("role"),
    ("Arrow", "role"): names("role"),
    ("", "theme"): one_of("classroom", "dark"),
    ("", "figure"): names("figure"),
    ("", "highlight"): several("box"),
    ("", "predict"): several("box"),
    ("", "show"): several("box"),
    ("", "over"): several("box"),
    ("Brace", ":"): several("box"),
    ("", "braces:"): several("box"),
    ("Arrow", ""): ARROWS,
    ("Arrow", "from"): names("box"),
    ("Arrow", "to"): names("box"),
    ("SequenceStep", ""): MESSAGES,
    ("Sequence", ""): MESSAGES,
    ("SequenceStep", "from"): one_of("Client", "Server"),
    ("SequenceStep", "to"): one_of("Client", "Server"),
    ("SequenceStep", "over"): one_of("Client", ["Client", "Server"]),
    ("SequenceStep", "role"): names("role"),
    ("Sequence", "highlight"): one_of("Client", ["Client", "Server"]),
    ("Participant", "role"): names("role"),
    ("Participant", ":"): names("role"),
    ("Sequence", "participants:"): names("role"),
    ("NodeGroup", "nodes"): several("box"),
    ("NodeGroup", "role"): names("role"),
    ("CycleStep", "role"): names("role"),
    ("CycleStep", ":"): names("role"),
    ("Cycle", "of:"): names("role"),
    ("", "cycle:"): names("role"),
    ("Quadrant", "role"): names("role"),
    ("Quadrants", "across"): ENDS,
    ("Quadrants", "up"): ENDS,
    ("PlacedPoint", "at"): POSITIONS,
    ("PlacedPoint", ":"): POSITIONS,
    ("PlacedPoint", "role"): names("role"),
    ("Quadrants", "points:"): POSITIONS,
    ("VennSet", "role"): names("role"),
    ("Venn", "highlight"): one_of("Client", ["Client", "Server"]),
    ("Entity", "role"): names("role"),
    ("Entities", "highlight"): one_of("Client", ["Client", "Server"]),
    ("Relation", ""): RELATIONS,
    ("Relation", "from"): one_of("Client", "Server"),
    ("Relation", "to"): one_of("Client", "Server"),
    ("Relation", "cardinality"): one_of("1:n", "n : m", "0..1:1..*", "2:3", "1..1:0..n"),
    ("Relation", "role"): names("role"),
    ("Common", "of"): one_of(["Client", "Server"], "both"),
    ("NodeGroup", ":"): several("box"),
    ("Graph", "groups:"): several("box"),
    ("Together", ""): several("part"),
    ("Together", "names"): several("part"),
    ("", "block"): names("block"),
    ("", "see"): several("slide"),
    ("", "later"): several("column"),
    ("Compare", "best:"): names("column"),
    ("", "without"): several("key"),
    ("", "blank"): several("word"),
    ("Outline", "theme"): THEMES,
    ("Outline", "fonts"): one_of("."),
    ("Audience", "theme"): THEMES,
    ("Outline", "language"): LANGUAGES,
    ("Audience", "language"): LANGUAGES,
    ("CodeBlock", "language"): one_of("python", "bash", "docker", "yaml", "c", "text", "no such language"),
    ("CodeBlock", "file"): one_of("memory.csv"),
    ("CodeBlock", "lines"): one_of("1-5", "1-3, 4-5"),
    ("CodeBlock", "between"): one_of(["Memory", "80"]),
    ("CodeBlock", "walk"): one_of("1", [1, "1-2"]),
    ("Version", "file"): one_of("memory.csv"),
    ("CodeBlock", "from"): one_of("old = 1", "old = 1\nold = 2", {"file": "memory.csv"}),
    ("CodeBlock", "to"): one_of("new = 1", "new = 1\nnew = 2", {"text": "new = 3"}),
    ("Image", "file"): one_of("wide.png", "tall.png"),
    ("Image", ""): one_of("wide.png", {"file": "tall.png", "alt": "A *tall* one", "caption": "c"}),
    ("OnePicture", "file"): one_of("wide.png", "tall.png"),
    ("OnePicture", ""): one_of("wide.png", "tall.png", {"file": "tall.png", "caption": "c", "focus": "0% 100%"}),
    ("Cover", "file"): one_of("wide.png", "tall.png"),
    ("Cover", ""): one_of("wide.png", "tall.png"),
    ("Logo", "file"): one_of("wide.png", "tall.png"),
    ("Logo", "dark"): one_of("wide.png", "tall.png"),
    ("Logo", ""): one_of("wide.png", "tall.png"),
    ("Logo", "space"): one_of(0, "6 pt", 40),
    ("", "focus"): SPOTS,
    ("", "at"): SPOTS,
    ("PictureLabel", ":"): SPOTS,
    ("", "labels:"): SPOTS,
    ("Chart", "highlight"): one_of("Docker", ["Memory", "no such name"]),
    ("Table", "highlight"): HIGHLIGHTS,
    ("Compare", "highlight"): HIGHLIGHTS,
    ("Matrix", "predict"): HIGHLIGHTS,
    ("Matrix", "braces"): st.lists(
        st.fixed_dictionaries({"label": one_of("a *common* name", "取得"), "over": several("row")}), max_size=2
    ),
    ("Chart", "file"): one_of("memory.csv", "memory.xlsx"),
    ("Chart", "categories"): one_of("Memory", "Docker"),
    ("Chart", "skip"): one_of(1),
    ("Table", "file"): one_of("memory.csv", "memory.xlsx"),
    ("Table", "skip"): one_of(1),
    ("Table", "sheet"): one_of("Memory"),
    ("Table", "range"): one_of("A1:C5"),
    ("Chart", "sheet"): one_of("Memory"),
    ("Chart", "range"): one_of("A1:C5"),
    ("SeriesName", "column"): one_of("Docker", "Virtual machine"),
    ("Include", "include"): one_of("text-alone.yaml", "quizzes.yaml", "two-figures.yaml"),
    ("Poll", "link"): LINKS,
    ("Poll", ""): st.one_of(LINKS, st.builds(lambda link, text: {"link": link, "text": text}, LINKS, one_of("Vote"))),
    ("Box", "times"): st.one_of(one_of(2, 3, 12), one_of([1, 2, "…", "n"], ["a", "b"])),
    ("Box", "badge"): one_of("1", "7", "a", "π", "12", "🐳", "100", "VIII", "long badge", "Wide"),
    ("Outline", "legible_from"): one_of("15 m", "2 m", 8, "60 m"),
    ("Room", "screen"): one_of("2.5 m", 1, "4m"),
    ("Formula", ""): LATEX,
    ("Formula", "latex"): LATEX,
    ("Meaning", "symbol"): SYMBOLS,
    ("Outline", "macros:"): one_of(r"\mathbb{R}", r"\lVert #1 \rVert", r"\R + 1", r"\frac{#1}"),
    ("Matrix", "axis"): one_of("control -> convenience", ["a", "b"], "虚 -> 拟"),
    ("ChartRow", ":"): st.one_of(NUMBERS, st.lists(NUMBERS, min_size=1, max_size=3)),
    ("Chart", "values:"): st.one_of(NUMBERS, st.lists(NUMBERS, min_size=1, max_size=3)),
}  # fmt: skip
"""What stands at a place, instead of what the schema allows there."""

KEYS: dict[Place, st.SearchStrategy[Any]] = {
    ("Outline", "audiences"): AUDIENCES,
    ("Outline", "roles"): ROLES,
    ("Outline", "macros"): one_of("R", "norm", "R2"),
    ("Outline", "figures"): one_of("machine", "two words", "图"),
    ("", "values"): one_of("room", "course", "naïve"),
    ("", "for"): names("audience"),
    ("", "allow"): one_of(*explanations()["warning"]),
    ("Arrow", ""): ARROWS,
    ("", "arrows"): ARROWS,
    ("Graph", "edges"): ARROWS,
    ("SequenceStep", ""): MESSAGES,
    ("Sequence", ""): MESSAGES,
    ("Relation", ""): RELATIONS,
    ("Entities", "relations"): RELATIONS,
    ("Formula", "where"): SYMBOLS,
    ("Meaning", ""): SYMBOLS,
    ("", "footnotes"): one_of("1"),
    ("Compare", "best"): names("row"),
    ("Compare", "better"): names("row"),
    ("Compare", "ratio"): names("row"),
    ("", "build"): names("block"),
}
"""The keys of a mapping at a place."""

USUAL: dict[str, tuple[str, ...]] = {
    "Slide": ("title",), "Outline": ("audiences", "roles", "values"), "Compare": ("of", "rows"), "Chart": ("values",),
    "CodeBlock": ("text",), "Box": ("box",), "Column": ("text",), "ColumnName": ("column",),
    "Graph": ("edges", "nodes"), "Cycle": ("of",), "Quadrants": ("of",), "Venn": ("sets",),
    "Entities": ("of",), "SeriesName": ("series",),
    "Variant": ("title",),
}  # fmt: skip
"""Fields that little is valid without, though they are not always needed."""
