"""Many phrases to look for in many texts, quickly: first by three words in a row, then whole."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from typing import Any, Generic, TypeVar

_UNSPACED = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005-\u3007\u3040-\u30ff\u3400-\u4dbf"
    "\u4e00-\u9fff\uf900-\ufaff\uff66-\uff9f\U00020000-\U0003134f]"
)
_INVISIBLE = re.compile("[\u00ad\u200b-\u200d\u2060\ufeff]")
_WORD = re.compile(r"[^\W_]+")
_KEY = 3

_Of = TypeVar("_Of")


def tokens(text: str) -> list[str]:
    """The words of *text* in small letters; in scripts without blanks each character is one."""
    if not text.isascii():
        text = unicodedata.normalize("NFC", _INVISIBLE.sub("", text))
        text = _UNSPACED.sub(r" \g<0> ", text)
    return _WORD.findall(text.casefold())


class Needles(Generic[_Of]):
    """Phrases, each with what it belongs to. Punctuation, capitals and markup do not matter."""

    def __init__(self, phrases: Iterable[tuple[str, _Of]] = ()) -> None:
        self._of: dict[str, list[_Of]] = {}
        self._by_key: dict[int, dict[Any, set[str]]] = {}
        for text, of in phrases:
            words = tokens(text)
            if not words:
                continue
            phrase = " ".join(words)
            self._of.setdefault(phrase, []).append(of)
            size = min(len(words), _KEY)
            self._by_key.setdefault(size, {}).setdefault(tuple(words[:size]), set()).add(phrase)

    def __bool__(self) -> bool:
        return bool(self._of)

    def __contains__(self, text: str) -> bool:
        return " ".join(tokens(text)) in self._of

    def find(self, words: list[str]) -> Iterator[_Of]:
        """What belongs to each of the phrases that stand in *words*."""
        for phrase in sorted(self._found(words)):
            yield from self._of[phrase]

    def drop(self, words: list[str]) -> None:
        """Forget every phrase that stands in *words*."""
        for phrase in self._found(words):
            del self._of[phrase]
            start = phrase.split(maxsplit=_KEY)[:_KEY]
            keys = self._by_key[len(start)]
            keys[tuple(start)].discard(phrase)
            if not keys[tuple(start)]:
                del keys[tuple(start)]

    def _found(self, words: list[str]) -> set[str]:
        whole = ""
        found: set[str] = set()
        for size, keys in self._by_key.items():
            hits = keys.keys() & zip(*(words[start:] for start in range(size)), strict=False)
            for hit in hits:
                whole = whole or f" {' '.join(words)} "
                found.update(phrase for phrase in keys[hit] if f" {phrase} " in whole)
        return found
