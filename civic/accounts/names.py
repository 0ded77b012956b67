"""Display names: any script, but none that passes for the town hall.

The skeleton follows the idea of Unicode UTS #39: compatibility form, case folded, look-alikes of other scripts replaced, marks and spaces gone.
"""

from __future__ import annotations

import re
import unicodedata

from civic.i18n.text import _
from civic.i18n.writing import problem_with

MAX_NAME = 50
_LOOKALIKES = str.maketrans(
    {
        "а": "a", "е": "e", "о": "o", "р": "p", "с": "c", "у": "y", "х": "x", "і": "i", "ј": "j", "ѕ": "s", "ԁ": "d", "һ": "h", "ӏ": "l",
        "в": "b", "к": "k", "м": "m", "н": "h", "т": "t", "п": "n", "α": "a", "ε": "e", "ο": "o", "ρ": "p", "τ": "t", "υ": "u", "ν": "v",
        "ι": "i", "κ": "k", "χ": "x", "η": "n", "ω": "w", "β": "b", "γ": "y", "0": "o", "1": "l", "3": "e", "4": "a", "5": "s", "ı": "i",
    }
)  # fmt: skip
RESERVED = (
    "市役所", "町役場", "村役場", "区役所", "役所", "役場", "市長", "町長", "村長", "副市長", "公式", "事務局", "管理者", "運営", "職員", "担当課",
    "モデレーター", "しやくしょ", "やくば", "admin", "administrator", "moderator", "official", "cityhall", "townhall", "mayor", "staff", "support",
    "root", "system", "prefeitura", "administrador", "alcaldia", "ayuntamiento", "시청", "관리자", "市政府", "管理员", "管理員", "官方", "uỷban",
)  # fmt: skip


def skeleton(name: str) -> str:
    """What a name looks like: two names with the same skeleton can be taken for each other."""
    folded = unicodedata.normalize("NFKC", name).casefold().translate(_LOOKALIKES)
    decomposed = unicodedata.normalize("NFD", folded)
    return "".join(c for c in decomposed if unicodedata.category(c)[0] in "LN" or unicodedata.category(c) == "Mc")


_RESERVED_WORDS = frozenset(skeleton(word) for word in RESERVED if word.isascii())
_RESERVED_PARTS = frozenset(skeleton(word) for word in RESERVED if not word.isascii())


def mixes_scripts(name: str) -> bool:
    """Whether Latin letters stand beside Cyrillic or Greek ones in one word."""
    for word in name.split():
        scripts = {unicodedata.name(c, " ").split()[0] for c in word if c.isalpha()}
        if "LATIN" in scripts and scripts & {"CYRILLIC", "GREEK"}:
            return True
    return False


def problem_with_name(name: str, *, town_names: tuple[str, ...] = (), is_staff: bool = False) -> str:
    """Why a cleaned name cannot be used, as a sentence; empty when it can. Staff may name their office."""
    problem = problem_with(name, maximum=MAX_NAME, single_line=True)
    if problem:
        return problem
    seen = skeleton(name)
    if not seen or re.fullmatch(r"[\u3164\u115f\u1160\uffa0]+", name):
        return _("Please choose a name with letters.")
    if mixes_scripts(name):
        return _("Please write the name in one script.")
    towns = frozenset(skeleton(word) for word in town_names if word)
    words = {seen, *(skeleton(word) for word in re.split(r"[\W_]+", name))}
    if not is_staff and (words & _RESERVED_WORDS or any(part in seen for part in _RESERVED_PARTS) or seen in towns):
        return _("This name could be mistaken for the town hall. Please choose another one.")
    return ""
