"""Walls as folders: `folder.wall(tmp_path, {"2026/rita.md": folder.story()})`."""

import base64
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

from storywall import settings
from storywall.reading import gather
from storywall.reading.gather import Reading
from storywall.settings import Project

TITLE = "Rita crosses town for a nine-pence fuse"
SUMMARY = "A boiler was down on a cold day and the part was across town. Rita fetched it herself."
BODY = """
## Situation

The boiler of a customer in Upper Fenn stopped at noon.

## What they did

Rita drove to the other depot and came back with the fuse.

## What changed

The house was warm before the children came home from school.

## What we can repeat

Carry one spare of every fuse in the van.
"""
KINDS = "- id: service\n  name: Service\n  description: Good work for a customer.\n"
# The smallest pictures that a decoder takes.
PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)


def markdown(fields: Mapping[str, Any], body: str = "") -> str:
    """A file with *fields* as its front matter; fields that are None are left out."""
    given = {name: value for name, value in fields.items() if value is not None}
    dumped = yaml.safe_dump(given, sort_keys=False, allow_unicode=True, width=10_000)
    return f"---\n{dumped}---\n{body}"


def story(body: str = BODY, **fields: Any) -> str:
    """A sound story's file. A field given as None is left out."""
    given = {
        "title": TITLE,
        "date": "2026-11-12",
        "heroes": ["Rita Alvarez"],
        "summary": SUMMARY,
        "kind": "service",
        "told_by": "anonymous",
        "consent": {"heroes": True, "customer": "not-involved"},
        "evidence": {"grade": "told"},
    }
    return markdown(given | fields, body)


def person(name: str, **fields: Any) -> str:
    return markdown({"name": name, "role": "Engineer"} | fields)


def postcard(**fields: Any) -> str:
    given = {
        "to": ["Rita Alvarez"],
        "from": "Ana",
        "text": "Thank you for the umbrella, Rita, it rained all day.",
        "date": "2026-11-10",
    }
    return markdown(given | fields)


def config(**plugin: Any) -> dict[str, Any]:
    """What mkdocs.yml says; names that are not the plugin's can be changed in the result."""
    return {
        "site_name": "A wall",
        "site_url": "https://stories.example/wall/",
        "docs_dir": "stories",
        "theme": {"name": "material", "font": False},
        "plugins": [{"storywall": {"identity": "stories.example,2026"} | plugin}],
    }


def write(root: Path, files: Mapping[str, str | bytes]) -> None:
    for path, content in files.items():
        target = root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        raw = content.encode("utf-8") if isinstance(content, str) else content
        target.write_bytes(raw)


def wall(
    root: Path, files: Mapping[str, str | bytes], mkdocs: Mapping[str, Any] | None = None
) -> Path:
    """A wall at *root* with *files* below its stories folder; returns *root*."""
    base = {
        "index.md": "---\ntitle: A wall\n---\nGood work hangs here.\n",
        "programme/kinds.yml": KINDS,
    }
    write(root / "stories", base | dict(files))
    text = yaml.safe_dump(dict(mkdocs or config()), sort_keys=False)
    write(root, {"mkdocs.yml": text})
    return root


def project(root: Path) -> Project:
    return settings.load(root / "mkdocs.yml")


def reading(root: Path) -> Reading:
    return gather.read(project(root))
