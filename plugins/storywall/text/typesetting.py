"""Authors' bodies as safe HTML, with every link between files turned into an address."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from urllib.parse import unquote, urlsplit

from markupsafe import Markup

from storywall import parallel
from storywall.address import Address
from storywall.pages.render import Picture, Pictures
from storywall.problems import Problem
from storywall.reading.gather import Reading
from storywall.reading.sources import Source
from storywall.settings import Sections
from storywall.shown import Photo, ShownWall, Story
from storywall.text.markdown import Rendered, Renderer
from storywall.text.weave import Part
from storywall.views.pages import Section

BODY_CROP = "feed"
_ROLES = ("situation", "did", "changed", "repeat")
_ID = re.compile(r'\sid="([^"]*)"')


def page_address(path: str) -> Address:
    """The address of an ordinary page: ``help/rules.md`` is at ``help/rules/``."""
    stem = path.removesuffix(".md")
    if posixpath.basename(stem) == "index":
        stem = posixpath.dirname(stem)
    return Address(f"{stem}/" if stem else "")


def addresses(wall: ShownWall, reading: Reading) -> dict[str, Address]:
    """The address of every file that is published, by its path."""
    found = {source.path: page_address(source.path) for source in reading.folder.pages}
    found |= {path: Address(address) for address, path in wall.paths.items()}
    found |= {card.path: card.address for card in wall.postcards if card.path}
    translated = (story for versions in wall.translations.values() for story in versions)
    found |= {story.path: story.address for story in (*wall.stories, *translated)}
    return found


def target_path(path: str, target: str) -> tuple[str, str]:
    """The path below the stories folder that *target*, written in the file *path*, names."""
    parts = urlsplit(target)
    folder = posixpath.dirname(path)
    joined = posixpath.normpath(posixpath.join(folder, unquote(parts.path)))
    return joined, unquote(parts.fragment)


@dataclass
class Typesetter:
    """Sets bodies in type; *problems* gather as it goes. *jobs* is how many processes may help."""

    reading: Reading
    places: Mapping[str, Address]
    pictures: Pictures
    jobs: int = 1
    problems: list[Problem] = field(default_factory=list)
    _renderer: Renderer = field(default_factory=Renderer)
    _ids: dict[str, frozenset[str]] = field(default_factory=dict)

    def render(self, source: Source, here: Address | None = None) -> Rendered:
        """The body of a file, its links resolved and its problems noted."""
        rendered = self._set(source, here)
        self.problems += rendered.problems
        return rendered

    def render_all(self, sources: Sequence[tuple[Source, Address]]) -> list[Rendered]:
        """The body of each file with its page's address, as :meth:`render` gives it."""
        rendered = parallel.each(lambda pair: self._set(*pair), sources, self.jobs)
        self.problems += [problem for each in rendered for problem in each.problems]
        return rendered

    def _set(self, source: Source, here: Address | None) -> Rendered:
        return self._renderer.render(
            source.body,
            path=source.path,
            first_line=source.body_line,
            resolve_link=lambda target: self._resolve(source, target),
            prefix="",
            here=here,
        )

    def _resolve(self, source: Source, target: str) -> Address | Picture | str | None:
        path, fragment = target_path(source.path, target)
        if path in self.reading.folder.media:
            return self.pictures(Photo(path, ""), BODY_CROP)
        address = self.places.get(path)
        if address is None or (fragment and fragment not in self._ids_of(path)):
            return None
        return Address(f"{address}#{fragment}") if fragment else address

    def _ids_of(self, path: str) -> frozenset[str]:
        """The ids of the headings in the file at *path*."""
        if path not in self._ids:
            source = self.reading.sources[path]
            html = self._renderer.render(
                source.body, path=path, first_line=1, resolve_link=lambda target: target, prefix=""
            ).html
            self._ids[path] = frozenset(_ID.findall(html))
        return self._ids[path]


def sections(parts: tuple[Part, ...], names: Sections) -> tuple[Section, ...]:
    """A story's parts with their roles: by the settings' names, else by their order of four."""
    known = {getattr(names, role).casefold(): role for role in _ROLES}
    roles = [known.get(part.heading.casefold(), "") for part in parts]
    headed = [index for index, part in enumerate(parts) if part.heading]
    # A translation has its own names for the four, and may share one of them (`Situation`).
    in_order = [(roles[index], role) for index, role in zip(headed, _ROLES, strict=False)]
    if len(headed) == len(_ROLES) and all(named in {"", role} for named, role in in_order):
        for index, role in zip(headed, _ROLES, strict=True):
            roles[index] = role
    return tuple(
        Section(part.heading, part.id, part.html, role)
        for part, role in zip(parts, roles, strict=True)
    )


def body_pictures(reading: Reading, paths: Iterable[str]) -> Iterator[Photo]:
    """The pictures that the bodies of the files *paths* show."""
    renderer = Renderer()
    for path in paths:
        source = reading.sources[path]
        for target in renderer.pictures(source.body):
            found, _ = target_path(path, target)
            if found in reading.folder.media:
                yield Photo(found, "")


def story_sections(
    typesetter: Typesetter, stories: Sequence[Story], names: Sections
) -> dict[str, tuple[Section, ...]]:
    """Every story's sections, by its path."""
    sources = typesetter.reading.sources
    rendered = typesetter.render_all([(sources[story.path], story.address) for story in stories])
    return {
        story.path: sections(one.sections, names)
        for story, one in zip(stories, rendered, strict=True)
    }


def bodies(typesetter: Typesetter, wall: ShownWall) -> dict[str, Markup]:
    """The text of every other file that has a page, by address."""
    return {
        address: typesetter.render(typesetter.reading.sources[path], Address(address)).html
        for address, path in wall.paths.items()
    }
