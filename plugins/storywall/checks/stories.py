"""Rules over single stories and postcards."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from storywall import words
from storywall.checks.consent import NEVER_ALLOWED
from storywall.model import Channel, Story
from storywall.pages.redirects import alias_address
from storywall.problems import RULES, Place, Problem, Severity, nearest, rule
from storywall.reading.gather import Reading

rule("self-told", Severity.WARNING, "A story told by its only hero persuades nobody.")
rule("body-length", Severity.SUGGESTION, "120 to 600 words are read to the end.")
rule("channels-need-wall", Severity.WARNING, "Feeds and digest link to the story's page.")
rule("channels-wider", Severity.WARNING, "Channels may narrow what was consented to, not widen it.")
rule("voice-missing", Severity.SUGGESTION, "The customer tells it better than we do.")
rule("review-due", Severity.SUGGESTION, "The author asked for a second look by this day.")
rule("translation-chain", Severity.WARNING, "A translation names the original story.")
rule("unknown-rule", Severity.WARNING, "An allowance for a rule that does not exist does nothing.")
rule("unknown-language", Severity.WARNING, "A language is named by its BCP 47 tag.")

rule(
    "bad-alias", Severity.WARNING, "An old address leads to the story when it is one of this site."
)

_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|\d{3}))?")


def _stories(reading: Reading) -> Iterator[Story]:
    for story in reading.wall.stories.values():
        if isinstance(story, Story):
            yield story


def told_by(reading: Reading, _today: date) -> Iterator[Problem]:
    """The teller is not one of the heroes alone."""
    for story in _stories(reading):
        if story.heroes == (story.told_by,):
            yield (
                reading.sources[story.path]
                .place("told_by")
                .problem(
                    "self-told",
                    f"`{story.told_by}` tells the story and is its only hero",
                    "Let a colleague or the customer tell it.",
                )
            )


def body(reading: Reading, _today: date) -> Iterator[Problem]:
    """120 to 600 words under the four headings."""
    for story in _stories(reading):
        source = reading.sources[story.path]
        size = words.count(source.body)
        if not 120 <= size <= 600:
            place = Place(source.path, source.body_line, 1, "body")
            message = f"the text has {size} words"
            yield place.problem("body-length", message, "Between 120 and 600 are read to the end.")


def channels(reading: Reading, _today: date) -> Iterator[Problem]:
    """A story's channels lie within the consent's, and feeds and digest need the wall."""
    for story in _stories(reading):
        source = reading.sources[story.path]
        agreed = set(story.consent.channels) if story.consent else set(Channel)
        chosen = agreed if story.channels is None else set(story.channels)
        where = ("consent", "channels") if story.channels is None else ("channels",)
        for channel in sorted(chosen - agreed):
            index = (story.channels or ()).index(channel)
            yield source.place("channels", index).problem(
                "channels-wider",
                f"nobody consented to `{channel}`",
                "Take it away; or ask, and then add it to the `channels:` of `consent:` as well.",
            )
        if Channel.WALL not in chosen and chosen & {Channel.FEEDS, Channel.DIGEST}:
            yield source.place(*where).problem(
                "channels-need-wall",
                "feeds and digest need the wall, to which they link",
                "Add `wall`, or keep `screens` alone.",
            )


def voice(reading: Reading, _today: date) -> Iterator[Problem]:
    """The customer's words are advised where a customer was involved."""
    for story in _stories(reading):
        involved = story.consent is None or story.consent.customer != "not-involved"
        if story.voice is None and involved and story.translation_of is None:
            yield (
                reading.sources[story.path]
                .place("voice", key=True)
                .problem(
                    "voice-missing",
                    "the customer's own words are missing",
                    "Add `voice:` with `quote:` and `by:`.",
                )
            )


def review(reading: Reading, today: date) -> Iterator[Problem]:
    """A review day that has passed."""
    for story in _stories(reading):
        if story.review_by is not None and story.review_by < today:
            yield (
                reading.sources[story.path]
                .place("review_by")
                .problem(
                    "review-due",
                    f"this story was to be reviewed by {story.review_by.isoformat()}",
                    "Read it again and set a later day, or take the field away.",
                )
            )


def translations(reading: Reading, _today: date) -> Iterator[Problem]:
    """A translation names an original, which is no translation itself, in another language."""
    for story in _stories(reading):
        original = reading.wall.stories.get(story.translation_of or "")
        if isinstance(original, Story) and original.translation_of is not None:
            yield (
                reading.sources[story.path]
                .place("translation_of")
                .problem(
                    "translation-chain",
                    f"`{original.id}` is a translation itself",
                    f"Name the original, `{original.translation_of}`.",
                )
            )


def languages(reading: Reading, _today: date) -> Iterator[Problem]:
    """A ``lang`` has the form of a BCP 47 tag."""
    for group in (reading.wall.stories, reading.wall.postcards):
        for record in group.values():
            if record.lang is not None and not _LANGUAGE.fullmatch(record.lang):
                yield (
                    reading.sources[record.path]
                    .place("lang")
                    .problem(
                        "unknown-language",
                        f"`{record.lang}` does not name a language",
                        "Write it like `de`, `pt-BR` or `ja`.",
                    )
                )


def allowances(reading: Reading, _today: date) -> Iterator[Problem]:
    """An allowance names a rule that exists, and that may be allowed."""
    for story in _stories(reading):
        for index, allowance in enumerate(story.allow):
            place = reading.sources[story.path].place("allow", index, "code")
            if allowance.code not in RULES:
                hint = nearest(allowance.code, RULES) or "The check prints the code in brackets."
                message = f"there is no rule `{allowance.code}`"
                yield place.problem("unknown-rule", message, hint)
            elif allowance.code in NEVER_ALLOWED:
                message = (
                    f"`{allowance.code}` cannot be allowed: nobody is shown against their will"
                )
                yield place.problem("unknown-rule", message, "Take the allowance away.")


def aliases(reading: Reading, _today: date) -> Iterator[Problem]:
    """An alias is an address of this site."""
    for story in reading.wall.stories.values():
        for index, alias in enumerate(story.aliases):
            if alias_address(alias) is None:
                yield (
                    reading.sources[story.path]
                    .place("aliases", index)
                    .problem(
                        "bad-alias",
                        f"`{alias}` is no address on this site",
                        "Write what follows the site's name, for example `stories/old-name/`.",
                    )
                )


CHECKS = (
    told_by,
    body,
    channels,
    voice,
    review,
    translations,
    languages,
    allowances,
    aliases,
)
