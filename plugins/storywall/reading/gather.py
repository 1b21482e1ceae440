"""Records → Wall: one thing per id, everything by key."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import PurePosixPath
from typing import Any

from storywall.model import (
    Record,
    RecordKind,
    Wall,
    Withdrawn,
)
from storywall.model.fields import is_id
from storywall.problems import Problem
from storywall.reading import schema, sources
from storywall.reading.layout import kind_of, picture_path
from storywall.reading.misfiled import wrong_folder
from storywall.reading.sources import Folder, Source
from storywall.settings import Project

# Kinds that share one space of ids: /heroes/ID/ serves people and teams.
_SPACES = {
    RecordKind.PERSON: "hero",
    RecordKind.TEAM: "hero",
}


@dataclass(frozen=True, slots=True)
class Reading:
    """The folder as values: the wall of all that parsed, and the files behind it by path.

    *broken* are kind and id of files that did not parse: a mention of one is no misspelling.
    *sections* are the headings that a story's text should have.
    """

    wall: Wall
    folder: Folder
    sources: Mapping[str, Source] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()
    broken: frozenset[tuple[RecordKind, str]] = frozenset()
    sections: tuple[str, ...] = ()

    def broken_ids(self, *kinds: RecordKind) -> frozenset[str]:
        """Ids of the broken files of *kinds*."""
        return frozenset(id_ for kind, id_ in self.broken if kind in kinds)


def _earlier(record: Record) -> tuple[bool, str, str]:
    """What stays of two comes first: what was withdrawn, since nobody wants it back."""
    date = getattr(record, "date", None)
    published = not isinstance(record, Withdrawn)
    return (published, date.isoformat() if date else "9999", record.path)


def _unique(
    records: Iterable[tuple[RecordKind, Record]], by_path: Mapping[str, Source]
) -> tuple[dict[RecordKind, dict[str, Any]], list[Problem]]:
    """Records by kind and id; of two with one id both are reported and the earlier one stays."""
    spaces: dict[tuple[str, str], list[tuple[RecordKind, Record]]] = {}
    for kind, record in records:
        spaces.setdefault((_SPACES.get(kind, kind.value), record.id), []).append((kind, record))
    kept: dict[RecordKind, dict[str, Any]] = {kind: {} for kind in RecordKind}
    problems: list[Problem] = []
    for (_, id_), rivals in spaces.items():
        rivals.sort(key=lambda pair: _earlier(pair[1]))
        kind, winner = rivals[0]
        kept[kind][id_] = winner
        for _, record in rivals if len(rivals) > 1 else ():
            others = [other.path for _, other in rivals if other is not record]
            place = by_path[record.path].place("id", key=True)
            stays = "this one stays" if record is winner else f"`{winner.path}` stays"
            message = f"the id `{id_}` is also that of {', '.join(others)}; {stays}"
            problems.append(place.problem("duplicate-id", message, "Rename one of the files."))
    return kept, problems


def gather(folder: Folder) -> Reading:
    """Parse every file of *folder* and put what is sound together."""
    by_path = {source.path: source for source in folder.records}
    by_path |= {source.path: source for source in folder.programme.values()}
    by_path |= {source.path: source for source in folder.pages}
    problems: list[Problem] = []
    records: list[tuple[RecordKind, Record]] = []
    broken = set(folder.unread)
    private = set(folder.unread_people)
    for source in folder.records:
        misfiled = wrong_folder(source)
        record, found = (None, [misfiled]) if misfiled else schema.parse(source)
        problems += found
        kind = source.kind or RecordKind.STORY
        if record is not None:
            records.append((kind, record))
            continue
        broken |= {(kind, id_) for id_ in _ids(source)}
        if kind is RecordKind.PERSON and schema.asks_for_privacy(source):
            private |= _ids(source)
    kept, found = _unique(records, by_path)
    programme, more = schema.parse_programme(folder)
    wall = Wall(
        stories=kept[RecordKind.STORY],
        postcards=kept[RecordKind.POSTCARD],
        people=kept[RecordKind.PERSON],
        teams=kept[RecordKind.TEAM],
        departments=kept[RecordKind.DEPARTMENT],
        practices=kept[RecordKind.PRACTICE],
        awards=kept[RecordKind.AWARD],
        private=frozenset(private),
        pictures=_pictures(folder),
        **programme,
    )
    return Reading(wall, folder, by_path, tuple(problems + found + more), frozenset(broken))


def _pictures(folder: Folder) -> dict[str, frozenset[str]]:
    """The pictures that belong to each record's file: declared in it, or beside it by its name."""
    known = {source.path for source in folder.records}
    found: dict[str, set[str]] = {}
    for source in folder.records:
        photo = source.data.get("photo")
        src = photo.get("src") if isinstance(photo, dict) else photo
        path = picture_path(source.path, src.strip()) if isinstance(src, str) else None
        if path in folder.media:
            found.setdefault(source.path, set()).add(path)
    for path in folder.media:
        record = f"{PurePosixPath(path).with_suffix('')}.md"
        kind = kind_of(record)
        if record in known or (kind and (kind, PurePosixPath(record).stem) in folder.unread):
            found.setdefault(record, set()).add(path)
    return {record: frozenset(pictures) for record, pictures in found.items()}


def _ids(source: Source) -> set[str]:
    """The ids by which others may mention the file: its stem, and the one that it declares."""
    declared = source.data.get("id")
    return {source.stem, *([declared] if isinstance(declared, str) and is_id(declared) else [])}


def read(project: Project) -> Reading:
    """Read and gather the stories folder of *project*."""
    folder, problems = sources.read(project.site.stories, project.settings.pages)
    reading = gather(folder)
    names = project.settings.sections
    return replace(
        reading,
        problems=(*problems, *reading.problems),
        sections=(names.situation, names.did, names.changed, names.repeat),
    )
