"""Whether a part follows the schemas of the format: order and number of elements, attributes, values.

In: the markup of a part. Out: defects. `rules` has the attributes of each type of element, and an automaton whose
edges are its children. Following it costs one look-up for each tag, because each state remembers the tags that it has
met; only a tag that is new to it is taken apart.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from deckgen.codes import Code
from deckgen.regex import regex
from deckgen.writers.preflight.packaging import Defect, Markup, NotWellFormed
from deckgen.writers.preflight.rules import ANY, Values, attributes_of, kind_named, kind_of_root, values_named

_KNOWN = frozenset(("a", "p", "c", "m", "cp", "dc", "dcterms", ""))
"""The prefixes whose elements the rules know; other elements are let be."""
_NEWER = frozenset(("a14:m", "p159:morph"))
"""The elements of later versions that deckgen writes between those of the standard."""
_MICROSOFT = "http://schemas.microsoft.com/office"
_OFFICE = "http://schemas.openxmlformats.org"
_SPACES = {
    "a": f"{_OFFICE}/drawingml/2006/main",
    "p": f"{_OFFICE}/presentationml/2006/main",
    "c": f"{_OFFICE}/drawingml/2006/chart",
    "r": f"{_OFFICE}/officeDocument/2006/relationships",
    "m": f"{_OFFICE}/officeDocument/2006/math",
    "mc": f"{_OFFICE}/markup-compatibility/2006",
    "cp": f"{_OFFICE}/package/2006/metadata/core-properties",
    "dc": "http://purl.org/dc/elements/1.1/",
    "dcterms": "http://purl.org/dc/terms/",
    "xsi": "http://www.w3.org/2001/XMLSchema-instance",
    "Properties": f"{_OFFICE}/officeDocument/2006/extended-properties",
    "p14": f"{_MICROSOFT}/powerpoint/2010/main",
    "p159": f"{_MICROSOFT}/powerpoint/2015/09/main",
    "a14": f"{_MICROSOFT}/drawing/2010/main",
    "asvg": f"{_MICROSOFT}/drawing/2016/SVG/main",
    "adec": f"{_MICROSOFT}/drawing/2017/decorative",
    "ahyp": f"{_MICROSOFT}/drawing/2018/hyperlinkcolor",
}
"""The namespaces by the prefixes under which deckgen writes them, or by the root that has none. PowerPoint drops what
is in another one.
"""
_ROOTS = {
    "main": "p:presentation", "presProps": "p:presentationPr", "viewProps": "p:viewPr", "slide": "p:sld",
    "slideLayout": "p:sldLayout", "slideMaster": "p:sldMaster", "notesSlide": "p:notes",
    "notesMaster": "p:notesMaster", "theme": "a:theme", "tableStyles": "a:tblStyleLst", "chart": "c:chartSpace",
    "core-properties": "cp:coreProperties", "extended-properties": "Properties",
}  # fmt: skip
"""The element with which a part of each kind begins."""
_GRAPHICS = {
    "a:tbl": f"{_OFFICE}/drawingml/2006/table",
    "c:chart": f"{_OFFICE}/drawingml/2006/chart",
    "adec:decorative": "{C183D7F6-B498-43B3-948B-1728B52AA6E4}",
    "ahyp:hlinkClr": "{A12FA001-AC4F-418D-AE19-62706E023703}",
}
"""The address under which a graphic or an extension holds each content; PowerPoint drops it under another one."""
_WITH_ADDRESS = ("a:graphicData", "a:ext")
_FIRST = {"p:blipFill": "a:blip", "a:tc": "a:txBody"}
"""What has to come first in some elements, though the schema says that it may be left out."""
_ANIMATED = frozenset(("style.visibility",))
"""The attributes that effects change."""
_TAG = regex(r'(/?)([\w:.-]+)((?:\s+[\w:.-]+\s*=\s*"[^"]*")*)\s*(/?)>')
_ATTRIBUTE = regex(r'([\w:.-]+)\s*=\s*"([^"]*)"')
_ENTITY = regex(r"&(?:amp|lt|gt|quot|apos|#\d+|#x[0-9A-Fa-f]+);")
_FORBIDDEN = regex("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_REFERENCE = regex(r"&#(?:x([0-9A-Fa-f]+)|(\d+));")
_DECLARATION = regex(
    r"""\?xml version=["']1\.\d["'](?: encoding=["'](?:[Uu][Tt][Ff]-?8|US-ASCII)["'])?"""
    r"""(?: standalone=["']\w+["'])?\s*\?>"""
)
_INSTRUCTION = regex(r"\?(?!xml\b)[A-Za-z_][\w.-]*(?:\s[^<>]*?)?\?>")
_SPACE = " \t\r\n"
"""All white space that XML knows."""
_NEEDING = ("Requires", "mc:Ignorable", "mc:MustUnderstand")
_ALTERNATIVES = ("mc:AlternateContent", "mc:Choice")

Step = tuple["_State | None", "_State | None"]
"""The state after an element, or None where one ends; and that within it, or None if it is empty."""
Ruled = tuple[tuple[int, Values], ...]
"""The values that the attributes of a tag may have, but for those that may be any; each with its position."""


class Followed:
    """The rules as they apply to the parts of one package, with all that has been met so far.

    A tag that is right is right everywhere, so each is taken apart once for each state.
    """

    def __init__(self) -> None:
        self.met: list[str] = []
        self.found: list[tuple[Code, str]] = []
        self.needed: list[str] = []
        self._states: dict[tuple[str, str, int, frozenset[str]], _State] = {}
        self._foreign: dict[str, _State] = {}
        self._addressed: dict[tuple[str, str], _State] = {}
        self._markup = Markup("", b"")
        self._fragment = _Root(self)
        self._end = _End(self)
        self._roots: dict[str, _Root] = {}

    def defects(self, name: str, markup: Markup, kind: str) -> list[Defect]:
        """The defects of the part `name` of a kind, in all of its alternatives. Raises NotWellFormed."""
        self.met, self.found, self.needed, self._markup = [], [], [], markup
        root = self._roots.get(kind)
        if root is None:
            root = self._roots[kind] = _Root(self, _ROOTS.get(kind, ""), self._end, declared=False)
        if self._followed(root, markup.seen) is not self._end:
            raise NotWellFormed(name)
        for text in markup.stand_ins:
            if self._followed(self._fragment, text) is not self._fragment:
                raise NotWellFormed(name)
        for prefix in (*self.needed, *_undeclared(markup)):
            self.check_declared(prefix)
        return [Defect(code, name, message) for code, message in dict.fromkeys(self.found)]

    def check_declared(self, prefix: str) -> None:
        """Report a prefix that the part at hand needs and does not declare."""
        if not self._markup.declares(prefix):
            self.found.append((Code.PREFIX_UNDECLARED, f"needs the namespace {prefix}, which is not declared"))

    @property
    def new(self) -> str:
        """The tags of the last part that were met for the first time, in no particular order."""
        return "<" + "<".join(self.met)

    def state(self, name: str, kind: str, number: int = 0, taken: frozenset[str] = frozenset()) -> _State:
        """A place in the element `name` of a type: its state, and which children cannot come again."""
        key = (name, kind, number, taken)
        known = self._states.get(key)
        if known is None:
            known = self._states[key] = _Inside(self, *key)
        return known

    def foreign(self, name: str) -> _State:
        """A place in an element without rules."""
        known = self._foreign.get(name)
        if known is None:
            known = self._foreign[name] = _Foreign(self, name)
        return known

    def addressed(self, name: str, address: str) -> _State:
        """A place at the beginning of a graphic or an extension."""
        known = self._addressed.get((name, address))
        if known is None:
            known = self._addressed[name, address] = _Addressed(self, name, address)
        return known

    def _followed(self, start: _State, text: str) -> _State | None:
        """The state after the markup; None if it is not well-formed.

        This loop is the price of all rules, so it does nothing but look up.
        """
        state = start
        around: list[_State] = []
        pieces = iter(text.split("<"))
        before = next(pieces)
        if before and (before.strip(_SPACE) or text.lstrip(_SPACE).startswith("<?xml")):
            return None
        try:
            for piece in pieces:
                after, within = state[piece]
                if after is None:
                    state = around.pop()
                elif within is None:
                    state = after
                else:
                    around.append(after)
                    state = within
        except (_NoTag, IndexError):
            return None
        return None if around else state


class _NoTag(Exception):  # noqa: N818
    """Raised for a piece of markup that is no tag, or ends another element."""


def _check_characters(piece: str) -> None:
    if "&" in piece and len(_ENTITY.findall(piece)) < piece.count("&"):
        raise _NoTag
    if _FORBIDDEN.search(piece) is not None:
        raise _NoTag
    if "&#" in piece and not all(_is_character(*written) for written in _REFERENCE.findall(piece)):
        raise _NoTag


def _is_character(hexadecimal: str, decimal: str) -> bool:
    """True if a reference means a character that XML can hold."""
    digits = (hexadecimal or decimal).lstrip("0")
    if not 0 < len(digits) < 8:
        return False
    number = int(digits, 16 if hexadecimal else 10)
    return (
        number in (9, 10, 13)
        or 0x20 <= number < 0xD800
        or (0xE000 <= number <= 0x10FFFF and number not in (0xFFFE, 0xFFFF))
    )


class _State(dict[str, Step]):
    """A place in an element: the step for each piece of markup, from one `<` to the next, learnt at first sight."""

    __slots__ = ("_children", "_forms", "name", "rules")

    def __init__(self, rules: Followed, name: str) -> None:
        super().__init__()
        self.rules = rules
        self.name = name
        self._children: dict[str, tuple[_State, _State]] = {}
        self._forms: dict[str, tuple[Step, Ruled]] = {}

    def __missing__(self, piece: str) -> Step:
        if "&" in piece or not piece.isprintable():
            _check_characters(piece)
        # Most of what is new is a text behind a known tag, or a tag that is known with other values in its
        # attributes, and need not be taken apart.
        end = piece.find(">") + 1
        if end < len(piece):
            if piece[:end] in self:
                return self._with_text(piece[:end], piece[end:])
        elif (step := self._alike(piece)) is not None:
            self.rules.met.append(piece)
            self[piece] = step
            return step
        return self._taken_apart(piece)

    def _alike(self, piece: str) -> Step | None:
        """The step for a tag that is known with other values, if its own are right; None for all others."""
        parts = piece.split('"')
        form = '"'.join(parts[::2])
        if form not in self._forms:
            return None
        step, ruled = self._forms[form]
        for position, values in ruled:
            if not values.hold(parts[position]):
                return None
        return step

    def _taken_apart(self, piece: str) -> Step:
        """The step for a piece of a form that has not been met."""
        if piece.startswith("!DOCTYPE"):
            self.complain(Code.DOCUMENT_TYPE, "has a document type, which no part may have")
            return self, None
        tag = (_INSTRUCTION if piece.startswith("?") else _TAG).match(piece)
        if tag is None:
            raise _NoTag
        if tag.end() < len(piece):
            return self._with_text(tag[0], piece[tag.end() :])
        if piece.startswith("?"):
            self[piece] = self, None
            return self, None
        before = len(self.rules.found) + len(self.rules.needed)
        step, ruled = self._step(tag[2], bool(tag[1]), tag[3], bool(tag[4]))
        self.rules.met.append(piece)
        if len(self.rules.found) + len(self.rules.needed) == before:
            self[piece] = step
            if ruled is not None and '"' in piece:
                self._forms['"'.join(piece.split('"')[::2])] = step, ruled
        return step

    def _with_text(self, tag: str, text: str) -> Step:
        after, within = step = self[tag]
        if text.strip(_SPACE):
            if "]]>" in text:
                raise _NoTag
            if after is None:
                self.complain(Code.TEXT_MISPLACED, f"the text {text!r} follows {self.name}")
            else:
                (after if within is None else within).reads(text)
        return step

    def _step(self, name: str, ends: bool, attributes: str, empty: bool) -> tuple[Step, Ruled | None]:
        """The step for a tag, and what its attributes may be; None if the step depends on them."""
        if ends and name not in _ALTERNATIVES:
            if name != self.name:
                raise _NoTag
            self.ends()
            return (None, None), None
        given = _ATTRIBUTE.findall(attributes)
        named = dict(given)
        if len(named) < len(given):
            raise _NoTag
        if name in _ALTERNATIVES:
            if name == "mc:Choice" and not ends and not named.get("Requires"):
                self.complain(Code.ATTRIBUTE_MISSING, "mc:Choice does not say what it requires")
            self.rules.foreign(name).takes(named)
            return (self, None), None
        after, within = self._after(name)
        ruled = within.takes(named)
        if "uri" in named and name in _WITH_ADDRESS:
            within, ruled = self.rules.addressed(name, named["uri"]), None
        if empty:
            within.ends()
        return (after, None if empty else within), ruled

    def _after(self, name: str) -> tuple[_State, _State]:
        known = self._children.get(name)
        if known is None:
            before = len(self.rules.found)
            known = self.child(name)
            if len(self.rules.found) == before:
                self._children[name] = known
        return known

    def child(self, name: str) -> tuple[_State, _State]:
        """The state after a child, and that at its beginning."""
        raise NotImplementedError

    def takes(self, attributes: Mapping[str, str]) -> Ruled | None:
        """What the attributes of the element may be, of which note is taken; None if more depends on their values."""
        ruled: Ruled | None = ()
        for key, value in attributes.items():
            if key.startswith("xmlns:"):
                ruled = None
                self._declares(key[6:], value)
            elif key == "xmlns":
                ruled = None
                self._declares(self.name, value)
            elif key in _NEEDING:
                ruled = None
                self.rules.needed += [prefix for prefix in value.split() if f"xmlns:{prefix}" not in attributes]
        return ruled

    def _declares(self, prefix: str, space: str) -> None:
        if _SPACES.get(prefix, space) != space:
            self.complain(Code.NAMESPACE_UNKNOWN, f"{space!r} is not the namespace of {prefix}")

    def reads(self, text: str) -> None:
        """Take note of a text."""
        self.complain(Code.TEXT_MISPLACED, f"{self.name} holds the text {text!r}")

    def ends(self) -> None:
        """Take note of the end of the element."""

    def complain(self, code: Code, message: str) -> None:
        """Report a defect."""
        self.rules.found.append((code, message))


class _Inside(_State):
    """A place in an element of a type that the rules know."""

    __slots__ = ("_attributes", "_kind", "_number", "_rule", "_taken")

    def __init__(self, rules: Followed, name: str, kind: str, number: int, taken: frozenset[str]) -> None:
        super().__init__(rules, name)
        self._kind = kind
        self._rule = kind_named(kind)
        self._attributes = attributes_of(kind)
        self._number = number
        self._taken = taken
        if number in self._rule.ends or self._rule.open:
            self[f"/{name}>"] = None, None

    def child(self, name: str) -> tuple[_State, _State]:
        rule = self._rule
        if not self._number and name in rule.children and _FIRST.get(self.name, name) != name:
            self.complain(Code.ELEMENT_MISSING, f"{self.name} has to begin with {_FIRST[self.name]}")
        edges = rule.states[self._number]
        number = edges.get(name)
        if number is not None and name not in self._taken:
            within = self.rules.state(name, rule.children[name])
            if number < 0:
                return self._moved(self._number, self._taken | {name}), within
            return self._moved(number), within
        if "*" in edges or rule.open:
            return self if rule.open else self._moved(edges["*"]), self.rules.foreign(self.name).child(name)[1]
        if name in rule.children:
            return self._misplaced(name) if number is None else self._twice(name), self.rules.state(
                name, rule.children[name]
            )
        if name not in _NEWER:
            self.complain(Code.ELEMENT_UNKNOWN, f"{self.name} cannot hold {name}")
        return self, self.rules.foreign(name)

    def _misplaced(self, name: str) -> _State:
        """The state after a child that cannot come yet, or cannot come any more."""
        states, waiting = self._rule.states, [self._number]
        for number in waiting:
            if name in states[number]:
                self.complain(Code.ELEMENT_MISSING, f"{self.name} lacks what has to come before {name}")
                return self._moved(states[number][name])
            waiting += [other for other in states[number].values() if other not in waiting and other >= 0]
        return self._twice(name)

    def _twice(self, name: str) -> _State:
        self.complain(Code.ELEMENT_MISPLACED, f"{name} comes twice, or too late, in {self.name}")
        return self

    def _moved(self, number: int, taken: frozenset[str] = frozenset()) -> _State:
        return self.rules.state(self.name, self._kind, number, taken)

    def takes(self, attributes: Mapping[str, str]) -> Ruled | None:
        ruled, others = [], {}
        for number, (key, value) in enumerate(attributes.items()):
            values = self._attributes.get(key)
            if values is None:
                others[key] = value
            elif values is not ANY:
                ruled.append((2 * number + 1, values))
                if not values.hold(value):
                    self.complain(Code.ATTRIBUTE_VALUE, f"{self.name} has {key}={value!r}")
        for key in self._rule.required:
            if key not in attributes:
                self.complain(Code.ATTRIBUTE_MISSING, f"{self.name} has no {key}")
        if self.name == "a:blip":
            if not attributes.get("r:embed") and not attributes.get("r:link"):
                self.complain(Code.PICTURE_MISSING, "a picture shows no file")
            return None
        return tuple(ruled) if not others or self._takes_others(others) == () else None

    def _takes_others(self, attributes: Mapping[str, str]) -> Ruled | None:
        """The same for attributes of which the rules say nothing."""
        for key in attributes:
            if key.startswith(("r:", "m:")) or (":" not in key and key != "xmlns"):
                self.complain(Code.ATTRIBUTE_UNKNOWN, f"{self.name} has an attribute {key}")
            prefix = key.rpartition(":")[0]
            if prefix not in ("", "xmlns", "xml") and f"xmlns:{prefix}" not in attributes:
                self.rules.check_declared(prefix)
        return super().takes(attributes)

    def reads(self, text: str) -> None:
        rule = self._rule
        if rule.text is None and not rule.open:
            super().reads(text)
        elif (rule.text and not values_named(rule.text).hold(text)) or (
            self.name == "p:attrName" and text not in _ANIMATED
        ):
            self.complain(Code.TEXT_VALUE, f"{self.name} cannot be {text!r}")

    def ends(self) -> None:
        if not self._number and self.name in _FIRST:
            self.complain(Code.ELEMENT_MISSING, f"{self.name} ends without {_FIRST[self.name]}")
        elif self._number not in self._rule.ends and not self._rule.open:
            lacking = " or ".join(sorted(self._rule.states[self._number]))
            self.complain(Code.ELEMENT_MISSING, f"{self.name} ends without {lacking}")


class _Foreign(_State):
    """A place in an element that the rules do not know, which may hold some that they know."""

    __slots__ = ()

    def __init__(self, rules: Followed, name: str) -> None:
        super().__init__(rules, name)
        self[f"/{name}>"] = None, None

    def child(self, name: str) -> tuple[_State, _State]:
        kind = kind_of_root(name)
        if kind is None and name.startswith("m:"):
            self.complain(Code.ELEMENT_UNKNOWN, f"{self.name} cannot hold {name}")
        return self, self.rules.foreign(name) if kind is None else self.rules.state(name, kind)

    def reads(self, text: str) -> None:
        """Any text is right."""


class _Addressed(_Foreign):
    """A place in a graphic or an extension, whose content depends on its address."""

    __slots__ = ("_address",)

    def __init__(self, rules: Followed, name: str, address: str) -> None:
        super().__init__(rules, name)
        self._address = address
        if name == "a:graphicData":
            del self[f"/{name}>"]

    def child(self, name: str) -> tuple[_State, _State]:
        if _GRAPHICS.get(name, self._address) != self._address or (
            self.name == "a:graphicData" and name not in _GRAPHICS and self._address in _GRAPHICS.values()
        ):
            self.complain(Code.GRAPHIC_ADDRESS, f"{self.name} holds {name} under {self._address!r}")
        return self.rules.foreign(self.name), super().child(name)[1]

    def ends(self) -> None:
        if self.name == "a:graphicData":
            self.complain(Code.ELEMENT_MISSING, f"{self.name} holds nothing")


class _Root(_State):
    """The beginning of a part, or of an element that stands in for another one."""

    __slots__ = ("_after_it", "_behind_declaration", "_first")

    def __init__(
        self, rules: Followed, first: str = "", after: _State | None = None, *, declared: bool = True
    ) -> None:
        super().__init__(rules, "the part")
        self._first = first
        self._after_it = self if after is None else after
        self._behind_declaration = None if declared else _Root(rules, first, after)

    def _taken_apart(self, piece: str) -> Step:
        tag = _DECLARATION.match(piece)
        if tag is None or self._behind_declaration is None:
            return super()._taken_apart(piece)
        self[tag[0]] = self._behind_declaration, None
        return self[piece] if tag.end() == len(piece) else self._with_text(tag[0], piece[tag.end() :])

    def child(self, name: str) -> tuple[_State, _State]:
        kind = kind_of_root(name) or _on_slides().get(name)
        if self._first not in ("", name) or (kind is None and name.rpartition(":")[0] in _KNOWN):
            self.complain(Code.ELEMENT_UNKNOWN, f"a part of this kind cannot begin with {name}")
        return self._after_it, self.rules.foreign(name) if kind is None else self.rules.state(name, kind)


class _End(_State):
    """The end of a part, which has one root."""

    __slots__ = ()

    def __init__(self, rules: Followed) -> None:
        super().__init__(rules, "the part")

    def child(self, name: str) -> tuple[_State, _State]:
        raise _NoTag(name)


_IN_ATTRIBUTES = regex(r'<[^<>]*\sr:\w+\s*="')


def _undeclared(markup: Markup) -> list[str]:
    """The usual prefixes that a part uses and does not declare; what looks like one in a text is none."""
    text = markup.seen
    lacking = _not_declared(text[: text.find(">", text.find("?>") + 2)])
    return [
        each
        for each in lacking
        if f"<{each}:" in text or (each == "r" and " r:" in text and _IN_ATTRIBUTES.search(text))
    ]


@cache
def _not_declared(head: str) -> tuple[str, ...]:
    """The prefixes of most of what a part holds, and of its root, that its root does not declare."""
    root = head.rpartition("<")[2].partition(" ")[0].rpartition(":")[0]
    return tuple(each for each in dict.fromkeys((root, "a", "r")) if each and f"xmlns:{each}=" not in head)


@cache
def _on_slides() -> Mapping[str, str]:
    """The types of what can stand on a slide, and of its transition."""
    return {**kind_named("p:CT_GroupShape").children, **kind_named("p:CT_Slide").children}
