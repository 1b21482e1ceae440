"""Links out of the wall into its repository: edit a page, report a problem, tell a story."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from urllib.parse import quote, urlencode, urlsplit

from storywall.settings import Project

NO_EDITING = "off"
"""What ``edit_uri`` is on a wall that wants no links for editing."""

_STORY = """---
title:
date: {day}
heroes:
  -
summary:
kind:
told_by:
consent:
  heroes:
  customer:
evidence:
  grade:
---

## Situation

## What they did

## What changed

## What we can repeat
"""
_POSTCARD = """---
to:
  - {hero}
from:
text:
date: {day}
---
"""


@dataclass(frozen=True, slots=True)
class Repository:
    """Where the stories live. *url* is without a last slash; *edit* leads to the stories folder.

    *stories* is the stories folder's path inside the repository.
    """

    url: str = ""
    edit: str = ""
    stories: str = "stories"
    branch: str = "main"

    @property
    def _is_gitlab(self) -> bool:
        return "gitlab" in (urlsplit(self.url).hostname or "")

    def edit_url(self, path: str) -> str:
        """The page on which the file *path* of the stories folder can be edited."""
        return f"{self.edit}{quote(path)}" if self.edit and path else ""

    def report_url(self, title: str, address: str) -> str:
        """The form for a new issue about the page *title* at *address*."""
        if not self.url:
            return ""
        place = f"{title} ({address or '/'})"
        if self._is_gitlab:
            return f"{self.url}/-/issues/new?{urlencode({'issue[title]': place})}"
        return f"{self.url}/issues/new?{urlencode({'title': place})}"

    def new_file_url(self, path: str, text: str) -> str:
        """The page that starts a new file at *path* of the stories folder, filled with *text*."""
        if not self.url:
            return ""
        full = f"{self.stories}/{path}"
        if self._is_gitlab:
            query = urlencode({"file_name": full, "content": text})
            return f"{self.url}/-/new/{self.branch}?{query}"
        return f"{self.url}/new/{self.branch}?{urlencode({'filename': full, 'value': text})}"

    def new_story_url(self, day: date) -> str:
        """The page that starts a new story, with the fields and sections to fill in."""
        return self.new_file_url(f"{day:%Y}/short-name-of-the-story.md", _STORY.format(day=day))

    def new_postcard_url(self, hero_id: str, day: date) -> str:
        """The page that starts a postcard to *hero_id*; ``""`` for somebody without an id."""
        if not hero_id:
            return ""
        path = f"postcards/{day:%Y}/{day}-{hero_id}-from-your-name.md"
        return self.new_file_url(path, _POSTCARD.format(hero=hero_id, day=day))


def repository(project: Project) -> Repository:
    """The repository that *project* names; one without addresses when it names none."""
    url = project.site.repo_url.rstrip("/")
    if not url:
        return Repository()
    stories = _place(project)
    edit_uri = project.site.edit_uri
    if edit_uri == NO_EDITING:
        return Repository(url, "", stories)
    edit_uri = edit_uri or f"{'-/' if 'gitlab' in url else ''}edit/main/{stories}/"
    edit = edit_uri if "://" in edit_uri else f"{url}/{edit_uri.lstrip('/')}"
    match = re.search(r"(?:edit|blob)/([^/]+)/(.*)", edit_uri)
    branch = match[1] if match else "main"
    folder = match[2].strip("/") if match else stories
    return Repository(url, edit.rstrip("/") + "/", folder or stories, branch)


def _place(project: Project) -> str:
    """The stories folder's path inside the repository, or below the wall's own folder."""
    stories, root = project.site.stories.resolve(), project.site.root.resolve()
    above = (folder for folder in (root, *root.parents) if (folder / ".git").exists())
    for folder in (*above, root):
        if stories.is_relative_to(folder):
            return stories.relative_to(folder).as_posix()
    return stories.name
