"""Rules over the whole Wall: a small function each, in the module named after what it looks at."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from storywall.checks import consent, names, references, sections, stories
from storywall.model import Story, Wall
from storywall.problems import RULES, Place, Problem, Severity, nearest, weigh
from storywall.reading import schema
from storywall.reading.gather import Reading

_CHECKS = (*references.CHECKS, *stories.CHECKS, *sections.CHECKS, *consent.CHECKS, *names.CHECKS)

# Errors that do not take the file off the wall by themselves: the gate holds the story back, or
# the earlier of two files stays.
_NOT_FATAL = consent.HELD_BY_GATE | {"duplicate-id"}


def check(
    reading: Reading, today: date, severities: Mapping[str, Severity]
) -> tuple[Wall, list[Problem]]:
    """The wall without what has errors, and every problem, weighed and sorted by place."""
    found = [problem for each in _CHECKS for problem in each(reading, today)]
    found += _unknown_rules(severities)
    said = references.said_at_photo(reading)
    read = [p for p in reading.problems if p.code != "misplaced-file" or p.path not in said]
    problems = weigh(_allow([*read, *found], reading.wall), severities)
    wall = replace(reading.wall, **_sound_programme(reading, problems))
    broken = {problem.path for problem in _fatal(problems)}
    return references.without_lost_photos(reading, _without(wall, broken)), problems


def without_broken_pages(reading: Reading, problems: Iterable[Problem]) -> Reading:
    """*reading* without the ordinary pages and media that have errors: they are not published."""
    broken = {problem.path for problem in _fatal(problems)}
    pages = tuple(source for source in reading.folder.pages if source.path not in broken)
    media = reading.folder.media - broken
    return replace(reading, folder=replace(reading.folder, pages=pages, media=media))


def _fatal(problems: Iterable[Problem]) -> Iterator[Problem]:
    for problem in problems:
        if problem.severity is Severity.ERROR and problem.code not in _NOT_FATAL:
            yield problem


def _sound_programme(reading: Reading, problems: Iterable[Problem]) -> dict[str, Any]:
    """The wall's fields from the programme's files, without the entries that have errors."""
    programme = dict(reading.folder.programme)
    by_path = {source.path: name for name, source in programme.items()}
    lost: dict[str, set[str]] = {}
    for problem in _fatal(problems):
        if problem.path in by_path:
            lost.setdefault(by_path[problem.path], set()).add(problem.field.partition(".")[0])
    if not lost:
        return {}
    for name, entries in lost.items():
        data = programme[name].data
        if isinstance(data, list) and "" not in entries:
            kept = [entry for index, entry in enumerate(data) if str(index) not in entries]
            programme[name] = replace(programme[name], data=kept)
        else:
            del programme[name]
    return schema.parse_programme(replace(reading.folder, programme=programme))[0]


def _unknown_rules(severities: Mapping[str, Severity]) -> list[Problem]:
    """The setting ``rules`` names rules that exist."""
    return [
        Place("mkdocs.yml").problem(
            "unknown-rule",
            f"the setting `rules` names `{code}`, and there is no such rule",
            nearest(code, RULES) or "The check prints the code in brackets.",
        )
        for code in severities
        if code not in RULES
    ]


def _allow(problems: Iterable[Problem], wall: Wall) -> list[Problem]:
    """Problems that a story's ``allow`` silences become suggestions that carry its reason."""
    reasons = {
        (story.path, allowance.code): allowance.reason
        for story in wall.stories.values()
        if isinstance(story, Story)
        for allowance in story.allow
        if allowance.code not in consent.NEVER_ALLOWED
    }
    return [
        replace(
            problem,
            severity=Severity.SUGGESTION,
            message=f"{problem.message} (allowed: {reasons[problem.path, problem.code]})",
            hint="",
        )
        if (problem.path, problem.code) in reasons
        else problem
        for problem in problems
    ]


def _without(wall: Wall, paths: set[str]) -> Wall:
    """*wall* without the records whose files are in *paths*."""
    groups = ("stories", "postcards", "people", "teams", "departments", "practices", "awards")
    lost_people = {id_ for id_, person in wall.people.items() if person.path in paths}
    kept: dict[str, Any] = {
        name: {id_: r for id_, r in getattr(wall, name).items() if r.path not in paths}
        for name in groups
    }
    return replace(wall, private=wall.private | lost_people, **kept)
