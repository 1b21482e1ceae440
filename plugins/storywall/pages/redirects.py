"""Old addresses that lead to the new one."""

from __future__ import annotations

import re
from collections.abc import Iterator

from markupsafe import Markup

from storywall.address import Address, absolute, depth, link, up
from storywall.pages.chrome import Chrome
from storywall.shown import ShownWall

_ALIAS = re.compile(r"[\w-][\w.-]*(/[\w-][\w.-]*)*")

_PAGE = Markup(
    '<!doctype html>\n<html lang="{lang}">\n<head>\n<meta charset="utf-8">\n'
    "<title>{title}</title>\n"
    '<meta http-equiv="refresh" content="0; url={link}">\n<meta name="robots" content="noindex">\n'
    '{canonical}</head>\n<body>\n<p><a href="{link}">{title}</a></p>\n</body>\n</html>\n'
)


def alias_address(alias: str) -> Address | None:
    """The address that *alias* names (``stories/old-name/``, ``old.html``); None if none."""
    inner = alias.strip("/")
    if not _ALIAS.fullmatch(inner):
        return None
    return Address(inner if inner.endswith(".html") else f"{inner}/")


def redirects(wall: ShownWall, chrome: Chrome) -> Iterator[tuple[str, str]]:
    """Path and page of every alias."""
    translated = (story for versions in wall.translations.values() for story in versions)
    stories = [(s.aliases, s.address, s.title) for s in (*wall.stories, *translated)]
    withdrawn = [(w.aliases, w.address, chrome.site_title) for w in wall.withdrawn]
    for aliases, target, title in (*stories, *withdrawn):
        for alias in aliases:
            address = alias_address(alias)
            if address is None:
                continue
            full = absolute(target, chrome.site_url) if chrome.site_url else ""
            canonical = Markup('<link rel="canonical" href="{}">\n').format(full) if full else ""
            yield (
                address.path,
                str(
                    _PAGE.format(
                        lang=chrome.language,
                        title=title,
                        link=link(target, up(depth(address)), chrome.style),
                        canonical=canonical,
                    )
                ),
            )
