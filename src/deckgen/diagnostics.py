"""Diagnostics: the mistakes and risks of an outline, as values: collected, never raised, shown by `report`."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from types import NoneType
from typing import TYPE_CHECKING, Any, Final, Generic, Literal, Protocol, TypeVar, cast

from msgspec import Struct
from msgspec.structs import replace

from deckgen.codes import Code

if TYPE_CHECKING:
    from deckgen.macros import Macros
    from deckgen.memo import Memo

Severity = Literal["error", "warning"]


class Place(Struct, frozen=True):
    """A place in the outline: line and column counted from 0, and the number of characters.

    `file` is the path of an included file from the outline's folder, empty in the outline itself.
    """

    line: int
    column: int
    length: int = 1
    file: str = ""


class Related(Struct, frozen=True):
    """Another place that a diagnostic is about, with a few words about it."""

    place: Place
    message: str


class Diagnostic(Struct, frozen=True):
    """One mistake or risk.

    `code` is stable; `message` says what is wrong in the author's words, in lower case and without a full stop;
    `hint` says what to do. `place` is None only if no line is to blame.
    """

    severity: Severity
    code: Code
    message: str
    place: Place | None = None
    hint: str | None = None
    related: tuple[Related, ...] = ()

    def related_to(self, place: Place, message: str) -> Diagnostic:
        """The same diagnostic, which points to another place too."""
        return replace(self, related=(*self.related, Related(place, message)))

    @property
    def line(self) -> int | None:
        """The line in the outline, counted from 1 as in editors; None without a place."""
        return self.place.line + 1 if self.place is not None else None

    @property
    def column(self) -> int | None:
        """The column in that line, counted from 1."""
        return self.place.column + 1 if self.place is not None else None


def error(code: Code, message: str, place: Place | None = None, hint: str | None = None) -> Diagnostic:
    """A mistake that keeps the deck from being built."""
    return Diagnostic("error", code, message, place, hint)


def warning(code: Code, message: str, place: Place | None = None, hint: str | None = None) -> Diagnostic:
    """A risk worth fixing; the deck is built all the same."""
    return Diagnostic("warning", code, message, place, hint)


T_ = TypeVar("T_")
_PLACELESS: Final = frozenset((str, int, float, bool, bytes, NoneType))


def moved(thing: T_, lines: int, file: str) -> T_:
    """A record, a tuple or a mapping with all places in a file so many lines further down."""
    return cast(T_, _moved(thing, lines, file)) if lines else thing


def _moved(thing: Any, lines: int, file: str) -> Any:
    kind = thing.__class__
    if kind is Place:
        return Place(thing.line + lines, thing.column, thing.length, file) if thing.file == file else thing
    if kind is tuple:
        items = tuple([each if each.__class__ in _PLACELESS else _moved(each, lines, file) for each in thing])
        return thing if all(new is old for new, old in zip(items, thing, strict=True)) else items
    if kind is dict:
        return {name: _moved(value, lines, file) for name, value in thing.items()}
    if not isinstance(thing, Struct):
        return thing
    changes = {}
    for name in kind.__struct_fields__:
        value = getattr(thing, name)
        if value.__class__ not in _PLACELESS and value and (new := _moved(value, lines, file)) is not value:
            changes[name] = new
    return replace(thing, **changes) if changes else thing


T_co = TypeVar("T_co", covariant=True)


class Outcome(Struct, Generic[T_co], frozen=True):
    """A value, and what is to be said about it. A value that could not be made is None."""

    value: T_co
    diagnostics: tuple[Diagnostic, ...] = ()

    @property
    def has_errors(self) -> bool:
        return any(item.severity == "error" for item in self.diagnostics)


def refused(*diagnostics: Diagnostic) -> Outcome[None]:
    """The outcome where no value could be made."""
    return Outcome(None, diagnostics)


class Described(Protocol):
    """Something that was typed, and its name in messages."""

    @property
    def place(self) -> Place: ...

    @property
    def described(self) -> str: ...


class Sink:
    """Collects diagnostics: work goes on after a mistake, so that all mistakes are reported at once.

    `macros` are the commands with which the formulas are read that it hears of; `memo` has the slides that were read
    before, None to read them all.
    """

    __slots__ = ("diagnostics", "macros", "memo")

    def __init__(self, diagnostics: Iterable[Diagnostic] = (), macros: Macros = (), memo: Memo | None = None) -> None:
        self.diagnostics = list(diagnostics)
        self.macros = macros
        self.memo = memo

    def add(self, *diagnostics: Diagnostic) -> None:
        self.diagnostics += diagnostics

    def take(self, outcome: Outcome[T_]) -> T_:
        """The value of an outcome, after adding its diagnostics."""
        self.diagnostics += outcome.diagnostics
        return outcome.value

    def error(self, code: Code, message: str, place: Place, hint: str | None = None) -> None:
        self.diagnostics.append(error(code, message, place, hint))

    def wrong(self, typed: Described, expected: str, hint: str | None = None) -> None:
        """Report that something else was expected than what was typed."""
        self.error(Code.WRONG_TYPE, f"{expected}, but this is {typed.described}", typed.place, hint)

    @property
    def has_errors(self) -> bool:
        return self.has_errors_since(0)

    def has_errors_since(self, count: int) -> bool:
        """True if there are errors behind so many diagnostics."""
        return any(item.severity == "error" for item in self.diagnostics[count:])

    def outcome(self, value: T_) -> Outcome[T_]:
        """The value with all diagnostics collected so far."""
        return Outcome(value, tuple(self.diagnostics))


class BrokenDeck(Exception):  # noqa: N818  (it is named for what there is, not for what it does)
    """A deck that PowerPoint would repair or reject, so it is not written; `defects` give the reasons, one a line."""

    def __init__(self, defects: Sequence[str]) -> None:
        super().__init__(list(defects))
        self.defects = tuple(defects)
