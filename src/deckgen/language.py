"""Languages as BCP 47 tags: the region that PowerPoint wants in a tag, and the language of each piece of a text.

A spelling checker and a screen reader choose their dictionary and their voice by the tag of a run. Text in the script
of the deck is in its language; text in another script is in the language that is most often written in it.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Mapping
from functools import cache

_REGIONS: Mapping[str, str] = {
    "af": "ZA", "am": "ET", "ar": "SA", "az": "AZ", "be": "BY", "bg": "BG", "bn": "BD", "bs": "BA", "ca": "ES",
    "cs": "CZ", "cy": "GB", "da": "DK", "de": "DE", "el": "GR", "en": "US", "es": "ES", "et": "EE", "eu": "ES",
    "fa": "IR", "fi": "FI", "fil": "PH", "fr": "FR", "ga": "IE", "gl": "ES", "gu": "IN", "he": "IL", "hi": "IN",
    "hr": "HR", "hu": "HU", "hy": "AM", "id": "ID", "is": "IS", "it": "IT", "ja": "JP", "ka": "GE", "kk": "KZ",
    "km": "KH", "kn": "IN", "ko": "KR", "ky": "KG", "lo": "LA", "lt": "LT", "lv": "LV", "mk": "MK", "ml": "IN",
    "mn": "MN", "mr": "IN", "ms": "MY", "mt": "MT", "my": "MM", "nb": "NO", "ne": "NP", "nl": "NL", "nn": "NO",
    "no": "NO", "or": "IN", "pa": "IN", "pl": "PL", "ps": "AF", "pt": "BR", "ro": "RO", "ru": "RU", "si": "LK",
    "sk": "SK", "sl": "SI", "sq": "AL", "sr": "RS", "sv": "SE", "sw": "KE", "ta": "IN", "te": "IN", "th": "TH",
    "tr": "TR", "uk": "UA", "ur": "PK", "uz": "UZ", "vi": "VN", "zh": "CN",
}  # fmt: skip
"""The region of a language that names none: the one with the most speakers, as in CLDR's likely subtags."""
_CHINESE = {"hant": "TW", "hans": "CN"}


_TWO_LETTERS = frozenset(re.findall("..", (
    "aaabaeafakamanarasavayazbabebgbhbibmbnbobrbscacechcocrcscucvcydadedvdzeeeleneoeseteufafffifjfofrfyga"
    "gdglgngugvhahehihohrhthuhyhziaidieigiiikioisitiujajvkakgkikjkkklkmknkokrkskukvkwkylalblglilnloltlulv"
    "mgmhmimkmlmnmrmsmtmynanbndnengnlnnnonrnvnyocojomorospapiplpsptqurmrnrorurwsascsdsesgshsiskslsmsnsosq"
    "srssstsusvswtatetgthtitktltntotrtstttwtyugukuruzvevivowawoxhyiyozazhzu"
)))  # fmt: skip
"""The languages of ISO 639-1; of those with three letters there are some eight thousand."""


def is_language(tag: str) -> bool:
    """True if a tag begins with the code of a language; codes of three letters are not looked up."""
    primary, *_ = tag.lower().split("-")
    return len(primary) > 2 or primary in _TWO_LETTERS


def with_region(tag: str) -> str:
    """The tag with a region: `en` is `en-US`. A tag that has one, or whose language is not known, stays as it is."""
    primary, *others = tag.split("-")
    if any(len(part) == 2 or part.isdigit() for part in others) or primary.lower() not in _REGIONS:
        return tag
    region = _REGIONS[primary.lower()]
    if primary.lower() == "zh" and others:
        # PowerPoint tells the two ways of writing Chinese apart by their regions.
        return f"zh-{_CHINESE.get(others[0].lower(), region)}"
    return "-".join([primary, *others, region])


_LATIN, _HAN, _KANA, _HANGUL = "Latn", "Hani", "Kana", "Hang"
_RANGES = (
    (0x0041, _LATIN), (0x0370, "Grek"), (0x0400, "Cyrl"), (0x0530, "Armn"), (0x0590, "Hebr"), (0x0600, "Arab"),
    (0x0700, ""), (0x0750, "Arab"), (0x0780, ""), (0x0870, "Arab"), (0x0900, "Deva"), (0x0980, "Beng"),
    (0x0A00, "Guru"), (0x0A80, "Gujr"), (0x0B00, "Orya"), (0x0B80, "Taml"), (0x0C00, "Telu"), (0x0C80, "Knda"),
    (0x0D00, "Mlym"), (0x0D80, "Sinh"), (0x0E00, "Thai"), (0x0E80, "Laoo"), (0x0F00, ""), (0x1000, "Mymr"),
    (0x10A0, "Geor"), (0x1100, _HANGUL), (0x1200, "Ethi"), (0x13A0, ""), (0x1780, "Khmr"), (0x1800, "Mong"),
    (0x18B0, ""), (0x1C80, "Cyrl"), (0x1C90, "Geor"), (0x1CC0, ""), (0x1E00, _LATIN), (0x1F00, "Grek"),
    (0x2000, ""), (0x2DE0, "Cyrl"), (0x2E00, ""), (0x3005, _HAN), (0x3008, ""), (0x3040, _KANA), (0x3100, _HAN),
    (0x3130, _HANGUL), (0x3190, ""), (0x31F0, _KANA), (0x3200, ""), (0x3400, _HAN), (0x4DC0, ""), (0x4E00, _HAN),
    (0xA000, ""), (0xA640, "Cyrl"), (0xA6A0, ""), (0xA720, _LATIN), (0xA800, ""), (0xA8E0, "Deva"), (0xA900, ""),
    (0xA960, _HANGUL), (0xA980, ""), (0xAC00, _HANGUL), (0xD800, ""), (0xF900, _HAN), (0xFB00, _LATIN),
    (0xFB13, "Armn"), (0xFB1D, "Hebr"), (0xFB50, "Arab"), (0xFE00, ""), (0xFE70, "Arab"), (0xFEFF, ""),
    (0xFF21, _LATIN), (0xFF66, _KANA), (0xFFA0, _HANGUL), (0xFFE0, ""), (0x20000, _HAN), (0x323B0, ""),
)  # fmt: skip
"""The first character of each block, and its script; "" for signs that all scripts share."""
_STARTS = [start for start, _ in _RANGES]
_LANGUAGES = {
    "Grek": "el", "Cyrl": "ru", "Armn": "hy", "Hebr": "he", "Arab": "ar", "Deva": "hi", "Beng": "bn", "Guru": "pa",
    "Gujr": "gu", "Orya": "or", "Taml": "ta", "Telu": "te", "Knda": "kn", "Mlym": "ml", "Sinh": "si", "Thai": "th",
    "Laoo": "lo", "Mymr": "my", "Geor": "ka", "Ethi": "am", "Khmr": "km", "Mong": "mn", _LATIN: "en", _HAN: "zh",
    _KANA: "ja", _HANGUL: "ko",
}  # fmt: skip
"""The language that is most often written in a script."""
_SCRIPTS: Mapping[str, tuple[str, ...]] = {
    **{language: (script,) for script, language in _LANGUAGES.items()},
    **dict.fromkeys(("be", "bg", "kk", "ky", "mk", "mn", "sr", "tg", "uk"), ("Cyrl",)),
    **dict.fromkeys(("ckb", "fa", "ps", "sd", "ug", "ur"), ("Arab",)),
    **dict.fromkeys(("mr", "ne", "sa"), ("Deva",)),
    "as": ("Beng",), "ti": ("Ethi",), "yi": ("Hebr",), "ja": (_KANA, _HAN), "ko": (_HANGUL, _HAN),
}  # fmt: skip
"""The scripts of languages that are not written in Latin letters."""
_OWN = {"hans": (_HAN,), "hant": (_HAN,), "jpan": (_KANA, _HAN), "kore": (_HANGUL, _HAN)}
_FIRST_OTHER = "\u0370"
"""Latin letters come before it."""


def pieces(text: str, tag: str) -> list[tuple[str, str | None]]:
    """The text in pieces, each with its language; None is that of `tag`, the deck's.

    Signs belong to the letters before them, or at the beginning to those behind. One letter alone of another alphabet
    is a sign, such as a unit or a variable.
    """
    own = _scripts_of(tag)
    if not text or (own == (_LATIN,) and max(text) < _FIRST_OTHER):
        return [(text, None)]
    found: list[tuple[str, str | None]] = []
    for piece, scripts in _by_script(text, own):
        language = None if not scripts or set(scripts) <= set(own) else _language_of(scripts)
        if found and (found[-1][1] == language or _is_sign(piece, scripts, own)):
            found[-1] = (found[-1][0] + piece, found[-1][1])
        elif _is_sign(piece, scripts, own):
            found.append((piece, None))
        else:
            found.append((piece, language))
    return found


@cache
def _scripts_of(tag: str) -> tuple[str, ...]:
    primary, *others = tag.lower().split("-")
    script = next((part for part in others if len(part) == 4 and part.isalpha()), None)
    if script is not None:
        return _OWN.get(script, (script.title(),))
    return _SCRIPTS.get(primary, (_LATIN,))


def _language_of(scripts: tuple[str, ...]) -> str:
    """The language of a text in these scripts; Chinese characters beside others are those of the others."""
    script = next((script for script in scripts if script != _HAN), _HAN)
    return with_region(_LANGUAGES[script])


def _is_sign(piece: str, scripts: tuple[str, ...], own: tuple[str, ...]) -> bool:
    letters = [character for character in piece if unicodedata.category(character)[0] == "L"]
    return not set(scripts) <= set(own) and len(letters) == 1 and scripts[0] in (_LATIN, "Grek", "Cyrl")


def _by_script(text: str, own: tuple[str, ...]) -> list[tuple[str, tuple[str, ...]]]:
    """The text in pieces, each with the scripts of its letters; scripts that one language mixes stay together."""
    found: list[tuple[str, tuple[str, ...]]] = []
    for character in text:
        script = _script_of(character)
        before = found[-1][1] if found else ()
        if not found or (script and before and not _together(script, before, own)):
            found.append((character, (script,) if script else ()))
        else:
            scripts = before if not script or script in before else (*before, script)
            found[-1] = (found[-1][0] + character, scripts)
    return found


def _together(script: str, before: tuple[str, ...], own: tuple[str, ...]) -> bool:
    if script in before:
        return True
    if script in own or set(before) <= set(own):
        return script in own and set(before) <= set(own)
    return any({script, *before} <= set(mixed) for mixed in ((_KANA, _HAN), (_HANGUL, _HAN)))


def _script_of(character: str) -> str:
    """The script of a letter; "" for all other characters, and for letters that no language here is written in."""
    place = bisect_right(_STARTS, ord(character)) - 1
    if place < 0 or unicodedata.category(character)[0] not in "LM" or character in "ªº":
        return ""
    return _RANGES[place][1]
