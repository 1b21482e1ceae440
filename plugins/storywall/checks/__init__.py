"""Rules over the whole Wall: a small function each, in the module named after what it looks at."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from storywall.checks import consent, names, references, stories
from storywall.model import Story, Wall
from storywall.problems import RULES, Place, Problem, Severity, nearest, weigh
from storywall.reading.gather import Reading

_CHECKS = (*references.CHECKS, *stories.CHECKS, *consent.CHECKS, *names.CHECKS)

# Errors that do not take the file off the wall by themselves: the gate holds the story back, or
# the earlier of two files stays.
_NOT_FATAL = consent.HELD_BY_GATE | {"duplicate-id"}


def check(
    reading: Reading, today: date, severities: Mapping[str, Severity]
) -> tuple[Wall, list[Problem]]:
    """The wall without what has errors, and every problem, weighed and sorted by place."""
    found = [problem for each in _CHECKS for problem in each(reading, today)]
    found += _unknown_rules(severities)
    problems = weigh(_allow([*reading.problems, *found], reading.wall), severities)
    broken = {
        problem.path
        for problem in problems
        if problem.severity is Severity.ERROR and problem.code not in _NOT_FATAL
    }
    return _without(reading.wall, broken), problems


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
