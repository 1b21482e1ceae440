"""What may not be shown is shown by no way round, and what is broken takes nothing down with it."""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import feedparser
import pytest

import folder
import runs

HIDDEN = folder.person("Zofia Krawczyk", visibility="hidden", photo={"src": "p7.png", "alt": "Z"})
BARE = folder.markdown({"status": "withdrawn"})


def built(root: Path, files: Mapping[str, str | bytes], **plugin: Any) -> tuple[Path, str]:
    """The site of *files*, and what was reported."""
    folder.wall(root, files, folder.config(cache=str(runs.CACHE), **plugin))
    run = runs.built(runs.host("mkdocs", root))
    return root / "site", runs.said(run)


def photos(site: Path) -> list[str]:
    return [path.name for path in site.glob("assets/photos/*")]


HELD_BACK = ["people/p7.png", "people/zofia-k.png", "people/gone.png", "2026/dr.png"]


def test_no_text_shows_a_picture_that_is_held_back(tmp_path: Path) -> None:
    ways = ("![A face]({})", "[a face]({})", '<img src="{}" alt="A">')
    shown = [way.format(f"../{picture}") for way in ways for picture in HELD_BACK]
    text = folder.BODY + "".join(f"\n{each}\n" for each in shown)
    files: dict[str, str | bytes] = {
        "2026/open.md": folder.story(text),
        "help/open.md": text,
        "departments/open.md": folder.markdown({"name": "Open", "does": "Opens."}, text),
        "people/zofia-k.md": HIDDEN,
        "people/gone.md": folder.markdown({"status": "erased"}),
        "2026/dr.md": folder.story(status="draft", photo={"src": "dr.png", "alt": "D"}),
    }
    site, said = built(tmp_path, {**files, **dict.fromkeys(HELD_BACK, folder.PNG)})
    assert photos(site) == []
    checked = runs.storywall("check", folder=tmp_path).stdout
    for page in ("2026/open.md", "help/open.md", "departments/open.md"):
        typed = (tmp_path / "stories" / page).read_text().splitlines()
        lines = [number for number, words in enumerate(typed, 1) if ".png" in words]
        assert len(lines) == len(shown)
        for line in lines[: len(HELD_BACK)]:  # a target's first mention is where it is reported
            assert re.search(rf"stories/{page}:{line}:\d+: warning\[withheld-picture\]", said)
            assert re.search(rf"stories/{page}:{line}:\d+: warning\[withheld-picture\]", checked)


def test_no_story_takes_a_hidden_face_for_its_own(tmp_path: Path) -> None:
    told = folder.story(photo={"src": "../people/p7.png", "alt": "Z"})
    files = {"2026/a.md": told, "people/zofia-k.md": HIDDEN, "people/p7.png": folder.PNG}
    site, _ = built(tmp_path, files)
    assert photos(site) == []


def test_what_a_public_story_or_person_shows_may_be_shown(tmp_path: Path) -> None:
    text = f"{folder.BODY}\n![A](a.png) ![J](../people/jim.png) ![Y](../people/yusuf.png)\n"
    files: dict[str, str | bytes] = {
        "2026/a.md": folder.story(text, photo={"src": "a.png", "alt": "A"}),
        "2026/draft.md": folder.story(status="draft", photo={"src": "a.png", "alt": "A"}),
        "people/jim.md": folder.person("Jim", photo={"src": "jim.png", "alt": "Jim"}),
        "people/yusuf.md": folder.person(
            "Yusuf Demir",
            visibility="first-name",
            short_name="Yusuf",
            photo={"src": "yusuf.png", "alt": "Yusuf"},
        ),
        "2026/a.png": folder.PNG,
        "people/jim.png": folder.PNG,
        "people/yusuf.png": folder.PNG,
    }
    site, said = built(tmp_path, files)
    assert "withheld-picture" not in said
    assert (site / "stories/a/index.html").read_text().count("/assets/photos/") >= 3


@pytest.mark.parametrize("target", ["pic.png", "pic%2Epng", "pic\\.png", "pic&#46;png"])
def test_a_link_to_a_picture_leads_there(tmp_path: Path, target: str) -> None:
    text = f"{folder.BODY}\n[see the photo]({target})\n"
    site, _ = built(tmp_path, {"2026/a.md": folder.story(text), "2026/pic.png": folder.PNG})
    assert photos(site)
    assert "/assets/photos/" in (site / "stories/a/index.html").read_text()


def test_what_has_an_error_is_not_published(tmp_path: Path) -> None:
    values = (
        "- {id: one, name: One, description: As Zofia Krawczyk does it}\n"
        "- {id: two, name: Two, description: Say it plainly}\n"
    )
    files: dict[str, str | bytes] = {
        "about.md": "# About\n\nAsk Zofia Krawczyk.\n",
        "help/open.md": "# Open\n\n[About](../about.md)\n",
        "programme/values.yml": values,
        "people/zofia-k.md": HIDDEN,
    }
    site, said = built(tmp_path, files)
    assert "stories/about.md:3:5: error[hidden-name]" in said
    assert not (site / "about").exists()
    assert (site / "help/open/index.html").is_file()
    assert not (site / "values/one").exists()
    assert (site / "values/two/index.html").is_file()
    written = [path.read_text() for path in site.rglob("*.html")]
    assert not [text for text in written if "Krawczyk" in text]


def test_an_index_with_an_error_is_not_published_either(tmp_path: Path) -> None:
    site, said = built(tmp_path, {"index.md": "Ask Zofia Krawczyk.\n", "people/zofia-k.md": HIDDEN})
    assert "stories/index.md:1:5: error[hidden-name]" in said
    assert "Krawczyk" not in (site / "index.html").read_text()


def test_no_address_holds_a_name(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "people/zofia-krawczyk.md": HIDDEN,
        "2026/krawczyk-carries.md": folder.story(),
        "2026/zofia-krawczyk/a.md": folder.story(),
        "2026/b.md": folder.story(id="krawczyk-again"),
        "2026/c.md": folder.story(aliases=["old/krawczyk/"]),
        "help/zofia-krawczyk.md": "# Help\n",
        "help/open.md": "[How](krawczyk.pdf)\n",
        "help/krawczyk.pdf": b"%PDF",
        "departments/team-krawczyk.md": folder.markdown({"name": "T", "does": "Much."}),
    }
    site, said = built(tmp_path, files)
    found = [path for path in site.rglob("*") if "krawczyk" in path.name]
    assert found == []
    assert said.count("error[hidden-name]") == 7


def story(n: str, **more: Any) -> str:
    return folder.story(title=f"The story with the letter {n}", **more)


@pytest.mark.parametrize("original", [BARE, story("a", status="draft")])
def test_a_translation_of_what_does_not_hang_leads_nowhere(tmp_path: Path, original: str) -> None:
    files = {
        "2026/a.md": original,
        "2026/a-de.md": story(
            "b", translation_of="a", lang="de", photo={"src": "b.png", "alt": "B"}
        ),
        "2026/b.png": folder.PNG,
        "2026/c.md": folder.story(f"{folder.BODY}\n[German](a-de.md)\n"),
        "postcards/2026/card.md": folder.postcard(grew_into="a-de"),
        "awards/2026-q3.md": folder.markdown(
            {
                "title": "T",
                "period": "2026-q3",
                "opens": "2026-07-01",
                "closes": "2026-09-30",
                "winners": [{"hero": "Rita Alvarez", "story": "a-de", "citation": "Warm."}],
            }
        ),
    }
    site, _ = built(tmp_path, files)
    assert not (site / "stories/a-de").exists()
    for page in site.rglob("*.html"):
        assert "stories/a-de/" not in page.read_text(), page


def test_a_translation_of_a_translation_is_one_of_the_original(tmp_path: Path) -> None:
    files = {
        "2026/a.md": story("a"),
        "2026/b.md": story("b", translation_of="a", lang="de"),
        "2026/c.md": story("c", translation_of="b", lang="fr"),
    }
    site, _ = built(tmp_path, files)
    assert "stories/c/" in (site / "stories/a/index.html").read_text()
    assert "stories/a/" in (site / "stories/c/index.html").read_text()


@pytest.mark.parametrize("left", [{"date": "2026-03-01"}, {"published": "2026-03-01T00:00"}])
def test_what_is_withdrawn_keeps_its_moment(tmp_path: Path, left: dict[str, str]) -> None:
    """Without a commit, three stories of one day follow each other; one goes, and none moves."""
    before, after = tmp_path / "before", tmp_path / "after"
    files = {f"2026/{n}.md": story(n, date="2026-03-01") for n in "abc"}
    gone = {"2026/a.md": folder.markdown({"status": "withdrawn"} | left)}
    dates = []
    for root, given in ((before, files), (after, files | gone)):
        site, _ = built(root, given)
        entries = feedparser.parse((site / "feed.xml").read_bytes()).entries
        dates.append({entry.id.rpartition("/")[2]: entry.published for entry in entries})
    assert dates[1] == {id_: date for id_, date in dates[0].items() if id_ != "a"}
    assert set(dates[1]) == {"b", "c"}


def test_nobody_is_found_as_a_colleague(tmp_path: Path) -> None:
    files = {
        "people/zofia-k.md": folder.person("Zofia Krawczyk", visibility="hidden"),
        "2026/a.md": folder.story(heroes=["zofia-k", "Rita Alvarez"]),
    }
    site, _ = built(tmp_path, files)
    page = (site / "stories/a/index.html").read_text()
    found = re.findall(r'<p class="person-name"([^>]*)>(?:<[^>]*>)*([^<]*)', page)
    assert [name for marks, name in found if "pagefind" in marks] == ["Rita Alvarez"]
    assert "a colleague" in [name.lower() for _, name in found]


def test_a_slide_is_made_of_whole_sentences_of_the_summary(tmp_path: Path) -> None:
    first = "A boiler was down on a cold day and the part that it needed was far across the town."
    rest = "Rita fetched it herself, in the rain, and the house was warm again before supper."
    channels = {"heroes": True, "customer": "not-involved", "channels": ["wall", "screens"]}
    told = folder.story(summary=f"{first} {rest}", consent=channels)
    site, _ = built(tmp_path, {"2026/a.md": told})
    (deck,) = site.glob("screens/*/deck.json")
    assert first in deck.read_text()
    assert "before supper" not in deck.read_text()
