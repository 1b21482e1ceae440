"""Old addresses that lead to the new one; an address that two want has one page."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from markupsafe import Markup

from storywall.address import Address, absolute, depth, link, up
from storywall.pages.catalogue import Words
from storywall.pages.chrome import Chrome
from storywall.problems import Place, Problem, Severity, rule
from storywall.reading.gather import Reading
from storywall.shown import ShownWall
from storywall.text.typesetting import INDEX, page_address
from storywall.views.sheet import Texts
from storywall.views.sheets import Sheets

rule("page-address", Severity.ERROR, "At an address of the wall's own no other page can be.")
rule("alias-taken", Severity.WARNING, "An old address leads to one page.")

# A name on a disk has 255 bytes, and a path 4096.
_ALIAS = re.compile(r"[\w-][\w.-]{0,99}(/[\w-][\w.-]{0,99}){0,9}")
_LONGEST = 240
# What is no page: files of the whole site, and folders in which it keeps its own.
FILES = ("feed.xml", "sitemap.xml", "build.json", "robots.txt")
_FOLDERS = ("assets", "screens")

_PAGE = Markup(
    '<!doctype html>\n<html lang="{lang}">\n<head>\n<meta charset="utf-8">\n'
    "<title>{title}</title>\n"
    '<meta http-equiv="refresh" content="0; url={link}">\n<meta name="robots" content="noindex">\n'
    '{canonical}</head>\n<body>\n<p><a href="{link}">{title}</a></p>\n</body>\n</html>\n'
)


@dataclass(frozen=True, slots=True)
class Redirect:
    """The alias *text* of the file *path*, its *number* there, and the page that it leads to."""

    address: Address
    target: Address
    title: str
    path: str
    text: str
    number: int


class _Taken:
    """Files of the site that are spoken for; compared without case, as many disks do."""

    def __init__(self, files: Iterable[str]) -> None:
        self._files: set[str] = set()
        self._folders: set[str] = set()
        for file in files:
            self.take(file)

    def take(self, file: str) -> bool:
        """Whether *file* was free; it is taken from now on."""
        parts = file.casefold().split("/")
        folders = {"/".join(parts[:end]) for end in range(1, len(parts))}
        whole = "/".join(parts)
        if whole in self._files | self._folders or folders & self._files:
            return False
        self._files.add(whole)
        self._folders |= folders
        return True


def alias_address(alias: str) -> Address | None:
    """The address that *alias* names (``stories/old-name/``, ``old.html``); None if none."""
    inner = alias.strip("/")
    parts = inner.split("/")
    if not _ALIAS.fullmatch(inner) or max(len(part.encode()) for part in parts) > _LONGEST:
        return None
    return Address(inner if inner.endswith(".html") else f"{inner}/")


def planned(wall: ShownWall, words: Words, today: date, page_size: int) -> list[str]:
    """The file of every page of the wall's own."""
    texts = Texts({}, {}, "", Markup())
    sheets = Sheets(wall, texts, words, today, page_size, "")
    return [*FILES, *(sheet.address.path for sheet in sheets.all())]


def clashing_pages(reading: Reading, files: Iterable[str]) -> tuple[Reading, list[Problem]]:
    """*reading* without ordinary pages whose address is among *files*, and those as problems."""
    taken = _Taken(files)
    kept, problems = [], []
    for source in reading.folder.pages:
        address = page_address(source.path)
        if source.path == INDEX or taken.take(address.path):
            kept.append(source)
            continue
        message = f"the wall has another page at `{address}`, so this one is left out"
        place = Place(source.path, 1, 1)
        problems.append(place.problem("page-address", message, "Rename the file."))
    return replace(reading, folder=replace(reading.folder, pages=tuple(kept))), problems


def settle(
    wall: ShownWall, reading: Reading, files: Iterable[str]
) -> tuple[list[Redirect], list[Problem]]:
    """The aliases that lead somewhere; and problems of those that would replace another page."""
    pages = (page_address(source.path).path for source in reading.folder.pages)
    taken = _Taken(dict.fromkeys((*files, *pages)))
    kept, problems = [], []
    for redirect in _wished(wall):
        own = redirect.address.partition("/")[0].casefold() in _FOLDERS
        if not own and taken.take(redirect.address.path):
            kept.append(redirect)
            continue
        source = reading.sources.get(redirect.path)
        where = ("aliases", redirect.number)
        place = source.place(*where) if source else Place(redirect.path)
        message = f"there is another page at `{redirect.text}`, so nothing leads here from there"
        problems.append(place.problem("alias-taken", message, "Take the alias away."))
    return kept, problems


def _wished(wall: ShownWall) -> Iterator[Redirect]:
    """Every alias that is an address, whether it is free or not."""
    translated = (story for versions in wall.translations.values() for story in versions)
    stories = [(s.aliases, s.address, s.title, s.path) for s in (*wall.stories, *translated)]
    withdrawn = [(w.aliases, w.address, "", w.path) for w in wall.withdrawn]
    for aliases, target, title, path in (*stories, *withdrawn):
        for number, alias in enumerate(aliases):
            address = alias_address(alias)
            if address is not None:
                yield Redirect(address, target, title, path, alias, number)


def page(redirect: Redirect, chrome: Chrome) -> str:
    """The page at an old address; the site's title stands for one that may not be said."""
    full = absolute(redirect.target, chrome.site_url) if chrome.site_url else ""
    canonical = Markup('<link rel="canonical" href="{}">\n').format(full) if full else ""
    return str(
        _PAGE.format(
            lang=chrome.language,
            title=redirect.title or chrome.site_title,
            link=link(redirect.target, up(depth(redirect.address)), chrome.style),
            canonical=canonical,
        )
    )
