from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import feedparser
from markupsafe import Markup

import make
from storywall.pages import catalogue
from storywall.pages.theme import theme_folder
from storywall.pictures.images import Gallery
from storywall.shown import ShownWall
from storywall.syndication import entries as syndication
from storywall.views.pages import Section
from storywall.views.sheet import Texts

WORDS = catalogue.load("en", theme_folder() / "locales")
PROJECT = make.project(url="https://w.example/wall/", description="What we did.")


def texts(**more: Any) -> Texts:
    given = {
        "sections": {},
        "bodies": {},
        "masthead": "A wall",
        "words": Markup("<p>Good work.</p>"),
    }
    return Texts(**(given | more))


def feed(wall: ShownWall, words: Texts | None = None) -> Any:
    raw = syndication.feed(wall, words or texts(), Gallery(), WORDS, PROJECT)
    found = feedparser.parse(raw)
    assert not found.bozo
    return found


def codes(**settings: Any) -> list[str]:
    return [p.code for p in syndication.problems(make.project(**settings))]


def test_a_feed_needs_an_address_and_an_identity() -> None:
    assert codes(url="https://w.example/") == []
    assert codes() == ["feed-address"]
    assert codes(url="https://w.example/", identity=None) == ["feed-identity"]
    assert codes(url="https://w.example/", identity="example.com,2026-13") == ["feed-identity"]


def test_the_channel_is_the_wall() -> None:
    found = feed(ShownWall())
    assert found.feed.title == "A wall"
    assert found.feed.subtitle == "Good work."
    assert found.feed.link == "https://w.example/wall/"
    assert found.entries == []
    assert feed(ShownWall(), texts(words=Markup())).feed.subtitle == "What we did."


def test_an_entry_has_its_lasting_id_and_its_instant() -> None:
    at = datetime(2026, 11, 13, 9, 30, 7, tzinfo=UTC)
    story = make.story("rita", published=at, practices=(make.topic("carry"),))
    (entry,) = feed(make.wall(story)).entries
    assert entry.id == "tag:example.com,2026:stories/rita"
    assert entry.guidislink is False
    assert entry.link == "https://w.example/wall/stories/rita/"
    assert entry.published == "Fri, 13 Nov 2026 09:30:07 +0000"
    assert entry.title == "The title of rita"
    assert [tag.term for tag in entry.tags] == ["Service", "Field-Service", "Carry"]
    assert entry.author == "Rita"


def test_the_newest_come_first_and_only_so_many() -> None:
    first = datetime(2026, 1, 1, tzinfo=UTC)
    stories = [
        make.story(f"s-{n:02}", published=first + timedelta(seconds=n))
        for n in range(syndication.MOST_ENTRIES + 5)
    ]
    ids = [entry.id.rpartition("-")[2] for entry in feed(make.wall(*stories)).entries]
    assert ids == [f"{n:02}" for n in range(syndication.MOST_ENTRIES + 4, 4, -1)]


def test_what_is_on_the_wall_alone_is_not_in_the_feed() -> None:
    quiet = make.story("quiet", channels=frozenset({"wall"}))
    assert [e.title for e in feed(make.wall(quiet, make.story("rita"))).entries] == [
        "The title of rita"
    ]


def test_the_body_has_absolute_links_and_no_ids() -> None:
    html = Markup('<h3 id="what">What</h3><p><a href="\x02heroes/rita/#top\x03">Rita</a></p>')
    story = make.story("rita", voice=make.voice(3, "A <customer>"))
    sections = {story.path: (Section("What they did", "did", html, "did"),)}
    (entry,) = feed(make.wall(story), texts(sections=sections)).entries
    body = entry.content[0].value
    assert '<a href="https://w.example/wall/heroes/rita/#top">' in body
    assert " id=" not in body
    assert "<h2>What they did</h2>" in body
    assert "A &lt;customer&gt;" in body


def test_hostile_words_stay_words(tmp_path: Path) -> None:
    title = "]]><script>alert(1)</script> & \u202eRTL \x00"
    story = make.story("rita", title=title, summary=title)
    (entry,) = feed(make.wall(story)).entries
    assert "alert(1)" in entry.title
    raw = syndication.feed(make.wall(story), texts(), Gallery(), WORDS, PROJECT)
    assert b"<script" not in raw


def test_an_id_that_is_text_stays() -> None:
    html = Markup('<p id="x" class="y">Write <code>&lt;a id="x"&gt;</code> id="z".</p>')
    story = make.story("rita")
    sections = {story.path: (Section("", "", html, ""),)}
    (entry,) = feed(make.wall(story), texts(sections=sections)).entries
    body = entry.content[0].value
    assert "<p>Write" in body or '<p class="y">Write' in body
    assert '&lt;a id="x"&gt;</code> id="z".' in body.replace("&quot;", '"').replace("&#34;", '"')
