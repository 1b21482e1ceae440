"""Ids that one file mentions and another should define."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import PurePosixPath
from typing import Any

from storywall.model import Record, RecordKind, Wall
from storywall.model.fields import is_id
from storywall.problems import Place, Problem, Severity, nearest, rule
from storywall.reading.gather import Reading
from storywall.reading.layout import picture_path

rule("unknown-hero", Severity.ERROR, "An id without a file could be a misspelt colleague.")
rule("unknown-person", Severity.WARNING, "An id without a file could be a misspelt colleague.")
rule("unknown-id", Severity.WARNING, "Topics gather stories only when their ids agree.")
rule("missing-picture", Severity.WARNING, "A photo that is not there leaves an empty plate.")

_TOPICS = {"department": "departments", "kind": "kinds", "value": "values"}


def _heroes(reading: Reading) -> set[str]:
    """Ids that have a person's or team's file, broken ones included."""
    broken = reading.broken_ids(RecordKind.PERSON, RecordKind.TEAM)
    return {*broken, *reading.wall.people, *reading.wall.teams}


def _records(wall: Wall) -> Iterator[Record]:
    for group in (
        wall.stories,
        wall.postcards,
        wall.people,
        wall.teams,
        wall.departments,
        wall.practices,
        wall.awards,
    ):
        yield from group.values()


def _mentions(record: Record) -> Iterator[tuple[str, tuple[str | int, ...], bool]]:
    """Each mention of a person or team: its text, its place, and whether it must be known."""
    lists: dict[str, bool] = {
        "heroes": True,
        "to": True,
        "helped_by": False,
        "members": False,
        "judges": False,
    }
    for name, needed in lists.items():
        for index, text in enumerate(getattr(record, name, ())):
            yield text, (name, index), needed
    for name, part in (
        ("relay", "who"),
        ("thanks", "by"),
        ("nominees", "hero"),
        ("winners", "hero"),
    ):
        for index, entry in enumerate(getattr(record, name, ())):
            yield getattr(entry, part), (name, index, part), False
    for name in ("sender", "head", "started_by", "told_by"):
        text = getattr(record, name, None)
        if text is not None and text not in {"customer", "anonymous"}:
            yield text, ("from" if name == "sender" else name,), False


def people(reading: Reading, _today: date) -> Iterator[Problem]:
    """Mentions of people and teams that have the form of an id must name one."""
    known = _heroes(reading)
    for record in _records(reading.wall):
        source = reading.sources[record.path]
        for text, where, needed in _mentions(record):
            if not is_id(text) or text in known:
                continue
            code = "unknown-hero" if needed else "unknown-person"
            hint = nearest(text, known) or (
                f"Add people/{text}.md, or write the name as it is spoken."
            )
            message = f"there is nobody with the id `{text}`"
            yield source.place(*where).problem(code, message, hint)


def _topic_mentions(record: Any) -> Iterator[tuple[str, tuple[str | int, ...], str]]:
    """Each mention of a topic or story: its id, its place, and the group that should hold it."""
    for name, group in _TOPICS.items():
        id_ = getattr(record, name, None)
        if id_ is not None:
            yield id_, (name,), group
    for name in ("practices", "values"):
        for index, id_ in enumerate(getattr(record, name, ())):
            yield id_, (name, index), name
    for name in ("translation_of", "grew_into"):
        id_ = getattr(record, name, None)
        if id_ is not None:
            yield id_, (name,), "stories"
    for name in ("nominees", "winners"):
        for index, entry in enumerate(getattr(record, name, ())):
            if entry.story is not None:
                yield entry.story, (name, index, "story"), "stories"


_WHAT = {
    "departments": "department",
    "kinds": "kind",
    "values": "value",
    "practices": "practice",
    "stories": "story",
    "metrics": "metric",
}


_PROGRAMME = {"kinds", "values", "metrics"}


def _how_to_add(group: str, id_: str) -> str:
    if group == "stories":
        return "Write the name of the story's file, without `.md`."
    if group in _PROGRAMME:
        return f"Add it to programme/{group}.yml."
    return f"Add {group}/{id_}.md."


def _unknown(reading: Reading, place: Place, group: str, id_: str) -> Iterator[Problem]:
    """A problem when *group* of the wall has no *id_*, and no broken file has it either."""
    known: Mapping[str, object] = getattr(reading.wall, group)
    what = _WHAT[group]
    kinds = [kind for kind in RecordKind if kind.value == what]
    if id_ in known or id_ in reading.broken_ids(*kinds):
        return
    listed = ", ".join(f"`{each}`" for each in sorted(known)[:12])
    hint = nearest(id_, known) or _how_to_add(group, id_)
    others = f" There are {listed}." if known and group in _PROGRAMME else ""
    yield place.problem("unknown-id", f"there is no {what} `{id_}`", f"{hint}{others}")


def topics(reading: Reading, _today: date) -> Iterator[Problem]:
    """Mentions of departments, kinds, values, practices and stories must name one."""
    for record in _records(reading.wall):
        source = reading.sources[record.path]
        for id_, where, group in _topic_mentions(record):
            yield from _unknown(reading, source.place(*where), group, id_)


def readings(reading: Reading, _today: date) -> Iterator[Problem]:
    """A line of metrics.csv names a metric of metrics.yml."""
    table = reading.folder.programme.get("metrics.csv")
    for index, row in enumerate(table.data if table else ()):
        id_ = row.get("metric")
        if table is not None and id_ is not None and is_id(id_):
            yield from _unknown(reading, table.place(index, "metric"), "metrics", id_)


def pictures(reading: Reading, _today: date) -> Iterator[Problem]:
    """A photo lies beside its file."""
    for record in _records(reading.wall):
        photo = getattr(record, "photo", None)
        if photo is None or picture_path(record.path, photo.src) in reading.folder.media:
            continue
        folder = PurePosixPath(record.path).parent
        beside = [p for p in map(PurePosixPath, reading.folder.media) if p.parent == folder]
        hint = nearest(photo.src, sorted(path.name for path in beside))
        message = f"there is no picture `{photo.src}` beside this file"
        place = reading.sources[record.path].place("photo", "src")
        hint = hint or "Put the picture beside this file, as JPEG, PNG or WebP."
        yield place.problem("missing-picture", message, hint)


CHECKS = (people, topics, readings, pictures)
