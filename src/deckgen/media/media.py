"""Pictures as a deck stores them: the bytes of a file and the facts needed to place them."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

MediaKind = Literal["png", "jpeg", "gif"]


class Media(Struct, frozen=True):
    """A picture file that was opened and found valid; `width` and `height` are in pixels, as displayed.

    `drawing` is the SVG from which `content` was made, for programs that draw it themselves. It is as large as a
    screen, but `content` has few pixels until it is known how large the drawing is shown.
    """

    name: str
    kind: MediaKind
    content: bytes
    width: int
    height: int
    drawing: bytes = b""
