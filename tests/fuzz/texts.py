"""Texts as nobody would type them, and as somebody will: in every script, with every sign that means something."""

from __future__ import annotations

from hypothesis import strategies as st

PLAIN = [
    "Applications", "kernel", "a", "the", "Linux", "Docker", "OS", "I/O", "CPU", "memory", "shares", "one",
    "runs", "virtualizes", "hardware", "talks", "to", "container", "without", "x86-64", "8", "2013", "50",
    "MB", "Übergrößen", "naïve", "Œuvre", "Ядро", "ядра", "πυρήνας", "Łódź", "İstanbul", "straße", "ﬁle",
    "don't", "“quoted”", "—", "…",
]  # fmt: skip
"""What the fonts that decks are set in can all draw."""

LONG = [
    "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft",
    "Betriebssystemvirtualisierung", "incomprehensibilities",
    "https://example.org/a/very/long/path/that/goes/on", "Overlay/Network/Namespace/Bridge",
    "pneumonoultramicroscopicsilicovolcanoconiosis", "snake_case_name_of_this", "W" * 24, "i" * 40,
    "A-B-C-D-E-F-G-H-I-J-K-L-M-N-O-P", "0x7fffffffffffffffffff", "W" * 61, "1,234,567,890.12", "192.168.100.200:8080",
    "2024-11-28T23:59:59", "−1.234.567,89", "/sys/fs/cgroup/user.slice/cpu.max", "java.util.concurrent.TimeUnit",
    "Donau\u00addampf\u00adschiff\u00adfahrts\u00adgesellschaft", "🐳🐳🐳🐳🐳🐳🐳🐳🐳🐳🐳🐳🐳🐳🐳🐳🐳🐳🐳🐳",
]  # fmt: skip

SCRIPTS = [
    "虚拟机共享宿主机的内核", "コンテナー", "カーネル、", "「容器」", "한국어커널", "نواة",
    "نظام التشغيل", "ליבה", "מערכת־הפעלה", "शून्यता", "ภาษาไทยไม่มีช่องว่าง",
    "ﷺ", "𝔘𝔫𝔦𝔠𝔬𝔡𝔢", "𠮷野家", "ａｂｃ", "ё", "\u05d0\u05b8\u05dc",
]  # fmt: skip

PICTURES = [
    "🐳", "👩‍💻", "👩🏽‍🔬", "🇩🇪", "❤️", "1️⃣", "🏴‍☠️", "✓", "✗", "→", "★", "♥", "☃", "©", "™", "½", "²", "№", "∀",
    "≠",
]  # fmt: skip

JOINED = [
    "e\u0301a\u0308", "Z\u0334\u0341\u0353a\u0335\u0322l\u0337\u0301g\u0338\u0347o", "\u0301", "a\u200bb",
    "a\u00adb", "no\u00a0break", "\u202eright to left", "\ufeff", "a\u2028b", "a\u2029b", "\u200d",
    "q\u0323\u0307", "\x7f", "\ufffd", "a\u2060b", "\u200f", "\u2066x\u2069", "\ufff9", "\x85", "\t", "a\tb",
    "a\nb", "\n", "\x0b", "\x1b[31m", "\ue000",
]  # fmt: skip

MARKDOWN = [
    "**bold**", "*it*", "`code`", "`", "**", "*", "_", "__init__", "_x_", "[link](https://example.org)",
    "[a](b c)", "[](x)", "![alt](x.png)", "<b>", "<https://x.org>", "&amp;", "&#65;", "\\*", "\\", "a**b**c",
    "***", "``x`y``", "[a](javascript:alert(1))", "[a](file:///etc/passwd)", "[x]", "](", "[", "# h", "> q",
    "---", "| a | b |", "~~x~~", "$x^2$", "\\frac{a}{b}", "[a](<b>)", "[a](https://x.org/{{b}})", "**a*b**",
    "[`c`](https://x.org)", "[a](mailto:a@x.org)", "[a](#anchor)", "[a](https://пример.рф/путь)",
    "[a](http://[::1)", "[a](https://x y)", "$\\frac{a}{b+1}$", "$\\sqrt{x+1}$", "$e^{x^2}$", "$\\overline{ab}$",
]  # fmt: skip

SIGNS = [
    "- a", "a: b", "#x", "a #b", "{a", "}", "[a", "]", "&x", "*x", "!x", "%x", "@x", "|", ">", "null", "~",
    "yes", "no", "partly", "true", "1.10", "12:30", "0o17", "1e3", "NaN", "2024-01-01", "? x", "'", '"', '"x',
    "<<", "_", "...", "->", "a -> b", "<->", "-x->", "a / b", "/", " / ", "+", "a + b", "=", "{{", "}}",
    "{{room}}", "{{nobody}}", "a | b", "only", "except", "box", "students", "%s", "{0}", "$HOME", "`id`",
    "<a:t>", "]]>", "&lt;", "\\n", "C:\\temp", "across", "down", "50 MB", "20 GB", "0.6 s", "1 min", "-5", "∞",
    "0",
]  # fmt: skip

ODD = [*LONG, *SCRIPTS, *PICTURES, *JOINED, *MARKDOWN, *SIGNS]

_plain_words = st.sampled_from(PLAIN)
_odd_words = st.sampled_from(ODD)
_any_words = st.text(max_size=8)
_word = st.one_of(_plain_words, _plain_words, _plain_words, _plain_words, _odd_words, _any_words)

TEXTS: st.SearchStrategy[str] = st.one_of(
    st.lists(_plain_words, min_size=1, max_size=5).map(" ".join),
    st.lists(_word, min_size=1, max_size=6).map(lambda words: " ".join(words)[:60]),
    _odd_words,
    st.lists(_word, min_size=1, max_size=3).map(" ".join),
)
"""Mostly one to sixty characters; sometimes none."""

LONG_TEXTS: st.SearchStrategy[str] = st.lists(_word, min_size=10, max_size=60).map(" ".join)

_UNBROKEN = [word for word in LONG if word.isascii() and "/" not in word]
"""LibreOffice goes on behind a slash where there is room for more, and PowerPoint does not."""
DRAWABLE: st.SearchStrategy[str] = st.one_of(
    st.lists(_plain_words, min_size=1, max_size=6).map(" ".join),
    st.sampled_from(_UNBROKEN),
    st.lists(st.sampled_from([*PLAIN, *PLAIN, *_UNBROKEN, *MARKDOWN[:3]]), min_size=1, max_size=6).map(" ".join),
)
"""Texts in the letters of the fonts whose widths deckgen knows, so that LibreOffice sets them as wide as they are."""
