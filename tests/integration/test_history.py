"""Git decides when feeds date a story; nothing that happens later changes it."""

from pathlib import Path
from typing import Any

import feedparser
import pytest

import folder
import runs


def wall(root: Path) -> Path:
    folder.wall(root, {}, folder.config(cache=str(runs.CACHE)))
    runs.git(root, "init", "-q", "-b", "main")
    return root


def commit(root: Path, at: str, files: dict[str, str] | None = None, message: str = "m") -> None:
    folder.write(root / "stories", files or {})
    runs.git(root, "add", "-A")
    runs.git(root, "commit", "-q", "-m", message, at=at)


def story(title: str = folder.TITLE, date: str = "2026-03-01", **more: Any) -> str:
    return folder.story(title=title, date=date, **more)


def feed(root: Path) -> dict[str, str]:
    """Each entry's pubDate by its GUID, newest first."""
    runs.built(runs.host("mkdocs", root))
    parsed = feedparser.parse((root / "site/feed.xml").read_bytes())
    assert not parsed.bozo
    return {entry.id.rpartition("/")[2]: entry.published[5:-6] for entry in parsed.entries}


def test_the_life_of_a_story_in_git(tmp_path: Path) -> None:
    """Commit, late merge, several on one day, rename, re-host, new title: a date never changes."""
    root = wall(tmp_path / "wall")
    commit(root, "2026-03-01T08:00:00Z", {"2026/first.md": story("The first of all stories")})
    # Two in one commit, and one whose own date is later than its commit.
    commit(
        root,
        "2026-03-02T09:00:00Z",
        {
            "2026/twin-a.md": story("The one twin of the two", "2026-03-02"),
            "2026/twin-b.md": story("The other twin of the two", "2026-03-02"),
            "2026/planned.md": story("A story that was planned", "2026-05-01"),
        },
    )
    # Written in March on a branch, merged in April: it reached the main line with the merge.
    runs.git(root, "checkout", "-q", "-b", "late")
    commit(
        root,
        "2026-03-03T10:00:00Z",
        {"2026/late.md": story("A story that came late", "2026-03-03")},
    )
    runs.git(root, "checkout", "-q", "main")
    commit(root, "2026-03-10T10:00:00Z", {"about.md": "# About\n"})
    runs.git(root, "merge", "-q", "--no-ff", "late", "-m", "merge", at="2026-04-01T12:00:00Z")
    expected = {
        "planned": "01 May 2026 00:00:00",
        "late": "01 Apr 2026 12:00:00",
        "twin-b": "02 Mar 2026 09:00:01",
        "twin-a": "02 Mar 2026 09:00:00",
        "first": "01 Mar 2026 08:00:00",
    }
    assert feed(root) == expected
    assert list(feed(root)) == list(expected)

    (root / "stories/2026/first.md").rename(root / "stories/2026/a-better-name.md")
    commit(
        root,
        "2026-06-01T00:00:00Z",
        {"2026/a-better-name.md": story("Another title altogether", id="first")},
    )
    runs.configure(root, site_url="https://elsewhere.example/", site_name="Moved")
    commit(root, "2026-06-02T00:00:00Z", {"2026/twin-a.md": story("The elder twin", "2026-03-02")})
    assert feed(root) == expected
    raw = (root / "site/feed.xml").read_text()
    assert "tag:stories.example,2026:stories/first<" in raw
    assert "https://elsewhere.example/stories/first/" in raw
    assert "Another title altogether" in raw


def test_taking_one_down_moves_no_other(tmp_path: Path) -> None:
    root = wall(tmp_path / "wall")
    names = ["a", "b", "c"]
    commit(
        root,
        "2026-03-01T08:00:00Z",
        {f"2026/story-{n}.md": story(f"The story with the letter {n}") for n in names},
    )
    before = feed(root)
    commit(
        root,
        "2026-07-01T08:00:00Z",
        {"2026/story-a.md": folder.markdown({"status": "withdrawn"})},
    )
    after = feed(root)
    assert after == {id_: date for id_, date in before.items() if id_ != "story-a"}


def test_a_feed_changes_only_with_its_content(tmp_path: Path) -> None:
    root = wall(tmp_path / "wall")
    commit(root, "2026-03-01T08:00:00Z", {"2026/first.md": story()})
    runs.built(runs.host("mkdocs", root))
    before = (root / "site/feed.xml").read_bytes()
    commit(root, "2026-08-01T08:00:00Z", {"about.md": "# About\n"})
    later = str(int(runs.TODAY) + 400 * 86400)
    runs.built(runs.host("mkdocs", root, SOURCE_DATE_EPOCH=later))
    assert (root / "site/feed.xml").read_bytes() == before


def test_a_shallow_clone_says_how_to_fetch_all(tmp_path: Path) -> None:
    root = wall(tmp_path / "wall")
    commit(root, "2026-03-01T08:00:00Z", {"2026/first.md": story()})
    commit(root, "2026-03-02T08:00:00Z", {"about.md": "# About\n"})
    runs.git(tmp_path, "clone", "-q", "--depth", "1", f"file://{root}", "shallow")
    shallow = tmp_path / "shallow"
    check = runs.storywall("check", folder=shallow)
    assert check.returncode == 0
    assert "warning[shallow-clone]" in check.stdout
    assert "git fetch --unshallow" in check.stdout
    assert runs.storywall("check", "--strict", folder=shallow).returncode == 1
    strict = runs.host("mkdocs", shallow, "--strict")
    assert strict.returncode == 1
    assert "shallow-clone" in strict.stderr
    assert list(feed(shallow)) == ["first"]


@pytest.mark.parametrize("committed", [False, True])
def test_without_commits_the_date_is_used(tmp_path: Path, committed: bool) -> None:
    root = folder.wall(
        tmp_path / "wall",
        {"2026/first.md": story()},
        folder.config(cache=str(runs.CACHE)),
    )
    if committed:
        runs.git(root, "init", "-q")
    assert feed(root) == {"first": "01 Mar 2026 00:00:00"}
    assert "no-git-history" in runs.storywall("check", folder=root).stdout
