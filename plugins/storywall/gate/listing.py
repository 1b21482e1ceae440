"""The people, teams and topics that have pages, for the gate."""

from __future__ import annotations

from dataclasses import replace

from storywall import model, shown
from storywall.gate.people import Directory
from storywall.model import Wall
from storywall.shown import ShownWall


def with_directory(listed: ShownWall, wall: Wall, find: Directory) -> ShownWall:
    """Add the people, teams, departments, practices, kinds and values that have pages."""
    people = [hero for hero in map(find.hero, wall.people) if hero.id]
    teams = [find.hero(id_) for id_ in wall.teams]
    paged: dict[str, model.Record] = {h.id: wall.people[h.id] for h in people} | dict(wall.teams)
    by_address = {
        **{f"heroes/{id_}/": record for id_, record in paged.items()},
        **{f"departments/{id_}/": record for id_, record in wall.departments.items()},
        **{f"practices/{id_}/": record for id_, record in wall.practices.items()},
        **{f"awards/{id_}/": record for id_, record in wall.awards.items()},
    }
    return replace(
        listed,
        people=tuple(sorted(people, key=lambda hero: (hero.sort_as.casefold(), hero.id))),
        teams=tuple(sorted(teams, key=lambda hero: (hero.sort_as.casefold(), hero.id))),
        members={
            id_: tuple(find.hero(member) for member in team.members)
            for id_, team in wall.teams.items()
        },
        bodies={address: record.body for address, record in by_address.items()},
        paths={address: record.path for address, record in by_address.items()},
        departments=_units(wall, find),
        practices=_habits(wall, find),
        kinds=tuple(shown.Label(find.kind(id_), term) for id_, term in wall.kinds.items()),
        values=tuple(shown.Label(find.value(id_), term) for id_, term in wall.values.items()),
    )


def _units(wall: Wall, find: Directory) -> tuple[shown.Unit, ...]:
    ordered = sorted(wall.departments.items(), key=lambda pair: (pair[1].name.casefold(), pair[0]))
    return tuple(
        shown.Unit(
            find.topic(id_, "departments"),
            unit.model_copy(update={"head": None}),
            find.hero(unit.head) if unit.head else None,
        )
        for id_, unit in ordered
    )


def _habits(wall: Wall, find: Directory) -> tuple[shown.Habit, ...]:
    ordered = sorted(wall.practices.items(), key=lambda pair: (pair[1].name.casefold(), pair[0]))
    return tuple(
        shown.Habit(
            find.practice(id_),
            practice.model_copy(update={"started_by": None}),
            find.hero(practice.started_by) if practice.started_by else None,
        )
        for id_, practice in ordered
    )
