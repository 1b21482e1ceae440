"""What the finished site must not show: the verifier's list, made apart from the gate."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path, PurePosixPath

from storywall.model import Channel, Erased, Person, Postcard, Story, Withdrawn, day_of
from storywall.pages.redirects import alias_address
from storywall.reading.gather import Reading
from storywall.release.verify import Secret

# Long enough not to be a phrase that anyone may write, short enough to be in every excerpt.
_LONG_ENOUGH = 24
_RUN = re.compile(r"[^\n&<>\"'`*_\[\]()#|\\{}]+")


def _runs(text: str) -> Iterator[str]:
    """Stretches of *text* that reach the site as they are, whatever Markdown and HTML do."""
    for run in _RUN.findall(text):
        words: list[str] = []
        for word in run.split():
            words.append(word)
            if len(stretch := " ".join(words)) >= _LONG_ENOUGH:
                yield stretch
                words = []


def _story_texts(story: Story) -> tuple[str, ...]:
    voice = story.voice.quote if story.voice else ""
    found = [*_runs(story.title), *_runs(story.summary), *_runs(story.body), *_runs(voice)]
    return (f"stories/{story.id}/", *found)


def _why_not(story: Story, now: datetime) -> str:
    """Why *story* may be on no page; decided from its fields alone, apart from the gate."""
    if story.status != "published":
        return "a draft"
    if story.consent is None or not story.consent.heroes:
        return "a story without consent"
    if story.consent.until is not None and story.consent.until < now.date():
        return "a story whose consent has ended"
    if _day(story, now) > now.date():
        return "a story whose day has not come"
    return ""


def _picture_digests(root: Path, path: str, src: str | None) -> frozenset[str]:
    if src is None:
        return frozenset()
    file = root / PurePosixPath(path).parent / src
    try:
        return frozenset({hashlib.sha256(file.read_bytes()).hexdigest()})
    except OSError:
        return frozenset()


def _withdrawn(record: Withdrawn, folder: str, reading: Reading) -> Iterator[Secret]:
    """Its words may be nowhere; its address only on its own page and where it redirects from."""
    place = f"{folder}/{record.id}/"
    texts = tuple(_runs(reading.sources[record.path].body))
    yield Secret(f"the text of something withdrawn ({record.path})", texts, path=record.path)
    aliases = (address.path for alias in record.aliases if (address := alias_address(alias)))
    but_in = frozenset({f"{place}index.html", *aliases})
    yield Secret(f"a link to something withdrawn ({record.path})", (place,), but_in=but_in)


def _stories(reading: Reading, now: datetime) -> Iterator[Secret]:
    for story in reading.wall.stories.values():
        if isinstance(story, Withdrawn):
            yield from _withdrawn(story, "stories", reading)
            continue
        why = _why_not(story, now)
        if why:
            photo = story.photo.src if story.photo else None
            digests = _picture_digests(reading.folder.root, story.path, photo)
            texts = _story_texts(story)
            yield Secret(f"{why} ({story.path})", texts, digests, path=story.path)
        elif _on_screens_alone(story):
            yield Secret(
                f"a page of a story for screens alone ({story.path})", (f"stories/{story.id}/",)
            )


def _on_screens_alone(story: Story) -> bool:
    assert story.consent is not None
    chosen = set(story.consent.channels)
    if story.channels is not None:
        chosen &= set(story.channels)
    return Channel.WALL not in chosen


def _people(reading: Reading) -> Iterator[Secret]:
    public = _public(reading)
    for person in reading.wall.people.values():
        if isinstance(person, Erased):
            words = person.id.replace("-", " ")
            told = _telling(person.id, (person.id, words), public)
            yield Secret(f"the erased person {person.path}", told)
        elif person.visibility != "named":
            kept = person.short_name if person.visibility == "first-name" else None
            named = (name for name in (person.name, *person.also_known_as) if name != kept)
            told = _telling(person.id, (person.id, *named), public)
            yield Secret(f"a private name ({person.path})", told, _portrait(reading, person))


def _public(reading: Reading) -> str:
    """Every id and name that may be said, in one text."""
    records = [*reading.wall.people.values(), *reading.wall.teams.values()]
    said = [
        text
        for record in records
        if getattr(record, "visibility", "named") == "named" and not isinstance(record, Erased)
        for text in (record.id, record.name, *record.also_known_as)
    ]
    return "\n".join(said)


def _telling(id_: str, texts: Iterable[str], public: str) -> tuple[str, ...]:
    """The texts that nobody else bears. One word alone may be anybody's, or no name at all."""
    alone = [text for text in texts if len(re.split(r"[\s-]+", text)) > 1 and text not in public]
    return (f"heroes/{id_}/", *alone)


def _portrait(reading: Reading, person: Person) -> frozenset[str]:
    src = person.photo.src if person.photo and person.visibility == "hidden" else None
    return _picture_digests(reading.folder.root, person.path, src)


def _postcards(reading: Reading, now: datetime) -> Iterator[Secret]:
    for card in reading.wall.postcards.values():
        if isinstance(card, Withdrawn):
            yield from _withdrawn(card, "postcards", reading)
        elif card.status == "draft" or _day(card, now) > now.date():
            texts = (f"postcards/{card.id}/", *_runs(card.text))
            yield Secret(f"a postcard that is not out ({card.path})", texts, path=card.path)


def _day(record: Story | Postcard, now: datetime) -> date:
    """The day of *record* in the site's time zone, which is that of *now*."""
    if isinstance(record.date, datetime) and record.date.tzinfo is not None:
        return record.date.astimezone(now.tzinfo).date()
    return day_of(record.date)


def _published_text(reading: Reading, secret: Iterable[Secret]) -> str:
    """All that the published files say: a phrase that stands there as well gives nothing away."""
    withheld = {each.path for each in secret}
    pieces: list[str] = []
    for source in reading.sources.values():
        if source.path not in withheld:
            pieces.append(source.body)
            pieces += [v for v in _leaves(source.data) if isinstance(v, str)]
    return " ".join(" ".join(pieces).split())


def _leaves(data: object) -> Iterator[object]:
    if isinstance(data, dict):
        for value in data.values():
            yield from _leaves(value)
    elif isinstance(data, list):
        for value in data:
            yield from _leaves(value)
    else:
        yield data


def secrets(reading: Reading, now: datetime) -> list[Secret]:
    """Everything that no file of the site may show at *now*, which is in the site's time zone."""
    withheld = [*_stories(reading, now), *_postcards(reading, now)]
    said = _published_text(reading, withheld)
    return [*_unsaid(withheld, said), *_people(reading)]


def _unsaid(found: Iterable[Secret], said: str) -> Iterator[Secret]:
    for secret in found:
        texts = tuple(t for t in secret.texts if t.endswith("/") or t not in said)
        yield replace(secret, texts=texts)
