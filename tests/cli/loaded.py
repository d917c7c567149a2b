"""Importing this loads all that the commands import, so that a process forked from here begins at once."""

from __future__ import annotations

from importlib import import_module
from pkgutil import walk_packages

import deckgen

for module in walk_packages(deckgen.__path__, "deckgen."):
    if not module.name.endswith("__main__"):
        import_module(module.name)
