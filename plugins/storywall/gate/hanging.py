"""Records → what may be shown of them: every name, topic and default settled."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping

from storywall import model, shown
from storywall.address import Address
from storywall.gate.admission import Gate, card_held_back, channels_of, held_back
from storywall.gate.people import Directory, is_private
from storywall.model import Channel, Wall
from storywall.words import count

# The gate's own lists replace these: what a file says of people is not for views.
_NOBODY = {"judges": (), "nominees": (), "winners": ()}


class Hanging:
    """Turns records into what may be shown; made once per build."""

    def __init__(self, wall: Wall, gate: Gate) -> None:
        self.wall, self.gate = wall, gate
        self.directory = Directory(wall, gate.words)
        self.ribbons = self._ribbons()

    def _ribbons(self) -> dict[str, shown.Ribbon]:
        """The ribbon of each winning story; of several the latest round's."""
        rounds = sorted(self.wall.awards.values(), key=lambda a: (a.closes, a.id))
        return {
            winner.story: shown.Ribbon(Address(f"awards/{award.id}/"), award.title, award.period)
            for award in rounds
            if award.closes < self.gate.today
            for winner in award.winners
            if winner.story is not None
        }

    def _heroes(self, texts: tuple[str, ...]) -> tuple[shown.Hero, ...]:
        return tuple(self.directory.hero(text) for text in texts)

    def _department(self, story: model.Story) -> shown.Topic | None:
        if story.department is not None:
            return self.directory.department(story.department)
        first = self.wall.people.get(story.heroes[0]) or self.wall.teams.get(story.heroes[0])
        return self.directory.department(getattr(first, "department", None))

    def story(self, story: model.Story) -> shown.Story:
        """A story with every name, topic and default settled."""
        find = self.directory
        preview = held_back(story, self.gate) if self.gate.preview else ""
        told = story.told_by
        slide = story.slide or model.SlideText()
        return shown.Story(
            id=story.id,
            path=story.path,
            address=Address(f"stories/{story.id}/"),
            title=story.title,
            summary=story.summary,
            date=self.gate.day(story.date),
            published=self.gate.published.get(f"stories/{story.id}", self.gate.instant(story.date)),
            lang=story.lang or self.gate.words.language,
            kind=find.kind(story.kind),
            department=self._department(story),
            heroes=self._heroes(story.heroes),
            told_by=None if told in {"customer", "anonymous"} else find.hero(told),
            told_by_customer=told == "customer",
            evidence=_evidence(story.evidence),
            body=story.body,
            channels=frozenset({Channel.WALL}) if preview else self._channels(story),
            level=story.level or "",
            happened=story.happened or "",
            helpers=self._helpers(story),
            practices=tuple(map(find.practice, story.practices)),
            values=tuple(map(find.value, story.values)),
            voice=_voice(story),
            connects=story.connects or "",
            next_time=story.next_time or "",
            thanks=tuple(self._thanks(entry) for entry in story.thanks),
            photo=find.photo(story),
            headline=slide.headline or story.title,
            line=slide.line or "",
            ribbon=self.ribbons.get(story.id),
            translation_of=self._original(story),
            aliases=story.aliases,
            mark=preview,
        )

    def _original(self, story: model.Story) -> str:
        """The id of the story that *story* translates, in the end; ``""`` when there is none."""
        chain = [story.id]
        while True:
            record = self.wall.stories[chain[-1]]
            named = record.translation_of if isinstance(record, model.Story) else None
            if named is None or named not in self.wall.stories:
                return chain[-1] if len(chain) > 1 else ""
            if named in chain:  # they translate each other
                return "" if named == story.id else named
            chain.append(named)

    def _channels(self, story: model.Story) -> frozenset[Channel]:
        """A translation is counted once, and those who left are on no screen."""
        channels = channels_of(story)
        if self._original(story):
            channels -= {Channel.FEEDS, Channel.SCREENS}
        if not all(hero.active for hero in self._heroes(story.heroes)):
            channels -= {Channel.SCREENS}
        return channels

    def _helpers(self, story: model.Story) -> tuple[shown.Helper, ...]:
        """Everyone who helped: the relay in its order, then those who are only listed."""
        said = {entry.who for entry in story.relay}
        relay = tuple(shown.Helper(self.directory.hero(r.who), r.did) for r in story.relay)
        others = (who for who in story.helped_by if who not in said)
        rest = tuple(shown.Helper(self.directory.hero(who)) for who in others)
        return relay + rest

    def _thanks(self, entry: model.Thanks) -> shown.ThankYou:
        by = self.directory.hero(entry.by)
        return shown.ThankYou(by, entry.role or by.role, entry.text, entry.on)

    def postcard(self, card: model.Postcard, stories: Mapping[str, shown.Story]) -> shown.Postcard:
        """A postcard with its names settled."""
        receivers = self._heroes(card.to)
        public_id = self._public_id(card)
        mark = card_held_back(card, self.wall, self.gate)
        department = next((hero.department for hero in receivers if hero.department), None)
        return shown.Postcard(
            id=public_id,
            path=card.path if public_id == card.id else "",
            address=Address(f"postcards/{public_id}/"),
            to=receivers,
            sender=self.directory.hero(card.sender),
            text=card.text,
            date=self.gate.day(card.date),
            published=self.gate.published.get(f"postcards/{card.id}", self.gate.instant(card.date)),
            lang=card.lang or self.gate.words.language,
            department=department,
            value=self.directory.value(card.value) if card.value else None,
            grew_into=stories.get(card.grew_into or ""),
            on_screens=not mark
            and all(h.active and h.kind == "person" and h.id != "" for h in receivers),
            mark=mark,
        )

    def _public_id(self, card: model.Postcard) -> str:
        """The card's id, or a neutral one when the card mentions somebody private."""
        if not any(is_private(self.wall, who) for who in (*card.to, card.sender)):
            return card.id
        digest = hashlib.sha256(card.id.encode()).hexdigest()[:8]
        return f"{self.gate.day(card.date).isoformat()}-{digest}"

    def award(self, award: model.AwardRound, stories: Mapping[str, shown.Story]) -> shown.Award:
        """An award round; winners only once it is closed."""

        def nominee(entry: model.Nominee) -> shown.Nominee:
            citation = entry.citation if isinstance(entry, model.Winner) else ""
            return shown.Nominee(
                self.directory.hero(entry.hero), stories.get(entry.story or ""), citation
            )

        decided = award.closes < self.gate.today
        return shown.Award(
            id=award.id,
            address=Address(f"awards/{award.id}/"),
            declared=award.model_copy(update=_NOBODY),
            judges=self._heroes(award.judges),
            nominees=tuple(nominee(entry) for entry in award.nominees),
            winners=tuple(nominee(entry) for entry in award.winners) if decided else (),
        )


def _evidence(given: model.Evidence) -> shown.Evidence:
    return shown.Evidence(
        grade=given.grade,
        source=given.source or "",
        ref=given.ref or "",
        metric=given.metric or "",
        before=given.before or "",
        after=given.after or "",
        unit=given.unit or "",
        period=given.period or "",
    )


def _voice(story: model.Story) -> shown.Quote | None:
    if story.voice is None:
        return None
    return shown.Quote(story.voice.quote, story.voice.by, count(story.voice.quote))
