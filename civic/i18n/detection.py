"""The language of a text that a person typed, from the text itself.

The writing system decides first. Kana is Japanese, Hangul Korean, Thai and Burmese script their own languages, Devanagari Nepali unless it
is plainly Hindi. Han characters without kana are weighed (`detection_han`). Latin letters are weighed by words, endings and marks
(`detection_words`) together with pycld2. The writer's language (`prior`) decides between what is equally likely, and is what the caller
falls back to when nothing can be said. `sure` is false where a person had better be asked.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field

import pycld2

from civic.i18n import detection_han
from civic.i18n.detection_words import WORDS

SHIPPED = ("ja", "en", "zh-hans", "zh-hant", "ko", "vi", "pt-br", "fil", "ne", "id", "es", "th", "my")
READ = 6000
"""Longer texts are judged by this many characters: the beginning, the middle and the end."""

_SCRIPTS = {
    "kana": "\u3041-\u3096\u309d-\u309f\u30a1-\u30fa\u30fd-\u30ff\uff66-\uff6f\uff71-\uff9d",
    "han": "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff",
    "hangul": "\uac00-\ud7a3\u1100-\u11ff\u3131-\u318e", "thai": "\u0e01-\u0e3a\u0e40-\u0e4e", "burmese": "\u1000-\u109f\uaa60-\uaa7f",
    "devanagari": "\u0900-\u0963\u0970-\u097f", "latin": "A-Za-z\u00aa\u00ba\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f\u1e00-\u1eff",
    "cyrillic": "\u0400-\u052f", "arabic": "\u0620-\u064a\u066e-\u06d3",
    "other": "\u0370-\u03ff\u0530-\u05ff\u0700-\u08ff\u0980-\u0dff\u0e80-\u0eff\u10a0-\u10ff\u1200-\u17ff",
}  # fmt: skip
_LETTERS = {name: re.compile(f"[{letters}]") for name, letters in _SCRIPTS.items()}
_WEIGHT = {"latin": 0.25, "cyrillic": 0.25, "arabic": 0.3, "thai": 0.5, "burmese": 0.5, "devanagari": 0.5, "hangul": 1.0}
"""How many Han characters one letter is worth: a word of Latin letters has five, one of Han characters two."""
_ONE_LANGUAGE = {"hangul": "ko", "thai": "th", "burmese": "my"}
_NOT_WORDS = re.compile(r"https?://\S+|www\.\S+|[A-Za-z0-9._+-]{1,64}@[A-Za-z0-9.-]+|[@#][\w-]+|`[^`]*`|\]\([^)]*\)")
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_HIRAGANA = re.compile(r"[\u3041-\u3096]")
_VIETNAMESE = re.compile(r"[đơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ]")
_MARKS = {
    "pt-br": re.compile(r"[ãõ]|ção|ções|nh[aoe]|lh[aoe]|ç"),
    "es": re.compile(r"[ñ¿¡]|ci[óo]n\b|ll[aeo]|ciones\b"),
}
_ENDINGS = {
    "id": re.compile(r"^(?:me(?:m|n|ng|ny)|ber|ter|pe(?:m|n|ng|ny)|di)[a-z]{4,}$|^[a-z]{3,}(?:kan|nya)$|^ke[a-z]{3,}an$|^([a-z]{3,})-\1$"),
    "fil": re.compile(r"^(?:nag|mag|pag|ipag|ipin|paki|naka|maka|pinaka|kina|mga)-?[a-z]{3,}$|^[a-z]{3,}(?:ng|hin|han)$|^ma[a-z]{2,}ng$"),
    "en": re.compile(r"^[a-z]{3,}(?:ing|tion|ness|ment|ly|ed)$|^[a-z]+'(?:s|t|re|ve|ll|m|d)$"),
    "pt-br": re.compile(r"^[a-z]{3,}(?:cao|coes|mos|mente|dade|eiro|eira|inho|inha)$"),
    "es": re.compile(r"^[a-z]{3,}(?:cion|ciones|amos|emos|mente|dad|dades|illo|illa)$"),
    "ja~": re.compile(r"^[a-z]+(?:masu|mashita|masen|desu|shii|tte|kute)$"),
}  # fmt: skip
_MODEL = {"en": "en", "vi": "vi", "pt": "pt-br", "gl": "pt-br", "es": "es", "tl": "fil", "ceb": "fil", "id": "id", "ms": "id"}
_LATIN = ("en", "vi", "pt-br", "es", "fil", "id")
_HINDI = ("है", "हैं", "नहीं", "में", "करें", "और", "चाहिए", "लिए", "के ", "की ", "था", "हूँ", "हूं", "यहाँ", "बहुत")
_NEPALI = (
    "छ", "हरू", "हरु", "लागि", "लाई", "गर्न", "हुन्छ", "भएको", "हुनु", "पर्छ", "नुहोस्", "को ", "मा ", "ले ", "राम्रो", "हाम्रो", "पनि", "धेरै", "छैन",
)  # fmt: skip
_PRIOR = 0.8
_CLEAR = 1.2
"""How far the best guess must lead the next to be sure."""


@dataclass(frozen=True, slots=True)
class Detection:
    """What can be said of a text. `language` is a slug of `SHIPPED`, or None: nothing to judge, or a language that is not shipped.

    `others` are the next likely languages, likeliest first. `scripts` says which share of the text each writing system has.
    `is_romanised`: in Latin letters, but a language that has a script of its own.
    """

    language: str | None
    sure: bool
    others: tuple[str, ...] = ()
    scripts: dict[str, float] = field(default_factory=dict)
    is_romanised: bool = False

    @property
    def is_mixed(self) -> bool:
        """Whether a second writing system has a good part of the text (kana and Han are one)."""
        shares = dict(self.scripts)
        shares["han"] = shares.get("han", 0.0) + shares.pop("kana", 0.0)
        return sorted(shares.values(), reverse=True)[1:2] > [0.3]


def detect(text: str, *, prior: str | None = None) -> Detection:
    """Judge a text of any length and content; never raises. `prior` is the slug of the writer's language (easy Japanese is Japanese)."""
    prior = "ja" if prior == "easy" else prior
    text = _readable(text)
    weights = {name: len(letters.findall(text)) * _WEIGHT.get(name, 1.0) for name, letters in _LETTERS.items()}
    total = sum(weights.values())
    if not total:
        return Detection(None, False)
    scripts = {name: weight / total for name, weight in weights.items() if weight}
    east_asian = scripts.get("han", 0.0) + scripts.get("kana", 0.0)
    rest = {name: share for name, share in scripts.items() if name not in ("han", "kana")}
    main = max(rest, key=lambda name: rest[name]) if rest else ""
    if east_asian and east_asian >= rest.get(main, 0.0):
        found = _east_asian(text, scripts, prior)
    elif main in _ONE_LANGUAGE:
        found = Detection(_ONE_LANGUAGE[main], True)
    elif main == "devanagari":
        found = _devanagari(text)
    elif main == "latin":
        found = _latin(text, prior)
    else:
        found = Detection(None, False)
    result = Detection(found.language, found.sure, found.others, scripts, found.is_romanised)
    if result.is_mixed and found.language != prior:
        return Detection(found.language, False, found.others, scripts, found.is_romanised)
    return result


def _readable(text: str) -> str:
    """What is worth reading: composed, without addresses, code, lone surrogates and control characters; not more than `READ`."""
    if len(text) > READ:
        part, middle = READ // 3, len(text) // 2
        text = f"{text[:part]} {text[middle : middle + part]} {text[-part:]}"
    text = text.encode("utf-8", "ignore").decode("utf-8")
    text = unicodedata.normalize("NFC", text)
    text = _NOT_WORDS.sub(" ", text)
    return "".join(character if character.isprintable() else " " for character in text)


def _east_asian(text: str, scripts: dict[str, float], prior: str | None) -> Detection:
    kana, han = scripts.get("kana", 0.0), scripts.get("han", 0.0)
    hiragana = len(_HIRAGANA.findall(text))
    fits = detection_han.scores(text)
    looks_chinese = max(fits["zh-hans"], fits["zh-hant"]) - fits["ja"] >= 1.5
    if kana and not (looks_chinese and kana < han * 0.5 and hiragana <= han * 0.15):
        return Detection("ja", True)
    if prior in fits:
        fits[prior] += _PRIOR
    elif prior is not None:
        fits["ja"] += 0.3
    ranked = sorted(fits, key=lambda slug: -fits[slug])
    if prior is None and fits[ranked[0]] == fits["ja"]:
        ranked = ["ja", *(slug for slug in ranked if slug != "ja")]
    first, second = ranked[0], ranked[1]
    lead = fits[first] - fits[second]
    return Detection(first, lead >= _CLEAR or (first == prior and lead > 0), tuple(ranked[1:]))


def _devanagari(text: str) -> Detection:
    hindi, nepali = sum(text.count(word) for word in _HINDI), sum(text.count(word) for word in _NEPALI)
    if hindi > nepali + 1:
        return Detection(None, False, ("ne",))
    return Detection("ne", nepali > hindi or not hindi)


def _latin(text: str, prior: str | None) -> Detection:
    small = text.lower()
    words = _WORD.findall(small)
    vietnamese = sum(bool(_VIETNAMESE.search(word)) for word in words)
    if vietnamese * 4 >= len(words):
        return Detection("vi", vietnamese * 2 >= len(words) or vietnamese > 2 or prior == "vi", ("en",))
    fits = _word_scores([_without_marks(word) for word in words])
    fits["vi"] = fits.get("vi", 0.0) + vietnamese * 1.5
    if vietnamese:
        fits["vi"] += fits.pop("vi~", 0.0)
    for slug, marks in _MARKS.items():
        fits[slug] = fits.get(slug, 0.0) + 0.9 * len(marks.findall(small))
    evidence = max(fits.values(), default=0.0)
    if len(words) < 2:
        fits = {slug: score for slug, score in fits.items() if not slug.endswith("~")}
    is_foreign = _ask_model(text, fits, words=len(words))
    if is_foreign and evidence < max(1.5, len(words) * 0.3):
        return Detection(None, False)
    if not any(fits.values()):
        return Detection(prior if prior in _LATIN and len(small) > 3 else None, False)
    for own in (prior or "", f"{prior}~"):
        if fits.get(own, 0.0) > 0:
            fits[own] += _PRIOR
    return _ranked(fits, prior)


def _ranked(fits: dict[str, float], prior: str | None) -> Detection:
    ranked = sorted((slug for slug in fits if fits[slug] > 0), key=lambda slug: -fits[slug])
    first = ranked[0]
    lead = fits[first] - (fits[ranked[1]] if len(ranked) > 1 else 0.0)
    slug, is_romanised = first.rstrip("~"), first.endswith("~")
    others = tuple(dict.fromkeys(other.rstrip("~") for other in ranked[1:] if other.rstrip("~") != slug))
    needed = _CLEAR * 2 if is_romanised else _CLEAR
    return Detection(slug, lead >= needed or (slug == prior and lead >= 0.3), others, is_romanised=is_romanised)


def _word_scores(words: list[str]) -> dict[str, float]:
    fits: dict[str, float] = {}
    for word in words:
        for slug, weight in WORDS.get(word, ()):
            fits[slug] = fits.get(slug, 0.0) + weight
        for slug, endings in _ENDINGS.items():
            if endings.match(word):
                fits[slug] = fits.get(slug, 0.0) + 0.35
    return fits


def _ask_model(text: str, fits: dict[str, float], *, words: int) -> bool:
    """Add the statistical model's opinion to the scores; whether it is sure that the language is one which is not shipped.

    Of one or two words the model says little, so that its opinion counts less there.
    """
    try:
        is_reliable, _read, opinions = pycld2.detect(text, isPlainText=True, bestEffort=True)
    except (pycld2.error, ValueError):
        return False
    say = (1.6 if is_reliable else 0.8) * min(1.0, words / 4)
    for _name, code, percent, _score in opinions:
        slug = _MODEL.get(code)
        if slug is not None:
            fits[slug] = fits.get(slug, 0.0) + say * percent / 100
    code = opinions[0][1]
    return bool(is_reliable and code not in _MODEL and code != "un" and opinions[0][2] > 80)


def _without_marks(word: str) -> str:
    word = word.replace("đ", "d").replace("’", "'")
    return "".join(character for character in unicodedata.normalize("NFD", word) if not unicodedata.combining(character))
