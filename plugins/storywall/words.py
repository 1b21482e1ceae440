"""Words in any script: counting them, and comparing names however they are spelt."""

from __future__ import annotations

import re
import unicodedata

# Scripts written without blanks, with the characters that count as one word.
_CJK = re.compile(
    "[\u3005-\u3007\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff66-\uff9f"
    "\U00020000-\U0003134f]"
)
_SOUTH_EAST = re.compile("[\u0e01-\u0e3a\u0e40-\u0e4e\u0e81-\u0ece\u1000-\u109f\u1780-\u17d3]")
_WORD = re.compile(r"[^\W_]+(?:['’.,·\u2010\u2011-][^\W_]+)*")
# What XML cannot carry, what YAML takes for line ends and editors do not, and what no eye sees.
INVISIBLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufdd0-\ufdef\ufeff\ufff9-\ufffb\ufffe\uffff]"
)
_JOINERS = "\u00ad\u200c\u200d"
# Letters that do not fall apart into a plain one and a mark.
_PLAIN = {
    "ß": "ss",
    "æ": "ae",
    "œ": "oe",
    "ø": "o",
    "ł": "l",
    "đ": "d",
    "ð": "d",
    "þ": "th",
    "ı": "i",
} | dict.fromkeys(["'", "’", "‘", "ʼ", *_JOINERS], "")


class _Folding(dict[int, str]):
    """A table for ``str.translate``: letters of :data:`_PLAIN`, marks to nothing, the rest kept."""

    def __missing__(self, code: int) -> str:
        character = chr(code)
        self[code] = "" if _is_mark(character) else _PLAIN.get(character, character)
        return self[code]


_FOLDING = _Folding()


def count(text: str) -> int:
    """Words in *text*: one Unicode word each; two characters in CJK, five in Thai and its kin."""
    if text.isascii():
        return len(_WORD.findall(text))
    cjk = len(_CJK.findall(text))
    south_east = len(_SOUTH_EAST.findall(text))
    rest = _SOUTH_EAST.sub(" ", _CJK.sub(" ", text)) if cjk or south_east else text
    # Vowel signs and accents that stand apart would cut a word in two.
    rest = "".join(c for c in rest if c not in _JOINERS and not _is_mark(c))
    return len(_WORD.findall(rest)) + -(-cjk // 2) + -(-south_east // 5)


def _is_mark(character: str) -> bool:
    return unicodedata.category(character).startswith("M")


def plain(text: str) -> str:
    """*text* in small letters without accents and apostrophes, in a to z as far as it goes."""
    return unicodedata.normalize("NFKD", text.casefold()).translate(_FOLDING)


def is_unspaced(text: str) -> bool:
    """Whether *text* has letters of a script that is written without blanks."""
    return bool(_CJK.search(text) or _SOUTH_EAST.search(text))
