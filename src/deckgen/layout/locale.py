"""The few words that deckgen itself puts on a slide, in the language of the lecture."""

from __future__ import annotations

from msgspec import Struct


class Phrases(Struct, frozen=True):
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
    "ar": Phrases(
        agenda="جدول المحاضرة",
        backup="شرائح إضافية",
        to_the_class="سؤال للجميع",
        seconds="{seconds} ثانية للتفكير",
        references="المراجع",
        part="الجزء {number} من {total}",
        minutes="{minutes} دقيقة",
        short_minutes="{minutes} د",
        clock="عند {at} من {slot}",
        tip="نصيحة:",
        note="ملاحظة:",
        warning="تنبيه:",
        question="سؤال:",
        verdict="الخلاصة:",
        click="نقرة {number}:",
        yes=("نعم", "yes"),
        no=("لا", "no"),
        partly=("جزئيا", "جزئيًا", "partly"),
    ),
    "he": Phrases(
        agenda="סדר ההרצאה",
        backup="שקפים נוספים",
        to_the_class="שאלה לכולם",
        seconds="{seconds} שניות לחשוב",
        references="מקורות",
        part="חלק {number} מתוך {total}",
        minutes="{minutes} דקות",
        short_minutes="{minutes} דק׳",
        clock="ב־{at} מתוך {slot}",
        tip="עצה:",
        note="הערה:",
        warning="אזהרה:",
        question="שאלה:",
        verdict="המסקנה:",
        click="לחיצה {number}:",
        yes=("כן", "yes"),
        no=("לא", "no"),
        partly=("חלקית", "partly"),
    ),
    "zh": Phrases(
        agenda="提纲",
        backup="备用",
        to_the_class="请大家思考",
        seconds="思考 {seconds} 秒",
        references="参考文献",
        part="第 {number} 部分，共 {total} 部分",
        minutes="{minutes} 分钟",
        short_minutes="{minutes} 分",
        clock="{at} / {slot}",
        tip="提示：",
        note="注意：",
        warning="警告：",
        question="问题：",
        verdict="结论：",
        click="第 {number} 次点击：",
        yes=("是", "yes"),
        no=("否", "no"),
        partly=("部分", "partly"),
    ),
    "ja": Phrases(
        agenda="目次",
        backup="補足資料",
        to_the_class="皆さんへの質問",
        seconds="考える時間 {seconds} 秒",
        references="参考文献",
        part="第 {number} 部（全 {total} 部）",
        minutes="{minutes} 分",
        short_minutes="{minutes} 分",
        clock="{at} / {slot}",
        tip="ヒント：",
        note="補足：",
        warning="注意：",
        question="質問：",
        verdict="結論：",
        click="クリック {number}：",
        yes=("はい", "yes"),
        no=("いいえ", "no"),
        partly=("一部", "partly"),
    ),
    "ru": Phrases(
        agenda="План",
        backup="Дополнительно",
        to_the_class="Вопрос ко всем",
        seconds="{seconds} с на размышление",
        references="Источники",
        part="Часть {number} из {total}",
        minutes="{minutes} мин",
        short_minutes="{minutes} мин",
        clock="{at} из {slot}",
        tip="Совет:",
        note="Замечание:",
        warning="Внимание:",
        question="Вопрос:",
        verdict="Вывод:",
        click="Щелчок {number}:",
        yes=("да", "yes"),
        no=("нет", "no"),
        partly=("частично", "partly"),
    ),
    "el": Phrases(
        agenda="Περιεχόμενα",
        backup="Πρόσθετα",
        to_the_class="Ερώτηση προς όλους",
        seconds="{seconds} δευτερόλεπτα για σκέψη",
        references="Πηγές",
        part="Μέρος {number} από {total}",
        minutes="{minutes} λεπτά",
        short_minutes="{minutes} λ.",
        clock="Στα {at} από {slot}",
        tip="Συμβουλή:",
        note="Σημείωση:",
        warning="Προσοχή:",
        question="Ερώτηση:",
        verdict="Συμπέρασμα:",
        click="Κλικ {number}:",
        yes=("ναι", "yes"),
        no=("όχι", "no"),
        partly=("εν μέρει", "partly"),
    ),
    "hi": Phrases(
        agenda="रूपरेखा",
        backup="अतिरिक्त",
        to_the_class="सबके लिए प्रश्न",
        seconds="सोचने के लिए {seconds} सेकंड",
        references="संदर्भ",
        part="भाग {number} / {total}",
        minutes="{minutes} मिनट",
        short_minutes="{minutes} मिनट",
        clock="{at} / {slot}",
        tip="सुझाव:",
        note="टिप्पणी:",
        warning="सावधान:",
        question="प्रश्न:",
        verdict="निष्कर्ष:",
        click="क्लिक {number}:",
        yes=("हाँ", "yes"),
        no=("नहीं", "no"),
        partly=("आंशिक", "partly"),
    ),
}


def phrases_of(language: str) -> Phrases:
    """The phrases of a BCP 47 tag's language; English where there are none."""
    return _LANGUAGES.get(language.partition("-")[0].lower(), _ENGLISH)
