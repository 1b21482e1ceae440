"""Which pictures of the stories folder no text may show, and no record as its own."""

from __future__ import annotations

from collections.abc import Iterable

from storywall.model import Erased, Person, Wall


def is_faceless(person: Person | Erased) -> bool:
    """Whether nothing of *person* is shown, the face included."""
    if isinstance(person, Erased) or person.visibility == "hidden":
        return True
    return person.visibility == "first-name" and not person.short_name


def private_pictures(wall: Wall) -> frozenset[str]:
    """The pictures of people whose face is shown nowhere: hidden, erased, or nobody knows."""
    shown = {person.path for person in wall.people.values() if not is_faceless(person)}
    return _of(wall, (p for p in wall.pictures if p.startswith("people/") and p not in shown))


def withheld_media(wall: Wall, stories: Iterable[str]) -> frozenset[str]:
    """Private pictures, and those that belong only to records that are not shown.

    *stories* are the paths of those stories that hang.
    """
    groups = (wall.people, wall.teams, wall.departments, wall.practices, wall.awards)
    shown = {*stories, *(record.path for group in groups for record in group.values())}
    public = _of(wall, shown & wall.pictures.keys())
    return (_of(wall, wall.pictures.keys() - shown) - public) | private_pictures(wall)


def _of(wall: Wall, paths: Iterable[str]) -> frozenset[str]:
    return frozenset[str]().union(*(wall.pictures[path] for path in paths))
