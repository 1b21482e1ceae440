"""Ids that one file mentions and another should define."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from pathlib import PurePosixPath
from typing import Any

from storywall.model import Person, Record, RecordKind, Wall
from storywall.model.fields import id_from, is_id
from storywall.problems import Place, Problem, Severity, nearest, rule
from storywall.reading.gather import Reading
from storywall.reading.layout import picture_path

rule("unknown-hero", Severity.ERROR, "An id without a file could be a misspelt colleague.")
rule("hero-id", Severity.SUGGESTION, "An id leads to the person's page; a name leads nowhere.")
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


def _as_id(reading: Reading, place: Place, text: str) -> Iterator[Problem]:
    """A suggestion when *text* is a name whose id somebody has who may be named."""
    id_, wall = id_from(text), reading.wall
    person = wall.people.get(id_)
    if id_ in wall.teams or (isinstance(person, Person) and person.visibility == "named"):
        message = f"`{text}` is shown as a plain name, without a page"
        yield place.problem("hero-id", message, f"Did you mean the id `{id_}`?")


def _how_to_introduce(reading: Reading, id_: str) -> str:
    file = f"{reading.folder.root.name}/people/{id_}.md"
    name = id_.replace("-", " ").title()
    return f"Add `{file}` with `name:` and `role:`, or write the name as it is spoken: `{name}`."


def people(reading: Reading, _today: date) -> Iterator[Problem]:
    """Mentions of people and teams that have the form of an id must name one."""
    known = _heroes(reading)
    for record in _records(reading.wall):
        source = reading.sources[record.path]
        for text, where, needed in _mentions(record):
            if text in known:
                continue
            if not is_id(text):
                yield from _as_id(reading, source.place(*where), text)
                continue
            code = "unknown-hero" if needed else "unknown-person"
            hint = nearest(text, known) or _how_to_introduce(reading, text)
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
        return f"Add it to `programme/{group}.yml`."
    return f"Add `{group}/{id_}.md`."


def _unknown(reading: Reading, place: Place, group: str, id_: str) -> Iterator[Problem]:
    """A problem when *group* of the wall has no *id_*, and no broken file has it either."""
    known: Mapping[str, object] = getattr(reading.wall, group)
    what = _WHAT[group]
    kinds = [kind for kind in RecordKind if kind.value == what]
    if id_ in known or id_ in reading.broken_ids(*kinds) or _unheard(reading, group, id_):
        return
    there = _there_are(known) if group != "stories" else ""
    near = nearest(id_, known)
    there = "" if near and len(known) == 1 else there
    parts = [near, there] if near else [there, _how_to_add(group, id_)]
    yield place.problem(
        "unknown-id", f"there is no {what} `{id_}`", " ".join(part for part in parts if part)
    )


def _there_are(known: Mapping[str, object]) -> str:
    """Which there are, the first dozen by name."""
    listed = [f"`{id_}`" for id_ in sorted(known)]
    if len(listed) > 12:
        listed[12:] = [f"{len(listed) - 12} more"]
    if len(listed) < 2:
        return f"There is only {listed[0]}." if listed else ""
    return f"There are {', '.join(listed[:-1])} and {listed[-1]}."


def _unheard(reading: Reading, group: str, id_: str) -> bool:
    """Whether the file that would declare *id_* is broken, as a whole or where it does so."""
    if group not in _PROGRAMME:
        return False
    source = reading.folder.programme.get(f"{group}.yml")
    if source is None:
        return any(problem.path == f"programme/{group}.yml" for problem in reading.problems)
    return id_ in [entry.get("id") for entry in source.data if isinstance(entry, dict)]


def _once(reading: Reading, found: Iterable[tuple[str, Problem]]) -> Iterator[Problem]:
    """The problems by group; of a group whose file is not there only the first."""
    told: set[str] = set()
    for group, problem in found:
        file = f"programme/{group}.yml"
        if group not in _PROGRAMME or f"{group}.yml" in reading.folder.programme:
            yield problem
        elif group not in told:
            told.add(group)
            hint = f"Add `{file}` with `- id: …` and below it `  name: …` for each {_WHAT[group]}."
            yield replace(problem, message=f"{problem.message}: `{file}` is missing", hint=hint)


def topics(reading: Reading, _today: date) -> Iterator[Problem]:
    """Mentions of departments, kinds, values, practices and stories must name one."""
    found = (
        (group, problem)
        for record in _records(reading.wall)
        for id_, where, group in _topic_mentions(record)
        for problem in _unknown(reading, reading.sources[record.path].place(*where), group, id_)
    )
    yield from _once(reading, found)


def readings(reading: Reading, _today: date) -> Iterator[Problem]:
    """A line of metrics.csv names a metric of metrics.yml."""
    table = reading.folder.programme.get("metrics.csv")
    if table is None:
        return
    found = (
        ("metrics", problem)
        for index, row in enumerate(table.data)
        if row.get("metric") is not None and is_id(row["metric"])
        for problem in _unknown(reading, table.place(index, "metric"), "metrics", row["metric"])
    )
    yield from _once(reading, found)


def pictures(reading: Reading, _today: date) -> Iterator[Problem]:
    """A photo lies beside its file; what is said of the photo's own file is not said again."""
    refused = {problem.path for problem in reading.problems} - _not_copied(reading)
    for record in _records(reading.wall):
        photo = getattr(record, "photo", None)
        path = picture_path(record.path, photo.src) if photo is not None else None
        if photo is None or path in reading.folder.media or path in refused:
            continue
        place = reading.sources[record.path].place("photo", "src")
        if path in _not_copied(reading):
            message = f"`{photo.src}` is no picture that every browser shows"
            better = PurePosixPath(photo.src).with_suffix(".jpg")
            hint = f"Export it as JPEG, put that beside this file, and write `src: {better}`."
        else:
            message = f"there is no picture `{photo.src}` beside this file"
            folder = PurePosixPath(record.path).parent
            beside = [p for p in map(PurePosixPath, reading.folder.media) if p.parent == folder]
            hint = nearest(photo.src, sorted(path.name for path in beside))
            hint = hint or "Put the picture beside this file, as JPEG, PNG or WebP."
        yield place.problem("missing-picture", message, hint)


def _not_copied(reading: Reading) -> set[str]:
    return {problem.path for problem in reading.problems if problem.code == "misplaced-file"}


def said_at_photo(reading: Reading) -> set[str]:
    """Files of which :func:`pictures` says, at the field that names them, what is wrong."""
    photos = ((record.path, getattr(record, "photo", None)) for record in _records(reading.wall))
    named = {picture_path(path, photo.src) for path, photo in photos if photo is not None}
    return {path for path in _not_copied(reading) if path in named}


def without_lost_photos(reading: Reading, wall: Wall) -> Wall:
    """*wall* without photos that are not there: later stages need not look for them again."""
    groups = ("stories", "people", "teams")
    kept: dict[str, Any] = {
        name: {id_: _pictured(reading, record) for id_, record in getattr(wall, name).items()}
        for name in groups
    }
    return replace(wall, **kept)


def _pictured(reading: Reading, record: Any) -> Any:
    photo = getattr(record, "photo", None)
    if photo is None or picture_path(record.path, photo.src) in reading.folder.media:
        return record
    return record.model_copy(update={"photo": None})


CHECKS = (people, topics, readings, pictures)
