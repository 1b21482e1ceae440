"""Authors' bodies as safe HTML, with every link between files turned into an address."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from html import unescape
from urllib.parse import unquote, urlsplit

from markdown import Markdown
from markupsafe import Markup

from storywall import parallel
from storywall.address import Address
from storywall.pages.render import Pictures
from storywall.problems import Problem
from storywall.reading.gather import Reading
from storywall.reading.sources import Source
from storywall.settings import Sections
from storywall.shown import Photo, ShownWall, Story
from storywall.text.markdown import EXTENSIONS, Rendered, Renderer
from storywall.text.markdown_text import REFUSED_HTML, too_costly
from storywall.text.sanitise import (
    OURS,
    REFUSED_LINK,
    Tag,
    apart,
    scheme,
    story_tokens,
    without_controls,
)
from storywall.text.weave import WITHHELD, Found, Part
from storywall.views.pages import Section

BODY_CROP = "feed"
_ROLES = ("situation", "did", "changed", "repeat")
DOCUMENT = ".pdf"
INDEX = "index.md"
"""The one page in the pages' folder that is the wall's own."""

_ID = re.compile(r'\sid="([^"]*)"')
_TRUSTED = frozenset({REFUSED_HTML, REFUSED_LINK})
_PICTURE = re.compile(r"\.(?:jpe?g|png|webp)", re.IGNORECASE)


class PageRenderer(Renderer):
    """Renders ordinary pages, with the ids that a site builder's table of contents gives."""

    def __init__(self) -> None:
        """Set up Python-Markdown with the extensions of a body, and ``toc``."""
        super().__init__()
        self._markdown = self._new()

    def ids(self, text: str) -> frozenset[str]:
        """The ids on the page whose body is *text*."""
        html = None if too_costly(text) else self._convert(without_controls(text))
        found = {unescape(id_) for id_ in _ID.findall(html or "")}
        # Links to what was set apart follow it.
        return frozenset(found | {id_.removeprefix("text-") for id_ in found if OURS in id_})

    def _convert(self, text: str) -> str | None:
        html = super()._convert(text)
        if html is None:
            self._markdown = self._new()
            return None
        return apart(html)

    @staticmethod
    def _new() -> Markdown:
        return Markdown(
            extensions=[*EXTENSIONS, "toc"],
            extension_configs={"tables": {"use_align_attribute": True}},
            output_format="html",
        )


def page_address(path: str) -> Address:
    """The address of an ordinary page: ``help/rules.md`` is at ``help/rules/``.

    ``README.md`` answers for its folder as ``index.md`` does: so site builders have it.
    """
    stem = path.removesuffix(".md")
    if posixpath.basename(stem) in ("index", "README"):
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
    """Sets bodies in type; *problems* gather as it goes. *jobs* is how many processes may help.

    Where ordinary pages are *trusted*, their HTML is printed as it was typed and refused nowhere.
    *withheld* are pictures that no text may show.
    """

    reading: Reading
    places: Mapping[str, Address]
    pictures: Pictures
    jobs: int = 1
    trusted: bool = False
    withheld: frozenset[str] = frozenset()
    problems: list[Problem] = field(default_factory=list)
    _renderer: Renderer = field(default_factory=Renderer)
    _pages: PageRenderer = field(default_factory=PageRenderer)
    _ids: dict[str, frozenset[str]] = field(default_factory=dict)

    def render(self, source: Source, here: Address | None = None) -> Rendered:
        """The body of a file, its links resolved and its problems noted."""
        rendered = self._set(source, here)
        trusted = self.trusted and self._is_ordinary(source)
        refused = _TRUSTED if trusted else frozenset()
        self.problems += [one for one in rendered.problems if one.code not in refused]
        return rendered

    def render_all(self, sources: Sequence[tuple[Source, Address]]) -> list[Rendered]:
        """The body of each file with its page's address, as :meth:`render` gives it."""
        rendered = parallel.each(lambda pair: self._set(*pair), sources, self.jobs)
        self.problems += [problem for each in rendered for problem in each.problems]
        return rendered

    def _set(self, source: Source, here: Address | None) -> Rendered:
        renderer = self._pages if self._is_ordinary(source) else self._renderer
        return renderer.render(
            source.body,
            path=source.path,
            first_line=source.body_line,
            resolve_link=lambda target: self._resolve(source, target),
            prefix="",
            here=here,
        )

    def _resolve(self, source: Source, target: str) -> Found:
        path, fragment = target_path(source.path, target)
        if path in self.withheld:
            return WITHHELD
        if path in self.reading.folder.media:
            if not path.lower().endswith(DOCUMENT):
                return self.pictures(Photo(path, ""), BODY_CROP)
            # The site builder brings documents over, and asks ordinary pages which.
            return Address(path) if self._is_ordinary(source) else None
        address = self.places.get(path)
        if address is None or (fragment and fragment not in self.ids_of(path)):
            return None
        return Address(f"{address}#{fragment}") if fragment else address

    def _is_ordinary(self, source: Source) -> bool:
        """Whether the site builder makes the page of *source*."""
        return source.kind is None and source.path != INDEX and source in self.reading.folder.pages

    def ids_of(self, path: str) -> frozenset[str]:
        """The ids of the headings in the file at *path*."""
        if path not in self._ids:
            source = self.reading.sources[path]
            if self._is_ordinary(source):
                self._ids[path] = self._pages.ids(source.body)
                return self._ids[path]
            html = self._renderer.render(
                source.body, path=path, first_line=1, resolve_link=lambda target: target, prefix=""
            ).html
            self._ids[path] = frozenset(_ID.findall(html))
        return self._ids[path]


class Targets(Renderer):
    """Finds the pictures that bodies need, before they are set."""

    def of(self, text: str) -> tuple[str, ...]:
        """The relative pictures that the body *text* shows or links to, as typed, once each."""
        # A name may be typed as `pic%2Epng`, `pic&#46;png` or `pic\.png`.
        typed = unquote(unescape(text)).replace("\\", "")
        if not _PICTURE.search(typed) or too_costly(text):
            return ()
        tokens = story_tokens(self._convert(without_controls(text)) or "")
        values = (
            token.attributes.get("src" if token.name == "img" else "href", "")
            for token in tokens
            if isinstance(token, Tag) and token.name in ("a", "img")
        )
        return tuple(
            dict.fromkeys(v for v in values if _PICTURE.search(unquote(v)) and not scheme(v))
        )


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


def body_pictures(
    reading: Reading, paths: Iterable[str], withheld: frozenset[str] = frozenset()
) -> Iterator[Photo]:
    """The pictures that the bodies of the files *paths* show or link to, but for the *withheld*."""
    renderer, media = Targets(), reading.folder.media - withheld
    for path in paths:
        source = reading.sources[path]
        for target in renderer.of(source.body):
            found, _ = target_path(path, target)
            if found in media and not found.lower().endswith(DOCUMENT):
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
