"""Feeds: the values, and the writer of RSS 2.0. Nothing else in the project uses feedgen.

A feed's bytes depend on its value alone: no clock, no version, no order of a set.
"""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from feedgen.ext.base import BaseEntryExtension, BaseExtension
from feedgen.feed import FeedGenerator

from storywall.address import markers

GENERATOR = "Story Wall"

# What XML 1.0 forbids (lone surrogates among it), and what it allows but readers choke on.
_REFUSED = re.compile(
    "[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]"
    "|[\x7f-\x9f\ufdd0-\ufdef\ufeff\ufff9-\ufffb]"
    "|["
    + "".join(
        f"{chr(plane | 0xFFFE)}{chr(plane | 0xFFFF)}" for plane in range(0x10000, 0x110000, 0x10000)
    )
    + "]"
)
_MARKUP = re.compile(r"<(?=[A-Za-z/!?])|&#?\w+;?")

_LABEL = r"[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
_AUTHORITY = re.compile(rf"([A-Za-z0-9._-]+@)?{_LABEL}(\.{_LABEL})*")
_DATE = re.compile(r"(\d{4})(-(\d{2}))?(-(\d{2}))?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Enclosure:
    """A picture attached to an entry: an absolute *url*, its true *length* in bytes, its type."""

    url: str
    length: int
    type: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One record of a feed. *summary* is plain text; *html* holds absolute addresses only.

    *published* and *updated* know their zone. *authors* are names. *language* is BCP 47, and is
    printed where it differs from the feed's.
    """

    guid: str
    link: str
    title: str
    summary: str
    published: datetime
    html: str = ""
    updated: datetime | None = None
    authors: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    enclosure: Enclosure | None = None
    language: str = ""


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed. *link* is its page and *self_url* its own address, both absolute.

    *entries* may come in any order. *ttl* is in minutes: how long a reader may keep it.
    """

    title: str
    description: str
    link: str
    self_url: str
    language: str
    entries: tuple[Entry, ...] = ()
    ttl: int | None = None


def check_identity(text: str) -> str | None:
    """What is wrong with *text* as an authority and a date (RFC 4151); None when it is right."""
    authority, comma, day = text.partition(",")
    if not comma:
        return f"`{text}` lacks a date; write an authority and a date, like `example.com,2026`"
    if len(authority) > 253 or not _AUTHORITY.fullmatch(authority):
        return (
            f"`{authority}` is neither a domain name nor an e-mail address; "
            "write one that was yours on that date, like `example.com,2026`"
        )
    match = _DATE.fullmatch(day)
    if match is None:
        return f"`{day}` is not a date; write a year, a month or a day, like `2026-11-12`"
    try:
        date(int(match[1]), int(match[3] or 1), int(match[5] or 1))
    except ValueError:
        return f"`{day}` is not in the calendar; write a year, a month or a day, like `2026-11-12`"
    return None


def guid(identity: str, kind: str, id_: str) -> str:
    """``tag:example.com,2026:stories/rita``: an entry's lasting id, the same in all formats.

    *kind* is the folder of the entry's page: ``stories``, ``postcards``, ``awards``. Raises
    ValueError when *identity* is not one.
    """
    if (fault := check_identity(identity)) is not None:
        raise ValueError(fault)
    return f"tag:{identity}:{kind}/{id_}"


def rss(feed: Feed) -> bytes:
    """*feed* as RSS 2.0, newest entry first. A feed without entries is a valid one.

    Raises ValueError when an entry's date knows no zone or its html holds an unresolved address.
    """
    writer = FeedGenerator()
    writer.load_extension("dc")
    writer.register_extension("wall", _Channel, _Item, atom=False, rss=True)
    writer.title(_line(feed.title) or feed.link)
    writer.description(_as_html(_line(feed.description)) or _line(feed.title) or feed.link)
    # The channel's link is the last one that was added.
    writer.link(href=_line(feed.self_url), rel="self", type="application/rss+xml")
    writer.link(href=_line(feed.link), rel="alternate")
    writer.language(feed.language)
    writer.generator(GENERATOR)
    if feed.ttl is not None:
        writer.ttl(feed.ttl)
    entries = sorted(feed.entries, key=lambda entry: (entry.published, entry.guid), reverse=True)
    if entries:
        writer.lastBuildDate(max(_utc(entry.updated or entry.published) for entry in entries))
    writer.wall.dated = bool(entries)
    for entry in entries:
        _add(writer.add_entry(order="append"), entry, feed.language)
    return bytes(writer.rss_str(pretty=True))


class _Channel(BaseExtension):  # type: ignore[misc]
    """Takes away the date that feedgen makes up for a feed without entries: the time of day."""

    dated = True

    def extend_rss(self, feed: Any) -> Any:
        channel = feed[0]
        if not self.dated:
            channel.remove(channel.find("lastBuildDate"))
        return feed


class _Item(BaseEntryExtension):  # type: ignore[misc]
    """Nothing: feedgen wants a class for entries beside one for the feed."""


def _add(item: Any, entry: Entry, language: str) -> None:
    """Fill feedgen's *item* from *entry*."""
    if markers(entry.html):
        raise ValueError(f"{entry.guid}: an address in its html was not made absolute")
    item.guid(_line(entry.guid), permalink=False)
    item.link(href=_line(entry.link))
    item.title(_line(entry.title) or _line(entry.link))
    summary = _as_html(_line(entry.summary))
    body = _clean(entry.html).strip()
    # feedgen prints `content:encoded` only beside a description, and then after it.
    item.description(summary or body or _line(entry.title) or _line(entry.link))
    if body and summary:
        item.content(body, type="html")
    item.pubDate(_utc(entry.published))
    for name in filter(None, map(_line, entry.authors)):
        item.dc.dc_creator(name)
    for category in filter(None, map(_line, entry.categories)):
        item.category(term=category)
    if entry.language and entry.language != language:
        item.dc.dc_language(entry.language)
    if entry.enclosure is not None:
        attached = entry.enclosure
        item.enclosure(_line(attached.url), str(attached.length), attached.type)


def _utc(moment: datetime) -> datetime:
    if moment.tzinfo is None:
        raise ValueError(f"{moment} knows no time zone")
    return moment.astimezone(UTC)


def _clean(text: str) -> str:
    """*text* without the characters that no feed may hold, and with plain line feeds."""
    return _REFUSED.sub("", text).replace("\r\n", "\n").replace("\r", "\n")


def _line(text: str) -> str:
    """*text* on one line. Blanks come first: some of them are characters that are refused."""
    return " ".join(_clean(" ".join(text.split())).split())


def _as_html(text: str) -> str:
    """Plain text for `description`, which readers take for HTML.

    Only what they would misread is escaped, since screens print the text as it stands.
    """

    def escaped(match: re.Match[str]) -> str:
        found = match[0]
        if found == "<":
            return "&lt;"
        return found if html.unescape(found) == found else f"&amp;{found[1:]}"

    return _MARKUP.sub(escaped, text)
