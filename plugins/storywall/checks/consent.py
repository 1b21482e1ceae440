"""Rules about who agreed to be shown."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from storywall.model import Story
from storywall.problems import Problem, Severity, rule
from storywall.reading.gather import Reading

rule("consent-missing", Severity.ERROR, "Nobody is shown who did not agree.")
rule("consent-heroes", Severity.ERROR, "Nobody is shown who did not agree.")
rule("consent-ended", Severity.SUGGESTION, "The consent was given until a day that has passed.")

HELD_BY_GATE = frozenset({"consent-missing", "consent-heroes"})
"""Codes that keep a story from every channel but a preview."""

NEVER_ALLOWED = HELD_BY_GATE | {"hidden-name"}
"""What a reviewer cannot wave through: consent and privacy are not matters of taste."""


def consent(reading: Reading, today: date) -> Iterator[Problem]:
    """Consent is there, covers the heroes, and has not ended."""
    for story in reading.wall.stories.values():
        if not isinstance(story, Story) or story.status != "published":
            continue
        source = reading.sources[story.path]
        if story.consent is None:
            yield source.place("consent", key=True).problem(
                "consent-missing",
                "it is not said who agreed to this story",
                "Ask, then add `consent:` and below it `  heroes: true` and `  customer:` with "
                "`anonymous`, `named` or `not-involved`: what did they agree to?",
            )
        elif not story.consent.heroes:
            yield source.place("consent", "heroes").problem(
                "consent-heroes",
                "the heroes have not agreed",
                "Ask them; until then keep it as `status: draft`.",
            )
        elif story.consent.until is not None and story.consent.until < today:
            yield source.place("consent", "until").problem(
                "consent-ended",
                f"the consent ended on {story.consent.until.isoformat()}; the story hangs no more",
                "Ask again, or set `status: withdrawn`.",
            )


CHECKS = (consent,)
