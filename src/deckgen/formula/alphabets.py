"""The mathematical alphabets of Unicode, for text that has one font only."""

from __future__ import annotations

_CAPITALS = {
    "bold": 0x1D400, "italic": 0x1D434, "bold-italic": 0x1D468, "script": 0x1D49C, "fraktur": 0x1D504,
    "double-struck": 0x1D538, "sans-serif": 0x1D5A0, "monospace": 0x1D670,
}  # fmt: skip
_DIGITS = {"bold": 0x1D7CE, "double-struck": 0x1D7D8, "sans-serif": 0x1D7E2, "monospace": 0x1D7F6}
_OLDER = {
    0x1D455: "ℎ", 0x1D49D: "ℬ", 0x1D4A0: "ℰ", 0x1D4A1: "ℱ", 0x1D4A3: "ℋ", 0x1D4A4: "ℐ", 0x1D4A7: "ℒ", 0x1D4A8: "ℳ",
    0x1D4AD: "ℛ", 0x1D4BA: "ℯ", 0x1D4BC: "ℊ", 0x1D4C4: "ℴ", 0x1D506: "ℭ", 0x1D50B: "ℌ", 0x1D50C: "ℑ", 0x1D515: "ℜ",
    0x1D51D: "ℨ", 0x1D53A: "ℂ", 0x1D53F: "ℍ", 0x1D545: "ℕ", 0x1D547: "ℙ", 0x1D548: "ℚ", 0x1D549: "ℝ", 0x1D551: "ℤ",
}  # fmt: skip
"""Letters that Unicode had before it added the block; their places in the block are empty."""


def in_alphabet(text: str, letters: str) -> str:
    """`text` with its Latin letters and digits in a mathematical alphabet; other characters stay as they are."""
    return "".join(_letter(character, letters) for character in text)


def _letter(character: str, letters: str) -> str:
    if "A" <= character <= "Z" or "a" <= character <= "z":
        first = _CAPITALS.get(letters)
        place = ord(character) - ord("A") if character <= "Z" else ord(character) - ord("a") + 26
    else:
        first, place = _DIGITS.get(letters), ord(character) - ord("0")
        if not "0" <= character <= "9":
            first = None
    if first is None:
        return character
    return _OLDER.get(first + place, chr(first + place))
