"""Walls for tests: files in a folder, and records without any."""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from storywall.gate import Gate
from storywall.model import Person, Postcard, Story, Team, Wall
from storywall.pages.catalogue import Words
from storywall.problems import Problem
from storywall.reading import gather, sources
from storywall.reading.gather import Reading
from storywall.reading.textfile import Source, parse_text

TODAY = date(2026, 11, 22)
NOW = datetime(2026, 11, 22, 6, 30, tzinfo=UTC)
WORDS = Words("en")

HEAD = {
    "title": "A fuse for a cold house",
    "date": "2026-03-02",
    "heroes": "[ana-ruiz]",
    "summary": "A family sat in the cold for want of a fuse, and Ana drove across town for it.",
    "kind": "recovery",
    "told_by": "customer",
    "consent": "{heroes: true, customer: not-involved}",
    "evidence": "{grade: told}",
}
BODY = "\n## Situation\n\n" + "They sat in the cold. " * 30 + "\n"
KINDS = "- id: recovery\n  name: Recovery\n  description: Put right.\n"
BASE = {
    "people/ana-ruiz.md": "---\nname: Ana Ruiz\nrole: Heating engineer\n---\n",
    "programme/kinds.yml": KINDS,
}


def front(fields: Mapping[str, str | None], body: str = "") -> str:
    """A file's text; a field that is None is left out."""
    lines = [f"{name}: {value}" for name, value in fields.items() if value is not None]
    return "\n".join(["---", *lines, "---", ""]) + body


def story_text(body: str = BODY, /, **changes: str | None) -> str:
    """The text of a sound story with *changes* to its fields."""
    return front({**HEAD, **changes}, body)


def write(root: Path, files: Mapping[str, str | bytes]) -> Path:
    """Write *files* below *root*."""
    for path, content in files.items():
        file = root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content if isinstance(content, bytes) else content.encode())
    return root


def read(root: Path, files: Mapping[str, str | bytes], base: bool = True) -> Reading:
    """The wall of *files*, with a person and a kind unless *base* is false."""
    write(root, {**(BASE if base else {}), **files})
    folder, problems = sources.read(root)
    reading = gather.gather(folder)
    return Reading(
        reading.wall,
        reading.folder,
        reading.sources,
        (*problems, *reading.problems),
        reading.broken,
    )


def source(path: str, text: str) -> Source:
    """A source from its text; the fields must be readable."""
    found, problems = parse_text(text, path, sources.kind_of(path), fields_needed=True)
    assert found is not None, problems
    return found


def codes(problems: object) -> list[tuple[str, str, int]]:
    """Path, code and line of each problem."""
    assert isinstance(problems, (list, tuple))
    return [(p.path, p.code, p.line) for p in problems if isinstance(p, Problem)]


def story(id_: str = "a-fuse", **fields: Any) -> Story:
    """A sound story; `consent` may be given as a mapping."""
    given: dict[str, Any] = {
        "id": id_,
        "path": f"2026/{id_}.md",
        "title": "A fuse for a cold house",
        "date": "2026-03-02",
        "heroes": ["ana-ruiz"],
        "summary": "A family sat in the cold for want of a fuse.",
        "kind": "recovery",
        "told_by": "customer",
        "consent": {"heroes": "true", "customer": "not-involved"},
        "evidence": {"grade": "told"},
    }
    return Story.model_validate({**given, **fields})


def person(id_: str, name: str, **fields: Any) -> Person:
    """A person with a role."""
    given = {"id": id_, "path": f"people/{id_}.md", "name": name, "role": "Fitter"}
    return Person.model_validate({**given, **fields})


def team(id_: str, name: str, **fields: Any) -> Team:
    """A team."""
    return Team.model_validate({"id": id_, "path": f"teams/{id_}.md", "name": name, **fields})


def postcard(id_: str, to: list[str], **fields: Any) -> Postcard:
    """A postcard to *to*."""
    given: dict[str, Any] = {
        "id": id_,
        "path": f"postcards/2026/{id_}.md",
        "to": to,
        "from": "ana-ruiz",
        "text": "Thank you for the fuse and the tea.",
        "date": "2026-03-03",
    }
    return Postcard.model_validate({**given, **fields})


def wall(*records: Any, **fields: Any) -> Wall:
    """A wall of *records*."""
    groups: dict[str, dict[str, Any]] = {}
    for record in records:
        folder = record.path.split("/")[0]
        groups.setdefault("stories" if folder.isdigit() else folder, {})[record.id] = record
    return Wall(**{**groups, **fields})


def gate(now: datetime = NOW, *, preview: bool = False) -> Gate:
    """A gate on the day of the tests."""
    return Gate(now, WORDS, {}, preview)
