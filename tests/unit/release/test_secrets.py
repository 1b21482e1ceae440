import hashlib
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

import folder
from storywall.release.secrets import secrets
from storywall.release.verify import Secret

NOW = datetime(2026, 11, 20, 12, tzinfo=ZoneInfo("Europe/London"))
SAID = "The boiler of a customer"
AGREED = {"heroes": True, "customer": "not-involved"}
EVERYWHERE = AGREED | {"channels": ["wall", "feeds", "digest", "screens"]}


def found(root: Path, files: dict[str, str | bytes]) -> dict[str, Secret]:
    wall = folder.reading(folder.wall(root, files))
    return {secret.what: secret for secret in secrets(wall, NOW)}


def everywhere(root: Path, files: dict[str, str | bytes]) -> dict[str, Secret]:
    """The secrets of the whole site, not those of feeds or screens alone."""
    return {what: secret for what, secret in found(root, files).items() if not secret.where}


def one(root: Path, **fields: Any) -> Secret:
    (secret,) = found(root, {"2026/quiet.md": folder.story(**fields)}).values()
    return secret


def test_a_published_story_is_no_secret(tmp_path: Path) -> None:
    assert found(tmp_path, {"2026/rita.md": folder.story(consent=EVERYWHERE)}) == {}


def test_a_draft_is_kept_back_with_its_address_title_summary_body_and_voice(tmp_path: Path) -> None:
    voice = {"quote": "She came back within the hour, in the rain", "by": "A customer"}
    secret = one(tmp_path, status="draft", voice=voice)
    assert secret.what == "a draft (2026/quiet.md)"
    assert "stories/quiet/" in secret.texts
    assert SAID in secret.texts
    for text in (folder.TITLE, folder.SUMMARY, voice["quote"]):
        assert any(text.startswith(start) for start in secret.texts)
    assert secret.but_in == frozenset()


def test_every_excerpt_of_a_draft_is_noticed(tmp_path: Path) -> None:
    """However a text is cut off, a stretch of it stays whole."""
    secret = one(tmp_path, status="draft")
    for start in range(len(folder.SUMMARY) - 60):
        excerpt = folder.SUMMARY[start : start + 60]
        assert any(text in excerpt for text in secret.texts), excerpt


def test_short_phrases_are_not_kept_back(tmp_path: Path) -> None:
    secret = one(tmp_path, status="draft", title="A cold noon")
    assert all(len(text) >= 24 for text in secret.texts if not text.endswith("/"))
    assert "What they did" not in " ".join((*secret.texts, *secret.phrases))


def test_a_text_that_a_published_file_says_too_gives_nothing_away(tmp_path: Path) -> None:
    files = {
        "2026/quiet.md": folder.story(status="draft"),
        "2026/rita.md": folder.story(body="", title="Another title than the draft's"),
    }
    (secret,) = everywhere(tmp_path, files).values()
    assert SAID in secret.texts
    assert not any(folder.SUMMARY.startswith(text) for text in secret.texts)
    assert "stories/quiet/" in secret.texts


def test_what_is_kept_back_and_why(tmp_path: Path) -> None:
    files = {
        "2026/unasked.md": folder.story(consent=None),
        "2026/refused.md": folder.story(consent=AGREED | {"heroes": False}),
        "2026/ended.md": folder.story(consent=AGREED | {"until": "2026-11-19"}),
        "2026/last-day.md": folder.story(consent=AGREED | {"until": "2026-11-20"}),
        "2026/future.md": folder.story(date="2026-11-21"),
        "2026/today.md": folder.story(date="2026-11-20"),
    }
    assert sorted(everywhere(tmp_path, files)) == [
        "a story whose consent has ended (2026/ended.md)",
        "a story whose day has not come (2026/future.md)",
        "a story without consent (2026/refused.md)",
        "a story without consent (2026/unasked.md)",
    ]


def test_a_story_for_screens_alone_has_no_page(tmp_path: Path) -> None:
    consent = {"heroes": True, "customer": "not-involved", "channels": ["wall", "screens"]}
    quiet = folder.story(consent=consent, channels=["screens"])
    secret = found(tmp_path, {"2026/quiet.md": quiet})
    page = secret["a page of a story for screens alone (2026/quiet.md)"]
    assert page.texts == ("stories/quiet/",)
    assert page.where == ""
    text = secret["a story for screens alone (2026/quiet.md)"]
    assert text.where == "off-screens"
    assert SAID in text.texts


def test_a_withdrawn_story_keeps_its_body_back_everywhere_and_its_address_elsewhere(
    tmp_path: Path,
) -> None:
    text = "The words that nobody may read any more."
    card = folder.markdown({"status": "withdrawn", "aliases": ["old/gone/"]}, text)
    secret = found(tmp_path, {"2026/gone.md": card})
    (start,) = secret["the text of something withdrawn (2026/gone.md)"].texts
    assert text.startswith(start)
    link = secret["a link to something withdrawn (2026/gone.md)"]
    assert link.texts == ("stories/gone/",)
    assert link.but_in == {"stories/gone/index.html", "old/gone/index.html"}


def test_the_photo_of_a_draft_is_known_by_its_content(tmp_path: Path) -> None:
    files = {
        "2026/quiet.md": folder.story(status="draft", photo={"src": "raw.png", "alt": "A van"}),
        "2026/raw.png": folder.PNG,
    }
    (secret,) = found(tmp_path, files).values()
    assert hashlib.sha256(folder.PNG).hexdigest() in secret.digests


def test_private_and_erased_people(tmp_path: Path) -> None:
    files = {
        "people/ann-smith.md": folder.person(
            "Ann Smith",
            visibility="hidden",
            also_known_as=["Annie S"],
            photo={"src": "ann.png", "alt": "Ann"},
        ),
        "people/ann.png": folder.PNG,
        "people/bo-jones.md": folder.person("Bo Jones", visibility="first-name", short_name="Bo"),
        "people/cy-young.md": folder.markdown({"status": "erased"}),
        "people/dee-ray.md": folder.person("Dee Ray"),
        "people/eve-lund.md": folder.person("Eve Lund", status="left"),
    }
    secret = found(tmp_path, files)
    assert sorted(secret) == [
        "a private name (people/ann-smith.md)",
        "a private name (people/bo-jones.md)",
        "the erased person people/cy-young.md",
    ]
    ann = secret["a private name (people/ann-smith.md)"]
    assert ann.texts == ("heroes/ann-smith/", "ann-smith", "Ann Smith", "Annie S")
    assert hashlib.sha256(folder.PNG).hexdigest() in ann.digests
    bo = secret["a private name (people/bo-jones.md)"]
    assert bo.texts == ("heroes/bo-jones/", "bo-jones", "Bo Jones")
    cy = secret["the erased person people/cy-young.md"]
    assert cy.texts == ("heroes/cy-young/", "cy-young", "cy young")


def test_what_others_are_called_as_well_is_not_kept_back(tmp_path: Path) -> None:
    files = {
        "people/ann-smith.md": folder.person("Ann Smith", visibility="hidden"),
        "people/ann-smith-jones.md": folder.person("Ann Smith Jones"),
        "people/will.md": folder.markdown({"status": "erased"}),
    }
    secret = found(tmp_path, files)
    assert secret["a private name (people/ann-smith.md)"].texts == ("heroes/ann-smith/",)
    assert secret["the erased person people/will.md"].texts == ("heroes/will/",)


@pytest.mark.parametrize(
    ("moment", "kept"), [("2026-11-21T08:00:00+09:00", False), ("2026-11-20T23:30:00-05:00", True)]
)
def test_the_day_is_that_of_the_sites_time_zone(tmp_path: Path, moment: str, kept: bool) -> None:
    files: dict[str, str | bytes] = {"2026/quiet.md": folder.story(date=moment)}
    assert bool(everywhere(tmp_path, files)) == kept


def test_a_postcard_that_is_not_out_is_kept_back(tmp_path: Path) -> None:
    files = {
        "postcards/2026/draft-card.md": folder.postcard(status="draft"),
        "postcards/2026/later-card.md": folder.postcard(
            date="2026-12-24", text="You brought the ladder through the snow."
        ),
        "postcards/2026/card.md": folder.postcard(text="You brought the tea, and it was hot."),
    }
    secret = found(tmp_path, files)
    assert sorted(secret) == [
        "a postcard that is not out (postcards/2026/draft-card.md)",
        "a postcard that is not out (postcards/2026/later-card.md)",
    ]
    later = secret["a postcard that is not out (postcards/2026/later-card.md)"].texts
    assert later == ("postcards/later-card/", "You brought the ladder through")


def test_a_withdrawn_postcard_is_kept_back_like_a_story(tmp_path: Path) -> None:
    card = folder.markdown({"status": "withdrawn"}, "The words that nobody may read any more.")
    texts = [
        text
        for secret in found(tmp_path, {"postcards/2026/gone.md": card}).values()
        for text in secret.texts
    ]
    assert any("The words that nobody may read any more.".startswith(text) for text in texts)
    assert "postcards/gone/" in texts
