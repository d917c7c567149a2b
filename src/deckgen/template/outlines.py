"""The outline of a shape as paths of SVG: preset shapes and freeforms, whose points may be given by formulas.

In: the properties of a shape, and its box in points. Out: paths, each with whether it is filled and has a line
(ECMA-376 part 1, 20.1.9).
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Final

from msgspec import Struct

from deckgen.template.canvas import Box
from deckgen.template.opening import A, Tree
from deckgen.template.presets import BOX, PRESETS, Preset

DEGREE: Final = 60_000
_CIRCLE: Final = 21_600_000
_STEPS: Final = {"moveTo": "M", "lnTo": "L", "arcTo": "A", "cubicBezTo": "C", "quadBezTo": "Q", "close": "Z"}
_ARC: Final = ("wR", "hR", "stAng", "swAng")
_OPERANDS: Final = {"M": 2, "L": 2, "A": 4, "C": 6, "Q": 4, "Z": 0}

Step = tuple[str, tuple[str, ...]]
"""M, L, A, C, Q or Z, and the numbers or the names of guides that follow it."""


class Outline(Struct, frozen=True):
    """A path as the attribute `d`, in points."""

    path: str
    is_filled: bool = True
    is_stroked: bool = True


def number(value: float) -> str:
    """A number to a hundredth, without needless digits."""
    return f"{value:.2f}".rstrip("0").rstrip(".") if value else "0"


def outlines(properties: Tree, box: Box) -> tuple[Outline, ...]:
    """The paths of a shape in its box, not yet turned; a shape that is not known is its box."""
    place = properties.find(f"{A}xfrm")
    extent = None if place is None else place.find(f"{A}ext")
    sides = (box[2], box[3]) if extent is None else (float(extent.get("cx")), float(extent.get("cy")))
    freeform, preset = properties.find(f"{A}custGeom"), properties.find(f"{A}prstGeom")
    if freeform is not None:
        return tuple(_freeform(freeform, sides, box))
    known = BOX if preset is None else PRESETS.get(preset.get("prst"), BOX)
    adjusted = () if preset is None else preset.iterfind(f"{A}avLst/{A}gd")
    return tuple(_preset(known, adjusted, sides, box))


def rectangle(box: Box) -> str:
    """The path along the edges of a box."""
    return next(_preset(BOX, (), (box[2], box[3]), box)).path


def _freeform(freeform: Tree, sides: tuple[float, float], box: Box) -> Iterator[Outline]:
    guides = _Guides(*sides)
    for kind in ("avLst", "gdLst"):
        for guide in freeform.iterfind(f"{A}{kind}/{A}gd"):
            guides.add(guide.get("name"), guide.get("fmla"))
    for path in freeform.iterfind(f"{A}pathLst/{A}path"):
        # A path has coordinates of its own if it says how wide and high it is.
        own = [float(path.get(key) or 0) or side for key, side in zip("wh", sides, strict=True)]
        pen = _Pen(box, (own[0], own[1]), guides)
        steps = ((_STEPS[step.tag.removeprefix(A)], _operands(step)) for step in path if step.tag in _KNOWN)
        yield Outline(pen.drawn(steps), path.get("fill") != "none", path.get("stroke") not in ("0", "false"))


_KNOWN: Final = frozenset(f"{A}{name}" for name in _STEPS)


def _operands(step: Tree) -> tuple[str, ...]:
    if step.tag == f"{A}arcTo":
        return tuple(step.get(key, "0") for key in _ARC)
    return tuple(point.get(axis) for point in step.iter(f"{A}pt") for axis in ("x", "y"))


def _preset(preset: Preset, adjusted: Iterable[Tree], sides: tuple[float, float], box: Box) -> Iterator[Outline]:
    guides = _Guides(*sides)
    for guide in filter(None, preset.adjusted.split("; ")):
        name, value = guide.split()
        guides.add(name, f"val {value}")
    for given in adjusted:
        guides.add(given.get("name"), given.get("fmla"))
    for guide in filter(None, preset.guides.split("; ")):
        guides.add(*guide.split(" ", 1))
    for path in preset.paths.split("; "):
        pen = _Pen(box, sides, guides)
        yield Outline(pen.drawn(_written_steps(path)), not path.startswith("line "), not path.startswith("area "))


def _written_steps(path: str) -> Iterator[Step]:
    words = iter(path.removeprefix("line ").removeprefix("area ").split())
    for kind in words:
        yield kind, tuple(next(words) for _ in range(_OPERANDS[kind]))


def _sine(length: float, angle: float) -> float:
    return length * math.sin(math.radians(angle / DEGREE))


def _cosine(length: float, angle: float) -> float:
    return length * math.cos(math.radians(angle / DEGREE))


_FORMULAS: Final[Mapping[str, Callable[..., float]]] = {
    "*/": lambda x, y, z: x * y / z if z else 0.0,
    "+-": lambda x, y, z: x + y - z,
    "+/": lambda x, y, z: (x + y) / z if z else 0.0,
    "?:": lambda x, y, z: y if x > 0 else z,
    "abs": abs,
    "at2": lambda x, y: math.degrees(math.atan2(y, x)) * DEGREE,
    "cat2": lambda x, y, z: x * math.cos(math.atan2(z, y)),
    "cos": _cosine,
    "max": max,
    "min": min,
    "mod": lambda x, y, z: math.sqrt(x * x + y * y + z * z),
    "pin": lambda x, y, z: x if y < x else min(y, z),
    "sat2": lambda x, y, z: x * math.sin(math.atan2(z, y)),
    "sin": _sine,
    "sqrt": lambda x: math.sqrt(max(x, 0.0)),
    "tan": lambda x, y: x * math.tan(math.radians(y / DEGREE)),
    "val": lambda x: x,
}
"""The formulas of guides (ECMA-376 part 1, 20.1.9.11)."""


class _Guides:
    """The values of the guides of one shape, beginning with those that every shape has (20.1.10.56)."""

    def __init__(self, width: float, height: float) -> None:
        shorter = min(width, height)
        self._values = {
            "l": 0.0, "t": 0.0, "r": width, "b": height, "w": width, "h": height,
            "hc": width / 2, "vc": height / 2, "ss": shorter, "ls": max(width, height),
            **{f"wd{share}": width / share for share in (2, 3, 4, 5, 6, 8, 10, 12, 32)},
            **{f"hd{share}": height / share for share in (2, 3, 4, 5, 6, 8, 10, 12, 32)},
            **{f"ssd{share}": shorter / share for share in (2, 4, 6, 8, 16, 32)},
            "cd2": _CIRCLE / 2, "cd4": _CIRCLE / 4, "cd8": _CIRCLE / 8, "3cd4": _CIRCLE * 3 / 4,
            "3cd8": _CIRCLE * 3 / 8, "5cd8": _CIRCLE * 5 / 8, "7cd8": _CIRCLE * 7 / 8,
        }  # fmt: skip

    def add(self, name: str, formula: str) -> None:
        """Give a guide the value of its formula."""
        kind, *operands = formula.split()
        self._values[name] = float(_FORMULAS[kind](*map(self.value, operands)))

    def value(self, operand: str) -> float:
        """A number, or the value of a guide; 0 for one that the shape does not have."""
        known = self._values.get(operand)
        if known is not None:
            return known
        try:
            return float(operand)
        except ValueError:
            return 0.0


class _Pen:
    """Draws the steps of a path whose coordinates are `own` wide and high into a box."""

    def __init__(self, box: Box, own: tuple[float, float], guides: _Guides) -> None:
        self._left, self._top = box[0], box[1]
        self._across, self._down = (side / max(whole, 1e-9) for side, whole in zip(box[2:], own, strict=True))
        self._guides = guides
        self._at = (0.0, 0.0)

    def drawn(self, steps: Iterable[Step]) -> str:
        """The steps as the attribute `d`."""
        drawn = (self._step(kind, tuple(map(self._guides.value, operands))) for kind, operands in steps)
        return " ".join(filter(None, drawn))

    def _step(self, kind: str, values: tuple[float, ...]) -> str:
        if kind == "A":
            return self._arc(*values)
        points = list(zip(values[::2], values[1::2], strict=True))
        if points:
            self._at = points[-1]
        return f"{kind}{' '.join(self._point(x, y) for x, y in points)}"

    def _arc(self, wide: float, high: float, start: float, turn: float) -> str:
        """An arc from the current point on, in two parts because a whole ellipse would end where it begins."""
        if not wide or not high:
            return ""
        first, last = (_around(wide, high, angle / DEGREE) for angle in (start, start + turn))
        middle = _around(wide, high, (start + turn / 2) / DEGREE)
        x, y = self._at[0] - wide * math.cos(first), self._at[1] - high * math.sin(first)
        radii = f"{number(wide * self._across)} {number(high * self._down)}"
        drawn = []
        for angle in (middle, last):
            self._at = (x + wide * math.cos(angle), y + high * math.sin(angle))
            drawn.append(f"A{radii} 0 0 {int(turn > 0)} {self._point(*self._at)}")
        return " ".join(drawn)

    def _point(self, x: float, y: float) -> str:
        return f"{number(self._left + x * self._across)} {number(self._top + y * self._down)}"


def _around(wide: float, high: float, angle: float) -> float:
    """The parameter of an ellipse at which it is seen under an angle from its centre; both go round together."""
    turns, rest = divmod(angle, 360)
    seen = math.atan2(wide * math.sin(math.radians(rest)), high * math.cos(math.radians(rest)))
    return turns * math.tau + seen % math.tau
