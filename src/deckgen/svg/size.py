"""How large a drawing is, by its own account."""

from __future__ import annotations

import re
from collections.abc import Mapping

_LENGTH = re.compile(r"\s*([+]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)\s*(px|pt|pc|mm|cm|in|)\s*")
_PIXELS = {"": 1.0, "px": 1.0, "pt": 96 / 72, "pc": 16.0, "mm": 96 / 25.4, "cm": 96 / 2.54, "in": 96.0}
_NUMBER = re.compile(r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?")
_SMALLEST, _LARGEST, _THINNEST = 1e-3, 1e6, 1000
"""What a size may be, and how many times longer one side may be than the other, before it counts as a mistake."""


def size_of(attributes: Mapping[str, str]) -> tuple[float, float] | None:
    """Width and height in pixels from `width` and `height`, else in proportion from `viewBox`; None without both."""
    box = _view_box(attributes.get("viewBox", ""))
    width, height = (_length(attributes.get(side, "")) for side in ("width", "height"))
    if width is None or height is None:
        if box is None:
            return None
        ratio = box[0] / box[1]
        width, height = (
            box
            if width is None and height is None
            else (width or (height or 0) * ratio, height or (width or 0) / ratio)
        )
    short, long = sorted((width, height))
    return (width, height) if short >= _SMALLEST and long <= _LARGEST and long <= short * _THINNEST else None


def _view_box(text: str) -> tuple[float, float] | None:
    numbers = [float(number) for number in _NUMBER.findall(text)]
    if len(numbers) != 4 or not (0 < numbers[2] < float("inf") and 0 < numbers[3] < float("inf")):
        return None
    return numbers[2], numbers[3]


def _length(text: str) -> float | None:
    """A length in pixels; None where it is missing, or a share of something that is not known here."""
    match = _LENGTH.fullmatch(text)
    return float(match.group(1)) * _PIXELS[match.group(2)] if match and float(match.group(1)) > 0 else None
