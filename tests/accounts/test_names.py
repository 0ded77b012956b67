"""Display names: every script is welcome, the town hall's looks are not."""

from __future__ import annotations

import pytest

from civic.accounts.names import MAX_NAME, problem_with_name, skeleton

pytestmark = pytest.mark.usefixtures("database")
TOWN = ("みほん市", "Mihon City", "市民協働課", "Citizen Participation Section", "道路課")

IMITATIONS = [
    "市役所", "みほん市役所", "市役所です", "市 役 所", "市\u3000役所", "市\u200b役所", "市\ufe0f役所",
    "巿役所", "ｼﾔｸｼｮ", "しやくしょ", "シヤクショ",
    "市長", "市长", "みほん市長", "公式アカウント", "事務局", "管理者", "運営", "アドミン", "スタッフ", "職員の山田", "役場",
    "admin", "Admin", "ADMIN", "ａｄｍｉｎ", "admin2", "admin_1", "a.d.m.i.n", "4dm1n", "adm1n", "admın", "аdmin", "ádmin", "adrnin",
    "AdminTeam", "𝐚𝐝𝐦𝐢𝐧", "ᴀᴅᴍɪɴ", "The Administrator", "adrninistrator", "City Hall", "CityHall", "Mayor", "Official", "official_account",
    "m0derator", "root", "System", "Tech Support", "админ", "Администратор", "관리자", "시청", "管理员", "管理員", "官方", "Prefeitura",
    "Ủy ban", "ผู้ดูแลระบบ", "नगरपालिका", "みほん市", "みほん 市", "MIHON CITY", "Mihon-City", "道路課", "みほん市道路課",
    "みほん市　市民協働課",
]  # fmt: skip

HONEST = [
    "みどり", "山田太郎", "髙橋", "𠮷田", "ニーチェ", "役所広司", "四日市さくら", "みほん市民", "会長", "はなこ2", "ゆき👍",
    "Nguyễn Văn An", "Đặng Thu Hà",
    "김민준", "陳大文", "José Peña", "João", "O’Brien", "Łukasz", "Badminton fan", "BadmintonFan", "Groot", "Mayorga", "Stafford", "Adrian",
    "Admiral", "Supporter", "Mustafa", "Brooteau", "राम बहादुर", "สมชาย", "မောင်မောင်", "Иван", "Γιώργος", "Anna Иванова", "محمد", "م\u200cی",
]  # fmt: skip


@pytest.mark.parametrize("name", IMITATIONS)
def test_name_that_imitates_the_town_hall_is_refused_except_for_staff(name: str) -> None:
    assert problem_with_name(name, town_names=TOWN) != ""
    assert "town hall" not in problem_with_name(name, town_names=TOWN, is_staff=True)


@pytest.mark.parametrize("name", HONEST)
def test_honest_name_of_any_script_is_accepted(name: str) -> None:
    assert problem_with_name(name, town_names=TOWN) == ""


@pytest.mark.parametrize("name", ["", "\u3164", "\u3164 \u3164", "\u200b\u200d", "\u2800", "👍", "...", "\ufe0f", "\u115f\u1160"])
def test_name_that_shows_no_letter_is_refused(name: str) -> None:
    assert problem_with_name(name) != ""


@pytest.mark.parametrize("name", ["Marіa", "Pаul", "αlpha", "Ivаn", "Anna(Иvанова)"])
def test_name_of_mixed_scripts_in_one_word_is_refused(name: str) -> None:
    assert problem_with_name(name) != ""


@pytest.mark.parametrize("name", ["a" * (MAX_NAME + 1), "a\u202eb", "a\nb", "a\tb", "a\x00b", "a\ufeffb", "Z" + "\u0301" * 5])
def test_name_that_cannot_be_shown_safely_is_refused(name: str) -> None:
    assert problem_with_name(name) != ""
    assert problem_with_name(name, is_staff=True) != ""


def test_skeleton_is_the_same_for_what_looks_the_same() -> None:
    assert skeleton("Pаypаl") == skeleton("PAYPAL") == skeleton("ｐａｙ ｐａｌ") == skeleton("paypaI") == skeleton("páypâl")
