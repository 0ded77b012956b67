"""Display names: any script, but none that passes for the town hall.

The skeleton follows Unicode UTS #39: compatibility form, case folded, look-alikes of other scripts replaced, marks and spaces gone.
"""

from __future__ import annotations

import re
import unicodedata

from civic.i18n.text import _
from civic.i18n.writing import problem_with

MAX_NAME = 50
_LETTERS = {
    "а": "a", "е": "e", "о": "o", "р": "p", "с": "c", "у": "y", "х": "x", "і": "i", "ј": "j", "ѕ": "s", "ԁ": "d", "һ": "h", "ӏ": "i",
    "в": "b", "к": "k", "м": "m", "н": "h", "т": "t", "п": "n", "г": "r", "ԛ": "q", "ԝ": "w",
    "α": "a", "ε": "e", "ο": "o", "ρ": "p", "τ": "t", "υ": "u", "ν": "v", "ι": "i", "κ": "k", "χ": "x", "η": "n", "ω": "w", "β": "b",
    "γ": "y", "μ": "u", "ø": "o", "ł": "i", "đ": "d", "ð": "d", "ı": "i", "ȷ": "j", "ɑ": "a", "ɡ": "g", "ɩ": "i", "ʀ": "r", "ꜱ": "s",
    "ᴀ": "a", "ʙ": "b", "ᴄ": "c", "ᴅ": "d", "ᴇ": "e", "ꜰ": "f", "ɢ": "g", "ʜ": "h", "ɪ": "i", "ᴊ": "j", "ᴋ": "k", "ʟ": "i", "ᴍ": "m",
    "ɴ": "n", "ᴏ": "o", "ᴘ": "p", "ᴛ": "t", "ᴜ": "u", "ᴠ": "v", "ᴡ": "w", "ʏ": "y", "ᴢ": "z",
}  # fmt: skip
_DIGITS = {"0": "o", "1": "i", "l": "i", "3": "e", "4": "a", "5": "s", "7": "t"}
_KANJI = {
    "巿": "市", "长": "長", "⻑": "長", "営": "營", "员": "員", "职": "職", "场": "場", "庁": "廳", "厅": "廳", "区": "區", "务": "務",
    "议": "議", "会": "會", "担": "擔", "当": "當", "课": "課",
}  # fmt: skip
_KATAKANA = {chr(code): chr(code - 0x60) for code in range(0x30A1, 0x30F7)}
_LOOKALIKES = str.maketrans(_LETTERS | _DIGITS | _KANJI | _KATAKANA)
_FILLERS = frozenset("\u115f\u1160\u3164\uffa0")
"""Letters of Hangul that are shown as nothing."""

WORDS = (
    "admin", "admins", "administrator", "administration", "moderator", "moderators", "mod", "official", "cityhall", "townhall",
    "villagehall", "mayor", "vicemayor", "staff", "support", "helpdesk", "root", "system", "sysadmin", "webmaster", "postmaster",
    "secretariat", "operator", "shiyakusho", "yakuba", "kanrisha", "jimukyoku", "prefeitura", "prefeito", "prefeita", "administrador",
    "administradora", "moderadora", "moderador", "oficial", "alcaldia", "alcalde", "alcaldesa", "ayuntamiento", "municipio",
    "walikota", "petugas", "alkalde", "munisipyo", "役所", "役場", "運営", "시청", "시장", "공식", "시스템", "システム", "サポート",
    "スタッフ", "админ", "мэр",
)  # fmt: skip
"""Refused as the whole name or as one word of it: each is also a part of innocent names (Badminton, Groot, 役所広司)."""

PARTS = (
    "市役所", "町役場", "村役場", "区役所", "県庁", "市庁舎", "市長", "町長", "村長", "区長", "知事", "公式", "事務局", "管理者",
    "管理人", "運営者", "運営事務", "運営チーム", "運営スタッフ", "職員", "担当課", "担当者", "モデレーター", "アドミン",
    "しやくしょ", "市やくしょ", "やくば", "かんりしゃ", "관리자", "운영자", "공무원", "시청직원", "市政府", "市政厅", "市长",
    "管理员", "官方", "客服", "工作人员", "ủy ban", "thị trưởng", "quản trị viên", "администратор",
    "модератор", "ผู้ดูแลระบบ", "เทศบาล", "นายกเทศมนตรี", "नगरपालिका", "प्रशासक", "မြို့တော်ဝန်", "စည်ပင်သာယာ",
)  # fmt: skip
"""Refused wherever they stand in a name."""


def skeleton(name: str) -> str:
    """What a name looks like: two names with the same skeleton can be taken for each other."""
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", name).casefold()).translate(_LOOKALIKES)
    shown = "".join(c for c in unicodedata.normalize("NFD", folded) if c not in _FILLERS and unicodedata.category(c) in _SHOWN)
    return shown.translate(_LOOKALIKES).replace("rn", "m")


_SHOWN = frozenset({"Lu", "Ll", "Lt", "Lm", "Lo", "Nd", "Nl", "No", "Mc"})
_RESERVED_WORDS = frozenset(skeleton(word) for word in WORDS)
_RESERVED_PARTS = frozenset(skeleton(part) for part in PARTS)
_STRONG_WORDS = frozenset(skeleton(word) for word in ("administrator", "moderator", "cityhall", "townhall", "webmaster", "sysadmin"))
_EDGES = re.compile(r"[\W_]+|(?<=[a-z])(?=[A-Z])")


def _words(name: str) -> set[str]:
    """The skeletons of the words, of neighbouring pairs ("city hall"), and of each without the digits at its ends ("admin2")."""
    plain = [word for word in _EDGES.split(unicodedata.normalize("NFKC", name)) if word]
    pairs = [first + second for first, second in zip(plain, plain[1:], strict=False)]
    joined = "".join(plain)
    spellings = (*plain, *pairs, joined)
    return {skeleton(word) for word in (*spellings, *(word.strip("0123456789") for word in spellings))}


def mixes_scripts(name: str) -> bool:
    """Whether Latin letters stand beside Cyrillic or Greek ones in one word."""
    for word in _EDGES.split(unicodedata.normalize("NFKC", name)):
        scripts = {unicodedata.name(c, " ").split(" ")[0] for c in word if c.isalpha()}
        if len(scripts & {"LATIN", "CYRILLIC", "GREEK"}) > 1:
            return True
    return False


def imitates_the_town(name: str, *, town_names: tuple[str, ...] = ()) -> bool:
    """Whether a name looks like an office, or like one of the town's own names or two of them in a row."""
    seen = skeleton(name)
    if _words(name) & _RESERVED_WORDS or any(part in seen for part in (*_RESERVED_PARTS, *_STRONG_WORDS)):
        return True
    towns = {skeleton(town) for town in town_names} - {""}
    return seen in towns or any(seen.startswith(town) and seen.removeprefix(town) in towns for town in towns)


def problem_with_name(name: str, *, town_names: tuple[str, ...] = (), is_staff: bool = False) -> str:
    """Why a cleaned name cannot be used, as a sentence; empty when it can. Staff may name their office."""
    problem = problem_with(name, maximum=MAX_NAME, single_line=True)
    if problem:
        return problem
    if not skeleton(name):
        return _("Please choose a name with letters.")
    if mixes_scripts(name):
        return _("Please write the name in one script.")
    if not is_staff and imitates_the_town(name, town_names=town_names):
        return _("This name could be mistaken for the town hall. Please choose another one.")
    return ""
