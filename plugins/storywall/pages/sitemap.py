"""``sitemap.xml``: every page that search engines may know (https://www.sitemaps.org/protocol.html)."""

from __future__ import annotations

from collections.abc import Iterable
from xml.etree import ElementTree as ET

from storywall.address import Address, absolute
from storywall.shown import Story
from storywall.views.pages import StoryPage
from storywall.views.sheet import Sheet

_NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"


def sitemap(sheets: Iterable[Sheet], pages: Iterable[Address], site_url: str) -> bytes:
    """The sitemap of *sheets* and the ordinary *pages*; stories carry the day they went up."""
    days = dict.fromkeys(pages, "")
    for sheet in sheets:
        if not sheet.hidden:
            days[sheet.address] = _day(sheet)
    root = ET.Element("urlset", xmlns=_NAMESPACE)
    for address in sorted(days):
        entry = ET.SubElement(root, "url")
        ET.SubElement(entry, "loc").text = absolute(address, site_url)
        if days[address]:
            ET.SubElement(entry, "lastmod").text = days[address]
    ET.indent(root)
    text: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return text + b"\n"


def _day(sheet: Sheet) -> str:
    if not isinstance(sheet.page, StoryPage):
        return ""
    story: Story = sheet.page.story
    return story.date.isoformat()
