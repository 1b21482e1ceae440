"""No author's text becomes anything but text, in a page, a feed or data."""

import json
from html.parser import HTMLParser
from pathlib import Path

import feedparser
import pytest

import hostile

ALLOWED = {"src", "defer", "type", "id"}


class Watch(HTMLParser):
    """Notes what could run, and every element that is opened and not closed."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[str] = []
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.found += [
            f"{tag} {name}" for name in given if name.startswith("on") or name == "style"
        ]
        self.found += [
            f"{tag} {name}={value}"
            for name, value in attrs
            if name in ("href", "src")
            and (value or "").strip().lower().startswith(("javascript", "data"))
        ]
        if tag in ("iframe", "object", "embed", "base", "form"):
            self.found.append(tag)
        if tag == "img" and "evil" in (given.get("src") or ""):
            self.found.append("img")
        if tag == "script" and not ("src" in given or given.get("type") == "application/json"):
            self.found.append("script")

    def handle_data(self, data: str) -> None:
        self.text += data


def watch(page: Path) -> Watch:
    parser = Watch()
    parser.feed(page.read_text(encoding="utf-8"))
    parser.close()
    return parser


def test_nothing_on_any_page_can_run(hostile_site: Path) -> None:
    found = {str(page): watch(page).found for page in hostile_site.rglob("*.html")}
    assert len(found) > 50
    assert {page: what for page, what in found.items() if what} == {}


@pytest.mark.parametrize("name", hostile.WORDS)
def test_a_strange_story_is_whole_and_shows_what_was_typed(name: str, hostile_site: Path) -> None:
    page = hostile_site / f"stories/s-{name}/index.html"
    html = page.read_text(encoding="utf-8")
    assert html.count("<main ") == html.count("</main>") == html.count("</html>") == 1
    shown = " ".join(watch(page).text.split())
    title = " ".join(f"{hostile.WORDS[name][:58]} 0123456789".split())
    assert title in shown
    assert "{slot=head}" not in html


def test_the_next_story_is_not_spoiled(hostile_site: Path) -> None:
    html = (hostile_site / "stories/control/index.html").read_text()
    assert f"<p>{hostile.CONTROL}</p>" in html


def test_every_story_is_in_the_feed_as_text(hostile_site: Path) -> None:
    raw = (hostile_site / "feed.xml").read_bytes()
    feed = feedparser.parse(raw)
    assert not feed.bozo
    assert len(feed.entries) == len(hostile.WORDS) + 1
    assert b"<script" not in raw
    for entry in feed.entries:
        body = entry.content[0].value
        assert "<script" not in body
        assert "onerror" not in body or "&lt;img" in body
        assert "javascript:" not in body or 'href="javascript' not in body


def test_the_screens_data_is_data(hostile_site: Path) -> None:
    deck = json.loads((hostile_site / "screens/lobby/deck.json").read_text())
    assert len(deck["slides"]) > 5
    page = (hostile_site / "screens/lobby/index.html").read_text()
    inside = page.partition('id="deck">')[2].partition("</script>")[0]
    assert json.loads(inside)["slides"] == deck["slides"]


def test_pages_of_odd_names_are_reached(hostile_site: Path) -> None:
    assert (hostile_site / "help/weird \"name' & <b>/index.html").is_file()
    assert (hostile_site / "help/ünï code/index.html").is_file()
    sitemap = (hostile_site / "sitemap.xml").read_text()
    assert "help/weird%20%22name%27%20%26%20%3Cb%3E/" in sitemap
