from datetime import date
from typing import Any
from xml.etree import ElementTree as ET

import make
from storywall.address import Address
from storywall.pages.sitemap import sitemap
from storywall.views.pages import NotFoundPage, StoryPage
from storywall.views.sheet import Sheet

SPACE = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
URL = "https://stories.example/wall/"


def sheet(address: str, page: Any = None, **more: Any) -> Sheet:
    return Sheet(Address(address), "Title", page or NotFoundPage(), "", **more)


def story_page(day: date) -> StoryPage:
    blank = dict.fromkeys(StoryPage.__slots__)
    return StoryPage(**(blank | {"story": make.story("rita", day)}))


def entries(raw: bytes) -> list[tuple[str, str]]:
    return [
        (url.findtext(f"{SPACE}loc", ""), url.findtext(f"{SPACE}lastmod", ""))
        for url in ET.fromstring(raw)
    ]


def test_pages_are_listed_by_address_and_stories_carry_their_day() -> None:
    sheets = [sheet("stories/rita/", story_page(date(2026, 3, 4))), sheet("")]
    assert entries(sitemap(sheets, [Address("about/")], URL)) == [
        (URL, ""),
        (f"{URL}about/", ""),
        (f"{URL}stories/rita/", "2026-03-04"),
    ]


def test_what_is_hidden_is_not_listed() -> None:
    assert entries(sitemap([sheet("404.html", hidden=True), sheet("")], [], URL)) == [(URL, "")]


def test_odd_addresses_are_escaped() -> None:
    raw = sitemap([], [Address("help/tom & jerry/")], "https://stories.example")
    assert raw.startswith(b"<?xml version='1.0' encoding='utf-8'?>\n<urlset")
    assert b"tom & jerry" not in raw
    ((place, _),) = entries(raw)
    assert " " not in place
    assert place.startswith("https://stories.example/help/tom")
