"""What the gate finds: one thing wrong with one part of a package."""

from __future__ import annotations

from msgspec import Struct


class Defect(Struct, frozen=True):
    """Something wrong with a package: a stable code, the part that has it, and what it is in words."""

    code: str
    part: str
    message: str
