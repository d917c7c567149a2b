"""Why a file cannot be a template: a value, which others turn into a message with a place."""

from __future__ import annotations

from msgspec import Struct


class Problem(Struct, frozen=True):
    """What is wrong with a file. `message` goes on after its name; `hint` says what to do."""

    code: str
    message: str
    hint: str
