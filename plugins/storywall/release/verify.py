"""Read a finished site as a visitor would, before anyone else can: dead links, and things withheld.

It trusts nothing that the compiler says: it opens the files.
"""

from __future__ import annotations

import hashlib
import html
import json
import os
import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import unquote, urlsplit

_LINKS = frozenset({"href", "src", "poster", "action"})
_TOLD = re.compile(r"\s(?:href|src|poster|action|srcset|id|content)\b", re.IGNORECASE)
# Each with its whole value, so that nothing inside a value looks like an attribute.
_ATTRIBUTE = re.compile(r"""\s([^\s"'<>/=]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+)))?""")
# A quoted value may hold a ">"; where the quotes do not match, the tag ends at the first one.
_TAG = re.compile(r"""<[a-zA-Z](?:(?:[^>"']|"[^"]*"|'[^']*')*+>|[^>]*>)""")
_ANY_TAG = re.compile(r"<[^<>]*>")
_COMMENT = re.compile(r"<!--.*?-->|<script\b[^>]*>.*?</script>", re.DOTALL | re.IGNORECASE)
_SCRIPT = re.compile(r"<script\b[^>]*>", re.IGNORECASE)
_TEXT_FILES = (".html", ".xml", ".json", ".txt", ".js", ".css", ".opml", ".svg")
_REDIRECT = re.compile(r"0; ?url=(.*)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Secret:
    """Something that no file may show: what it is, in words, and texts that would give it away.

    *but_in* are the files that may hold its address: the page of something withdrawn.
    *path* is the source file of which nothing may be shown.
    """

    what: str
    texts: tuple[str, ...] = ()
    digests: frozenset[str] = frozenset()
    but_in: frozenset[str] = frozenset()
    path: str = ""


@dataclass(slots=True)
class _Page:
    links: set[str] = field(default_factory=set)
    ids: set[str] = field(default_factory=set)


def _scan(text: str) -> _Page:
    page = _Page()
    # A script's own text is no markup, but its tag's src counts.
    for tag in (*_SCRIPT.findall(text), *_TAG.findall(_COMMENT.sub("", text))):
        if not _TOLD.search(tag):
            continue
        for name, value in _attributes(tag):
            if name in _LINKS:
                page.links.add(value)
            elif name == "srcset":
                page.links.update(part.split()[0] for part in value.split(",") if part.strip())
            elif name == "id":
                page.ids.add(value)
            elif name == "content" and (redirect := _REDIRECT.fullmatch(value)):
                page.links.add(redirect[1])
    return page


def _attributes(tag: str) -> Iterator[tuple[str, str]]:
    for name, double, single, bare in _ATTRIBUTE.findall(tag):
        yield name.lower(), html.unescape(double or single or bare)


def files_of(site: Path) -> list[str]:
    """Every file below *site*, as paths with slashes, sorted."""
    return sorted(
        os.path.relpath(os.path.join(parent, name), site).replace(os.sep, "/")
        for parent, _, names in os.walk(site)
        for name in names
    )


def _target(page: str, link: str, root: str) -> tuple[str, str] | None:
    """The file below the site that *link* on *page* leads to, and its fragment; None if outside."""
    parts = urlsplit(link)
    if parts.scheme or parts.netloc:
        return None
    path = unquote(parts.path)
    if path.startswith("/"):
        if not path.startswith(root):
            return None
        joined = path[len(root) :]
    elif path:
        joined = os.path.normpath(os.path.join(os.path.dirname(page), path)).replace(os.sep, "/")
        joined = "" if joined == "." else joined + ("/" if path.endswith(("/", ".")) else "")
    else:
        joined = page
    if joined == "" or joined.endswith("/"):
        joined += "index.html"
    return joined, parts.fragment


def dead_links(site: Path, files: list[str], root: str = "/") -> list[str]:
    """Every internal link that leads nowhere, in words. *root*: the path of the site's address."""
    pages = {
        name: _scan((site / name).read_text(encoding="utf-8"))
        for name in files
        if name.endswith(".html")
    }
    known = set(files)
    faults = []
    for name, page in pages.items():
        for link in sorted(page.links):
            target = _target(name, link, root)
            if target is None:
                continue
            path, fragment = target
            if path not in known:
                faults.append(f"{name} links to {link}, and there is no {path}")
            elif fragment and path in pages and unquote(fragment) not in pages[path].ids:
                faults.append(f"{name} links to {link}, and {path} has no #{fragment}")
    return faults


class _Needles:
    """Many texts to look for in many files, quickly: first by their words, then as they stand."""

    def __init__(self, secrets: Iterable[Secret]) -> None:
        self._by_word: dict[str, list[tuple[str, frozenset[str], Secret]]] = {}
        for secret in secrets:
            for text in filter(None, secret.texts):
                # The first and the last word may touch markup; those between them stand alone.
                between = frozenset(text.split()[1:-1])
                rarest = max(between, key=lambda word: (len(word), word), default="")
                self._by_word.setdefault(rarest, []).append((text, between, secret))

    def find(self, text: str) -> Iterator[tuple[str, Secret]]:
        """Each of the texts that *text* holds, with its secret."""
        if not self._by_word:
            return
        words = {"", *text.split()}
        for word in sorted(self._by_word.keys() & words):
            for sought, between, secret in self._by_word[word]:
                if between <= words and sought in text:
                    yield sought, secret


def _said(name: str, raw: bytes) -> str:
    """The text of a file as it stands, and as a reader or a program would take it."""
    if not name.endswith(_TEXT_FILES):
        return ""
    written = raw.decode("utf-8", "replace")
    if name.endswith(".json"):
        with suppress(ValueError):
            return f"{written}\n{json.dumps(json.loads(written), ensure_ascii=False)}"
    read = html.unescape(_ANY_TAG.sub("", written))
    return "\n".join((written, html.unescape(written), " ".join(read.split())))


def shown_secrets(site: Path, files: list[str], secrets: Iterable[Secret]) -> list[str]:
    """Every file that shows something withheld, in words."""
    all_secrets = list(secrets)
    needles = _Needles(all_secrets)
    digests = {digest: secret for secret in all_secrets for digest in secret.digests}
    faults = []
    for name in files:
        raw = (site / name).read_bytes()
        if digests and (secret := digests.get(hashlib.sha256(raw).hexdigest())):
            faults.append(f"{name} is a picture of {secret.what}")
        for found, secret in needles.find(f"{name}\n{_said(name, raw)}"):
            if name not in secret.but_in:
                faults.append(f"{name} shows {secret.what}: “{found[:60]}”")
    return faults


def verify(site: Path, secrets: Iterable[Secret], root: str = "/") -> list[str]:
    """Everything wrong with the finished folder *site*; nothing when it may be published."""
    files = files_of(site)
    return [*dead_links(site, files, root), *shown_secrets(site, files, secrets)]
