"""The wall as feeds: which entries they hold, and what each says."""

from __future__ import annotations

import re

from markupsafe import Markup

from storywall.address import Address, absolute, resolve_absolute
from storywall.pages.catalogue import Words
from storywall.pictures.images import Gallery
from storywall.problems import Place, Problem, Severity, rule
from storywall.settings import Project
from storywall.shown import ShownWall, Story
from storywall.syndication import feeds
from storywall.views.sheet import Texts

MOST_ENTRIES = 50

rule("feed-address", Severity.WARNING, "Feeds travel away from the site, so they need its address.")
rule("feed-identity", Severity.WARNING, "Readers know an entry again by an id that never changes.")

_TAG = re.compile(r"<[a-z][^>]*>", re.IGNORECASE)
_ID = re.compile(r'\sid="[^"]*"')


def problems(project: Project) -> list[Problem]:
    """What keeps the wall from having feeds; the rest of the site is built all the same."""
    place = Place(project.config.name)
    found = []
    if not project.site.url:
        hint = "Set `site_url: https://stories.example.com/` in mkdocs.yml."
        message = "there is no `site_url`, so no feed is written"
        found.append(place.problem("feed-address", message, hint))
    identity = project.settings.identity
    if identity is None:
        hint = "Set `identity: example.com,2026` under `storywall:`: a domain of yours, a year."
        message = "there is no `identity`, so no feed is written"
        found.append(place.problem("feed-identity", message, hint))
    elif (fault := feeds.check_identity(identity)) is not None:
        found.append(place.problem("feed-identity", fault, "Write it like `example.com,2026`."))
    return found


def feed(wall: ShownWall, texts: Texts, gallery: Gallery, words: Words, project: Project) -> bytes:
    """``/feed.xml``: the newest stories that may be in feeds, as RSS 2.0."""
    url = project.site.url
    newest = sorted(wall.feed_stories, key=lambda s: (s.published, s.id), reverse=True)
    return feeds.rss(
        feeds.Feed(
            title=texts.masthead,
            description=texts.words.striptags() or project.site.description or texts.masthead,
            link=absolute("", url),
            self_url=absolute("feed.xml", url),
            language=words.language,
            entries=tuple(
                _entry(story, texts, gallery, project) for story in newest[:MOST_ENTRIES]
            ),
        )
    )


def _entry(story: Story, texts: Texts, gallery: Gallery, project: Project) -> feeds.Entry:
    url, identity = project.site.url, project.settings.identity
    assert identity is not None
    topics = (story.kind, story.department, *story.practices, *story.values)
    picture = gallery(story.photo, "feed")
    return feeds.Entry(
        guid=feeds.guid(identity, "stories", story.id),
        link=absolute(story.address, url),
        title=story.title,
        summary=story.summary,
        published=story.published,
        html=_html(story, texts, gallery, url),
        authors=tuple(hero.name for hero in story.heroes),
        categories=tuple(topic.name for topic in topics if topic is not None),
        enclosure=_enclosure(picture.src, gallery, url) if picture is not None else None,
        language=story.lang,
    )


def _enclosure(address: Address, gallery: Gallery, url: str) -> feeds.Enclosure:
    file = gallery.file(address)
    return feeds.Enclosure(absolute(address, url), file.length, file.type)


def _html(story: Story, texts: Texts, gallery: Gallery, url: str) -> str:
    """The story for a reader that shows HTML: picture, words of the customer, sections."""
    parts: list[Markup] = []
    picture = gallery(story.photo, "feed")
    if picture is not None:
        parts.append(
            Markup('<p><img src="{}" alt="{}" width="{}" height="{}"></p>').format(
                picture.src, picture.alt, picture.width, picture.height
            )
        )
    parts.append(Markup("<p>{}</p>").format(story.summary))
    for section in texts.sections.get(story.path, ()):
        heading = Markup("<h2>{}</h2>").format(section.heading) if section.heading else Markup()
        parts.append(heading + section.html)
    if story.voice is not None:
        parts.append(
            Markup("<blockquote><p>{}</p><p>{}</p></blockquote>").format(
                story.voice.text, story.voice.by
            )
        )
    # Ids mean nothing outside the page, and several entries in one reader would share them.
    html = resolve_absolute(str(Markup("\n").join(parts)), url)
    return _TAG.sub(lambda tag: _ID.sub("", tag[0]), html)
