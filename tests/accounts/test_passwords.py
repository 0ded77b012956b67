"""What may be a password, and how it is kept."""

from __future__ import annotations

import pytest

from civic.accounts.passwords import MAX_LENGTH, common_passwords, hash_password, needs_rehash, problem_with_password, verify_password

pytestmark = pytest.mark.usefixtures("database")
TOWN = ("みほん市", "Mihon City")

EASY = [
    "password123", "Password123!", "qwertyuiop", "1234567890", "0123456789", "9876543210", "sakura2024", "takahashi1", "1qaz2wsx3edc",
    "iloveyou123", "asdfghjkl;", "aaaaaaaaaaaa", "abcabcabcabc", "1111122222", "さくらさくら2024", "administrator",
    "passw0rd123", "p@ssw0rd123",
    "tanaka19900101", "zaq12wsxcde3", "１２３４５６７８９０", "taro.yamada1", "taroyamada2024", "Mihon-City1", "civic12345", "example.jp1",
]  # fmt: skip
GOOD = [
    "correct horse battery",
    "ねこがにわでねている",
    "ねこ と いぬ と とり 7",
    "x9!kkQ2vv#",
    "tai yamada cat blue",
    "mihon city hall staircase",
]


@pytest.mark.parametrize("password", EASY)
def test_easy_password_is_refused(password: str) -> None:
    assert problem_with_password(password, email="taro.yamada@example.jp", town_names=TOWN) != ""


@pytest.mark.parametrize("password", GOOD)
def test_good_password_needs_no_special_characters(password: str) -> None:
    assert problem_with_password(password, email="taro.yamada@example.jp", town_names=TOWN) == ""


def test_length_is_limited_on_both_sides() -> None:
    assert problem_with_password("kq7w xzp4") != ""
    assert problem_with_password("kq7w xzp4v") == ""
    assert problem_with_password("kq7w xzp4v" * 26) != ""
    assert problem_with_password(("a long sentence of words " * 20)[:MAX_LENGTH]) == ""


def test_shipped_list_is_long_and_folded() -> None:
    assert len(common_passwords()) > 3000
    assert all(len(entry) >= 10 and entry == entry.casefold() for entry in common_passwords())


def test_kept_hash_is_argon2id_and_fits_only_its_password() -> None:
    kept = hash_password("correct horse battery")
    assert kept.startswith("$argon2id$")
    assert "t=2,p=1" in kept
    assert verify_password(kept, "correct horse battery")
    assert not verify_password(kept, "correct horse batterY")
    assert not needs_rehash(kept)
    assert needs_rehash(kept.replace("t=2", "t=3"))


def test_composed_and_decomposed_letters_are_one_password() -> None:
    assert verify_password(hash_password("caf\u00e9 and a long road"), "cafe\u0301 and a long road")


@pytest.mark.parametrize("kept", [None, "", "no hash at all", "$argon2id$v=19$m=8,t=2,p=1$broken"])
def test_nothing_fits_where_no_hash_is_kept(kept: str | None) -> None:
    assert not verify_password(kept, "nobody has this password")


def test_very_long_password_is_answered() -> None:
    assert not verify_password(hash_password("correct horse battery"), "x" * 200_000)
