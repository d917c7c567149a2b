"""Formulas: LaTeX in; out: a tree, and from it equations for drawing, spoken words, and pieces of running text."""

from typing import Literal

Script = Literal["none", "raised", "lowered"]
"""The position of characters in running text: an exponent, an index, or neither."""
