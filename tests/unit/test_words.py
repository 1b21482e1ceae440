"""Words are counted in every script, and names compare however they are spelt."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storywall.words import count, is_unspaced, plain


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", 0),
        ("  — … !", 0),
        ("one two", 2),
        ("don’t can't", 2),
        ("well-known", 1),
        ("1,000.50 pounds", 2),
        ("snake_case", 2),
        ("Ελληνικά και Русский", 3),
        ("नमस्ते दुनिया", 2),  # vowel signs do not cut a word
        ("می‌خواهم کتاب", 2),  # nor does the joiner
        ("Zoe\u0308 Mu\u0308ller", 2),
        ("sog\u00adgy", 1),
        ("안녕하세요 세계", 2),
        ("漢字", 1),
        ("漢字か", 2),
        ("日本語ですよね", 4),
        ("iPhoneを買う", 3),
        ("人々", 1),
        ("สวัสดี", 2),  # six characters
        ("สวัสด", 1),
    ],
)
def test_count(text: str, words: int) -> None:
    assert count(text) == words


@given(st.lists(st.text(st.sampled_from("abzäёα"), min_size=1, max_size=8), max_size=30))
def test_words_with_blanks_between_are_as_many_as_were_put_in(words: list[str]) -> None:
    assert count(" ".join(words)) == len(words)


@given(st.text(), st.text())
def test_counting_never_fails_and_never_shrinks_with_more_text(one: str, two: str) -> None:
    assert count(f"{one}\n{two}") >= max(count(one), count(two)) - 1


@pytest.mark.parametrize(
    ("spelt", "folded"),
    [
        ("Łukasz Wójcik", "lukasz wojcik"),
        ("Siobhán O’Brien", "siobhan obrien"),
        ("Bjørn Æsir", "bjorn aesir"),
        ("Weiß", "weiss"),
        ("İrem ISIK", "irem isik"),
        ("Zoe\u0308", "zoe"),
        ("田中", "田中"),
    ],
)
def test_plain(spelt: str, folded: str) -> None:
    assert plain(spelt) == folded


@given(st.text())
def test_plain_letter_by_letter_is_plain_at_once(text: str) -> None:
    assert "".join(map(plain, text)) == plain(text)


def test_scripts_without_blanks() -> None:
    assert is_unspaced("田中")
    assert is_unspaced("Hi สวัสดี")
    assert not is_unspaced("Ana Ruiz 안녕")
