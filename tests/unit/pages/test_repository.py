from datetime import date
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

import make
from storywall.pages.repository import NO_EDITING, Repository, repository

GITHUB = repository(
    make.project(repo_url="https://github.com/acme/wall/", edit_uri="edit/main/stories/")
)
GITLAB = repository(make.project(repo_url="https://gitlab.acme.example/cx/wall"))


def query(url: str) -> dict[str, str]:
    return {name: value for name, (value,) in parse_qs(urlsplit(url).query).items()}


def test_nothing_is_linked_where_no_repository_is_set() -> None:
    none = repository(make.project())
    assert none == Repository()
    assert none.edit_url("2026/rita.md") == ""
    assert none.report_url("Rita", "stories/rita/") == ""
    assert none.new_story_url(make.DAY) == ""
    assert none.new_postcard_url("rita", make.DAY) == ""


@pytest.mark.parametrize(
    ("settings", "expected"),
    [
        ({"edit_uri": "edit/main/stories/"}, "https://github.com/acme/wall/edit/main/stories/a.md"),
        ({"edit_uri": "blob/trunk/docs/x"}, "https://github.com/acme/wall/blob/trunk/docs/x/a.md"),
        ({}, "https://github.com/acme/wall/edit/main/stories/a.md"),
        ({"edit_uri": "https://ide.example/e/"}, "https://ide.example/e/a.md"),
    ],
)
def test_the_way_to_edit_a_file(settings: dict[str, str], expected: str) -> None:
    place = repository(make.project(repo_url="https://github.com/acme/wall", **settings))
    assert place.edit_url("a.md") == expected


def test_a_wall_that_wants_no_editing_has_no_links_for_it() -> None:
    place = repository(make.project(repo_url="https://github.com/acme/wall", edit_uri=NO_EDITING))
    assert place.edit_url("a.md") == ""
    assert place.new_story_url(make.DAY)


@pytest.mark.parametrize(
    ("git", "docs", "expected"),
    [(".", "a/stories", "cx/a/stories"), ("cx", "a/stories", "a/stories"), ("", "b", "b")],
)
def test_a_nested_folder_keeps_its_parents(
    git: str, docs: str, expected: str, tmp_path: Path
) -> None:
    root = tmp_path / "cx"
    (root / docs).mkdir(parents=True)
    if git:
        (tmp_path / git / ".git").mkdir()
    url = "https://github.com/acme/wall"
    place = repository(make.project(root, repo_url=url, stories=root / docs))
    assert place.edit_url("a.md") == f"{url}/edit/main/{expected}/a.md"
    assert query(place.new_story_url(make.DAY))["filename"].startswith(f"{expected}/2026/")


def test_a_page_made_of_many_files_has_nothing_to_edit() -> None:
    assert GITHUB.edit_url("") == ""


def test_odd_names_survive_in_links() -> None:
    assert GITHUB.edit_url("help/ö & ü.md").endswith("/help/%C3%B6%20%26%20%C3%BC.md")
    report = GITHUB.report_url("Tom & Jerry #1?", "stories/x/")
    assert query(report) == {"title": "Tom & Jerry #1? (stories/x/)"}


def test_gitlab_has_its_own_forms() -> None:
    assert GITLAB.edit_url("a.md") == (
        "https://gitlab.acme.example/cx/wall/-/edit/main/stories/a.md"
    )
    report = GITLAB.report_url("Rita", "")
    assert urlsplit(report).path == "/cx/wall/-/issues/new"
    assert query(report) == {"issue[title]": "Rita (/)"}
    new = GITLAB.new_story_url(make.DAY)
    assert urlsplit(new).path == "/cx/wall/-/new/main"
    assert query(new)["file_name"] == "stories/2026/short-name-of-the-story.md"


def test_a_new_story_starts_in_the_branch_and_folder_of_edit_uri() -> None:
    place = repository(
        make.project(repo_url="https://github.com/acme/wall", edit_uri="edit/trunk/docs/wall/")
    )
    new = place.new_story_url(date(2026, 1, 2))
    assert urlsplit(new).path == "/acme/wall/new/trunk"
    assert query(new)["filename"] == "docs/wall/2026/short-name-of-the-story.md"
    assert "date: 2026-01-02" in query(new)["value"]


def test_a_postcard_is_addressed_to_somebody_with_an_id() -> None:
    new = query(GITHUB.new_postcard_url("rita", make.DAY))
    assert new["filename"] == "stories/postcards/2026/2026-11-12-rita-from-your-name.md"
    assert "to:\n  - rita\n" in new["value"]
    assert GITHUB.new_postcard_url("", make.DAY) == ""
