"""The few words that deckgen itself puts on a slide, in the language of the lecture."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Phrases:
    """Words and patterns of one language."""

    agenda: str = "Agenda"
    backup: str = "Backup"
    to_the_class: str = "Question to the class"
    seconds: str = "{seconds} seconds to think"
    references: str = "References"
    part: str = "Part {number} of {total}"
    minutes: str = "{minutes} minutes"
    short_minutes: str = "{minutes} min"
    clock: str = "At {at} of {slot}"
    tip: str = "Tip:"
    note: str = "Note:"
    warning: str = "Warning:"
    question: str = "Question:"
    verdict: str = "Verdict:"
    click: str = "Click {number}:"
    ask: str = "Ask:"
    continued: str = "{title} ({page}/{pages})"
    yes: tuple[str, ...] = ("yes",)
    no: tuple[str, ...] = ("no",)
    partly: tuple[str, ...] = ("partly",)


_ENGLISH = Phrases()
_LANGUAGES = {
    "en": _ENGLISH,
    "de": Phrases(
        agenda="Ablauf",
        backup="Zusatzfolien",
        to_the_class="Frage an alle",
        seconds="{seconds} Sekunden Bedenkzeit",
        references="Quellen",
        part="Teil {number} von {total}",
        minutes="{minutes} Minuten",
        short_minutes="{minutes} min",
        clock="Bei {at} von {slot}",
        tip="Tipp:",
        note="Hinweis:",
        warning="Achtung:",
        question="Frage:",
        verdict="Fazit:",
        click="Klick {number}:",
        ask="Frage:",
        yes=("ja", "yes"),
        no=("nein", "no"),
        partly=("teilweise", "partly"),
    ),
    "fr": Phrases(
        agenda="Plan",
        backup="Compléments",
        to_the_class="Question à la salle",
        seconds="{seconds} secondes de réflexion",
        references="Références",
        part="Partie {number} sur {total}",
        minutes="{minutes} minutes",
        short_minutes="{minutes} min",
        clock="À {at} sur {slot}",
        tip="Conseil :",
        note="Note :",
        warning="Attention :",
        question="Question :",
        verdict="Verdict :",
        click="Clic {number} :",
        ask="Demander :",
        yes=("oui", "yes"),
        no=("non", "no"),
        partly=("en partie", "partly"),
    ),
    "es": Phrases(
        agenda="Agenda",
        backup="Reserva",
        to_the_class="Pregunta a la clase",
        seconds="{seconds} segundos para pensar",
        references="Referencias",
        part="Parte {number} de {total}",
        minutes="{minutes} minutos",
        short_minutes="{minutes} min",
        clock="En {at} de {slot}",
        tip="Consejo:",
        note="Nota:",
        warning="Atención:",
        question="Pregunta:",
        verdict="Veredicto:",
        click="Clic {number}:",
        ask="Preguntar:",
        yes=("sí", "yes"),
        no=("no",),
        partly=("en parte", "partly"),
    ),
}


def phrases_of(language: str) -> Phrases:
    """The phrases of a BCP 47 tag's language; English where there are none."""
    return _LANGUAGES.get(language.partition("-")[0].lower(), _ENGLISH)
