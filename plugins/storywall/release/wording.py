"""The words of a record: every text field, in stretches that can be looked for in a site."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from pydantic import BaseModel

from storywall.model import Record, Thanks
from storywall.model.fields import is_id
from storywall.words import count, is_unspaced

# Long enough not to be a phrase that anyone may write, short enough to be in every excerpt.
_LONG_ENOUGH = 24
_UNSPACED_RUN = 8
_RUN = re.compile(r"[^\n&<>\"'`*_\[\]()#|\\{}]+")
# Addresses, files and languages are no words.
_NO_WORDS = frozenset({"path", "aliases", "src", "lang"})
# What a reviewer writes for reviewers stands on no page.
_UNPRINTED = frozenset({"consent", "allow"})
_TITLES = frozenset({"title", "headline"})
_NAMES = frozenset({"heroes", "helped_by", "told_by", "who", "to", "sender"})


@dataclass(frozen=True, slots=True)
class Wording:
    """*runs* are long enough to be nobody else's; *phrases* are whole titles, names and remarks."""

    runs: tuple[str, ...]
    phrases: tuple[str, ...]


def fields(record: BaseModel, *, printed: bool = False) -> Iterator[tuple[str, str]]:
    """Each text of *record* with its field's name; ids, enumerations and dates are none.

    With *printed* only those that a page may print.
    """
    for name in type(record).model_fields:
        if name in _NO_WORDS or (printed and name in _UNPRINTED):
            continue
        label = "who" if isinstance(record, Thanks) and name == "by" else name
        value = getattr(record, name)
        for each in value if isinstance(value, tuple) else (value,):
            if isinstance(each, BaseModel):
                yield from fields(each, printed=printed)
            elif type(each) is str and not is_id(each):
                yield label, each


def printed_text(record: BaseModel) -> str:
    """All that a page may print of *record*."""
    return "\n".join(text for _, text in fields(record, printed=True))


def runs(text: str) -> Iterator[str]:
    """Stretches of *text* that reach the site as they are, whatever Markdown and HTML do."""
    for run in _RUN.findall(text):
        if is_unspaced(run):
            yield from _unspaced(run)
            continue
        words: list[str] = []
        for word in run.split():
            words.append(word)
            if len(stretch := " ".join(words)) >= _LONG_ENOUGH:
                yield stretch
                words = []


def _unspaced(run: str) -> Iterator[str]:
    together = "".join(run.split())
    for start in range(0, len(together) - _UNSPACED_RUN + 1, _UNSPACED_RUN):
        yield together[start : start + _UNSPACED_RUN]


def wording(record: Record, *, body: bool = True) -> Wording:
    """Everything that *record* says, with or without its *body*."""
    long: list[str] = []
    short: list[str] = []
    for name, text in fields(record):
        if name == "body":
            long += runs(text) if body else ()
        elif found := list(runs(text)):
            long += found
        elif _tells(name, text):
            short.append(text)
    return Wording(tuple(dict.fromkeys(long)), tuple(dict.fromkeys(short)))


def _tells(name: str, text: str) -> bool:
    """Whether a short *text* is more than a word that anyone may write."""
    return count(text) >= (2 if name in _TITLES | _NAMES else 3)
