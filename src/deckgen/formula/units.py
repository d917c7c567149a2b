"""Numbers with units, as siunitx writes them, in LaTeX: `\\SI{9.81}{\\metre\\per\\second\\squared}`."""

from __future__ import annotations

import re

from deckgen.formula.tokens import Token
from deckgen.regex import regex

COMMANDS = {"SI": 2, "qty": 2, "si": 1, "unit": 1, "num": 1, "ang": 1}
"""The commands, with the number of their arguments."""
_PREFIXES = {
    "yocto": "y", "zepto": "z", "atto": "a", "femto": "f", "pico": "p", "nano": "n", "micro": "µ", "milli": "m",
    "centi": "c", "deci": "d", "deca": "da", "hecto": "h", "kilo": "k", "mega": "M", "giga": "G", "tera": "T",
    "peta": "P", "exa": "E", "zetta": "Z", "yotta": "Y", "kibi": "Ki", "mebi": "Mi", "gibi": "Gi", "tebi": "Ti",
}  # fmt: skip
_UNITS = {
    "metre": "m", "meter": "m", "gram": "g", "kilogram": "kg", "second": "s", "ampere": "A", "kelvin": "K",
    "mole": "mol", "candela": "cd", "hertz": "Hz", "newton": "N", "pascal": "Pa", "joule": "J", "watt": "W",
    "coulomb": "C", "volt": "V", "farad": "F", "ohm": "Ω", "siemens": "S", "weber": "Wb", "tesla": "T", "henry": "H",
    "lumen": "lm", "lux": "lx", "becquerel": "Bq", "gray": "Gy", "sievert": "Sv", "katal": "kat", "radian": "rad",
    "steradian": "sr", "minute": "min", "hour": "h", "day": "d", "degree": "°", "arcminute": "′", "arcsecond": "″",
    "litre": "l", "liter": "L", "tonne": "t", "hectare": "ha", "bar": "bar", "electronvolt": "eV", "dalton": "Da",
    "astronomicalunit": "au", "decibel": "dB", "bel": "B", "neper": "Np", "percent": "%", "celsius": "°C",
    "degreeCelsius": "°C", "angstrom": "Å", "bit": "bit", "byte": "B", "micron": "µm", "barn": "b",
    "atmosphere": "atm", "clight": "c", "planckbar": "ħ", "elementarycharge": "e",
    "kg": "kg", "mg": "mg", "km": "km", "cm": "cm", "mm": "mm", "um": "µm", "nm": "nm", "ms": "ms", "us": "µs",
    "ns": "ns", "ps": "ps", "Hz": "Hz", "kHz": "kHz", "MHz": "MHz", "GHz": "GHz", "m": "m", "g": "g", "s": "s",
    "eV": "eV", "keV": "keV", "MeV": "MeV", "GeV": "GeV", "TeV": "TeV", "kW": "kW", "MW": "MW", "W": "W", "J": "J",
    "kJ": "kJ", "N": "N", "kN": "kN", "Pa": "Pa", "kPa": "kPa", "MPa": "MPa", "V": "V", "kV": "kV", "mV": "mV",
    "A": "A", "mA": "mA", "K": "K", "mol": "mol", "mmol": "mmol", "ml": "ml", "mL": "mL", "kWh": "kWh", "dB": "dB",
}  # fmt: skip
_POWERS = {"squared": "2", "cubed": "3"}
_BEFORE = {"square": "2", "cubic": "3"}
_POINTS = {".": ".", ",": "{,}"}
_NUMBER = regex(
    r"(?P<sign>[-+]|\\pm)?\s*(?P<whole>\d[\d ]*)?(?:(?P<point>[.,])(?P<part>\d+))?"
    r"(?:\((?P<doubt>\d+)\))?(?:\s*(?:\\pm|\+-|±)\s*(?P<pm>[\d.]+))?(?:[eEdD](?P<power>[-+]?\d+))?"
)
_UNIT = regex(r"\\(?!tothe)([A-Za-z]+)|([A-Za-zµμΩÅ°%]+)|(?:\^|\\tothe)\{?([-+]?\d+)\}?|([/.~*·⋅ ])|\\([,%])")


def quantity(command: str, values: list[str], place: Token) -> str:
    """The LaTeX of a number, a unit, or both with a thin space between them."""
    match command:
        case "num":
            return _number(values[0], place)
        case "ang":
            return _angle(values[0], place)
        case "si" | "unit":
            return _unit(values[0], place)
    unit = _unit(values[1], place)
    gap = "" if not unit or unit in (r"\text{°}", r"\text{′}", r"\text{″}") else r"\,"
    return f"{_number(values[0], place)}{gap}{unit}"


def _angle(typed: str, place: Token) -> str:
    parts = zip(typed.split(";"), "°′″", strict=False)
    return "".join(rf"{_number(value, place)}\text{{{sign}}}" for value, sign in parts if value.strip())


def _number(typed: str, place: Token) -> str:
    text = typed.strip()
    found = _NUMBER.fullmatch(text)
    if found is None or not text or (found["whole"] is None and found["part"] is None and found["power"] is None):
        if re.fullmatch(r"[\d\s.,\-+()a-zA-Z\\^{}]+", text) and "\\" in text:
            return text
        place.fail(f"`{text}` is no number", "write it like `1.5e-3`")
    sign = {"-": "-", "+": "+", None: ""}.get(found["sign"], r"\pm ")
    digits = found["whole"].replace(" ", "") if found["whole"] else "0" if found["part"] else ""
    said = sign + _grouped(digits) + (f"{_POINTS[found['point']]}{found['part']}" if found["part"] else "")
    said += f"({found['doubt']})" if found["doubt"] else ""
    said = rf"({said} \pm {found['pm']})" if found["pm"] and found["power"] else said
    said += rf" \pm {found['pm']}" if found["pm"] and not found["power"] else ""
    if found["power"] is None:
        return said
    power = f"10^{{{found['power']}}}"
    return rf"{said} \times {power}" if digits else f"{sign}{power}"


def _grouped(digits: str) -> str:
    """The digits in groups of three, if there are more than four."""
    if len(digits) <= 4:
        return digits
    return r"\,".join(
        f"{int(group):0{3 if number else 1}d}" for number, group in enumerate(f"{int(digits):,}".split(","))
    )


def _unit(typed: str, place: Token) -> str:
    """The LaTeX of a unit, whose parts are written as commands or as letters."""
    done: list[str] = []
    at, prefix, power, below = 0, "", "", False
    while at < len(typed):
        found = _UNIT.match(typed, at)
        if found is None:
            place.fail(f"`{typed[at:]}` is no unit", "write it with commands such as `\\metre`, or as letters")
        at = found.end()
        name, letters, exponent, joint, escaped = found.groups()
        if name in _PREFIXES:
            prefix = _PREFIXES[name]
        elif name == "per" or joint == "/":
            below = True
        elif name in _BEFORE:
            power = _BEFORE[name]
        elif (name in _POWERS or exponent) and done:
            done[-1] = _raised(done[-1], exponent or _POWERS.get(name, ""))
        elif name in _UNITS or letters or escaped == "%":
            sign = _UNITS.get(name or "", letters or "%")
            done.append(rf"\text{{{prefix}{sign.replace('%', chr(92) + '%')}}}" + ("^{-1}" if below else ""))
            done[-1] = _raised(done[-1], power) if power else done[-1]
            prefix, power, below = "", "", below and joint == "/"
        elif name is not None:
            place.fail(f"`\\{name}` is no unit", "write it as letters, such as `kg.m/s^2`")
    return r"\,".join(done)


def _raised(unit: str, power: str) -> str:
    """A unit with its power, which is negative below a line."""
    return unit[: -len("^{-1}")] + f"^{{-{power}}}" if unit.endswith("^{-1}") else f"{unit}^{{{power}}}"
