"""Read the files of a finished site and find what they must not show."""

from __future__ import annotations

import hashlib
import html
import json
import os
import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path

from storywall import parallel
from storywall.release.links import leaves
from storywall.release.needles import Needles, tokens
from storywall.release.secret import Secret, Where, concerns

_PROSE = (".html", ".xml", ".json", ".txt", ".opml", ".md", ".csv", ".ics", ".webmanifest")
_TEXT_FILES = (*_PROSE, ".js", ".css", ".svg")
_ANY_TAG = re.compile(r"<[^<>]*>")
_INLINE = re.compile(
    r"</?(?:a|abbr|b|bdi|bdo|cite|code|del|em|i|ins|kbd|mark|q|s|small|span|strong|sub|sup|time|u"
    r"|var|wbr)\b[^<>]*>",
    re.IGNORECASE,
)
_ESCAPED = re.compile(r"\\u([0-9a-fA-F]{4})")
_ADDRESS = re.compile(
    r"(?:(?<![\w-])|(?<=%2F))(stories|postcards|heroes)(?:/|%2F)([a-z0-9]+(?:-[a-z0-9]+)*)(?![\w-])"
)
_SIBLING = re.compile(r"""["'=\s]\.\./([a-z0-9]+(?:-[a-z0-9]+)*)/""")
MARK = re.compile(r"(?<![\w-])[a-z0-9]+(?:-[a-z0-9]+)+(?![\w-])")
"""An id of several words, or the name of a picture without its ending."""


def _said(name: str, written: str) -> str:
    """The text of a file as a reader or a program takes it, then what stands in its tags."""
    text = written
    if name.endswith(".json"):
        with suppress(ValueError, RecursionError):
            text = "\n".join(leaves(json.loads(written)))
    elif "\\u" in text:
        text = _ESCAPED.sub(lambda match: chr(int(match[1], 16)), text)
    if name.endswith((".xml", ".opml")):
        text = html.unescape(text)
    read = _ANY_TAG.sub(" ", _INLINE.sub("", text.replace("><", "> <")))
    return html.unescape(f"{read}\n{' '.join(_ANY_TAG.findall(text))}")


class _Watch:
    """The secrets that concern one set of files."""

    def __init__(self, where: Where, secrets: Iterable[Secret]) -> None:
        self.where = where
        mine = [secret for secret in secrets if secret.where == where]
        told = [(text, secret) for secret in mine for text in filter(None, secret.texts)]
        self.texts = Needles((t, (t, s)) for t, s in told if not t.endswith("/"))
        self.phrases = Needles((t, (t, s)) for s in mine for t in s.phrases)
        self.digests = {digest: secret for secret in mine for digest in secret.digests}
        self.exact: dict[str, list[tuple[str, Secret]]] = {}
        for text, secret in told:
            if text.endswith("/"):
                self.exact.setdefault(text, []).append((text, secret))
        for secret in mine:
            for mark in sorted(secret.marks):
                self.exact.setdefault(mark, []).append((mark, secret))

    @property
    def reads(self) -> bool:
        """Whether there is anything to look for in texts."""
        return bool(self.texts or self.phrases or self.exact)

    def find(self, name: str, words: list[str], exact: set[str]) -> Iterator[tuple[str, Secret]]:
        """Every text of the secrets that the file *name* shows."""
        for each in sorted(self.exact.keys() & exact):
            yield from self.exact[each]
        yield from self.texts.find(words)
        if name.endswith(_PROSE):
            yield from self.phrases.find(words)


def _exact(name: str, text: str) -> set[str]:
    """The addresses, ids and names of pictures in *text*."""
    whole = f"{name}\n{text}"
    found = {f"{folder}/{id_}/" for folder, id_ in _ADDRESS.findall(whole)}
    folder = name.partition("/")[0]
    if name.count("/") == 2 and name.endswith(".html"):
        found |= {f"{folder}/{id_}/" for id_ in _SIBLING.findall(text)}
    if name.endswith(_PROSE):
        found.update(MARK.findall(whole))
    return found


def _faults(site: Path, name: str, watches: list[_Watch]) -> list[str]:
    mine = [
        watch for watch in watches if concerns(watch.where, name) and (watch.reads or watch.digests)
    ]
    raw = (site / name).read_bytes() if mine else b""
    digest = hashlib.sha256(raw).hexdigest() if any(watch.digests for watch in mine) else ""
    faults = [
        f"{name} is a picture of {watch.digests[digest].what}"
        for watch in mine
        if digest in watch.digests
    ]
    if any(watch.reads for watch in mine):
        written = raw.decode("utf-8", "replace") if name.endswith(_TEXT_FILES) else ""
        said = _said(name, written)
        words, exact = tokens(f"{name}\n{said}"), _exact(name, f"{said}\n{written}")
        faults += [
            f"{name} shows {secret.what}: “{found[:60]}”{secret.hint}"
            for watch in mine
            for found, secret in watch.find(name, words, exact)
            if name not in secret.but_in
        ]
    return list(dict.fromkeys(faults))


def shown_secrets(site: Path, files: list[str], secrets: Iterable[Secret]) -> list[str]:
    """Every file that shows something withheld, in words."""
    all_secrets = list(secrets)
    places: list[Where] = ["", "feeds", "screens", "off-screens"]
    watches = [_Watch(where, all_secrets) for where in places]
    found = parallel.each(lambda name: _faults(site, name, watches), files, os.cpu_count() or 1)
    return [fault for faults in found for fault in faults]
