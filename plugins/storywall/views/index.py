"""The wall by key: which stories and postcards belong to whom and to what. Built once per build."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from storywall.shown import Award, Hero, Postcard, ShownWall, Story, Topic
from storywall.views.tiles import Count


def _grouped(pairs: Iterable[tuple[str, Story]]) -> dict[str, list[Story]]:
    found: dict[str, list[Story]] = {}
    for key, story in pairs:
        found.setdefault(key, []).append(story)
    return found


@dataclass(frozen=True)
class WallIndex:
    """Lookups over what may be shown; every list is newest first."""

    wall: ShownWall

    @cached_property
    def led(self) -> Mapping[str, list[Story]]:
        """Stories by the id of each hero; a team's stories count for the team alone."""
        return _grouped((hero.id, s) for s in self.wall.stories for hero in s.heroes if hero.id)

    @cached_property
    def helped(self) -> Mapping[str, list[Story]]:
        """Stories by the id of each helper who is not one of the heroes."""
        pairs = {
            (helper.hero.id, story.id): story
            for story in self.wall.stories
            for helper in story.helpers
            if helper.hero.id and helper.hero not in story.heroes
        }
        return _grouped((hero, story) for (hero, _), story in pairs.items())

    @cached_property
    def by_department(self) -> Mapping[str, list[Story]]:
        """Stories by department."""
        return _grouped((s.department.id, s) for s in self.wall.stories if s.department)

    @cached_property
    def by_practice(self) -> Mapping[str, list[Story]]:
        """Stories by practice."""
        return _grouped((topic.id, s) for s in self.wall.stories for topic in s.practices)

    @cached_property
    def by_value(self) -> Mapping[str, list[Story]]:
        """Stories by value."""
        return _grouped((topic.id, s) for s in self.wall.stories for topic in s.values)

    @cached_property
    def by_kind(self) -> Mapping[str, list[Story]]:
        """Stories by kind."""
        return _grouped((s.kind.id, s) for s in self.wall.stories)

    @cached_property
    def helped_from(self) -> Mapping[str, list[Story]]:
        """Stories of other departments, by the department that helped."""
        pairs = {
            (helper.hero.department.id, story.id): story
            for story in self.wall.stories
            for helper in story.helpers
            if helper.hero.department and helper.hero.department != story.department
        }
        return _grouped((department, story) for (department, _), story in pairs.items())

    @cached_property
    def postcards_to(self) -> Mapping[str, list[Postcard]]:
        """Postcards by receiver."""
        found: dict[str, list[Postcard]] = {}
        for card in self.wall.postcards:
            for hero in card.to:
                if hero.id:
                    found.setdefault(hero.id, []).append(card)
        return found

    @cached_property
    def teams_of(self) -> Mapping[str, list[Hero]]:
        """Teams by member."""
        found: dict[str, list[Hero]] = {}
        for team in self.wall.teams:
            for member in self.wall.members.get(team.id, ()):
                if member.id:
                    found.setdefault(member.id, []).append(team)
        return found

    @cached_property
    def awards_of(self) -> Mapping[str, list[Award]]:
        """Rounds won, by winner."""
        found: dict[str, list[Award]] = {}
        for award in self.wall.awards:
            for winner in award.winners:
                if winner.hero.id:
                    found.setdefault(winner.hero.id, []).append(award)
        return found

    @cached_property
    def place(self) -> Mapping[str, int]:
        """Where each story hangs in the order of the wall, from 0."""
        return {story.id: index for index, story in enumerate(self.wall.stories)}


def counts(topics: Iterable[Topic]) -> tuple[Count, ...]:
    """Topics with how often each occurs, most frequent first, then by name."""
    tally = Counter(topics)
    ordered = sorted(tally.items(), key=lambda item: (-item[1], item[0].name.casefold()))
    return tuple(Count(topic, n) for topic, n in ordered)
