"""Every leak and dead link that a reviewer planted, from the stories folder to the fault."""

import io
import time
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from PIL import Image

import folder
from storywall.pictures import images
from storywall.release.secrets import secrets
from storywall.release.verify import verify
from storywall.shown import Photo

NOW = datetime(2026, 11, 20, 12, tzinfo=ZoneInfo("Europe/London"))
AGREED = {"heroes": True, "customer": "not-involved"}
OWN = "https://stories.example/wall/"

Files = dict[str, str | bytes]
Verify = Callable[[Files, dict[str, str | bytes]], list[str]]


@pytest.fixture
def faults(tmp_path: Path) -> Verify:
    """`faults(files, site)`: what is wrong with the finished *site* of a wall of *files*."""

    def run(files: Files, site: Files) -> list[str]:
        reading = folder.reading(folder.wall(tmp_path / "wall", files))
        staged = tmp_path / "staged"
        folder.write(staged, {"index.html": f'<link rel="canonical" href="{OWN}">'} | site)
        if not {"feed.xml", "sitemap.xml"} & set(site):
            folder.write(staged, {"sitemap.xml": f"<loc>{OWN}</loc>"})
        return verify(staged, secrets(reading, NOW), "/wall/")

    return run


def on(*channels: str, **fields: Any) -> str:
    return folder.story(consent=AGREED | {"channels": list(channels)}, **fields)


FEED = f'<atom:link href="{OWN}feed.xml" rel="self" type="x"/>'
PAGE: Files = {"stories/quiet/index.html": "<h1>x</h1>"}
BY_CHANNEL = {
    "a title in the feed": (("wall",), "feed.xml", folder.TITLE, True),
    "a summary in the feed": (("wall",), "feed.xml", folder.SUMMARY, True),
    "an address in the feed": (("wall",), "feed.xml", "stories/quiet/", True),
    "its guid in a topic's feed": (
        ("wall", "screens"), "heroes/x/feed.xml", "tag:a,2026:stories/quiet</guid>", True),
    "a title on a screen": (("wall", "feeds"), "screens/lobby/deck.json", folder.TITLE, True),
    "an address on a screen": (("wall",), "screens/lobby/index.html", "stories/quiet/", True),
    "a title on a page": (("wall",), "stories/quiet/index.html", folder.TITLE, False),
    "a title in a feed that may": (("wall", "feeds"), "feed.xml", folder.TITLE, False),
    "screens alone, on a page": (("screens",), "index.html", folder.SUMMARY, True),
    "screens alone, in a feed": (("screens",), "feed.xml", folder.TITLE, True),
    "screens alone, on a screen": (("screens",), "screens/lobby/deck.json", folder.TITLE, False),
    "no channel at all": ((), "screens/lobby/deck.json", folder.TITLE, True),
}  # fmt: skip


@pytest.mark.parametrize(("agreed", "file", "text", "told"), BY_CHANNEL.values(), ids=BY_CHANNEL)
def test_a_story_is_sought_where_its_consent_does_not_reach(
    faults: Verify, agreed: tuple[str, ...], file: str, text: str, told: bool
) -> None:
    page = PAGE if "wall" in agreed else {}
    written = f"{FEED}{text}" if file == "feed.xml" else text
    if file.endswith(".json"):
        written = f'{{"html": "\\u003cp\\u003e{text}\\u003c/p\\u003e"}}'
    found = faults({"2026/quiet.md": on(*agreed)}, page | {file: written})
    assert any(f"{file} shows" in fault and "2026/quiet.md" in fault for fault in found) == told


def test_the_deck_inside_a_page_is_read_as_well(faults: Verify) -> None:
    data = f'{{"html":"\\u003ch1\\u003e{folder.TITLE}\\u003c/h1\\u003e"}}'
    page = f'<script type="application/json">{data}</script>'
    found = faults({"2026/quiet.md": folder.story(status="draft")}, {"x.html": page})
    assert any("x.html shows a draft" in fault for fault in found)


def test_an_author_may_link_to_a_story_that_is_in_no_feed(faults: Verify) -> None:
    files: Files = {
        "2026/quiet.md": on("wall"),
        "2026/rita.md": on("wall", "feeds", title="Quite another", summary="s" * 70,
                           body="[this](quiet.md)"),
    }  # fmt: skip
    assert not faults(files, PAGE | {"feed.xml": f"{FEED}<a href='{OWN}stories/quiet/'>this</a>"})


SAYS = {
    "slide.headline": {"slide": {"headline": "A lamp of one penny"}},
    "slide.line": {"slide": {"line": "The lamp hung over the depot until the morning"}},
    "thanks": {"thanks": [{"by": "Moritz", "text": "The lamp hung over the depot until morning"}]},
    "evidence.source": {"evidence": {"grade": "confirmed", "source": "Lamp log, page 9"}},
    "photo alt": {"photo": {"src": "x.png", "alt": "The lamp over the depot, from below"}},
    "connects": {"connects": "Dispatch gave the lamp an hour of its own"},
    "next_time": {"next_time": "A lamp in every van of the depot"},
    "relay did": {"relay": [{"who": "Jim", "did": "rang three lamp shops"}]},
    "short title": {"title": "The tin lamp"},
    "short title in one script": {"title": "雪の夜の小さな灯り"},
    "hero": {"heroes": ["Lampa Lampson"]},
    "id": {},
}
SHOWN = {
    "slide.headline": "a lamp <b>of</b> one penny.",
    "slide.line": "lamp: The lamp hung over the depot until the morning",
    "thanks": "“The lamp hung over the depot until morning”",
    "evidence.source": "(Lamp log, page 9)",
    "photo alt": '<img alt="The lamp over the depot, from below">',
    "connects": "Dispatch gave the lamp an hour of its own",
    "next_time": "A lamp in every van of the depot",
    "relay did": "Jim rang three lamp shops",
    "short title": "So: <h2>The tin lamp</h2>",
    "short title in one script": "<p>雪の夜の小さな灯り。</p>",
    "hero": "<li><span>Lampa</span> Lampson</li>",
    "id": '<p data-id="the-lit-lamp/1">',
}


@pytest.mark.parametrize("field", SAYS)
def test_every_text_of_a_draft_is_sought(faults: Verify, field: str) -> None:
    files: Files = {"2026/the-lit-lamp.md": folder.story(status="draft", **SAYS[field])}
    found = faults(files, {"x.html": SHOWN[field]})
    assert any("x.html shows a draft (2026/the-lit-lamp.md)" in fault for fault in found)


def test_short_words_count_only_whole_and_only_where_nobody_says_them(faults: Verify) -> None:
    draft = folder.story(status="draft", title="The tin lamp")
    said = folder.story(title="Rita and the tin lamp of Mill Lane", consent=AGREED)
    site: Files = {"x.html": "<p>Breathe tin lamps</p>"}
    assert not faults({"2026/quiet.md": draft}, site)
    site = {"x.html": "<p>the tin lamp</p>"}
    assert faults({"2026/quiet.md": draft}, site)
    assert not faults({"2026/quiet.md": draft, "2026/rita.md": said}, site)


UNPUBLISHED = {
    "surveys": {"programme/surveys.yml": "question: The tin lamp\n"},
    "hidden": {
        "people/ann-smith.md": folder.person("Ann Smith", visibility="hidden") + "The tin lamp"
    },
    "waiting": {"2026/later.md": folder.story(date="2026-12-24", title="The tin lamp")},
}


@pytest.mark.parametrize("where", UNPUBLISHED)
def test_what_is_not_published_excuses_nothing(faults: Verify, where: str) -> None:
    draft = folder.story(status="draft", title="The tin lamp")
    found = faults({"2026/quiet.md": draft, **UNPUBLISHED[where]}, {"x.html": "The tin lamp"})
    assert any("a draft (2026/quiet.md)" in fault for fault in found)


def picture() -> bytes:
    made = io.BytesIO()
    Image.linear_gradient("L").resize((400, 500)).save(made, "PNG")
    return made.getvalue()


def derivative(root: Path, crop: str) -> tuple[str, bytes]:
    """The address and bytes of the first picture of *crop* that the site would have."""
    folder.write(root, {"raw.png": picture()})
    photo = Photo("raw.png", "", "", (20, 20))
    gallery, _ = images.develop([(photo, [crop])], root, root / "cache", 1)
    address, path = next(iter(gallery.files().items()))
    return str(address), path.read_bytes()


DRAFT_WITH_PHOTO: Files = {
    "2026/quiet.md": folder.story(
        status="draft", photo={"src": "../2025/raw.png", "alt": "A van", "focus": "20% 20%"}
    ),
    "2025/raw.png": picture(),
}


@pytest.mark.parametrize("crop", ["card", "screen", "feed"])
def test_a_picture_made_of_a_drafts_photo_is_known(
    faults: Verify, tmp_path: Path, crop: str
) -> None:
    address, made = derivative(tmp_path / "elsewhere", crop)
    found = faults(DRAFT_WITH_PHOTO, {"assets/innocent.bin": made})
    assert "assets/innocent.bin is a picture of a draft (2026/quiet.md)" in found
    found = faults(DRAFT_WITH_PHOTO, {"x.html": f'<img src="https://cdn.example/{address}">'})
    assert any("x.html shows a draft" in fault for fault in found)


PUBLIC_PHOTO = {
    "a story's": folder.story(
        title="Quite another title", photo={"src": "same.png", "alt": "A van"}, consent=AGREED
    ),
    "in a body": folder.story(title="Quite another title", body="![A van](same.png)"),
}


@pytest.mark.parametrize("where", PUBLIC_PHOTO)
def test_a_photo_that_something_public_shows_is_no_secret(
    faults: Verify, tmp_path: Path, where: str
) -> None:
    address, made = derivative(tmp_path / "elsewhere", "feed")
    public: Files = {"2026/rita.md": PUBLIC_PHOTO[where], "2026/same.png": picture()}
    assert not faults(DRAFT_WITH_PHOTO | public, {address: made, "raw.png": picture()})


@pytest.mark.parametrize("src", ["/dev/null", "../../outside.png", "../programme/notice.md"])
def test_only_pictures_of_the_folder_are_read(faults: Verify, tmp_path: Path, src: str) -> None:
    folder.write(tmp_path / "wall", {"outside.png": b"outside"})
    files: Files = {"2026/quiet.md": folder.story(status="draft", photo={"src": src, "alt": "A"})}
    assert not faults(files, {"empty.bin": b"", "x.png": b"outside"})


DEAD = {
    "feed.xml": [
        f"{FEED}<link>{OWN}stories/gone/</link>",
        f'{FEED}<enclosure url="{OWN}assets/gone.jpg" length="1" type="image/jpeg"/>',
        f'{FEED}<content:encoded>&lt;img src="{OWN}assets/gone.jpg"&gt;</content:encoded>',
        f'{FEED}<content:encoded><![CDATA[<a href="{OWN}gone/">]]></content:encoded>',
        f'{FEED}<content:encoded>&lt;a href="gone/"&gt;</content:encoded>',
    ],
    "sitemap.xml": [f"<loc>{OWN}</loc><loc>{OWN}stories/gone/</loc>"],
    "feeds.opml": [f'<outline xmlUrl="{OWN}gone.xml"/>'],
    "feed.json": [f'{{"items": [{{"url": "{OWN}stories/gone/"}}]}}'],
    "screens/lobby/deck.json": [
        '{"html": "\\u003cimg src=\\"../../assets/gone.jpg\\"\\u003e"}',
        f'{{"html": "<a href=\'{OWN}gone/\'>"}}',
    ],
    "screens/lobby/index.html": [
        '<script type="application/json">{"html":"\\u003cimg src=\\"gone.jpg\\"\\u003e"}</script>'
    ],
    "x.html": [f'<a href="{OWN}gone/">'],
}


@pytest.mark.parametrize(
    ("file", "text"), [(file, text) for file, texts in DEAD.items() for text in texts]
)
def test_dead_links_are_found_in_every_kind_of_file(faults: Verify, file: str, text: str) -> None:
    found = faults({}, {file: text})
    assert len(found) == 1
    assert f"{file} links to" in found[0]
    assert "gone" in found[0]


def test_links_of_feeds_and_decks_that_lead_somewhere_are_no_fault(faults: Verify) -> None:
    site: Files = {
        "feed.xml": f"{FEED}<link>{OWN}</link><docs>http://www.rssboard.org/x</docs>"
        f'&lt;img src="{OWN}a%20b.jpg"&gt;',
        "a b.jpg": b"",
        "screens/lobby/deck.json": f'{{"a": "<img src=\'../../a%20b.jpg\'>", "b": "{OWN[:-1]}"}}',
        "sitemap.xml": f"<loc>{OWN}</loc>",
        "search.json": '{"location": "nowhere/#x", "text": "<a href=\'y/\'>"}',
    }
    assert not faults({}, site)


def test_markup_that_is_text_in_a_feed_links_to_nothing(faults: Verify) -> None:
    texts = "<title>&lt;img src=x&gt;</title><description>&amp;lt;img src=x&amp;gt;</description>"
    assert not faults({}, {"feed.xml": f"{FEED}{texts}"})


def test_a_hidden_face_is_no_less_hidden_in_a_story(faults: Verify, tmp_path: Path) -> None:
    address, made = derivative(tmp_path / "elsewhere", "face")
    face = {"src": "ann.png", "alt": "Ann", "focus": "20% 20%"}
    files: Files = {
        "people/ann-smith.md": folder.person("Ann Smith", visibility="hidden", photo=face),
        "people/ann.png": picture(),
        "2026/rita.md": folder.story(photo={"src": "../people/ann.png", "alt": "A van"}),
    }
    found = faults(files, {address: made})
    assert f"{address} is a picture of a private name (people/ann-smith.md)" in found


GONE = folder.markdown({"status": "withdrawn"}, "")


def test_an_authors_link_to_something_withdrawn_is_the_authors(faults: Verify) -> None:
    files: Files = {
        "2026/gone.md": GONE,
        "about.md": f"# About\n\nRead [this]({OWN}stories/gone/).",
    }
    page = f'<a href="{OWN}stories/gone/">'
    site: Files = {"stories/gone/index.html": "", "about/index.html": page}
    assert not faults(files, site)
    (fault,) = faults(files, {"heroes/index.html": page})
    assert fault.endswith("; about.md names it: take that out")


def test_a_link_to_something_withdrawn_from_beside_it_is_found(faults: Verify) -> None:
    site: Files = {"stories/gone/index.html": "", "stories/y/index.html": '<a href="../gone/">'}
    assert "stories/y/index.html shows a link" in faults({"2026/gone.md": GONE}, site)[0]


def test_what_the_theme_says_itself_gives_nothing_away(faults: Verify) -> None:
    said = "Tell us what you saw. The next story on this screen could be theirs."
    files: Files = {"2026/quiet.md": folder.story(status="draft", summary=said, title="Archive it")}
    assert not faults(files, {"x.html": f"<p>{said}</p>"})


def test_a_fault_says_what_to_mend(faults: Verify) -> None:
    (fault,) = faults(
        {"2026/quiet.md": folder.story(status="draft", title="Skip to content")},
        {"x.html": "<a>Skip to content</a>"},
    )
    assert fault.endswith("; if that is no part of it, say it otherwise in 2026/quiet.md")


def test_an_old_address_of_a_public_story_is_its_own(faults: Verify) -> None:
    files: Files = {
        "2026/quiet.md": folder.story(status="draft", title="Quite another title"),
        "2026/rita.md": folder.story(aliases=["stories/quiet/"]),
    }
    site: Files = {"stories/quiet/index.html": "", "x.html": '<a href="stories/quiet/">'}
    assert not faults(files, site)


def test_a_card_to_somebody_hidden_is_kept_back(faults: Verify) -> None:
    files: Files = {
        "people/ann-smith.md": folder.person("Ann Smith", visibility="hidden"),
        "postcards/2026/card.md": folder.postcard(to=["ann-smith"]),
    }
    found = faults(files, {"x.html": "Thank you for the umbrella, Rita, it rained"})
    assert any("a postcard to somebody who is not shown" in fault for fault in found)


def test_many_drafts_cost_little(tmp_path: Path) -> None:
    """What a wall costs grows with its pages and its drafts, not with their product."""
    words = [f"w{number}" for number in range(5000)]

    def text(seed: int) -> str:
        return " ".join(words[seed * step % 5000] for step in range(7, 307))

    files: Files = {f"2026/d-{n}.md": folder.story(text(n + 1), status="draft") for n in range(250)}
    files |= {f"2026/p-{n}.md": folder.story(text(n + 3000)) for n in range(750)}
    site = {f"s/{n}/index.html": f"<p>{text(n + 1000)}</p>" for n in range(300)}
    reading = folder.reading(folder.wall(tmp_path, files))
    folder.write(tmp_path / "staged", site)
    begun = time.perf_counter()
    verify(tmp_path / "staged", secrets(reading, NOW))
    assert time.perf_counter() - begun < 6
