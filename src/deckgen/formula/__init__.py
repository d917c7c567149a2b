"""Formulas: LaTeX to a tree, and the tree as equations are drawn, as it is spoken, and as pieces of running text."""

from typing import Literal

Script = Literal["none", "raised", "lowered"]
"""Whether characters of running text are an exponent, an index, or neither."""
