"""What the finished site must not show: the verifier's list, made apart from the gate."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from storywall.model import Channel, Erased, Person, Record, Story, Withdrawn
from storywall.pages.redirects import alias_address
from storywall.reading.gather import Reading
from storywall.release import negatives
from storywall.release.needles import Needles, tokens
from storywall.release.public import Public, marks
from storywall.release.secret import Secret, Where
from storywall.release.withheld import card_why_not, channels, is_faceless, why_not
from storywall.release.wording import runs, wording

_NAMED = "; take the name out of the file that says it"

Kept = tuple[Secret, Record | None]
"""A secret, and the record whose pictures are part of it."""


def _all_of(what: str, record: Record, place: str) -> Secret:
    """Everything that *record* says, shows and is called."""
    said = wording(record)
    # An id of two words is a phrase of any style sheet or sentence.
    own = frozenset({record.id} if record.id.count("-") > 1 else ())
    hint = f"; if that is no part of it, say it otherwise in {record.path}"
    texts = (place, *said.runs)
    return Secret(
        f"{what} ({record.path})",
        texts,
        path=record.path,
        phrases=said.phrases,
        marks=own,
        hint=hint,
    )


def _stories(reading: Reading, now: datetime) -> Iterator[Kept]:
    for story in reading.wall.stories.values():
        if isinstance(story, Withdrawn):
            yield from _withdrawn(story, "stories", reading)
        elif why := why_not(story, now):
            yield _all_of(why, story, f"stories/{story.id}/"), story
        else:
            yield from _channelled(story)


def _channelled(story: Story) -> Iterator[Kept]:
    """What the consent keeps out of feeds and off screens, or for screens alone."""
    chosen = channels(story)
    place = f"stories/{story.id}/"
    if Channel.WALL not in chosen:
        yield Secret(f"a page of a story for screens alone ({story.path})", (place,)), None
        yield _part(story, "a story for screens alone", "off-screens", body=True), None
        return
    if Channel.FEEDS not in chosen:
        told = _part(story, "a story that is for no feed", "feeds")
        yield replace(told, texts=(place, *told.texts)), None
    if Channel.SCREENS not in chosen:
        told = _part(story, "a story that is for no screen", "screens")
        yield replace(told, texts=(place, *told.texts)), None


def _part(story: Story, what: str, where: Where, *, body: bool = False) -> Secret:
    said = wording(story, body=body)
    hint = f"; if that is no part of it, say it otherwise in {story.path}"
    return Secret(
        f"{what} ({story.path})",
        said.runs,
        path=story.path,
        phrases=said.phrases,
        where=where,
        hint=hint,
    )


def _withdrawn(record: Withdrawn, folder: str, reading: Reading) -> Iterator[Kept]:
    """Its words may be nowhere; its address only on its own page and where it redirects from."""
    place = f"{folder}/{record.id}/"
    texts = tuple(runs(reading.sources[record.path].body))
    what = f"the text of something withdrawn ({record.path})"
    hint = f"; {record.path} needs no text any more"
    yield Secret(what, texts, path=record.path, hint=hint), None
    aliases = (address.path for alias in record.aliases if (address := alias_address(alias)))
    but_in = frozenset({f"{place}index.html", *aliases})
    what = f"a link to something withdrawn ({record.path})"
    yield Secret(what, (place,), but_in=but_in), None


def _postcards(reading: Reading, now: datetime) -> Iterator[Kept]:
    for card in reading.wall.postcards.values():
        if isinstance(card, Withdrawn):
            yield from _withdrawn(card, "postcards", reading)
        elif why := card_why_not(card, reading.wall, now):
            yield _all_of(why, card, f"postcards/{card.id}/"), card


def _awards(reading: Reading, now: datetime) -> Iterator[Kept]:
    for award in reading.wall.awards.values():
        told = tuple(run for winner in award.winners for run in runs(winner.citation))
        if told and award.closes >= now.date():
            hint = f"; if that is no part of it, say it otherwise in {award.path}"
            yield Secret(f"a round that is not decided ({award.path})", told, hint=hint), None


def _people(reading: Reading) -> Iterator[Kept]:
    public = _public(reading)
    for person in reading.wall.people.values():
        if isinstance(person, Erased):
            words = person.id.replace("-", " ")
            told = _telling(person.id, (person.id, words), public)
            yield Secret(f"the erased person {person.path}", told, hint=_NAMED), None
        elif person.visibility != "named":
            kept = person.short_name if person.visibility == "first-name" else None
            named = (name for name in (person.name, *person.also_known_as) if name != kept)
            told = _telling(person.id, (person.id, *named), public)
            secret = Secret(f"a private name ({person.path})", told, hint=_NAMED)
            yield secret, person if is_faceless(person) else None


def _private_pages(reading: Reading) -> Iterator[Kept]:
    """What a private person's file says beside the name: it has no page."""
    for person in reading.wall.people.values():
        if not isinstance(person, Person) or person.visibility == "named":
            continue
        alt = person.photo.alt if person.photo and is_faceless(person) else ""
        if told := (*runs(person.body), *runs(alt)):
            hint = f"; if that is no part of it, say it otherwise in {person.path}"
            yield Secret(f"the page of somebody private ({person.path})", told, hint=hint), None


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


def secrets(reading: Reading, now: datetime, cache: Path | None = None) -> list[Secret]:
    """Everything that no file of the site may show at *now*, which is in the site's time zone.

    *cache* keeps the pictures that are made of withheld photos, to know them again.
    """
    public = Public(reading, now)
    withheld = [*_stories(reading, now), *_postcards(reading, now), *_awards(reading, now)]
    withheld += _private_pages(reading)
    people = list(_people(reading))
    records = [record for _, record in (*withheld, *people) if record is not None]
    found = negatives.develop(reading, public, records, cache)

    def with_pictures(kept: Iterable[Kept]) -> Iterator[Secret]:
        for secret, record in kept:
            files, names = found.get(record.path if record else "", negatives.NOTHING)
            yield replace(secret, digests=files, marks=secret.marks | names)

    told = list(with_pictures(withheld))
    places: tuple[Where, ...] = ("", "feeds", "screens", "off-screens")
    unsaid = [each for where in places for each in _unsaid(told, public, where)]
    return [*unsaid, *with_pictures(people)]


def _unsaid(secrets_: Iterable[Secret], public: Public, where: Where) -> Iterator[Secret]:
    """The secrets of *where* without what those files may say all the same."""
    mine = [secret for secret in secrets_ if secret.where == where]
    if not mine:
        return
    left = Needles((text, None) for secret in mine for text in (*secret.texts, *secret.phrases))
    known: set[str] = set()
    linked: dict[str, set[tuple[str, str]]] = {}
    for document in public.documents(where):
        left.drop(tokens(document.text))
        known |= marks(f"{document.path}\n{document.text}")
        for id_ in document.mentions:
            linked.setdefault(id_, set()).add((document.path, document.page))
    taken = public.addresses()
    for secret in mine:
        texts = tuple(t for t in secret.texts if t not in taken and (t.endswith("/") or t in left))
        phrases = tuple(text for text in secret.phrases if text in left)
        free = replace(secret, texts=texts, phrases=phrases, marks=secret.marks - known)
        yield _as_linked(free, linked)


def _as_linked(secret: Secret, linked: dict[str, set[tuple[str, str]]]) -> Secret:
    """*secret* without the addresses to which an author may link: the page is there."""
    place = next((text for text in secret.texts if text.endswith("/")), "")
    by = linked.get(place.rstrip("/").rpartition("/")[2]) if place else None
    if not by:
        return secret
    if secret.where:
        return replace(secret, texts=tuple(text for text in secret.texts if text != place))
    hint = f"; {', '.join(sorted(path for path, _ in by))} names it: take that out"
    pages = {page for _, page in by} | {"feed.xml"} if secret.but_in else set()
    return replace(secret, but_in=secret.but_in | pages, hint=hint)
