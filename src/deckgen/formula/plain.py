"""Indices and exponents where letters cannot be raised or lowered, such as in names and alternative texts."""

from __future__ import annotations

from deckgen.formula import Script

_RAISED = dict(
    zip("0123456789+−=()niTabcdefghjklmoprstuvwxyz", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿⁱᵀᵃᵇᶜᵈᵉᶠᵍʰʲᵏˡᵐᵒᵖʳˢᵗᵘᵛʷˣʸᶻ", strict=True)
)
_LOWERED = dict(zip("0123456789+−=()aehijklmnoprstuvx", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓ", strict=True))


def scripted(text: str, script: Script) -> str:
    """`text` raised or lowered, in characters that are so by themselves, or behind a sign that says it."""
    if script == "none" or not text:
        return text
    table = _RAISED if script == "raised" else _LOWERED
    if all(character in table for character in text):
        return "".join(table[character] for character in text)
    sign = "^" if script == "raised" else "_"
    return f"{sign}{text}" if len(text) == 1 else f"{sign}({text})"
