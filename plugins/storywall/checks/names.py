"""Names that must not stand in anyone's text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Any

from storywall.checks.forbidden import Name, in_addresses, in_texts, pattern_of, private_people
from storywall.gate.people import is_private
from storywall.model import Postcard
from storywall.model.fields import is_id
from storywall.problems import Place, Problem, Severity, rule
from storywall.reading.gather import Reading
from storywall.reading.sources import Source
from storywall.words import plain

rule("hidden-name", Severity.ERROR, "Somebody asked not to be shown by name.")
rule("hidden-surname", Severity.WARNING, "A surname alone may name somebody who is not to be.")
rule("voice-name", Severity.WARNING, "An anonymous customer's words must not carry a name.")

# What of their own file says who they are, and is read by nobody.
_OWN = {"name", "sort_as", "also_known_as", "id", "short_name"}
_TITLED = re.compile(r"\b(?:Mr|Mrs|Ms|Miss|Mx|Dr|Prof|Herr|Frau|Mme|Sra?)\b\.? \w")
_INITIAL = re.compile(r"[^\W\d_]\.?")


def addresses(reading: Reading, _today: date) -> Iterator[Problem]:
    """Files' and folders' names, ids and aliases become addresses, so they name nobody private."""
    names = in_addresses(reading.wall)
    pattern = pattern_of(names)
    for place, text, hint in _addresses(reading):
        for match in pattern.finditer(plain(text)) if names else ():
            name = names[(match.lastindex or 1) - 1]
            if not name.code or place.path in name.bearers:
                continue
            code = name.code if name.bearers else "hidden-name"
            message = f"`{text}` holds the name of somebody who is not to be named ({_file(name)})"
            yield place.problem(code, message, hint)


def _addresses(reading: Reading) -> Iterator[tuple[Place, str, str]]:
    """Each name that becomes a part of an address, with its place and what to do about it."""
    wall = reading.wall
    own = {person.path for person in private_people(wall)}
    theirs = frozenset[str]().union(*(wall.pictures.get(path, ()) for path in own))
    # Their addresses are neutral.
    neutral = {
        card.path
        for card in wall.postcards.values()
        if isinstance(card, Postcard)
        and any(is_private(wall, who) for who in (*card.to, card.sender))
    }
    hint = "Rename it; if it was published, ask for the old address to be removed."
    for path in sorted((reading.sources.keys() | reading.folder.media) - own - theirs - neutral):
        yield Place(path), path, hint
    hint = "Choose another; if it was published, ask for it to be removed."
    for source in reading.sources.values():
        for where in source.values if source.path not in own | neutral else ():
            if where[-1:] == ("id",) or where[:1] == ("aliases",):
                value = _value(source, where)
                if isinstance(value, str):
                    yield source.place(*where), value, hint


def _value(source: Source, where: tuple[str | int, ...]) -> Any:
    value = source.data
    for part in where:
        value = value[part]
    return value


def _texts(source: Source, own: bool) -> Iterator[tuple[Place, str]]:
    """Every text of a file with its place; *own* leaves out what only says whose file it is."""
    for where in source.values:
        value = _value(source, where)
        exempt = own and bool(where) and (where[0] in _OWN or where == ("photo", "src"))
        exempt = exempt or where[:1] == ("aliases",)  # see `addresses`
        if isinstance(value, str) and not exempt and not is_id(value):
            yield source.place(*where), value
    if not own:
        yield Place(source.path, source.body_line, 1, "body"), source.body


def _folded(text: str) -> tuple[str, list[int]]:
    """*text* as names are compared, and for each character where it stood."""
    folded: list[str] = []
    stood: list[int] = []
    for index, character in enumerate(text):
        for letter in plain(character):
            folded.append(letter)
            stood.append(index)
    return "".join(folded), stood


def hidden(reading: Reading, _today: date) -> Iterator[Problem]:
    """No text names a person who is hidden, or the surname of one shown by first name."""
    names = in_texts(reading.wall)
    if not names:
        return
    pattern = pattern_of(names)
    own = {reading.wall.people[name.id].path for name in names if name.id}
    for source in reading.sources.values():
        for place, text in _texts(source, source.path in own):
            yield from _said_in(place, text, names, pattern)


def _said_in(
    place: Place, text: str, names: list[Name], pattern: re.Pattern[str]
) -> Iterator[Problem]:
    if not pattern.search(plain(text)):
        return
    folded, stood = _folded(text)
    for match in pattern.finditer(folded):
        name = names[(match.lastindex or 1) - 1]
        start = stood[match.start()]
        letter = text[start]
        if len(name.words) == 1 and letter.lower() == letter != letter.upper():
            continue
        if name.code and place.path not in name.bearers:
            yield _named(_at(place, text, start), name)


def _at(place: Place, text: str, start: int) -> Place:
    """The place of the character *start* of the text at *place*; in a field the field's."""
    if place.field != "body":
        return place
    before = text[:start]
    column = start - before.rfind("\n")
    return Place(place.path, place.line + before.count("\n"), column, place.field)


def _file(name: Name) -> str:
    return f"`people/{name.id}.md`"


def _named(place: Place, name: Name) -> Problem:
    file = _file(name)
    if name.code == "hidden-surname":
        message = f"this may name somebody who asked not to be named ({file})"
        hint = "Write it without the name; when it is somebody else, `allow` hidden-surname."
    else:
        message = f"this names somebody who asked not to be named ({file})"
        hint = "Write what they did without the name; in lists of people use the id."
    return place.problem(name.code, message, hint)


def _looks_like_a_name(text: str) -> bool:
    """Whether *text* is two or three capitalised words or initials, or has a title."""
    if _TITLED.search(text):
        return True
    words = text.split()
    capital = [
        word[0].isupper() and (word[1:].islower() or bool(_INITIAL.fullmatch(word)))
        for word in (word.strip("’',") for word in words)
        if word
    ]
    return len(words) in {2, 3} and len(capital) == len(words) and all(capital)


def voices(reading: Reading, _today: date) -> Iterator[Problem]:
    """With an anonymous customer, ``voice.by`` must not look like a personal name."""
    for story in reading.wall.stories.values():
        voice, consent = getattr(story, "voice", None), getattr(story, "consent", None)
        if voice is None or consent is None or consent.customer != "anonymous":
            continue
        if _looks_like_a_name(voice.by):
            yield (
                reading.sources[story.path]
                .place("voice", "by")
                .problem(
                    "voice-name",
                    f"`{voice.by}` looks like a name, and the customer is to stay anonymous",
                    "Write for example `A customer in Upper Fenn`.",
                )
            )


CHECKS = (hidden, addresses, voices)
