"""Feeds as bytes: read back by a feed reader, held against the RSS Advisory Board's profile."""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from email.utils import parsedate_to_datetime
from xml.etree import ElementTree as ET

import feedparser
import pytest
from hypothesis import given
from hypothesis import strategies as st

from storywall.address import Address
from storywall.syndication.feeds import Enclosure, Entry, Feed, check_identity, guid, rss

NOON = datetime(2026, 11, 12, 12, tzinfo=UTC)
CONTENT = "{http://purl.org/rss/1.0/modules/content/}encoded"
DC = "{http://purl.org/dc/elements/1.1/}"
ATOM = "{http://www.w3.org/2005/Atom}"

RITA = Entry(
    guid="tag:example.com,2026:stories/rita",
    link="https://wall.example/stories/rita/",
    title="Rita crosses town",
    summary="The part lay across the river.",
    published=NOON,
    html='<p>See <a href="https://wall.example/">the wall</a>.</p>',
    authors=("Rita Alvarez", "Nguyễn Thị Lan"),
    categories=("Field Service", "Recovery"),
    enclosure=Enclosure("https://wall.example/rita.jpg", 1234, "image/jpeg"),
)
JIM = replace(
    RITA,
    guid="tag:example.com,2026:stories/jim",
    link="https://wall.example/stories/jim/",
    title="Jim finds it",
    published=NOON + timedelta(seconds=1),
)
FEED = Feed(
    title="Well looked after",
    description="Stories of people who looked after a customer.",
    link="https://wall.example/",
    self_url="https://wall.example/feed.xml",
    language="en",
    entries=(RITA, JIM),
)


def channel(feed: Feed) -> ET.Element:
    found = ET.fromstring(rss(feed)).find("channel")
    assert found is not None
    return found


def item(entry: Entry) -> ET.Element:
    found = channel(replace(FEED, entries=(entry,))).find("item")
    assert found is not None
    return found


# --- the RSS Advisory Board's profile, as far as a feed of ours could break it ---------------

ONCE = ("title", "link", "description", "language", "generator", "lastBuildDate", "ttl", "docs")
ONCE_IN_ITEM = ("title", "link", "description", "guid", "pubDate", "enclosure", CONTENT)
RULES: dict[str, Callable[[ET.Element], bool]] = {
    "a channel has a title, a link and a description": lambda c: all(
        c.findtext(name) for name in ("title", "link", "description")
    ),
    "a channel names itself": lambda c: (
        [link.get("rel") for link in c.findall(f"{ATOM}link")] == ["self"]
        and c.find(f"{ATOM}link").get("type") == "application/rss+xml"  # type: ignore[union-attr]
    ),
    "single elements are single": lambda c: all(len(c.findall(name)) <= 1 for name in ONCE),
    "nothing is empty": lambda c: all(
        len(e) or (e.text or "").strip() or e.attrib for e in c.iter()
    ),
    "single elements of an item are single": lambda c: all(
        len(i.findall(name)) <= 1 for i in c.findall("item") for name in ONCE_IN_ITEM
    ),
    "an item has a title or a description": lambda c: all(
        i.findtext("title") or i.findtext("description") for i in c.findall("item")
    ),
    "an item has a guid that is no address and says so": lambda c: all(
        i.find("guid").get("isPermaLink") == "false"  # type: ignore[union-attr]
        for i in c.findall("item")
    ),
    "guids are unique": lambda c: (
        len({i.findtext("guid") for i in c.findall("item")}) == len(c.findall("item"))
    ),
    "links are absolute": lambda c: all(
        re.match("https?://", i.findtext("link") or "") for i in [c, *c.findall("item")]
    ),
    "dates are RFC 822 with a numeric zone": lambda c: all(
        e.text and re.search(r"[+-]\d{4}$", e.text) and parsedate_to_datetime(e.text)
        for e in c.iter()
        if e.tag in {"pubDate", "lastBuildDate"}
    ),
    "enclosures have an address, a length and a type": lambda c: all(
        set(e.attrib) == {"url", "length", "type"} and e.attrib["length"].isdigit()
        for e in c.iter("enclosure")
    ),
    "description stands before content": lambda c: all(
        [e.tag for e in i].index("description") < [e.tag for e in i].index(CONTENT)
        for i in c.findall("item")
        if i.find(CONTENT) is not None
    ),
    "an author without an address is no author element": lambda c: c.find(".//author") is None,
    "items come last": lambda c: (
        [e.tag for e in c].index("item") + len(c.findall("item")) == len(c)
        if c.findall("item")
        else True
    ),
}


def broken(feed: Feed) -> list[str]:
    found = channel(feed)
    return [name for name, holds in RULES.items() if not holds(found)]


def test_the_profile_is_kept() -> None:
    assert broken(FEED) == []
    assert broken(replace(FEED, entries=(), ttl=60)) == []


@pytest.mark.parametrize(
    ("old", "new", "name"),
    [
        ('<guid isPermaLink="false">', "<guid>", "an item has a guid that is no address"),
        ('rel="self"', 'rel="alternate"', "a channel names itself"),
        ("+0000</pubDate>", "GMT</pubDate>", "dates are RFC 822"),
        ('length="1234"', 'length=""', "enclosures have"),
        ("https://wall.example/stories/jim/", "stories/jim/", "links are absolute"),
        ("<ttl>60</ttl>", "<ttl/>", "nothing is empty"),
        ("stories/jim</guid>", "stories/rita</guid>", "guids are unique"),
    ],
)
def test_the_rules_find_faults(old: str, new: str, name: str) -> None:
    text = rss(replace(FEED, ttl=60)).decode()
    assert old in text
    found = ET.fromstring(text.replace(old, new)).find("channel")
    assert found is not None
    assert any(rule.startswith(name) for rule, holds in RULES.items() if not holds(found))


# --- what a reader gets ----------------------------------------------------------------------


def test_a_reader_gets_everything_back() -> None:
    parsed = feedparser.parse(rss(FEED))
    assert not parsed.bozo
    assert parsed.version == "rss20"
    assert parsed.feed.title == FEED.title
    assert parsed.feed.subtitle == FEED.description
    assert parsed.feed.link == FEED.link
    assert parsed.feed.language == "en"
    assert parsed.feed.generator == "Story Wall"
    jim, rita = parsed.entries
    assert (jim.title, rita.title) == (JIM.title, RITA.title)
    assert rita.id == RITA.guid
    assert rita.link == RITA.link
    assert rita.summary == RITA.summary
    assert rita.content[0].value == RITA.html
    assert [author.name for author in rita.authors] == list(RITA.authors)
    assert [tag.term for tag in rita.tags] == list(RITA.categories)
    assert parsedate_to_datetime(rita.published) == NOON
    (attached,) = rita.enclosures
    assert (attached.href, attached.length, attached.type) == (
        "https://wall.example/rita.jpg",
        "1234",
        "image/jpeg",
    )


def test_newest_first_whatever_the_order() -> None:
    again = replace(FEED, entries=(JIM, RITA))
    assert rss(FEED) == rss(again)
    titles = [found.findtext("title") for found in channel(FEED).findall("item")]
    assert titles == [JIM.title, RITA.title]


def test_the_feed_is_as_old_as_its_newest_entry() -> None:
    assert channel(FEED).findtext("lastBuildDate") == "Thu, 12 Nov 2026 12:00:01 +0000"
    changed = replace(RITA, updated=NOON + timedelta(days=1))
    newer = replace(FEED, entries=(changed, JIM))
    assert channel(newer).findtext("lastBuildDate") == "Fri, 13 Nov 2026 12:00:00 +0000"


def test_a_feed_without_entries_has_no_date() -> None:
    empty = channel(replace(FEED, entries=()))
    assert empty.find("lastBuildDate") is None
    assert not feedparser.parse(rss(replace(FEED, entries=()))).bozo


def test_dates_are_printed_in_utc() -> None:
    there = NOON.astimezone(timezone(timedelta(hours=9)))
    assert rss(replace(FEED, entries=(replace(RITA, published=there),))) == rss(
        replace(FEED, entries=(RITA,))
    )


def test_a_date_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="knows no time zone"):
        item(replace(RITA, published=NOON.replace(tzinfo=None)))


def test_an_address_that_was_not_resolved_is_refused() -> None:
    with pytest.raises(ValueError, match="was not made absolute"):
        item(replace(RITA, html=f'<a href="{Address("stories/jim/").__html__()}">Jim</a>'))


def test_namespaces_are_declared_once_and_by_their_usual_names() -> None:
    text = rss(FEED).decode()
    assert re.findall(r'xmlns:(\w+)="', text) == ["dc", "atom", "content"]
    assert "ns0:" not in text


def test_the_language_is_printed_only_where_it_differs() -> None:
    assert item(RITA).find(f"{DC}language") is None
    assert item(replace(RITA, language="en")).find(f"{DC}language") is None
    assert item(replace(RITA, language="de")).findtext(f"{DC}language") == "de"


def test_an_entry_without_html_has_a_description_alone() -> None:
    plain = item(replace(RITA, html="", enclosure=None))
    assert plain.findtext("description") == RITA.summary
    assert plain.find(CONTENT) is None
    assert plain.find("enclosure") is None


def test_what_is_empty_leaves_no_element() -> None:
    bare = replace(RITA, title=" ", summary="\x00", html="", authors=("", "\x01"), categories=("",))
    assert broken(replace(FEED, title="", description="", entries=(bare,))) == []


HOSTILE = [
    "AT&T <script>alert(1)</script>",
    "]]>",
    "a < b & c > d",
    "&amp; &lt; &copy; &#x3c; &copy",
    "bell\x07 null\x00 delete\x7f next\x85line",
    "half \ud800 a pair \udfff",
    "\ufeffmark \ufffe\uffff \ufdd0 \ufff9 \U0001fffe",
    "line\r\nbreak\ttab\x0bvertical",
    "👩🏽‍🔧 \U00020000 नमस्ते สวัสดี مرحبا",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_keeps_the_feed_whole(text: str) -> None:
    entry = replace(
        RITA, title=text, summary=text, authors=(text,), categories=(text,), html=f"<p>{text}</p>"
    )
    feed = replace(FEED, title=text, description=text, entries=(entry,))
    assert broken(feed) == []
    assert not feedparser.parse(rss(feed)).bozo


def test_text_that_looks_like_markup_is_shown_as_text() -> None:
    text = "AT&T <b>bold</b> R&D a < b &copy; &lt"
    found = item(replace(RITA, summary=text)).findtext("description")
    assert found == "AT&T &lt;b>bold&lt;/b> R&D a < b &amp;copy; &amp;lt"
    assert html.unescape(found) == text


def test_plain_words_are_left_alone_for_screens_that_print_them() -> None:
    text = "Heat & Home: 3 < 4, “fuse” — R&D; 5 > 4"
    assert item(replace(RITA, summary=text)).findtext("description") == text


def test_letters_outside_what_is_refused_survive() -> None:
    text = "👩🏽‍🔧 \U00020000 नमस्ते สวัสดี مرحبا ﷽ \u200d \ue000"
    assert item(replace(RITA, title=text)).findtext("title") == text


anything = st.text(st.characters(exclude_characters="\x02\x03"), max_size=40)


@given(anything, anything, anything)
def test_any_text_gives_a_feed(title: str, summary: str, body: str) -> None:
    entry = replace(RITA, title=title, summary=summary, html=body, authors=(title,))
    feed = replace(FEED, title=summary, entries=(entry, JIM))
    assert broken(feed) == []
    shown = item(entry).findtext("description") or ""
    assert not re.search("[\x00-\x08\x7f-\x9f\ufeff]", shown)
    assert rss(feed) == rss(feed)


# --- identity --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "example.com,2026",
        "example.com,2026-11",
        "wall.example.co.uk,2026-11-12",
        "rita_alvarez@example.com,2024-02-29",
        "localhost,2026",
        "xn--bcher-kva.example,2026",
    ],
)
def test_good_identities(text: str) -> None:
    assert check_identity(text) is None
    assert guid(text, "stories", "rita") == f"tag:{text}:stories/rita"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("example.com", "lacks a date"),
        ("", "lacks a date"),
        (",2026", "neither a domain name nor an e-mail address"),
        ("https://example.com,2026", "neither"),
        ("example..com,2026", "neither"),
        ("-example.com,2026", "neither"),
        ("bücher.example,2026", "neither"),
        ("a@b@example.com,2026", "neither"),
        ("example.com/wall,2026", "neither"),
        (("a" * 64) + ".com,2026", "neither"),
        ("example.com,26", "not a date"),
        ("example.com,2026-1", "not a date"),
        ("example.com,2026-11-12T00", "not a date"),
        ("example.com,2026,11", "not a date"),
        ("example.com,2026-13", "not in the calendar"),
        ("example.com,2026-02-30", "not in the calendar"),
        ("example.com,2026\n", "not a date"),
        ("example.com ,2026", "neither"),
    ],
)
def test_bad_identities_say_what_to_write(text: str, said: str) -> None:
    message = check_identity(text)
    assert message is not None
    assert said in message
    assert "like `" in message
    with pytest.raises(ValueError, match="like `"):
        guid(text, "stories", "rita")
