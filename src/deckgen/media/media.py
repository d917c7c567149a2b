"""Pictures as the deck stores them: the bytes of a file and what must be known to place them."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

MediaKind = Literal["png", "jpeg", "gif"]


class Media(Struct, frozen=True):
    """A picture file that has been opened and found sound; `width` and `height` are in pixels, as it is seen.

    `drawing` is the SVG that `content` was made from, for programs that draw it themselves.
    """

    name: str
    kind: MediaKind
    content: bytes
    width: int
    height: int
    drawing: bytes = b""
