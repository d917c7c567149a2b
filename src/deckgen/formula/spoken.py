"""A formula as it is read aloud, for those who cannot see it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping

from msgspec import Struct

from deckgen.formula.symbols import in_alphabet
from deckgen.formula.tree import (
    Accent,
    Atom,
    Fence,
    Fraction,
    Function,
    Limits,
    Line,
    Lines,
    Matrix,
    Node,
    Root,
    Row,
    Scripts,
    Space,
    Sum,
    text_of,
)


class Voice(Struct, frozen=True):
    """Patterns and names of one language; `{a}` and `{b}` are the parts of a pattern, in the order of reading."""

    signs: Mapping[str, str]
    capital: str = "capital {a}"
    fraction: str = "{a} over {b}"
    binomial: str = "{a} choose {b}"
    long_end: str = "end"
    root: str = "square root of {a}"
    nth_root: str = "root of degree {a} of {b}"
    square: str = "{a} squared"
    cube: str = "{a} cubed"
    power: str = "{a} to the power {b}"
    inverse: str = "inverse of {a}"
    index: str = "{a} sub {b}"
    under: str = "{a} for {b}"
    above: str = "{a} with {b} above"
    below: str = "{a} with {b} below"
    bounded: str = "{sign} from {a} to {b} of {of}"
    over: str = "{sign} over {a} of {of}"
    free: str = "{sign} of {of}"
    of: str = "{a} of {b}"
    absolute: str = "absolute value of {a}"
    accent: str = "{a} {b}"
    matrix: str = "matrix of {rows} by {columns}: {a}"
    cases: str = "in cases: {a}"
    row: str = "row {number}: {a}"
    line: str = "line {number}: {a}"
    open: str = "open parenthesis"
    close: str = "close parenthesis"


_ENGLISH_SIGNS = {
    "+": "plus", "−": "minus", "±": "plus or minus", "∓": "minus or plus", "×": "times", "⋅": "times", "∗": "star",
    "÷": "divided by", "/": "over", "=": "equals", "≠": "is not equal to", "≈": "is about", "≡": "is equivalent to",
    "≅": "is congruent to", "∼": "is like", "∝": "is proportional to", "<": "is less than", ">": "is greater than",
    "≤": "is at most", "≥": "is at least", "≪": "is much less than", "≫": "is much greater than", "∈": "in",
    "∉": "not in", "⊂": "is a subset of", "⊆": "is a subset of or equal to", "⊃": "is a superset of",
    "∪": "union", "∩": "intersection", "∖": "without", "∅": "the empty set", "→": "to", "⇒": "implies",
    "⟹": "implies", "⇔": "if and only if", "⟺": "if and only if", "↦": "maps to", "∀": "for all",
    "∃": "there is", "¬": "not", "∧": "and", "∨": "or", "⊕": "xor", "∣": "given", "∞": "infinity",
    "∂": "partial", "∇": "nabla", "∑": "the sum", "∏": "the product", "∫": "the integral", "∮": "the loop integral",
    "⋃": "the union", "⋂": "the intersection", "…": "and so on", "⋯": "and so on", "′": "prime", "!": "factorial",
    "%": "percent", "°": "degrees", "lim": "the limit", "log": "log", "ln": "natural log", "sin": "sine",
    "cos": "cosine", "tan": "tangent", "exp": "exp", "max": "the maximum", "min": "the minimum",
    "Pr": "the probability", "det": "the determinant", "mod": "modulo", "\u0302": "hat", "\u0304": "bar",
    "sup": "the supremum",
    "\u20d7": "vector", "\u0303": "tilde", "\u0307": "dot", "\u0308": "double dot", "line": "bar", "ℝ": "the reals",
    "⌊": "floor of", "⌈": "ceiling of", "⊤": "transposed", "‖": "norm of", "∘": "after",
}  # fmt: skip

_GERMAN = Voice(
    {
        "+": "plus", "−": "minus", "±": "plus oder minus", "×": "mal", "⋅": "mal", "/": "durch", "÷": "durch",
        "=": "gleich", "≠": "ungleich", "≈": "ungefähr gleich", "≡": "ist äquivalent zu", "∝": "ist proportional zu",
        "<": "kleiner als", ">": "größer als", "≤": "kleiner oder gleich", "≥": "größer oder gleich",
        "≪": "viel kleiner als", "≫": "viel größer als", "∈": "Element von", "∉": "nicht Element von",
        "⊂": "Teilmenge von", "⊆": "Teilmenge von oder gleich", "∪": "vereinigt mit", "∩": "geschnitten mit",
        "∖": "ohne", "∅": "die leere Menge", "→": "gegen", "⇒": "daraus folgt", "⟹": "daraus folgt",
        "⇔": "genau dann wenn", "⟺": "genau dann wenn", "↦": "wird abgebildet auf", "∀": "für alle",
        "∃": "es gibt", "¬": "nicht", "∧": "und", "∨": "oder", "⊕": "exklusiv oder", "∣": "unter der Bedingung",
        "∞": "unendlich", "∂": "partiell", "∇": "Nabla", "∑": "die Summe", "∏": "das Produkt", "∫": "das Integral",
        "⋃": "die Vereinigung", "⋂": "der Durchschnitt", "…": "und so weiter", "⋯": "und so weiter", "′": "Strich",
        "!": "Fakultät", "%": "Prozent", "°": "Grad", "lim": "der Grenzwert", "log": "Logarithmus",
        "ln": "natürlicher Logarithmus", "sin": "Sinus", "cos": "Kosinus", "tan": "Tangens", "max": "das Maximum",
        "min": "das Minimum", "Pr": "die Wahrscheinlichkeit", "det": "die Determinante", "mod": "modulo",
        "\u0302": "Dach", "\u0304": "quer", "\u20d7": "Vektor", "\u0303": "Tilde", "\u0307": "Punkt",
        "\u0308": "zwei Punkte", "line": "quer", "ℝ": "die reellen Zahlen",
        "⌊": "abgerundet", "⌈": "aufgerundet", "⊤": "transponiert", "‖": "Norm von", "∘": "nach",
    },
    capital="groß {a}", fraction="{a} durch {b}", binomial="{a} über {b}", long_end="Ende",
    root="Wurzel aus {a}", nth_root="{a}-te Wurzel aus {b}", square="{a} Quadrat", cube="{a} hoch drei",
    power="{a} hoch {b}", inverse="Inverse von {a}", index="{a} Index {b}", under="{a} für {b}",
    above="{a} mit {b} darüber", below="{a} mit {b} darunter", bounded="{sign} von {a} bis {b} über {of}",
    over="{sign} über {a} von {of}", free="{sign} von {of}", of="{a} von {b}", absolute="Betrag von {a}",
    matrix="Matrix mit {rows} Zeilen und {columns} Spalten: {a}", cases="in Fällen: {a}", row="Zeile {number}: {a}",
    line="Zeile {number}: {a}", open="Klammer auf", close="Klammer zu",
)  # fmt: skip

_FRENCH = Voice(
    {
        "+": "plus", "−": "moins", "±": "plus ou moins", "×": "fois", "⋅": "fois", "/": "sur", "÷": "divisé par",
        "=": "égale", "≠": "est différent de", "≈": "est environ", "≡": "équivaut à", "∝": "est proportionnel à",
        "<": "est inférieur à", ">": "est supérieur à", "≤": "est inférieur ou égal à",
        "≥": "est supérieur ou égal à", "≪": "est très inférieur à", "≫": "est très supérieur à",
        "∈": "appartient à", "∉": "n'appartient pas à", "⊂": "est inclus dans", "⊆": "est inclus dans ou égal à",
        "∪": "union", "∩": "inter", "∖": "privé de", "∅": "l'ensemble vide", "→": "vers", "⇒": "implique",
        "⟹": "implique", "⇔": "équivaut à", "⟺": "équivaut à", "↦": "donne", "∀": "pour tout", "∃": "il existe",
        "¬": "non", "∧": "et", "∨": "ou", "⊕": "ou exclusif", "∣": "sachant", "∞": "l'infini", "∂": "d rond",
        "∇": "nabla", "∑": "la somme", "∏": "le produit", "∫": "l'intégrale", "⋃": "la réunion",
        "⋂": "l'intersection", "…": "et ainsi de suite", "⋯": "et ainsi de suite", "′": "prime", "!": "factorielle",
        "%": "pour cent", "°": "degrés", "lim": "la limite", "log": "logarithme", "ln": "logarithme népérien",
        "sin": "sinus", "cos": "cosinus", "tan": "tangente", "exp": "exponentielle", "max": "le maximum",
        "min": "le minimum", "Pr": "la probabilité", "det": "le déterminant", "mod": "modulo",
        "\u0302": "chapeau", "\u0304": "barre", "\u20d7": "vecteur", "\u0303": "tilde", "\u0307": "point",
        "\u0308": "deux points", "line": "barre", "ℝ": "les réels", "⌊": "partie entière de",
        "⌈": "plafond de", "⊤": "transposée", "‖": "norme de", "∘": "rond",
    },
    capital="grand {a}", fraction="{a} sur {b}", binomial="{a} parmi {b}", long_end="fin",
    root="racine de {a}", nth_root="racine {a}-ième de {b}", square="{a} au carré", cube="{a} au cube",
    power="{a} puissance {b}", inverse="inverse de {a}", index="{a} indice {b}", under="{a} pour {b}",
    above="{a} avec {b} au-dessus", below="{a} avec {b} en dessous", bounded="{sign} de {a} à {b} de {of}",
    over="{sign} sur {a} de {of}", free="{sign} de {of}", of="{a} de {b}", absolute="valeur absolue de {a}",
    matrix="matrice de {rows} lignes et {columns} colonnes : {a}", cases="selon les cas : {a}",
    row="ligne {number} : {a}", line="ligne {number} : {a}", open="parenthèse ouvrante", close="parenthèse fermante",
)  # fmt: skip

_SPANISH = Voice(
    {
        "+": "más", "−": "menos", "±": "más o menos", "×": "por", "⋅": "por", "/": "entre", "÷": "dividido por",
        "=": "es igual a", "≠": "es distinto de", "≈": "es aproximadamente", "≡": "equivale a",
        "∝": "es proporcional a", "<": "es menor que", ">": "es mayor que", "≤": "es menor o igual que",
        "≥": "es mayor o igual que", "≪": "es mucho menor que", "≫": "es mucho mayor que", "∈": "pertenece a",
        "∉": "no pertenece a", "⊂": "es subconjunto de", "⊆": "es subconjunto de o igual a", "∪": "unión",
        "∩": "intersección", "∖": "menos", "∅": "el conjunto vacío", "→": "a", "⇒": "implica", "⟹": "implica",
        "⇔": "si y solo si", "⟺": "si y solo si", "↦": "se asigna a", "∀": "para todo", "∃": "existe",
        "¬": "no", "∧": "y", "∨": "o", "⊕": "o exclusivo", "∣": "dado", "∞": "infinito", "∂": "parcial",
        "∇": "nabla", "∑": "la suma", "∏": "el producto", "∫": "la integral", "⋃": "la unión",
        "⋂": "la intersección", "…": "etcétera", "⋯": "etcétera", "′": "prima", "!": "factorial",
        "%": "por ciento", "°": "grados", "lim": "el límite", "log": "logaritmo", "ln": "logaritmo natural",
        "sin": "seno", "cos": "coseno", "tan": "tangente", "exp": "exponencial", "max": "el máximo",
        "min": "el mínimo", "Pr": "la probabilidad", "det": "el determinante", "mod": "módulo",
        "\u0302": "con gorro", "\u0304": "con barra", "\u20d7": "vector", "\u0303": "con tilde",
        "\u0307": "con punto", "\u0308": "con dos puntos", "line": "con barra", "ℝ": "los reales",
        "⌊": "suelo de", "⌈": "techo de", "⊤": "traspuesta", "‖": "norma de", "∘": "compuesta con",
    },
    capital="{a} mayúscula", fraction="{a} sobre {b}", binomial="{a} sobre {b}", long_end="fin",
    root="raíz cuadrada de {a}", nth_root="raíz de índice {a} de {b}", square="{a} al cuadrado",
    cube="{a} al cubo", power="{a} elevado a {b}", inverse="inversa de {a}", index="{a} sub {b}",
    under="{a} para {b}", above="{a} con {b} encima", below="{a} con {b} debajo",
    bounded="{sign} desde {a} hasta {b} de {of}", over="{sign} sobre {a} de {of}", free="{sign} de {of}",
    of="{a} de {b}", absolute="valor absoluto de {a}",
    matrix="matriz de {rows} filas y {columns} columnas: {a}", cases="por casos: {a}", row="fila {number}: {a}",
    line="línea {number}: {a}", open="abre paréntesis", close="cierra paréntesis",
)  # fmt: skip

_VOICES = {"en": Voice(_ENGLISH_SIGNS), "de": _GERMAN, "fr": _FRENCH, "es": _SPANISH}


def voice_of(language: str) -> Voice | None:
    """The voice of a BCP 47 tag's language, None where there is none."""
    return _VOICES.get(language.partition("-")[0].lower())


_BRACKETS = ("(", "[")
_PAUSES = re.compile(r"(?: ?,)+")


def spoken(node: Node, language: str) -> str | None:
    """The formula in words of a language, given by its BCP 47 tag; None where it has none for that language."""
    voice = voice_of(language)
    if voice is None:
        return None
    said = _PAUSES.sub(",", " ".join(_Speaker(voice).say(node).split()))
    return said.rstrip(",").removesuffix(f", {voice.long_end}")


class _Speaker:
    def __init__(self, voice: Voice) -> None:
        self.voice = voice

    def say(self, node: Node) -> str:
        voice = self.voice
        match node:
            case Atom():
                drawn = in_alphabet(node.text, node.letters) if node.letters == "double-struck" else node.text
                return node.text if node.kind == "text" else self.sign(drawn if drawn in voice.signs else node.text)
            case Space():
                return " " if node.em < 1 else ", "
            case Row():
                return " ".join(self.row(node))
            case Root():
                of = self.ended(node.of)
                return (
                    voice.nth_root.format(a=self.say(node.degree), b=of) if node.degree else voice.root.format(a=of)
                )
            case Scripts():
                return self.scripts(node)
            case Limits():
                return self.limits(node)
            case Sum():
                return self.large(node)
            case Function():
                argument = node.of.of if isinstance(node.of, Fence) and node.of.left in _BRACKETS else node.of
                return voice.of.format(a=self.say(node.name), b=self.say(argument))
            case Accent():
                return voice.accent.format(a=self.say(node.of), b=self.sign(node.mark))
            case Line():
                return voice.accent.format(a=self.say(node.of), b=self.sign("line" if node.shape == "line" else ""))
            case _:
                return self.structure(node)

    def structure(self, node: Fraction | Fence | Matrix | Lines) -> str:
        voice = self.voice
        match node:
            case Fraction(bar=False):
                return voice.binomial.format(a=self.say(node.above), b=self.say(node.below))
            case Fraction():
                return voice.fraction.format(a=self.paused(node.above), b=self.ended(node.below))
            case Fence():
                return self.fence(node)
            case Matrix():
                size = {"rows": len(node.rows), "columns": len(node.columns)}
                return voice.matrix.format(a=self.rows(node.rows, voice.row), **size)
            case Lines():
                return self.rows(node.rows, voice.line)

    def sign(self, text: str) -> str:
        """The name of a sign, of a Greek letter, or the letter itself; capital letters are said to be so."""
        known = self.voice.signs.get(text)
        if known is not None:
            return known
        name = unicodedata.name(text, "") if len(text) == 1 else ""
        if name.startswith("GREEK"):
            letter = name.split()[-2 if name.endswith("SYMBOL") else -1].lower()
            return self.voice.capital.format(a=letter) if "CAPITAL" in name else letter
        return text

    def row(self, row: Row) -> Iterator[str]:
        """The parts one after the other; a bracket right behind a letter is what a function is applied to."""
        before: Node | None = None
        for part in row.parts:
            if isinstance(part, Fence) and part.left in _BRACKETS and _can_be_applied(before):
                yield self.voice.of.format(a="", b=self.say(part.of))
            else:
                yield self.say(part)
            before = part

    def paused(self, node: Node) -> str:
        """A part with a pause behind it where it is more than one sign."""
        return self.say(node) + ("," if _is_long(node) else "")

    def ended(self, node: Node) -> str:
        """A part of which it must be heard where it ends: what is more than one sign."""
        said = self.say(node)
        return f"{said}, {self.voice.long_end}," if _is_long(node) else said

    def scripts(self, node: Scripts) -> str:
        voice, base = self.voice, self.say(node.base)
        if node.lower is not None:
            base = voice.index.format(a=base, b=self.say(node.lower))
        if node.upper is None:
            return base
        upper = text_of(node.upper)
        if set(upper) <= set("′∗⊤†+−"):
            return f"{base} {self.say(node.upper)}"
        pattern = {"2": voice.square, "3": voice.cube}.get(upper)
        return pattern.format(a=base) if pattern else voice.power.format(a=base, b=self.ended(node.upper))

    def limits(self, node: Limits) -> str:
        base = self.say(node.base)
        if node.lower is not None:
            is_name = isinstance(node.base, Atom) and node.base.kind == "function"
            pattern = self.voice.under if is_name else self.voice.below
            base = pattern.format(a=base, b=self.say(node.lower))
        return self.voice.above.format(a=base, b=self.say(node.upper)) if node.upper is not None else base

    def large(self, node: Sum) -> str:
        sign, of = self.sign(node.sign), self.say(node.of)
        if node.lower is not None and node.upper is not None:
            return self.voice.bounded.format(sign=sign, a=self.say(node.lower), b=self.say(node.upper), of=of)
        bound = node.lower or node.upper
        if bound is None:
            return self.voice.free.format(sign=sign, of=of)
        return self.voice.over.format(sign=sign, a=self.say(bound), of=of)

    def fence(self, node: Fence) -> str:
        voice, inner = self.voice, self.say(node.of)
        match node.left, node.of:
            case "{", Matrix():
                return voice.cases.format(a=self.rows(node.of.rows, "{a}"))
            case _, Matrix() | Fraction(bar=False):
                return inner
            case "|", _:
                return voice.absolute.format(a=inner)
            case "⌊" | "⌈" | "‖", _:
                return f"{self.sign(node.left)} {inner}, {voice.long_end},"
            case "(", _:
                return f"{voice.open} {inner} {voice.close}"
        return f"{node.left} {inner} {node.right}"

    def rows(self, rows: tuple[tuple[Node, ...], ...], pattern: str) -> str:
        joint = " " if pattern == self.voice.line else ", "
        said = [joint.join(filter(None, map(self.say, row))) for row in rows]
        return "; ".join(pattern.format(number=number, a=text) for number, text in enumerate(said, 1))


def _can_be_applied(node: Node | None) -> bool:
    """Whether a bracket behind this is its argument: behind a letter, with or without a script."""
    base = node.base if isinstance(node, Scripts) else node.of if isinstance(node, Accent) else node
    return isinstance(base, Atom) and base.kind == "ordinary" and base.text.isalpha()


def _is_long(node: Node) -> bool:
    return (isinstance(node, Row) and len(node.parts) > 1) or isinstance(node, Fraction | Sum)
