"""The sections of a story's text, by their headings."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from storywall.model import Story
from storywall.problems import Place, Problem, Severity, rule
from storywall.reading.gather import Reading
from storywall.reading.sources import Source

rule("section-missing", Severity.SUGGESTION, "Readers find their way by the four headings.")

_LONGEST = 200
"""A longer line is no heading."""

_HEADING = re.compile(r" {0,3}##[ \t]+(.*)")
_FENCE = re.compile(r" {0,3}(```|~~~)")
_UNDERLINE = re.compile(r" {0,3}-+[ \t]*")
_ABOUT = re.compile(r"^[\s#*_>]+|[\s#*_:]+$|\s*\{[^{}]*\}\s*$")


def _bare(line: str) -> str:
    """The words of what is, or may be meant as, a heading."""
    return " ".join(_ABOUT.sub("", _ABOUT.sub("", line)).split()).casefold()


def _lines(body: str) -> Iterator[tuple[int, str, bool]]:
    """Each line of *body* that is no code, from 0, and whether it is a level-2 heading."""
    lines = body.split("\n")
    fence = ""
    for number, line in enumerate(lines):
        mark = _FENCE.match(line)
        if mark is not None and fence in {"", mark[1]}:
            fence = "" if fence else mark[1]
        elif not fence and line.strip() and len(line) <= _LONGEST:
            below = lines[number + 1] if number + 1 < len(lines) else ""
            yield number, line, bool(_HEADING.match(line) or _UNDERLINE.fullmatch(below))


def _wrong(source: Source, names: tuple[str, ...]) -> Iterator[Problem]:
    """What is wrong with the headings of one story's text."""
    lines = list(_lines(source.body))
    there = {_bare(line) for _, line, is_heading in lines if is_heading}
    missing = []
    for name in names:
        if _bare(name) in there:
            continue
        meant = next((number for number, line, _ in lines if _bare(line) == _bare(name)), None)
        if meant is None:
            missing.append(name)
            continue
        place = Place(source.path, source.body_line + meant, 1, "body")
        message = f"this line is not the heading of the section “{name}”"
        hint = f"Write it as `## {name}`: two number signs, a blank, the words."
        yield place.problem("section-missing", message, hint)
    if missing:
        listed = ", ".join(f"“{name}”" for name in missing)
        noun = "section" if len(missing) == 1 else "sections"
        wanted = ", ".join(f"`## {name}`" for name in missing)
        place = Place(source.path, source.body_line, 1, "body")
        hint = f"Write {wanted}, each on a line of its own above the words that belong there."
        hint = hint.replace(", each on", " on") if len(missing) == 1 else hint
        yield place.problem("section-missing", f"the text lacks the {noun} {listed}", hint)


def headings(reading: Reading, _today: date) -> Iterator[Problem]:
    """A story's text has its sections; one in another language has names of its own for them."""
    for story in reading.wall.stories.values():
        if isinstance(story, Story) and story.translation_of is None and story.lang is None:
            yield from _wrong(reading.sources[story.path], reading.sections)


CHECKS = (headings,)
